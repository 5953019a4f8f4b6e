package extract

import "tallymark/extract/lang"

// resolve finds the kind of the source of frame k and the fullest name that
// the text has given it so far; a pronoun stands for the last one named.
func (r *reading) resolve(k int) {
	f := &r.talk.frames[k]
	switch {
	case f.source.name != "":
	case r.standsFor(&f.source):
		r.resolvePronoun(k)
	default:
		r.kindIn(k)
		name := r.nameOf(&f.source, f.named)
		r.talk.frames[k].source.name = name // the frames may have moved
	}
}

// standsFor reports whether the source is a pronoun alone.
func (r *reading) standsFor(s *speaker) bool {
	w := r.toks[s.first].word
	return s.last-s.first == 1 && w.Has(lang.Pronoun) && !w.Has(lang.Unnamed)
}

// kindIn is the kind of the source of frame k, which is no pronoun.
func (r *reading) kindIn(k int) string {
	f := &r.talk.frames[k]
	r.talk.sentence = f.sentence
	if f.source.kind == "" {
		f.source.kind = r.kindOf(&f.source)
		r.knowBody(&f.source)
		f.source.nameless = f.source.kind == "person" && r.nobodyKnown(&f.source)
	}
	return f.source.kind
}

// knowBody keeps the name of an institution, so that the name alone, which may
// be anybody's, is read as that: "the maker Halgen said … Halgen hopes".
func (r *reading) knowBody(s *speaker) {
	name := r.tok(s.last - 1)
	switch {
	case !r.proper(s.last - 1):
	case s.kind == "body" && s.last-s.first > 1:
		r.talk.bodies[name] = true
	case s.kind == "person" && s.last-s.first == 1 && r.talk.bodies[name]:
		s.kind = "body"
	}
}

// nobodyKnown reports whether the words for a person name nobody: "a hospital
// spokesman", "ministers".
func (r *reading) nobodyKnown(s *speaker) bool {
	head := r.headOf(s.first, s.last)
	return !r.proper(head) && (r.toks[s.first].word.Has(lang.Indefinite) || r.toks[head].word.Has(lang.Plural))
}

// resolvePronoun gives a pronoun the speaker it stands for.
func (r *reading) resolvePronoun(k int) {
	f := &r.talk.frames[k]
	r.talk.sentence = f.sentence
	w := r.toks[f.source.first].word
	if w.Has(lang.Relative) {
		kind, name := r.resolveRelative(f)
		r.talk.frames[k].source.kind, r.talk.frames[k].source.name = kind, name
		return
	}
	body := w.Has(lang.Impersonal)
	kind, name, nameless := "person", r.tok(f.source.first), false
	if body {
		kind = "body"
	}
	if known := r.lastNamed(k, body); known != noFrame {
		r.resolve(known)
		of := &r.talk.frames[known].source
		kind, name, nameless = of.kind, of.name, of.nameless
	}
	of := &r.talk.frames[k].source
	of.kind, of.name, of.nameless = kind, name, nameless
}

// lastNamed is the frame that names the last person, or institution, before
// frame k. What is found is kept for each sentence, so that a text of pronouns
// is not searched again and again.
func (r *reading) lastNamed(k int, body bool) int {
	si := r.talk.frames[k].sentence
	found, from := r.namedAmong(r.talk.said[si].first, k, body), si
	if found != noFrame {
		return found
	}
	for found == noFrame && from > 0 {
		from--
		if kept := *r.talk.said[from].lastOf(body); kept != notAsked {
			found = kept
			break
		}
		r.framesOf(from)
		found = r.namedAmong(r.talk.said[from].first, r.talk.said[from].last, body)
	}
	for ; from < si; from++ {
		*r.talk.said[from].lastOf(body) = found
	}
	return found
}

// namedAmong is the last of the frames from first to last that names a person,
// or an institution.
func (r *reading) namedAmong(first, last int, body bool) int {
	for k := last - 1; k >= first; k-- {
		if r.standsFor(&r.talk.frames[k].source) {
			continue
		}
		if kind := r.kindIn(k); body && (kind == "body" || kind == "outlet") || !body && kind == "person" {
			return k
		}
	}
	return noFrame
}

// resolveRelative finds whom "who" and "which" stand for: the phrase before.
func (r *reading) resolveRelative(f *frame) (kind, name string) {
	floor := r.sents[f.sentence].first
	j := f.source.first - 1
	if j > floor && r.tok(j) == "," {
		j--
	}
	if first := r.phraseBefore(j, floor); first <= j && j >= floor {
		of := speaker{first: first, last: j + 1}
		kind = r.kindOf(&of)
		return kind, r.nameOf(&of, f.named)
	}
	return "person", r.tok(f.source.first)
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

// nameOf is the speaker's name without title and article, in the fullest form
// that stands before token before.
func (r *reading) nameOf(s *speaker, before int) string {
	first, last := s.first, s.last
	if head := r.headOf(s.first, s.last); s.kind == "person" && r.proper(head) {
		last = head + 1 // "Commander Teresa Vail | of the agency"
		first = r.behindTitles(first, last)
	}
	if last-first == 1 && r.proper(first) {
		r.learnNames(before)
		if full, ok := r.talk.names[r.tok(first)]; ok && full.End <= int(r.toks[before].start) {
			return r.text[full.Start:full.End]
		}
	}
	return r.text[r.toks[first].start:r.toks[last-1].end]
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
			r.learnRun(first, k)
		}
		if k == first {
			k++
		}
		r.talk.namesTo = k
	}
}

// learnRun keeps the names of a run of capitalised words; the source of a
// frame begins a name of its own.
func (r *reading) learnRun(first, last int) {
	si := r.talk.namesIn
	for r.sents[si].last <= first {
		si++
	}
	r.talk.namesIn = si
	for ; si < len(r.sents) && r.sents[si].first < last; si++ {
		frames := r.framesOf(si)
		for i := range frames {
			if at := frames[i].named; at > first && at < last {
				r.learnName(first, at)
				first = at
			}
		}
	}
	r.learnName(first, last)
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
