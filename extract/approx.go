package extract

import "tallymark/extract/lang"

// approximate finds the words before and behind the number that bound it.
func (r *reading) approximate(q *quantity, n *numeral) {
	if n.approx != "" {
		q.setApprox(n.approx)
	}
	if n.isRange {
		r.rangeWords(q)
	}
	r.boundsBefore(q)
	if n.isRange {
		q.around = q.around || n.around
		r.rangeWords(q) // "between about 20 and 30"
	}
	r.boundBehind(q, q.last)
	if q.unitLast > q.last {
		r.boundBehind(q, q.unitLast)
	}
	if len(r.qs) > 1 && q.approx == Exact {
		r.boundOfOther(&r.qs[len(r.qs)-2], q)
	}
}

// boundOfOther gives a measure that stands in brackets for another the bound of
// that one: "more than 100 km (60 miles)".
func (r *reading) boundOfOther(p, q *quantity) {
	open := q.first - 1
	if open < 0 || r.toks[open].kind != tokOpen || open != max(p.last, p.unitLast) || p.kind != q.kind || p.approx == Range || p.approx == Vague {
		return
	}
	if q.kind == Money && p.currency != q.currency || p.unit != nil && p.unit.SI != "" && p.unit != q.unit {
		q.setApprox(p.approx)
	}
}

// rangeWords takes "between" and "from" into the claim.
func (r *reading) rangeWords(q *quantity) {
	k, about := q.first-1, q.approxFirst >= 0
	if about {
		k = q.approxFirst - 1
	}
	if k >= r.sents[q.sent].first && (r.isWord(k, "between") || r.isWord(k, "from") && !about) { // "from about 14-18 to 24" tells a change
		q.approxFirst = k
		q.spanStart = int(r.toks[k].start)
	}
}

// boundsBefore walks back over approximators: "at least", "an estimated",
// "only about". The one nearest the number that says something holds.
func (r *reading) boundsBefore(q *quantity) {
	from := r.sents[q.sent].first
	k := q.first
	if q.approxFirst >= 0 {
		k = q.approxFirst
	}
	for round := 0; round < 3; round++ {
		w, first := r.boundEnding(k, from)
		if w == nil {
			break
		}
		k, q.approxFirst = first, first
		switch {
		case q.approx == Exact && w.Bound != string(Exact):
			q.setApprox(Approx(w.Bound))
		case w.Bound == string(About):
			q.around = q.approx == Range && !q.value.OK
		}
	}
	if (q.approx == Exact || q.approx == Range && !q.value.OK) && k-1 >= from && !r.spaced(k) {
		r.signBound(q, k-1)
	}
	if q.approxFirst >= 0 {
		q.spanStart = int(r.toks[q.approxFirst].start)
	}
}

// boundEnding is the longest approximator that ends before token k.
func (r *reading) boundEnding(k, from int) (*lang.Word, int) {
	if k <= from || r.toks[k-1].kind != tokWord {
		return nil, 0
	}
	for i := max(from, k-5); i < k; i++ {
		w := r.toks[i].word
		if i == k-1 {
			if w.Bound != "" && w.Has(lang.Approximator) && !r.otherSense(i, from) {
				return w, i
			}
			break
		}
		for _, p := range r.phrases(i, k) {
			if len(p.Words) == k-i && p.Entry.Bound != "" && r.matches(p, i, k) && !r.wentUpTo(p.Entry, i, from) {
				return p.Entry, i
			}
		}
	}
	return nil, 0
}

// wentUpTo tells "went up to 42", where "up" belongs to the verb, from "up to
// 42 people".
func (r *reading) wentUpTo(w *lang.Word, i, from int) bool {
	if k := len(r.qs) - 2; k >= 0 && r.is(i+1, "than") && i+2 < len(r.toks) && max(r.qs[k].last, r.qs[k].unitLast) >= i-1 && max(r.qs[k].last, r.qs[k].unitLast) <= i && r.agoBehind(i+2) { // "six points lower than four years ago"
		return true
	}
	if (w.Text == "as many as" || w.Text == "as much as") && i > from {
		p := r.toks[i-1].word
		return p.Has(lang.OccasionWord) || p.Num != nil && p.Num.Class == lang.Multiplier // "twice as many as ten years ago"
	}
	return w.Text == "up to" && i > from && r.toks[i-1].word.Has(lang.Up) && !r.toks[i-1].word.Has(lang.Down) && r.toks[i-1].word.Has(lang.Verb)
}

// agoBehind says that a length of time that is reckoned back begins at token i.
func (r *reading) agoBehind(i int) bool {
	for j := i; j < len(r.toks) && j < i+4; j++ {
		if r.toks[j].word.Has(lang.TimeUnit) {
			return j+1 < len(r.toks) && (r.isWord(j+1, "ago") || r.isWord(j+1, "earlier") || r.isWord(j+1, "before"))
		}
	}
	return false
}

// otherSense tells words that are approximators elsewhere: "what about 12",
// "this minimum 5".
func (r *reading) otherSense(i, from int) bool {
	if r.isWord(i, "as") {
		return true
	}
	if i > from && r.isWord(i, "over") && r.toks[i+1].has(figure) && r.spanOfTime(i, from) {
		return true
	}
	return i > from && r.isWord(i, "about") && r.isWord(i-1, "how")
}

// spanOfTime tells "paid $40 over 18 months", where "over" means during, from
// "took over 18 months": a noun or a figure stands before it.
func (r *reading) spanOfTime(i, from int) bool {
	p := &r.toks[i-1]
	if p.kind != tokNumber && p.kind != tokSymbol && (p.kind != tokWord || p.word.Unit == nil && p.word.Num == nil && !p.word.Any(lang.Plural, lang.Noun) && (p.word != lang.Unknown || p.has(capital)) || p.word.Has(lang.Verb) && !p.word.Has(lang.Plural) || p.word.Has(lang.Adverb)) {
		return false
	}
	for j := i + 1; j < len(r.toks) && j < i+4; j++ {
		if r.toks[j].word.Has(lang.TimeUnit) {
			return true
		}
		if !r.toks[j].has(figure) {
			return false
		}
	}
	return false
}

// signBound reads "~40", ">40", "≥ 40".
func (r *reading) signBound(q *quantity, k int) {
	a := Approx("")
	if r.hyphen(k) && !r.spaced(k) && k > r.sents[q.sent].first && r.isWord(k-1, "sub") && q.unit != nil { // "sub-10-second"
		q.setApprox(Under)
		q.approxFirst = k - 1
		return
	}
	switch r.tok(k) {
	case "~", "≈", "∼":
		a = About
	case ">":
		a = Over
	case "<":
		a = Under
	case "≥", "⩾":
		a = AtLeast
	case "≤", "⩽":
		a = AtMost
	default:
		return
	}
	if q.approx == Range {
		q.around = a == About
		if !q.around {
			return
		}
	}
	q.setApprox(a)
	q.approxFirst = k
}

// boundBehind reads "or more", "-odd", "+" at token j, behind the number or
// behind its unit.
func (r *reading) boundBehind(q *quantity, j int) bool {
	last := r.sents[q.sent].last
	if j >= last {
		return false
	}
	if r.toks[j].kind == tokSymbol && r.tok(j) == "+" && !r.spaced(j) && (j+1 == last || r.toks[j+1].kind != tokNumber) {
		return r.boundTo(q, AtLeast, j+1)
	}
	if r.hyphen(j) && !r.spaced(j) && j+1 < last {
		j++
	} else if !r.spaced(j) {
		return false
	}
	for _, p := range r.phrases(j, len(r.toks)) {
		if p.Entry.BoundBehind != "" && r.matches(p, j, last) && !r.boundsNext(j+len(p.Words), last) {
			return r.boundTo(q, Approx(p.Entry.BoundBehind), j+len(p.Words))
		}
	}
	if w := r.toks[j].word; w.BoundBehind != "" && !r.boundsNext(j+1, last) && (r.hyphen(j-1) || !w.Has(lang.Preposition)) {
		return r.boundTo(q, Approx(w.BoundBehind), j+1)
	}
	return false
}

// boundsNext says that the bound stands before another number and is its own.
func (r *reading) boundsNext(j, last int) bool {
	return j < last && (r.toks[j].has(figure) || r.toks[j].kind == tokSymbol)
}

func (r *reading) boundTo(q *quantity, a Approx, next int) bool {
	if q.approx == Exact {
		q.setApprox(a)
	}
	q.approxLast = next
	q.spanEnd = max(q.spanEnd, int(r.toks[next-1].end))
	return true
}

// setApprox opens the ends of the value as the approximator says.
func (q *quantity) setApprox(a Approx) {
	if q.approx == Range || q.approx == Vague || !q.value.OK {
		return
	}
	q.approx = a
	switch a {
	case Over, AtLeast:
		q.high = Float{}
	case Under, AtMost, UnderAbout:
		q.low = Float{}
	}
}
