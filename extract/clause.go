package extract

import "tallymark/extract/lang"

// verbBehind finds the verb that the counted is the subject of: "two people
// from the village, one of them a child, were killed".
func (r *reading) verbBehind(q *quantity) finding {
	end := min(r.sents[q.sent].last, q.nounLast+frameWindow)
	if f := r.relative(q); f.found() || f.subject {
		if f.found() && f.frame.Kind != "" {
			return f
		}
		if main := r.mainVerb(q, f.end, end); main.found() {
			return main
		}
		return f
	}
	return r.mainVerb(q, q.nounLast, end)
}

// mainVerb walks over what stands between subject and verb and judges the
// first verb group of the clause.
func (r *reading) mainVerb(q *quantity, i, end int) finding {
	var c clauseWalk
	for i < end {
		next, open := r.passOver(&c, q, i, end)
		if !open {
			return finding{}
		}
		if next > i {
			i = next
			continue
		}
		g, ok := r.verbGroupHere(i, end)
		switch {
		case !ok:
			t := &r.toks[i]
			c.names = c.names || c.commas > 0 && (t.has(capital) || r.word(i).Any(lang.Noun, lang.Determiner))
			i++
		case r.othersVerb(&c, q, g, i), c.commas%2 == 1 && !g.helped && r.toks[i-1].kind == tokPunct && !r.word(i).Has(lang.Gerund) && r.objectAt(g.end, end): // "arrested two boys, seized 31 knives"
			return finding{}
		case r.word(i).Has(lang.Gerund) && g.tok == i || r.attributive(g, end):
			i = g.end
		default:
			return r.judge(g, end)
		}
	}
	return finding{}
}

// clauseWalk is what was met between a subject and its verb.
type clauseWalk struct {
	commas int
	names  bool // a noun or a name stands behind the last comma
	inner  bool // a relative clause was passed
}

// passOver steps over what may stand between subject and verb; open is false
// where the clause ends.
func (r *reading) passOver(c *clauseWalk, q *quantity, i, end int) (next int, open bool) {
	t, w := &r.toks[i], r.word(i)
	switch {
	case t.has(paraBefore), t.kind == tokStop, t.kind == tokQuote:
		return i, false
	case t.kind == tokPunct:
		c.commas++
		c.names = false
		return i + 1, r.tok(i) == ","
	case t.kind == tokOpen:
		return r.closing(i, end) + 1, true
	case t.kind == tokNumber, w.Num != nil:
		c.names = c.names || c.commas > 0
		return i + 1, true
	case t.kind == tokDash, t.kind == tokPoss, t.kind == tokAlnum:
		return i + 1, true
	}
	if p, n := r.phraseAt(i, end); n > 1 && p.Has(lang.Conjunction) {
		return i + n, true
	}
	if w.Has(lang.Relative) && (!w.Has(lang.Determiner) || r.word(i+1).Any(lang.Verb, lang.Auxiliary)) {
		g, ok := r.verbGroupAt(i+1, end)
		c.inner = true
		return g.end, ok && c.commas == 0
	}
	if w.Has(lang.Infinitival) {
		if g, ok := r.verbGroupAt(i+1, end); ok {
			return g.end, true
		}
	}
	return i, !r.closesClause(i, q)
}

// othersVerb reports whether the verb at i belongs to another subject than the
// figure.
func (r *reading) othersVerb(c *clauseWalk, q *quantity, g verbGroup, i int) bool {
	switch {
	case c.commas%2 == 1 && c.names && !r.listed(q, i), g.word.Has(lang.Say) && c.commas > 0:
		return true
	case c.inner && !g.helped, !c.inner && c.commas == 0 && r.is(i-1, "and") && !g.helped && i-1 == q.nounLast:
		return true
	case q.head < 0 && q.unitText == "" && i > q.nounLast+1 && c.commas == 0 && !r.is(q.last, "among") && !(q.form == formZero && r.toks[q.last].word.Has(lang.Preposition)): // "nobody on the bus was hurt"
		return true
	}
	closed := c.commas > 0 && c.commas%2 == 0 && g.word.Frame != nil && g.word.Frame.Has('s') // "two brothers, aged 81 and 84, drowned"
	return !g.helped && !closed && r.toks[i-1].kind == tokPunct && g.word.Has(lang.PastPart) && (g.word.Frame == nil || i > q.nounLast+1)
}

// verbGroupHere reads a verb group at i; a word that is a noun as well is
// taken for a verb only as a participle or behind an auxiliary.
func (r *reading) verbGroupHere(i, end int) (verbGroup, bool) {
	w, n := r.phraseAt(i, end)
	if n == 1 {
		w = r.word(i)
	}
	if !w.Any(lang.Verb, lang.Auxiliary, lang.Modal) || w.Has(lang.Preposition) {
		return verbGroup{}, false
	}
	if w.Any(lang.Noun, lang.Adjective) && !w.Any(lang.Auxiliary, lang.PastPart, lang.Finite) && !r.bareSubject(i, end) {
		return verbGroup{}, false
	}
	if r.toks[i].has(capital) && i > 0 && !r.toks[i].has(upperCase) && !w.Any(lang.Auxiliary, lang.PastPart, lang.Finite) && !r.titledVerb(i) {
		return verbGroup{}, false
	}
	return r.verbGroupAt(i, end)
}

// bareSubject reports whether the word at i is the verb of a headline whose subject
// is a figure alone: "12,000 march against cuts".
func (r *reading) bareSubject(i, end int) bool {
	k := r.quantityAt(i - 1)
	if k < 0 || i+1 >= end {
		return false
	}
	q, w := &r.qs[k], r.toks[i].word
	return q.head < 0 && q.last == i && q.unit == nil && q.nounFirst == r.sents[q.sent].first && w.Has(lang.Infinitive) && w.Frame != nil && w.Frame.Has('i', 's') && r.toks[i+1].word.Has(lang.Preposition)
}

// titledVerb reports whether the word at i is the verb of a headline in capitals
// whose subject is the figure alone that it begins with: "3,000 Flee Floods".
func (r *reading) titledVerb(i int) bool {
	k := r.quantityAt(i - 1)
	if k < 0 {
		return false
	}
	q, w := &r.qs[k], r.toks[i].word
	return q.head < 0 && q.last == i && q.unit == nil && q.nounFirst == r.sents[q.sent].first && !w.Any(lang.Noun, lang.Adjective) && w.Frame != nil && w.Frame.Has('i', 's')
}

// attributive reports whether the participle stands before a noun ("armed
// men") rather than as the verb of the clause.
func (r *reading) attributive(g verbGroup, end int) bool {
	if g.helped || !g.word.Has(lang.PastPart) || g.end >= end {
		return false
	}
	prev := r.toks[g.tok-1].word
	if !prev.Any(lang.Determiner, lang.Preposition, lang.Adjective, lang.Adverb) && r.toks[g.tok-1].kind != tokPoss {
		return false
	}
	return r.toks[g.end].kind == tokWord && (r.word(g.end).Any(lang.Noun, lang.Adjective) || r.toks[g.end].word == lang.Unknown)
}

// closing is the token that closes the bracket at i.
func (r *reading) closing(i, end int) int {
	for j := i + 1; j < end && j < i+24; j++ {
		if r.toks[j].kind == tokClose {
			return j
		}
	}
	return i
}

// closesClause reports whether token i begins another clause.
func (r *reading) closesClause(i int, q *quantity) bool {
	w := r.toks[i].word
	switch {
	case w.Has(lang.Subordinator) && !w.Any(lang.Preposition, lang.Be, lang.Modal), w.Text == "when", w.Text == "but":
		return true
	case w.Any(lang.Preposition, lang.Subordinator) && (w.Text == "after" || w.Text == "before" || w.Text == "as" || w.Text == "since" || w.Text == "until") && i > q.nounLast:
		return true
	case w.Has(lang.Pronoun) && !w.Any(lang.Determiner, lang.Relative, lang.Noun, lang.Plural) && !r.toks[i-1].word.Any(lang.Preposition, lang.Verb):
		return true
	}
	return false
}

// listed reports whether the commas between the figure and token i are those
// of a list whose last member an "and" joins.
func (r *reading) listed(q *quantity, i int) bool {
	for j := i - 1; j > q.nounLast; j-- {
		if r.toks[j].word.Has(lang.Conjunction) {
			return true
		}
	}
	return false
}

// judge says what the verb group does to its subject, and goes on to a second
// verb of the same subject where the first one tells nothing.
func (r *reading) judge(g verbGroup, end int) finding {
	f := r.judgeGroup(g, end)
	if f.found() && f.frame.Kind == string(Injuries) {
		if d := r.deathFollows(f.end, end); d.found() {
			d.subject, d.group = true, g
			return d
		}
	}
	if f.found() && !f.frame.Weak() && !f.frame.Has('x') {
		return r.withSecond(f, end)
	}
	second := r.nextVerb(g, end)
	if second.found() && (second.frame.Kind != "" || !f.found()) {
		return second
	}
	return f
}

// deathFollows reads "were taken to hospital, where they later died": what is
// an injury at first is a death in the end.
func (r *reading) deathFollows(i, end int) finding {
	for last := min(end, i+16); i+2 < last; i++ {
		t := &r.toks[i]
		if t.kind == tokStop {
			return finding{}
		}
		if !r.is(i, "where") && !t.word.Has(lang.Conjunction) {
			continue
		}
		j := i + 1
		if r.is(j, "they") || r.is(j, "both") || r.is(j, "all") {
			j++
		}
		if g, ok := r.verbGroupAt(j, end); ok {
			switch {
			case g.word.Frame != nil && g.word.Frame.Kind == string(Deaths) && r.counts(g.word.Frame, g, end):
				return finding{frame: g.word.Frame, tok: g.tok, end: g.end}
			case g.word.Has(lang.Handover):
				if d, ok := r.deeper(g, end); ok && d.frame.Kind == string(Deaths) {
					return d
				}
			}
		}
	}
	return finding{}
}

// judgeGroup matches one verb group with the role that its frame counts.
func (r *reading) judgeGroup(g verbGroup, end int) finding {
	f := finding{subject: true, tok: g.tok, end: g.end, group: g}
	if g.word == nil {
		return f
	}
	if s := g.word.State; s != nil && s.Has('a') && g.helped && (g.word.Frame == nil || !g.word.Has(lang.PastPart)) {
		f.frame = s
		return f
	}
	if h := r.harm(g.first, g.tok, end); h.found() && (g.passive || !g.word.Has(lang.Carrying) || !g.helped) {
		h.subject, h.group = true, g
		return h
	}
	if fr := g.word.Frame; fr != nil && r.counts(fr, g, end) {
		f.frame = fr
		if (fr.Weak() || fr.Kind == "") && g.passive {
			if up, ok := r.deeper(g, end); ok {
				return up
			}
		}
		if fr.Has('d') && r.dangerAt(g.end, end) {
			f.frame = r.lex.Word("flee their homes").Frame
		}
		return f
	}
	if up, ok := r.deeper(g, end); ok {
		return up
	}
	return f
}

// dangerAt reports whether what people flee from begins at token i: "the rising
// floods", "from the war in the east".
func (r *reading) dangerAt(i, end int) bool {
	switch {
	case r.is(i, "from"), r.is(i, "as"), r.is(i, "before"):
		i++
	case r.is(i, "ahead") && r.is(i+1, "of"):
		i += 2
	}
	for last := min(end, i+5); i < last; i++ {
		w := r.word(i)
		if w.Has(lang.Danger) {
			return true
		}
		if r.toks[i].kind != tokWord || !w.Any(lang.Determiner, lang.Adjective, lang.Gerund, lang.PastPart, lang.Noun) && !r.toks[i].has(capital) || w.Any(lang.Preposition, lang.Subordinator) {
			return false
		}
	}
	return false
}

// counts reports whether the frame counts the subject of this group.
func (r *reading) counts(fr *lang.Frame, g verbGroup, end int) bool {
	object := !g.passive && r.objectAt(g.end, end)
	switch {
	case fr.Has('s') && !g.passive && !(fr.Has('o') && object):
		return true
	case fr.Has('i') && !g.passive && !object:
		return true
	case fr.Has('o', 'p') && g.passive:
		return true
	}
	return fr.Has('o') && !g.helped && g.word.Has(lang.PastPart) && !object
}

// deeper follows verbs that hand their subject on: "were found dead", "are
// believed to have died", "remain in hospital", "managed to escape".
func (r *reading) deeper(g verbGroup, end int) (finding, bool) {
	i := g.end
	for steps := 0; steps < 6 && i < end; steps++ {
		w, n := r.phraseAt(i, end)
		if w.State != nil && w.State.Has('a') && (w.Frame == nil || !w.Has(lang.Infinitive)) {
			return finding{frame: w.State, tok: i, end: i + n, subject: true, group: g}, true
		}
		if w.Frame != nil && w.Has(lang.Verb) {
			inner := verbGroup{first: g.first, tok: i, end: i + n, word: w, helped: true, passive: w.Has(lang.PastPart) && (g.passive || r.toks[i-1].word.Has(lang.Be) || g.word.Has(lang.Copula)), negated: g.negated, possible: g.possible, planned: g.planned}
			if w.Has(lang.PastPart) && r.toks[i-1].word.Has(lang.Have) {
				inner.passive = false
			}
			if r.counts(w.Frame, inner, end) {
				return finding{frame: w.Frame, tok: i, end: i + n, subject: true, group: inner}, true
			}
			return finding{}, false
		}
		if !w.Any(lang.Adverb, lang.Infinitival, lang.Be, lang.Have, lang.Allege) && !r.among(i) {
			return finding{}, false
		}
		i += n
	}
	return finding{}, false
}

// among lets "were among the dead" through.
func (r *reading) among(i int) bool {
	return r.is(i, "among") || r.is(i, "the") && r.is(i-1, "among") || r.is(i, "as") || r.is(i, "those")
}

// nextVerb finds a second verb joined to the first: "were ambushed on Monday
// and killed".
func (r *reading) nextVerb(g verbGroup, end int) finding {
	for i := g.end; i+1 < end && i < g.end+14; i++ {
		w := r.toks[i].word
		if r.toks[i].kind == tokStop || w.Has(lang.Subordinator) && !w.Has(lang.Preposition) || r.is(i, "he") || r.is(i, "she") || r.is(i, "they") || r.is(i, "it") {
			break
		}
		if !w.Has(lang.Conjunction) || w.Text == "but" || w.Text == "so" {
			continue
		}
		j := r.skipAdverbs(i+1, end)
		if j >= end || !r.toks[j].word.Any(lang.Verb, lang.Auxiliary, lang.Adverb) {
			continue
		}
		second, ok := r.verbGroupAt(j, end)
		if !ok || second.word.Frame == nil && second.word.State == nil {
			continue
		}
		if !second.helped {
			second.passive, second.helped = g.passive && second.word.Has(lang.PastPart), g.helped
		}
		second.negated, second.possible, second.planned = g.negated || second.negated, g.possible || second.possible, g.planned || second.planned
		if f := r.judgeGroup(second, end); f.found() {
			return f
		}
	}
	return finding{}
}

// relative reads the clause that follows the noun: "who were killed", "who had
// been shot". With no frame found, end is behind its verb.
func (r *reading) relative(q *quantity) finding {
	end := min(r.sents[q.sent].last, q.nounLast+frameWindow)
	i := q.nounLast
	if i < end && r.toks[i].kind == tokPunct && r.tok(i) == "," {
		i++
	}
	if i >= end || !r.is(i, "who") && !r.is(i, "that") && !r.is(i, "which") {
		return finding{}
	}
	g, ok := r.verbGroupAt(i+1, end)
	if !ok {
		return finding{end: i + 1}
	}
	f := r.judge(g, end)
	f.subject, f.clause = true, true
	if !f.found() {
		f.end = g.end
	}
	return f
}
