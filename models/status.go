package models

import "slices"

// Status is a claim's state. It is never set by hand: [StatusOf] derives it
// from the claim's decisions.
type Status string

// The statuses.
const (
	StatusUnreviewed    Status = "unreviewed"     // nobody has decided
	StatusNeedsEvidence Status = "needs_evidence" // looked at, not decidable yet; the reason says what is missing
	StatusVerified      Status = "verified"       // the figure holds
	StatusDisputed      Status = "disputed"       // credible evidence or a source contradicts it
	StatusUnverifiable  Status = "unverifiable"   // tried, and no source can be had
	StatusSuperseded    Status = "superseded"     // was right then, a newer figure exists
	StatusNotAClaim     Status = "not_a_claim"    // the engine was wrong: a date, a name, a telephone number
)

// Statuses lists the statuses in the order of bars, filters and legends.
var Statuses = []Status{
	StatusUnreviewed, StatusNeedsEvidence, StatusVerified, StatusDisputed,
	StatusUnverifiable, StatusSuperseded, StatusNotAClaim,
}

// Verdicts lists what a reviewer can decide.
var Verdicts = Statuses[1:]

// Valid reports whether s is one of [Statuses].
func (s Status) Valid() bool { return slices.Contains(Statuses, s) }

// NeedsBasis reports whether a decision with this status must name its basis.
func (s Status) NeedsBasis() bool { return s == StatusVerified || s == StatusDisputed }

// Label is the status as people read it.
func (s Status) Label() string {
	switch s {
	case StatusUnreviewed:
		return "Unreviewed"
	case StatusNeedsEvidence:
		return "Needs evidence"
	case StatusVerified:
		return "Verified"
	case StatusDisputed:
		return "Disputed"
	case StatusUnverifiable:
		return "Unverifiable"
	case StatusSuperseded:
		return "Superseded"
	case StatusNotAClaim:
		return "Not a claim"
	}
	return string(s)
}
