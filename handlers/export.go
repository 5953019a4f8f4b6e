package handlers

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"tallymark/export"
	"tallymark/models"
)

// exportPage chooses, previews and downloads.
type exportPage struct {
	base
	Presets, Columns []exportChoice
	Filters          []field
	Wrong            []field
	Count            int
	LeftOut          string
	Rows             []exportLine
	Downloads        []downloadLink
	DownloadPlain    string // CSV without the byte-order mark that spreadsheets want
	Described        string // what the columns are, for programs
	TestCases        bool   // JSON Lines are test cases for the engine
	History          []exportEntry
}

// CountWords says how many claims the file will have.
func (p exportPage) CountWords() string {
	return count(p.Count, "claim", "claims") + " in this export"
}

// Shortened reports whether the preview is not all.
func (p exportPage) Shortened() bool { return p.Count > len(p.Rows) }

// Hint teaches what to do when nothing would be exported.
func (p exportPage) Hint() string {
	return "Only claims with a verdict leave here. Decide on some, or choose “Everything” above, or loosen the filters."
}

type exportChoice struct {
	option
	Checked bool
}

// exportLine is one row of the preview.
type exportLine struct {
	ID                                         uint
	Status                                     models.Status
	Label, Value, By, Article, Outlet, Decider string
}

// exportEntry is one export that was made.
type exportEntry struct {
	At   time.Time
	Who  string
	What string
	Rows int
	Hash string
}

var (
	presets = []option{
		{models.PresetVerified, "Verified"}, {models.PresetVerifiedDisputed, "Verified and disputed"}, {models.PresetEverything, "Everything"},
		{models.PresetNotAClaim, "Not a claim: test cases for the engine"},
	}
	columnSets = []option{
		{"default", "Default: what most people need"}, {"full", "Full: everything known"}, {"long", "Long: a row for each evidence"},
	}
)

// exportQuery is what the export page and the download are asked for.
type exportQuery struct {
	claimQuery
	Preset  string `schema:"preset"`
	Columns string `schema:"columns"`
	BOM     string `schema:"bom"`
	Stale   bool   `schema:"stale"` // also claims whose text has changed under them
}

// exportAsked reads the query and refuses a preset or a column set that is
// not there.
func exportAsked(r *http.Request) (exportQuery, models.ExportFilter, error) {
	var q exportQuery
	if err := decode(r.URL.Query(), &q); err != nil {
		return q, models.ExportFilter{}, err
	}
	if q.Preset == "" {
		q.Preset = presets[0].Value
	}
	if q.Columns == "" {
		q.Columns = columnSets[0].Value
	}
	for _, asked := range []struct {
		field, value string
		options      []option
	}{{"preset", q.Preset, presets}, {"columns", q.Columns, columnSets}} {
		if !offered(asked.options, asked.value) {
			return q, models.ExportFilter{}, &models.InvalidError{Field: asked.field, Message: fmt.Sprintf("there is no %s %q; choose one on the export page", asked.field, asked.value)}
		}
	}
	f, err := q.filter()
	f.IncludeStale = q.Stale
	return q, models.ExportFilter{ClaimFilter: f, Preset: q.Preset}, err
}

func offered(options []option, value string) bool {
	for _, o := range options {
		if o.Value == value {
			return true
		}
	}
	return false
}

func exportChoices(options []option, chosen string) []exportChoice {
	var out []exportChoice
	for _, o := range options {
		out = append(out, exportChoice{o, o.Value == chosen})
	}
	return out
}

const previewRows = 20

var errEnough = errors.New("enough rows")

// exportShow serves GET /export.
func (s *Server) exportShow(w http.ResponseWriter, r *http.Request) error {
	q, f, err := exportAsked(r)
	if err != nil {
		return err
	}
	page := exportPage{base: s.base(r, "Export"), Presets: exportChoices(presets, q.Preset), Columns: exportChoices(columnSets, q.Columns)}
	if page.Filters, err = s.claimFilters(r, q.claimQuery); err != nil {
		return err
	}
	if err := s.fillExport(r, &page, f); err != nil {
		return err
	}
	page.TestCases = q.Preset == models.PresetNotAClaim
	page.Downloads = downloads(r.URL.Query(), page.TestCases)
	page.Described = withQuery("/export.csv-metadata.json", r.URL.Query())
	plain := r.URL.Query()
	plain.Set("bom", "0")
	page.DownloadPlain = withQuery("/export.csv", plain)
	return s.render(w, r, "export", page)
}

// fillExport adds the count, the preview and the history.
func (s *Server) fillExport(r *http.Request, page *exportPage, f models.ExportFilter) error {
	ctx, actor := r.Context(), actorOf(r)
	n, stale, other, err := s.store.ExportCounts(ctx, actor, f)
	if err != nil {
		return err
	}
	page.Count, page.LeftOut = n, leftOutWords(stale, other)
	err = s.store.EachExportRow(ctx, actor, f, func(row *models.ExportRow) error {
		page.Rows = append(page.Rows, exportLineOf(row))
		if len(page.Rows) == previewRows {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return err
	}
	history, err := s.store.Exports(ctx, actor)
	if err != nil {
		return err
	}
	for _, e := range history {
		page.History = append(page.History, exportEntryOf(e))
	}
	return nil
}

func leftOutWords(stale, other int) string {
	var words []string
	if other > 0 {
		words = append(words, fmt.Sprintf("%s with another status than asked for", count(other, "claim", "claims")))
	}
	if stale > 0 {
		words = append(words, fmt.Sprintf("%s stale, because the article’s text changed or the engine finds them no more", count(stale, "claim", "claims")))
	}
	if len(words) == 0 {
		return ""
	}
	return strings.Join(words, "; ") + "."
}

func exportLineOf(row *models.ExportRow) exportLine {
	c := &row.Claim
	return exportLine{
		ID: c.ID, Status: c.Status, Label: c.Label, Value: quantity(c), By: c.AttributedTo,
		Article: row.ArticleTitle, Outlet: row.Outlet, Decider: row.DecidedByName,
	}
}

func exportEntryOf(e models.Export) exportEntry {
	entry := exportEntry{At: e.CreatedAt, Who: "the command line", Rows: e.Rows, Hash: e.SHA256, What: optionLabel(presets, e.Preset) + ", " + e.Columns + " columns, " + strings.ToUpper(e.Format)}
	if e.User != nil {
		entry.Who = e.User.Name
	}
	return entry
}

func optionLabel(options []option, value string) string {
	for _, o := range options {
		if o.Value == value {
			return o.Label
		}
	}
	return value
}

// downloadLink leads to a file.
type downloadLink struct{ Path, Label string }

// downloads are the files for the same question, the default first.
func downloads(q url.Values, testCases bool) (out []downloadLink) {
	for _, f := range export.Formats {
		label := f.Label
		if testCases && f.Name == "jsonl" {
			label = "test cases"
		}
		out = append(out, downloadLink{withQuery("/export."+f.Ending, q), "Download " + label})
	}
	return out
}

// exportAs serves GET /export. and the ending of a format.
func (s *Server) exportAs(f export.Format) action {
	return func(w http.ResponseWriter, r *http.Request) error { return s.exportFile(w, r, f) }
}

// exportSchema serves GET /export.csv-metadata.json: what the columns of the
// CSV are, for programs.
func (s *Server) exportSchema(w http.ResponseWriter, r *http.Request) error {
	q, _, err := exportAsked(r)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/csvm+json")
	return export.TableSchema(w, q.Columns, withQuery("/export.csv", r.URL.Query()))
}

// exportFile sends a file: rows leave as they are read. If one fails, the
// connection breaks off, so that half a file is not taken for a whole one.
func (s *Server) exportFile(w http.ResponseWriter, r *http.Request, as export.Format) error {
	q, f, err := exportAsked(r)
	if err != nil {
		return err
	}
	if _, _, _, err := s.store.ExportCounts(r.Context(), actorOf(r), f); err != nil {
		return err
	}
	if err := http.NewResponseController(w).SetWriteDeadline(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return fmt.Errorf("lift write deadline: %w", err)
	}
	h := w.Header()
	h.Set("Content-Type", as.MediaType)
	h.Set("Content-Disposition", attachment(fmt.Sprintf("tallymark-%s-%s.%s", strings.ReplaceAll(q.Preset, "_", "-"), s.now().UTC().Format(time.DateOnly), as.Ending)))
	if r.Method == http.MethodHead {
		return nil
	}
	if err := s.writeExport(w, r, as, q, f); err != nil {
		s.log.Error("export broken off", "user", actorOf(r).UserID, "error", err)
		panic(http.ErrAbortHandler)
	}
	return nil
}

func (s *Server) writeExport(w http.ResponseWriter, r *http.Request, as export.Format, q exportQuery, f models.ExportFilter) error {
	out := as.Begin(w, q.Preset, export.CSVOptions{Columns: q.Columns, BOM: q.BOM != "0", BaseURL: s.cfg.BaseURL})
	f.Brief = as.Brief(q.Columns)
	if err := s.store.EachExportRow(r.Context(), actorOf(r), f, out.Write); err != nil {
		return err
	}
	if err := out.Close(); err != nil {
		return err
	}
	_, err := s.store.RecordExport(r.Context(), actorOf(r), models.Export{
		Preset: q.Preset, Columns: q.Columns, Format: as.Name, Filter: f, Rows: out.Rows(), SHA256: out.Sum(),
	})
	return err
}
