package models_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tallymark/models"
	"tallymark/models/storetest"
)

// sentBy exports and keeps what went out, as commands do.
func sentBy(t *testing.T, s *models.Store, a models.Actor, f models.ExportFilter) models.Export {
	t.Helper()
	var sent models.ExportedClaims
	f.Brief = true
	if err := s.EachExportRow(ctx, a, f, func(r *models.ExportRow) error { sent.Add(&r.Claim); return nil }); err != nil {
		t.Fatal(err)
	}
	e, err := s.RecordExport(ctx, a, models.Export{Preset: f.Preset, Columns: "default", Format: "csv", Filter: f, Rows: sent.Len(), Sent: &sent})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// decideNow decides on a claim as it stands.
func decideNow(t *testing.T, s *models.Store, a models.Actor, id uint, status models.Status) {
	t.Helper()
	n := verdict(id, status)
	n.Revision = claim(t, s, id).Claim.Revision
	n.Token += fmt.Sprint("-", n.Revision)
	decide(t, s, a, n)
}

func withdrawn(t *testing.T, s *models.Store, a models.Actor, id uint) models.Withdrawn {
	t.Helper()
	w, err := s.Withdrawn(ctx, a, id, "", 0)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestWithdrawnSinceAnExport(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann, verified, disputed, stale := exported(t, s)
		everything := models.ExportFilter{Preset: models.PresetEverything, ClaimFilter: models.ClaimFilter{IncludeStale: true}}
		e := sentBy(t, s, ann, everything)
		if w := withdrawn(t, s, ann, e.ID); w.Total != 0 || !w.Known || w.Claims != 5 || w.Export.User.Name != "ann" {
			t.Fatalf("at once: %+v", w)
		}
		note(t, s, ann, verified, "A note withdraws nothing.")
		decideNow(t, s, ann, disputed, models.StatusVerified)
		if w := withdrawn(t, s, ann, e.ID); w.Total != 1 || w.Page[0].ClaimID != disputed || w.Page[0].Why != models.WithdrawnStatus || w.Page[0].Sent != models.StatusDisputed {
			t.Errorf("after another verdict: %+v", w.Page)
		}
		again := sentBy(t, s, ann, everything)

		if _, err := s.Mend(ctx, ann, engine(t), mend(t, s, verified, models.Typed{Figure: words("44")})); err != nil {
			t.Fatal(err)
		}
		w := withdrawn(t, s, ann, again.ID)
		if w.Total != 1 || w.Page[0].ClaimID != verified || w.Page[0].Claim.Status != models.StatusUnreviewed || w.Page[0].Claim.Article.Title == "" {
			t.Fatalf("after a mend: %+v", w.Page)
		}
		decideNow(t, s, ann, verified, models.StatusVerified)
		w = withdrawn(t, s, ann, again.ID)
		if w.Total != 1 || w.Page[0].Why != models.WithdrawnChanged || w.Page[0].At.Before(again.CreatedAt) {
			t.Errorf("mended and verified again: %+v", w.Page)
		}
		if last := sentBy(t, s, ann, everything); withdrawn(t, s, ann, last.ID).Total != 0 {
			t.Error("an export after the mend has it as withdrawn")
		}

		for _, sql := range []string{"UPDATE claims SET stale = TRUE WHERE id = ?", "UPDATE claims SET status = 'needs_evidence' WHERE id = ?"} {
			if err := s.WriteDB().Exec(sql, disputed).Error; err != nil {
				t.Fatal(err)
			}
		}
		var why []models.WhyWithdrawn
		for _, c := range withdrawn(t, s, ann, again.ID).Page {
			why = append(why, c.Why)
			if c.ClaimID == stale {
				t.Error("what was stale when it was sent is withdrawn")
			}
		}
		if diff := cmp.Diff([]models.WhyWithdrawn{models.WithdrawnChanged, models.WithdrawnStale}, why); diff != "" {
			t.Error(diff)
		}
		first, err := s.Withdrawn(ctx, ann, again.ID, "", 1)
		if err != nil || len(first.Page) != 1 || first.Page[0].ClaimID != verified || first.Total != 2 {
			t.Fatalf("first page %+v, %v", first, err)
		}
		if second, err := s.Withdrawn(ctx, ann, again.ID, first.Next, 1); err != nil || len(second.Page) != 1 || second.Page[0].ClaimID != disputed || second.Next != "" {
			t.Errorf("second page %+v, %v", second, err)
		}
		if _, err := s.Withdrawn(ctx, ann, 999, "", 0); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("an export that is not there: %v", err)
		}
		if _, err := s.Withdrawn(ctx, ann, e.ID, "odd!", 0); err == nil {
			t.Error("a cursor that was tampered with is taken")
		}
	})
}

// An export from before claims were kept says so; one of nothing does not.
func TestWithdrawnOfOldExports(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann, _, _, _ := exported(t, s)
		for rows, known := range []bool{true, false} {
			e, err := s.RecordExport(ctx, ann, models.Export{Preset: models.PresetVerified, Format: "csv", Rows: rows})
			if err != nil {
				t.Fatal(err)
			}
			if w := withdrawn(t, s, ann, e.ID); w.Known != known || w.Total != 0 {
				t.Errorf("%d rows: %+v", rows, w)
			}
		}
	})
}

// What is packed comes out as it went in, over several parts, also claims that
// are gone, and a million take a few megabytes.
func TestManyClaimsOfAnExport(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann, verified, _, _ := exported(t, s)
		var sent models.ExportedClaims
		c := models.Claim{Status: models.StatusUnreviewed, Revision: 300}
		const many = 10_000
		for i := range many {
			c.ID = verified + uint(i)*1000
			sent.Add(&c)
		}
		c = models.Claim{ID: 77_000_000_000, Status: models.StatusVerified, Revision: 1 << 20}
		sent.Add(&c)
		c.ID, c.Status, c.Revision = verified, models.StatusVerified, 1
		sent.Add(&c) // smaller than the one before
		e, err := s.RecordExport(ctx, ann, models.Export{Preset: models.PresetEverything, Format: "csv", Rows: sent.Len(), Sent: &sent})
		if err != nil {
			t.Fatal(err)
		}
		w := withdrawn(t, s, ann, e.ID)
		if w.Claims != many+2 || w.Total != 1 || w.Page[0].ClaimID != 77_000_000_000 || w.Page[0].Why != models.WithdrawnGone || w.Page[0].Claim != nil || w.Page[0].Revision != 1<<20 {
			t.Errorf("%+v", w)
		}
		var size int
		if err := s.ReadDB().Raw("SELECT SUM(length(packed)) FROM exported_claims").Scan(&size).Error; err != nil || size > 5*many {
			t.Errorf("%d claims take %d bytes, %v", many, size, err)
		}
		for _, damage := range []string{"UPDATE exported_claims SET claims = 3 WHERE part = 0", "UPDATE exported_claims SET claims = -1 WHERE part = 0"} {
			if err := s.WriteDB().Exec(damage).Error; err != nil {
				t.Fatal(err)
			}
			if _, err := s.Withdrawn(ctx, ann, e.ID, "", 0); err == nil {
				t.Errorf("%s: no error", damage)
			}
		}
	})
}
