package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
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

// An export may replace an earlier one, and nothing else.
func TestExportReplacesOnlyExports(t *testing.T) {
	dir := inFolder(t)
	if got := tallymark(t, "", "migrate"); got.code != 0 {
		t.Fatal(got.errors)
	}
	before, err := os.ReadFile("tallymark.db")
	if err != nil {
		t.Fatal(err)
	}
	save(t, "notes.txt", "what I know")
	save(t, "other.csv", "SQLite format 3\x00 and more")
	save(t, "old.CSV", "claim_id")
	for name, to := range map[string]string{"link.csv": "tallymark.db", "linked.db": "tallymark.db"} {
		if err := os.Symlink(to, name); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir("folder.csv", 0o700); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"-o", "tallymark.db"}, {"-o", "./tallymark.db-wal"}, {"-o", filepath.Join(dir, "tallymark.db-shm")}, {"-o", "tallymark.db-journal"},
		{"-o", "link.csv"}, {"-o", "notes.txt"}, {"-o", "other.csv"}, {"-o", "folder.csv"}, {"-o", "/dev/null"},
		{"--db", "linked.db", "-o", "tallymark.db-wal"},
	} {
		if got := tallymark(t, "", append([]string{"export"}, args...)...); got.code != 2 {
			t.Errorf("%v: exit %d: %s", args, got.code, got.errors)
		}
	}
	after, err := os.ReadFile("tallymark.db")
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the database changed, %v", err)
	}
	for _, name := range []string{"old.CSV", "new", "new.jsonl"} {
		if got := tallymark(t, "", "export", "-o", name); got.code != 0 {
			t.Errorf("-o %s: exit %d: %s", name, got.code, got.errors)
		}
		if data, err := os.ReadFile(name); err != nil || !bytes.HasPrefix(data, []byte("claim_id,status,")) {
			t.Errorf("%s holds %.40q, %v", name, data, err)
		}
	}
	if got := tallymark(t, "", "export", "--help"); !strings.Contains(got.out, "An earlier export is replaced") {
		t.Errorf("the help does not say what is replaced:\n%s", got.out)
	}
}

// What a reviewer said is no claim comes back as a line that the engine reads.
func TestNotAClaimIsATestCase(t *testing.T) {
	inFolder(t)
	save(t, "a.txt", "Fire in the port\n\nNine people died and 34 were injured on Monday.")
	if got := tallymark(t, "", "import", "a.txt"); got.code != 0 {
		t.Fatal(got.errors)
	}
	s, err := models.Open(t.Context(), "tallymark.db", models.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ana := storetest.User(t, s, "Ana", models.RoleReviewer)
	rows, _, err := s.Claims(t.Context(), ana, models.ClaimFilter{})
	if err != nil || len(rows) != 2 {
		t.Fatalf("%d claims, %v", len(rows), err)
	}
	_, err = s.Decide(t.Context(), ana, models.NewDecision{ClaimID: rows[0].ID, Revision: rows[0].Revision, Status: models.StatusNotAClaim, Reason: "a name", Token: "d"})
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	lines := tallymark(t, "", "export", "--preset", "not-a-claim", "--format", "jsonl")
	want := `"text":"Nine people died and 34 were injured on Monday.","start":21,"end":36,"quote":"34 were injured","reason":"a name","engine":"`
	if lines.code != 0 || strings.Count(lines.out, "\n") != 1 || !strings.Contains(lines.out, want) {
		t.Fatalf("exit %d:\n%s%s", lines.code, lines.out, lines.errors)
	}
	again := tallymark(t, lines.out, "extract", "--input", "jsonl", "--format", "jsonl")
	if again.code != 0 || !strings.Contains(again.out, `"start":21,"end":36,"quote":"34 were injured"`) {
		t.Errorf("exit %d:\n%s%s", again.code, again.out, again.errors)
	}
	if rows := tallymark(t, "", "export", "--preset", "not_a_claim"); strings.Count(rows.out, "\r\n") != 2 {
		t.Errorf("as CSV:\n%s", rows.out)
	}
}

// addSample adds the sample article with a verdict and a piece of evidence.
func addSample(t *testing.T, s *models.Store) {
	t.Helper()
	ctx, ana := context.Background(), storetest.User(t, s, "Ana", models.RoleReviewer)
	engine, err := extract.New(extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	read, err := ingest.NewReader(engine, ingest.NewFiles("")).Sample(ctx)
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

func TestExportOfPickedColumns(t *testing.T) {
	inFolder(t)
	save(t, "a.txt", "Fire in the port\n\nNine people died and 34 were injured on Monday.")
	if got := tallymark(t, "", "import", "a.txt"); got.code != 0 {
		t.Fatal(got.errors)
	}
	if got := tallymark(t, "", "export", "--preset", "everything", "--columns", "value,status"); got.code != 0 || got.out != "value,status\r\n9,unreviewed\r\n34,unreviewed\r\n" {
		t.Errorf("exit %d: %q%s", got.code, got.out, got.errors)
	}
	if got := tallymark(t, "", "export", "--columns", "value,odd", "-o", "x.csv"); got.code != 2 || !strings.Contains(got.errors, "claim_id, status, basis") {
		t.Errorf("exit %d: %s", got.code, got.errors)
	}
	if _, err := os.Stat("x.csv"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a refused export left a file: %v", err)
	}
}
