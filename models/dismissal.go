package models

import (
	"context"
	"errors"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Dismissal sets a finding aside, with the reason, or takes such a one back. It
// holds for as long as the text makes the same finding: when a figure changes,
// the finding is another one.
type Dismissal struct {
	ID        uint
	ArticleID uint
	VersionID uint
	Finding   string // the Key of the finding
	Says      string
	Reason    string
	UserID    uint
	User      *User
	UndoesID  *uint
	Token     string
	CreatedAt time.Time
}

// TableName is the table of dismissals.
func (Dismissal) TableName() string { return "finding_dismissals" }

// NewDismissal is a dismissal as sent by a form.
type NewDismissal struct {
	ArticleID uint
	Finding   string // the Key of the finding
	Reason    string
	Token     string
}

// DismissFinding sets a finding of an article aside. A form sent twice gives the
// first dismissal again.
func (s *Store) DismissFinding(ctx context.Context, a Actor, n NewDismissal) (d Dismissal, err error) {
	if err := a.mustBe(RoleReviewer); err != nil {
		return d, err
	}
	reason := strings.TrimSpace(cleanText(n.Reason))
	if reason == "" {
		return d, invalid("reason", "say why this finding is none")
	}
	if err := errors.Join(checkToken(n.Token), limited("reason", reason, longestReason)); err != nil {
		return d, err
	}
	err = s.change(ctx, func(tx *gorm.DB) error {
		d = Dismissal{ArticleID: n.ArticleID, Finding: n.Finding, Reason: reason, UserID: a.UserID, Token: n.Token, CreatedAt: s.now()}
		return s.dismiss(ctx, tx, a, &d)
	})
	return d, wrap(err, "dismiss a finding of article %d", n.ArticleID)
}

func (s *Store) dismiss(ctx context.Context, tx *gorm.DB, a Actor, d *Dismissal) error {
	art, err := from[Article](tx, clause.Locking{Strength: "UPDATE"}).Where("id = ?", d.ArticleID).Take(ctx)
	if err != nil {
		return err
	}
	first, err := from[Dismissal](tx).Where("user_id = ? AND token = ?", a.UserID, d.Token).Take(ctx)
	if err == nil && (first.ArticleID != d.ArticleID || first.Finding != d.Finding) {
		return invalid("token", "this form was already sent for another finding: load the page again")
	}
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		*d = first
		return err
	}
	found, err := findingsNow(ctx, tx, &art)
	if err != nil {
		return err
	}
	for _, f := range found {
		if f.Key() != d.Finding {
			continue
		}
		if f.Dismissal != nil {
			return invalid("finding", "this finding was dismissed before")
		}
		d.VersionID, d.Says = art.CurrentVersionID, f.Says
		return s.saveDismissal(ctx, tx, a, "finding.dismiss", d)
	}
	return ErrConflict
}

func (s *Store) saveDismissal(ctx context.Context, tx *gorm.DB, a Actor, command string, d *Dismissal) error {
	if err := from[Dismissal](tx).Omit("User").Create(ctx, d); err != nil {
		return err
	}
	if err := s.record(ctx, tx, a, command, ids{"article": d.ArticleID, "dismissal": d.ID}, nil, map[string]any{"finding": d.Says, "reason": d.Reason}); err != nil {
		return err
	}
	art, err := from[Article](tx).Where("id = ?", d.ArticleID).Take(ctx)
	if err != nil {
		return err
	}
	return s.keepFindings(ctx, tx, &art)
}

// UndoDismissal takes a dismissal back: the actor's own, or any as an editor.
// It returns what was taken back.
func (s *Store) UndoDismissal(ctx context.Context, a Actor, id uint, token string) (d Dismissal, err error) {
	if err := a.mustBe(RoleReviewer); err != nil {
		return d, err
	}
	if err := checkToken(token); err != nil {
		return d, err
	}
	err = s.change(ctx, func(tx *gorm.DB) error {
		d, err = from[Dismissal](tx).Where("id = ? AND undoes_id IS NULL", id).Take(ctx)
		if err != nil {
			return err
		}
		if d.UserID != a.UserID && !a.Role.AtLeast(RoleEditor) {
			return ErrForbidden
		}
		return s.undoDismissal(ctx, tx, a, &d, token)
	})
	return d, wrap(err, "undo dismissal %d", id)
}

func (s *Store) undoDismissal(ctx context.Context, tx *gorm.DB, a Actor, d *Dismissal, token string) error {
	done, err := from[Dismissal](tx).Where("undoes_id = ?", d.ID).Take(ctx)
	switch {
	case err == nil && done.UserID == a.UserID && done.Token == token:
		return nil
	case err == nil:
		return invalid("dismissal", "this was taken back before")
	case !errors.Is(err, gorm.ErrRecordNotFound):
		return err
	}
	back := Dismissal{
		ArticleID: d.ArticleID, VersionID: d.VersionID, Finding: d.Finding, Says: d.Says,
		UserID: a.UserID, UndoesID: &d.ID, Token: token, CreatedAt: s.now(),
	}
	return s.saveDismissal(ctx, tx, a, "finding.undo", &back)
}

// setAside puts the dismissals that stand beside the findings of an article.
func setAside(ctx context.Context, tx *gorm.DB, article uint, found []Finding) error {
	if len(found) == 0 {
		return nil
	}
	standing, err := from[Dismissal](tx).Preload("User").
		Where("article_id = ? AND undoes_id IS NULL AND id NOT IN (SELECT undoes_id FROM finding_dismissals WHERE article_id = ? AND undoes_id IS NOT NULL)", article, article).
		Order("id").Find(ctx)
	if err != nil {
		return err
	}
	by := make(map[string]*Dismissal, len(standing))
	for i := range standing {
		by[standing[i].Finding] = &standing[i]
	}
	for i := range found {
		found[i].Dismissal = by[found[i].Key()]
	}
	return nil
}
