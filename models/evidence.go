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

// EvidenceType is what sort of thing evidence is.
type EvidenceType string

// The types.
const (
	EvidenceOfficial  EvidenceType = "official_statement"
	EvidenceDocument  EvidenceType = "document"
	EvidenceData      EvidenceType = "data_set"
	EvidenceNews      EvidenceType = "news_report"
	EvidenceCourt     EvidenceType = "court_record"
	EvidencePicture   EvidenceType = "image_video"
	EvidenceInterview EvidenceType = "interview"
	EvidenceOther     EvidenceType = "other"
)

// EvidenceTypes lists the types in the order of the form.
var EvidenceTypes = []EvidenceType{
	EvidenceOfficial, EvidenceDocument, EvidenceData, EvidenceNews, EvidenceCourt, EvidencePicture, EvidenceInterview, EvidenceOther,
}

// Label is the type as people read it.
func (t EvidenceType) Label() string {
	switch t {
	case EvidenceOfficial:
		return "Official statement"
	case EvidenceDocument:
		return "Document"
	case EvidenceData:
		return "Data set"
	case EvidenceNews:
		return "News report"
	case EvidenceCourt:
		return "Court record"
	case EvidencePicture:
		return "Image or video"
	case EvidenceInterview:
		return "Interview"
	case EvidenceOther:
		return "Other"
	}
	return string(t)
}

// Evidence is what a reviewer attaches to a claim. It is never deleted, only
// withdrawn, and what an edit changes is kept as an [EvidenceVersion].
type Evidence struct {
	ID             uint         `json:"id"`
	ClaimID        uint         `json:"-"`
	URL            string       `json:"url"`
	Title          string       `json:"title"`
	Publisher      string       `json:"publisher"`
	Type           EvidenceType `json:"type"` // "" if not said
	Excerpt        string       `json:"excerpt"`
	Stated         *Stated      `json:"stated" gorm:"serializer:json"` // by the excerpt; nil if no figure
	Stance         Stance       `json:"stance"`
	Tier           Tier         `json:"tier"`      // "" if not said
	Published      string       `json:"published"` // the day, 2006-01-02; "" if unknown
	AccessedAt     time.Time    `json:"accessed_at"`
	ArchiveURL     string       `json:"archive_url"`
	Origin         string       `json:"origin"` // who first reported it
	Revision       int          `json:"revision"`
	AddedByID      uint         `json:"added_by"`
	AddedBy        *User        `json:"-"`
	WithdrawnAt    *time.Time   `json:"-"`
	WithdrawReason string       `json:"-"`
	Token          string       `json:"-"`
	CreatedAt      time.Time    `json:"-"`
}

// TableName keeps gorm from a plural.
func (Evidence) TableName() string { return "evidence" }

// NewEvidence is evidence as sent by a form. URL or Excerpt must be there;
// AccessedAt zero is now. Token makes a double submit one piece of evidence.
type NewEvidence struct {
	ClaimID    uint
	URL        string
	Title      string
	Publisher  string
	Type       EvidenceType
	Excerpt    string
	Stated     *Stated
	Stance     Stance
	Tier       Tier
	Published  string
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
		first, err := from[Evidence](tx).Where("added_by_id = ? AND token = ?", a.UserID, n.Token).Take(ctx)
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			e = first
			return err
		}
		if err := from[Evidence](tx).Omit("AddedBy").Create(ctx, &e); err != nil {
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
		Publisher: cleanLine(n.Publisher), Type: n.Type, Stated: n.Stated, Published: strings.TrimSpace(n.Published),
		Excerpt: strings.TrimSpace(cleanText(n.Excerpt)), Stance: n.Stance, Tier: n.Tier,
		AccessedAt: stored(n.AccessedAt), ArchiveURL: strings.TrimSpace(cleanText(n.ArchiveURL)),
		Origin: cleanLine(n.Origin), Revision: 1, Token: n.Token, CreatedAt: s.now(),
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
	case e.Type != "" && !slices.Contains(EvidenceTypes, e.Type):
		return invalid("type", "choose one of the types, or leave it open")
	}
	if _, err := time.Parse(time.DateOnly, e.Published); e.Published != "" && err != nil {
		return invalid("published", "the day %q cannot be read: write it as 2026-03-25, or leave it empty", cleanText(e.Published))
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
		limited("publisher", e.Publisher, longestName),
		limited("excerpt", e.Excerpt, longestReason), limited("origin", e.Origin, longestName),
	)
}

// countEvidence repeats on the claim how much evidence it has.
func countEvidence(ctx context.Context, tx *gorm.DB, claimID uint) error {
	return tx.WithContext(ctx).Exec(`UPDATE claims SET
		evidence_count = (SELECT COUNT(*) FROM evidence WHERE claim_id = claims.id AND withdrawn_at IS NULL),
		evidence_url = COALESCE((SELECT url FROM evidence WHERE claim_id = claims.id AND withdrawn_at IS NULL AND url <> '' ORDER BY id LIMIT 1), '')
		WHERE id = ?`, claimID).Error
}
