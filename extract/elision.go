package extract

import "tallymark/extract/lang"

// carried takes over what happened from the neighbour that the figure is
// joined to: "killed a policeman, two soldiers and 12 civilians", "41 people
// died, including 13 children", "two were killed and 12 wounded".
func (r *reading) carried(i int, f finding) finding {
	q := &r.qs[i]
	first := r.sents[q.sent].first
	k := r.backOver(q.nounFirst-1, first)
	if q.kind == Money || k <= first || r.is(k, "among") || !r.links(k, first) && !r.partOf(q) && !r.amongThem(k) {
		return f
	}
	if i > 0 && !r.qs[i-1].kind.happens() && r.partOf(q) && r.word(q.nounLast).Has(lang.Verb) && !r.word(q.nounLast).Any(lang.Be, lang.Preposition) {
		return f // "cut off 85,000 customers, 60,000 of whom had power by dawn"
	}
	if i > 0 && r.partOf(q) && r.qs[i-1].kind.happens() && r.qs[i-1].sent == q.sent && r.qs[i-1].labelWord != "" && q.first-r.qs[i-1].nounLast < 3 && !f.found() {
		return r.asBefore(&r.qs[i-1])
	}
	g := r.sharedGovernor(q, k, first)
	if g.found() && (g.noun || !f.subject || f.far(q)) {
		return g
	}
	if f.subject {
		return f
	}
	if g = r.companions(q, k, first); g.found() {
		return g
	}
	if i == 0 || r.qs[i-1].sent != q.sent {
		return f
	}
	p := &r.qs[i-1]
	aged := p // "20 children, ages six and seven, as well as six educators"
	for j := i - 2; p.kind == Age && j >= 0 && r.qs[j].sent == q.sent; j-- {
		p = &r.qs[j]
	}
	if r.tok(k) == ";" {
		if p.kind.happens() && p.predicate != "" && r.sameSort(p, q) && r.nominal(q.nounLast, r.sents[q.sent].last-1, false) {
			return r.asBefore(p)
		}
		return f
	}
	from := p.nounLast
	if p.predEnd <= q.first {
		from = max(from, p.predEnd)
	}
	if aged != p {
		from = max(from, aged.nounLast)
	}
	if p.predEnd == k && p.predToken >= p.nounLast && r.elsewhere(q) {
		return f
	}
	if p.predicate == "" || !r.sameSort(p, q) || !r.nominal(from, q.nounFirst, r.is(k, "including")) {
		return f
	}
	return r.asBefore(p)
}

// elsewhere reports whether what stands behind a bare figure says of it what the
// figure before has its own words for: "78 unaccounted for and 40,000 in camps".
func (r *reading) elsewhere(q *quantity) bool {
	i, last := max(q.last, q.approxLast), r.sents[q.sent].last
	if q.head >= 0 || i+1 >= last || !r.is(i, "in") && !r.is(i, "at") && !r.is(i, "under") {
		return false
	}
	w := r.toks[i+1].word
	return !r.toks[i+1].has(capital) && !r.toks[i+1].has(figure) && !w.Any(lang.Determiner, lang.TimeWord, lang.TimeUnit, lang.Relativum, lang.Month, lang.Pronoun) && w.State == nil
}

// asBefore is the finding of p once more.
func (r *reading) asBefore(p *quantity) finding {
	frame := &lang.Frame{Lemma: p.predicate, Kind: "", Label: p.labelWord}
	if p.kind.happens() {
		frame.Kind = string(p.kind)
	}
	return finding{frame: frame, tok: -1, end: -1, mixed: p.kind == Casualties}
}

// links reports whether token k joins a noun phrase to the one before it.
func (r *reading) links(k, first int) bool {
	t := &r.toks[k]
	switch {
	case t.kind == tokPunct:
		return r.tok(k) == "," || r.tok(k) == ":" || r.tok(k) == ";"
	case t.kind == tokOpen, t.kind == tokDash && (t.has(spaceBefore) || k > first && r.toks[k-1].kind == tokDash):
		return true
	}
	return t.word.Any(lang.Conjunction, lang.Scoping) && !r.is(k, "but") && !r.is(k, "so") || r.conjunctionEnding(k, first)
}

// companions reads "was killed near his home, along with two bodyguards".
func (r *reading) companions(q *quantity, k, first int) finding {
	if !r.conjunctionEnding(k, first) {
		return finding{}
	}
	for i := k - 2; i >= first && i > k-24; i-- {
		t := &r.toks[i]
		w, at := r.nounEnding(i, first)
		if t.kind == tokStop || w.Has(lang.Subordinator) && !w.Has(lang.Preposition) || w.Has(lang.Relative) && !w.Has(lang.Determiner) {
			return finding{}
		}
		if w.Frame == nil || !w.Has(lang.Verb) {
			continue
		}
		if w.Frame.Has('o') && r.passiveBefore(w, at, first) || w.Frame.Has('s') {
			return finding{frame: w.Frame, tok: at, end: i + 1}
		}
		return finding{}
	}
	return finding{}
}

// amongThem reports whether "among them" or "of whom" ends at k.
func (r *reading) amongThem(k int) bool {
	return k > 0 && (r.is(k, "them") || r.is(k, "whom")) && (r.is(k-1, "among") || r.is(k-1, "of"))
}

// partOf reports whether the figure is a part of one before: "13 of them".
func (r *reading) partOf(q *quantity) bool {
	w, n := r.phraseAt(q.last, r.sents[q.sent].last)
	return n > 1 && w.Has(lang.Partitive)
}

// sharedGovernor walks left over the members of a list to what governs them.
func (r *reading) sharedGovernor(q *quantity, k, first int) finding {
	for i := k; i >= first && i > k-26; i-- {
		t := &r.toks[i]
		w := r.word(i)
		if r.is(i, "of") {
			if g := r.ofGovernorQuiet(q, i, first); g.found() {
				return g
			}
			continue
		}
		if w.Has(lang.PastPart) && !w.Has(lang.Finite) && r.insideNoun(i) { // "31 stolen cars"
			continue
		}
		if w.Frame != nil && w.Has(lang.Verb) || w.State != nil && i < k {
			if f := r.verbEnding(i, first); f.found() && i < k {
				return f
			}
		}
		if w.Has(lang.Say) && w.Has(lang.Verb) && !w.Has(lang.Noun) {
			return finding{}
		}
		if !r.listPart(t, w) || i < k && w.Has(lang.Preposition) && !w.Any(lang.PlacePrep, lang.Conjunction, lang.Scoping) && !r.is(i, "on") && !r.is(i, "from") {
			return finding{}
		}
	}
	return finding{}
}

// insideNoun reports whether token i stands before the head of what a figure
// counts.
func (r *reading) insideNoun(i int) bool {
	if i == 0 {
		return false
	}
	k := r.quantityAt(i - 1)
	return k >= 0 && r.qs[k].unitFirst <= i && i < r.qs[k].head
}

// ofGovernorQuiet is ofGovernor without its effect on the phrase.
func (r *reading) ofGovernorQuiet(q *quantity, k, first int) finding {
	saved := q.nounFirst
	g := r.ofGovernor(q, k, first)
	q.nounFirst = saved
	return g.frame
}

// listPart reports whether a token can stand between the members of a list of
// noun phrases.
func (r *reading) listPart(t *token, w *lang.Word) bool {
	switch t.kind {
	case tokStop, tokQuote:
		return false
	case tokWord:
	default:
		return true
	}
	if w.Any(lang.Auxiliary, lang.Modal, lang.Finite, lang.Relative, lang.Infinitival) || w.Has(lang.Subordinator) && !w.Any(lang.Preposition, lang.Conjunction) {
		return false
	}
	return !w.Has(lang.Verb) || w.Any(lang.Noun, lang.Adjective, lang.PastPart, lang.Preposition, lang.Scoping)
}

// nominal reports whether only nominal tokens stand in [i, j).
func (r *reading) nominal(i, j int, including bool) bool {
	limit := 14
	if including {
		limit = 30
	}
	if i > j || j-i > limit {
		return i <= j+1 && j-i <= limit
	}
	for ; i < j; i++ {
		if !r.listPart(&r.toks[i], r.word(i)) || r.tok(i) == ";" {
			return false
		}
	}
	return true
}

// sameSort reports whether what happened to p can have happened to q.
func (r *reading) sameSort(p, q *quantity) bool {
	if p.kind.happens() {
		return r.canSuffer(q)
	}
	return r.canSuffer(p) == r.canSuffer(q) || p.head >= 0 && q.head >= 0
}

// happens reports whether the kind tells what happened to people.
func (k Kind) happens() bool {
	switch k {
	case Deaths, Injuries, Casualties, Missing, Arrests, Charges, Convictions, Hostages, Displaced, Attendance:
		return true
	}
	return false
}

// graver reports whether the kind is one of casualties or of law.
func (k Kind) graver() bool { return k.happens() && k != Displaced && k != Attendance }

// shareNouns gives a bare figure the noun of the one it goes with: "435 homes
// for sale and 187 to let", "rose 64 points to 4,577", "20 cars compared with
// 12 last year".
func (r *reading) shareNouns() {
	for i := range r.qs {
		q := &r.qs[i]
		if i > 0 && q.kind == People && q.head >= 0 && r.is(q.head, "others") {
			r.othersOf(&r.qs[i-1], q)
		}
		if !q.checkable || q.kind != Count || q.head >= 0 || q.unit != nil || q.unitText != "" {
			continue
		}
		if k := q.nounFirst - 1; k > r.sents[q.sent].first && r.is(k, "of") && r.toks[k-1].word.Has(lang.Parent) { // "a mother of four"
			q.kind, q.unitName = People, "child"
			continue
		}
		if k := q.nounFirst - 1; k > r.sents[q.sent].first && r.is(k, "of") && r.toks[k-1].word.Has(lang.Manned) && q.form != formZero { // "a crew of nine"
			q.kind, q.unitName = People, "person"
			continue
		}
		if r.nounOfList(i) || i > 0 && r.sameHolder(&r.qs[i-1], q) {
			continue
		}
		if r.numberOfNoun(q) || r.nounBehindBe(q) || i > 0 && r.percentToo(&r.qs[i-1], q) {
			continue
		}
		if k := q.nounFirst - 1; i > 0 && r.is(k-1, "of") && (r.is(k, "which") || r.is(k, "whom")) && q.first-r.qs[i-1].nounLast < 8 && r.sharesNoun(&r.qs[i-1], q) { // "1,204 cases, of which 318"
			continue
		}
		if i > 0 && r.fewerThan(&r.qs[i-1], q) {
			continue
		}
		if p := r.nounGiver(i); p != nil {
			q.unitText, q.unitName, q.unit = p.unitText, p.unitName, p.unit
			if p.head >= 0 && r.word(p.head).State != nil && r.word(p.head).State.Has('n') && !r.word(p.head).State.Has('p') { // "41 arrests in Leeds and 17 in York"
				q.head, q.unitFirst, q.unitLast = p.head, p.unitFirst, p.unitLast
			}
			if q.kind = p.kind; q.kind == Share || q.kind.happens() {
				q.kind = Count
			}
		}
	}
}

// nounOfList gives a bare figure the noun that stands behind the last of a list of
// figures alone: "received 7, 12 and 31 casualties".
func (r *reading) nounOfList(i int) bool {
	q := &r.qs[i]
	if q.form == formZero || q.nounLast != q.last {
		return false
	}
	for and, j := false, i+1; j < len(r.qs); j++ {
		p, k := &r.qs[j], r.qs[j-1].last
		if p.sent != q.sent || !p.checkable || p.nounFirst != p.first {
			return false
		}
		if k < p.first && r.tok(k) == "," {
			k++
		}
		if k < p.first && (r.is(k, "and") || r.is(k, "or")) {
			and = true
			k++
		}
		if k != p.first || k == r.qs[j-1].last {
			return false
		}
		if p.head < 0 && p.unit == nil {
			if p.kind != Count || p.unitText != "" || and || p.nounLast != p.last {
				return false
			}
			continue
		}
		if !and || p.kind == Age || p.kind == Money || p.kind == Percent || p.kind == Multiple || p.head >= 0 && (!r.word(p.head).Has(lang.Plural) || r.is(p.head, "others")) {
			return false
		}
		q.kind, q.unit, q.unitText, q.unitName, q.unitPhrase = p.kind, p.unit, p.unitText, p.unitName, p.unitPhrase
		q.head, q.unitFirst, q.unitLast = p.head, p.unitFirst, p.unitLast
		return true
	}
	return false
}

// sameHolder reads "two counts of murder and six of theft": the second figure
// counts what the first does, of something else.
func (r *reading) sameHolder(p, q *quantity) bool {
	k, end := q.nounFirst-1, r.sents[q.sent].last
	if p.sent != q.sent || !p.checkable || p.kind != Objects || p.head < 0 || q.form == formZero || !r.is(p.head+1, "of") || p.unitLast <= p.head+1 || !r.is(q.last, "of") || q.last+1 >= end || r.toks[q.last+1].word.Any(lang.Determiner, lang.Pronoun, lang.Relative) || k != p.nounLast && !(k == p.nounLast+1 && r.tok(k-1) == ",") || !r.is(k, "and") && !r.is(k, "or") && r.tok(k) != "," {
		return false
	}
	np := r.nounsFrom(q.last+1, end, true, false)
	if np.head < 0 {
		return false
	}
	q.kind, q.head, q.unitText, q.unitName = Objects, p.head, p.unitText, p.unitName
	q.unitFirst, q.unitLast, q.nounLast = p.head, p.head+1, np.last
	q.unitPhrase = joinWords(r.folded(p.head), r.between(q.last, np.last))
	return true
}

// fewerThan reads "1,100 transplants, 90 fewer than in 2023".
func (r *reading) fewerThan(p, q *quantity) bool {
	i := max(q.last, q.approxLast)
	if p.sent != q.sent || !p.checkable || p.head < 0 || p.kind != People && p.kind != Objects || q.first-p.nounLast > 8 || !r.is(i, "fewer") && !r.is(i, "more") || !r.is(i+1, "than") {
		return false
	}
	q.kind, q.unitText, q.unitName = p.kind, p.unitText, p.unitName
	q.unitPhrase = joinWords(r.folded(i), p.unitText)
	return true
}

// percentToo makes a percentage of the bare figure that one is held against:
// "51.2 percent to 46.9".
func (r *reading) percentToo(p, q *quantity) bool {
	k := q.nounFirst - 1
	if p.kind != Percent || !p.checkable || p.sent != q.sent || q.form != formDigits || !q.value.OK || q.value.V > 100 || k != p.nounLast && !(k == p.nounLast+1 && r.tok(k-1) == ",") {
		return false
	}
	if r.moverBefore(p.nounFirst, r.sents[q.sent].first, 5) >= 0 { // "rose 8.1% to 3.65"
		return false
	}
	if !r.is(k, "to") && !r.is(k, "against") && !r.is(k, "versus") && !r.is(k, "from") || q.last < r.sents[q.sent].last && !r.endsBare(q.last) {
		return false
	}
	q.kind, q.unit, q.unitText, q.unitName = p.kind, p.unit, p.unitText, p.unitName
	return true
}

// othersOf makes things of the "others" that go with counted things: "12 cars
// and 35 others".
func (r *reading) othersOf(p, q *quantity) {
	if p.sent == q.sent && p.checkable && p.head >= 0 && p.kind == Objects && q.first-p.nounLast <= 4 && r.word(p.head).Any(lang.Noun, lang.Vehicle) && !r.word(p.head).Any(lang.Event, lang.TimeUnit, lang.OfNoun, lang.GroupNoun) {
		q.kind, q.unitName = p.kind, p.unitName
	}
}

// nounBehindBe reads "of the 17 detained, 11 are dock workers".
func (r *reading) nounBehindBe(q *quantity) bool {
	i, end := max(q.last, q.approxLast), r.sents[q.sent].last
	if i+1 >= end || !r.toks[i].word.Has(lang.Be) || !r.toks[i].word.Has(lang.Finite) {
		return false
	}
	np := r.nounsFrom(i+1, end, false, false)
	if np.head < 0 || !np.plural || !r.word(np.head).Has(lang.Person) || r.word(np.head).State != nil {
		return false
	}
	q.unitText, q.unitName, q.unitPhrase = r.folded(np.head), r.singular(np.head, np.plural), r.between(np.first, np.last)
	q.kind = People
	return true
}

// numberOfNoun reads "the number of pupils fell to 300".
func (r *reading) numberOfNoun(q *quantity) bool {
	first := r.sents[q.sent].first
	k := q.nounFirst - 1
	if k <= first || !r.is(k, "to") && !r.is(k, "at") && !r.is(k, "from") && !r.toks[k].word.Has(lang.Be) {
		return false
	}
	for i := k - 1; i > first && i > k-12; i-- {
		if !r.is(i, "of") || !r.is(i-1, "number") {
			continue
		}
		np := r.nounsFrom(i+1, k, false, false)
		if np.head < 0 || r.word(np.head).State != nil {
			return false
		}
		q.unitText, q.unitName, q.unitPhrase = r.folded(np.head), r.singular(np.head, np.plural), r.between(np.first, np.last)
		q.kind = r.nounKind(np.head)
		return true
	}
	return false
}

// nounGiver is the figure that a bare one shares its noun with.
func (r *reading) nounGiver(i int) *quantity {
	q := &r.qs[i]
	s := &r.sents[q.sent]
	k, end := q.nounFirst-1, max(q.last, q.approxLast)
	if i > 0 && k > 0 && end < s.last && r.is(k, "and") && r.toks[end].word.Has(lang.PastPart) && r.toks[r.qs[i-1].nounLast].word.Has(lang.Be) && q.first-r.qs[i-1].last < 8 { // "320 flights were cancelled and 410 delayed"
		if p := r.asGiver(&r.qs[i-1], q); p != nil && (p.kind == Objects || p.kind == People) {
			return p
		}
	}
	if i > 0 && r.sameObject(&r.qs[i-1], q, k) {
		return &r.qs[i-1]
	}
	further := q.nounFirst < q.first && (r.is(q.first-1, "other") || r.is(q.first-1, "remaining") || r.is(q.first-1, "further") || r.is(q.first-1, "another") || r.is(q.first-1, "additional"))
	fronted := i > 0 && r.ofFronted(q, &r.qs[i-1], s) && end < s.last && r.toks[end].word.Has(lang.Verb)
	if k <= s.first || end < s.last && !r.endsBare(end) && !fronted && !(further && r.toks[end].word.Any(lang.Auxiliary, lang.Modal, lang.Verb)) {
		return nil
	}
	from := r.is(k, "from")
	if from && i+1 < len(r.qs) && r.is(r.qs[i+1].nounFirst-1, "to") && r.qs[i+1].nounFirst-1 == end {
		return r.asGiver(&r.qs[i+1], q)
	}
	if i--; i >= 0 && !r.qs[i].checkable && r.qs[i].kind == Date && r.toks[k].word.Has(lang.Conjunction) { // "against 3.7 million in 2023 and 3.9 million in 2022"
		i--
	}
	if i < 0 || q.first-r.qs[i].last > 16 {
		return nil
	}
	compared := r.ofFronted(q, &r.qs[i], s) || further || r.is(k, "with") || r.is(k, "to") || r.is(k, "than") || r.is(k, "against") || r.is(k, "including") || r.is(k, "of") && r.is(k-1, "out") || from || r.toks[k].word.Has(lang.Conjunction)
	if !compared {
		return nil
	}
	j := i
	for r.is(k, "to") && j > 0 && r.qs[j].kind == Percent { // "lost 12 points, or 2 %, to fall to 400"
		j--
	}
	p := r.asGiver(&r.qs[j], q)
	if p != nil && further && p.kind == Duration {
		return nil
	}
	if p != nil && r.is(k, "to") && p.unitText != "points" && p.unitText != "votes" && !r.is(p.nounFirst-1, "from") && !r.is(k-1, "compared") {
		return nil
	}
	return p
}

// sameObject reports whether a second verb, joined by "but" or "and", has the
// noun of the first one's object for its own: "freed 22 hostages but are still
// holding 36", "brought the total to 85,000".
func (r *reading) sameObject(p, q *quantity, k int) bool {
	if p.sent != q.sent || !p.checkable || p.head < 0 || p.kind != People && p.kind != Objects || q.form == formZero || q.value.OK && q.value.V < 2 || q.first-p.nounLast > 16 || max(q.last, q.approxLast) < r.sents[q.sent].last && !r.endsBare(max(q.last, q.approxLast)) {
		return false
	}
	if r.is(k, "to") && (r.is(k-1, "total") || r.is(k-1, "number")) {
		return true
	}
	if k = r.backOver(k, r.sents[q.sent].first); k < 0 {
		return false
	}
	w := r.toks[k].word
	if !w.Has(lang.Verb) || w.Any(lang.Be, lang.Say, lang.Auxiliary, lang.Preposition) || p.nounFirst == 0 || !r.toks[p.nounFirst-1].word.Has(lang.Verb) {
		return false
	}
	for i := p.nounLast; i < k; i++ {
		if r.is(i, "but") || r.is(i, "and") && p.kind == People {
			return true
		}
	}
	return false
}

// ofFronted reads "Of 212 complaints received last year, just nine led to
// charges".
func (r *reading) ofFronted(q, p *quantity, s *sentence) bool {
	return r.is(s.first, "of") && p.nounFirst == s.first+1 && q.nounFirst > s.first && r.tok(q.nounFirst-1) == ","
}

// asGiver is p if it has a noun of its own to share in the sentence of q.
func (r *reading) asGiver(p, q *quantity) *quantity {
	if p.sent != q.sent || !p.checkable || p.unitText == "" || p.kind == Percent || p.kind == Age || p.kind == Date || p.kind == Time || p.kind == Money {
		return nil
	}
	return p
}

// endsBare reports whether token i ends the phrase of a bare figure.
func (r *reading) endsBare(i int) bool {
	t := &r.toks[i]
	switch t.kind {
	case tokPunct, tokStop, tokClose:
		return true
	case tokWord:
		w := t.word
		return w.Has(lang.PastPart) && r.is(i, "cast") || w.Any(lang.Preposition, lang.Conjunction, lang.Subordinator, lang.Relative, lang.Relativum, lang.TimeWord, lang.Weekday, lang.Infinitival) && w.State == nil && !r.is(i, "of")
	}
	return false
}
