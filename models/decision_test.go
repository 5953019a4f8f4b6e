package models_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tallymark/extract"
	"tallymark/models"
	"tallymark/models/storetest"
)

func TestStatusOf(t *testing.T) {
	id := func(n uint) *uint { return &n }
	d := func(seq int, s models.Status) models.Decision {
		return models.Decision{ID: uint(seq), Seq: seq, Status: s}
	}
	on := func(seq, revision int, s models.Status) models.Decision {
		one := d(seq, s)
		one.Revision = revision
		return one
	}
	edit := func(revision int, resets bool) models.Edit { return models.Edit{Revision: revision, Resets: resets} }
	undo := func(seq int, of uint) models.Decision {
		return models.Decision{ID: uint(seq), Seq: seq, UndoesID: id(of), Status: "whatever it says"}
	}
	const verified, disputed, none = models.StatusVerified, models.StatusDisputed, models.StatusUnreviewed
	for _, tt := range []struct {
		name string
		ds   []models.Decision
		es   []models.Edit
		want models.Status
		seq  int
	}{
		{"nobody has decided", nil, nil, none, 0},
		{"one", []models.Decision{d(1, verified)}, nil, verified, 1},
		{"the newest counts", []models.Decision{d(1, verified), d(2, disputed)}, nil, disputed, 2},
		{"in any order", []models.Decision{d(2, disputed), d(1, verified)}, nil, disputed, 2},
		{"undone", []models.Decision{d(1, verified), undo(2, 1)}, nil, none, 0},
		{"undone to the one before", []models.Decision{d(1, verified), d(2, disputed), undo(3, 2)}, nil, verified, 1},
		{"undone twice", []models.Decision{d(1, verified), d(2, disputed), undo(3, 2), undo(4, 1)}, nil, none, 0},
		{"decided again", []models.Decision{d(1, verified), undo(2, 1), d(3, disputed)}, nil, disputed, 3},
		{"set back by an edit", []models.Decision{on(1, 1, verified)}, []models.Edit{edit(2, true)}, none, 0},
		{"an edit that no verdict judges", []models.Decision{on(1, 1, verified)}, []models.Edit{edit(2, false)}, verified, 1},
		{"decided since the edit", []models.Decision{on(1, 1, verified), on(2, 3, disputed)}, []models.Edit{edit(2, true)}, disputed, 2},
		{"undone to before the edit", []models.Decision{on(1, 1, verified), on(2, 3, disputed), undo(3, 2)}, []models.Edit{edit(2, true)}, none, 0},
		{"two edits, in any order", []models.Decision{on(1, 2, verified)}, []models.Edit{edit(3, true), edit(1, true)}, none, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			st := models.StatusOf(tt.ds, tt.es)
			seq := 0
			if st.Counts != nil {
				seq = st.Counts.Seq
			}
			if st.Status != tt.want || seq != tt.seq || st.First != nil || st.Second != nil {
				t.Errorf("got %s by %d, want %s by %d: %+v", st.Status, seq, tt.want, tt.seq, st)
			}
		})
	}
}

func TestDecide(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann := reviewer(t, s, "ann")
		art, cs := attack(t, s)
		value := 44.0
		d := decide(t, s, ann, models.NewDecision{
			ClaimID: cs[0].ID, Revision: 1, Status: models.StatusDisputed, Basis: models.BasisPrimaryDocument,
			Reason: " The register\x00 says 44. ", CorrectText: "44", CorrectValue: &value, Token: "t1",
		})
		if d.Seq != 1 || d.Reason != "The register\uFFFD says 44." {
			t.Errorf("decision: %+v", d)
		}
		p, err := s.Claim(ctx, ann, cs[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		c := p.Claim
		if c.Status != models.StatusDisputed || c.Basis != models.BasisPrimaryDocument || c.Revision != 2 ||
			c.DecidedBy == nil || c.DecidedBy.Name != "ann" || c.CorrectText != "44" || *c.CorrectValue != 44 {
			t.Errorf("claim: %+v", c)
		}
		if string(p.Decisions[0].Policy) != `{"evidence_required":false,"disputed_needs_why":true}` || string(p.Decisions[0].Evidence) != "[]" {
			t.Errorf("snapshot: %s %s", p.Decisions[0].Policy, p.Decisions[0].Evidence)
		}
		page, err := s.Article(ctx, ann, art.ID)
		if err != nil {
			t.Fatal(err)
		}
		if want := (models.StatusCounts{Unreviewed: 2, Disputed: 1}); page.Article.Counts != want {
			t.Errorf("counts %+v, want %+v", page.Article.Counts, want)
		}
		whole(t, s)
	})
}

func TestDecideRules(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann := reviewer(t, s, "ann")
		_, cs := attack(t, s)
		id, other := cs[0].ID, cs[1].ID
		missing := uint(99999)
		route := articleOf("", "Route 13 was closed.")
		route.Claims[0].Checkable, route.Claims[0].Reason = false, "name"
		unchecked := claims(t, s, add(t, s, route).ID)[0].ID
		for _, tt := range []struct {
			name  string
			n     models.NewDecision
			field string
		}{
			{"verified without basis", models.NewDecision{Status: models.StatusVerified}, "basis"},
			{"unknown basis", models.NewDecision{Status: models.StatusVerified, Basis: "hearsay"}, "basis"},
			{"disputed without basis", models.NewDecision{Status: models.StatusDisputed, Reason: "x"}, "basis"},
			{"disputed without reason", models.NewDecision{Status: models.StatusDisputed, Basis: models.BasisCalculation}, "reason"},
			{"reason of spaces", models.NewDecision{Status: models.StatusDisputed, Basis: models.BasisCalculation, Reason: " \n"}, "reason"},
			{"needs evidence, but which", models.NewDecision{Status: models.StatusNeedsEvidence}, "reason"},
			{"unverifiable, but what was tried", models.NewDecision{Status: models.StatusUnverifiable}, "reason"},
			{"superseded by nothing", models.NewDecision{Status: models.StatusSuperseded}, "reason"},
			{"superseded by itself", models.NewDecision{Status: models.StatusSuperseded, SupersededByID: &id}, "superseded_by"},
			{"superseded by no claim", models.NewDecision{Status: models.StatusSuperseded, SupersededByID: &missing}, "superseded_by"},
			{"superseded by what is not to be checked", models.NewDecision{Status: models.StatusSuperseded, SupersededByID: &unchecked}, "superseded_by"},
			{"not a claim, but what", models.NewDecision{Status: models.StatusNotAClaim}, "reason"},
			{"unreviewed is no verdict", models.NewDecision{Status: models.StatusUnreviewed, Reason: "x"}, "status"},
			{"no status", models.NewDecision{Reason: "x"}, "status"},
			{"a long reason", models.NewDecision{Status: models.StatusNotAClaim, Reason: strings.Repeat("x", 5001)}, "reason"},
			{"no token", models.NewDecision{Status: models.StatusNotAClaim, Reason: "a date", Token: "-"}, "token"},
		} {
			t.Run(tt.name, func(t *testing.T) {
				tt.n.ClaimID, tt.n.Revision = id, 1
				if tt.n.Token = strings.Trim(tt.n.Token+"t", "-"); tt.field == "token" {
					tt.n.Token = ""
				}
				_, err := s.Decide(ctx, ann, tt.n)
				if e, ok := errors.AsType[*models.InvalidError](err); !ok || e.Field != tt.field || !errors.Is(err, models.ErrInvalid) {
					t.Errorf("got %v, want an InvalidError of %s", err, tt.field)
				}
			})
		}
		d := decide(t, s, ann, models.NewDecision{ClaimID: id, Revision: 1, Status: models.StatusSuperseded, SupersededByID: &other, Token: "ok"})
		if d.SupersededByID == nil || *d.SupersededByID != other {
			t.Errorf("superseded: %+v", d)
		}
	})
}

func TestDecideNotCheckable(t *testing.T) {
	s := storetest.SQLite(t)
	ann := reviewer(t, s, "ann")
	n := articleOf("", "It was 1998 when 41 people died.")
	n.Claims[0].Checkable, n.Claims[0].Reason, n.Claims[0].Kind = false, "date", extract.Date
	a := add(t, s, n)
	if got := a.Counts.Total(); got != 1 {
		t.Errorf("%d claims counted, want 1", got)
	}
	_, err := s.Decide(ctx, ann, verdict(claims(t, s, a.ID)[0].ID, models.StatusNotAClaim))
	if !errors.Is(err, models.ErrInvalid) {
		t.Errorf("got %v", err)
	}
}

func TestDecideConflict(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann, ben := reviewer(t, s, "ann"), reviewer(t, s, "ben")
		_, cs := attack(t, s)
		decide(t, s, ann, verdict(cs[0].ID, models.StatusVerified))
		_, err := s.Decide(ctx, ben, verdict(cs[0].ID, models.StatusDisputed))
		e, ok := errors.AsType[*models.ConflictError](err)
		if !ok || !errors.Is(err, models.ErrConflict) {
			t.Fatalf("got %v, want a ConflictError", err)
		}
		if e.Claim.Revision != 2 || e.Claim.Status != models.StatusVerified || e.Claim.DecidedBy.Name != "ann" ||
			len(e.Decisions) != 1 || e.Decisions[0].User.Name != "ann" {
			t.Errorf("conflict does not show the claim as it is: %+v", e)
		}
	})
}

func TestDecideTwice(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann, ben := reviewer(t, s, "ann"), reviewer(t, s, "ben")
		_, cs := attack(t, s)
		n := verdict(cs[0].ID, models.StatusVerified)
		first := decide(t, s, ann, n)
		n.Status, n.Basis = models.StatusNotAClaim, ""
		if again := decide(t, s, ann, n); again.ID != first.ID || again.Status != models.StatusVerified {
			t.Errorf("second submit made %+v", again)
		}
		n.ClaimID = cs[1].ID
		if _, err := s.Decide(ctx, ann, n); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("token of another claim: %v", err)
		}
		decide(t, s, ben, n) // the token of somebody else is another token
		whole(t, s)
	})
}

// Of many who decide on one revision at the same time exactly one does, and of
// many copies of one form all get the same decision.
func TestDecideRace(t *testing.T) {
	const n = 12
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		_, cs := attack(t, s)
		var who []models.Actor
		for i := range n {
			who = append(who, reviewer(t, s, fmt.Sprint("r", i)))
		}
		won, lost := race(n, func(i int) error {
			_, err := s.Decide(ctx, who[i], verdict(cs[0].ID, models.StatusVerified))
			return err
		})
		if won != 1 || len(lost) != n-1 {
			t.Errorf("%d won, %d lost", won, len(lost))
		}
		for _, err := range lost {
			if !errors.Is(err, models.ErrConflict) {
				t.Errorf("lost by %v", err)
			}
		}
		ids := make([]uint, n)
		won, lost = race(n, func(i int) error {
			d, err := s.Decide(ctx, who[0], verdict(cs[1].ID, models.StatusVerified))
			ids[i] = d.ID
			return err
		})
		if won != n {
			t.Errorf("copies of one form: %v", lost)
		}
		for _, id := range ids {
			if id != ids[0] {
				t.Errorf("copies of one form made decisions %v", ids)
				break
			}
		}
		whole(t, s)
	})
}

// race calls f n times at once and returns how many went well, and the errors.
func race(n int, f func(i int) error) (won int, lost []error) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	begin := make(chan struct{})
	for i := range n {
		wg.Go(func() {
			<-begin
			err := f(i)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				won++
			} else {
				lost = append(lost, err)
			}
		})
	}
	close(begin)
	wg.Wait()
	return won, lost
}

func TestUndo(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann, ben := reviewer(t, s, "ann"), reviewer(t, s, "ben")
		_, cs := attack(t, s)
		id := cs[0].ID
		step := func(a models.Actor, n models.NewDecision, revision int) {
			n.Revision, n.Token = revision, fmt.Sprint(revision, a.Name)
			decide(t, s, a, n)
		}
		status := func() models.Status {
			p, err := s.Claim(ctx, ann, id)
			if err != nil {
				t.Fatal(err)
			}
			return p.Claim.Status
		}
		step(ann, verdict(id, models.StatusVerified), 1)
		step(ann, verdict(id, models.StatusDisputed), 2)
		for i, want := range []models.Status{models.StatusVerified, models.StatusUnreviewed} {
			d, err := s.Undo(ctx, ann, id, 3+i, fmt.Sprint("undo", i))
			if err != nil || d.Status != want || status() != want {
				t.Fatalf("undo %d: %+v, %v; claim is %s, want %s", i, d, err, status(), want)
			}
			again, err := s.Undo(ctx, ann, id, 3+i, fmt.Sprint("undo", i))
			if err != nil || again.ID != d.ID {
				t.Errorf("undo sent twice: %v, %v", again.ID, err)
			}
		}
		if _, err := s.Undo(ctx, ann, id, 5, "nothing"); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("nothing to undo: %v", err)
		}
		step(ann, verdict(id, models.StatusVerified), 5)
		if _, err := s.Undo(ctx, ann, id, 5, "stale"); !errors.Is(err, models.ErrConflict) {
			t.Errorf("undo on an old revision: %v", err)
		}
		step(ben, verdict(id, models.StatusDisputed), 6)
		_, err := s.Undo(ctx, ann, id, 6, "blocked")
		if e, ok := errors.AsType[*models.UndoBlockedError](err); !ok || e.Later.User.Name != "ben" {
			t.Errorf("undo after somebody else: %v", err)
		}
		if _, err := s.Undo(ctx, ben, id, 7, "ben undoes"); err != nil {
			t.Fatal(err)
		}
		if got := status(); got != models.StatusVerified {
			t.Errorf("after ben's undo the claim is %s", got)
		}
		whole(t, s)
	})
}

func TestDecisionsStay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		_, cs := attack(t, s)
		decide(t, s, reviewer(t, s, "ann"), verdict(cs[0].ID, models.StatusVerified))
		for _, sql := range []string{
			"UPDATE decisions SET status = 'disputed'", "DELETE FROM decisions",
			"UPDATE audit SET actor = 'nobody'", "DELETE FROM audit",
		} {
			if err := s.WriteDB().Exec(sql).Error; err == nil {
				t.Errorf("%s: went through", sql)
			}
		}
		if s.Dialect() == "postgres" {
			for _, sql := range []string{"TRUNCATE decisions CASCADE", "TRUNCATE audit"} {
				if err := s.WriteDB().Exec(sql).Error; err == nil {
					t.Errorf("%s: went through", sql)
				}
			}
		}
	})
}

func TestPolicy(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann, root := reviewer(t, s, "ann"), storetest.User(t, s, "root", models.RoleAdmin)
		if err := s.SetPolicy(ctx, ann, models.Policy{}); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("reviewer sets the policy: %v", err)
		}
		want := models.Policy{EvidenceRequired: true}
		if err := s.SetPolicy(ctx, root, want); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Policy(ctx); err != nil || cmp.Diff(want, got) != "" {
			t.Errorf("policy %+v, %v", got, err)
		}
		_, cs := attack(t, s)
		n := verdict(cs[0].ID, models.StatusVerified)
		if _, err := s.Decide(ctx, ann, n); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("verified without the evidence that the policy asks for: %v", err)
		}
		e, err := s.AddEvidence(ctx, ann, models.NewEvidence{ClaimID: cs[0].ID, URL: "https://a.example/", Stance: models.StanceSupports, Token: "e"})
		if err != nil {
			t.Fatal(err)
		}
		d := decide(t, s, ann, n)
		want2 := fmt.Sprintf(`"id":%d,"url":"https://a.example/"`, e.ID)
		if !strings.Contains(string(d.Evidence), want2) {
			t.Errorf("evidence of the decision %s lacks %s", d.Evidence, want2)
		}
	})
}

func TestEvidence(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann, ben, ed := reviewer(t, s, "ann"), reviewer(t, s, "ben"), storetest.User(t, s, "ed", models.RoleEditor)
		_, cs := attack(t, s)
		n := models.NewEvidence{ClaimID: cs[0].ID, URL: "https://a.example/report", Excerpt: "41 names", Stance: models.StanceContradicts, Tier: models.TierPrimary, Token: "e1"}
		e, err := s.AddEvidence(ctx, ann, n)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := s.AddEvidence(ctx, ann, n); err != nil || again.ID != e.ID {
			t.Errorf("sent twice: %v, %v", again.ID, err)
		}
		// Contradicting evidence stands for the reason of a dispute.
		decide(t, s, ann, models.NewDecision{ClaimID: cs[0].ID, Revision: 1, Status: models.StatusDisputed, Basis: models.BasisPrimaryDocument, Token: "d1"})
		for field, bad := range map[string]models.NewEvidence{
			"url":         {URL: "javascript:alert(1)", Stance: models.StanceContext, Token: "x"},
			"stance":      {URL: "https://a.example/", Stance: "against", Token: "x"},
			"tier":        {URL: "https://a.example/", Stance: models.StanceContext, Tier: "third", Token: "x"},
			"archive_url": {Excerpt: "x", ArchiveURL: "file:///etc/passwd", Stance: models.StanceContext, Token: "x"},
			"type":        {Excerpt: "x", Stance: models.StanceContext, Type: "rumour", Token: "x"},
			"published":   {Excerpt: "x", Stance: models.StanceContext, Published: "3/4/2026", Token: "x"},
			"publisher":   {Excerpt: "x", Stance: models.StanceContext, Publisher: strings.Repeat("x", 301), Token: "x"},
			"token":       {Excerpt: "x", Stance: models.StanceContext},
		} {
			bad.ClaimID = cs[0].ID
			_, err := s.AddEvidence(ctx, ann, bad)
			if e, ok := errors.AsType[*models.InvalidError](err); !ok || e.Field != field {
				t.Errorf("%s: %v", field, err)
			}
		}
		// A reason of its own lets the dispute stand without.
		decide(t, s, ann, models.NewDecision{ClaimID: cs[0].ID, Revision: 2, Status: models.StatusDisputed, Basis: models.BasisPrimaryDocument, Reason: "The register has 40.", Token: "d2"})
		if _, err := s.WithdrawEvidence(ctx, ben, models.Withdrawal{ID: e.ID, Revision: 1, Reason: "mine now", Token: "w"}); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("somebody else withdraws: %v", err)
		}
		if _, err := s.WithdrawEvidence(ctx, ann, models.Withdrawal{ID: e.ID, Revision: 1, Reason: " ", Token: "w"}); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("no reason: %v", err)
		}
		if _, err := s.WithdrawEvidence(ctx, ed, models.Withdrawal{ID: e.ID, Revision: 1, Reason: "wrong page", Token: "w"}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.WithdrawEvidence(ctx, ed, models.Withdrawal{ID: e.ID, Revision: 1, Reason: "wrong page", Token: "w2"}); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("withdrawn twice: %v", err)
		}
		p, err := s.Claim(ctx, ann, cs[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		if p.Claim.EvidenceCount != 0 || p.Claim.EvidenceURL != "" || len(p.Evidence) != 1 || p.Evidence[0].WithdrawnAt == nil || p.Evidence[0].AddedBy.Name != "ann" {
			t.Errorf("after withdrawal: %+v", p)
		}
		if diff := cmp.Diff(models.StatusDisputed, p.Claim.Status); diff != "" {
			t.Error(diff)
		}
	})
}
