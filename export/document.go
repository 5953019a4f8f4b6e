package export

import (
	"encoding/json"
	"fmt"
	"io"
)

// document is one JSON object with a list in it, whose items are sent as they
// come.
type document struct {
	sender
	setting setting
}

// newDocument begins a document with what stands before its list.
func newDocument(w io.Writer, o CSVOptions, head string) document {
	x := document{sender: newSender(w), setting: setting{baseURL: o.BaseURL, exportID: o.ExportID}}
	x.buffer = append(x.buffer, head...)
	return x
}

// item sends one item of the list.
func (x *document) item(v any) error {
	if x.err != nil {
		return x.err
	}
	one, err := json.Marshal(v)
	if err != nil {
		x.err = fmt.Errorf("write the export: %w", err)
		return x.err
	}
	if x.rows > 0 {
		x.buffer = append(x.buffer, ',')
	}
	x.buffer = append(append(x.buffer, '\n'), one...)
	x.endRow()
	return x.err
}

// Close ends the list and the document, and sends what is left.
func (x *document) Close() error {
	x.buffer = append(x.buffer, "\n]}\n"...)
	return x.sender.Close()
}
