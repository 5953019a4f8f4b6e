package models_test

import (
	"errors"
	"testing"

	"tallymark/models"
	"tallymark/models/storetest"
)

// quay is an article with one finding.
func quay(t testing.TB, s *models.Store) models.Article {
	t.Helper()
	n := read(t, "Nine of the 24 councillors, or 42 percent, voted against it.")
	n.URL = "https://a.example/quay"
	return add(t, s, n)
}

// findings are those of an article.
func findings(t testing.TB, s *models.Store, a models.Actor, article uint) []models.Finding {
	t.Helper()
	p, err := s.Article(ctx, a, article)
	if err != nil {
		t.Fatal(err)
	}
	return p.Findings
}

// dismissed adds an article with a finding that is set aside.
func dismissed(t testing.TB, s *models.Store, a models.Actor, token string) (models.Article, models.Dismissal) {
	t.Helper()
	art := quay(t, s)
	n := models.NewDismissal{ArticleID: art.ID, Finding: findings(t, s, a, art.ID)[0].Key(), Reason: "Three abstained.", Token: token}
	d, err := s.DismissFinding(ctx, a, n)
	if err != nil {
		t.Fatal(err)
	}
	return art, d
}

func TestADismissalStandsUntilItIsTakenBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann, bob := storetest.User(t, s, "ann", models.RoleReviewer), storetest.User(t, s, "bob", models.RoleReviewer)
		eve := storetest.User(t, s, "eve", models.RoleEditor)
		art, d := dismissed(t, s, ann, "once")
		f := findings(t, s, bob, art.ID)
		if len(f) != 1 || f[0].Dismissal == nil || f[0].Dismissal.Reason != "Three abstained." || f[0].Dismissal.User.Name != "ann" {
			t.Fatalf("%+v", f)
		}
		again := models.NewDismissal{ArticleID: art.ID, Finding: f[0].Key(), Reason: "Three abstained.", Token: "once"}
		if same, err := s.DismissFinding(ctx, ann, again); err != nil || same.ID != d.ID {
			t.Errorf("the same form again: %+v, %v", same, err)
		}
		again.Token = "twice"
		if _, err := s.DismissFinding(ctx, bob, again); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("dismissed twice: %v", err)
		}
		if _, err := s.UndoDismissal(ctx, bob, d.ID, "back"); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("somebody else's: %v", err)
		}
		if _, err := s.UndoDismissal(ctx, eve, d.ID, "back"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.UndoDismissal(ctx, eve, d.ID, "back"); err != nil {
			t.Errorf("the same form again: %v", err)
		}
		if _, err := s.UndoDismissal(ctx, ann, d.ID, "late"); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("taken back twice: %v", err)
		}
		if f = findings(t, s, ann, art.ID); len(f) != 1 || f[0].Dismissal != nil {
			t.Errorf("taken back: %+v", f)
		}
		if _, err := s.DismissFinding(ctx, bob, again); err != nil {
			t.Errorf("dismissed anew: %v", err)
		}
		for _, sql := range []string{"UPDATE finding_dismissals SET reason = 'x'", "DELETE FROM finding_dismissals"} {
			if _, err := forged(t, s, sql); err == nil {
				t.Errorf("%s is allowed", sql)
			}
		}
		whole(t, s)
	})
}

func TestADismissalOfNothing(t *testing.T) {
	t.Parallel()
	s := storetest.SQLite(t)
	ann, vic := storetest.User(t, s, "ann", models.RoleReviewer), storetest.User(t, s, "vic", models.RoleViewer)
	art := quay(t, s)
	key := findings(t, s, ann, art.ID)[0].Key()
	for _, tt := range []struct {
		name string
		by   models.Actor
		n    models.NewDismissal
		want error
	}{
		{"a viewer", vic, models.NewDismissal{ArticleID: art.ID, Finding: key, Reason: "x", Token: "a"}, models.ErrForbidden},
		{"no reason", ann, models.NewDismissal{ArticleID: art.ID, Finding: key, Reason: " ", Token: "a"}, models.ErrInvalid},
		{"no token", ann, models.NewDismissal{ArticleID: art.ID, Finding: key, Reason: "x"}, models.ErrInvalid},
		{"no article", ann, models.NewDismissal{ArticleID: 99, Finding: key, Reason: "x", Token: "a"}, models.ErrNotFound},
		{"a finding that is gone", ann, models.NewDismissal{ArticleID: art.ID, Finding: "gone", Reason: "x", Token: "a"}, models.ErrConflict},
	} {
		if _, err := s.DismissFinding(ctx, tt.by, tt.n); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
	if _, err := s.UndoDismissal(ctx, ann, 7, "a"); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("no dismissal: %v", err)
	}
}
