package ingest

import (
	"bytes"
	"context"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"tallymark/extract"
)

// The reader of Markdown cannot be told to stop, and what it does for some
// marks grows with the square of their number in one paragraph. So they are
// counted before it begins.
const (
	maxMarkdown   = 1 << 20     // bytes
	maxMarks      = 200_000_000 // the squares of the numbers in each paragraph, together
	maxQuoteDepth = 100
)

// markdown is read as most programs write it, with tables, struck out words
// and bare addresses. What it makes of HTML in a text goes to our own reader
// of pages alone, and there no further.
var markdown = goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe()))

// readMarkdown reads a Markdown text (.md), with its headings, lists, block
// quotes, tables and links. Code stays in sight, but nothing in it is checked.
func readMarkdown(ctx context.Context, raw []byte, in Input) (Page, error) {
	if len(raw) > maxMarkdown {
		return Page{}, refuse("", "the Markdown text is larger than %d MB: split it and add the parts, or name it .txt, by which it is read as it stands", maxMarkdown>>20)
	}
	if what := notText(raw); what != "" {
		return Page{}, refuse("", "this is %s: open it and paste its text, or save it as plain text", what)
	}
	limited, cancel := context.WithTimeout(ctx, maxTime)
	defer cancel()
	page, rest := frontMatter(Clean(decode(raw, in.ContentType)))
	if marked(rest) {
		return Page{}, inMarkdown(errNodes)
	}
	var markup bytes.Buffer
	if err := markdown.Convert([]byte(rest), &markup); err != nil {
		return Page{}, err
	}
	clean, err := scrub(limited, markup.String())
	if err != nil {
		return Page{}, err
	}
	root, err := parse(limited, clean.markup)
	if err != nil {
		return Page{}, inMarkdown(err)
	}
	cutStruck(root)
	w := bodyWriter{base: baseURL(in.URL), role: extract.RoleBody, code: true}
	w.node(root)
	w.endBlock()
	pieces := w.pieces
	if page.Title == "" && len(pieces) > 1 && pieces[0].heading {
		page.Title, pieces = pieces[0].text, pieces[1:]
	}
	b := bodyFrom(pieces)
	if !visible(b.text) {
		return Page{}, errEmpty
	}
	page.Text, page.Blocks, page.Links, page.media = b.text, b.blocks, b.links, "text/markdown"
	return page, nil
}

// marked says whether a text has more marks than can be read in time.
func marked(text string) bool {
	work, marks := 0, 0
	for line := range strings.Lines(text) {
		start := strings.TrimLeft(line, " \t\n")
		if start == "" || strings.HasPrefix(start, "- ") || strings.HasPrefix(start, "* ") || strings.HasPrefix(start, "#") {
			work, marks = work+marks*marks, 0 // another paragraph
		}
		begins := line[:len(line)-len(strings.TrimLeft(line, " \t>-+*0123456789.)"))]
		if strings.Count(begins, ">")+strings.Count(begins, "- ")+strings.Count(begins, "+ ")+strings.Count(begins, "* ")+strings.Count(begins, ". ")+strings.Count(begins, ") ") > maxQuoteDepth {
			return true
		}
		for _, mark := range [...]string{"*", "_", "[", "]", "~", "`", "<"} {
			marks += strings.Count(line, mark)
		}
		if work+marks*marks > maxMarks {
			return true
		}
	}
	return false
}

// inMarkdown says of a text what those errors say of a page.
func inMarkdown(err error) error {
	if err == errDepth || err == errNodes {
		return refuse("", "the Markdown text is nested too deep, or has too many marks in one paragraph: name it .txt, by which it is read as it stands")
	}
	return err
}

// cutStruck takes out what was struck out, as in other documents.
func cutStruck(root *xhtml.Node) {
	var struck []*xhtml.Node
	for n := range root.Descendants() {
		if n.DataAtom == atom.Del {
			struck = append(struck, n)
		}
	}
	for _, n := range struck {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
}

// frontMatter is what stands between lines of three dashes at the very top:
// "title: A title" and the like. What is nested there is passed over.
func frontMatter(text string) (Page, string) {
	head, rest, found := strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---\n")
	if !strings.HasPrefix(text, "---\n") || !found || len(head) > 16<<10 {
		return Page{}, text
	}
	said := map[string]string{}
	for line := range strings.Lines(head) {
		key, value, ok := strings.Cut(line, ":")
		if ok && !strings.HasPrefix(line, " ") {
			said[strings.ToLower(strings.TrimSpace(key))] = strings.Trim(strings.TrimSpace(value), `"'`)
		}
	}
	return Page{
		Title: said["title"], Dek: firstOf(said["description"], said["subtitle"]), Byline: said["author"], Outlet: firstOf(said["publisher"], said["outlet"]),
		Published: firstOf(isoTime(said["date"]), isoTime(said["published"])), Lang: languageTag(firstOf(said["lang"], said["language"])),
	}, rest
}
