package models_test

import (
	"errors"
	"testing"
	"time"

	"tallymark/models"
	"tallymark/models/storetest"
)

func TestProgress(t *testing.T) {
	storetest.EachAt(t, func(t *testing.T, s *models.Store, clock *storetest.Hand) {
		ann, ben := reviewer(t, s, "ann"), reviewer(t, s, "ben")
		chief := storetest.User(t, s, "chief", models.RoleEditor)
		n := articleOf("https://a.example/1", "At least 41 people died. 23 people were hurt. 12 people were hurt.")
		n.Outlet = "The Courier"
		art := add(t, s, n)
		cs := claims(t, s, art.ID)
		if err := s.NoteStatuses(ctx); err != nil {
			t.Fatal(err)
		}
		clock.Advance(25 * time.Hour)
		decide(t, s, ann, verdict(cs[0].ID, models.StatusVerified))
		decide(t, s, ben, verdict(cs[1].ID, models.StatusDisputed))
		if err := s.NoteStatuses(ctx); err != nil {
			t.Fatal(err)
		}
		decide(t, s, ben, verdict(cs[2].ID, models.StatusDisputed))
		if _, err := s.Undo(ctx, ben, cs[2].ID, 2, "undo"); err != nil {
			t.Fatal(err)
		}
		clock.Advance(48 * time.Hour)
		whole(t, s)

		p, err := s.Progress(ctx, chief, 30)
		if err != nil {
			t.Fatal(err)
		}
		want := []models.StatusCounts{{Unreviewed: 3}, {Unreviewed: 1, Verified: 1, Disputed: 1}, {Unreviewed: 1, Verified: 1, Disputed: 1}}
		if len(p.Days) != len(want) {
			t.Fatalf("days %+v", p.Days)
		}
		for i, d := range p.Days {
			if d.Counts != want[i] {
				t.Errorf("day %s: %+v, want %+v", d.Day, d.Counts, want[i])
			}
		}
		if p.Waits != [models.WaitSpans]int{3: 3} {
			t.Errorf("waits %v", p.Waits)
		}
		if len(p.People) != 2 || p.People[0].Name != "ben" || p.People[0].N() != 2 || p.People[0].Undone != 1 || p.People[1].Verdicts[models.StatusVerified] != 1 {
			t.Errorf("people %+v", p.People)
		}
		if len(p.Outlets) != 1 || p.Outlets[0] != (models.OutletsDisputed{Name: "The Courier", Disputed: 1, Total: 3}) {
			t.Errorf("outlets %+v", p.Outlets)
		}
		all := 0
		for _, k := range p.Kinds {
			all += k.N()
		}
		if all != 3 {
			t.Errorf("kinds %+v", p.Kinds)
		}
		// A span that begins later begins with what was noted before it.
		if p, err = s.Progress(ctx, ann, 1); err != nil || len(p.Days) != 2 || p.Days[0].Counts != want[1] || p.People != nil || p.Waits != [models.WaitSpans]int{} {
			t.Errorf("one day: %+v, %v", p, err)
		}
		for _, days := range []int{0, -1, 367} {
			if _, err := s.Progress(ctx, ann, days); !errors.Is(err, models.ErrInvalid) {
				t.Errorf("%d days: %v", days, err)
			}
		}
		if _, err := s.Progress(ctx, models.Actor{}, 30); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("nobody: %v", err)
		}
	})
}
