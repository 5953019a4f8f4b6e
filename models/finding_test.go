package models_test

import (
	"slices"
	"strings"
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

// What does not add up is known to the queue, lists and exports, for as long as
// it stands, and told to whoever follows the feed.
func TestFindingsThatStandAreFlagged(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann := storetest.User(t, s, "ann", models.RoleReviewer)
		fits := add(t, s, read(t, "Eight boats sank off Orm on Tuesday, police said."))
		odd := read(t, "Nine of the 24 councillors, or 42 percent, voted against it. The new quay is to cost $3.2 million.")
		odd.URL = "https://a.example/quay"
		a := add(t, s, odd)
		began, err := s.FeedEnd(ctx)
		if err != nil {
			t.Fatal(err)
		}
		matched(t, s)
		if got := flagged(t, s, a.ID); got != "9 24 42" || flagged(t, s, fits.ID) != "" {
			t.Fatalf("flagged: %s", got)
		}
		if got := commandsSince(t, s, began); got != "article.finding" {
			t.Errorf("the feed tells of %s", got)
		}
		p, err := s.Article(ctx, ann, a.ID)
		if err != nil || p.Article.Counts.Attention != 3 {
			t.Fatalf("%+v, %v", p.Article.Counts, err)
		}
		rows, _, err := s.Claims(ctx, ann, models.ClaimFilter{Flag: models.FlagFinding})
		if err != nil || len(rows) != 3 {
			t.Errorf("%d claims with a finding, %v", len(rows), err)
		}
		for state, want := range map[models.ArticleState]int{models.ArticleFinding: 1, models.ArticleConflict: 0} {
			if rows, _, err := s.Articles(ctx, ann, models.ArticleFilter{State: state}); err != nil || len(rows) != want {
				t.Errorf("%d articles %s, %v", len(rows), state, err)
			}
		}
		if _, _, err := s.Claims(ctx, ann, models.ClaimFilter{Flag: "odd"}); err == nil {
			t.Error("any flag is taken")
		}
		first, err := s.LeaseNext(ctx, ann, models.TabAll, 0)
		if err != nil || first != p.Findings[0].Claims[0].ID {
			t.Errorf("claim %d comes first, %v", first, err)
		}
		if got := exportedFindings(t, s, a.ID); got != "9 of 24 is 37.5 %, not 42 %." {
			t.Errorf("exported: %q", got)
		}
		d, err := s.DismissFinding(ctx, ann, models.NewDismissal{ArticleID: a.ID, Finding: p.Findings[0].Key(), Reason: "Some abstained.", Token: "aside"})
		if err != nil || flagged(t, s, a.ID) != "" || exportedFindings(t, s, a.ID) != "" {
			t.Errorf("set aside, flagged: %s, %v", flagged(t, s, a.ID), err)
		}
		if _, err := s.UndoDismissal(ctx, ann, d.ID, "again"); err != nil || flagged(t, s, a.ID) != "9 24 42" {
			t.Errorf("taken back, flagged: %s, %v", flagged(t, s, a.ID), err)
		}
		if _, err := s.Mend(ctx, ann, engine(t), mend(t, s, p.Findings[0].Claims[2].ID, models.Typed{Figure: words("37.5 percent")})); err != nil {
			t.Fatal(err)
		}
		if matched(t, s); flagged(t, s, a.ID) != "" {
			t.Errorf("mended, flagged: %s", flagged(t, s, a.ID))
		}
		whole(t, s)
	})
}

// flagged are the figures of an article that a finding is about.
func flagged(t testing.TB, s *models.Store, article uint) string {
	t.Helper()
	var out []string
	for _, c := range claims(t, s, article) {
		if c.MathFlag {
			r := c.Reading()
			out = append(out, r.Figure())
		}
	}
	return strings.Join(out, " ")
}

// commandsSince are the commands that the feed tells of after a place, without repeats.
func commandsSince(t testing.TB, s *models.Store, since uint) string {
	t.Helper()
	changes, _, err := s.Changes(ctx, since)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, c := range changes {
		if !slices.Contains(out, c.Command) {
			out = append(out, c.Command)
		}
	}
	return strings.Join(out, " ")
}

// exportedFindings is what exports say of what does not add up in an article.
func exportedFindings(t testing.TB, s *models.Store, article uint) string {
	t.Helper()
	var out []string
	err := s.EachExportRow(ctx, models.SystemActor, models.ExportFilter{Preset: models.PresetEverything, ClaimFilter: models.ClaimFilter{ArticleID: article}}, func(r *models.ExportRow) error {
		if r.Findings != "" && !slices.Contains(out, r.Findings) {
			out = append(out, r.Findings)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, " ")
}
