package extract

import "tallymark/extract/lang"

// rangeFrom reads the second end of a range.
//
//	range = number ( "-" | "to" | "or" ) number | "between" number "and" number | number "±" number .
func (r *reading) rangeFrom(n *numeral, from, last int) {
	j := n.last
	if j+1 >= last || n.form == formShare || n.kind == Age {
		return
	}
	t := &r.toks[j]
	switch {
	case t.kind == tokSymbol && r.tok(j) == "±":
		if m, ok := r.cardinalAt(j+1, last); ok {
			n.low, n.high, n.isRange, n.spread, n.last = n.value-m.value, n.value+m.value, true, true, m.last
		}
	case t.kind == tokDash:
		r.dashRange(n, j, from, last)
	case r.isWord(j, "to"), r.isWord(j, "through"):
		m, ok := r.cardinalAt(j+1, last)
		switch {
		case ok && r.tally(n, &m, from, last):
			n.last, n.low, n.high, n.isRange, n.kind = m.last, n.value, m.value, true, Score
		case ok && r.rangeJoins(n, &m, from, last) && !r.moves(n, &m, from, last):
			r.join(n, &m)
		}
	case r.isWord(j, "and"):
		if r.betweenBefore(n.first, from) {
			to, about := r.behindAbout(j+1, last)
			if m, ok := r.cardinalAt(to, last); ok && r.rangeJoins(n, &m, from, last) {
				r.join(n, &m)
				n.around = about
			}
		}
	case r.isWord(j, "or"):
		if m, ok := r.cardinalAt(j+1, last); ok && r.rangeJoins(n, &m, from, last) && r.eitherOf(n, &m) {
			r.join(n, &m)
		}
	}
}

// dashRange reads 19-37, $2-3 billion, 15–20%; two small numbers without
// anything counted behind them are a score.
func (r *reading) dashRange(n *numeral, j, from, last int) {
	if r.spaced(j) != r.spaced(j+1) {
		return
	}
	to := j + 1
	if r.hyphen(to-1) && to+1 < last && r.isWord(to, "to") && r.hyphen(to+1) { // "10-to-15"
		to += 2
	}
	m, ok := r.cardinalAt(to, last)
	if !ok || r.spaced(j) && n.form != formWords && !(n.lit.plain > 0 && m.lit.plain > 0 && m.value > n.value) {
		return
	}
	if m.last+1 < last && r.toks[m.last].kind == tokDash && !r.spaced(m.last) && r.toks[m.last+1].kind == tokNumber && !r.spaced(m.last+1) { // 555-1234-99
		n.last = r.dashedRun(m.last+2, last)
		n.refuse(Identifier, "identifier")
		return
	}
	if n.lit.plain == 3 && m.lit.plain == 4 && !r.spaced(j) { // a telephone number
		n.last = m.last
		n.refuse(Identifier, "identifier")
		return
	}
	if r.scoreLine(n, &m, last) {
		n.last, n.low, n.high, n.isRange, n.kind = m.last, n.value, m.value, true, Score
		if !r.ballot(n, from, last) {
			n.reason = "score"
		}
		return
	}
	if r.rangeJoins(n, &m, from, last) {
		r.join(n, &m)
	}
}

// dashedRun is the end of digits that dashes join: 1-800-555-0199.
func (r *reading) dashedRun(j, last int) int {
	for j+1 < last && r.toks[j].kind == tokDash && r.toks[j+1].kind == tokNumber && !r.spaced(j) && !r.spaced(j+1) {
		j += 2
	}
	return j
}

// scoreLine says that two whole numbers joined by a dash are the score of a
// game or a vote: nothing counted stands behind them, or they fall.
func (r *reading) scoreLine(n, m *numeral, last int) bool {
	if n.money != nil || m.money != nil || n.percent || m.percent || n.scale > 1 || m.scale > 1 || n.value > 200 || m.value > 200 || n.value != float64(int(n.value)) || m.value != float64(int(m.value)) || n.form == formMixed {
		return false
	}
	if n.value >= m.value {
		return true
	}
	if n.form == formWords || n.negative {
		return false
	}
	if m.last >= last {
		return true
	}
	j := m.last
	t := &r.toks[j]
	if t.kind == tokDash && !r.spaced(j) {
		return false
	}
	w := t.word
	if w.Has(lang.Sport) {
		return true
	}
	return !r.measured(j, last)
}

// ballot says that the two numbers are the votes of a court or a parliament,
// which can be checked, and no game.
func (r *reading) ballot(n *numeral, from, last int) bool {
	for k := n.last; k < last && k < n.last+3; k++ {
		if r.toks[k].word.Has(lang.Ballot) {
			return true
		}
	}
	for k := n.first - 1; k >= from && k >= n.first-6; k-- {
		if r.toks[k].word.Has(lang.Ballot) {
			return true
		}
	}
	return false
}

// tally says that "24 to 17" are the votes for and against: the first is
// higher, nothing is counted behind them, and a ballot stands before them.
func (r *reading) tally(n, m *numeral, from, last int) bool {
	if n.lit.plain == 0 || m.lit.plain == 0 || n.value < m.value || n.first > from && (r.isWord(n.first-1, "from") || r.toks[n.first-1].word.Any(lang.Up, lang.Down)) || r.measured(m.last, last) {
		return false
	}
	n2 := *n
	n2.last = m.last
	return r.ballot(&n2, from, last)
}

// measured says that a unit or a plural noun stands at token j, perhaps
// behind an adjective or two.
func (r *reading) measured(j, last int) bool {
	for k := j; k < last && k < j+3; k++ {
		t := &r.toks[k]
		if t.kind == tokSymbol && t.word.Unit != nil {
			return true
		}
		if t.kind != tokWord || t.word.Any(lang.Preposition, lang.Conjunction, lang.Determiner, lang.Auxiliary, lang.Pronoun) && t.word.Unit == nil {
			return false
		}
		if t.word.Unit != nil || r.plural(k) {
			return true
		}
	}
	return false
}

// rangeJoins says that the two numerals are ends of one range: the first is
// lower, and both are of the same sort.
func (r *reading) rangeJoins(n, m *numeral, from, last int) bool {
	if n.lit.plain == 4 && n.value >= 1000 && n.value <= 2100 && m.lit.plain != 4 && n.first > from && r.toks[n.first-1].word.Has(lang.YearCue) {
		return false // "from 9,600 in 2022 to 14,300"
	}
	if m.reason != "" || m.form == formMultiple && n.form != formMultiple || n.percent && !m.percent || n.money == nil && m.money != nil || n.money != nil && m.percent || m.form == formFraction != (n.form == formFraction) {
		return false
	}
	low := n.value
	if n.scale == 1 && m.scale > 1 && n.value < 1000 && low < m.value/m.scale {
		low *= m.scale
	}
	return low < m.value
}

// join makes n the range from n to m. The first end shares the magnitude and
// the signs of the second: "$2-3 billion", "15-20%".
func (r *reading) join(n, m *numeral) {
	if n.scale == 1 && m.scale > 1 && n.value < 1000 && n.value < m.value/m.scale {
		n.value = scaled(n.value, m.scale)
	}
	n.low, n.high, n.isRange, n.last = n.value, m.value, true, m.last
	if n.money == nil {
		n.money = m.money
	}
	n.percent = n.percent || m.percent
	n.lit.plain = 0
	if n.form == formFraction || n.form == formOrdinal {
		n.form = m.form
	}
}

// moves says that "from 10 to 15" tells a development, which is two claims: a
// verb of change stands before it, or what is counted does not follow.
func (r *reading) moves(n, m *numeral, from, last int) bool {
	k := n.first - 1
	if k < from || !r.isWord(k, "from") {
		close := m.value <= 2.5*n.value && (m.money != nil || m.percent || r.measured(m.last, last))
		return k >= from && (r.toks[k].word.Any(lang.Up, lang.Down) || r.isWord(k, "by")) && !close
	}
	for b := k - 1; b >= from && b >= k-6; b-- {
		w := r.toks[b].word
		if w.Any(lang.Up, lang.Down) || r.toks[b].kind == tokSymbol {
			return true
		}
		if w.Has(lang.Verb) && !w.Has(lang.Gerund) {
			break
		}
	}
	return false
}

// betweenBefore says that "between" leads to the number at i, perhaps over an
// approximator: "between about 20 and 30".
func (r *reading) betweenBefore(i, from int) bool {
	if w, first := r.boundEnding(i, from); w != nil {
		i = first
	}
	return i > from && r.isWord(i-1, "between")
}

// behindAbout is the token behind an approximator at i that only blurs the end of
// a range: "between 20 and about 30".
func (r *reading) behindAbout(i, last int) (int, bool) {
	if w, n := r.phraseAt(i, last); w.Bound == string(About) && !r.toks[i].has(figure) {
		return i + n, true
	}
	return i, false
}

// eitherOf accepts "two or three", "ten or twelve", "40 or 50": neighbours
// only.
func (r *reading) eitherOf(n, m *numeral) bool {
	return n.money == nil && (m.value-n.value <= 2 || m.value <= 2*n.value && m.value-n.value <= 10) || n.money != nil && m.money != nil && m.value <= 1.5*n.value
}

// joinEnds makes one range of the last two quantities where each end has its unit:
// "between 40 km and 60 km", "5 percent to 10 percent".
func (r *reading) joinEnds() {
	k := len(r.qs) - 1
	if k < 1 {
		return
	}
	p, q := &r.qs[k-1], &r.qs[k]
	if p.sent != q.sent || !p.checkable || !q.checkable || p.unit == nil || p.unit != q.unit || !p.value.OK || !q.value.OK || p.value.V >= q.value.V || p.approx == Range || q.approx == Range || p.kind != q.kind {
		return
	}
	if !r.endsOfOne(p, q) {
		return
	}
	p.around = p.approx == About || q.approx == About
	p.low, p.high, p.value, p.approx = p.value, q.value, Float{}, Range
	p.last, p.end, p.spanEnd = q.last, q.end, q.spanEnd
	p.unitText, p.unitName, p.unitFirst, p.unitLast = q.unitText, q.unitName, q.unitFirst, q.unitLast
	r.qs = r.qs[:k]
	r.rangeWords(p)
	r.markCounted(p)
}

// endsOfOne says that what stands before and between two measures of one unit
// makes them the ends of a range and no development.
func (r *reading) endsOfOne(p, q *quantity) bool {
	first, j := r.sents[p.sent].first, max(p.last, p.unitLast)
	before := p.first - 1
	if p.approxFirst >= 0 {
		before = p.approxFirst - 1
	}
	switch {
	case r.isWord(j, "and"):
		return (q.first == j+1 && q.approx == Exact || q.approxFirst == j+1 && q.approx == About) && before >= first && r.isWord(before, "between")
	case r.isWord(j, "up") && r.isWord(j+1, "to"):
		return q.first == j+2 && before >= first && r.isWord(before, "from") && r.ranges(before, first)
	case !r.isWord(j, "to") || q.first != j+1 || q.approx != Exact:
		return false
	case before >= first && r.isWord(before, "from"):
		return r.ranges(before, first)
	}
	return q.value.V <= 2.5*p.value.V && r.moverBefore(p.first, first, 7) < 0 && !(before >= first && r.isWord(before, "by"))
}

// ranges says that the "from" at k opens the range of a thing: "weigh from",
// "sizes from", "anywhere from".
func (r *reading) ranges(k, first int) bool {
	for i := k - 1; i >= first && i > k-4; i-- {
		w := r.toks[i].word
		if w.Has(lang.Ranging) {
			return true
		}
		if !w.Any(lang.Gerund, lang.Adverb) || w.Any(lang.Up, lang.Down) { // "prices rose from"
			return false
		}
	}
	return false
}
