package models

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"tallymark/extract"
	"tallymark/match"
)

// FigureActKind is what a person says of a figure.
type FigureActKind string

// What people say of figures.
const (
	FigureJoin   FigureActKind = "join"   // two are one
	FigureSplit  FigureActKind = "split"  // a claim is not of it
	FigureScope  FigureActKind = "scope"  // a claim is of the same event, and counts another part of it
	FigureSettle FigureActKind = "settle" // its working value
	FigureUndo   FigureActKind = "undo"   // what was said is taken back
)

// FigureAct is one thing that a person said of a figure. It wins over what the
// program makes of the claims, also when their articles are read again. Acts
// are only ever added; taking one back is an act too, with UndoesID.
type FigureAct struct {
	ID        uint
	Act       FigureActKind
	FigureID  uint
	OtherID   *uint // the figure that was joined to it, or that came of it
	ClaimID   *uint
	AgainstID *uint  // the claim that ClaimID is, or is not, one figure with
	Moved     []uint `gorm:"serializer:json"` // claims that went from one figure to the other
	Typed     string // the working value
	Value     *float64
	Low       *float64
	High      *float64
	Approx    extract.Approx
	Reason    string
	UserID    uint
	User      *User
	UndoesID  *uint
	Token     string
	CreatedAt time.Time
}

// Figure writes the working value as a person types it.
func (x *FigureAct) Figure() string {
	r := Reading{Value: x.Value, Low: x.Low, High: x.High, Approx: x.Approx}
	if words := r.Figure(); words != "" {
		return words
	}
	return x.Typed
}

// notUndone keeps the acts that stand.
const notUndone = "undoes_id IS NULL AND NOT EXISTS (SELECT 1 FROM figure_acts AS undo WHERE undo.undoes_id = figure_acts.id)"

// NewFigureAct is something said of a figure, as sent by a form.
type NewFigureAct struct {
	FigureID uint
	OtherID  uint   // to join: the other figure
	ClaimID  uint   // to split off, or of another scope
	Value    string // to settle: the working value, as typed
	Reason   string
	Token    string
}

// check cleans what was typed.
func (n *NewFigureAct) check() error {
	n.Reason, n.Value = strings.TrimSpace(cleanText(n.Reason)), cleanLine(n.Value)
	if n.Reason == "" {
		return invalid("reason", "say why, for whoever looks next")
	}
	return errors.Join(checkToken(n.Token), limited("reason", n.Reason, longestReason), limited("value", n.Value, longestName))
}

// JoinFigures makes one figure of two. What people split stays apart: they
// take that back first.
func (s *Store) JoinFigures(ctx context.Context, a Actor, n NewFigureAct) (FigureAct, error) {
	x, err := s.actOnFigure(ctx, a, &n, func(tx *gorm.DB, x *FigureAct) error {
		other, err := from[Figure](tx).Where("id = ? AND last_claim_id > 0", n.OtherID).Take(ctx)
		switch {
		case errors.Is(err, gorm.ErrRecordNotFound):
			return invalid("other", "there is no figure %d: take the number from its page", n.OtherID)
		case err != nil:
			return err
		case other.ID == x.FigureID:
			return invalid("other", "that is this figure itself: give the number of the other one")
		}
		if err := apart(ctx, tx, x.FigureID, other.ID); err != nil {
			return err
		}
		f, err := from[Figure](tx).Where("id = ?", x.FigureID).Take(ctx)
		if err != nil {
			return err
		}
		x.Act, x.OtherID, x.ClaimID, x.AgainstID = FigureJoin, &other.ID, &f.FirstClaimID, &other.FirstClaimID
		if x.Moved, err = membersOf(ctx, tx, other.ID); err != nil {
			return err
		}
		return moveMembers(ctx, tx, x.Moved, x.FigureID)
	})
	return x, wrap(err, "join figure %d to figure %d", n.OtherID, n.FigureID)
}

// apart refuses to join figures of which people said that they are two.
func apart(ctx context.Context, tx *gorm.DB, figure, other uint) error {
	const inBoth = `act IN ? AND ` + notUndone + ` AND claim_id IN (SELECT claim_id FROM figure_claims WHERE figure_id = ?)
		AND against_id IN (SELECT claim_id FROM figure_claims WHERE figure_id = ?)`
	said := []FigureActKind{FigureSplit, FigureScope}
	acts, err := from[FigureAct](tx).Preload("User").Where("("+inBoth+") OR ("+inBoth+")", said, figure, other, said, other, figure).Order("id DESC").Limit(1).Find(ctx)
	if err != nil || len(acts) == 0 {
		return err
	}
	who := "somebody"
	if acts[0].User != nil {
		who = acts[0].User.Name
	}
	return invalid("other", "%s has said that they are two figures (%s): take that back first, on the page of figure %d", who, acts[0].Reason, acts[0].FigureID)
}

// SplitFigure takes a claim out of a figure, because it is another quantity.
func (s *Store) SplitFigure(ctx context.Context, a Actor, n NewFigureAct) (FigureAct, error) {
	return s.takeOut(ctx, a, n, FigureSplit)
}

// ScopeFigure takes a claim out of a figure, because it counts another part of
// the same event: the dead and injured beside the dead.
func (s *Store) ScopeFigure(ctx context.Context, a Actor, n NewFigureAct) (FigureAct, error) {
	return s.takeOut(ctx, a, n, FigureScope)
}

func (s *Store) takeOut(ctx context.Context, a Actor, n NewFigureAct, act FigureActKind) (FigureAct, error) {
	x, err := s.actOnFigure(ctx, a, &n, func(tx *gorm.DB, x *FigureAct) error {
		f, err := from[Figure](tx).Where("id = ?", x.FigureID).Take(ctx)
		if err != nil {
			return err
		}
		members, err := membersOf(ctx, tx, f.ID)
		if err != nil {
			return err
		}
		switch {
		case !slices.Contains(members, n.ClaimID):
			return invalid("claim", "claim %d is not of this figure any more: load the page again", n.ClaimID)
		case len(members) == 1:
			return invalid("claim", "it is the only claim of this figure, so there is nothing to take it out of")
		}
		against := members[0]
		if against == n.ClaimID {
			against = members[1]
		}
		own := Figure{Kind: f.Kind, FirstClaimID: n.ClaimID, CreatedAt: s.now()}
		if act == FigureScope {
			own.EventID = f.EventID
		}
		if err := insertFigure(ctx, tx, &own); err != nil {
			return err
		}
		x.Act, x.OtherID, x.ClaimID, x.AgainstID, x.Moved = act, &own.ID, &n.ClaimID, &against, []uint{n.ClaimID}
		return moveMembers(ctx, tx, x.Moved, own.ID)
	})
	return x, wrap(err, "take claim %d out of figure %d", n.ClaimID, n.FigureID)
}

// SettleFigure sets the working value of a figure. Its claims are in conflict
// no more, until one comes that conflicts.
func (s *Store) SettleFigure(ctx context.Context, a Actor, e Engine, n NewFigureAct) (FigureAct, error) {
	x, err := s.actOnFigure(ctx, a, &n, func(tx *gorm.DB, x *FigureAct) error {
		if n.Value == "" {
			return invalid("value", "give the value to work with, such as 41, at least 41 or 40 to 45")
		}
		first, err := from[Claim](tx).Where("id = (SELECT first_claim_id FROM figures WHERE id = ?)", x.FigureID).Take(ctx)
		if err != nil && !errors.Is(err, gorm.ErrRecordNotFound) {
			return err
		}
		r, err := FigureIn(e, n.Value, first.Unit)
		if wrong, ok := errors.AsType[*InvalidError](err); ok {
			return &InvalidError{"value", wrong.Message}
		}
		if err != nil {
			return err
		}
		x.Act, x.Typed, x.Value, x.Low, x.High, x.Approx = FigureSettle, n.Value, r.Value, r.Low, r.High, r.Approx
		return nil
	})
	return x, wrap(err, "settle figure %d", n.FigureID)
}

// actOnFigure saves what choose makes of something said of a figure. A form
// sent twice gives the first act again.
func (s *Store) actOnFigure(ctx context.Context, a Actor, n *NewFigureAct, choose func(*gorm.DB, *FigureAct) error) (x FigureAct, err error) {
	if err := a.mustBe(RoleEditor); err != nil {
		return x, err
	}
	if err := n.check(); err != nil {
		return x, err
	}
	err = s.change(ctx, func(tx *gorm.DB) error {
		if err := lockFigures(ctx, tx); err != nil {
			return err
		}
		first, err := from[FigureAct](tx).Where("user_id = ? AND token = ?", a.UserID, n.Token).Take(ctx)
		if err == nil && first.FigureID != n.FigureID {
			return invalid("token", "this form was already sent for another figure: load the page again")
		}
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			x = first
			return err
		}
		if _, err := from[Figure](tx).Select("id").Where("id = ? AND last_claim_id > 0", n.FigureID).Take(ctx); err != nil {
			return err
		}
		x = FigureAct{FigureID: n.FigureID, Reason: n.Reason, UserID: a.UserID, Token: n.Token, CreatedAt: s.now(), Moved: []uint{}}
		if err := choose(tx, &x); err != nil {
			return err
		}
		return s.saveAct(ctx, tx, a, &x)
	})
	return x, err
}

// saveAct adds the row, brings its figures in line with it and records it.
func (s *Store) saveAct(ctx context.Context, tx *gorm.DB, a Actor, x *FigureAct) error {
	if err := from[FigureAct](tx).Omit("User").Create(ctx, x); err != nil {
		return err
	}
	touched := map[uint]bool{x.FigureID: true}
	if x.OtherID != nil {
		touched[*x.OtherID] = true
	}
	if err := s.refresh(ctx, tx, touched, nil, nil); err != nil {
		return err
	}
	if x.Act == FigureJoin {
		if err := tx.WithContext(ctx).Exec("UPDATE figures SET merged_into_id = ? WHERE id = ?", x.FigureID, *x.OtherID).Error; err != nil {
			return err
		}
	}
	return s.record(ctx, tx, a, "figure."+string(x.Act), ids{"figure": x.FigureID, "figure_act": x.ID, "claim": x.ClaimID, "moved": x.Moved}, nil,
		map[string]any{"act": x.Act, "other": x.OtherID, "claim": x.ClaimID, "value": x.Typed, "reason": x.Reason, "undoes": x.UndoesID})
}

// UndoFigureAct takes back what was said of a figure and returns it.
func (s *Store) UndoFigureAct(ctx context.Context, a Actor, id uint, token string) (x FigureAct, err error) {
	if err := a.mustBe(RoleEditor); err != nil {
		return x, err
	}
	if err := checkToken(token); err != nil {
		return x, err
	}
	err = s.change(ctx, func(tx *gorm.DB) error {
		if err := lockFigures(ctx, tx); err != nil {
			return err
		}
		x, err = from[FigureAct](tx).Where("id = ? AND undoes_id IS NULL", id).Take(ctx)
		if err != nil {
			return err
		}
		done, err := from[FigureAct](tx).Where("undoes_id = ?", id).Take(ctx)
		switch {
		case err == nil && done.UserID == a.UserID && done.Token == token:
			return nil
		case err == nil:
			return invalid("act", "this was taken back before")
		case !errors.Is(err, gorm.ErrRecordNotFound):
			return err
		}
		return s.undoAct(ctx, tx, a, &x, token)
	})
	return x, wrap(err, "take back act %d on figures", id)
}

// undoAct moves back what an act has moved, as far as it is still there.
func (s *Store) undoAct(ctx context.Context, tx *gorm.DB, a Actor, x *FigureAct, token string) error {
	back := FigureAct{Act: FigureUndo, FigureID: x.FigureID, OtherID: x.OtherID, Moved: []uint{}, UserID: a.UserID, UndoesID: &x.ID, Token: token, CreatedAt: s.now()}
	var err error
	switch x.Act {
	case FigureJoin:
		back.Moved, err = stillIn(ctx, tx, x.Moved, x.FigureID)
		if err == nil {
			err = moveMembers(ctx, tx, back.Moved, *x.OtherID)
		}
	case FigureSplit, FigureScope:
		back.Moved, err = stillIn(ctx, tx, x.Moved, *x.OtherID)
		if err == nil {
			err = moveMembers(ctx, tx, back.Moved, x.FigureID)
		}
	}
	if err != nil {
		return err
	}
	return s.saveAct(ctx, tx, a, &back)
}

// membersOf are the claims of a figure in the order of their numbers.
func membersOf(ctx context.Context, tx *gorm.DB, figure uint) (claims []uint, err error) {
	err = tx.WithContext(ctx).Raw("SELECT claim_id FROM figure_claims WHERE figure_id = ? ORDER BY claim_id", figure).Scan(&claims).Error
	return claims, err
}

// stillIn are those of some claims that are of a figure.
func stillIn(ctx context.Context, tx *gorm.DB, claims []uint, figure uint) ([]uint, error) {
	now, err := membersOf(ctx, tx, figure)
	return slices.DeleteFunc(now, func(id uint) bool { return !slices.Contains(claims, id) }), err
}

// moveMembers moves claims to a figure, with the keys under which it is then
// found too.
func moveMembers(ctx context.Context, tx *gorm.DB, claims []uint, figure uint) error {
	for batch := range slices.Chunk(claims, 500) {
		if err := tx.WithContext(ctx).Exec("UPDATE figure_claims SET figure_id = ? WHERE claim_id IN ?", figure, batch).Error; err != nil {
			return err
		}
	}
	return refile(ctx, tx, claims, figure)
}

// refile files a figure under the keys of claims that came to it.
func refile(ctx context.Context, tx *gorm.DB, claims []uint, figure uint) error {
	var keys [][2]int64
	for batch := range slices.Chunk(claims, 500) {
		err := eachFace(ctx, tx, batch, func(_ uint, day int64, c match.Claim) {
			for _, key := range c.Keys(time.Unix(day*daySeconds, 0)) {
				keys = append(keys, [2]int64{key, int64(figure)})
			}
		})
		if err != nil {
			return err
		}
	}
	return fileFigures(ctx, tx, keys)
}
