package models

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"
)

// invitationLife is how long an invitation can be taken up.
const invitationLife = 7 * 24 * time.Hour

// Invitation lets one person make one account, by a link. Only a hash of the
// link's secret is kept.
type Invitation struct {
	ID          uint
	Email       string
	Role        Role
	TokenHash   string
	InvitedByID *uint
	InvitedBy   *User `gorm:"foreignKey:InvitedByID"`
	CreatedAt   time.Time
	ExpiresAt   time.Time
	AcceptedAt  *time.Time
	WithdrawnAt *time.Time
	UserID      *uint // the account that was made
}

func (i *Invitation) shown() map[string]any {
	return map[string]any{"email": i.Email, "role": i.Role, "expires_at": i.ExpiresAt}
}

// The conditions of an invitation that nobody has taken up or back, and of one
// that can be taken up: it has not run out, and whoever made it may still.
const (
	waiting = "accepted_at IS NULL AND withdrawn_at IS NULL"
	usable  = waiting + " AND expires_at > ? AND (invited_by_id IS NULL OR EXISTS " +
		"(SELECT 1 FROM users WHERE users.id = invited_by_id AND users.role = 'admin' AND users.disabled_at IS NULL))"
)

// Invite makes an invitation. The secret opens it and is never told again.
func (s *Store) Invite(ctx context.Context, a Actor, email string, role Role) (i Invitation, secret string, err error) {
	if err := a.may(RoleAdmin); err != nil {
		return Invitation{}, "", err
	}
	if email, err = cleanEmail(email); err != nil {
		return Invitation{}, "", err
	}
	if !role.Valid() {
		return Invitation{}, "", noRole(role)
	}
	secret = newSecret("invite_")
	i = Invitation{Email: email, Role: role, TokenHash: secretHash(secret), InvitedByID: a.userID(), CreatedAt: s.now()}
	i.ExpiresAt = i.CreatedAt.Add(invitationLife)
	err = s.change(ctx, func(tx *gorm.DB) error {
		if err := s.lockUsers(ctx, tx); err != nil {
			return err
		}
		if err := notYetKnown(ctx, tx, email, i.CreatedAt); err != nil {
			return err
		}
		if err := from[Invitation](tx).Create(ctx, &i); err != nil {
			return err
		}
		return s.record(ctx, tx, a, "invitation.add", ids{"invitation": i.ID}, nil, i.shown())
	})
	if err != nil {
		return Invitation{}, "", wrap(err, "invite")
	}
	return i, secret, nil
}

// notYetKnown refuses an address that has an account or an open invitation.
func notYetKnown(ctx context.Context, tx *gorm.DB, email string, now time.Time) error {
	n, err := from[User](tx).Where("email = ?", email).Count(ctx)
	if err == nil && n > 0 {
		err = invalid("email", "there is already an account with the address %s", email)
	}
	if err != nil {
		return err
	}
	n, err = from[Invitation](tx).Where("email = ? AND "+usable, email, now).Count(ctx)
	if err == nil && n > 0 {
		err = invalid("email", "%s has an invitation that is still open: withdraw it to make another", email)
	}
	return err
}

// Invitations returns those that nobody has taken up or back, with who made
// them, the newest first. Some may have run out.
func (s *Store) Invitations(ctx context.Context, a Actor) ([]Invitation, error) {
	if err := a.may(RoleAdmin); err != nil {
		return nil, err
	}
	is, err := from[Invitation](s.read).Preload("InvitedBy").Where(waiting).Order("id DESC").Find(ctx)
	return is, wrap(err, "list invitations")
}

// InvitationBySecret returns the invitation that a link opens, or ErrNotFound
// if the link opens none any more. It asks for no actor: the secret is all
// that the invited person has.
func (s *Store) InvitationBySecret(ctx context.Context, secret string) (Invitation, error) {
	i, err := invitationBySecret(ctx, s.read, secret, s.now())
	return i, wrap(err, "invitation")
}

func invitationBySecret(ctx context.Context, tx *gorm.DB, secret string, now time.Time) (Invitation, error) {
	return from[Invitation](tx).Where("token_hash = ? AND "+usable, secretHash(secret), now).Take(ctx)
}

// AcceptInvitation makes the account of the invited person, with the address
// and the role of the invitation, which is spent by it.
func (s *Store) AcceptInvitation(ctx context.Context, secret, name, password string) (User, error) {
	i, err := s.InvitationBySecret(ctx, secret)
	if err != nil {
		return User{}, err
	}
	u, err := s.newUser(ctx, NewUser{Email: i.Email, Name: name, Password: password, Role: i.Role})
	if err != nil {
		return User{}, err
	}
	err = s.change(ctx, func(tx *gorm.DB) error { return s.spendInvitation(ctx, tx, secret, &u) })
	if isDuplicate(err) {
		return User{}, invalid("email", "there is already an account with the address %s: sign in", u.Email)
	}
	return u, wrap(err, "accept invitation %d", i.ID)
}

func (s *Store) spendInvitation(ctx context.Context, tx *gorm.DB, secret string, u *User) error {
	if err := s.lockUsers(ctx, tx); err != nil {
		return err
	}
	i, err := invitationBySecret(ctx, tx, secret, s.now())
	if err != nil {
		return err
	}
	if err := from[User](tx).Create(ctx, u); err != nil {
		return err
	}
	if err := tx.Exec("UPDATE invitations SET accepted_at = ?, user_id = ? WHERE id = ?", s.now(), u.ID, i.ID).Error; err != nil {
		return err
	}
	return s.record(ctx, tx, u.Actor(), "invitation.accept", ids{"invitation": i.ID, "user": u.ID}, nil, u.shown())
}

// WithdrawInvitation makes the link worthless. One that was taken up stays an
// account, to be disabled.
func (s *Store) WithdrawInvitation(ctx context.Context, a Actor, id uint) error {
	if err := a.may(RoleAdmin); err != nil {
		return err
	}
	return wrap(s.change(ctx, func(tx *gorm.DB) error {
		i, err := from[Invitation](tx).Where("id = ?", id).Take(ctx)
		if err != nil {
			return err
		}
		changed := tx.Exec("UPDATE invitations SET withdrawn_at = ? WHERE id = ? AND "+waiting, s.now(), id)
		if changed.Error != nil {
			return changed.Error
		}
		if changed.RowsAffected == 0 {
			return errSettled
		}
		return s.record(ctx, tx, a, "invitation.withdraw", ids{"invitation": id}, i.shown(), nil)
	}), "withdraw invitation %d", id)
}

var errSettled = errors.Join(ErrConflict, errors.New("the invitation was taken up or withdrawn before"))
