package extract

import (
	"strconv"
	"strings"
)

// findNumbers reads the numerals of every sentence.
func (r *reading) findNumbers() {
	r.qs = r.qs[:0]
	for si := range r.sents {
		s := &r.sents[si]
		for i := s.first; i < s.last; i++ {
			if r.toks[i].kind != tokNumber {
				continue
			}
			v, err := strconv.ParseFloat(strings.ReplaceAll(r.tok(i), ",", ""), 64)
			if err != nil {
				continue
			}
			t := &r.toks[i]
			r.qs = append(r.qs, quantity{first: i, last: i + 1, start: int(t.start), end: int(t.end), sent: si, form: formDigits, value: Known(v), low: Known(v), high: Known(v),
				approx: Exact, approxFirst: -1, approxLast: -1, kind: Count, checkable: true, predToken: -1, head: -1, modality: Asserted, spanStart: int(t.start), spanEnd: int(t.end)})
		}
	}
}
