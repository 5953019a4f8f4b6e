package extract

import "tallymark/extract/lang"

// longestPlace bounds the words between a preposition and the name of the
// place: "in the seaside town of Agadir".
const longestPlace = 8

// findPlaces collects the places that a sentence names.
func (r *reading) findPlaces(s *sentence) {
	r.places = r.places[:0]
	for i := s.first; i < s.last; i++ {
		if !r.toks[i].word.Leads(lang.PlacePrep) {
			continue
		}
		w, n := r.phraseAt(i, s.last)
		if !w.Has(lang.PlacePrep) {
			continue
		}
		if first, last := r.placeAfter(i+n, s); first < last {
			r.places = append(r.places, Span{first, last})
			i = last - 1
		}
	}
}

// placeAfter = [ determiner ] [ lead ] name | determiner { word } kind "of" name .
func (r *reading) placeAfter(i int, s *sentence) (first, last int) {
	listed := r.paras[s.paragraph].upper || s.role == RoleHeadline // capitals tell nothing there
	for k := i; k < s.last && k-i < longestPlace; k++ {
		t := &r.toks[k]
		if t.kind != tokWord {
			return 0, 0
		}
		if t.has(capital) && r.leadsToPlace(k, i) {
			if w, n := r.phraseAt(k, s.last); w.Has(lang.PlaceName) {
				return r.placeEnd(r.withLead(k, i), k+n, s)
			}
			if !listed && !t.word.Any(lang.Determiner, lang.PlaceLead, lang.Nationals) {
				return r.properPlace(k, s)
			}
		}
		if w := t.word; w.Any(lang.Verb, lang.Auxiliary, lang.Conjunction, lang.Pronoun) && !w.Any(lang.Determiner, lang.Noun, lang.Place) {
			return 0, 0
		}
	}
	return 0, 0
}

// leadsToPlace reports whether the name of a place can begin at k: right
// behind the preposition or its article, behind "northern", or behind "the
// town of".
func (r *reading) leadsToPlace(k, i int) bool {
	if k == i {
		return true
	}
	before := r.toks[k-1].word
	if before.Any(lang.Determiner, lang.PlaceLead) {
		return true
	}
	return k-2 >= i && before.Has(lang.OfLike) && r.toks[k-2].word.Has(lang.Place)
}

// withLead takes "northern" into the name behind it.
func (r *reading) withLead(k, i int) int {
	if k > i && r.toks[k-1].word.Has(lang.PlaceLead) {
		return k - 1
	}
	return k
}

// properPlace takes a run of capitalised words for a place that no list has,
// unless they are known to be something else or own what follows.
func (r *reading) properPlace(k int, s *sentence) (first, last int) {
	last = k
	known := false
	for last < s.last && (r.toks[last].kind == tokWord && r.toks[last].has(capital) || r.shortStop(last, k, s)) {
		w := r.toks[last].word
		if w.Any(lang.Weekday, lang.Month, lang.Title, lang.Nationals, lang.Body, lang.Outlet, lang.Pronoun, lang.Document) && !w.Has(lang.Place) || r.toks[last].has(upperCase) && r.toks[last].end-r.toks[last].start > 1 {
			return 0, 0
		}
		known = known || w.Has(lang.Place)
		last++
	}
	if last < s.last && r.toks[last].kind == tokNumber && r.toks[last-1].word.Has(lang.Named) { // "Highway 9"
		return k, last + 1
	}
	if last < s.last && r.toks[last].kind == tokPoss && !known {
		return 0, 0
	}
	if prep := r.toks[k-1].word; !known && prep.Has(lang.PlacePrep) && prep.Has(lang.AtLike) {
		return 0, 0 // "at Ford" is no place, "at Lind Airport" is
	}
	return r.placeEnd(k, last, s)
}

// shortStop reports whether the stop at i belongs to "Mt." or "St." inside of
// a name.
func (r *reading) shortStop(i, first int, s *sentence) bool {
	return i > first && i+1 < s.last && r.tok(i) == "." && r.toks[i-1].word.Has(lang.Abbreviation) && r.toks[i+1].has(capital)
}

// placeEnd adds the region behind a comma ("Leeds, England") and the kind of
// place behind a name ("Morales department").
func (r *reading) placeEnd(first, last int, s *sentence) (int, int) {
	if last+1 < s.last && r.tok(last) == "," {
		if w, n := r.phraseAt(last+1, s.last); w.Has(lang.PlaceName) && r.toks[last+1].has(capital) {
			return first, last + 1 + n
		}
	}
	if last < s.last && r.toks[last].word.Has(lang.Place) && r.toks[last].kind == tokWord {
		return first, last + 1
	}
	return first, last
}

// nearestPlace is the place with the fewest tokens between it and q.
func (r *reading) nearestPlace(q *quantity) *Where {
	best, near := -1, 0
	for i, p := range r.places {
		if p.Start == q.nounLast+1 { // "seven in Belin"
			best = i
			break
		}
		if d := gapBetween(p.Start, p.End, q.first, q.last); best < 0 || d < near {
			best, near = i, d
		}
	}
	if best < 0 {
		return nil
	}
	start, end := int(r.toks[r.places[best].Start].start), int(r.toks[r.places[best].End-1].end)
	w := next(&r.out.places, r.out.claims)
	*w = Where{Text: r.text[start:end], Start: start, End: end}
	return w
}
