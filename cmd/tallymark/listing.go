package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// listFlags say how much of a list is printed, and in which form.
type listFlags struct {
	Format string `enum:"table,json,jsonl,csv" default:"table" help:"table for people; json, jsonl (a line each) or csv for programs (default table)."`
	Limit  int    `placeholder:"N" help:"At most so many; all without it."`
}

// item is an article or claim as the API gives it.
type item map[string]jsontext.Value

// text is a value as a cell: nothing for what is unknown, lists parted by
// spaces. A name such as figures.verified leads into an object.
func (it item) text(name string) string {
	outer, inner, nested := strings.Cut(name, ".")
	v := it[outer]
	if nested {
		var object item
		if err := json.Unmarshal(v, &object); err != nil {
			return ""
		}
		return object.text(inner)
	}
	switch v.Kind() {
	case '"':
		var s string
		if err := json.Unmarshal(v, &s); err != nil {
			return ""
		}
		return s
	case '[':
		var list []string
		if err := json.Unmarshal(v, &list); err != nil {
			return string(v)
		}
		return strings.Join(list, " ")
	case 'n', 0:
		return ""
	}
	return string(v)
}

// cell is a value for a spreadsheet: numbers stay numbers, and text is no
// formula.
func (it item) cell(name string) string {
	if it[name].Kind() == '0' {
		return it.text(name)
	}
	return textCell(it.text(name))
}

// number is a value as a whole number, 0 if it is none.
func (it item) number(name string) int {
	n, err := strconv.Atoi(it.text(name))
	if err != nil {
		return 0
	}
	return n
}

// listing is a list of the API that is printed.
type listing struct {
	path    string
	query   url.Values
	columns []string                // of CSV
	heads   []column                // of the table
	row     func(t *table, it item) // writes the line of one
}

// printer writes what is listed in one form.
type printer interface {
	item(raw jsontext.Value, it item) error
	end() error
}

// mostAtOnce is the size of the pages that are asked for.
const mostAtOnce = 200

// print writes page after page, each before it asks for the next. A list that
// breaks off has no end: JSON is not closed then, and the exit code tells.
func (f *listFlags) print(c *console, s *source, l listing) error {
	if f.Limit < 0 {
		return usageError("--limit %d: give how many at most, or leave it out for all", f.Limit)
	}
	out := bufio.NewWriter(c.stdout)
	p := printers[f.Format](c, out, l)
	left := f.Limit
	for cursor := ""; ; {
		items, next, err := s.page(l, cursor, left)
		if err == nil {
			err = errors.Join(printItems(p, items), out.Flush())
		}
		if err != nil {
			return err
		}
		left -= len(items)
		if next == "" || f.Limit > 0 && left <= 0 {
			break
		}
		cursor = next
	}
	return errors.Join(p.end(), out.Flush())
}

func printItems(p printer, items []jsontext.Value) error {
	for _, raw := range items {
		var it item
		if err := json.Unmarshal(raw, &it); err != nil {
			return fmt.Errorf("read the list: %w", err)
		}
		if err := p.item(raw, it); err != nil {
			return fmt.Errorf("write the list: %w", err)
		}
	}
	return nil
}

// page asks for what comes at the cursor, at most so many unless most is 0.
func (s *source) page(l listing, cursor string, most int) (items []jsontext.Value, next string, err error) {
	query := url.Values{}
	maps.Copy(query, l.query)
	query.Set("limit", strconv.Itoa(mostAtOnce))
	if most > 0 {
		query.Set("limit", strconv.Itoa(min(mostAtOnce, most)))
	}
	if cursor != "" {
		query.Set("cursor", cursor)
	}
	var answer struct {
		Items []jsontext.Value `json:"items"`
		Next  string           `json:"next"`
	}
	err = s.ask(request{method: http.MethodGet, path: l.path, query: query}, &answer)
	return answer.Items, answer.Next, err
}

// printers are the forms of a list.
var printers = map[string]func(c *console, out io.Writer, l listing) printer{
	"table": func(c *console, out io.Writer, l listing) printer {
		return &tablePrinter{newTable(c, out, l.heads), l.row}
	},
	"json":  func(_ *console, out io.Writer, _ listing) printer { return &jsonPrinter{out: out, between: "[\n"} },
	"jsonl": func(_ *console, out io.Writer, _ listing) printer { return linePrinter{out} },
	"csv":   func(_ *console, out io.Writer, l listing) printer { return newCSVPrinter(out, l.columns) },
}

type tablePrinter struct {
	table *table
	row   func(*table, item)
}

func (p *tablePrinter) item(_ jsontext.Value, it item) error {
	p.row(p.table, it)
	return p.table.err
}

func (p *tablePrinter) end() error { return p.table.err }

type jsonPrinter struct {
	out     io.Writer
	between string
}

func (p *jsonPrinter) item(raw jsontext.Value, _ item) error {
	_, err := fmt.Fprintf(p.out, "%s%s", p.between, raw)
	p.between = ",\n"
	return err
}

func (p *jsonPrinter) end() error {
	closing := "\n]\n"
	if p.between != ",\n" {
		closing = "[]\n"
	}
	_, err := io.WriteString(p.out, closing)
	return err
}

type linePrinter struct{ out io.Writer }

func (p linePrinter) item(raw jsontext.Value, _ item) error {
	_, err := fmt.Fprintf(p.out, "%s\n", raw)
	return err
}

func (p linePrinter) end() error { return nil }

type csvPrinter struct {
	out     *csv.Writer
	columns []string
	cells   []string
}

func newCSVPrinter(out io.Writer, columns []string) *csvPrinter {
	p := &csvPrinter{out: csv.NewWriter(out), columns: columns, cells: make([]string, len(columns))}
	p.out.UseCRLF = true
	for i, name := range columns {
		p.cells[i] = name[strings.LastIndex(name, ".")+1:]
	}
	p.out.Write(p.cells)
	return p
}

func (p *csvPrinter) item(_ jsontext.Value, it item) error {
	for i, name := range p.columns {
		p.cells[i] = it.cell(name)
	}
	p.out.Write(p.cells)
	p.out.Flush()
	return p.out.Error()
}

func (p *csvPrinter) end() error {
	p.out.Flush()
	return p.out.Error()
}
