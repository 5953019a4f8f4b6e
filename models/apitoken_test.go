package models_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"tallymark/models"
	"tallymark/models/storetest"
)

var nextMonth = time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)

func apiToken(t *testing.T, s *models.Store, a models.Actor, name string, scope models.Scope) (models.APIToken, string) {
	t.Helper()
	token, secret, err := s.CreateAPIToken(ctx, a, models.NewAPIToken{Name: name, Scope: scope, ExpiresAt: nextMonth})
	if err != nil {
		t.Fatal(err)
	}
	return token, secret
}

func TestATokenNeverExceedsItsPerson(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		root, other := storetest.User(t, s, "root", models.RoleAdmin), storetest.User(t, s, "other", models.RoleAdmin)
		secrets := map[models.Scope]string{}
		for _, scope := range models.Scopes {
			_, secrets[scope] = apiToken(t, s, other, string(scope), scope)
		}
		for _, role := range models.Roles {
			if err := s.SetRole(ctx, root, other.UserID, role); err != nil {
				t.Fatal(err)
			}
			for scope, secret := range secrets {
				want := scope.Role()
				if !role.AtLeast(want) {
					want = role
				}
				u, token, err := s.AuthenticateToken(ctx, " "+secret+"\n")
				if err != nil || u.ID != other.UserID || u.Role != want || token.Scope != scope {
					t.Errorf("%s by %s: %s, want %s, %v", role, scope, u.Role, want, err)
				}
			}
		}
		whole(t, s)
	})
}

func TestTokensThatAreDead(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		root, ann, ben := storetest.User(t, s, "root", models.RoleAdmin), reviewer(t, s, "ann"), reviewer(t, s, "ben")
		secrets := map[string]string{"none": "", "guessed": "tallymark_guess", "hostile": "\xff\x00' OR 1=1 --"}
		var token models.APIToken
		token, secrets["revoked"] = apiToken(t, s, ann, "revoked", models.ScopeRead)
		if err := s.RevokeAPIToken(ctx, ben, token.ID); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("somebody else's: %v", err)
		}
		for range 2 {
			if err := s.RevokeAPIToken(ctx, ann, token.ID); err != nil {
				t.Fatal(err)
			}
		}
		token, secrets["run out"] = apiToken(t, s, ann, "run out", models.ScopeRead)
		if err := s.WriteDB().Exec("UPDATE api_tokens SET expires_at = created_at WHERE id = ?", token.ID).Error; err != nil {
			t.Fatal(err)
		}
		_, secrets["of a disabled account"] = apiToken(t, s, ben, "ben's", models.ScopeReview)
		if err := s.SetDisabled(ctx, root, ben.UserID, true); err != nil {
			t.Fatal(err)
		}
		for name, secret := range secrets {
			if u, _, err := s.AuthenticateToken(ctx, secret); err != models.ErrCredentials || u.ID != 0 {
				t.Errorf("%s: %+v, %v", name, u, err)
			}
		}
		list, err := s.APITokens(ctx, ann)
		if err != nil || len(list) != 1 || list[0].Name != "run out" {
			t.Errorf("%+v, %v", list, err)
		}
		if said := commands(t, s); strings.Count(said, "api_token.revoke") != 1 || strings.Count(said, "api_token.add") != 3 {
			t.Errorf("the log says %s", said)
		}
		logHolds(t, s, secrets["revoked"], secrets["run out"])
		if r, err := s.Verify(ctx); err != nil || failed(r) != "tokens as they were written" {
			t.Errorf("a token ran out past the program, and verify found %q, %v", failed(r), err)
		}
	})
}

func TestTokenRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann := reviewer(t, s, "ann")
		apiToken(t, s, ann, "taken", models.ScopeReview)
		for _, tt := range []struct {
			name  string
			n     models.NewAPIToken
			field string
		}{
			{"no name", models.NewAPIToken{Name: " ", Scope: models.ScopeRead, ExpiresAt: nextMonth}, "name"},
			{"a long name", models.NewAPIToken{Name: strings.Repeat("x", 101), Scope: models.ScopeRead, ExpiresAt: nextMonth}, "name"},
			{"a taken name", models.NewAPIToken{Name: "taken", Scope: models.ScopeRead, ExpiresAt: nextMonth}, "name"},
			{"no scope", models.NewAPIToken{Name: "x", ExpiresAt: nextMonth}, "scope"},
			{"more than the role", models.NewAPIToken{Name: "x", Scope: models.ScopeEdit, ExpiresAt: nextMonth}, "scope"},
			{"no end", models.NewAPIToken{Name: "x", Scope: models.ScopeRead}, "expires"},
			{"two years", models.NewAPIToken{Name: "x", Scope: models.ScopeRead, ExpiresAt: nextMonth.AddDate(2, 0, 0)}, "expires"},
		} {
			_, secret, err := s.CreateAPIToken(ctx, ann, tt.n)
			if e, ok := errors.AsType[*models.InvalidError](err); !ok || e.Field != tt.field || secret != "" {
				t.Errorf("%s: %q, %v", tt.name, secret, err)
			}
		}
	})
}

// What a program does is logged with its token, and when it did so last is
// noted. Close waits for the note.
func TestTokenIsSeen(t *testing.T) {
	file := t.TempDir() + "/tallymark.db"
	s := storetest.Open(t, file)
	ann := reviewer(t, s, "ann")
	token, secret := apiToken(t, s, ann, "a script", models.ScopeReview)
	u, _, err := s.AuthenticateToken(ctx, secret)
	if err != nil {
		t.Fatal(err)
	}
	program := u.Actor()
	program.TokenID = token.ID
	if _, _, err := s.AddArticle(ctx, program, articleOf("", "41 dead")); err != nil {
		t.Fatal(err)
	}
	rows, _, err := s.Entries(ctx, models.SystemActor, "", 1)
	if err != nil || !strings.Contains(rows[0].IDs.String(), `"by_token":1`) {
		t.Errorf("%s, %v", rows[0].IDs, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	list, err := storetest.Open(t, file).APITokens(ctx, ann)
	if err != nil || len(list) != 1 || list[0].UsedAt == nil {
		t.Errorf("%+v, %v", list, err)
	}
}
