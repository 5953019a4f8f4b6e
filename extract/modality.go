package extract

import "tallymark/extract/lang"

// planWindow bounds how far before a figure the plan that it is part of may
// stand.
const planWindow = 20

// judgeModality says whether the text asserts what it says of the figure.
func (r *reading) judgeModality(q *quantity, f finding) {
	first := r.sents[q.sent].first
	if k := q.nounFirst - 1; k > first && r.is(k, "of") && r.quantityAt(k-1) >= 0 {
		return // the whole of "two of its seven plants" is there whatever becomes of the two
	}
	over := noDoubt
	if q.kind.happens() || q.predicate != "" || q.nounFirst == q.first || !r.is(q.nounFirst, "the") { // "the 12 fires" are there, whatever is denied of them
		over = r.doubted(q, first)
	}
	switch g := f.group; {
	case over == denying || q.nounFirst > first && r.is(q.nounFirst-1, "not") || g.negated && f.found() && q.form != formZero:
		q.modality = Denied
	case g.negated && !f.found(): // "37 cannot get home" counts 37 all the same
	case g.planned || r.intended(q, first):
		q.modality = Planned
	case g.possible && r.announced(g.first, first):
		q.modality = Planned
	case over == opened || g.possible || r.supposed(q, first) || f.found() && r.feared(q, f):
		q.modality = Possible
	}
}

// intended reports whether the figure stands under a plan: "plans to hire 40".
func (r *reading) intended(q *quantity, first int) bool {
	for k := q.nounFirst - 1; k > first && k > q.nounFirst-planWindow; k-- {
		if far := k < q.nounFirst-6; far && (q.kind != Money || !r.costs(q.nounFirst-1) || r.toks[k].word.Any(lang.Finite, lang.Modal, lang.Relative, lang.Subordinator, lang.Conjunction)) {
			return false
		}
		if r.toks[k].word.Has(lang.Infinitival) && k+1 < q.nounFirst && r.word(k+1).Has(lang.Infinitive) {
			w, n := r.phraseAt(k-1, q.nounFirst)
			return r.toks[k-1].word.Has(lang.Planning) || n == 2 && w.Has(lang.Planning) && !r.word(k+1).Any(lang.Say, lang.Unproven) || r.headlineFuture(k, q)
		}
		if r.toks[k].word.Has(lang.Modal) && r.toks[k].word.Has(lang.Planning) {
			return true
		}
		if r.toks[k].kind == tokPunct {
			return false
		}
	}
	return false
}

// headlineFuture reports whether the "to" at k stands for "will" in a headline:
// "Bank to axe 3,400 jobs".
func (r *reading) headlineFuture(k int, q *quantity) bool {
	s := &r.sents[q.sent]
	if r.toks[s.last-1].kind == tokStop || k == s.first || k > s.first+6 || r.toks[k-1].kind != tokWord || r.word(k-1).Any(lang.Adjective, lang.PastPart) && !r.word(k-1).Has(lang.Noun) {
		return false
	}
	for i := s.first; i < k; i++ {
		if t := &r.toks[i]; t.kind != tokWord && t.kind != tokPoss && t.kind != tokAlnum && t.kind != tokDash || t.word.Any(lang.Auxiliary, lang.Finite, lang.Preposition, lang.Pronoun, lang.Subordinator) || t.word.Has(lang.Verb) && !t.word.Any(lang.Noun, lang.Person, lang.GroupNoun, lang.Body) && t.word != lang.Unknown {
			return false
		}
	}
	return true
}

// announced reports whether the "would" at k is the "will" of somebody who told
// what he is about to do: "the group said it would cut 1,200 jobs".
func (r *reading) announced(k, first int) bool {
	if !r.is(k, "would") || k-2 < first || !r.is(k-1, "it") && !r.is(k-1, "they") && !r.is(k-1, "he") && !r.is(k-1, "she") {
		return false
	}
	if k -= 2; r.is(k, "that") {
		k--
	}
	return k >= first && r.toks[k].word.Has(lang.Say) && r.toks[k].word.Has(lang.Verb)
}

// costs reports whether "for" or "at a cost of" ends at token k.
func (r *reading) costs(k int) bool {
	return k > 0 && (r.is(k, "for") || r.is(k, "of") && r.toks[k-1].word.Has(lang.Spending))
}

// supposed reports whether an "if" or a "could" stands over the figure.
func (r *reading) supposed(q *quantity, first int) bool {
	for k := q.nounFirst - 1; k >= first && k > q.nounFirst-8; k-- {
		t := &r.toks[k]
		if t.kind == tokPunct || t.kind == tokQuote {
			return false
		}
		if w, n := r.phraseAt(k, q.nounFirst); n > 1 && w.Has(lang.Allege) { // "is likely to pass 100"
			return true
		}
		if t.word.Has(lang.Month) && t.has(capital) { // "on 4 May with 300 people"
			continue
		}
		if w := t.word; w.Has(lang.Conditional) && !w.Has(lang.Modal) || w.Has(lang.Modal) && !w.Has(lang.Planning) && k > q.nounFirst-5 {
			return true
		}
	}
	return false
}

// feared reports whether the state is only believed: "feared dead".
func (r *reading) feared(q *quantity, f finding) bool {
	for k := max(f.tok-3, q.last, 0); k < f.tok; k++ {
		if w, _ := r.phraseAt(k, f.tok); w.Has(lang.Allege) {
			return true
		}
	}
	return false
}
