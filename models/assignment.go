package models

import (
	"context"
	"errors"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Reviewers returns those who can be assigned claims, by name.
func (s *Store) Reviewers(ctx context.Context, a Actor) ([]User, error) {
	if err := a.mustBe(RoleReviewer); err != nil {
		return nil, err
	}
	us, err := from[User](s.read).Select("id", "name", "role").Where("disabled_at IS NULL AND role <> ?", RoleViewer).Order("name, id").Find(ctx)
	return withoutAccounts(us), wrap(err, "list reviewers")
}

// Assign gives a claim to a person, 0 to nobody. Reviewers take claims
// themselves and give back their own; to give them to others is the editors'.
func (s *Store) Assign(ctx context.Context, a Actor, claimID, to uint) error {
	if err := a.mustBe(RoleReviewer); err != nil {
		return err
	}
	return wrap(s.change(ctx, func(tx *gorm.DB) error { return s.assign(ctx, tx, a, claimID, to) }), "assign claim %d", claimID)
}

func (s *Store) assign(ctx context.Context, tx *gorm.DB, a Actor, claimID, to uint) error {
	c, err := lockArticleOf(ctx, tx, claimID)
	if err != nil {
		return err
	}
	before := value(c.AssignedToID)
	own := (to == a.UserID && before == 0) || (to == 0 && before == a.UserID)
	switch {
	case before == to:
		return nil
	case !own && a.mustBe(RoleEditor) != nil:
		return ErrForbidden
	}
	assigned, err := assignee(ctx, tx, to)
	if err != nil {
		return err
	}
	query, args := assignable(to, "c.id = ?", claimID)
	found, err := anID(ctx, tx, query, args...)
	if err != nil {
		return err
	}
	if found == 0 {
		return invalid("to", "the first verdict on this claim is theirs, so another person has to look")
	}
	if err := tx.WithContext(ctx).Exec("UPDATE claims SET assigned_to_id = ? WHERE id = ?", assigned, claimID).Error; err != nil {
		return err
	}
	return s.record(ctx, tx, a, "claim.assign", ids{"article": c.ArticleID, "claim": claimID, "user": assigned}, before, to)
}

// assignee is the person to assign to, nil for nobody.
func assignee(ctx context.Context, tx *gorm.DB, to uint) (*uint, error) {
	if to == 0 {
		return nil, nil
	}
	u, err := from[User](tx).Where("id = ?", to).Take(ctx)
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound):
		return nil, invalid("to", "there is no account %d", to)
	case err != nil:
		return nil, err
	case u.DisabledAt != nil || !u.Role.AtLeast(RoleReviewer):
		return nil, invalid("to", "%s cannot review: choose somebody who can", u.Name)
	}
	return &to, nil
}

// assignable is a query for the claims c with the condition that do not wait
// for a second check of a verdict of the person's own: nobody would be sent to
// them.
func assignable(to uint, condition string, args ...any) (query string, all []any) {
	return "SELECT c.id FROM claims c WHERE " + condition + " AND NOT (c.second_check AND ? IN " + latest(1) + ")", append(args, to)
}

// AssignArticle gives the open claims of an article to a person, 0 to nobody,
// and returns how many changed hands. Editors give all of them to anybody who
// reviews; reviewers take those that are nobody's, and give back their own.
func (s *Store) AssignArticle(ctx context.Context, a Actor, articleID, to uint) (n int, err error) {
	editor := a.mustBe(RoleEditor) == nil
	if a.mustBe(RoleReviewer) != nil || !editor && to != 0 && to != a.UserID {
		return 0, ErrForbidden
	}
	return n, wrap(s.change(ctx, func(tx *gorm.DB) error {
		n, err = s.assignArticle(ctx, tx, a, articleID, to, editor)
		return err
	}), "assign article %d", articleID)
}

func (s *Store) assignArticle(ctx context.Context, tx *gorm.DB, a Actor, articleID, to uint, editor bool) (int, error) {
	if _, err := from[Article](tx, clause.Locking{Strength: "UPDATE"}).Select("id").Where("id = ?", articleID).Take(ctx); err != nil {
		return 0, err
	}
	assigned, err := assignee(ctx, tx, to)
	if err != nil {
		return 0, err
	}
	open, args := "c.article_id = ? AND c.checkable AND NOT c.stale AND c.status IN ('unreviewed', 'needs_evidence') AND NOT c.disagreement AND ", []any{articleID}
	switch {
	case to == 0 && editor:
		open += "c.assigned_to_id IS NOT NULL"
	case to == 0:
		open, args = open+"c.assigned_to_id = ?", append(args, a.UserID)
	case editor:
		open, args = open+"(c.assigned_to_id IS NULL OR c.assigned_to_id <> ?)", append(args, to)
	default:
		open += "c.assigned_to_id IS NULL"
	}
	query, args := assignable(to, open, args...)
	var claims []uint
	if err := tx.WithContext(ctx).Raw(query+" ORDER BY c.id", args...).Scan(&claims).Error; err != nil || len(claims) == 0 {
		return 0, err
	}
	// The query again, as an article may have more claims than a statement takes values.
	if err := tx.WithContext(ctx).Exec("UPDATE claims SET assigned_to_id = ? WHERE id IN ("+query+")", append([]any{assigned}, args...)...).Error; err != nil {
		return 0, err
	}
	return len(claims), s.record(ctx, tx, a, "article.assign", ids{"article": articleID, "claims": claims, "user": assigned}, nil, to)
}
