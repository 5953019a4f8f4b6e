package models

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Change is a row of the audit log as the live pages need it: what was touched
// and by whom, never what was decided, which a second reviewer must not see.
type Change struct {
	Seq       uint
	Command   string // such as "claim.decide", "figure.conflict" or "article.finding"
	ActorID   uint   // 0 for the system
	Actor     string
	ArticleID uint   // 0 when no article was touched
	ClaimIDs  []uint // none when the command touched no claim

	ArticleIDs []uint // all that were touched: a conflict is between articles
	FigureIDs  []uint
}

const (
	feedPoll  = 500 * time.Millisecond // on SQLite, which tells nobody of changes
	feedAsk   = 30 * time.Second       // on PostgreSQL, should a notice get lost
	feedBatch = 500
)

// FeedEnd is the number of the newest change.
func (s *Store) FeedEnd(ctx context.Context) (uint, error) {
	seq, err := one[uint](s.read.WithContext(ctx), "SELECT seq FROM audit_head WHERE id = 1")
	return seq, wrap(err, "end of the feed")
}

// Follow calls each with the changes after number since, in their order and
// as they come, whichever instance made them, until the context ends. It
// returns the reason.
func (s *Store) Follow(ctx context.Context, since uint, each func([]Change)) error {
	wait, stop, err := s.feedBell(ctx)
	if err != nil {
		return wrap(err, "follow the feed")
	}
	defer stop()
	for {
		end, err := s.FeedEnd(ctx)
		for err == nil && since < end {
			var changes []Change
			if changes, err = s.changesSince(ctx, since); err == nil && len(changes) > 0 {
				since = changes[len(changes)-1].Seq
				each(changes)
			}
		}
		if err == nil {
			err = wait(ctx)
		}
		if err != nil {
			return wrap(err, "follow the feed after %d", since)
		}
	}
}

// feedBell returns what waits until there may be something new.
func (s *Store) feedBell(ctx context.Context) (wait func(context.Context) error, stop func(), err error) {
	if s.dialect != dialectPostgres {
		return func(ctx context.Context) error { return pause(ctx, feedPoll) }, func() {}, nil
	}
	db, err := s.read.DB()
	if err != nil {
		return nil, nil, err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, nil, err
	}
	_, err = conn.ExecContext(ctx, "LISTEN tallymark_feed")
	if err != nil {
		conn.Close()
		return nil, nil, err
	}
	wait = func(ctx context.Context) error {
		return conn.Raw(func(driver any) error {
			return notified(ctx, driver.(*stdlib.Conn).Conn())
		})
	}
	return wait, func() { forget(conn.Raw); conn.Close() }, nil
}

// forget closes the connection itself, so that the pool does not hand one that
// listens to somebody else.
func forget(raw func(func(any) error) error) {
	_ = raw(func(driver any) error {
		ctx, stop := context.WithTimeout(context.Background(), time.Second)
		defer stop()
		return driver.(*stdlib.Conn).Conn().Close(ctx)
	})
}

// notified returns when a notice came, or after a while without any.
func notified(ctx context.Context, conn *pgx.Conn) error {
	limited, stop := context.WithTimeout(ctx, feedAsk)
	defer stop()
	_, err := conn.WaitForNotification(limited)
	if limited.Err() != nil && ctx.Err() == nil {
		return nil
	}
	return err
}

// pause waits, unless the context ends before.
func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Changes are the changes after number since, the oldest first, and whether
// there are more than these.
func (s *Store) Changes(ctx context.Context, since uint) (changes []Change, more bool, err error) {
	changes, err = s.changesSince(ctx, since)
	return changes, len(changes) == feedBatch, wrap(err, "changes since %d", since)
}

func (s *Store) changesSince(ctx context.Context, since uint) ([]Change, error) {
	rows, err := s.read.WithContext(ctx).Raw("SELECT seq, command, COALESCE(actor_id, 0), actor, ids FROM audit WHERE seq > ? ORDER BY seq LIMIT ?", since, feedBatch).Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var changes []Change
	for rows.Next() {
		var c Change
		var touched JSON
		if err := rows.Scan(&c.Seq, &c.Command, &c.ActorID, &c.Actor, &touched); err != nil {
			return nil, err
		}
		if err := c.touch(touched); err != nil {
			return nil, err
		}
		changes = append(changes, c)
	}
	return changes, rows.Err()
}

// touch takes the article and the claims out of what a command touched.
func (c *Change) touch(touched JSON) error {
	var ids struct {
		Article uint   `json:"article"`
		Claim   uint   `json:"claim"`
		Claims  []uint `json:"claims"`

		Articles []uint `json:"articles"`
		Figure   uint   `json:"figure"`
		Figures  []uint `json:"figures"`
	}
	if err := json.Unmarshal(touched, &ids); err != nil {
		return fmt.Errorf("audit row %d: %w", c.Seq, err)
	}
	c.ArticleID, c.ClaimIDs, c.ArticleIDs, c.FigureIDs = ids.Article, ids.Claims, ids.Articles, ids.Figures
	if ids.Article != 0 {
		c.ArticleIDs = append(c.ArticleIDs, ids.Article)
	}
	if ids.Figure != 0 {
		c.FigureIDs = append(c.FigureIDs, ids.Figure)
	}
	if ids.Claim != 0 {
		c.ClaimIDs = append(c.ClaimIDs, ids.Claim)
	}
	return nil
}
