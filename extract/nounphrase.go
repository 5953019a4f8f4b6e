package extract

import (
	"math"
	"strings"

	"tallymark/extract/lang"
)

// nounWindow is how many tokens behind a figure its noun may stand.
const nounWindow = 9

// word is the entry of token i. A word that the lexicon does not have, or has
// only as a part of phrases, is judged by its ending.
func (r *reading) word(i int) *lang.Word {
	if i >= len(r.toks) {
		return lang.Unknown
	}
	if i < 0 || i >= len(r.toks) {
		return lang.Unknown
	}
	t := &r.toks[i]
	if t.kind != tokWord || !t.word.Bare() {
		return t.word
	}
	return r.lex.Guess(r.tok(i))
}

// is reports whether token i is this word of the lexicon.
func (r *reading) is(i int, s string) bool {
	return i >= 0 && i < len(r.toks) && r.toks[i].word.Text == s
}

// bindNouns finds for each figure the noun that it counts.
func (r *reading) bindNouns() {
	for i := range r.qs {
		q := &r.qs[i]
		q.nounFirst, q.nounLast = q.first, max(q.last, q.approxLast)
		if q.approxFirst >= 0 && q.approxFirst < q.first {
			q.nounFirst = q.approxFirst
		}
		if !q.checkable && !r.doubleCase(q) {
			continue
		}
		r.openPhrase(q)
		if q.form == formShare && q.last > q.first+1 && r.partOfMany(q.first+1) { // "one pupil in three"
			q.unitText = r.folded(q.first + 1)
			q.unitName, q.unitPhrase = r.singular(q.first+1, q.value.V*q.whole.V > 1), r.between(q.first+1, q.first+2)
			continue
		}
		if q.unitFirst >= q.unitLast && q.unit == nil && (q.kind == Count || q.kind == Share || q.kind == Rank || q.kind == "") {
			r.bindNoun(q)
			r.aboard(q)
		} else {
			q.nounLast = max(q.nounLast, q.unitLast)
			r.contents(q)
		}
	}
	r.bindAges()
	r.shareNouns()
}

// aboard makes people of a bare figure that is on board: "14 of the 20 on board
// died".
func (r *reading) aboard(q *quantity) {
	i := q.nounLast
	if q.head >= 0 || q.kind != Count || q.unitText != "" || q.form == formZero || i >= r.sents[q.sent].last {
		return
	}
	switch {
	case r.is(i, "on") && r.is(i+1, "board"):
		q.nounLast = i + 2
	case r.is(i, "aboard") && (i+1 >= r.sents[q.sent].last || !r.toks[i+1].word.Has(lang.Determiner)):
		q.nounLast = i + 1
	default:
		return
	}
	q.kind, q.unitName = People, "person"
}

// doubleCase makes a figure of the multiplier in "a double murder", "the triple
// killing", "a triple-homicide suspect": as many people died.
func (r *reading) doubleCase(q *quantity) bool {
	i, ok := r.caseOf(q.first, r.sents[q.sent].last)
	if !ok {
		return false
	}
	w := r.toks[q.first].word
	q.checkable, q.reason, q.kind, q.form = true, "", Count, formWords
	q.last, q.end = q.first+1, int(r.toks[q.first].end)
	q.value, q.low, q.high = Known(w.Num.Value), Known(w.Num.Value), Known(w.Num.Value)
	q.head, q.unitFirst, q.unitLast, q.nounLast = i, i, i+1, i+1
	q.unitText = r.folded(i)
	q.unitName, q.unitPhrase = q.unitText, q.unitText
	return true
}

// caseOf is the token of the deaths that the multiplier at i counts.
func (r *reading) caseOf(i, last int) (int, bool) {
	w, k := r.toks[i].word, i+1
	if k >= last || w.Num == nil || w.Num.Class != lang.Multiplier || w.Num.Value < 2 {
		return 0, false
	}
	if r.joined(k) {
		k++
	}
	s := r.toks[k].word.State
	return k, s != nil && s.Kind == string(Deaths) && s.Has('n') && !r.toks[k].word.Has(lang.Plural)
}

// openPhrase moves the beginning of the phrase over what stands before the
// figure: "the two", "his two", "the judge's two", "another two".
func (r *reading) openPhrase(q *quantity) {
	first := r.sents[q.sent].first
	for k := q.nounFirst - 1; k >= first && k >= q.first-4; k-- {
		t := &r.toks[k]
		switch {
		case t.kind == tokPoss && k > first:
			k--
			q.nounFirst = k
		case t.word.Has(lang.Determiner) && !t.word.Any(lang.Relative, lang.Preposition, lang.Negation), t.word.Has(lang.Ordinal):
			q.nounFirst = k
		default:
			return
		}
	}
}

// bindNoun reads the counted noun behind the figure.
func (r *reading) bindNoun(q *quantity) {
	end := r.sents[q.sent].last
	start, ok := r.behindOf(q, end)
	if !ok {
		return
	}
	if q.kind == Rank && start+1 < end && r.toks[start].word.Has(lang.InARow) && r.toks[start+1].word.Has(lang.TimeUnit) { // "third straight quarter"
		r.setNoun(q, nounPhrase{first: start, head: start + 1, last: start + 2})
		return
	}
	part := q.kind == Share && start > q.nounLast // "half of their income"
	np := r.nounsFrom(start, end, q.value.OK && q.value.V == 1 || q.form == formZero || q.kind == Rank || part, r.joined(start))
	if np.head < 0 {
		np = r.bareUnit(start, end, q.value.OK && q.value.V != math.Trunc(q.value.V))
	}
	if np.head < 0 {
		if r.is(q.nounLast, "of") { // "two of those arrested"
			q.nounLast = start
		}
		return
	}
	r.setNoun(q, np)
	r.ofPhrase(q, end)
}

// joined reports whether token i is a hyphen inside a compound word.
func (r *reading) joined(i int) bool {
	return i >= 0 && i+1 < len(r.toks) && r.toks[i].kind == tokDash && !r.toks[i].has(spaceBefore) && !r.toks[i+1].has(spaceBefore)
}

// behindOf is where the noun begins: behind the figure, or behind "of the" and
// a second figure ("13 of the 440 passengers", "dozens of people").
func (r *reading) behindOf(q *quantity, end int) (int, bool) {
	i := q.nounLast
	if i >= end {
		return i, false
	}
	if !r.is(i, "of") {
		return i, true
	}
	for i++; i < end && i < q.nounLast+9; i++ {
		w := r.toks[i].word
		switch {
		case w.Any(lang.Pronoun, lang.Relative) && !w.Any(lang.Noun, lang.Determiner), r.is(i, "which"):
			q.nounLast = i + 1
			if i == q.last+1 && r.whoTheyAre(i+1, end) {
				return i + 1, true
			}
			if i == q.last+1 {
				r.partOfBefore(q, i)
			}
			return i, false
		case r.ownerAt(i, end): // "212 of the county's 350 schools"
			i++
		case w.Has(lang.Determiner), w.Num != nil, w.Has(lang.Relativum) && r.toks[min(i+1, end-1)].has(figure), r.toks[i].kind == tokNumber, w.Has(lang.Approximator):
		default:
			return i, true
		}
	}
	return i, false
}

// whoTheyAre reports whether a noun of people stands behind "of them" and ends the
// phrase: "20 of them women".
func (r *reading) whoTheyAre(i, end int) bool {
	np := r.nounsFrom(i, end, false, false)
	return np.head >= 0 && r.is(i-1, "them") && r.word(np.head).Has(lang.Person) && (np.last >= end || r.toks[np.last].kind != tokWord && r.toks[np.last].kind != tokPoss || r.toks[np.last].word.Has(lang.Conjunction))
}

// partOfBefore gives the figure of "35 of them", "60,000 of whom" the noun of
// the figure that the pronoun at i stands for.
func (r *reading) partOfBefore(q *quantity, i int) {
	k := r.firstFrom(q.first)
	if k == 0 || !r.is(i, "them") && !r.is(i, "whom") && !r.is(i, "which") {
		return
	}
	if q.first-r.qs[k-1].nounLast <= 12 && !(q.value.OK && q.value.V == 1) && !r.toks[q.last+2].word.Any(lang.Person, lang.Noun) {
		r.sharesNoun(&r.qs[k-1], q)
	}
}

// sharesNoun gives q, a part of what p counts, the noun of p.
func (r *reading) sharesNoun(p, q *quantity) bool {
	if p.sent == q.sent && p.checkable && p.head < 0 && p.unit == nil && p.unitText != "" && p.unitPhrase != "" && q.kind == Count && p.kind != Share { // the noun stands elsewhere: "the number of cases stood at 1,204, of which 318"
		q.kind, q.unitText, q.unitName, q.unitPhrase = p.kind, p.unitText, p.unitName, p.unitPhrase
		return true
	}
	if p.sent != q.sent || !p.checkable || p.head < 0 || p.form == formZero || p.kind != People && p.kind != Objects && p.kind != Weapons || q.kind != Count && q.kind != Share || !r.word(p.head).Has(lang.Plural) || r.word(p.head).Any(lang.TimeUnit, lang.OfNoun) {
		return false
	}
	q.unitText, q.unitName, q.unitPhrase = p.unitText, p.unitName, r.between(p.head, p.head+1)
	if q.kind == Count {
		q.kind = p.kind
	}
	return true
}

// ownerAt reports whether token i owns the figure behind it: "the county's 350
// schools".
func (r *reading) ownerAt(i, end int) bool {
	return i+2 < end && r.toks[i].kind == tokWord && r.toks[i+1].kind == tokPoss && r.toks[i+2].has(figure)
}

// nounPhrase is a run of adjectives and nouns with its head; head is -1 where
// no noun was found.
type nounPhrase struct {
	first, head, last int
	plural            bool
}

// nounsFrom reads modifiers and nouns from token i on. The head of several is
// the first plural that no other plural follows; the head of one, or of a
// compound ("10-week"), is the last noun of the run.
func (r *reading) nounsFrom(i, end int, single, compound bool) nounPhrase {
	if compound {
		i++
	}
	np := nounPhrase{first: i, head: -1, last: i}
	noun, end := -1, min(end, i+nounWindow)
	for j := i; j < end; j++ {
		switch p := r.nounPart(j, end); {
		case p == partStop:
			return r.close(np, noun, end, single || compound)
		case p == partVerb && noun >= 0 && single:
			return r.close(np, noun, end, true)
		case p == partPlural && single && noun >= 0 && r.word(j).Has(lang.Verb) && !r.word(j).Has(lang.Person):
			return r.close(np, noun, end, true)
		case p == partPlural:
			np.head, np.last, np.plural = j, r.behindTail(j+1, end), true
			if np.last > j+1 || !r.goesOn(j+1, end) {
				return np
			}
		case p == partNoun:
			noun = j
			if compound && !r.joined(j+1) {
				return r.close(np, noun, end, true)
			}
		}
	}
	return r.close(np, noun, end, single || compound)
}

// close ends the phrase; without a plural the last noun is the head if one
// thing alone is counted.
func (r *reading) close(np nounPhrase, noun, end int, single bool) nounPhrase {
	if np.head < 0 && single && noun >= 0 {
		np.head, np.last = noun, r.behindTail(noun+1, end)
	}
	return np
}

// behindTail is the token behind what hyphens join to the head that ends before
// token i, where that is no noun of its own: "passers-by", "sons-in-law",
// "mothers-to-be".
func (r *reading) behindTail(i, end int) int {
	if i+1 >= end || !r.joined(i) || !r.toks[i+1].word.Any(lang.Preposition, lang.Infinitival) || r.toks[i+1].has(figure) {
		return i
	}
	for i+1 < end && r.joined(i) && r.toks[i+1].kind == tokWord {
		i += 2
	}
	return i
}

// goesOn reports whether the noun phrase goes on at token j behind a plural:
// "sports cars", "Texas workers", "women's groups".
func (r *reading) goesOn(j, end int) bool {
	if j >= end || r.toks[j].has(paraBefore) {
		return false
	}
	if t := &r.toks[j]; t.kind == tokPoss { // "13 women's groups"; but "two nations' agencies" counts nations
		return r.text[t.end-1]|0x20 == 's'
	}
	w := r.word(j)
	if r.word(j-1).Has(lang.Gerund) && w.Has(lang.Plural) && w.Has(lang.Noun) { // "polling stations"
		return true
	}
	if w.Has(lang.TimeUnit) && (r.is(j+1, "after") || r.is(j+1, "before") || r.word(j+1).Has(lang.Ago)) { // "12 men hours after"
		return false
	}
	return w.Has(lang.Plural) && !w.Any(lang.Verb, lang.Pronoun, lang.Preposition) && w.State == nil
}

// nounPart is what a token is to a noun phrase.
type nounPart uint8

const (
	partStop nounPart = iota
	partJoin
	partModifier
	partVerb
	partNoun
	partPlural
)

func (r *reading) nounPart(j, end int) nounPart {
	t := &r.toks[j]
	if t.has(paraBefore) && j > 0 {
		return partStop
	}
	switch t.kind {
	case tokWord:
		return r.wordPart(j, end)
	case tokDash:
		if r.joined(j) {
			return partJoin
		}
	case tokPoss:
		return partJoin
	case tokAlnum:
		return partModifier
	case tokNumber: // "63,000 Model 3 sedans"
		if k := r.quantityAt(j); j > 0 && r.toks[j-1].has(capital) && (k < 0 || !r.qs[k].checkable || r.word(min(j+1, end-1)).Has(lang.Plural)) && j+1 < end && r.toks[j+1].kind == tokWord {
			return partModifier
		}
	case tokQuote:
		if j+1 < end && !r.toks[j+1].has(spaceBefore) {
			return partJoin
		}
	}
	return partStop
}

// wordPart judges a word by the classes that the lexicon gives it.
func (r *reading) wordPart(j, end int) nounPart {
	w := r.word(j)
	switch {
	case r.joined(j+1) && w.Num != nil, j > 0 && r.joined(j-1) && !w.Any(lang.Plural, lang.Noun): // "first-team players", "gas-only options"
		return partModifier
	case w.Has(lang.Conjunction) && r.joinsNames(j, end):
		return partJoin
	case w.Num != nil, w.Any(lang.Month, lang.Weekday, lang.TimeWord), w.Has(lang.Relativum) && j+1 < end && r.word(j+1).Any(lang.TimeUnit, lang.Season):
		return partStop
	case w.Has(lang.Plural) && r.takesObject(j, end):
		return partStop
	case w.Has(lang.Plural) && w.Has(lang.Person):
		return partPlural
	case w.Text == "nearby" && j+1 < end && r.word(j+1).Has(lang.Plural):
		return partModifier
	case w.Has(lang.Preposition):
		return partStop
	case w.Any(lang.Adjective, lang.Comparative) && !w.Has(lang.Noun):
		if r.is(j+1, "than") {
			return partStop
		}
		return partModifier
	case w.Any(lang.Conjunction, lang.Pronoun, lang.Relative, lang.Auxiliary, lang.Modal, lang.Negation, lang.Determiner, lang.Subordinator, lang.Infinitival):
		return partStop
	case w.Has(lang.Plural):
		return partPlural
	case w.Has(lang.Noun), w == lang.Unknown:
		return partNoun
	case w.Has(lang.Adverb):
		if j+1 < end && r.word(j+1).Any(lang.Adjective, lang.PastPart) {
			return partJoin
		}
		return partStop
	case w.Has(lang.Suffering) && w.Any(lang.Finite, lang.PastPart) && !w.Has(lang.Noun): // "all three suffered gunshot wounds"
		return partStop
	case w.Any(lang.PastPart, lang.Gerund):
		return partVerb
	case w.Has(lang.Verb):
		if t := r.tok(j); len(t) > 3 && !w.Any(lang.Finite, lang.Infinitive) && t[len(t)-1]|0x20 == 's' { // "eight picks"
			return partPlural
		}
		return partStop
	}
	return partNoun
}

// joinsNames reports whether the "and" at j joins two modifiers: "Kia and
// Hyundai vehicles", "local and foreign firms".
func (r *reading) joinsNames(j, end int) bool {
	if j == 0 || j+2 >= end || !r.is(j, "and") && r.tok(j) != "&" {
		return false
	}
	a, b := r.word(j-1), r.word(j+1)
	if a.Has(lang.Plural) || b.Has(lang.Plural) || b.Num != nil {
		return false
	}
	names := r.toks[j-1].has(capital) && r.toks[j+1].has(capital) && r.toks[j-1].kind == tokWord
	both := a.Has(lang.Adjective) && b.Has(lang.Adjective) && !b.Has(lang.Determiner)
	return (names || both) && (r.word(j+2).Has(lang.Plural) || names && j+3 < end && r.word(j+3).Has(lang.Plural))
}

// setNoun writes the phrase into the claim and gives its kind by the noun.
func (r *reading) setNoun(q *quantity, np nounPhrase) {
	q.head, q.unitFirst, q.unitLast = np.head, np.first, np.last
	q.nounLast = np.last
	q.unitText = r.folded(np.head)
	q.unitName = r.singular(np.head, np.plural)
	q.unitPhrase = r.between(np.first, np.last)
	if np.last > np.head+1 { // "passers-by"
		tail := r.lowered(int(r.toks[np.head].end), int(r.toks[np.last-1].end))
		q.unitText, q.unitName = q.unitText+tail, q.unitName+tail
	}
	if q.kind != Share && q.kind != Rank && (np.plural || r.toks[np.head].word != lang.Unknown) {
		if q.kind = r.nounKind(np.head); r.agentsBy(np.head, np.last) {
			q.kind = People
		}
	}
}

// agentsBy reports whether the head is somebody who does something, with what a
// hyphen joins to it: "passers-by", "lookers-on", "mothers-in-law".
func (r *reading) agentsBy(head, last int) bool {
	if last <= head+1 {
		return false
	}
	if w, n := r.phraseAt(head, last); n > 1 {
		return w.Has(lang.Person)
	}
	s := r.folded(head)
	return last == head+3 && strings.HasSuffix(strings.TrimSuffix(s, "s"), "er") && r.toks[head+2].word.Has(lang.Preposition)
}

// bareUnit takes the singular noun right behind the figure for what it counts
// where a noun follows that ("12 page document") or nothing nominal does
// ("15.3 ppg").
func (r *reading) bareUnit(i, end int, fractional bool) nounPhrase {
	np := nounPhrase{first: i, head: -1, last: i}
	if i >= end || r.toks[i].kind != tokWord || r.toks[i].has(paraBefore) {
		return np
	}
	t, w := &r.toks[i], r.toks[i].word
	next := partStop
	if i+1 < end {
		next = r.nounPart(i+1, end)
	}
	known := w.Has(lang.Noun) && !w.Any(lang.Verb, lang.Preposition, lang.TimeWord, lang.Month, lang.Weekday, lang.Determiner) && next == partNoun && !t.has(capital)
	short := t.end-t.start <= 5 && next == partStop
	unknown := short && w == lang.Unknown && (!t.has(capital) || t.has(upperCase) || upper(r.tok(i)[1:]))
	if known || unknown || short && fractional && w.Any(lang.Noun, lang.Event) {
		np.head, np.last = i, i+1
	}
	return np
}

// upper reports whether s begins with a capital, as in the "Ds" of "TDs".
func upper(s string) bool { return s != "" && s[0] >= 'A' && s[0] <= 'Z' }

// contents adds what a measure is full of: "two million barrels of oil".
func (r *reading) contents(q *quantity) {
	end, i := r.sents[q.sent].last, q.nounLast
	if q.kind == Percent && i+1 < end && r.is(i, "of") {
		r.shareOf(q, i+1, end)
		return
	}
	if q.kind != Mass && q.kind != Volume || q.unitFirst < q.last || i+1 >= end || !r.is(i, "of") || r.toks[i+1].word.Any(lang.Determiner, lang.Pronoun) {
		return
	}
	np := r.nounsFrom(i+1, end, true, false)
	if np.head < 0 || r.quantityAt(np.head) >= 0 {
		return
	}
	q.nounLast = np.last
	q.unitPhrase = r.between(q.unitFirst, np.last)
}

// shareOf adds what a percentage is a share of.
func (r *reading) shareOf(q *quantity, i, end int) {
	first := i
	for i < end && r.toks[i].word.Has(lang.Determiner) && !r.toks[i].word.Has(lang.Adjective) {
		i++
	}
	if i >= end {
		return
	}
	if k := r.quantityAt(i); k >= 0 { // "88% of its 5,600 members"
		if np := r.nounsFrom(r.qs[k].last, end, false, false); np.head >= 0 && r.qs[k].unit == nil {
			q.unitPhrase = r.between(first, np.last)
		}
		return
	}
	if np := r.nounsFrom(i, end, true, false); np.head >= 0 {
		q.unitPhrase, q.nounLast = r.between(first, np.last), np.last
	}
}

// between is the text from token i to the one before j.
func (r *reading) between(i, j int) string {
	return r.text[r.toks[i].start:r.toks[j-1].end]
}

// nounKind is the kind that the head noun alone gives.
func (r *reading) nounKind(head int) Kind {
	w := r.word(head)
	switch {
	case w.Has(lang.Person):
		return People
	case w.Has(lang.Weapon):
		return Weapons
	}
	return Objects
}

// folded is the word of token i in lower case, from the lexicon where it is
// there.
func (r *reading) folded(i int) string {
	if w := r.toks[i].word; w != lang.Unknown {
		return w.Text
	}
	return strings.ToLower(r.tok(i))
}

// singular is the head's singular.
func (r *reading) singular(i int, plural bool) string {
	if w := r.toks[i].word; w.Singular != "" {
		return w.Singular
	}
	if s := r.folded(i); !plural {
		return s
	}
	return lang.SingularOf(r.folded(i))
}

// ofPhrase adds the "of" phrase to nouns that hold what is really counted, and
// to things: "440 rounds of ammunition", "12 counts of murder".
func (r *reading) ofPhrase(q *quantity, end int) {
	i := q.unitLast
	holds := r.word(q.head).Has(lang.OfNoun) || q.kind == Objects && i+1 < end && !r.toks[i+1].has(capital)
	if !holds || i+1 >= end || !r.is(i, "of") || r.toks[i+1].word.Any(lang.Determiner, lang.Pronoun, lang.Relative) {
		return
	}
	np := r.nounsFrom(i+1, end, true, false)
	if np.head < 0 {
		return
	}
	if np.last < end && !np.plural && r.word(np.last).Has(lang.Gerund) && r.toks[np.last].kind == tokWord && (np.last+1 >= end || !r.word(np.last+1).Any(lang.Determiner, lang.Noun, lang.Pronoun) && r.toks[np.last+1].kind != tokSymbol && !r.toks[np.last+1].has(figure)) { // "money laundering"
		np.last++
	}
	q.unitLast, q.nounLast = np.last, np.last
	q.unitPhrase = r.between(q.unitFirst, q.unitLast)
}
