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

// BenchmarkBoard reads pages of a board of 10,000 figures.
func BenchmarkBoard(b *testing.B) {
	s := filled(b, 100, 200)
	err := s.WriteDB().Exec(`INSERT INTO figure_claims (claim_id, figure_id, article_id, day, relation, origin, score, parts, via_id, placed_at, print)
		SELECT id, (id + 1) / 2, article_id, 20000, 'same', id, 1, '{}', 0, '2026-03-01', '' FROM claims WHERE id <= 20000`).Error
	if err != nil {
		b.Fatal(err)
	}
	err = s.WriteDB().Exec(`INSERT INTO figures (id, event_id, kind, first_claim_id, last_claim_id, low, high, n_claims, n_articles, n_outlets, n_origins, conflict, created_at)
		SELECT figure_id, figure_id, 'deaths', MIN(claim_id), MAX(claim_id), 1, 2, 2, 2, 2, 2, 1, '2026-03-01' FROM figure_claims GROUP BY figure_id`).Error
	if err != nil {
		b.Fatal(err)
	}
	f := models.FigureFilter{Limit: 20}
	for b.Loop() {
		rows, next, err := s.Figures(ctx, models.SystemActor, f)
		if err != nil || len(rows) != 20 || len(rows[0].Members) != 2 {
			b.Fatal(len(rows), err)
		}
		f.Cursor = next
	}
}
