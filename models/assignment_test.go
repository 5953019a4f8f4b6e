package models_test

import (
	"errors"
	"strings"
	"testing"

	"tallymark/extract"
	"tallymark/models"
	"tallymark/models/storetest"
)

func TestAssign(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		_, cs := attack(t, s)
		a, b := reviewer(t, s, "ada"), reviewer(t, s, "bob")
		e, v := storetest.User(t, s, "eve", models.RoleEditor), storetest.User(t, s, "vic", models.RoleViewer)
		for _, tt := range []struct {
			name  string
			actor models.Actor
			claim uint
			to    uint
			want  error
		}{
			{"a reviewer takes one", a, cs[1].ID, a.UserID, nil},
			{"it is not another's to take", b, cs[1].ID, b.UserID, models.ErrForbidden},
			{"nor to give back", b, cs[1].ID, 0, models.ErrForbidden},
			{"a reviewer gives to another", a, cs[2].ID, b.UserID, models.ErrForbidden},
			{"an editor gives to a viewer", e, cs[2].ID, v.UserID, models.ErrInvalid},
			{"an editor gives to nobody that is", e, cs[2].ID, 999, models.ErrInvalid},
			{"an editor gives", e, cs[2].ID, b.UserID, nil},
			{"no such claim", e, 999, b.UserID, models.ErrNotFound},
			{"a viewer", v, cs[0].ID, v.UserID, models.ErrForbidden},
		} {
			if err := s.Assign(ctx, tt.actor, tt.claim, tt.to); !errors.Is(err, tt.want) {
				t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
			}
		}
		if id := next(t, s, b, models.TabMine, 0); id != cs[2].ID {
			t.Errorf("Bob's is %d", id)
		}
		if id := next(t, s, b, models.TabAll, 0); id != cs[0].ID {
			t.Errorf("Bob's first of all is %d, want the one that is nobody's", id)
		}
		counts, err := s.QueueCounts(ctx, a)
		if err != nil || counts[models.TabMine] != 1 || counts[models.TabAll] != 3 {
			t.Errorf("counts %v, %v", counts, err)
		}
		whole(t, s)
	})
}

// holders are those whom the claims of an article are assigned to, in the order
// of the text.
func holders(t *testing.T, s *models.Store, article uint) string {
	t.Helper()
	var out []string
	for _, c := range claims(t, s, article) {
		name := "-"
		if c.AssignedTo != nil {
			name = c.AssignedTo.Name
		}
		out = append(out, name)
	}
	return strings.Join(out, " ")
}

func TestAssignArticle(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		art, cs := attack(t, s)
		a, b := reviewer(t, s, "ada"), reviewer(t, s, "bob")
		e, v := storetest.User(t, s, "eve", models.RoleEditor), storetest.User(t, s, "vic", models.RoleViewer)
		decide(t, s, b, verdict(cs[0].ID, models.StatusVerified))
		before := auditRows(t, s)
		for _, tt := range []struct {
			name  string
			actor models.Actor
			to    uint
			n     int
			want  error
			now   string
		}{
			{"a viewer", v, v.UserID, 0, models.ErrForbidden, "- - -"},
			{"a reviewer gives to another", a, b.UserID, 0, models.ErrForbidden, "- - -"},
			{"an editor gives to a viewer", e, v.UserID, 0, models.ErrInvalid, "- - -"},
			{"an editor gives what is open", e, b.UserID, 2, nil, "- bob bob"},
			{"once more", e, b.UserID, 0, nil, "- bob bob"},
			{"a reviewer takes nobody’s only", a, a.UserID, 0, nil, "- bob bob"},
			{"nor gives back another’s", a, 0, 0, nil, "- bob bob"},
			{"a reviewer gives back", b, 0, 2, nil, "- - -"},
			{"a reviewer takes", a, a.UserID, 2, nil, "- ada ada"},
			{"an editor gives on", e, b.UserID, 2, nil, "- bob bob"},
			{"an editor takes away", e, 0, 2, nil, "- - -"},
		} {
			n, err := s.AssignArticle(ctx, tt.actor, art.ID, tt.to)
			if now := holders(t, s, art.ID); n != tt.n || !errors.Is(err, tt.want) || now != tt.now {
				t.Errorf("%s: %d, %v, now %s", tt.name, n, err, now)
			}
		}
		if n := auditRows(t, s) - before; n != 5 {
			t.Errorf("%d rows in the audit log, want one a change", n)
		}
		if _, err := s.AssignArticle(ctx, e, 999, a.UserID); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("no article: %v", err)
		}
		us, err := s.Reviewers(ctx, a)
		if err != nil || len(us) != 3 || us[0].Name != "ada" || us[0].Email != "" {
			t.Errorf("reviewers %+v, %v", us, err)
		}
		whole(t, s)
	})
}

// A claim that waits for a second person is not assigned to the first: nobody
// would ever be sent to it.
func TestAssignSparesTheFirstOfTwo(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		art, cs := attack(t, s)
		a, e := reviewer(t, s, "ada"), storetest.User(t, s, "eve", models.RoleEditor)
		if err := s.SetPolicy(ctx, models.SystemActor, models.Policy{SecondCheck: []extract.Kind{cs[0].Kind}}); err != nil {
			t.Fatal(err)
		}
		decide(t, s, a, verdict(cs[0].ID, models.StatusVerified))
		for _, who := range []models.Actor{a, e} {
			if err := s.Assign(ctx, who, cs[0].ID, a.UserID); !errors.Is(err, models.ErrInvalid) {
				t.Errorf("%s assigns it to the first: %v", who.Name, err)
			}
		}
		if _, err := s.AssignArticle(ctx, e, art.ID, a.UserID); err != nil {
			t.Fatal(err)
		}
		if got := strings.Fields(holders(t, s, art.ID)); got[0] != "-" || got[2] != "ada" {
			t.Errorf("now %v", got)
		}
		if err := s.Assign(ctx, e, cs[0].ID, e.UserID); err != nil {
			t.Errorf("to another: %v", err)
		}
	})
}
