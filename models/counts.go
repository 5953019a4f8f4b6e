package models

import (
	"context"
	"slices"
	"strings"

	"gorm.io/gorm"
)

// StatusCounts says how many of an article's claims stand where. It counts
// the checkable claims of the current text only.
type StatusCounts struct {
	Unreviewed    int
	NeedsEvidence int
	Verified      int
	Disputed      int
	Unverifiable  int
	Superseded    int
	NotAClaim     int

	// Among them, those that make it dangerous to print the article.
	HeadlineDisputed int // disputed, in the headline
	HeadlineOpen     int // that wait for a verdict, in the headline
	Attention        int // in conflict with another article, in a finding, or with two verdicts that differ
}

// Of returns the count of one status.
func (c StatusCounts) Of(s Status) int {
	if n := c.field(s); n != nil {
		return *n
	}
	return 0
}

// Total is the number of claims counted.
func (c StatusCounts) Total() int {
	n := 0
	for _, s := range Statuses {
		n += c.Of(s)
	}
	return n
}

// Left is the number of claims that still wait for a verdict.
func (c StatusCounts) Left() int { return c.Unreviewed + c.NeedsEvidence }

// Ready reports whether nothing speaks against printing the article: every
// claim has a verdict, none is disputed, and none needs attention.
func (c StatusCounts) Ready() bool {
	return c.Total() > 0 && c.Left() == 0 && c.Disputed == 0 && c.Attention == 0
}

// Segment is one part of a segmented bar.
type Segment struct {
	Status Status
	N      int
}

// Segments returns the statuses that occur, in the order of [Statuses].
func (c StatusCounts) Segments() []Segment {
	var segs []Segment
	for _, s := range Statuses {
		if n := c.Of(s); n > 0 {
			segs = append(segs, Segment{s, n})
		}
	}
	return segs
}

func (c *StatusCounts) field(s Status) *int {
	switch s {
	case StatusUnreviewed:
		return &c.Unreviewed
	case StatusNeedsEvidence:
		return &c.NeedsEvidence
	case StatusVerified:
		return &c.Verified
	case StatusDisputed:
		return &c.Disputed
	case StatusUnverifiable:
		return &c.Unverifiable
	case StatusSuperseded:
		return &c.Superseded
	case StatusNotAClaim:
		return &c.NotAClaim
	}
	return nil
}

// counter is one of the counts that are kept on articles.
type counter struct {
	column string
	sql    string            // whether a claim that is counted at all fits
	fits   func(*Claim) bool // the same
	of     func(*StatusCounts) *int
}

var counters = makeCounters()

func makeCounters() []counter {
	var all []counter
	for _, s := range Statuses {
		all = append(all, counter{
			"n_" + string(s), "status = '" + string(s) + "'",
			func(c *Claim) bool { return c.Status == s },
			func(n *StatusCounts) *int { return n.field(s) },
		})
	}
	return append(all, counter{
		"n_headline_disputed", "role = 'headline' AND status = 'disputed'",
		func(c *Claim) bool { return c.Headline() && c.Status == StatusDisputed },
		func(n *StatusCounts) *int { return &n.HeadlineDisputed },
	}, counter{
		"n_headline_open", "role = 'headline' AND status IN ('unreviewed', 'needs_evidence')",
		func(c *Claim) bool {
			return c.Headline() && (c.Status == StatusUnreviewed || c.Status == StatusNeedsEvidence)
		},
		func(n *StatusCounts) *int { return &n.HeadlineOpen },
	}, counter{
		"n_attention", "(conflict_flag OR math_flag OR disagreement) AND status NOT IN ('superseded', 'not_a_claim')",
		func(c *Claim) bool { return (c.ConflictFlag || c.MathFlag || c.Disagreement) && !c.AtRest() },
		func(n *StatusCounts) *int { return &n.Attention },
	})
}

func columnsOfCounts() []string {
	names := make([]string, len(counters))
	for i, c := range counters {
		names[i] = c.column
	}
	return names
}

// sumsOfCounts are what the columns have to be, over claims.
func sumsOfCounts() string {
	sums := make([]string, len(counters))
	for i, c := range counters {
		sums[i] = "COALESCE(SUM(CASE WHEN " + c.sql + " THEN 1 ELSE 0 END), 0) AS " + c.column
	}
	return strings.Join(sums, ", ")
}

// countsOf counts as the article does: checkable claims that are not stale.
func countsOf(claims []Claim) StatusCounts {
	var n StatusCounts
	for i := range claims {
		n.count(&claims[i], 1)
	}
	return n
}

// count adds by for each count that the claim is in.
func (c *StatusCounts) count(claim *Claim, by int) {
	if !claim.counted() {
		return
	}
	for _, k := range counters {
		if k.fits(claim) {
			*k.of(c) += by
		}
	}
}

// shift brings an article's counts in line with a claim of it that has changed.
func shift(ctx context.Context, tx *gorm.DB, was, is *Claim) error {
	var by StatusCounts
	by.count(was, -1)
	by.count(is, 1)
	var set []string
	var args []any
	for _, k := range counters {
		if n := *k.of(&by); n != 0 {
			set, args = append(set, k.column+" = "+k.column+" + ?"), append(args, n)
		}
	}
	if len(set) == 0 {
		return nil
	}
	return tx.WithContext(ctx).Exec("UPDATE articles SET "+strings.Join(set, ", ")+" WHERE id = ?", append(args, is.ArticleID)...).Error
}

// recount brings the counts of articles in line with their claims.
func recount(ctx context.Context, tx *gorm.DB, articles ...uint) error {
	update := "UPDATE articles SET (" + strings.Join(columnsOfCounts(), ", ") + ") = (SELECT " + sumsOfCounts() +
		" FROM claims WHERE article_id = articles.id AND checkable AND NOT stale) WHERE id IN ?"
	for batch := range slices.Chunk(articles, 500) {
		if err := tx.WithContext(ctx).Exec(update, batch).Error; err != nil {
			return err
		}
	}
	return nil
}

// countClaims counts an article's claims in the database.
func countClaims(ctx context.Context, tx *gorm.DB, articleID uint) (StatusCounts, error) {
	var row struct {
		Counts StatusCounts `gorm:"embedded;embeddedPrefix:n_"`
	}
	err := tx.WithContext(ctx).Raw("SELECT "+sumsOfCounts()+" FROM claims WHERE article_id = ? AND checkable AND NOT stale", articleID).Scan(&row).Error
	return row.Counts, err
}
