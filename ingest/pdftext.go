package ingest

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/klippa-app/go-pdfium/responses"

	"tallymark/extract"
)

// sheetLine is a line of a page of paper, whose points count upwards.
type sheetLine struct {
	text                     string
	left, right, top, bottom float64
	page                     int // from 1
}

func (l *sheetLine) height() float64 { return l.top - l.bottom }

// firstWord is how wide the first word is, with the space before it.
func (l *sheetLine) firstWord() float64 {
	word, _, _ := strings.Cut(l.text, " ")
	return (l.right - l.left) * float64(len(word)+1) / float64(len(l.text))
}

// pageOf puts the characters of the sheets together to paragraphs, in the order
// in which the file has them, which is that of reading in nearly all files.
func pageOf(sheets [][]*responses.GetPageTextStructuredChar) Page {
	var all [][]sheetLine
	for i, chars := range sheets {
		all = append(all, linesOf(chars, i+1))
	}
	lines := slices.Concat(withoutMargins(all)...)
	title, lines := titleLines(lines)
	var pieces []piece
	gap := usualGap(lines)
	for i, l := range lines {
		if i > 0 && !begins(&lines[i-1], &l, gap, fullRight(lines, i-1)) && (l.page == lines[i-1].page || pieces[len(pieces)-1].turn == 0) {
			p := &pieces[len(pieces)-1]
			p.text = joined(p.text, l.text)
			if l.page > lines[i-1].page {
				p.turn = len(p.text) - len(l.text)
			}
			continue
		}
		role, text := lineRole(l.text)
		pieces = append(pieces, piece{role: role, text: text, page: l.page})
	}
	for i := range pieces {
		pieces[i].normalise()
	}
	pieces = slices.DeleteFunc(pieces, func(p piece) bool { return p.text == "" })
	b := bodyFrom(pieces)
	return Page{Title: title, Text: b.text, Blocks: b.blocks}
}

// normalise puts the text of a paragraph into the form that texts are kept in.
func (p *piece) normalise() {
	before := normalise(oneLine(p.text[:p.turn]), nil)
	p.text = normalise(oneLine(p.text), nil)
	if p.turn = min(len(before), len(p.text)); strings.HasPrefix(p.text[p.turn:], " ") {
		p.turn++
	}
}

// brokenWord is what the reader of PDF files gives in place of the hyphen and
// the end of a line in a word that was broken there.
const brokenWord = "\x02"

// linesOf cuts the characters of a page at the ends of its lines.
func linesOf(chars []*responses.GetPageTextStructuredChar, page int) []sheetLine {
	var lines []sheetLine
	var text strings.Builder
	l := sheetLine{page: page}
	end := func() {
		if l.text = strings.TrimSpace(text.String()); l.text != "" {
			lines = append(lines, l)
		}
		text.Reset()
		l = sheetLine{page: page}
	}
	for _, c := range chars {
		if c.Text == "\r" || c.Text == "\n" {
			end()
			continue
		}
		text.WriteString(c.Text)
		if c.Text == brokenWord {
			end()
			continue
		}
		if at := c.PointPosition; at.Right > at.Left && strings.TrimSpace(c.Text) != "" {
			if l.right == 0 && l.top == 0 {
				l.left, l.right, l.top, l.bottom = at.Left, at.Right, at.Top, at.Bottom
			}
			l.left, l.right = min(l.left, at.Left), max(l.right, at.Right)
			l.top, l.bottom = max(l.top, at.Top), min(l.bottom, at.Bottom)
		}
	}
	end()
	return lines
}

// marginLines are how many lines at the top and bottom of a page may be those
// that every page has.
const marginLines = 2

// withoutMargins leaves out what stands at the top or bottom of most pages,
// but for its digits: running titles and page numbers.
func withoutMargins(sheets [][]sheetLine) [][]sheetLine {
	seen := map[string]int{}
	for _, lines := range sheets {
		for _, text := range slices.Compact(slices.Sorted(slices.Values(marginsOf(lines)))) {
			seen[text]++
		}
	}
	for i, lines := range sheets {
		at := 0
		sheets[i] = slices.DeleteFunc(lines, func(l sheetLine) bool {
			at++
			outside := at <= marginLines || at > len(lines)-marginLines
			n := seen[withoutDigits(l.text)]
			return outside && n > 1 && 2*n > len(sheets)
		})
	}
	return sheets
}

func marginsOf(lines []sheetLine) []string {
	var texts []string
	for i := range lines {
		if i < marginLines || i >= len(lines)-marginLines {
			texts = append(texts, withoutDigits(lines[i].text))
		}
	}
	return texts
}

func withoutDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return r
	}, s)
}

// titleLines takes the first lines for the title if they are larger than what
// most of the text is written in.
func titleLines(lines []sheetLine) (string, []sheetLine) {
	usual := middle(lines, (*sheetLine).height)
	n := 0
	var title string
	for n < len(lines) && n < 4 && lines[n].page == 1 && lines[n].height() > 1.3*usual && len(title) < longTitle {
		title = joined(title, lines[n].text)
		n++
	}
	if n == 0 || n == len(lines) {
		return "", lines
	}
	return oneLine(title), lines[n:]
}

// begins says whether a line begins a paragraph after another.
func begins(before, l *sheetLine, gap, right float64) bool {
	if role, _ := lineRole(l.text); role != extract.RoleBody {
		return true
	}
	finished := strings.ContainsRune(".!?:;”\"’)", lastRune(before.text))
	lower := unicode.IsLower(firstRune(l.text))
	if before.page != l.page || l.bottom > before.bottom { // another page or column
		return finished || !lower
	}
	if before.height() > 1.35*l.height() && !lower { // a heading
		return true
	}
	room := before.right+l.firstWord() < right // for what stands on the next line all the same
	return before.bottom-l.bottom > 1.3*gap || room && (finished || !lower)
}

// usualGap is how far the lines of a paragraph are apart.
func usualGap(lines []sheetLine) float64 {
	var gaps []float64
	for i := 1; i < len(lines); i++ {
		if d := lines[i-1].bottom - lines[i].bottom; d > 1 && lines[i].page == lines[i-1].page {
			gaps = append(gaps, d)
		}
	}
	slices.Sort(gaps)
	if len(gaps) == 0 {
		return 0
	}
	return gaps[len(gaps)/3] // most paragraphs have a few lines
}

// fullRight is where full lines end in the column of a line: no line near it
// ends farther to the right.
func fullRight(lines []sheetLine, at int) float64 {
	const near, indent = 8, 60
	right := lines[at].right
	for _, l := range lines[max(0, at-near):min(len(lines), at+near+1)] {
		if l.page == lines[at].page && math.Abs(l.left-lines[at].left) < indent {
			right = max(right, l.right)
		}
	}
	return right
}

func middle(lines []sheetLine, of func(*sheetLine) float64) float64 {
	var all []float64
	for i := range lines {
		all = append(all, of(&lines[i]))
	}
	slices.Sort(all)
	if len(all) == 0 {
		return 0
	}
	return all[len(all)/2]
}

// joined puts a line at the end of a paragraph. A hyphen between two letters
// in lower case was put there to break the line.
func joined(text, line string) string {
	if text == "" {
		return line
	}
	words, broken := cutHyphen(text)
	if !broken {
		return text + " " + line
	}
	if unicode.IsLower(lastRune(words)) && unicode.IsLower(firstRune(line)) {
		return words + line
	}
	return words + "-" + line
}

// cutHyphen cuts the hyphen at the end of a line.
func cutHyphen(s string) (string, bool) {
	for _, mark := range []string{brokenWord, "\u00ad", "-", "\u2010"} {
		if words, ok := strings.CutSuffix(s, mark); ok && words != "" && !strings.HasSuffix(words, " ") {
			return words, true
		}
	}
	return s, false
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

func lastRune(s string) rune {
	r := []rune(s[max(0, len(s)-4):])
	if len(r) == 0 {
		return 0
	}
	return r[len(r)-1]
}

// documentTitle is the title that a file gives, if it is one and no name of a
// file.
func documentTitle(s string) string {
	s = oneLine(s)
	lower := strings.ToLower(s)
	if strings.HasPrefix(lower, "microsoft word") || strings.HasPrefix(lower, "untitled") || !strings.Contains(s, " ") || strings.ContainsAny(s, "\\/") {
		return ""
	}
	return s
}

// printedDay is the day that stands alone, or with a few words before it, in a
// line near the top of a document, as press releases have it; "" if there is
// none.
func printedDay(page Page) string {
	for _, b := range page.Blocks[:min(len(page.Blocks), 6)] {
		line := page.Text[b.Start:b.End]
		if len(line) > longestPrinted {
			continue
		}
		if day := shownDate(line); day != "" && len(strings.Fields(line)) <= 8 {
			return day
		}
	}
	return ""
}

const longestPrinted = 80 // bytes
