package models

import "time"

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
