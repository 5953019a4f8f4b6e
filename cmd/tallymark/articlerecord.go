package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
)

// articleRecord is one article of a file that holds many: its text, or only
// the address where it can be read.
type articleRecord struct {
	Text   *string `json:"text"`
	Title  string  `json:"title"`
	Outlet string  `json:"outlet"`
	URL    string  `json:"url"`
	Date   string  `json:"date"`
	Lang   string  `json:"lang"`
}

// recordError is what is wrong with one record, after which others can be read.
type recordError struct{ error }

func (e recordError) Unwrap() error { return e.error }

// nextRecord gives one record after the other, each with its line. An error
// that is no recordError ends the file, io.EOF in its regular way.
type nextRecord func() (articleRecord, int, error)

// recordFormats are the files that hold many articles, by their name's ending.
var recordFormats = map[string]func(io.Reader) (nextRecord, error){
	".jsonl": jsonRecords, ".ndjson": jsonRecords, ".csv": csvRecords,
}

func recordFormat(name string) func(io.Reader) (nextRecord, error) {
	return recordFormats[strings.ToLower(filepath.Ext(name))]
}

func jsonRecords(r io.Reader) (nextRecord, error) { return jsonRecordsOf(newLineReader(r)), nil }

func jsonRecordsOf(lines *lineReader) nextRecord {
	var line []byte
	return func() (rec articleRecord, number int, err error) {
		line, err = lines.next(line)
		if errors.Is(err, errLongLine) {
			return rec, lines.line, recordError{err}
		}
		if err != nil {
			return rec, lines.line, err
		}
		if err := json.Unmarshal(line, &rec, lenient); err != nil {
			return rec, lines.line, recordError{plainJSONError(err)}
		}
		if rec.Text == nil && rec.URL == "" {
			return rec, lines.line, recordError{errors.New(`there is no "text" and no "url"`)}
		}
		return rec, lines.line, nil
	}
}

func csvRecords(r io.Reader) (nextRecord, error) {
	t, err := newCSVTable(r)
	if err != nil {
		return nil, err
	}
	return t.next, nil
}

// csvTable reads rows by the names in the first line. Spreadsheets of many
// countries part cells with semicolons, so the first line also says with what.
type csvTable struct {
	bound   *boundedReader
	rows    *csv.Reader
	columns csvColumns
	width   int   // cells of a row
	offset  int64 // of what rows reads, in the file
	before  int   // lines of the file before that
}

func newCSVTable(r io.Reader) (*csvTable, error) {
	t := &csvTable{bound: &boundedReader{r: r}}
	buffered := bufio.NewReaderSize(t.bound, 64<<10)
	t.bound.again()
	if mark, _ := buffered.Peek(3); string(mark) == "\ufeff" {
		buffered.Discard(len(mark))
		t.offset = int64(len(mark))
	}
	t.rows = csv.NewReader(buffered)
	t.rows.Comma, t.rows.ReuseRecord = delimiterOf(buffered), true
	names, err := t.rows.Read()
	if err == io.EOF {
		return nil, errors.New("the file is empty")
	}
	if err != nil {
		return nil, fmt.Errorf("the first line: %w", plainCSVError(err, 0))
	}
	t.width = len(names)
	t.columns, err = columnsOf(names)
	return t, err
}

// goOn reads on at an offset of the file, at which a row begins, behind so many
// lines.
func (t *csvTable) goOn(r io.Reader, offset int64, before int) {
	comma := t.rows.Comma
	t.bound, t.offset, t.before = &boundedReader{r: r}, offset, before
	t.rows = csv.NewReader(bufio.NewReaderSize(t.bound, 64<<10))
	t.rows.Comma, t.rows.ReuseRecord, t.rows.FieldsPerRecord = comma, true, t.width
}

// place is the offset of the next row.
func (t *csvTable) place() int64 { return t.offset + t.rows.InputOffset() }

func (t *csvTable) next() (rec articleRecord, number int, err error) {
	t.bound.again()
	cells, err := t.rows.Read()
	if e, ok := errors.AsType[*csv.ParseError](err); ok {
		return rec, t.before + e.StartLine, recordError{plainCSVError(err, t.width)}
	}
	if err != nil {
		return rec, 0, err
	}
	number, _ = t.rows.FieldPos(0)
	rec, err = t.columns.record(cells)
	return rec, t.before + number, err
}

// delimiterOf looks which delimiter the first line has most of.
func delimiterOf(r *bufio.Reader) rune {
	start, _ := r.Peek(4 << 10)
	first, _, _ := strings.Cut(string(start), "\n")
	best := ','
	for _, c := range ";\t" {
		if strings.Count(first, string(c)) > strings.Count(first, string(best)) {
			best = c
		}
	}
	return best
}

// csvColumns is where each column stands, -1 where the file has none.
type csvColumns struct{ text, title, outlet, url, date, lang int }

func columnsOf(names []string) (csvColumns, error) {
	at := func(name string) int {
		return slices.IndexFunc(names, func(s string) bool { return strings.EqualFold(strings.TrimSpace(s), name) })
	}
	c := csvColumns{at("text"), at("title"), at("outlet"), at("url"), at("date"), at("lang")}
	if c.text < 0 && c.url < 0 {
		return c, errors.New(`the first line names no column "text" and none "url": it has to name the columns, one of these and any of title, outlet, date, lang`)
	}
	return c, nil
}

func (c csvColumns) record(cells []string) (articleRecord, error) {
	for _, cell := range cells {
		if !utf8.ValidString(cell) {
			return articleRecord{}, recordError{errors.New(`the row is not UTF-8: save the file as "CSV UTF-8"`)}
		}
	}
	cell := func(column int) string {
		if column < 0 {
			return ""
		}
		return strings.Clone(cells[column]) // else one cell would keep the whole row
	}
	text := cell(c.text)
	return articleRecord{Text: &text, Title: cell(c.title), Outlet: cell(c.outlet), URL: cell(c.url), Date: cell(c.date), Lang: cell(c.lang)}, nil
}

// plainCSVError says what is wrong with a row of a file of so many columns.
func plainCSVError(err error, columns int) error {
	switch {
	case errors.Is(err, csv.ErrFieldCount):
		return fmt.Errorf("the row has not as many cells as the first line, %d: put cells that hold the delimiter in quotes", columns)
	case errors.Is(err, csv.ErrQuote), errors.Is(err, csv.ErrBareQuote):
		return errors.New("a quote is never closed, or one inside a cell is not doubled")
	}
	return err
}

// boundedReader keeps one row from being the rest of the file, which a quote
// that is never closed would make it.
type boundedReader struct {
	r    io.Reader
	left int
}

func (b *boundedReader) again() { b.left = maxLine }

func (b *boundedReader) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, fmt.Errorf("a row is longer than %d MB: a quote before it may never be closed", maxLine>>20)
	}
	n, err := b.r.Read(p)
	b.left -= n
	return n, err
}
