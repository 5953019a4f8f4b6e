package models

import (
	"context"
	"errors"
	"net/mail"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
)

// User is a person with an account.
type User struct {
	ID             uint
	Email          string // lower case
	Name           string
	Role           Role
	PasswordHash   string
	DisabledAt     *time.Time
	SecondFactorAt *time.Time // since when sign-in asks for a code as well
	SessionEpoch   int        // a session begun under a lower epoch is over
	KeysOff        bool
	CreatedAt      time.Time
}

// Actor acts for the user.
func (u User) Actor() Actor { return Actor{UserID: u.ID, Name: u.Name, Role: u.Role} }

// shown is what the audit log says of an account. It never holds the password.
func (u User) shown() map[string]any {
	return map[string]any{
		"email": u.Email, "name": u.Name, "role": u.Role,
		"disabled": u.DisabledAt != nil, "second_factor": u.SecondFactorAt != nil,
	}
}

// NewUser is an account to be made. Name "" is the part before the @.
type NewUser struct {
	Email    string
	Name     string
	Password string
	Role     Role
}

// SetKeys switches the single keys of the pages on or off for the actor. It is
// a taste and no right, so the audit log does not keep it.
func (s *Store) SetKeys(ctx context.Context, a Actor, on bool) error {
	if err := a.inPerson(); err != nil {
		return err
	}
	return wrap(s.change(ctx, func(tx *gorm.DB) error {
		return tx.WithContext(ctx).Exec("UPDATE users SET keys_off = ? WHERE id = ?", !on, a.UserID).Error
	}), "set keys of user %d", a.UserID)
}

// CountUsers returns how many accounts there are, disabled ones included.
func (s *Store) CountUsers(ctx context.Context) (int, error) {
	n, err := from[User](s.read).Count(ctx)
	return int(n), wrap(err, "count users")
}

// CreateFirstUser makes the first account, an admin whatever its role says.
// Once there is an account it is refused with ErrForbidden.
func (s *Store) CreateFirstUser(ctx context.Context, n NewUser) (User, error) {
	n.Role = RoleAdmin
	u, err := s.newUser(ctx, n)
	if err != nil {
		return User{}, err
	}
	err = s.change(ctx, func(tx *gorm.DB) error {
		if err := s.lockUsers(ctx, tx); err != nil {
			return err
		}
		if count, err := from[User](tx).Count(ctx); err != nil || count > 0 {
			return errors.Join(err, ErrForbidden)
		}
		return s.addUser(ctx, tx, SystemActor, &u)
	})
	return u, wrap(err, "create first user")
}

// CreateUser makes an account.
func (s *Store) CreateUser(ctx context.Context, a Actor, n NewUser) (User, error) {
	if err := a.may(RoleAdmin); err != nil {
		return User{}, err
	}
	u, err := s.newUser(ctx, n)
	if err != nil {
		return User{}, err
	}
	err = s.change(ctx, func(tx *gorm.DB) error { return s.addUser(ctx, tx, a, &u) })
	if isDuplicate(err) {
		return User{}, invalid("email", "there is already an account with the address %s", u.Email)
	}
	return u, wrap(err, "create user")
}

func (s *Store) newUser(ctx context.Context, n NewUser) (User, error) {
	email, err := cleanEmail(n.Email)
	if err != nil {
		return User{}, err
	}
	if !n.Role.Valid() {
		return User{}, noRole(n.Role)
	}
	name := cleanLine(n.Name)
	if len(name) > 200 {
		return User{}, invalid("name", "the name is longer than 200 bytes")
	}
	hash, err := s.hashPassword(ctx, n.Password, email, name)
	return User{Email: email, Name: name, Role: n.Role, PasswordHash: hash, CreatedAt: s.now()}, err
}

// nameApart refuses a name that somebody has already: a verdict is signed by
// the name alone, on pages and in exports. Without a name the account gets the
// part of its address before the @, or all of it.
func nameApart(ctx context.Context, tx *gorm.DB, u *User) error {
	users, err := from[User](tx).Select("name").Find(ctx)
	if err != nil {
		return err
	}
	taken := func(name string) bool {
		return slices.ContainsFunc(users, func(o User) bool { return strings.EqualFold(o.Name, name) })
	}
	if u.Name == "" {
		if u.Name, _, _ = strings.Cut(u.Email, "@"); taken(u.Name) {
			u.Name = u.Email
		}
	}
	if taken(u.Name) {
		return invalid("name", "somebody here is called %s already: add what tells the two apart, since verdicts are signed with the name", u.Name)
	}
	return nil
}

func noRole(r Role) error {
	return invalid("role", "%q is no role: take viewer, reviewer, editor or admin", r)
}

func (s *Store) addUser(ctx context.Context, tx *gorm.DB, a Actor, u *User) error {
	if err := nameApart(ctx, tx, u); err != nil {
		return err
	}
	if err := from[User](tx).Create(ctx, u); err != nil {
		return err
	}
	return s.record(ctx, tx, a, "user.add", ids{"user": u.ID}, nil, u.shown())
}

func cleanEmail(email string) (string, error) {
	email = strings.ToLower(strings.TrimSpace(email))
	address, err := mail.ParseAddress(email)
	if err != nil || address.Address != email || len(email) > 254 || strings.ContainsAny(email, " \"") || email != cleanText(email) {
		return "", invalid("email", "%q is no e-mail address", cleanText(email))
	}
	return email, nil
}

// Users returns all accounts by name.
func (s *Store) Users(ctx context.Context, a Actor) ([]User, error) {
	if err := a.may(RoleViewer); err != nil {
		return nil, err
	}
	us, err := from[User](s.read).Order("name, id").Find(ctx)
	if a.may(RoleAdmin) != nil {
		us = withoutAccounts(us)
	}
	return us, wrap(err, "list users")
}

// withoutAccounts leaves what everybody may know of each other: the name, for
// filters by reviewer.
func withoutAccounts(us []User) []User {
	named := make([]User, len(us))
	for i, u := range us {
		named[i] = User{ID: u.ID, Name: u.Name, Role: u.Role}
	}
	return named
}

// User returns the account with the id. It serves sign-in, so it asks for no
// actor.
func (s *Store) User(ctx context.Context, id uint) (User, error) {
	u, err := from[User](s.read).Where("id = ?", id).Take(ctx)
	return u, wrap(err, "user %d", id)
}

// UserByEmail returns the account with the address.
func (s *Store) UserByEmail(ctx context.Context, a Actor, email string) (User, error) {
	if err := a.may(RoleAdmin); err != nil {
		return User{}, err
	}
	u, err := s.userWithEmail(ctx, email)
	return u, wrap(err, "user %s", cleanText(email))
}

func (s *Store) userWithEmail(ctx context.Context, email string) (User, error) {
	email = strings.ToLower(strings.TrimSpace(cleanText(email)))
	return from[User](s.read).Where("email = ?", email).Take(ctx)
}

// SetRole gives the user another role and ends the user's sessions.
func (s *Store) SetRole(ctx context.Context, a Actor, userID uint, role Role) error {
	if !role.Valid() {
		return noRole(role)
	}
	return s.changeUser(ctx, a, userID, "user.role", func(_ *gorm.DB, u *User) error {
		u.Role = role
		return nil
	})
}

// SetDisabled shuts the account, which ends the user's sessions, or opens it
// again.
func (s *Store) SetDisabled(ctx context.Context, a Actor, userID uint, disabled bool) error {
	command := "user.enable"
	if disabled {
		command = "user.disable"
	}
	return s.changeUser(ctx, a, userID, command, func(_ *gorm.DB, u *User) error {
		switch {
		case !disabled:
			u.DisabledAt = nil
		case u.DisabledAt == nil:
			at := s.now()
			u.DisabledAt = &at
		}
		return nil
	})
}

// SetPassword gives somebody a new password and ends the user's sessions.
func (s *Store) SetPassword(ctx context.Context, a Actor, userID uint, password string) error {
	if err := a.may(RoleAdmin); err != nil {
		return err
	}
	u, err := s.User(ctx, userID)
	if err != nil {
		return err
	}
	hash, err := s.hashPassword(ctx, password, u.Email, u.Name)
	if err != nil {
		return err
	}
	return s.changeUser(ctx, a, userID, "user.password", func(_ *gorm.DB, u *User) error {
		u.PasswordHash = hash
		return nil
	})
}

// ChangeOwnPassword is for the actor alone and needs the old password:
// ErrCredentials if it is wrong. It ends the user's sessions, this one too.
func (s *Store) ChangeOwnPassword(ctx context.Context, a Actor, old, new string) error {
	u, err := s.withPassword(ctx, a, old)
	if err != nil {
		return err
	}
	hash, err := s.hashPassword(ctx, new, u.Email, u.Name)
	if err != nil {
		return err
	}
	return s.saveUser(ctx, a, u.ID, "user.password", func(_ *gorm.DB, now *User) error {
		if now.PasswordHash != u.PasswordHash {
			return ErrCredentials
		}
		now.PasswordHash = hash
		return nil
	})
}

// withPassword returns the account of an actor who knows its password.
func (s *Store) withPassword(ctx context.Context, a Actor, password string) (User, error) {
	if err := a.inPerson(); err != nil {
		return User{}, err
	}
	u, err := s.User(ctx, a.UserID)
	if err != nil {
		return User{}, err
	}
	return u, s.comparePassword(ctx, u.PasswordHash, password)
}

func (s *Store) changeUser(ctx context.Context, a Actor, id uint, command string, edit func(*gorm.DB, *User) error) error {
	if err := a.may(RoleAdmin); err != nil {
		return err
	}
	return s.saveUser(ctx, a, id, command, edit)
}

// saveUser edits an account and ends its sessions. It never takes away the last
// admin; where there is none, every other change is possible all the same.
func (s *Store) saveUser(ctx context.Context, a Actor, id uint, command string, edit func(*gorm.DB, *User) error) error {
	err := s.change(ctx, func(tx *gorm.DB) error {
		if err := s.lockUsers(ctx, tx); err != nil {
			return err
		}
		u, err := from[User](tx).Where("id = ?", id).Take(ctx)
		if err != nil {
			return err
		}
		before, governed := u.shown(), u.governs()
		if err := edit(tx, &u); err != nil {
			return err
		}
		if err := endingSessions(tx, &u); err != nil {
			return err
		}
		if governed && !u.governs() {
			if err := keepAdmin(ctx, tx); err != nil {
				return err
			}
		}
		return s.record(ctx, tx, a, command, ids{"user": id}, before, u.shown())
	})
	return wrap(err, "%s %d", command, id)
}

// endingSessions writes what can change of an account. The epoch ends also the
// sessions that are being saved right now.
func endingSessions(tx *gorm.DB, u *User) error {
	err := tx.Exec("UPDATE users SET role = ?, password_hash = ?, disabled_at = ?, second_factor_at = ?, session_epoch = session_epoch + 1 WHERE id = ?",
		u.Role, u.PasswordHash, u.DisabledAt, u.SecondFactorAt, u.ID).Error
	if err != nil {
		return err
	}
	return tx.Exec("DELETE FROM sessions WHERE user_id = ?", u.ID).Error
}

// governs reports whether the user is an admin who can sign in.
func (u User) governs() bool { return u.Role == RoleAdmin && u.DisabledAt == nil }

func keepAdmin(ctx context.Context, tx *gorm.DB) error {
	admins, err := from[User](tx).Where("role = ? AND disabled_at IS NULL", RoleAdmin).Count(ctx)
	if err == nil && admins == 0 {
		err = invalid("role", "this is the last admin: make somebody else an admin first")
	}
	return err
}

// lockUsers makes changes of accounts follow one another where there are
// several writers. Without it two admins could each demote the other, or two
// first accounts be made.
func (s *Store) lockUsers(ctx context.Context, tx *gorm.DB) error {
	if s.dialect == dialectSQLite {
		return nil
	}
	return tx.WithContext(ctx).Exec("LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE").Error
}

// Authenticate returns the user with the e-mail address and password. An
// unknown address, a disabled account and a wrong password get the same
// ErrCredentials after the same work.
func (s *Store) Authenticate(ctx context.Context, email, password string) (User, error) {
	u, err := s.userWithEmail(ctx, email)
	unknown := errors.Is(err, gorm.ErrRecordNotFound)
	if err != nil && !unknown {
		return User{}, wrap(err, "sign in")
	}
	hash := u.PasswordHash
	if unknown {
		hash = nobodysHash
	}
	err = s.comparePassword(ctx, hash, password)
	if err == nil && (unknown || u.DisabledAt != nil) {
		err = ErrCredentials
	}
	if err != nil {
		return User{}, err
	}
	return u, nil
}

// SignInBlocked records that signing in to an account is held up for a while
// after many wrong passwords or codes. Of an address without an account there
// is nothing to say.
func (s *Store) SignInBlocked(ctx context.Context, email, address string) error {
	email = strings.ToLower(strings.TrimSpace(cleanText(email)))
	return wrap(s.change(ctx, func(tx *gorm.DB) error {
		u, err := from[User](tx).Where("email = ?", email).Take(ctx)
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		return s.record(ctx, tx, SystemActor, "user.blocked", ids{"user": u.ID}, nil, map[string]any{"address": shortened(address, 100)})
	}), "record blocked sign-in")
}
