package models

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
)

// Decision is one reviewer's verdict at one time. Decisions are only ever
// added; an undo is a Decision too, with UndoesID.
type Decision struct {
	ID             uint
	ClaimID        uint
	Claim          *Claim
	Seq            int    // 1, 2, 3 … within the claim
	Revision       int    // of the claim, that the decision was made on
	Status         Status // for an undo: the status it led back to
	Basis          Basis
	Reason         string
	CorrectValue   *float64
	CorrectText    string
	SupersededByID *uint
	UserID         uint
	User           *User
	UndoesID       *uint
	BulkID         *uint // of the decisions that were made together
	Together       int   `gorm:"-"` // how many of those are not taken back; set where an undo is offered
	Policy         JSON  // the policy it was made under
	Evidence       JSON  // the evidence at that time
	Token          string
	CreatedAt      time.Time
}

// NewDecision is a verdict as sent by a form. Token makes a double submit one
// decision; Revision is that of the claim on the form.
type NewDecision struct {
	ClaimID        uint
	Revision       int
	Status         Status
	Basis          Basis
	Reason         string
	CorrectText    string
	CorrectValue   *float64
	SupersededByID *uint
	Token          string
}

const (
	longestReason = 5000
	longestToken  = 200
)

// docket is a claim with all that a decision on it has to heed.
type docket struct {
	claim     Claim
	decisions []Decision
	edits     []Edit
	evidence  []Evidence // not withdrawn
	policy    Policy
}

// Decide adds a verdict and returns it. A form sent twice gives the first
// decision again; one made on an old revision gives a *ConflictError.
func (s *Store) Decide(ctx context.Context, a Actor, n NewDecision) (Decision, error) {
	return s.decide(ctx, a, n.ClaimID, n.Token, func(tx *gorm.DB, d *docket) (Decision, error) {
		if d.claim.Revision != n.Revision {
			return Decision{}, conflict(ctx, tx, a, d)
		}
		if err := n.checkNewer(ctx, tx); err != nil {
			return Decision{}, err
		}
		return n.by(a, d)
	})
}

// by is the verdict, if it is the actor's to give.
func (n NewDecision) by(a Actor, d *docket) (Decision, error) {
	v, err := n.verdict(d)
	if err != nil {
		return v, err
	}
	return v, v.settling(a, d)
}

// checkNewer asks for the claim with the newer figure to be one that can be
// checked. What a verdict other than superseded points to is dropped anyway.
func (n *NewDecision) checkNewer(ctx context.Context, tx *gorm.DB) error {
	if n.SupersededByID == nil || n.Status != StatusSuperseded {
		return nil
	}
	newer, err := from[Claim](tx).Select("id", "checkable", "not_checked").Where("id = ?", *n.SupersededByID).Take(ctx)
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound):
		return invalid("superseded_by", "there is no claim %d: give the number of the claim with the newer figure", *n.SupersededByID)
	case err != nil:
		return err
	case !newer.Checkable:
		return invalid("superseded_by", "number %d is not a claim that can be checked (%s), so it cannot be the newer figure: point to another claim, or say in the reason what the newer figure is",
			newer.ID, newer.NotChecked)
	}
	return nil
}

// settling refuses a second verdict of a reviewer who has seen the first, and a
// verdict where two others wait for an editor, unless it is that of an editor
// who is neither of the two and says why.
func (v *Decision) settling(a Actor, d *docket) error {
	st := StatusOf(d.decisions, d.edits)
	switch {
	case slices.Contains(st.seen, a.UserID) && a.mustBe(RoleEditor) != nil:
		return invalid("status", "you took back your second verdict after the first was shown to you, so that another would not be blind: somebody else checks this claim")
	case !st.Disagreement():
		return nil
	case a.mustBe(RoleEditor) != nil:
		return invalid("status", "two people have decided differently on this claim: an editor settles it")
	case a.UserID == st.First.UserID || a.UserID == st.Second.UserID:
		return invalid("status", "one of the two verdicts is yours, so another editor settles it")
	case v.Reason == "":
		return invalid("reason", "say why: two people have decided differently and will read it")
	}
	return nil
}

// Undo takes back the actor's own newest verdict, by a decision that leads back
// to the one before; again and again, any number of them. When somebody else
// has decided since it is an *UndoBlockedError.
func (s *Store) Undo(ctx context.Context, a Actor, claimID uint, revision int, token string) (Decision, error) {
	return s.decide(ctx, a, claimID, token, func(tx *gorm.DB, d *docket) (Decision, error) {
		st := StatusOf(d.decisions, d.edits)
		last := st.Last
		switch {
		case last != nil && last.UserID != a.UserID && !st.hides(last, a):
			return Decision{}, &UndoBlockedError{Later: *last}
		case d.claim.Revision != revision:
			return Decision{}, conflict(ctx, tx, a, d)
		case last == nil || last.UserID != a.UserID:
			return Decision{}, invalid("claim", "there is no decision of yours left to undo")
		}
		return undoing(last, d), nil
	})
}

// undoing is the decision that takes back last: it says where that leads.
func undoing(last *Decision, d *docket) Decision {
	undo := Decision{UndoesID: &last.ID}
	st := StatusOf(append(slices.Clone(d.decisions), undo), d.edits)
	undo.Status = st.Status
	if back := st.Counts; back != nil {
		undo.Basis, undo.Reason = back.Basis, back.Reason
		undo.CorrectValue, undo.CorrectText, undo.SupersededByID = back.CorrectValue, back.CorrectText, back.SupersededByID
	}
	return undo
}

// decide saves what choose makes of the locked claim, unless the user has
// sent the token before: then it returns the decision made at that time.
func (s *Store) decide(ctx context.Context, a Actor, claimID uint, token string, choose func(*gorm.DB, *docket) (Decision, error)) (d Decision, err error) {
	if err := a.mustBe(RoleReviewer); err != nil {
		return Decision{}, err
	}
	if err := checkToken(token); err != nil {
		return Decision{}, err
	}
	err = s.change(ctx, func(tx *gorm.DB) error {
		c, err := lockArticleOf(ctx, tx, claimID)
		if err != nil {
			return err
		}
		d, err = from[Decision](tx).Preload("User").Where("user_id = ? AND token = ?", a.UserID, token).Take(ctx)
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			return err
		}
		on, err := docketOf(ctx, tx, c)
		if err != nil {
			return err
		}
		if d, err = choose(tx, on); err != nil {
			return err
		}
		d.UserID, d.Token = a.UserID, token
		return s.saveDecision(ctx, tx, a, on, &d)
	})
	if isDuplicate(err) || err == nil && d.ClaimID != claimID {
		err = invalid("token", "this form was already sent for another claim: load the page again")
	}
	return d, wrap(err, "decide claim %d", claimID)
}

func checkToken(token string) error {
	if token == "" || len(token) > longestToken || token != cleanText(token) {
		return invalid("token", "the form is damaged: load the page again")
	}
	return nil
}

func docketOf(ctx context.Context, tx *gorm.DB, c Claim) (*docket, error) {
	d := &docket{claim: c}
	var err error
	if d.decisions, err = decisionsOf(ctx, tx, c.ID); err != nil {
		return nil, err
	}
	if d.edits, err = editsOf(ctx, tx, c.ID); err != nil {
		return nil, err
	}
	if d.evidence, err = from[Evidence](tx).Where("claim_id = ? AND withdrawn_at IS NULL", c.ID).Order("id").Find(ctx); err != nil {
		return nil, err
	}
	d.policy, err = policy(ctx, tx)
	return d, err
}

func conflict(ctx context.Context, tx *gorm.DB, a Actor, d *docket) error {
	c, err := from[Claim](tx).Preload("DecidedBy").Where("id = ?", d.claim.ID).Take(ctx)
	if err != nil {
		return err
	}
	st := StatusOf(d.decisions, d.edits)
	return &ConflictError{Claim: c, Decisions: st.shownTo(a, d.decisions)}
}

// verdict checks what was sent against the claim, its evidence and the policy.
func (n NewDecision) verdict(d *docket) (Decision, error) {
	v := Decision{
		Status: n.Status, Basis: n.Basis, Reason: strings.TrimSpace(cleanText(n.Reason)),
		CorrectValue: n.CorrectValue, CorrectText: cleanLine(n.CorrectText), SupersededByID: n.SupersededByID,
	}
	if err := errors.Join(limited("reason", v.Reason, longestReason), limited("correct_text", v.CorrectText, longestName)); err != nil {
		return v, err
	}
	switch {
	case !d.claim.Checkable:
		return v, invalid("status", "this figure is not a claim that can be checked (%s), so there is nothing to decide", d.claim.NotChecked)
	case !slices.Contains(Verdicts, v.Status):
		return v, invalid("status", "choose a verdict")
	case v.Status != StatusSuperseded:
		v.SupersededByID = nil
	case v.SupersededByID != nil && *v.SupersededByID == d.claim.ID:
		return v, invalid("superseded_by", "a claim cannot be superseded by itself: give the number of the claim with the newer figure")
	}
	if err := v.checkBasis(); err != nil {
		return v, err
	}
	return v, v.checkGrounds(d)
}

func (v *Decision) checkBasis() error {
	switch {
	case !v.Status.NeedsBasis():
		v.Basis = ""
	case v.Basis == "":
		return invalid("basis", "say what the verdict rests on: choose a basis")
	case !v.Basis.Valid():
		return invalid("basis", "choose one of the six bases")
	}
	return nil
}

// checkGrounds asks for the reason or the evidence that the status needs.
func (v *Decision) checkGrounds(d *docket) error {
	contradicted := slices.ContainsFunc(d.evidence, func(e Evidence) bool { return e.Stance == StanceContradicts })
	switch {
	case v.Status.NeedsBasis() && d.policy.EvidenceRequired && len(d.evidence) == 0:
		return invalid("evidence", "the policy here asks for evidence: attach some before you decide")
	case v.Reason != "":
		return nil
	case v.Status == StatusNeedsEvidence:
		return invalid("reason", "say what is missing, so that somebody can find it")
	case v.Status == StatusDisputed && d.policy.DisputedNeedsWhy && !contradicted:
		return invalid("reason", "say what contradicts the figure, or attach evidence that does")
	case v.Status == StatusUnverifiable:
		return invalid("reason", "say what was tried")
	case v.Status == StatusSuperseded && v.SupersededByID == nil:
		return invalid("reason", "point to the newer claim, or say what the newer figure is")
	case v.Status == StatusNotAClaim:
		return invalid("reason", "say what it is: a date, a name, a telephone number")
	}
	return nil
}

// saveDecision adds the decision and notes it in the audit log.
func (s *Store) saveDecision(ctx context.Context, tx *gorm.DB, a Actor, on *docket, d *Decision) error {
	if err := s.addDecision(ctx, tx, on, d); err != nil {
		return err
	}
	command := "claim.decide"
	if d.UndoesID != nil {
		command = "claim.undo"
	}
	return s.record(ctx, tx, a, command, ids{"article": on.claim.ArticleID, "claim": on.claim.ID, "decision": d.ID, "undoes": d.UndoesID},
		on.claim.verdictShown(), d.verdictShown())
}

// addDecision adds the decision and brings the claim and the article's counts
// in line with it.
func (s *Store) addDecision(ctx context.Context, tx *gorm.DB, on *docket, d *Decision) (err error) {
	c := &on.claim
	d.ClaimID, d.Seq, d.Revision, d.CreatedAt = c.ID, len(on.decisions)+1, c.Revision, s.now()
	if d.Policy, err = json.Marshal(madeUnder{on.policy, on.policy.Second(c.Kind)}); err != nil {
		return err
	}
	if d.Evidence, err = json.Marshal(on.evidence); err != nil {
		return err
	}
	if err := from[Decision](tx).Omit("User", "Claim").Create(ctx, d); err != nil {
		return err
	}
	if err := countWork(ctx, tx, c, d); err != nil {
		return err
	}
	if err := endLease(ctx, tx, c.ID); err != nil {
		return err
	}
	st := StatusOf(append(slices.Clone(on.decisions), *d), on.edits)
	if err := setStanding(ctx, tx, c.ID, &st); err != nil {
		return err
	}
	if d.UndoesID == nil && st.First != nil {
		if err := handOn(ctx, tx, d.UserID, c.ID); err != nil {
			return err
		}
	}
	if c.counted() && c.Status != st.Status {
		if c.Status == StatusNotAClaim || st.Status == StatusNotAClaim { // which is of no figure
			if err := unmatched(ctx, tx, c.ArticleID); err != nil {
				return err
			}
		}
	}
	after := *c
	after.Status, after.Disagreement = st.Status, st.Disagreement()
	return shift(ctx, tx, c, &after)
}

// verdictShown is what the audit log says of a claim's state.
type verdictShown struct {
	Status       Status `json:"status"`
	Basis        Basis  `json:"basis,omitempty"`
	Reason       string `json:"reason,omitempty"`
	Correct      string `json:"correct,omitempty"`
	SupersededBy *uint  `json:"superseded_by,omitempty"`
}

func (c *Claim) verdictShown() verdictShown {
	return verdictShown{c.Status, c.Basis, c.DecisionReason, c.CorrectText, c.SupersededByID}
}

func (d *Decision) verdictShown() verdictShown {
	return verdictShown{d.Status, d.Basis, d.Reason, d.CorrectText, d.SupersededByID}
}

// handOn gives up a claim of the user's that needs somebody else now.
func handOn(ctx context.Context, tx *gorm.DB, userID, claimID uint) error {
	return tx.WithContext(ctx).Exec("UPDATE claims SET assigned_to_id = NULL WHERE id = ? AND assigned_to_id = ?", claimID, userID).Error
}

// setStanding repeats on the claim how it stands. Of a verdict that waits
// nothing is repeated: whatever shows a claim shows nobody what another thinks.
func setStanding(ctx context.Context, tx *gorm.DB, claimID uint, st *Standing) error {
	d, by, at := &Decision{}, (*uint)(nil), (*time.Time)(nil)
	if st.Counts != nil {
		d, by, at = st.Counts, &st.Counts.UserID, &st.Counts.CreatedAt
	}
	return tx.WithContext(ctx).Exec(`UPDATE claims SET status = ?, basis = ?, decided_by_id = ?, decided_at = ?, decision_reason = ?,
		correct_value = ?, correct_text = ?, superseded_by_id = ?, second_check = ?, disagreement = ?, revision = revision + 1 WHERE id = ?`,
		st.Status, d.Basis, by, at, d.Reason, d.CorrectValue, d.CorrectText, d.SupersededByID, st.SecondCheck(), st.Disagreement(), claimID).Error
}
