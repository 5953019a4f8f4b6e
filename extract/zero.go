package extract

import "tallymark/extract/lang"

// judgeZeros keeps "no casualties", "nobody was killed" and "none of its
// members"; "no comment" and "no evidence" state no figure.
func (r *reading) judgeZeros() {
	n := 0
	for i := range r.qs {
		q := &r.qs[i]
		if q.form == formZero && q.checkable && (!q.kind.graver() && !r.noneOfGroup(q) || r.numero(q)) {
			continue
		}
		if n < i { // a quantity is large to copy
			r.qs[n] = *q
		}
		n++
	}
	r.qs = r.qs[:n]
}

// numero reports whether the "No" is that of "No. 2".
func (r *reading) numero(q *quantity) bool {
	return r.is(q.first, "no") && q.last+1 < len(r.toks) && r.toks[q.last].kind == tokStop && !r.toks[q.last].has(spaceBefore) && r.toks[q.last+1].kind == tokNumber
}

// noneOfGroup reports whether the figure is "none of" a group of people.
func (r *reading) noneOfGroup(q *quantity) bool {
	return (r.is(q.first, "none") || r.is(q.first, "not")) && r.is(q.last, "of") && q.head >= 0 && r.word(q.head).Any(lang.Person, lang.GroupNoun)
}

// judgeVague takes "several" and "a few" out of the queue unless they count
// casualties or cases of law.
func (r *reading) judgeVague() {
	for i := range r.qs {
		q := &r.qs[i]
		if q.form == formVague && q.checkable && q.low.OK && q.low.V < 5 && !q.kind.graver() {
			q.checkable, q.reason = false, "vague"
		}
	}
}
