package ingest

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"tallymark/extract"
)

// Limits of documents that are packed: a small file can unpack to a thousand
// times its size.
const (
	maxEntries  = 5_000
	maxUnpacked = 40 << 20
	maxOffice   = 200 // levels of elements
)

// officeKind is a kind of document of an office program: a ZIP archive with the
// text as XML in one of its files.
type officeKind struct {
	main  string // the file with the text, which no other kind has
	media string
	about string // the file that names the title
	walk  func(*office) walker
}

var officeKinds = []officeKind{
	{"word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docProps/core.xml", func(o *office) walker { return &wordText{office: o} }},
	{"content.xml", "application/vnd.oasis.opendocument.text", "meta.xml", func(o *office) walker { return &openText{office: o} }},
}

// walker takes the elements of a document's text as they come. What start says
// no to is passed over with all that is in it.
type walker interface {
	start(xml.StartElement) bool
	end(name string)
	text(string)
}

// readOffice reads a document of Word (.docx) or of LibreOffice (.odt). What
// was struck out, notes and comments are no part of it.
func readOffice(ctx context.Context, raw []byte, _ Input) (Page, error) {
	return readOfficeWithin(ctx, raw, maxUnpacked)
}

// readOfficeWithin unpacks so many bytes at the most.
func readOfficeWithin(ctx context.Context, raw []byte, most int64) (Page, error) {
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return Page{}, refuse("", "this begins as a ZIP archive does, such as .docx and .odt files are, but it is damaged or not whole: save it again, or paste its text")
	}
	if len(archive.File) > maxEntries {
		return Page{}, refuse("", "the document is made of more than %d files: paste its text instead", maxEntries)
	}
	for i := range officeKinds {
		if main := entry(archive, officeKinds[i].main); main != nil {
			return readOfficeKind(ctx, archive, &officeKinds[i], most)
		}
	}
	return Page{}, refuse("", "this is a ZIP archive, but no text document (.docx or .odt): unpack it and add what is in it, or paste the text")
}

func readOfficeKind(ctx context.Context, archive *zip.Reader, kind *officeKind, most int64) (Page, error) {
	limited, cancel := context.WithTimeout(ctx, maxTime)
	defer cancel()
	o := &office{ctx: limited, archive: archive, left: most, w: bodyWriter{role: extract.RoleBody}}
	page, err := o.read(kind)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		err = refuse("", "reading the document took more than %v: paste its text instead", maxTime)
	}
	page.media = kind.media
	return page, err
}

// office is a document while it is read.
type office struct {
	ctx     context.Context
	archive *zip.Reader
	left    int64 // bytes that may still be unpacked
	w       bodyWriter
	tables  int
	style   string // of the paragraph: "title", "subtitle", or ""
	page    Page
}

func entry(archive *zip.Reader, name string) *zip.File {
	for _, f := range archive.File {
		if f.Name == name {
			return f
		}
	}
	return nil
}

func (o *office) read(kind *officeKind) (Page, error) {
	text := kind.walk(o)
	if err := o.walk(kind.main, text); err != nil {
		return Page{}, err
	}
	o.w.endBlock()
	about := &aboutDocument{page: &o.page}
	if err := o.walk(kind.about, about); err != nil {
		return Page{}, err
	}
	pieces := o.w.pieces
	if o.page.Title == "" && len(pieces) > 1 && pieces[0].heading {
		o.page.Title, pieces = pieces[0].text, pieces[1:]
	}
	o.page.Title = firstOf(o.page.Title, about.title)
	b := bodyFrom(pieces)
	if !visible(b.text) {
		return Page{}, errEmpty
	}
	o.page.Text, o.page.Blocks, o.page.Links = b.text, b.blocks, b.links
	return o.page, nil
}

var errUnpacked = refuse("", "the document unpacks to more than %d MB: paste its text instead", maxUnpacked>>20)

// counted reads what is packed as far as it may be unpacked.
type counted struct {
	r    io.Reader
	left *int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if *c.left -= int64(n); *c.left < 0 {
		return n, errUnpacked
	}
	return n, err
}

// walk gives the elements of a file of the archive, if it is there, to w.
func (o *office) walk(name string, w walker) error {
	f := entry(o.archive, name)
	if f == nil {
		return nil
	}
	r, err := f.Open()
	if err != nil {
		return refuse("", "the document is packed in a way that cannot be read: save it again, or paste its text")
	}
	defer r.Close()
	err = o.elements(xml.NewDecoder(&counted{r, &o.left}), w)
	if _, ours := errors.AsType[*InputError](err); ours || err == nil || o.ctx.Err() != nil {
		return err
	}
	return refuse("", "the document is damaged (%s cannot be read): save it again, or paste its text", name)
}

func (o *office) elements(d *xml.Decoder, w walker) error {
	for depth, n := 0, 0; ; n++ {
		if n%1000 == 0 && o.ctx.Err() != nil {
			return o.ctx.Err()
		}
		token, err := d.RawToken()
		if err == io.EOF && depth == 0 {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxOffice {
				return refuse("", "the document is nested more than %d levels deep: paste its text instead", maxOffice)
			}
			if !w.start(t) {
				if err := o.skip(d); err != nil {
					return err
				}
				depth--
			}
		case xml.EndElement:
			depth--
			w.end(t.Name.Local)
		case xml.CharData:
			w.text(string(t))
		}
	}
}

// skip passes over the rest of an element.
func (o *office) skip(d *xml.Decoder) error {
	for depth := 1; depth > 0; {
		token, err := d.RawToken()
		if err != nil {
			return err
		}
		switch token.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
		if o.ctx.Err() != nil {
			return o.ctx.Err()
		}
	}
	return nil
}

// begin begins a paragraph, which in a table goes on with its row.
func (o *office) begin() {
	if o.tables > 0 {
		o.w.space = true
		return
	}
	o.w.endBlock()
	o.w.role, o.w.heading, o.style = extract.RoleBody, false, ""
}

// finish ends a paragraph. The document's title and subtitle are no part of its
// body.
func (o *office) finish() {
	if o.tables > 0 {
		return
	}
	before := len(o.w.pieces)
	o.w.endBlock()
	into := map[string]*string{"title": &o.page.Title, "subtitle": &o.page.Dek}[o.style]
	if into == nil || *into != "" || len(o.w.pieces) == before {
		return
	}
	*into = o.w.pieces[before].text
	o.w.pieces = o.w.pieces[:before]
}

func (o *office) beginRow() {
	o.w.endBlock()
	o.w.role, o.w.heading, o.style = extract.RoleTable, false, ""
}

func (o *office) beginLink(address string) {
	o.w.endLink()
	o.w.href = o.w.address(address)
}

func (o *office) finishLink() {
	o.w.endLink()
	o.w.href = ""
}

// styled takes what the name of a style says of its paragraph.
func (o *office) styled(name string) {
	if o.tables > 0 {
		return
	}
	name = strings.ToLower(strings.ReplaceAll(name, "_20_", ""))
	name = strings.ReplaceAll(name, " ", "")
	switch {
	case name == "title" || name == "subtitle":
		o.style = name
	case strings.HasPrefix(name, "heading"):
		o.w.heading = true
	case strings.Contains(name, "quot"):
		o.w.role = extract.RoleQuote
	case strings.HasPrefix(name, "list"):
		o.w.role = extract.RoleList
	case name == "caption":
		o.w.role = extract.RoleCaption
	}
}

// valueOf is the value of an attribute whatever its prefix, "" without one.
func valueOf(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// aboutDocument reads the title that the document's properties give.
type aboutDocument struct {
	page  *Page
	title string
	in    string
}

func (a *aboutDocument) start(e xml.StartElement) bool {
	a.in = e.Name.Local
	return true
}

func (a *aboutDocument) end(string) { a.in = "" }

func (a *aboutDocument) text(s string) {
	switch a.in {
	case "title":
		a.title += s
	case "creator":
		a.page.Byline += s
	}
}
