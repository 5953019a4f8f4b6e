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

// piece is one block of a page before it is known to belong to the article.
type piece struct {
	role    extract.Role
	text    string
	links   []extract.Link // with spans inside of the piece
	heading bool
	dek     bool // its names say that it is the dek
	page    int  // of a document on paper, from 1
	turn    int  // where in text the next page begins, 0 if none does
}

// linked is how many bytes of the piece are words of links.
func (p *piece) linked() int {
	n := 0
	for _, l := range p.links {
		n += l.End - l.Start
	}
	return n
}

// bodyOf writes the blocks of an article's tree. The headline and the dek,
// which stand beside the body, are left out where the tree repeats them.
func bodyOf(n *html.Node, base *url.URL, m metadata) body {
	w := bodyWriter{base: base, role: extract.RoleBody}
	w.node(n)
	w.endBlock()
	return bodyFrom(trim(w.pieces, m))
}

// bodyFrom puts pieces together.
func bodyFrom(pieces []piece) body {
	var b body
	var text strings.Builder
	for _, p := range pieces {
		if text.Len() > 0 {
			text.WriteString("\n\n")
		}
		start := text.Len()
		text.WriteString(p.text)
		b.blocks = append(b.blocks, extract.Block{Role: p.role, Start: start, End: text.Len(), Page: p.page, Turn: p.turn})
		for _, l := range p.links {
			b.links = append(b.links, extract.Link{Start: start + l.Start, End: start + l.End, URL: l.URL})
		}
	}
	b.text = text.String()
	markLede(b.text, b.blocks)
	return b
}

// textBody makes a body of plain text, a paragraph a line.
func textBody(text string) body {
	var pieces []piece
	for line := range strings.Lines(text) {
		if line = normalise(oneLine(line), nil); line != "" {
			pieces = append(pieces, piece{role: extract.RoleBody, text: line})
		}
	}
	return bodyFrom(pieces)
}

type bodyWriter struct {
	base   *url.URL
	pieces []piece
	code   bool // what keeps its spaces is code, as in Markdown

	role    extract.Role
	heading bool
	dek     bool
	block   strings.Builder // the block being written
	space   bool            // a space is due before the next word
	open    []extract.Link  // links of the block, with spans inside of it
	href    string
	at      int
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
	role, heading, dek := w.role, w.heading, w.dek
	w.heading = headings[tag] && role != extract.RoleList || w.heading
	w.dek = w.dek || isDek(n)
	if r, ok := blockRoles[tag]; ok && (role == extract.RoleBody || r == extract.RoleRelated || r == extract.RoleCaption) {
		w.role = r
	}
	if w.code && tag == atom.Pre {
		w.role = extract.RoleFurniture
	}
	w.children(n)
	w.endBlock()
	w.role, w.heading, w.dek = role, heading, dek
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

var headings = map[atom.Atom]bool{atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true}

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

// endBlock ends the block that has been written.
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
	if text == "" || strings.Trim(text, "\u00a0 ") == "" {
		return
	}
	w.pieces = append(w.pieces, piece{role: w.role, text: text, links: links, heading: w.heading, dek: w.dek})
}
