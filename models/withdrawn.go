package models

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"
)

// WhyWithdrawn says why a claim no longer is what an export said.
type WhyWithdrawn string

// The reasons, the gravest first: a claim has the first that fits.
const (
	WithdrawnGone    WhyWithdrawn = "gone"    // the claim was removed
	WithdrawnStale   WhyWithdrawn = "stale"   // the text of its article changed, or the engine finds it no more
	WithdrawnStatus  WhyWithdrawn = "status"  // it has another status
	WithdrawnChanged WhyWithdrawn = "changed" // the same status, of another figure: what it states was mended
)

// WithdrawnClaim is a claim of an export that no longer holds.
type WithdrawnClaim struct {
	ClaimID  uint
	Sent     Status // verified or disputed
	Revision int    // as sent
	Why      WhyWithdrawn
	Claim    *Claim    // as it stands now, with Article and its Outlet; nil if it is gone
	At       time.Time // of the last verdict, edit or reading since
}

// Withdrawn are the claims of an export that went out as verified or disputed
// and are so no more.
type Withdrawn struct {
	Export Export // with User
	Known  bool   // false for an export made before claims were kept with exports
	Claims int    // in the export
	Total  int    // of those that no longer hold
	Page   []WithdrawnClaim
	Next   string // cursor of the next page, "" on the last
}

// Withdrawn compares what an export sent with what stands now. Limit
// 0 is 50, at most 200.
func (s *Store) Withdrawn(ctx context.Context, a Actor, id uint, cursor string, limit int) (w Withdrawn, err error) {
	if err := a.may(RoleViewer); err != nil {
		return w, err
	}
	after, err := parseCursor(cursor)
	if err != nil {
		return w, err
	}
	err = s.snapshot(ctx, func(tx *gorm.DB) (err error) {
		if w.Export, err = from[Export](tx).Preload("User").Where("id = ?", id).Take(ctx); err != nil {
			return err
		}
		all, err := w.compare(ctx, tx)
		if err != nil {
			return err
		}
		w.cut(all, after, pageSize(limit))
		return w.fill(ctx, tx)
	})
	return w, wrap(err, "withdrawn since export %d", id)
}

// compare finds all claims that no longer hold, in the order of their numbers.
func (w *Withdrawn) compare(ctx context.Context, tx *gorm.DB) (all []WithdrawnClaim, err error) {
	parts, err := from[exportedPart](tx).Where("export_id = ?", w.Export.ID).Order("part").Find(ctx)
	if err != nil {
		return nil, err
	}
	w.Known = len(parts) > 0 || w.Export.Rows == 0
	for i := range parts {
		sent, err := parts[i].unpack()
		if err != nil {
			return nil, err
		}
		w.Claims += len(sent)
		sent = slices.DeleteFunc(sent, func(c exportedClaim) bool { return !c.holds() })
		now, err := standingOf(ctx, tx, sent)
		if err != nil {
			return nil, err
		}
		for i := range sent {
			if why := sent[i].against(now); why != "" {
				all = append(all, WithdrawnClaim{ClaimID: sent[i].id, Sent: sent[i].status, Revision: sent[i].revision, Why: why})
			}
		}
	}
	slices.SortFunc(all, func(a, b WithdrawnClaim) int { return int(a.ClaimID) - int(b.ClaimID) })
	return all, nil
}

// standingNow is what tells whether a claim still holds.
type standingNow struct {
	status Status
	stale  bool
	reset  int // the revision on which what it states was changed last, -1 if never
}

func standingOf(ctx context.Context, tx *gorm.DB, sent []exportedClaim) (map[uint]standingNow, error) {
	now := make(map[uint]standingNow, len(sent))
	if len(sent) == 0 {
		return now, nil
	}
	numbers := make([]uint, len(sent))
	for i := range sent {
		numbers[i] = sent[i].id
	}
	rows, err := tx.WithContext(ctx).Raw(`SELECT id, status, stale, COALESCE((SELECT MAX(revision) FROM edits WHERE claim_id = claims.id AND resets), -1)
		FROM claims WHERE id IN ?`, numbers).Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id uint
		var c standingNow
		if err := rows.Scan(&id, &c.status, &c.stale, &c.reset); err != nil {
			return nil, err
		}
		now[id] = c
	}
	return now, rows.Err()
}

// against says why what was sent no longer holds, "" if it does. An edit is
// numbered by the revision that it was made on.
func (c *exportedClaim) against(now map[uint]standingNow) WhyWithdrawn {
	stands, there := now[c.id]
	switch {
	case !there:
		return WithdrawnGone
	case stands.stale:
		return WithdrawnStale
	case stands.status != c.status:
		return WithdrawnStatus
	case stands.reset >= c.revision:
		return WithdrawnChanged
	}
	return ""
}

// cut keeps the page of all.
func (w *Withdrawn) cut(all []WithdrawnClaim, after uint, limit int) {
	w.Total = len(all)
	first, _ := slices.BinarySearchFunc(all, after+1, func(c WithdrawnClaim, id uint) int { return int(c.ClaimID) - int(id) })
	w.Page = all[first:]
	if len(w.Page) > limit {
		w.Page = slices.Clip(w.Page[:limit])
		w.Next = makeCursor(w.Page[limit-1].ClaimID)
	}
}

// fill adds the claims of the page as they stand now, and since when.
func (w *Withdrawn) fill(ctx context.Context, tx *gorm.DB) error {
	numbers := make([]uint, len(w.Page))
	for i := range w.Page {
		numbers[i] = w.Page[i].ClaimID
	}
	claims, err := from[Claim](tx).Preload("Article").Preload("Article.Outlet").Where("id IN ?", numbers).Find(ctx)
	if err != nil {
		return err
	}
	since, err := lastTouched(ctx, tx, claims)
	if err != nil {
		return err
	}
	by := make(map[uint]*Claim, len(claims))
	for i := range claims {
		by[claims[i].ID] = &claims[i]
	}
	for i := range w.Page {
		c := &w.Page[i]
		c.Claim, c.At = by[c.ClaimID], w.Export.CreatedAt
		if t := since[c.ClaimID]; t.After(c.At) {
			c.At = t
		}
	}
	return nil
}

// lastTouched is when each claim got its last verdict or edit, and a stale one
// the last version of its article.
func lastTouched(ctx context.Context, tx *gorm.DB, claims []Claim) (map[uint]time.Time, error) {
	var numbers, articles []uint
	for i := range claims {
		numbers = append(numbers, claims[i].ID)
		if claims[i].Stale {
			articles = append(articles, claims[i].ArticleID)
		}
	}
	decisions, err := from[Decision](tx).Select("claim_id", "created_at").Where("claim_id IN ?", numbers).Find(ctx)
	if err != nil {
		return nil, err
	}
	edits, err := from[Edit](tx).Select("claim_id", "created_at").Where("claim_id IN ?", numbers).Find(ctx)
	if err != nil {
		return nil, err
	}
	versions, err := from[Version](tx).Select("article_id", "fetched_at").Where("article_id IN ?", articles).Find(ctx)
	if err != nil {
		return nil, err
	}
	last, read := map[uint]time.Time{}, map[uint]time.Time{}
	for i := range decisions {
		later(last, decisions[i].ClaimID, decisions[i].CreatedAt)
	}
	for i := range edits {
		later(last, edits[i].ClaimID, edits[i].CreatedAt)
	}
	for i := range versions {
		later(read, versions[i].ArticleID, versions[i].FetchedAt)
	}
	for i := range claims {
		if claims[i].Stale {
			later(last, claims[i].ID, read[claims[i].ArticleID])
		}
	}
	return last, nil
}

func later(last map[uint]time.Time, id uint, t time.Time) {
	if t.After(last[id]) {
		last[id] = t
	}
}
