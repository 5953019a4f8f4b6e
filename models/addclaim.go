package models

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tallymark/extract"
)

// NewClaim is a figure that a person found in the text of an article: the
// quote with what stands before and after it. Number, as "12-14", is the place
// chosen after an *AmbiguousError. What is typed overrules the engine.
type NewClaim struct {
	ArticleID      uint
	Quote          string
	Prefix, Suffix string
	Number         string
	Typed
	Reason string
	Token  string
}

// Place is where a quote may stand.
type Place struct {
	Number                string // names it: the bytes of the number, "12-14"
	Before, Figure, After string
	Reads                 string // what the engine reads there, "" if nothing
}

// AmbiguousError is a quote that stands in several places, or holds several
// figures.
type AmbiguousError struct {
	Places []Place
	Piece  int // which of several quotes it is, from 1; 0 where there is one
}

func (e *AmbiguousError) Error() string {
	return fmt.Sprintf("the quote fits %d places", len(e.Places))
}

// Is makes every AmbiguousError an ErrInvalid.
func (e *AmbiguousError) Is(target error) bool { return target == ErrInvalid }

// AddClaim adds the figure at the place of the quote in the article's current
// text. A form sent twice gives the claim of the first. A quote that fits
// several places is an *AmbiguousError.
func (s *Store) AddClaim(ctx context.Context, a Actor, e Engine, n NewClaim) (Claim, error) {
	if err := a.mustBe(RoleReviewer); err != nil {
		return Claim{}, err
	}
	if err := n.check(); err != nil {
		return Claim{}, err
	}
	var c Claim
	err := s.change(ctx, func(tx *gorm.DB) error {
		art, err := from[Article](tx, clause.Locking{Strength: "UPDATE"}).Where("id = ?", n.ArticleID).Take(ctx)
		if err != nil {
			return err
		}
		sent, err := editSent(ctx, tx, a, n.Token)
		if err == nil {
			c, err = from[Claim](tx).Where("id = ?", sent.ClaimID).Take(ctx)
			return err
		}
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			return err
		}
		c, err = s.addClaim(ctx, tx, a, e, &art, n)
		return err
	})
	if err == nil && c.ArticleID != n.ArticleID {
		err = invalid("token", "this form was already sent for another article: load the page again")
	}
	return c, wrap(err, "add a claim to article %d", n.ArticleID)
}

func (n *NewClaim) check() error {
	if cleanLine(n.Quote) == "" {
		return invalid("quote", "select the figure in the text, or type the words as they stand there")
	}
	return errors.Join(
		checkToken(n.Token), limited("quote", n.Quote, longestQuote), limited("prefix", n.Prefix, longestQuote),
		limited("suffix", n.Suffix, longestQuote), limited("reason", n.Reason, longestReason), n.Typed.check(),
	)
}

func (s *Store) addClaim(ctx context.Context, tx *gorm.DB, a Actor, e Engine, art *Article, n NewClaim) (Claim, error) {
	v, err := from[Version](tx).Omit("raw").Where("id = ?", art.CurrentVersionID).Take(ctx)
	if err != nil {
		return Claim{}, err
	}
	rows, err := from[Claim](tx).Where("version_id = ?", v.ID).Order("number_start").Find(ctx)
	if err != nil {
		return Claim{}, err
	}
	c, err := n.find(e, art, &v, rows)
	if err != nil {
		return Claim{}, err
	}
	after, err := n.Typed.over(e, c.Reading())
	if err != nil {
		return Claim{}, err
	}
	if after.Value == nil && after.Low == nil && after.High == nil {
		return Claim{}, invalid("figure", "no number is read in “%s”: type the figure that it states, such as 41 or about 3,500", c.Quote)
	}
	c.complete(&after)
	c.ArticleID, c.VersionID, c.OutletID = art.ID, v.ID, art.OutletID
	c.SourceLink, c.CreatedAt = newLinker(art.URL, v.Text, v.Blocks).link(&c), s.now()
	return s.saveFound(ctx, tx, a, &c, rows, Edit{Act: ActAdd, Reason: strings.TrimSpace(cleanText(n.Reason)), Token: &n.Token})
}

// complete makes c a claim that states r and that a person vouches for.
func (c *Claim) complete(r *Reading) {
	c.read(r)
	c.Checkable, c.NotChecked, c.ByHand = true, "", true
	if !slices.Contains(Kinds, c.Kind) {
		c.Kind = extract.Count
	}
	if c.Label == "" {
		now := c.Reading()
		c.Label = now.Words()
	}
}

// find is the one figure that the quote means.
func (n *NewClaim) find(e Engine, art *Article, v *Version, rows []Claim) (Claim, error) {
	spans := newQuoted(n.Quote, n.Prefix, n.Suffix).in(v.Text)
	if len(spans) == 0 {
		return Claim{}, invalid("quote", "“%s” does not stand in the text as it is now: copy the words from there, whole words and numbers only", cleanLine(n.Quote))
	}
	return n.choose(e, art, v, rows, spans)
}

// choose is the one figure that stands at one of the places.
func (n *NewClaim) choose(e Engine, art *Article, v *Version, rows []Claim, spans []extract.Span) (Claim, error) {
	if len(spans) > mostPlaces && n.Number == "" {
		return Claim{}, invalid("quote", "these words stand in %d places: take more words around the figure", len(spans))
	}
	free, taken, err := unclaimed(e, art, v, rows, spans)
	switch {
	case err != nil:
		return Claim{}, err
	case len(free) == 0:
		return Claim{}, invalid("quote", "this figure is claim %d already: open it to mend what it states", taken)
	case n.Number == "" && len(free) == 1:
		return free[0], nil
	}
	for i := range free {
		if n.Number == free[i].place() {
			return free[i], nil
		}
	}
	return Claim{}, whichPlace(v.Text, free)
}

// unclaimed are the figures at the places that no claim has yet, and the last
// claim that stood in the way.
func unclaimed(e Engine, art *Article, v *Version, rows []Claim, spans []extract.Span) (free []Claim, taken uint, err error) {
	for _, at := range spans[:min(len(spans), longestQuote)] {
		found, err := v.figuresAt(e, at, art.Lang, dateOf(art))
		if err != nil {
			return nil, 0, err
		}
		for i := range found {
			if other := inTheWay(&found[i], rows); other != 0 {
				taken = other
			} else if !slices.ContainsFunc(free, func(c Claim) bool { return c.place() == found[i].place() }) {
				free = append(free, found[i])
			}
		}
	}
	return free, taken, nil
}

// dateOf is the day of publication, "" if unknown.
func dateOf(art *Article) string {
	if art.PublishedAt == nil {
		return ""
	}
	return art.PublishedAt.Format("2006-01-02")
}

// inTheWay is the claim whose number c would overlap, 0 if there is none.
func inTheWay(c *Claim, rows []Claim) uint {
	for i := range rows {
		if rows[i].counted() && c.overlaps(&rows[i]) {
			return rows[i].ID
		}
	}
	return 0
}

func (c *Claim) place() string { return fmt.Sprintf("%d-%d", c.NumberStart, c.NumberEnd) }

func whichPlace(text string, found []Claim) error {
	e := new(AmbiguousError)
	for i := range found[:min(len(found), mostPlaces)] {
		c := &found[i]
		start, end := newLinker("", text, nil).paragraph(c.NumberStart, c.NumberEnd)
		p := Place{
			Number: c.place(), Figure: c.NumberText,
			Before: text[start+wordsBack(text[start:c.NumberStart], c.NumberStart-start, mostContext) : c.NumberStart],
			After:  text[c.NumberEnd:][:wordsOn(text[c.NumberEnd:end], 0, mostContext)],
		}
		if r := c.Reading(); c.Checkable {
			p.Reads = r.Words()
		}
		e.Places = append(e.Places, p)
	}
	return e
}

// saveFound adds a claim that a person found, or wakes the row that has its
// place and is not checked.
func (s *Store) saveFound(ctx context.Context, tx *gorm.DB, a Actor, c *Claim, rows []Claim, x Edit) (Claim, error) {
	saved, err := s.insertFound(ctx, tx, a, c, rows, &x)
	if err != nil {
		return saved, err
	}
	return saved, s.record(ctx, tx, a, "claim."+string(x.Act), ids{"article": saved.ArticleID, "claim": saved.ID, "edit": x.ID, "other": x.OtherID}, x.Before, x.After)
}

// insertFound is saveFound without the audit log.
func (s *Store) insertFound(ctx context.Context, tx *gorm.DB, a Actor, c *Claim, rows []Claim, x *Edit) (Claim, error) {
	asleep := slices.IndexFunc(rows, func(r Claim) bool { return r.place() == c.place() })
	if asleep >= 0 {
		return s.wake(ctx, tx, a, &rows[asleep], c, x)
	}
	if err := s.insertClaims(ctx, tx, []Claim{*c}); err != nil {
		return *c, err
	}
	saved, err := from[Claim](tx).Where("version_id = ? AND number_start = ? AND number_end = ?", c.VersionID, c.NumberStart, c.NumberEnd).Take(ctx)
	if err != nil {
		return saved, err
	}
	begins := Claim{ID: saved.ID, ArticleID: saved.ArticleID}
	if err := s.insertEdit(ctx, tx, a, &begins, &saved, x); err != nil {
		return saved, err
	}
	return saved, recount(ctx, tx, saved.ArticleID)
}

// wake makes a row that is not checked the claim c.
func (s *Store) wake(ctx context.Context, tx *gorm.DB, a Actor, row, c *Claim, x *Edit) (Claim, error) {
	d, err := docketOf(ctx, tx, *row)
	if err != nil {
		return *c, err
	}
	columns, err := c.all()
	if err != nil {
		return *c, err
	}
	columns["stale"], columns["missed_by"] = false, ""
	if c.WasStatus != "" {
		columns["was_status"] = c.WasStatus
	}
	c.ID, c.ArticleID, c.Revision = row.ID, row.ArticleID, row.Revision
	d.claim = *c
	return *c, s.addEdit(ctx, tx, a, d, row, x, columns)
}

// all are the columns of where a claim stands and what it states.
func (c *Claim) all() (map[string]any, error) {
	columns, err := c.placing()
	if err != nil {
		return nil, err
	}
	r := c.Reading()
	for name, value := range r.columns() {
		columns[name] = value
	}
	for name, value := range map[string]any{
		"number_text": c.NumberText, "checkable": c.Checkable, "not_checked": c.NotChecked, "by_hand": c.ByHand, "original": c.Original,
		"change_role": c.ChangeRole, "change_direction": c.ChangeDirection, "modality": c.Modality, "scope": c.Scope, "total": c.Total,
	} {
		columns[name] = value
	}
	return columns, nil
}
