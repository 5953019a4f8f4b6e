package extract

import (
	"strings"

	"tallymark/extract/lang"
)

// bindMeasure binds a number to the unit of measure or of money that stands
// beside it. What is counted otherwise, nouns say.
func (r *reading) bindMeasure(q *quantity, n *numeral) {
	last := r.sents[q.sent].last
	switch {
	case n.money != nil:
		r.bindSign(q, n, last)
	case n.percent:
		q.kind, q.unitText, q.unitName = Percent, "%", "percent"
		q.unit = r.toks[q.last-1].word.Unit
		q.unitFirst, q.unitLast = q.last-1, q.last
		if q.last < last && r.isWord(q.last, "points") {
			q.kind, q.unitName, q.unitLast = PercentagePoints, "percentage point", q.last+1
		}
	case r.feetMarks(q, n, last):
	case q.form == formZero || q.kind == Share || r.times(q, last):
	case r.ageAfter(q, last):
	case q.kind == Multiple && q.form == formMultiple:
	case q.first > r.sents[q.sent].first && r.isWord(q.first-1, "magnitude") && n.value < 11:
		q.kind, q.unitText, q.unitName, q.unitFirst, q.unitLast = Measure, "magnitude", "magnitude", q.first-1, q.first
		q.spanStart = int(r.toks[q.first-1].start)
	case r.hyphen(min(q.last, last-1)) && q.last+1 < last && r.isWord(q.last+1, "magnitude") && n.value < 11: // "a 5.8-magnitude quake"
		q.kind, q.unitText, q.unitName, q.unitFirst, q.unitLast = Measure, "magnitude", "magnitude", q.last+1, q.last+2
	default:
		r.bindUnitWord(q, n, last)
	}
	if q.kind == Count && q.form == formFraction && !q.whole.OK && q.value.V < 1 {
		q.kind = Share
	}
	if q.unitLast > q.last {
		q.spanEnd = int(r.toks[q.unitLast-1].end)
	}
}

// bindSign binds money that has its sign or code on it, with the rate behind:
// "$58.24 a barrel".
func (r *reading) bindSign(q *quantity, n *numeral, last int) {
	q.unit, q.kind, q.currency, q.unitName = n.money, Money, n.money.Currency, n.money.Name
	first, end := q.first, q.first
	for end < q.last && r.toks[end].kind != tokNumber && r.toks[end].kind != tokDash {
		end++
	}
	if first == end { // the sign stands behind
		first, end = q.last-1, q.last
	}
	if r.toks[first].kind == tokDash {
		first++
	}
	q.unitFirst, q.unitLast = first, end
	q.unitText = n.money.Name
	if first < end {
		q.unitText = r.signText(first, end)
	}
	j := q.last
	if j < last && r.toks[j].kind == tokOpen { // "C$6 (US$4.46) per share"
		j = r.behindBrackets(j, last)
	}
	if j+1 < last && r.hyphen(j) && !r.spaced(j) { // "$70-a-share"
		j++
	}
	r.rateOf(q, j, last)
}

// signText is the sign of money without the space that some put into it.
func (r *reading) signText(first, end int) string {
	s := r.lowered(int(r.toks[first].start), int(r.toks[end-1].end))
	if end-first == 2 && r.spaced(end-1) {
		return strings.ReplaceAll(s, " ", "")
	}
	return s
}

// behindBrackets is the token behind the short brackets that open at j.
func (r *reading) behindBrackets(j, last int) int {
	for k := j + 1; k < last && k < j+8; k++ {
		if r.toks[k].kind == tokClose {
			return k + 1
		}
	}
	return j
}

// bindUnitWord binds the unit behind the number: "5 km", "23-mile", "12 per
// cent", "five dollars", "three more months".
func (r *reading) bindUnitWord(q *quantity, n *numeral, last int) {
	j, attributive := q.last, false
	if j < last && r.toks[j].kind == tokDash && !r.spaced(j) && j+1 < last && !r.spaced(j+1) {
		j, attributive = j+1, true
	}
	if j < last && r.isWord(j, "of") && (q.form == formVague || q.form == formCollective || q.form == formFraction) {
		j++
		if q.form == formFraction && j < last && (r.isWord(j, "a") || r.isWord(j, "an")) {
			j++
		}
	}
	if q.form == formFraction && j < last && (r.isWord(j, "a") || r.isWord(j, "an")) { // half an hour
		j++
	}
	u, next := r.unitAt(j, last)
	if u == nil && j+1 < last && !attributive && r.spaced(j) && r.toks[j].word.Unit == nil && r.toks[j].word.Any(lang.Adjective, lang.Comparative, lang.Relativum) && !r.toks[j].has(figure) {
		if after := r.toks[j+1].word.Unit; after != nil && after.Kind != string(Money) && r.plural(j+1) && len(r.toks[j+1].word.Text) > 3 {
			j++
			u, next = r.unitAt(j, last)
		}
	}
	if u == nil || u.Name == "crown" && n.value < 10 && !n.lit.decimal { // "won three crowns"
		return
	}
	if u.Kind == string(Money) && n.scale == 1 && next < last && r.class(next) == lang.Magnitude && len(r.toks[next].word.Text) > 3 { // "75 USD million"
		n.scale = r.worth(next)
		q.value = Known(scaled(q.value.V, n.scale))
		q.low, q.high = q.value, q.value
		q.last, q.end = next+1, int(r.toks[next].end)
		r.setUnit(q, u, j, next+1)
		return
	}
	if u.Kind == string(Mass) && u.Name == "pound" {
		u = r.poundOf(q, n, j, next, attributive, last)
	}
	r.setUnit(q, u, j, next)
	if q.kind == Share {
		q.kind = Kind(u.Kind)
	}
	r.rateOf(q, next, last)
	r.compound(q, n, attributive, last)
}

func (r *reading) setUnit(q *quantity, u *lang.Unit, first, next int) {
	q.unit, q.kind, q.currency, q.unitName = u, Kind(u.Kind), u.Currency, u.Name
	q.unitFirst, q.unitLast = first, next
	q.unitText = r.lowered(int(r.toks[first].start), int(r.toks[next-1].end))
}

// unitAt is the unit that the words at token j name, longest first.
func (r *reading) unitAt(j, last int) (*lang.Unit, int) {
	if j >= last {
		return nil, 0
	}
	w := r.toks[j].word
	for _, p := range r.phrases(j, last) {
		if p.Entry.Unit != nil && r.matches(p, j, last) {
			return p.Entry.Unit, j + len(p.Words)
		}
		if p.Entry.Has(lang.FigureName) && r.matches(p, j, last) { // "second half"
			return nil, 0
		}
	}
	u := w.Unit
	if u == nil {
		return r.unitBehind(j, last)
	}
	t := &r.toks[j]
	switch {
	case u.Kind == string(Money) && t.kind == tokSymbol && j+1 < last && r.toks[j+1].kind == tokNumber && !r.spaced(j+1): // "three $3 billion packages"
		return nil, 0
	case u.Stuck && t.has(capital) && !u.Capital:
		return nil, 0
	case u.Stuck && (r.spaced(j) || j+1 < last && !r.spaced(j+1) && r.toks[j+1].kind == tokNumber):
		return nil, 0
	case t.kind == tokWord && t.end-t.start <= 2 && r.spaced(j) && t.has(capital) && !t.has(upperCase) && j+1 < last && r.toks[j+1].kind == tokWord && r.toks[j+1].has(capital): // a title
		return nil, 0
	case t.kind == tokWord && t.has(capital) && !t.has(upperCase) && r.yearBefore(j): // during 2016 Stone spoke
		return nil, 0
	case u.Kind == string(Money) && t.has(capital) && !t.has(upperCase) && j+1 < last && r.toks[j+1].has(capital) && !r.toks[j+1].has(lineBefore):
		return nil, 0
	case w.Text == "c" && t.has(capital):
		return r.lex.Word("celsius").Unit, j + 1
	}
	return u, j + 1
}

// takesObject says that the word at token j, which is a noun too, is a verb with
// its object behind it: "ticket 48213 won $3 million".
func (r *reading) takesObject(j, last int) bool {
	return r.toks[j].word.Has(lang.PastPart) && j+1 < last && (r.toks[j+1].has(figure) || r.toks[j+1].kind == tokSymbol && r.moneySign(j+1) || r.is(j+1, "the") || r.is(j+1, "a"))
}

// yearBefore says that digits that may be a year stand before token j.
func (r *reading) yearBefore(j int) bool {
	if j == 0 || r.toks[j-1].kind != tokNumber || !r.spaced(j) {
		return false
	}
	l, ok := readLiteral(r.tok(j - 1))
	return ok && l.plain == 4 && l.value >= 1900 && l.value <= 2050
}

// unitBehind reads a unit in brackets: "20 [kg]".
func (r *reading) unitBehind(j, last int) (*lang.Unit, int) {
	if j+2 < last && r.toks[j].kind == tokOpen && r.tok(j) == "[" && r.toks[j+2].kind == tokClose {
		if u := r.toks[j+1].word.Unit; u != nil {
			return u, j + 3
		}
	}
	return nil, 0
}

// poundOf tells money from mass: "two million pounds" and "fined 500 pounds"
// against "200 pounds of cocaine" and "a 200-pound man".
func (r *reading) poundOf(q *quantity, n *numeral, j, next int, attributive bool, last int) *lang.Unit {
	mass := r.toks[j].word.Unit
	if w := r.toks[j].word.Text; w == "lb" || w == "lbs" || attributive || next < last && r.isWord(next, "of") {
		return mass
	}
	pound := r.lex.Word("quid").Unit
	if n.scale >= 1e6 || r.spendsBefore(q) {
		return pound
	}
	return mass
}

// spendsBefore says that a word of money stands shortly before the number.
func (r *reading) spendsBefore(q *quantity) bool {
	from := r.sents[q.sent].first
	for k := q.first - 1; k >= from && k >= q.first-6; k-- {
		if r.toks[k].word.Has(lang.Spending) {
			return true
		}
	}
	return false
}

// rate takes the base of a rate into the unit: "a barrel", "per gram", "an
// hour", "each month".
func (r *reading) rateOf(q *quantity, j, last int) {
	if j+1 >= last || q.kind == Percent || q.kind == PercentagePoints || q.kind == Age || q.kind == Speed {
		return
	}
	if r.hyphen(j) && !r.spaced(j) && j+2 < last { // barrel-a-day
		j++
	}
	k := j + 1
	per := r.isWord(j, "per") || r.tok(j) == "/"
	if !per && !r.isWord(j, "a") && !r.isWord(j, "an") && !r.isWord(j, "each") && !r.isWord(j, "every") {
		return
	}
	if r.hyphen(k) && k+1 < last {
		k++
	}
	t := &r.toks[k]
	if t.kind != tokWord || !per && !t.word.Any(lang.RateBase, lang.TimeUnit) && (t.word.Unit == nil || t.word.Unit.Kind == string(Money)) || q.kind == Duration && !t.word.Has(lang.TimeUnit) && !per {
		return
	}
	base, next := t.word.Text, k+1
	if base == "" {
		base = r.lowered(int(t.start), int(t.end))
	}
	if u, behind := r.unitAt(k, last); u != nil {
		base, next = u.Name, behind
	}
	if next < last && (r.isWord(next, "ago") || r.isWord(next, "later") || r.isWord(next, "earlier")) { // "$5 a year ago"
		return
	}
	q.unitName = q.unitName + " per " + base
	q.unitText = q.unitText + " " + r.lowered(int(r.toks[j].start), int(r.toks[next-1].end))
	q.unitLast = next
	if q.kind != Money {
		q.unit = nil // barrels a day are no volume
		if q.kind != Duration {
			q.kind = Rate
		}
	}
	if q.unitFirst >= q.unitLast || q.unitFirst < q.first {
		q.unitFirst = j
	}
}

// compound adds a smaller unit of the same kind: "5 feet 2 inches", "2 hours,
// 32 minutes", "three dollars and fifty cents", "5-foot-9".
func (r *reading) compound(q *quantity, n *numeral, attributive bool, last int) {
	if n.lit.decimal { // "6.2 metres, 40 centimetres above"
		return
	}
	for n.form != formVague && !n.isRange && q.unit != nil && q.unit.Factor > 0 {
		j := q.unitLast
		if j < last && (r.isWord(j, "and") || r.toks[j].kind == tokPunct && r.tok(j) == "," || attributive && r.hyphen(j)) {
			j++
		}
		if j+1 > last || j >= last || !r.toks[j].has(figure) || r.toks[j].kind == tokSymbol {
			return
		}
		m, ok := r.cardinalAt(j, last)
		if !ok || m.reason != "" || m.last > last {
			return
		}
		k := m.last
		if k < last && r.hyphen(k) && !r.spaced(k) {
			k++
		}
		u, next := r.unitAt(k, last)
		if u == nil && k < last && q.unit.Name == "foot" && r.isWord(k, "in") && (k+1 == last || !r.toks[k+1].word.Has(lang.Determiner) || r.isWord(k+1, "more")) {
			u, next = r.toks[k].word.Unit, k+1
		}
		part, fits := r.smallerUnit(q, u, &m, attributive)
		if !fits {
			return
		}
		if next == 0 {
			next = m.last
		}
		q.value = Known(q.value.V + m.value*part)
		q.low, q.high = q.value, q.value
		q.last, q.end, q.unitLast = m.last, int(r.toks[m.last-1].end), next
		if part == 1./12 || q.kind == Money {
			return
		}
	}
}

// smallerUnit is what one u is worth in the unit of q.
func (r *reading) smallerUnit(q *quantity, u *lang.Unit, m *numeral, attributive bool) (float64, bool) {
	if u == nil {
		if q.kind == Money && !q.unit.Minor && m.value < 100 && m.value >= 10 && q.form != formMixed && r.endsClause(m.last, r.sents[q.sent].last) { // "15 dollars 50"
			return 0.01, true
		}
		if attributive && q.unit.Name == "foot" && m.value < 12 && m.lit.plain > 0 { // 5-foot-9
			return 1. / 12, true
		}
		return 0, false
	}
	if u.Kind != string(q.kind) {
		return 0, false
	}
	switch q.kind {
	case Money:
		return u.Factor, u.Minor && !q.unit.Minor && m.value < 100
	case Duration, Distance, Mass:
		part := u.Factor / q.unit.Factor
		return part, part < 1 && m.value*part < 1 && q.unit.SI == u.SI
	}
	return 0, false
}

// endsClause says that nothing that could be counted stands at token j.
func (r *reading) endsClause(j, last int) bool {
	return j >= last || r.toks[j].kind == tokStop || r.toks[j].kind == tokPunct || r.isWord(j, "more")
}

// lowered is the text in lower case; it allocates only where there are capitals.
func (r *reading) lowered(start, end int) string {
	s := r.text[start:end]
	for i := 0; i < len(s); i++ {
		if s[i] >= 'A' && s[i] <= 'Z' || s[i] >= 0x80 || s[i] == '\n' {
			return lowerCase(s)
		}
	}
	return s
}
