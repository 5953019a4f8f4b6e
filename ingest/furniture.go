package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// clearFurniture takes out of a page's tree what its makers themselves name as
// something else than the article (by class, id, role and the like), and what
// they hide. Names are worth little alone: a page's whole body may be called
// "with-newsletter". So nothing goes that holds much of the page's prose.
// Captions stay, under the one name that HTML has for them.
func clearFurniture(root *html.Node) {
	c := clearing{prose: map[*html.Node]int{}}
	c.all = c.weigh(root)
	c.children(root)
}

type clearing struct {
	prose map[*html.Node]int // bytes of paragraphs in and below an element
	all   int
}

// shortestProse is the length, in bytes, from which a run of text outside of
// links is part of a paragraph.
const shortestProse = 60

// weigh notes for each element how much prose it holds.
func (c *clearing) weigh(n *html.Node) int {
	if n.Type == html.TextNode {
		if text := len(strings.TrimSpace(n.Data)); text >= shortestProse {
			return text
		}
		return 0
	}
	if n.DataAtom == atom.Head || n.DataAtom == atom.A {
		return 0
	}
	total := 0
	for child := range n.ChildNodes() {
		total += c.weigh(child)
	}
	if total > 0 {
		c.prose[n] = total
	}
	return total
}

func (c *clearing) children(n *html.Node) {
	for child := n.FirstChild; child != nil; {
		next := child.NextSibling
		if child.Type == html.ElementNode && child.DataAtom != atom.Head {
			c.element(n, child)
		}
		child = next
	}
}

func (c *clearing) element(parent, n *html.Node) {
	switch c.sort(n) {
	case furniture:
		parent.RemoveChild(n)
	case caption:
		n.Data, n.DataAtom = "figcaption", atom.Figcaption
	default:
		c.children(n)
	}
}

// sort says what an element is by its names and how much it holds.
func (c *clearing) sort(n *html.Node) elementKind {
	prose := c.prose[n]
	switch {
	case n.DataAtom == atom.Body || n.DataAtom == atom.Html || n.DataAtom == atom.Figcaption:
		return ordinary
	case hidden(n) && prose*4 < c.all, isTeaser(n) && prose*5 < c.all:
		return furniture
	}
	kind := kindOf(n)
	switch kind {
	case furniture:
		if prose*5 < c.all {
			return furniture
		}
	case slight:
		if prose*5 < c.all && textWithin(n, longestSlight) {
			return furniture
		}
	case caption:
		if prose*3 < c.all && textWithin(n, longestCaption) {
			return caption
		}
	}
	return ordinary
}

// isTeaser knows the announcement of another story: an article of its own whose
// headline is a link to it.
func isTeaser(n *html.Node) bool {
	if n.DataAtom != atom.Article {
		return false
	}
	for d := range n.Descendants() {
		if headings[d.DataAtom] {
			return d.DataAtom != atom.H1 && leadsAway(d)
		}
	}
	return false
}

// leadsAway says whether a heading is a link to another page.
func leadsAway(heading *html.Node) bool {
	a := heading.Parent
	if a.DataAtom != atom.A {
		for d := range heading.Descendants() {
			if d.DataAtom == atom.A {
				a = d
			}
		}
	}
	address := attr(a, "href")
	return a.DataAtom == atom.A && address != "" && !strings.HasPrefix(address, "#")
}

// hidden says whether a page keeps an element out of sight.
func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			return strings.EqualFold(a.Val, "true")
		case "style":
			style := strings.ToLower(strings.Join(strings.Fields(a.Val), ""))
			if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}

// How much text an element may hold, in bytes, to be one of its kind.
const (
	longestSlight  = 250
	longestCaption = 1500
	longestDek     = 500
)

// textWithin says whether an element's text is at most so long.
func textWithin(n *html.Node, most int) bool {
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			if most -= len(strings.TrimSpace(d.Data)); most < 0 {
				return false
			}
		}
	}
	return true
}

// elementKind is what the names of an element make of it.
type elementKind int

const (
	ordinary  elementKind = iota
	slight                // furniture if it is short
	caption               // what a picture shows, or whose it is
	furniture             // anything else than the article
)

// kindOf reads the names that an element bears: its role, and the words of its
// class, id and the like.
func kindOf(n *html.Node) elementKind {
	kind := ordinary
	for _, a := range n.Attr {
		switch a.Key {
		case "role":
			if roles[strings.ToLower(a.Val)] {
				return furniture
			}
		case "class", "id", "itemprop", "data-component", "data-testid", "data-module", "data-type":
			kind = max(kind, kindOfNames(a.Val))
		}
	}
	return kind
}

// roles are the ARIA roles of what is no article.
var roles = map[string]bool{
	"navigation": true, "search": true, "dialog": true, "alertdialog": true, "menu": true, "menubar": true, "toolbar": true,
	"complementary": true, "contentinfo": true, "banner": true, "tablist": true,
}

func kindOfNames(value string) elementKind {
	kind := ordinary
	for name := range strings.FieldsSeq(value) {
		if isState(name) {
			continue
		}
		before := ""
		for word := range nameWords(name) {
			kind = max(kind, nameKinds[word], nameKinds[before+"-"+word])
			before = word
		}
	}
	return kind
}

// isState knows names that tell what else an element or its page has, or where
// it is filed, and not what it is.
func isState(name string) bool {
	for _, begin := range [...]string{"has-", "with-", "no-", "is-", "not-", "hide-", "show-", "js-", "category-", "tag-"} {
		if strings.HasPrefix(name, begin) {
			return true
		}
	}
	return false
}

// nameWords yields the words of a name such as "article-relatedLinks", in
// lower case.
func nameWords(name string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		start := 0
		end := func(i int) bool {
			word := strings.ToLower(name[start:i])
			return i <= start || yield(word)
		}
		lower := false
		for i, r := range name {
			isLetter := unicode.IsLetter(r)
			if !isLetter || lower && unicode.IsUpper(r) {
				if !end(i) {
					return
				}
				start = i
				if !isLetter {
					start += utf8.RuneLen(r)
				}
			}
			lower = unicode.IsLower(r)
		}
		end(len(name))
	}
}

// isDek says whether an element's names call it the dek.
func isDek(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" && a.Key != "itemprop" {
			continue
		}
		for name := range strings.FieldsSeq(a.Val) {
			for word := range nameWords(name) {
				if deks[word] {
					return textWithin(n, longestDek)
				}
			}
		}
	}
	return false
}

var deks = map[string]bool{
	"dek": true, "deck": true, "standfirst": true, "subtitle": true, "subheadline": true, "subheading": true, "subhed": true,
	"strapline": true, "chapo": true, "bajada": true, "entradilla": true,
}
