package extract

import "tallymark/extract/lang"

// suffixed reads what sticks to digits and makes them something else than a
// cardinal: 23rd, 1990s, 5G, 24703L. Attached units are left to the units.
func (r *reading) suffixed(n *numeral, last int) bool {
	j := n.last
	if j >= last || r.spaced(j) {
		return false
	}
	t := &r.toks[j]
	if t.kind == tokAlnum {
		if u := t.word.Unit; u != nil && u.Attached {
			return false
		}
		n.last = r.stuckTo(j, last)
		return n.refuse(Identifier, "identifier")
	}
	if t.kind != tokWord {
		return false
	}
	w := t.word
	switch {
	case w.Has(lang.OrdinalSuffix) && n.lit.plain > 0:
		n.last, n.form = j+1, formOrdinal
		if r.countedOff(n, last) {
			return true
		}
		return n.refuse(Rank, "ordinal")
	case w.Text == "s" && n.lit.plain > 0 || r.tok(j) == "s":
		n.last = j + 1
		if r.decadeOfLife(n, last) {
			return true
		}
		return n.refuse(Date, "date")
	case w.Text == "x" && (j+1 == last || r.spaced(j+1)):
		n.last, n.form, n.kind = j+1, formMultiple, Multiple
		return false
	case w.Unit != nil && w.Unit.Stuck && t.has(capital) && !w.Unit.Capital:
	case w.Unit != nil && (w.Unit.Attached || w.Unit.Kind == string(Money)), w.Has(lang.ClockWord), w.Num != nil, w.Text == "yo", w.Has(lang.AgeWord):
		return false
	}
	if u, next := r.unitAt(j, last); u != nil && next > j+1 { // 45sq m
		return false
	}
	n.last = r.stuckTo(j, last)
	return n.refuse(Identifier, "identifier")
}

// refuse makes the numeral no claim; it is true, for the callers' returns.
func (n *numeral) refuse(k Kind, reason string) bool {
	n.kind, n.reason = k, reason
	return true
}

// stuckTo is the end of the letters and digits that stick together from j on.
func (r *reading) stuckTo(j, last int) int {
	for j++; j < last && !r.spaced(j) && (r.toks[j].kind == tokNumber || r.toks[j].kind == tokAlnum || r.toks[j].kind == tokWord); j++ {
	}
	return j
}

// ordinalWord reads "third". What it ranks is for others to see; by itself it
// asserts no count.
func (r *reading) ordinalWord(i, from, last int) (numeral, bool) {
	n := numeral{first: i, last: i + 1, value: r.worth(i), form: formOrdinal, scale: 1}
	if i > from && r.isWord(i-1, "a") && r.worth(i) >= 3 && !r.ordinalCounts(i, last) && !r.oneMore(i, last) {
		n.first, n.form, n.value = i-1, formFraction, 1/r.worth(i)
		return n, true
	}
	if !r.countedOff(&n, last) {
		n.refuse(Rank, "ordinal")
	}
	return n, true
}

// oneMore reports whether the ordinal at i counts on from a figure before: "two
// climbers died and a third was hurt".
func (r *reading) oneMore(i, last int) bool {
	k := len(r.qs) - 1
	if k < 0 || i+1 >= last || !r.qs[k].value.OK || r.qs[k].value.V != r.worth(i)-1 || i-r.qs[k].last > 24 {
		return false
	}
	w := r.toks[i+1].word
	return w.Any(lang.Auxiliary, lang.Modal) && !r.isWord(i+1, "of")
}

// rankWindow bounds how far behind an ordinal the span may stand that it counts
// in.
const rankWindow = 8

// countedOff reports whether the ordinal asserts a count and makes a rank of
// it: "the third straight quarter", "the fourth attack this year", "the second
// fire in three days".
func (r *reading) countedOff(n *numeral, last int) bool {
	j := n.last
	if n.value < 2 || j+1 >= last || r.toks[j].kind != tokWord || r.toks[j].has(capital) {
		return false
	}
	if r.toks[j].word.Has(lang.InARow) {
		n.kind = Rank
		return true
	}
	if s := r.tok(j); r.isWord(j, "anniversary") || r.isWord(j, "birthday") || r.isWord(j, "annual") || len(s) > 4 && s[len(s)-3:] == "est" || r.isWord(j, "most") { // "the second fastest time"
		return false
	}
	if w := r.toks[j].word; w.Any(lang.TimeUnit, lang.Preposition, lang.Conjunction, lang.Sport, lang.Auxiliary) || w.Has(lang.Verb) && !w.Any(lang.Noun, lang.Event) || n.first > 0 && !r.toks[n.first-1].word.Has(lang.Determiner) && r.toks[n.first-1].kind != tokPoss && !r.toks[n.first-1].word.Any(lang.Be, lang.Preposition) {
		return false
	}
	for k := j + 1; k+1 < last && k < j+rankWindow; k++ {
		t := &r.toks[k]
		if t.kind != tokWord || t.word.Any(lang.Verb, lang.Auxiliary, lang.Relative, lang.Conjunction) && !t.word.Has(lang.Noun) {
			return false
		}
		next := &r.toks[k+1]
		if r.isWord(k, "in") && k+2 < last && r.isWord(k+1, "a") && r.isWord(k+2, "row") {
			n.kind = Rank
			return true
		}
		if t.word.Has(lang.Relativum) && next.word.Any(lang.TimeUnit, lang.Season) || r.isWord(k, "in") && (next.has(figure) || r.isWord(k+1, "as")) && k+2 < last && (r.toks[k+2].word.Has(lang.TimeUnit) || r.isWord(k+2, "many")) {
			n.kind = Rank
			return true
		}
	}
	return false
}

// ordinalIn reads an ordinal of several words: twenty-first, one hundred and
// fifth.
func (r *reading) ordinalIn(i, from, last int) (n numeral, ok bool) {
	if r.class(i) != lang.Tens || i+3 > last || !r.hyphen(i+1) || r.class(i+2) != lang.OrdinalWord || r.worth(i+2) > 9 || r.spaced(i+2) {
		return n, false
	}
	if i > from && r.isWord(i-1, "a") && !r.ordinalCounts(i+2, last) {
		return numeral{first: i - 1, last: i + 3, value: 1 / (r.worth(i) + r.worth(i+2)), form: formFraction, scale: 1}, true
	}
	n = numeral{first: i, last: i + 3, value: r.worth(i) + r.worth(i+2), form: formOrdinal, scale: 1}
	if !r.countedOff(&n, last) {
		n.refuse(Rank, "ordinal")
	}
	return n, true
}

// decadeOfLife reads an age that is told by its ten years: "in his 40s", "in their
// early 20s".
func (r *reading) decadeOfLife(n *numeral, last int) bool {
	k := n.first - 1
	if k > 0 && r.toks[k].kind == tokDash && !r.spaced(k) { // mid-40s
		k--
	}
	if k > 0 && r.toks[k].word.Has(lang.PartOfLife) {
		k--
	}
	if k < 1 || n.lit.plain != 2 || int(n.value)%10 != 0 || n.value < 20 || !r.toks[k].word.Has(lang.Whose) || !r.toks[k-1].word.Has(lang.Preposition) || n.last < last && (r.joined(n.last) || r.nounFollows(n.last) && !r.toks[n.last].word.Has(lang.Verb)) { // "in his 70s coat"
		return false
	}
	n.low, n.high, n.isRange, n.kind = n.value, n.value+9, true, Age
	j := n.last
	if j+2 < last && (r.isWord(j, "or") || r.isWord(j, "to")) && r.toks[j+1].kind == tokNumber && r.tok(j+2) == "s" && !r.spaced(j+2) { // "in his 20s or 30s"
		if l, ok := readLiteral(r.tok(j + 1)); ok && l.plain == 2 && l.value > n.value {
			n.high, n.last = l.value+9, j+3
		}
	}
	return true
}

// zero reads "no", "none", "nobody" and "zero". Whether it is a
// claim, what is counted decides.
func (r *reading) zero(i, last int) (numeral, bool) {
	if r.toks[i].word.Has(lang.ZeroDigit) {
		if n, ok := r.cardinal(i, last, nil); ok && n.last > i+1 {
			return n, true
		}
	}
	for _, p := range r.phrases(i, last) { // "no fewer than" 12
		if p.Entry.Has(lang.Approximator) && r.matches(p, i, last) {
			return numeral{last: i + 1}, false
		}
	}
	_, k := r.numeralPhrase(i, last)
	if r.toks[i].word.Has(lang.ZeroDigit) && i+1 < last && r.toks[i+1].word.Unit != nil && r.spaced(i+1) { // "zero percent"
		return numeral{first: i, last: i + 1, form: formWords, scale: 1}, true
	}
	if k == 1 && r.zeroFigure(i, last) {
		return numeral{first: i, last: i + 1, form: formWords, scale: 1}, true
	}
	n := numeral{first: i, last: i + k, form: formZero, scale: 1}
	return n, true
}

// zeroFigure tells the figure of "fell to zero", "below zero" and "zero is a number"
// from the none of "zero evidence": it counts no noun.
func (r *reading) zeroFigure(i, last int) bool {
	if !r.toks[i].word.Has(lang.ZeroDigit) || r.toks[i].has(capital) && i > 0 && !r.toks[i].has(paraBefore) && r.toks[i-1].kind == tokWord || i+1 < last && (r.nounFollows(i+1) || r.toks[i+1].kind == tokDash && !r.spaced(i+1)) {
		return false
	}
	if i == 0 || r.toks[i-1].kind == tokStop {
		return i+1 < last && r.toks[i+1].word.Has(lang.Be)
	}
	w := r.toks[i-1].word
	if w.Text == "from" {
		return i+1 < last && r.isWord(i+1, "to")
	}
	if (w.Text == "below" || w.Text == "above") && i > 1 && r.toks[i-2].word.Unit != nil {
		return false // "40 degrees below zero"
	}
	return w.Any(lang.Infinitival, lang.Be, lang.Approximator) || w.Text == "below" || w.Text == "above" || w.Text == "at"
}
