package extract

import "tallymark/extract/lang"

// feetMarks reads feet and inches written with marks: 6'2", 5′ 11″ and,
// before a word of dimension, 30' high. The marks are no quotation then.
//
//	feet = digits foot-mark [ digits inch-mark ] .
func (r *reading) feetMarks(q *quantity, n *numeral, last int) bool {
	j := q.last
	if j >= last || n.lit.plain == 0 || n.lit.plain > 3 || !r.footMark(j) {
		return false
	}
	if k, inches, ok := r.inchesAt(j+1, last); ok {
		r.setUnit(q, r.lex.Word("foot").Unit, j, k)
		q.value = Known(q.value.V + inches/12)
		q.low, q.high = q.value, q.value
		q.last, q.end, q.unitText = k, int(r.toks[k-1].end), "feet"
		r.plainMarks(j, k)
		return true
	}
	if r.toks[j].kind == tokQuote && (j+1 >= last || !r.toks[j+1].word.Has(lang.Dimension)) {
		return false
	}
	r.setUnit(q, r.lex.Word("foot").Unit, j, j+1)
	q.unitText, q.unitPhrase = "feet", "feet"
	r.plainMarks(j, j+1)
	return true
}

// inchesAt reads the inches behind the mark of the feet.
func (r *reading) inchesAt(i, last int) (next int, inches float64, ok bool) {
	if i+1 >= last || r.toks[i].kind != tokNumber {
		return 0, 0, false
	}
	l, ok := readLiteral(r.tok(i))
	if !ok || l.value >= 12 || l.grouped || r.spaced(i+1) {
		return 0, 0, false
	}
	switch r.tok(i + 1) {
	case `"`, "”", "″":
		return i + 2, l.value, true
	case "'", "’", "′":
		if i+2 < last && !r.spaced(i+2) && r.footMark(i+2) {
			return i + 3, l.value, true
		}
	}
	return 0, 0, false
}

// footMark reports whether token i is the mark of feet, right behind digits.
func (r *reading) footMark(i int) bool {
	switch r.tok(i) {
	case "'", "’", "′":
		return !r.spaced(i)
	}
	return false
}

// plainMarks keeps the quotation marks from i to j out of the quotations.
func (r *reading) plainMarks(i, j int) {
	for ; i < j; i++ {
		if r.toks[i].kind == tokQuote || r.toks[i].kind == tokPoss {
			r.toks[i].kind = tokSymbol
		}
	}
}
