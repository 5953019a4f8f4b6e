package extract

import "tallymark/extract/lang"

// The measures of phrases and clauses, in tokens.
const (
	longestSource = 20
	longestClause = 30
)

// subjectBefore finds the noun phrase that is the subject of the verb at v,
// past auxiliaries, adverbs and appositions; passive reports a form of "be".
func (r *reading) subjectBefore(v int, s *sentence) (first, last int, passive bool) {
	j := v - 1
	for j >= s.first {
		step := r.lightStep(j, s.first)
		if step == 0 {
			break
		}
		passive = passive || r.toks[j].word.Has(lang.Be)
		j -= step
	}
	if j < s.first {
		return 0, 0, passive
	}
	if t := &r.toks[j]; t.kind == tokClose || t.kind == tokDash && t.has(spaceBefore) || r.tok(j) == "," {
		first, last = r.beforeApposition(j, s)
		return first, last, passive
	}
	return r.phraseBefore(j, s.first), j + 1, passive
}

// lightStep is how many tokens that end with j may stand between subject and
// verb: "also", "has", "this month".
func (r *reading) lightStep(j, floor int) int {
	if r.light(j) {
		return 1
	}
	if j > floor && r.toks[j-1].word.Has(lang.TimePrep) && (r.yearAt(j, j+1, false) > 0 || r.toks[j].has(capital) && r.toks[j].word.Any(lang.Month, lang.Weekday)) {
		return 2
	}
	if j > floor && r.toks[j].word.Any(lang.TimeUnit, lang.DayPart) && r.toks[j-1].word.Any(lang.Relativum, lang.Weekday) {
		return 2
	}
	return 0
}

// light reports whether token j may stand between subject and verb.
func (r *reading) light(j int) bool {
	t := &r.toks[j]
	if t.kind != tokWord {
		return false
	}
	w := t.word
	if w.Any(lang.Reflexive, lang.Weekday) {
		return true // "Lind herself said", "officials Monday said"
	}
	if w.Any(lang.Auxiliary, lang.Modal, lang.Negation) {
		return !w.Has(lang.Pronoun)
	}
	return w.Any(lang.Adverb, lang.Weekday) && !w.Any(lang.Unnamed, lang.Noun, lang.Pronoun) && !(t.has(capital) && w.Has(lang.Adverb))
}

// beforeApposition finds the subject before an apposition that ends with the
// mark at j: "Smith, a teacher in Leeds, Ohio, said".
func (r *reading) beforeApposition(j int, s *sentence) (first, last int) {
	mark := r.toks[j].kind
	for k := j - 1; k > s.first && j-k < 45; k-- {
		t := &r.toks[k]
		opens := mark == tokClose && t.kind == tokOpen || mark == tokDash && t.kind == tokDash && t.has(spaceBefore) || mark == tokPunct && r.tok(k) == ","
		if t.kind == tokQuote && mark == tokPunct && !r.opens(k) && k == j-1 {
			return 0, 0
		}
		if !opens || mark == tokPunct && !r.apposition(k+1, j) && !r.toks[k+1].word.Leads(lang.PlaceName) {
			continue
		}
		before := k - 1
		if w, n := r.phraseAt(k+1, j); mark == tokPunct && w.Has(lang.PlaceName) {
			if k+1+n != j {
				continue
			}
			if first = r.phraseBefore(before, s.first); first < before && r.somebody(first) && (first == s.first || r.tok(first-1) != ",") {
				return first, j // "police in Leeds, England, say"
			}
			continue
		}
		if mark == tokClose && r.tok(before) == "," {
			return r.beforeApposition(before, s)
		}
		if first = r.phraseBefore(before, s.first); first <= before && r.nameable(first, before+1) {
			if mark == tokPunct && r.officeOf(first, before+1) && r.nameEnd(k+1, j) == j {
				return k + 1, j
			}
			return first, before + 1
		}
		if mark != tokPunct {
			return 0, 0
		}
	}
	return 0, 0
}

// officeOf reports whether the phrase names a person by office alone: "the
// finance minister", "his lawyer".
func (r *reading) officeOf(first, last int) bool {
	head := r.headOf(first, last)
	for i := first; i < head; i++ {
		if r.toks[i].word.Has(lang.Conjunction) {
			return false // "the minister and his lawyer" are two
		}
	}
	w := r.toks[head].word
	return !r.proper(head) && w.Any(lang.Title, lang.Person) && !w.Has(lang.Plural)
}

// nameEnd is where the person's name that begins at token i ends: a run of
// capitalised words. It is i where there is none.
func (r *reading) nameEnd(i, last int) int {
	k := i
	for k < last && (r.namePart(k) || k > i && r.toks[k].word.Has(lang.Particle)) {
		k++
	}
	if k == i || r.toks[k-1].word.Any(lang.PlaceName, lang.Particle, lang.Body, lang.Outlet) {
		return i
	}
	return k
}

// officeBefore is where the words for the source of f begin, the office before
// the name among them: "the finance minister, Lena Frost, said".
func (r *reading) officeBefore(f *frame, s *sentence) int {
	first := f.source.first
	if first < s.first+2 || r.tok(first-1) != "," || r.tok(f.source.last) != "," {
		return first
	}
	if k := r.phraseBefore(first-2, s.first); k <= first-2 && r.officeOf(k, first-1) {
		return k
	}
	return first
}

// withName takes the name behind an office for the source: "said the finance
// minister, Lena Frost".
func (r *reading) withName(first, last, end int) (int, int) {
	if last+1 >= end || r.tok(last) != "," || !r.officeOf(first, last) {
		return first, last
	}
	if k := r.nameEnd(last+1, end); k > last+1 && (k == end || r.toks[k].kind != tokWord && r.toks[k].kind != tokPoss) {
		return last + 1, k
	}
	return first, last
}

// apposition reports whether the tokens from i can be an apposition or a
// relative clause behind a name.
func (r *reading) apposition(i, last int) bool {
	t := &r.toks[i]
	if t.kind == tokNumber {
		return true
	}
	if t.kind != tokWord && t.kind != tokAlnum || i >= last {
		return false
	}
	w := t.word
	if w.Any(lang.Conjunction, lang.Subordinator, lang.Auxiliary, lang.PlaceName) && !w.Has(lang.Relative) {
		return false
	}
	return w.Any(lang.Determiner, lang.Relative, lang.Title, lang.Unnamed, lang.Gerund, lang.Adverb, lang.PastPart) || !t.has(capital) || last-i <= 4
}

// phraseBefore is where the noun phrase that ends with token j begins; j+1
// if there is none.
func (r *reading) phraseBefore(j, floor int) int {
	if j < floor {
		return j + 1
	}
	if w := r.toks[j].word; w.Has(lang.Pronoun) && (!r.proper(j) || j == floor) {
		return j
	}
	k := j
	for k >= floor && j-k < longestSource {
		step := r.phraseStep(k, j, floor)
		if step == 0 {
			break
		}
		k -= step
		if step == 1 && r.toks[k+1].kind == tokWord && r.toks[k+1].word.Has(lang.Determiner) && !r.proper(k+1) && !r.ofBefore(k, floor) {
			break
		}
	}
	first := r.trimPhrase(k+1, j+1)
	if first > floor && first < j && r.toks[first-1].word.Has(lang.Preposition) && !(r.toks[first-1].word.Has(lang.Agent) && first == j-1) && !r.toks[first].word.Has(lang.Determiner) && r.somebody(j) && !r.proper(j) {
		return j // "as a result of the tip | police"
	}
	return first
}

// ofBefore reports whether a preposition at k ties the phrase behind it to a
// noun before it: "the spokesman for | the ministry".
func (r *reading) ofBefore(k, floor int) bool {
	return k > floor && r.toks[k].word.Has(lang.Preposition) && (r.nounish(k-1) || r.tied(k, floor))
}

// tied reports whether the preposition at k ties people to a thing by the word
// before it: "sources close to the inquiry".
func (r *reading) tied(k, floor int) bool {
	return k-1 > floor && r.toks[k-1].word.Has(lang.Tied) && r.nounish(k-2)
}

// phraseStep is how many tokens of the phrase end with token k: 0 where it
// begins behind k.
func (r *reading) phraseStep(k, j, floor int) int {
	t := &r.toks[k]
	w := t.word
	switch t.kind {
	case tokPoss, tokAlnum:
		return 1
	case tokNumber:
		if k == j {
			return 0
		}
		return 1
	case tokStop:
		if k > floor && k < j && r.tok(k) == "." && r.toks[k-1].has(capital) && !t.has(spaceBefore) {
			return 2
		}
		return 0
	case tokDash:
		if t.has(spaceBefore) || k == j {
			return 0
		}
		return 1
	case tokPunct:
		if k < j && (r.tok(k) == "/" && !t.has(spaceBefore) || k > floor && r.regionBehind(k, j)) {
			return 1
		}
		return 0
	case tokSymbol:
		if s := r.tok(k); k < j && (s == "&" || s == "%" || s == "$" || s == "@") {
			return 1
		}
		return 0
	case tokWord:
		return r.phraseWord(k, j, floor, w)
	}
	return 0
}

// regionBehind reports whether the comma at k only parts a town from its
// region: "police in Leeds, England, say".
func (r *reading) regionBehind(k, j int) bool {
	w, n := r.phraseAt(k+1, j+1)
	return k+n == j && w.Has(lang.PlaceName) && r.proper(k-1) && r.proper(j)
}

func (r *reading) phraseWord(k, j, floor int, w *lang.Word) int {
	speaks := w.Any(lang.Body, lang.Unnamed, lang.Document, lang.Outlet, lang.Title, lang.Person, lang.Noun)
	switch {
	case w == lang.Unknown, k+1 < j && r.tied(k+1, floor):
		return 1
	case r.proper(k) && k > floor && !w.Any(lang.Weekday, lang.Month):
		return 1
	case w.Has(lang.Conjunction):
		if k > floor && k < j && (r.proper(k-1) && r.proper(k+1) || r.somebody(k-1) && r.somebody(k+1)) {
			return 1
		}
		return 0
	case (w.Text == "before" || w.Text == "after") && k == j-1 && k > floor && r.toks[j].word.Has(lang.Noun) && !r.somebody(j) && r.toks[k-1].word.Has(lang.Noun): // "profit before tax"
		return 1
	case w.Any(lang.Weekday, lang.Month, lang.TimeWord, lang.Auxiliary, lang.Modal, lang.Negation, lang.Subordinator):
		return 0
	case w.Has(lang.Determiner):
		if w.Has(lang.Relative) {
			return 0
		}
		return 1
	case w.Any(lang.Relative, lang.Pronoun):
		return 0
	case w.Has(lang.Preposition) && !speaks:
		if k < j && k > floor && (r.nounish(k-1) || r.tied(k, floor)) {
			return 1
		}
		return 0
	case w.Has(lang.Verb) && !speaks:
		if k < j && !w.Any(lang.PastPart, lang.Gerund, lang.Finite) && r.somebody(k+1) && (k == floor || r.toks[k-1].word.Has(lang.Determiner)) {
			return 1 // "the finance minister"
		}
		if k < j && w.Has(lang.Infinitive) && !w.Any(lang.PastPart, lang.Gerund, lang.Finite) && r.word(k+1).Any(lang.Noun, lang.Plural) && r.beforeModifier(k, floor) {
			return 1 // ", and aid groups", "as fuel costs"
		}
		if k == j && !w.Any(lang.PastPart, lang.Gerund) && k > floor && r.nounish(k-1) {
			return 1 // no two verbs touch: "the tax return shows"
		}
		if w.Has(lang.Gerund) && k == j && k > floor && (r.toks[k-1].word.Has(lang.Determiner) || k-1 > floor && r.toks[k-1].word.Has(lang.Noun) && !r.toks[k-1].word.Has(lang.Person) && (r.toks[k-2].word.Has(lang.Determiner) || r.toks[k-2].kind == tokPoss)) {
			return 1 // "the funding fell", "her approval rating slid"
		}
		if w.Any(lang.PastPart, lang.Gerund) && k > floor && k < j && r.toks[k-1].word.Any(lang.Determiner, lang.Adjective) {
			return 1
		}
		return 0
	case w.Has(lang.Adverb) && !speaks && !w.Any(lang.Adjective, lang.Comparative):
		return 0
	}
	return 1
}

// beforeModifier reports whether no verb can stand at k, because a mark, an
// article or a conjunction stands before it: a noun does, before another.
func (r *reading) beforeModifier(k, floor int) bool {
	if k == floor || r.toks[k-1].kind == tokPunct {
		return k == floor && r.toks[k].has(capital) || k > floor
	}
	p := r.toks[k-1].word
	return p.Any(lang.Conjunction, lang.Subordinator, lang.Determiner, lang.Adjective, lang.Preposition) && !p.Any(lang.Noun, lang.Pronoun, lang.Relative, lang.Person, lang.Infinitival)
}

// somebody reports whether token i is a noun for a speaker.
func (r *reading) somebody(i int) bool {
	return r.toks[i].word.Any(lang.Body, lang.Unnamed, lang.Document, lang.Outlet, lang.Title, lang.Person)
}

// nounish reports whether a phrase can end with token i.
func (r *reading) nounish(i int) bool {
	t := &r.toks[i]
	if t.kind != tokWord && t.kind != tokAlnum && t.kind != tokClose {
		return false
	}
	w := t.word
	if r.proper(i) || w == lang.Unknown || w.Any(lang.Noun, lang.Body, lang.Unnamed, lang.Document, lang.Outlet, lang.Title, lang.Person) {
		return !w.Any(lang.Weekday, lang.Month)
	}
	return !w.Any(lang.Determiner, lang.Preposition, lang.Conjunction, lang.Pronoun, lang.Auxiliary, lang.Verb, lang.Adverb, lang.Subordinator, lang.TimeWord, lang.Modal)
}

// trimPhrase drops what cannot begin a phrase: prepositions, adverbs, numbers
// behind them, times.
func (r *reading) trimPhrase(first, last int) int {
	for first < last {
		t := &r.toks[first]
		w := t.word
		lead := t.kind == tokPoss || t.kind == tokDash || t.kind == tokStop || w.Has(lang.Conjunction) || w.Any(lang.Weekday, lang.Month, lang.TimeWord) ||
			w.Any(lang.Preposition, lang.Adverb, lang.Subordinator) && !w.Any(lang.Determiner, lang.Unnamed, lang.Noun, lang.Body) ||
			t.kind == tokNumber && first+1 < last && (r.proper(first+1) || t.end-t.start == 4)
		if !lead {
			return first
		}
		first++
	}
	return first
}

// phraseAfter is where the noun phrase that begins at i ends. A wide phrase
// takes any preposition in ("a study in the journal"), a narrow one only
// those that tie a person to a body ("a spokesman for the ministry").
func (r *reading) phraseAfter(i, last int, wide bool) int {
	start := i
	for ; i < last && i-start < longestSource; i++ {
		t := &r.toks[i]
		w := t.word
		switch t.kind {
		case tokPoss, tokAlnum, tokNumber:
			continue
		case tokStop:
			if i > start && r.tok(i) == "." && i+1 < last && r.toks[i-1].has(capital) {
				continue
			}
			return i
		case tokDash:
			if t.has(spaceBefore) {
				return i
			}
			continue
		case tokPunct:
			if r.tok(i) != "/" || t.has(spaceBefore) {
				return i
			}
			continue
		case tokSymbol:
			if s := r.tok(i); s == "&" || s == "%" || s == "@" {
				continue
			}
			return i
		case tokWord:
			if i == start && w.Has(lang.Pronoun) && !w.Has(lang.Determiner) {
				return i + 1
			}
			if r.endsPhrase(i, start, last, wide) {
				return i
			}
		default:
			return i
		}
	}
	return i
}

// endsPhrase reports whether a noun phrase that began at start ends before
// the word at i.
func (r *reading) endsPhrase(i, start, last int, wide bool) bool {
	w := r.toks[i].word
	if i == start && w.Has(lang.Preposition) {
		return true
	}
	if w == lang.Unknown || r.proper(i) && !w.Any(lang.Weekday, lang.Month) {
		return false
	}
	speaks := r.somebody(i) || w.Has(lang.Noun)
	switch {
	case w.Has(lang.Say) && w.Has(lang.Verb) && !speaks && i > start && (i+1 >= last || r.toks[i+1].kind == tokStop): // "a report by the institute said."
		return true
	case w.Any(lang.Weekday, lang.Month, lang.TimeWord):
		return !wide
	case w.Has(lang.Conjunction):
		return i+1 >= last || i == start || !(r.proper(i-1) && r.proper(i+1) || r.somebody(i-1) && (r.somebody(i+1) || r.toks[i+1].word.Has(lang.Determiner)))
	case w.Any(lang.Auxiliary, lang.Modal, lang.Negation, lang.Subordinator):
		return !w.Has(lang.Determiner)
	case w.Has(lang.Determiner):
		return i > start && !r.toks[i-1].word.Any(lang.Preposition, lang.Conjunction, lang.Determiner)
	case w.Any(lang.Relative, lang.Pronoun):
		return i > start
	case w.Has(lang.Preposition) && !speaks:
		if i+1 >= last {
			return true
		}
		return !wide && !r.tiesBody(i)
	case w.Has(lang.Verb) && !speaks:
		if i > start && i+1 < last && r.toks[i-1].word.Has(lang.Determiner) && r.somebody(i+1) && !w.Any(lang.Finite, lang.Relativum) {
			return false // "the finance minister"
		}
		return !w.Any(lang.PastPart, lang.Gerund) || i == start || !r.toks[i-1].word.Any(lang.Determiner, lang.Adjective) && !wide
	case w.Has(lang.Adverb) && !speaks && !w.Has(lang.Adjective):
		return i > start
	}
	return false
}

// tiesBody reports whether the preposition at i may stand inside of the words
// that name a source.
func (r *reading) tiesBody(i int) bool {
	w := r.toks[i].word
	return w.Has(lang.OfLike) || w.Has(lang.Infinitival) && r.toks[i+1].has(capital)
}
