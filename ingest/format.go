package ingest

import (
	"bytes"
	"context"
	"net/http"
	"path/filepath"
	"slices"
	"strings"

	"tallymark/models"
)

// format is a kind of file that articles are read from.
type format struct {
	endings []string // of the names of such files, the usual one first
	media   string   // its media type, as bytes are sniffed
	begins  []string // what only such a file begins with, in small letters, whatever its name
	read    func(context.Context, []byte, Input) (Page, error)
}

// formats are all that can be read; the last is for text of any other name.
var formats = []format{
	{[]string{".html", ".htm", ".xhtml"}, "text/html", []string{"<!doctype html", "<html"}, ReadHTML},
	{[]string{".docx", ".odt"}, "application/zip", []string{"pk\x03\x04"}, readOffice},
	{[]string{".pdf"}, mediaPDF, []string{"%pdf-"}, readPDF},
	{[]string{".mhtml", ".mht"}, "multipart/related", []string{"from: <saved by", "from: \"saved by"}, readSaved},
	{[]string{".eml"}, "message/rfc822", mailBegins, readMail},
	{[]string{".warc", ".warc.gz"}, "application/x-gzip", []string{"warc/", "\x1f"}, readWARC}, // \x1f as gzip begins
	{[]string{".md", ".markdown"}, "text/markdown", nil, readMarkdown},
	{[]string{".txt", ".text"}, "text/", nil, readText},
}

// mailBegins are the first headers of messages that nobody begins a text with.
var mailBegins = []string{"return-path: <", "delivered-to: ", "received: from ", "received: by ", "dkim-signature: ", "message-id: <"}

// Endings are those of the names of files that can be read.
func Endings() []string {
	var all []string
	for _, f := range formats {
		all = append(all, f.endings...)
	}
	return all
}

// File makes an article of a file.
func (r *Reader) File(ctx context.Context, raw []byte, in Input) (models.NewArticle, error) {
	page, err := r.files.Read(ctx, raw, in)
	if err != nil {
		return models.NewArticle{}, err
	}
	return r.fromPage(ctx, page, in, raw)
}

// Read reads what a file says. What it begins with counts before the
// ending of its name, which counts before what its bytes look like.
func (f *Files) Read(ctx context.Context, raw []byte, in Input) (Page, error) {
	in.files = f
	if kind := formatOf(raw, in.Name); kind != nil {
		return kind.read(ctx, raw, in)
	}
	what := notText(raw)
	if what == "" {
		what = "no text"
	}
	return Page{}, refuse("", "this is %s, and only text documents (.txt, .md, .pdf, .docx, .odt), web pages (.html, .mhtml, .warc) and mail (.eml) can be read: save it as one of those, or paste the text", what)
}

func formatOf(raw []byte, name string) *format {
	start := strings.ToLower(string(beginning(raw)))
	ending := strings.ToLower(filepath.Ext(name))
	kind := http.DetectContentType(raw)
	for _, is := range []func(format) bool{
		func(f format) bool {
			return slices.ContainsFunc(f.begins, func(b string) bool { return strings.HasPrefix(start, b) })
		},
		func(f format) bool { return slices.Contains(f.endings, ending) },
		func(f format) bool { return strings.HasPrefix(kind, f.media) },
	} {
		if i := slices.IndexFunc(formats, is); i >= 0 {
			return &formats[i]
		}
	}
	return nil
}

// beginning is the first few bytes of a file after its byte order mark and
// white space.
func beginning(raw []byte) []byte {
	raw = bytes.TrimPrefix(raw[:min(len(raw), 512)], []byte("\ufeff"))
	raw = bytes.TrimLeft(raw, " \t\r\n\f")
	return raw[:min(len(raw), 32)]
}
