package models

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
)

// What an [EvidenceVersion] ended with.
const (
	ChangeEdit     = "edit"
	ChangeWithdraw = "withdraw"
)

// EvidenceVersion is evidence as it stood before a change. Versions are only
// ever added.
type EvidenceVersion struct {
	ID         uint
	EvidenceID uint
	Revision   int    // that the evidence had
	Change     string // what ended it: [ChangeEdit] or [ChangeWithdraw]
	Reason     string // of a withdrawal
	Before     JSON   `gorm:"column:before_json"`
	UserID     uint   // who made the change
	User       *User
	Token      string
	CreatedAt  time.Time // of the change
}

// TableName is the table of versions.
func (EvidenceVersion) TableName() string { return "evidence_versions" }

// Evidence is the evidence as it stood.
func (v *EvidenceVersion) Evidence() (Evidence, error) {
	var e Evidence
	if err := json.Unmarshal(v.Before, &e); err != nil {
		return e, fmt.Errorf("version %d of evidence %d: %w", v.Revision, v.EvidenceID, err)
	}
	return e, nil
}

// EvidenceConflictError is a change made on an old revision of evidence.
// Evidence is how it stands now.
type EvidenceConflictError struct{ Evidence Evidence }

func (e *EvidenceConflictError) Error() string {
	return fmt.Sprintf("evidence %d is at revision %d: %v", e.Evidence.ID, e.Evidence.Revision, ErrConflict)
}

// Is makes every EvidenceConflictError an ErrConflict.
func (e *EvidenceConflictError) Is(target error) bool { return target == ErrConflict }

// EvidenceEdit is changed evidence as sent by a form. Revision is that of the
// evidence on the form; the claim stays the one it belongs to.
type EvidenceEdit struct {
	ID       uint
	Revision int
	NewEvidence
}

// Withdrawal takes evidence back; the reason must be there.
type Withdrawal struct {
	ID       uint
	Revision int
	Reason   string
	Token    string
}

// EvidencePage is evidence with the claim it belongs to.
type EvidencePage struct {
	Evidence Evidence
	Claim    Claim
}

// Evidence returns evidence to somebody who may change it: who added it, and
// every editor.
func (s *Store) Evidence(ctx context.Context, a Actor, id uint) (p EvidencePage, err error) {
	if err := a.mustBe(RoleReviewer); err != nil {
		return p, err
	}
	err = s.snapshot(ctx, func(tx *gorm.DB) (err error) {
		if p.Evidence, err = from[Evidence](tx).Preload("AddedBy").Where("id = ?", id).Take(ctx); err != nil {
			return err
		}
		if err := a.mayChange(&p.Evidence); err != nil {
			return err
		}
		p.Claim, err = from[Claim](tx).Where("id = ?", p.Evidence.ClaimID).Take(ctx)
		return err
	})
	return p, wrap(err, "evidence %d", id)
}

func (a Actor) mayChange(e *Evidence) error {
	if e.AddedByID == a.UserID {
		return a.mustBe(RoleReviewer)
	}
	return a.mustBe(RoleEditor)
}

// EditEvidence changes evidence; how it stood before is kept. A form sent
// twice is one change, and one made on an old revision, or with a token that
// is spent on other words, gives an *EvidenceConflictError.
func (s *Store) EditEvidence(ctx context.Context, a Actor, n EvidenceEdit) (Evidence, error) {
	if err := a.mustBe(RoleReviewer); err != nil {
		return Evidence{}, err
	}
	to, err := s.evidence(n.NewEvidence)
	if err != nil {
		return Evidence{}, wrap(err, "edit evidence %d", n.ID)
	}
	return s.changeEvidence(ctx, a, evidenceChange{id: n.ID, revision: n.Revision, token: n.Token, what: ChangeEdit, to: func(e Evidence) Evidence {
		to := to
		to.ID, to.ClaimID, to.Revision, to.AddedByID, to.Token, to.CreatedAt = e.ID, e.ClaimID, e.Revision, e.AddedByID, e.Token, e.CreatedAt
		if n.AccessedAt.IsZero() {
			to.AccessedAt = e.AccessedAt
		}
		return to
	}})
}

// WithdrawEvidence takes evidence back, with a reason; it stays on record.
func (s *Store) WithdrawEvidence(ctx context.Context, a Actor, w Withdrawal) (Evidence, error) {
	if err := a.mustBe(RoleReviewer); err != nil {
		return Evidence{}, err
	}
	reason := strings.TrimSpace(cleanText(w.Reason))
	err := errors.Join(limited("reason", reason, longestReason), checkToken(w.Token))
	if reason == "" {
		err = invalid("reason", "say why the evidence is withdrawn")
	}
	if err != nil {
		return Evidence{}, wrap(err, "withdraw evidence %d", w.ID)
	}
	at := s.now()
	return s.changeEvidence(ctx, a, evidenceChange{id: w.ID, revision: w.Revision, token: w.Token, what: ChangeWithdraw, reason: reason, to: func(e Evidence) Evidence {
		e.WithdrawnAt, e.WithdrawReason = &at, reason
		return e
	}})
}

// evidenceChange is an edit or a withdrawal on its way in.
type evidenceChange struct {
	id       uint
	revision int
	token    string
	what     string
	reason   string
	to       func(Evidence) Evidence
}

func (s *Store) changeEvidence(ctx context.Context, a Actor, n evidenceChange) (e Evidence, err error) {
	err = s.change(ctx, func(tx *gorm.DB) error {
		c, err := lockEvidence(ctx, tx, n.id, &e)
		if err != nil {
			return err
		}
		if err := a.mayChange(&e); err != nil {
			return err
		}
		to := n.to(e)
		switch done, err := n.done(ctx, tx, a); {
		case err != nil:
			return err
		case done && (n.what == ChangeWithdraw || to.sameWords(&e)):
			return nil
		case e.WithdrawnAt != nil:
			return invalid("evidence", "this evidence was withdrawn before, so it cannot be changed: add it anew")
		case done || e.Revision != n.revision:
			return &EvidenceConflictError{e}
		case n.what == ChangeEdit && to.sameWords(&e):
			return nil // nothing to keep a version of
		}
		if err := keepsGround(ctx, tx, c, &e, &to); err != nil {
			return err
		}
		return s.saveChange(ctx, tx, a, c, n, &e, to)
	})
	if isDuplicate(err) {
		err = errSentElsewhere
	}
	return e, wrap(err, "%s evidence %d", n.what, n.id)
}

var errSentElsewhere = invalid("token", "this form was already sent for something else: load the page again")

// lockEvidence reads evidence under the lock of its claim's article, so that
// nobody changes it until the commit.
func lockEvidence(ctx context.Context, tx *gorm.DB, id uint, e *Evidence) (Claim, error) {
	found, err := from[Evidence](tx).Select("claim_id").Where("id = ?", id).Take(ctx)
	if err != nil {
		return Claim{}, err
	}
	c, err := lockArticleOf(ctx, tx, found.ClaimID)
	if err != nil {
		return c, err
	}
	*e, err = from[Evidence](tx).Preload("AddedBy").Where("id = ?", id).Take(ctx)
	return c, err
}

// done reports whether the form was sent before.
func (n *evidenceChange) done(ctx context.Context, tx *gorm.DB, a Actor) (bool, error) {
	first, err := from[EvidenceVersion](tx).Where("user_id = ? AND token = ?", a.UserID, n.token).Take(ctx)
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound):
		return false, nil
	case err == nil && (first.EvidenceID != n.id || first.Change != n.what):
		return false, errSentElsewhere
	}
	return true, err
}

// keepsGround refuses a change that would leave a dispute with nothing that
// says why.
func keepsGround(ctx context.Context, tx *gorm.DB, c Claim, from, to *Evidence) error {
	if from.Stance != StanceContradicts || to.Stance == StanceContradicts && to.WithdrawnAt == nil {
		return nil
	}
	d, err := docketOf(ctx, tx, c)
	if err != nil {
		return err
	}
	d.evidence = slices.DeleteFunc(d.evidence, func(e Evidence) bool { return e.ID == from.ID })
	st := StatusOf(d.decisions, d.edits)
	for _, v := range []*Decision{st.Counts, st.First, st.Second} {
		if v != nil && v.Status == StatusDisputed && v.checkGrounds(d) != nil {
			return invalid("evidence", "a verdict of disputed rests on this evidence alone: first attach what else contradicts the figure, or decide again with a reason")
		}
	}
	return nil
}

// sameWords reports whether a person would see no difference.
func (e *Evidence) sameWords(o *Evidence) bool {
	a, b := *e, *o
	same := a.AccessedAt.Equal(b.AccessedAt)
	for _, x := range []*Evidence{&a, &b} {
		x.AccessedAt, x.CreatedAt, x.Stated, x.AddedBy, x.WithdrawnAt, x.Revision = time.Time{}, time.Time{}, nil, nil, nil, 0
	}
	return same && a == b
}

// saveChange keeps how e stood and makes it what to says.
func (s *Store) saveChange(ctx context.Context, tx *gorm.DB, a Actor, c Claim, n evidenceChange, e *Evidence, to Evidence) error {
	before, err := json.Marshal(e)
	if err != nil {
		return err
	}
	v := EvidenceVersion{EvidenceID: e.ID, Revision: e.Revision, Change: n.what, Reason: n.reason, Before: before, UserID: a.UserID, Token: n.token, CreatedAt: s.now()}
	if err := from[EvidenceVersion](tx).Omit("User").Create(ctx, &v); err != nil {
		return err
	}
	var stated any // NULL without a figure
	if to.Stated != nil {
		text, err := json.Marshal(to.Stated)
		if err != nil {
			return err
		}
		stated = string(text)
	}
	to.Revision++
	err = tx.WithContext(ctx).Exec(`UPDATE evidence SET url = ?, title = ?, publisher = ?, type = ?, excerpt = ?, stated = ?, stance = ?, tier = ?,
		published = ?, accessed_at = ?, archive_url = ?, origin = ?, withdrawn_at = ?, withdraw_reason = ?, revision = ? WHERE id = ?`,
		to.URL, to.Title, to.Publisher, to.Type, to.Excerpt, stated, to.Stance, to.Tier,
		to.Published, to.AccessedAt, to.ArchiveURL, to.Origin, to.WithdrawnAt, to.WithdrawReason, to.Revision, to.ID).Error
	if err != nil {
		return err
	}
	if err := countEvidence(ctx, tx, c.ID); err != nil {
		return err
	}
	after := any(to)
	if n.what == ChangeWithdraw {
		after = map[string]string{"reason": n.reason}
	}
	err = s.record(ctx, tx, a, "evidence."+n.what, ids{"article": c.ArticleID, "claim": c.ID, "evidence": e.ID, "evidence_version": v.ID}, e, after)
	to.AddedBy = e.AddedBy
	*e = to
	return err
}

// evidenceVersionsOf are the former versions of all evidence of a claim,
// oldest first, with who ended each.
func evidenceVersionsOf(ctx context.Context, tx *gorm.DB, claimID uint) ([]EvidenceVersion, error) {
	return from[EvidenceVersion](tx).Preload("User").
		Where("evidence_id IN (SELECT id FROM evidence WHERE claim_id = ?)", claimID).Order("id").Find(ctx)
}
