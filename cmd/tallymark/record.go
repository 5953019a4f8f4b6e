package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"tallymark/extract"
)

// maxLine is the longest line of JSON that is read, in bytes.
const maxLine = 16 << 20

// record is one line of JSON lines input. Other keys are ignored.
type record struct {
	ID     jsontext.Value  `json:"id"`
	Text   *string         `json:"text"`
	Date   string          `json:"date"`
	Lang   string          `json:"lang"`
	Blocks []extract.Block `json:"blocks"`
	Links  []extract.Link  `json:"links"`
}

// lenient accepts what encoding/json accepts: a key given twice, and text that
// is not UTF-8, whose bad bytes and lone surrogates become U+FFFD.
var lenient = json.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))

// parseRecord reads one line. Its error is fit for the user.
func parseRecord(line []byte) (record, error) {
	var r record
	if err := json.Unmarshal(line, &r, lenient); err != nil {
		return r, plainJSONError(err)
	}
	if r.Text == nil {
		return r, errors.New(`there is no "text"`)
	}
	switch r.ID.Kind() {
	case '"', '0':
	case 'n', 0:
		r.ID = jsontext.Value(`""`)
	default:
		return r, errors.New(`"id" must be text or a number`)
	}
	return r, r.check()
}

// check refuses a date that is none, and spans that the engine cannot rely on.
func (r *record) check() error {
	if r.Date != "" && !isDate(r.Date) {
		return fmt.Errorf("the date %q is neither 2006-01-02 nor RFC 3339", r.Date)
	}
	return (&extract.Document{Text: *r.Text, Blocks: r.Blocks, Links: r.Links}).Check()
}

// plainJSONError says where the JSON goes wrong without the names of Go types.
func plainJSONError(err error) error {
	if e, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		if errors.Is(e.Err, io.ErrUnexpectedEOF) {
			return errors.New("not JSON: the line ends in the middle of it")
		}
		return fmt.Errorf("not JSON: %v at byte %d", e.Err, e.ByteOffset)
	}
	if e, ok := errors.AsType[*json.SemanticError](err); ok {
		if e.JSONPointer == "" {
			return errors.New("not a JSON object")
		}
		return fmt.Errorf("the value at %q is of the wrong type", string(e.JSONPointer))
	}
	return err
}

// document is the record as the engine takes it, with what the command line
// says where the record says nothing.
func (r *record) document(x *extractCommand) extract.Document {
	doc := extract.Document{Text: *r.Text, Date: r.Date, Lang: r.Lang, Blocks: r.Blocks, Links: r.Links}
	if doc.Date == "" {
		doc.Date = x.Date
	}
	if doc.Lang == "" {
		doc.Lang = x.Lang
	}
	doc.ID = string(r.ID)
	if r.ID.Kind() == '"' {
		unquoted, err := jsontext.AppendUnquote(nil, r.ID)
		if err == nil || len(unquoted) > 0 {
			doc.ID = string(unquoted)
		}
	}
	return doc
}

// lineReader reads lines of any length in memory that the longest line bounds.
type lineReader struct {
	r    *bufio.Reader
	line int
}

func newLineReader(r io.Reader) *lineReader {
	return &lineReader{r: bufio.NewReaderSize(r, 64<<10)}
}

var errLongLine = fmt.Errorf("the line is longer than %d MB", maxLine>>20)

// next appends the next line that is not blank to dst, without its end. A line
// that is too long is skipped and gives errLongLine.
func (l *lineReader) next(dst []byte) ([]byte, error) {
	for {
		dst = dst[:0]
		line, err := l.one(dst)
		if err == nil || err == io.EOF {
			if trimmed := bytes.TrimSpace(line); len(trimmed) > 0 {
				return line, nil
			}
		}
		if err != nil {
			return line, err
		}
		dst = line
	}
}

// one reads one line, blank or not. At the end of the input it gives io.EOF,
// with the last line if that had no end of its own.
func (l *lineReader) one(dst []byte) ([]byte, error) {
	l.line++
	tooLong := false
	for {
		part, err := l.r.ReadSlice('\n')
		if l.line == 1 && len(dst) == 0 {
			part = bytes.TrimPrefix(part, []byte("\ufeff"))
		}
		if len(dst)+len(part) > maxLine+1 {
			tooLong = true
		}
		if !tooLong {
			dst = append(dst, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if tooLong {
			return dst[:0], errLongLine
		}
		return bytes.TrimSuffix(dst, []byte("\n")), err
	}
}

// idle says that nothing more is waiting to be read just now.
func (l *lineReader) idle() bool { return l.r.Buffered() == 0 }
