package models

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"
)

// ChangePlace is a place in the feed of changes: all changes up to Seq, and of
// the one after it the claims up to Claim.
type ChangePlace struct{ Seq, Claim uint }

// String is the place as [ParseChangePlace] reads it: "41", or "41-7".
func (p ChangePlace) String() string {
	if p.Claim == 0 {
		return fmt.Sprint(p.Seq)
	}
	return fmt.Sprintf("%d-%d", p.Seq, p.Claim)
}

// ParseChangePlace reads what [ChangePlace.String] wrote.
func ParseChangePlace(s string) (p ChangePlace, ok bool) {
	if _, err := fmt.Sscanf(s, "%d-%d", &p.Seq, &p.Claim); err == nil && p.String() == s && max(p.Seq, p.Claim) < 1<<62 {
		return p, true
	}
	p = ChangePlace{}
	_, err := fmt.Sscanf(s, "%d", &p.Seq)
	return p, err == nil && p.String() == s && p.Seq < 1<<62
}

// ChangedClaims are claims that were added or touched after a place in the
// feed, as they stand now. There are more behind Next while More is true.
type ChangedClaims struct {
	Claims []Claim // with Article, its Outlet and DecidedBy, in the order of their numbers
	Next   ChangePlace
	More   bool
}

// ChangedClaims reads the claims that changed after a place in the feed. Limit
// 0 is 50, at most 200.
func (s *Store) ChangedClaims(ctx context.Context, a Actor, after ChangePlace, limit int) (c ChangedClaims, err error) {
	if err := a.may(RoleViewer); err != nil {
		return c, err
	}
	changes, err := s.changesSince(ctx, after.Seq)
	if err != nil {
		return c, wrap(err, "claims changed after %s", after)
	}
	c.Next, c.More = after, len(changes) == feedBatch
	err = s.snapshot(ctx, func(tx *gorm.DB) error {
		touched, err := c.collect(ctx, tx, changes, pageSize(limit))
		if err != nil {
			return err
		}
		c.Claims, err = from[Claim](tx).Preload("Article").Preload("Article.Outlet").Preload("DecidedBy").
			Where("id IN ?", touched).Order("id").Find(ctx)
		return err
	})
	return c, wrap(err, "claims changed after %s", after)
}

// collect goes through the changes until they touch as many claims as wanted.
func (c *ChangedClaims) collect(ctx context.Context, tx *gorm.DB, changes []Change, wanted int) (touched []uint, err error) {
	for i := range changes {
		ids, err := changes[i].claimsAfter(ctx, tx, c.Next.Claim, wanted+1)
		if err != nil {
			return nil, err
		}
		left := max(wanted-len(touched), 0)
		if len(ids) > left {
			if left > 0 {
				touched = append(touched, ids[:left]...)
				c.Next.Claim = ids[left-1]
			}
			c.More = true
			return touched, nil
		}
		touched = append(touched, ids...)
		slices.Sort(touched)
		touched = slices.Compact(touched)
		c.Next = ChangePlace{Seq: changes[i].Seq}
	}
	return touched, nil
}

// claimsAfter are the claims that a change touched, in the order of their
// numbers, those behind after and at most limit. A change of an article that
// names no claims, such as adding it, may be one of all of them.
func (c *Change) claimsAfter(ctx context.Context, tx *gorm.DB, after uint, limit int) (ids []uint, err error) {
	if len(c.ClaimIDs) == 0 && c.ArticleID != 0 {
		err = tx.WithContext(ctx).Raw("SELECT id FROM claims WHERE article_id = ? AND id > ? ORDER BY id LIMIT ?", c.ArticleID, after, limit).Scan(&ids).Error
		return ids, err
	}
	for _, id := range c.ClaimIDs {
		if id > after {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// FeedAt is the number of the last change before t. The log is in the order of
// time, so that a few looks find it.
func (s *Store) FeedAt(ctx context.Context, t time.Time) (uint, error) {
	low := uint(0)
	high, err := s.FeedEnd(ctx)
	for err == nil && low < high {
		middle := (low + high + 1) / 2
		var at time.Time
		err = s.read.WithContext(ctx).Raw("SELECT at FROM audit WHERE seq = ?", middle).Row().Scan(&at)
		if at.Before(t) {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return low, wrap(err, "change at a time")
}
