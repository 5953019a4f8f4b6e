package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tallymark/extract"
	"tallymark/ingest"
)

type extractCommand struct {
	Format  string   `enum:"text,jsonl,json,csv" default:"text" help:"Output: text, jsonl, json or csv (default text)."`
	Input   string   `enum:"text,html,file,jsonl" default:"text" help:"Input: text, html, file or jsonl (default text)."`
	Lang    string   `placeholder:"CODE" help:"Language of texts that do not say theirs, such as en; detected without it."`
	Date    string   `placeholder:"DATE" help:"Publication date of texts that do not say theirs, 2006-01-02 or RFC 3339; what \"last week\" is counted from."`
	All     bool     `help:"Also print the numbers that are no checkable claims, each with the reason."`
	Explain bool     `help:"Also print which rules made each figure what it is."`
	Jobs    int      `default:"1" placeholder:"N" help:"Documents read at the same time; the order stays (default 1)."`
	Files   []string `arg:"" optional:"" name:"file" help:"Files to read; standard input without any, or for -."`
}

// Help is the long help of the command.
func (x *extractCommand) Help() string {
	return `With --input jsonl each line is {"id": "...", "text": "..."} with optional "date", "lang", "blocks" and "links".
With --format jsonl each document gives one line {"id": "...", "engine": "...", "claims": [...]} in the same order.
With --explain the rules follow each figure in text, and stand in "rules" in JSON; with --all they also say why a number is no claim.
Offsets are bytes into the UTF-8 text. A line that cannot be read gives {"id": null, "line": N, "error": "..."} in its place
and exit status 1.
With --input file a file is read for what it is, as import does: ` + strings.Join(ingest.Endings(), " ") + `.`
}

// maxDocument is the largest single text or page, in bytes.
const maxDocument = 20 << 20

// Run prints the figures.
func (x *extractCommand) Run(c *console) error { return x.print(c, formats[x.Format]) }

// print reads every input in turn and prints what it finds in a format.
func (x *extractCommand) print(c *console, f format) error {
	if err := x.check(); err != nil {
		return err
	}
	engine, err := extract.New(extract.Options{Explain: x.Explain})
	if err != nil {
		return fmt.Errorf("start the engine: %w", err)
	}
	out := bufio.NewWriterSize(c.stdout, 64<<10)
	p := &extraction{command: x, console: c, engine: engine, format: f, out: out}
	p.open()
	for _, name := range x.names() {
		if err := p.input(name); err != nil {
			return err
		}
	}
	return p.close()
}

func (x *extractCommand) check() error {
	if x.Jobs < 1 || x.Jobs > 256 {
		return usageError("--jobs %d: give a number from 1 to 256", x.Jobs)
	}
	if x.Date != "" && !isDate(x.Date) {
		return usageError("--date %q is no date: write it as 2026-03-25 or 2026-03-25T18:00:00Z", x.Date)
	}
	return nil
}

func isDate(s string) bool {
	_, day := time.Parse(time.DateOnly, s)
	_, moment := time.Parse(time.RFC3339, s)
	return day == nil || moment == nil
}

func (x *extractCommand) names() []string {
	if len(x.Files) == 0 {
		return []string{"-"}
	}
	return x.Files
}

// extraction is one run of the command.
type extraction struct {
	command *extractCommand
	console *console
	engine  *extract.Engine
	format  format
	out     *bufio.Writer
	printed int
	failed  bool
}

func (p *extraction) open() { p.out.WriteString(p.format.open) }

func (p *extraction) close() error {
	p.out.WriteString(p.format.close)
	if err := p.out.Flush(); err != nil {
		return fmt.Errorf("write the claims: %w", err)
	}
	if p.failed {
		return errSome
	}
	return nil
}

// input reads one file. An error is one of writing, which ends the run; what
// is wrong with the file is reported, and the next one follows.
func (p *extraction) input(name string) error {
	r, err := p.console.openInput(name)
	if err != nil {
		p.complain("%v", err)
		return nil
	}
	defer r.Close()
	if p.command.Input == "jsonl" {
		return p.lines(name, r)
	}
	doc, err := p.document(name, r)
	if err != nil {
		p.complain("%s: %v", name, err)
		return nil
	}
	res := result{id: extract.AppendJSONString(nil, name), doc: doc}
	res.claims = p.engine.Claims(doc, p.command.All)
	res.sink = p.part()
	if _, err := p.out.Write(p.format.append(nil, p.engine, &res)); err != nil {
		return fmt.Errorf("write the claims: %w", err)
	}
	return nil
}

// document reads a whole file as one text or page.
func (p *extraction) document(name string, r io.Reader) (extract.Document, error) {
	raw, err := readLimited(r)
	if err != nil {
		return extract.Document{}, err
	}
	doc := extract.Document{ID: name, Text: string(raw), Lang: p.command.Lang, Date: p.command.Date}
	if p.command.Input == "text" {
		return doc, nil
	}
	read := p.console.files().Read
	if p.command.Input == "html" {
		read = ingest.ReadHTML
	}
	page, err := read(p.console.ctx, raw, ingest.Input{Name: name})
	if err != nil {
		return extract.Document{}, err
	}
	doc.Text, doc.Blocks, doc.Links = page.Body()
	if doc.Lang == "" {
		doc.Lang = page.Lang
	}
	if doc.Date == "" {
		doc.Date = page.Published
	}
	return doc, nil
}

func readLimited(r io.Reader) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxDocument+1))
	if err != nil {
		return nil, err
	}
	if len(raw) > maxDocument {
		return nil, fmt.Errorf("is larger than %d MB, the most for one document: split it, or give it as JSON lines", maxDocument>>20)
	}
	return raw, nil
}

// part begins the output of a document, parted from the one before.
func (p *extraction) part() *bufio.Writer {
	if p.printed > 0 {
		p.out.WriteString(p.format.between)
	}
	p.printed++
	return p.out
}

func (p *extraction) complain(format string, args ...any) {
	p.failed = true
	fmt.Fprintf(p.console.stderr, "tallymark: "+format+"\n", args...)
}

// files reads files of every format.
func (c *console) files() *ingest.Files { return ingest.NewFiles(filepath.Join(c.data, "pdf")) }

// openInput opens a file, or standard input for "-".
func (c *console) openInput(name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(c.stdin), nil
	}
	return os.Open(name)
}
