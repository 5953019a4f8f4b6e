package extract

import "tallymark/extract/lang"

// serial takes a token of digits that is no figure: 192.168.1.2, a serial
// number.
func (r *reading) serial(i, last int) numeral {
	n := numeral{first: i, last: i + 1, form: formDigits, scale: 1}
	n.refuse(Identifier, "identifier")
	return n
}

// dialled takes groups of digits with spaces between that begin with a zero: "0800
// 555 111".
func (r *reading) dialled(i, from, last int) (numeral, bool) {
	l, ok := readLiteral(r.tok(i))
	if !ok || r.tok(i)[0] != '0' || l.plain < 3 || l.decimal || i > from && r.moneySign(i-1) || i+1 >= last || r.toks[i+1].kind != tokNumber {
		return numeral{}, false
	}
	n := numeral{first: i, last: i + 1, form: formDigits, scale: 1}
	for n.last < last && r.toks[n.last].kind == tokNumber {
		n.last++
	}
	return n, n.refuse(Identifier, "identifier")
}

// listMarker: "1. " or "2) " at the start of a line, "[3]" behind a word.
func (r *reading) listMarker(q *quantity, n *numeral) bool {
	if n.lit.plain == 0 || n.lit.plain > 3 || q.unit != nil {
		return false
	}
	j := q.last
	if j >= len(r.toks) || r.spaced(j) {
		return false
	}
	t := &r.toks[j]
	if q.first > 0 && r.tok(q.first-1) == "[" && r.tok(j) == "]" {
		return q.first < 2 || !r.spaced(q.first-1)
	}
	starts := r.toks[q.first].has(lineBefore) || q.first > 0 && r.tok(q.first-1) == "(" && r.toks[q.first-1].has(lineBefore)
	if r.tok(j) == ")" {
		return starts || n.lit.plain == 1 && (q.first == 0 || r.toks[q.first-1].kind != tokWord && !r.inParentheses(q.first))
	}
	return starts && t.kind == tokStop && t.end-t.start == 1 && j+1 < len(r.toks) && r.spaced(j+1) && !r.toks[j+1].has(paraBefore)
}

// inParentheses looks for the "(" that a ")" behind token i would close.
func (r *reading) inParentheses(i int) bool {
	for k := i - 1; k >= 0 && k > i-12; k-- {
		switch r.toks[k].kind {
		case tokOpen:
			return true
		case tokClose, tokStop:
			return false
		}
	}
	return false
}

// longestList is how many bare numbers may stand in a row as figures of a
// text; more of them are the row of a table, or a number spelled out.
const longestList = 6

// bareRun makes the last quantities one that is no claim when they are a long
// row of numbers with nothing counted: "4, 8, 15, 16, 23, 42, 7".
func (r *reading) bareRun() {
	k := len(r.qs) - 1
	for n := 1; n <= longestList; n++ {
		if k == 0 || !r.bareNeighbours(k-1) {
			return
		}
		k--
		if r.qs[k].reason == "list" {
			break
		}
	}
	row, end := &r.qs[k], &r.qs[len(r.qs)-1]
	row.last, row.end = end.last, end.end
	row.spanEnd = row.end
	row.value, row.low, row.high = Float{}, Float{}, Float{}
	row.checkable, row.reason = false, "list"
	r.qs = r.qs[:k+1]
}

// repeats says that the number at token i stands in a row that is no claim,
// between words that are the same or between commas and other small numbers: it
// is one more of them.
func (r *reading) repeats(i, si int) bool {
	k := len(r.qs) - 1
	if k < 0 || r.qs[k].reason != "list" || r.qs[k].kind != Count || r.qs[k].sent != si || i+3 >= r.sents[si].last {
		return false
	}
	t := &r.toks[i]
	if r.qs[k].last == i-1 && t.kind == tokNumber {
		return r.smallNumber(i-2) && r.smallNumber(i) && r.smallNumber(i+2) && r.tok(i-1) == "," && r.tok(i+1) == "," && r.tok(i+3) == ","
	}
	if r.qs[k].last != i {
		return false
	}
	return t.word.Num != nil && t.word.Num.Class <= lang.Tens && t.same(&r.toks[i-1]) && t.same(&r.toks[i+1]) && t.same(&r.toks[i+2])
}

// smallNumber says that token i is one digit or two, and stands apart.
func (r *reading) smallNumber(i int) bool {
	t := &r.toks[i]
	return t.kind == tokNumber && t.end-t.start <= 2 && t.has(spaceBefore)
}

// lengthen takes token i into the row that ends before it.
func (r *reading) lengthen(i int) int {
	row := &r.qs[len(r.qs)-1]
	row.last, row.end = i+1, int(r.toks[i].end)
	row.spanEnd = row.end
	return row.last
}

// bareNeighbours says that quantities i and i+1 stand side by side, parted by
// one mark or "and" at most, and that nothing is bound to either.
func (r *reading) bareNeighbours(i int) bool {
	a, b := &r.qs[i], &r.qs[i+1]
	if a.sent != b.sent || a.kind != Count || b.kind != Count || a.approxFirst >= 0 || b.approxFirst >= 0 || !a.checkable && a.reason != "list" || r.countedBehind(b) {
		return false
	}
	switch b.first - a.last {
	case 0:
		return true
	case 1:
		t := &r.toks[a.last]
		return t.kind == tokPunct || t.kind == tokDash || r.isWord(a.last, "and")
	}
	return false
}

// areaCode: the 212 of "(212) 555-0134".
func (r *reading) areaCode(q *quantity, n *numeral) bool {
	j := q.last
	return n.lit.plain == 3 && q.first > 0 && j+3 < len(r.toks) && r.tok(q.first-1) == "(" && r.tok(j) == ")" &&
		r.toks[j+1].kind == tokNumber && r.toks[j+1].end-r.toks[j+1].start == 3 && r.toks[j+2].kind == tokDash && r.toks[j+3].kind == tokNumber
}
