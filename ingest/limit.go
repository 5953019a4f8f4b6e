package ingest

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// What a page or text may measure at most. Whatever is larger is refused with
// a message that says which limit and what to do instead.
const (
	MaxPage  = 5 << 20  // bytes of HTML
	MaxText  = 20 << 20 // bytes of plain text
	maxNodes = 100_000
	maxDepth = 512
	maxTime  = 4 * time.Second
)

// notText names what a file is by its first bytes, "" for what may be text. A
// text may begin as a picture does ("BMW …"), but has no NUL.
func notText(raw []byte) string {
	if !bytes.HasPrefix(raw, []byte("%PDF-")) && !bytes.ContainsRune(raw[:min(len(raw), 512)], 0) {
		return ""
	}
	kind, _, _ := strings.Cut(http.DetectContentType(raw), ";")
	switch {
	case strings.HasPrefix(kind, "text/"), kind == "application/octet-stream", kind == "application/json":
		return ""
	case kind == "application/zip":
		return "a ZIP archive (as DOCX and ODT files are)"
	case kind == "application/pdf":
		return "a PDF file"
	}
	return "no text (" + kind + ")"
}

// InputError is about what somebody gave to be read: its message is for them.
// Field is which part of an [Input] it is about, "" for the text itself.
type InputError struct{ Field, Message string }

func (e *InputError) Error() string { return e.Message }

func refuse(field, format string, args ...any) error {
	return &InputError{field, fmt.Sprintf(format, args...)}
}

var (
	errEmpty = &InputError{"", "there is no text in it: paste the article's text, or choose a file that has some"}
	errDepth = &InputError{"", fmt.Sprintf("the page is nested more than %d levels deep: paste its text instead", maxDepth)}
	errNodes = &InputError{"", fmt.Sprintf("the page has more than %d elements: paste its text instead", maxNodes)}
	errSlow  = &InputError{"", fmt.Sprintf("reading the page took more than %v: paste its text instead", maxTime)}
)
