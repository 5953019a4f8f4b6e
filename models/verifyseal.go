package models

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
)

// unsealed are the tables that have no seals, and why.
var unsealed = map[string]string{
	"sessions":       "every request moves their end, which is no change of the record; verify leaves them alone",
	"leases":         "they last for minutes and only keep two people from the same claim; verify leaves them alone",
	"skips":          "they are one person's order of work; verify leaves them alone",
	"marks":          "they are one person's pick of the moment; verify leaves them alone",
	"mentions":       "they are notices: reading one changes it, and the note itself is sealed; verify leaves them alone",
	"figures":        "they are made of their claims and of what people said of them, and can be made again",
	"figure_claims":  "as the figures",
	"figure_names":   "as the figures",
	"figure_keys":    "as the figures",
	"claim_findings": "they are made of the claims and of what was set aside, and can be made again",

	"audit":      "its chain holds the seals, and covers every column",
	"audit_head": "compared with the chain that it ends",
	"settings":   "the policy is compared with the audit log, the keys with each other and with what they signed",

	"webhook_deliveries": "what other programs were told, for a month; verify leaves them alone",
	"import_errors":      "what was wrong with lines that became nothing; verify leaves them alone",
	"news_items":         "what feeds named and what became of it; the articles are sealed; verify leaves them alone",
	"looks":              "up to where somebody has looked is theirs alone",
	"work_days":          "counted again from the decisions",
	"status_days":        "what was noted for charts in the evening; nothing else rests on it",
	"schedules":          "every reading moves the next one; who switched one is in the audit log",
	"river_job":          "what waits to be done, made and removed by the queue; its effects are sealed; verify leaves them alone",
	"river_client":       "the queue's own record of who works",
	"river_client_queue": "the queue's own record of who works",
	"river_leader":       "the queue's own record of who works",
	"river_queue":        "the queue's own record of what is worked on",
	"river_notification": "the queue's own",
	"river_migration":    "the versions of the queue's own tables",

	"goose_db_version": "the schema is that of the program, or the program does not start",
	"sqlite_sequence":  "numbers of rows to come, made by SQLite",
}

// A window is a range of keys, first to last. The seals of one window at a time
// are held in memory, however many rows there are.
type window struct {
	first, last, next uint // next is the smallest key seen beyond it, 0 for none
}

const windowSize = 100_000

func windowFrom(first uint) window {
	return window{first: first, last: min(first+windowSize-1, math.MaxInt64)}
}

// holds reports whether a key is in the window, and remembers what comes after.
func (w *window) holds(key uint) bool {
	if key > w.last && (w.next == 0 || key < w.next) {
		w.next = key
	}
	return key >= w.first && key <= w.last
}

// sealTally is what became of one seal.
type sealTally struct {
	n, differ, missing uint
	ids                []uint // the first that differ or are missing
}

const shownIDs = 10

func (t *sealTally) note(count *uint, id uint) {
	*count++
	if len(t.ids) < shownIDs {
		t.ids = append(t.ids, id)
	}
}

// verifySeals compares every row with the seal that was last set on it.
func (s *Store) verifySeals(ctx context.Context, tx *gorm.DB, r *Report, watch Watch) error {
	sealing, err := tableHas(ctx, tx, "audit", "seals")
	if err != nil {
		return err
	}
	if !sealing {
		r.add("seals", true, "not checked: this schema has none yet; tallymark migrate sets them")
		return nil
	}
	total, err := sealedRows(ctx, tx)
	if err != nil {
		return err
	}
	tallies := make([]sealTally, len(seals))
	done := 0
	step := func() {
		if done++; done <= total {
			watch(done, total)
		}
	}
	for w := windowFrom(1); ; {
		last, log, err := lastSeals(ctx, tx, &w)
		if err != nil {
			return err
		}
		if w.first == 1 {
			r.add("seals", log.wrong == "", log.String())
		}
		for i := range seals {
			if err := s.compareSeals(ctx, tx, &seals[i], last[seals[i].name], &w, &tallies[i], step); err != nil {
				return err
			}
		}
		if w.next == 0 {
			break
		}
		w = windowFrom(w.next)
	}
	for i := range seals {
		tallies[i].report(&seals[i], r)
	}
	return nil
}

// sealedRows is how many rows there are to look at.
func sealedRows(ctx context.Context, tx *gorm.DB) (total int, err error) {
	for i := range seals {
		n, err := one[int](tx.WithContext(ctx), "SELECT COUNT(*) FROM "+seals[i].table)
		if err != nil {
			return 0, err
		}
		total += n
	}
	return total, nil
}

func tableHas(ctx context.Context, tx *gorm.DB, table, column string) (bool, error) {
	query := "SELECT COUNT(*) FROM pragma_table_info(?) WHERE name = ?"
	if tx.Name() == dialectPostgres {
		query = "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = ? AND column_name = ?"
	}
	n, err := one[int](tx.WithContext(ctx), query, table, column)
	return n > 0, err
}

// sealLog is how the seals stand in the audit log.
type sealLog struct {
	since time.Time // of the rows that stood before there were seals
	begun bool      // a command set seals, besides the sealing of what stood there
	any   bool
	wrong string
}

func (l *sealLog) blame(format string, args ...any) {
	if l.wrong == "" {
		l.wrong = fmt.Sprintf(format, args...)
	}
}

func (l *sealLog) String() string {
	switch {
	case l.wrong != "":
		return l.wrong
	case !l.since.IsZero():
		return "older rows were sealed as they stood at " + l.since.UTC().Format(time.RFC3339) + ", and are vouched for since then; the others since they were written"
	}
	return "each set by the command that wrote the rows"
}

// follow looks at one row of the audit log. What was there is sealed once,
// before any command seals: sealed anew, it could be anything.
func (l *sealLog) follow(seq uint, at time.Time, command, text string) {
	switch {
	case text == "" && l.any:
		l.blame("row %d of the audit log has no seals, as if an older program had written it", seq)
	case text == "":
		return
	case command != commandSeal:
		l.begun = true
	case l.begun:
		l.blame("row %d of the audit log seals anew what was sealed before", seq)
	case !l.any:
		l.since = at
	}
	l.any = true
}

// lastSeals are the seals in the window that count at the end of the log.
func lastSeals(ctx context.Context, tx *gorm.DB, w *window) (sealed, *sealLog, error) {
	last, log := make(sealed), new(sealLog)
	rows, err := tx.WithContext(ctx).Raw("SELECT seq, at, command, seals FROM audit ORDER BY seq").Rows()
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var seq uint
		var at time.Time
		var command, text string
		if err := rows.Scan(&seq, &at, &command, &text); err != nil {
			return nil, nil, err
		}
		log.follow(seq, at, command, text)
		if text == "" || text == "{}" {
			continue
		}
		if err := last.take(text, w); err != nil {
			log.blame("row %d of the audit log: %v", seq, err)
		}
	}
	return last, log, rows.Err()
}

// compareSeals goes through the rows of a table in the window. What is left of
// last then is missing.
func (s *Store) compareSeals(ctx context.Context, tx *gorm.DB, k *seal, last map[uint]fingerprint, w *window, t *sealTally, step func()) error {
	key := k.keyColumn()
	err := s.printRows(ctx, tx, k, func(id uint, f fingerprint) {
		t.n++
		step()
		was, ok := last[id]
		if !ok && k.name == "verdicts" {
			was = freshVerdict
		}
		if was != f {
			t.note(&t.differ, id)
		}
		delete(last, id)
	}, key+" BETWEEN ? AND ?", w.first, w.last)
	if err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(last)) {
		if last[id] != (fingerprint{}) {
			t.note(&t.missing, id)
		}
	}
	if w.first == 1 {
		strange, err := one[uint](tx.WithContext(ctx), "SELECT COUNT(*) FROM "+k.table+" WHERE "+key+" < 1")
		if err != nil {
			return err
		}
		t.differ += strange
	}
	next, err := one[uint](tx.WithContext(ctx), "SELECT COALESCE(MIN("+key+"), 0) FROM "+k.table+" WHERE "+key+" > ?", w.last)
	if next > 0 {
		w.holds(next)
	}
	return err
}

// report says which rows are not as they were written.
func (t *sealTally) report(k *seal, r *Report) {
	of := "rows of " + k.table
	if k.key != "" {
		of += " by " + k.key
	}
	var wrong []string
	if t.differ > 0 {
		wrong = append(wrong, fmt.Sprintf("%d of %d %s were changed or added past the program", t.differ, t.n, of))
	}
	if t.missing > 0 {
		wrong = append(wrong, fmt.Sprintf("%d %s are missing", t.missing, of))
	}
	detail := fmt.Sprintf("%d %s, all right", t.n, of)
	if len(wrong) > 0 {
		detail = fmt.Sprintf("%s, ids %v", strings.Join(wrong, ", "), t.ids)
	}
	r.add(k.name+" as they were written", len(wrong) == 0, detail)
}
