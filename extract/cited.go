package extract

import "tallymark/extract/lang"

// findCited reads "according to the ministry": the whole sentence is the
// ministry's, up to a semicolon on either side.
func (r *reading) findCited(s *sentence, i, n int) {
	first := i + n
	last := r.phraseAfter(first, s.last, true)
	if first >= last || r.toks[i].word.Has(lang.Gerund) && !r.nameable(first, last) {
		return
	}
	if last < s.last && r.toks[last].word.Any(lang.Say, lang.Showing, lang.Cognition) {
		return // "data from the board show": the verb's own frame says so
	}
	for k := first + 1; k < last; k++ {
		if w, n := r.phraseAt(k, s.last); n > 1 && w.Any(lang.Say, lang.Showing) {
			return // "figures from the ministry put the total at"
		}
	}
	from, to := r.halfOf(s, i)
	if own := r.talk.frames[r.talk.own:]; len(own) > 0 {
		if p := &own[len(own)-1]; p.gap > p.from && p.resume < i && r.toks[p.cueFirst].word.Leads(lang.According) {
			from, p.to = max(from, p.resume), min(p.to, p.resume) // "4,000, according to police, or 12,000, according to the union"
		}
	}
	first, last = r.withName(first, last, s.last)
	r.addFrame(frame{source: speaker{first: first, last: last}, cueFirst: i, cueLast: i + n, from: from, to: to, gap: i, resume: last})
}

// findIn reads "in the poll": a document that says what the rest of the
// sentence tells.
func (r *reading) findIn(s *sentence, i int) {
	first := i + 1
	if first+1 >= s.last || !r.toks[first].word.Has(lang.Determiner) {
		return
	}
	last := r.phraseAfter(first, s.last, false)
	if last <= first {
		return
	}
	if w := r.toks[r.headOf(first, last)].word; !w.Has(lang.Polling) {
		return
	}
	r.addFrame(frame{source: speaker{first: first, last: last}, cueFirst: i, cueLast: first, from: s.first, to: s.last, gap: i, resume: last, rank: 1})
}

// halfOf is the part of the sentence between semicolons that holds token i.
func (r *reading) halfOf(s *sentence, i int) (from, to int) {
	from = s.first
	for k := s.first; k < s.last; k++ {
		if r.toks[k].kind != tokPunct || r.tok(k) != ";" {
			continue
		}
		if k > i {
			return from, k
		}
		from = k + 1
	}
	return from, s.last
}

// findNamedClaim reads "Smith's claim that 13 were held" and "by one
// estimate": a noun of saying with its owner.
func (r *reading) findNamedClaim(s *sentence, i, n int) {
	if i == s.first || i+n > s.last {
		return
	}
	k := i - 1
	for k > s.first && r.toks[k].kind == tokWord && r.toks[k].word.Has(lang.Adjective) {
		k--
	}
	switch {
	case r.toks[k].kind == tokPoss && i+n < s.last && r.toks[i+n].word.Any(lang.Relative, lang.OfLike, lang.Infinitival):
		first := r.phraseBefore(k-1, s.first)
		if first < k && r.nameable(first, k) {
			r.addFrame(frame{source: speaker{first: first, last: k}, cueFirst: i, cueLast: i + n, from: i + n, to: s.last, rank: 2})
		}
	case r.toks[k].kind == tokPoss && k > s.first+1:
		first := r.phraseBefore(k-1, s.first+1)
		if first < k && first > s.first && r.toks[first-1].word.Has(lang.Agent) && r.nameable(first, k) { // "by the Courier's tally"
			r.addFrame(frame{source: speaker{first: first, last: k}, cueFirst: i, cueLast: i + n, from: s.first, to: s.last, gap: first - 1, resume: i + n, rank: 1})
		}
	case k > s.first && r.toks[k-1].word.Has(lang.Agent) && r.toks[k].word.Has(lang.Determiner) || k > s.first && r.toks[k-1].word.Has(lang.Agent) && r.toks[k].word.Num != nil:
		r.addFrame(frame{source: speaker{first: k, last: i + n}, cueFirst: k - 1, cueLast: k, from: s.first, to: s.last, gap: k - 1, resume: i + n})
	}
}

// findColon reads `Police: 13 held`, `13 held: police` and `Smith: "…"`.
func (r *reading) findColon(s *sentence) {
	r.findTranscript(s)
	headline := s.role == RoleHeadline || s.role == RoleDek
	for i := s.first + 1; i < s.last-1; i++ {
		t := &r.toks[i]
		if !(r.tok(i) == ":" || headline && t.kind == tokDash && t.has(spaceBefore)) {
			continue
		}
		quoted := r.toks[i+1].kind == tokQuote && r.opens(i+1)
		if i-s.first <= 6 && r.tok(i) == ":" && (quoted || headline) && r.phraseBefore(i-1, s.first) == s.first && r.nameable(s.first, i) && !r.paras[s.paragraph].upper {
			if quoted || r.somebody(i-1) {
				r.addFrame(frame{source: speaker{first: s.first, last: i}, cueFirst: i, cueLast: i + 1, from: i + 1, to: s.last})
			}
			return
		}
		if headline && s.last-i <= 6 && r.phraseAfter(i+1, s.last, false) == s.last && r.somebody(s.last-1) {
			r.addFrame(frame{source: speaker{first: i + 1, last: s.last}, cueFirst: i, cueLast: i + 1, from: s.first, to: i})
			return
		}
	}
}

// findTranscript reads the lines of a conversation: `Lind: I saw 13 of them.`
func (r *reading) findTranscript(s *sentence) {
	if s.first != r.paras[s.paragraph].first || s.role == RoleHeadline || s.role == RoleDek {
		return
	}
	for i := s.first; i < s.last && i-s.first < 4; i++ {
		t := &r.toks[i]
		if r.tok(i) == ":" && i > s.first && i+1 < s.last {
			r.addFrame(frame{source: speaker{first: s.first, last: i}, cueFirst: i, cueLast: i + 1, from: i + 1, to: s.last})
			return
		}
		if t.kind != tokWord || !t.has(capital) || t.word != lang.Unknown && !t.word.Any(lang.Title, lang.PersonName) {
			return
		}
	}
}
