package ingest

import (
	"slices"
	"strings"
	"unicode"

	"tallymark/extract"
)

// trim leaves out the pieces that are no part of the article: what stands
// before its first paragraph and after its last one, invitations to read or
// subscribe to something else, and lists of links to other stories.
func trim(pieces []piece, m metadata) []piece {
	t := trimmer{pieces: pieces, out: make([]bool, len(pieces)), m: m}
	t.lines()
	t.lists()
	t.links()
	for i := range pieces[:min(len(pieces), 2)] {
		t.out[i] = t.out[i] || t.isTitle(&pieces[i])
	}
	if slices.ContainsFunc(pieces, func(p piece) bool { return isParagraph(&p) }) {
		t.head()
		t.tail()
	}
	var kept []piece
	before, after := 0, 0
	for i, p := range pieces {
		before += len(p.text)
		if !t.out[i] {
			kept = append(kept, p)
			after += len(p.text)
		}
	}
	if after*3 < before {
		return pieces
	}
	return kept
}

type trimmer struct {
	pieces []piece
	out    []bool
	m      metadata
}

// lines leaves out what its words show to be no part of an article, wherever
// it stands.
func (t *trimmer) lines() {
	for i := range t.pieces {
		p := &t.pieces[i]
		t.out[i] = isNotice(p) || isInvitation(p) || isMark(p)
	}
}

// isNotice knows the lines that a page's program writes between paragraphs.
func isNotice(p *piece) bool {
	return len(p.text) <= longestNotice && notices[plainWords(p.text)]
}

const longestNotice = 60

// isMark knows lines without a word: rules, bullets, numbers of pictures.
func isMark(p *piece) bool {
	return len(p.text) < 8 && p.role == extract.RoleBody && !strings.ContainsFunc(p.text, func(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.Sc, r) || r == '%' })
}

// plainWords are the letters and digits of a line in lower case, with single
// spaces where anything else stood.
func plainWords(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// isInvitation knows a line that sends the reader elsewhere: it begins as such
// lines do, and is a link or stands in brackets.
func isInvitation(p *piece) bool {
	if len(p.text) > longestInvitation || p.role == extract.RoleTable {
		return false
	}
	plain := plainWords(p.text)
	switch {
	case beginsWith(plain, invitations):
		return p.linked()*3 > len(p.text) || colonAfter(p.text, invitations) || bracketed(p.text)
	case beginsWith(plain, appeals) && p.role != extract.RoleList:
		return p.linked() > 0 || len(p.text) < longestAppeal
	}
	return false
}

const (
	longestInvitation = 400
	longestAppeal     = 120
)

func beginsWith(plain string, begins []string) bool {
	for _, b := range begins {
		if rest, ok := strings.CutPrefix(plain, b); ok && (rest == "" || rest[0] == ' ') {
			return true
		}
	}
	return false
}

// colonAfter says whether the words that a line begins with end in a colon.
func colonAfter(text string, begins []string) bool {
	before, _, found := strings.Cut(text, ":")
	before = plainWords(before)
	for _, b := range begins {
		if found && before == b {
			return true
		}
	}
	return false
}

func bracketed(s string) bool {
	return strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") || strings.HasPrefix(s, "(") && strings.HasSuffix(strings.TrimSuffix(s, "."), ")")
}

// lists leaves out what a heading calls a list of other stories.
func (t *trimmer) lists() {
	for i := range t.pieces {
		if !isHeadingOfOthers(&t.pieces[i]) {
			continue
		}
		end := i + 1
		for end < len(t.pieces) && (t.out[end] || isOther(&t.pieces[end])) {
			end++
		}
		if end > i+1 {
			t.leaveOut(i, end)
		}
	}
}

func isHeadingOfOthers(p *piece) bool {
	return p.role != extract.RoleList && len(p.text) <= longestNotice && !ended(p.text) &&
		(isNotice(p) || beginsWith(plainWords(p.text), otherStories))
}

// isOther knows what such a list is made of.
func isOther(p *piece) bool {
	return p.linked() > 0 && !isParagraph(p) && (p.role == extract.RoleList || isBareLink(p))
}

// links leaves out runs of pieces that are nothing but links, which lead to
// other stories. On a page that is made of such pieces they are the article.
func (t *trimmer) links() {
	bare, all := 0, 0
	for i := range t.pieces {
		if p := &t.pieces[i]; !t.out[i] && p.role != extract.RoleCaption {
			all++
			if isBareLink(p) {
				bare++
			}
		}
	}
	if bare*4 > all {
		return
	}
	for i := 0; i < len(t.pieces); {
		end := i
		for end < len(t.pieces) && (t.out[end] || isBareLink(&t.pieces[end])) {
			end++
		}
		if end > i && t.isRelated(i, end) {
			t.leaveOut(i, end)
		}
		i = end + 1
	}
}

// isRelated says whether a run of bare links is a list of other stories: two
// or more, or one that reads as a headline.
func (t *trimmer) isRelated(from, to int) bool {
	n := 0
	for i := from; i < to; i++ {
		p := &t.pieces[i]
		if t.out[i] {
			continue
		}
		if n++; n > 1 || p.role != extract.RoleList && strings.Count(p.text, " ") >= 3 && !ended(p.text) {
			return true
		}
	}
	return false
}

// leaveOut leaves out a run, and what introduced it.
func (t *trimmer) leaveOut(from, to int) {
	for i := from; i < to; i++ {
		t.out[i] = true
	}
	if from == 0 {
		return
	}
	h := &t.pieces[from-1]
	introduces := h.heading && to == len(t.pieces) || strings.HasSuffix(h.text, ":") && len(h.text) <= longestNotice && !h.heading
	t.out[from-1] = t.out[from-1] || introduces
}

func isBareLink(p *piece) bool {
	return !p.heading && p.role != extract.RoleTable && p.role != extract.RoleCaption && p.linked()*20 >= len(p.text)*19
}

// ended says whether a text ends as a sentence does.
func ended(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)] ")
	for _, end := range [...]string{".", "!", "?", "…", "。", "！", "？", "।", "؟", "۔"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// head leaves out what stands above the first paragraph: the headline and the
// dek again, names of authors, dates and sections.
func (t *trimmer) head() {
	for i := range t.pieces {
		p := &t.pieces[i]
		switch {
		case t.out[i] || p.role == extract.RoleCaption:
		case t.isTitle(p), t.isDek(p), t.isByline(p):
			t.out[i] = true
		case isParagraph(p):
			return
		case p.role != extract.RoleList && p.role != extract.RoleTable && p.role != extract.RoleQuote && !p.heading && isScrap(p):
			t.out[i] = true
		}
	}
}

// isDek says whether a piece is the dek again, and is shown as one. A first
// paragraph that the page gives as its description too is a paragraph.
func (t *trimmer) isDek(p *piece) bool {
	plain, dek := plainWords(p.text), plainWords(strings.TrimRight(t.m.dek, ".…"))
	return p.dek && p.heading || dek != "" && (p.dek || p.heading) && (plain == dek || len(dek) > longestNotice && strings.HasPrefix(plain, dek))
}

// isByline knows a line that says who wrote the article.
func (t *trimmer) isByline(p *piece) bool {
	return len(p.text) < longestAppeal && !ended(p.text) && (beginsWith(plainWords(p.text), bylineWords) || t.m.byline != "" && strings.Contains(p.text, t.m.byline))
}

func (t *trimmer) isTitle(p *piece) bool {
	plain, title := plainWords(p.text), plainWords(t.m.title)
	return plain == title || p.heading && plain == plainWords(t.m.outlet) || p.heading && title != "" && len(plain) > 20 && (strings.Contains(title, plain) || strings.Contains(plain, title))
}

// isParagraph knows the text of an article by its length and its end.
func isParagraph(p *piece) bool {
	return (p.role == extract.RoleBody || p.role == extract.RoleQuote) && !p.heading && len(p.text) >= shortestLede && ended(p.text) && p.linked()*2 < len(p.text)
}

// isScrap knows what is too short for a paragraph, or ends as none.
func isScrap(p *piece) bool {
	return !ended(p.text) && strings.Count(p.text, " ") < longestScrap || isDateLine(p.text)
}

const longestScrap = 7 // words

// tail leaves out what stands below the last paragraph.
func (t *trimmer) tail() {
	for i := len(t.pieces) - 1; i >= 0; i-- {
		p := &t.pieces[i]
		switch {
		case t.out[i] || p.role == extract.RoleCaption:
		case p.heading, isBareLink(p) && p.role != extract.RoleList, isCopyright(p.text), p.role == extract.RoleBody && isScrap(p) && !strings.ContainsAny(p.text, "0123456789"):
			t.out[i] = true
		default:
			return
		}
	}
}

func isCopyright(s string) bool {
	return len(s) < longestInvitation && (strings.HasPrefix(s, "©") || strings.HasPrefix(strings.ToLower(s), "copyright"))
}

// isDateLine knows a line that says when a page was made or changed.
func isDateLine(s string) bool {
	return len(s) < longestAppeal && strings.ContainsAny(s, "0123456789") && beginsWith(plainWords(s), dateWords)
}
