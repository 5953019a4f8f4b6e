package extract

import "tallymark/extract/lang"

// findChanges marks the figures of a development: "rose 3 points to 42",
// "up 20 % from 440", "from 10 to 15", "a 5 % fall".
func (r *reading) findChanges() {
	for i := range r.qs {
		q := &r.qs[i]
		if !q.checkable || q.change != nil || q.kind == Age || q.kind == Date || q.kind == Time {
			continue
		}
		if role, up, ok := r.changeOf(i); ok {
			q.change = &Change{Role: role, Direction: "down"}
			if up {
				q.change.Direction = "up"
			}
		}
	}
}

// changeOf finds the part that figure i plays in a change.
func (r *reading) changeOf(i int) (role string, up, ok bool) {
	q := &r.qs[i]
	first, last := r.sents[q.sent].first, r.sents[q.sent].last
	if up, ok := r.moveBehind(q, last); ok {
		return "by", up, true
	}
	k := q.nounFirst - 1
	if k < first {
		return "", false, false
	}
	w := r.toks[k].word
	switch {
	case r.is(k, "by"):
		if up, ok := r.moveBefore(k, first, 7); ok {
			return "by", up, true
		}
	case r.is(k, "of"), r.is(k, "a"), r.is(k, "an"):
		if k > first && r.isMoveNoun(k-1) && r.is(k, "of") {
			return "by", r.toks[k-1].word.Has(lang.Up), true
		}
	case r.is(k, "to"):
		if up, ok := r.moveBefore(k, first, 12); ok {
			return "to", up, true
		}
		return r.fromTo(i, "to")
	case r.is(k, "from"):
		if up, ok := r.moveBefore(k, first, 12); ok {
			return "from", up, true
		}
		return r.fromTo(i, "from")
	case w.Any(lang.Up, lang.Down) && !r.opensTime(k, first):
		return "by", w.Has(lang.Up), true
	}
	return "", false, false
}

// opensTime reports whether an "up" or "down" at k is a particle of another
// verb ("made up 20 %", "blew up two bridges").
func (r *reading) opensTime(k, first int) bool {
	w := r.toks[k].word
	if !w.Has(lang.Preposition) || k == first {
		return false
	}
	p := r.toks[k-1].word
	return p.Has(lang.Verb) && !p.Any(lang.Be, lang.Auxiliary)
}

// moveBehind reads "a 5 % fall", "20 % higher", "three points lower".
func (r *reading) moveBehind(q *quantity, last int) (up, ok bool) {
	i := max(q.nounLast, q.last)
	if i < last && r.joined(i) {
		i++
	}
	if i < last && r.toks[i].word.Has(lang.Adjective) && i+1 < last && r.isMoveNoun(i+1) {
		i++
	}
	if i >= last || r.toks[i].has(paraBefore) {
		return false, false
	}
	w := r.toks[i].word
	if w.Has(lang.Comparative) && w.Any(lang.Up, lang.Down) {
		return w.Has(lang.Up), true
	}
	if r.isMoveNoun(i) && q.kind != People && q.kind != Objects {
		return w.Has(lang.Up), true
	}
	return false, false
}

// isMoveNoun reports whether token i is a noun of movement: rise, fall.
func (r *reading) isMoveNoun(i int) bool {
	w := r.toks[i].word
	return w.Any(lang.Up, lang.Down) && w.Any(lang.Noun, lang.Infinitive) && !w.Has(lang.Preposition)
}

// moveBefore looks left for the verb or noun of movement.
func (r *reading) moveBefore(k, first, window int) (up, ok bool) {
	for i := k - 1; i >= first && i > k-window; i-- {
		t := &r.toks[i]
		if t.kind == tokStop || r.tok(i) == ";" {
			return false, false
		}
		if w := t.word; w.Any(lang.Up, lang.Down) && !w.Has(lang.Comparative) && !r.opensTime(i, first) {
			return w.Has(lang.Up), true
		}
	}
	return false, false
}

// fromTo pairs "from 10" with "to 15" where no verb tells the direction.
func (r *reading) fromTo(i int, role string) (string, bool, bool) {
	a, b := i, i+1
	if role == "to" {
		a, b = i-1, i
	}
	if a < 0 || b >= len(r.qs) || r.qs[a].sent != r.qs[b].sent || !r.qs[a].value.OK || !r.qs[b].value.OK || r.qs[a].value.V == r.qs[b].value.V {
		return "", false, false
	}
	from, to := r.qs[a].nounFirst-1, r.qs[b].nounFirst-1
	if from < 0 || !r.is(from, "from") || !r.is(to, "to") || to-r.qs[a].nounLast > 3 {
		return "", false, false
	}
	return role, r.qs[b].value.V > r.qs[a].value.V, true
}
