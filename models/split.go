package models

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"tallymark/extract"
)

// Why a claim that once was checked is not any more.
const (
	restSplit     = "split into several"
	restMerged    = "merged into another"
	restTakenBack = "taken back"
)

// AtRest reports whether people, or a newer engine, have come to take the
// claim for none of its own. Its story stays.
func (c *Claim) AtRest() bool {
	switch c.NotChecked {
	case restSplit, restMerged, restTakenBack, notReadAnyMore:
		return !c.Checkable
	}
	return false
}

// Piece is one of the figures that a claim really is: words of its quote.
// Number, as "12-14", is the place chosen after an *AmbiguousError.
type Piece struct{ Quote, Number string }

// NewSplit says which figures a claim really is.
type NewSplit struct {
	ClaimID  uint
	Revision int
	Pieces   []Piece // empty ones do not count
	Reason   string
	Token    string
}

const mostPieces = 10

// Split makes claims of the pieces of one. Each begins unreviewed, with the
// verdict on the whole in sight. The whole is not checked any more and keeps
// its story, unless a piece has its number: then it is that piece. A form sent
// twice gives the first edit again; one made on an old revision gives a
// *ConflictError, words that fit several places an *AmbiguousError.
func (s *Store) Split(ctx context.Context, a Actor, e Engine, n NewSplit) (Edit, error) {
	made, err := s.edit(ctx, a, n.ClaimID, n.Token, func(tx *gorm.DB, d *docket) (Edit, error) {
		if d.claim.Revision != n.Revision {
			return Edit{}, conflict(ctx, tx, a, d)
		}
		if err := n.check(d); err != nil {
			return Edit{}, err
		}
		in, err := passageOf(ctx, tx, &d.claim)
		if err != nil {
			return Edit{}, err
		}
		pieces, err := n.find(e, d, in)
		if err != nil {
			return Edit{}, err
		}
		return s.split(ctx, tx, a, d, in, pieces, Edit{Act: ActSplit, Reason: n.Reason, Token: &n.Token})
	})
	return made, wrap(err, "split claim %d", n.ClaimID)
}

func (n *NewSplit) check(d *docket) error {
	var pieces []Piece
	for _, p := range n.Pieces {
		if cleanLine(p.Quote) != "" {
			pieces = append(pieces, p)
		}
	}
	n.Pieces, n.Reason = pieces, strings.TrimSpace(cleanText(n.Reason))
	switch {
	case !d.claim.counted():
		return invalid("piece1", "this claim does not stand in the text as a figure to be checked, so there is nothing to split")
	case len(pieces) < 2:
		return invalid(fmt.Sprintf("piece%d", len(pieces)+1), "say which figures it is: at least two, each in the words of the text")
	case len(pieces) > mostPieces:
		return invalid("piece1", "a claim is split into %d figures at most", mostPieces)
	case n.Reason == "":
		return invalid("reason", "say why it is more than one figure, for whoever looks next")
	}
	return limited("reason", n.Reason, longestReason)
}

// standing is what lies around a claim: its article, its text and all that was
// found in it.
type standing struct {
	article Article
	version Version
	rows    []Claim
}

func passageOf(ctx context.Context, tx *gorm.DB, c *Claim) (in standing, err error) {
	if in.article, err = from[Article](tx).Where("id = ?", c.ArticleID).Take(ctx); err != nil {
		return in, err
	}
	if in.version, err = from[Version](tx).Omit("raw").Where("id = ?", c.VersionID).Take(ctx); err != nil {
		return in, err
	}
	in.rows, err = from[Claim](tx).Where("version_id = ?", c.VersionID).Order("number_start, id").Find(ctx)
	return in, err
}

// without are the rows but for some claims.
func (in *standing) without(claims ...uint) []Claim {
	var rest []Claim
	for i := range in.rows {
		if !slices.Contains(claims, in.rows[i].ID) {
			rest = append(rest, in.rows[i])
		}
	}
	return rest
}

// find are the pieces as claims, in the order in which they were named.
func (n *NewSplit) find(e Engine, d *docket, in standing) ([]Claim, error) {
	whole := &d.claim
	others := in.without(whole.ID)
	var found []Claim
	for i, p := range n.Pieces {
		c, err := p.find(e, whole, in, others)
		if ask, ok := errors.AsType[*AmbiguousError](err); ok {
			ask.Piece = i + 1
			return nil, ask
		}
		if wrong, ok := errors.AsType[*InvalidError](err); ok {
			return nil, &InvalidError{fmt.Sprintf("piece%d", i+1), wrong.Message}
		}
		if err != nil {
			return nil, err
		}
		for j := range found {
			if found[j].overlaps(&c) {
				return nil, invalid(fmt.Sprintf("piece%d", i+1), "this is the number of figure %d too: each needs one of its own", j+1)
			}
		}
		found = append(found, c)
	}
	return found, nil
}

// find is the claim that a piece of a whole is. What the words of the piece do
// not say is that of the whole.
func (p *Piece) find(e Engine, whole *Claim, in standing, others []Claim) (Claim, error) {
	if err := limited("quote", p.Quote, longestQuote); err != nil {
		return Claim{}, err
	}
	start, end := min(whole.Start, whole.NumberStart), max(whole.End, whole.NumberEnd)
	var spans []extract.Span
	for _, at := range newQuoted(p.Quote, "", "").in(in.version.Text) {
		if start <= at.Start && at.End <= end {
			spans = append(spans, at)
		}
	}
	if len(spans) == 0 {
		return Claim{}, invalid("quote", "“%s” does not stand in “%s”: copy the words from there, whole words and numbers only", cleanLine(p.Quote), in.version.Text[start:end])
	}
	n := NewClaim{Quote: p.Quote, Number: p.Number}
	c, err := n.choose(e, &in.article, &in.version, others, spans)
	if err != nil {
		return c, err
	}
	if err := c.readWords(e, whole.Unit); err != nil {
		return c, err
	}
	c.inherit(whole)
	c.WasStatus = verdictOf(whole)
	return c, nil
}

// verdictOf is the status of a claim that somebody has decided on.
func verdictOf(c *Claim) Status {
	if c.Status == StatusUnreviewed {
		return c.WasStatus
	}
	return c.Status
}

// readWords reads the claim's own words where nothing was read in their place.
func (c *Claim) readWords(e Engine, unit string) error {
	if c.Value != nil || c.Low != nil || c.High != nil {
		return nil
	}
	read, err := FigureIn(e, c.Quote, unit)
	if err != nil {
		read, err = FigureIn(e, c.NumberText, unit)
	}
	if err == nil {
		c.Value, c.Low, c.High, c.Approx, c.Label = read.Value, read.Low, read.High, read.Approx, ""
	}
	return err
}

// inherit gives a part what only the whole says: the noun of "12 or 15
// people", and who says so, when and where.
func (c *Claim) inherit(whole *Claim) {
	r := c.Reading()
	if r.Unit == "" && r.Currency == "" && r.Kind == extract.Count {
		r.Kind, r.Unit, r.UnitPhrase, r.UnitName, r.Currency = whole.Kind, whole.Unit, whole.UnitPhrase, whole.UnitName, whole.Currency
		r.SI, r.SIValue, r.Label = "", nil, ""
	}
	if r.AttributedTo == "" {
		r.AttributedTo, r.AttributionKind = whole.AttributedTo, whole.AttributionKind
		c.AttributionStart, c.AttributionEnd, c.AttributionCue, c.Quoted = whole.AttributionStart, whole.AttributionEnd, whole.AttributionCue, whole.Quoted
	}
	if c.TimeText == "" {
		c.TimeText, c.TimeStart, c.TimeEnd, c.TimeFrom, c.TimeTo = whole.TimeText, whole.TimeStart, whole.TimeEnd, whole.TimeFrom, whole.TimeTo
	}
	if whole.SentenceStart <= c.SentenceStart && c.SentenceEnd <= whole.SentenceEnd {
		c.SentenceStart, c.SentenceEnd, c.Sentence = whole.SentenceStart, whole.SentenceEnd, whole.Sentence
	}
	if c.PlaceText == "" {
		c.PlaceText, c.PlaceStart, c.PlaceEnd = whole.PlaceText, whole.PlaceStart, whole.PlaceEnd
	}
	c.complete(&r)
}

// split saves the pieces of the claim of d, and what becomes of it.
func (s *Store) split(ctx context.Context, tx *gorm.DB, a Actor, d *docket, in standing, pieces []Claim, x Edit) (Edit, error) {
	whole := d.claim
	linker := newLinker(in.article.URL, in.version.Text, in.version.Blocks)
	var saved, edits []uint
	var same *Claim
	for i := range pieces {
		c := &pieces[i]
		c.ArticleID, c.VersionID, c.OutletID = whole.ArticleID, whole.VersionID, whole.OutletID
		c.SourceLink, c.CreatedAt = linker.link(c), s.now()
		if c.place() == whole.place() {
			same = c
			continue
		}
		begin := Edit{Act: x.Act, OtherID: &whole.ID, Reason: x.Reason, Resets: true}
		made, err := s.insertFound(ctx, tx, a, c, in.without(whole.ID), &begin)
		if err != nil {
			return x, err
		}
		saved, edits = append(saved, made.ID), append(edits, begin.ID)
	}
	x.OtherID = &saved[0]
	err := s.becomePiece(ctx, tx, a, d, same, &x)
	if err != nil {
		return x, err
	}
	return x, s.record(ctx, tx, a, "claim.split", ids{"article": whole.ArticleID, "claim": whole.ID, "claims": saved, "edits": append(edits, x.ID)}, x.Before, x.After)
}

// becomePiece makes the whole the piece that has its number, or lays it to
// rest if none has.
func (s *Store) becomePiece(ctx context.Context, tx *gorm.DB, a Actor, d *docket, piece *Claim, x *Edit) error {
	if piece == nil {
		return s.rest(ctx, tx, a, d, restSplit, x)
	}
	before, r := d.claim, piece.Reading()
	d.claim.read(&r)
	columns := r.columns()
	columns["by_hand"], columns["original"] = true, JSON(nil)
	columns["unit_start"], columns["unit_end"] = piece.UnitStart, piece.UnitEnd
	x.Resets = true
	return s.addEdit(ctx, tx, a, d, &before, x, columns)
}

// rest takes a claim out of what is checked. Its verdict stays with it.
func (s *Store) rest(ctx context.Context, tx *gorm.DB, a Actor, d *docket, why string, x *Edit) error {
	before := d.claim
	d.claim.Checkable, d.claim.NotChecked = false, why
	if err := endLease(ctx, tx, before.ID); err != nil {
		return err
	}
	return s.addEdit(ctx, tx, a, d, &before, x, map[string]any{"checkable": false, "not_checked": why})
}
