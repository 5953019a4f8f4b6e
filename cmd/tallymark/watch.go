package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"tallymark/extract"
	"tallymark/ingest"
	"tallymark/models"
)

type watchCommand struct {
	As      string        `placeholder:"EMAIL" help:"Account to act for; without it the system adds the articles."`
	Every   time.Duration `default:"15m" help:"How often to look (default ${default})."`
	Once    bool          `help:"Look once, then end."`
	Outlet  string        `help:"Who published what is added; else what a page says."`
	Lang    string        `placeholder:"CODE" help:"Language, such as en; detected without it."`
	Sources []string      `arg:"" name:"source" placeholder:"FEED|FOLDER" help:"What to watch: addresses of feeds and sitemaps, and folders of files."`
	webFlags
}

// Help is the long help of the command.
func (x *watchCommand) Help() string {
	return `Adds what feeds name and what comes into folders, and goes on until it is stopped. Feeds are RSS, Atom, JSON Feed and sitemaps;
of a folder, the files that tallymark import takes. An article that is in the database already is not added again, so that the
command can be stopped, killed and started again. The web app does the same for the feeds that an admin adds to it.`
}

const shortestWatch = time.Second

// Run looks again and again until it is stopped.
func (x *watchCommand) Run(c *console) error {
	if x.Every < shortestWatch {
		return usageError("--every %v is too often: take %v or more", x.Every, shortestWatch)
	}
	w, store, err := x.watching(c)
	if err != nil {
		return err
	}
	defer store.Close()
	for {
		w.look()
		fmt.Fprintf(c.stdout, "%d added, %d already there, %d failed\n", w.added, w.known, w.failed)
		if x.Once {
			if w.failed > 0 {
				return errSome
			}
			return nil
		}
		timer := time.NewTimer(x.Every)
		select {
		case <-timer.C:
		case <-c.ctx.Done():
			timer.Stop()
			return nil // that is how it ends
		}
	}
}

// watching is an import without an end.
type watching struct {
	*importing
	sources []string
	heard   map[string]ingest.Known // of feeds, by their address
	done    map[string]string       // items by their address, and files with what tells that they changed
}

func (x *watchCommand) watching(c *console) (*watching, *models.Store, error) {
	engine, err := extract.New(extract.Options{})
	if err != nil {
		return nil, nil, fmt.Errorf("start the engine: %w", err)
	}
	fetcher, err := x.fetcher()
	if err != nil {
		return nil, nil, err
	}
	for _, source := range x.Sources {
		if about, err := os.Stat(source); !isAddress(source) && (err != nil || !about.IsDir()) {
			return nil, nil, usageError("%s is neither a folder nor an address that begins with http:// or https://", source)
		}
	}
	store, err := c.openStore()
	if err != nil {
		return nil, nil, err
	}
	actor, err := c.actor(store, x.As)
	if err != nil {
		return nil, nil, errors.Join(err, store.Close())
	}
	i := &importing{command: &importCommand{As: x.As, Outlet: x.Outlet, Lang: x.Lang}, console: c, reader: ingest.NewReader(engine, c.files()), fetcher: fetcher, store: store, actor: actor}
	i.progress = newProgress(c, "watching", len(x.Sources))
	return &watching{i, x.Sources, map[string]ingest.Known{}, map[string]string{}}, store, nil
}

// look goes through all sources once.
func (w *watching) look() {
	w.added, w.known, w.failed = 0, 0, 0
	for _, source := range w.sources {
		if w.console.ctx.Err() != nil {
			return
		}
		read := w.folder
		if isAddress(source) {
			read = w.feed
		}
		if err := read(w.console.ctx, source); err != nil && w.console.ctx.Err() == nil {
			w.fail("%s: %v", source, err)
		}
	}
}

func (w *watching) feed(ctx context.Context, address string) error {
	feed, err := ingest.ReadFeed(ctx, w.fetcher, address, w.heard[address])
	if errors.Is(err, ingest.ErrUnchanged) {
		return nil
	}
	if err != nil {
		return err
	}
	failed := w.failed
	for _, item := range feed.Items {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if _, before := w.done[item.URL]; before {
			continue
		}
		if err := w.page(item.URL, w.input("")); err != nil {
			w.fail("%s: %v", item.URL, err)
			continue
		}
		w.done[item.URL] = ""
	}
	if w.failed == failed { // else what failed is asked for again
		w.heard[address] = feed.Known
	}
	return nil
}

func (w *watching) folder(ctx context.Context, name string) error {
	files, _, err := importFiles([]string{name})
	if err != nil {
		if _, empty := errors.AsType[*failure](err); empty {
			return nil // nothing came yet
		}
		return err
	}
	for _, file := range files {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		about, err := os.Stat(file)
		if err != nil {
			continue // it went meanwhile
		}
		state := fmt.Sprint(about.Size(), about.ModTime())
		if w.done[file] == state {
			continue
		}
		if err := w.file(file); err != nil {
			w.fail("%s: %v", file, err)
		}
		w.done[file] = state
	}
	return nil
}
