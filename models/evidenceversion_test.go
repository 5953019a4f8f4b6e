package models_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tallymark/extract"
	"tallymark/models"
	"tallymark/models/storetest"
)

// report is evidence with everything that a form can send.
func report(claimID uint, token string) models.NewEvidence {
	value := 44.0
	return models.NewEvidence{
		ClaimID: claimID, URL: "https://a.example/report", Title: "Report", Publisher: "Coast Guard", Type: models.EvidenceOfficial,
		Excerpt: "44 people died", Stated: &models.Stated{End: 14, Label: "44 dead", Value: &value, Low: &value, High: &value, Approx: extract.Exact, Kind: extract.Deaths, Engine: "test"},
		Stance: models.StanceContradicts, Tier: models.TierPrimary, Published: "2026-02-03", ArchiveURL: "https://archive.example/1", Origin: "Radio", Token: token,
	}
}

func attach(t testing.TB, s *models.Store, a models.Actor, n models.NewEvidence) models.Evidence {
	t.Helper()
	e, err := s.AddEvidence(ctx, a, n)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// edited is the edit of report with another title.
func edited(e models.Evidence, title, token string) models.EvidenceEdit {
	n := report(0, token)
	n.Title = title
	return models.EvidenceEdit{ID: e.ID, Revision: e.Revision, NewEvidence: n}
}

func evidenceOf(t testing.TB, s *models.Store, claimID uint) models.ClaimPage {
	t.Helper()
	p, err := s.Claim(ctx, models.SystemActor, claimID)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestEditEvidence(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann, ben, ed := reviewer(t, s, "ann"), reviewer(t, s, "ben"), storetest.User(t, s, "ed", models.RoleEditor)
		_, cs := attack(t, s)
		first := attach(t, s, ann, report(cs[0].ID, "e1"))
		d := decide(t, s, ann, verdict(cs[0].ID, models.StatusDisputed))

		if _, err := s.EditEvidence(ctx, ben, edited(first, "Ben's", "b1")); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("somebody else edits: %v", err)
		}
		if _, err := s.Evidence(ctx, ben, first.ID); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("somebody else opens it for editing: %v", err)
		}
		second, err := s.EditEvidence(ctx, ann, edited(first, "Second", "a1"))
		if err != nil || second.Title != "Second" || second.Revision != 2 || second.AddedByID != ann.UserID || !second.CreatedAt.Equal(first.CreatedAt) || !second.AccessedAt.Equal(first.AccessedAt) {
			t.Fatalf("%+v, %v", second, err)
		}
		if again, err := s.EditEvidence(ctx, ann, edited(first, "Second", "a1")); err != nil || again.Revision != 2 {
			t.Errorf("sent twice: %+v, %v", again, err)
		}
		var stale *models.EvidenceConflictError
		for name, n := range map[string]models.EvidenceEdit{"old revision": edited(first, "Late", "a2"), "spent token": edited(second, "Other words", "a1")} {
			if _, err := s.EditEvidence(ctx, ann, n); !errors.As(err, &stale) || stale.Evidence.Title != "Second" || !errors.Is(err, models.ErrConflict) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if same, err := s.EditEvidence(ctx, ann, edited(second, "Second", "a3")); err != nil || same.Revision != 2 {
			t.Errorf("an edit that changes nothing: %+v, %v", same, err)
		}
		third, err := s.EditEvidence(ctx, ed, edited(second, "Third", "ed1"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.WithdrawEvidence(ctx, ann, models.Withdrawal{ID: first.ID, Revision: 2, Reason: "late", Token: "w1"}); !errors.As(err, &stale) {
			t.Errorf("withdrawn on an old revision: %v", err)
		}
		gone := models.Withdrawal{ID: first.ID, Revision: third.Revision, Reason: "Wrong ship.", Token: "w2"}
		for range 2 {
			if e, err := s.WithdrawEvidence(ctx, ann, gone); err != nil || e.WithdrawnAt == nil || e.Revision != 4 {
				t.Fatalf("withdrawn: %+v, %v", e, err)
			}
		}
		if _, err := s.EditEvidence(ctx, ann, models.EvidenceEdit{ID: first.ID, Revision: 4, NewEvidence: report(0, "a4")}); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("edited after it was withdrawn: %v", err)
		}

		p := evidenceOf(t, s, cs[0].ID)
		var got []string
		for _, v := range p.EvidenceVersions {
			e, err := v.Evidence()
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, fmt.Sprint(v.Revision, " ", v.Change, " by ", v.User.Name, ": ", e.Title, ", ", e.Stated.Label, v.Reason))
		}
		want := []string{"1 edit by ann: Report, 44 dead", "2 edit by ed: Second, 44 dead", "3 withdraw by ann: Third, 44 deadWrong ship."}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		// A decision keeps the evidence that there was then.
		if !strings.Contains(string(d.Evidence), `"title":"Report"`) || !strings.Contains(string(d.Evidence), `"label":"44 dead"`) {
			t.Errorf("the decision's evidence: %s", d.Evidence)
		}
		whole(t, s)
	})
}

// What forms sent comes back as it was, and an edit of the address shows on
// the claim.
func TestEvidenceKeepsEveryField(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann := reviewer(t, s, "ann")
		_, cs := attack(t, s)
		added := attach(t, s, ann, report(cs[0].ID, "e1"))
		e := evidenceOf(t, s, cs[0].ID).Evidence[0]
		e.AddedBy = nil
		if diff := cmp.Diff(added, e); diff != "" {
			t.Error(diff)
		}
		n := models.EvidenceEdit{ID: added.ID, Revision: 1, NewEvidence: models.NewEvidence{URL: "https://b.example/2", Stance: models.StanceContext, Token: "a1"}}
		if _, err := s.EditEvidence(ctx, ann, n); err != nil {
			t.Fatal(err)
		}
		p := evidenceOf(t, s, cs[0].ID)
		if p.Claim.EvidenceURL != "https://b.example/2" || p.Evidence[0].Stated != nil || p.Evidence[0].Published != "" {
			t.Errorf("after the edit: %+v", p)
		}
	})
}

// Of many edits of one revision, one is made.
func TestEditEvidenceAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann := reviewer(t, s, "ann")
		_, cs := attack(t, s)
		e := attach(t, s, ann, report(cs[0].ID, "e1"))
		won, lost := race(8, func(i int) error {
			_, err := s.EditEvidence(ctx, ann, edited(e, fmt.Sprint("Title ", i), fmt.Sprint("t", i)))
			return err
		})
		if won != 1 {
			t.Errorf("%d edits were made, want 1: %v", won, lost)
		}
		if p := evidenceOf(t, s, cs[0].ID); len(p.EvidenceVersions) != 1 {
			t.Errorf("%d versions, want 1", len(p.EvidenceVersions))
		}
	})
}

func TestEvidenceIsNeverErased(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann := reviewer(t, s, "ann")
		_, cs := attack(t, s)
		e := attach(t, s, ann, report(cs[0].ID, "e1"))
		if _, err := s.EditEvidence(ctx, ann, edited(e, "Second", "a1")); err != nil {
			t.Fatal(err)
		}
		for _, sql := range []string{"DELETE FROM evidence", "DELETE FROM evidence_versions", "UPDATE evidence_versions SET reason = 'x'"} {
			if err := s.WriteDB().Exec(sql).Error; err == nil {
				t.Errorf("%s went through", sql)
			}
		}
	})
}

// A dispute says why: by a reason, or by evidence that cannot then go alone.
func TestDisputeKeepsItsGround(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann := reviewer(t, s, "ann")
		_, cs := attack(t, s)
		only := attach(t, s, ann, report(cs[0].ID, "e1"))
		n := verdict(cs[0].ID, models.StatusDisputed)
		n.Reason = ""
		decide(t, s, ann, n)
		away := models.Withdrawal{ID: only.ID, Revision: 1, Reason: "The report is about another ship.", Token: "w1"}
		turned := edited(only, "Report", "a1")
		turned.Stance = models.StanceContext
		if _, err := s.WithdrawEvidence(ctx, ann, away); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("the only ground is withdrawn: %v", err)
		}
		if _, err := s.EditEvidence(ctx, ann, turned); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("the only ground no longer contradicts: %v", err)
		}
		attach(t, s, ann, report(cs[0].ID, "e2"))
		if _, err := s.WithdrawEvidence(ctx, ann, away); err != nil {
			t.Errorf("with another ground: %v", err)
		}
	})
}
