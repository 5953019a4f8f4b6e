package extract

import "tallymark/extract/lang"

// frameWindow bounds how far a verb may stand from the figure it governs.
const frameWindow = 36

// finding is what the words around a figure say happened to the counted.
type finding struct {
	frame   *lang.Frame
	tok     int // first token of the words that say so
	end     int // behind the last one
	total   bool
	mixed   bool // "killed or wounded": both
	subject bool // the counted is the subject of some other verb
	clause  bool // that verb stands in a relative clause
	noun    bool // a noun says so: "the deaths of"
	group   verbGroup
}

func (f finding) found() bool { return f.frame != nil }

// far reports whether the verb that the figure seems to be the subject of
// stands so far off that a shared governor goes before it.
func (f finding) far(q *quantity) bool {
	return f.subject && (f.clause || f.group.first > q.nounLast+2)
}

// bindPredicates finds what happened to the counted, and the kind.
func (r *reading) bindPredicates() {
	for i := range r.qs {
		q := &r.qs[i]
		if !q.checkable {
			continue
		}
		if !r.canHappen(q) {
			r.judgeModality(q, finding{})
			continue
		}
		f := r.withNoun(q, r.predicateOf(q))
		if !f.found() || f.far(q) {
			own := f.frame
			f = r.carried(i, f)
			q.carried = f.frame != own
		}
		if f.found() && f.frame.Kind == string(Injuries) && (r.is(q.nounLast, "fatally") || r.toDeath(f.end) || r.toDeath(q.nounLast)) { // "nine were shot, three of them fatally"
			f.frame = &lang.Frame{Lemma: f.frame.Lemma, Kind: string(Deaths), Label: "killed", Roles: f.frame.Roles}
		}
		r.apply(q, f)
		r.judgeModality(q, f)
	}
	r.findPoints()
	r.findChanges()
	r.judgeZeros()
	r.judgeOnes()
	r.judgeVague()
}

// toDeath reports whether "to death" stands at token i: "beat two men to death".
func (r *reading) toDeath(i int) bool { return i > 0 && r.is(i, "to") && r.is(i+1, "death") }

// canHappen reports whether something can have happened to what the figure
// counts: to people and things, not to years, shares and temperatures.
func (r *reading) canHappen(q *quantity) bool {
	if q.unitFirst < q.unitLast && r.joined(q.unitFirst-1) { // "a 15-member team"
		_, ok := r.caseOf(q.first, q.nounLast)
		return ok
	}
	if q.form == formMultiple || q.form == formOrdinal || r.spared(q) {
		return false
	}
	switch q.kind {
	case Count, People, Objects, Weapons, Share, Money, Mass, Volume, "":
		return true
	}
	return false
}

// predicateOf asks in the order of certainty: the words right behind the noun,
// the verb or noun that governs it from the left, the verb it is subject of,
// and at last the noun itself.
func (r *reading) predicateOf(q *quantity) finding {
	if _, ok := r.caseOf(q.first, q.nounLast); ok {
		return r.inside(q)
	}
	if q.nounLast < r.sents[q.sent].last && r.toks[q.nounLast].kind == tokPoss && q.head >= 0 {
		return r.ofOwners(q)
	}
	if p := r.inManner(q); p != nil {
		return r.asBefore(p)
	}
	state, left := r.stateBehind(q), r.governor(q)
	if state.found() {
		if left.frame.found() && left.frame.frame.Kind == string(Deaths) && state.frame.Kind != left.frame.frame.Kind {
			return left.frame
		}
		if d := r.diedAfter(q, state); d.found() {
			return d
		}
		if r.gapped(q) {
			return r.asBefore(&r.qs[r.firstFrom(q.first)-1])
		}
		return state
	}
	if left.frame.found() && !left.frame.frame.Weak() {
		return r.orRelative(q, left.frame)
	}
	right := r.relative(q)
	if (left.kind == governedByNothing || left.kind == governedByTotal || left.kind == governedByVerb && r.subjectHere(q)) && !r.inserted(q) {
		right = r.verbBehind(q)
	}
	switch {
	case right.found() && (!left.frame.found() || right.frame.Kind != ""):
		return right
	case left.frame.found():
		if in := r.inside(q); in.found() && in.frame.Kind != "" {
			return in
		}
		return left.frame
	}
	if f := r.inside(q); f.found() {
		f.subject = right.subject
		return f
	}
	right.subject = right.subject || left.kind == governedByAgent
	return right
}

// inserted reports whether "among them" behind a comma leads to the figure, which
// is a part of those before it and subject of nothing: "at least 27 died, among them
// nine children, and 60 were hurt".
func (r *reading) inserted(q *quantity) bool {
	k := q.nounFirst - 1
	return k-2 > r.sents[q.sent].first && r.is(k, "them") && r.is(k-1, "among") && r.toks[k-2].kind == tokPunct
}

// inManner reports whether an adverb of harm alone stands behind the figure, which
// says of a part how the whole was hurt: "four were wounded, one critically, and".
func (r *reading) inManner(q *quantity) *quantity {
	i, k, last := q.nounLast, r.firstFrom(q.first), r.sents[q.sent].last
	if i >= last || !r.toks[i].word.Has(lang.Manner) || i+1 < last && r.toks[i+1].kind == tokWord && !r.toks[i+1].word.Any(lang.Conjunction, lang.Preposition, lang.Subordinator) {
		return nil
	}
	for k--; k >= 0 && r.qs[k].sent == q.sent && q.first-r.qs[k].last < frameWindow; k-- {
		if p := &r.qs[k]; p.kind == Injuries || p.kind == Casualties {
			return p
		}
	}
	return nil
}

// gapped reports whether the verb of the figure before is left out behind q:
// "19 died at the scene and seven later in hospital".
func (r *reading) gapped(q *quantity) bool {
	i, k := r.firstFrom(q.first), q.nounFirst-1
	if i == 0 || q.head >= 0 || k < 0 || !r.is(k, "and") || !r.is(q.nounLast, "later") {
		return false
	}
	p := &r.qs[i-1]
	return p.sent == q.sent && p.kind == Deaths && p.predToken >= p.last && p.predToken < k
}

// spared reports whether the figure counts those to whom it did not happen:
// "killing all but two of those on board".
func (r *reading) spared(q *quantity) bool {
	for k := max(q.nounFirst-1, 1); k < q.first; k++ {
		if r.is(k, "but") && (r.is(k-1, "all") || r.is(k-1, "everyone")) {
			return true
		}
	}
	return false
}

// diedAfter reads "two of the wounded died".
func (r *reading) diedAfter(q *quantity, state finding) finding {
	if state.frame.Kind != string(Injuries) || !r.is(q.last, "of") {
		return finding{}
	}
	end := min(r.sents[q.sent].last, state.end+frameWindow)
	d := r.mainVerb(q, state.end, end)
	if g, ok := r.verbGroupAt(r.skipAdverbs(state.end, end), end); ok && !d.found() { // "later died"
		d = r.judge(g, end)
	}
	if !d.found() || d.frame.Kind != string(Deaths) {
		return finding{}
	}
	return d
}

// orRelative prefers a relative clause that tells of casualties to a verb that
// tells of none: "buried six villagers who were killed".
func (r *reading) orRelative(q *quantity, f finding) finding {
	if f.frame.Kind != "" {
		return f
	}
	if more := r.relative(q); more.found() && more.frame.Kind != "" {
		f.frame = f.frame.OfKind(more.frame.Kind)
	}
	return f
}

// withNoun lets the noun give the kind where the verb gives none: "four bodies
// were found".
func (r *reading) withNoun(q *quantity, f finding) finding {
	if !f.found() || f.frame.Kind != "" {
		return f
	}
	if in := r.inside(q); in.found() && in.frame.Kind != "" {
		if in.frame.Has('b') || in.frame.Kind == string(Deaths) {
			return in
		}
		f.frame = f.frame.OfKind(in.frame.Kind)
	}
	return f
}

// subjectHere reports whether an auxiliary stands right behind the noun, so
// that the phrase opens a clause: "we know seven peasants were murdered".
func (r *reading) subjectHere(q *quantity) bool {
	i := r.skipAdverbs(q.nounLast, r.sents[q.sent].last)
	return i < r.sents[q.sent].last && r.toks[i].word.Any(lang.Auxiliary, lang.Modal) && !r.toks[i].word.Has(lang.Gerund)
}

// inside looks for what happened inside of the noun phrase: "23 deaths",
// "12 wounded soldiers", "five kidnapped students".
func (r *reading) inside(q *quantity) finding {
	if q.head < 0 {
		return finding{}
	}
	if w, at := r.headEntry(q); w.State != nil && (w.State.Has('n', 'p') || w.State.Has('b') && at == q.unitFirst) {
		return finding{frame: w.State, tok: at, end: q.head + 1}
	} else if w.State != nil && w.State.Has('l') && q.nounFirst > 0 && r.toks[q.nounFirst-1].word.Has(lang.Claiming) {
		return finding{frame: w.State, tok: q.nounFirst - 1, end: q.head + 1}
	}
	for j := q.unitFirst; j < q.head; j++ {
		w, n := r.phraseAt(j, q.head)
		if w.State != nil && w.State.Has('a') {
			return finding{frame: w.State, tok: j, end: j + n}
		}
		if w.Frame != nil && w.Has(lang.PastPart) && w.Frame.Has('o') && w.Frame.Kind != "" {
			return finding{frame: w.Frame, tok: j, end: j + n}
		}
	}
	return finding{}
}

// headEntry is the entry of the head, or of the phrase that ends with it
// ("dead bodies").
func (r *reading) headEntry(q *quantity) (*lang.Word, int) {
	for j := q.unitFirst; j < q.head; j++ {
		if w, n := r.phraseAt(j, q.head+1); n > 1 && j+n == q.head+1 && w.State != nil {
			return w, j
		}
	}
	return r.word(q.head), q.head
}

// apply writes the finding into the claim.
func (r *reading) apply(q *quantity, f finding) {
	if !f.found() || f.frame.Label == "in hospital" && !r.canSuffer(q) { // "35 of the beds in intensive care"
		return
	}
	if f.frame.Lemma == "spend" && q.kind == People {
		return // "1,400 people spent the night there, 300 children among them"
	}
	if (f.noun || q.head >= 0 && r.word(q.head).Has(lang.OfNoun)) && Kind(f.frame.Kind).graver() && !r.canSuffer(q) { // "two counts of wounding"
		return
	}
	q.predicate, q.labelWord, q.predToken, q.predEnd = f.frame.Lemma, f.frame.Label, f.tok, f.end
	q.total = q.total || f.total || r.runningTotal(q)
	if f.frame.Has('d') && q.head < 0 && q.unitText == "" && q.kind == Count { // "another 200 fled": who flees is somebody
		q.kind, q.unitName = People, "person"
	}
	kind := Kind(f.frame.Kind)
	if kind == Injuries && f.frame.Weak() && q.head >= 0 && r.word(q.head).Has(lang.GroupNoun) && !r.word(q.head).Has(lang.Person) { // "twelve unions struck"
		return
	}
	if f.mixed {
		kind, q.labelWord = Casualties, "casualties"
	}
	if kind == "" || !r.canSuffer(q) || f.frame.Weak() && q.head < 0 && q.kind != People && f.tok < q.first { // "holding 500 songs"
		return
	}
	if q.kind == Share && q.value.OK && q.value.V < 1 && (kind != Attendance) { // half of the dead are no half death
		return
	}
	q.kind = kind
	if q.unitName == "" && !f.frame.Has('n') {
		q.unitName = "person"
	}
}

// runningTotal reports whether "so far" or "to date" stands near the figure.
func (r *reading) runningTotal(q *quantity) bool {
	s := &r.sents[q.sent]
	for i := max(s.first, q.first-12); i < min(s.last, q.last+16); i++ {
		if !r.toks[i].word.Leads(lang.TotalWord) {
			continue
		}
		if w, n := r.phraseAt(i, s.last); n > 1 && w.Has(lang.TotalWord) {
			return true
		}
	}
	return false
}

// canSuffer reports whether the counted can be people: a noun of persons, no
// noun at all, or one that the lexicon does not know.
func (r *reading) canSuffer(q *quantity) bool {
	if q.kind == Money || q.kind == Mass || q.kind == Volume {
		return false
	}
	if q.head < 0 {
		return q.unitText == "" || q.kind == People
	}
	w := r.word(q.head)
	if w.Any(lang.Person, lang.GroupNoun) || w.State != nil {
		return true
	}
	return q.kind != Weapons && r.toks[q.head].word.Bare()
}
