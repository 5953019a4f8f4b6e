package extract

import "tallymark/extract/lang"

// The lengths at which a sentence is cut although nothing ends it, in tokens:
// from the first on behind a comma, from the second on anywhere. No writer
// needs as many, and every look-around is bounded by the sentence.
const (
	longSentence    = 400
	longestSentence = 500
	mostClosers     = 8 // marks that close at one place
)

// findSentences cuts the paragraphs into sentences. A dateline is a sentence
// of its own, so that no rule takes its words for a subject.
func (r *reading) findSentences() {
	r.sents = r.sents[:0]
	for i := range r.paras {
		p := &r.paras[i]
		first := p.first
		if n := r.dateline(p); n > first && n < p.last {
			r.addSentence(i, first, n)
			r.sents[len(r.sents)-1].role = RoleFurniture
			first = n
		}
		list := p.role == RoleList
		for k := first; k < p.last; k++ {
			if list && k == p.first+1 {
				continue // "1." only counts the item
			}
			if !(r.canEnd(k) && r.sentenceEnds(k, p.last)) && !r.tooLong(first, k) {
				continue
			}
			k = r.closers(k+1, p.last) - 1
			r.addSentence(i, first, k+1)
			first = k + 1
		}
		if first < p.last {
			r.addSentence(i, first, p.last)
		}
	}
}

// canEnd reports whether a sentence can end with token k: at a stop, at a
// bracket, at a word with a stop of its own.
func (r *reading) canEnd(k int) bool {
	t := &r.toks[k]
	return t.kind == tokWord && r.text[t.end-1] == '.' || t.kind == tokStop || t.kind == tokClose
}

// tooLong reports whether the sentence must be cut behind token k.
func (r *reading) tooLong(first, k int) bool {
	n := k - first
	return n >= longSentence && (n >= longestSentence || r.toks[k].kind == tokPunct)
}

func (r *reading) addSentence(para, first, last int) {
	r.sents = append(r.sents, sentence{first: first, last: last, start: int(r.toks[first].start), end: int(r.toks[last-1].end), role: r.paras[para].role, paragraph: para})
}

// closers is the token behind the closing quotes and brackets that begin at
// i: they belong to the sentence before them.
func (r *reading) closers(i, last int) int {
	for n := 0; n < mostClosers && i < last && (r.toks[i].kind == tokClose || r.toks[i].kind == tokQuote && !r.opens(i)); n++ {
		i++
	}
	return i
}

// opens reports whether the quote at token i opens a quotation. Straight
// quotes tell by the spaces around them.
func (r *reading) opens(i int) bool {
	switch r.tok(i) {
	case "“", "‘", "«", "„", "‟", "‹", "`":
		return true
	case "”", "»", "›", "’":
		return false
	}
	t := &r.toks[i]
	if r.sameQuote(i) {
		return !r.sameQuote(i-1) && r.opens(i-1) // the second half of two that make one
	}
	if i+1 == len(r.toks) || r.toks[i+1].has(spaceBefore|lineBefore) {
		return false
	}
	return t.has(spaceBefore|lineBefore) || i == 0 || r.toks[i-1].kind == tokOpen || r.toks[i-1].kind == tokDash
}

// sameQuote reports whether the mark at i follows its like without a space.
func (r *reading) sameQuote(i int) bool {
	return i > 0 && r.toks[i-1].kind == tokQuote && !r.toks[i].has(spaceBefore|lineBefore) && r.tok(i-1) == r.tok(i)
}

// sentenceEnds reports whether the sentence ends with token k: a stop that
// belongs to no abbreviation, before something that can begin a sentence.
func (r *reading) sentenceEnds(k, last int) bool {
	t := &r.toks[k]
	if t.kind == tokClose {
		return r.agencyMark(k) && k+1 < last
	}
	if t.kind == tokWord && r.text[t.end-1] != '.' {
		return false
	}
	next := r.closers(k+1, last)
	if next >= last {
		return next > k+1 || t.kind == tokStop
	}
	if t.kind == tokWord {
		return r.startsAfterAbbreviation(next)
	}
	if !r.canBegin(next, k, last) {
		return false
	}
	if r.tok(k) != "." {
		return next == k+1 || !r.speechVerbNear(next, last)
	}
	return next > k+1 || r.fullStop(k, next)
}

// canBegin reports whether token i can be the first of a sentence.
func (r *reading) canBegin(i, stop, last int) bool {
	t := &r.toks[i]
	if !t.has(spaceBefore | lineBefore) {
		return r.missingSpace(stop, i)
	}
	switch t.kind {
	case tokWord, tokAlnum:
		return t.has(capital) || t.has(nonASCII) && t.word == lang.Unknown && r.toks[stop].kind == tokStop && !r.lower(i)
	case tokNumber, tokOpen, tokSymbol:
		return true
	case tokQuote:
		return r.opens(i) && (i+1 >= last || r.toks[i+1].kind != tokWord || r.toks[i+1].has(capital) || r.toks[i+1].has(nonASCII))
	case tokDash:
		return true
	}
	return false
}

// lower reports whether the token begins with a small Latin letter.
func (r *reading) lower(i int) bool {
	b := r.text[r.toks[i].start]
	return b >= 'a' && b <= 'z' || b == 0xC3
}

// missingSpace sees "… were killed.The police …": a small word, the stop and
// a capitalised word of more than one letter without any space.
func (r *reading) missingSpace(stop, i int) bool {
	if stop == 0 || i != stop+1 {
		return false
	}
	before, next := &r.toks[stop-1], &r.toks[i]
	if before.kind != tokWord || before.has(capital) || before.end-before.start < 3 || next.kind != tokWord {
		return false
	}
	return next.has(capital) && !next.has(upperCase) && next.word != lang.Unknown
}

// speechVerbNear reports whether a quotation's question is followed by its
// speaker: "Why?" Smith asked.
func (r *reading) speechVerbNear(i, last int) bool {
	for n := 0; i < last && n < 5; i, n = i+1, n+1 {
		if r.toks[i].word.Has(lang.Say) {
			return true
		}
		if r.toks[i].kind == tokStop || r.toks[i].kind == tokQuote {
			return false
		}
	}
	return false
}

// fullStop reports whether the "." at k ends a sentence although it stands
// behind what may be an abbreviation or an initial.
func (r *reading) fullStop(k, next int) bool {
	if k == 0 || r.toks[k].has(spaceBefore) {
		return true
	}
	before := &r.toks[k-1]
	if before.kind != tokWord {
		return true
	}
	w := before.word
	switch {
	case w.Has(lang.Suffix):
		return r.startsAfterAbbreviation(next)
	case w.Has(lang.Abbreviation) && (before.has(capital) || w.Has(lang.NumberAbbr)):
		return false
	case w.Has(lang.NumberAbbr):
		return r.toks[next].kind != tokNumber
	case before.end-before.start == 1 && before.has(capital):
		return !r.initial(k-1, next)
	}
	return true
}

// initial reports whether the single capital at i is part of a name and not
// the last word of a sentence ("plan B. The …").
func (r *reading) initial(i, next int) bool {
	if !r.startsAfterAbbreviation(next) {
		return true
	}
	return i > 0 && r.toks[i-1].has(capital) && !r.toks[i-1].word.Any(lang.Determiner, lang.Preposition)
}

// startsAfterAbbreviation reports whether token i begins a new sentence even
// behind "Inc." or "a.m.": only a function word in capitals is a sure sign.
func (r *reading) startsAfterAbbreviation(i int) bool {
	t := &r.toks[i]
	if t.kind == tokQuote {
		return r.opens(i)
	}
	return t.has(capital) && !r.paras[r.paraOf(i)].upper && t.word.Any(lang.Determiner, lang.Pronoun, lang.Preposition, lang.Conjunction, lang.Subordinator, lang.Adverb)
}

// paraOf finds the paragraph of a token by halving.
func (r *reading) paraOf(i int) int {
	lo, hi := 0, len(r.paras)-1
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if r.paras[mid].first <= i {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	return lo
}

// agencyMark reports whether the bracket that closes at k holds an agency's
// mark: [TEXT], [REPORT], [Begin recording].
func (r *reading) agencyMark(k int) bool {
	if r.tok(k) != "]" {
		return false
	}
	for i := k - 1; i >= 0 && i > k-8; i-- {
		if r.toks[i].kind == tokOpen {
			return i < k-1 && r.toks[i+1].word.Has(lang.AgencyMark)
		}
	}
	return false
}

// dateline is the token behind the dateline that the paragraph begins with,
// or its first token: PLACE, [place,] [date] [(agency)] dash | place (agency) .
func (r *reading) dateline(p *paragraph) int {
	capitals := 0
	for i := p.first; i < p.last && i < p.first+24; i++ {
		t := &r.toks[i]
		switch {
		case t.kind == tokDash || r.tok(i) == "_":
			if capitals > 0 && i > p.first && (t.has(spaceBefore) || r.toks[i-1].kind == tokClose) {
				return r.behindMarks(i, p.last)
			}
			if t.has(spaceBefore) {
				return p.first
			}
		case t.kind == tokClose:
			if i+1 == p.last || i > p.first && r.toks[i-1].has(upperCase) && capitals > 1 && p.first+1 < i && r.toks[i+1].has(capital) && r.toks[p.first].has(upperCase) {
				return r.behindMarks(i, p.last)
			}
		case t.kind == tokWord && (t.has(upperCase) || i == p.first && t.has(capital) && t.end-t.start == 1):
			capitals++
			if !r.placeWord(t) {
				return p.first
			}
		case t.kind == tokWord && !t.has(capital) && !t.word.Any(lang.Determiner, lang.Preposition):
			return p.first
		case t.kind == tokWord && t.has(capital) && capitals == 0 && !t.word.Any(lang.PlaceName, lang.Month):
			return p.first
		case t.kind == tokQuote, t.kind == tokStop && r.tok(i) != ".", r.tok(i) == ":":
			return p.first
		}
	}
	return p.first
}

// placeWord keeps headlines in capitals from being datelines: no place has a
// verb or a function word in its name.
func (r *reading) placeWord(t *token) bool {
	return t.word.Has(lang.Month) || !t.word.Any(lang.Auxiliary, lang.Pronoun, lang.Subordinator, lang.Finite, lang.Say) && t.word.Frame == nil
}

// behindMarks skips the rest of a run of dashes and the bracketed marks
// behind it.
func (r *reading) behindMarks(i, last int) int {
	for i < last && (r.toks[i].kind == tokDash || r.toks[i].kind == tokClose || r.tok(i) == "_") {
		i++
	}
	for i+1 < last && r.tok(i) == "[" && r.toks[i+1].word.Has(lang.AgencyMark) {
		for i < last && r.tok(i) != "]" {
			i++
		}
		i++
	}
	return min(i, last)
}
