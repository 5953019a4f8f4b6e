package models_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tallymark/check"
	"tallymark/extract"
	"tallymark/models"
	"tallymark/models/storetest"
)

// atOdds is a text that contradicts itself in every way that a finding is known.
const atOdds = "Bridge falls, 14 killed\n\nSixteen people were killed when a bridge fell on Wednesday, police said. The ferry carried 50 people: 37 men and 12 women.\n\n" +
	"Nine of the 24 councillors, or 42 percent, voted against a new one. The study says 37% of the 13 drivers had slept.\n\n" +
	"Sales rose 20 percent to 120 boats from 90 a year earlier. The catch fell from 80 tonnes to 90 tonnes. Prices fell by 120 percent.\n\n" +
	"The ship turned 100 km (80 miles) from shore. It was 20C (60F). Ana Lund, 45, who was born in 1950, runs the harbour. " +
	"Four provinces were hit: Arlen, Orm and Meridon.\n\nUnemployment rose from 4 percent to 5 percent, a rise of 1 percent."

func read(t testing.TB, text string) models.NewArticle {
	n := articleOf("https://a.example/odds", text)
	day := time.Date(2026, 3, 26, 0, 0, 0, 0, time.UTC)
	n.PublishedAt = &day
	n.Claims = engine(t).Claims(extract.Document{Text: text, Lang: "en", Date: "2026-03-26"}, true)
	return n
}

// What is stored of a claim is enough to find all that is found in what the
// engine read.
func TestFindingsOfStoredClaims(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann := storetest.User(t, s, "ann", models.RoleReviewer)
		n := read(t, atOdds)
		a := add(t, s, n)
		p, err := s.Article(ctx, ann, a.ID)
		if err != nil {
			t.Fatal(err)
		}
		var want, got []string
		for _, f := range check.Article(n.Text, n.Claims, *n.PublishedAt) {
			want = append(want, string(f.Kind)+": "+f.Says)
		}
		for _, f := range p.Findings {
			got = append(got, f.Kind+": "+f.Says)
			one, err := s.Claim(ctx, ann, f.Claims[0].ID)
			if err != nil || len(one.Findings) == 0 || !one.Findings[0].About(f.Claims[0].ID) {
				t.Errorf("%s: on its claim %+v, %v", f.Says, one.Findings, err)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" || len(got) < 11 {
			t.Errorf("%d findings\n%s", len(got), diff)
		}
	})
}

// A figure that was mended makes no more noise.
func TestAMendedFigureIsFoundNoMore(t *testing.T) {
	t.Parallel()
	s := storetest.SQLite(t)
	ann := storetest.User(t, s, "ann", models.RoleReviewer)
	a := add(t, s, read(t, "Nine of the 24 councillors, or 42 percent, voted against it."))
	p, err := s.Article(ctx, ann, a.ID)
	if err != nil || len(p.Findings) != 1 {
		t.Fatalf("%+v, %v", p.Findings, err)
	}
	if _, err := s.Mend(ctx, ann, engine(t), mend(t, s, p.Findings[0].Claims[2].ID, models.Typed{Figure: words("37.5 percent")})); err != nil {
		t.Fatal(err)
	}
	if p, err = s.Article(ctx, ann, a.ID); err != nil || len(p.Findings) != 0 {
		t.Errorf("%+v, %v", p.Findings, err)
	}
}
