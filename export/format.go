package export

import (
	"io"

	"tallymark/models"
)

// Writer is an export in some format. Rows and Sum are of what was sent, right
// after Close.
type Writer interface {
	Write(*models.ExportRow) error
	Close() error
	Rows() int
	Sum() string
}

// Format is a sort of file.
type Format struct {
	Name      string // on the command line and in the history
	Ending    string // of its files, without the dot
	MediaType string
	Label     string // on the export page
	columns   bool   // has the columns that were chosen
	begin     func(w io.Writer, o CSVOptions) Writer
}

// Formats lists the formats, the default first.
var Formats = []Format{
	{"csv", "csv", "text/csv; charset=utf-8; header=present", "CSV", true, func(w io.Writer, o CSVOptions) Writer { return CSV(w, o) }},
	{"xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel workbook", true, func(w io.Writer, o CSVOptions) Writer { return XLSX(w, o) }},
	{"jsonl", "jsonl", "application/x-ndjson", "JSON Lines", true, func(w io.Writer, o CSVOptions) Writer { return JSONLines(w, o) }},
	{"claimreview", "claimreview.json", "application/ld+json", "ClaimReview", false, func(w io.Writer, o CSVOptions) Writer { return ClaimReviews(w, o) }},
	{"annotations", "annotations.json", "application/ld+json", "Web Annotations", false, func(w io.Writer, o CSVOptions) Writer { return Annotations(w, o) }},
}

// FormatNamed is the format of a name.
func FormatNamed(name string) (Format, bool) {
	for _, f := range Formats {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// Begin begins an export to w. As JSON Lines, figures that were none leave as
// test cases for the engine.
func (f Format) Begin(w io.Writer, preset string, o CSVOptions) Writer {
	if f.Name == "jsonl" && preset == models.PresetNotAClaim {
		return TestCases(w)
	}
	return f.begin(w, o)
}

// Brief reports whether rows need only what the default columns show. JSON
// Lines say of evidence what no column does.
func (f Format) Brief(columns string) bool {
	return f.columns && f.Name != "jsonl" && (columns == Default || columns == "")
}
