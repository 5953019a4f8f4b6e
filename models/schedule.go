package models

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Schedule says when the page of an article is read again.
type Schedule struct {
	ArticleID uint       `gorm:"primaryKey;autoIncrement:false"`
	Since     time.Time  // what the pauses are counted from
	NextAt    *time.Time // nil if it is switched off, or has come to its end
	ReadAt    *time.Time // the last time
	Failures  int        // since the last reading that went well
	Problem   string     // of the last reading
}

// TableName is the table of schedules.
func (Schedule) TableName() string { return "schedules" }

// pauses are how long to wait between two readings of a page of such an age. A
// text changes most in its first hours, and is corrected for a year.
var pauses = []struct{ age, pause time.Duration }{
	{3 * time.Hour, 15 * time.Minute},
	{24 * time.Hour, time.Hour},
	{7 * 24 * time.Hour, 3 * time.Hour},
	{60 * 24 * time.Hour, 24 * time.Hour},
	{365 * 24 * time.Hour, 30 * 24 * time.Hour},
}

const (
	longestPause = 30 * 24 * time.Hour
	mostFailures = 10 // in a row, after which the page is left alone
)

// next is the time of the reading after one at now, nil where there is none:
// after a year, and where the page could not be read many times. A page that
// cannot be read is left in peace for longer each time.
func (c *Schedule) next(now time.Time) *time.Time {
	if c.Failures >= mostFailures {
		return nil
	}
	for _, p := range pauses {
		if now.Sub(c.Since) < p.age {
			at := now.Add(min(p.pause<<c.Failures, longestPause))
			return &at
		}
	}
	return nil
}

// scheduleNew lets the page of an article that was read from its address be
// read again by itself. A text that somebody pasted is not compared with a page
// that it may not have come from.
func (s *Store) scheduleNew(ctx context.Context, tx *gorm.DB, art *Article, v *Version) error {
	if v.HTTPStatus == 0 || art.CanonicalURL == nil {
		return nil
	}
	c := Schedule{ArticleID: art.ID, Since: v.FetchedAt, ReadAt: &v.FetchedAt}
	if p := art.PublishedAt; p != nil && p.Before(c.Since) {
		c.Since = *p
	}
	c.NextAt = c.next(s.now())
	return from[Schedule](tx).Create(ctx, &c)
}

// ScheduleOf returns the schedule of an article; one that never had any is
// switched off.
func (s *Store) ScheduleOf(ctx context.Context, a Actor, article uint) (Schedule, error) {
	if err := a.may(RoleViewer); err != nil {
		return Schedule{}, err
	}
	var c Schedule
	err := s.snapshot(ctx, func(tx *gorm.DB) (err error) {
		if _, err = from[Article](tx).Select("id").Where("id = ?", article).Take(ctx); err != nil {
			return err
		}
		c, err = from[Schedule](tx).Where("article_id = ?", article).Take(ctx)
		if errors.Is(err, gorm.ErrRecordNotFound) {
			c, err = Schedule{ArticleID: article}, nil
		}
		return err
	})
	return c, wrap(err, "schedule of article %d", article)
}

// SetSchedule switches the reading of an article's page on, anew from now, or
// off.
func (s *Store) SetSchedule(ctx context.Context, a Actor, article uint, on bool) error {
	if err := a.may(RoleReviewer); err != nil {
		return err
	}
	err := s.change(ctx, func(tx *gorm.DB) error {
		art, err := from[Article](tx, clause.Locking{Strength: "UPDATE"}).Where("id = ?", article).Take(ctx)
		if err != nil {
			return err
		}
		if art.CanonicalURL == nil {
			return invalid("url", "the article has no address, so there is no page to read")
		}
		was, err := from[Schedule](tx).Where("article_id = ?", article).Take(ctx)
		if err != nil && !errors.Is(err, gorm.ErrRecordNotFound) {
			return err
		}
		c := Schedule{ArticleID: article, Since: s.now(), ReadAt: was.ReadAt}
		if on {
			c.NextAt = c.next(s.now())
		}
		if on == (was.NextAt != nil) {
			return nil
		}
		if err := from[Schedule](tx, clause.OnConflict{UpdateAll: true}).Create(ctx, &c); err != nil {
			return err
		}
		return s.record(ctx, tx, a, "schedule.set", ids{"article": article}, map[string]bool{"on": !on}, map[string]bool{"on": on})
	})
	return wrap(err, "schedule of article %d", article)
}

// PageRead notes that the page of an article was read by its schedule, and why
// it could not be if problem is not "", and sets the time of the next reading.
func (s *Store) PageRead(ctx context.Context, article uint, problem string) error {
	err := s.change(ctx, func(tx *gorm.DB) error {
		c, err := from[Schedule](tx, clause.Locking{Strength: "UPDATE"}).Where("article_id = ?", article).Take(ctx)
		if errors.Is(err, gorm.ErrRecordNotFound) || err == nil && c.NextAt == nil {
			return nil // switched off meanwhile
		}
		if err != nil {
			return err
		}
		now := s.now()
		if c.Failures++; problem == "" {
			c.Failures = 0
		}
		c.ReadAt = &now
		return tx.WithContext(ctx).Exec("UPDATE schedules SET next_at = ?, read_at = ?, failures = ?, problem = ? WHERE article_id = ?",
			c.next(now), c.ReadAt, c.Failures, within(problem, longestTitle), article).Error
	})
	return wrap(err, "note that article %d was read", article)
}

const (
	dueBatch = 200
	// dueAgain is when a reading is due again that was never noted as done.
	dueAgain = time.Hour
)

// due is what has a next time, and the task that is due then.
var dues = []struct {
	task       Task
	table, key string
}{
	{TaskRead, "schedules", "article_id"},
	{TaskFeed, "news_feeds", "id"},
}

// QueueDue puts what is due by a schedule into the queue of jobs.
func (s *Store) QueueDue(ctx context.Context) error {
	for _, d := range dues {
		for {
			var n int
			waits, err := one[int](s.read.WithContext(ctx), "SELECT COUNT(*) FROM (SELECT 1 FROM "+d.table+" WHERE next_at <= ? LIMIT 1) AS due", s.now())
			if err == nil && waits > 0 {
				err = s.change(ctx, func(tx *gorm.DB) (err error) {
					n, err = s.queueDue(ctx, tx, d.task, d.table, d.key)
					return err
				})
			}
			if err != nil {
				return wrap(err, "queue what is due of %s", d.table)
			}
			if n < dueBatch {
				break
			}
		}
	}
	return nil
}

func (s *Store) queueDue(ctx context.Context, tx *gorm.DB, task Task, table, key string) (int, error) {
	query := "SELECT " + key + " FROM " + table + " WHERE next_at <= ? ORDER BY next_at, " + key + " LIMIT ?"
	if s.dialect == dialectPostgres {
		query += " FOR UPDATE SKIP LOCKED" // another program has them
	}
	now := s.now()
	var due []uint
	if err := tx.WithContext(ctx).Raw(query, now, dueBatch).Scan(&due).Error; err != nil || len(due) == 0 {
		return 0, err
	}
	if err := s.queue.add(ctx, tx, task, due...); err != nil {
		return 0, err
	}
	return len(due), tx.WithContext(ctx).Exec("UPDATE "+table+" SET next_at = ? WHERE "+key+" IN ?", now.Add(dueAgain), due).Error
}
