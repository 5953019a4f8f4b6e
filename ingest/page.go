package ingest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"

	"tallymark/extract"
)

// Page is what a web page or another document says. Text is its body alone; the spans of
// Blocks and Links point into it.
type Page struct {
	Title, Dek, Byline string
	Published          string // RFC 3339, or the day alone; "" if unknown
	Modified           string // as Published
	Lang, Outlet       string
	URL, AMP           string // its own address, and that of its version for phones, as the page gives them
	Text               string
	Blocks             []extract.Block
	Links              []extract.Link

	media string // what was read, "" for a web page
}

// ReadPage reads HTML: which part of it is the article, and what the page says
// about itself. contentType is the header it came with, "" if none; address is
// where it stood, "" if unknown. It ends with ctx or after four seconds, and
// then nothing of the work goes on.
func ReadPage(ctx context.Context, raw []byte, contentType, address string) (Page, error) {
	if len(raw) > MaxPage {
		return Page{}, refuse("", "the page is larger than %d MB: paste its text instead", MaxPage>>20)
	}
	return readWithin(ctx, maxTime, decode(raw, contentType), address)
}

func readWithin(ctx context.Context, longest time.Duration, text, address string) (Page, error) {
	limited, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	page, err := readPage(limited, text, address)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return Page{}, errSlow
	}
	return page, err
}

func readPage(ctx context.Context, text, address string) (Page, error) {
	clean, err := scrub(ctx, text)
	if err != nil {
		return Page{}, err
	}
	root, err := parse(ctx, clean.markup)
	if err != nil {
		return Page{}, err
	}
	m := metadataOf(root, clean.jsonLD)
	base := baseURL(address, m.url)
	body, err := findBody(ctx, root, clean, base, m)
	if err != nil {
		return Page{}, err
	}
	if body.text == "" {
		return Page{}, errEmpty
	}
	return Page{
		Title: m.title, Dek: m.dek, Byline: m.byline, Published: m.published, Modified: m.modified, Outlet: m.outlet,
		URL: absolute(base, m.url), AMP: absolute(base, m.amp),
		Lang: pageLanguage(m.lang, body.text), Text: body.text, Blocks: body.blocks, Links: body.links,
	}, nil
}

// Body is the text without its captions, which stand beside an article's body,
// and what of the blocks and links lies in it.
func (p *Page) Body() (string, []extract.Block, []extract.Link) {
	var pieces []piece
	for _, b := range p.Blocks {
		if b.Role == extract.RoleCaption {
			continue
		}
		one := piece{role: b.Role, text: p.Text[b.Start:b.End], page: b.Page, turn: b.Turn}
		for _, l := range p.Links {
			if l.Start >= b.Start && l.End <= b.End {
				one.links = append(one.links, extract.Link{Start: l.Start - b.Start, End: l.End - b.Start, URL: l.URL})
			}
		}
		pieces = append(pieces, one)
	}
	b := bodyFrom(pieces)
	return b.text, b.blocks, b.links
}

// findBody finds the article in the tree of a page; root is spent. What a page
// itself marks as the body of its article is the check on what was found: where
// that is less than half as long, the mark is right.
func findBody(ctx context.Context, root *html.Node, clean scrubbed, base *url.URL, m metadata) (body, error) {
	clearFurniture(root)
	marked := 0
	if n := markedBody(root); n != nil {
		marked = len(textOf(n))
	}
	article, err := content(ctx, root, base)
	if err != nil {
		return body{}, err
	}
	var found body
	if article != nil {
		found = bodyOf(article, base, m)
	}
	if article == nil || len(found.text)*2 < marked {
		again, err := parse(ctx, clean.markup)
		if err != nil {
			return body{}, err
		}
		clearFurniture(again)
		if n := markedBody(again); n != nil {
			again = n
		}
		found = bodyOf(again, base, m)
	}
	if len(found.text)*2 < len(m.body) {
		return textBody(m.body), nil
	}
	return found, nil
}

// markedBody is the element that a page marks as the body of its article; nil
// if none is, or several are.
func markedBody(root *html.Node) *html.Node {
	var marked *html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && (attr(n, "itemprop") == "articleBody" || attr(n, "property") == "articleBody") {
			if marked != nil {
				return nil
			}
			marked = n
		}
	}
	return marked
}

// Captions are what stands at the page's pictures.
func (p *Page) Captions() []string {
	var list []string
	for _, b := range p.Blocks {
		if b.Role == extract.RoleCaption {
			list = append(list, p.Text[b.Start:b.End])
		}
	}
	return list
}

// absolute is an address as seen from base, "" if that makes no web address.
func absolute(base *url.URL, address string) string {
	u, err := url.Parse(address)
	if err != nil || address == "" {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if !webAddress(u.String()) {
		return ""
	}
	return u.String()
}

// baseURL is what the links of a page are relative to; nil if nothing says so.
func baseURL(candidates ...string) *url.URL {
	for _, c := range candidates {
		if u, err := url.Parse(strings.TrimSpace(c)); err == nil && u.IsAbs() && u.Host != "" {
			return u
		}
	}
	return nil
}

// content is the part of the page that holds the article, nil where none stands
// out; root is spent. The reader cannot be told to stop, but it reports what it
// does at every turn, and that is where the deadline ends it.
func content(ctx context.Context, root *html.Node, base *url.URL) (n *html.Node, err error) {
	defer func() {
		if ended, ok := recover().(deadlinePassed); ok {
			n, err = nil, ended.err
		}
	}()
	p := readability.NewParser()
	p.DisableJSONLD = true
	p.KeepClasses = true
	p.Logger = slog.New(deadlineHandler{ctx})
	article, err := p.ParseAndMutate(root, base)
	if err != nil {
		return nil, fmt.Errorf("find the article in the page: %w", err)
	}
	return article.Node, ctx.Err()
}

// deadlinePassed is thrown through the reader by [deadlineHandler].
type deadlinePassed struct{ err error }

// deadlineHandler is a log handler that keeps nothing and panics with
// [deadlinePassed] once its context has ended.
type deadlineHandler struct{ ctx context.Context }

// Enabled never is, but checks the time.
func (h deadlineHandler) Enabled(context.Context, slog.Level) bool {
	if err := h.ctx.Err(); err != nil {
		panic(deadlinePassed{err})
	}
	return false
}

// Handle keeps nothing.
func (h deadlineHandler) Handle(context.Context, slog.Record) error { return nil }

// WithAttrs checks the time as well.
func (h deadlineHandler) WithAttrs([]slog.Attr) slog.Handler {
	h.Enabled(h.ctx, slog.LevelDebug)
	return h
}

// WithGroup is the same handler.
func (h deadlineHandler) WithGroup(string) slog.Handler { return h }
