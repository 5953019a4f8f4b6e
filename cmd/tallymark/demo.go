package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"tallymark/demo"
	"tallymark/extract"
	"tallymark/ingest"
	"tallymark/models"
)

type demoCommand struct {
	Articles int    `default:"100" help:"How many articles (default ${default})."`
	Size     int    `default:"4500" help:"Bytes of each, about twenty claims at the default ${default}."`
	Seed     uint64 `default:"1" help:"Another number writes other articles; the same one writes the same."`
}

// Help is the long help of the command.
func (x *demoCommand) Help() string {
	return `The articles go through the engine and the database like any others, with outlets, addresses under example.org and
dates of the past year. Use a database of its own: they cannot be told from real work afterwards, except by their outlets.`
}

// demoOutlets publish what never happened.
var demoOutlets = []string{
	"Demo Courier", "Demo Gazette", "Demo Herald", "Demo Mercury", "Demo Observer", "Demo Post", "Demo Record", "Demo Wire",
}

const (
	largestDemo = 1_000_000
	longestText = 100_000
)

// Run adds the articles. Repeated after it was cut short it goes on, since
// what is there already is not added again.
func (x *demoCommand) Run(c *console) error {
	if x.Articles < 1 || x.Articles > largestDemo || x.Size < 200 || x.Size > longestText {
		return usageError("--articles is from 1 to %d and --size from 200 to %d", largestDemo, longestText)
	}
	engine, err := extract.New(extract.Options{})
	if err != nil {
		return fmt.Errorf("start the engine: %w", err)
	}
	store, err := c.openStore()
	if err != nil {
		return err
	}
	return errors.Join(x.fill(c, ingest.NewReader(engine, c.files()), store), store.Close())
}

func (x *demoCommand) fill(c *console, reader *ingest.Reader, store *models.Store) error {
	p := newProgress(c, "writing", x.Articles)
	defer p.end()
	claims := 0
	for i := range x.Articles {
		if c.ctx.Err() != nil {
			return fmt.Errorf("stopped after %d of %d articles; the same command goes on from there", i, x.Articles)
		}
		a, err := x.article(c, reader, i)
		if err != nil {
			return err
		}
		if _, _, err := store.AddArticle(c.ctx, models.SystemActor, a); err != nil {
			return fmt.Errorf("add article %d: %w", i+1, err)
		}
		claims += len(a.Claims)
		p.step()
	}
	p.end()
	_, err := fmt.Fprintf(c.stdout, "%d articles with %d figures\n", x.Articles, claims)
	return err
}

// sharing is how many articles of one day tell the same story at most, and how
// many days there are.
const (
	sharing = 7
	days    = 365
)

// article is number i of the seed, read like a pasted one. Those of a day tell
// some stories, each outlet in its own words.
func (x *demoCommand) article(c *console, reader *ingest.Reader, i int) (models.NewArticle, error) {
	round := uint64(i / days)
	story := round/sharing*days + uint64(i%days)
	title, body, _ := strings.Cut(demo.Report(x.Size, x.Seed*largestDemo+story, round%sharing), "\n\n")
	day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -i%days)
	a, err := reader.Text(c.ctx, []byte(body), ingest.Input{
		Title: title, Outlet: demoOutlets[i%len(demoOutlets)], Lang: "en", Published: day.Format(time.DateOnly),
		URL: fmt.Sprintf("https://demo.example.org/%d/%d", x.Seed, i+1),
	})
	if err != nil {
		return a, fmt.Errorf("read article %d: %w", i+1, err)
	}
	return a, nil
}
