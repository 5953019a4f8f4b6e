package models

import (
	"log/slog"
	"time"
)

// Options are what a store needs from outside. Now nil is time.Now, Log nil
// says nothing.
type Options struct {
	Now func() time.Time
	Log *slog.Logger
}

// Store is the database.
type Store struct {
	dialect string
}

// Policy is what decisions have to meet, set by an admin.
type Policy struct {
	EvidenceRequired bool `json:"evidence_required"`  // verified and disputed need evidence
	DisputedNeedsWhy bool `json:"disputed_needs_why"` // disputed needs a reason or contradicting evidence
}
