package models_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"tallymark/models"
	"tallymark/models/storetest"
)

// What one store writes, another on the same database hears of.
func TestFollow(t *testing.T) {
	storetest.EachTwice(t, func(t *testing.T, s, other *models.Store) {
		a, cs := attack(t, s)
		ada := reviewer(t, s, "ada")
		since, err := other.FeedEnd(ctx)
		if err != nil {
			t.Fatal(err)
		}
		following, stop := context.WithTimeout(ctx, time.Minute)
		defer stop()
		heard := make(chan models.Change, 10)
		ended := make(chan error, 1)
		go func() {
			ended <- other.Follow(following, since, func(changes []models.Change) {
				for _, c := range changes {
					heard <- c
				}
			})
		}()
		decide(t, s, ada, verdict(cs[0].ID, models.StatusVerified))
		decide(t, s, ada, verdict(cs[1].ID, models.StatusVerified))
		for i, claim := range []uint{cs[0].ID, cs[1].ID} {
			select {
			case c := <-heard:
				if c.Seq != since+uint(i)+1 || c.ArticleID != a.ID || !slices.Equal(c.ClaimIDs, []uint{claim}) || c.Actor != "ada" || c.ActorID != ada.UserID {
					t.Errorf("heard %+v, want a change of claim %d", c, claim)
				}
			case err := <-ended:
				t.Fatalf("ended: %v", err)
			}
		}
		stop()
		if err := <-ended; err == nil {
			t.Error("it ended without a reason")
		}
		// The connection that listened is gone: the pool still works.
		if _, err := other.FeedEnd(ctx); err != nil {
			t.Error(err)
		}
	})
}
