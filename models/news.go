package models

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"gorm.io/gorm"
)

// News is what changed since somebody looked.
type News struct {
	Since time.Time
	End   uint // the number of the last change that is in it
	More  bool // there was too much for one look: what came after End is not in it
	Rows  []NewsRow
}

// NewsRow is an article on which something changed, the last one first.
type NewsRow struct {
	Article Article // with its outlet
	Last    uint    // number of its last change

	Added     bool
	Reread    bool    // its text, or how the engine reads it, is another
	Judged    []Claim // that got another verdict, as they stand now
	Conflicts []Claim // that came into conflict with other articles, or out of it
	Findings  bool    // a contradiction in it came or went
}

// look is where somebody last looked.
type look struct {
	UserID uint `gorm:"primaryKey;autoIncrement:false"`
	Seq    uint
	At     time.Time
}

const (
	firstLook = 24 * time.Hour // how far back goes who never looked
	mostNews  = 5000           // changes in one look
)

// Looked notes that the actor has seen what changed up to number seq.
func (s *Store) Looked(ctx context.Context, a Actor, seq uint) error {
	if err := a.mustBe(RoleViewer); err != nil {
		return err
	}
	end, err := s.FeedEnd(ctx)
	if err == nil && (seq == 0 || seq > end) {
		err = invalid("seq", "this form is damaged: load the page again")
	}
	if err == nil {
		err = s.change(ctx, func(tx *gorm.DB) error {
			return tx.Exec(`INSERT INTO looks (user_id, seq, at) VALUES (?, ?, ?)
				ON CONFLICT (user_id) DO UPDATE SET seq = excluded.seq, at = excluded.at WHERE excluded.seq >= looks.seq`, a.UserID, seq, s.now()).Error
		})
	}
	return wrap(err, "note the look")
}

// News returns what changed since the actor looked, or in the last day.
func (s *Store) News(ctx context.Context, a Actor) (n News, err error) {
	if err := a.mustBe(RoleViewer); err != nil {
		return n, err
	}
	last, err := from[look](s.read).Where("user_id = ?", a.UserID).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		last.At = s.now().Add(-firstLook)
		last.Seq, err = s.FeedAt(ctx, last.At)
	}
	if err != nil {
		return n, wrap(err, "news")
	}
	n.Since, n.End = last.At, last.Seq
	found := newsFold{rows: map[uint]*NewsRow{}, judged: map[uint]bool{}, conflicts: map[uint]bool{}, last: map[uint]uint{}}
	for range mostNews / feedBatch {
		changes, err := s.changesSince(ctx, n.End)
		if err != nil {
			return n, wrap(err, "news")
		}
		for i := range changes {
			found.add(&changes[i])
			n.End = changes[i].Seq
		}
		if n.More = len(changes) == feedBatch; !n.More {
			break
		}
	}
	n.Rows, err = found.read(ctx, s.read)
	return n, wrap(err, "news")
}

// newsFold gathers what changes did to articles.
type newsFold struct {
	rows              map[uint]*NewsRow // by article
	judged, conflicts map[uint]bool     // claims
	last              map[uint]uint     // the last change of each claim
}

func (f *newsFold) row(article, seq uint) *NewsRow {
	r := f.rows[article]
	if r == nil {
		r = &NewsRow{}
		f.rows[article] = r
	}
	r.Last = max(r.Last, seq)
	return r
}

func (f *newsFold) add(c *Change) {
	switch c.Command {
	case "claim.decide", "claim.undo", "claim.decide_all", "claim.undo_all":
		f.mark(f.judged, c)
	case "figure.conflict":
		f.mark(f.conflicts, c)
	case "article.add", "article.version", "article.reread", "article.finding":
		for _, article := range c.ArticleIDs {
			row := f.row(article, c.Seq)
			row.Added = row.Added || c.Command == "article.add"
			row.Reread = row.Reread || c.Command == "article.version" || c.Command == "article.reread"
			row.Findings = row.Findings || c.Command == "article.finding"
		}
	}
}

// mark notes claims; of which articles they are is read with them.
func (f *newsFold) mark(set map[uint]bool, c *Change) {
	for _, id := range c.ClaimIDs {
		set[id] = true
		f.last[id] = c.Seq
	}
}

// read fills in the claims and the articles.
func (f *newsFold) read(ctx context.Context, tx *gorm.DB) ([]NewsRow, error) {
	ids := make([]uint, 0, len(f.last))
	for id := range f.last {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for batch := range slices.Chunk(ids, 500) {
		claims, err := from[Claim](tx).Select("id", "article_id", "label", "quote", "status", "conflict_flag").Where("id IN ?", batch).Order("id").Find(ctx)
		if err != nil {
			return nil, err
		}
		for _, c := range claims {
			row := f.row(c.ArticleID, f.last[c.ID])
			if f.judged[c.ID] {
				row.Judged = append(row.Judged, c)
			}
			if f.conflicts[c.ID] {
				row.Conflicts = append(row.Conflicts, c)
			}
		}
	}
	return f.withArticles(ctx, tx)
}

func (f *newsFold) withArticles(ctx context.Context, tx *gorm.DB) ([]NewsRow, error) {
	ids := make([]uint, 0, len(f.rows))
	for id := range f.rows {
		ids = append(ids, id)
	}
	var rows []NewsRow
	for batch := range slices.Chunk(ids, 500) {
		articles, err := from[Article](tx).Preload("Outlet").Where("id IN ?", batch).Find(ctx)
		if err != nil {
			return nil, err
		}
		for _, a := range articles {
			row := f.rows[a.ID]
			row.Article = a
			rows = append(rows, *row)
		}
	}
	slices.SortFunc(rows, func(x, y NewsRow) int {
		return cmp.Or(cmp.Compare(y.Last, x.Last), cmp.Compare(y.Article.ID, x.Article.ID))
	})
	return rows, nil
}
