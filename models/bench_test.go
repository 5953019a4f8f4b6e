package models_test

import (
	"fmt"
	"strings"
	"testing"

	"tallymark/extract"
	"tallymark/models"
	"tallymark/models/storetest"
)

// BenchmarkAddArticle imports articles of 20 claims on SQLite, as many a
// second as articles/s says.
func BenchmarkAddArticle(b *testing.B) {
	s := storetest.SQLite(b)
	n := 0
	for b.Loop() {
		n++
		b.StopTimer()
		a := articleWith(n, 20)
		b.StartTimer()
		add(b, s, a)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
}

// BenchmarkDecide makes one decision after the other, each on disk before the
// next.
func BenchmarkDecide(b *testing.B) {
	s := storetest.SQLite(b)
	ann := reviewer(b, s, "ann")
	cs := claims(b, s, add(b, s, articleWith(1, 300)).ID)
	made := 0
	for b.Loop() {
		n := verdict(cs[made%len(cs)].ID, models.StatusVerified)
		n.Revision = 1 + made/len(cs)
		n.Token = fmt.Sprint("t", made)
		decide(b, s, ann, n)
		made++
	}
}

// BenchmarkArticle reads the page of an article with 300 claims.
func BenchmarkArticle(b *testing.B) {
	s := storetest.SQLite(b)
	a := add(b, s, articleWith(1, 300))
	for b.Loop() {
		if p, err := s.Article(ctx, models.SystemActor, a.ID); err != nil || len(p.Claims) != 300 {
			b.Fatal(len(p.Claims), err)
		}
	}
}

// BenchmarkExport reads 100,000 verified claims.
func BenchmarkExport(b *testing.B) {
	s := filled(b, 1000, 100)
	for b.Loop() {
		n := 0
		err := s.EachExportRow(ctx, models.SystemActor, models.ExportFilter{Preset: models.PresetEverything, Brief: true}, func(r *models.ExportRow) error {
			n += min(1, len(r.Claim.Quote))
			return nil
		})
		if err != nil || n != 100_000 {
			b.Fatal(n, err)
		}
	}
}

// BenchmarkClaims reads pages of the list of 100,000 claims: page 1,000 must
// cost what page 1 costs.
func BenchmarkClaims(b *testing.B) {
	s := filled(b, 1000, 100)
	for name, f := range map[string]models.ClaimFilter{
		"all": {}, "status": {Status: []models.Status{models.StatusUnreviewed}}, "kind": {Kind: "deaths"},
		"outlet": {Outlet: "The Daily Example"}, "text": {Text: "people"},
	} {
		cursor := ""
		for page := 1; page <= 1000; page++ {
			if page == 1 || page == 1000 {
				at := f
				at.Cursor = cursor
				b.Run(fmt.Sprintf("%s/page=%d", name, page), func(b *testing.B) {
					for b.Loop() {
						claimsPage(b, s, at)
					}
				})
			}
			if page == 1000 {
				break
			}
			f.Cursor = cursor
			cursor = claimsPage(b, s, f)
		}
	}
}

func claimsPage(b *testing.B, s *models.Store, f models.ClaimFilter) string {
	_, next, err := s.Claims(ctx, models.SystemActor, f)
	if err != nil {
		b.Fatal(err)
	}
	return next
}

// articleWith is an article of so many claims in paragraphs of ten.
func articleWith(n, count int) models.NewArticle {
	var text strings.Builder
	for i := range count {
		fmt.Fprintf(&text, "Police in district %d of the city said that %d people died in the blast on Monday. ", n, 1000+i)
		if i%10 == 9 {
			text.WriteString("\n\n")
		}
	}
	a := articleOf(fmt.Sprintf("https://a.example/%d", n), strings.TrimSpace(text.String()))
	a.Claims = a.Claims[:0:0]
	for i, c := range claimsIn(a.Text) {
		if i%2 == 1 {
			c.Attribution = &extract.Attribution{Source: "Police", Cue: "said", Kind: "body"}
			a.Claims = append(a.Claims, c)
		}
	}
	return a
}

func filled(b *testing.B, articles, each int) *models.Store {
	b.Helper()
	s := storetest.SQLite(b)
	for n := range articles {
		add(b, s, articleWith(n, each))
	}
	return s
}
