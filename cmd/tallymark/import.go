package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"tallymark/extract"
	"tallymark/ingest"
	"tallymark/models"
)

type importCommand struct {
	As     string   `placeholder:"EMAIL" help:"Account to act for; without it the system adds the articles."`
	Title  string   `help:"Title, for a single file; else the file's own."`
	Outlet string   `help:"Who published the files; else what a page says."`
	URL    string   `name:"url" help:"Address of the article, for a single file."`
	Date   string   `placeholder:"DATE" help:"Publication date, such as 2026-03-25; else what a page says."`
	Lang   string   `placeholder:"CODE" help:"Language, such as en; detected without it."`
	Files  []string `arg:"" name:"file" placeholder:"FILE|URL" help:"What to add: .txt and .html files, and addresses of pages."`
	webFlags
}

// Help is the long help of the command.
func (x *importCommand) Help() string {
	return `A file or page that is in the database already is not added again, so that an import which was cut short can be repeated.
Of one site, a page a second is read, and only what its robots.txt allows. The exit status is 1 if anything could not be added.`
}

// Run adds every file and goes on where one fails.
func (x *importCommand) Run(c *console) error {
	if err := x.check(); err != nil {
		return err
	}
	engine, err := extract.New(extract.Options{})
	if err != nil {
		return fmt.Errorf("start the engine: %w", err)
	}
	fetcher, err := x.fetcher()
	if err != nil {
		return err
	}
	store, err := c.openStore()
	if err != nil {
		return err
	}
	defer store.Close()
	actor, err := c.actor(store, x.As)
	if err != nil {
		return err
	}
	i := importing{command: x, console: c, reader: ingest.NewReader(engine), fetcher: fetcher, store: store, actor: actor}
	return i.all()
}

func (x *importCommand) check() error {
	if len(x.Files) > 1 && (x.Title != "" || x.URL != "") {
		return usageError("--title and --url are for a single file, and there are %d", len(x.Files))
	}
	if _, err := ingest.ParseDate(x.Date); err != nil {
		return usageError("--date: %v", err)
	}
	return nil
}

// importing is one run of the command.
type importing struct {
	command              *importCommand
	console              *console
	reader               *ingest.Reader
	fetcher              *ingest.Fetcher
	store                *models.Store
	actor                models.Actor
	added, known, failed int
}

func (i *importing) all() error {
	p := newProgress(i.console, "importing", len(i.command.Files))
	for _, name := range i.command.Files {
		if err := i.console.ctx.Err(); err != nil {
			p.end()
			return fmt.Errorf("stopped after %d of %d files; the same command goes on from there", i.added+i.known+i.failed, len(i.command.Files))
		}
		if err := i.one(name); err != nil {
			i.failed++
			p.clear()
			fmt.Fprintf(i.console.stderr, "tallymark: %s: %v\n", name, err)
		}
		p.step()
	}
	p.end()
	fmt.Fprintf(i.console.stdout, "%d added, %d already there, %d failed\n", i.added, i.known, i.failed)
	if i.failed > 0 {
		return errSome
	}
	return nil
}

func (i *importing) one(name string) error {
	article, err := i.read(name)
	if err != nil {
		return err
	}
	_, created, err := i.store.AddArticle(i.console.ctx, i.actor, article)
	if errors.Is(err, models.ErrForbidden) {
		return fmt.Errorf("%s is a %s and may not add articles", i.command.As, i.actor.Role)
	}
	if err != nil {
		return fmt.Errorf("add the article: %w", err)
	}
	if created {
		i.added++
	} else {
		i.known++
	}
	return nil
}

// read reads a file, or the page at an address.
func (i *importing) read(name string) (models.NewArticle, error) {
	x := i.command
	about := ingest.Input{Title: x.Title, Outlet: x.Outlet, URL: x.URL, Published: x.Date, Lang: x.Lang}
	if isAddress(name) {
		return i.reader.Address(i.console.ctx, i.fetcher, name, about)
	}
	raw, err := i.console.readInput(name)
	if err != nil {
		return models.NewArticle{}, err
	}
	about.Name = filepath.Base(name)
	return readFile(i.console.ctx, i.reader, raw, about)
}

// readInput reads a whole file, at most as much as one document may have.
func (c *console) readInput(name string) ([]byte, error) {
	r, err := c.openInput(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return readLimited(r)
}
