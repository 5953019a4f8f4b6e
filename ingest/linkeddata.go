package ingest

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// linkedData reads the scripts of JSON-LD: of the articles in them, the one
// that has most to say, for some pages describe other stories too. What is not
// JSON says nothing.
func linkedData(scripts []string) metadata {
	l := linked{byID: map[string]map[string]any{}}
	for _, text := range scripts {
		if v, ok := parseJSON(text); ok {
			l.collect(v, 0)
		}
	}
	var best metadata
	most := 0
	for _, v := range l.articles {
		if m := l.article(v); m.size() > most {
			best, most = m, m.size()
		}
	}
	for _, v := range l.pages {
		published, modified := l.times(v)
		best.fill(metadata{published: published, modified: modified})
	}
	return best
}

// parseJSON reads JSON, also where a program wrote it between marks of a
// comment, with line breaks inside of strings or a comma too many.
func parseJSON(text string) (any, bool) {
	var v any
	if json.Unmarshal([]byte(text), &v) == nil {
		return v, true
	}
	text = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, text)
	text = strings.NewReplacer("<![CDATA[", "", "]]>", "").Replace(text)
	from, to := strings.IndexAny(text, "{["), strings.LastIndexAny(text, "}]")
	if from < 0 || to < from {
		return nil, false
	}
	text = commaTooMany.ReplaceAllString(text[from:to+1], "$1")
	return v, json.Unmarshal([]byte(text), &v) == nil
}

var commaTooMany = regexp.MustCompile(`,\s*([}\]])`)

// linked is what was found in the scripts of a page.
type linked struct {
	articles []map[string]any
	pages    []map[string]any // what is said of the page around the article
	byID     map[string]map[string]any
}

// deepest is how far into a script is looked.
const deepest = 8

func (l *linked) collect(v any, depth int) {
	if depth > deepest {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			l.collect(item, depth+1)
		}
	case map[string]any:
		if id, ok := v["@id"].(string); ok && len(v) > 1 {
			l.byID[id] = v
		}
		if isArticle(v["@type"]) {
			l.articles = append(l.articles, v)
			return
		}
		if kind, ok := v["@type"].(string); ok && strings.HasSuffix(kind, "WebPage") {
			l.pages = append(l.pages, v)
		}
		for _, key := range [...]string{"@graph", "mainEntity", "mainEntityOfPage"} {
			l.collect(v[key], depth+1)
		}
	}
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

func (l *linked) article(v map[string]any) metadata {
	text := func(key string) string { return html.UnescapeString(l.first(v[key])) }
	m := metadata{
		title: firstOf(text("headline"), text("name")), dek: firstOf(text("description"), text("alternativeHeadline")),
		outlet: text("publisher"), lang: l.first(v["inLanguage"]), url: firstOf(text("url"), page(v["mainEntityOfPage"])), body: plainText(l.first(v["articleBody"])),
	}
	m.published, m.modified = l.times(v)
	var authors []string
	for _, name := range l.names(v["author"], 0) {
		authors = append(authors, noURL(html.UnescapeString(name)))
	}
	m.byline = joinNames(authors)
	return m
}

// times are when an article or page was published, or at least made, and when
// it was changed.
func (l *linked) times(v map[string]any) (published, modified string) {
	time := func(key string) string { return isoTime(html.UnescapeString(l.first(v[key]))) }
	return firstOf(time("datePublished"), time("dateCreated")), time("dateModified")
}

// page is the address of a page that is a text or an object.
func page(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case map[string]any:
		id, _ := v["@id"].(string)
		return id
	}
	return ""
}

// names are the names in a value that is a text, an object with a name or a
// reference to one, or a list of those.
func (l *linked) names(v any, depth int) []string {
	if depth > deepest {
		return nil
	}
	switch v := v.(type) {
	case string:
		return []string{v}
	case float64: // seconds since 1970
		return []string{strconv.FormatFloat(v, 'f', -1, 64)}
	case map[string]any:
		for _, key := range [...]string{"name", "@value"} {
			if name, ok := v[key]; ok {
				return l.names(name, depth+1)
			}
		}
		if id, ok := v["@id"].(string); ok && l.byID[id] != nil {
			return l.names(l.byID[id]["name"], depth+1)
		}
	case []any:
		var all []string
		for _, item := range v {
			all = append(all, l.names(item, depth+1)...)
		}
		return all
	}
	return nil
}

func (l *linked) first(v any) string {
	if all := l.names(v, 0); len(all) > 0 {
		return all[0]
	}
	return ""
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
