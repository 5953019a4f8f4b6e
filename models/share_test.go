package models_test

import (
	"errors"
	"net/url"
	"testing"
	"time"

	"tallymark/models"
	"tallymark/models/storetest"
)

func TestShare(t *testing.T) {
	storetest.EachAt(t, func(t *testing.T, s *models.Store, clock *storetest.Hand) {
		ann := reviewer(t, s, "ann")
		chief := storetest.User(t, s, "chief", models.RoleEditor)
		admin := storetest.User(t, s, "admin", models.RoleAdmin)
		art, cs := attack(t, s)
		add(t, s, articleOf("https://a.example/2", "13 people came."))
		decide(t, s, ann, verdict(cs[0].ID, models.StatusDisputed))
		if err := s.Assign(ctx, ann, cs[1].ID, ann.UserID); err != nil {
			t.Fatal(err)
		}
		one, secret, err := s.ShareArticle(ctx, chief, art.ID, 7)
		if err != nil {
			t.Fatal(err)
		}
		view, viewSecret, err := s.ShareView(ctx, chief, url.Values{"state": {"disputed"}, "mine": {"1"}, "cursor": {"x"}}, 1)
		if err != nil || view.View != "state=disputed" {
			t.Fatal(view.View, err)
		}
		whole(t, s)

		if _, p, d, err := s.SharedThrough(ctx, secret, ""); err != nil || d != nil || p.Article.ID != art.ID || len(p.Claims) != len(cs) {
			t.Errorf("article: %+v, %v", p, err)
		}
		if _, p, d, err := s.SharedThrough(ctx, viewSecret, ""); err != nil || p != nil || len(d.Rows) != 1 || d.Rows[0].ID != art.ID || len(d.Rows[0].Waiting) != 0 {
			t.Errorf("view: %+v, %v", d, err)
		}
		for _, key := range []string{"", "share_", one.TokenHash, secret + "x"} {
			if _, _, _, err := s.SharedThrough(ctx, key, ""); !errors.Is(err, models.ErrNotFound) {
				t.Errorf("%q: %v", key, err)
			}
		}
		if rows, err := s.Shares(ctx, chief); err != nil || len(rows) != 2 || rows[1].Article.ID != art.ID || rows[0].User.Name != "chief" {
			t.Errorf("%+v, %v", rows, err)
		}

		// It ends by itself, by hand, and with the account of who made it.
		clock.Advance(25 * time.Hour)
		if _, _, _, err := s.SharedThrough(ctx, viewSecret, ""); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("run out: %v", err)
		}
		if err := s.EndShare(ctx, chief, one.ID); err != nil {
			t.Fatal(err)
		}
		if err := s.EndShare(ctx, chief, one.ID); err != nil {
			t.Error("ended twice:", err)
		}
		if _, _, _, err := s.SharedThrough(ctx, secret, ""); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("ended: %v", err)
		}
		if _, secret, err = s.ShareArticle(ctx, chief, art.ID, 7); err != nil {
			t.Fatal(err)
		}
		if err := s.SetDisabled(ctx, admin, chief.UserID, true); err != nil {
			t.Fatal(err)
		}
		if _, _, _, err := s.SharedThrough(ctx, secret, ""); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("of a disabled account: %v", err)
		}
		whole(t, s)
	})
}

func TestSharesAreRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann := reviewer(t, s, "ann")
		chief := storetest.User(t, s, "chief", models.RoleEditor)
		art, _ := attack(t, s)
		for _, a := range []models.Actor{ann, models.SystemActor, {}} {
			if _, _, err := s.ShareArticle(ctx, a, art.ID, 7); !errors.Is(err, models.ErrForbidden) {
				t.Errorf("%+v shares: %v", a, err)
			}
		}
		if _, err := s.Shares(ctx, ann); !errors.Is(err, models.ErrForbidden) {
			t.Error(err)
		}
		if err := s.EndShare(ctx, ann, 1); !errors.Is(err, models.ErrForbidden) {
			t.Error(err)
		}
		for _, days := range []int{-1, 0, 91} {
			if _, _, err := s.ShareArticle(ctx, chief, art.ID, days); !errors.Is(err, models.ErrInvalid) {
				t.Errorf("%d days: %v", days, err)
			}
		}
		if _, _, err := s.ShareArticle(ctx, chief, 999, 7); !errors.Is(err, models.ErrNotFound) {
			t.Error(err)
		}
		if _, _, err := s.ShareView(ctx, chief, url.Values{"state": {"odd"}}, 7); !errors.Is(err, models.ErrInvalid) {
			t.Error(err)
		}
		if err := s.EndShare(ctx, chief, 999); !errors.Is(err, models.ErrNotFound) {
			t.Error(err)
		}
	})
}
