package ingest

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"tallymark/extract"
)

// body is the text of an article with its blocks, parted by one blank line,
// and its hyperlinks.
type body struct {
	text   string
	blocks []extract.Block
	links  []extract.Link
}

// bodyOf writes the blocks of an article's tree. The headline and the dek,
// which stand beside the body, are left out where the tree repeats them.
func bodyOf(n *html.Node, base *url.URL, m metadata) body {
	w := bodyWriter{base: base, title: m.title, dek: m.dek, role: extract.RoleBody}
	w.node(n)
	w.endBlock()
	return w.body()
}

type bodyWriter struct {
	base       *url.URL
	title, dek string
	done       strings.Builder
	blocks     []extract.Block
	links      []extract.Link

	role  extract.Role
	block strings.Builder // the block being written
	space bool            // a space is due before the next word
	open  []extract.Link  // links of the block, with spans inside of it
	href  string
	at    int
}

func (w *bodyWriter) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.words(n.Data)
		return
	case html.ElementNode:
		w.element(n)
		return
	}
	w.children(n)
}

func (w *bodyWriter) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c)
	}
}

func (w *bodyWriter) element(n *html.Node) {
	tag := tagOf(n)
	switch tag {
	case atom.Head, atom.Nav, atom.Button, atom.Select:
		return
	case atom.A:
		w.link(n)
		return
	case atom.Br:
		w.lineBreak(n)
		return
	case atom.Td, atom.Th:
		w.space = true
		w.children(n)
		return
	}
	if !isBlock[tag] {
		w.children(n)
		return
	}
	w.endBlock()
	before := w.role
	if role, ok := blockRoles[tag]; ok && (before == extract.RoleBody || role == extract.RoleRelated) {
		w.role = role
	}
	w.children(n)
	w.endBlock()
	w.role = before
}

// tagOf goes by the name of an element, since the reader renames elements
// without a change of their atom.
func tagOf(n *html.Node) atom.Atom { return atom.Lookup([]byte(n.Data)) }

// isBlock are the elements that begin and end a block of text.
var isBlock = map[atom.Atom]bool{
	atom.Address: true, atom.Article: true, atom.Aside: true, atom.Blockquote: true, atom.Body: true, atom.Caption: true, atom.Dd: true,
	atom.Div: true, atom.Dl: true, atom.Dt: true, atom.Figcaption: true, atom.Figure: true, atom.Footer: true, atom.H1: true, atom.H2: true,
	atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Header: true, atom.Hr: true, atom.Li: true, atom.Main: true,
	atom.Ol: true, atom.P: true, atom.Pre: true, atom.Section: true, atom.Table: true, atom.Tr: true, atom.Ul: true,
}

var blockRoles = map[atom.Atom]extract.Role{
	atom.Blockquote: extract.RoleQuote, atom.Figcaption: extract.RoleCaption, atom.Caption: extract.RoleCaption,
	atom.Li: extract.RoleList, atom.Table: extract.RoleTable, atom.Aside: extract.RoleRelated,
}

// lineBreak ends the block at two breaks in a row, which pages write for a
// paragraph; one alone is a space.
func (w *bodyWriter) lineBreak(n *html.Node) {
	next := n.NextSibling
	for next != nil && next.Type == html.TextNode && strings.TrimSpace(next.Data) == "" {
		next = next.NextSibling
	}
	if next != nil && tagOf(next) == atom.Br {
		w.endBlock()
	}
	w.space = true
}

func (w *bodyWriter) link(n *html.Node) {
	outer := w.href
	if address := w.address(attr(n, "href")); address != "" {
		w.href, w.at = address, -1
	}
	w.children(n)
	w.endLink()
	w.href = outer
}

// endLink notes the link whose words have just been written.
func (w *bodyWriter) endLink() {
	if w.href != "" && w.at >= 0 && w.block.Len() > w.at {
		w.open = append(w.open, extract.Link{Start: w.at, End: w.block.Len(), URL: w.href})
	}
	w.at = -1
}

// address is an absolute web address, or "".
func (w *bodyWriter) address(href string) string {
	u, err := url.Parse(strings.TrimSpace(href))
	if err != nil || strings.HasPrefix(href, "#") {
		return ""
	}
	if w.base != nil {
		u = w.base.ResolveReference(u)
	}
	if u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// words writes text with single spaces between its words.
func (w *bodyWriter) words(data string) {
	for rest := data; rest != ""; {
		word, after, found := cutSpace(rest)
		if word != "" {
			w.word(word)
		}
		w.space = w.space || found
		rest = after
	}
}

func (w *bodyWriter) word(word string) {
	if w.space && w.block.Len() > 0 {
		w.block.WriteByte(' ')
	}
	w.space = false
	if w.at < 0 {
		w.at = w.block.Len()
	}
	w.block.WriteString(Clean(word))
}

// cutSpace cuts at the first white space that HTML makes nothing of; a no-break
// space is part of its word, since it stands inside of figures.
func cutSpace(s string) (word, rest string, found bool) {
	i := strings.IndexAny(s, " \t\n\r\f\u0085\u2028\u2029")
	if i < 0 {
		return s, "", false
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return s[:i], s[i+size:], true
}

// endBlock adds the block that has been written to the text.
func (w *bodyWriter) endBlock() {
	w.endLink()
	text, links := w.block.String(), w.open
	w.block.Reset()
	w.space, w.open = false, nil
	marks := make([]*int, 0, 2*len(links))
	for i := range links {
		marks = append(marks, &links[i].Start, &links[i].End)
	}
	text = normalise(text, marks)
	if text == "" || strings.Trim(text, "\u00a0 ") == "" || w.repeats(text) {
		return
	}
	if w.done.Len() > 0 {
		w.done.WriteString("\n\n")
	}
	start := w.done.Len()
	w.done.WriteString(text)
	w.blocks = append(w.blocks, extract.Block{Role: w.role, Start: start, End: w.done.Len()})
	for _, l := range links {
		w.links = append(w.links, extract.Link{Start: start + l.Start, End: start + l.End, URL: l.URL})
	}
}

// repeats says whether a block at the top is the headline or the dek again.
func (w *bodyWriter) repeats(text string) bool {
	return len(w.blocks) < 2 && (strings.EqualFold(text, w.title) || strings.EqualFold(text, w.dek))
}

func (w *bodyWriter) body() body {
	markLede(w.done.String(), w.blocks)
	return body{w.done.String(), w.blocks, w.links}
}
