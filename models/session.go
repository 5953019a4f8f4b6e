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
	ID        uint
	Token     string
	UserID    *uint // nil before sign-in
	Address   string
	Agent     string
	CreatedAt time.Time
	SeenAt    time.Time
	Data      []byte
	ExpiresAt int64 // seconds since 1970
}

func (session) TableName() string { return "sessions" }

// Visit says who is behind a request and from where. The session store learns
// it from the context.
type Visit struct {
	Actor   Actor
	Address string
	Agent   string // as the browser calls itself
	Begins  bool   // the session that is saved begins with this request
}

type visitKey struct{}

// WithVisit returns a context that tells the session store of v.
func WithVisit(ctx context.Context, v Visit) context.Context {
	return context.WithValue(ctx, visitKey{}, v)
}

func visitIn(ctx context.Context) Visit {
	v, _ := ctx.Value(visitKey{}).(Visit)
	return v
}

// row is a new session of the visit.
func (v Visit) row(token string, data []byte, expiry, now time.Time) *session {
	return &session{
		Token: hashOf(token), UserID: v.Actor.userID(), Address: shortened(v.Address, 100), Agent: shortened(v.Agent, 400),
		CreatedAt: now, SeenAt: now, Data: data, ExpiresAt: expiry.Unix(),
	}
}

func shortened(s string, most int) string {
	s = cleanLine(s)
	if len(s) > most {
		s = cleanText(s[:most])
	}
	return s
}

type sessionStore struct{ s *Store }

// SessionStore keeps sessions in the database.
func (s *Store) SessionStore() scs.CtxStore { return sessionStore{s} }

// FindCtx returns the data of a session that has not run out.
func (st sessionStore) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	now := st.s.now()
	row, err := from[session](st.s.read).
		Where("token = ? AND expires_at > ?", hashOf(token), now.Unix()).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, false, nil
	}
	if err == nil && row.UserID != nil && now.Sub(row.SeenAt) >= seenEvery {
		v := visitIn(ctx).row("", nil, now, now)
		st.s.note("UPDATE sessions SET seen_at = ?, address = ?, agent = ? WHERE id = ?", now, v.Address, v.Agent, row.ID)
	}
	return row.Data, err == nil, wrap(err, "find session")
}

// CommitCtx saves a session, and clears away those that have run out.
func (st sessionStore) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	return wrap(st.s.change(ctx, func(tx *gorm.DB) error {
		now := st.s.now()
		if _, err := from[session](tx).Where("expires_at <= ?", now.Unix()).Delete(ctx); err != nil {
			return err
		}
		v := visitIn(ctx)
		row := v.row(token, data, expiry, now)
		switch {
		case v.Begins:
			return st.begin(ctx, tx, v, row)
		case row.UserID != nil:
			// Not an insert: a session that was ended elsewhere during this
			// request stays ended.
			return tx.Exec("UPDATE sessions SET data = ?, expires_at = ? WHERE token = ?", data, row.ExpiresAt, row.Token).Error
		}
		replace := clause.OnConflict{
			Columns:   []clause.Column{{Name: "token"}},
			DoUpdates: clause.AssignmentColumns([]string{"data", "expires_at"}),
		}
		return from[session](tx, replace).Create(ctx, row)
	}), "save session")
}

// begin is the sign-in, as far as the log is concerned.
func (st sessionStore) begin(ctx context.Context, tx *gorm.DB, v Visit, row *session) error {
	if err := from[session](tx).Create(ctx, row); err != nil {
		return err
	}
	return st.s.record(ctx, tx, v.Actor, "session.begin", ids{"session": row.ID, "user": v.Actor.UserID}, nil, row.shown())
}

func (row *session) shown() map[string]any {
	return map[string]any{"address": row.Address, "agent": row.Agent}
}

// DeleteCtx ends a session.
func (st sessionStore) DeleteCtx(ctx context.Context, token string) error {
	return wrap(st.s.change(ctx, func(tx *gorm.DB) error {
		row, err := from[session](tx).Where("token = ?", hashOf(token)).Take(ctx)
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		return st.s.endSession(ctx, tx, visitIn(ctx).Actor, &row)
	}), "end session")
}

func (s *Store) endSession(ctx context.Context, tx *gorm.DB, a Actor, row *session) error {
	n, err := from[session](tx).Where("id = ?", row.ID).Delete(ctx)
	if err != nil || n == 0 || row.UserID == nil {
		return err
	}
	return s.record(ctx, tx, a, "session.end", ids{"session": row.ID, "user": *row.UserID}, row.shown(), nil)
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

// Session is one place where a person is signed in.
type Session struct {
	ID        uint
	Address   string
	Agent     string
	CreatedAt time.Time
	SeenAt    time.Time // right to a few minutes
	Current   bool      // the one that asks
}

// Sessions returns where the actor is signed in, the latest seen first. token
// is that of the session that asks.
func (s *Store) Sessions(ctx context.Context, a Actor, token string) ([]Session, error) {
	if err := a.inPerson(); err != nil {
		return nil, err
	}
	rows, err := from[session](s.read).Select("id", "token", "address", "agent", "created_at", "seen_at").
		Where("user_id = ? AND expires_at > ?", a.UserID, s.now().Unix()).Order("seen_at DESC, id DESC").Find(ctx)
	own, list := hashOf(token), make([]Session, len(rows))
	for i, row := range rows {
		list[i] = Session{row.ID, row.Address, row.Agent, row.CreatedAt, row.SeenAt, row.Token == own}
	}
	return list, wrap(err, "list sessions")
}

// EndSession signs the actor out in one place. Other people's sessions are not
// found.
func (s *Store) EndSession(ctx context.Context, a Actor, id uint) error {
	if err := a.inPerson(); err != nil {
		return err
	}
	return wrap(s.change(ctx, func(tx *gorm.DB) error {
		row, err := from[session](tx).Where("id = ? AND user_id = ?", id, a.UserID).Take(ctx)
		if err != nil {
			return err
		}
		return s.endSession(ctx, tx, a, &row)
	}), "end session %d", id)
}

// EndSessions signs the actor out everywhere, here too.
func (s *Store) EndSessions(ctx context.Context, a Actor) error {
	if err := a.inPerson(); err != nil {
		return err
	}
	return s.saveUser(ctx, a, a.UserID, "session.end_all", func(*gorm.DB, *User) error { return nil })
}
