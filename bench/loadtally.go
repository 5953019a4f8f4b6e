package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	"tallymark/models"
)

// tally is what a run measured and was told.
type tally struct {
	mu    sync.Mutex
	waits map[string][]time.Duration
	wires map[string]int64 // the largest page of a sort, in bytes as sent
	acked map[string][]string
	wrong map[string]int
}

func newTally() *tally {
	return &tally{waits: map[string][]time.Duration{}, wires: map[string]int64{}, acked: map[string][]string{}, wrong: map[string]int{}}
}

func (t *tally) took(what string, wait time.Duration, wire int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.waits[what] = append(t.waits[what], wait)
	t.wires[what] = max(t.wires[what], wire)
}

// decided notes a decision that the server acknowledged.
func (t *tally) decided(v *verdict) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.acked[v.claim] = append(t.acked[v.claim], v.form.Get("token"))
}

func (t *tally) went(what string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.wrong[what]++
}

func (t *tally) print(lasted time.Duration) {
	fmt.Printf("%-26s %7s %6s %8s %8s %8s %8s %9s\n", "", "number", "/s", "median", "p95", "p99", "slowest", "largest")
	for _, what := range slices.Sorted(maps.Keys(t.waits)) {
		w := t.waits[what]
		slices.Sort(w)
		at := func(part float64) float64 { return w[int(part*float64(len(w)-1))].Seconds() * 1000 }
		fmt.Printf("%-26s %7d %6.1f %5.1f ms %5.1f ms %5.1f ms %5.0f ms %6.1f kB\n",
			what, len(w), float64(len(w))/lasted.Seconds(), at(0.5), at(0.95), at(0.99), at(1), float64(t.wires[what])/1000)
	}
	for _, what := range slices.Sorted(maps.Keys(t.wrong)) {
		fmt.Printf("%-26s %7d\n", what, t.wrong[what])
	}
}

// check looks for every acknowledged decision in the history of its claim.
func (t *tally) check(ctx context.Context, db string) (err error) {
	store, err := models.Open(ctx, db, models.Options{Now: time.Now})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	all, missing, twice := 0, 0, 0
	for claim, tokens := range t.acked {
		id, err := strconv.ParseUint(claim, 10, 63)
		if err != nil {
			return err
		}
		p, err := store.Claim(ctx, models.SystemActor, uint(id))
		if err != nil {
			return err
		}
		for _, token := range tokens {
			all++
			n := 0
			for _, d := range p.Decisions {
				if d.Token == token {
					n++
				}
			}
			switch {
			case n == 0:
				missing++
			case n > 1:
				twice++
			}
		}
	}
	fmt.Printf("%-26s %7d, lost %d, doubled %d\n", "decisions acknowledged", all, missing, twice)
	if missing+twice > 0 {
		return fmt.Errorf("%d acknowledged decisions are not in the history once", missing+twice)
	}
	return nil
}
