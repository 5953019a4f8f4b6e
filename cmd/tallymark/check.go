package main

import (
	"fmt"
	"strconv"
	"time"

	"tallymark/check"
	"tallymark/extract"
)

type checkCommand struct {
	Format string   `enum:"text,jsonl" default:"text" help:"Output: text or jsonl (default text)."`
	Input  string   `enum:"text,html,file,jsonl" default:"text" help:"Input: text, html, file or jsonl (default text)."`
	Lang   string   `placeholder:"CODE" help:"Language of texts that do not say theirs, such as en; detected without it."`
	Date   string   `placeholder:"DATE" help:"Publication date of texts that do not say theirs, 2006-01-02 or RFC 3339; what ages are counted to."`
	Jobs   int      `default:"1" placeholder:"N" help:"Documents read at the same time; the order stays (default 1)."`
	Files  []string `arg:"" optional:"" name:"file" help:"Files to read; standard input without any, or for -."`
}

// Help is the long help of the command.
func (x *checkCommand) Help() string {
	return `A finding is a question for a checker and no failure: the exit status is 0 with and without findings.
With --format jsonl each document gives one line {"id": "...", "engine": "...", "findings": [{"kind", "severity", "says", "working", "claims"}]},
in the same order; the claims are those that the finding is about, as extract prints them.
The input is that of extract, and so is what is printed for a line that cannot be read.`
}

// Run reads the inputs as extract does and prints what does not add up.
func (x *checkCommand) Run(c *console) error {
	read := extractCommand{Input: x.Input, Lang: x.Lang, Date: x.Date, Jobs: x.Jobs, Files: x.Files}
	return read.print(c, findingFormats[x.Format])
}

var findingFormats = map[string]format{
	"text":  {append: appendFindingText},
	"jsonl": {append: appendFindingLine},
}

// findings are those of one document.
func findings(r *result) []check.Finding {
	return check.Article(r.doc.Text, r.claims, publication(r.doc.Date))
}

// publication is the day of a document, the zero time if it does not say.
func publication(date string) time.Time {
	if t, err := time.Parse(time.RFC3339, date); err == nil {
		return t
	}
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return time.Time{}
	}
	return t
}

// appendFindingText writes a finding for people: where, kind, what does not
// fit, and the working below it.
func appendFindingText(dst []byte, _ *extract.Engine, r *result) []byte {
	if r.err != nil {
		return dst
	}
	found := findings(r)
	dst = fmt.Appendf(dst, "%s: %d %s\n", documentName(r.doc.ID), len(found), plural(len(found), "finding", "findings"))
	for _, f := range found {
		dst = fmt.Appendf(dst, "%9d  %-11s  %s\n", r.claims[f.Claims[0]].Start, f.Kind, f.Says)
		for _, step := range f.Working {
			dst = fmt.Appendf(dst, "%11s%s\n", "", step)
		}
		dst = r.spill(dst)
	}
	return dst
}

// appendFindingLine writes the findings of a document as a line of JSON, or
// what is wrong with its line.
func appendFindingLine(dst []byte, e *extract.Engine, r *result) []byte {
	if r.err != nil {
		return appendLine(dst, e, r)
	}
	dst = append(dst, `{"id":`...)
	dst = append(dst, r.id...)
	dst = append(dst, `,"engine":`...)
	dst = extract.AppendJSONString(dst, e.Version())
	dst = append(dst, `,"findings":[`...)
	for i, f := range findings(r) {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = r.spill(appendFinding(dst, r, &f))
	}
	return append(dst, "]}\n"...)
}

func appendFinding(dst []byte, r *result, f *check.Finding) []byte {
	dst = append(dst, `{"kind":`...)
	dst = strconv.AppendQuote(dst, string(f.Kind))
	dst = append(dst, `,"severity":`...)
	dst = strconv.AppendQuote(dst, string(f.Severity))
	dst = append(dst, `,"says":`...)
	dst = extract.AppendJSONString(dst, f.Says)
	dst = append(dst, `,"working":[`...)
	for i, step := range f.Working {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = extract.AppendJSONString(dst, step)
	}
	dst = append(dst, `],"claims":[`...)
	for i, c := range f.Claims {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = extract.AppendJSON(dst, &r.claims[c])
	}
	return append(dst, "]}"...)
}
