package models_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"tallymark/extract"
	"tallymark/models"
	"tallymark/models/storetest"
)

const jointText = "Police said on Monday that 12 to 15 men and three women were held. Between 19 and 37 people died, and 19 were hurt."

// misread is an article in which "12 to 15 men and three women" was taken for
// one figure, and 19 and 37 for two. The claims are in this order.
func misread(t testing.TB, s *models.Store) (models.Article, []models.Claim) {
	t.Helper()
	n := articleOf("https://news.example/held", jointText)
	whole := n.Claims[0]
	at := strings.Index(jointText, "12 to 15")
	whole.Quote = "12 to 15 men and three women"
	whole.Span = extract.Span{Start: at, End: at + len(whole.Quote)}
	whole.Number = extract.Number{Start: at, End: at + len("12 to 15"), Text: "12 to 15"}
	whole.Kind, whole.Unit = extract.Arrests, "men"
	n.Claims = append([]extract.Claim{whole}, n.Claims[2:]...)
	a := add(t, s, n)
	return a, claims(t, s, a.ID)
}

func splitOf(t testing.TB, s *models.Store, id uint, quotes ...string) models.NewSplit {
	t.Helper()
	rev := claim(t, s, id).Claim.Revision
	n := models.NewSplit{ClaimID: id, Revision: rev, Reason: "These are two.", Token: fmt.Sprintf("split-%d-%d", id, rev)}
	for _, q := range quotes {
		n.Pieces = append(n.Pieces, models.Piece{Quote: q})
	}
	return n
}

func takeBack(t testing.TB, s *models.Store, a models.Actor, e models.Engine, id, edit uint) error {
	t.Helper()
	rev := claim(t, s, id).Claim.Revision
	_, err := s.Mend(ctx, a, e, models.NewEdit{ClaimID: id, Revision: rev, Restores: &edit, Token: fmt.Sprintf("back-%d-%d", id, rev)})
	return err
}

func TestSplit(t *testing.T) {
	for _, tt := range []struct {
		name   string
		pieces []string
		words  []string // of the pieces, in the order of the text
		stays  bool     // the whole is one of them
	}{
		{"a piece has the number of the whole", []string{"12 to 15 men", "three women"}, []string{"12 to 15 men", "3 women"}, true},
		{"no piece has", []string{"15 men", "three women", "12"}, []string{"12 men", "15 men", "3 women"}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *models.Store) {
				e, ann := engine(t), reviewer(t, s, "ann")
				art, cs := misread(t, s)
				id := cs[0].ID
				decide(t, s, ann, verdict(id, models.StatusVerified))
				n := splitOf(t, s, id, tt.pieces...)
				x, err := s.Split(ctx, ann, e, n)
				if err != nil {
					t.Fatal(err)
				}
				again, err := s.Split(ctx, ann, e, n)
				if err != nil || again.ID != x.ID {
					t.Errorf("the same form again: edit %d, %v; want %d", again.ID, err, x.ID)
				}
				var got []string
				for _, c := range claims(t, s, art.ID) {
					if c.NumberEnd > cs[1].NumberStart || !c.Checkable {
						continue
					}
					r := c.Reading()
					got = append(got, r.Words())
					if c.Status != models.StatusUnreviewed || c.WasStatus != models.StatusVerified || !c.ByHand || c.Label == "" || c.Sentence != cs[0].Sentence {
						t.Errorf("piece %+v", c)
					}
				}
				if strings.Join(got, "|") != strings.Join(tt.words, "|") {
					t.Errorf("pieces %q, want %q", got, tt.words)
				}
				p := claim(t, s, id)
				if len(p.Joined) != len(tt.words)-1 && len(p.Joined) != len(tt.words) {
					t.Errorf("joined with %v", p.Joined)
				}
				if p.Claim.Checkable != tt.stays || p.Claim.AtRest() == tt.stays || len(p.Decisions) != 1 || len(p.Edits) != 1 || !tt.stays && p.Claim.Status != models.StatusVerified {
					t.Errorf("the whole: %+v", p.Claim)
				}
				whole(t, s)
				reread(t, s, reads{"2", claimsIn}, art.ID)
				for _, c := range claims(t, s, art.ID) {
					if c.ByHand && c.Stale || c.ID == id && c.Checkable != tt.stays {
						t.Errorf("a newer engine undid it: %+v", c)
					}
				}
				if err := takeBack(t, s, ann, e, id, x.ID); err != nil {
					t.Fatal(err)
				}
				back := claim(t, s, id).Claim
				if r := back.Reading(); !back.Checkable || r.Words() != "12 men" || !tt.stays && back.Status != models.StatusVerified || tt.stays && back.WasStatus != models.StatusVerified {
					t.Errorf("taken back: %q, %+v", r.Words(), back)
				}
				if err := takeBack(t, s, ann, e, id, x.ID); !errors.Is(err, models.ErrInvalid) {
					t.Errorf("taken back twice: %v", err)
				}
				whole(t, s)
				// It can be split again, and only what that made is taken back.
				y, err := s.Split(ctx, ann, e, splitOf(t, s, id, tt.pieces...))
				if err != nil {
					t.Fatal(err)
				}
				v := verdict(*y.OtherID, models.StatusVerified)
				v.Revision = claim(t, s, *y.OtherID).Claim.Revision
				v.Token = "since"
				decide(t, s, ann, v)
				if err := takeBack(t, s, ann, e, id, y.ID); !errors.Is(err, models.ErrInvalid) {
					t.Errorf("taken back after a verdict: %v", err)
				}
				whole(t, s)
			})
		})
	}
}

func TestSplitRefuses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		e, ann := engine(t), reviewer(t, s, "ann")
		_, cs := misread(t, s)
		viewer := storetest.User(t, s, "vic", models.RoleViewer)
		id := cs[0].ID
		for name, tt := range map[string]struct {
			who    models.Actor
			pieces []string
			change func(*models.NewSplit)
			want   error
		}{
			"a viewer":             {viewer, []string{"12 to 15 men", "three women"}, nil, models.ErrForbidden},
			"no such claim":        {ann, []string{"12", "15"}, func(n *models.NewSplit) { n.ClaimID = 999 }, models.ErrNotFound},
			"an old revision":      {ann, []string{"12", "15"}, func(n *models.NewSplit) { n.Revision = 7 }, models.ErrConflict},
			"no token":             {ann, []string{"12", "15"}, func(n *models.NewSplit) { n.Token = "" }, models.ErrInvalid},
			"no reason":            {ann, []string{"12", "15"}, func(n *models.NewSplit) { n.Reason = " " }, models.ErrInvalid},
			"nothing":              {ann, nil, nil, models.ErrInvalid},
			"one piece":            {ann, []string{"12", " "}, nil, models.ErrInvalid},
			"the same twice":       {ann, []string{"12", "12"}, nil, models.ErrInvalid},
			"one in the other":     {ann, []string{"12 to 15 men", "15"}, nil, models.ErrInvalid},
			"of another claim":     {ann, []string{"12", "37 people"}, nil, models.ErrInvalid},
			"not in the text":      {ann, []string{"12", "16"}, nil, models.ErrInvalid},
			"no figure":            {ann, []string{"12", "women"}, nil, models.ErrInvalid},
			"more than can be":     {ann, strings.Split(strings.Repeat("12,", 11)+"12", ","), nil, models.ErrInvalid},
			"another chosen place": {ann, []string{"12", "15"}, func(n *models.NewSplit) { n.Pieces[0].Number = "0-6" }, models.ErrInvalid},
		} {
			n := splitOf(t, s, id, tt.pieces...)
			if tt.change != nil {
				tt.change(&n)
			}
			if _, err := s.Split(ctx, tt.who, e, n); !errors.Is(err, tt.want) {
				t.Errorf("%s: %v, want %v", name, err, tt.want)
			}
		}
		_, err := s.Split(ctx, ann, e, splitOf(t, s, id, "three women", "12 to 15 men and three women"))
		if ask, ok := errors.AsType[*models.AmbiguousError](err); !ok || ask.Piece != 2 || len(ask.Places) < 2 {
			t.Errorf("a piece with several figures: %v", err)
		}
		if p := claim(t, s, id); len(p.Edits) != 0 || p.Claim.Revision != 1 {
			t.Errorf("something was changed: %+v", p.Edits)
		}
	})
}

func mergeOf(cs ...models.Claim) models.NewMerge {
	n := models.NewMerge{Reason: "It is one range.", Token: "merge"}
	for _, c := range cs {
		n.Parts = append(n.Parts, models.Part{ClaimID: c.ID, Revision: c.Revision})
		n.Token += fmt.Sprint("-", c.ID, "-", c.Revision)
	}
	return n
}

func TestMerge(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		e, ann := engine(t), reviewer(t, s, "ann")
		art, cs := misread(t, s)
		low, high := cs[1], cs[2]
		decide(t, s, ann, verdict(low.ID, models.StatusDisputed))
		low = claim(t, s, low.ID).Claim
		n := mergeOf(high, low)
		c, err := s.Merge(ctx, ann, e, n)
		if err != nil {
			t.Fatal(err)
		}
		again, err := s.Merge(ctx, ann, e, n)
		if err != nil || again.ID != c.ID {
			t.Errorf("the same form again: claim %d, %v", again.ID, err)
		}
		p := claim(t, s, c.ID)
		c = p.Claim
		r := c.Reading()
		if r.Figure() != "19 to 37" || c.NumberText != "19 and 37" || c.Status != models.StatusUnreviewed || c.WasStatus != models.StatusDisputed || !c.ByHand || !strings.Contains(c.Sentence, "Between") {
			t.Errorf("merged: %q, %+v", r.Figure(), c)
		}
		for _, part := range []models.Claim{low, high} {
			q := claim(t, s, part.ID)
			if !q.Claim.AtRest() || q.Claim.Status != part.Status || len(q.Edits) != 1 || *q.Edits[0].OtherID != c.ID {
				t.Errorf("part: %+v %+v", q.Claim, q.Edits)
			}
		}
		whole(t, s)
		reread(t, s, reads{"2", claimsIn}, art.ID)
		if got := claim(t, s, low.ID).Claim; got.Checkable {
			t.Errorf("a newer engine undid it: %+v", got)
		}
		for _, parts := range [][]models.Claim{{low, high}, {c, low}} {
			for i := range parts {
				parts[i] = claim(t, s, parts[i].ID).Claim
			}
			if _, err := s.Merge(ctx, ann, e, mergeOf(parts...)); !errors.Is(err, models.ErrInvalid) {
				t.Errorf("merged what is merged: %v", err)
			}
		}
		if err := takeBack(t, s, ann, e, c.ID, p.Edits[0].ID); err != nil {
			t.Fatal(err)
		}
		if a, b, m := claim(t, s, low.ID).Claim, claim(t, s, high.ID).Claim, claim(t, s, c.ID).Claim; !a.Checkable || a.Status != models.StatusDisputed || !b.Checkable || !m.AtRest() {
			t.Errorf("taken back: %+v %+v %+v", a, b, m)
		}
		whole(t, s)
		twice, err := s.Merge(ctx, ann, e, mergeOf(claim(t, s, low.ID).Claim, claim(t, s, high.ID).Claim))
		if err != nil || twice.ID != c.ID {
			t.Errorf("merged again: claim %d, %v; want %d", twice.ID, err, c.ID)
		}
		v := verdict(twice.ID, models.StatusVerified)
		v.Revision = claim(t, s, twice.ID).Claim.Revision
		decide(t, s, ann, v)
		edits := claim(t, s, twice.ID).Edits
		if err := takeBack(t, s, ann, e, twice.ID, edits[len(edits)-1].ID); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("taken back after a verdict: %v", err)
		}
		whole(t, s)
	})
}

func TestMergeRefuses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		e, ann := engine(t), reviewer(t, s, "ann")
		_, cs := misread(t, s)
		_, others := attack(t, s)
		viewer := storetest.User(t, s, "vic", models.RoleViewer)
		good := mergeOf(cs[1], cs[2])
		for name, tt := range map[string]struct {
			who    models.Actor
			change func(*models.NewMerge)
			want   error
		}{
			"a viewer":           {viewer, func(*models.NewMerge) {}, models.ErrForbidden},
			"no token":           {ann, func(n *models.NewMerge) { n.Token = "" }, models.ErrInvalid},
			"no reason":          {ann, func(n *models.NewMerge) { n.Reason = "" }, models.ErrInvalid},
			"nothing":            {ann, func(n *models.NewMerge) { n.Parts = nil }, models.ErrInvalid},
			"one claim":          {ann, func(n *models.NewMerge) { n.Parts = n.Parts[:1] }, models.ErrInvalid},
			"one claim twice":    {ann, func(n *models.NewMerge) { n.Parts[1] = n.Parts[0] }, models.ErrInvalid},
			"no such claim":      {ann, func(n *models.NewMerge) { n.Parts[0].ClaimID = 999 }, models.ErrNotFound},
			"of another article": {ann, func(n *models.NewMerge) { n.Parts[1] = models.Part{ClaimID: others[0].ID, Revision: 1} }, models.ErrInvalid},
			"an old revision":    {ann, func(n *models.NewMerge) { n.Parts[1].Revision = 9 }, models.ErrConflict},
			"one between them":   {ann, func(n *models.NewMerge) { *n = mergeOf(cs[1], cs[3]) }, models.ErrInvalid},
			"no one figure":      {ann, func(n *models.NewMerge) { *n = mergeOf(cs[2], cs[3]) }, models.ErrInvalid},
		} {
			n := good
			n.Parts = append([]models.Part{}, good.Parts...)
			tt.change(&n)
			if _, err := s.Merge(ctx, tt.who, e, n); !errors.Is(err, tt.want) {
				t.Errorf("%s: %v, want %v", name, err, tt.want)
			}
		}
		n := mergeOf(cs[2], cs[3])
		n.Figure = words("19 to 37")
		c, err := s.Merge(ctx, ann, e, n)
		if r := c.Reading(); err != nil || r.Figure() != "19 to 37" {
			t.Errorf("typed: %q, %v", r.Figure(), err)
		}
		whole(t, s)
	})
}
