package main

import (
	"context"
	"errors"
	"log/slog"
	"strings"

	"tallymark/ingest"
	"tallymark/models"
)

// worker does the work of the background.
type worker struct {
	store   *models.Store
	reader  *ingest.Reader
	fetcher *ingest.Fetcher // of pages
	feeds   *ingest.Fetcher
	sender  *ingest.Fetcher // to webhooks
	uploads string          // the folder of files that were sent
	base    string          // the address that people use
}

// pagesAtOnce is how many pages are read at once in the background, beside
// those that people wait for.
const pagesAtOnce = 8

func newWorker(store *models.Store, reader *ingest.Reader, fetcher *ingest.Fetcher, uploads, base string) *worker {
	return &worker{store, reader, fetcher.Aside(pagesAtOnce), fetcher.ForFeeds(), fetcher.ForSending(), uploads, base}
}

// work does jobs until the context ends. People can review without it, so that
// its failing is no reason to end the program.
func (w *worker) work(ctx context.Context, log *slog.Logger) {
	if err := w.store.Work(ctx, w.tasks()); err != nil && ctx.Err() == nil {
		log.Error("no work is done in the background until the next start", "error", err)
	}
}

// tasks are what the worker can do.
func (w *worker) tasks() map[models.Task]models.Worker {
	return map[models.Task]models.Worker{models.TaskRead: w.readAgain, models.TaskFeed: w.readFeed, models.TaskItem: w.readItem, models.TaskImport: w.runImport, models.TaskTell: w.tell}
}

// readAgain reads the page of an article again. Another text becomes another
// version; that the page cannot be read is noted, and it is tried again when it
// is due the next time.
func (w *worker) readAgain(ctx context.Context, article uint) error {
	a, err := w.store.Article(ctx, models.SystemActor, article)
	if err != nil {
		return err
	}
	known := ingest.Known{ETag: a.Version.ETag, LastModified: a.Version.LastModified}
	read, err := w.reader.Again(ctx, w.fetcher, strings.TrimSpace(a.Article.URL), known)
	if errors.Is(err, ingest.ErrUnchanged) {
		return w.store.PageRead(ctx, article, "")
	}
	if refused, ok := errors.AsType[*ingest.InputError](err); ok {
		return w.store.PageRead(ctx, article, refused.Message)
	}
	if err == nil {
		_, _, err = w.store.AddArticle(ctx, models.SystemActor, read)
	}
	if errors.Is(err, models.ErrInvalid) {
		return w.store.PageRead(ctx, article, err.Error())
	}
	if err != nil {
		return err
	}
	return w.store.PageRead(ctx, article, "")
}
