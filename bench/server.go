package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tallymark/demo"
	"tallymark/extract"
	"tallymark/ingest"
	"tallymark/models"
)

const (
	email    = "bench@example.org"
	password = "river-otter-lamp-41"
)

// fill makes a database with one account and articles until there are claims.
func (b bench) fill(name string, claims, size int) error {
	cmd := exec.Command(b.program, "user", "add", email, "--role", "admin", "--password-stdin", "--db", name)
	cmd.Stdin = strings.NewReader(password + "\n")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("add the account: %w\n%s", err, out)
	}
	store, err := models.Open(context.Background(), name, models.Options{Now: time.Now})
	if err != nil {
		return err
	}
	return errors.Join(addArticles(store, claims, size), store.Close())
}

func addArticles(store *models.Store, claims, size int) error {
	engine, err := extract.New(extract.Options{})
	if err != nil {
		return err
	}
	ctx, reader := context.Background(), ingest.NewReader(engine, ingest.NewFiles(""))
	for seed, n := uint64(1), 0; n < claims; seed++ {
		a, err := reader.Text(ctx, []byte(demo.Articles(size, size, seed)[0]), ingest.Input{Outlet: "Bench", Lang: "en"})
		if err != nil {
			return err
		}
		if _, _, err := store.AddArticle(ctx, models.SystemActor, a); err != nil {
			return err
		}
		for _, c := range a.Claims {
			if c.Checkable {
				n++
			}
		}
	}
	return nil
}

// server starts the program on a database with one article of some 300 claims
// and asks for pages.
func (b bench) server() error {
	name := filepath.Join(b.dir, "page.db")
	if err := b.fill(name, 250, 29_000); err != nil {
		return err
	}
	var starts []time.Duration
	for range 5 {
		took, err := b.start(name, func(base string) error { return nil })
		if err != nil {
			return err
		}
		starts = append(starts, took)
	}
	report("start to first page, median of 5", middle(starts), "ms", "under 300")
	_, err := b.start(name, b.pages)
	return err
}

// start runs the server, times it until it has answered with a page, and stops
// it after use.
func (b bench) start(db string, use func(base string) error) (time.Duration, error) {
	cmd := exec.Command(b.program, "serve", "--addr", "127.0.0.1:0", "--db", db)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return 0, err
	}
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return 0, errors.Join(err, cmd.Wait())
	}
	base := strings.TrimSpace(strings.TrimPrefix(line, "Tallymark is at "))
	err = fetch(http.DefaultClient, base+"/login")
	took := time.Since(began)
	if err == nil {
		err = use(base)
	}
	return took, errors.Join(err, cmd.Process.Signal(os.Interrupt), cmd.Wait())
}

func fetch(client *http.Client, address string) error {
	res, err := client.Get(address)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", address, res.Status)
	}
	return nil
}

// pages signs in and times the article page.
func (b bench) pages(base string) error {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	client := &http.Client{Jar: jar}
	res, err := client.PostForm(base+"/login", url.Values{"email": {email}, "password": {password}})
	if err != nil {
		return err
	}
	res.Body.Close()
	var times []time.Duration
	for range 50 {
		began := time.Now()
		if err := fetch(client, base+"/articles/1"); err != nil {
			return err
		}
		times = append(times, time.Since(began))
	}
	report("article page of about 300 claims, median of 50", middle(times), "ms", "under 30, with the way there and back")
	return nil
}

// middle is the median in milliseconds.
func middle(times []time.Duration) float64 {
	slices.Sort(times)
	return float64(times[len(times)/2].Microseconds()) / 1000
}

// export writes the CSV of all claims of a large database.
func (b bench) export() error {
	name := filepath.Join(b.dir, "large.db")
	began := time.Now()
	if err := b.fill(name, b.claims, 20_000); err != nil {
		return err
	}
	report(fmt.Sprintf("import of %d claims", b.claims), time.Since(began).Seconds(), "s", "not a goal")
	cmd := exec.Command(b.program, "export", "--preset", "everything", "--db", name, "-o", filepath.Join(b.dir, "out.csv"))
	began = time.Now()
	cmd.Stderr = io.Discard
	memory, err := runMeasured(cmd)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	report(fmt.Sprintf("CSV of %d claims", b.claims), time.Since(began).Seconds(), "s", "under 2")
	report("CSV, peak memory", memory, "MB", "under 64")
	return nil
}
