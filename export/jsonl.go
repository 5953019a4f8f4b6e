package export

import (
	"io"
	"slices"
	"strconv"

	"tallymark/extract"
	"tallymark/models"
)

// JSONWriter writes claims as JSON Lines: an object a claim, its keys the
// names of the full columns, numbers as numbers, several addresses as a list,
// what is unknown as null. Evidence is a list of objects with the keys of the
// long columns. The last line is {"trailer":true,"rows":N}.
type JSONWriter struct {
	sender
	setting setting
	columns []column
	bare    bool // only the keys that were picked, without the evidence
}

// JSONLines begins an export to w. Columns "" or Default leaves out what the
// full columns add; picked columns are the only keys.
func JSONLines(w io.Writer, o CSVOptions) *JSONWriter {
	x := &JSONWriter{sender: newSender(w), setting: setting{baseURL: o.BaseURL, exportID: o.ExportID}}
	x.columns, x.err = columnsOf(o.Columns)
	if x.bare = Picked(o.Columns) != nil; x.err == nil && !x.bare && o.Columns != "" && o.Columns != Default {
		x.columns = slices.Concat(claimColumns, detailColumns, laterColumns, figureColumns) // the objects say what there is of evidence
	}
	return x
}

// Write writes the line of a claim.
func (x *JSONWriter) Write(r *models.ExportRow) error {
	if x.err != nil {
		return x.err
	}
	open := byte('{')
	for i := range x.columns {
		x.buffer = append(x.buffer, open)
		x.buffer = extract.AppendJSONString(x.buffer, x.columns[i].name)
		x.buffer = append(x.buffer, ':')
		x.buffer = appendValue(x.buffer, x.columns[i].value(&x.setting, r))
		open = ','
	}
	if x.bare {
		x.buffer = append(x.buffer, "}\n"...)
		x.endRow()
		return x.err
	}
	x.buffer = append(x.buffer, `,"evidence":[`...)
	for i := range r.Evidence {
		x.evidence(i, &r.Evidence[i])
	}
	x.buffer = append(x.buffer, "]}\n"...)
	x.endRow()
	return x.err
}

func (x *JSONWriter) evidence(i int, e *models.Evidence) {
	if i > 0 {
		x.buffer = append(x.buffer, ',')
	}
	open := byte('{')
	for _, set := range [][]evidenceColumn{evidenceColumns, laterEvidenceColumns} {
		for _, c := range set {
			x.buffer = append(x.buffer, open)
			x.buffer = extract.AppendJSONString(x.buffer, c.name)
			x.buffer = append(x.buffer, ':')
			x.buffer = appendValue(x.buffer, c.value(e))
			open = ','
		}
	}
	x.buffer = append(x.buffer, '}')
}

// Close ends with a line that says how many came before it, so that a file that
// broke off is not taken for a whole one.
func (x *JSONWriter) Close() error {
	x.buffer = append(x.buffer, `{"trailer":true,"rows":`...)
	x.buffer = strconv.AppendInt(x.buffer, int64(x.rows), 10)
	x.buffer = append(x.buffer, "}\n"...)
	return x.sender.Close()
}

func appendValue(dst []byte, c cell) []byte {
	switch {
	case c.list != nil:
		return appendList(dst, c.list)
	case c.text == "":
		return append(dst, "null"...)
	case c.number || c.truth:
		return append(dst, c.text...)
	}
	return extract.AppendJSONString(dst, c.text)
}

func appendList(dst []byte, items []string) []byte {
	dst = append(dst, '[')
	for i, s := range items {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = extract.AppendJSONString(dst, s)
	}
	return append(dst, ']')
}
