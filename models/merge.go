package models

import (
	"context"
	"errors"
	"slices"
	"strings"

	"gorm.io/gorm"

	"tallymark/extract"
)

// Part is a claim as it stood on the form that merges it.
type Part struct {
	ClaimID  uint
	Revision int
}

// NewMerge says which claims of one text are one figure. What is typed
// overrules what the engine reads in the words from the first number to the
// last.
type NewMerge struct {
	Parts []Part
	Typed
	Reason string
	Token  string
}

// Merge makes one claim of several, which begins unreviewed. The parts are not
// checked any more, point to it and keep their stories. A form sent twice
// gives the claim of the first; one made on an old revision gives a
// *ConflictError.
func (s *Store) Merge(ctx context.Context, a Actor, e Engine, n NewMerge) (c Claim, err error) {
	if err := a.mustBe(RoleReviewer); err != nil {
		return c, err
	}
	n.Reason = strings.TrimSpace(cleanText(n.Reason))
	if err := errors.Join(checkToken(n.Token), limited("reason", n.Reason, longestReason), n.Typed.check()); err != nil {
		return c, err
	}
	switch {
	case len(n.Parts) == 0:
		return c, invalid("parts", "choose the claims that are one figure")
	case len(n.Parts) > mostPieces:
		return c, invalid("parts", "%d claims are merged at most", mostPieces)
	}
	err = s.change(ctx, func(tx *gorm.DB) error {
		first, err := lockArticleOf(ctx, tx, n.Parts[0].ClaimID)
		if err != nil {
			return err
		}
		sent, err := editSent(ctx, tx, a, n.Token)
		if err == nil {
			c, err = from[Claim](tx).Where("id = ?", sent.ClaimID).Take(ctx)
			if err == nil && (sent.Act != ActMerge || c.ArticleID != first.ArticleID) {
				err = invalid("token", "this form was already sent for something else: load the page again")
			}
			return err
		}
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			return err
		}
		c, err = s.merge(ctx, tx, a, e, &first, n)
		return err
	})
	return c, wrap(err, "merge claims")
}

func (s *Store) merge(ctx context.Context, tx *gorm.DB, a Actor, e Engine, first *Claim, n NewMerge) (Claim, error) {
	in, err := passageOf(ctx, tx, first)
	if err != nil {
		return Claim{}, err
	}
	parts, err := n.parts(ctx, tx, a, &in)
	if err != nil {
		return Claim{}, err
	}
	c, err := n.joined(e, &in, parts)
	if err != nil {
		return Claim{}, err
	}
	c.ArticleID, c.VersionID, c.OutletID, c.CreatedAt = first.ArticleID, first.VersionID, first.OutletID, s.now()
	c.SourceLink = newLinker(in.article.URL, in.version.Text, in.version.Blocks).link(&c)
	x := Edit{Act: ActMerge, OtherID: &parts[0].claim.ID, Reason: n.Reason, Token: &n.Token, Resets: true}
	merged, err := s.insertFound(ctx, tx, a, &c, in.rows, &x)
	if err != nil {
		return merged, err
	}
	var claims, edits []uint
	for _, d := range parts {
		part := Edit{Act: ActMerge, OtherID: &merged.ID, Reason: n.Reason}
		if err := s.rest(ctx, tx, a, d, restMerged, &part); err != nil {
			return merged, err
		}
		claims, edits = append(claims, d.claim.ID), append(edits, part.ID)
	}
	return merged, s.record(ctx, tx, a, "claim.merge", ids{"article": merged.ArticleID, "claim": merged.ID, "claims": claims, "edits": append(edits, x.ID)}, x.Before, x.After)
}

// parts are the claims to be merged, in the order of the text.
func (n *NewMerge) parts(ctx context.Context, tx *gorm.DB, a Actor, in *standing) ([]*docket, error) {
	var parts []*docket
	for i := range in.rows {
		c := &in.rows[i]
		at := slices.IndexFunc(n.Parts, func(p Part) bool { return p.ClaimID == c.ID })
		if at < 0 {
			continue
		}
		d, err := docketOf(ctx, tx, *c)
		switch {
		case err != nil:
			return nil, err
		case c.Revision != n.Parts[at].Revision:
			return nil, conflict(ctx, tx, a, d)
		case !c.counted():
			return nil, invalid("parts", "claim %d is not checked, so there is nothing to merge: load the page again", c.ID)
		}
		parts = append(parts, d)
	}
	distinct := make(map[uint]bool)
	for _, p := range n.Parts {
		distinct[p.ClaimID] = true
	}
	switch {
	case len(parts) < len(distinct):
		return nil, invalid("parts", "these claims do not all stand in the same text: only those of one article as it was read at one time can be merged")
	case len(parts) < 2:
		return nil, invalid("parts", "choose at least one other claim that is the same figure")
	case n.Reason == "":
		return nil, invalid("reason", "say why they are one figure, for whoever looks next")
	}
	return parts, nil
}

// joined is the claim that stands from the first number to the last.
func (n *NewMerge) joined(e Engine, in *standing, parts []*docket) (Claim, error) {
	first, last := &parts[0].claim, &parts[len(parts)-1].claim
	at := extract.Span{Start: first.NumberStart, End: last.NumberEnd}
	words := in.version.Text[at.Start:at.End]
	if len(words) > longestQuote || strings.Contains(words, "\n\n") {
		return Claim{}, invalid("parts", "these claims stand too far apart to be one figure")
	}
	var chosen []uint
	for _, d := range parts {
		chosen = append(chosen, d.claim.ID)
	}
	if other := inTheWay(&Claim{NumberStart: at.Start, NumberEnd: at.End}, in.without(chosen...)); other != 0 {
		return Claim{}, invalid("parts", "claim %d stands between them: merge it too", other)
	}
	c, err := n.readJoined(e, in, at, parts)
	if err != nil {
		return c, err
	}
	after, err := n.Typed.over(e, c.Reading())
	if err != nil {
		return c, err
	}
	if after.Value == nil && after.Low == nil && after.High == nil {
		return c, invalid("figure", "“%s” is not read as one figure: type what it states, such as 19 to 37 or $4 billion", words)
	}
	c.complete(&after)
	for _, d := range parts {
		if c.WasStatus == "" {
			c.WasStatus = verdictOf(&d.claim)
		}
	}
	return c, nil
}

// readJoined is what the engine reads in the joined words: in their place, or
// else alone. What they do not say is that of the part that has a unit.
func (n *NewMerge) readJoined(e Engine, in *standing, at extract.Span, parts []*docket) (Claim, error) {
	found, err := in.version.figuresAt(e, at, in.article.Lang, dateOf(&in.article))
	if err != nil {
		return Claim{}, err
	}
	like := &parts[0].claim
	for _, d := range parts {
		if d.claim.Unit != "" || d.claim.Currency != "" {
			like = &d.claim
		}
	}
	first, last := &parts[0].claim, &parts[len(parts)-1].claim
	sentence := extract.Span{Start: first.SentenceStart, End: max(first.SentenceEnd, last.SentenceEnd)}
	c := in.version.bare(at, sentence)
	c.NumberStart, c.NumberEnd, c.NumberText = at.Start, at.End, c.Quote
	c.Start, c.End = min(first.Start, at.Start), max(last.End, at.End)
	c.Quote = in.version.Text[c.Start:c.End]
	for i := range found {
		if f := &found[i]; f.NumberStart == at.Start && f.NumberEnd == at.End && (f.Value != nil || f.Low != nil || f.High != nil) {
			c = *f
		}
	}
	err = c.readWords(e, like.Unit)
	if errors.Is(err, ErrInvalid) {
		err = nil
		if n.Figure == nil {
			err = invalid("figure", "“%s” is not read as one figure: type what it states, such as 19 to 37 or $4 billion", c.NumberText)
		}
	}
	c.inherit(like)
	return c, err
}
