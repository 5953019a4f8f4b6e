package extract

import "tallymark/extract/lang"

// phraseNear reports whether a phrase may begin at token i or shortly before
// it: most figures stand far from any.
func (r *reading) phraseNear(i, from int) bool {
	for k := i; k >= from && k >= i-2; k-- {
		if r.phrases(k, len(r.toks)) != nil {
			return true
		}
	}
	return false
}

// figureName finds a name or an idiom that is written with the figure at
// token i: "no one", "second hand", "back to square one", "first class".
func (r *reading) figureName(i, from, last int) (n numeral, ok bool) {
	for k := i; k >= from && k >= i-2; k-- {
		for _, p := range r.phrases(k, len(r.toks)) {
			if p.Entry.Has(lang.FigureName) && k+len(p.Words) > i && r.matches(p, k, last) {
				n = numeral{first: i, last: k + len(p.Words), form: formWords, scale: 1}
				if p.Entry.Text == "no one" {
					n.form = formZero
					return n, true
				}
				n.refuse(Identifier, "name")
				return n, true
			}
		}
	}
	return n, false
}

// numberedName says that the number is part of a name or an address: Article
// 5, Flight 370, Channel 4, Boeing 737, AK-47.
func (r *reading) numberedName(q *quantity, n *numeral) bool {
	if q.currency != "" || n.isRange && q.unit != nil || n.percent || q.approxFirst >= 0 || n.lit.decimal && q.unit != nil || q.unit != nil && q.kind != Duration && q.kind != Distance {
		return false
	}
	from := r.sents[q.sent].first
	k := q.first - 1
	if n.lit.decimal && q.last < r.sents[q.sent].last && r.text[r.toks[q.last-1].start] == '.' && r.toks[q.last].word.Has(lang.Weapon) { // a .44 revolver
		return true
	}
	if k < from {
		return r.streetNumber(q, n)
	}
	if r.toks[k].kind == tokDash && !r.spaced(q.first) && k > from && !r.spaced(k) {
		return r.joinedName(q, k-1)
	}
	if r.toks[k].kind == tokSymbol && r.tok(k) == "#" && n.scale == 1 {
		return true
	}
	if r.toks[k].kind == tokStop && k > from && !r.spaced(k) && (r.isWord(k-1, "no") || !r.spaced(q.first) && r.toks[k-1].has(upperCase)) { // "No. 5", "ID.3"
		return true
	}
	if q.form != formDigits && q.form != formWords || n.scale > 1 || n.lit.grouped {
		return false
	}
	if r.countOfName(q) || r.modelNumber(q, n, k) || r.namedInWords(q, n, k, from) {
		return true
	}
	owner := k
	if r.toks[k].kind == tokPoss && k > from && n.lit.plain > 0 { // Boeing's 787
		owner--
	}
	if r.numberNamed(owner, from, q, n) {
		return true
	}
	return r.streetNumber(q, n) || r.nameBefore(q, n, k, from)
}

// joinedName: "F-16", "Covid-19", "catch-22", but not "mid-40s".
func (r *reading) joinedName(q *quantity, k int) bool {
	t := &r.toks[k]
	if t.kind == tokAlnum {
		return true
	}
	return t.kind == tokWord && !(r.isWord(k, "sub") && q.unit != nil) && (t.word.Unit == nil || t.has(capital)) && t.word.Num == nil && !t.word.Has(lang.Approximator) && !t.word.Has(lang.Month)
}

// named says that the words that end at token k give numbers to things.
func (r *reading) numberNamed(k, from int, q *quantity, n *numeral) bool {
	if n.form == formWords && n.value > 20 {
		return false
	}
	w := r.toks[k].word
	if w.Has(lang.Named) && r.innerCapital(k) { // iPhone
		return true
	}
	if w.Has(lang.Named) && (n.lit.plain > 0 || !r.countedBehind(q)) && !(n.lit.plain > 0 && r.countedBehind(q) && !r.toks[k].has(capital)) {
		return true
	}
	if w.Has(lang.Dialled) && n.lit.plain == 3 {
		return true
	}
	if (r.toks[k].has(capital) || r.innerCapital(k)) && w.Has(lang.NamedCap) && (!r.countedBehind(q) || n.lit.plain > 0 && r.runsBehind(q) || q.unitText == "" && !r.toks[q.last].word.Any(lang.Person, lang.TimeUnit) && n.lit.plain > 0 && k > from && !r.toks[k].has(upperCase) && !r.headlineCase(q.sent)) {
		return k > from || n.lit.plain > 0
	}
	for i := max(from, k-2); i < k; i++ {
		for _, p := range r.phrases(i, len(r.toks)) {
			if len(p.Words) == k+1-i && p.Entry.Any(lang.NamedCap, lang.Named) && r.toks[i].has(capital) && r.matches(p, i, k+1) {
				return true
			}
		}
	}
	return false
}

// runsBehind says that what looks like a plural behind the number is a verb:
// "Windows 11 runs on".
func (r *reading) runsBehind(q *quantity) bool {
	j, last := q.last, r.sents[q.sent].last
	return j+1 < last && q.unit == nil && r.toks[j].word.Has(lang.Verb) && !r.toks[j].word.Has(lang.Person) && (r.toks[j+1].word.Any(lang.Preposition, lang.Determiner) || r.takesObject(j, last))
}

// inTitle says that the number stands in the title of a work between quotation
// marks, all words of weight in capitals: "Seven Days in June".
func (r *reading) inTitle(q *quantity) bool {
	s := &r.sents[q.sent]
	open, end := q.first-1, q.last
	for open >= s.first && r.toks[open].kind != tokQuote && q.first-open < titleSpan {
		open--
	}
	for end < s.last && r.toks[end].kind != tokQuote && end-q.last < titleSpan {
		end++
	}
	if open < s.first || end >= s.last || r.toks[open].kind != tokQuote || r.toks[end].kind != tokQuote || r.spaced(open+1) {
		return false
	}
	large := 0
	for i := open + 1; i < end; i++ {
		t := &r.toks[i]
		switch {
		case i >= q.first && i < q.last:
			if t.kind == tokWord && !t.has(capital) {
				return false
			}
		case t.kind == tokWord && t.has(capital):
			large++
		case t.kind == tokWord && t.end-t.start > 3, t.kind == tokStop:
			return false
		}
	}
	return large > 1 && !r.paras[s.paragraph].upper && !r.headlineCase(q.sent)
}

// titleSpan is how many tokens a title has on either side of its number.
const titleSpan = 8

// innerCapital says that the word at token k has a capital behind a small
// letter: iPhone, eBay.
func (r *reading) innerCapital(k int) bool {
	t := &r.toks[k]
	if t.kind != tokWord || t.has(capital) || t.has(nonASCII) {
		return false
	}
	for i := t.start + 1; i < t.end; i++ {
		if c := r.text[i]; c >= 'A' && c <= 'Z' {
			return true
		}
	}
	return false
}

// modelNumber: "the 737", "its new 787 jets", where the number alone is known
// as a name.
func (r *reading) modelNumber(q *quantity, n *numeral, k int) bool {
	if n.lit.plain != 3 || !r.lex.Word(r.tok(q.last-1)).Has(lang.ModelNumber) {
		return false
	}
	last := r.sents[q.sent].last
	if q.last < last && r.toks[q.last].word.Has(lang.Vehicle) {
		return true
	}
	return !r.countedBehind(q) && (r.toks[k].kind == tokPoss || r.toks[k].word.Any(lang.Determiner, lang.Adjective))
}

// namedInWords: "the Ford Five Hundred", "Nineteen Eighty-Four".
func (r *reading) namedInWords(q *quantity, n *numeral, k, from int) bool {
	t := &r.toks[k]
	if n.form == formWords && k-1 >= from && r.is(k-1, "the") && t.kind == tokWord && t.has(capital) && r.toks[q.first].has(capital) && !r.toks[q.first].has(upperCase) && !r.headlineCase(q.sent) { // "the Big Four banks"
		return true
	}
	return n.form == formWords && r.toks[q.first].has(capital) && !r.toks[q.first].has(upperCase) && t.kind == tokWord && t.has(capital) && k > from && !r.countedBehind(q) && !r.headlineCase(q.sent) && !t.word.Any(lang.Preposition, lang.Determiner, lang.Verb, lang.Conjunction)
}

// countedBehind says that a counted noun stands behind the number.
func (r *reading) countedBehind(q *quantity) bool {
	last := r.sents[q.sent].last
	return q.unit != nil || q.last < last && r.toks[q.last].kind == tokWord && !r.toks[q.last].has(capital) && r.plural(q.last)
}

// nameBefore says that bare digits stand behind a capitalised word that no
// other rule knows, and nothing counted behind them: "Apollo 11", "iPhone 11".
func (r *reading) nameBefore(q *quantity, n *numeral, k, from int) bool {
	t := &r.toks[k]
	if n.lit.plain == 0 || n.lit.plain > 4 || t.kind != tokWord && t.kind != tokAlnum || !t.has(capital) || !r.spaced(q.first) || r.countedBehind(q) || k == from && t.word != lang.Unknown {
		return false
	}
	if t.kind == tokWord && t.word.Any(lang.Preposition, lang.Determiner, lang.Conjunction, lang.Verb, lang.Auxiliary, lang.Pronoun, lang.Adverb, lang.PlaceName, lang.Month, lang.Weekday, lang.Approximator, lang.Subordinator, lang.Say, lang.TimeWord) {
		return false
	}
	if r.callSign(k) && n.lit.plain <= 2 {
		return true
	}
	if r.headlineCase(q.sent) || k > from && r.toks[k-1].kind == tokWord && r.toks[k-1].word.Has(lang.PlacePrep) && !r.toks[k-1].has(capital) {
		return false
	}
	last := r.sents[q.sent].last
	if q.last >= last {
		return true
	}
	b := &r.toks[q.last]
	return b.kind != tokWord || b.has(capital) || b.word.Any(lang.Preposition, lang.Conjunction, lang.Auxiliary, lang.Verb) || !r.plural(q.last)
}

// headlineCase says that most words of the sentence have a capital, so that a
// capital tells nothing.
func (r *reading) headlineCase(si int) bool {
	s := &r.sents[si]
	small, large := 0, 0
	for i := s.first; i < s.last && i < s.first+24; i++ {
		if t := &r.toks[i]; t.kind == tokWord && t.end-t.start > 3 {
			if t.has(capital) {
				large++
			} else {
				small++
			}
		}
	}
	return large > small
}

// streetNumber: "10 Downing Street", "1587 W. 87th St.", "the 900 block of".
func (r *reading) streetNumber(q *quantity, n *numeral) bool {
	last := r.sents[q.sent].last
	if n.lit.plain == 0 || q.last >= last {
		return false
	}
	if r.isWord(q.last, "block") && q.first > 0 && r.toks[q.first-1].word.Has(lang.Determiner) {
		return true
	}
	if !r.toks[q.last].has(capital) {
		return false
	}
	for k := q.last; k < last && k < q.last+7; k++ {
		t := &r.toks[k]
		if (k > q.last || r.isWord(k, "freeway") || r.isWord(k, "interstate")) && t.word.Has(lang.NamedBefore) && t.has(capital) {
			return true
		}
		if !t.has(capital) && t.kind != tokStop && t.kind != tokPoss && t.kind != tokNumber && !t.word.Has(lang.OrdinalSuffix) {
			return false
		}
	}
	return false
}

// countOfName: the 14 of "Image 10 of 14".
func (r *reading) countOfName(q *quantity) bool {
	i := len(r.qs) - 2
	return i >= 0 && r.qs[i].reason == "name" && r.qs[i].last+1 == q.first && r.isWord(q.first-1, "of")
}

// callSign says that token k is the name of an American station: "KSLA 12".
func (r *reading) callSign(k int) bool {
	t := &r.toks[k]
	n := t.end - t.start
	return t.kind == tokWord && t.has(upperCase) && (n == 3 || n == 4) && (r.text[t.start] == 'K' || r.text[t.start] == 'W') && t.word.Bare()
}

// rateBase: the 100,000 of "per 100,000".
func (r *reading) rateBase(q *quantity) bool {
	k := q.first - 1
	return k >= r.sents[q.sent].first && r.isWord(k, "per")
}

// pronounOne says that "one" stands for somebody or something.
func (r *reading) pronounOne(q *quantity, n *numeral) bool {
	if q.last != q.first+1 || !r.isWord(q.first, "one") {
		return false
	}
	s := &r.sents[q.sent]
	if q.last < s.last && (r.toks[q.last].kind == tokDash && !r.spaced(q.last) || q.unit != nil) {
		return false
	}
	if q.first > s.first && r.oneBefore(q.first-1, s.first, q.last < s.last && r.nounFollows(q.last)) {
		return true
	}
	return q.last < s.last && r.oneBehind(q.last, s.last)
}

// nounFollows says that a word of content stands at token j.
func (r *reading) nounFollows(j int) bool {
	t := &r.toks[j]
	return t.kind == tokWord && !t.word.Any(lang.Preposition, lang.Conjunction, lang.Auxiliary, lang.Determiner, lang.Pronoun, lang.Finite, lang.Adverb, lang.Subordinator)
}

// oneBefore: this one, which one, the last one, a new one. Before a noun the
// words that may begin a clause say nothing: "that one man had died".
func (r *reading) oneBefore(k, from int, noun bool) bool {
	w := r.toks[k].word
	switch w.Text {
	case "the", "this", "that", "which", "what", "like", "some", "any", "every", "each", "such":
		return !noun
	case "no", "another", "last", "next", "other", "a":
		return true
	}
	if w.Text == "only" || w.Num != nil && w.Num.Class == lang.OrdinalWord {
		return !noun && k > from && r.toks[k-1].word.Has(lang.Determiner)
	}
	return w.Has(lang.Adjective) && k > from && r.toks[k-1].word.Any(lang.Determiner, lang.Adverb)
}

// oneBehind: one of the, one another, one's, one would, one who.
func (r *reading) oneBehind(j, last int) bool {
	t := &r.toks[j]
	if t.kind == tokPoss {
		return true
	}
	w := t.word
	switch w.Text {
	case "another", "thing", "way", "who", "which", "that", "where", "whose", "whom", "to", "must", "might", "should", "would", "could", "can", "cannot", "may", "has", "does", "another's":
		return true
	}
	return false
}

// judgeOnes keeps "one of the guards was killed"; any other "one of the" names
// no figure.
func (r *reading) judgeOnes() {
	for i := range r.qs {
		q := &r.qs[i]
		last := r.sents[q.sent].last
		if q.checkable && q.last == q.first+1 && r.isWord(q.first, "one") && q.last < last && r.isWord(q.last, "of") && !r.groupNumbered(q.last+1, last) && !q.kind.graver() {
			q.not(Count, "pronoun")
		}
	}
}

// groupNumbered: "one of four missions", "one of every three".
func (r *reading) groupNumbered(j, last int) bool {
	return j < last && (r.isWord(j, "every") || r.toks[j].has(figure) && r.class(j) != lang.VagueWord && r.class(j) != lang.OrdinalWord)
}
