package models

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"
)

// The presets of an export: which statuses go out.
const (
	PresetVerified         = "verified"
	PresetVerifiedDisputed = "verified_disputed"
	PresetEverything       = "everything"
	PresetNotAClaim        = "not_a_claim" // what the engine took for a claim and was none, as test cases for it
)

// Presets lists the presets, the default first.
var Presets = []string{PresetVerified, PresetVerifiedDisputed, PresetEverything, PresetNotAClaim}

// ExportFilter says which claims go out: those of the preset that also pass
// the filter. Preset "" is verified. Cursor and Limit are not used.
type ExportFilter struct {
	ClaimFilter
	Preset string
	Brief  bool `json:",omitempty"` // read only what the default columns show, in half the time
}

// ExportRow is one claim with all that an export says about it. The row and
// everything in it is only good until the callback returns.
type ExportRow struct {
	Claim          Claim
	ArticleTitle   string
	Outlet         string
	ArticleURL     string
	PublishedAt    *time.Time
	FetchedAt      time.Time
	VersionNumber  int
	VersionHash    string
	Engine         string // version of the engine that read the article's version
	DecidedByName  string
	Evidence       []Evidence // not withdrawn, oldest first
	EvidenceURLs   []string   // of Evidence, those with a URL
	EvidenceStates []string   // the stance of each in EvidenceURLs
	AppPath        string     // "/claims/7"
	Figure         ExportFigure
	Findings       string // what those that stand about the claim say, parted by a space
}

// ExportFigure is what an export says of the figure of a claim; all of it is
// nil or empty for a claim of none.
type ExportFigure struct {
	ID, Articles, Outlets, Origins *uint
	Low, High                      *float64
	Conflict                       *bool
	Relation                       string // of the claim to the others of the figure
	Settled                        string // the working value
}

// Export is one export that was made.
type Export struct {
	ID         uint
	UserID     *uint // nil for the system
	User       *User
	Preset     string
	Columns    string
	Format     string
	Filter     ExportFilter `gorm:"serializer:json"`
	Rows       int          `gorm:"column:row_count"`
	SHA256     string       `gorm:"column:sha256"` // of the bytes sent
	Checkpoint string       // the signed state of the audit log
	CreatedAt  time.Time

	Sent *ExportedClaims `gorm:"-"` // what went out; only for [Store.RecordExport]
}

// articleColumns, versionColumns and figureColumns are read beside those of the claim, in the
// order of [exportScan].
const (
	articleColumns = "articles.title, articles.url, articles.published_at"
	figureColumns  = `figures.id, figures.low, figures.high, figures.n_articles, figures.n_outlets, figures.n_origins, figures.conflict,
		COALESCE(figure_claims.relation, ''), COALESCE(figure_acts.typed, ''),
		CASE WHEN claims.math_flag THEN COALESCE((SELECT string_agg(says, ' ' ORDER BY finding) FROM claim_findings WHERE claim_id = claims.id), '') ELSE '' END`
	versionColumns = "versions.number, versions.text_hash, versions.fetched_at, versions.engine"
)

// evidenceField is a key of the evidence of a row, with where it comes from.
type evidenceField struct {
	key, column string
	brief       bool // the default columns need it
}

var evidenceFields = []evidenceField{
	{"id", "e.id", false}, {"url", "e.url", true}, {"title", "e.title", false}, {"excerpt", "e.excerpt", false},
	{"stance", "e.stance", true}, {"tier", "e.tier", false}, {"archive_url", "e.archive_url", false}, {"origin", "e.origin", false},
	{"added_by", "e.added_by_id", false}, {"publisher", "e.publisher", false}, {"type", "e.type", false}, {"published", "e.published", false},
}

// These are written otherwise by each database.
var evidenceExpressions = map[string][]evidenceField{
	dialectSQLite:   {{"accessed_at", "strftime('%Y-%m-%dT%H:%M:%SZ', e.accessed_at)", false}, {"stated", "json(e.stated)", false}},
	dialectPostgres: {{"accessed_at", `to_char(e.accessed_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`, false}, {"stated", "e.stated::json", false}},
}

// evidenceJSON is the evidence of a row as JSON; most claims have none, and
// cost nothing.
func evidenceJSON(dialect string, brief bool) string {
	var pairs []string
	for _, f := range append(slices.Clone(evidenceFields), evidenceExpressions[dialect]...) {
		if f.brief || !brief {
			pairs = append(pairs, "'"+f.key+"', "+f.column)
		}
	}
	gather := "json_group_array(json_object(%s) ORDER BY e.id)"
	if dialect == dialectPostgres {
		gather = "json_agg(json_build_object(%s) ORDER BY e.id)::text"
	}
	return "CASE WHEN claims.evidence_count = 0 THEN '' ELSE (SELECT " + fmt.Sprintf(gather, strings.Join(pairs, ", ")) +
		" FROM evidence e WHERE e.claim_id = claims.id AND e.withdrawn_at IS NULL) END"
}

// EachExportRow calls each for every claim that goes out, in the order in
// which they were found. All rows are of one moment, and no more than a
// few hundred are held in memory.
func (s *Store) EachExportRow(ctx context.Context, a Actor, f ExportFilter, each func(*ExportRow) error) error {
	if err := a.may(RoleViewer); err != nil {
		return err
	}
	q, err := f.selection(s.dialect)
	if err != nil {
		return err
	}
	scan := newExportScan(f.Brief)
	q.from += " JOIN articles ON articles.id = claims.article_id"
	columns := columnList(scan.columns) + ", " + articleColumns
	if !f.Brief {
		q.from += ` JOIN versions ON versions.id = claims.version_id LEFT JOIN figure_claims ON figure_claims.claim_id = claims.id
			LEFT JOIN figures ON figures.id = figure_claims.figure_id LEFT JOIN figure_acts ON figure_acts.id = figures.settled_by_id`
		columns += ", " + versionColumns + ", " + figureColumns
	}
	query := q.sql(columns+", "+evidenceJSON(s.dialect, f.Brief)) + " ORDER BY " + q.key
	return wrap(s.snapshot(ctx, func(tx *gorm.DB) error {
		names, err := namesFor(ctx, tx)
		if err != nil {
			return err
		}
		rows, err := tx.WithContext(ctx).Raw(query, q.args...).Rows()
		if err != nil {
			return err
		}
		defer rows.Close()
		return scan.each(rows, names, each)
	}), "export")
}

// exportNames are looked up in memory: there are few of them, and a join for
// every row would cost more than the row.
type exportNames struct {
	users   map[uint]string
	outlets map[uint]string
}

func namesFor(ctx context.Context, tx *gorm.DB) (exportNames, error) {
	names := exportNames{map[uint]string{}, map[uint]string{}}
	users, err := from[User](tx).Select("id", "name").Find(ctx)
	if err != nil {
		return names, err
	}
	for _, u := range users {
		names.users[u.ID] = u.Name
	}
	outlets, err := from[Outlet](tx).Find(ctx)
	for _, o := range outlets {
		names.outlets[o.ID] = o.Name
	}
	return names, err
}

// exportScan is the row that is being read, and what needs more work.
type exportScan struct {
	row      ExportRow
	columns  []claimColumn
	evidence string
	fields   []any
}

func newExportScan(brief bool) *exportScan {
	x := &exportScan{columns: claimColumns}
	if brief {
		x.columns = exportColumns
	}
	r := &x.row
	x.fields = append(claimFields(x.columns, &r.Claim), &r.ArticleTitle, &r.ArticleURL, &r.PublishedAt)
	if !brief {
		f := &r.Figure
		x.fields = append(x.fields, &r.VersionNumber, &r.VersionHash, &r.FetchedAt, &r.Engine,
			&f.ID, &f.Low, &f.High, &f.Articles, &f.Outlets, &f.Origins, &f.Conflict, &f.Relation, &f.Settled, &r.Findings)
	}
	x.fields = append(x.fields, &x.evidence)
	return x
}

// exportBatch is how many rows are handed over at once.
const exportBatch = 128

// each reads on one core while the rows read before are written on another:
// the database and the writer take about as long. At most three batches exist.
func (x *exportScan) each(rows *sql.Rows, names exportNames, each func(*ExportRow) error) error {
	full, free := make(chan []ExportRow), make(chan []ExportRow, 3)
	for range cap(free) {
		free <- make([]ExportRow, 0, exportBatch)
	}
	stop := make(chan struct{})
	var readErr error
	go func() {
		defer close(full)
		readErr = x.readBatches(rows, names, full, free, stop)
	}()
	err := func() error {
		defer func() { // however writing ends, rows may be closed once the reader has ended
			close(stop)
			for range full {
			}
		}()
		return writeBatches(full, free, each)
	}()
	if err != nil {
		return err
	}
	return readErr
}

// readBatches reads until the rows end or stop is closed.
func (x *exportScan) readBatches(rows *sql.Rows, names exportNames, full chan<- []ExportRow, free <-chan []ExportRow, stop <-chan struct{}) error {
	for more := true; more; {
		var batch []ExportRow
		select {
		case batch = <-free:
		case <-stop:
			return nil
		}
		var err error
		if batch, more, err = x.batch(rows, names, batch[:0]); err != nil {
			return err
		}
		select {
		case full <- batch:
		case <-stop:
			return nil
		}
	}
	return rows.Err()
}

// batch fills b as far as there are rows.
func (x *exportScan) batch(rows *sql.Rows, names exportNames, b []ExportRow) ([]ExportRow, bool, error) {
	for len(b) < cap(b) {
		if !rows.Next() {
			return b, false, nil
		}
		x.row = ExportRow{}
		if err := rows.Scan(x.fields...); err != nil {
			return b, false, err
		}
		if err := x.finish(names); err != nil {
			return b, false, err
		}
		b = append(b, x.row)
	}
	return b, true, nil
}

func writeBatches(full <-chan []ExportRow, free chan<- []ExportRow, each func(*ExportRow) error) error {
	for batch := range full {
		for i := range batch {
			if err := each(&batch[i]); err != nil {
				return err
			}
		}
		free <- batch
	}
	return nil
}

func (x *exportScan) finish(names exportNames) error {
	r := &x.row
	r.AppPath = "/claims/" + strconv.FormatUint(uint64(r.Claim.ID), 10)
	if r.Claim.OutletID != nil {
		r.Outlet = names.outlets[*r.Claim.OutletID]
	}
	if r.Claim.DecidedByID != nil {
		r.DecidedByName = names.users[*r.Claim.DecidedByID]
	}
	if x.evidence == "" {
		return nil
	}
	if err := json.Unmarshal([]byte(x.evidence), &r.Evidence); err != nil {
		return fmt.Errorf("evidence of claim %d: %w", r.Claim.ID, err)
	}
	for _, e := range r.Evidence {
		if e.URL != "" {
			r.EvidenceURLs = append(r.EvidenceURLs, e.URL)
			r.EvidenceStates = append(r.EvidenceStates, string(e.Stance))
		}
	}
	return nil
}

// statuses are those of the preset that also pass the filter's own.
func (f ExportFilter) statuses() ([]Status, error) {
	var preset []Status
	switch f.Preset {
	case "", PresetVerified:
		preset = []Status{StatusVerified}
	case PresetVerifiedDisputed:
		preset = []Status{StatusVerified, StatusDisputed}
	case PresetEverything:
		preset = Statuses
	case PresetNotAClaim:
		preset = []Status{StatusNotAClaim}
	default:
		return nil, invalid("preset", "%q is no preset: take one of %s", cleanText(f.Preset), strings.Join(Presets, ", "))
	}
	if len(f.Status) == 0 {
		return preset, nil
	}
	return slices.DeleteFunc(slices.Clone(preset), func(s Status) bool { return !slices.Contains(f.Status, s) }), nil
}

func (f ExportFilter) selection(dialect string) (*selection, error) {
	statuses, err := f.statuses()
	if err != nil {
		return nil, err
	}
	none := len(statuses) == 0
	if len(statuses) == len(Statuses) {
		statuses = nil
	}
	f.ClaimFilter.Status = statuses
	if f.Preset == PresetNotAClaim {
		f.IncludeStale = true // the engine was wrong, whatever became of the text
	}
	q, err := f.ClaimFilter.selection(dialect)
	if err != nil {
		return nil, err
	}
	if none {
		q.and("1 = 0")
	}
	if f.Preset == PresetNotAClaim {
		q.and("NOT claims.by_hand") // what a person added is no mistake of the engine
	}
	return q, nil
}

// ExportCounts returns how many claims go out, how many more would if stale
// ones went out too, and how many more pass the filter with another status.
func (s *Store) ExportCounts(ctx context.Context, a Actor, f ExportFilter) (n, leftOutStale, leftOutOther int, err error) {
	if err := a.may(RoleViewer); err != nil {
		return 0, 0, 0, err
	}
	counted := []struct {
		filter ExportFilter
		n      *int
	}{{f, &n}, {f, &leftOutStale}, {f, &leftOutOther}}
	counted[1].filter.IncludeStale = true
	counted[2].filter.IncludeStale = true
	counted[2].filter.Preset, counted[2].filter.Status = PresetEverything, nil
	err = s.snapshot(ctx, func(tx *gorm.DB) error {
		for _, c := range counted {
			q, err := c.filter.selection(s.dialect)
			if err != nil {
				return err
			}
			if *c.n, err = one[int](tx.WithContext(ctx), q.sql("COUNT(*)"), q.args...); err != nil {
				return err
			}
		}
		return nil
	})
	return n, leftOutStale - n, leftOutOther - leftOutStale, wrap(err, "count export")
}

// LeftOutByStatus says how many claims that pass the filter stay behind, by
// the status for which they do.
func (s *Store) LeftOutByStatus(ctx context.Context, a Actor, f ExportFilter) (map[Status]int, error) {
	if err := a.may(RoleViewer); err != nil {
		return nil, err
	}
	out, err := f.statuses()
	if err != nil {
		return nil, err
	}
	f.Preset, f.Status, f.IncludeStale = PresetEverything, nil, true
	q, err := f.selection(s.dialect)
	if err != nil {
		return nil, err
	}
	var rows []struct {
		Status Status
		N      int
	}
	if err := s.read.WithContext(ctx).Raw(q.sql("claims.status, COUNT(*) AS n")+" GROUP BY claims.status", q.args...).Scan(&rows).Error; err != nil {
		return nil, wrap(err, "count what an export leaves out")
	}
	left := map[Status]int{}
	for _, r := range rows {
		if !slices.Contains(out, r.Status) {
			left[r.Status] = r.N
		}
	}
	return left, nil
}

// RecordExport keeps what was sent, with the signed state of the audit log.
func (s *Store) RecordExport(ctx context.Context, a Actor, e Export) (Export, error) {
	if err := a.may(RoleViewer); err != nil {
		return Export{}, err
	}
	if _, err := e.Filter.statuses(); err != nil {
		return Export{}, err
	}
	e.ID, e.UserID, e.User, e.CreatedAt = 0, a.userID(), nil, s.now()
	e.Filter.Text = cleanText(e.Filter.Text)
	err := s.change(ctx, func(tx *gorm.DB) error {
		signed, err := checkpoint(ctx, tx)
		if err != nil {
			return err
		}
		e.Checkpoint = string(signed)
		if err := from[Export](tx).Omit("User").Create(ctx, &e); err != nil {
			return err
		}
		if err := e.keepSent(ctx, tx); err != nil {
			return err
		}
		return s.record(ctx, tx, a, "export", ids{"export": e.ID}, nil,
			map[string]any{"preset": e.Preset, "columns": e.Columns, "format": e.Format, "filter": e.Filter, "rows": e.Rows, "sha256": e.SHA256})
	})
	return e, wrap(err, "record export")
}

// keepSent keeps which claims went out, for [Store.Withdrawn].
func (e *Export) keepSent(ctx context.Context, tx *gorm.DB) error {
	if e.Sent == nil || len(e.Sent.parts) == 0 {
		return nil
	}
	for i := range e.Sent.parts {
		e.Sent.parts[i].ExportID = e.ID
	}
	return from[exportedPart](tx).CreateInBatches(ctx, &e.Sent.parts, 16)
}

// mostExports is how many of the exports made are listed.
const mostExports = 200

// Exports returns the latest exports, newest first, with User.
func (s *Store) Exports(ctx context.Context, a Actor) ([]Export, error) {
	if err := a.may(RoleViewer); err != nil {
		return nil, err
	}
	es, err := from[Export](s.read).Preload("User").Order("id DESC").Limit(mostExports).Find(ctx)
	return es, wrap(err, "list exports")
}
