package models

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"
)

// Tab is a part of the review queue.
type Tab string

// The tabs.
const (
	TabMine     Tab = "mine"     // assigned to the reader
	TabAll      Tab = "all"      // nobody has decided
	TabSecond   Tab = "second"   // one person has decided, another has to
	TabTrouble  Tab = "trouble"  // in conflict, in a finding, stale, or reviewers disagree
	TabEvidence Tab = "evidence" // somebody looked and said what is missing
)

// Tabs lists the tabs in the order of the page.
var Tabs = []Tab{TabMine, TabAll, TabSecond, TabTrouble, TabEvidence}

// Valid reports whether t is one of [Tabs].
func (t Tab) Valid() bool { return t.condition() != "" }

// Label is the tab as people read it.
func (t Tab) Label() string {
	switch t {
	case TabMine:
		return "Mine"
	case TabAll:
		return "All"
	case TabSecond:
		return "Second checks"
	case TabTrouble:
		return "Conflicts and findings"
	case TabEvidence:
		return "Needs evidence"
	}
	return string(t)
}

// condition is what claims of the tab have in common. It begins word for word
// as the tab's index: otherwise neither database uses it. An
// expression instead of the bare status keeps them off the index of statuses, by which they would read
// and sort every claim that waits.
func (t Tab) condition() string {
	switch t {
	case TabMine:
		return "c.checkable AND NOT c.stale AND c.status IN ('unreviewed', 'needs_evidence') AND c.assigned_to_id IS NOT NULL"
	case TabAll:
		return "c.checkable AND NOT c.stale AND c.status || '' = 'unreviewed' AND NOT c.second_check AND NOT c.disagreement"
	case TabSecond:
		return "c.checkable AND NOT c.stale AND c.second_check"
	case TabTrouble:
		return "c.checkable AND (c.conflict_flag OR c.math_flag OR c.stale OR c.disagreement)"
	case TabEvidence:
		return "c.checkable AND NOT c.stale AND c.status || '' = 'needs_evidence'"
	}
	return ""
}

// queue is what one person may be sent to in one tab.
type queue struct {
	tab   Tab
	user  uint
	now   time.Time
	where []string
	args  []any
}

func (q *queue) and(condition string, args ...any) *queue {
	q.where, q.args = append(q.where, condition), append(q.args, args...)
	return q
}

// sql is a query over the claims of the queue, called c.
func (q *queue) sql(columns, order string) string {
	return "SELECT " + columns + " FROM claims c WHERE " + strings.Join(q.where, " AND ") + " ORDER BY " + order
}

// The order of the queue: articles stand where their most pressing claim does.
const queueOrder = "c.priority DESC, c.article_id, c.number_start"

// newQueue holds every claim of the tab that the actor can decide on, whoever
// has it.
func newQueue(tab Tab, a Actor, now time.Time) *queue {
	q := &queue{tab: tab, user: a.UserID, now: now}
	q.and(tab.condition())
	switch tab {
	case TabMine:
		q.and("c.assigned_to_id = ?", a.UserID).another(a)
	case TabSecond, TabTrouble:
		q.another(a)
	}
	return q
}

// another leaves out what another person has to decide: the second check of
// the actor's own verdict or of one that they have seen, and what only an
// editor settles who is neither of those who disagree.
func (q *queue) another(a Actor) *queue {
	q.and("NOT (c.second_check AND ? IN "+latest(1)+")", a.UserID)
	if a.mustBe(RoleEditor) != nil {
		return q.and("NOT (c.second_check AND EXISTS (SELECT 1 FROM decisions m WHERE m.claim_id = c.id AND m.user_id = ? AND +m.undoes_id IS NULL AND m.seq > "+
			strings.Replace(latest(1), "d.user_id", "d.seq", 1)+"))", a.UserID).and("NOT c.disagreement")
	}
	return q.and("NOT (c.disagreement AND ? IN "+latest(2)+")", a.UserID)
}

// latest is a query for who made the newest n decisions on a claim c that are
// no undo and not undone. While verdicts wait these are the ones that do. The
// plus is that of lastDecision.
func latest(n int) string {
	return fmt.Sprintf(`(SELECT d.user_id FROM decisions d WHERE d.claim_id = c.id AND +d.undoes_id IS NULL
		AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes_id = d.id) ORDER BY d.seq DESC LIMIT %d)`, n)
}

// free leaves out what somebody else has, and what is assigned to others.
func (q *queue) free() *queue {
	return q.and("NOT EXISTS (SELECT 1 FROM leases l WHERE l.claim_id = c.id AND l.user_id <> ? AND l.expires_at > ?)", q.user, q.now).
		and("(c.assigned_to_id IS NULL OR c.assigned_to_id = ?)", q.user)
}

// fresh leaves out what the person put off.
func (q *queue) fresh() *queue {
	return q.and("NOT EXISTS (SELECT 1 FROM skips s WHERE s.claim_id = c.id AND s.user_id = ?)", q.user)
}

// mostTries bounds how often another claim is looked for when somebody was
// faster with the one that was found.
const mostTries = 50

// LeaseNext leases the next claim of a tab to the actor and returns its id, 0
// when nothing is left. After is the claim just left: the next one of its
// article comes first. What was put off comes when there is nothing else.
func (s *Store) LeaseNext(ctx context.Context, a Actor, tab Tab, after uint) (id uint, err error) {
	if err := a.mustBe(RoleReviewer); err != nil {
		return 0, err
	}
	if !tab.Valid() {
		return 0, invalid("tab", "there is no part of the queue called %q", cleanText(string(tab)))
	}
	err = s.change(ctx, func(tx *gorm.DB) error {
		for range mostTries {
			if id, err = s.nextClaim(ctx, tx, a, tab, after); err != nil || id == 0 {
				return err
			}
			if got, err := s.leaseTo(ctx, tx, a.UserID, id); err != nil || got {
				return err
			}
		}
		id = 0
		return ErrUnavailable
	})
	return id, wrap(err, "next claim of %s", tab)
}

// nextClaim finds what comes after a claim: in the same article, then in the
// next, then among what was put off.
func (s *Store) nextClaim(ctx context.Context, tx *gorm.DB, a Actor, tab Tab, after uint) (uint, error) {
	if after != 0 {
		id, err := s.nextInArticle(ctx, tx, newQueue(tab, a, s.now()).free().fresh(), after)
		if err != nil || id != 0 {
			return id, err
		}
	}
	first, err := s.firstOf(ctx, tx, newQueue(tab, a, s.now()).free().fresh())
	if err != nil || first != 0 {
		return first, err
	}
	return putOff(ctx, tx, newQueue(tab, a, s.now()).free())
}

// nextInArticle is the claim after the given one in its article, or failing
// that the first one before it.
func (s *Store) nextInArticle(ctx context.Context, tx *gorm.DB, q *queue, after uint) (uint, error) {
	c, err := from[Claim](tx).Select("id", "article_id", "number_start").Where("id = ?", after).Take(ctx)
	if err != nil {
		return 0, err
	}
	q.and("c.article_id = ?", c.ArticleID).and("c.id <> ?", after)
	order := "CASE WHEN c.number_start > ? THEN 0 ELSE 1 END, c.number_start, c.id LIMIT 1"
	return anID(ctx, tx, q.sql("c.id", order), append(q.args, c.NumberStart)...)
}

// firstOf is the first claim, in the order of the text, of the article whose
// claim is the most pressing.
func (s *Store) firstOf(ctx context.Context, tx *gorm.DB, q *queue) (uint, error) {
	article, err := anID(ctx, tx, q.sql("c.article_id", queueOrder+" LIMIT 1"), q.args...)
	if err != nil || article == 0 {
		return 0, err
	}
	q.and("c.article_id = ?", article)
	return anID(ctx, tx, q.sql("c.id", "c.number_start, c.id LIMIT 1"), q.args...)
}

// putOff is what was put off longest ago.
func putOff(ctx context.Context, tx *gorm.DB, q *queue) (uint, error) {
	sql := strings.Replace(q.sql("c.id", "k.created_at, c.id LIMIT 1"), "FROM claims c", "FROM skips k JOIN claims c ON c.id = k.claim_id AND k.user_id = ?", 1)
	return anID(ctx, tx, sql, append([]any{q.user}, q.args...)...)
}

// anID reads one id, 0 when there is no row.
func anID(ctx context.Context, tx *gorm.DB, query string, args ...any) (uint, error) {
	var found []uint
	if err := tx.WithContext(ctx).Raw(query, args...).Scan(&found).Error; err != nil || len(found) == 0 {
		return 0, err
	}
	return found[0], nil
}

// Skip puts a claim off for the actor and gives it up: it comes back when
// nothing else is left.
func (s *Store) Skip(ctx context.Context, a Actor, claimID uint) error {
	if err := a.mustBe(RoleReviewer); err != nil {
		return err
	}
	return wrap(s.change(ctx, func(tx *gorm.DB) error {
		if _, err := from[Claim](tx).Select("id").Where("id = ?", claimID).Take(ctx); err != nil {
			return err
		}
		tx = tx.WithContext(ctx)
		return errors.Join(
			tx.Exec("DELETE FROM leases WHERE claim_id = ? AND user_id = ?", claimID, a.UserID).Error,
			tx.Exec("INSERT INTO skips (user_id, claim_id, created_at) VALUES (?, ?, ?) ON CONFLICT (user_id, claim_id) DO UPDATE SET created_at = excluded.created_at",
				a.UserID, claimID, s.now()).Error,
		)
	}), "skip claim %d", claimID)
}

// MostCounted is where the count of a tab stops: nobody works off a larger
// number before it changes, and each page of the desk counts anew.
const MostCounted = 100

// QueueCounts returns how many claims each tab holds for the actor, at most
// [MostCounted] of each.
func (s *Store) QueueCounts(ctx context.Context, a Actor) (counts map[Tab]int, err error) {
	if err := a.mustBe(RoleReviewer); err != nil {
		return nil, err
	}
	err = s.snapshot(ctx, func(tx *gorm.DB) error {
		counts, err = s.queueCounts(ctx, tx, a)
		return err
	})
	return counts, wrap(err, "count the queue")
}

func (s *Store) queueCounts(ctx context.Context, tx *gorm.DB, a Actor) (map[Tab]int, error) {
	var parts []string
	var args []any
	for _, tab := range Tabs {
		q := newQueue(tab, a, s.now())
		parts = append(parts, "(SELECT COUNT(*) FROM ("+q.sql("1", "c.priority DESC LIMIT ?")+") counted)")
		args = append(append(args, q.args...), MostCounted)
	}
	found := make([]int, len(Tabs))
	into := make([]any, len(Tabs))
	for i := range found {
		into[i] = &found[i]
	}
	if err := tx.WithContext(ctx).Raw("SELECT "+strings.Join(parts, ", "), args...).Row().Scan(into...); err != nil {
		return nil, err
	}
	counts := map[Tab]int{}
	for i, tab := range Tabs {
		counts[tab] = found[i]
	}
	return counts, nil
}
