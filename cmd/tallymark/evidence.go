package main

import (
	"context"

	"tallymark/handlers"
	"tallymark/ingest"
	"tallymark/models"
)

// evidenceReader reads for the pages what people give as evidence.
type evidenceReader struct {
	reader  *ingest.Reader
	fetcher *ingest.Fetcher
}

// Page fetches the page and reads what it says.
func (e evidenceReader) Page(ctx context.Context, address string, c *models.Claim) (handlers.EvidenceText, error) {
	got, err := e.reader.Evidence(ctx, e.fetcher, address, c)
	if err != nil {
		return handlers.EvidenceText{}, invalidField(err, "url")
	}
	return handlers.EvidenceText{Title: got.Title, Publisher: got.Publisher, Published: got.Published, Excerpts: got.Excerpts}, nil
}

// Stated is the figure of the excerpt that is nearest to the claim's.
func (e evidenceReader) Stated(excerpt string, c *models.Claim) *models.Stated {
	return e.reader.Stated(excerpt, c)
}
