package models

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"tallymark/extract"
)

// Progress is how the work went on over a span of days.
type Progress struct {
	Days    []DayCounts       // how many claims stood where in the evening, oldest first, without days on which nothing changed
	Waits   [WaitSpans]int    // first verdicts by how long their claims had waited
	Kinds   []ProgressOf      // verdicts by kind of figure, most first
	People  []ProgressOf      // verdicts by reviewer, for editors
	Outlets []OutletsDisputed // most disputed first
}

// DayCounts are the claims of all articles by their status on a day in UTC. Of
// the counts only those of the statuses are set.
type DayCounts struct {
	Day    time.Time
	Counts StatusCounts
}

// ProgressOf counts the verdicts of one reviewer, or on one kind of figure.
type ProgressOf struct {
	Name     string
	Verdicts map[Status]int
	Undone   int // verdicts that were taken back
}

// N is the number of verdicts.
func (p ProgressOf) N() int {
	n := 0
	for _, times := range p.Verdicts {
		n += times
	}
	return n
}

// OutletsDisputed is how many of an outlet's claims are disputed.
type OutletsDisputed struct {
	Name            string
	Disputed, Total int
}

// WaitSpans is the number of spans that waits are put into: the upper ends are
// [WaitEnds], the last has none.
const WaitSpans = 6

// WaitEnds are the ends of the spans of waits.
var WaitEnds = [WaitSpans - 1]time.Duration{time.Hour, 4 * time.Hour, 24 * time.Hour, 3 * 24 * time.Hour, 7 * 24 * time.Hour}

// undone stands in work_days for a decision that takes another one back.
const undone = "undone"

// noWait is the span of decisions that were not the first on their claim.
const noWait = -1

// waitSpan is the number of the span in which a wait ends.
func waitSpan(wait time.Duration) int {
	for i, end := range WaitEnds {
		if wait < end {
			return i
		}
	}
	return WaitSpans - 1
}

// dayNumber is the day in UTC, counted from 1970.
func dayNumber(t time.Time) int { return int(t.Unix() / daySeconds) }

func dayAt(n int) time.Time { return time.Unix(int64(n)*daySeconds, 0).UTC() }

// countWork adds a decision to the work of its day. Only its own user writes
// the row, so that nobody waits for anybody here.
func countWork(ctx context.Context, tx *gorm.DB, c *Claim, d *Decision) error {
	status, wait := string(d.Status), noWait
	if d.UndoesID != nil {
		status = undone
	} else if d.Seq == 1 {
		wait = waitSpan(d.CreatedAt.Sub(c.CreatedAt))
	}
	return tx.WithContext(ctx).Exec(`INSERT INTO work_days (user_id, day, kind, status, wait, n) VALUES (?, ?, ?, ?, ?, 1)
		ON CONFLICT (user_id, day, kind, status, wait) DO UPDATE SET n = work_days.n + 1`,
		d.UserID, dayNumber(d.CreatedAt), c.Kind, status, wait).Error
}

// sumOfArticles adds up the counts that are kept on articles.
func sumOfArticles(ctx context.Context, tx *gorm.DB) (StatusCounts, error) {
	sums := make([]string, len(Statuses))
	for i, s := range Statuses {
		sums[i] = "COALESCE(SUM(n_" + string(s) + "), 0) AS n_" + string(s)
	}
	var row struct {
		Counts StatusCounts `gorm:"embedded;embeddedPrefix:n_"`
	}
	err := tx.WithContext(ctx).Raw("SELECT " + strings.Join(sums, ", ") + " FROM articles").Scan(&row).Error
	return row.Counts, err
}

// NoteStatuses notes how many claims stand where today, for charts. What it
// notes last on a day stays.
func (s *Store) NoteStatuses(ctx context.Context) error {
	err := s.change(ctx, func(tx *gorm.DB) error {
		now, err := sumOfArticles(ctx, tx)
		if err != nil {
			return err
		}
		for _, status := range Statuses {
			err := tx.WithContext(ctx).Exec(`INSERT INTO status_days (day, status, n) VALUES (?, ?, ?)
				ON CONFLICT (day, status) DO UPDATE SET n = excluded.n`, dayNumber(s.now()), status, now.Of(status)).Error
			if err != nil {
				return err
			}
		}
		return nil
	})
	return wrap(err, "note the statuses of the day")
}

// longestProgress is the longest span of days.
const longestProgress = 366

// Progress returns how the work went on in the last days, today with them.
func (s *Store) Progress(ctx context.Context, a Actor, days int) (p Progress, err error) {
	if err := a.may(RoleViewer); err != nil {
		return p, err
	}
	if days < 1 || days > longestProgress {
		return p, invalid("days", "choose between 1 and %d days", longestProgress)
	}
	today := dayNumber(s.now())
	first := today - days + 1
	err = s.snapshot(ctx, func(tx *gorm.DB) error {
		if p.Days, err = statusDays(ctx, tx, first, today); err != nil {
			return err
		}
		if err := p.readWork(ctx, tx, first, a.may(RoleEditor) == nil); err != nil {
			return err
		}
		p.Outlets, err = disputedOutlets(ctx, tx)
		return err
	})
	return p, wrap(err, "progress of %d days", days)
}

// statusDays are the evenings from the first day on, and how it stands now.
func statusDays(ctx context.Context, tx *gorm.DB, first, today int) ([]DayCounts, error) {
	var rows []struct {
		Day    int
		Status Status
		N      int
	}
	// What was noted last before the span is how the span begins.
	err := tx.WithContext(ctx).Raw(`SELECT day, status, n FROM status_days WHERE day >= ? AND day < ?
		UNION ALL SELECT ?, status, n FROM status_days AS before
		WHERE day = (SELECT MAX(day) FROM status_days WHERE status = before.status AND day < ?) ORDER BY 1, 2`,
		first, today, first-1, first).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	var days []DayCounts
	var counts StatusCounts
	for i, r := range rows {
		*counts.field(r.Status) = r.N
		if i+1 == len(rows) || rows[i+1].Day != r.Day {
			days = append(days, DayCounts{dayAt(r.Day), counts})
		}
	}
	now, err := sumOfArticles(ctx, tx)
	return append(days, DayCounts{dayAt(today), now}), err
}

// readWork reads what was decided from the first day on.
func (p *Progress) readWork(ctx context.Context, tx *gorm.DB, first int, people bool) error {
	var rows []struct {
		Name   string
		Kind   extract.Kind
		Status string
		Wait   int
		N      int
	}
	err := tx.WithContext(ctx).Raw(`SELECT users.name, kind, status, wait, SUM(n) AS n FROM work_days JOIN users ON users.id = user_id
		WHERE day >= ? GROUP BY users.id, users.name, kind, status, wait`, first).Scan(&rows).Error
	if err != nil {
		return err
	}
	kinds, names := map[string]*ProgressOf{}, map[string]*ProgressOf{}
	for _, r := range rows {
		countProgress(kinds, string(r.Kind), r.Status, r.N)
		countProgress(names, r.Name, r.Status, r.N)
		if r.Wait != noWait {
			p.Waits[r.Wait] += r.N
		}
	}
	p.Kinds = mostFirst(kinds)
	if people {
		p.People = mostFirst(names)
	}
	return nil
}

func countProgress(in map[string]*ProgressOf, name, status string, n int) {
	of := in[name]
	if of == nil {
		of = &ProgressOf{Name: name, Verdicts: map[Status]int{}}
		in[name] = of
	}
	if status == undone {
		of.Undone += n
		return
	}
	of.Verdicts[Status(status)] += n
}

func mostFirst(all map[string]*ProgressOf) []ProgressOf {
	var list []ProgressOf
	for _, p := range all {
		list = append(list, *p)
	}
	slices.SortFunc(list, func(x, y ProgressOf) int { return cmp.Or(y.N()-x.N(), cmp.Compare(x.Name, y.Name)) })
	return list
}

// mostOutlets is how many outlets are told apart.
const mostOutlets = 20

func disputedOutlets(ctx context.Context, tx *gorm.DB) (rows []OutletsDisputed, err error) {
	err = tx.WithContext(ctx).Raw(`SELECT outlets.name, SUM(n_disputed) AS disputed,
		SUM(n_unreviewed + n_needs_evidence + n_verified + n_disputed + n_unverifiable + n_superseded) AS total
		FROM articles JOIN outlets ON outlets.id = articles.outlet_id
		GROUP BY outlets.id, outlets.name HAVING SUM(n_disputed) > 0 ORDER BY 2 DESC, 1 LIMIT ?`, mostOutlets).Scan(&rows).Error
	return rows, err
}
