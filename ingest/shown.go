package ingest

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// pageData collects what a page's head says and what its body shows.
type pageData struct {
	metas          map[string]string
	authors        []string // in meta tags
	micro          metadata // microdata and RDFa
	shown          metadata
	heading        string // the first of the first level
	title          string // of <title>
	canonical, amp string
	names          []string // of authors in microdata
	early          string   // the first time, above the heading
	created        string   // in microdata and RDFa
}

func readShown(root *html.Node) *pageData {
	p := &pageData{metas: map[string]string{}}
	p.children(root)
	p.micro.byline = joinNames(p.names)
	p.micro.published = firstOf(p.micro.published, p.created)
	p.shown.fill(metadata{title: firstOf(p.heading, p.title), published: p.early})
	return p
}

// children walks everything but what is not about this page's article: lists of
// other stories, what stands beside it and below it.
func (p *pageData) children(n *html.Node) {
	for c := range n.ChildNodes() {
		if c.Type != html.ElementNode || c.DataAtom == atom.Nav || c.DataAtom == atom.Aside || c.DataAtom == atom.Footer || isTeaser(c) || aboutOthers(c) {
			continue
		}
		p.element(c)
		p.children(c)
	}
}

// aboutOthers says whether an element's names call it a list of other stories
// or of comments.
func aboutOthers(n *html.Node) bool {
	for word := range namesOf(n) {
		if othersWords[word] {
			return true
		}
	}
	return false
}

var othersWords = map[string]bool{
	"related": true, "recommended": true, "trending": true, "comments": true, "comment": true, "ticker": true, "teaser": true, "teasers": true, "popular": true, "recirc": true, "latest": true, "sidebar": true,
}

func (p *pageData) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		p.shown.lang = attr(n, "lang")
	case atom.Meta:
		p.meta(n)
	case atom.Title:
		p.title = firstOf(p.title, textOf(n))
	case atom.H1:
		p.heading = firstOf(p.heading, textOf(n))
	case atom.Time:
		p.time(n)
	case atom.Link:
		p.link(n)
	case atom.A:
		if hasToken(n, "rel", "author") {
			p.shown.byline = firstOf(p.shown.byline, textOf(n))
		}
	}
	p.property(n)
	p.named(n)
}

// time takes the first time below the heading, which pages show with the
// article; one above it may be today's.
func (p *pageData) time(n *html.Node) {
	to := &p.shown.published
	switch {
	case hasToken(n, "itemprop", "dateModified"):
		return
	case hasWord(n, "updated", "modified") && !hasWord(n, "published"):
		to = &p.shown.modified
	case p.heading == "":
		to = &p.early
	}
	if *to == "" {
		*to = firstOf(isoTime(attr(n, "datetime")), shownDate(lineOf(n)))
	}
}

func (p *pageData) link(n *html.Node) {
	switch strings.ToLower(attr(n, "rel")) {
	case "canonical":
		p.canonical = firstOf(p.canonical, strings.TrimSpace(attr(n, "href")))
	case "amphtml":
		p.amp = firstOf(p.amp, strings.TrimSpace(attr(n, "href")))
	}
}

// property reads microdata and RDFa.
func (p *pageData) property(n *html.Node) {
	for _, name := range strings.Fields(attr(n, "itemprop") + " " + attr(n, "property")) {
		switch strings.TrimPrefix(name, "schema:") {
		case "datePublished":
			p.micro.published = firstOf(p.micro.published, statedTime(n))
		case "dateModified":
			p.micro.modified = firstOf(p.micro.modified, statedTime(n))
		case "dateCreated", "dc:created", "dcterms:created", "dc:date", "dcterms:date":
			if n.DataAtom != atom.Meta || attr(n, "itemprop") != "" {
				p.created = firstOf(p.created, statedTime(n))
			}
		case "headline":
			p.micro.title = firstOf(p.micro.title, attr(n, "content"), textOf(n))
		case "author":
			p.names = append(p.names, p.author(n))
		}
	}
}

// statedTime is the time that an element states for machines, else for people.
func statedTime(n *html.Node) string {
	return firstOf(isoTime(attr(n, "content")), isoTime(attr(n, "datetime")), isoTime(attr(n, "title")), shownDate(lineOf(n)))
}

// author is the name in an author's element.
func (p *pageData) author(n *html.Node) string {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && hasToken(d, "itemprop", "name") {
			return noURL(firstOf(attr(d, "content"), textOf(d)))
		}
	}
	return noURL(firstOf(attr(n, "content"), textOf(n)))
}

// named reads what classes call a byline or a date, for pages without markup
// that says so.
func (p *pageData) named(n *html.Node) {
	if p.shown.byline == "" && hasWord(n, "byline", "author") {
		if name := lineOf(n); len(name) < longestByline && !strings.ContainsAny(name, "0123456789@") {
			p.shown.byline = withoutBy(name)
		}
	}
	if p.heading != "" && n.DataAtom != atom.Time {
		p.namedTime(n)
	}
}

func (p *pageData) namedTime(n *html.Node) {
	switch {
	case hasWord(n, "updated", "modified") && !hasWord(n, "published"):
		if p.shown.modified == "" && !postedToo.MatchString(lineOf(n)) {
			p.shown.modified = firstOf(attrTime(n), shownDate(lineOf(n)))
		}
	case p.shown.published == "" && hasWord(n, "date", "published", "timestamp", "dateline", "pubdate", "datetime", "time", "meta", "byline", "info"):
		p.shown.published = firstOf(attrTime(n), shownDate(lineOf(n)))
	}
}

// postedToo is in a line that says both when a page was published and when it
// was changed.
var postedToo = regexp.MustCompile(`(?i)\b(publi|posted)`)

// attrTime is the time that an element which is no time states for machines.
func attrTime(n *html.Node) string {
	for _, key := range [...]string{"datetime", "data-datetime", "data-timestamp", "data-time", "title"} {
		if t := isoTime(attr(n, key)); t != "" {
			return t
		}
	}
	return ""
}

const longestByline = 100

// namesOf yields the words of an element's classes and id.
func namesOf(n *html.Node) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for _, a := range n.Attr {
			if a.Key != "class" && a.Key != "id" {
				continue
			}
			for name := range strings.FieldsSeq(a.Val) {
				if isState(name) {
					continue
				}
				for word := range nameWords(name) {
					if !yield(word) {
						return
					}
				}
			}
		}
	}
}

func hasWord(n *html.Node, words ...string) bool {
	for word := range namesOf(n) {
		if slices.Contains(words, word) {
			return true
		}
	}
	return false
}

func hasToken(n *html.Node, key, token string) bool {
	return slices.Contains(strings.Fields(attr(n, key)), token)
}

func (p *pageData) meta(n *html.Node) {
	key := strings.ToLower(firstOf(attr(n, "property"), attr(n, "name"), attr(n, "itemprop"), attr(n, "http-equiv")))
	value := strings.TrimSpace(attr(n, "content"))
	if key == "" || value == "" {
		return
	}
	if key == "author" || key == "article:author" || key == "citation_author" {
		p.authors = append(p.authors, noURL(value))
	}
	if p.metas[key] == "" {
		p.metas[key] = value
	}
}

// parselyTime is in a meta tag that holds JSON.
var parselyTime = regexp.MustCompile(`"pub_date"\s*:\s*"([^"]+)"`)

func (p *pageData) fromMetas() metadata {
	first := func(convert func(string) string, keys ...string) string {
		for _, k := range keys {
			if v := convert(p.metas[k]); v != "" {
				return v
			}
		}
		return ""
	}
	same := func(s string) string { return s }
	when := func(s string) string { return firstOf(isoTime(s), shownDate(s)) }
	if found := parselyTime.FindStringSubmatch(p.metas["parsely-page"]); found != nil && p.metas["parsely-pub-date"] == "" {
		p.metas["parsely-pub-date"] = found[1]
	}
	return metadata{
		title:  first(same, "og:title", "twitter:title", "dc.title", "dcterms.title", "sailthru.title", "parsely-title", "citation_title"),
		dek:    first(same, "og:description", "description", "twitter:description", "dc.description"),
		byline: firstOf(joinNames(p.authors), first(noURL, "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl", "twitter:creator")),
		published: first(when, "article:published_time", "article:published", "og:published_time", "og:article:published_time", "datepublished", "date_published", "dc.date", "dc:date", "dc.date.issued", "dcterms.issued", "dcterms.date", "dc.date.created", "dcterms.created", "rnews:datepublished",
			"parsely-pub-date", "sailthru.date", "pubdate", "pub_date", "publishdate", "publish-date", "publish_date", "published_at", "publication_date", "citation_publication_date", "citation_date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "publish_time", "original-publish-date", "article.published", "bt:pubdate", "date"),
		modified: first(when, "article:modified_time", "article:modified", "og:article:modified_time", "og:updated_time", "datemodified", "dc.date.modified", "dcterms.modified", "last-modified", "lastmod", "revised"),
		outlet:   first(same, "og:site_name", "application-name", "dc.publisher", "apple-mobile-web-app-title", "cre"),
		lang:     first(same, "content-language", "og:locale", "language", "dc.language"),
		url:      first(same, "og:url", "twitter:url"),
	}
}
