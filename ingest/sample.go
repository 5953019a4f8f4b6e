package ingest

import (
	"context"
	_ "embed" // the sample article

	"tallymark/models"
)

//go:embed sample.txt
var sample []byte

// Sample is an article of our own, about an invented town, to try things on.
func (r *Reader) Sample(ctx context.Context) (models.NewArticle, error) {
	return r.Text(ctx, sample, Input{
		Title:     "Harbour raid in Port Meridon ends with 17 arrests and a hunt for the missing",
		Outlet:    "Meridon Courier",
		URL:       "https://example.org/meridon-courier/2026/03/harbour-raid",
		Published: "2026-03-12",
		Lang:      "en",
		Name:      "sample.txt",
	})
}
