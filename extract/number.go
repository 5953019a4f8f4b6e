package extract

import (
	"slices"

	"tallymark/extract/lang"
)

// numeral is one number as it is written, before anything is known of what
// it counts.
type numeral struct {
	first, last int // its tokens, signs included
	form        form
	value       float64
	low, high   float64 // ranges; low of vague words
	isRange     bool
	spread      bool       // a range around its value: 41 ± 3
	around      bool       // of a range: its second end is approximate
	approx      Approx     // "" unless the form itself says
	lit         literal    // of the digits it begins with
	exact       bool       // digits as they stand, without exponent
	scale       float64    // the magnitude it was multiplied with, 1 if none
	tail        float64    // what a smaller group must stay below: "two thousand" + "five"
	money       *lang.Unit // currency sign or code before or behind
	percent     bool       // has a percent sign
	negative    bool
	whole       float64 // the 5 of "one in five"
	kind        Kind    // "" unless the form itself says
	reason      string  // why it is no claim, "" if it is one
}

// findNumbers reads the numerals of every sentence. Each family of numbers
// has its file; the order of their precedence is the one of [reading.numeral].
func (r *reading) findNumbers() {
	r.qs = r.qs[:0]
	for si := range r.sents {
		s := &r.sents[si]
		for i := s.first; i < s.last; {
			if !r.toks[i].has(figure) {
				i++
				continue
			}
			i = r.numberAt(i, si)
		}
	}
}

// numberAt reads the number at token i of sentence si and says where to go on.
func (r *reading) numberAt(i, si int) int {
	if r.repeats(i, si) {
		return r.lengthen(i)
	}
	s := &r.sents[si]
	from := s.first // nothing before it may be taken in
	if k := len(r.qs) - 1; k >= 0 && r.qs[k].last > from {
		from = r.qs[k].last
	}
	if r.phraseNear(i, from) {
		if n, ok := r.figureName(i, from, s.last); ok {
			return r.add(&n, si)
		}
	}
	if r.toks[i].kind == tokNumber {
		if n, ok := r.calendar(i, from, s.last); ok {
			return r.add(&n, si)
		}
		if n, ok := r.dialled(i, from, s.last); ok {
			return r.add(&n, si)
		}
	} else if n, ok := r.hourInWords(i, s.last); ok {
		return r.add(&n, si)
	}
	n, ok := r.numeral(i, from, s.last)
	if !ok {
		if n.last > i {
			return n.last
		}
		return i + 1
	}
	if n.reason == "" {
		r.combine(&n, from, s.last)
	}
	return r.add(&n, si)
}

// numeral reads one number with its signs. What stands first wins.
func (r *reading) numeral(i, from, last int) (n numeral, ok bool) {
	switch r.class(i) {
	case lang.Digit, lang.Teen, lang.Tens, lang.Hundred, lang.Magnitude:
		n, ok = r.wordNumber(i, from, last)
	case lang.Collective:
		n, ok = r.collective(i, from, last)
	case lang.VagueWord:
		n, ok = r.vague(i, from, last)
	case lang.Fraction:
		n, ok = r.fraction(i, from, last)
	case lang.Multiplier:
		n, ok = r.multiplier(i, from, last)
	case lang.OrdinalWord:
		n, ok = r.ordinalWord(i, from, last)
	case lang.Zero:
		n, ok = r.zero(i, last)
	default:
		n, ok = r.digitNumber(i, from, last)
	}
	if ok {
		r.minus(&n, from)
	}
	return n, ok
}

// wordNumber reads a number that begins with a word.
func (r *reading) wordNumber(i, from, last int) (numeral, bool) {
	if n, ok := r.ordinalIn(i, from, last); ok {
		return n, true
	}
	if v, next := r.fractionAt(i, last); next > 0 {
		n := numeral{first: i, last: next, form: formFraction, value: v, scale: 1, tail: 1}
		if next-1 > i && r.toks[next-1].word.Num != nil {
			r.fractionOfNumber(&n, last)
		}
		return n, true
	}
	n, ok := r.cardinal(i, last, nil)
	if !ok {
		return n, false
	}
	if n.last == i+1 && i > from && r.isWord(i, "one") && r.isWord(i-1, "not") && !r.isWord(min(n.last, last-1), "but") { // "not one of the crew"
		return numeral{first: i - 1, last: i + 1, form: formZero, scale: 1}, true
	}
	if c := r.class(i); c == lang.Hundred || c == lang.Magnitude {
		if i > from && (r.isWord(i-1, "a") || r.isWord(i-1, "an")) {
			n.first = i - 1
		} else if n.last == i+1 {
			return numeral{last: i + 1}, false // "hundred" alone
		}
	}
	if n.last < last && r.class(n.last) == lang.Fraction && r.worth(n.last) > 2 && n.form == formWords { // "thirty-two fifths"
		n.value, n.last, n.form = n.value/r.worth(n.last), n.last+1, formFraction
	}
	r.timesCollective(&n, last)
	return n, true
}

// digitNumber reads a number that begins with digits or a fraction sign.
func (r *reading) digitNumber(i, from, last int) (numeral, bool) {
	money, first := r.signBefore(i, from)
	n, ok := r.cardinal(i, last, money)
	if !ok {
		return r.serial(i, last), r.toks[i].kind == tokNumber
	}
	n.first, n.money = first, money
	if n.lit.comma && !r.decimalCommas() {
		r.signBehind(&n, last)
		n.refuse(Identifier, "separator")
		return n, true
	}
	if money != nil && i > first && r.toks[i-1].kind == tokDash {
		n.value, n.negative = -n.value, true
	}
	if money == nil && r.suffixed(&n, last) {
		return n, true
	}
	r.signBehind(&n, last)
	r.timesCollective(&n, last)
	return n, true
}

// timesCollective multiplies by a collective word behind: "two dozen".
func (r *reading) timesCollective(n *numeral, last int) {
	j := n.last
	if j >= last || !r.toks[j].has(figure) {
		return
	}
	w := r.toks[j].word
	if w.Num == nil {
		return
	}
	switch w.Text {
	case "dozen", "dozens", "score", "dz", "dzs":
		if w.Text != "score" || j+1 < last && (r.plural(j+1) || r.isWord(j+1, "of")) {
			n.value, n.scale, n.last, n.form, n.tail = n.value*w.Num.Value, w.Num.Value, j+1, formCollective, 1
		}
	}
}

// minus takes a sign in: "-5", "minus 5", "negative one".
func (r *reading) minus(n *numeral, from int) {
	k := n.first - 1
	if k < from || n.form == formVague || n.form == formOrdinal || n.form == formMultiple {
		return
	}
	t := &r.toks[k]
	switch {
	case r.hyphen(k) && !r.spaced(n.first) && !r.spaced(k) && k > from && r.isWord(k-1, "minus"): // "minus-5"
		k--
	case t.kind == tokDash:
		// a sign sticks to its number and to nothing before it
		if r.spaced(n.first) || k > 0 && !r.spaced(k) && r.toks[k-1].kind != tokOpen || !r.signDash(k) || k > 0 && r.toks[k-1].kind == tokNumber {
			return
		}
	case r.isWord(k, "minus"):
		if k > 0 && (r.toks[k-1].kind == tokNumber || r.class(k-1) != 0 || r.isWord(k-1, "or")) { // "plus or minus"
			return
		}
	case r.isWord(k, "negative"):
		if r.spacedName(n.first) {
			return
		}
	default:
		return
	}
	n.first, n.value, n.negative = k, -n.value, true
	n.lit.plain = 0
}

// signDash says that the dash may be a minus sign and no dash of a text.
func (r *reading) signDash(k int) bool {
	switch r.tok(k) {
	case "-", "−", "–":
		return true
	}
	return false
}

func (r *reading) spacedName(i int) bool { return !r.spaced(i) }

// add makes the numeral a quantity and says where to go on.
func (r *reading) add(n *numeral, si int) int {
	start, end := int(r.toks[n.first].start), int(r.toks[n.last-1].end)
	if len(r.qs) == cap(r.qs) { // append alone would copy them four times over
		r.qs = slices.Grow(r.qs, max(len(r.qs), 32))
	}
	r.qs = r.qs[:len(r.qs)+1]
	q := &r.qs[len(r.qs)-1]
	*q = quantity{}
	q.first, q.last, q.start, q.end, q.sent, q.form = n.first, n.last, start, end, si, n.form
	q.approx, q.approxFirst, q.approxLast, q.predToken, q.head = Exact, -1, -1, -1, -1
	q.kind, q.checkable, q.modality, q.spanStart, q.spanEnd = Count, true, Asserted, start, end
	switch {
	case n.isRange:
		q.low, q.high, q.approx = Known(n.low), Known(n.high), Range
		if n.spread {
			q.value = Known(n.value)
		}
	case n.form == formVague:
		q.low, q.approx = Known(n.low), Vague
	case n.kind != Date && n.kind != Time && n.kind != Identifier:
		q.value, q.low, q.high = Known(n.value), Known(n.value), Known(n.value)
	}
	if n.kind != "" {
		q.kind = n.kind
	}
	if n.whole != 0 {
		q.whole, q.ratio = Known(n.whole), Known(n.value)
	}
	if n.reason != "" {
		q.checkable, q.reason = false, n.reason
		r.markCounted(q)
		return n.last
	}
	r.bindMeasure(q, n)
	r.approximate(q, n)
	r.judgeNumber(q, n)
	q.spanEnd = max(q.spanEnd, q.end)
	r.markCounted(q)
	next := q.last
	r.joinEnds()
	r.bareRun()
	return next
}

// markCounted notes which tokens belong to q: most others need no search for
// the quantity that they are part of.
func (r *reading) markCounted(q *quantity) {
	i := q.first
	if q.approxFirst >= 0 {
		i = min(i, q.approxFirst)
	}
	for ; i < max(q.last, q.first+1); i++ {
		r.toks[i].flags |= counted
	}
}

// spaced says that white space stands before token i.
func (r *reading) spaced(i int) bool { return r.toks[i].has(spaceBefore) }

// hyphen says that token i is a hyphen that may join the parts of a word.
func (r *reading) hyphen(i int) bool {
	t := &r.toks[i]
	return t.kind == tokDash && (t.end-t.start == 1 || r.tok(i) == "‐" || r.tok(i) == "‑")
}

// isWord says that token i is this word of the lexicon, in any case.
func (r *reading) isWord(i int, s string) bool { return r.toks[i].word.Text == s }

// plural says that token i looks like a counted plural noun.
func (r *reading) plural(i int) bool {
	t := &r.toks[i]
	if t.kind != tokWord {
		return false
	}
	w := t.word
	if w.Has(lang.Plural) || w.Text == "people" {
		return true
	}
	if w.Any(lang.Determiner, lang.Preposition, lang.Conjunction, lang.Pronoun, lang.Auxiliary, lang.Adverb) {
		return false
	}
	n := t.end - t.start
	return n > 3 && r.text[t.end-1]|0x20 == 's' && r.text[t.end-2]|0x20 != 's' && !w.Has(lang.Finite)
}
