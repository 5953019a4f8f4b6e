package extract

// findSentences cuts the tokens into sentences.
func (r *reading) findSentences() {
	r.sents = r.sents[:0]
	first, paragraph := 0, 0
	for i := range r.toks {
		last := i + 1
		t := &r.toks[i]
		end := last == len(r.toks) || r.toks[last].has(paraBefore) || t.kind == tokStop && r.toks[last].has(capital)
		if !end {
			continue
		}
		s := sentence{first: first, last: last, start: int(r.toks[first].start), end: int(t.end), role: RoleBody, paragraph: paragraph}
		r.sents = append(r.sents, s)
		if last < len(r.toks) && r.toks[last].has(paraBefore) {
			paragraph++
		}
		first = last
	}
}
