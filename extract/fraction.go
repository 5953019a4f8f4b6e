package extract

import "tallymark/extract/lang"

// fractionAt reads a fraction in words at token i; next is 0 if there is none.
//
//	fraction = ( "a" | "one" ) [ "-" ] part | count [ "-" ] parts | "half" | vulgar .
func (r *reading) fractionAt(i, last int) (v float64, next int) {
	if i >= last {
		return 0, 0
	}
	if r.toks[i].kind == tokSymbol {
		v, ok := vulgar(r.tok(i))
		if !ok {
			return 0, 0
		}
		return v, i + 1
	}
	count, j := 1.0, i+1
	switch {
	case r.isWord(i, "a"), r.isWord(i, "an"):
	case r.class(i) == lang.Digit || r.class(i) == lang.Teen || r.class(i) == lang.Tens:
		count, j = r.small(i, last)
	case r.isWord(i, "half"):
		return 0.5, i + 1
	default:
		return 0, 0
	}
	if j < last && r.hyphen(j) {
		j++
	}
	d, k := r.part(j, last, count != 1)
	if k == 0 {
		return 0, 0
	}
	return count * d, k
}

// part reads half, third, quarters, hundredths: the denominator of a fraction.
func (r *reading) part(j, last int, many bool) (ratio float64, next int) {
	if j >= last {
		return 0, 0
	}
	w := r.toks[j].word
	if w.Num == nil {
		return 0, 0
	}
	switch w.Num.Class {
	case lang.Fraction:
		if !many && j+1 < last && r.isWord(j, "quarter") && r.hyphen(j+1) {
			return 0, 0
		}
		return ratioOf(w.Num.Value), j + 1
	case lang.Tens: // one twenty-fifth
		if !many && j+2 < last && r.hyphen(j+1) && r.class(j+2) == lang.OrdinalWord && r.worth(j+2) <= 9 && !r.ordinalCounts(j+2, last) {
			return 1 / (w.Num.Value + r.worth(j+2)), j + 3
		}
	case lang.OrdinalWord:
		if w.Num.Value >= 3 && !many && (r.hyphen(j-1) && r.isWord(j-2, "one") || !r.ordinalCounts(j, last)) {
			return 1 / w.Num.Value, j + 1
		}
	}
	return 0, 0
}

// ratioOf turns the 3 of "thirds" into a ratio; half and quarter are one.
func ratioOf(v float64) float64 {
	if v <= 1 {
		return v
	}
	return 1 / v
}

// ordinalCounts says that the ordinal at token j ranks and is no part: "a
// third attack" against "a third of".
func (r *reading) ordinalCounts(j, last int) bool {
	if j+1 >= last {
		return false
	}
	t := &r.toks[j+1]
	if t.kind != tokWord {
		return t.kind == tokDash && !t.has(spaceBefore)
	}
	w := t.word
	switch w.Text {
	case "of", "in", "by", "to", "on", "from", "the", "since", "as":
		return false
	}
	if j >= 2 && w.Has(lang.Verb) && (r.isWord(j-2, "than") || r.toks[j-2].word.Has(lang.Approximator)) && r.isWord(j-1, "a") {
		return false // "less than a third agreed"
	}
	return !w.Any(lang.Be, lang.Have, lang.Modal, lang.Conjunction, lang.Comparative)
}

// fraction reads a fraction that stands by itself, with what it is a part of
// when that is a number: "half a million", "three quarters of a million".
func (r *reading) fraction(i, from, last int) (n numeral, ok bool) {
	n = numeral{first: i, last: i + 1, form: formFraction, scale: 1, tail: 1}
	w := r.toks[i].word
	if w.Text != "half" && w.Text != "quarter" || i > from && r.hyphen(i-1) && !r.spaced(i-1) && !r.spaced(i) {
		return n, false
	}
	article := i > from && (r.isWord(i-1, "a") || r.isWord(i-1, "an"))
	if article {
		n.first = i - 1
	}
	n.value = w.Num.Value
	if r.nameOfPart(i, from, last) {
		return n, false
	}
	return n, r.fractionOfNumber(&n, last) || r.fractionStands(&n, article, last)
}

// fractionOfNumber multiplies: "half a dozen", "half-million", "a quarter
// million", "two-thirds of a billion".
func (r *reading) fractionOfNumber(n *numeral, last int) bool {
	j := n.last
	if j < last && r.hyphen(j) && !r.spaced(j) {
		j++
	}
	if j+2 < last && r.isWord(j, "of") && r.isWord(j+1, "a") && r.class(j+2) == lang.Magnitude {
		j++
	}
	if j < last && (r.isWord(j, "a") || r.isWord(j, "an")) {
		j++
	}
	if j >= last || r.toks[j].word.Num == nil {
		return false
	}
	w := r.toks[j].word
	switch w.Num.Class {
	case lang.Magnitude, lang.Hundred:
		if len(w.Text) < 4 {
			return false
		}
		n.form = formWords
	case lang.Collective:
		if w.Text != "dozen" {
			return false
		}
		n.form = formCollective
	default:
		return false
	}
	n.value, n.last, n.scale = n.value*w.Num.Value, j+1, w.Num.Value
	return true
}

// fractionStands accepts "half" only where it measures something: half of
// them, half the town, half a mile, half its staff, a half-hour, more than
// half.
func (r *reading) fractionStands(n *numeral, article bool, last int) bool {
	j := n.last
	if j >= last {
		return true
	}
	t := &r.toks[j]
	if t.kind != tokWord {
		if t.kind == tokDash && !t.has(spaceBefore) {
			return j+1 < last && r.toks[j+1].word.Unit != nil
		}
		return true
	}
	w := t.word
	return w.Unit != nil || w.Any(lang.Determiner, lang.Be, lang.Have, lang.Modal, lang.Conjunction, lang.Preposition, lang.Comparative, lang.Pronoun, lang.Verb, lang.Adjective) || !article && r.plural(j)
}

// isLong says that token i is a length of time or of way, of which a quarter is one.
func (r *reading) isLong(i int) bool {
	u := r.toks[i].word.Unit
	return u != nil && (u.Kind == string(Duration) || u.Kind == string(Distance))
}

// movedBy says that the words that end at token k tell by how much something
// rose or fell: "down a", "fell by a".
func (r *reading) movedBy(k, from int) bool {
	if k < from {
		return false
	}
	if r.toks[k].word.Any(lang.Up, lang.Down) {
		return true
	}
	return r.isWord(k, "by") && r.moverBefore(k, from, 7) >= 0
}

// nameOfPart says that the half or quarter at token i is a stretch of a game
// or of a year: "the second half", "this quarter".
func (r *reading) nameOfPart(i, from, last int) bool {
	quarter := r.isWord(i, "quarter")
	if quarter && i > from && r.isWord(i-1, "a") && r.movedBy(i-2, from) {
		return false
	}
	ofOrNumber := i+1 < last && (r.isWord(i+1, "of") || r.class(i+1) == lang.Magnitude || r.joined(i+1) && r.isLong(i+2)) // "a quarter-century"
	if quarter && !(i > from && r.isWord(i-1, "a") && (ofOrNumber || i-1 > from && r.toks[i-2].word.Has(lang.Approximator))) {
		return true
	}
	if i == from {
		return false
	}
	p := r.toks[i-1].word
	if p.Num != nil && p.Num.Class == lang.OrdinalWord || p.Has(lang.OrdinalSuffix) {
		return true
	}
	switch p.Text {
	case "the", "this", "that", "each", "every", "per", "last", "next", "other", "either", "opening", "closing", "final":
		return !(i+1 < last && r.isWord(i+1, "of"))
	}
	return false
}
