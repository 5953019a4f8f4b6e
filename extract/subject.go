package extract

import (
	"sort"

	"tallymark/extract/lang"
)

// findSubject finds the phrase that says which event or thing the figure is
// about: the nearest event of its sentence, else the subject of the sentence.
func (r *reading) findSubject(q *quantity) {
	if q.subject.End > q.subject.Start {
		return
	}
	s := &r.sents[q.sent]
	if q.sourced && q.kind == People {
		return // "according to two doctors"
	}
	if q.kind == Age {
		if q.subject = r.aged(q, s); q.subject.End > 0 {
			return
		}
	}
	if !q.kind.happens() && q.kind != People {
		if first, last, _, _ := r.clauseSubject(q); first < last {
			q.subject = Span{int(r.toks[first].start), int(r.toks[last-1].end)}
			return
		}
	}
	best, near := -1, 60
	for i := max(s.first, q.first-60); i < min(s.last, q.last+60); i++ {
		if i > q.last && (r.toks[i].kind == tokPunct && r.tok(i) == ";" || r.is(i, "while") || r.is(i, "whereas")) {
			break // what a later half of the sentence names is something else
		}
		if i >= q.nounFirst && i < q.nounLast || !r.toks[i].word.Has(lang.Event) {
			continue
		}
		if k := r.phraseOf(i); k >= 0 && &r.qs[k] != q {
			continue // "their fifth win in six games"
		}
		if i > q.last+1 && r.toks[i-1].word.Has(lang.Infinitive) && r.toks[i-2].word.Has(lang.Infinitival) {
			continue // "needed to stop outbreaks"
		}
		if i > 0 && r.toDeath(i-1) {
			continue // "beaten to death"
		}
		if i > q.last && r.longAfter(q.last, i) {
			continue // "arrested 17 people, hours after a fire"
		}
		if i >= q.predToken && i < q.predEnd && r.toks[i].word.State != nil && !r.toks[i].word.Has(lang.Gerund) {
			continue // "the deaths of six" are about no deaths
		}
		if r.toks[i].word.Any(lang.Verb, lang.Month) && !r.eventNoun(i, s.first) || r.opensToll(i, s.last) || r.modifies(i, s) {
			continue
		}
		if d := max(q.first-i, i-q.last); d < near {
			best, near = i, d
		}
	}
	if best < 0 || best >= q.first && !q.kind.happens() && !r.attributiveTo(best, q) {
		if q.subject = r.opening(q, s); q.subject.End > 0 && !r.reporterEnds(q.subject.End, s) || best < 0 {
			return
		}
	}
	q.subject = r.phraseAround(best, q, s)
}

// longAfter reports whether the word at i stands behind "hours after" or "days
// before": what it names was another event.
func (r *reading) longAfter(from, i int) bool {
	for k := max(from, i-6); k < i; k++ {
		if (r.is(k, "after") || r.is(k, "before")) && k > from && r.toks[k-1].word.Has(lang.TimeUnit) {
			return true
		}
	}
	return false
}

// phraseOf is the figure whose noun phrase token i stands in, or -1.
func (r *reading) phraseOf(i int) int {
	for k := max(r.firstFrom(i)-1, 0); k < len(r.qs) && r.qs[k].nounFirst <= i; k++ {
		if q := &r.qs[k]; i < q.nounLast && q.checkable && q.kind != Duration && q.head >= 0 {
			return k
		}
	}
	return -1
}

// firstFrom is the first figure that begins at token i or behind it.
func (r *reading) firstFrom(i int) int {
	return sort.Search(len(r.qs), func(k int) bool { return r.qs[k].first >= i })
}

// attributiveTo reports whether the figure stands in the phrase of the event
// at i: "a 48-hour strike".
func (r *reading) attributiveTo(i int, q *quantity) bool {
	return i == q.nounLast || i >= q.nounFirst && i < q.nounLast
}

// reporterEnds reports whether a verb of saying stands behind the phrase that ends
// at this byte: "police said 12 people were in the crash".
func (r *reading) reporterEnds(end int, s *sentence) bool {
	for i := s.first; i < s.last && i < s.first+14; i++ {
		if int(r.toks[i].start) >= end {
			return r.toks[i].word.Has(lang.Say)
		}
	}
	return false
}

// modifies reports whether the event word at i only tells of what sort the noun
// behind it is, "the disaster agency", or is half of a name for another thing,
// "a heart attack".
func (r *reading) modifies(i int, s *sentence) bool {
	if i > s.first {
		if w, n := r.phraseAt(i-1, s.last); n > 1 && w.Has(lang.Noun) && !w.Has(lang.Event) {
			return true
		}
	}
	if i+1 >= s.last || r.toks[i+1].kind != tokWord || r.toks[i+1].has(paraBefore) {
		return false
	}
	w := r.word(i + 1)
	return w.Any(lang.Body, lang.Noun, lang.Plural, lang.Person, lang.Document) && !w.Any(lang.Verb, lang.Preposition, lang.TimeWord, lang.TimeUnit, lang.Weekday, lang.Month, lang.Event, lang.Relativum, lang.Conjunction, lang.Determiner)
}

// opensToll reports whether the event word at i is part of "death toll".
func (r *reading) opensToll(i, last int) bool {
	if w, n := r.phraseAt(i, last); n > 1 && w.State != nil && w.State.Has('t') {
		return true
	}
	w := r.word(min(i+1, last-1))
	return w.State != nil && w.State.Has('t')
}

// eventNoun reports whether a word that may be a verb stands as a noun.
func (r *reading) eventNoun(i, first int) bool {
	w := r.toks[i].word
	if i == first || w.Has(lang.Month) && r.toks[i].has(capital) {
		return false
	}
	p := r.toks[i-1].word
	return r.toks[i-1].kind == tokPoss || p.Any(lang.Determiner, lang.Adjective) || p.Has(lang.Noun) && w.Has(lang.Noun) && !w.Has(lang.Gerund)
}

// phraseAround is the noun phrase of head i, with one prepositional phrase.
func (r *reading) phraseAround(i int, q *quantity, s *sentence) Span {
	first, last := r.phraseStart(i, q, s), r.placeBehind(i+1, s.last)
	return Span{int(r.toks[first].start), int(r.toks[last-1].end)}
}

// phraseStart is the first token of the noun phrase of head i; the owner
// before a possessive belongs to it: "last week's floods".
func (r *reading) phraseStart(i int, q *quantity, s *sentence) int {
	first := i
	for k := i - 1; k >= s.first && k > i-8; k-- {
		w := r.word(k)
		if r.joined(k) {
			continue
		}
		owner := r.toks[k+1].kind == tokPoss && w.Has(lang.TimeWord)
		if w.Any(lang.Comparative, lang.TimeWord, lang.Weekday, lang.Month) && !owner || w.Has(lang.Relative) || r.toks[k].kind == tokPunct || r.toks[k].kind == tokQuote || r.toks[k].has(paraBefore) && k > s.first || w.Any(lang.Preposition, lang.Conjunction, lang.Auxiliary, lang.Relative, lang.Subordinator) && !w.Has(lang.Determiner) || k >= q.nounFirst && k < q.nounLast && !r.joined(q.unitFirst-1) {
			break
		}
		if w.Has(lang.Verb) && !w.Any(lang.Noun, lang.Adjective, lang.Gerund) || w.Has(lang.Infinitive) && k > s.first && r.toks[k-1].word.Has(lang.Infinitival) {
			break
		}
		if r.toks[k].kind == tokPoss {
			continue
		}
		first = k
		if w.Has(lang.Determiner) {
			break
		}
	}
	return first
}

// placeBehind is the end of the name that a preposition joins to the phrase
// that ends before token j: "floods in the Kaldo valley".
func (r *reading) placeBehind(j, last int) int {
	k := j + 1
	if k >= last || !r.toks[j].word.Any(lang.PlacePrep, lang.Preposition) {
		return j
	}
	article := r.is(k, "the") && k+1 < last
	if article {
		k++
	}
	if !r.nameWord(k) {
		return j
	}
	for k++; k < last && k < j+7 && r.nameWord(k); k++ {
	}
	if article && k < last && r.toks[k].word.Has(lang.Place) && !r.toks[k].has(paraBefore) {
		k++
	}
	return k
}

// nameWord reports whether token i is a capitalised word and no date.
func (r *reading) nameWord(i int) bool {
	return r.toks[i].has(capital) && !r.toks[i].word.Any(lang.Weekday, lang.Month, lang.TimeWord)
}

// opening is the noun phrase that opens the sentence, where a verb follows it
// and the figure stands behind that verb.
func (r *reading) opening(q *quantity, s *sentence) Span {
	if k := q.nounFirst - 1; k > s.first && r.toks[k].word.Has(lang.Conjunction) && (r.subjectHere(q) || q.predToken >= q.last) {
		return Span{} // "…, and two were hurt" has a subject of its own
	}
	first, last, v, told := r.clauseSubject(q)
	if k := r.quantityAt(first); k >= 0 && first < last && r.qs[k].kind.happens() { // "nine people were shot, three of them fatally"
		return Span{}
	}
	if first < last {
		return Span{int(r.toks[first].start), int(r.toks[last-1].end)}
	}
	if told || v > s.first+12 {
		return Span{}
	}
	for i := s.first; i < q.nounFirst && i < s.first+9; i++ {
		t, w := &r.toks[i], r.word(i)
		if t.kind != tokWord && t.kind != tokPoss && t.kind != tokAlnum && t.kind != tokDash {
			return Span{}
		}
		if i > s.first && (!t.has(capital) || t.has(upperCase)) && (w.Any(lang.Auxiliary, lang.Finite, lang.PastPart) || w.Has(lang.Verb) && !w.Any(lang.Noun, lang.Adjective)) {
			if r.toks[i-1].word.Any(lang.Determiner, lang.Preposition) {
				return Span{}
			}
			return r.trimmed(s, i)
		}
		if w.Any(lang.Subordinator, lang.Pronoun, lang.Relative) && !w.Has(lang.Determiner) || i == s.first && w.Any(lang.Preposition, lang.Conjunction, lang.Adverb) {
			return Span{}
		}
	}
	return Span{}
}

// trimmed is the phrase from the beginning of the sentence to token i, less
// the adverbs and time words at its end.
func (r *reading) trimmed(s *sentence, i int) Span {
	for i > s.first+1 && r.toks[i-1].word.Any(lang.Adverb, lang.TimeWord, lang.Weekday, lang.Month) {
		i--
	}
	if i == s.first || r.toks[i-1].word.Any(lang.Adverb, lang.Conjunction, lang.Preposition) {
		return Span{}
	}
	if k := r.quantityAt(s.first); k >= 0 && r.qs[k].kind.happens() { // "one person was killed and 24 were hurt"
		return Span{}
	}
	if r.toks[i].word.Has(lang.Say) { // who says it is no part of what happened
		return Span{}
	}
	return Span{int(r.toks[s.first].start), int(r.toks[i-1].end)}
}
