package extract

import "tallymark/extract/lang"

// clauseWindow bounds how far before a figure the verb of its clause may stand.
const clauseWindow = 24

// clauseVerb is the verb that the figure stands behind in its clause, or -1.
// closed reports that the clause begins between the two.
func (r *reading) clauseVerb(q *quantity) (v int, closed bool) {
	s := &r.sents[q.sent]
	for i := q.nounFirst - 1; i > s.first && i > q.nounFirst-clauseWindow; i-- {
		t := &r.toks[i]
		switch {
		case t.kind == tokStop, t.kind == tokQuote, t.has(paraBefore), r.tok(i) == ";", r.tok(i) == ":":
			return -1, true
		case t.kind != tokWord:
			continue
		}
		if w := t.word; w.Has(lang.Subordinator) && !w.Any(lang.Preposition, lang.Auxiliary) && !(w.Has(lang.Relative) && r.verbHere(i+1, s)) {
			return -1, true
		}
		if r.verbHere(i, s) || r.bareMove(i, q) || i+1 == q.nounFirst && q.kind == Money && r.is(i, "costs") {
			return i, false
		}
	}
	return -1, false
}

// bareMove reports whether token i is a verb of movement in its base form that
// moves the figure behind it: "saw profits fall 9%".
func (r *reading) bareMove(i int, q *quantity) bool {
	w := r.toks[i].word
	if !w.Any(lang.Up, lang.Down) || !w.Has(lang.Verb) || !r.word(i-1).Any(lang.Plural, lang.Modal) {
		return false
	}
	return i+1 == q.nounFirst || i+2 == q.nounFirst && (r.is(i+1, "by") || r.is(i+1, "to") || r.is(i+1, "from"))
}

// verbHere reports whether token i is the verb of a clause: no infinitive, no
// participle before a noun, no noun.
func (r *reading) verbHere(i int, s *sentence) bool {
	if i >= s.last || r.toks[i].kind != tokWord || r.toks[i].word.Any(lang.Determiner, lang.Preposition, lang.Gerund, lang.Modal) && !r.toks[i].word.Has(lang.Be) || r.word(i).Has(lang.Gerund) {
		return false
	}
	if r.objectHead(i, s) || r.is(i, "cost") && r.is(i+1, "of") {
		return false
	}
	if t := &r.toks[i]; t.has(capital) && !t.has(upperCase) && i > s.first || r.is(i, "compared") && i > s.first && !r.toks[i-1].word.Has(lang.Be) {
		return false // "Halden United", "compared with"
	}
	g, ok := r.verbGroupHere(i, s.last)
	if !ok || g.tok != i && !r.toks[i].word.Has(lang.Be) || i > s.first && (r.toks[i-1].word.Any(lang.Infinitival, lang.Determiner) || r.toks[i-1].word.Has(lang.Adjective) && !r.somebody(i-1) || r.toks[i-1].kind == tokPoss) {
		return false
	}
	if w := g.word; w.Has(lang.Infinitive) && !w.Any(lang.Finite, lang.PastPart, lang.Auxiliary) && i > s.first && !r.word(i-1).Any(lang.Plural, lang.Modal, lang.PluralPronoun, lang.Adverb) {
		return false // "a dispute over pay"
	}
	return g.word.Any(lang.Finite, lang.Be, lang.Have) || !r.attributive(g, s.last)
}

// objectHead reports whether the word at i, which may be a verb as well, is the
// plural that a verb and a singular noun without an article lead to: "cut
// hospital stays", "raised bus fares".
func (r *reading) objectHead(i int, s *sentence) bool {
	if i < s.first+2 || r.text[r.toks[i].end-1] != 's' || r.toks[i].word.Any(lang.Finite, lang.Auxiliary) {
		return false
	}
	noun, verb := r.word(i-1), r.toks[i-2].word
	return noun.Has(lang.Noun) && !noun.Any(lang.Plural, lang.Verb, lang.Pronoun) && !r.toks[i-1].has(capital) &&
		verb.Any(lang.Finite, lang.PastPart) && !verb.Any(lang.Auxiliary, lang.Noun, lang.Adjective) || r.toks[i-1].kind == tokWord && noun.Has(lang.Noun) && !noun.Has(lang.Plural) && verb.Any(lang.Up, lang.Down) && verb.Has(lang.PastPart) && !r.toks[i-3].word.Any(lang.Determiner, lang.Adjective)
}

// clauseSubject is the subject of the clause that the figure stands in, where
// it stands behind the verb. told reports that the verb tells whose words
// follow, so that its subject is a source.
func (r *reading) clauseSubject(q *quantity) (first, last, verb int, told bool) {
	if c := &r.clause; c.of != q { // subject and percentage both ask
		c.of = q
		c.first, c.last, c.verb, c.told = r.findClauseSubject(q)
	}
	return r.clause.first, r.clause.last, r.clause.verb, r.clause.told
}

// clauseAtHand is the answer of clauseSubject for the figure at hand.
type clauseAtHand struct {
	of                *quantity
	first, last, verb int
	told              bool
}

// findClauseSubject does the work of clauseSubject.
func (r *reading) findClauseSubject(q *quantity) (first, last, verb int, told bool) {
	v, closed := r.clauseVerb(q)
	if v < 0 {
		return 0, 0, -1, closed
	}
	if w, _ := r.phraseAt(v, r.sents[q.sent].last); w.Any(lang.Say, lang.Showing) && !w.Any(lang.Up, lang.Down, lang.Deed) {
		return 0, 0, v, true
	}
	s := &r.sents[q.sent]
	r.talk.sentence = q.sent
	first, last, _ = r.subjectBefore(v, s)
	if last-first == 1 && first > s.first && r.toks[first].word.Has(lang.Pronoun) && !r.toks[first].word.Any(lang.Determiner, lang.Relative) {
		return 0, 0, v, true // "the court heard that he made 12"
	}
	if first >= last {
		first, last = r.beforeRelative(v, s)
	}
	for i := last - 2; i >= first; i-- { // "police said | burglaries"
		if w := r.toks[i].word; w.Any(lang.Say, lang.Finite) && w.Has(lang.Verb) && (r.verbHere(i, s) || i > first && w.Has(lang.Say) && r.somebody(i-1)) {
			first = i + 1
			break
		}
	}
	if k := first - 1; first < last && k > s.first && r.toks[k-1].word.Has(lang.Relative) && r.verbHere(k, s) && !r.toks[k].word.Has(lang.Say) {
		return 0, 0, v, false // "those who kept | a phone | slept"
	}
	if first == s.first+1 && r.toks[s.first].word.Has(lang.Gerund) && !r.toks[s.first].word.Any(lang.Say, lang.Showing) { // "manufacturing output"
		first--
	}
	for first < last && (r.toks[first].word.Any(lang.Relativum, lang.TimeWord, lang.TimeUnit) || r.toks[first].kind == tokNumber && first+1 < last) {
		first++ // "last year prices rose"
	}
	if first >= last || last > q.nounFirst || !r.subjectNoun(first, last) || first > s.first && r.quantityAt(first-1) >= 0 && !r.joined(first-1) {
		return 0, 0, v, false
	}
	return first, last, v, false
}

// beforeRelative is the subject that a clause between commas, or "which" right
// before the verb, parts from the verb at v.
func (r *reading) beforeRelative(v int, s *sentence) (first, last int) {
	k := v - 1
	if k <= s.first {
		return 0, 0
	}
	if r.tok(k) == "," {
		for k--; k > s.first && v-k < longestClause && !(r.tok(k) == "," && r.toks[k+1].word.Any(lang.Relative, lang.Determiner, lang.Gerund, lang.PastPart)); k-- {
		}
	} else if !r.toks[k].word.Has(lang.Relative) {
		return 0, 0
	}
	for k > s.first && (r.tok(k) == "," || r.toks[k].word.Has(lang.Relative)) {
		k--
	}
	if k <= s.first && r.toks[k].kind != tokWord {
		return 0, 0
	}
	return r.phraseBefore(k, s.first), k + 1
}

// subjectNoun reports whether the phrase says something of its own: it is no
// pronoun, no time and no bare number.
func (r *reading) subjectNoun(first, last int) bool {
	w := r.toks[first].word
	if last-first == 1 && w.Any(lang.Pronoun, lang.Determiner, lang.Relative) {
		return false
	}
	if first > 0 && r.toks[first-1].word.Has(lang.Conjunction) && r.quantityAt(first) >= 0 {
		return false // the half of "seven women and five men"
	}
	head := r.headOf(first, last)
	t := &r.toks[head]
	if k := r.quantityAt(head); k >= 0 && r.qs[k].kind == Money {
		return false
	}
	if t.word.Unit != nil && first > 0 && r.quantityAt(first-1) >= 0 || first > 0 && r.is(first-1, "per") {
		return false // "9 per cent"
	}
	return (t.kind == tokWord || t.kind == tokAlnum) && !(t.word.Has(lang.TimeUnit) && w.Has(lang.Indefinite)) && !t.word.Any(lang.Weekday, lang.Month, lang.TimeWord, lang.Pronoun)
}

// ofWhat finds what a percentage is a share of, or a step in, where no "of"
// says so: "a 12% stake in the bank", "sales fell 12%", "turnout was 62%".
func (r *reading) ofWhat(q *quantity) {
	if q.kind != Percent || q.unitPhrase != "" || q.role() {
		return
	}
	if c := r.text[q.start]; c == '+' || c == '-' || q.start > 0 && r.text[q.start-1] == '+' || r.nounOfPercent(q) || r.stepOf(q) {
		return
	}
	first, last, v, told := r.clauseSubject(q)
	if told || v < 0 {
		return
	}
	if q.change == nil && !r.levels(v, q) {
		return
	}
	if a, b := r.objectOf(r.raising(v, q), q); a < b {
		first, last = a, b
	}
	whole := first
	first = r.behindArticle(first, last)
	if first >= last {
		return
	}
	q.unitPhrase = r.common(first, last)
	named := r.proper(r.headOf(first, last)) || r.toks[r.headOf(first, last)].word.Any(lang.Person, lang.Body)
	switch {
	case q.change != nil && q.change.Role == "by":
		q.tail = stepWord(q.change) + " in " + r.common(whole, last)
		if named {
			q.tail = stepWord(q.change) + " for " + r.common(whole, last)
		}
	case named:
		q.tail = " "
	default:
		q.tail = q.unitPhrase
	}
	if i := max(q.last, q.unitLast); q.change == nil && (r.is(i, "below") || r.is(i, "above")) { // "12% below their 2019 level"
		q.tail = r.tok(i)
	} else if q.change == nil && i < r.sents[q.sent].last && r.toks[i].kind == tokWord && r.word(i).Any(lang.Adjective, lang.Comparative, lang.PastPart) && !r.word(i).Any(lang.Preposition, lang.Infinitive) {
		q.tail = r.tok(i) // "95% effective", "3% higher"
	}
}

// role reports whether the figure is already told by what it is a part of.
func (q *quantity) role() bool { return q.whole.OK }

func stepWord(c *Change) string {
	if c.Direction == "up" {
		return "rise"
	}
	return "fall"
}

// nounOfPercent reads the noun behind: "a 12% stake in the bank", "a 3% drop
// in sales", "12% more pay", or what a level is: "95% effective".
func (r *reading) nounOfPercent(q *quantity) bool {
	i, end := max(q.last, q.unitLast, q.approxLast), r.sents[q.sent].last
	if i < end && r.joined(i) {
		i++
	}
	if i >= end || r.toks[i].kind != tokWord || r.toks[i].has(paraBefore) {
		return false
	}
	if r.is(i+1, "than") && (r.is(i, "more") || r.is(i, "fewer") || r.is(i, "less")) { // "9 percent more than last year"
		q.tail = r.folded(i)
		return true
	}
	article := q.nounFirst < q.first && r.toks[q.nounFirst].word.Has(lang.Determiner)
	first, last := i, r.nounRun(i, end)
	if !article && !r.is(i, "more") && !r.is(i, "fewer") && !r.is(i, "less") {
		np := r.nounsFrom(i, end, true, false)
		if first, last = np.first, np.last; np.head < 0 || r.toks[np.head].word.Has(lang.Verb) {
			return false
		}
	}
	if first >= last || r.word(last-1).Any(lang.TimeUnit, lang.TimeWord) || r.word(last-1).Any(lang.Adjective, lang.Comparative) && !r.word(last-1).Has(lang.Noun) {
		return false
	}
	q.tail = r.between(first, last)
	a, b := r.behindIn(last, end)
	if a < b {
		q.tail = r.between(first, b)
	}
	switch {
	case !r.word(last-1).Any(lang.Up, lang.Down):
		q.unitPhrase = q.tail
	case a < b:
		q.unitPhrase = r.common(a, b)
	case last-first > 1:
		q.unitPhrase = r.between(first, last-1)
	}
	return true
}

// nounRun is the end of the run of nouns and modifiers at token i, where an
// article has told that one begins: "a 6% pay rise".
func (r *reading) nounRun(i, end int) int {
	for n := 0; i < end && n < 5; i, n = i+1, n+1 {
		t := &r.toks[i]
		w := r.word(i)
		if r.joined(i) {
			continue
		}
		if t.kind != tokWord || t.has(paraBefore) || w.Any(lang.Conjunction, lang.Auxiliary, lang.Modal, lang.Determiner, lang.Pronoun, lang.Relative, lang.Subordinator, lang.TimeWord, lang.Weekday, lang.Month, lang.Relativum, lang.Infinitival) || w.Any(lang.Preposition, lang.Finite, lang.Adverb, lang.PastPart) && !w.Any(lang.Noun, lang.Adjective, lang.Comparative) {
			break
		}
	}
	return i
}

// behindIn is the noun phrase that "in" or "on" joins at token i.
func (r *reading) behindIn(i, end int) (first, last int) {
	if i+1 >= end || !r.is(i, "in") && !r.is(i, "on") && !r.is(i, "of") {
		return 0, 0
	}
	first = i + 1
	for first < end && r.toks[first].word.Has(lang.Determiner) && !r.toks[first].word.Has(lang.Adjective) {
		first++
	}
	np := r.nounsFrom(first, end, true, false)
	if np.head < 0 || r.word(np.head).Any(lang.TimeUnit, lang.Month, lang.TimeWord) || r.quantityAt(first) >= 0 {
		return 0, 0
	}
	return first, np.last
}

// stepOf reads the noun before: "an increase of 5% in rents", "a turnout of
// 62%".
func (r *reading) stepOf(q *quantity) bool {
	s := &r.sents[q.sent]
	k := q.nounFirst - 1
	if k <= s.first || !r.is(k, "of") || r.word(k-1).Any(lang.OfNoun, lang.TimeUnit) || !r.word(k-1).Any(lang.Noun, lang.Up, lang.Down) {
		return false
	}
	q.tail = r.folded(k - 1)
	if a, b := r.behindIn(max(q.last, q.unitLast), s.last); a < b {
		q.unitPhrase = r.common(a, b)
		q.tail = joinWords(q.tail, "in", q.unitPhrase)
	} else if !r.word(k-1).Any(lang.Up, lang.Down) {
		q.unitPhrase = q.tail
	}
	return true
}

// objectOf is the object that the verb at v moves by or to the figure: "cut
// its rate to 4%".
func (r *reading) objectOf(v int, q *quantity) (first, last int) {
	k := q.nounFirst - 1
	if !r.is(k, "to") && !r.is(k, "by") && !r.is(k, "from") && !r.is(k, "at") || k <= v+1 {
		return 0, 0
	}
	i := r.skipAdverbs(v+1, k)
	first = i
	for first < k && r.toks[first].word.Has(lang.Determiner) {
		first++
	}
	last = r.nounRun(first, k)
	if first >= last || r.quantityAt(first) >= 0 || first == i && !r.word(last-1).Has(lang.Plural) && !r.toks[v].word.Has(lang.Gerund) || r.word(last-1).Any(lang.TimeUnit, lang.TimeWord) {
		return 0, 0
	}
	return first, last
}

// raising is the verb in the -ing form that moves the figure, where one stands
// between the verb at v and it: "approved a budget, raising tax by 3%".
func (r *reading) raising(v int, q *quantity) int {
	for i := q.nounFirst - 2; i > v && i > q.nounFirst-9; i-- {
		if w := r.toks[i].word; w.Has(lang.Gerund) && w.Any(lang.Up, lang.Down) {
			return i
		}
	}
	return v
}

// levels reports whether the verb at v gives the level of its subject, with
// nothing between the two but "at" or adverbs.
func (r *reading) levels(v int, q *quantity) bool {
	w := r.toks[v].word
	if !w.Any(lang.Be, lang.Level, lang.Copula, lang.Drifting) {
		return false
	}
	for i := v + 1; i < q.nounFirst; i++ {
		if u := r.toks[i].word; !u.Any(lang.Adverb, lang.AtLike) && !r.is(i, "at") && !r.is(i, "in") {
			return false
		}
	}
	return true
}

// behindArticle skips the article or the owner that a phrase begins with.
func (r *reading) behindArticle(first, last int) int {
	for first < last && r.toks[first].word.Any(lang.Determiner, lang.Conjunction) {
		first++
	}
	return first
}

// common is the phrase, its first word in small letters where it has a capital
// only because it begins the sentence.
func (r *reading) common(first, last int) string {
	s := r.between(first, last)
	t := &r.toks[first]
	if t.has(capital) && !t.has(upperCase) && t.word != lang.Unknown && (!r.proper(first) || t.word.Has(lang.Determiner)) {
		return r.folded(first) + s[t.end-t.start:]
	}
	return s
}
