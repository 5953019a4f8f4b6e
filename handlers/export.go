package handlers

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
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
	Shown            int // claims in the preview
	LeftOut          string
	LeftOutBy        []statusCount // of those left out for their status
	Header           []export.PreviewCell
	Rows             [][]export.PreviewCell
	Picker           []exportChoice // the columns one by one
	Picked           bool           // some of them are what the file will have
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
func (p exportPage) Shortened() bool { return p.Count > p.Shown }

// Hint teaches what to do when nothing would be exported.
func (p exportPage) Hint() string {
	return "Only claims with a verdict leave here. Decide on some, or choose “Everything” above, or loosen the filters."
}

type exportChoice struct {
	option
	Checked bool
}

// statusCount is how many claims have a status.
type statusCount struct {
	Status models.Status
	Words  string
}

// exportEntry is one export that was made.
type exportEntry struct {
	ID   uint
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
	Preset  string   `schema:"preset"`
	Columns string   `schema:"columns"`
	Column  []string `schema:"column"` // ticked in the picker; they stand for columns
	BOM     string   `schema:"bom"`
	Stale   bool     `schema:"stale"` // also claims whose text has changed under them
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
	if len(q.Column) > 0 {
		q.Columns = strings.Join(q.Column, ",")
	}
	if !offered(presets, q.Preset) {
		return q, models.ExportFilter{}, &models.InvalidError{Field: "preset", Message: fmt.Sprintf("there is no preset %q; choose one on the export page", q.Preset)}
	}
	if err := export.CheckColumns(q.Columns); err != nil {
		return q, models.ExportFilter{}, &models.InvalidError{Field: "columns", Message: err.Error()}
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
	page.Picker, page.Picked = exportPicker(q.Columns)
	if err := s.fillExport(r, &page, q, f); err != nil {
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
func (s *Server) fillExport(r *http.Request, page *exportPage, q exportQuery, f models.ExportFilter) error {
	ctx, actor := r.Context(), actorOf(r)
	n, stale, other, err := s.store.ExportCounts(ctx, actor, f)
	if err != nil {
		return err
	}
	page.Count, page.LeftOut = n, leftOutWords(stale, other)
	if other > 0 {
		if page.LeftOutBy, err = s.leftOutBy(r, f); err != nil {
			return err
		}
	}
	if err := s.fillPreview(r, page, q, f); err != nil {
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

// fillPreview adds the first rows as the file will have them.
func (s *Server) fillPreview(r *http.Request, page *exportPage, q exportQuery, f models.ExportFilter) error {
	preview, err := export.NewPreview(export.CSVOptions{Columns: q.Columns, BaseURL: s.cfg.BaseURL})
	if err != nil {
		return err
	}
	err = s.store.EachExportRow(r.Context(), actorOf(r), f, func(row *models.ExportRow) error {
		preview.Write(row)
		if page.Shown++; len(preview.Rows) >= previewRows {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return err
	}
	page.Header, page.Rows = preview.Header, preview.Rows
	return nil
}

// leftOutBy says of each status that the preset leaves out how many claims of
// it pass the filter.
func (s *Server) leftOutBy(r *http.Request, f models.ExportFilter) ([]statusCount, error) {
	counts, err := s.store.LeftOutByStatus(r.Context(), actorOf(r), f)
	if err != nil {
		return nil, err
	}
	var out []statusCount
	for _, status := range models.Statuses {
		if n := counts[status]; n > 0 {
			out = append(out, statusCount{status, count(n, "claim", "claims")})
		}
	}
	return out, nil
}

// exportPicker offers each column; ticked are those of a list.
func exportPicker(columns string) (offers []exportChoice, any bool) {
	picked := export.Picked(columns)
	for _, name := range export.ColumnNames() {
		offers = append(offers, exportChoice{option{name, name}, slices.Contains(picked, name)})
	}
	return offers, len(picked) > 0
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

func exportEntryOf(e models.Export) exportEntry {
	entry := exportEntry{ID: e.ID, At: e.CreatedAt, Who: "the command line", Rows: e.Rows, Hash: e.SHA256, What: optionLabel(presets, e.Preset) + ", " + columnWords(e.Columns) + ", " + strings.ToUpper(e.Format)}
	if e.User != nil {
		entry.Who = e.User.Name
	}
	return entry
}

func columnWords(columns string) string {
	if picked := export.Picked(columns); picked != nil {
		return count(len(picked), "chosen column", "chosen columns")
	}
	return columns + " columns"
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
	var sent models.ExportedClaims
	if err := s.store.EachExportRow(r.Context(), actorOf(r), f, export.Noted(out, &sent)); err != nil {
		return err
	}
	if err := out.Close(); err != nil {
		return err
	}
	_, err := s.store.RecordExport(r.Context(), actorOf(r), models.Export{
		Preset: q.Preset, Columns: q.Columns, Format: as.Name, Filter: f, Rows: out.Rows(), SHA256: out.Sum(), Sent: &sent,
	})
	return err
}
