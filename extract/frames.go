package extract

import "tallymark/extract/lang"

// verbGroup is a run of auxiliaries, adverbs and a verb: "could have been
// seriously wounded".
type verbGroup struct {
	first, tok, end int // tok is the verb itself
	word            *lang.Word
	passive         bool
	negated         bool
	possible        bool
	planned         bool
	helped          bool // an auxiliary stands in it
}

// verbGroupAt reads the verb group that begins at token i.
func (r *reading) verbGroupAt(i, end int) (verbGroup, bool) {
	g := verbGroup{first: i}
	for ; i < end; i++ {
		w, n := r.phraseAt(i, end)
		if n > 1 && w.Has(lang.Unsaid) && w.Frame == nil && w.State == nil { // "found | guilty"
			n = 1
		}
		if n == 1 {
			w = r.word(i)
		}
		if w.Frame == nil && w.State == nil && r.helper(&g, w) {
			i += n - 1
			continue
		}
		if w.Has(lang.Verb) || g.helped && w.State != nil && w.State.Has('a') {
			g.tok, g.end, g.word = i, i+n, w
			g.passive = g.passive && (w.Has(lang.PastPart) || w.State != nil)
			return g, true
		}
		break
	}
	if g.helped && g.passive && i > g.first { // a bare copula: "were", "remain"
		g.tok, g.end, g.word = i-1, i, r.toks[i-1].word
		g.passive = false
		return g, true
	}
	return g, false
}

// helper notes what a word before the verb adds to the group and reports
// whether it is such a word.
func (r *reading) helper(g *verbGroup, w *lang.Word) bool {
	switch {
	case w.Has(lang.Modal):
		g.helped = true
		if w.Has(lang.Planning) {
			g.planned = true
		} else {
			g.possible = true
		}
		g.negated = g.negated || w.Has(lang.Negation)
	case w.Has(lang.Auxiliary):
		g.helped = true
		g.passive = g.passive && !w.Has(lang.Have) || w.Has(lang.Be) || w.Lemma == "get" || w.Text == "got" || w.Text == "getting"
		g.negated = g.negated || w.Has(lang.Negation)
	case w.Has(lang.Negation):
		g.negated = true
	case w.Has(lang.Infinitival), w.Num != nil && w.Num.Class == lang.OrdinalWord && w.Num.Value == 1: // "were first beaten and then arrested"
		return g.helped
	case w.Has(lang.Allege) && (g.helped && !w.Has(lang.Verb) || w.Has(lang.Adverb)):
		g.possible = true
	case w.Has(lang.Adverb) && !w.Any(lang.Preposition, lang.Subordinator, lang.Verb):
	default:
		return false
	}
	return true
}

// stateBehind finds the state or participle right behind the noun: "three
// dead", "two others injured", "13 men under arrest".
func (r *reading) stateBehind(q *quantity) finding {
	end := r.sents[q.sent].last
	i := r.skipAdverbs(q.nounLast, end)
	if i+1 < end && r.toks[i].kind == tokPunct && r.tok(i) == "," && r.graveParticiple(i+1) {
		i++
	}
	if i >= end || r.toks[i].has(paraBefore) {
		return finding{}
	}
	if f := r.totalBehind(i, end); f.found() {
		return f
	}
	if f := r.asyndetic(q, i, end); f.found() {
		return f
	}
	if f := r.harm(i, i, end); f.found() {
		return f
	}
	if k := r.backOver(q.nounFirst-1, r.sents[q.sent].first); k >= 0 && r.is(i, "to") && r.toks[k].word.Has(lang.Carrying) {
		if f := r.hospitalAhead(i, i, end); f.found() { // "sent 40 pupils to hospital"
			return f
		}
	}
	if f := r.drivenOut(q, i, end); f.found() {
		return f
	}
	if k := q.nounFirst - 1; k >= 0 && r.toDeath(i) && r.toks[k].word.Frame != nil && r.toks[k].word.Frame.Kind == string(Injuries) { // "beat two men to death"
		return finding{frame: r.lex.Word("beat to death").Frame, tok: k, end: i + 2}
	}
	w, n := r.phraseAt(i, end)
	if n > 1 && w.Frame == nil && w.State == nil { // "found guilty"
		w, n = r.word(i), 1
	}
	if w.Frame != nil && w.Has(lang.PastPart) && !(w.Has(lang.Showing) && (r.is(i+n, "that") || r.foundAtLast(q, i+n, end))) {
		g := verbGroup{first: i, tok: i, end: i + n, word: w, passive: true}
		up, deep := r.deeper(g, end)
		if deep = deep && w.Frame.Weak(); deep && r.toks[i].kind == tokWord && i+n == up.tok { // "found dead"
			return up
		}
		if w.Frame.Has('o', 'p') && !r.objectAt(i+n, end) {
			if deep {
				return up
			}
			return r.withSecond(finding{frame: w.Frame, tok: i, end: i + n, group: g}, end)
		}
		return finding{}
	}
	if w.State != nil && w.State.Has('a') {
		g := verbGroup{negated: i > q.nounLast && r.toks[i-1].word.Has(lang.Negation)} // "nine not guilty"
		return r.withSecond(finding{frame: w.State, tok: i, end: i + n, group: g}, end)
	}
	return finding{}
}

// drivenOut reads what somebody made people do: "forced half a million people to
// flee", "driven two million from their homes".
func (r *reading) drivenOut(q *quantity, i, end int) finding {
	k := r.backOver(q.nounFirst-1, r.sents[q.sent].first)
	if k < 0 || i+2 > end || !r.toks[k].word.Has(lang.Forcing) {
		return finding{}
	}
	out := finding{frame: r.lex.Word("flee their homes").Frame, tok: k, end: i + 1, group: r.groupBefore(k, r.sents[q.sent].first)}
	if r.is(i, "from") && r.dangerAt(i, end) {
		return out
	}
	if !r.is(i, "to") {
		return finding{}
	}
	w := r.toks[i+1].word
	if f := w.Frame; r.is(i+1, "flee") || f != nil && f.Kind == string(Displaced) && w.Has(lang.Infinitive) || r.is(i+1, "leave") && r.dangerAt(i+2, end) {
		out.end = i + 2
		return out
	}
	return finding{}
}

// foundAtLast reports whether the verb of showing that ends the sentence before
// token i is that of a document which the figure describes: "…, a trial involving
// 30,000 volunteers found".
func (r *reading) foundAtLast(q *quantity, i, end int) bool {
	k := q.nounFirst - 1
	if i < end && r.toks[i].kind != tokStop && r.toks[i].kind != tokQuote || k <= r.sents[q.sent].first || !r.toks[k].word.Has(lang.Gerund) && !r.is(k, "of") && !r.is(k, "among") {
		return false
	}
	return r.toks[k-1].word.Any(lang.Document, lang.Polling, lang.SayNoun, lang.Event)
}

// ofOwners reads "three officers' deaths"; what happens to what they own, as in
// "three officers' cars were burned", does not happen to them.
func (r *reading) ofOwners(q *quantity) finding {
	end := r.sents[q.sent].last
	k := r.skipModifiers(q.nounLast+1, end)
	if k >= end {
		return finding{}
	}
	if s := r.toks[k].word.State; s != nil && s.Has('g') && s.Kind != string(Attendance) {
		return finding{frame: s, tok: k, end: k + 1, noun: true}
	}
	return finding{}
}

// skipModifiers is the token behind the adjectives at i: "shooting deaths".
func (r *reading) skipModifiers(i, end int) int {
	for n := 0; n < 2 && i+1 < end && (r.word(i).Has(lang.Adjective) || r.toks[i].word.Has(lang.Gerund)); n++ {
		i++
	}
	return i
}

// asyndetic reads a headline that lists its subjects with commas alone: "Two
// guards, gunman killed in court".
func (r *reading) asyndetic(q *quantity, i, end int) finding {
	s := &r.sents[q.sent]
	if q.nounFirst != s.first || r.toks[i].kind != tokPunct || r.tok(i) != "," {
		return finding{}
	}
	for k := i + 1; k < end && k < i+4; k++ {
		w := r.word(k)
		if k > i+1 && r.graveParticiple(k) && w.Frame.Has('o') && !r.objectAt(k+1, end) {
			return finding{frame: w.Frame, tok: k, end: k + 1, group: verbGroup{first: k, tok: k, end: k + 1, word: w, passive: true}}
		}
		if r.toks[k].kind != tokWord || w.Any(lang.Verb, lang.Determiner, lang.Preposition, lang.Conjunction, lang.Pronoun, lang.Auxiliary, lang.Relative) && !w.Any(lang.Noun, lang.Person) {
			break
		}
	}
	return finding{}
}

// harm reads "with serious injuries", "suffered gunshot wounds", "taken to a
// nearby hospital": the word at i and what follows it.
func (r *reading) harm(from, i, end int) finding {
	if i >= end {
		return finding{}
	}
	w := r.toks[i].word
	carried := w.Has(lang.Carrying) && i+1 < end && (r.is(i+1, "to") || r.is(i+1, "at") || r.is(i+1, "in") || r.is(i+1, "by"))
	if carried {
		return r.hospitalAhead(from, i+1, end)
	}
	if !w.Has(lang.Suffering) {
		return finding{}
	}
	i = r.behindWhatTheySay(i, end)
	for j := i + 1; j < end && j < i+11; j++ {
		v, n := r.phraseAt(j, end)
		switch {
		case v.State != nil && v.State.Has('h'):
			return finding{frame: v.State, tok: from, end: j + n}
		case v.Has(lang.Verb) && !v.Any(lang.Adjective, lang.Noun, lang.PastPart, lang.Gerund) || v.Any(lang.Preposition, lang.Conjunction, lang.Relative) && !v.Has(lang.Adjective):
			return finding{}
		case r.toks[j].kind == tokStop, r.toks[j].kind == tokPunct, v.Any(lang.Auxiliary, lang.Relative, lang.Pronoun) && !v.Has(lang.Determiner):
			return finding{}
		}
	}
	return finding{}
}

// behindWhatTheySay skips who names the harm in "sustained what police say are
// grave injuries": it is the last token before the harm.
func (r *reading) behindWhatTheySay(i, end int) int {
	if !r.is(i+1, "what") {
		return i
	}
	said := false
	for j := i + 2; j < end && j < i+11; j++ {
		w := r.toks[j].word
		if said && (w.Any(lang.Be, lang.Copula) || r.is(j, "as")) {
			return j
		}
		said = said || w.Any(lang.Say, lang.Showing, lang.Cognition)
	}
	return i
}

// hospitalAhead finds the hospital that somebody was brought to.
func (r *reading) hospitalAhead(from, i, end int) finding {
	for j := i + 1; j < end && j < i+10; j++ {
		v, n := r.phraseAt(j, end)
		switch {
		case v.Has(lang.Hospital):
			return finding{frame: r.lex.Word("in hospital").State, tok: from, end: j + n}
		case r.toks[j].kind == tokStop, r.toks[j].kind == tokPunct, v.Any(lang.Auxiliary, lang.Relative, lang.Pronoun) && !v.Has(lang.Determiner):
			return finding{}
		}
	}
	return finding{}
}

// graveParticiple reports whether token i is a participle of casualties or
// law, which may follow its noun behind a comma.
func (r *reading) graveParticiple(i int) bool {
	w := r.toks[i].word
	return w.Has(lang.PastPart) && w.Frame != nil && w.Frame.Kind != "" && !w.Frame.Weak()
}

// totalBehind reads "brings to 12 the number of people killed".
func (r *reading) totalBehind(i, end int) finding {
	if i+2 >= end || !r.is(i, "the") || !r.is(i+1, "number") && !r.is(i+1, "total") {
		return finding{}
	}
	for j := i + 2; j < end && j < i+10; j++ {
		w, n := r.phraseAt(j, end)
		if w.Frame != nil && w.Has(lang.PastPart) && w.Frame.Has('o') {
			return finding{frame: w.Frame, tok: j, end: j + n, total: true}
		}
		if w.State != nil && w.State.Has('a', 'n') {
			return finding{frame: w.State, tok: j, end: j + n, total: true}
		}
	}
	return finding{}
}

func (r *reading) skipAdverbs(i, end int) int {
	for i < end && r.toks[i].word.Has(lang.Adverb) && !r.toks[i].word.Any(lang.Preposition, lang.Subordinator, lang.Conjunction) {
		if w, _ := r.phraseAt(i, end); w.Frame != nil || w.State != nil {
			break
		}
		i++
	}
	return i
}

// objectAt reports whether an object begins at token i, so that the verb
// before it is active: a determiner, a figure, a pronoun, a noun; no time.
func (r *reading) objectAt(i, end int) bool {
	i = r.skipAdverbs(i, end)
	if i >= end || r.toks[i].has(paraBefore) {
		return false
	}
	t := &r.toks[i]
	if t.kind != tokWord && t.kind != tokNumber {
		return false
	}
	if k := r.quantityAt(i); k >= 0 {
		if c := r.qs[k].kind; r.qs[k].checkable && (c == Percent || c == Money) { // "parents found 58 % of"
			return true
		}
		return r.canHappen(&r.qs[k]) && (r.qs[k].head >= 0 || r.qs[k].checkable && r.qs[k].unit == nil)
	}
	w := r.word(i)
	if w.Any(lang.TimeWord, lang.Weekday, lang.Month, lang.Relativum, lang.TimeUnit, lang.Season) {
		return false
	}
	if w.Has(lang.Determiner) && i+1 < end && r.word(i+1).Any(lang.TimeUnit, lang.Weekday, lang.TimeWord, lang.Season, lang.Relativum) {
		return false
	}
	if w.Any(lang.Preposition, lang.Conjunction, lang.Auxiliary, lang.Subordinator, lang.Relative, lang.Modal, lang.Negation, lang.Infinitival) {
		return false
	}
	return w.Any(lang.Determiner, lang.Pronoun, lang.Noun, lang.Adjective, lang.Title) || t.has(capital) && !w.Has(lang.Verb)
}

// quantityAt is the index of the figure that token i belongs to or whose
// approximator begins there, or -1.
func (r *reading) quantityAt(i int) int {
	if i < 0 || i >= len(r.toks) || !r.toks[i].has(counted) {
		return -1
	}
	lo, hi := 0, len(r.qs)
	for lo < hi {
		if mid := (lo + hi) / 2; max(r.qs[mid].last, r.qs[mid].first+1) <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(r.qs) {
		return -1
	}
	q := &r.qs[lo]
	if first := q.first; i >= first || q.approxFirst >= 0 && i >= q.approxFirst {
		return lo
	}
	return -1
}

// withSecond adds a second verb that is joined to the first: "shot and
// killed", "killed or wounded", "arrested and charged".
func (r *reading) withSecond(f finding, end int) finding {
	i := f.end
	if i+1 >= end {
		return f
	}
	if r.toks[i].kind == tokPunct && i+2 < end && r.toks[i+1].word.Has(lang.Conjunction) {
		i++
	}
	if !r.toks[i].word.Has(lang.Conjunction) {
		return f
	}
	j := r.skipAdverbs(i+1, end)
	if j >= end {
		return f
	}
	w, n := r.phraseAt(j, end)
	second := w.Frame
	if second == nil || !w.Has(lang.PastPart) || !second.Has('o') {
		second = w.State
		if second == nil || !second.Has('a') {
			return f
		}
	}
	if r.objectAt(j+n, end) && w.Frame != nil {
		return f
	}
	return f.join(second, j+n, r.toks[i].word.Text == "or")
}

// join makes one finding of two verbs of the same people.
func (f finding) join(second *lang.Frame, end int, or bool) finding {
	first := f.frame
	f.end = end
	deaths, hurt := string(Deaths), string(Injuries)
	switch {
	case first.Kind == deaths && second.Kind == hurt, or && first.Kind == hurt && second.Kind == deaths:
		f.mixed = true
	case second.Kind == deaths, first.Kind == "" && second.Kind != "":
		f.frame = second
	case first.Weak() && second.Kind != "":
		f.frame = second
	}
	return f
}
