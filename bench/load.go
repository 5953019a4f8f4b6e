package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// load is one run.
type load struct {
	db        string
	people    int
	pages     float64 // a second, all readers together
	decisions float64 // a second, all people together
	article   uint    // where everybody reviews, 0 for the queue
	lasts     time.Duration
	kill      bool
}

// runLoad lets people review at the same time, as fast as they are told to,
// while others read, and prints how long they waited:
//
//	go run ./cmd/tallymark demo --db load.db --articles 50000
//	go run ./bench load --db load.db
//
// In the end it holds what was answered against what is stored: each decision
// that was acknowledged has to be there once. With --kill the server is killed
// without warning in the middle, and started again.
func runLoad(args []string) error {
	var l load
	flags := flag.NewFlagSet("load", flag.ExitOnError)
	flags.StringVar(&l.db, "db", "load.db", "database with demo articles")
	flags.IntVar(&l.people, "people", 8, "people who review")
	flags.Float64Var(&l.pages, "pages", 40, "pages read a second, beside the reviewing")
	flags.Float64Var(&l.decisions, "decisions", 10, "decisions a second")
	flags.UintVar(&l.article, "article", 0, "number of the article that all of them review, instead of the queue")
	flags.DurationVar(&l.lasts, "for", time.Minute, "how long")
	flags.BoolVar(&l.kill, "kill", false, "kill the server in the middle")
	if err := flags.Parse(args); err != nil {
		return err
	}
	return l.run(context.Background())
}

func (l *load) run(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "tallymark-load-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	program := filepath.Join(dir, "tallymark")
	if err := build(program); err != nil {
		return err
	}
	crew, err := hire(ctx, l.db, l.people)
	if err != nil {
		return err
	}
	s := &loaded{program: program, db: l.db}
	if err := s.start(); err != nil {
		return err
	}
	t := newTally()
	err = errors.Join(l.work(ctx, s, crew, t), s.stop())
	t.print(l.lasts)
	fmt.Printf("%-34s %8.0f MB\n", "peak memory of the server", s.peak)
	return errors.Join(err, t.check(ctx, l.db))
}
