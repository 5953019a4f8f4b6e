package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"time"

	"tallymark/demo"
	"tallymark/extract"
	"tallymark/ingest"
	"tallymark/models"
)

// runMatch puts together the figures of a large database as far as they wait,
// then times one new article after the other against it, and pages of the board:
//
//	go run ./cmd/tallymark demo --db load.db --articles 50000
//	go run ./bench match --db load.db
//
// Stopped anywhere, it goes on from there. The articles that it adds stay in
// the database.
func runMatch(args []string) (err error) {
	flags := flag.NewFlagSet("match", flag.ExitOnError)
	db := flags.String("db", "load.db", "database with demo articles, or postgres://...")
	fresh := flags.Int("new", 100, "new articles to place")
	longest := flags.Duration("for", time.Hour, "stop putting figures together after this, to go on another time")
	if err := flags.Parse(args); err != nil {
		return err
	}
	ctx := context.Background()
	store, err := models.Open(ctx, *db, models.Options{Now: time.Now})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if _, err := store.Migrate(ctx); err != nil {
		return err
	}
	for _, part := range []func() error{
		func() error { return rebuild(ctx, store, *longest) },
		func() error { return placeNew(ctx, store, *fresh) },
		func() error { return boards(ctx, store) },
	} {
		if err := part(); err != nil {
			return err
		}
	}
	fmt.Printf("%-44s %8.0f MB\n", "peak memory", peakMemory(os.Getpid()))
	return nil
}

// rebuild places what waits and says every 5,000 articles how fast and in how
// much memory.
func rebuild(ctx context.Context, store *models.Store, longest time.Duration) error {
	const said = 5000
	began, part, after, all := time.Now(), time.Now(), uint(0), 0
	for time.Since(began) < longest {
		last, n, err := store.MatchPending(ctx, after, 100)
		if err != nil {
			return err
		}
		if n == 0 {
			break
		}
		if after, all = last, all+n; all%said < n {
			fmt.Printf("%8d articles placed, %6.0f a second, peak memory %4.0f MB\n", all, float64(said)/time.Since(part).Seconds(), peakMemory(os.Getpid()))
			part = time.Now()
		}
	}
	if all > 0 {
		took := time.Since(began)
		fmt.Printf("%-44s %8.1f s for %d articles, %.0f a second\n", "putting figures together", took.Seconds(), all, float64(all)/took.Seconds())
	}
	return nil
}

// placeNew times the placing of new articles of about 20 claims each.
func placeNew(ctx context.Context, store *models.Store, fresh int) error {
	engine, err := extract.New(extract.Options{})
	if err != nil {
		return err
	}
	reader := ingest.NewReader(engine, ingest.NewFiles(""))
	var times []time.Duration
	claims := 0
	for seed := range fresh {
		text := demo.Articles(4500, 4500, uint64(time.Now().UnixNano())+uint64(seed))[0]
		a, err := reader.Text(ctx, []byte(text), ingest.Input{Outlet: "Bench", Lang: "en"})
		if err != nil {
			return err
		}
		added, _, err := store.AddArticle(ctx, models.SystemActor, a)
		if err != nil {
			return err
		}
		claims += len(a.Claims)
		began := time.Now()
		if _, n, err := store.MatchPending(ctx, added.ID-1, 1); err != nil || n != 1 {
			return errors.Join(fmt.Errorf("article %d was not placed", added.ID), err)
		}
		times = append(times, time.Since(began))
	}
	if fresh > 0 {
		percentiles(fmt.Sprintf("placing an article of %d claims", claims/fresh), times, "p95 under 50")
	}
	return nil
}

// boards times pages of each tab of the board, the later ones too.
func boards(ctx context.Context, store *models.Store) error {
	for _, tab := range []string{models.FiguresShared, models.FiguresConflict, models.FiguresSettled, models.FiguresAll} {
		f := models.FigureFilter{Tab: tab, Limit: 20}
		var times []time.Duration
		for range 50 {
			began := time.Now()
			rows, next, err := store.Figures(ctx, models.SystemActor, f)
			if err != nil {
				return err
			}
			if times = append(times, time.Since(began)); next == "" || len(rows) == 0 {
				break
			}
			f.Cursor = next
		}
		percentiles(fmt.Sprintf("a page of the board, %q", tab), times, "under 100")
	}
	return nil
}

func percentiles(what string, times []time.Duration, goal string) {
	slices.Sort(times)
	at := func(share float64) float64 {
		return float64(times[int(share*float64(len(times)-1))].Microseconds()) / 1000
	}
	fmt.Printf("%-44s median %.1f, p95 %.1f, longest %.1f ms (goal %s)\n", what, at(0.5), at(0.95), at(1), goal)
}
