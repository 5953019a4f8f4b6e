package models_test

import (
	"errors"
	"testing"
	"time"

	"tallymark/models"
	"tallymark/models/storetest"
)

func TestNews(t *testing.T) {
	storetest.EachAt(t, func(t *testing.T, s *models.Store, clock *storetest.Hand) {
		ann := reviewer(t, s, "ann")
		viewer := storetest.User(t, s, "vic", models.RoleViewer)
		old := add(t, s, articleOf("https://a.example/old", "14 people left."))
		clock.Advance(48 * time.Hour)
		art, cs := attack(t, s)
		decide(t, s, ann, verdict(cs[0].ID, models.StatusDisputed))

		n, err := s.News(ctx, viewer)
		if err != nil || n.More || len(n.Rows) != 1 {
			t.Fatalf("%+v, %v", n, err)
		}
		if r := n.Rows[0]; r.Article.ID != art.ID || !r.Added || r.Reread || len(r.Judged) != 1 || r.Judged[0].Status != models.StatusDisputed {
			t.Errorf("%+v", r)
		}
		if err := s.Looked(ctx, viewer, n.End); err != nil {
			t.Fatal(err)
		}
		if n, err = s.News(ctx, viewer); err != nil || len(n.Rows) != 0 {
			t.Errorf("seen: %+v, %v", n, err)
		}
		if _, err := s.Undo(ctx, ann, cs[0].ID, 2, "undo"); err != nil {
			t.Fatal(err)
		}
		decide(t, s, ann, verdict(claims(t, s, old.ID)[0].ID, models.StatusVerified))
		n, err = s.News(ctx, viewer)
		if err != nil || len(n.Rows) != 2 || n.Rows[0].Article.ID != old.ID || n.Rows[1].Added || n.Rows[1].Judged[0].Status != models.StatusUnreviewed {
			t.Errorf("after: %+v, %v", n.Rows, err)
		}
		// Another's look is not mine, and an older one takes nothing back.
		if n, err := s.News(ctx, ann); err != nil || len(n.Rows) != 2 || !n.Rows[1].Added {
			t.Errorf("ann's: %+v, %v", n.Rows, err)
		}
		if err := s.Looked(ctx, viewer, n.End); err != nil {
			t.Fatal(err)
		}
		if err := s.Looked(ctx, viewer, 1); err != nil {
			t.Fatal(err)
		}
		if n, err = s.News(ctx, viewer); err != nil || len(n.Rows) != 0 {
			t.Errorf("an older form: %+v, %v", n.Rows, err)
		}
		for _, seq := range []uint{0, 1 << 40} {
			if err := s.Looked(ctx, viewer, seq); !errors.Is(err, models.ErrInvalid) {
				t.Errorf("%d: %v", seq, err)
			}
		}
		if _, err := s.News(ctx, models.Actor{}); !errors.Is(err, models.ErrForbidden) {
			t.Error(err)
		}
		whole(t, s)
	})
}
