package ingest

import (
	"encoding/json"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// metadata is what a page says about itself.
type metadata struct {
	title, dek, byline, published, outlet, lang, url string
	body                                             string // as plain text
}

// fill takes from other what m lacks.
func (m *metadata) fill(other metadata) {
	for _, pair := range [...]struct{ to, from *string }{
		{&m.title, &other.title}, {&m.dek, &other.dek}, {&m.byline, &other.byline}, {&m.published, &other.published},
		{&m.outlet, &other.outlet}, {&m.lang, &other.lang}, {&m.url, &other.url}, {&m.body, &other.body},
	} {
		if *pair.to == "" {
			*pair.to = *pair.from
		}
	}
}

// metadataOf reads JSON-LD first, which is written for machines, then Open
// Graph and other meta tags, then what the page shows.
func metadataOf(root *html.Node, jsonLD []string) metadata {
	var m metadata
	for _, text := range jsonLD {
		m.fill(linkedData(text))
	}
	shown := pageData{metas: map[string]string{}}
	shown.walk(root)
	m.fill(shown.fromMetas())
	m.fill(shown.shown)
	m.title, m.dek, m.byline, m.outlet = oneLine(m.title), oneLine(m.dek), oneLine(m.byline), oneLine(m.outlet)
	m.lang = languageTag(m.lang)
	return m
}

// linkedData reads one script of JSON-LD: an object, a list, or an object with
// a @graph. What is not JSON says nothing.
func linkedData(text string) metadata {
	var v any
	if json.Unmarshal([]byte(text), &v) != nil {
		return metadata{}
	}
	return articleIn(v, 0)
}

func articleIn(v any, depth int) metadata {
	var m metadata
	if depth > 8 {
		return m
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			m.fill(articleIn(item, depth+1))
		}
	case map[string]any:
		if isArticle(v["@type"]) {
			return articleData(v)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			m.fill(articleIn(v[key], depth+1))
		}
	}
	return m
}

func isArticle(kind any) bool {
	switch kind := kind.(type) {
	case string:
		return strings.HasSuffix(kind, "Article") || strings.HasSuffix(kind, "BlogPosting") || kind == "Report"
	case []any:
		for _, k := range kind {
			if isArticle(k) {
				return true
			}
		}
	}
	return false
}

func articleData(v map[string]any) metadata {
	return metadata{
		title:     html.UnescapeString(firstName(v["headline"])),
		dek:       html.UnescapeString(firstName(v["description"])),
		byline:    html.UnescapeString(strings.Join(names(v["author"]), ", ")),
		published: isoTime(firstName(v["datePublished"])),
		outlet:    html.UnescapeString(firstName(v["publisher"])),
		lang:      firstName(v["inLanguage"]),
		url:       firstName(v["url"]),
		body:      plainText(firstName(v["articleBody"])),
	}
}

// plainText is the text of a value that may hold markup, a paragraph a line.
func plainText(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return s
	}
	var b strings.Builder
	for z := html.NewTokenizer(strings.NewReader(s)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.Write(z.Text())
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			if name, _ := z.TagName(); isBlock[atom.Lookup(name)] || atom.Lookup(name) == atom.Br {
				b.WriteByte('\n')
			}
		}
	}
}

// names are the names in a value that is a text, an object with a name, or a
// list of those.
func names(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case map[string]any:
		if name, ok := v["name"]; ok {
			return names(name)
		}
	case []any:
		var all []string
		for _, item := range v {
			all = append(all, names(item)...)
		}
		return all
	}
	return nil
}

func firstName(v any) string {
	if all := names(v); len(all) > 0 {
		return all[0]
	}
	return ""
}

// pageData collects meta tags and what the page shows of itself.
type pageData struct {
	metas map[string]string
	shown metadata
	title string // of <title>
}

func (p *pageData) walk(root *html.Node) {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			p.element(n)
		}
	}
	p.shown.fill(metadata{title: p.title})
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
		p.shown.title = firstOf(p.shown.title, textOf(n))
	case atom.Time:
		p.shown.published = firstOf(p.shown.published, isoTime(attr(n, "datetime")))
	case atom.Link:
		if strings.EqualFold(attr(n, "rel"), "canonical") {
			p.shown.url = firstOf(p.shown.url, attr(n, "href"))
		}
	}
	if attr(n, "itemprop") == "datePublished" {
		p.shown.published = firstOf(isoTime(attr(n, "content")), isoTime(attr(n, "datetime")), p.shown.published)
	}
}

func (p *pageData) meta(n *html.Node) {
	key := strings.ToLower(firstOf(attr(n, "property"), attr(n, "name")))
	if value := strings.TrimSpace(attr(n, "content")); key != "" && value != "" && p.metas[key] == "" {
		p.metas[key] = value
	}
}

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
	return metadata{
		title:     first(same, "og:title", "twitter:title", "dc.title"),
		dek:       first(same, "og:description", "description", "twitter:description"),
		byline:    first(noURL, "author", "article:author", "dc.creator", "parsely-author", "byl"),
		published: first(isoTime, "article:published_time", "datepublished", "dc.date", "dc.date.issued", "parsely-pub-date", "pubdate", "publish-date", "date", "og:published_time"),
		outlet:    first(same, "og:site_name", "application-name"),
		lang:      first(same, "og:locale", "language"),
		url:       first(same, "og:url"),
	}
}

// noURL drops an author that is only the address of a profile.
func noURL(s string) string {
	if strings.HasPrefix(s, "http") {
		return ""
	}
	return s
}

// isoTime brings a time as pages write it into RFC 3339, or the day alone if
// it says no more; "" if it is none.
func isoTime(s string) string {
	s = strings.TrimSpace(s)
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700", time.RFC1123Z, time.RFC1123} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format(time.RFC3339)
		}
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02", "20060102", "January 2, 2006", "2 January 2006", "Jan 2, 2006", "2 Jan 2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format(time.DateOnly)
		}
	}
	return ""
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
func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return oneLine(b.String())
}
