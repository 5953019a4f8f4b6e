package main

import (
	"bytes"
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tallymark/export"
	"tallymark/extract"
	"tallymark/ingest"
	"tallymark/models"
	"tallymark/models/storetest"
)

// The default columns are read from fewer columns of the database. They must
// say what they say when everything is read.
func TestBriefExportSaysTheSame(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ctx := context.Background()
		addSample(t, s)
		csv := func(brief bool) string {
			var out bytes.Buffer
			w := export.CSV(&out, export.CSVOptions{Columns: export.Default})
			if err := s.EachExportRow(ctx, models.SystemActor, models.ExportFilter{Preset: models.PresetEverything, Brief: brief}, w.Write); err != nil {
				t.Fatal(err)
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			return out.String()
		}
		whole := csv(false)
		if bytes.Count([]byte(whole), []byte("\r\n")) < 30 {
			t.Fatalf("the sample gave few rows:\n%s", whole)
		}
		if diff := cmp.Diff(whole, csv(true)); diff != "" {
			t.Error(diff)
		}
	})
}

// addSample adds the sample article with a verdict and a piece of evidence.
func addSample(t *testing.T, s *models.Store) {
	t.Helper()
	ctx, ana := context.Background(), storetest.User(t, s, "Ana", models.RoleReviewer)
	engine, err := extract.New(extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	read, err := ingest.NewReader(engine).Sample(ctx)
	if err != nil {
		t.Fatal(err)
	}
	a, _, err := s.AddArticle(ctx, ana, read)
	if err != nil {
		t.Fatal(err)
	}
	page, err := s.Article(ctx, ana, a.ID)
	if err != nil {
		t.Fatal(err)
	}
	id := page.Claims[0].ID
	if _, err := s.AddEvidence(ctx, ana, models.NewEvidence{ClaimID: id, URL: "https://example.org/report", Stance: models.StanceSupports, Token: "e"}); err != nil {
		t.Fatal(err)
	}
	c, err := s.Claim(ctx, ana, id)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Decide(ctx, ana, models.NewDecision{ClaimID: id, Revision: c.Claim.Revision, Status: models.StatusVerified, Basis: models.Basis("primary_document"), Reason: "Seen.", Token: "d"})
	if err != nil {
		t.Fatal(err)
	}
}
