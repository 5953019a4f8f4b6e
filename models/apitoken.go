package models

import (
	"context"
	"errors"
	"slices"
	"time"

	"gorm.io/gorm"
)

// Scope is what a token may do: at most what its role may, and never more than
// its person.
type Scope string

// The scopes, narrowest first. There is none for what admins do: accounts are
// managed in person.
const (
	ScopeRead   Scope = "read"   // reads and exports, changes nothing
	ScopeReview Scope = "review" // also what reviewers do
	ScopeEdit   Scope = "edit"   // also what editors do
)

// Scopes lists the scopes, narrowest first.
var Scopes = []Scope{ScopeRead, ScopeReview, ScopeEdit}

// Valid reports whether sc is one of [Scopes].
func (sc Scope) Valid() bool { return slices.Contains(Scopes, sc) }

// Label is the scope as people read it.
func (sc Scope) Label() string {
	switch sc {
	case ScopeRead:
		return "Read and export"
	case ScopeReview:
		return "Review"
	case ScopeEdit:
		return "Review and edit"
	}
	return string(sc)
}

// Role is the role that a token of the scope acts with, if its person has as
// much. An unknown scope has none.
func (sc Scope) Role() Role {
	switch sc {
	case ScopeRead:
		return RoleViewer
	case ScopeReview:
		return RoleReviewer
	case ScopeEdit:
		return RoleEditor
	}
	return ""
}

// longestTokenLife is how long a token may live.
const longestTokenLife = 366 * 24 * time.Hour

// APIToken lets a program act for a person. Only a hash of its secret is kept.
type APIToken struct {
	ID        uint
	UserID    uint
	Name      string
	TokenHash string
	Scope     Scope
	CreatedAt time.Time
	ExpiresAt time.Time
	UsedAt    *time.Time // right to a few minutes, nil for never
	RevokedAt *time.Time
}

func (t *APIToken) shown() map[string]any {
	return map[string]any{"name": t.Name, "scope": t.Scope, "expires_at": t.ExpiresAt}
}

// NewAPIToken is a token to be made.
type NewAPIToken struct {
	Name      string
	Scope     Scope
	ExpiresAt time.Time
}

// CreateAPIToken makes a token of the actor. The secret is never told again.
func (s *Store) CreateAPIToken(ctx context.Context, a Actor, n NewAPIToken) (t APIToken, secret string, err error) {
	if err := a.inPerson(); err != nil {
		return APIToken{}, "", err
	}
	secret = newSecret("tallymark_")
	t = APIToken{
		UserID: a.UserID, Name: cleanLine(n.Name), TokenHash: secretHash(secret),
		Scope: n.Scope, CreatedAt: s.now(), ExpiresAt: stored(n.ExpiresAt),
	}
	if err := t.check(a.Role); err != nil {
		return APIToken{}, "", err
	}
	err = s.change(ctx, func(tx *gorm.DB) error {
		if err := s.lockUsers(ctx, tx); err != nil {
			return err
		}
		if err := t.nameIsFree(ctx, tx); err != nil {
			return err
		}
		if err := from[APIToken](tx).Create(ctx, &t); err != nil {
			return err
		}
		return s.record(ctx, tx, a, "api_token.add", ids{"api_token": t.ID, "user": a.UserID}, nil, t.shown())
	})
	if err != nil {
		return APIToken{}, "", wrap(err, "create API token")
	}
	return t, secret, nil
}

// check refuses what the person of the role cannot make.
func (t *APIToken) check(role Role) error {
	switch {
	case t.Name == "":
		return invalid("name", "give the token a name that says where it is used")
	case len(t.Name) > 100:
		return invalid("name", "the name is longer than 100 bytes: shorten it")
	case !t.Scope.Valid():
		return invalid("scope", "%q is no scope: take read, review or edit", t.Scope)
	case !role.AtLeast(t.Scope.Role()):
		return invalid("scope", "your role does not allow what this scope does: take a narrower one")
	case !t.ExpiresAt.After(t.CreatedAt):
		return invalid("expires", "this day is over: take one that comes")
	case t.ExpiresAt.Sub(t.CreatedAt) > longestTokenLife:
		return invalid("expires", "a token lives a year at most: take an earlier day")
	}
	return nil
}

// nameIsFree also keeps a form that is sent twice from making two tokens.
func (t *APIToken) nameIsFree(ctx context.Context, tx *gorm.DB) error {
	n, err := from[APIToken](tx).Where("user_id = ? AND name = ? AND revoked_at IS NULL AND expires_at > ?", t.UserID, t.Name, t.CreatedAt).Count(ctx)
	if err == nil && n > 0 {
		err = invalid("name", "you have a token with this name: take another, or revoke that one first")
	}
	return err
}

// APITokens returns the actor's tokens that are not revoked, the newest first.
// Some may have run out.
func (s *Store) APITokens(ctx context.Context, a Actor) ([]APIToken, error) {
	if err := a.inPerson(); err != nil {
		return nil, err
	}
	ts, err := from[APIToken](s.read).Where("user_id = ? AND revoked_at IS NULL", a.UserID).Order("id DESC").Find(ctx)
	return ts, wrap(err, "list API tokens")
}

// RevokeAPIToken ends a token of the actor. Other people's are not found.
func (s *Store) RevokeAPIToken(ctx context.Context, a Actor, id uint) error {
	if err := a.inPerson(); err != nil {
		return err
	}
	return wrap(s.change(ctx, func(tx *gorm.DB) error {
		t, err := from[APIToken](tx).Where("id = ? AND user_id = ?", id, a.UserID).Take(ctx)
		if err != nil {
			return err
		}
		done := tx.Exec("UPDATE api_tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", s.now(), id)
		if done.Error != nil || done.RowsAffected == 0 {
			return done.Error
		}
		return s.record(ctx, tx, a, "api_token.revoke", ids{"api_token": id, "user": a.UserID}, t.shown(), nil)
	}), "revoke API token %d", id)
}

// AuthenticateToken returns the token with the secret and its person, whose
// role is what the token leaves of it. A wrong, revoked or expired token, and
// that of a disabled account, get ErrCredentials.
func (s *Store) AuthenticateToken(ctx context.Context, secret string) (User, APIToken, error) {
	now := s.now()
	t, err := from[APIToken](s.read).Where("token_hash = ? AND revoked_at IS NULL AND expires_at > ?", secretHash(secret), now).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return User{}, APIToken{}, ErrCredentials
	}
	if err != nil {
		return User{}, APIToken{}, wrap(err, "API token")
	}
	u, err := s.User(ctx, t.UserID)
	if err != nil {
		return User{}, APIToken{}, err
	}
	if u.DisabledAt != nil {
		return User{}, APIToken{}, ErrCredentials
	}
	if t.UsedAt == nil || now.Sub(*t.UsedAt) >= seenEvery {
		s.note("UPDATE api_tokens SET used_at = ? WHERE id = ?", now, t.ID)
	}
	if u.Role.AtLeast(t.Scope.Role()) {
		u.Role = t.Scope.Role()
	}
	return u, t, nil
}
