package extract

import "tallymark/extract/lang"

// bindAges reads the bare number that says how old people are: "the suspects,
// who are all between 19 and 37", "the twins, who were nine".
func (r *reading) bindAges() {
	for i := range r.qs {
		q := &r.qs[i]
		if q.checkable && q.kind == Count && q.head < 0 && q.unitText == "" && r.agePlausible(q) && (r.saysAge(q) || r.wordApposed(q)) {
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

// wordApposed reports whether a number in words stands behind a person as the
// age does: "and her grandson, nine."
func (r *reading) wordApposed(q *quantity) bool {
	s := &r.sents[q.sent]
	k := q.first - 1
	if q.form != formWords || q.nounFirst < q.first || k-1 <= s.first || r.tok(k) != "," || !r.closedBehind(q.last, s.last, false) {
		return false
	}
	if w := r.toks[k-1].word; w.Has(lang.Person) {
		return !w.Has(lang.Plural) && !w.Has(lang.Title)
	}
	return r.namePart(k-1) && r.namePart(k-2) && !r.toks[k-1].word.Any(lang.PlaceName, lang.Place, lang.Body) && r.personName(k-1, s.first)
}

// aged is the person whose age the figure is, named right before it ("Odile
// Marsh, 71", "her grandson (nine)") or behind it ("71-year-old Odile Marsh").
func (r *reading) aged(q *quantity, s *sentence) Span {
	r.talk.sentence = q.sent
	k := q.nounFirst - 1
	if k > s.first && (r.tok(k) == "," || r.is(k, "and") || r.is(k, "or")) { // "aged 22, 25 and 31"
		if p := r.quantityAt(k - 1); p >= 0 && r.qs[p].kind == Age && r.qs[p].nounLast == k {
			return r.qs[p].subject
		}
	}
	for k > s.first && r.toks[k].word.Has(lang.AgeWord) {
		k--
	}
	if k > s.first && (r.tok(k) == "," || r.toks[k].kind == tokOpen) {
		if first := r.phraseBefore(k-1, s.first); first < k {
			for i := k - 1; i > first; i-- { // "police charged | three men, aged 22"
				if p := r.quantityAt(i); p >= 0 && r.qs[p].nounFirst > first {
					first = r.qs[p].nounFirst
					break
				}
			}
			if r.proper(k - 1) {
				first = r.behindTitles(first, k)
			}
			return Span{int(r.toks[first].start), int(r.toks[k-1].end)}
		}
	}
	if last := r.nameEnd(q.unitLast, s.last); q.unitLast > q.last && last > q.unitLast {
		return Span{int(r.toks[q.unitLast].start), int(r.toks[last-1].end)}
	}
	if q.unitLast > q.last {
		if np := r.nounsFrom(q.unitLast, s.last, true, false); np.head >= 0 && r.word(np.head).Has(lang.Person) {
			return Span{int(r.toks[q.nounFirst].start), int(r.toks[np.last-1].end)}
		}
	}
	return Span{}
}
