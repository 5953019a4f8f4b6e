package extract

import "tallymark/extract/lang"

// findScope finds the words that limit what is counted: a narrower noun
// ("civilians"), or "including 13 children" behind the figure.
func (r *reading) findScope(q *quantity) {
	if q.scope != "" || !q.kind.happens() {
		return
	}
	end := r.sents[q.sent].last
	i := max(q.nounLast, q.predEnd)
	if i < end && r.toks[i].kind == tokPunct && r.tok(i) == "," {
		i++
	}
	if i < end && r.toks[i].word.Has(lang.Scoping) && (r.is(i, "including") || r.is(i, "excluding")) {
		if np := r.nounsFrom(i+1+r.figuresAt(i+1, end), end, true, false); np.head >= 0 {
			q.scope = r.between(i, np.last)
			return
		}
	}
	if q.head >= 0 && r.word(q.head).Has(lang.Person) && !generic(r.word(q.head)) {
		q.scope = q.unitPhrase
	}
}

// figuresAt is how many tokens of a figure or a determiner stand at i.
func (r *reading) figuresAt(i, end int) int {
	n := 0
	for i+n < end && n < 5 && (r.quantityAt(i+n) >= 0 || r.toks[i+n].word.Has(lang.Determiner)) {
		n++
	}
	return n
}
