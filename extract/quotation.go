package extract

// quotation is a stretch of the text inside of quotation marks, with whoever
// says it.
type quotation struct {
	first, last int // the tokens between the marks
	paragraph   int
	open        bool // no mark closes it in its paragraph
	judged      bool
	frame       int // the index of the one that says whose it is, or noFrame
}

// The measures of quotations, in tokens.
const (
	shortQuote  = 4  // shorter ones are words that the author distances himself from
	singleReach = 80 // a single mark is an apostrophe if none closes it so near
	cueReach    = 10 // how far before a quotation its verb may stand
)

// findQuotations finds the stretches between quotation marks.
func (r *reading) findQuotations() {
	for pi := range r.paras {
		p := &r.paras[pi]
		for i := p.first; i < p.last; i++ {
			if r.toks[i].kind != tokQuote || !r.opens(i) {
				continue
			}
			first, last, ok := r.quoted(i, p.last)
			if !ok {
				continue
			}
			q := quotation{first: first, last: last, paragraph: pi, open: last == p.last, frame: noFrame}
			if first < last {
				r.talk.quotes = append(r.talk.quotes, q)
			}
			i = last
		}
	}
}

// quoted is the range inside of the marks of which the first is token i.
func (r *reading) quoted(i, end int) (first, last int, ok bool) {
	mark := r.tok(i)
	first = i + 1
	double := r.doubled(i, end)
	if double {
		first++
	}
	single := !double && (mark == "'" || mark == "‘" || mark == "`")
	reach := end
	if single {
		reach = min(end, i+singleReach)
	}
	for last = first; last < reach; last++ {
		if r.toks[last].kind != tokQuote || r.opens(last) {
			continue
		}
		if single == r.singleMark(last, end) && (mark != "\"" || r.tok(last) == "\"") {
			return first, last, true
		}
	}
	return first, end, !single
}

// doubled reports whether the mark at i and the next make one: “ or ”.
func (r *reading) doubled(i, end int) bool {
	return i+1 < end && (r.tok(i) == "`" || r.tok(i) == "'") && r.toks[i+1].kind == tokQuote && !r.toks[i+1].has(spaceBefore) && r.tok(i) == r.tok(i+1)
}

func (r *reading) singleMark(i, end int) bool {
	s := r.tok(i)
	return (s == "'" || s == "’") && !r.doubled(i, end)
}

// quotationAt is the index of the quotation that token i stands in, or -1.
func (r *reading) quotationAt(i int) int {
	qs := r.talk.quotes
	lo, hi := 0, len(qs)
	for lo < hi {
		mid := (lo + hi) / 2
		if qs[mid].last <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(qs) && qs[lo].first <= i {
		return lo
	}
	return -1
}

// spokenBy is the frame that says who speaks in quotation i, or noFrame. The
// quotations that it may go on from are judged before it.
func (r *reading) spokenBy(i int) int {
	first := i
	for !r.talk.quotes[first].judged && r.continues(first) {
		first--
	}
	for ; first <= i; first++ {
		r.judgeQuotation(first)
	}
	return r.talk.quotes[i].frame
}

// continues reports whether quotation i can go on with the speech of the one
// before it.
func (r *reading) continues(i int) bool {
	if i == 0 {
		return false
	}
	before, q := &r.talk.quotes[i-1], &r.talk.quotes[i]
	return before.paragraph == q.paragraph || before.open && before.paragraph+1 == q.paragraph
}

// judgeQuotation takes the frame that touches the quotation, the one that
// covers it, or that of whoever spoke last.
func (r *reading) judgeQuotation(i int) {
	q := &r.talk.quotes[i]
	if q.judged {
		return
	}
	q.judged = true
	si := r.sentenceOf(q.first)
	if q.frame = r.spokenBehind(q, si); q.frame == noFrame {
		q.frame = r.spokenBefore(i, si)
	}
	if q.frame == noFrame && (q.last-q.first >= shortQuote || q.first <= r.sents[si].first+2) {
		q.frame = r.spokenOn(i, si)
	}
}

// sentenceOf finds the sentence of a token by halving.
func (r *reading) sentenceOf(i int) int {
	lo, hi := 0, len(r.sents)-1
	for lo < hi {
		mid := (lo + hi) / 2
		if r.sents[mid].last > i {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}

// spokenBehind takes the frame that follows the quotation: "…," she said.
func (r *reading) spokenBehind(q *quotation, si int) int {
	for si+1 < len(r.sents) && r.sents[si].last < q.last {
		si++
	}
	frames := r.framesOf(si)
	for i := range frames {
		if at := min(r.officeBefore(&frames[i], &r.sents[si]), frames[i].cueFirst); at >= q.last && at-q.last <= 3 {
			return r.talk.said[si].first + i
		}
	}
	return noFrame
}

// spokenBefore takes the frame that leads to the quotation: She said: "…",
// or that covers it.
func (r *reading) spokenBefore(quote, si int) int {
	frames := r.framesOf(si)
	for i := len(frames) - 1; i >= 0; i-- {
		f := &frames[i]
		if f.covers(r.talk.quotes[quote].first) && r.quotationAt(f.cueFirst) != quote {
			return r.talk.said[si].first + i
		}
	}
	return noFrame
}

// spokenOn takes the speaker of the quotation before, where the two make one
// speech, or that of the sentence that announces it.
func (r *reading) spokenOn(i, si int) int {
	q := &r.talk.quotes[i]
	if r.continues(i) && r.talk.quotes[i-1].frame != noFrame {
		return r.talk.quotes[i-1].frame
	}
	if si == 0 || q.first-1 > r.sents[si].first+1 {
		return noFrame
	}
	if before := &r.sents[si-1]; before.paragraph+1 < q.paragraph {
		return noFrame
	}
	if frames := r.framesOf(si - 1); len(frames) > 0 {
		return r.talk.said[si-1].last - 1
	}
	return noFrame
}
