package models

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"errors"
	"strings"
	"time"

	"github.com/pquerna/otp/totp"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

const (
	codePeriod    = 30 * time.Second // of RFC 6238; apps know no other
	recoveryCodes = 10
)

// secondFactor is the secret that a person's app shares with the store. It
// stands apart from [User], so that nothing that shows users can show it.
type secondFactor struct {
	UserID    uint `gorm:"primaryKey;autoIncrement:false"`
	Secret    string
	LastStep  int64 // of the newest code that was taken
	CreatedAt time.Time
}

// recoveryCode stands in for the app, once. Only its hash is kept.
type recoveryCode struct {
	ID       uint
	UserID   uint
	CodeHash string
	UsedAt   *time.Time
}

// FactorKey is what an authenticator app has to be told.
type FactorKey struct {
	Secret string // base32, to type
	URI    string // otpauth, for the picture
}

// BeginSecondFactor makes a new secret, which asks for nothing at sign-in
// until it is confirmed.
func (s *Store) BeginSecondFactor(ctx context.Context, a Actor) error {
	if err := a.inPerson(); err != nil {
		return err
	}
	u, err := s.User(ctx, a.UserID)
	if err != nil {
		return err
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: "Tallymark", AccountName: u.Email})
	if err != nil {
		return wrap(err, "make a secret")
	}
	replace := clause.OnConflict{
		Columns:   []clause.Column{{Name: "user_id"}},
		DoUpdates: clause.AssignmentColumns([]string{"secret", "last_step", "created_at"}),
	}
	return wrap(s.change(ctx, func(tx *gorm.DB) error {
		if err := s.lockUsers(ctx, tx); err != nil {
			return err
		}
		if on, err := from[User](tx).Where("id = ? AND second_factor_at IS NOT NULL", u.ID).Count(ctx); err != nil || on > 0 {
			return errors.Join(err, ErrConflict)
		}
		row := secondFactor{UserID: u.ID, Secret: key.Secret(), CreatedAt: s.now()}
		if err := from[secondFactor](tx, replace).Create(ctx, &row); err != nil {
			return err
		}
		return s.record(ctx, tx, a, "second_factor.begin", ids{"user": u.ID}, nil, nil)
	}), "begin second factor")
}

// FactorKey returns the actor's secret as long as it is not confirmed, else
// ErrNotFound: from then on only the app has it.
func (s *Store) FactorKey(ctx context.Context, a Actor) (FactorKey, error) {
	if err := a.inPerson(); err != nil {
		return FactorKey{}, err
	}
	u, err := s.User(ctx, a.UserID)
	if err != nil {
		return FactorKey{}, err
	}
	if u.SecondFactorAt != nil {
		return FactorKey{}, wrap(ErrNotFound, "secret of user %d", u.ID)
	}
	row, err := from[secondFactor](s.read).Where("user_id = ?", u.ID).Take(ctx)
	if err != nil {
		return FactorKey{}, wrap(err, "secret of user %d", u.ID)
	}
	raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(row.Secret)
	if err != nil {
		return FactorKey{}, wrap(err, "secret of user %d", u.ID)
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: "Tallymark", AccountName: u.Email, Secret: raw})
	if err != nil {
		return FactorKey{}, wrap(err, "secret of user %d", u.ID)
	}
	return FactorKey{row.Secret, key.URL()}, nil
}

// ConfirmSecondFactor switches the second factor on, for who knows the
// password (else ErrCredentials) and has a code of the new secret (else
// ErrCode). It returns the recovery codes, which are never told again, and
// ends the actor's sessions, this one too.
func (s *Store) ConfirmSecondFactor(ctx context.Context, a Actor, password, code string) (recovery []string, err error) {
	u, err := s.withPassword(ctx, a, password)
	if err != nil {
		return nil, err
	}
	err = s.saveUser(ctx, a, u.ID, "second_factor.on", func(tx *gorm.DB, u *User) error {
		if u.SecondFactorAt != nil {
			return ErrConflict
		}
		if err := s.takeCode(ctx, tx, u.ID, code); err != nil {
			return err
		}
		at := s.now()
		u.SecondFactorAt = &at
		recovery, err = newRecoveryCodes(ctx, tx, u.ID)
		return err
	})
	return recovery, err
}

// CheckSecondFactor takes a code of the user's app, or a recovery code, each
// once; else it is ErrCode. It serves sign-in, so it asks for no actor.
func (s *Store) CheckSecondFactor(ctx context.Context, u User, code string) error {
	code = plainCode(code)
	return wrap(s.change(ctx, func(tx *gorm.DB) error {
		if len(code) == 6 {
			// The sign-in that follows is what the log tells of.
			return s.takeCode(ctx, tx, u.ID, code)
		}
		spent := tx.Exec("UPDATE recovery_codes SET used_at = ? WHERE user_id = ? AND code_hash = ? AND used_at IS NULL", s.now(), u.ID, hashOf(code))
		if spent.Error != nil {
			return spent.Error
		}
		if spent.RowsAffected == 0 {
			return ErrCode
		}
		return s.record(ctx, tx, u.Actor(), "second_factor.recovery", ids{"user": u.ID}, nil, nil)
	}), "second factor of user %d", u.ID)
}

// plainCode is a code without the spaces and dashes it may be written with.
func plainCode(code string) string {
	if len(code) > 100 {
		return ""
	}
	return strings.ToLower(strings.NewReplacer(" ", "", "-", "").Replace(cleanLine(code)))
}

// takeCode takes a code of the app if it is later than all that were taken.
func (s *Store) takeCode(ctx context.Context, tx *gorm.DB, userID uint, code string) error {
	row, err := from[secondFactor](tx).Where("user_id = ?", userID).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return ErrCode
	}
	if err != nil {
		return err
	}
	step, ok, err := stepOf(row.Secret, plainCode(code), s.now())
	if err != nil || !ok {
		return errors.Join(err, ErrCode)
	}
	taken := tx.Exec("UPDATE second_factors SET last_step = ? WHERE user_id = ? AND last_step < ?", step, userID, step)
	if taken.Error == nil && taken.RowsAffected == 0 {
		return ErrCode
	}
	return taken.Error
}

// stepOf is the time step whose code it is: that of now, or one beside it, for
// clocks that differ and people who type slowly.
func stepOf(secret, code string, now time.Time) (step int64, ok bool, err error) {
	for _, off := range []time.Duration{-codePeriod, 0, codePeriod} {
		at := now.Add(off)
		want, err := totp.GenerateCode(secret, at)
		if err != nil {
			return 0, false, err
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			step, ok = at.Unix()/int64(codePeriod/time.Second), true
		}
	}
	return step, ok, nil
}

// newRecoveryCodes replaces the user's codes by new ones. Each has 80 random
// bits, so that a plain hash gives none away.
func newRecoveryCodes(ctx context.Context, tx *gorm.DB, userID uint) ([]string, error) {
	if _, err := from[recoveryCode](tx).Where("user_id = ?", userID).Delete(ctx); err != nil {
		return nil, err
	}
	codes, rows := make([]string, recoveryCodes), make([]recoveryCode, recoveryCodes)
	for i := range codes {
		var b [10]byte
		rand.Read(b[:]) // never fails
		code := strings.ToLower(base32.StdEncoding.EncodeToString(b[:]))
		rows[i] = recoveryCode{UserID: userID, CodeHash: hashOf(code)}
		codes[i] = code[:4] + "-" + code[4:8] + "-" + code[8:12] + "-" + code[12:]
	}
	return codes, from[recoveryCode](tx).CreateInBatches(ctx, &rows, recoveryCodes)
}

// RecoveryCodesLeft returns how many of the actor's codes are not used yet.
func (s *Store) RecoveryCodesLeft(ctx context.Context, a Actor) (int, error) {
	if err := a.inPerson(); err != nil {
		return 0, err
	}
	n, err := from[recoveryCode](s.read).Where("user_id = ? AND used_at IS NULL", a.UserID).Count(ctx)
	return int(n), wrap(err, "count recovery codes")
}

// RenewRecoveryCodes makes new codes, and the old ones worthless, for who
// knows the password.
func (s *Store) RenewRecoveryCodes(ctx context.Context, a Actor, password string) (codes []string, err error) {
	u, err := s.withPassword(ctx, a, password)
	if err != nil {
		return nil, err
	}
	err = s.change(ctx, func(tx *gorm.DB) error {
		if err := s.lockUsers(ctx, tx); err != nil {
			return err
		}
		if on, err := from[User](tx).Where("id = ? AND second_factor_at IS NOT NULL", u.ID).Count(ctx); err != nil || on == 0 {
			return errors.Join(err, errNoFactor)
		}
		if codes, err = newRecoveryCodes(ctx, tx, u.ID); err != nil {
			return err
		}
		return s.record(ctx, tx, a, "second_factor.codes", ids{"user": u.ID}, nil, nil)
	})
	return codes, wrap(err, "renew recovery codes")
}

// SwitchOffSecondFactor needs the password. It ends the actor's sessions, this
// one too.
func (s *Store) SwitchOffSecondFactor(ctx context.Context, a Actor, password string) error {
	u, err := s.withPassword(ctx, a, password)
	if err != nil {
		return err
	}
	return s.saveUser(ctx, a, u.ID, "second_factor.off", dropFactor)
}

// ResetSecondFactor switches off somebody's second factor, for an admin, when
// the app and the recovery codes are lost. It ends the user's sessions.
func (s *Store) ResetSecondFactor(ctx context.Context, a Actor, userID uint) error {
	return s.changeUser(ctx, a, userID, "second_factor.reset", dropFactor)
}

var errNoFactor = invalid("second_factor", "the second factor of this account is not switched on")

func dropFactor(tx *gorm.DB, u *User) error {
	if u.SecondFactorAt == nil {
		return errNoFactor
	}
	u.SecondFactorAt = nil
	for _, table := range []string{"recovery_codes", "second_factors"} {
		if err := tx.Exec("DELETE FROM "+table+" WHERE user_id = ?", u.ID).Error; err != nil {
			return err
		}
	}
	return nil
}
