package extract

import "tallymark/extract/lang"

// findSaid reads the frame around the verb of saying of n tokens at v:
//
//	source verb [that] content        "Police said 13 were held."
//	content "," source verb           "13 were held, police said."
//	content "," verb source           "13 were held, said Smith."
//	"," gerund content                "…, adding that 13 were held"
func (r *reading) findSaid(s *sentence, v, n int, w *lang.Word) {
	if r.nounHere(v, s) {
		return
	}
	if w.Has(lang.Say) && !w.Has(lang.Gerund) && r.findInverted(s, v, n) {
		return
	}
	first, last, passive := r.subjectBefore(v, s)
	if w.Has(lang.Gerund) && !passive {
		r.findAdding(s, v, n, w)
		return
	}
	if n == 1 && v+1 < s.last && w.Any(lang.SayNoun, lang.Document, lang.Unnamed) && r.toks[v+1].word.Any(lang.Say, lang.Showing, lang.Cognition, lang.Auxiliary, lang.Finite) {
		return // "court documents show"
	}
	if r.is(v, "accused") && r.is(v+n, "of") {
		return // "nine men accused of killing 130"
	}
	if !w.Has(lang.Gerund) && (passive && n == 1 || v+n < s.last && r.toks[v+n].word.Has(lang.Agent) && !r.toks[v-1].word.Has(lang.Have)) {
		return // "is said to", "identified by"
	}
	if first >= last || !r.agrees(first, last, v) {
		if w.Any(lang.SayNoun, lang.Document, lang.Body) && first < last {
			return // "those states", "the tax plan"
		}
		first, last = r.farSubject(v, s)
	}
	if first > s.first+1 && first < last && r.toks[first-1].word.Has(lang.Agent) && r.toks[first-2].word.Has(lang.PastPart) { // "analysts polled by the agency had forecast"
		if a, b := r.farSubject(v, s); a < b {
			first, last = a, b
		}
	}
	if w.Has(lang.Cognition) && !w.Any(lang.Say, lang.Showing) && v > s.first && (r.is(v-1, "can") || r.is(v-1, "could") || r.is(v-1, "should") || r.is(v-1, "might")) {
		return // "customers can expect to pay": they need not
	}
	if first >= last || !r.canSay(first, last, w) || r.ownVoice(first, last, v) || !r.takesContent(v+n, s.last, w) || w.Has(lang.Deed) && r.plainObject(v+n, s.last) || r.comesUpon(first, last, v, n, s.last) {
		return
	}
	f := frame{source: speaker{first: first, last: last}, cueFirst: v, cueLast: v + n, rank: rankOf(w)}
	if r.toks[first].word.Has(lang.Relative) {
		f.rank++ // "the man who said" tells of him, not by him
	}
	r.contentOf(s, &f, w)
	if f.from < f.to {
		r.addFrame(f)
	}
}

// comesUpon reports whether people find people, who are no finding: "rescuers found
// 14 passengers alive", but "the study found 14 passengers had lied".
func (r *reading) comesUpon(first, last, v, n, end int) bool {
	if n > 1 || r.toks[v].word.Lemma != "find" && !r.is(v, "found") {
		return false
	}
	i := v + 1
	k := r.quantityAt(i)
	if k < 0 || r.commonSource(first, last) {
		return false
	}
	q := &r.qs[k]
	if q.head < 0 || !r.word(q.head).Has(lang.Person) && r.word(q.head).State == nil || q.nounLast >= end {
		return q.head >= 0 && q.nounLast >= end
	}
	return !r.toks[q.nounLast].word.Any(lang.Auxiliary, lang.Modal, lang.Finite)
}

// commonSource reports whether a document, a poll or an outlet stands among the
// tokens.
func (r *reading) commonSource(first, last int) bool {
	for i := first; i < last; i++ {
		if r.toks[i].word.Any(lang.Document, lang.Polling, lang.Outlet, lang.SayNoun) {
			return true
		}
	}
	return false
}

// farSubject is the phrase that the clause of the verb at v begins with, where
// what stands right before the verb cannot be its subject: "a review of
// papers filed since May shows", "the team combed the files and found".
func (r *reading) farSubject(v int, s *sentence) (first, last int) {
	if v <= s.first {
		return 0, 0
	}
	for first = v - 1; first > s.first && v-first < longestClause; first-- {
		if t := &r.toks[first-1]; t.kind == tokPunct || t.kind == tokQuote || t.kind == tokDash && t.has(spaceBefore) {
			break
		}
	}
	for first < v && r.toks[first].word.Any(lang.Conjunction, lang.Subordinator) && !r.toks[first].word.Has(lang.Unnamed) {
		first++
	}
	if first >= v {
		first = s.first // "they ran, and said"
	}
	if first >= v || r.toks[first].word.Has(lang.Preposition) {
		return 0, 0
	}
	last = r.phraseAfter(first, v, false)
	if first >= last || !r.nameable(first, last) && !r.toks[first].word.Has(lang.Pronoun) || !r.agrees(first, last, v) {
		return 0, 0
	}
	return first, last
}

// takesContent reports whether what stands behind the verb can be its
// content: who pledges money gives it, who pledges to do something says so.
func (r *reading) takesContent(i, last int, w *lang.Word) bool {
	if !w.Has(lang.Cognition) || w.Any(lang.Say, lang.Showing) || i >= last {
		return true
	}
	t := &r.toks[i]
	if w.Has(lang.Belief) || t.kind != tokWord {
		return w.Has(lang.Belief) || t.kind == tokPunct || t.kind == tokQuote
	}
	return t.word.Num == nil && (!t.word.Has(lang.Preposition) || t.word.Has(lang.Infinitival))
}

// plainObject reports whether a thing alone stands behind the verb and no
// statement: "services added 30 minutes", but "she added 30 people had come".
func (r *reading) plainObject(i, last int) bool {
	if i >= last || r.toks[i].kind != tokWord && r.toks[i].kind != tokNumber && r.toks[i].kind != tokSymbol || r.toks[i].word.Any(lang.Relative, lang.Preposition, lang.Subordinator) {
		return false
	}
	for ; i < last && r.toks[i].kind != tokPunct && r.toks[i].kind != tokQuote; i++ {
		if w := r.toks[i].word; w.Any(lang.Auxiliary, lang.Modal, lang.Finite) {
			return false
		}
	}
	return true
}

// rankOf orders the verbs: saying before showing before believing.
func rankOf(w *lang.Word) int {
	switch {
	case w.Has(lang.Say):
		return 0
	case w.Has(lang.Showing):
		return 1
	}
	return 2
}

// quoteNext reports whether a quotation begins at i, behind a comma or colon
// at most.
func (r *reading) quoteNext(i, last int) bool {
	if i < last && r.toks[i].kind == tokPunct {
		i++
	}
	return i < last && r.toks[i].kind == tokQuote && r.opens(i)
}

// withBefore reports whether "with" leads to the phrase at i.
func (r *reading) withBefore(i int, s *sentence) bool {
	return i > s.first && r.toks[i-1].word.Has(lang.OfLike)
}

// nounHere reports whether the word at v is a noun or an adjective there: "a
// report", "the reported cases", "his claims", "to report".
func (r *reading) nounHere(v int, s *sentence) bool {
	w := r.toks[v].word
	if v == s.first {
		return !w.Has(lang.Gerund)
	}
	before := &r.toks[v-1]
	if r.proper(v) && r.sents[r.talk.sentence].role != RoleHeadline {
		return true
	}
	if before.kind == tokPoss || (before.kind == tokNumber || before.word.Num != nil && before.word.Num.Class != lang.Zero && w.Has(lang.Plural)) && (v < s.first+2 || !r.toks[v-2].word.Has(lang.TimePrep)) || before.kind == tokDash && !r.toks[v].has(spaceBefore) {
		return true
	}
	p := before.word
	switch {
	case p.Any(lang.PastPart, lang.Gerund) && !p.Any(lang.Auxiliary, lang.Noun, lang.Say) && v > s.first+1 && r.toks[v-2].word.Any(lang.Have, lang.Be) && !w.Any(lang.Gerund, lang.PastPart):
		return true // "has raised rates"
	case p.Has(lang.Infinitival), v > s.first+1 && r.toks[v-2].kind == tokNumber && w.Any(lang.Noun, lang.SayNoun) && !p.Has(lang.Person):
		return true
	case p.Has(lang.Determiner) && !p.Any(lang.Pronoun, lang.Unnamed, lang.Relative):
		return true
	case p.Has(lang.Determiner) && w.Has(lang.SayNoun) && !p.Has(lang.Unnamed):
		return true
	case p.Has(lang.Preposition) && !p.Any(lang.Adverb, lang.Subordinator):
		return !w.Has(lang.Gerund)
	case p.Has(lang.Adjective) && !before.has(capital):
		return w.Any(lang.SayNoun, lang.Document, lang.Noun) && !p.Any(lang.Person, lang.Unnamed, lang.Noun)
	}
	return false
}

// agrees reports whether the phrase can be the subject of the verb form at v.
// "Four-year state" and "a media request" cannot: the noun is singular, the
// verb would be plural.
func (r *reading) agrees(first, last, v int) bool {
	form := r.toks[v].word
	if r.toks[v].kind != tokWord || form.Any(lang.PastPart, lang.Gerund) || r.toks[v-1].word.Any(lang.Auxiliary, lang.Modal) {
		return true
	}
	base := form.Has(lang.Infinitive)
	if !base && r.text[r.toks[v].end-1] != 's' {
		return true
	}
	head := r.headOf(first, last)
	number := r.number(first, head)
	if !base && number <= 0 && form.Any(lang.Document, lang.SayNoun) && r.bareNoun(first, head) {
		return false // "government plans", "Republican claims"
	}
	if number == 0 && base && form.Any(lang.Document, lang.SayNoun, lang.Noun) && r.proper(head) {
		return false // "a Times poll"
	}
	return number == 0 || base == (number > 0)
}

// bareNoun reports whether the phrase is a common noun without an article: it
// can stand before another noun, but can be no subject in the singular.
func (r *reading) bareNoun(first, head int) bool {
	w := r.toks[head].word
	return first == head && w != lang.Unknown && w.Any(lang.Unnamed, lang.Body, lang.Title, lang.Person, lang.Nationals) && !w.Any(lang.Pronoun, lang.Determiner) && !r.toks[head].has(upperCase)
}

// headOf is the head noun of the phrase: the last token, or the one before
// the first preposition.
func (r *reading) headOf(first, last int) int {
	for i := first + 1; i < last; i++ {
		if w := r.toks[i].word; w.Has(lang.Preposition) && !r.somebody(i) {
			return i - 1
		}
	}
	return last - 1
}

// number is 1 for a phrase with a plural head, -1 for a singular one, 0 for
// one that may be either.
func (r *reading) number(first, head int) int {
	for i := first; i < head; i++ {
		if r.toks[i].word.Has(lang.Conjunction) {
			return 1
		}
	}
	t := &r.toks[head]
	w := t.word
	switch {
	case w.Any(lang.Relative, lang.EitherNumber):
		return 0
	case r.proper(head) && !(w.Has(lang.Plural) && head == r.sents[r.talk.sentence].first):
		return 0
	case w.Has(lang.PluralPronoun), w.Has(lang.Plural), w.Num != nil, t.kind == tokNumber:
		return 1
	case w.Has(lang.Pronoun):
		return -1
	case w == lang.Unknown && r.text[t.end-1] == 's':
		return 1
	}
	return -1
}

// ownVoice reports whether a quotation speaks of itself: "I think", "we say".
// The quotation's speaker says that, not the sentence.
func (r *reading) ownVoice(first, last, v int) bool {
	if last-first != 1 || r.quotationAt(v) < 0 {
		return false
	}
	w := r.toks[first].word
	return w.Has(lang.Pronoun) && !w.Has(lang.Relative)
}

// canSay reports whether the words from first to last can be the subject of
// the verb: anybody may say, only somebody believes, and documents show.
func (r *reading) canSay(first, last int, verb *lang.Word) bool {
	head := &r.toks[last-1]
	if head.kind != tokWord && head.kind != tokAlnum && head.kind != tokClose {
		return false
	}
	if head.word.Any(lang.TimeUnit, lang.Weekday, lang.Month, lang.TimeWord) {
		return false
	}
	if r.respondents(first, last) {
		return false
	}
	if w := r.toks[first].word; last-first == 1 && w.Has(lang.Determiner) && w.Has(lang.Pronoun) && !w.Any(lang.Relative, lang.Unnamed) {
		return false // "those asked" were asked
	}
	if verb.Has(lang.Say) {
		return true
	}
	for i := first; i < last; i++ {
		t := &r.toks[i]
		w := t.word
		switch {
		case w.Any(lang.Body, lang.Unnamed, lang.Title, lang.Outlet, lang.Person, lang.Nationals):
			return true
		case w.Has(lang.Document):
			return verb.Has(lang.Showing)
		case w.Has(lang.Pronoun) && i == first && last-first == 1:
			return w.Has(lang.Relative) && verb.Has(lang.Showing) || !w.Any(lang.Relative, lang.Determiner)
		case r.proper(i) && (i > first || w == lang.Unknown || !w.Any(lang.Determiner, lang.Adverb)):
			return true
		}
	}
	return false
}

// respondents reports whether the phrase is a share of people asked, "52 per
// cent of voters": what they say is the finding of a poll, not their report.
func (r *reading) respondents(first, last int) bool {
	i := first
	if first > 0 && r.toks[first-1].word.Has(lang.OfLike) {
		i = max(r.sents[r.talk.sentence].first, first-4)
	}
	for ; i < last && i < first+6; i++ {
		if w, _ := r.phraseAt(i, last); w.Unit != nil && w.Unit.Kind == string(Percent) {
			return true
		}
	}
	return false
}

// proper reports whether token i is written as a name.
func (r *reading) proper(i int) bool {
	t := &r.toks[i]
	if !t.has(capital) || t.kind != tokWord && t.kind != tokAlnum {
		return false
	}
	s := &r.sents[r.talk.sentence]
	if i == s.first && t.word != lang.Unknown && t.word.Suffix == "" && !t.has(upperCase) && !r.nameGoesOn(i+1, s.last) {
		return t.word.Has(lang.PlaceName)
	}
	return !r.paras[s.paragraph].upper
}

// nameGoesOn reports whether the word at i can belong to the name before it.
func (r *reading) nameGoesOn(i, last int) bool {
	return i < last && r.toks[i].has(capital) && !r.toks[i].word.Any(lang.Weekday, lang.Month)
}

// contentOf finds what the source says: what stands behind the verb, or,
// where the frame is only slipped in, what stands before the source and what
// goes on behind the next mark.
func (r *reading) contentOf(s *sentence, f *frame, verb *lang.Word) {
	after := f.cueLast
	if verb.Has(lang.Telling) {
		after = r.behindHearer(after, s.last)
	}
	f.from, f.to, f.gap, f.resume = r.contentStart(after, s.last), s.last, after, after
	if !verb.Any(lang.Say, lang.Showing) && f.from < s.last && r.toks[f.from].word.Has(lang.Infinitival) {
		f.to = r.wishEnd(f.from, s.last)
	}
	first := r.officeBefore(f, s)
	if first > s.first+1 && r.toks[first-1].word.Has(lang.LikeAs) {
		first-- // "…, as the ministry put it"
	}
	if !r.slippedIn(s, first, after) {
		if r.is(after, "for") || verb.Has(lang.Cognition) && !verb.Any(lang.Say, lang.Showing) { // "asked for 25; the council gave her 12"
			f.to = r.clauseEnd(f.from, f.to)
		}
		return
	}
	f.from, f.to, f.gap = s.first, s.last, first
	if r.toks[first-1].kind == tokQuote {
		f.resume = r.resumesQuote(after, s.last)
	} else {
		f.resume = r.resumes(after, s.last)
	}
}

// clauseEnd is the semicolon that ends what is said, outside of quotations.
func (r *reading) clauseEnd(i, last int) int {
	for k := i; k < last; k++ {
		if t := &r.toks[k]; t.kind == tokQuote {
			return last
		} else if t.kind == tokPunct && r.tok(k) == ";" {
			return k
		}
	}
	return last
}

// wishEnd is where an infinitive ends that somebody wants: a comma and a
// conjunction begin a clause with a subject of its own there.
func (r *reading) wishEnd(i, last int) int {
	for ; i+2 < last; i++ {
		if r.toks[i].kind == tokPunct && r.tok(i) == "," && r.toks[i+1].word.Has(lang.Conjunction) && !r.toks[i+2].word.Any(lang.Verb, lang.Infinitival, lang.Adverb) {
			return i
		}
	}
	return last
}

// contentStart skips the occasion between the verb and "that": "said on
// Monday in Leeds that".
func (r *reading) contentStart(i, last int) int {
	if i >= last || !r.toks[i].word.Any(lang.Preposition, lang.Weekday, lang.TimeWord, lang.Relativum) {
		return i
	}
	if w, _ := r.phraseAt(i, last); w.Bound != "" {
		return i // "at least 13"
	}
	if r.toks[i].word.Has(lang.Infinitival) && i+1 < last && r.toks[i+1].word.Has(lang.Infinitive) && !r.toks[i+1].has(capital) {
		return i // "to build 13"
	}
	for k := i; k < last && k-i < longestSource; k++ {
		t := &r.toks[k]
		if t.kind == tokPunct || t.kind == tokQuote || t.word.Has(lang.Relative) && t.word.Has(lang.Determiner) || k > i && r.beginsContent(k, last) {
			return k
		}
	}
	return i
}

// beginsContent reports whether the subject of what is said begins at token k, right
// behind the occasion: "said on Sunday they had", "said last week the army had".
func (r *reading) beginsContent(k, last int) bool {
	t, p := &r.toks[k], r.toks[k-1].word
	if w := t.word; w.Has(lang.Pronoun) && !w.Any(lang.Determiner, lang.Relative, lang.Noun) && k+1 < last && r.toks[k+1].word.Any(lang.Auxiliary, lang.Modal, lang.Finite, lang.PastPart, lang.Adverb) && !p.Has(lang.Preposition) {
		return true
	}
	if !p.Any(lang.Weekday, lang.TimeWord, lang.DayPart) && !(p.Has(lang.TimeUnit) && k > 1 && r.toks[k-2].word.Has(lang.Relativum)) {
		return false
	}
	w, _ := r.phraseAt(k, last)
	return t.has(figure) || w.Bound != "" || t.word.Has(lang.Determiner) && !t.word.Has(lang.Relativum) || t.word.Any(lang.Unnamed, lang.Person) && t.word.Has(lang.Plural)
}

// resumes is where the speech goes on behind a frame slipped into it: behind
// the next comma, or where the next quotation opens.
func (r *reading) resumes(i, last int) int {
	for ; i < last; i++ {
		t := &r.toks[i]
		if t.kind == tokQuote && r.opens(i) {
			return i
		}
		if t.kind == tokPunct && r.tok(i) == "," {
			if i+1 < last && r.toks[i+1].word.Has(lang.Relative) && !r.toks[i+1].word.Has(lang.Subordinator) {
				return last
			}
			return i
		}
	}
	return last
}

// resumesQuote is where the next quotation opens.
func (r *reading) resumesQuote(i, last int) int {
	for ; i < last; i++ {
		if r.toks[i].kind == tokQuote && r.opens(i) {
			return i
		}
	}
	return last
}

// behindHearer skips who is told: "reporters", "the Daily News", "him".
func (r *reading) behindHearer(i, last int) int {
	for n := 0; i < last && n < 8; i, n = i+1, n+1 {
		t := &r.toks[i]
		if t.kind != tokWord && t.kind != tokPoss && t.kind != tokAlnum {
			return i
		}
		if t.word.Any(lang.Relative, lang.Weekday, lang.Finite, lang.Auxiliary, lang.Subordinator) || t.word.Has(lang.Preposition) && n > 0 {
			return i
		}
		if t.word.Has(lang.Listener) || t.word.Has(lang.Pronoun) && !t.word.Has(lang.Determiner) {
			return i + 1
		}
	}
	return i
}

// slippedIn reports whether "source verb" only interrupts or ends what is
// said: a comma or a closing quote stands before it, and behind it nothing
// but time and occasion up to the next mark.
func (r *reading) slippedIn(s *sentence, first, after int) bool {
	if first == s.first || !r.breaksOff(first-1) {
		return false
	}
	if after >= s.last || r.toks[first-1].kind == tokQuote {
		return true
	}
	if r.tok(after) == ":" || r.quoteNext(after, s.last) {
		return false // "On Monday, she said: …"
	}
	if t := &r.toks[after]; t.kind != tokWord {
		return t.kind != tokNumber && t.kind != tokSymbol && t.kind != tokAlnum
	}
	w, _ := r.phraseAt(after, s.last)
	if w.Bound != "" || r.thatAhead(after, s.last) && (r.is(after, "that") || !r.toldBefore(s, first-1)) {
		return false
	}
	w = r.toks[after].word
	return w.Any(lang.Preposition, lang.Weekday, lang.Month, lang.TimeWord, lang.Relativum, lang.Subordinator, lang.Adverb) && !w.Has(lang.Modal)
}

// thatAhead reports whether "that" begins the content before the next mark.
func (r *reading) thatAhead(i, last int) bool {
	for n := 0; i < last && n < longestSource; i, n = i+1, n+1 {
		t := &r.toks[i]
		if t.kind == tokPunct || t.kind == tokQuote {
			return false
		}
		if t.word.Has(lang.Relative) && (t.word.Has(lang.Determiner) || n == 0) && !r.thatDay(i, last) {
			return true
		}
	}
	return false
}

// thatDay reports whether the "that" at i points at a time and opens no content:
// "said in a statement that evening", "announced that same day".
func (r *reading) thatDay(i, last int) bool {
	i++
	if i < last && (r.is(i, "same") || r.is(i, "very")) {
		i++
	}
	if i >= last || !r.toks[i].word.Any(lang.TimeUnit, lang.DayPart, lang.TimeWord, lang.Weekday, lang.Season) || r.toks[i].word.Has(lang.Plural) {
		return false
	}
	for i++; i < last && r.toks[i].word.Any(lang.DayPart, lang.Weekday); i++ { // "that Monday evening"
	}
	return i >= last || r.toks[i].kind != tokWord && r.toks[i].kind != tokNumber || r.toks[i].word.Any(lang.Preposition, lang.Conjunction, lang.Subordinator, lang.Gerund)
}

// toldBefore reports whether a whole clause stands between the beginning of the
// sentence and the comma at token i, so that a "that" behind a verb of saying
// speaks of the occasion: "12 men were held, the court said in an order that also
// freed two women".
func (r *reading) toldBefore(s *sentence, i int) bool {
	if r.toks[s.first].word.Any(lang.Subordinator, lang.Conjunction, lang.Preposition, lang.Gerund, lang.Adverb) && !r.toks[s.first].has(figure) {
		return false
	}
	for k := s.first + 1; k < i; k++ {
		if t := &r.toks[k]; t.kind == tokPunct || t.kind == tokQuote {
			return false
		} else if t.word.Has(lang.Finite) {
			return true
		}
	}
	return false
}

// breaksOff reports whether the mark at i can part the words of a source
// from the verb of saying behind them.
func (r *reading) breaksOff(i int) bool {
	t := &r.toks[i]
	switch t.kind {
	case tokQuote:
		return !r.opens(i)
	case tokDash:
		return t.has(spaceBefore)
	case tokStop:
		return r.tok(i) != "."
	}
	return r.tok(i) == ","
}

// findInverted reads `…, said Smith`: the verb stands behind a comma or a
// closing quote, its subject behind it.
func (r *reading) findInverted(s *sentence, v, n int) bool {
	if v == s.first || !r.breaksOff(v-1) || r.toks[v].word.Has(lang.Telling) && n == 1 {
		return false // "the mayor, Elena Rusk, told the station": who is told stands behind the verb
	}
	first := v + n
	last := r.phraseAfter(first, s.last, false)
	if first >= last || r.toks[first].word.Has(lang.Relative) || !r.nameable(first, last) {
		return false
	}
	if last < s.last {
		t := &r.toks[last]
		if t.kind == tokWord && !r.named(first, last) && !(r.somebody(r.headOf(first, last)) && r.dayAt(last, s.last)) {
			return false
		}
		if t.kind == tokWord && !t.word.Any(lang.Preposition, lang.Weekday, lang.TimeWord, lang.Relative, lang.Subordinator, lang.Month, lang.Adverb, lang.Gerund, lang.Conjunction, lang.Relativum) {
			return false
		}
	}
	first, last = r.withName(first, last, s.last)
	r.addFrame(frame{source: speaker{first: first, last: last}, cueFirst: v, cueLast: v + n, from: s.first, to: s.last, gap: v, resume: r.resumesQuote(last, s.last)})
	return true
}

// dayAt reports whether a day is named at token i: "on Monday", "yesterday".
func (r *reading) dayAt(i, last int) bool {
	if r.toks[i].word.Has(lang.Preposition) && i+1 < last {
		i++
	}
	return r.toks[i].word.Any(lang.Weekday, lang.TimeWord)
}

// named reports whether a name stands among the tokens.
func (r *reading) named(first, last int) bool {
	for i := first; i < last; i++ {
		if r.proper(i) {
			return true
		}
	}
	return false
}

// nameable reports whether the phrase can name a speaker behind the verb: a
// name, or a noun that is somebody.
func (r *reading) nameable(first, last int) bool {
	for i := first; i < last; i++ {
		if r.proper(i) || r.toks[i].word.Any(lang.Body, lang.Unnamed, lang.Title, lang.Outlet, lang.Document, lang.Person) {
			return true
		}
	}
	return false
}

// findAdding reads "…, adding that 13 were held": the source is that of the
// frame before in the sentence, else its subject.
func (r *reading) findAdding(s *sentence, v, n int, w *lang.Word) {
	if !w.Any(lang.Say, lang.Showing) || w.Has(lang.Deed) && r.plainObject(v+n, s.last) {
		return
	}
	if w.Has(lang.Showing) && v > s.first && !r.breaksOff(v-1) && !r.somebody(v-1) || v+n < s.last && r.tok(v+n) == "," && !r.quoteNext(v+n, s.last) {
		return // "with 38 of 40 precincts reporting, he led"
	}
	var source speaker
	if v > s.first && !r.breaksOff(v-1) && r.toks[v-1].kind == tokWord && !r.toks[v-1].word.Any(lang.Conjunction, lang.Preposition, lang.Adverb, lang.Subordinator) {
		source = speaker{first: r.phraseBefore(v-1, s.first), last: v}
		if source.first >= source.last || !r.canSay(source.first, source.last, w) || !r.toks[v-1].word.Any(lang.Document, lang.Outlet) && !r.withBefore(source.first, s) && !r.quoteNext(v+n, s.last) {
			return // "drivers reporting a fault" only report it
		}
	} else if own := r.talk.frames[r.talk.own:]; len(own) > 0 {
		source = own[len(own)-1].source
	} else if v > s.first && (r.is(v-1, "after") || r.is(v-1, "before") || r.is(v-1, "for")) {
		return // "fired after reporting 12 faults"
	} else if source = r.subjectOf(s, v); source.first == source.last || !r.canSay(source.first, source.last, w) {
		return
	}
	after := v + n
	if w.Has(lang.Telling) {
		after = r.behindHearer(after, s.last)
	}
	if after < s.last && !r.ownVoice(source.first, source.last, v) {
		r.addFrame(frame{source: source, cueFirst: v, cueLast: v + n, from: after, to: s.last, rank: rankOf(w)})
	}
}
