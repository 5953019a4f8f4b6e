package models

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"tallymark/extract"
)

// Outlet is who published an article.
type Outlet struct {
	ID   uint
	Name string
}

// Article is one news text, at one URL or pasted.
type Article struct {
	ID               uint
	Title            string
	OutletID         *uint
	Outlet           *Outlet
	URL              string
	CanonicalURL     *string
	TextHash         string // of the current version
	PublishedAt      *time.Time
	Lang             string
	LangSupported    bool
	CurrentVersionID uint
	AddedByID        *uint // nil for the system
	CreatedAt        time.Time
	Counts           StatusCounts `gorm:"embedded;embeddedPrefix:n_"`
}

// OutletName is the name of the outlet, "" if unknown.
func (a *Article) OutletName() string {
	if a.Outlet == nil {
		return ""
	}
	return a.Outlet.Name
}

// NotTaken says in sentences what n, which was added as this article, tells
// otherwise than the article does: what was known first stays.
func (a *Article) NotTaken(n *NewArticle) []string {
	var said []string
	keep := func(what, given, known string) {
		if given != "" && given != known {
			said = append(said, fmt.Sprintf("The %s stays “%s”; “%s” was not taken.", what, known, given))
		}
	}
	keep("title", cleanLine(n.Title), a.Title)
	keep("outlet", cleanLine(n.Outlet), a.OutletName())
	if given, known := storedOrNil(n.PublishedAt), a.PublishedAt; given != nil && known != nil && !given.Equal(*known) {
		keep("date of publication", shownDate(*given), shownDate(*known))
	}
	return said
}

// shownDate leaves the time of day out where there is none.
func shownDate(t time.Time) string {
	t = t.UTC()
	if t.Equal(t.Truncate(24 * time.Hour)) {
		return t.Format(time.DateOnly)
	}
	return t.Format("2006-01-02 15:04")
}

// ArticleState narrows a list of articles.
type ArticleState string

// The states of an article. The zero value is all of them.
const (
	ArticleOpen     ArticleState = "open"     // figures are left to review
	ArticleDone     ArticleState = "done"     // it has figures and none is left
	ArticleDisputed ArticleState = "disputed" // at least one figure is disputed

	ArticleAttention ArticleState = "attention" // a conflict, a finding, or verdicts that differ
	ArticleConflict  ArticleState = "conflict"  // another article says otherwise
	ArticleFinding   ArticleState = "finding"   // the text does not add up
)

// ArticleOrder is how a list of articles is sorted. The zero value is the newest first.
type ArticleOrder string

// ByUrgency puts first what is most dangerous to print.
const ByUrgency ArticleOrder = "urgency"

// ArticleFilter narrows a list of articles. Limit 0 is 50, at most 200.
type ArticleFilter struct {
	Query  string // words of title or text
	Outlet string // exact name
	State  ArticleState
	Mine   bool         // figures in it wait for the actor
	Order  ArticleOrder // on SQLite, articles found by words come newest first
	Cursor string
	Limit  int
}

// ArticlePage is an article with its current text and all of its claims.
// Stale claims, which stand on older versions, come after the others.
type ArticlePage struct {
	Article  Article
	Version  Version   // the current one, without Raw
	Versions []Version // all, oldest first, without Text, Blocks, Links, Raw
	Claims   []Claim   // in text order, with DecidedBy and the columns that a page shows
	Findings []Finding // where the text contradicts itself, in its order
	Marked   []uint    // those that the reader marked, in the order of the text
}

// Articles returns a page of the list and the cursor of the next page, "" on
// the last.
func (s *Store) Articles(ctx context.Context, a Actor, f ArticleFilter) (rows []Article, next string, err error) {
	if err := a.may(RoleViewer); err != nil {
		return nil, "", err
	}
	q, err := f.selection(s.dialect, a)
	if err != nil {
		return nil, "", err
	}
	err = s.snapshot(ctx, func(tx *gorm.DB) error {
		rows, next, err = articlesOf(ctx, tx, q, &f)
		return err
	})
	return rows, next, wrap(err, "list articles")
}

// articlesOf are the articles of one page in its order.
func articlesOf(ctx context.Context, tx *gorm.DB, q *selection, f *ArticleFilter) ([]Article, string, error) {
	found, next, err := q.page(ctx, tx, "articles.id", f.Cursor, f.Limit)
	if err != nil {
		return nil, "", err
	}
	rows, err := from[Article](tx).Preload("Outlet").Where("id IN ?", found).Find(ctx)
	place := map[uint]int{}
	for i, id := range found {
		place[id] = i
	}
	slices.SortFunc(rows, func(x, y Article) int { return place[x.ID] - place[y.ID] })
	return rows, next, err
}

func (f ArticleFilter) selection(dialect string, a Actor) (*selection, error) {
	q := &selection{from: "articles", key: "articles.id"}
	switch f.Order {
	case "":
	case ByUrgency:
		q.key = "articles.urgency"
	default:
		return nil, invalid("order", "%q is no order of articles: take urgency, or none for the newest first", f.Order)
	}
	q.matching(dialect, "articles", "article_search", f.Query)
	if f.Outlet != "" {
		q.and("articles.outlet_id = (SELECT id FROM outlets WHERE name = ?)", cleanLine(f.Outlet))
	}
	switch f.State {
	case "":
	case ArticleOpen:
		q.and("n_unreviewed + n_needs_evidence > 0")
	case ArticleDone:
		q.and("n_unreviewed + n_needs_evidence = 0 AND n_verified + n_disputed + n_unverifiable + n_superseded + n_not_a_claim > 0")
	case ArticleDisputed:
		q.and("n_disputed > 0")
	case ArticleAttention:
		q.and("n_attention > 0")
	case ArticleConflict:
		q.and("n_attention > 0 AND EXISTS (SELECT 1 FROM claims WHERE article_id = articles.id AND conflict_flag AND checkable AND NOT stale)")
	case ArticleFinding:
		q.and("n_attention > 0 AND EXISTS (SELECT 1 FROM claims WHERE article_id = articles.id AND math_flag AND checkable AND NOT stale)")
	default:
		return nil, invalid("state", "%q is no state of an article: take open, done, disputed, attention, conflict or finding", f.State)
	}
	if f.Mine {
		q.and(`articles.id IN (SELECT article_id FROM claims WHERE assigned_to_id = ? AND checkable AND NOT stale
			AND status IN ('unreviewed', 'needs_evidence') AND assigned_to_id IS NOT NULL)`, a.UserID)
	}
	return q, nil
}

// page returns the ids of one page and the cursor of the next. The rows are
// read afterwards, so that however the walk goes it carries nothing but ids.
func (q *selection) page(ctx context.Context, tx *gorm.DB, id, cursor string, limit int) (found []uint, next string, err error) {
	before, err := parseCursor(cursor)
	if err != nil {
		return nil, "", err
	}
	if before > 0 {
		q.and(q.key+" < ?", before)
	}
	limit = pageSize(limit)
	var rows []struct{ ID, Place uint }
	query := q.sql(id+" AS id, "+q.key+" AS place") + " ORDER BY " + q.key + " DESC LIMIT ?"
	if err := tx.WithContext(ctx).Raw(query, append(q.args, limit+1)...).Scan(&rows).Error; err != nil {
		return nil, "", err
	}
	rows, next = page(rows, limit, func(r *struct{ ID, Place uint }) uint { return r.Place })
	for _, r := range rows {
		found = append(found, r.ID)
	}
	return found, next, nil
}

// Article returns everything that the article's page shows. The number of
// queries does not depend on how many claims there are.
func (s *Store) Article(ctx context.Context, a Actor, id uint) (ArticlePage, error) {
	if err := a.may(RoleViewer); err != nil {
		return ArticlePage{}, err
	}
	var p ArticlePage
	err := s.snapshot(ctx, func(tx *gorm.DB) (err error) {
		p, err = articlePage(ctx, tx, a, id)
		return err
	})
	return p, wrap(err, "article %d", id)
}

func articlePage(ctx context.Context, tx *gorm.DB, a Actor, id uint) (p ArticlePage, err error) {
	if p.Article, err = from[Article](tx).Preload("Outlet").Where("id = ?", id).Take(ctx); err != nil {
		return p, err
	}
	if p.Version, err = from[Version](tx).Omit("raw").Where("id = ?", p.Article.CurrentVersionID).Take(ctx); err != nil {
		return p, err
	}
	if p.Versions, err = from[Version](tx).Omit("raw", "text", "blocks", "links").Where("article_id = ?", id).Order("number").Find(ctx); err != nil {
		return p, err
	}
	if p.Claims, err = claimsOf(ctx, tx, a, id); err != nil {
		return p, err
	}
	p.Findings = findingsIn(&p.Article, &p.Version, p.Claims)
	if err = setAside(ctx, tx, id, p.Findings); err != nil {
		return p, err
	}
	p.Marked, err = marksIn(ctx, tx, a.UserID, id)
	return p, err
}

// claimsOf are the claims of an article in the order of its text, with what a
// page of it shows and who decided them; what stands no longer in the text comes last.
func claimsOf(ctx context.Context, tx *gorm.DB, a Actor, article uint) ([]Claim, error) {
	claims, err := claimsIn(ctx, tx, article)
	if err != nil {
		return nil, err
	}
	users, err := from[User](tx).Where("id IN (SELECT decided_by_id FROM claims WHERE article_id = ?) OR id IN (SELECT assigned_to_id FROM claims WHERE article_id = ?)", article, article).Find(ctx)
	if err != nil {
		return nil, err
	}
	byID := make(map[uint]*User, len(users))
	for i := range users {
		byID[users[i].ID] = &users[i]
	}
	for i := range claims {
		if id := claims[i].DecidedByID; id != nil {
			claims[i].DecidedBy = byID[*id]
		}
		claims[i].AssignedTo = byID[value(claims[i].AssignedToID)]
	}
	return claims, ownWaits(ctx, tx, a, article, claims)
}

// claimsIn are the claims of an article in the order of its text, without the
// people.
func claimsIn(ctx context.Context, tx *gorm.DB, article uint) ([]Claim, error) {
	rows, err := tx.WithContext(ctx).Raw("SELECT "+columnList(pageColumns)+" FROM claims WHERE article_id = ? ORDER BY stale, number_start, id", article).Rows()
	if err != nil {
		return nil, err
	}
	return claimsFrom(rows, pageColumns)
}

// ownWaits marks the claims where the newest verdict that waits is the actor's.
func ownWaits(ctx context.Context, tx *gorm.DB, a Actor, article uint, claims []Claim) error {
	if !slices.ContainsFunc(claims, func(c Claim) bool { return c.SecondCheck || c.Disagreement }) {
		return nil
	}
	var own []uint
	query := "SELECT c.id FROM claims c WHERE c.article_id = ? AND (c.second_check OR c.disagreement) AND ? IN " + latest(1)
	if err := tx.WithContext(ctx).Raw(query, article, a.UserID).Scan(&own).Error; err != nil {
		return err
	}
	for i := range claims {
		claims[i].OwnWaits = slices.Contains(own, claims[i].ID)
	}
	return nil
}

// ArticleRaw returns a version with the bytes as they came.
func (s *Store) ArticleRaw(ctx context.Context, a Actor, versionID uint) (Version, error) {
	if err := a.may(RoleViewer); err != nil {
		return Version{}, err
	}
	v, err := from[Version](s.read).Where("id = ?", versionID).Take(ctx)
	if err == nil {
		v.Raw, err = unpacked(v.Raw)
	}
	return v, wrap(err, "original of version %d", versionID)
}

// Outlets returns all outlets by name.
func (s *Store) Outlets(ctx context.Context, a Actor) ([]Outlet, error) {
	if err := a.may(RoleViewer); err != nil {
		return nil, err
	}
	os, err := from[Outlet](s.read).Order("name").Find(ctx)
	return os, wrap(err, "list outlets")
}

// NewArticle is an article as read, with the claims found in it. Text must be
// valid UTF-8 without NUL, since offsets point into it.
type NewArticle struct {
	Title         string
	Outlet        string
	URL           string
	Lang          string
	LangSupported bool
	PublishedAt   *time.Time
	Text          string
	Blocks        []extract.Block
	Links         []extract.Link
	Raw           []byte // as it came; the store packs it
	RawType       string
	RawName       string
	HTTPStatus    int
	ETag          string // by which the server knows this version again
	LastModified  string
	FetchedAt     time.Time // zero: now
	Engine        string
	Claims        []extract.Claim
}
