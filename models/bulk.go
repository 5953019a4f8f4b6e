package models

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"tallymark/extract"
)

// Bulk is several decisions that one person made together, on claims of one
// article or of one Figure that state the same. An undo of all of them is a Bulk too,
// with UndoesID.
type Bulk struct {
	ID        uint
	UserID    uint
	UndoesID  *uint
	Token     string
	CreatedAt time.Time
	Decisions []Decision `gorm:"-"`
	Left      int        `gorm:"-"` // how many of them are not taken back; set by [Store.Bulk]
}

// MostBulk is how many claims are decided at once.
const MostBulk = 200

// NewBulk is one verdict on several claims, as sent by a form. Revisions are
// those of the claims on the form.
type NewBulk struct {
	Revisions map[uint]int // by claim
	Verdict   NewDecision  // its claim, revision and token are not looked at
	Token     string
}

// BulkRow is one of several claims to be decided together.
type BulkRow struct {
	Claim   Claim  // with DecidedBy and Article
	Why     string // it cannot be, "" if it can
	Changed bool   // and nothing speaks against it but that it changed since the form was made
}

// BulkRefusedError says why several claims were not decided together, row by
// row. Nothing was saved. Stale is true when nothing but revisions is wrong.
type BulkRefusedError struct {
	Rows  []BulkRow
	Stale bool
}

func (e *BulkRefusedError) Error() string {
	for _, r := range e.Rows {
		if r.Why != "" {
			return fmt.Sprintf("claim %d: %s", r.Claim.ID, r.Why)
		}
	}
	return ErrInvalid.Error()
}

// Is makes the error an ErrConflict when claims changed, else an ErrInvalid.
func (e *BulkRefusedError) Is(target error) bool {
	return e.Stale && target == ErrConflict || !e.Stale && target == ErrInvalid
}

// differs says in which of what a verdict judges the claim is another than
// first, "" if it states the same figure. What the currency is and what a share
// is of belong to the unit and to the value.
func (c *Claim) differs(first *Claim) string {
	percent := c.Kind == extract.Percent || c.Kind == extract.PercentagePoints
	for _, f := range []struct {
		same bool
		what string
	}{
		{c.Kind == first.Kind, "kind"},
		{sameNumber(c.Value, first.Value) && sameNumber(c.Whole, first.Whole), "value"},
		{sameNumber(c.Low, first.Low) && sameNumber(c.High, first.High), "range"},
		{c.Unit == first.Unit && c.Currency == first.Currency && (!percent || c.UnitPhrase == first.UnitPhrase), "unit"},
		{c.Approx == first.Approx, "approximator"}, {c.Scope == first.Scope, "scope"},
		{c.AttributedTo == first.AttributedTo, "attribution"},
	} {
		if !f.same {
			return f.what
		}
	}
	return ""
}

// StatesTheSame reports whether one verdict can be given on both claims.
func (c *Claim) StatesTheSame(o *Claim) bool { return c.differs(o) == "" }

// bulkRows says of each claim whether it can be decided together with the
// first of the text. Claims of several articles have to be joined to one Figure.
func bulkRows(ctx context.Context, tx *gorm.DB, claims []Claim) ([]BulkRow, error) {
	joined, err := joinedTo(ctx, tx, claims)
	if err != nil {
		return nil, err
	}
	rows := make([]BulkRow, len(claims))
	for i := range claims {
		c, first := &claims[i], &claims[0]
		rows[i].Claim = *c
		switch what := c.differs(first); {
		case joined != nil && i > 0 && (joined[c.ID] == 0 || joined[c.ID] != joined[first.ID]):
			rows[i].Why = "the claims stand in more than one article, and this is not joined to the same figure as “" + first.Label + "”"
		case !c.Checkable:
			rows[i].Why = "it is not a claim that can be checked"
		case c.Disagreement:
			rows[i].Why = "two verdicts on it differ, so it is settled on its own page"
		case what != "":
			rows[i].Why = "its " + what + " is another than that of “" + first.Label + "”"
		}
	}
	return rows, nil
}

// joinedTo is the Figure of each claim that has one, nil when all claims stand
// in one article and it does not matter.
func joinedTo(ctx context.Context, tx *gorm.DB, claims []Claim) (map[uint]uint, error) {
	if !slices.ContainsFunc(claims, func(c Claim) bool { return c.ArticleID != claims[0].ArticleID }) {
		return nil, nil
	}
	rows, err := from[FigureClaim](tx).Select("claim_id", "figure_id").Where("claim_id IN ?", idsOf(claims)).Find(ctx)
	joined := make(map[uint]uint, len(rows))
	for _, r := range rows {
		joined[r.ClaimID] = r.FigureID
	}
	return joined, err
}

// BulkPreview returns the claims in the order of the text and says which of
// them cannot be decided together.
func (s *Store) BulkPreview(ctx context.Context, a Actor, claimIDs []uint) (rows []BulkRow, err error) {
	if err := a.mustBe(RoleReviewer); err != nil {
		return nil, err
	}
	err = s.snapshot(ctx, func(tx *gorm.DB) error {
		claims, err := bulkClaims(ctx, tx, claimIDs)
		if err != nil {
			return err
		}
		rows, err = bulkRows(ctx, tx, claims)
		return err
	})
	return rows, wrap(err, "preview of several decisions")
}

// MarkedPreview is [Store.BulkPreview] for what the actor marked in an article,
// which may be nothing.
func (s *Store) MarkedPreview(ctx context.Context, a Actor, articleID uint) (art Article, rows []BulkRow, err error) {
	if err := a.mustBe(RoleReviewer); err != nil {
		return art, nil, err
	}
	err = s.snapshot(ctx, func(tx *gorm.DB) error {
		if art, err = from[Article](tx).Preload("Outlet").Where("id = ?", articleID).Take(ctx); err != nil {
			return err
		}
		marked, err := marksIn(ctx, tx, a.UserID, articleID)
		if err != nil || len(marked) == 0 {
			return err
		}
		claims, err := bulkClaims(ctx, tx, marked)
		if err != nil {
			return err
		}
		rows, err = bulkRows(ctx, tx, claims)
		return err
	})
	return art, rows, wrap(err, "marked claims of article %d", articleID)
}

func bulkClaims(ctx context.Context, tx *gorm.DB, claimIDs []uint) ([]Claim, error) {
	claimIDs = slices.Compact(slices.Sorted(slices.Values(claimIDs)))
	switch {
	case len(claimIDs) == 0:
		return nil, invalid("claim", "choose the claims to decide on together")
	case len(claimIDs) > MostBulk:
		return nil, invalid("claim", "%d claims are too many at once: choose at most %d", len(claimIDs), MostBulk)
	}
	claims, err := from[Claim](tx).Preload("DecidedBy").Preload("Article").Preload("Article.Outlet").Where("id IN ?", claimIDs).Order("article_id, number_start, id").Find(ctx)
	if err == nil && len(claims) != len(claimIDs) {
		err = gorm.ErrRecordNotFound
	}
	return claims, err
}

// SameFigure returns the claims of the article that nobody has decided and
// that state the same figure as the given one, in the order of the text.
func (s *Store) SameFigure(ctx context.Context, a Actor, claimID uint) (same []Claim, err error) {
	if err := a.may(RoleViewer); err != nil {
		return nil, err
	}
	err = s.snapshot(ctx, func(tx *gorm.DB) error {
		c, err := from[Claim](tx).Where("id = ?", claimID).Take(ctx)
		if err != nil {
			return err
		}
		others, err := from[Claim](tx).Where("article_id = ? AND id <> ? AND kind = ? AND unit = ? AND status = ? AND checkable AND NOT stale AND NOT second_check AND NOT disagreement",
			c.ArticleID, c.ID, c.Kind, c.Unit, StatusUnreviewed).Order("number_start, id").Limit(MostBulk).Find(ctx)
		for i := range others {
			if others[i].differs(&c) == "" {
				same = append(same, others[i])
			}
		}
		return err
	})
	return same, wrap(err, "claims like %d", claimID)
}

// JoinedPreview is [Store.BulkPreview] of the claims joined to a Figure that
// nobody has decided and that state the same as one of them, the newest
// [MostBulk] at most; that one is among them while nobody has decided it.
func (s *Store) JoinedPreview(ctx context.Context, a Actor, figureID, claimID uint) (rows []BulkRow, err error) {
	if err := a.mustBe(RoleReviewer); err != nil {
		return nil, err
	}
	err = s.snapshot(ctx, func(tx *gorm.DB) error {
		like, err := from[Claim](tx).Where("id = (SELECT claim_id FROM figure_claims WHERE figure_id = ? AND claim_id = ?)", figureID, claimID).Take(ctx)
		if err != nil {
			return err
		}
		open, err := joinedLike(ctx, tx, figureID, &like)
		if err != nil || len(open) == 0 {
			return err
		}
		claims, err := bulkClaims(ctx, tx, open)
		if err != nil {
			return err
		}
		rows, err = bulkRows(ctx, tx, claims)
		return err
	})
	return rows, wrap(err, "claims of figure %d like %d", figureID, claimID)
}

// joinedLike are the undecided claims of a Figure that state the same as one.
func joinedLike(ctx context.Context, tx *gorm.DB, figure uint, like *Claim) (open []uint, err error) {
	some, err := from[Claim](tx).Select("id", "kind", "value", "whole", "low", "high", "unit", "currency", "unit_phrase", "approx", "scope", "attributed_to").
		Where("id IN (SELECT claim_id FROM figure_claims WHERE figure_id = ?)", figure).
		Where("kind = ? AND unit = ? AND approx = ? AND attributed_to = ? AND value IS NOT DISTINCT FROM ?", like.Kind, like.Unit, like.Approx, like.AttributedTo, like.Value).
		Where("status = ? AND checkable AND NOT stale AND NOT second_check AND NOT disagreement", StatusUnreviewed).Order("id DESC").Limit(MostBulk).Find(ctx)
	for i := range some {
		if some[i].differs(like) == "" {
			open = append(open, some[i].ID)
		}
	}
	return open, err
}

// DecideAll adds the same verdict to several claims that state one figure:
// all of them, each its own decision, or none. A form sent twice gives the
// first decisions again. Claims that differ, or that changed since the form
// was made, give a *BulkRefusedError.
func (s *Store) DecideAll(ctx context.Context, a Actor, n NewBulk) (Bulk, error) {
	b, err := s.bulk(ctx, a, n.Token, nil, func(tx *gorm.DB, b *Bulk) error {
		ds, err := n.dockets(ctx, tx)
		if err != nil {
			return err
		}
		if err := n.Verdict.checkNewer(ctx, tx); err != nil {
			return err
		}
		return s.decideEach(ctx, tx, a, b, ds, func(d *docket) (Decision, error) { return n.Verdict.by(a, d) })
	})
	return b, wrap(err, "decide on %d claims", len(n.Revisions))
}

// dockets locks the articles of the claims and checks that they can be decided
// together as they stood on the form.
func (n *NewBulk) dockets(ctx context.Context, tx *gorm.DB) ([]*docket, error) {
	ids := make([]uint, 0, len(n.Revisions))
	for id := range n.Revisions {
		ids = append(ids, id)
	}
	if err := lockArticlesOf(ctx, tx, ids); err != nil {
		return nil, err
	}
	claims, err := bulkClaims(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	rows, err := bulkRows(ctx, tx, claims)
	if err != nil {
		return nil, err
	}
	if err := n.refused(rows); err != nil {
		return nil, err
	}
	return docketsOf(ctx, tx, claims)
}

// refused is the error for rows that differ or have changed.
func (n *NewBulk) refused(rows []BulkRow) error {
	differ, changed := false, false
	for i := range rows {
		r := &rows[i]
		switch {
		case r.Why != "":
			differ = true
		case r.Claim.Revision != n.Revisions[r.Claim.ID]:
			changed = true
			r.Why, r.Changed = changedSince(&r.Claim), true
		}
	}
	if differ || changed {
		return &BulkRefusedError{Rows: rows, Stale: !differ}
	}
	return nil
}

// changedSince says how a claim stands that is not as it was on the form.
func changedSince(c *Claim) string {
	if c.DecidedBy == nil {
		return "it changed since this page was made; nobody’s verdict stands on it now"
	}
	return "it changed since this page was made: " + c.DecidedBy.Name + " has it as " + c.Status.Label()
}

func docketsOf(ctx context.Context, tx *gorm.DB, claims []Claim) ([]*docket, error) {
	ids := make([]uint, len(claims))
	ds := make([]*docket, len(claims))
	at := map[uint]*docket{}
	for i, c := range claims {
		ids[i], ds[i] = c.ID, &docket{claim: c}
		at[c.ID] = ds[i]
	}
	decisions, err := from[Decision](tx).Preload("User").Where("claim_id IN ?", ids).Order("claim_id, seq").Find(ctx)
	if err != nil {
		return nil, err
	}
	edits, err := from[Edit](tx).Preload("User").Where("claim_id IN ?", ids).Order("claim_id, revision").Find(ctx)
	if err != nil {
		return nil, err
	}
	evidence, err := from[Evidence](tx).Where("claim_id IN ? AND withdrawn_at IS NULL", ids).Order("id").Find(ctx)
	if err != nil {
		return nil, err
	}
	p, err := policy(ctx, tx)
	for _, d := range decisions {
		at[d.ClaimID].decisions = append(at[d.ClaimID].decisions, d)
	}
	for _, e := range edits {
		at[e.ClaimID].edits = append(at[e.ClaimID].edits, e)
	}
	for _, e := range evidence {
		at[e.ClaimID].evidence = append(at[e.ClaimID].evidence, e)
	}
	for _, d := range ds {
		d.policy = p
	}
	return ds, err
}

// bulk saves what decide makes, unless the user has sent the token before:
// then it returns what was made at that time.
func (s *Store) bulk(ctx context.Context, a Actor, token string, undoes *uint, decide func(*gorm.DB, *Bulk) error) (b Bulk, err error) {
	if err := a.mustBe(RoleReviewer); err != nil {
		return Bulk{}, err
	}
	if err := checkToken(token); err != nil {
		return Bulk{}, err
	}
	once := func(tx *gorm.DB) error {
		b, err = from[Bulk](tx).Where("user_id = ? AND token = ?", a.UserID, token).Take(ctx)
		if err == nil {
			b.Decisions, err = bulkDecisions(ctx, tx, b.ID)
			return err
		}
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			return err
		}
		if undoes != nil {
			if _, err := from[Bulk](tx).Select("id").Where("id = ?", *undoes).Take(ctx); err != nil {
				return err
			}
		}
		b = Bulk{UserID: a.UserID, UndoesID: undoes, Token: token, CreatedAt: s.now()}
		if err := from[Bulk](tx).Create(ctx, &b); err != nil {
			return err
		}
		return decide(tx, &b)
	}
	if err = s.change(ctx, once); isDuplicate(err) {
		err = s.change(ctx, once) // the same form, sent twice at once: the first is there now
	}
	if isDuplicate(err) || err == nil && value(b.UndoesID) != value(undoes) {
		err = invalid("token", "this form was already sent: load the page again")
	}
	return b, err
}

func value(id *uint) uint {
	if id == nil {
		return 0
	}
	return *id
}

func bulkDecisions(ctx context.Context, tx *gorm.DB, id uint) ([]Decision, error) {
	return from[Decision](tx).Preload("User").Preload("Claim").Where("bulk_id = ?", id).Order("id").Find(ctx)
}

// decideEach saves a decision on each docket and one row in the audit log.
func (s *Store) decideEach(ctx context.Context, tx *gorm.DB, a Actor, b *Bulk, ds []*docket, choose func(*docket) (Decision, error)) error {
	touched := ids{"bulk": b.ID, "undoes": b.UndoesID}
	var claims, decisions []uint
	var before, after []verdictShown
	for _, on := range ds {
		d, err := choose(on)
		if refused, ok := errors.AsType[*InvalidError](err); ok && len(ds) > 1 {
			return invalid(refused.Field, "“%s”, claim %d: %s", on.claim.Label, on.claim.ID, refused.Message)
		}
		if err != nil {
			return err
		}
		d.UserID, d.BulkID, d.Token = a.UserID, &b.ID, fmt.Sprintf("%s-%d", b.Token, on.claim.ID)
		if err := s.addDecision(ctx, tx, on, &d); err != nil {
			return err
		}
		claims, decisions = append(claims, on.claim.ID), append(decisions, d.ID)
		before, after = append(before, on.claim.verdictShown()), append(after, d.verdictShown())
		b.Decisions = append(b.Decisions, d)
	}
	if err := tx.WithContext(ctx).Exec("DELETE FROM marks WHERE user_id = ? AND claim_id IN ?", a.UserID, claims).Error; err != nil {
		return err
	}
	touched["claims"], touched["decisions"] = claims, decisions
	touched.within(ds)
	command := "claim.decide_all"
	if b.UndoesID != nil {
		command = "claim.undo_all"
	}
	return s.record(ctx, tx, a, command, touched, before, after)
}

// within names the article of the claims, or all of them where there are more.
func (touched ids) within(ds []*docket) {
	articles := make([]uint, len(ds))
	for i, d := range ds {
		articles[i] = d.claim.ArticleID
	}
	slices.Sort(articles)
	if articles = slices.Compact(articles); len(articles) == 1 {
		touched["article"] = articles[0]
	} else {
		touched["articles"] = articles
	}
}

// Bulk returns decisions that were made together, with their claims.
func (s *Store) Bulk(ctx context.Context, a Actor, id uint) (b Bulk, err error) {
	if err := a.may(RoleViewer); err != nil {
		return Bulk{}, err
	}
	err = s.snapshot(ctx, func(tx *gorm.DB) error {
		if b, err = from[Bulk](tx).Where("id = ?", id).Take(ctx); err != nil {
			return err
		}
		if b.Decisions, err = bulkDecisions(ctx, tx, id); err != nil {
			return err
		}
		b.Decisions = shownTogether(a, b.Decisions)
		b.Left, err = leftOf(ctx, tx, id)
		return err
	})
	return b, wrap(err, "decisions made together %d", id)
}

// leftOf counts the decisions of a bulk that are not taken back.
func leftOf(ctx context.Context, tx *gorm.DB, id uint) (int, error) {
	return one[int](tx.WithContext(ctx), `SELECT COUNT(*) FROM decisions d WHERE d.bulk_id = ?
		AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes_id = d.id)`, id)
}

// shownTogether leaves out what others decided on claims that wait for their
// second check: see [Standing.hides].
func shownTogether(a Actor, ds []Decision) []Decision {
	return slices.DeleteFunc(ds, func(d Decision) bool {
		return d.Claim.SecondCheck && d.UserID != a.UserID && a.may(RoleEditor) != nil
	})
}

// UndoAll takes back decisions that the actor made together: all of those that
// still count, or none. Where another verdict counts since, it gives a
// *BulkRefusedError that says on which claims.
func (s *Store) UndoAll(ctx context.Context, a Actor, id uint, token string) (Bulk, error) {
	b, err := s.bulk(ctx, a, token, &id, func(tx *gorm.DB, b *Bulk) error {
		ds, last, err := undoable(ctx, tx, a, id)
		if err != nil {
			return err
		}
		return s.decideEach(ctx, tx, a, b, ds, func(d *docket) (Decision, error) { return undoing(last[d.claim.ID], d), nil })
	})
	return b, wrap(err, "undo decisions made together %d", id)
}

// undoable locks the claims of a bulk and returns those on which its decision
// still counts, with that decision.
func undoable(ctx context.Context, tx *gorm.DB, a Actor, id uint) ([]*docket, map[uint]*Decision, error) {
	of, err := from[Bulk](tx).Where("id = ? AND undoes_id IS NULL", id).Take(ctx)
	if err != nil {
		return nil, nil, err
	}
	if of.UserID != a.UserID {
		return nil, nil, ErrForbidden
	}
	made, err := bulkDecisions(ctx, tx, id)
	if err != nil {
		return nil, nil, err
	}
	claimIDs, mine := make([]uint, len(made)), map[uint]*Decision{}
	for i := range made {
		claimIDs[i], mine[made[i].ClaimID] = made[i].ClaimID, &made[i]
	}
	if err := lockArticlesOf(ctx, tx, claimIDs); err != nil {
		return nil, nil, err
	}
	claims, err := bulkClaims(ctx, tx, claimIDs)
	if err != nil {
		return nil, nil, err
	}
	all, err := docketsOf(ctx, tx, claims)
	if err != nil {
		return nil, nil, err
	}
	return stillCounting(a, all, mine)
}

// stillCounting leaves out claims whose decision was taken back alone, and
// refuses the whole where another one counts since.
func stillCounting(a Actor, all []*docket, mine map[uint]*Decision) (left []*docket, last map[uint]*Decision, err error) {
	last = mine
	refused := &BulkRefusedError{Stale: true}
	blocked := false
	for _, d := range all {
		row := BulkRow{Claim: d.claim}
		st := StatusOf(d.decisions, d.edits)
		made := mine[d.claim.ID]
		switch {
		case st.Last != nil && st.Last.ID == made.ID:
			left = append(left, d)
		case !slices.ContainsFunc(d.decisions, func(x Decision) bool { return value(x.UndoesID) == made.ID }):
			row.Why, blocked = st.decidedSince(a), true
		}
		refused.Rows = append(refused.Rows, row)
	}
	switch {
	case blocked:
		return nil, nil, refused
	case len(left) == 0:
		return nil, nil, invalid("bulk", "all of these verdicts are taken back already")
	}
	return left, last, nil
}

// decidedSince says what stands in the way of taking an earlier decision back.
func (s *Standing) decidedSince(a Actor) string {
	switch last := s.Last; {
	case last == nil || last.User == nil:
		return "what the claim states was changed since"
	case s.hides(last, a):
		return "somebody has decided on it since"
	default:
		return last.User.Name + " has decided on it since: " + last.Status.Label()
	}
}

// Mark picks a claim out for the actor, to decide on it together with others,
// or with on false puts it back. Marks are a person's own and change nothing
// of a claim, so the audit log does not keep them. It returns the claim's article.
func (s *Store) Mark(ctx context.Context, a Actor, claimID uint, on bool) (articleID uint, err error) {
	if err := a.mustBe(RoleReviewer); err != nil {
		return 0, err
	}
	return articleID, wrap(s.change(ctx, func(tx *gorm.DB) error {
		c, err := from[Claim](tx).Select("id", "article_id").Where("id = ?", claimID).Take(ctx)
		if err != nil {
			return err
		}
		articleID = c.ArticleID
		tx = tx.WithContext(ctx)
		if !on {
			return tx.Exec("DELETE FROM marks WHERE user_id = ? AND claim_id = ?", a.UserID, claimID).Error
		}
		return tx.Exec("INSERT INTO marks (user_id, claim_id, created_at) VALUES (?, ?, ?) ON CONFLICT (user_id, claim_id) DO NOTHING", a.UserID, claimID, s.now()).Error
	}), "mark claim %d", claimID)
}

// MarkArticle makes these the claims of the article that the actor marked, and
// no others.
func (s *Store) MarkArticle(ctx context.Context, a Actor, articleID uint, claimIDs []uint) error {
	if err := a.mustBe(RoleReviewer); err != nil {
		return err
	}
	claimIDs = slices.Compact(slices.Sorted(slices.Values(claimIDs)))
	if len(claimIDs) > MostBulk {
		return invalid("claim", "%d claims are too many at once: choose at most %d", len(claimIDs), MostBulk)
	}
	return wrap(s.change(ctx, func(tx *gorm.DB) error {
		if _, err := from[Article](tx).Select("id").Where("id = ?", articleID).Take(ctx); err != nil {
			return err
		}
		tx = tx.WithContext(ctx)
		if err := tx.Exec("DELETE FROM marks WHERE user_id = ? AND claim_id IN (SELECT id FROM claims WHERE article_id = ?)", a.UserID, articleID).Error; err != nil {
			return err
		}
		switch n, err := one[int](tx, "SELECT COUNT(*) FROM claims WHERE article_id = ? AND id IN ?", articleID, claimIDs); {
		case err != nil:
			return err
		case n != len(claimIDs):
			return invalid("claim", "some of these claims do not stand in this article: load it again and mark them there")
		}
		return tx.Exec("INSERT INTO marks (user_id, claim_id, created_at) SELECT ?, id, ? FROM claims WHERE article_id = ? AND id IN ? ON CONFLICT (user_id, claim_id) DO NOTHING",
			a.UserID, s.now(), articleID, claimIDs).Error
	}), "mark claims of article %d", articleID)
}

// marksIn are the claims of an article that the user marked.
func marksIn(ctx context.Context, tx *gorm.DB, user, article uint) (marked []uint, err error) {
	err = tx.WithContext(ctx).Raw("SELECT c.id FROM marks m JOIN claims c ON c.id = m.claim_id WHERE m.user_id = ? AND c.article_id = ? ORDER BY c.number_start LIMIT ?",
		user, article, MostBulk).Scan(&marked).Error
	return marked, err
}
