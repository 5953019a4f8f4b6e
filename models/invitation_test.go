package models_test

import (
	"errors"
	"strings"
	"testing"

	"tallymark/models"
	"tallymark/models/storetest"
)

func invite(t *testing.T, s *models.Store, a models.Actor, email string) (models.Invitation, string) {
	t.Helper()
	i, secret, err := s.Invite(ctx, a, email, models.RoleEditor)
	if err != nil {
		t.Fatal(err)
	}
	return i, secret
}

func TestInvitationWorksOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		root := storetest.User(t, s, "root", models.RoleAdmin)
		i, secret := invite(t, s, root, " Eve@Example.org")
		if stored, err := s.Invitations(ctx, root); err != nil || len(stored) != 1 || stored[0].InvitedBy.Name != "root" || strings.Contains(stored[0].TokenHash, secret) {
			t.Errorf("%+v, %v", stored, err)
		}
		if _, err := s.AcceptInvitation(ctx, secret, "Eve", "short"); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("a short password: %v", err)
		}
		won, lost := race(4, func(int) error {
			u, err := s.AcceptInvitation(ctx, secret, "Eve", storetest.Password)
			if err == nil && (u.Email != "eve@example.org" || u.Role != models.RoleEditor || u.Name != "Eve") {
				t.Errorf("%+v", u)
			}
			return err
		})
		if won != 1 {
			t.Errorf("%d accounts from one invitation", won)
		}
		for _, err := range lost {
			if !errors.Is(err, models.ErrNotFound) {
				t.Errorf("lost by %v", err)
			}
		}
		if _, err := s.Authenticate(ctx, "eve@example.org", storetest.Password); err != nil {
			t.Error(err)
		}
		if err := s.WithdrawInvitation(ctx, root, i.ID); !errors.Is(err, models.ErrConflict) {
			t.Errorf("withdrawn after it was taken up: %v", err)
		}
		if said := commands(t, s); !strings.Contains(said, "invitation.accept invitation.add") {
			t.Errorf("the log says %s", said)
		}
		whole(t, s)
	})
}

func TestInvitationThatOpensNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		root, other := storetest.User(t, s, "root", models.RoleAdmin), storetest.User(t, s, "other", models.RoleAdmin)
		secrets := map[string]string{"empty": "", "guessed": "invite_guess", "hostile": "\xff\x00' OR 1=1 --"}

		i, withdrawn := invite(t, s, root, "a@example.org")
		if err := s.WithdrawInvitation(ctx, root, i.ID); err != nil {
			t.Fatal(err)
		}
		secrets["withdrawn"] = withdrawn

		i, secrets["run out"] = invite(t, s, root, "b@example.org")
		if err := s.WriteDB().Exec("UPDATE invitations SET expires_at = created_at WHERE id = ?", i.ID).Error; err != nil {
			t.Fatal(err)
		}
		_, secrets["of somebody who is no admin any more"] = invite(t, s, other, "c@example.org")
		if err := s.SetRole(ctx, root, other.UserID, models.RoleEditor); err != nil {
			t.Fatal(err)
		}
		for name, secret := range secrets {
			if _, err := s.InvitationBySecret(ctx, secret); !errors.Is(err, models.ErrNotFound) {
				t.Errorf("%s is shown: %v", name, err)
			}
			if _, err := s.AcceptInvitation(ctx, secret, "Eve", storetest.Password); !errors.Is(err, models.ErrNotFound) {
				t.Errorf("%s is taken: %v", name, err)
			}
		}
	})
}

func TestInviteRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		root := storetest.User(t, s, "root", models.RoleAdmin)
		i, _ := invite(t, s, root, "open@example.org")
		for _, tt := range []struct {
			name, email string
			role        models.Role
			field       string
		}{
			{"has an account", "ROOT@example.org", models.RoleViewer, "email"},
			{"has an invitation", "open@example.org", models.RoleViewer, "email"},
			{"no address", "eve", models.RoleViewer, "email"},
			{"no role", "eve@example.org", "", "role"},
		} {
			_, secret, err := s.Invite(ctx, root, tt.email, tt.role)
			if e, ok := errors.AsType[*models.InvalidError](err); !ok || e.Field != tt.field || secret != "" {
				t.Errorf("%s: %q, %v", tt.name, secret, err)
			}
		}
		if err := s.WithdrawInvitation(ctx, root, i.ID); err != nil {
			t.Fatal(err)
		}
		invite(t, s, root, "open@example.org")
	})
}
