package ingest

import (
	"math"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// metadata is what a page says about itself.
type metadata struct {
	title, dek, byline, published, modified, outlet, lang, url, amp string

	body string // of the article, as plain text
}

func (m *metadata) fields() []*string {
	return []*string{&m.title, &m.dek, &m.byline, &m.published, &m.modified, &m.outlet, &m.lang, &m.url, &m.amp, &m.body}
}

// fill takes from other what m lacks.
func (m *metadata) fill(other metadata) {
	from := other.fields()
	for i, to := range m.fields() {
		if *to == "" {
			*to = *from[i]
		}
	}
}

// size is how many fields are known.
func (m *metadata) size() int {
	n := 0
	for _, f := range m.fields() {
		if *f != "" {
			n++
		}
	}
	return n
}

// metadataOf reads JSON-LD first, which is written for machines, then Open
// Graph and other meta tags, then what the page shows. Only for its own address
// and name is a page's head the better witness.
func metadataOf(root *html.Node, jsonLD []string) metadata {
	p := readShown(root)
	metas := p.fromMetas()
	m := metadata{url: firstOf(p.canonical, metas.url), amp: p.amp, outlet: metas.outlet}
	m.fill(linkedData(jsonLD))
	m.fill(p.micro)
	m.fill(metas)
	m.fill(p.shown)
	for _, f := range []*string{&m.title, &m.dek, &m.byline, &m.outlet} {
		*f = oneLine(*f)
	}
	m.title = p.headline(m.title, m.outlet)
	m.byline = withoutBy(m.byline)
	m.lang = languageTag(m.lang)
	return m
}

// headline is a title without the name of the outlet or section that many
// pages put behind it: the headline that is shown, if the title has it in full.
func (p *pageData) headline(title, outlet string) string {
	if shown := oneLine(p.heading); len(shown) >= shortestHeadline && (title == "" || hasPart(title, shown)) {
		return shown
	}
	for _, sep := range titleSeparators {
		i := strings.LastIndex(title, sep)
		if i < shortestHeadline {
			continue
		}
		if after := strings.TrimSpace(title[i+len(sep):]); strings.EqualFold(after, outlet) || sep == " | " && len(after) < i {
			return p.headline(strings.TrimSpace(title[:i]), outlet)
		}
	}
	return title
}

// shortestHeadline, in bytes, tells a headline from the name of a section.
const shortestHeadline = 10

var titleSeparators = [...]string{" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • "}

// hasPart says whether one of the parts of a title is a headline.
func hasPart(title, headline string) bool {
	if strings.EqualFold(title, headline) {
		return true
	}
	for _, sep := range titleSeparators {
		if len(title) > len(headline)+len(sep) {
			at, end := len(headline), len(title)-len(headline)
			if strings.EqualFold(title[:at], headline) && strings.HasPrefix(title[at:], sep) || strings.EqualFold(title[end:], headline) && strings.HasSuffix(title[:end], sep) {
				return true
			}
		}
	}
	return false
}

// withoutBy takes the word before an author's name away.
func withoutBy(s string) string {
	for _, by := range [...]string{"By ", "by ", "BY ", "Written by ", "Posted by ", "Von ", "Por ", "Par ", "Di "} {
		if rest, ok := strings.CutPrefix(s, by); ok {
			return strings.TrimSpace(rest)
		}
	}
	return s
}

// joinNames lists names once each.
func joinNames(names []string) string {
	var list []string
	seen := map[string]bool{"": true}
	for _, n := range names {
		if n = withoutBy(oneLine(n)); !seen[n] {
			seen[n] = true
			list = append(list, n)
		}
	}
	return strings.Join(list, ", ")
}

// noURL drops an author that is only the address of a profile, or a handle.
func noURL(s string) string {
	if strings.HasPrefix(s, "http") || strings.HasPrefix(s, "@") {
		return ""
	}
	return s
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func firstOf(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

// textOf is the text of an element on one line.
func textOf(n *html.Node) string { return textUpTo(n, math.MaxInt) }

// lineOf is the text of an element that is short, and "" for a longer one,
// which is not read to its end.
func lineOf(n *html.Node) string {
	if s := textUpTo(n, longestDateLine); len(s) <= longestDateLine {
		return s
	}
	return ""
}

// textUpTo ends once it has more than most bytes besides white space.
func textUpTo(n *html.Node, most int) string {
	var b strings.Builder
	seen := 0
	for d := range n.Descendants() {
		if seen > most {
			break
		}
		if d.Type == html.TextNode {
			seen += len(strings.TrimSpace(d.Data))
			b.WriteString(d.Data)
		} else if d.Type == html.ElementNode && (isBlock[d.DataAtom] || d.DataAtom == atom.Br) {
			b.WriteByte(' ')
		}
	}
	return oneLine(b.String())
}
