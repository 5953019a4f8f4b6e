package models_test

import (
	"errors"
	"fmt"
	"testing"

	"tallymark/extract"
	"tallymark/models"
	"tallymark/models/storetest"
)

func engine(t testing.TB) *extract.Engine {
	t.Helper()
	e, err := extract.New(extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func claim(t testing.TB, s *models.Store, id uint) models.ClaimPage {
	t.Helper()
	p, err := s.Claim(ctx, models.SystemActor, id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func words(s string) *string { return &s }

// mend is an edit of a claim as it stands now.
func mend(t testing.TB, s *models.Store, id uint, what models.Typed) models.NewEdit {
	t.Helper()
	rev := claim(t, s, id).Claim.Revision
	return models.NewEdit{ClaimID: id, Revision: rev, Typed: what, Reason: "The article has it so.", Token: fmt.Sprintf("mend-%d-%d", id, rev)}
}

func TestFigureIn(t *testing.T) {
	e := engine(t)
	for typed, want := range map[string]string{
		"41": "41", "about 3,500": "about 3,500", "at least 41": "at least 41", "15 to 20": "15 to 20", "2024": "2,024",
		"$2-3 billion": "2,000,000,000 to 3,000,000,000 USD", "nearly 500": "nearly 500", "5 km": "5 km", "12%": "12 %",
		"three and a half": "3.5", "more than 1,000": "more than 1,000", "0": "0",
		"": "", "41 killed and 20 hurt": "", "many": "", "on 10 May 2024": "", "no figure here": "",
	} {
		r, err := models.FigureIn(e, typed, "")
		got := ""
		if err == nil {
			got = r.Words()
		}
		if got != want {
			t.Errorf("%q is read as %q, %v; want %q", typed, got, err, want)
		}
		if want == "" && !errors.Is(err, models.ErrInvalid) {
			t.Errorf("%q: %v, want it refused", typed, err)
		}
	}
}

func TestMend(t *testing.T) {
	e := engine(t)
	for _, tt := range []struct {
		name   string
		typed  models.Typed
		words  string
		label  string
		resets bool
	}{
		{"value", models.Typed{Figure: words("44")}, "44 people", "44 people", true},
		{"range", models.Typed{Figure: words("40 to 45")}, "40 to 45 people", "40-45 people", true},
		{"approximator", models.Typed{Figure: words("at least 41")}, "at least 41 people", "at least 41 people", true},
		{"unit", models.Typed{Unit: words("passengers")}, "41 passengers", "41 passengers", true},
		{"unit in the figure", models.Typed{Figure: words("44 sailors")}, "44 sailors", "44 sailors", true},
		{"kind", models.Typed{Kind: words("injuries")}, "41 people", "41 people", true},
		{"attribution", models.Typed{AttributedTo: words("the coroner")}, "41 people", "41 people", true},
		{"label alone", models.Typed{Label: words("41 dead")}, "41 people", "41 dead", false},
		{"money", models.Typed{Figure: words("$2-3 billion"), Kind: words("money")}, "2,000,000,000 to 3,000,000,000 USD", "$2-3 billion", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *models.Store) {
				ann := reviewer(t, s, "ann")
				_, cs := attack(t, s)
				id := cs[0].ID
				decide(t, s, ann, verdict(id, models.StatusVerified))
				x, err := s.Mend(ctx, ann, e, mend(t, s, id, tt.typed))
				if err != nil {
					t.Fatal(err)
				}
				p := claim(t, s, id)
				r := p.Claim.Reading()
				original, kept := p.Claim.EngineReading()
				if r.Words() != tt.words || r.Label != tt.label || x.Resets != tt.resets || !kept || original.Words() != "41 people" {
					t.Errorf("got %q, label %q, resets %v, the engine read %q", r.Words(), r.Label, x.Resets, original.Words())
				}
				status, was := models.StatusVerified, models.Status("")
				if tt.resets {
					status, was = models.StatusUnreviewed, models.StatusVerified
				}
				if p.Claim.Status != status || p.Claim.WasStatus != was || p.Claim.Revision != 3 || len(p.Decisions) != 1 || len(p.Edits) != 1 {
					t.Errorf("%s, before %q, revision %d, %d decisions, %d edits", p.Claim.Status, p.Claim.WasStatus, p.Claim.Revision, len(p.Decisions), len(p.Edits))
				}
				whole(t, s)
			})
		})
	}
}

func TestMendRefuses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		e, ann, bob := engine(t), reviewer(t, s, "ann"), reviewer(t, s, "bob")
		_, cs := attack(t, s)
		viewer := storetest.User(t, s, "vic", models.RoleViewer)
		good := mend(t, s, cs[0].ID, models.Typed{Figure: words("44")})
		for name, tt := range map[string]struct {
			who    models.Actor
			change func(*models.NewEdit)
			want   error
		}{
			"a viewer":          {viewer, func(*models.NewEdit) {}, models.ErrForbidden},
			"the system":        {models.SystemActor, func(*models.NewEdit) {}, models.ErrForbidden},
			"no such claim":     {ann, func(n *models.NewEdit) { n.ClaimID = 999 }, models.ErrNotFound},
			"no token":          {ann, func(n *models.NewEdit) { n.Token = "" }, models.ErrInvalid},
			"no reason":         {ann, func(n *models.NewEdit) { n.Reason = " " }, models.ErrInvalid},
			"no change":         {ann, func(n *models.NewEdit) { n.Figure = words("41") }, models.ErrInvalid},
			"no figure":         {ann, func(n *models.NewEdit) { n.Figure = words("lots") }, models.ErrInvalid},
			"no kind":           {ann, func(n *models.NewEdit) { n.Kind = words("date") }, models.ErrInvalid},
			"an empty label":    {ann, func(n *models.NewEdit) { n.Figure, n.Label = nil, words("") }, models.ErrInvalid},
			"an old revision":   {ann, func(n *models.NewEdit) { n.Revision = 0 }, models.ErrConflict},
			"no edit of its to": {ann, func(n *models.NewEdit) { n.Restores = new(uint) }, models.ErrInvalid},
		} {
			n := good
			tt.change(&n)
			if _, err := s.Mend(ctx, tt.who, e, n); !errors.Is(err, tt.want) {
				t.Errorf("%s: %v, want %v", name, err, tt.want)
			}
		}
		first, err := s.Mend(ctx, ann, e, good)
		if err != nil {
			t.Fatal(err)
		}
		again, err := s.Mend(ctx, ann, e, good)
		if err != nil || again.ID != first.ID {
			t.Errorf("the same form again: edit %d, %v; want %d", again.ID, err, first.ID)
		}
		other := good
		other.ClaimID = cs[1].ID
		if _, err := s.Mend(ctx, ann, e, other); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("the form of another claim: %v", err)
		}
		if _, err := s.Mend(ctx, bob, e, good); !errors.Is(err, models.ErrConflict) {
			t.Errorf("somebody else on the old revision: %v", err)
		}
		if n := len(claim(t, s, cs[0].ID).Edits); n != 1 {
			t.Errorf("%d edits, want 1", n)
		}
		whole(t, s)
	})
}

// Taking a mend back is an edit of its own, and a verdict on what was mended
// does not go over to what is read again.
func TestMendTakenBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		e, ann := engine(t), reviewer(t, s, "ann")
		_, cs := attack(t, s)
		id := cs[0].ID
		first, err := s.Mend(ctx, ann, e, mend(t, s, id, models.Typed{Figure: words("44"), Label: words("44 dead")}))
		if err != nil {
			t.Fatal(err)
		}
		n := verdict(id, models.StatusVerified)
		n.Revision = 2
		decide(t, s, ann, n)
		back := mend(t, s, id, models.Typed{})
		back.Restores = &first.ID
		if _, err := s.Mend(ctx, ann, e, back); err != nil {
			t.Fatal(err)
		}
		p := claim(t, s, id)
		r := p.Claim.Reading()
		if _, kept := p.Claim.EngineReading(); kept || r.Words() != "41 people" || r.Label != cs[0].Label || p.Claim.Status != models.StatusUnreviewed {
			t.Errorf("restored to %q, %q, %s", r.Words(), r.Label, p.Claim.Status)
		}
		if len(p.Edits) != 2 || p.Edits[1].Act != models.ActRestore || p.Claim.WasStatus != models.StatusVerified {
			t.Errorf("edits %+v, the old verdict %q", p.Edits, p.Claim.WasStatus)
		}
		if _, err := s.Undo(ctx, ann, id, p.Claim.Revision, "undo"); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("a verdict that no longer counts was undone: %v", err)
		}
		back = mend(t, s, id, models.Typed{})
		back.Restores = &first.ID
		if _, err := s.Mend(ctx, ann, e, back); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("restored what stands already: %v", err)
		}
		whole(t, s)
	})
}

func TestEditsStay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		_, cs := attack(t, s)
		if _, err := s.Mend(ctx, reviewer(t, s, "ann"), engine(t), mend(t, s, cs[0].ID, models.Typed{Figure: words("44")})); err != nil {
			t.Fatal(err)
		}
		for _, sql := range []string{"UPDATE edits SET reason = 'x'", "DELETE FROM edits"} {
			if err := s.WriteDB().Exec(sql).Error; err == nil {
				t.Errorf("%s went through", sql)
			}
		}
	})
}

// Verify tells a status that an edit should have set back.
func TestVerifySeesEdits(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann := reviewer(t, s, "ann")
		_, cs := attack(t, s)
		decide(t, s, ann, verdict(cs[0].ID, models.StatusVerified))
		if _, err := s.Mend(ctx, ann, engine(t), mend(t, s, cs[0].ID, models.Typed{Figure: words("44")})); err != nil {
			t.Fatal(err)
		}
		whole(t, s)
		if err := s.WriteDB().Exec("UPDATE claims SET status = 'verified', decided_by_id = ? WHERE id = ?", ann.UserID, cs[0].ID).Error; err != nil {
			t.Fatal(err)
		}
		r, err := s.Verify(ctx)
		if err != nil || r.OK() {
			t.Errorf("a verdict on what the claim no longer states passes, %v", err)
		}
	})
}
