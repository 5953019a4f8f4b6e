package export

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"tallymark/models"
)

// Limits of the format.
const (
	mostSheetRows = 1 << 20
	mostCellText  = 32767 // characters
	mostLink      = 255   // bytes of a text inside a formula
)

// XLSXWriter writes one export as a workbook: numbers, times and truths are
// cells of their type, addresses are links, the header stays in sight. What
// does not fit on one sheet goes on on the next.
type XLSXWriter struct {
	out     io.Writer
	hash    hash.Hash
	setting setting
	columns []column
	long    bool
	book    *excelize.File
	sheet   *excelize.StreamWriter
	line    int // of the sheet, that was written last
	rows    int
	bold    int // style of the header
	time    int // style of times
	link    int // style of links
	err     error
}

// XLSX begins an export to w. The workbook goes out on Close; until then rows
// wait in a temporary file once they are many.
func XLSX(w io.Writer, o CSVOptions) *XLSXWriter {
	x := &XLSXWriter{out: w, hash: sha256.New(), setting: setting{baseURL: o.BaseURL, exportID: o.ExportID}, long: o.Columns == Long, book: excelize.NewFile()}
	if x.columns, x.err = columnsOf(o.Columns); x.err == nil {
		x.err = errors.Join(x.styles(), x.book.SetSheetName("Sheet1", sheetName(1)), x.begin())
	}
	return x
}

func (x *XLSXWriter) styles() (err error) {
	if x.bold, err = x.book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}}); err != nil {
		return err
	}
	format := `yyyy-mm-dd"T"hh:mm:ss"Z"`
	if x.time, err = x.book.NewStyle(&excelize.Style{CustomNumFmt: &format}); err != nil {
		return err
	}
	x.link, err = x.book.NewStyle(&excelize.Style{Font: &excelize.Font{Underline: "single", Color: "0563C1"}})
	return err
}

func sheetName(n int) string {
	if n == 1 {
		return "Claims"
	}
	return "Claims " + strconv.Itoa(n)
}

// begin starts a sheet with its header.
func (x *XLSXWriter) begin() (err error) {
	if x.sheet, err = x.book.NewStreamWriter(sheetName(x.book.SheetCount)); err != nil {
		return err
	}
	if err := x.sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := x.sheet.SetColWidth(1, len(x.columns), 16); err != nil {
		return err
	}
	header := make([]any, len(x.columns))
	for i, c := range x.columns {
		header[i] = excelize.Cell{StyleID: x.bold, Value: c.name}
	}
	x.line = 0
	return x.put(header)
}

func (x *XLSXWriter) put(cells []any) error {
	x.line++
	return x.sheet.SetRow("A"+strconv.Itoa(x.line), cells)
}

// Write writes the row of a claim; with the long columns a row for each of its
// pieces of evidence, at least one.
func (x *XLSXWriter) Write(r *models.ExportRow) error {
	x.setting.piece = nil
	if !x.long || len(r.Evidence) == 0 {
		x.row(r)
	}
	for i := 0; x.long && i < len(r.Evidence); i++ {
		x.setting.piece = &r.Evidence[i]
		x.row(r)
	}
	return x.err
}

func (x *XLSXWriter) row(r *models.ExportRow) {
	if x.err == nil && x.line == mostSheetRows {
		x.err = x.nextSheet()
	}
	if x.err != nil {
		return
	}
	cells := make([]any, len(x.columns))
	for i := range x.columns {
		cells[i] = x.cell(x.columns[i].value(&x.setting, r))
	}
	if err := x.put(cells); err != nil {
		x.err = fmt.Errorf("write the export: %w", err)
	}
	x.rows++
}

func (x *XLSXWriter) nextSheet() error {
	if err := x.sheet.Flush(); err != nil {
		return err
	}
	if _, err := x.book.NewSheet(sheetName(x.book.SheetCount + 1)); err != nil {
		return err
	}
	return x.begin()
}

// cell is a value as the library takes it. A text is never read as a formula
// here, so that it needs no guard.
func (x *XLSXWriter) cell(c cell) any {
	switch {
	case c.text == "":
		return nil
	case c.when != nil:
		return excelize.Cell{StyleID: x.time, Value: c.when.UTC()}
	case c.number:
		if f, err := strconv.ParseFloat(c.text, 64); err == nil {
			return f
		}
	case c.truth:
		return c.text == "true"
	case len(c.list) < 2 && isLink(c.text):
		return excelize.Cell{StyleID: x.link, Value: c.text, Formula: `HYPERLINK("` + c.text + `")`}
	}
	return shortened(c.text)
}

// isLink reports whether s can be a link in a cell: longer ones stay text.
func isLink(s string) bool {
	return (strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")) && len(s) <= mostLink && !strings.ContainsAny(s, "\" \r\n")
}

// shortened keeps a text within what a cell can hold.
func shortened(s string) string {
	if len(s) <= mostCellText || utf8.RuneCountInString(s) <= mostCellText {
		return s
	}
	cut := []rune(s)[:mostCellText-1]
	return string(cut) + "…"
}

// Close ends the workbook and sends it.
func (x *XLSXWriter) Close() error {
	if x.err == nil {
		x.err = x.sheet.Flush()
	}
	if x.err == nil {
		_, x.err = x.book.WriteTo(io.MultiWriter(x.out, x.hash))
	}
	if err := errors.Join(x.err, x.book.Close()); err != nil {
		return fmt.Errorf("write the export: %w", err)
	}
	return nil
}

// Rows is the number of rows written, without headers.
func (x *XLSXWriter) Rows() int { return x.rows }

// Sum is the SHA-256 of what was sent, in hexadecimal; right after Close.
func (x *XLSXWriter) Sum() string { return hex.EncodeToString(x.hash.Sum(nil)) }
