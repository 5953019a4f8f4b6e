package extract

import (
	"strings"

	"tallymark/extract/lang"
)

// paragraph is a run of tokens that a reader sees as one: a paragraph, a
// headline, an item of a list. Hard-wrapped lines are joined.
type paragraph struct {
	first, last int
	role        Role
	upper       bool // written in capitals throughout
}

// The measures of lines, in bytes and tokens.
const (
	wrapWidth    = 45  // a shorter line was not broken for lack of room
	longestTitle = 200 // a longer first line is no headline
	longestLabel = 60  // a longer line is no byline
	topLines     = 12  // bylines and deks stand among the first lines
)

// findBlocks cuts the text into paragraphs and gives each its role: that of
// the caller's block, or one found from the structure of the lines.
func (r *reading) findBlocks() {
	r.splitLines()
	if len(r.doc.Blocks) > 0 {
		r.takeRoles()
	} else {
		r.guessRoles()
	}
	for i := range r.paras {
		r.paras[i].upper = r.shouts(&r.paras[i])
	}
}

// splitLines makes a paragraph of every line, or of the lines that were
// broken only because the page was narrow.
func (r *reading) splitLines() {
	r.paras = r.paras[:0]
	wrapped := r.hardWrapped()
	block := 0
	first := 0
	for i := 1; i <= len(r.toks); i++ {
		if i < len(r.toks) && !r.toks[i].has(lineBefore) {
			continue
		}
		if i < len(r.toks) && !r.newBlock(&block, i) && r.joins(first, i, wrapped) {
			continue
		}
		if i > first {
			r.paras = append(r.paras, paragraph{first: first, last: i, role: RoleBody})
		}
		first = i
	}
}

// newBlock reports whether token i begins another block of the caller's; the
// cursor goes with the tokens.
func (r *reading) newBlock(cursor *int, i int) bool {
	blocks, at := r.doc.Blocks, int(r.toks[i].start)
	begins := false
	for *cursor < len(blocks) && blocks[*cursor].End <= at {
		*cursor++
		begins = true
	}
	return begins || *cursor < len(blocks) && blocks[*cursor].Start <= at && int(r.toks[i-1].end) <= blocks[*cursor].Start
}

// hardWrapped reports whether the lines of the text are broken at a width:
// most lines that have a neighbour below end in the middle of a sentence.
func (r *reading) hardWrapped() bool {
	pairs, broken := 0, 0
	start := 0
	for i := 1; i < len(r.toks) && pairs < 200; i++ {
		if !r.toks[i].has(lineBefore) {
			continue
		}
		if !r.toks[i].has(paraBefore) {
			pairs++
			if r.runsOn(i) && r.lineWidth(start, i) >= wrapWidth {
				broken++
			}
		}
		start = i
	}
	return broken >= 3 && 3*broken >= pairs
}

func (r *reading) lineWidth(first, last int) int {
	return int(r.toks[last-1].end - r.toks[first].start)
}

// runsOn reports whether the line that begins with token i goes on with the
// sentence of the line before.
func (r *reading) runsOn(i int) bool {
	before, next := &r.toks[i-1], &r.toks[i]
	if before.kind == tokStop || r.tok(i-1) == ":" || before.kind == tokQuote || before.kind == tokClose {
		return false
	}
	if before.kind == tokWord && !before.has(capital) && before.word.Any(lang.Preposition, lang.Determiner) && (next.has(capital) || next.kind != tokWord) {
		return true // no line ends with "of" or "the" where its paragraph ends
	}
	return next.kind == tokWord && !next.has(capital) && !next.has(nonASCII)
}

// joins reports whether the line that begins at i belongs to the paragraph
// that begins at first.
func (r *reading) joins(first, i int, wrapped bool) bool {
	start := i - 1
	for start > first && !r.toks[start].has(lineBefore) {
		start--
	}
	if r.toks[i].has(paraBefore) {
		return r.runsOn(i) && r.toks[i-1].kind != tokPunct && r.lineWidth(start, i) >= wrapWidth
	}
	if r.runsOn(i) {
		return true
	}
	return wrapped && r.lineWidth(start, i) >= wrapWidth && !r.bullet(i)
}

// bullet reports whether the line that begins at i is an item of a list.
func (r *reading) bullet(i int) bool {
	if i+1 >= len(r.toks) {
		return false
	}
	t, next := &r.toks[i], &r.toks[i+1]
	switch t.kind {
	case tokNumber:
		return t.end-t.start <= 2 && !next.has(lineBefore) && (r.tok(i+1) == "." && i+2 < len(r.toks) && r.toks[i+2].has(spaceBefore) || r.tok(i+1) == ")")
	case tokDash, tokSymbol, tokPunct:
		if t.kind == tokDash && i > 0 && r.toks[i-1].kind == tokDash {
			return false
		}
		return next.has(spaceBefore) && strings.Contains("-–—*+•◦▪●·‣∙", r.tok(i))
	}
	return false
}

// shouts reports whether a paragraph is written in capitals.
func (r *reading) shouts(p *paragraph) bool {
	upper, words := 0, 0
	for i := p.first; i < p.last; i++ {
		if t := &r.toks[i]; t.kind == tokWord && t.end-t.start > 1 {
			words++
			if t.has(upperCase) {
				upper++
			}
		}
	}
	return words > 1 && 4*upper > 3*words
}

// takeRoles gives each paragraph the role of the block that it begins in.
func (r *reading) takeRoles() {
	k := 0
	blocks := r.doc.Blocks
	for i := range r.paras {
		p := &r.paras[i]
		at := int(r.toks[p.first].start)
		for k < len(blocks) && blocks[k].End <= at {
			k++
		}
		if k < len(blocks) && blocks[k].Start <= at && blocks[k].Role != "" {
			p.role = blocks[k].Role
		}
		if p.role == RoleBody {
			p.role = r.cueRole(p)
		}
	}
}

// guessRoles finds the roles from the structure of the lines: the headline
// is the first line that is no furniture, the dek the line above a byline,
// the lede the first paragraph of the body.
func (r *reading) guessRoles() {
	for i := range r.paras {
		r.paras[i].role = r.lineRole(i)
	}
	title := r.guessTitle()
	if title >= 0 {
		r.paras[title].role = RoleHeadline
	}
	r.guessByline(title)
	r.guessDek(title)
	for i := title + 1; i < len(r.paras); i++ {
		if r.paras[i].role == RoleBody && len(r.paras) > 1 {
			r.paras[i].role = RoleLede
			break
		}
	}
}

// lineRole is the role that a paragraph has by its own words.
func (r *reading) lineRole(i int) Role {
	p := &r.paras[i]
	if role := r.cueRole(p); role != RoleBody {
		return role
	}
	switch {
	case r.dateline(p) == p.last, r.bare(p):
		return RoleFurniture
	case r.table(p):
		return RoleTable
	case r.bullet(p.first) && (i > 0 && r.bullet(r.paras[i-1].first) || i+1 < len(r.paras) && r.bullet(r.paras[i+1].first)):
		return RoleList
	}
	return RoleBody
}

// bare reports whether the line has nothing but a number, a date or a time,
// or is the signature of a post: "— Ann Lind (@lind)".
func (r *reading) bare(p *paragraph) bool {
	signed := r.toks[p.first].kind == tokDash
	if p.last-p.first > 20 {
		return false
	}
	at, words := false, 0
	for i := p.first; i < p.last; i++ {
		t := &r.toks[i]
		at = at || r.tok(i) == "@"
		if t.kind == tokWord && !t.word.Any(lang.Month, lang.Weekday, lang.ClockWord) || t.kind == tokAlnum || t.kind == tokQuote {
			words++
		}
	}
	return words == 0 || signed && at
}

// cueRole is the role that set phrases give a line: "Related:", "Photo by".
func (r *reading) cueRole(p *paragraph) Role {
	first := p.first
	for first < p.last-1 && (r.toks[first].kind == tokOpen || r.toks[first].kind == tokDash || r.toks[first].kind == tokSymbol && !r.copyright(first)) {
		first++
	}
	w, n := r.phraseAt(first, p.last)
	behind := ""
	if first+n < p.last {
		behind = r.tok(first + n)
	}
	short := p.last-p.first <= 16
	switch {
	case r.copyright(first), short && w.Has(lang.FurnitureCue) && (n > 1 || p.last-p.first <= 4 || behind == ":"):
		return RoleFurniture
	case w.Has(lang.RelatedCue) && p.first > 0 && (behind == ":" || behind == "|" || n > 1 && short):
		return RoleRelated
	case w.Has(lang.CaptionCue) && (behind == ":" || n > 1 && short):
		return RoleCaption
	case p.last-p.first <= 60 && r.credited(p):
		return RoleCaption
	case short && r.anyFurniture(p):
		return RoleFurniture
	}
	return RoleBody
}

// copyright reports whether a copyright sign stands at token i.
func (r *reading) copyright(i int) bool {
	s := r.tok(i)
	return s == "©" || s == "(c)" || s == "℗"
}

// anyFurniture looks for phrases that make a short line furniture wherever
// they stand: "3 min read", "12 comments", "all rights reserved".
func (r *reading) anyFurniture(p *paragraph) bool {
	longest := 2
	if r.sentenceLine(p) {
		longest = 3 // "on Twitter" may stand in any sentence
	}
	for i := p.first; i < p.last; i++ {
		if !r.toks[i].word.Leads(lang.FurnitureAny) {
			continue
		}
		w, n := r.phraseAt(i, p.last)
		if w.Has(lang.FurnitureAny) && (n >= longest || p.last-p.first == 1 || p.last-p.first == 2 && r.toks[p.first].kind == tokNumber) {
			return true
		}
	}
	return false
}

// credited reports whether the line ends in a credit: "(Photo: K. Lind)".
func (r *reading) credited(p *paragraph) bool {
	if r.toks[p.last-1].kind != tokClose {
		return false
	}
	for i := p.last - 2; i >= p.first && i > p.last-16; i-- {
		if r.toks[i].kind == tokOpen {
			return false
		}
		if w, _ := r.phraseAt(i, p.last); w.Has(lang.CreditCue) {
			return true
		}
	}
	return false
}

// table reports whether the line has three cells or more, parted by tabs,
// bars or runs of spaces.
func (r *reading) table(p *paragraph) bool {
	cells := 1
	for i := p.first + 1; i < p.last; i++ {
		t := &r.toks[i]
		gap := r.text[r.toks[i-1].end:t.start]
		switch {
		case t.kind == tokSymbol && r.tok(i) == "|":
			cells++
		case len(gap) == 0, len(gap) == 1 && gap[0] != '\t':
		case strings.Contains(gap, "\t") || len(gap) >= 3 && r.toks[i-1].kind != tokStop:
			cells++
		}
	}
	return cells >= 3 && p.last-p.first <= 8*cells
}

// guessTitle is the headline's paragraph, or -1: the first line of several,
// short and not ended by a full stop.
func (r *reading) guessTitle() int {
	if len(r.paras) < 2 {
		return -1
	}
	for i := 0; i < len(r.paras) && i < topLines; i++ {
		p := &r.paras[i]
		if p.role != RoleBody {
			continue
		}
		if r.lineWidth(p.first, p.last) > longestTitle || r.dateline(p) > p.first {
			return -1
		}
		if r.sentenceLine(p) && !r.loneShortLine(i) {
			return -1
		}
		return i
	}
	return -1
}

// sentenceLine reports whether the line ends as sentences do.
func (r *reading) sentenceLine(p *paragraph) bool {
	last := p.last - 1
	for last > p.first && (r.toks[last].kind == tokQuote || r.toks[last].kind == tokClose) {
		last--
	}
	return r.tok(last) == "."
}

// loneShortLine reports whether a line that ends in a stop may be a headline
// all the same: one short sentence above a blank line and longer paragraphs.
func (r *reading) loneShortLine(i int) bool {
	p := &r.paras[i]
	if i+1 >= len(r.paras) || !r.toks[r.paras[i+1].first].has(paraBefore) || p.last-p.first > 18 {
		return false
	}
	for k := p.first; k < p.last-1; k++ {
		if r.toks[k].kind == tokStop && r.tok(k) == "." && r.sentenceEnds(k, p.last) {
			return false
		}
	}
	next := &r.paras[i+1]
	return next.last-next.first > p.last-p.first
}

// guessByline marks the lines of names, places and dates between headline
// and body as furniture.
func (r *reading) guessByline(title int) {
	if title < 0 {
		return
	}
	for i := title + 1; i < len(r.paras) && i < title+6; i++ {
		p := &r.paras[i]
		if p.role == RoleBody && r.byline(p) {
			p.role = RoleFurniture
		}
	}
}

// byline = "By" name … | a short line of capitalised words and commas alone .
func (r *reading) byline(p *paragraph) bool {
	if r.lineWidth(p.first, p.last) > longestLabel || p.upper {
		return false
	}
	if p.last-p.first <= 8 && p.last-p.first > 1 && strings.EqualFold(r.tok(p.first), "by") && r.toks[p.first+1].has(capital) {
		return true
	}
	if p.last-p.first > 7 {
		return false
	}
	for i := p.first; i < p.last; i++ {
		t := &r.toks[i]
		switch {
		case t.kind == tokWord && t.has(capital) && !t.word.Any(lang.Verb, lang.Determiner, lang.Person, lang.Event):
		case t.kind == tokPunct || t.kind == tokStop && i+1 < p.last:
		case t.kind == tokWord && t.word.Any(lang.Conjunction, lang.Preposition) && i > p.first:
		default:
			return false
		}
	}
	return true
}

// guessDek takes the one line between headline and byline for the dek.
func (r *reading) guessDek(title int) {
	if title < 0 || title+2 >= len(r.paras) {
		return
	}
	dek, next := &r.paras[title+1], &r.paras[title+2]
	for k := dek.first; k < dek.last-1; k++ {
		if r.toks[k].kind == tokStop && r.sentenceEnds(k, dek.last) {
			return // a paragraph, not a line
		}
	}
	if dek.role == RoleBody && next.role == RoleFurniture && r.lineWidth(dek.first, dek.last) <= 2*longestTitle {
		dek.role = RoleDek
	}
}

// refuseFurniture makes what stands in furniture and link lines no claim.
func (r *reading) refuseFurniture() {
	if !r.hasBody() {
		return
	}
	for i := range r.qs {
		q := &r.qs[i]
		role := r.sents[q.sent].role
		if q.checkable && (role == RoleFurniture || role == RoleRelated || role == RoleCaption && r.pictureNumber(i)) {
			q.checkable, q.reason = false, "furniture"
		}
	}
}

// pictureNumber reports whether figure i is one of the two at the end of a
// caption that number its picture: "Photo: K. Lind, 2 of 7".
func (r *reading) pictureNumber(i int) bool {
	if i > 0 && r.is(r.qs[i].first-1, "of") && r.qs[i-1].last == r.qs[i].first-1 {
		i--
	}
	if i+1 >= len(r.qs) {
		return false
	}
	number, of := &r.qs[i], &r.qs[i+1]
	return number.sent == of.sent && r.is(number.last, "of") && number.last+1 == of.first && of.last == r.sents[of.sent].last
}
