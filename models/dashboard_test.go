package models_test

import (
	"errors"
	"slices"
	"testing"

	"tallymark/extract"
	"tallymark/models"
	"tallymark/models/storetest"
)

// headed is an article whose first claim stands in its headline.
func headed(t testing.TB, s *models.Store, url, text string) (models.Article, []models.Claim) {
	n := articleOf(url, text)
	n.Claims[0].Role = extract.RoleHeadline
	art := add(t, s, n)
	return art, claims(t, s, art.ID)
}

func shownOn(d models.Dashboard) (ids []uint) {
	for _, r := range d.Rows {
		ids = append(ids, r.ID)
	}
	return ids
}

func TestWhatIsMostDangerousComesFirst(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann := reviewer(t, s, "ann")
		done, doneClaims := headed(t, s, "https://a.example/1", "At least 41 people died.")
		disputed, some := headed(t, s, "https://a.example/2", "12 dead. 23 people were hurt.")
		calm := add(t, s, articleOf("https://a.example/3", "13 people came. 14 left. 15 stayed."))
		worst, bad := headed(t, s, "https://a.example/4", "44 dead. 9 people were hurt.")
		open, _ := headed(t, s, "https://a.example/5", "45 dead.")
		decide(t, s, ann, verdict(doneClaims[0].ID, models.StatusVerified))
		decide(t, s, ann, verdict(some[1].ID, models.StatusDisputed))
		decide(t, s, ann, verdict(bad[0].ID, models.StatusDisputed))
		whole(t, s)

		d, err := s.Dashboard(ctx, ann, models.ArticleFilter{})
		if want := []uint{worst.ID, disputed.ID, open.ID, calm.ID, done.ID}; err != nil || !slices.Equal(shownOn(d), want) {
			t.Fatalf("%v, %v, want %v", shownOn(d), err, want)
		}
		if n := d.Rows[0].Counts; n.HeadlineDisputed != 1 || n.HeadlineOpen != 0 || n.Ready() || !d.Rows[4].Counts.Ready() {
			t.Errorf("%+v", n)
		}
		if h := d.Rows[0].Headline; len(h) != 1 || h[0].ID != bad[0].ID || h[0].Status != models.StatusDisputed {
			t.Errorf("headline %+v", h)
		}
		want := map[models.ArticleState]int{"": 5, models.ArticleOpen: 4, models.ArticleDisputed: 2, models.ArticleAttention: 0, models.ArticleDone: 1}
		for state, n := range want {
			if d.Counts[state] != n {
				t.Errorf("%q: %d, want %d", state, d.Counts[state], n)
			}
		}
		// Page by page it is the same list.
		var all []uint
		f := models.ArticleFilter{Limit: 2}
		for range 4 {
			d, err := s.Dashboard(ctx, ann, f)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, shownOn(d)...)
			if f.Cursor = d.Next; f.Cursor == "" {
				break
			}
		}
		if want := []uint{worst.ID, disputed.ID, open.ID, calm.ID, done.ID}; !slices.Equal(all, want) {
			t.Errorf("by pages %v, want %v", all, want)
		}
		// What is undone goes back to its place.
		if _, err := s.Undo(ctx, ann, bad[0].ID, 2, "undo"); err != nil {
			t.Fatal(err)
		}
		d, err = s.Dashboard(ctx, ann, models.ArticleFilter{})
		if want := []uint{disputed.ID, worst.ID, open.ID, calm.ID, done.ID}; err != nil || !slices.Equal(shownOn(d), want) {
			t.Errorf("after undo %v, %v, want %v", shownOn(d), err, want)
		}
		whole(t, s)
	})
}

func TestDashboardOfTheActor(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann, ben := reviewer(t, s, "ann"), reviewer(t, s, "ben")
		_, cs := attack(t, s)
		add(t, s, articleOf("https://a.example/9", "13 people came."))
		if err := s.Assign(ctx, ann, cs[0].ID, ann.UserID); err != nil {
			t.Fatal(err)
		}
		d, err := s.Dashboard(ctx, ann, models.ArticleFilter{Mine: true})
		if err != nil || len(d.Rows) != 1 || len(d.Rows[0].Waiting) != 1 || d.Rows[0].Waiting[0].Name != "ann" || d.Rows[0].Waiting[0].N != 1 {
			t.Errorf("ann's: %+v, %v", d.Rows, err)
		}
		if d, err = s.Dashboard(ctx, ben, models.ArticleFilter{Mine: true}); err != nil || len(d.Rows) != 0 {
			t.Errorf("ben's: %+v, %v", d.Rows, err)
		}
		if _, err = s.Dashboard(ctx, models.Actor{}, models.ArticleFilter{}); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("nobody's: %v", err)
		}
		for _, f := range []models.ArticleFilter{{State: "half"}, {Cursor: "x"}} {
			if _, err = s.Dashboard(ctx, ann, f); !errors.Is(err, models.ErrInvalid) {
				t.Errorf("%+v: %v", f, err)
			}
		}
		if _, _, err = s.Articles(ctx, ann, models.ArticleFilter{Order: "odd"}); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("order: %v", err)
		}
	})
}

// A dashboard asks as many questions for twenty articles as for two.
func TestQueriesOfTheDashboard(t *testing.T) {
	s := storetest.SQLite(t)
	ann := reviewer(t, s, "ann")
	ask := func() int {
		return queries(t, s, func() error { _, err := s.Dashboard(ctx, ann, models.ArticleFilter{}); return err })
	}
	headed(t, s, "", "41 dead.")
	headed(t, s, "", "42 dead.")
	few := ask()
	for _, n := range []string{"43", "44", "45", "46", "47", "48", "49", "50"} {
		headed(t, s, "", n+" dead.")
	}
	if many := ask(); many != few || few == 0 {
		t.Errorf("%d queries for two articles, %d for ten", few, many)
	}
}
