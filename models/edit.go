package models

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"gorm.io/gorm"
)

// Act is what was done to what a claim states.
type Act string

// The acts.
const (
	ActAdd     Act = "add"     // a person found it
	ActMend    Act = "mend"    // a person reads it otherwise
	ActRestore Act = "restore" // a mend is taken back
	ActSplit   Act = "split"   // it became two; Other is the other half
	ActMerge   Act = "merge"   // it took Other in, or went into it
	ActReread  Act = "reread"  // a newer engine reads it otherwise
)

// Edit is one change of what a claim states. Edits are only ever added; one
// that takes another back is an Edit too. One that Resets changed what a
// verdict judges, so that no decision made before it counts any more.
type Edit struct {
	ID        uint
	ClaimID   uint
	Revision  int // of the claim, that the edit was made on; 0 for one that begins it
	Act       Act
	Resets    bool
	OtherID   *uint
	Before    JSON `gorm:"column:before_json"` // a Reading
	After     JSON `gorm:"column:after_json"`  // a Reading
	Reason    string
	UserID    *uint // nil for the system
	User      *User
	Token     *string
	CreatedAt time.Time
}

// Readings are what the claim stated before and after.
func (e *Edit) Readings() (before, after Reading, err error) {
	err = errors.Join(json.Unmarshal(e.Before, &before), json.Unmarshal(e.After, &after))
	return before, after, wrap(err, "readings of edit %d", e.ID)
}

// resetAt is the revision on which the newest edit that resets was made, 0 if
// none was: only decisions made on a later one count.
func resetAt(es []Edit) int {
	at := 0
	for i := range es {
		if es[i].Resets {
			at = max(at, es[i].Revision)
		}
	}
	return at
}

// EngineReading is what the engine reads where a person reads otherwise, and
// for a claim that a person added what it stated at first.
func (c *Claim) EngineReading() (Reading, bool) {
	var r Reading
	if len(c.Original) == 0 || json.Unmarshal(c.Original, &r) != nil {
		return Reading{}, false
	}
	return r, true
}

// NewEdit mends what a claim states, as sent by a form. Restores, when set, is
// the edit to take back: then nothing else is looked at.
type NewEdit struct {
	ClaimID  uint
	Revision int
	Typed
	Restores *uint
	Reason   string
	Token    string
}

// Mend changes what a claim states and returns the edit. A verdict made before
// is set back, and stays in the history, when value, range, approximator,
// unit, kind or attribution change. A form sent twice gives the first edit
// again; one made on an old revision gives a *ConflictError.
func (s *Store) Mend(ctx context.Context, a Actor, e Engine, n NewEdit) (Edit, error) {
	made, err := s.edit(ctx, a, n.ClaimID, n.Token, func(tx *gorm.DB, d *docket) (Edit, error) {
		if d.claim.Revision != n.Revision {
			return Edit{}, conflict(ctx, tx, a, d)
		}
		if x := d.joint(n.Restores); x != nil {
			return s.takeBack(ctx, tx, a, d, x, n)
		}
		if !d.claim.Checkable {
			return Edit{}, invalid("figure", "this figure is not checked (%s): add it from the text of the article first", d.claim.NotChecked)
		}
		x, after, err := n.edit(e, d)
		if err != nil {
			return Edit{}, err
		}
		before := d.claim
		d.claim.read(&after)
		d.claim.keepOriginal(&before)
		return x, s.saveEdit(ctx, tx, a, d, &before, &x, d.claim.mended())
	})
	return made, wrap(err, "mend claim %d", n.ClaimID)
}

// edit is the change that n asks for, and what the claim then states.
func (n *NewEdit) edit(e Engine, d *docket) (Edit, Reading, error) {
	now := d.claim.Reading()
	x := Edit{Act: ActMend, Reason: strings.TrimSpace(cleanText(n.Reason)), Token: &n.Token}
	if err := limited("reason", x.Reason, longestReason); err != nil {
		return x, now, err
	}
	if n.Restores != nil {
		after, err := d.before(*n.Restores)
		x.Act = ActRestore
		if err == nil && after.same(&now) {
			err = invalid("restores", "the claim states that already")
		}
		return x, after, err
	}
	after, err := n.over(e, now)
	switch {
	case err != nil:
		return x, after, err
	case after.same(&now):
		return x, after, invalid("figure", "nothing is changed: type what the article says instead of what was read")
	case x.Reason == "":
		return x, after, invalid("reason", "say why the reading is wrong, for whoever looks next")
	}
	return x, after, nil
}

// before is what the claim stated before one of its mends.
func (d *docket) before(id uint) (Reading, error) {
	for i := range d.edits {
		e := &d.edits[i]
		if e.ID == id && (e.Act == ActMend || e.Act == ActRestore || e.Act == ActReread) {
			before, _, err := e.Readings()
			return before, err
		}
	}
	return Reading{}, invalid("restores", "that is no change of this claim that can be taken back")
}

// keepOriginal remembers what the engine read, as long as the claim states
// something else.
func (c *Claim) keepOriginal(before *Claim) {
	original, ok := c.EngineReading()
	if !ok {
		original = before.Reading()
	}
	now := c.Reading()
	c.Original = nil
	if !original.same(&now) {
		c.Original, _ = json.Marshal(original) // numbers of a claim are never infinite
	}
}

// mended are the columns that a mend changes.
func (c *Claim) mended() map[string]any {
	r := c.Reading()
	columns := r.columns()
	columns["original"] = c.Original
	return columns
}

// edit saves what choose makes of the locked claim, unless the user has sent
// the token before: then it returns the edit made at that time.
func (s *Store) edit(ctx context.Context, a Actor, claimID uint, token string, choose func(*gorm.DB, *docket) (Edit, error)) (x Edit, err error) {
	if err := a.mustBe(RoleReviewer); err != nil {
		return x, err
	}
	if err := checkToken(token); err != nil {
		return x, err
	}
	err = s.change(ctx, func(tx *gorm.DB) error {
		c, err := lockArticleOf(ctx, tx, claimID)
		if err != nil {
			return err
		}
		x, err = editSent(ctx, tx, a, token)
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			return err
		}
		d, err := docketOf(ctx, tx, c)
		if err != nil {
			return err
		}
		x, err = choose(tx, d)
		return err
	})
	if isDuplicate(err) || err == nil && x.ClaimID != claimID {
		err = invalid("token", "this form was already sent for another claim: load the page again")
	}
	return x, err
}

// editSent is the edit that the user's form with this token made before.
func editSent(ctx context.Context, tx *gorm.DB, a Actor, token string) (Edit, error) {
	return from[Edit](tx).Preload("User").Where("user_id = ? AND token = ?", a.UserID, token).Take(ctx)
}

// saveEdit writes the claim of d, which has been changed from before, with the
// edit, and brings status, counts and audit log in line with it.
func (s *Store) saveEdit(ctx context.Context, tx *gorm.DB, a Actor, d *docket, before *Claim, x *Edit, columns map[string]any) error {
	if err := s.addEdit(ctx, tx, a, d, before, x, columns); err != nil {
		return err
	}
	return s.record(ctx, tx, a, "claim."+string(x.Act), ids{"article": before.ArticleID, "claim": before.ID, "edit": x.ID, "other": x.OtherID},
		x.Before, x.After)
}

// addEdit is saveEdit without the audit log.
func (s *Store) addEdit(ctx context.Context, tx *gorm.DB, a Actor, d *docket, before *Claim, x *Edit, columns map[string]any) error {
	if err := s.insertEdit(ctx, tx, a, before, &d.claim, x); err != nil {
		return err
	}
	d.edits = append(d.edits, *x)
	st := StatusOf(d.decisions, d.edits)
	if x.Resets && before.Status != StatusUnreviewed {
		columns["was_status"] = before.Status
	}
	if err := from[Claim](tx).Where("id = ?", before.ID).Assign(ctx, columns); err != nil {
		return err
	}
	if err := setStanding(ctx, tx, before.ID, &st); err != nil {
		return err
	}
	return recount(ctx, tx, before.ArticleID)
}

// insertEdit adds the row of an edit that led from one reading of a claim to the other.
func (s *Store) insertEdit(ctx context.Context, tx *gorm.DB, a Actor, was, is *Claim, x *Edit) (err error) {
	before, after := was.Reading(), is.Reading()
	x.ClaimID, x.Revision, x.UserID, x.CreatedAt = was.ID, was.Revision, a.userID(), s.now()
	x.Resets = x.Resets || !before.judgedAs(&after)
	if x.Before, err = json.Marshal(before); err != nil {
		return err
	}
	if x.After, err = json.Marshal(after); err != nil {
		return err
	}
	return from[Edit](tx).Omit("User").Create(ctx, x)
}

func editsOf(ctx context.Context, tx *gorm.DB, claimID uint) ([]Edit, error) {
	return from[Edit](tx).Preload("User").Where("claim_id = ?", claimID).Order("revision").Find(ctx)
}
