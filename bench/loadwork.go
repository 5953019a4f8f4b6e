package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// work lets everybody loose until the time is up.
func (l *load) work(ctx context.Context, s *loaded, crew []*person, t *tally) error {
	ctx, stop := context.WithTimeout(ctx, l.lasts)
	defer stop()
	var all sync.WaitGroup
	reviewers, reader := crew[:l.people], crew[l.people]
	for i, p := range reviewers {
		all.Go(func() {
			each(ctx, l.decisions/float64(l.people), float64(i)/float64(l.people), func() { l.review(ctx, s, p, t) })
		})
	}
	const readers = 4
	for i := range readers {
		all.Go(func() {
			each(ctx, l.pages/readers, float64(i)/readers, func() { l.read(ctx, s, reader, t) })
		})
	}
	err := l.disturb(ctx, s)
	all.Wait()
	return err
}

// disturb kills the server half way, where that is asked for.
func (l *load) disturb(ctx context.Context, s *loaded) error {
	if !l.kill {
		return nil
	}
	select {
	case <-ctx.Done():
	case <-time.After(l.lasts / 2):
	}
	return errors.Join(s.kill(), s.start())
}

// each does something so many times a second, later where it takes longer. It
// begins after a part of the time between two, since people do not press their
// keys all at once.
func each(ctx context.Context, rate, part float64, do func()) {
	if rate <= 0 {
		return
	}
	select {
	case <-ctx.Done():
	case <-time.After(time.Duration(part / rate * float64(time.Second))):
	}
	tick := time.NewTicker(time.Duration(float64(time.Second) / rate))
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			do()
		}
	}
}

// review opens a claim, decides on it, and waits for the next one.
func (l *load) review(ctx context.Context, s *loaded, p *person, t *tally) {
	page, err := l.open(ctx, s, p, t)
	if err != nil {
		l.failed(ctx, t, err)
		return
	}
	v := p.verdictOn(page)
	if v == nil {
		t.went("pages with nothing to decide")
		return
	}
	if l.article == 0 {
		v.form.Set("quick", "verified/primary_document")
	}
	began := time.Now()
	// What was begun is finished: a decision that is stored without an answer
	// is no loss, but could not be told from one.
	g, err := p.ask(context.WithoutCancel(ctx), http.MethodPost, s.base()+v.action, v.form)
	switch {
	case err != nil:
		l.failed(ctx, t, err)
		return
	case g.status == http.StatusConflict:
		t.went("conflict pages")
		return
	case g.status != http.StatusSeeOther:
		t.went(fmt.Sprintf("decisions answered with %d", g.status))
		return
	}
	t.decided(v)
	next, err := p.ask(ctx, http.MethodGet, s.base()+g.next, nil)
	if err != nil {
		l.failed(ctx, t, err)
		return
	}
	t.took("decide and next", time.Since(began), next.wire)
}

// open is a page with claims to decide on.
func (l *load) open(ctx context.Context, s *loaded, p *person, t *tally) (string, error) {
	if l.article > 0 {
		g, err := p.get(ctx, s, "article page", fmt.Sprintf("/articles/%d", l.article), t)
		return g.page, err
	}
	began := time.Now()
	g, err := p.ask(ctx, http.MethodPost, s.base()+"/review/next", url.Values{"tab": {"all"}})
	if err != nil {
		return "", err
	}
	if g.status != http.StatusSeeOther {
		return "", fmt.Errorf("next claim: status %d", g.status)
	}
	t.took("take the next claim", time.Since(began), g.wire)
	g, err = p.get(ctx, s, "queue page", g.next, t)
	return g.page, err
}

// read opens a page as somebody does who only reads: of ten pages six are
// articles, two the queue, one is a list, and one the dashboard.
func (l *load) read(ctx context.Context, s *loaded, p *person, t *tally) {
	what, path := "article page", fmt.Sprintf("/articles/%d", 1+p.roll(int(p.most)))
	switch n := p.roll(10); {
	case n < 2:
		what, path = "queue page", "/review"
	case n == 2:
		what, path = "dashboard", "/dashboard"
	case n == 3 && p.roll(2) == 0:
		what, path = "list of articles", "/articles"
	case n == 3:
		what, path = "list of claims", "/claims"
	}
	if _, err := p.get(ctx, s, what, path, t); err != nil {
		l.failed(ctx, t, err)
	}
}

func (p *person) get(ctx context.Context, s *loaded, what, path string, t *tally) (got, error) {
	began := time.Now()
	g, err := p.ask(ctx, http.MethodGet, s.base()+path, nil)
	if err == nil && g.status != http.StatusOK {
		err = fmt.Errorf("%s: status %d", what, g.status)
	}
	if err == nil {
		t.took(what, time.Since(began), g.wire)
	}
	return g, err
}

// failed notes what went wrong, but for the end of the run.
func (l *load) failed(ctx context.Context, t *tally, err error) {
	if ctx.Err() != nil {
		return
	}
	var unreached *url.Error
	if l.kill && errors.As(err, &unreached) {
		t.went("unanswered, the server being killed")
		return
	}
	t.went(err.Error())
}
