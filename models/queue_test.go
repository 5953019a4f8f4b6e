package models_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"tallymark/extract"
	"tallymark/models"
	"tallymark/models/storetest"
)

// queued adds articles whose claims stand in the queue as the roles, kinds and
// scores of their figures say.
func queued(t *testing.T, s *models.Store, figures ...[]extract.Claim) [][]models.Claim {
	t.Helper()
	var out [][]models.Claim
	for i, fs := range figures {
		n := articleOf(fmt.Sprintf("https://news.example/%d", i), "")
		for j, f := range fs {
			at := len(n.Text)
			n.Text += fmt.Sprintf("On day %s %d people came.\n\n", string(rune('a'+i)), 100*i+10+j)
			c := claimsIn(n.Text)[j]
			c.Kind, c.Role, c.Score = f.Kind, f.Role, f.Score
			c.Sentence = extract.Span{Start: at, End: len(n.Text) - 2}
			n.Claims = append(n.Claims[:j], c)
		}
		out = append(out, claims(t, s, add(t, s, n).ID))
	}
	return out
}

func figure(kind extract.Kind, role extract.Role, score float64) extract.Claim {
	return extract.Claim{Kind: kind, Role: role, Score: score}
}

func next(t *testing.T, s *models.Store, a models.Actor, tab models.Tab, after uint) uint {
	t.Helper()
	id, err := s.LeaseNext(ctx, a, tab, after)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// The article with the most pressing claim comes first, its claims in the
// order of the text: headlines before casualties before the score.
func TestQueueOrder(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		body, head := extract.RoleBody, extract.RoleHeadline
		all := queued(t, s,
			[]extract.Claim{figure(extract.People, body, 0.9), figure(extract.People, body, 0.2)},
			[]extract.Claim{figure(extract.People, body, 0.1), figure(extract.Deaths, body, 0.4)},
			[]extract.Claim{figure(extract.Money, head, 0.1)},
			[]extract.Claim{figure(extract.People, body, 0.95)},
		)
		a := reviewer(t, s, "ada")
		var got []uint
		for at, n := uint(0), 0; n < 6; n++ {
			at = next(t, s, a, models.TabAll, at)
			got = append(got, at)
			decide(t, s, a, verdict(at, models.StatusVerified))
		}
		want := []uint{all[2][0].ID, all[1][0].ID, all[1][1].ID, all[3][0].ID, all[0][0].ID, all[0][1].ID}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("order %v, want %v", got, want)
		}
		if id := next(t, s, a, models.TabAll, 0); id != 0 {
			t.Errorf("an empty queue gives claim %d", id)
		}
	})
}

func TestLeaseKeepsOthersAway(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		_, cs := attack(t, s)
		a, b := reviewer(t, s, "ada"), reviewer(t, s, "bob")
		if id := next(t, s, a, models.TabAll, 0); id != cs[0].ID {
			t.Fatalf("first is %d", id)
		}
		if id := next(t, s, b, models.TabAll, 0); id != cs[1].ID {
			t.Errorf("the second person gets %d, want the claim after the leased one", id)
		}
		l, err := s.Lease(ctx, b, cs[0].ID)
		if err != nil || l.User == nil || l.User.Name != "ada" {
			t.Errorf("lease of a leased claim: %+v, %v", l, err)
		}
		// Ada goes on: her first lease ends, and Bob may have the claim.
		if id := next(t, s, a, models.TabAll, cs[0].ID); id != cs[2].ID {
			t.Errorf("after the first comes %d, want the third", id)
		}
		if l, err := s.Lease(ctx, b, cs[0].ID); err != nil || l.UserID != b.UserID {
			t.Errorf("lease of a freed claim: %+v, %v", l, err)
		}
		if _, err := s.LeaseNext(ctx, storetest.User(t, s, "vic", models.RoleViewer), models.TabAll, 0); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a viewer: %v", err)
		}
		if _, err := s.LeaseNext(ctx, a, "nonsense", 0); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("a tab that is none: %v", err)
		}
		whole(t, s)
	})
}

func TestLeaseRunsOut(t *testing.T) {
	storetest.EachAt(t, func(t *testing.T, s *models.Store, clock *storetest.Hand) {
		_, cs := attack(t, s)
		a, b := reviewer(t, s, "ada"), reviewer(t, s, "bob")
		next(t, s, a, models.TabAll, 0)
		clock.Advance(models.LeaseTime - time.Minute)
		if l, err := s.Lease(ctx, b, cs[0].ID); err != nil || l.UserID != a.UserID {
			t.Errorf("before its time: %+v, %v", l, err)
		}
		clock.Advance(2 * time.Minute)
		if id := next(t, s, b, models.TabAll, 0); id != cs[0].ID {
			t.Errorf("after ten minutes the next is %d, want the claim that was leased", id)
		}
	})
}

// However many ask at once, no two get the same claim.
func TestNextAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		const people = 12
		var figures []extract.Claim
		for range people {
			figures = append(figures, figure(extract.Deaths, extract.RoleBody, 0.5))
		}
		queued(t, s, figures)
		actors := make([]models.Actor, people)
		for i := range actors {
			actors[i] = reviewer(t, s, fmt.Sprintf("reviewer%d", i))
		}
		got := make([]uint, people)
		_, failed := race(people, func(i int) (err error) {
			got[i], err = s.LeaseNext(ctx, actors[i], models.TabAll, 0)
			return err
		})
		if failed != nil {
			t.Fatal(failed)
		}
		seen := map[uint]bool{}
		for _, id := range got {
			if id == 0 || seen[id] {
				t.Errorf("claims handed out: %v", got)
			}
			seen[id] = true
		}
	})
}

func TestSkippedComesLast(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		_, cs := attack(t, s)
		a := reviewer(t, s, "ada")
		first := next(t, s, a, models.TabAll, 0)
		if err := s.Skip(ctx, a, first); err != nil {
			t.Fatal(err)
		}
		var got []uint
		for at := first; len(got) < 3; {
			at = next(t, s, a, models.TabAll, at)
			got = append(got, at)
			decide(t, s, a, verdict(at, models.StatusVerified))
		}
		if want := []uint{cs[1].ID, cs[2].ID, cs[0].ID}; fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("order %v, want %v", got, want)
		}
		if err := s.Skip(ctx, a, 999); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("skip of nothing: %v", err)
		}
	})
}

func TestReviewPage(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		body := extract.RoleBody
		all := queued(t, s,
			[]extract.Claim{figure(extract.People, body, 0.9), figure(extract.People, body, 0.1)},
			[]extract.Claim{figure(extract.People, body, 0.5), figure(extract.Deaths, body, 0.4)},
			[]extract.Claim{figure(extract.People, body, 0.2)},
		)
		a := reviewer(t, s, "ada")
		p, err := s.Review(ctx, a, models.TabAll, all[0][1].ID)
		if err != nil {
			t.Fatal(err)
		}
		if p.Lease != nil || p.Last != nil || p.Counts[models.TabAll] != 5 || len(p.Claims) != 2 {
			t.Errorf("lease %v, last %v, counts %v", p.Lease, p.Last, p.Counts)
		}
		for _, tt := range []struct {
			from   uint
			before bool
			want   uint
		}{{all[0][1].ID, true, all[1][0].ID}, {all[0][1].ID, false, all[2][0].ID}, {all[1][1].ID, true, 0}, {all[2][0].ID, false, 0}} {
			if got, err := s.Beside(ctx, a, models.TabAll, tt.from, tt.before); err != nil || got != tt.want {
				t.Errorf("beside %d, before %t: %d, %v; want %d", tt.from, tt.before, got, err, tt.want)
			}
		}
		if _, err := s.Beside(ctx, a, models.TabAll, 999, true); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("beside nothing: %v", err)
		}
		first := decide(t, s, a, verdict(all[1][1].ID, models.StatusDisputed))
		second := decide(t, s, a, verdict(all[0][1].ID, models.StatusVerified))
		for _, want := range []uint{second.ID, first.ID} {
			d, err := s.LastDecision(ctx, a)
			if err != nil || d == nil || d.ID != want || d.Claim == nil {
				t.Fatalf("last decision %+v, %v; want %d", d, err, want)
			}
			if _, err := s.Undo(ctx, a, d.ClaimID, d.Claim.Revision, fmt.Sprint("undo", want)); err != nil {
				t.Fatal(err)
			}
		}
		if d, err := s.LastDecision(ctx, a); err != nil || d != nil {
			t.Errorf("last decision %+v, %v; want none", d, err)
		}
	})
}
