package models

import (
	"context"
	"time"

	"gorm.io/gorm"

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
	AssignedToID   *uint
	AssignedTo     *User  // with the name
	Priority       int    `gorm:"->"` // the place in the queue, made by the database
	EvidenceCount  int    // not withdrawn
	EvidenceURL    string // of the first that is not withdrawn
	Tags           string `gorm:"->"` // with a space between them, see TagNames
	CreatedAt      time.Time

	ByHand    bool   // a person set its place: added, split or merged
	Original  JSON   // what the engine read, while a person's reading stands; see [Claim.EngineReading]
	WasStatus Status // the verdict that the newest edit set back, "" if none
	MissedBy  string // the version of the engine that no longer found it, "" while it is found

	OwnWaits bool `gorm:"-"` // the newest verdict that waits is the reader's; set where one claim or article is read
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

// What lists of claims are narrowed to beside their status.
const (
	FlagConflict = "conflict" // another article says otherwise
	FlagFinding  = "finding"  // the text does not add up
)

// ClaimFilter narrows a list of claims. Limit 0 is 50, at most 200.
type ClaimFilter struct {
	Status       []Status // none: all
	Kind         string
	Outlet       string // exact name
	Reviewer     uint   // who made the decision that counts
	ArticleID    uint
	Tag          string `json:",omitempty"`
	Flag         string `json:",omitempty"` // "conflict" or "finding"
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
	Decisions []Decision // oldest first, with User, without the hidden ones
	Hidden    int        // decisions that the reader may not see before they decide
	Standing  Standing   // as the reader may know it
	Edits     []Edit     // oldest first, with User
	Joined    []uint     // claims that came of its splits, or that were merged into it
	Evidence  []Evidence // oldest first, withdrawn ones too, with AddedBy
	Notes     []Note     // the same, with User

	Findings []Finding // those about it
	Figure   *Figure   // that it is of, with the newest claims; nil if it is the only one

	EvidenceVersions []EvidenceVersion // how evidence stood before changes, oldest first, with User
}

// counted reports whether the claim is part of its article's counts.
func (c *Claim) counted() bool { return c.Checkable && !c.Stale }

// Claims returns a page of the list, newest first, with Article, its Outlet
// and DecidedBy, and the cursor of the next page, "" on the last.
func (s *Store) Claims(ctx context.Context, a Actor, f ClaimFilter) (rows []Claim, next string, err error) {
	if err := a.may(RoleViewer); err != nil {
		return nil, "", err
	}
	q, err := f.selection(s.dialect)
	if err != nil {
		return nil, "", err
	}
	err = s.snapshot(ctx, func(tx *gorm.DB) error {
		found, after, err := q.page(ctx, tx, "claims.id", f.Cursor, f.Limit)
		if err != nil {
			return err
		}
		next = after
		rows, err = from[Claim](tx).Preload("Article").Preload("Article.Outlet").Preload("DecidedBy").
			Where("id IN ?", found).Order("id DESC").Find(ctx)
		return err
	})
	return rows, next, wrap(err, "list claims")
}

func (f ClaimFilter) selection(dialect string) (*selection, error) {
	q := &selection{from: "claims", key: "claims.id"}
	q.matching(dialect, "claims", "claim_search", f.Text)
	f.ofWhat(q)
	if !f.IncludeStale {
		q.and("NOT claims.stale")
	}
	switch f.Flag {
	case "":
	case FlagConflict:
		q.and("claims.conflict_flag")
	case FlagFinding:
		q.and("claims.math_flag")
	default:
		return nil, invalid("flag", "there is no flag %q: take conflict or finding", cleanText(f.Flag))
	}
	for _, status := range f.Status {
		if !status.Valid() {
			return nil, invalid("status", "%q is no status", cleanText(string(status)))
		}
	}
	switch len(f.Status) {
	case 0:
	case 1:
		q.and("claims.status = ?", f.Status[0])
	default:
		// An expression instead of the bare column keeps the walk on the ids:
		// through the index of statuses it would have to sort all of them.
		q.and("claims.status || '' IN ?", f.Status)
	}
	return q, nil
}

// ofWhat is the part of the filter that a verdict does not change.
func (f ClaimFilter) ofWhat(q *selection) {
	if f.Checkable == nil || *f.Checkable {
		q.and("claims.checkable")
	} else {
		q.and("NOT claims.checkable")
	}
	if f.Kind != "" {
		q.and("claims.kind = ?", cleanText(f.Kind))
	}
	if f.Outlet != "" {
		q.and("claims.outlet_id = (SELECT id FROM outlets WHERE name = ?)", cleanLine(f.Outlet))
	}
	if f.Reviewer != 0 {
		q.and("claims.decided_by_id = ?", f.Reviewer)
	}
	if f.ArticleID != 0 {
		q.and("claims.article_id = ?", f.ArticleID)
	}
	if tag, ok := tagged(f.Tag); ok {
		q.and("claims.id IN (SELECT claim_id FROM claim_tags WHERE name = ?)", tag)
	}
}

// Claim returns everything that the claim's page shows.
func (s *Store) Claim(ctx context.Context, a Actor, id uint) (ClaimPage, error) {
	if err := a.may(RoleViewer); err != nil {
		return ClaimPage{}, err
	}
	var p ClaimPage
	err := s.snapshot(ctx, func(tx *gorm.DB) (err error) {
		p, err = claimPage(ctx, tx, a, id)
		return err
	})
	return p, wrap(err, "claim %d", id)
}

func claimPage(ctx context.Context, tx *gorm.DB, a Actor, id uint) (p ClaimPage, err error) {
	if p.Claim, err = claimWithPeople(ctx, tx, id); err != nil {
		return p, err
	}
	if p.Article, err = from[Article](tx).Preload("Outlet").Where("id = ?", p.Claim.ArticleID).Take(ctx); err != nil {
		return p, err
	}
	if p.Version, err = from[Version](tx).Omit("raw").Where("id = ?", p.Claim.VersionID).Take(ctx); err != nil {
		return p, err
	}
	if err := p.story(ctx, tx, a); err != nil {
		return p, err
	}
	err = tx.WithContext(ctx).Raw("SELECT DISTINCT claim_id FROM edits WHERE other_id = ? AND token IS NULL ORDER BY claim_id", id).Scan(&p.Joined).Error
	if err != nil {
		return p, err
	}
	if p.Findings, err = findingsOn(ctx, tx, &p.Article, &p.Version, id); err != nil {
		return p, err
	}
	p.EvidenceVersions, err = evidenceVersionsOf(ctx, tx, id)
	return p, err
}

func claimWithPeople(ctx context.Context, tx *gorm.DB, id uint) (Claim, error) {
	return from[Claim](tx).Preload("DecidedBy").Preload("AssignedTo").Where("id = ?", id).Take(ctx)
}

// story reads what was decided, changed, attached and said about the claim, as
// far as the actor may see it, and the figure that it is joined to.
func (p *ClaimPage) story(ctx context.Context, tx *gorm.DB, a Actor) error {
	id := p.Claim.ID
	all, err := decisionsOf(ctx, tx, id)
	if err != nil {
		return err
	}
	if p.Edits, err = editsOf(ctx, tx, id); err != nil {
		return err
	}
	p.Standing = StatusOf(all, p.Edits)
	p.Decisions = p.Standing.shownTo(a, all)
	p.Claim.OwnWaits = p.Standing.First != nil && p.Standing.Last.UserID == a.UserID
	if len(p.Decisions) < len(all) {
		p.Standing, p.Hidden = Standing{Status: StatusUnreviewed}, len(all)-len(p.Decisions)
	}
	if p.Evidence, err = from[Evidence](tx).Preload("AddedBy").Where("claim_id = ?", id).Order("id").Find(ctx); err != nil {
		return err
	}
	if p.Figure, err = figureOf(ctx, tx, id); err != nil {
		return err
	}
	p.Notes, err = notesOf(ctx, tx, id)
	return err
}

func decisionsOf(ctx context.Context, tx *gorm.DB, claimID uint) ([]Decision, error) {
	return from[Decision](tx).Preload("User").Where("claim_id = ?", claimID).Order("seq").Find(ctx)
}
