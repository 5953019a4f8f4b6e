package main

import (
	"fmt"

	"tallymark/extract"
	"tallymark/models"
)

type rereadCommand struct {
	As       string `placeholder:"EMAIL" help:"Account to act for, an editor's; without it the system does it."`
	All      bool   `help:"Every article that another engine has read."`
	Articles []uint `arg:"" optional:"" name:"article" help:"Numbers of the articles, as in their addresses."`
}

// Help is the long help of the command.
func (x *rereadCommand) Help() string {
	return `A claim that the engine of this program reads as before keeps its number and its verdict. One that it reads otherwise is unreviewed
again, with the old verdict in its story. One that it no longer finds goes, or is flagged stale if anybody has decided on it or done
anything else with it. What a person has said a claim states stays. An article that this engine has read is left alone, so that a run
which was cut short can be repeated. The exit status is 1 if any article could not be read.`
}

// Run reads every article and goes on where one fails.
func (x *rereadCommand) Run(c *console) error {
	if x.All == (len(x.Articles) > 0) {
		return usageError("name the articles by their numbers, or take --all")
	}
	engine, err := extract.New(extract.Options{})
	if err != nil {
		return fmt.Errorf("start the engine: %w", err)
	}
	store, err := c.openExisting()
	if err != nil {
		return err
	}
	defer store.Close()
	actor, err := c.actor(store, x.As)
	if err != nil {
		return err
	}
	r := rereading{console: c, store: store, engine: engine, actor: actor}
	if x.All {
		return r.all()
	}
	return r.these(x.Articles)
}

// rereading is one run of the command.
type rereading struct {
	console *console
	store   *models.Store
	engine  *extract.Engine
	actor   models.Actor

	progress             *progress
	read, before, failed int
	sum                  models.Rereading
}

// outdatedBatch is how many articles are looked up at once.
const outdatedBatch = 500

// all goes through the articles by number: one that fails is not met again.
func (r *rereading) all() error {
	ctx, version := r.console.ctx, r.engine.Version()
	n, err := r.store.OutdatedCount(ctx, r.actor, version)
	if err != nil {
		return fmt.Errorf("look for articles that another engine has read: %w", err)
	}
	r.progress = newProgress(r.console, "reading again", n)
	for after := uint(0); ; {
		batch, err := r.store.Outdated(ctx, r.actor, version, after, outdatedBatch)
		if err != nil {
			r.progress.end()
			return fmt.Errorf("look for articles that another engine has read: %w", err)
		}
		if len(batch) == 0 {
			return r.end()
		}
		after = batch[len(batch)-1]
		if err := r.each(batch); err != nil {
			return err
		}
	}
}

func (r *rereading) these(articles []uint) error {
	r.progress = newProgress(r.console, "reading again", len(articles))
	if err := r.each(articles); err != nil {
		return err
	}
	return r.end()
}

// each returns an error only if the run has been stopped.
func (r *rereading) each(articles []uint) error {
	for _, id := range articles {
		if r.console.ctx.Err() != nil {
			r.progress.end()
			return fmt.Errorf("stopped after %d articles; the same command goes on from there", r.read+r.before+r.failed)
		}
		r.one(id)
		r.progress.step()
	}
	return nil
}

func (r *rereading) one(id uint) {
	got, err := r.store.Reread(r.console.ctx, r.actor, r.engine, id)
	switch {
	case err != nil:
		r.failed++
		r.progress.clear()
		fmt.Fprintf(r.console.stderr, "tallymark: %v\n", err)
	case !got.Done:
		r.before++
	default:
		r.read++
		r.sum.Kept, r.sum.Changed, r.sum.Added = r.sum.Kept+got.Kept, r.sum.Changed+got.Changed, r.sum.Added+got.Added
		r.sum.Gone, r.sum.Stale = r.sum.Gone+got.Gone, r.sum.Stale+got.Stale
	}
}

func (r *rereading) end() error {
	r.progress.end()
	fmt.Fprintf(r.console.stdout, "%d read again with engine %s, %d read by it before, %d failed\nclaims: %d kept, %d changed, %d added, %d gone, %d stale\n",
		r.read, r.engine.Version(), r.before, r.failed, r.sum.Kept, r.sum.Changed, r.sum.Added, r.sum.Gone, r.sum.Stale)
	if r.failed > 0 {
		return errSome
	}
	return nil
}
