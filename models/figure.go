package models

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"tallymark/extract"
)

// Figure is one quantity in the world: an event with what was counted, its
// scope and its unit, and the claims that report it. What it says is made of
// its claims and of what people said of it.
type Figure struct {
	ID           uint
	EventID      uint // the first figure of the same event
	Kind         extract.Kind
	FirstClaimID uint
	LastClaimID  uint     // the claim that came last, 0 without any
	Low          *float64 // the least and the largest number that a claim of it states, nil if none states any
	High         *float64
	Claims       int `gorm:"column:n_claims"`
	Articles     int `gorm:"column:n_articles"`
	Outlets      int `gorm:"column:n_outlets"`
	Origins      int `gorm:"column:n_origins"` // reports that the claims go back to, of the newest [mostRelated]
	Conflict     bool
	SettledByID  *uint
	SettledBy    *FigureAct // with User, nil if nobody settled it
	MergedIntoID *uint
	CreatedAt    time.Time

	Members []FigureClaim `gorm:"-"` // in order of time; of a list the newest only
}

// FigureClaim is a claim as a part of its figure.
type FigureClaim struct {
	ClaimID   uint `gorm:"primaryKey;autoIncrement:false"`
	Claim     *Claim
	FigureID  uint
	ArticleID uint
	Day       int64  // since 1970, of the article, or on which it was added
	Relation  string // how it stands to the others, the worst of all: see package match
	Origin    int    // the number of its origin within the figure
	Score     float64
	Parts     map[string]float64 `gorm:"serializer:json"` // of the score
	ViaID     uint               // the claim that it was compared with, 0 for the first of a figure
	PlacedAt  time.Time
	Print     []byte
}

// The tabs of the board.
const (
	FiguresShared   = ""         // in several articles
	FiguresConflict = "conflict" // that cannot all be right
	FiguresSettled  = "settled"  // with a working value
	FiguresChanged  = "changed"  // with claims or words of people that came since yesterday
	FiguresAll      = "all"      // with those of one article
)

// FigureFilter narrows the list of figures. Limit 0 is 50, at most 200.
type FigureFilter struct {
	Tab    string
	Kind   string
	Cursor string
	Limit  int
}

// shownMembers is how many claims of a figure a list shows, the newest.
const shownMembers = 24

// cardMembers is how many a claim shows of its figure beside the verdict. All
// of them are on the page of the figure.
const cardMembers = 8

// condition is what the figures of a tab have in common. It is word for word
// that of the tab's index.
func (f FigureFilter) condition() (string, error) {
	switch f.Tab {
	case FiguresShared:
		return "n_articles > 1", nil
	case FiguresConflict:
		return "conflict", nil
	case FiguresSettled:
		return "settled_by_id IS NOT NULL", nil
	case FiguresAll:
		return "last_claim_id > 0", nil
	}
	return "", invalid("tab", "there is no part of the board called %q", cleanText(f.Tab))
}

// condition is that of the filter with its arguments.
func (s *Store) condition(ctx context.Context, f FigureFilter) (string, []any, error) {
	if f.Tab != FiguresChanged {
		condition, err := f.condition()
		return condition, nil, err
	}
	first, err := s.firstClaimSince(ctx, s.Yesterday())
	return `id IN (SELECT id FROM figures WHERE n_articles > 1 AND last_claim_id >= ?
		UNION SELECT figure_id FROM figure_acts WHERE created_at >= ?)`, []any{first, s.Yesterday()}, err
}

// Yesterday is the moment from which on the board calls a change new.
func (s *Store) Yesterday() time.Time { return s.now().Add(-24 * time.Hour) }

// firstClaimSince is the number of the first claim that was added since t, one
// above all if there is none. Claims are numbered in the order of time, so that
// a few looks find it.
func (s *Store) firstClaimSince(ctx context.Context, t time.Time) (uint, error) {
	low := uint(1)
	high, err := one[uint](s.read.WithContext(ctx), "SELECT COALESCE(MAX(id), 0) + 1 FROM claims")
	for err == nil && low < high {
		middle := (low + high) / 2
		var c Claim
		c, err = from[Claim](s.read).Select("id", "created_at").Where("id >= ?", middle).Order("id").Take(ctx)
		if c.CreatedAt.Before(t) {
			low = c.ID + 1
		} else {
			high = middle
		}
	}
	return low, wrap(err, "first claim since %s", t)
}

// Figures returns a page of the board, what moved last first, with Members and
// the cursor of the next page.
func (s *Store) Figures(ctx context.Context, a Actor, f FigureFilter) (rows []Figure, next string, err error) {
	if err := a.may(RoleViewer); err != nil {
		return nil, "", err
	}
	condition, args, err := s.condition(ctx, f)
	if err != nil {
		return nil, "", err
	}
	before, err := parseCursor(f.Cursor)
	if err != nil {
		return nil, "", err
	}
	q := from[Figure](s.read).Where(condition, args...).Where("last_claim_id > 0").Order("last_claim_id DESC").Limit(pageSize(f.Limit) + 1)
	if before > 0 {
		q = q.Where("last_claim_id < ?", before)
	}
	if f.Kind != "" {
		q = q.Where("kind = ?", cleanText(f.Kind))
	}
	err = s.snapshot(ctx, func(tx *gorm.DB) error {
		q.tx = tx
		rows, err = q.Preload("SettledBy").Preload("SettledBy.User").Find(ctx)
		if err != nil {
			return err
		}
		rows, next = page(rows, pageSize(f.Limit), func(f *Figure) uint { return f.LastClaimID })
		return withMembers(ctx, tx, rows, shownMembers)
	})
	return rows, next, wrap(err, "list figures")
}

// withMembers fills in the newest claims of figures, with Article and Outlet.
func withMembers(ctx context.Context, tx *gorm.DB, figures []Figure, most int) error {
	ids := make([]uint, len(figures))
	at := make(map[uint]*Figure, len(figures))
	for i := range figures {
		ids[i], at[figures[i].ID] = figures[i].ID, &figures[i]
	}
	if len(ids) == 0 {
		return nil
	}
	newest, err := newestMembers(ctx, tx, ids, most)
	if err != nil {
		return err
	}
	members, err := from[FigureClaim](tx).Omit("print").Preload("Claim").Preload("Claim.Article").Preload("Claim.Article.Outlet").
		Where("claim_id IN ?", newest).Order("day, claim_id").Find(ctx)
	for _, m := range members {
		if m.Claim != nil { // a claim may be gone before its figure is looked at again
			at[m.FigureID].Members = append(at[m.FigureID].Members, m)
		}
	}
	return err
}

// newestMembers are the newest claims of each of some figures. A figure may have
// any number of claims, of which no more are read.
func newestMembers(ctx context.Context, tx *gorm.DB, figures []uint, most int) (claims []uint, err error) {
	lists, err := newestOfEach(ctx, tx, figures, most)
	for _, id := range figures {
		claims = append(claims, lists[id]...)
	}
	return claims, err
}

// newestOfEach are they by figure.
func newestOfEach(ctx context.Context, tx *gorm.DB, figures []uint, most int) (map[uint][]uint, error) {
	lists := make(map[uint][]uint, len(figures))
	for batch := range slices.Chunk(figures, 500) {
		err := eachRow(tx.WithContext(ctx), `SELECT id, COALESCE((SELECT string_agg(CAST(claim_id AS TEXT), ',') FROM (
			SELECT claim_id FROM figure_claims WHERE figure_id = figures.id ORDER BY day DESC, claim_id DESC LIMIT ?) AS newest), '')
			FROM figures WHERE id IN ?`, []any{most, batch}, func(rows *sql.Rows) error {
			var id uint
			var list string
			err := rows.Scan(&id, &list)
			lists[id] = idsIn(list)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return lists, nil
}

// idsIn reads the ids that the database put together with commas.
func idsIn(list string) (ids []uint) {
	for one := range strings.SplitSeq(list, ",") {
		if id, err := strconv.ParseUint(one, 10, 63); err == nil {
			ids = append(ids, uint(id))
		}
	}
	return ids
}

// FigurePage is a figure with everything about it.
type FigurePage struct {
	Figure   Figure // with Members, the newest [mostShown]
	Siblings []Figure
	Acts     []FigureAct // oldest first, with User
}

// mostShown is how many claims of a figure its page shows.
const mostShown = 200

// Figure returns a figure with everything about it. One that was joined to
// another leads there: MergedIntoID of its Figure is set.
func (s *Store) Figure(ctx context.Context, a Actor, id uint) (p FigurePage, err error) {
	if err := a.may(RoleViewer); err != nil {
		return p, err
	}
	err = s.snapshot(ctx, func(tx *gorm.DB) error {
		p, err = figurePage(ctx, tx, id)
		return err
	})
	return p, wrap(err, "figure %d", id)
}

func figurePage(ctx context.Context, tx *gorm.DB, id uint) (p FigurePage, err error) {
	one, err := from[Figure](tx).Preload("SettledBy").Preload("SettledBy.User").Where("id = ?", id).Take(ctx)
	if err != nil {
		return p, err
	}
	all := []Figure{one}
	if err := withMembers(ctx, tx, all, mostShown); err != nil {
		return p, err
	}
	p.Figure = all[0]
	p.Siblings, err = from[Figure](tx).Where("event_id = ? AND id <> ? AND last_claim_id > 0", one.EventID, id).Order("id").Limit(shownMembers).Find(ctx)
	if err != nil {
		return p, err
	}
	if err := withMembers(ctx, tx, p.Siblings, shownMembers); err != nil {
		return p, err
	}
	p.Acts, err = from[FigureAct](tx).Preload("User").Where("figure_id = ? OR other_id = ?", id, id).Order("id").Find(ctx)
	return p, err
}

// figureOf is the figure of a claim with its newest claims, nil if it is the
// only claim of it or has none.
func figureOf(ctx context.Context, tx *gorm.DB, claim uint) (*Figure, error) {
	one, err := from[Figure](tx).Preload("SettledBy").Where("id = (SELECT figure_id FROM figure_claims WHERE claim_id = ?)", claim).Take(ctx)
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound):
		return nil, nil
	case err != nil:
		return nil, err
	case one.Claims < 2:
		return nil, nil
	}
	all := []Figure{one}
	err = withMembers(ctx, tx, all, cardMembers)
	return &all[0], err
}

// Member is a claim of the figure, nil if it is not among those that were read.
func (f *Figure) Member(claim uint) *FigureClaim {
	i := slices.IndexFunc(f.Members, func(m FigureClaim) bool { return m.ClaimID == claim })
	if i < 0 {
		return nil
	}
	return &f.Members[i]
}
