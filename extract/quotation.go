package extract

// quotation is a stretch of the text inside of quotation marks, with whoever
// says it.
type quotation struct {
	first, last int // the tokens between the marks
	paragraph   int
	open        bool // no mark closes it in its paragraph
	speaker     speaker
	cueFirst    int
	cueLast     int
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
			q := quotation{first: first, last: last, paragraph: pi, open: last == p.last}
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

// quotationAt is the quotation that token i stands in, or nil.
func (r *reading) quotationAt(i int) *quotation {
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
		return &qs[lo]
	}
	return nil
}

// findQuoted finds the speaker of every quotation, from left to right: the
// frame that touches it, the frame that covers it, or whoever spoke last.
func (r *reading) findQuoted() {
	si := 0
	for i := range r.talk.quotes {
		q := &r.talk.quotes[i]
		for si+1 < len(r.sents) && r.sents[si].last <= q.first {
			si++
		}
		end := si
		for end+1 < len(r.sents) && r.sents[end].last < q.last {
			end++
		}
		switch {
		case r.spokenBehind(q, end), r.spokenBefore(q, si):
		case q.last-q.first < shortQuote && q.first > r.sents[si].first+2:
		default:
			r.spokenOn(q, i, si)
		}
	}
}

// spokenBehind takes the frame that follows the quotation: "…," she said.
func (r *reading) spokenBehind(q *quotation, si int) bool {
	frames := r.framesOf(si)
	for i := range frames {
		f := &frames[i]
		at := min(f.source.first, f.cueFirst)
		if at >= q.last && at-q.last <= 3 {
			return q.takes(f)
		}
	}
	return false
}

// spokenBefore takes the frame that leads to the quotation: She said: "…",
// or that covers it.
func (r *reading) spokenBefore(q *quotation, si int) bool {
	frames := r.framesOf(si)
	for i := len(frames) - 1; i >= 0; i-- {
		f := &frames[i]
		if f.covers(q.first) && r.quotationAt(f.cueFirst) != q {
			return q.takes(f)
		}
	}
	return false
}

// spokenOn takes the speaker of the quotation before, where the two make one
// speech, or that of the sentence that announces it.
func (r *reading) spokenOn(q *quotation, i, si int) {
	if i > 0 {
		before := &r.talk.quotes[i-1]
		if before.speaker.name != "" && (before.paragraph == q.paragraph || before.open && before.paragraph+1 == q.paragraph) {
			q.speaker, q.cueFirst, q.cueLast = before.speaker, before.cueFirst, before.cueLast
			return
		}
	}
	if si == 0 || q.first-1 > r.sents[si].first+1 {
		return
	}
	before := &r.sents[si-1]
	if before.paragraph+1 < q.paragraph {
		return
	}
	if frames := r.framesOf(si - 1); len(frames) > 0 {
		q.takes(&frames[len(frames)-1])
	}
}

func (q *quotation) takes(f *frame) bool {
	q.speaker, q.cueFirst, q.cueLast = f.source, f.cueFirst, f.cueLast
	return true
}
