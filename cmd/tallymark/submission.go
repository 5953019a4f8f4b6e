package main

import (
	"context"
	"errors"
	"strings"

	"tallymark/handlers"
	"tallymark/ingest"
	"tallymark/models"
)

// submissionReader reads for the pages what people paste, upload or name by its
// address.
type submissionReader struct {
	reader  *ingest.Reader
	fetcher *ingest.Fetcher
}

// Read makes an article of a submission. What is wrong with the submission is
// a *models.InvalidError that names the field.
func (s submissionReader) Read(ctx context.Context, in handlers.Submission) (models.NewArticle, error) {
	if in.Sample {
		return s.reader.Sample(ctx)
	}
	about := ingest.Input{Title: in.Title, Outlet: in.Outlet, URL: in.URL, Published: in.Published, Lang: in.Lang}
	if in.ByAddress() {
		a, err := s.reader.Address(ctx, s.fetcher, in.URL, about)
		return a, invalidField(err, "url")
	}
	if strings.TrimSpace(in.Text) != "" || len(in.File) == 0 {
		a, err := s.reader.Text(ctx, []byte(in.Text), about)
		return a, invalidField(err, "text")
	}
	about.Name, about.ContentType = in.FileName, in.ContentType
	a, err := s.reader.File(ctx, in.File, about)
	return a, invalidField(err, "file")
}

// Again reads the page of an article again, false if its server has nothing
// newer than a version.
func (s submissionReader) Again(ctx context.Context, address string, v *models.Version) (models.NewArticle, bool, error) {
	a, err := s.reader.Again(ctx, s.fetcher, address, ingest.Known{ETag: v.ETag, LastModified: v.LastModified})
	if errors.Is(err, ingest.ErrUnchanged) {
		return a, false, nil
	}
	return a, true, invalidField(err, "url")
}

func invalidField(err error, field string) error {
	e, ok := errors.AsType[*ingest.InputError](err)
	if !ok {
		return err
	}
	if e.Field != "" {
		field = e.Field
	}
	return &models.InvalidError{Field: field, Message: e.Message}
}
