package extract

import "tallymark/extract/lang"

// resolve finds the kind of a speaker and the fullest name that the text has
// given it so far; a pronoun stands for the last one named.
func (r *reading) resolve(s *speaker) {
	r.learnNames(s.first)
	if s.name != "" {
		return // a frame of the same sentence has resolved it
	}
	w := r.toks[s.first].word
	if s.last-s.first == 1 && w.Has(lang.Pronoun) && !w.Has(lang.Unnamed) {
		r.resolvePronoun(s)
		return
	}
	s.kind = r.kindOf(s)
	s.name = r.nameOf(s)
	switch s.kind {
	case "person":
		r.talk.person = *s
	case "body", "outlet":
		r.talk.body = *s
	}
}

// resolvePronoun gives a pronoun the speaker it stands for.
func (r *reading) resolvePronoun(s *speaker) {
	s.kind, s.name = "person", r.tok(s.first)
	w := r.toks[s.first].word
	if w.Has(lang.Relative) {
		r.resolveRelative(s)
		return
	}
	known := r.talk.person
	if w.Has(lang.Impersonal) {
		known, s.kind = r.talk.body, "body"
	}
	if known.name != "" {
		s.name, s.kind = known.name, known.kind
	}
}

// resolveRelative finds whom "who" and "which" stand for: the phrase before.
func (r *reading) resolveRelative(s *speaker) {
	floor := r.sents[r.talk.sentence].first
	j := s.first - 1
	if j > floor && r.tok(j) == "," {
		j--
	}
	if first := r.phraseBefore(j, floor); first <= j && j >= floor {
		of := speaker{first: first, last: j + 1}
		s.kind, s.name = r.kindOf(&of), r.nameOf(&of)
	}
}

// kindOf tells people, bodies, documents and outlets apart: a name by what
// is known of its words, any other phrase by its noun.
func (r *reading) kindOf(s *speaker) string {
	head := r.headOf(s.first, s.last)
	if !r.proper(head) {
		return r.commonKind(s)
	}
	if w, n := r.phraseAt(s.first, s.last); w.Has(lang.PlaceName) && s.first+n == s.last {
		return "body" // a country that speaks is its government
	}
	titled := false
	for i := s.first; i <= head; i++ {
		w, n := r.phraseAt(i, head+1)
		if i+n > head && w.Has(lang.Outlet) || r.toks[head].word.Has(lang.Masthead) && s.last-s.first > 1 {
			return "outlet"
		}
		if i+n > head && w.Has(lang.Body) && !w.Has(lang.Title) {
			return "body"
		}
		titled = titled || w.Has(lang.Title)
	}
	if titled {
		return "person"
	}
	if s.last-s.first == 1 && r.toks[head].has(upperCase) {
		return "body"
	}
	if r.toks[s.first].word.Has(lang.Determiner) {
		if kind := r.commonKind(s); kind != "unnamed" {
			return kind
		}
		return "body"
	}
	return "person"
}

// commonKind is the kind that the first telling noun of the phrase gives.
func (r *reading) commonKind(s *speaker) string {
	kind := "unnamed"
	for i := s.first; i < s.last; i++ {
		w, n := r.phraseAt(i, s.last)
		if !w.Any(lang.Unnamed, lang.Outlet, lang.Body, lang.Document, lang.Title) {
			w, n = r.toks[i].word, 1
		}
		if w.Any(lang.OfLike, lang.Preposition) && i > s.first {
			break
		}
		switch {
		case w.Has(lang.Unnamed):
			kind = "unnamed"
		case w.Has(lang.Outlet):
			kind = "outlet"
		case w.Has(lang.Body):
			kind = "body"
		case w.Has(lang.Document):
			kind = "document"
		case w.Has(lang.Title):
			kind = "person"
		}
		i += n - 1
	}
	return kind
}

// nameOf is the speaker's name without title and article, in its fullest form.
func (r *reading) nameOf(s *speaker) string {
	first := s.first
	if s.kind == "person" && r.proper(r.headOf(s.first, s.last)) {
		first = r.behindTitles(first, s.last)
	}
	if s.last-first == 1 && r.proper(first) {
		if full, ok := r.talk.names[r.tok(first)]; ok {
			return r.text[full.Start:full.End]
		}
	}
	return r.text[r.toks[first].start:r.toks[s.last-1].end]
}

// behindTitles is the token where the name itself begins: behind the last
// title or common noun of "the ministry spokesman Ali Khan".
func (r *reading) behindTitles(first, last int) int {
	for i := last - 2; i >= first; i-- {
		t := &r.toks[i]
		if t.kind == tokStop && i > first && r.toks[i-1].word.Has(lang.Title) || t.kind == tokWord && (t.word.Has(lang.Title) || !t.has(capital) && !t.word.Has(lang.Particle)) {
			return i + 1
		}
	}
	return first
}

// learnNames keeps the full names that stand before token i, by their last
// word. Each token is read once.
func (r *reading) learnNames(i int) {
	for k := r.talk.namesTo; k < i; {
		first := k
		for k < i && r.namePart(k) {
			k++
		}
		if k-first >= 2 {
			r.learnName(first, k)
		}
		if k == first {
			k++
		}
		r.talk.namesTo = k
	}
}

// namePart reports whether token k can be part of a person's name.
func (r *reading) namePart(k int) bool {
	t := &r.toks[k]
	if t.has(paraBefore) && k != r.talk.namesTo {
		return false
	}
	switch t.kind {
	case tokWord:
		return t.has(capital) && !t.has(upperCase) && !t.word.Any(lang.Determiner, lang.Pronoun, lang.Preposition, lang.Conjunction, lang.Weekday, lang.Month, lang.Subordinator)
	case tokStop:
		return k > 0 && r.tok(k) == "." && !t.has(spaceBefore) && r.toks[k-1].kind == tokWord && r.toks[k-1].has(capital) && r.toks[k-1].end-r.toks[k-1].start <= 3
	}
	return false
}

// learnName keeps the name from first to last, without its titles.
func (r *reading) learnName(first, last int) {
	for last > first && r.toks[last-1].kind == tokStop {
		last--
	}
	first = r.behindTitles(first, last)
	if last-first < 2 || last-first > 5 {
		return
	}
	key := r.tok(last - 1)
	if _, known := r.talk.names[key]; !known && !r.toks[last-1].word.Any(lang.Body, lang.Outlet) {
		r.talk.names[key] = Span{int(r.toks[first].start), int(r.toks[last-1].end)}
	}
}

// subjectOf is the subject that the sentence begins with, looked for before
// token v.
func (r *reading) subjectOf(s *sentence, v int) speaker {
	for i := s.first; i < v; i++ {
		t := &r.toks[i]
		if t.kind == tokPunct || t.kind == tokQuote || t.word.Any(lang.Preposition, lang.Adverb, lang.Subordinator) && !r.proper(i) {
			if t.word.Any(lang.Preposition, lang.Subordinator) && i == s.first {
				for i+1 < v && r.tok(i+1) != "," {
					i++
				}
			}
			continue
		}
		last := r.phraseAfter(i, v, false)
		return speaker{first: i, last: last}
	}
	return speaker{}
}
