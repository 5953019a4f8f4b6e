package models

import (
	"context"
	"errors"
	"time"

	"github.com/alexedwards/scs/v2"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// session is what the web keeps of a visitor. Only a hash of the token is
// stored, so a copy of the database opens no session.
type session struct {
	Token     string `gorm:"primaryKey"`
	Data      []byte
	ExpiresAt int64 // seconds since 1970
}

func (session) TableName() string { return "sessions" }

type sessionStore struct{ s *Store }

// SessionStore keeps sessions in the database.
func (s *Store) SessionStore() scs.CtxStore { return sessionStore{s} }

// FindCtx returns the data of a session that has not run out.
func (st sessionStore) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	row, err := gorm.G[session](st.s.read).
		Where("token = ? AND expires_at > ?", hashOf(token), st.s.now().Unix()).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, false, nil
	}
	return row.Data, err == nil, wrap(err, "find session")
}

// CommitCtx saves a session, and clears away those that have run out.
func (st sessionStore) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	replace := clause.OnConflict{
		Columns:   []clause.Column{{Name: "token"}},
		DoUpdates: clause.AssignmentColumns([]string{"data", "expires_at"}),
	}
	return wrap(st.s.change(ctx, func(tx *gorm.DB) error {
		if _, err := gorm.G[session](tx).Where("expires_at <= ?", st.s.now().Unix()).Delete(ctx); err != nil {
			return err
		}
		return gorm.G[session](tx, replace).Create(ctx, &session{hashOf(token), data, expiry.Unix()})
	}), "save session")
}

// DeleteCtx ends a session.
func (st sessionStore) DeleteCtx(ctx context.Context, token string) error {
	return wrap(st.s.change(ctx, func(tx *gorm.DB) error {
		_, err := gorm.G[session](tx).Where("token = ?", hashOf(token)).Delete(ctx)
		return err
	}), "end session")
}

// Find is FindCtx without a context, which scs.Store asks for.
func (st sessionStore) Find(token string) ([]byte, bool, error) {
	return st.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context.
func (st sessionStore) Commit(token string, data []byte, expiry time.Time) error {
	return st.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx without a context.
func (st sessionStore) Delete(token string) error { return st.DeleteCtx(context.Background(), token) }
