package models

import (
	"context"
	"strings"

	"gorm.io/gorm"
)

// DashboardRow is an article as an editor needs it.
type DashboardRow struct {
	Article
	Headline []Claim  // the figures of the headline: ID, ArticleID, Label, Quote, Kind, Status
	Waiting  []Waiter // who has figures of it to review, by name
}

// Waiter is somebody whom open claims of an article were given to.
type Waiter struct {
	ArticleID uint
	Name      string
	N         int
}

// Dashboard is a page of articles and how many are in which state.
type Dashboard struct {
	Rows   []DashboardRow
	Next   string // the cursor of the next page, "" on the last
	Counts map[ArticleState]int
}

// MostArticlesCounted is where the count of a state stops.
const MostArticlesCounted = 1000

// Dashboard returns a page of articles, what is most dangerous to print first
// unless the filter has words in it.
func (s *Store) Dashboard(ctx context.Context, a Actor, f ArticleFilter) (d Dashboard, err error) {
	if err := a.may(RoleViewer); err != nil {
		return d, err
	}
	f.Order = ByUrgency
	q, err := f.selection(s.dialect, a)
	if err != nil {
		return d, err
	}
	err = s.snapshot(ctx, func(tx *gorm.DB) error {
		articles, next, err := articlesOf(ctx, tx, q, &f)
		if err != nil {
			return err
		}
		d.Next = next
		if d.Rows, err = dashboardRows(ctx, tx, articles); err != nil {
			return err
		}
		d.Counts, err = s.articleCounts(ctx, tx, a)
		return err
	})
	return d, wrap(err, "dashboard")
}

func dashboardRows(ctx context.Context, tx *gorm.DB, articles []Article) ([]DashboardRow, error) {
	rows := make([]DashboardRow, len(articles))
	at := map[uint]*DashboardRow{}
	ids := make([]uint, len(articles))
	for i, a := range articles {
		rows[i].Article, ids[i] = a, a.ID
		at[a.ID] = &rows[i]
	}
	claims, err := from[Claim](tx).Select("id", "article_id", "label", "quote", "kind", "status", "role").
		Where("article_id IN ? AND role = 'headline' AND checkable AND NOT stale", ids).Order("article_id, number_start").Find(ctx)
	if err != nil {
		return nil, err
	}
	for _, c := range claims {
		at[c.ArticleID].Headline = append(at[c.ArticleID].Headline, c)
	}
	var waiting []Waiter
	// The empty text keeps SQLite from going through all open claims by their status.
	err = tx.WithContext(ctx).Raw(`SELECT article_id, users.name, COUNT(*) AS n FROM claims JOIN users ON users.id = claims.assigned_to_id
		WHERE article_id IN ? AND checkable AND NOT stale AND claims.status || '' IN ('unreviewed', 'needs_evidence') AND assigned_to_id IS NOT NULL
		GROUP BY article_id, users.id, users.name ORDER BY article_id, users.name`, ids).Scan(&waiting).Error
	for _, w := range waiting {
		at[w.ArticleID].Waiting = append(at[w.ArticleID].Waiting, w)
	}
	return rows, err
}

// articleCounts says how many articles are in each state, at most
// [MostArticlesCounted] of each.
func (s *Store) articleCounts(ctx context.Context, tx *gorm.DB, a Actor) (map[ArticleState]int, error) {
	states := []ArticleState{"", ArticleOpen, ArticleDisputed, ArticleAttention, ArticleDone}
	var parts []string
	var args []any
	for _, state := range states {
		q, err := ArticleFilter{State: state}.selection(s.dialect, a)
		if err != nil {
			return nil, err
		}
		parts = append(parts, "(SELECT COUNT(*) FROM ("+q.sql("1")+" LIMIT ?) counted)")
		args = append(append(args, q.args...), MostArticlesCounted)
	}
	found := make([]int, len(states))
	into := make([]any, len(states))
	for i := range found {
		into[i] = &found[i]
	}
	if err := tx.WithContext(ctx).Raw("SELECT "+strings.Join(parts, ", "), args...).Row().Scan(into...); err != nil {
		return nil, err
	}
	counts := map[ArticleState]int{}
	for i, state := range states {
		counts[state] = found[i]
	}
	return counts, nil
}
