package models

import (
	"context"
	"strings"

	"gorm.io/gorm"
)

// joint is the split or merge that an edit of the claim began; nil if it is
// none. Whoever split or merged sent a token for this claim only.
func (d *docket) joint(id *uint) *Edit {
	for i := range d.edits {
		e := &d.edits[i]
		if id != nil && e.ID == *id && e.Begins() {
			return e
		}
	}
	return nil
}

// Begins reports whether the edit is the one of a split or merge by which all
// of it is taken back.
func (e *Edit) Begins() bool { return (e.Act == ActSplit || e.Act == ActMerge) && e.Token != nil }

// takeBack undoes a split or merge, by edits of its own, as long as nobody has
// done anything with what came of it.
func (s *Store) takeBack(ctx context.Context, tx *gorm.DB, a Actor, d *docket, x *Edit, n NewEdit) (Edit, error) {
	parts, err := partsOf(ctx, tx, d, x)
	if err != nil {
		return Edit{}, err
	}
	made := []*docket{d}
	if x.Act == ActSplit {
		made = parts
		if d.claim.Checkable {
			made = append(made, d) // it had become one of the pieces
		}
	}
	for _, one := range append(parts, d) {
		if err := one.undisturbed(x, one == d); err != nil {
			return Edit{}, err
		}
	}
	for _, one := range made {
		if len(thatStand(one.decisions, one.last().Revision+1)) > 0 {
			return Edit{}, invalid("restores", "somebody has decided on claim %d since: that verdict has to be undone first", one.claim.ID)
		}
	}
	back := Edit{Act: ActRestore, OtherID: x.OtherID, Reason: strings.TrimSpace(cleanText(n.Reason)), Token: &n.Token}
	return back, s.takeApart(ctx, tx, a, d, x, parts, &back)
}

// partsOf are the other claims of a split or merge.
func partsOf(ctx context.Context, tx *gorm.DB, d *docket, x *Edit) ([]*docket, error) {
	rows, err := from[Claim](tx).Where("id IN (SELECT claim_id FROM edits WHERE other_id = ? AND act = ? AND token IS NULL)", d.claim.ID, x.Act).Order("id").Find(ctx)
	if err != nil {
		return nil, err
	}
	var parts []*docket
	for i := range rows {
		one, err := docketOf(ctx, tx, rows[i])
		if err != nil {
			return nil, err
		}
		if one.partedBy(d, x) {
			parts = append(parts, one)
		}
	}
	return parts, nil
}

// partedBy reports whether the claim came into this split or merge of another,
// and not into an earlier one. The edits of a split come before the one that
// begins it, and after whatever was edited before.
func (d *docket) partedBy(with *docket, x *Edit) bool {
	after := uint(0)
	for i := range with.edits {
		if id := with.edits[i].ID; id < x.ID {
			after = max(after, id)
		}
	}
	in := false
	for i := range d.edits {
		switch e := &d.edits[i]; {
		case e.OtherID == nil || *e.OtherID != with.claim.ID:
		case e.Act == ActRestore:
			in = false
		case e.Act == x.Act:
			in = x.Act == ActMerge || after < e.ID && e.ID < x.ID
		}
	}
	return in
}

func (d *docket) last() *Edit { return &d.edits[len(d.edits)-1] }

// undisturbed asks that nothing was changed since about what the claim states.
func (d *docket) undisturbed(x *Edit, began bool) error {
	last := d.last()
	if began && last.ID == x.ID || !began && last.Act == x.Act && last.Token == nil {
		return nil
	}
	if began && last.Act == ActRestore {
		return invalid("restores", "this has been taken back already")
	}
	return invalid("restores", "claim %d has been changed since: take that back first", d.claim.ID)
}

// takeApart wakes what had been laid to rest, and lays to rest what had been made.
func (s *Store) takeApart(ctx context.Context, tx *gorm.DB, a Actor, d *docket, x *Edit, parts []*docket, back *Edit) error {
	in, err := passageOf(ctx, tx, &d.claim)
	if err != nil {
		return err
	}
	edits, claims := []uint{}, []uint{d.claim.ID}
	for _, one := range parts {
		claims = append(claims, one.claim.ID)
	}
	others := in.without(claims...)
	for _, one := range parts {
		part := Edit{Act: ActRestore, OtherID: &d.claim.ID, Reason: back.Reason}
		if err := s.turn(ctx, tx, a, one, x.Act == ActMerge, others, &part); err != nil {
			return err
		}
		edits = append(edits, part.ID)
	}
	if x.Act == ActSplit && d.claim.Checkable {
		err = s.wholeAgain(ctx, tx, a, d, x, back)
	} else {
		err = s.turn(ctx, tx, a, d, x.Act == ActSplit, others, back)
	}
	if err != nil {
		return err
	}
	return s.record(ctx, tx, a, "claim.restore", ids{"article": d.claim.ArticleID, "claims": claims, "edits": append(edits, back.ID)}, back.Before, back.After)
}

// turn wakes a claim, or lays it to rest.
func (s *Store) turn(ctx context.Context, tx *gorm.DB, a Actor, d *docket, wake bool, others []Claim, x *Edit) error {
	if !wake {
		return s.rest(ctx, tx, a, d, restTakenBack, x)
	}
	if other := inTheWay(&d.claim, others); other != 0 {
		return invalid("restores", "claim %d stands in its place now", other)
	}
	before := d.claim
	d.claim.Checkable, d.claim.NotChecked = true, ""
	return s.addEdit(ctx, tx, a, d, &before, x, map[string]any{"checkable": true, "not_checked": ""})
}

// wholeAgain gives a claim that had become a piece its reading back.
func (s *Store) wholeAgain(ctx context.Context, tx *gorm.DB, a Actor, d *docket, x, back *Edit) error {
	r, _, err := x.Readings()
	if err != nil {
		return err
	}
	before := d.claim
	d.claim.read(&r)
	back.Resets = true
	return s.addEdit(ctx, tx, a, d, &before, back, r.columns())
}
