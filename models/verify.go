package models

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"tallymark/extract"
)

// Check is one thing that was looked at and how it stands.
type Check struct {
	Name   string
	OK     bool
	Detail string
}

// Report is the outcome of a verification.
type Report struct {
	Lines []Check
}

// OK reports whether every check passed.
func (r Report) OK() bool {
	for _, c := range r.Lines {
		if !c.OK {
			return false
		}
	}
	return true
}

func (r *Report) add(name string, ok bool, detail string) {
	r.Lines = append(r.Lines, Check{name, ok, detail})
}

// Verify looks at everything that must always be true of the database: every
// row is as the command left it that wrote it, and what is derived is derived
// anew. It leaves alone what no record rests on, each for the reason that
// [unsealed] gives: sessions, leases, skips, marks and notices (mentions); of
// accounts whether they use single keys; when a token was last used; the time
// step of the newest code of a second factor. Whoever can write the file and
// knows how can write the whole log anew: that is what checkpoints are for.
func (s *Store) Verify(ctx context.Context) (Report, error) {
	return s.VerifyWatched(ctx, func(int, int) {})
}

// Watch is told how many rows have been looked at, and how many there are.
type Watch func(done, total int)

// VerifyWatched is Verify for somebody who waits for it.
func (s *Store) VerifyWatched(ctx context.Context, watch Watch) (Report, error) {
	var r Report
	err := s.snapshot(ctx, func(tx *gorm.DB) error { return s.verifyIn(ctx, tx, &r, watch) })
	return r, wrap(err, "verify")
}

func (s *Store) verifyIn(ctx context.Context, tx *gorm.DB, r *Report, watch Watch) error {
	if err := checkUsed(ctx, tx); err != nil {
		return err
	}
	verifySeals := func(ctx context.Context, tx *gorm.DB, r *Report) error { return s.verifySeals(ctx, tx, r, watch) }
	for _, check := range []func(context.Context, *gorm.DB, *Report) error{
		verifyFile, verifyGuards, verifyAudit, verifySeals, verifyCounts, verifyRepeats, verifyTags, verifyStatus, verifyTexts,
		verifySearch, verifyPolicy, verifyKeys,
	} {
		switch err := check(ctx, tx, r); {
		case err == nil:
		case isMisfit(err):
			r.add("values", false, "a column holds what the program never writes there: "+err.Error())
		default:
			return err
		}
	}
	return nil
}

// isMisfit reports whether a value could not be read into what it should be.
// SQLite takes words where numbers belong.
func isMisfit(err error) bool { return strings.Contains(err.Error(), "sql: Scan error") }

// checkUsed refuses a database without our tables, in which nothing could be
// wrong.
func checkUsed(ctx context.Context, tx *gorm.DB) error {
	query := "SELECT COUNT(*) FROM sqlite_master WHERE name IN ('audit', 'decisions')"
	if tx.Name() == dialectPostgres {
		query = "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename IN ('audit', 'decisions')"
	}
	n, err := one[int](tx.WithContext(ctx), query)
	if err == nil && n != 2 {
		err = ErrEmpty
	}
	return err
}

// verifyFile asks SQLite about its pages, indexes and references. PostgreSQL
// guards references itself, and its pages by its own tools.
func verifyFile(ctx context.Context, tx *gorm.DB, r *Report) error {
	if tx.Name() != dialectSQLite {
		return nil
	}
	var lines []string
	if err := tx.WithContext(ctx).Raw("PRAGMA integrity_check").Scan(&lines).Error; err != nil {
		return err
	}
	r.add("integrity of the file", len(lines) == 1 && lines[0] == "ok", strings.Join(lines, "; "))
	broken, err := one[int](tx.WithContext(ctx), "SELECT COUNT(*) FROM pragma_foreign_key_check")
	r.add("references", broken == 0, fmt.Sprintf("%d broken", broken))
	return err
}

// verifyCounts compares the counts on the articles with their claims.
func verifyCounts(ctx context.Context, tx *gorm.DB, r *Report) error {
	wrongs := make([]string, len(counters))
	for i, c := range counters {
		wrongs[i] = "articles." + c.column + " <> COALESCE(counted." + c.column + ", 0)"
	}
	wrong, err := one[int](tx.WithContext(ctx), "SELECT COUNT(*) FROM articles LEFT JOIN (SELECT article_id, "+sumsOfCounts()+
		" FROM claims WHERE checkable AND NOT stale GROUP BY article_id) AS counted ON counted.article_id = articles.id WHERE "+
		strings.Join(wrongs, " OR "))
	r.add("counts of the articles", wrong == 0, fmt.Sprintf("%d wrong", wrong))
	return err
}

// verifyTags compares the tags repeated on the claims with those they have.
func verifyTags(ctx context.Context, tx *gorm.DB, r *Report) error {
	var tags []claimTag
	if err := tx.WithContext(ctx).Raw("SELECT claim_id, name FROM claim_tags ORDER BY claim_id, created_at, name").Scan(&tags).Error; err != nil {
		return err
	}
	want := map[uint]string{}
	for _, t := range tags {
		want[t.ClaimID] = strings.TrimSpace(want[t.ClaimID] + " " + t.Name)
	}
	claims, err := from[Claim](tx).Select("id", "tags").Where("tags <> ''").Find(ctx)
	if err != nil {
		return err
	}
	var wrong []uint
	for _, c := range claims {
		if want[c.ID] != c.Tags {
			wrong = append(wrong, c.ID)
		}
		delete(want, c.ID)
	}
	wrong = append(wrong, slices.Sorted(maps.Keys(want))...)
	r.add("tags", len(wrong) == 0, summary(uint(len(claims)), wrong, "claims with tags"))
	return nil
}

// verifyStatus derives anew how every decided claim stands.
func verifyStatus(ctx context.Context, tx *gorm.DB, r *Report) error {
	rows, err := tx.WithContext(ctx).Raw(`SELECT claims.id, claims.status, claims.revision, claims.decided_by_id, claims.basis, claims.decided_at, claims.decision_reason,
		claims.correct_value, claims.correct_text, claims.superseded_by_id, claims.second_check, claims.disagreement,
		decisions.id, decisions.seq, decisions.revision, decisions.status, decisions.undoes_id, decisions.user_id, decisions.basis, decisions.created_at, decisions.reason,
		decisions.correct_value, decisions.correct_text, decisions.superseded_by_id, COALESCE(decisions.policy, ''), COALESCE(edited.reset, 0)
		FROM claims LEFT JOIN decisions ON decisions.claim_id = claims.id
		LEFT JOIN (SELECT claim_id, MAX(revision) AS reset FROM edits WHERE resets GROUP BY claim_id) AS edited ON edited.claim_id = claims.id
		WHERE claims.status <> 'unreviewed' OR claims.second_check OR claims.disagreement OR decisions.id IS NOT NULL ORDER BY claims.id, decisions.seq`).Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	var check statusCheck
	for rows.Next() {
		if err := check.scan(rows); err != nil {
			return err
		}
	}
	check.close()
	r.add("verdicts", len(check.wrong) == 0, summary(check.n, check.wrong, "claims decided"))
	return rows.Err()
}

// statusCheck gathers the decisions of one claim after the other.
type statusCheck struct {
	claim Claim
	ds    []Decision
	reset int // the revision of the newest edit that resets
	n     uint
	wrong []uint
}

func (k *statusCheck) scan(rows *sql.Rows) error {
	var c Claim
	var d struct {
		id, user         *uint
		seq, revision    *int
		status           *Status
		basis            *Basis
		at               *time.Time
		reason, correct  *string
		undoes, replaced *uint
		value            *float64
	}
	var reset int
	var policy JSON
	err := rows.Scan(&c.ID, &c.Status, &c.Revision, &c.DecidedByID, &c.Basis, &c.DecidedAt, &c.DecisionReason,
		&c.CorrectValue, &c.CorrectText, &c.SupersededByID, &c.SecondCheck, &c.Disagreement,
		&d.id, &d.seq, &d.revision, &d.status, &d.undoes, &d.user, &d.basis, &d.at, &d.reason,
		&d.value, &d.correct, &d.replaced, &policy, &reset)
	if err != nil {
		return err
	}
	if c.ID != k.claim.ID {
		k.close()
		k.claim, k.reset = c, reset
	}
	if d.id != nil {
		k.ds = append(k.ds, Decision{
			ID: *d.id, Seq: *d.seq, Revision: *d.revision, Status: *d.status, UndoesID: d.undoes, UserID: *d.user, Basis: *d.basis,
			CreatedAt: *d.at, Reason: *d.reason, CorrectValue: d.value, CorrectText: *d.correct, SupersededByID: d.replaced, Policy: policy,
		})
	}
	return nil
}

// close judges the claim gathered so far.
func (k *statusCheck) close() {
	if k.claim.ID == 0 {
		return
	}
	st := StatusOf(k.ds, []Edit{{Revision: k.reset, Resets: k.reset > 0}})
	c := &k.claim
	good := c.Status == st.Status && c.repeats(st.Counts) && c.SecondCheck == st.SecondCheck() && c.Disagreement == st.Disagreement()
	for i, one := range k.ds {
		good = good && one.Seq == i+1 && one.Revision < k.claim.Revision
	}
	if !good {
		k.wrong = append(k.wrong, k.claim.ID)
	}
	k.n++
	k.ds = nil
}

// repeats reports whether the claim says what the decision that counts says,
// and nothing if there is none.
func (c *Claim) repeats(d *Decision) bool {
	if d == nil {
		d = new(Decision)
		if c.DecidedByID != nil || c.DecidedAt != nil {
			return false
		}
	} else if c.DecidedByID == nil || c.DecidedAt == nil || *c.DecidedByID != d.UserID || !c.DecidedAt.Equal(d.CreatedAt) {
		return false
	}
	return c.Basis == d.Basis && c.DecisionReason == d.Reason && c.CorrectText == d.CorrectText &&
		sameNumber(c.CorrectValue, d.CorrectValue) && sameID(c.SupersededByID, d.SupersededByID)
}

func sameID(a, b *uint) bool { return a == b || a != nil && b != nil && *a == *b }

// verifyTexts compares every text with its hash, and every quote with the
// text that its span points into, some versions at a time.
func verifyTexts(ctx context.Context, tx *gorm.DB, r *Report) error {
	const batch = 50
	var texts, quotes, after uint
	var wrongTexts, wrongQuotes []uint
	for {
		vs, err := from[Version](tx).Select("id", "text", "text_hash").Where("id > ?", after).Order("id").Limit(batch).Find(ctx)
		if err != nil {
			return err
		}
		if len(vs) == 0 {
			break
		}
		after = vs[len(vs)-1].ID
		byID := make(map[uint]string, len(vs))
		for _, v := range vs {
			byID[v.ID] = v.Text
			if hashOf(v.Text) != v.TextHash {
				wrongTexts = append(wrongTexts, v.ID)
			}
		}
		texts += uint(len(vs))
		n, wrong, err := wrongSpans(ctx, tx, byID, vs[0].ID, after)
		if err != nil {
			return err
		}
		quotes, wrongQuotes = quotes+n, append(wrongQuotes, wrong...)
	}
	r.add("texts", len(wrongTexts) == 0, summary(texts, wrongTexts, "versions"))
	r.add("quotes", len(wrongQuotes) == 0, summary(quotes, wrongQuotes, "claims"))
	return nil
}

// wrongSpans returns how many claims the versions have, and those whose quote
// is not where they say.
func wrongSpans(ctx context.Context, tx *gorm.DB, texts map[uint]string, from, to uint) (n uint, wrong []uint, err error) {
	rows, err := tx.WithContext(ctx).Raw(`SELECT id, version_id, span_start, span_end, quote, number_start, number_end, number_text
		FROM claims WHERE version_id BETWEEN ? AND ?`, from, to).Rows()
	if err != nil {
		return 0, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id, version uint
		var whole, number extract.Span
		var quote, numberText string
		if err := rows.Scan(&id, &version, &whole.Start, &whole.End, &quote, &number.Start, &number.End, &numberText); err != nil {
			return n, wrong, err
		}
		n++
		if !holds(texts[version], whole, quote) || !holds(texts[version], number, numberText) {
			wrong = append(wrong, id)
		}
	}
	return n, wrong, rows.Err()
}

// summary says how many there are and which of them are wrong.
func summary(n uint, wrong []uint, what string) string {
	if len(wrong) == 0 {
		return fmt.Sprintf("%d %s, all right", n, what)
	}
	shown := wrong[:min(len(wrong), 10)]
	return fmt.Sprintf("%d of %d %s wrong, ids %v", len(wrong), n, what, shown)
}
