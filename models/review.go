package models

import (
	"context"
	"slices"
	"strings"

	"gorm.io/gorm"
)

// ReviewPage is what the review desk shows: an article with one of its claims
// at hand, and what lies around them.
type ReviewPage struct {
	ArticlePage
	Claim  ClaimPage // without Joined and EvidenceVersions
	Lease  *Lease    // nil when nobody has the claim
	Last   *Decision // the actor's newest verdict that counts, with its Claim; nil without any
	Counts map[Tab]int
}

// Review returns the desk with a claim on it. It takes nothing.
func (s *Store) Review(ctx context.Context, a Actor, tab Tab, claimID uint) (p ReviewPage, err error) {
	if err := a.mustBe(RoleReviewer); err != nil {
		return p, err
	}
	if !tab.Valid() {
		return p, invalid("tab", "there is no part of the queue called %q", cleanText(string(tab)))
	}
	err = s.snapshot(ctx, func(tx *gorm.DB) error {
		p, err = s.reviewPage(ctx, tx, a, claimID)
		return err
	})
	return p, wrap(err, "review claim %d", claimID)
}

func (s *Store) reviewPage(ctx context.Context, tx *gorm.DB, a Actor, claimID uint) (p ReviewPage, err error) {
	if p.Claim.Claim, err = claimWithPeople(ctx, tx, claimID); err != nil {
		return p, err
	}
	if p.ArticlePage, err = articlePage(ctx, tx, a, p.Claim.Claim.ArticleID); err != nil {
		return p, err
	}
	if err := p.claimInArticle(ctx, tx); err != nil {
		return p, err
	}
	if err := p.Claim.story(ctx, tx, a); err != nil {
		return p, err
	}
	if p.Lease, err = s.leaseOf(ctx, tx, claimID); err != nil {
		return p, err
	}
	if p.Last, err = lastDecision(ctx, tx, a.UserID); err != nil {
		return p, err
	}
	p.Counts, err = s.queueCounts(ctx, tx, a)
	return p, err
}

// claimInArticle gives the claim at hand what is known of its article already.
func (p *ReviewPage) claimInArticle(ctx context.Context, tx *gorm.DB) (err error) {
	p.Claim.Article = p.Article
	if p.Claim.Claim.VersionID != p.Version.ID {
		p.Claim.Version, err = from[Version](tx).Omit("raw").Where("id = ?", p.Claim.Claim.VersionID).Take(ctx)
		return err
	}
	p.Claim.Version = p.Version
	for _, f := range p.Findings {
		if f.About(p.Claim.Claim.ID) {
			p.Claim.Findings = append(p.Claim.Findings, f)
		}
	}
	return nil
}

// LastDecision returns the actor's newest verdict that still counts or waits
// to, nil when there is none: what an undo would take back.
func (s *Store) LastDecision(ctx context.Context, a Actor) (*Decision, error) {
	if err := a.mustBe(RoleReviewer); err != nil {
		return nil, err
	}
	d, err := lastDecision(ctx, s.read, a.UserID)
	return d, wrap(err, "last decision")
}

// The plus keeps SQLite from the index of undos, where all that is no undo
// stands under one key.
func lastDecision(ctx context.Context, tx *gorm.DB, user uint) (*Decision, error) {
	id, err := anID(ctx, tx, `SELECT d.id FROM decisions d JOIN claims c ON c.id = d.claim_id
		WHERE d.user_id = ? AND +d.undoes_id IS NULL
		AND (c.decided_by_id = d.user_id AND c.decided_at = d.created_at OR (c.second_check OR c.disagreement)
			AND NOT EXISTS (SELECT 1 FROM decisions l WHERE l.claim_id = d.claim_id AND l.seq > d.seq AND +l.undoes_id IS NULL
				AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes_id = l.id)))
		AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes_id = d.id) ORDER BY d.id DESC LIMIT 1`, user)
	if err != nil || id == 0 {
		return nil, err
	}
	d, err := from[Decision](tx).Preload("Claim").Where("id = ?", id).Take(ctx)
	if err != nil || d.BulkID == nil {
		return &d, err
	}
	d.Together, err = leftOf(ctx, tx, *d.BulkID)
	return &d, err
}

// Beside returns the claim to begin with of the article before or after that of
// a claim in a part of the queue, 0 when it is the first or the last.
func (s *Store) Beside(ctx context.Context, a Actor, tab Tab, claimID uint, before bool) (id uint, err error) {
	if err := a.mustBe(RoleReviewer); err != nil {
		return 0, err
	}
	if !tab.Valid() {
		return 0, invalid("tab", "there is no part of the queue called %q", cleanText(string(tab)))
	}
	err = s.snapshot(ctx, func(tx *gorm.DB) error {
		c, err := from[Claim](tx).Select("id", "article_id").Where("id = ?", claimID).Take(ctx)
		if err != nil {
			return err
		}
		top, err := s.topOf(ctx, tx, a, tab, c.ArticleID)
		if err != nil {
			return err
		}
		id, err = s.neighbour(ctx, tx, a, tab, c.ArticleID, placesBeside(top, c.ArticleID, before)...)
		return err
	})
	return id, wrap(err, "article beside that of claim %d", claimID)
}

// beside is where to look for a neighbour, in an order that an index has.
type beside struct {
	side  string
	args  []any
	order string
}

// placesBeside are first the articles as pressing as this one, then the others.
func placesBeside(top int, article uint, before bool) []beside {
	if before {
		return []beside{
			{"c.priority = ? AND c.article_id < ?", []any{top, article}, "c.article_id DESC, c.number_start DESC"},
			{"c.priority > ?", []any{top}, "c.priority, c.article_id DESC, c.number_start DESC"},
		}
	}
	return []beside{
		{"c.priority = ? AND c.article_id > ?", []any{top, article}, "c.article_id, c.number_start"},
		{"c.priority < ?", []any{top}, queueOrder},
	}
}

// topOf is the priority of the most pressing claim of an article in a tab. An
// article with none left stands before all others.
func (s *Store) topOf(ctx context.Context, tx *gorm.DB, a Actor, tab Tab, article uint) (int, error) {
	q := newQueue(tab, a, s.now()).and("c.article_id = ?", article)
	var found []int
	if err := tx.WithContext(ctx).Raw(q.sql("c.priority", "c.priority DESC LIMIT 1"), q.args...).Scan(&found).Error; err != nil {
		return 0, err
	}
	if len(found) == 0 {
		return 1 << 20, nil
	}
	return found[0], nil
}

// mostLooked bounds how many claims are looked at for a neighbour. Behind an
// article whose pressing claims are done there may be a million that are not
// where their own articles stand.
const mostLooked = 100

// neighbour is the nearest article in one of the places, the first that has
// one. Of each article only the most pressing claim counts, since that is where
// the article stands. An article too far off is not found.
func (s *Store) neighbour(ctx context.Context, tx *gorm.DB, a Actor, tab Tab, article uint, places ...beside) (uint, error) {
	more := strings.ReplaceAll(tab.condition(), "c.", "h.")
	other := uint(0)
	for _, at := range places {
		q := newQueue(tab, a, s.now()).and(at.side, at.args...).and("c.article_id <> ?", article)
		free := (&queue{tab: tab, user: a.UserID, now: s.now()}).free()
		near := q.sql("c.id, c.article_id, c.priority, c.number_start, c.assigned_to_id", at.order+" LIMIT ?")
		var err error
		other, err = anID(ctx, tx, "SELECT c.article_id FROM ("+near+") c WHERE "+strings.Join(free.where, " AND ")+
			" AND NOT EXISTS (SELECT 1 FROM claims h WHERE h.article_id = c.article_id AND h.priority > c.priority AND "+more+") ORDER BY "+at.order+" LIMIT 1",
			slices.Concat(q.args, []any{mostLooked}, free.args)...)
		if err != nil {
			return 0, err
		}
		if other != 0 {
			break
		}
	}
	if other == 0 {
		return 0, nil
	}
	begin := newQueue(tab, a, s.now()).free().and("c.article_id = ?", other)
	return anID(ctx, tx, begin.sql("c.id", "c.number_start, c.id LIMIT 1"), begin.args...)
}
