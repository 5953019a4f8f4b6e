package main

import (
	"fmt"

	"tallymark/models"
)

// figures puts the claims of the database together to figures.
func (x *matchCommand) figures(c *console) error {
	store, err := c.openExisting()
	if err != nil {
		return err
	}
	defer store.Close()
	if x.Anew {
		if err := store.MatchAgain(c.ctx, models.SystemActor); err != nil {
			return err
		}
	}
	done, failed, err := matchAll(c, store)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.stdout, "%d articles looked at, %d failed\n", done, failed)
	if failed > 0 {
		return errSome
	}
	return nil
}

// matchedAtOnce is how many articles are looked up at once.
const matchedAtOnce = 100

// matchAll goes through the articles that wait, by number: one that fails is
// not met again.
func matchAll(c *console, store *models.Store) (done, failed int, err error) {
	waiting, err := store.Unmatched(c.ctx)
	if err != nil {
		return 0, 0, err
	}
	p := newProgress(c, "putting figures together", waiting)
	defer p.end()
	for after := uint(0); ; {
		last, n, err := store.MatchPending(c.ctx, after, matchedAtOnce)
		if c.ctx.Err() != nil {
			return done, failed, fmt.Errorf("stopped after %d articles; tallymark match --store goes on from there", done)
		}
		if err != nil {
			failed += failures(err)
			p.clear()
			fmt.Fprintf(c.stderr, "tallymark: %v\n", err)
		}
		if n == 0 {
			return done - failed, failed, nil
		}
		after, done = last, done+n
		p.to(done)
	}
}

// failures is how many errors were joined to one.
func failures(err error) int {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return len(joined.Unwrap())
	}
	return 1
}
