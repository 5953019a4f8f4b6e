package extract

import "tallymark/extract/lang"

// combine joins the numeral with one behind it: shares, ranges, scores and
// times that were clocked.
func (r *reading) combine(n *numeral, from, last int) {
	if n.form == formVague || n.form == formMultiple || n.form == formZero || n.last >= last {
		return
	}
	if r.share(n, last) {
		return
	}
	r.rangeFrom(n, from, last)
}

// share reads a bare proportion.
//
//	share = number ( "in" [ "every" ] | "out" "of" [ "every" ] | "of" "every" ) number .
func (r *reading) share(n *numeral, last int) bool {
	j, in := n.last, false
	if !n.percent && n.value >= 1 && n.value < 10 && j+2 < last && r.isWord(j+1, "in") && r.toks[j+2].has(figure) && r.partOfMany(j) {
		j++ // "one pupil in three"
	}
	switch {
	case j+1 >= last || n.money != nil || n.percent || n.value != float64(int(n.value)):
		return false
	case r.isWord(j, "in"):
		j, in = j+1, true
	case r.isWord(j, "out") && r.isWord(j+1, "of"):
		j += 2
	case r.isWord(j, "of") && (r.isWord(j+1, "every") || r.isWord(j+1, "each")):
		j++
	case r.isWord(j, "over") && (n.value == 1 || n.value == -1):
		j++
	case r.hyphen(j) && r.isWord(j+1, "in") && j+2 < last && r.hyphen(j+2): // one-in-five
		j, in = j+3, true
	default:
		return false
	}
	every := j < last && (r.isWord(j, "every") || r.isWord(j, "each"))
	if every {
		j++
	}
	if j >= last || !r.toks[j].has(figure) {
		return false
	}
	m, ok := r.cardinalAt(j, last)
	if !ok || m.value <= n.value || m.value < 2 || m.lit.decimal || m.reason != "" {
		return false
	}
	if in && !every && !r.oddsOf(n, &m, last) || n.last+1 < j && r.toks[n.last].kind == tokWord && r.partOfMany(n.last) && (m.last < last && r.nounBehind(m.last, last) || m.value > 20 && m.value != 100 && m.value != 1000) {
		return false
	}
	n.whole, n.value, n.last = m.value, n.value/m.value, m.last
	n.form, n.kind = formShare, Share
	return true
}

// partOfMany reports whether token j is a person or a household, of whom one in
// so many may be told.
func (r *reading) partOfMany(j int) bool {
	w := r.toks[j].word
	return w.Any(lang.Person, lang.GroupNoun)
}

// oddsOf tells "one in five" from "three in 2010" and "two in 10 minutes".
func (r *reading) oddsOf(n, m *numeral, last int) bool {
	if m.lit.plain == 4 && m.value >= 1900 && m.value <= 2100 && m.value != 2000 {
		return false
	}
	if m.last < last {
		j := m.last
		if r.hyphen(j) && !r.spaced(j) {
			return false
		}
		if w := r.toks[j].word; w.Unit != nil || w.Any(lang.TimeUnit, lang.Month) {
			return false
		}
	}
	return n.value == 1 || n.value < 10 && (m.value <= 10 || m.value == 20 || m.value == 100 || m.value == 1000)
}

// cardinalAt reads a plain cardinal at token j, whatever it begins with.
func (r *reading) cardinalAt(j, last int) (numeral, bool) {
	if !r.toks[j].has(figure) && !r.signed(j, last) {
		return numeral{}, false
	}
	if r.signed(j, last) { // "$2 to $3"
		k := j + 1
		if !r.toks[k].has(figure) {
			k++
		}
		if k >= last {
			return numeral{}, false
		}
		n, ok := r.digitNumber(k, j, last)
		return n, ok && n.first == j
	}
	if r.toks[j].kind == tokNumber || r.toks[j].kind == tokSymbol {
		n, ok := r.digitNumber(j, j, last)
		return n, ok
	}
	switch r.class(j) {
	case lang.Digit, lang.Teen, lang.Tens:
		if _, ok := r.ordinalIn(j, j, last); ok {
			return numeral{}, false
		}
		if v, next := r.fractionAt(j, last); next > 0 {
			return numeral{first: j, last: next, form: formFraction, value: v, scale: 1, tail: 1}, true
		}
		n, ok := r.cardinal(j, last, nil)
		if ok {
			r.timesCollective(&n, last)
		}
		return n, ok
	}
	return numeral{}, false
}

// signed says that a currency sign or code in front of digits begins at j.
func (r *reading) signed(j, last int) bool {
	if j+1 >= last {
		return false
	}
	if u := r.toks[j].word.Unit; r.toks[j].kind == tokSymbol && u != nil && u.Kind == string(Money) {
		return r.toks[j+1].kind == tokNumber || j+2 < last && r.toks[j+1].kind == tokWord && !r.spaced(j+1) && r.toks[j+2].kind == tokNumber && r.prefixedSign(j+1, j) != nil // "$US171"
	}
	return j+2 < last && r.toks[j].kind == tokWord && r.toks[j+1].kind == tokSymbol && r.toks[j+2].kind == tokNumber && r.toks[j+1].word.Unit != nil && r.signPrefix(j+1) != nil
}
