package models_test

import (
	"slices"
	"testing"
	"time"

	"tallymark/models"
	"tallymark/models/storetest"
)

func TestChangePlaces(t *testing.T) {
	for _, tt := range []struct {
		written string
		want    models.ChangePlace
		ok      bool
	}{
		{"0", models.ChangePlace{}, true},
		{"41", models.ChangePlace{Seq: 41}, true},
		{"41-7", models.ChangePlace{Seq: 41, Claim: 7}, true},
		{"", models.ChangePlace{}, false},
		{"-1", models.ChangePlace{}, false},
		{"+1", models.ChangePlace{}, false},
		{"041", models.ChangePlace{}, false},
		{"41-", models.ChangePlace{}, false},
		{"41-0", models.ChangePlace{}, false},
		{"41-7 ", models.ChangePlace{}, false},
		{"4611686018427387904", models.ChangePlace{}, false},
		{"41-99999999999999999999", models.ChangePlace{}, false},
		{"2026-03-25", models.ChangePlace{}, false},
	} {
		got, ok := models.ParseChangePlace(tt.written)
		if ok != tt.ok || ok && got != tt.want {
			t.Errorf("%q is %v, %v", tt.written, got, ok)
		}
		if ok && got.String() != tt.written {
			t.Errorf("%q is written %q", tt.written, got)
		}
	}
}

// Asking with any limit, one gets each claim that changed, and the last place
// is the end.
func TestChangedClaims(t *testing.T) {
	storetest.EachAt(t, func(t *testing.T, s *models.Store, clock *storetest.Hand) {
		_, cs := attack(t, s)
		ada := reviewer(t, s, "ada")
		between := clock.Advance(time.Hour)
		decide(t, s, ada, verdict(cs[1].ID, models.StatusVerified))
		seq, err := s.FeedAt(ctx, between)
		if err != nil {
			t.Fatal(err)
		}
		if got := changedSince(t, s, ada, models.ChangePlace{Seq: seq}, 50); !slices.Equal(got, []uint{cs[1].ID}) {
			t.Errorf("since the article was added, claims %v changed, want %d", got, cs[1].ID)
		}
		for _, limit := range []int{1, 2, 50} {
			got := changedSince(t, s, ada, models.ChangePlace{}, limit)
			slices.Sort(got)
			if got = slices.Compact(got); len(got) != len(cs) {
				t.Errorf("by %d: %d claims, want %d", limit, len(got), len(cs))
			}
		}
		for at, want := range map[time.Time]bool{between.AddDate(-1, 0, 0): true, between.AddDate(1, 0, 0): false} {
			seq, err := s.FeedAt(ctx, at)
			if end, _ := s.FeedEnd(ctx); err != nil || want != (seq == 0) || !want && seq != end {
				t.Errorf("at %s the feed is at %d, %v", at, seq, err)
			}
		}
	})
}

// changedSince asks until there is no more.
func changedSince(t *testing.T, s *models.Store, a models.Actor, after models.ChangePlace, limit int) (ids []uint) {
	t.Helper()
	for range 100 {
		c, err := s.ChangedClaims(ctx, a, after, limit)
		if err != nil {
			t.Fatal(err)
		}
		if len(c.Claims) > limit {
			t.Fatalf("%d claims, at most %d were wanted", len(c.Claims), limit)
		}
		for i := range c.Claims {
			ids = append(ids, c.Claims[i].ID)
		}
		if after = c.Next; !c.More {
			break
		}
	}
	return ids
}
