package main

import (
	"context"
	"errors"

	"tallymark/ingest"
	"tallymark/models"
)

// readFeed reads a feed; its new items become jobs.
func (w *worker) readFeed(ctx context.Context, id uint) error {
	feed, err := w.store.NewsFeed(ctx, models.SystemActor, id)
	if errors.Is(err, models.ErrNotFound) {
		return nil // removed meanwhile
	}
	if err != nil {
		return err
	}
	got, err := ingest.ReadFeed(ctx, w.feeds, feed.URL, ingest.Known{ETag: feed.ETag, LastModified: feed.LastModified})
	var r models.FeedReading
	switch refused, ok := errors.AsType[*ingest.InputError](err); {
	case errors.Is(err, ingest.ErrUnchanged):
		r.Unchanged = true
	case errors.Is(err, ingest.ErrBusySite):
		r.Soon = true
	case ok:
		r.Problem = refused.Message
	case err != nil:
		return err
	default:
		r.Title, r.ETag, r.LastModified = got.Title, got.Known.ETag, got.Known.LastModified
		for _, i := range got.Items {
			r.Items = append(r.Items, models.NewsItem{Name: i.Name, URL: i.URL, Title: i.Title})
		}
	}
	return w.store.NewsFeedRead(ctx, id, r)
}

// readItem makes an article of an item of a feed, unless its feed leaves it
// out. A page that cannot be read is tried again, and then a job that failed.
func (w *worker) readItem(ctx context.Context, id uint) error {
	item, err := w.store.NewsItem(ctx, models.SystemActor, id)
	if errors.Is(err, models.ErrNotFound) {
		return nil // its feed was removed meanwhile
	}
	if err != nil || item.State != models.ItemNew {
		return err
	}
	read, err := w.reader.Address(ctx, w.fetcher, item.URL, ingest.Input{})
	if err != nil {
		return err
	}
	if !item.Feed.Wants(&read) {
		return w.store.NewsItemRead(ctx, id, 0)
	}
	article, _, err := w.store.AddArticle(ctx, models.SystemActor, read)
	if err != nil {
		return err
	}
	return w.store.NewsItemRead(ctx, id, article.ID)
}
