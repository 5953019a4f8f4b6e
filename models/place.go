package models

import (
	"index/suffixarray"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tallymark/extract"
)

// SourceLink is the address of the exact place of a claim on the page that it
// was read from: the article's URL with a text fragment, as the WICG draft
// "URL Fragment Text Directives" defines it. The words of the claim come with
// at least three words of context on a side, more until they occur once in the
// text, and never leave the paragraph. It is the plain URL for a figure of the
// headline and where the context cannot tell the place, and "" without a URL.
func SourceLink(articleURL, text string, blocks []extract.Block, c *Claim) string {
	return newLinker(articleURL, text, blocks).link(c)
}

const (
	leastContext  = 3    // words on a side
	mostContext   = 12   // words on a side, beyond which a link tells nobody anything
	longestTarget = 100  // bytes, from which on only its two ends are given
	widestContext = 2000 // bytes on a side that are looked at
)

// linker makes the links of one text.
type linker struct {
	url    string
	text   string
	blocks []extract.Block
	index  *suffixarray.Index // of the folded text
}

func newLinker(articleURL, text string, blocks []extract.Block) *linker {
	l := &linker{url: articleURL, text: text, blocks: blocks}
	if articleURL != "" {
		l.index = suffixarray.New([]byte(foldSpace(text)))
	}
	return l
}

func (l *linker) link(c *Claim) string {
	if l.url == "" || c.Role == extract.RoleHeadline {
		return l.url
	}
	if page := l.page(c.NumberStart); page > 0 {
		return l.onPage(page)
	}
	start, end := l.paragraph(c.NumberStart, c.NumberEnd)
	from, to := c.Start, c.End
	if from < start || to > end {
		from, to = c.NumberStart, c.NumberEnd
	}
	if start > from || from >= to || to > end {
		return l.url
	}
	from, to = wholeWords(l.text[start:end], from-start, to-start)
	p := passage{l.text[start:end], from, to}
	before, after, ok := l.context(p)
	if !ok {
		return l.url
	}
	return l.address(p, before, after)
}

// page is that of a document on paper, 0 for what has no pages.
func (l *linker) page(at int) int {
	i := sort.Search(len(l.blocks), func(i int) bool { return l.blocks[i].End > at })
	if i == len(l.blocks) {
		return 0
	}
	b := l.blocks[i]
	if b.Turn > 0 && at >= b.Start+b.Turn {
		return b.Page + 1
	}
	return b.Page
}

// onPage opens a document at a page, as RFC 8118 has it for PDF, which knows no
// text fragments.
func (l *linker) onPage(page int) string {
	address, _, _ := strings.Cut(l.url, "#")
	return address + "#page=" + strconv.Itoa(page)
}

// paragraph is the block, or the stretch between blank lines, around a span,
// as far as it is looked at. It is empty where the spans are not in order.
func (l *linker) paragraph(from, to int) (start, end int) {
	if from < 0 || from > to || to > len(l.text) {
		return 0, 0
	}
	start, end = max(0, from-widestContext), min(len(l.text), to+widestContext)
	i := sort.Search(len(l.blocks), func(i int) bool { return l.blocks[i].End >= to })
	if i < len(l.blocks) && l.blocks[i].Start <= from {
		start, end = max(start, l.blocks[i].Start), min(end, l.blocks[i].End)
	}
	if i := strings.LastIndex(l.text[start:from], "\n\n"); i >= 0 {
		start += i + 2
	} else if i := strings.IndexAny(l.text[start:from], " \n"); i >= 0 && start == from-widestContext {
		start += i // not inside a word
	}
	if i := strings.Index(l.text[to:end], "\n\n"); i >= 0 {
		end = to + i
	} else if i := strings.LastIndexAny(l.text[to:end], " \n"); i >= 0 && end == to+widestContext {
		end = to + i
	}
	return start, end
}

// passage is a paragraph with the target text[from:to].
type passage struct {
	text     string
	from, to int
}

// context finds how much of the paragraph around the target makes it unique:
// where the prefix begins and where the suffix ends.
func (l *linker) context(p passage) (before, after int, ok bool) {
	left, right := countWords(p.text[:p.from]), countWords(p.text[p.to:])
	if left+right < leastContext {
		return 0, 0, false
	}
	for n := leastContext; ; n++ {
		before, after = wordsBack(p.text, p.from, n), wordsOn(p.text, p.to, n)
		switch {
		case left >= leastContext && l.unique(p.text[before:p.to]):
			return before, p.to, true
		case right >= leastContext && l.unique(p.text[p.from:after]):
			return p.from, after, true
		case l.unique(p.text[before:after]):
			return before, after, true
		case n >= left && n >= right, n >= mostContext:
			return 0, 0, false
		}
	}
}

func (l *linker) unique(s string) bool {
	return len(l.index.Lookup([]byte(foldSpace(s)), 2)) == 1
}

// address puts the pieces together. An existing fragment stays, an existing
// directive does not.
func (l *linker) address(p passage, before, after int) string {
	address, _, _ := strings.Cut(l.url, ":~:")
	var b strings.Builder
	b.WriteString(address)
	if !strings.Contains(address, "#") {
		b.WriteByte('#')
	}
	b.WriteString(":~:text=")
	if prefix := fragmentText(p.text[before:p.from]); prefix != "" {
		b.WriteString(prefix + "-,")
	}
	b.WriteString(target(p.text[p.from:p.to]))
	if suffix := fragmentText(p.text[p.to:after]); suffix != "" {
		b.WriteString(",-" + suffix)
	}
	return b.String()
}

// target is the text itself, or both of its ends if it is long.
func target(s string) string {
	if len(s) > longestTarget && countWords(s) > 2*leastContext {
		first := s[:wordsOn(s, 0, leastContext)]
		last := s[wordsBack(s, len(s), leastContext):]
		return fragmentText(first) + "," + fragmentText(last)
	}
	return fragmentText(s)
}

// fragmentText percent-encodes every byte that is not unreserved, and "-",
// "," and "&", which mean something in a directive.
func fragmentText(s string) string {
	const hex = "0123456789ABCDEF"
	s = strings.TrimSpace(collapseSpace(s))
	b := make([]byte, 0, len(s)+16)
	for i := 0; i < len(s); i++ {
		if c := s[i]; isPlain(c) {
			b = append(b, c)
		} else {
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return string(b)
}

func isPlain(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '.' || c == '_' || c == '~'
}

// foldSpace is how a browser compares: without regard to case and to how much
// space parts two words.
func foldSpace(s string) string { return strings.ToLower(collapseSpace(s)) }

func collapseSpace(s string) string {
	if !strings.ContainsAny(s, "\n\t\r") && !strings.Contains(s, "  ") {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '\n' || c == '\t' || c == '\r' {
			c = ' '
		}
		if c != ' ' || len(b) == 0 || b[len(b)-1] != ' ' {
			b = append(b, c)
		}
	}
	return string(b)
}

// wholeWords widens a span that begins or ends inside a word, since a browser
// finds whole words only.
func wholeWords(s string, from, to int) (int, int) {
	for from > 0 && isWordRune(lastRune(s[:from])) && isWordRune(firstRune(s[from:])) {
		_, size := utf8.DecodeLastRuneInString(s[:from])
		from -= size
	}
	for to < len(s) && isWordRune(lastRune(s[:to])) && isWordRune(firstRune(s[to:])) {
		_, size := utf8.DecodeRuneInString(s[to:])
		to += size
	}
	return from, to
}

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }
func lastRune(s string) rune  { r, _ := utf8.DecodeLastRuneInString(s); return r }

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) }

// countWords counts stretches without space that hold a letter or a digit.
func countWords(s string) int {
	n := 0
	for word := range strings.FieldsSeq(s) {
		if strings.ContainsFunc(word, isWordRune) {
			n++
		}
	}
	return n
}

// wordsBack is where the nth word before i begins, or the start of s.
func wordsBack(s string, i, n int) int {
	seen, inWord := 0, false
	for j := i; j > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:j])
		switch {
		case unicode.IsSpace(r):
			if inWord && seen == n {
				return j
			}
			inWord = false
		case !inWord && isWordRune(r):
			inWord = true
			seen++
		}
		j -= size
	}
	return 0
}

// wordsOn is where the nth word after i ends, or the end of s.
func wordsOn(s string, i, n int) int {
	seen, inWord := 0, false
	for j, r := range s[i:] {
		switch {
		case unicode.IsSpace(r):
			if inWord && seen == n {
				return i + j
			}
			inWord = false
		case !inWord && isWordRune(r):
			inWord = true
			seen++
		}
	}
	return len(s)
}
