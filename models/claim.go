package models

import (
	"time"

	"tallymark/extract"
)

// Claim is one figure in one version of an article, as the engine found it,
// with what reviewers made of it. Offsets are bytes into the version's text.
type Claim struct {
	ID        uint
	ArticleID uint
	Article   *Article
	VersionID uint
	OutletID  *uint // the article's, repeated for the list of claims

	Start       int `gorm:"column:span_start"`
	End         int `gorm:"column:span_end"`
	NumberStart int
	NumberEnd   int
	Quote       string // text[Start:End]
	NumberText  string // text[NumberStart:NumberEnd]
	Value       *float64
	Low         *float64
	High        *float64
	Approx      extract.Approx
	Kind        extract.Kind
	Unit        string
	UnitPhrase  string
	UnitName    string
	UnitStart   int
	UnitEnd     int
	Currency    string
	SI          string
	SIValue     *float64
	Predicate   string

	ChangeRole      string
	ChangeDirection string
	Modality        extract.Modality
	Label           string
	Subject         string
	SubjectStart    int
	SubjectEnd      int
	Scope           string
	Total           bool
	Whole           *float64
	Ratio           *float64

	AttributedTo     string
	AttributionStart int
	AttributionEnd   int
	AttributionCue   string
	AttributionKind  string
	Quoted           bool

	TimeText   string
	TimeStart  int
	TimeEnd    int
	TimeFrom   string
	TimeTo     string
	PlaceText  string
	PlaceStart int
	PlaceEnd   int

	Links         []string     `gorm:"serializer:json"`
	Role          extract.Role // Role == extract.RoleHeadline is a headline figure
	SentenceStart int
	SentenceEnd   int
	Sentence      string
	Checkable     bool
	NotChecked    string // why not checkable: date, name, furniture …
	Score         float64
	ScoreParts    map[string]float64 `gorm:"serializer:json"`
	SourceLink    string             // see [SourceLink]; "" without an article URL

	// What follows is derived from decisions, evidence and checks.
	Status         Status
	Basis          Basis
	DecidedByID    *uint
	DecidedBy      *User
	DecidedAt      *time.Time
	DecisionReason string
	CorrectValue   *float64
	CorrectText    string
	SupersededByID *uint
	Revision       int // grows with every decision, edit and flag; starts at 1
	Stale          bool
	SecondCheck    bool
	ConflictFlag   bool
	MathFlag       bool
	Disagreement   bool
	EvidenceCount  int    // not withdrawn
	EvidenceURL    string // of the first that is not withdrawn
	CreatedAt      time.Time
}

// Headline reports whether the figure stands in the headline.
func (c *Claim) Headline() bool { return c.Role == extract.RoleHeadline }

// Flags lists what beside the status needs a look: stale, conflict, math,
// second_check, disagreement.
func (c *Claim) Flags() []string {
	var flags []string
	for _, f := range []struct {
		set  bool
		name string
	}{
		{c.Stale, "stale"}, {c.ConflictFlag, "conflict"}, {c.MathFlag, "math"},
		{c.SecondCheck, "second_check"}, {c.Disagreement, "disagreement"},
	} {
		if f.set {
			flags = append(flags, f.name)
		}
	}
	return flags
}

// ClaimFilter narrows a list of claims. Limit 0 is 50, at most 200.
type ClaimFilter struct {
	Status       []Status // none: all
	Kind         string
	Outlet       string // exact name
	Reviewer     uint   // who made the decision that counts
	ArticleID    uint
	Text         string // words of label, quote, sentence, subject, source
	Checkable    *bool  // nil: only checkable ones
	IncludeStale bool
	Cursor       string
	Limit        int
}

// ClaimPage is a claim with everything about it.
type ClaimPage struct {
	Claim     Claim
	Article   Article    // with Outlet
	Version   Version    // the claim's own, without Raw
	Decisions []Decision // oldest first, with User
	Evidence  []Evidence // oldest first, withdrawn ones too, with AddedBy
}
