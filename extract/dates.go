package extract

import "tallymark/extract/lang"

// calendar reads what digits say of dates and clocks, from token i on.
func (r *reading) calendar(i, from, last int) (n numeral, ok bool) {
	l, ok := readLiteral(r.tok(i))
	if !ok || l.grouped || l.decimal && !r.clockDecimal(i, last) || i > from && r.moneySign(i-1) {
		return n, false
	}
	n = numeral{first: i, last: i + 1, form: formDigits, lit: l, scale: 1, value: l.value}
	switch {
	case r.clock(&n, l, from, last), r.slashDate(&n, last), r.monthDay(&n, l, from, last), r.dayMonth(&n, l, last), r.yearSpan(&n, l, last):
		return n, true
	}
	return n, false
}

func (r *reading) moneySign(k int) bool {
	u := r.toks[k].word.Unit
	return u != nil && u.Kind == string(Money) && r.toks[k].kind == tokSymbol
}

// clockDecimal: "6.30 p.m." is a time.
func (r *reading) clockDecimal(i, last int) bool {
	return i+1 < last && r.toks[i+1].word.Has(lang.ClockWord)
}

// clock reads "11 a.m.", "6:30 pm", "18:45", "1800 GMT", "5 o'clock", and
// times that were clocked: "1:48.85".
func (r *reading) clock(n *numeral, l literal, from, last int) bool {
	j := n.last
	if j+1 < last && r.toks[j].kind == tokPunct && r.tok(j) == ":" && r.toks[j+1].kind == tokNumber && !r.spaced(j) && !r.spaced(j+1) {
		return r.colonTime(n, l, from, last)
	}
	if j < last && r.toks[j].word.Has(lang.ClockWord) && (l.plain <= 2 && l.value <= 24 || l.plain == 4 && l.value <= 2400 || l.decimal) && !r.capitalAM(j) {
		n.last = j + 1
		return n.refuse(Time, "time")
	}
	if j+2 < last && r.toks[j].kind == tokDash && r.toks[j+1].kind == tokNumber && r.toks[j+2].word.Has(lang.ClockWord) && l.plain <= 2 { // 7-9 p.m.
		n.last = j + 3
		return n.refuse(Time, "time")
	}
	return false
}

// capitalAM: "9 Am" is no time.
func (r *reading) capitalAM(j int) bool {
	return r.isWord(j, "am") && r.spaced(j) && r.toks[j].has(capital) && !r.toks[j].has(upperCase)
}

// colonTime tells a clock time from a time that was taken.
func (r *reading) colonTime(n *numeral, l literal, from, last int) bool {
	j := n.last + 1
	m, ok := readLiteral(r.tok(j))
	if !ok || l.plain == 0 {
		return false
	}
	n.last = j + 1
	seconds := l.value*60 + m.value
	hours := false
	if j+2 < last && r.tok(j+1) == ":" && r.toks[j+2].kind == tokNumber && !r.spaced(j+1) && !r.spaced(j+2) { // 2:32:25
		if s, ok := readLiteral(r.tok(j + 2)); ok {
			seconds, n.last, hours = seconds*60+s.value, j+3, true
			m.decimal = m.decimal || s.decimal
		}
	}
	if m.decimal || r.clocked(n.first, from) {
		n.value, n.form, n.kind = seconds, formTime, Duration
		n.reason = ""
		return true
	}
	if n.last < last && r.toks[n.last].word.Has(lang.ClockWord) {
		n.last++
		return n.refuse(Time, "time")
	}
	if l.plain > 2 || !hours && m.plain != 2 { // verses, ratios
		return n.refuse(Identifier, "name")
	}
	return n.refuse(Time, "time")
}

// clocked: "in 4:07", "a time of 1:18", "clocked 3:32".
func (r *reading) clocked(i, from int) bool {
	if i == from {
		return false
	}
	w := r.toks[i-1].word
	if w.Text == "of" && i-1 > from {
		w = r.toks[i-2].word
	}
	return w.Has(lang.Timed) || w.Text == "in" && i-2 >= from && r.toks[i-2].word.Has(lang.Verb)
}

// slashDate reads 12/05/2019, 2019-09-01, 12.05.2019, and 9/11, which is a
// name.
func (r *reading) slashDate(n *numeral, last int) bool {
	j := n.last
	if j+1 >= last || r.spaced(j) || r.spaced(j+1) || r.toks[j+1].kind != tokNumber {
		return false
	}
	sign := r.tok(j)
	if sign != "/" && sign != "-" && sign != "." {
		return false
	}
	if j+3 < last && r.tok(j+2) == sign && r.toks[j+3].kind == tokNumber && !r.spaced(j+2) && !r.spaced(j+3) {
		l, ok := readLiteral(r.tok(j + 3))
		if ok && l.plain > 0 && (l.plain <= 2 && n.lit.plain == 4 || l.plain == 4 && n.lit.plain <= 2 || sign == "/") && !(sign == "-" && l.plain == 4 && n.lit.plain < 2) {
			n.last = j + 4
			for n.last < last && !r.spaced(n.last) && (r.toks[n.last].kind == tokAlnum || r.toks[n.last].kind == tokNumber || r.tok(n.last) == ":") { // 2019-09-01T10:38:07
				n.last++
			}
			return n.refuse(Date, "date")
		}
		return false
	}
	if sign != "/" {
		return false
	}
	if _, k := r.slashed(n.first, last); k > 0 {
		return false
	}
	n.last = j + 2
	if n.lit.plain == 4 {
		return n.refuse(Date, "date")
	}
	return n.refuse(Identifier, "name")
}

// monthDay reads "March 27, 2008", "March 2008", "May 8-12", "Sept. 11".
func (r *reading) monthDay(n *numeral, l literal, from, last int) bool {
	k := n.first - 1
	if k >= from && r.toks[k].kind == tokStop && !r.spaced(k) {
		k--
	}
	if k < from || !r.monthAt(k) || l.plain == 0 {
		return false
	}
	if l.plain == 4 && l.value >= 1000 {
		return n.refuse(Date, "date")
	}
	if l.plain > 2 || l.value < 1 || l.value > 31 || r.countedAt(n.last, last) {
		return false
	}
	r.restOfDate(n, last)
	return n.refuse(Date, "date")
}

// restOfDate takes in a second day and the year.
func (r *reading) restOfDate(n *numeral, last int) {
	j := n.last
	if j < last && r.toks[j].word.Has(lang.OrdinalSuffix) && !r.spaced(j) {
		j++
	}
	n.last = j
	if j+1 < last && (r.toks[j].kind == tokDash || r.isWord(j, "to") || r.isWord(j, "and") || r.isWord(j, "through")) && r.dayNumber(j+1) && !r.countedAt(j+2, last) && (r.toks[j].kind == tokDash || !r.nounBehind(j+2, last)) {
		j += 2
		n.last = j
	}
	if j < last && r.tok(j) == "," {
		j++
	}
	if j < last && r.toks[j].kind == tokNumber {
		if y, ok := readLiteral(r.tok(j)); ok && y.plain == 4 && y.value >= 1000 && y.value <= 2999 && !r.countedAt(j+1, last) {
			n.last = j + 1
		}
	}
}

func (r *reading) dayNumber(j int) bool {
	if r.toks[j].kind != tokNumber {
		return false
	}
	l, ok := readLiteral(r.tok(j))
	return ok && l.plain > 0 && l.value >= 1 && l.value <= 31
}

// nounBehind says that something that may be counted stands at token j.
func (r *reading) nounBehind(j, last int) bool {
	if j >= last || r.toks[j].kind != tokWord {
		return false
	}
	w := r.toks[j].word
	return !w.Any(lang.Preposition, lang.Conjunction, lang.Auxiliary, lang.Determiner, lang.Verb, lang.Pronoun)
}

// monthAt says that token k is a month and not the verb "may" or "march".
func (r *reading) monthAt(k int) bool {
	t := &r.toks[k]
	return t.word.Has(lang.Month) && t.has(capital)
}

// smallMonth says that token j is a month although it is written small, for a year
// stands behind it: "2 may 1990".
func (r *reading) smallMonth(j, last int) bool {
	if !r.toks[j].word.Has(lang.Month) || j+1 >= last {
		return false
	}
	y, ok := readLiteral(r.tok(j + 1))
	return r.shortYear(j+1, last) || ok && y.plain == 4 && y.value >= 1800 && y.value < 2100 && !r.countedAt(j+2, last)
}

// countedAt says that a unit or a plural noun stands at token j, so that the
// number before it counts.
func (r *reading) countedAt(j, last int) bool {
	if j >= last {
		return false
	}
	t := &r.toks[j]
	if t.kind == tokSymbol {
		return t.word.Unit != nil
	}
	if t.kind == tokDash && !t.has(spaceBefore) && j+1 < last {
		return r.toks[j+1].word.Unit != nil
	}
	if j+1 < last && r.toks[j+1].kind == tokPoss {
		return false
	}
	return t.kind == tokWord && !t.has(capital) && (t.word.Unit != nil && !t.word.Unit.Stuck && r.spaced(j) || r.plural(j)) || t.word.Num != nil && t.word.Num.Class == lang.Magnitude
}

// dayMonth reads "27 March 2008", "8th of May", "27-29 March".
func (r *reading) dayMonth(n *numeral, l literal, last int) bool {
	if l.plain == 0 || l.plain > 2 || l.value < 1 || l.value > 31 {
		return false
	}
	j := n.last
	if j < last && r.toks[j].word.Has(lang.OrdinalSuffix) && !r.spaced(j) {
		j++
	}
	if j+1 < last && (r.toks[j].kind == tokDash || r.isWord(j, "to") || r.isWord(j, "and")) && r.dayNumber(j+1) {
		j += 2
	}
	if j < last && r.isWord(j, "of") {
		j++
	}
	if j >= last || !r.monthAt(j) && !r.smallMonth(j, last) || r.isWord(j, "mar") && !r.shortYear(j+1, last) {
		return false
	}
	j++
	if j < last && r.toks[j].kind == tokStop && !r.spaced(j) && r.toks[j-1].end-r.toks[j-1].start <= 4 && j+1 < last && r.toks[j+1].kind == tokNumber {
		j++
	}
	n.last = j
	if r.shortYear(j, last) {
		n.last = j + 1
		return n.refuse(Date, "date")
	}
	if j < last && r.tok(j) == "," {
		j++
	}
	if j < last && r.toks[j].kind == tokNumber {
		if y, ok := readLiteral(r.tok(j)); ok && y.plain == 4 && y.value >= 1000 && y.value <= 2999 && !r.countedAt(j+1, last) {
			n.last = j + 1
		}
	}
	return n.refuse(Date, "date")
}

// shortYear reports whether two digits at j, behind a day and a month, are the
// year, "4 Mar 90": they count nothing, for a mark or the end stands behind.
func (r *reading) shortYear(j, last int) bool {
	if j >= last || r.toks[j].kind != tokNumber || r.toks[j].end-r.toks[j].start != 2 {
		return false
	}
	return j+1 >= last || r.toks[j+1].kind == tokOpen || r.toks[j+1].kind == tokStop || r.toks[j+1].kind == tokPunct || r.toks[j+1].kind == tokDash && r.spaced(j+1)
}

// yearSpan reads 1990-95, 1914–1918, 2008/09.
func (r *reading) yearSpan(n *numeral, l literal, last int) bool {
	j := n.last
	if l.plain != 4 || l.value < 1000 || l.value > 2100 || j+1 >= last || r.toks[j].kind != tokDash || r.toks[j+1].kind != tokNumber || r.spaced(j) != r.spaced(j+1) {
		return false
	}
	m, ok := readLiteral(r.tok(j + 1))
	if !ok || m.plain != 2 && m.plain != 4 || m.plain == 4 && (m.value <= l.value || m.value > 2100) || m.plain == 2 && r.spaced(j) {
		return false
	}
	if m.plain == 2 && float64(int(l.value)%100) >= m.value && m.value != 0 || r.countedAt(j+2, last) && l.value < 1800 {
		return false
	}
	n.last = j + 2
	return n.refuse(Date, "date")
}

// year says that four bare digits are a year.
func (r *reading) year(q *quantity, n *numeral) bool {
	if r.decadeShort(q, n) {
		return true
	}
	if n.isRange {
		return r.yearRange(q)
	}
	if n.lit.plain != 4 || !n.exact || n.value < 1000 || n.value > 2100 || q.unit != nil && !(q.kind == Duration) || q.currency != "" {
		return n.lit.plain > 0 && n.exact && q.last < len(r.toks) && r.eraBehind(q.last, r.sents[q.sent].last)
	}
	s := &r.sents[q.sent]
	if r.eraBehind(q.last, s.last) {
		return true
	}
	counted := q.unit != nil || r.countedAt(q.last, s.last)
	round := int(n.value)%50 == 0 && n.value != 2000
	cue := q.first > s.first && r.toks[q.first-1].word.Has(lang.YearCue)
	if q.approxFirst >= 0 {
		return !counted && n.value >= 1400 && (r.isWord(q.approxFirst, "around") || r.isWord(q.approxFirst, "circa") || r.isWord(q.approxFirst, "as"))
	}
	if int(n.value)%100 == 0 && !cue && q.last < s.last && r.toks[q.last].kind == tokWord && !r.toks[q.last].has(capital) && r.nounFollows(q.last) && !(q.first > s.first && r.toks[q.first-1].word.Has(lang.Determiner)) {
		return false
	}
	switch {
	case cue && !counted:
		return true
	case n.value < 1800:
		return cue && !round
	case counted:
		return !round && n.value >= 1900 && n.value <= 2050 && q.unit == nil && (cue || !r.countsPeople(q.last))
	}
	return n.value >= 1900 || !round
}

// countsPeople says that news count the noun at token j in thousands, so that
// 1,984 was meant.
func (r *reading) countsPeople(j int) bool {
	return r.toks[j].word.Any(lang.Weapon, lang.Victim) || r.isWord(j, "people")
}

// yearRange: "between 1600 and 1900", "from 1999 to 2004".
func (r *reading) yearRange(q *quantity) bool {
	low, high := q.low.V, q.high.V
	if q.unit != nil || low < 1000 || high > 2100 || low != float64(int(low)) || high != float64(int(high)) || r.toks[q.last-1].end-r.toks[q.last-1].start != 4 {
		return false
	}
	round := int(low)%50 == 0 && int(high)%50 == 0
	return high >= 1800 && !r.countedAt(q.last, r.sents[q.sent].last) && !(round && r.nounBehind(q.last, r.sents[q.sent].last) && low < 1500) || high-low < 200 && low > 1600
}

func (r *reading) eraBehind(j, last int) bool {
	return j < last && r.toks[j].word.Has(lang.Era) && r.toks[j].has(capital)
}

// decadeShort: "the '90s", "in '68".
func (r *reading) decadeShort(q *quantity, n *numeral) bool {
	k := q.first - 1
	if n.lit.plain != 2 || k < 0 || r.toks[k].kind != tokQuote || r.spaced(q.first) || r.tok(k) == "\"" || r.tok(k) == "“" {
		return false
	}
	return q.last >= len(r.toks) || r.toks[q.last].kind != tokQuote
}

// hourInWords: "two o'clock".
func (r *reading) hourInWords(i, last int) (n numeral, ok bool) {
	if i+1 >= last || r.class(i) != lang.Digit && r.class(i) != lang.Teen || !r.toks[i+1].word.Has(lang.ClockWord) || r.toks[i+1].end-r.toks[i+1].start < 3 {
		return n, false
	}
	n = numeral{first: i, last: i + 2, form: formWords, scale: 1}
	return n, n.refuse(Time, "time")
}
