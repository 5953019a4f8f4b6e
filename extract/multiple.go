package extract

import "tallymark/extract/lang"

// multiplier reads twice, doubled, threefold.
func (r *reading) multiplier(i, from, last int) (n numeral, ok bool) {
	w := r.toks[i].word
	n = numeral{first: i, last: i + 1, value: w.Num.Value, form: formMultiple, kind: Multiple, scale: 1}
	if _, ok := r.caseOf(i, last); ok {
		n.kind = Identifier
		n.refuse(Identifier, "name") // doubleCase counts it
		return n, true
	}
	if i+1 < last && r.hyphen(i+1) && !r.spaced(i+1) || i > from && r.hyphen(i-1) && !r.spaced(i) {
		return n, false
	}
	if t := &r.toks[i]; t.has(capital) && !t.has(upperCase) && i > from && i+1 < last && r.toks[i+1].has(capital) {
		return n, false
	}
	switch w.Text {
	case "double", "triple", "treble", "quadruple":
		return n, i+1 < last && r.doubleOf(i, from, last)
	case "doubles", "triples", "trebles":
		return n, i > from && !r.toks[i-1].word.Any(lang.Determiner, lang.Adjective, lang.Noun) && i+1 < last && r.toks[i+1].word.Any(lang.Determiner, lang.Preposition)
	case "twice", "thrice":
		if i+1 == last || !r.toks[i+1].word.Has(lang.TimesWord) && !(i+3 < last && r.toks[i+1].word.Has(lang.Relativum) && r.toks[i+3].kind == tokPoss) {
			n.kind = ""
		}
	}
	return n, true
}

// doubleOf tells the multiple from the adjective: "double the number", "will
// double" against "a double murder".
func (r *reading) doubleOf(i, from, last int) bool {
	w := r.toks[i+1].word
	if w.Text == "the" || w.Text == "that" || w.Text == "its" || w.Text == "their" || w.Text == "what" {
		return true
	}
	if i == from {
		return false
	}
	p := r.toks[i-1].word
	return (p.Has(lang.Modal) || p.Text == "to" || p.Text == "than" || p.Text == "nearly" || p.Text == "almost") && !r.toks[i+1].word.Has(lang.Noun)
}

// times makes "three times as many" and "2.5 times the size" multiples;
// "seven times" alone counts occasions.
func (r *reading) times(q *quantity, last int) bool {
	j := q.last
	if j >= last || !r.toks[j].word.Has(lang.OccasionWord) {
		return false
	}
	q.unitFirst, q.unitLast = j, j+1
	q.unitText, q.unitName = "times", "time"
	if j+1 < last && r.toks[j+1].word.Has(lang.TimesWord) {
		q.kind = Multiple
	}
	return true
}
