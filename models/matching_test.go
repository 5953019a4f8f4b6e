package models_test

import (
	"testing"
	"time"

	"tallymark/demo"
	"tallymark/extract"
	"tallymark/models"
	"tallymark/models/storetest"
)

// BenchmarkMatch places the claims of articles of about 20 claims, of which
// very many are of few figures.
func BenchmarkMatch(b *testing.B) {
	s := storetest.SQLite(b)
	read := engine(b)
	for i, text := range demo.Articles(400*4500, 4500, 1) {
		day := time.Date(2026, 3, 1+i%28, 0, 0, 0, 0, time.UTC)
		n := articleOf("", text)
		n.Title, n.PublishedAt = "Demo", &day
		n.Claims = read.Claims(extract.Document{Text: text, Lang: "en"}, true)
		add(b, s, n)
	}
	articles := 0
	for b.Loop() {
		if err := s.MatchAgain(ctx, models.SystemActor); err != nil {
			b.Fatal(err)
		}
		if err := s.WriteDB().Exec("DELETE FROM figure_claims").Error; err != nil {
			b.Fatal(err)
		}
		matched(b, s)
		articles += 400
	}
	b.ReportMetric(float64(articles)/b.Elapsed().Seconds(), "articles/s")
}
