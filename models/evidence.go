package models

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
)

// Stance is how evidence bears on a claim.
type Stance string

// The stances.
const (
	StanceSupports    Stance = "supports"
	StanceContradicts Stance = "contradicts"
	StanceContext     Stance = "context"
)

// Stances lists the stances.
var Stances = []Stance{StanceSupports, StanceContradicts, StanceContext}

// Tier is how near evidence is to what happened.
type Tier string

// The tiers.
const (
	TierPrimary   Tier = "primary"
	TierSecondary Tier = "secondary"
)

// Tiers lists the tiers.
var Tiers = []Tier{TierPrimary, TierSecondary}

// Evidence is what a reviewer attaches to a claim. It is never deleted, only
// withdrawn.
type Evidence struct {
	ID             uint       `json:"id"`
	ClaimID        uint       `json:"-"`
	URL            string     `json:"url"`
	Title          string     `json:"title"`
	Excerpt        string     `json:"excerpt"`
	Stance         Stance     `json:"stance"`
	Tier           Tier       `json:"tier"` // "" if not said
	AccessedAt     time.Time  `json:"accessed_at"`
	ArchiveURL     string     `json:"archive_url"`
	Origin         string     `json:"origin"` // who first reported it
	AddedByID      uint       `json:"added_by"`
	AddedBy        *User      `json:"-"`
	WithdrawnAt    *time.Time `json:"-"`
	WithdrawReason string     `json:"-"`
	Token          string     `json:"-"`
	CreatedAt      time.Time  `json:"-"`
}

// TableName keeps gorm from a plural.
func (Evidence) TableName() string { return "evidence" }

// NewEvidence is evidence as sent by a form. URL or Excerpt must be there;
// AccessedAt zero is now. Token makes a double submit one piece of evidence.
type NewEvidence struct {
	ClaimID    uint
	URL        string
	Title      string
	Excerpt    string
	Stance     Stance
	Tier       Tier
	AccessedAt time.Time
	ArchiveURL string
	Origin     string
	Token      string
}

// AddEvidence attaches evidence to a claim. A form sent twice gives the first
// evidence again.
func (s *Store) AddEvidence(ctx context.Context, a Actor, n NewEvidence) (Evidence, error) {
	if err := a.mustBe(RoleReviewer); err != nil {
		return Evidence{}, err
	}
	e, err := s.evidence(n)
	if err != nil {
		return Evidence{}, err
	}
	e.AddedByID = a.UserID
	err = s.change(ctx, func(tx *gorm.DB) error {
		c, err := lockArticleOf(ctx, tx, n.ClaimID)
		if err != nil {
			return err
		}
		first, err := gorm.G[Evidence](tx).Where("added_by_id = ? AND token = ?", a.UserID, n.Token).Take(ctx)
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			e = first
			return err
		}
		if err := gorm.G[Evidence](tx).Omit("AddedBy").Create(ctx, &e); err != nil {
			return err
		}
		if err := countEvidence(ctx, tx, c.ID); err != nil {
			return err
		}
		return s.record(ctx, tx, a, "evidence.add", ids{"article": c.ArticleID, "claim": c.ID, "evidence": e.ID}, nil, e)
	})
	if isDuplicate(err) || err == nil && e.ClaimID != n.ClaimID {
		err = invalid("token", "this form was already sent for another claim: load the page again")
	}
	return e, wrap(err, "add evidence to claim %d", n.ClaimID)
}

func (s *Store) evidence(n NewEvidence) (Evidence, error) {
	e := Evidence{
		ClaimID: n.ClaimID, URL: strings.TrimSpace(cleanText(n.URL)), Title: cleanLine(n.Title),
		Excerpt: strings.TrimSpace(cleanText(n.Excerpt)), Stance: n.Stance, Tier: n.Tier,
		AccessedAt: stored(n.AccessedAt), ArchiveURL: strings.TrimSpace(cleanText(n.ArchiveURL)),
		Origin: cleanLine(n.Origin), Token: n.Token, CreatedAt: s.now(),
	}
	if n.AccessedAt.IsZero() {
		e.AccessedAt = e.CreatedAt
	}
	return e, e.check()
}

func (e *Evidence) check() error {
	switch {
	case e.URL == "" && e.Excerpt == "":
		return invalid("url", "give the address of the evidence, or quote it")
	case !slices.Contains(Stances, e.Stance):
		return invalid("stance", "say whether it supports the figure, contradicts it or gives context")
	case e.Tier != "" && !slices.Contains(Tiers, e.Tier):
		return invalid("tier", "choose primary or secondary, or leave it open")
	}
	for _, f := range []struct{ field, url string }{{"url", e.URL}, {"archive_url", e.ArchiveURL}} {
		if f.url == "" {
			continue
		}
		u, err := webAddress(f.field, f.url)
		if err != nil {
			return err
		}
		if strings.ContainsAny(f.url, " \t\r\n") {
			return invalid(f.field, "a web address has no spaces: write %s", u)
		}
	}
	return errors.Join(
		checkToken(e.Token), limited("title", e.Title, longestTitle),
		limited("excerpt", e.Excerpt, longestReason), limited("origin", e.Origin, longestName),
	)
}

// WithdrawEvidence takes evidence back, with a reason; it stays on record.
// Who added it may, and every editor.
func (s *Store) WithdrawEvidence(ctx context.Context, a Actor, id uint, reason string) (Evidence, error) {
	if err := a.mustBe(RoleReviewer); err != nil {
		return Evidence{}, err
	}
	reason = strings.TrimSpace(cleanText(reason))
	if err := limited("reason", reason, longestReason); err != nil {
		return Evidence{}, err
	}
	if reason == "" {
		return Evidence{}, invalid("reason", "say why the evidence is withdrawn")
	}
	var e Evidence
	err := s.change(ctx, func(tx *gorm.DB) (err error) {
		e, err = s.withdraw(ctx, tx, a, id, reason)
		return err
	})
	return e, wrap(err, "withdraw evidence %d", id)
}

func (s *Store) withdraw(ctx context.Context, tx *gorm.DB, a Actor, id uint, reason string) (Evidence, error) {
	e, err := gorm.G[Evidence](tx).Where("id = ?", id).Take(ctx)
	if err != nil {
		return e, err
	}
	c, err := lockArticleOf(ctx, tx, e.ClaimID)
	if err != nil {
		return e, err
	}
	if e.AddedByID != a.UserID && a.mustBe(RoleEditor) != nil {
		return e, ErrForbidden
	}
	at := s.now()
	n := tx.WithContext(ctx).Exec("UPDATE evidence SET withdrawn_at = ?, withdraw_reason = ? WHERE id = ? AND withdrawn_at IS NULL", at, reason, id)
	if n.Error != nil {
		return e, n.Error
	}
	if n.RowsAffected == 0 {
		return e, invalid("evidence", "this evidence was withdrawn before")
	}
	if err := countEvidence(ctx, tx, c.ID); err != nil {
		return e, err
	}
	err = s.record(ctx, tx, a, "evidence.withdraw", ids{"article": c.ArticleID, "claim": c.ID, "evidence": id}, e, map[string]string{"reason": reason})
	e.WithdrawnAt, e.WithdrawReason = &at, reason
	return e, err
}

// countEvidence repeats on the claim how much evidence it has.
func countEvidence(ctx context.Context, tx *gorm.DB, claimID uint) error {
	return tx.WithContext(ctx).Exec(`UPDATE claims SET
		evidence_count = (SELECT COUNT(*) FROM evidence WHERE claim_id = claims.id AND withdrawn_at IS NULL),
		evidence_url = COALESCE((SELECT url FROM evidence WHERE claim_id = claims.id AND withdrawn_at IS NULL AND url <> '' ORDER BY id LIMIT 1), '')
		WHERE id = ?`, claimID).Error
}
