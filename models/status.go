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

// StatusCounts says how many of an article's claims stand where. It counts
// the checkable claims of the current text only.
type StatusCounts struct {
	Unreviewed    int
	NeedsEvidence int
	Verified      int
	Disputed      int
	Unverifiable  int
	Superseded    int
	NotAClaim     int
}

// Of returns the count of one status.
func (c StatusCounts) Of(s Status) int {
	if n := c.field(s); n != nil {
		return *n
	}
	return 0
}

// Total is the number of claims counted.
func (c StatusCounts) Total() int {
	n := 0
	for _, s := range Statuses {
		n += c.Of(s)
	}
	return n
}

// Left is the number of claims that still wait for a verdict.
func (c StatusCounts) Left() int { return c.Unreviewed + c.NeedsEvidence }

// Segment is one part of a segmented bar.
type Segment struct {
	Status Status
	N      int
}

// Segments returns the statuses that occur, in the order of [Statuses].
func (c StatusCounts) Segments() []Segment {
	var segs []Segment
	for _, s := range Statuses {
		if n := c.Of(s); n > 0 {
			segs = append(segs, Segment{s, n})
		}
	}
	return segs
}

func (c *StatusCounts) add(s Status, n int) {
	if p := c.field(s); p != nil {
		*p += n
	}
}

func (c *StatusCounts) field(s Status) *int {
	switch s {
	case StatusUnreviewed:
		return &c.Unreviewed
	case StatusNeedsEvidence:
		return &c.NeedsEvidence
	case StatusVerified:
		return &c.Verified
	case StatusDisputed:
		return &c.Disputed
	case StatusUnverifiable:
		return &c.Unverifiable
	case StatusSuperseded:
		return &c.Superseded
	case StatusNotAClaim:
		return &c.NotAClaim
	}
	return nil
}
