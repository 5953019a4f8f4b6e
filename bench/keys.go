package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/chromedp/chromedp"

	"tallymark/models"
)

// keys is one run of a person at the desk, in a browser.
type keys struct {
	db      string
	verdict int
}

// runKeys lets one person clear figures in headless Chromium with one key each
// and prints the time from the key to the frame that shows the next claim:
//
//	go run ./bench keys --db load.db
func runKeys(args []string) error {
	var k keys
	flags := flag.NewFlagSet("keys", flag.ExitOnError)
	flags.StringVar(&k.db, "db", "load.db", "database with demo articles")
	flags.IntVar(&k.verdict, "verdicts", 100, "how many figures to clear")
	if err := flags.Parse(args); err != nil {
		return err
	}
	return k.run(context.Background())
}

func (k *keys) run(ctx context.Context) (err error) {
	dir, err := os.MkdirTemp("", "tallymark-keys-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	s := &loaded{program: filepath.Join(dir, "tallymark"), db: k.db}
	if err := build(s.program); err != nil {
		return err
	}
	email, err := k.hire(ctx)
	if err != nil {
		return err
	}
	if err := s.start(); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	waits, err := k.review(ctx, s.base(), email, filepath.Join(dir, "browser"))
	if err != nil {
		return err
	}
	slices.Sort(waits)
	fmt.Printf("%d figures cleared; from the key to the next claim shown: median %.0f ms, p95 %.0f ms, slowest %.0f ms (100)\n",
		len(waits), waits[len(waits)/2], waits[len(waits)*95/100], waits[len(waits)-1])
	return nil
}

func (k *keys) hire(ctx context.Context) (email string, err error) {
	store, err := models.Open(ctx, k.db, models.Options{Now: time.Now, CheapPasswords: true})
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	u, err := reviewer(ctx, store, "keys-0@example.org")
	return u.Email, err
}

// watch notes in the page when a digit is pressed and when the first frame with
// another claim at hand has been painted.
const watch = `(() => {
	window.waits = [];
	const at = () => document.querySelector('.at-hand')?.id;
	let pressed = 0, was = '';
	addEventListener('keydown', (e) => { if (e.key === '1') { pressed = e.timeStamp; was = at(); } }, true);
	new MutationObserver(() => {
		if (!pressed || !at() || at() === was) return;
		const from = pressed;
		pressed = 0;
		requestAnimationFrame(() => {
			const painted = new MessageChannel();
			painted.port1.onmessage = () => waits.push(performance.now() - from);
			painted.port2.postMessage(0);
		});
	}).observe(document, { subtree: true, childList: true });
})()`

// thinks is the time between two keys of somebody who is very quick.
const thinks = 400 * time.Millisecond

func (k *keys) review(ctx context.Context, base, email, profile string) ([]float64, error) {
	opts := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.UserDataDir(profile), chromedp.NoSandbox)
	ctx, stop := chromedp.NewExecAllocator(ctx, opts...)
	defer stop()
	ctx, stop = chromedp.NewContext(ctx)
	defer stop()
	ctx, stop = context.WithTimeout(ctx, time.Minute+time.Duration(k.verdict)*5*time.Second)
	defer stop()
	if err := chromedp.Do(ctx,
		chromedp.EmulateViewport(1280, 860), chromedp.Navigate(base+"/login"),
		chromedp.SendKeys("#f-email", email), chromedp.SendKeys("#f-password", password+"\r"), chromedp.WaitVisible("nav [data-key='g q']"),
		chromedp.Navigate(base+"/review"), chromedp.WaitVisible("#at-hand"), chromedp.KeyEvent("j"), chromedp.WaitVisible(".at-hand"),
	); err != nil {
		return nil, fmt.Errorf("sign in and go to the desk: %w", err)
	}
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[chromedp.Void](watch+";0")); err != nil {
		return nil, err
	}
	var waits []float64
	for len(waits) < k.verdict {
		if err := chromedp.Do(ctx, chromedp.KeyEvent("1"), chromedp.Sleep(thinks)); err != nil {
			return nil, err
		}
		seen, err := chromedp.Run(ctx, chromedp.Evaluate[[]float64]("waits"))
		if err != nil {
			return nil, err
		}
		if len(seen) == len(waits) {
			return nil, fmt.Errorf("no next claim was shown after %d", len(waits))
		}
		waits = seen
	}
	return waits, nil
}
