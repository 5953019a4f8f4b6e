// Package export writes claims for other programs to read. It knows neither
// the web nor the database.
package export

import (
	"io"
	"slices"
	"strings"

	"tallymark/models"
)

// CSVOptions say what a CSV export holds.
type CSVOptions struct {
	Columns  string // Default, Full, Long or names parted by commas; "" is Default
	BOM      bool   // begin with a byte-order mark, by which Excel knows UTF-8
	BaseURL  string // address of the app, for links to it; "" leaves them empty
	ExportID string
}

// CSVWriter writes one export. Rows go out as they come: it holds a few
// kilobytes however many there are.
type CSVWriter struct {
	sender
	setting setting
	columns []column
	long    bool // a row for each piece of evidence
}

// CSV begins an export to w: RFC 4180 with a header, UTF-8, lines that end in
// CR LF. Nothing is written before the first row or Close.
func CSV(w io.Writer, o CSVOptions) *CSVWriter {
	x := &CSVWriter{sender: newSender(w), setting: setting{baseURL: o.BaseURL, exportID: o.ExportID}, long: o.Columns == Long}
	x.columns, x.err = columnsOf(o.Columns)
	if o.BOM {
		x.buffer = append(x.buffer, "\ufeff"...)
	}
	if x.err == nil {
		x.header()
	}
	return x
}

// columnsOf are the columns of a set. Within a version of the schema none moves,
// which is why what came later stands behind what was there in each set.
func columnsOf(set string) ([]column, error) {
	switch set {
	case Default, "":
		return claimColumns, nil
	case Full:
		return fullColumns(), nil
	case Long:
		return slices.Concat(claimColumns, detailColumns, ofPieces(evidenceColumns), laterColumns, ofPieces(laterEvidenceColumns), figureColumns), nil
	}
	return picked(set)
}

func fullColumns() []column {
	return slices.Concat(claimColumns, detailColumns, laterColumns, ofAllEvidence(), figureColumns)
}

func ofPieces(set []evidenceColumn) []column {
	out := make([]column, len(set))
	for i, c := range set {
		out[i] = c.ofPiece()
	}
	return out
}

func (x *CSVWriter) header() {
	for i, c := range x.columns {
		x.cell(i == 0, cell{text: c.name, number: true})
	}
	x.buffer = append(x.buffer, "\r\n"...)
}

// Write writes the row of a claim; with the long columns a row for each of its
// pieces of evidence, at least one.
func (x *CSVWriter) Write(r *models.ExportRow) error {
	if x.err != nil {
		return x.err
	}
	x.setting.piece = nil
	if !x.long || len(r.Evidence) == 0 {
		x.row(r)
		return x.err
	}
	for i := range r.Evidence {
		x.setting.piece = &r.Evidence[i]
		x.row(r)
	}
	return x.err
}

func (x *CSVWriter) row(r *models.ExportRow) {
	for i := range x.columns {
		x.cell(i == 0, x.columns[i].value(&x.setting, r))
	}
	x.buffer = append(x.buffer, "\r\n"...)
	x.endRow()
}

func (x *CSVWriter) cell(first bool, c cell) {
	if !first {
		x.buffer = append(x.buffer, ',')
	}
	s := c.text
	if !c.number {
		s = SafeCell(s)
	}
	x.buffer = appendQuoted(x.buffer, s)
}

// appendQuoted quotes a cell where RFC 4180 asks for it, and where a space at
// its ends might get lost.
func appendQuoted(dst []byte, s string) []byte {
	if s == "" || !strings.ContainsAny(s, ",\"\r\n") && s[0] != ' ' && s[len(s)-1] != ' ' {
		return append(dst, s...)
	}
	dst = append(dst, '"')
	for {
		i := strings.IndexByte(s, '"')
		if i < 0 {
			break
		}
		dst = append(dst, s[:i+1]...)
		dst = append(dst, '"')
		s = s[i+1:]
	}
	dst = append(dst, s...)
	return append(dst, '"')
}
