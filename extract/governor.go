package extract

import "tallymark/extract/lang"

// governedBy is what stands before a noun phrase.
type governedBy uint8

const (
	governedByNothing governedBy = iota
	governedByVerb               // it is the object of a verb
	governedByPreposition
	governedByAgent // "by two gunmen"
	governedByTotal // "a group of two gunmen"
)

// government is the governor with what it says happened.
type government struct {
	kind  governedBy
	frame finding
}

// governor looks to the left of the figure for what governs it: "killed 23",
// "the deaths of six", "the toll rose to 41", "among the dead were two".
func (r *reading) governor(q *quantity) government {
	first := r.sents[q.sent].first
	k := r.backOver(q.nounFirst-1, first)
	if k < first {
		return government{}
	}
	w := r.toks[k].word
	switch {
	case r.conjunctionEnding(k, first), r.summedUp(q, k):
		return government{}
	case r.is(k, "among") && k > first && (r.toks[k-1].has(figure) || r.toks[k-1].word.Any(lang.Pronoun, lang.Person)): // "nobody among the 212 passengers"
		return government{kind: governedByPreposition}
	case r.is(k, "of"):
		return r.ofGovernor(q, k, first)
	case r.is(k, "by") && !r.tollBefore(k, first).found():
		if w := r.word(max(k-1, first)); w.Frame != nil && w.Frame.Kind == string(Attendance) && w.Has(lang.PastPart) {
			return government{governedByAgent, finding{frame: w.Frame, tok: k - 1, end: k + 1}}
		}
		return government{kind: governedByAgent}
	}
	if f := r.verbEnding(k, first); f.found() {
		return government{governedByVerb, f}
	}
	if s := r.toks[max(k-1, first)].word.State; (r.is(k, "at") || w.Any(lang.Level, lang.Be)) && s != nil && s.Kind == string(Attendance) { // "put the crowd at 150,000", "attendance averaged 24,300"
		return government{governedByPreposition, finding{frame: s, tok: k - 1, end: k + 1}}
	}
	if r.is(k, "of") && k-2 >= first && r.is(k-1, "front") && r.is(k-2, "in") && (q.head < 0 || r.toks[q.head].word.Has(lang.Attendee)) {
		return government{governedByPreposition, finding{frame: r.lex.Word("crowd").State, tok: k - 2, end: k + 1}}
	}
	if f := r.tollBefore(k, first); f.found() && (w.Any(lang.Preposition, lang.Infinitival, lang.Verb, lang.Be) || r.tok(k) == ":") {
		return government{governedByPreposition, f}
	}
	if w.Has(lang.Be) || w.Lemma == "include" || w.Text == "including" {
		if f := r.inverted(k, first); f.found() {
			return government{governedByVerb, f}
		}
	}
	switch {
	case w.Any(lang.Preposition, lang.Infinitival) && !w.Any(lang.Conjunction, lang.Scoping, lang.Subordinator):
		if f := r.toWhom(k, first); f.found() {
			return government{governedByPreposition, f}
		}
		return government{kind: governedByPreposition}
	case w.Has(lang.Verb) && !w.Any(lang.Be, lang.Noun, lang.Say) && !w.Has(lang.Adjective), w.Any(lang.Finite, lang.PastPart) && !w.Any(lang.Be, lang.Say, lang.Auxiliary, lang.Cognition, lang.Showing) && k == q.first-1: // "won 23 seats"
		return government{kind: governedByVerb}
	}
	return government{}
}

// summedUp reports whether the "in" at k opens "in all" and no place: "In all 41
// people died", but "in all 41 villages the wells are dry".
func (r *reading) summedUp(q *quantity, k int) bool {
	if !r.is(k, "in") || !r.is(k+1, "all") || q.first > k+4 {
		return false
	}
	i := r.skipAdverbs(q.nounLast, r.sents[q.sent].last)
	return i < r.sents[q.sent].last && r.word(i).Any(lang.Auxiliary, lang.Finite, lang.PastPart) && !r.word(i).Has(lang.Preposition)
}

// conjunctionEnding reports whether a conjunction of several words ends at k:
// "as well as", "along with".
func (r *reading) conjunctionEnding(k, first int) bool {
	for i := max(first, k-3); i < k; i++ {
		if w, n := r.phraseAt(i, k+1); n > 1 && i+n == k+1 && w.Has(lang.Conjunction) {
			return true
		}
	}
	return false
}

// backOver walks left over adverbs and opening quotation marks.
func (r *reading) backOver(k, first int) int {
	for k >= first && k > 0 {
		t := &r.toks[k]
		if t.kind == tokQuote || t.word.Has(lang.Adverb) && !t.word.Any(lang.Preposition, lang.Conjunction, lang.Verb, lang.Negation) && t.word.Frame == nil {
			if t.has(paraBefore) {
				return first - 1
			}
			k--
			continue
		}
		break
	}
	return k
}

// ofGovernor judges the noun before "of".
func (r *reading) ofGovernor(q *quantity, of, first int) government {
	if f := r.phraseEnding(of, first); f.found() {
		return government{governedByVerb, f}
	}
	k := of - 1
	if k > first && r.toks[k].kind == tokQuote {
		k--
	}
	if k = r.backOverTime(k, first); k < first {
		return government{kind: governedByPreposition}
	}
	w, at := r.nounEnding(k, first)
	switch {
	case w.State != nil && w.State.Has('t'):
		return government{governedByPreposition, finding{frame: w.State, tok: at, end: k + 1, total: true}}
	case w.State != nil && w.State.Has('g') && w.State.Kind == string(Attendance):
		if g := r.aroundGroup(q, at, first); g.frame.found() { // "arrested a crowd of 40"
			return g
		}
		return government{governedByTotal, finding{frame: w.State, tok: at, end: k + 1}}
	case w.State != nil && w.State.Has('g'):
		return government{governedByPreposition, finding{frame: w.State, tok: at, end: k + 1, noun: true}}
	case w.Frame != nil && w.Has(lang.Gerund) && w.Frame.Has('o') && r.nominalHere(max(at-1, first)):
		return government{governedByPreposition, finding{frame: w.Frame, tok: at, end: k + 1}}
	case w.Any(lang.OfNoun, lang.GroupNoun):
		return r.aroundGroup(q, at, first)
	}
	return government{kind: governedByPreposition}
}

// nominalHere reports whether what stands at k makes a noun of the gerund
// behind it: "the shooting of", "Monday's fatal shooting of".
func (r *reading) nominalHere(k int) bool {
	t := &r.toks[k]
	return t.kind == tokPoss || t.word.Any(lang.Determiner, lang.Adjective, lang.Weekday, lang.Month) || t.has(capital) && !t.word.Any(lang.Preposition, lang.Auxiliary, lang.Pronoun)
}

// backOverTime walks left over the time in "the murder on Monday of two
// nuns", "the arrest last week of 12 men".
func (r *reading) backOverTime(k, first int) int {
	if k < first || !r.timeToken(k) {
		return k
	}
	j := k
	for j > first && j > k-8 && (r.timeToken(j) || r.toks[j].word.Any(lang.Preposition, lang.Determiner)) {
		j--
	}
	if s := r.word(j).State; s != nil && s.Has('g') {
		return j
	}
	return k
}

func (r *reading) timeToken(k int) bool {
	return r.toks[k].word.Any(lang.Month, lang.Weekday, lang.TimeWord, lang.TimeUnit, lang.Relativum, lang.DayPart) || r.toks[k].kind == tokNumber
}

// aroundGroup lets "a group of 13 men" stand where "13 men" would.
func (r *reading) aroundGroup(q *quantity, k, first int) government {
	for k--; k >= first && k > q.first-9; k-- {
		w := r.toks[k].word
		if !w.Any(lang.Determiner, lang.Adjective, lang.Approximator) || w.Has(lang.Preposition) {
			break
		}
	}
	q.nounFirst = k + 1
	if k >= first && r.is(k, "of") {
		return government{kind: governedByPreposition}
	}
	g := r.governor(q)
	if g.kind == governedByNothing {
		g.kind = governedByTotal
	}
	return g
}

// nounEnding is the entry of the word or phrase that ends with token k.
func (r *reading) nounEnding(k, first int) (*lang.Word, int) {
	for i := max(first, k-3); i < k; i++ {
		if w, n := r.phraseAt(i, k+1); n > 1 && i+n == k+1 && (w.State != nil || w.Frame != nil) {
			return w, i
		}
	}
	return r.word(k), k
}

// verbEnding finds an active verb that ends at token k and counts its object;
// a second verb joined before it is heard too.
func (r *reading) verbEnding(k, first int) finding {
	w, at := r.nounEnding(k, first)
	if w.Frame == nil || !w.Has(lang.Verb) || !w.Frame.Has('o') && !(w.Frame.Has('g') && w.Has(lang.Gerund)) || r.passiveBefore(w, at, first) {
		return finding{}
	}
	f := finding{frame: w.Frame, tok: at, end: k + 1, group: r.groupBefore(at, first)}
	j := at - 1
	if j > first && r.toks[j].word.Has(lang.Conjunction) {
		v, vat := r.nounEnding(j-1, first)
		if v.Frame != nil && v.Frame.Has('o') && v.Has(lang.Verb) {
			or := r.is(j, "or")
			joined := finding{frame: v.Frame, tok: vat, end: k + 1}.join(w.Frame, k+1, or)
			joined.group = r.groupBefore(vat, first)
			return joined
		}
	}
	return f
}

// passiveBefore reports whether a participle belongs to a passive: "were
// killed", so that what follows is no object.
func (r *reading) passiveBefore(w *lang.Word, at, first int) bool {
	if !w.Has(lang.PastPart) {
		return false
	}
	for k := at - 1; k >= first && k > at-4; k-- {
		p := r.toks[k].word
		if p.Has(lang.Be) {
			return true
		}
		if !p.Has(lang.Adverb) && !p.Has(lang.Negation) {
			return false
		}
	}
	return false
}

// groupBefore reads the auxiliaries to the left of a verb.
func (r *reading) groupBefore(at, first int) verbGroup {
	g := verbGroup{first: at, tok: at}
	for k := at - 1; k >= first && k > at-6; k-- {
		if !r.helper(&g, r.toks[k].word) && !r.toks[k].word.Has(lang.Infinitival) {
			break
		}
		g.first = k
	}
	if g.first > first && r.toks[g.first].word.Has(lang.Infinitival) && r.toks[g.first-1].word.Has(lang.Planning) {
		g.planned = true
	}
	g.passive = false
	r.sharePlan(&g, first)
	return g
}

// sharePlan gives a verb that "and" joins to another what a modal says of both:
// "will close two plants and cut 400 jobs". A form that may be a past as well
// takes only a plan.
func (r *reading) sharePlan(g *verbGroup, first int) {
	w := r.toks[g.tok].word
	if g.first != g.tok || g.first-1 <= first || !r.toks[g.first-1].word.Has(lang.Conjunction) || !w.Has(lang.Infinitive) {
		return
	}
	for k := g.first - 2; k > first && k > g.first-16; k-- {
		t := &r.toks[k]
		switch v := t.word; {
		case t.kind == tokPunct, t.kind == tokQuote, t.kind == tokStop:
			return
		case v.Has(lang.Modal):
			g.planned = v.Has(lang.Planning)
			g.possible = !g.planned && !w.Any(lang.Finite, lang.PastPart)
			return
		case v.Any(lang.Finite, lang.Have, lang.Be) && v.Has(lang.Verb):
			return
		}
	}
}

// phraseEnding finds a frame of several words that ends at token k: "claimed
// the lives of".
func (r *reading) phraseEnding(k, first int) finding {
	for i := max(first, k-4); i < k; i++ {
		if w, n := r.phraseAt(i, k+1); n > 1 && i+n == k+1 && w.Frame != nil && w.Frame.Has('o') {
			return finding{frame: w.Frame, tok: i, end: k + 1, group: r.groupBefore(i, first)}
		}
	}
	return finding{}
}

// tollBefore finds the total that the figure gives the value of: "the death
// toll rose to 41", "put the number of wounded at 30".
func (r *reading) tollBefore(k, first int) finding {
	moves, crossed := -1, false
	for i := k; i >= first && (i > k-12 || moves >= 0 && !crossed && i > k-28); i-- {
		t := &r.toks[i]
		switch { // what moved may be named at length: "the toll from the sinking of the ferry Anna off the coast rose"
		case moves < 0 && i > k-4 && t.word.Has(lang.Verb) && t.word.Any(lang.Up, lang.Down, lang.Level):
			moves = i
		case i < k-1 && t.word.Has(lang.Finite) && !t.word.Any(lang.Noun, lang.Auxiliary) && !(i > first && r.toks[i-1].word.Has(lang.Relative)):
			crossed = true
		}
		if t.kind == tokStop || t.kind == tokQuote || r.quantityAt(i) >= 0 && i < k-6 {
			return finding{}
		}
		w, at := r.nounEnding(i, first)
		if w.State != nil && w.State.Has('t') {
			return finding{frame: w.State, tok: at, end: i + 1, total: true}
		}
		if w.State != nil && w.State.Has('a', 'n') && r.numberOf(i, first) || w.Frame != nil && w.Has(lang.PastPart) && w.Frame.Kind != "" && r.numberOf(i, first) {
			frame := w.State
			if frame == nil {
				frame = w.Frame
			}
			return finding{frame: frame, tok: at, end: i + 1, total: true}
		}
		if w.State != nil && w.State.Has('n') && at == i && r.casesMove(i, first) {
			return finding{frame: w.State, tok: at, end: i + 1}
		}
		if i == k-1 && r.tok(i) == "," && r.is(k, "to") { // "rose 8 percent, to 312"
			continue
		}
		if i < k && r.tok(i) == "," {
			if r.toks[i+1].word.Has(lang.Relative) || r.toks[i+1].word.Has(lang.Adverb) && i+3 >= k { // "the toll, which had stood at 41", "the toll, now at 72"
				continue
			}
			if i = r.insertBefore(i, first); i < 0 {
				return finding{}
			}
			k = min(k, i+6) // the words between the commas do not count
			continue
		}
		if i < k && (w.Has(lang.Conjunction) || t.kind == tokPunct) {
			return finding{}
		}
	}
	return finding{}
}

// casesMove reports whether the plural at i is the subject of a movement and no
// figure of its own counts it: "deaths rose to 41", "arrests have fallen to 1,200".
func (r *reading) casesMove(i, first int) bool {
	if !r.word(i).Has(lang.Plural) || r.quantityAt(i-1) >= 0 || i > first && r.toks[i-1].word.Any(lang.Preposition, lang.Infinitival) && !r.toks[i-1].word.Has(lang.Adverb) {
		return false
	}
	for j := i + 1; j < min(len(r.toks), i+8); j++ {
		w := r.word(j)
		if w.Any(lang.Up, lang.Down, lang.Level) && w.Has(lang.Verb) && !r.toks[j-1].word.Any(lang.Preposition, lang.Determiner) {
			return true
		}
		if r.toks[j].kind != tokWord || w.Any(lang.Verb, lang.Relative, lang.Subordinator) && !w.Any(lang.Auxiliary, lang.Preposition, lang.Noun) {
			return false
		}
	}
	return false
}

// insertBefore is the comma that opens the insertion that the comma at i
// closes: "the toll, officials said, rose to 41". It is -1 where there is none.
func (r *reading) insertBefore(i, first int) int {
	for j := i - 1; j > first && j > i-12; j-- {
		t := &r.toks[j]
		switch {
		case t.kind == tokStop, t.kind == tokQuote:
			return -1
		case r.tok(j) == ",":
			if w := r.toks[j+1].word; w.Any(lang.Relative, lang.According) || r.toks[i-1].word.Has(lang.Say) {
				return j
			}
			return -1
		}
	}
	return -1
}

// numberOf reports whether "the number of" stands shortly before token i.
func (r *reading) numberOf(i, first int) bool {
	for k := i - 1; k >= first && k > i-5; k-- {
		if r.is(k, "of") && k > first && (r.is(k-1, "number") || r.is(k-1, "total")) {
			return true
		}
		if q := r.firstFrom(k) - 1; r.is(k, "of") && k > first && r.is(k-1, "and") && q >= 0 && r.qs[q].nounLast == k-1 && r.qs[q].total { // "put the number of dead at 31 and of injured at 112"
			return true
		}
	}
	return false
}

// inverted reads "among the dead were two", "the injured include three",
// "killed were four", "the victims were two".
func (r *reading) inverted(k, first int) finding {
	for i := k - 1; i >= first && i > k-7; i-- {
		t := &r.toks[i]
		w := t.word
		if t.kind == tokStop || w.Has(lang.Relative) {
			return finding{}
		}
		before := r.toks[max(i-1, first)].word
		named := i > first && (before.Any(lang.Determiner, lang.Pronoun) || r.toks[i-1].has(figure)) || i == first || before == r.toks[i].word
		if i+1 < k && r.toks[i+1].kind == tokWord && r.word(i+1).Any(lang.Noun, lang.Adjective) { // "the injured guard is"
			continue
		}
		if w.State != nil && w.State.Has('a', 'n') && !w.State.Has('t') && named {
			return finding{frame: w.State, tok: i, end: k + 1}
		}
		if w.Frame != nil && w.Has(lang.PastPart) && w.Frame.Has('o') && named {
			return finding{frame: w.Frame, tok: i, end: k + 1}
		}
	}
	return finding{}
}

// toWhom reads "injuries to six people".
func (r *reading) toWhom(k, first int) finding {
	if k <= first || !r.is(k, "to") && !r.is(k, "among") {
		return finding{}
	}
	if w, at := r.nounEnding(k-1, first); w.State != nil && w.State.Has('n') && w.State.Kind == string(Injuries) {
		return finding{frame: w.State, tok: at, end: k + 1}
	}
	return finding{}
}
