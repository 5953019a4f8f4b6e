package models_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"tallymark/models"
	"tallymark/models/storetest"
)

// The values are worked out by hand from the formula.
func TestKappa(t *testing.T) {
	const yes, no, open = models.StatusVerified, models.StatusDisputed, models.StatusUnverifiable
	// Both say yes, only the first, only the second, both say no.
	two := func(a, b, c, d int) models.Agreement {
		return models.Agreement{{yes, yes}: a, {yes, no}: b, {no, yes}: c, {no, no}: d}
	}
	for _, tt := range []struct {
		name         string
		a            models.Agreement
		share, kappa float64
		ok           bool
	}{
		{"nothing", nil, 0, 0, false},
		{"half beyond chance", two(20, 5, 10, 15), 0.7, 0.4, true},
		{"the same share, more of it by chance", two(45, 15, 25, 15), 0.6, 0.06 / 0.46, true},
		{"the same share, less of it by chance", two(25, 35, 5, 35), 0.6, 0.14 / 0.54, true},
		{"always", two(30, 0, 0, 20), 1, 1, true},
		{"never", two(0, 10, 10, 0), 0, -1, true},
		{"as by chance", two(4, 4, 4, 4), 0.5, 0, true},
		{"always the same status", two(12, 0, 0, 0), 1, 0, false},
		{"never, and each always the same", two(0, 12, 0, 0), 0, 0, true},
		// p = 90/100, e = (50*45 + 30*35 + 20*20) / 100² = 0.37
		{"three statuses", models.Agreement{{yes, yes}: 44, {no, no}: 29, {open, open}: 17, {yes, no}: 4, {yes, open}: 2, {no, open}: 1, {open, yes}: 1, {open, no}: 2}, 0.9, 0.53 / 0.63, true},
	} {
		kappa, ok := tt.a.Kappa()
		if ok != tt.ok || math.Abs(kappa-tt.kappa) > 1e-12 || math.Abs(tt.a.Share()-tt.share) > 1e-12 {
			t.Errorf("%s: share %v, kappa %v %t; want %v, %v %t", tt.name, tt.a.Share(), kappa, ok, tt.share, tt.kappa, tt.ok)
		}
	}
}

func TestAgreement(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		b := newBench(t, s)
		const verified, disputed = models.StatusVerified, models.StatusDisputed
		on := func(i int, first models.Actor, one models.Status, second models.Actor, two models.Status) {
			b.id = b.claims[i].ID
			b.decide(first, one)
			b.decide(second, two)
		}
		reads := func() int {
			return queries(t, s, func() error {
				_, err := s.Agreement(ctx, b.ed)
				return err
			})
		}
		on(0, b.ann, verified, b.ben, verified)
		before := reads()
		on(1, b.ben, verified, b.ann, disputed)
		// What is undone is not counted, nor what follows on an editor's verdict.
		on(2, b.ann, disputed, b.cal, verified)
		if err := b.undo(b.cal); err != nil {
			t.Fatal(err)
		}
		b.decide(b.ben, verified)
		b.decide(b.eve, verified)
		b.decide(b.cal, verified)
		r, err := s.Agreement(ctx, b.ed)
		if err != nil {
			t.Fatal(err)
		}
		if r.All.N() != 3 || r.All[[2]models.Status{disputed, verified}] != 1 || r.All[[2]models.Status{verified, disputed}] != 1 {
			t.Errorf("all: %v, want one verdict that is the same and one each way that differs", r.All)
		}
		// Of a pair, Ann's verdict always comes first: she was here before Ben.
		if len(r.Pairs) != 1 || fmt.Sprint(r.Pairs[0].Names) != "[ann ben]" || r.Pairs[0].Agreement[[2]models.Status{disputed, verified}] != 2 {
			t.Errorf("pairs: %v", r.Pairs)
		}
		if len(r.Kinds) != 1 || r.Kinds[0].Kind != "deaths" || r.Kinds[0].N() != 3 {
			t.Errorf("kinds: %v", r.Kinds)
		}
		if n := reads(); n != before {
			t.Errorf("%d queries for three claims, %d for one", n, before)
		}
		if _, err := s.Agreement(ctx, b.cal); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a reviewer: %v", err)
		}
		whole(t, s)
	})
}
