package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"tallymark/export"
	"tallymark/extract"
)

// format is one way to print documents. Its append adds a document to dst; a
// long one is handed on in pieces, see [result.spill].
type format struct {
	open, between, close string
	append               func(dst []byte, e *extract.Engine, r *result) []byte
}

var formats = map[string]format{
	"text":  {append: appendText},
	"jsonl": {append: appendLine},
	"json":  {open: "[\n", between: ",\n", close: "\n]\n", append: appendDocument},
	"csv":   {open: strings.Join(claimColumns, ",") + "\r\n", append: appendRows},
}

func appendLine(dst []byte, e *extract.Engine, r *result) []byte {
	return append(appendDocument(dst, e, r), '\n')
}

// appendDocument writes the document as one JSON object, or what is wrong with
// its line.
func appendDocument(dst []byte, e *extract.Engine, r *result) []byte {
	if r.err != nil {
		dst = append(dst, `{"id":null,"line":`...)
		dst = strconv.AppendInt(dst, int64(r.line), 10)
		dst = append(dst, `,"error":`...)
		dst = extract.AppendJSONString(dst, r.err.Error())
		return append(dst, '}')
	}
	dst = append(dst, `{"id":`...)
	dst = append(dst, r.id...)
	dst = append(dst, `,"engine":`...)
	dst = extract.AppendJSONString(dst, e.Version())
	dst = append(dst, `,"claims":[`...)
	for i := range r.claims {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = r.spill(extract.AppendJSON(dst, &r.claims[i]))
	}
	return append(dst, "]}"...)
}

// appendText writes a line a claim for people: where, label, kind, quote. The
// rules stand below it if they are asked for.
func appendText(dst []byte, _ *extract.Engine, r *result) []byte {
	if r.err != nil {
		return dst
	}
	dst = fmt.Appendf(dst, "%s: %d %s\n", documentName(r.doc.ID), len(r.claims), plural(len(r.claims), "figure", "figures"))
	for i := range r.claims {
		c := &r.claims[i]
		kind := string(c.Kind)
		if !c.Checkable {
			kind = "(" + c.Reason + ")"
		}
		dst = fmt.Appendf(dst, "%9d  %-36s %-14s %q\n", c.Start, c.Label, kind, c.Quote)
		for _, rule := range c.Rules {
			dst = fmt.Appendf(dst, "%11s%s\n", "", rule)
		}
		dst = r.spill(dst)
	}
	return dst
}

func documentName(id string) string {
	if id == "" || id == "-" {
		return "text"
	}
	return id
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// claimColumns are the columns of --format csv.
var claimColumns = []string{
	"id", "start", "end", "number_start", "number_end", "quote", "number", "value", "low", "high", "approx", "kind", "unit", "unit_name",
	"currency", "predicate", "modality", "label", "subject", "attributed_to", "time", "place", "role", "checkable", "reason", "score",
}

// appendRows writes a row a claim.
func appendRows(dst []byte, _ *extract.Engine, r *result) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	for i := range r.claims {
		w.Write(claimRow(r.doc.ID, &r.claims[i]))
		w.Flush()
		dst = r.spill(append(dst, b.Bytes()...))
		b.Reset()
	}
	return dst
}

// textCell is a text as a cell: UTF-8, and no formula.
func textCell(s string) string { return export.SafeCell(strings.ToValidUTF8(s, "\ufffd")) }

func claimRow(id string, c *extract.Claim) []string {
	var source, when, where string
	if c.Attribution != nil {
		source = c.Attribution.Source
	}
	if c.Time != nil {
		when = c.Time.Text
	}
	if c.Place != nil {
		where = c.Place.Text
	}
	return []string{
		textCell(id), strconv.Itoa(c.Start), strconv.Itoa(c.End), strconv.Itoa(c.Number.Start), strconv.Itoa(c.Number.End),
		textCell(c.Quote), textCell(c.Number.Text), decimal(c.Value), decimal(c.Low), decimal(c.High),
		string(c.Approx), string(c.Kind), textCell(c.Unit), textCell(c.UnitName), c.Currency, c.Predicate, string(c.Modality),
		textCell(c.Label), textCell(c.Subject), textCell(source), textCell(when), textCell(where), string(c.Role),
		strconv.FormatBool(c.Checkable), c.Reason, strconv.FormatFloat(c.Score, 'f', -1, 64),
	}
}

func decimal(f extract.Float) string {
	if !f.OK {
		return ""
	}
	return strconv.FormatFloat(f.V, 'f', -1, 64)
}
