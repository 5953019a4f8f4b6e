// Package ingest turns what somebody gives (a pasted text, a saved page) into
// an article with its claims.
package ingest

import (
	"context"
	"net/url"
	"strings"
	"time"
	"unicode"

	"tallymark/extract"
	"tallymark/models"
)

// Reader makes articles. It is safe for concurrent use.
type Reader struct {
	engine *extract.Engine
	files  *Files
}

// NewReader makes a Reader that finds claims with engine in what files reads.
func NewReader(engine *extract.Engine, files *Files) *Reader { return &Reader{engine, files} }

// Input is what somebody says about an article. What they leave empty is taken
// from the text where it says so.
type Input struct {
	Title, Outlet, URL string
	Published          string // as typed; see [ParseDate]
	Lang               string
	Name               string // of the file
	ContentType        string // of the file, with its character set if known

	files *Files // what reads the file
}

// Text makes an article of plain text.
func (r *Reader) Text(ctx context.Context, raw []byte, in Input) (models.NewArticle, error) {
	page, err := readText(ctx, raw, in)
	if err != nil {
		return models.NewArticle{}, err
	}
	return r.fromPage(ctx, page, in, raw)
}

// readText reads plain text, a block a paragraph.
func readText(_ context.Context, raw []byte, in Input) (Page, error) {
	if len(raw) > MaxText {
		return Page{}, refuse("", "the text is larger than %d MB, the most for one document: split it and add the parts", MaxText>>20)
	}
	if what := notText(raw); what != "" {
		return Page{}, refuse("", "this is %s: open it and paste its text, or save it as plain text", what)
	}
	text := normalise(Clean(decode(raw, in.ContentType)), nil)
	if !visible(text) {
		return Page{}, errEmpty
	}
	title := in.Title
	if title == "" {
		title, text = titleOf(text)
	}
	body := newVersion("", "")
	body.addText(withoutTitle(text, title))
	return Page{Title: title, Lang: language(in.Lang, text), Text: body.text.String(), Blocks: body.blocks, media: "text/plain"}, nil
}

// visible reports whether a reader sees anything of s.
func visible(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) })
}

// longTitle is the longest first line, in bytes, that is taken for a headline.
const longTitle = 200

// titleOf takes a short first line that ends in no full stop, with more text
// after it, for the title; a text without one has none.
func titleOf(text string) (title, rest string) {
	first, rest, more := strings.Cut(strings.TrimSpace(text), "\n")
	first = strings.TrimSpace(first)
	if !more || strings.TrimSpace(rest) == "" || len(first) > longTitle || strings.HasSuffix(first, ".") {
		return "", text
	}
	if role, _ := lineRole(first); role != extract.RoleBody || !strings.HasPrefix(strings.TrimLeft(rest, " \t"), "\n") {
		return "", text
	}
	return first, rest
}

// HTML makes an article of a web page.
func (r *Reader) HTML(ctx context.Context, raw []byte, in Input) (models.NewArticle, error) {
	page, err := ReadHTML(ctx, raw, in)
	if err != nil {
		return models.NewArticle{}, err
	}
	return r.fromPage(ctx, page, in, raw)
}

// ReadHTML reads a web page, see [ReadPage].
func ReadHTML(ctx context.Context, raw []byte, in Input) (Page, error) {
	return ReadPage(ctx, raw, in.ContentType, in.URL)
}

// fromPage makes an article of what a page says.
func (r *Reader) fromPage(ctx context.Context, page Page, in Input, raw []byte) (models.NewArticle, error) {
	if in.URL == "" && webAddress(page.URL) {
		in.URL = page.URL
	}
	in.Title = oneLine(firstOf(in.Title, page.Title))
	in.Outlet = firstOf(in.Outlet, page.Outlet)
	in.Published = firstOf(in.Published, page.Published)
	in.Lang = language(firstOf(in.Lang, page.Lang), page.Text)
	v := newVersion(in.Title, page.Dek)
	v.addBody(page.Text, page.Blocks, page.Links)
	return r.article(ctx, v, in, raw, firstOf(page.media, "text/html"))
}

// article finds the claims of a version and puts everything together.
func (r *Reader) article(ctx context.Context, v *version, in Input, raw []byte, rawType string) (models.NewArticle, error) {
	published, err := ParseDate(in.Published)
	if err != nil {
		return models.NewArticle{}, err
	}
	if in.URL != "" && !webAddress(in.URL) {
		return models.NewArticle{}, refuse("url", "%q is no web address: give one that begins with http:// or https://, or leave it empty", in.URL)
	}
	if u, err := url.Parse(strings.TrimSpace(in.URL)); err == nil && u.User != nil {
		return models.NewArticle{}, refuse("url", "this address holds a user name or password, which everybody would see: leave out what stands before the @")
	}
	if err := ctx.Err(); err != nil {
		return models.NewArticle{}, err
	}
	doc := extract.Document{Text: v.text.String(), Lang: in.Lang, Blocks: v.blocks, Links: v.links}
	if published != nil {
		doc.Date = published.Format(time.RFC3339)
	}
	return models.NewArticle{
		Title: in.Title, Outlet: oneLine(in.Outlet), URL: strings.TrimSpace(in.URL),
		Lang: in.Lang, LangSupported: supported[in.Lang], PublishedAt: published,
		Text: doc.Text, Blocks: v.blocks, Links: v.links,
		Raw: raw, RawType: rawType, RawName: in.Name,
		Engine: r.engine.Version(), Claims: r.engine.Claims(doc, true),
	}, nil
}

// supported are the languages whose rules the engine has; in others it reads
// digits only.
var supported = map[string]bool{"en": true}

func webAddress(s string) bool {
	u, err := url.Parse(strings.TrimSpace(s))
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// dateLayouts are the ways to type a date that cannot be misread. With the
// month first or last in digits, 3/4/2026 is two different days.
var dateLayouts = []string{
	time.DateOnly, time.RFC3339, "2006-01-02T15:04", "2006-01-02 15:04", "2 January 2006", "2 Jan 2006", "January 2, 2006", "Jan 2, 2006",
}

// ParseDate reads a publication date as people type it; nil if s is empty.
func ParseDate(s string) (*time.Time, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return nil, nil
	}
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return &t, nil
		}
	}
	return nil, refuse("published", "the date %q cannot be read: write it as 2026-03-25, or leave it empty", s)
}
