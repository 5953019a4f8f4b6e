package extract

import "tallymark/extract/lang"

// bindAges reads the bare number that says how old people are: "the suspects,
// who are all between 19 and 37", "the twins, who were nine".
func (r *reading) bindAges() {
	for i := range r.qs {
		q := &r.qs[i]
		if q.checkable && q.kind == Count && q.head < 0 && q.unitText == "" && r.agePlausible(q) && r.saysAge(q) {
			q.kind, q.unitName = Age, "year of age"
		}
	}
}

func (r *reading) agePlausible(q *quantity) bool {
	switch {
	case q.value.OK:
		return q.value.V >= 1 && q.value.V <= 110
	case q.low.OK && q.high.OK:
		return q.low.V >= 0 && q.high.V <= 110
	}
	return false
}

// saysAge reports whether "who are" stands before the figure and the clause
// ends behind it.
func (r *reading) saysAge(q *quantity) bool {
	s := &r.sents[q.sent]
	if end := max(q.last, q.approxLast); end < s.last {
		t := &r.toks[end]
		if t.kind != tokPunct && t.kind != tokStop && t.kind != tokClose && !t.word.Any(lang.Conjunction, lang.Subordinator) {
			return false
		}
	}
	k := q.nounFirst - 1
	for k > s.first && (r.toks[k].word.Has(lang.Adverb) || r.is(k, "all") || r.is(k, "both") || r.is(k, "each")) {
		k--
	}
	return k > s.first && r.toks[k].word.Has(lang.Be) && r.is(k-1, "who")
}
