package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"tallymark/ingest"
	"tallymark/models"
)

// A group of records is stored in one transaction. It is small enough that
// others, who wait for it, notice nothing, and that a kill loses little work.
const (
	groupMost = 16
	groupSize = 256 << 10 // bytes, as they came and as text, after which no further record joins
)

// incoming is one record of a file on its way into the database: the draft of
// an article, or what is wrong with it.
type incoming struct {
	line  int
	place int64 // where the next record begins, if that is asked for
	size  int
	asked bool // it came from the web, where the next one may take long
	draft *models.Draft
	err   error
}

// inGroups has records read beside the storing of those before them, so that
// two processors work, and what is ready stored in groups. An error of read
// ends it once all that was read is stored, an error of store at once.
func inGroups(ctx context.Context, read func(context.Context) (incoming, error), store func([]incoming) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	groups, ended := make(chan []incoming), make(chan error, 1)
	go func() {
		ended <- gather(ctx, read, groups)
		close(groups)
	}()
	var failed error
	for group := range groups {
		if failed == nil {
			failed = store(group)
		}
		if failed != nil {
			stop()
		}
	}
	if err := <-ended; failed == nil && err != io.EOF {
		return err
	}
	return failed
}

// gather sends what is read as soon as somebody takes it, and waits with a
// group that is full.
func gather(ctx context.Context, read func(context.Context) (incoming, error), to chan<- []incoming) error {
	var group []incoming
	size := 0
	for {
		in, err := read(ctx)
		if err == nil {
			group, size = append(group, in), size+in.size
		}
		if err == nil && len(group) < groupMost && size < groupSize && !in.asked {
			select {
			case to <- group:
				group, size = nil, 0
			default:
			}
			continue
		}
		if len(group) > 0 {
			select {
			case to <- group:
				group, size = nil, 0
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if err != nil {
			return err
		}
	}
}

// prepare reads a record as far as that goes without the database. Its error
// is one after which no other record can be read.
func (i *importing) prepare(ctx context.Context, name string, line int, rec articleRecord) (incoming, error) {
	article, asked, err := i.article(ctx, name, line, rec)
	in, err := i.drafted(article, err)
	in.line, in.asked = line, asked
	return in, err
}

// prepareArchived is prepare for a page of a web archive.
func (i *importing) prepareArchived(ctx context.Context, page ingest.Archived) (incoming, error) {
	article, err := i.reader.Archived(ctx, page, i.input(""))
	in, err := i.drafted(article, err)
	in.line = page.Number
	return in, err
}

// drafted makes a draft of an article that was read, unless it could not be.
func (i *importing) drafted(article models.NewArticle, err error) (in incoming, _ error) {
	if err == nil {
		in.size = len(article.Text) + len(article.Raw)
		in.draft, err = i.store.Prepare(article)
	}
	if ofOneRecord(err) {
		in.err, err = err, nil
	}
	return in, err
}

// addGroup adds the drafts of a group and says in its order what became of
// each record. The error of done is returned at once.
func (i *importing) addGroup(group []incoming, done func(in incoming, err error) error) error {
	var drafts []*models.Draft
	for _, in := range group {
		if in.draft != nil {
			drafts = append(drafts, in.draft)
		}
	}
	added := i.store.AddDrafts(i.console.ctx, i.actor, drafts)
	for _, in := range group {
		err := in.err
		if in.draft != nil {
			err = i.count(added[0])
			added = added[1:]
		}
		if err := done(in, err); err != nil {
			return err
		}
	}
	return nil
}

// count takes an article for added or known.
func (i *importing) count(a models.Added) error {
	if errors.Is(a.Err, models.ErrForbidden) {
		return fmt.Errorf("%s is a %s and may not add articles", i.command.As, i.actor.Role)
	}
	if a.Err != nil {
		return fmt.Errorf("add the article: %w", a.Err)
	}
	if a.Created {
		i.added++
	} else {
		i.known++
	}
	i.progress.count()
	return nil
}

// records adds the records of a file, in the memory of a few, and goes on
// after those that are wrong in themselves.
func (i *importing) records(name string, next nextRecord) error {
	read := func(ctx context.Context) (incoming, error) {
		if err := ctx.Err(); err != nil {
			return incoming{}, err
		}
		rec, line, err := next()
		if ofOneRecord(err) {
			return incoming{line: line, err: err}, nil
		}
		if err != nil {
			return incoming{}, err
		}
		return i.prepare(ctx, name, line, rec)
	}
	return inGroups(i.console.ctx, read, func(group []incoming) error {
		return i.addGroup(group, func(in incoming, err error) error {
			if e := i.console.ctx.Err(); e != nil {
				return e
			}
			if ofOneRecord(err) {
				i.fail("%s: line %d: %v", name, in.line, err)
				return nil
			}
			return err
		})
	})
}

// article reads what a record says, or the page that it names.
func (i *importing) article(ctx context.Context, name string, line int, rec articleRecord) (a models.NewArticle, asked bool, err error) {
	in := i.recordInput(name, line, rec)
	if rec.URL != "" && (rec.Text == nil || *rec.Text == "") {
		a, err = i.fetched(ctx, rec.URL, in)
		return a, true, err
	}
	a, err = i.reader.Text(ctx, []byte(*rec.Text), in)
	return a, false, err
}

// fetched reads the page at an address. That it cannot be read says nothing of
// the next one.
func (i *importing) fetched(ctx context.Context, address string, in ingest.Input) (models.NewArticle, error) {
	in.URL, in.Name, in.ContentType = "", "", ""
	article, err := i.reader.Address(ctx, i.fetcher, address, in)
	if err != nil {
		return article, recordError{err}
	}
	return article, nil
}
