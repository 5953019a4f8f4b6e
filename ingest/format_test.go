package ingest

import (
	"strings"
	"testing"
)

func TestFilesAreReadByWhatTheyHold(t *testing.T) {
	t.Parallel()
	const said = "The flood killed 12 people in the valley on Monday, the mayor said."
	page := "<!DOCTYPE html><html><head><title>Flood</title></head><body><article><p>" + said + "</p></article></body></html>"
	r := newReader(t)
	for _, c := range []struct{ name, raw, kind string }{
		{"flood.txt", said, "text/plain"},
		{"flood.MD", said, "text/markdown"},
		{"flood", said, "text/plain"},
		{"flood.html", page, "text/html"},
		{"flood", page, "text/html"},
		{"flood.txt", "\ufeff\r\n " + page, "text/html"},
		{"flood.htm", "<p>" + said + "</p>", "text/html"},
		{"flood.txt", "<b> is bold. " + said, "text/plain"},
	} {
		a, err := r.File(t.Context(), []byte(c.raw), Input{Name: c.name})
		if err != nil {
			t.Errorf("%s, %.20q: %v", c.name, c.raw, err)
			continue
		}
		if a.RawType != c.kind || string(a.Raw) != c.raw || len(a.Claims) == 0 {
			t.Errorf("%s, %.20q: read as %s with %d claims, want %s with some", c.name, c.raw, a.RawType, len(a.Claims), c.kind)
		}
		if c.kind == "text/html" && strings.Contains(a.Text, "<") {
			t.Errorf("%s: tags in the text %q", c.name, a.Text)
		}
	}
}

func TestFilesThatCannotBeReadSayWhatTheyAre(t *testing.T) {
	t.Parallel()
	r := newReader(t)
	for _, c := range []struct{ name, raw, says string }{
		{"report.docx", "PK\x03\x04\x14\x00\x00\x00", "a ZIP archive"},
		{"picture", "\x89PNG\r\n\x1a\n\x00\x00", "image/png"},
		{"noise", "\x01\x02\x03\x00\x05", "no text"},
	} {
		_, err := r.File(t.Context(), []byte(c.raw), Input{Name: c.name})
		if err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "paste") {
			t.Errorf("%s: the error is %v, want one that says %q and what to do", c.name, err, c.says)
		}
	}
}
