package extract

import (
	"strings"

	"tallymark/extract/lang"
)

// findChanges marks the figures of a development: "rose 3 points to 42",
// "up 20 % from 440", "from 10 to 15".
func (r *reading) findChanges() {
	for i := range r.qs {
		q := &r.qs[i]
		if !q.checkable || q.change != nil || r.toks[q.nounFirst].word.Has(lang.Determiner) && q.nounFirst < q.first && q.approxFirst < 0 || q.kind == Age || q.kind == Date || q.kind == Time {
			continue
		}
		if role, up, ok := r.changeOf(i); ok {
			q.change = &Change{Role: role, Direction: "down"}
			if up {
				q.change.Direction = "up"
			}
			if i > 0 && role == "from" {
				q.shareWith(&r.qs[i-1])
			}
			if p := &r.qs[max(i-1, 0)]; i > 0 && role == "to" && p.change != nil && p.change.Role == "from" && p.sent == q.sent && q.modality == Asserted { // "raise the age from 63 to 66"
				q.modality = p.modality
			}
			if i > 0 && role == "by" && q.kind == Count && q.head < 0 && q.unitText == "" {
				q.stepFrom(&r.qs[i-1])
			}
		} else if i > 0 && r.restates(&r.qs[i-1], q) {
			q.change = r.qs[i-1].change
		}
	}
}

// findPoints makes percentage points of the points that part one level from
// another: "turnout was 68 percent, nine points higher than in 2022".
func (r *reading) findPoints() {
	for i := range r.qs {
		if r.qs[i].form == formFraction && r.qs[i].kind == Share {
			r.partOfPoint(i)
		}
	}
	for i := 1; i < len(r.qs); i++ {
		p, q := &r.qs[i-1], &r.qs[i]
		if p.kind == Objects && q.kind == Percent && p.sent == q.sent && p.unitText == "points" && r.is(p.nounLast, "to") && q.nounFirst == p.nounLast+1 { // "slid four points to 37 percent"
			p.toPoints()
			continue
		}
		if q.kind != Objects || p.kind != Percent || p.sent != q.sent || q.unitText != "points" && q.unitText != "point" || q.nounLast >= len(r.toks) {
			continue
		}
		if w := r.toks[q.nounLast].word; w.Any(lang.Up, lang.Down) || r.is(q.nounLast, "ahead") || r.is(q.nounLast, "behind") {
			q.toPoints()
		}
	}
}

// toPoints makes percentage points of points.
func (q *quantity) toPoints() {
	q.kind, q.unitName, q.unitPhrase, q.head = PercentagePoints, "percentage point", "", -1
	q.unitFirst, q.unitLast = q.nounLast-1, q.nounLast
}

// partOfPoint reads "half a point", "a quarter of a point" beside a percentage.
func (r *reading) partOfPoint(i int) {
	q, j := &r.qs[i], r.qs[i].last
	if r.is(j, "of") {
		j++
	}
	if !r.is(j, "a") || !r.is(j+1, "point") {
		return
	}
	for _, k := range [...]int{i - 1, i + 1} {
		if k >= 0 && k < len(r.qs) && r.qs[k].sent == q.sent && r.qs[k].kind == Percent {
			q.kind, q.unitText, q.unitName, q.unitPhrase, q.head = PercentagePoints, "point", "percentage point", "", -1
			q.unitFirst, q.unitLast, q.nounLast = j+1, j+2, j+2
			return
		}
	}
}

// shareWith gives the bare figure that a development began at what the one
// it came to counts: "rose to 44 on Tuesday, up from 41 a day earlier".
func (q *quantity) shareWith(to *quantity) {
	shared := q.head < 0 && q.kind == People && to.kind.happens() && q.unitText == to.unitText // "72 killed, from 68 on Friday"
	if !shared && (q.kind != Count || q.unit != nil || q.unitPhrase != "") || to.sent != q.sent || to.change == nil && q.first-to.last > 7 || to.change != nil && (to.change.Role != "to" || to.change.Direction != q.change.Direction) {
		return
	}
	q.kind, q.unit, q.currency = to.kind, to.unit, to.currency
	q.unitText, q.unitName, q.unitPhrase = to.unitText, to.unitName, to.unitPhrase
	q.predicate, q.labelWord, q.total = to.predicate, to.labelWord, to.total
}

// stepFrom gives the bare step behind a level what the level counts: "1.4
// million people, up 38,000".
func (q *quantity) stepFrom(level *quantity) {
	if level.sent != q.sent || !level.checkable || q.first-level.last > 8 || level.kind != People && level.kind != Objects && !level.kind.happens() {
		return
	}
	q.kind, q.unitText, q.unitName, q.unitPhrase = level.kind, level.unitText, level.unitName, level.unitPhrase
	q.predicate, q.labelWord = level.predicate, level.labelWord
}

// restates reports whether q gives the step that p gives once more: "fell 1.5
// degrees (2.7 Fahrenheit)", "lost 162 points, or 2 %".
func (r *reading) restates(p, q *quantity) bool {
	if p.change == nil || p.change.Role != "by" || p.sent != q.sent {
		return false
	}
	k, behind := q.nounFirst-1, max(p.nounLast, p.last)
	if k < behind || k > behind+1 {
		return false
	}
	if r.toks[k].kind == tokOpen {
		return k == behind
	}
	return r.is(k, "or") && (k == behind || r.toks[behind].kind == tokPunct)
}

// changeOf finds the part that figure i plays in a change.
func (r *reading) changeOf(i int) (role string, up, ok bool) {
	q := &r.qs[i]
	first, last := r.sents[q.sent].first, r.sents[q.sent].last
	if up, ok := r.moveBehind(q, last); ok {
		return "by", up, true
	}
	k := q.nounFirst - 1
	if k < first {
		return r.signedChange(q)
	}
	w := r.toks[k].word
	switch {
	case r.is(k, "by"):
		if up, ok := r.moveBefore(k, first, 7); ok && !r.byPeople(q, k, first) {
			return "by", up, true
		}
	case r.is(k, "to"):
		if role, up, ok := r.fromTo(i, "to"); ok { // the figures tell the direction best
			return role, up, ok
		}
		if up, ok := r.moveBefore(k, first, 12); ok && !r.receives(q, k) {
			return "to", up, true
		}
		if p := &r.qs[max(i-1, 0)]; i > 0 && q.approx == Range && p.approx == Range && p.sent == q.sent && p.change != nil && p.change.Role == "from" && k <= p.nounLast+1 { // "from between 40 and 50 to between 60 and 70"
			return "to", p.change.Direction == "up", true
		}
	case r.is(k, "from"):
		if role, up, ok := r.fromTo(i, "from"); ok {
			return role, up, ok
		}
		if up, ok := r.moveBefore(k, first, 12); ok {
			return "from", up, true
		}
		for j := i - 1; j >= 0 && r.qs[j].sent == q.sent && i-j < 4; j-- { // "doubled to $2.6 billion, or 94 cents a share, from $1.2 billion"
			if p := &r.qs[j]; p.change != nil && p.change.Role == "to" && p.kind == q.kind && p.currency == q.currency && r.tok(k-1) == "," {
				return "from", p.change.Direction == "up", true
			}
		}
	case w.Any(lang.Up, lang.Down) && q.approxFirst > k && (r.is(q.approxFirst, "below") || r.is(q.approxFirst, "above")): // "fell below 10%"
		return "to", w.Has(lang.Up), true
	case w.Any(lang.Up, lang.Down) && r.movesFigure(k, first, q):
		return "by", w.Has(lang.Up), true
	}
	return r.signedChange(q)
}

// signedChange reads "+0.2%" and "-1.3%".
func (r *reading) signedChange(q *quantity) (string, bool, bool) {
	if q.kind != Percent && q.kind != PercentagePoints {
		return "", false, false
	}
	switch text := r.text[q.start:q.end]; {
	case text[0] == '+', q.start > 0 && r.text[q.start-1] == '+':
		return "by", true, true
	case text[0] == '-', q.start > 1 && r.text[q.start-1] == '-' && r.text[q.start-2] == ' ', strings.HasPrefix(text, "−"):
		return "by", false, true
	}
	return "", false, false
}

// movesFigure reports whether the word of movement at k moves the figure behind it:
// "rose 3 points", "is up 20 %", "edged down 0.3 %"; not "lost 12 soldiers",
// "made up 20 %".
func (r *reading) movesFigure(k, first int, q *quantity) bool {
	if r.toks[k].word.Num != nil { // "double the 120 decibels"
		return false
	}
	if q.kind == Count && q.unit == nil && q.head < 0 && k > first && r.tok(k-1) == "," && (r.is(k, "up") || r.is(k, "down")) { // "1.4 million people, up 38,000"
		return true
	}
	switch q.kind {
	case Share:
		if q.head >= 0 {
			return false
		}
	case Count, People, Objects, Weapons, Deaths, Injuries, Duration:
		return q.unitText == "points" || q.unitText == "point"
	case Percent, PercentagePoints, Multiple:
	case Distance:
		if w := r.toks[min(q.nounLast, len(r.toks)-1)].word; w.Has(lang.Direction) || r.is(q.nounLast, "off") || r.is(q.nounLast, "from") || r.is(q.nounLast, "away") || r.is(q.nounLast, "below") {
			return false // "sank 40 miles off the coast"
		}
	default:
		if w := r.toks[k].word; q.kind == Money && !w.Has(lang.Preposition) && w.Frame != nil { // "lost $3m"
			return false
		}
	}
	return !r.particle(k, first) && !r.is(k-1, "a") && !r.is(k-1, "the")
}

// particle reports whether an "up" or "down" at k belongs to a verb that is
// none of movement ("made up 20 %", "blew up two bridges").
func (r *reading) particle(k, first int) bool {
	if !r.toks[k].word.Has(lang.Preposition) || k == first {
		return false
	}
	p := r.toks[k-1].word
	return p.Has(lang.Verb) && p.State == nil && !p.Any(lang.Be, lang.Auxiliary, lang.Drifting, lang.Up, lang.Down)
}

// moveBehind reads "was 3 % higher", "stood two points down"; "a 5 % fall"
// gives the size of a fall and "5 % more than" compares: these are no steps of
// a development.
func (r *reading) moveBehind(q *quantity, last int) (up, ok bool) {
	i := max(q.nounLast, q.last)
	if i >= last || r.toks[i].has(paraBefore) || q.kind != Percent && q.kind != PercentagePoints && q.kind != Money || r.is(i+1, "than") {
		return false, false
	}
	w := r.toks[i].word
	if !r.is(i, "up") && !r.is(i, "down") && !r.is(i, "higher") && !r.is(i, "lower") || i+1 < last && r.word(i+1).Any(lang.Noun, lang.Verb) {
		return false, false
	}
	return w.Has(lang.Up), true
}

// moveBefore looks left for the verb or noun of movement.
func (r *reading) moveBefore(k, first, window int) (up, ok bool) {
	if i := r.moverBefore(k, first, window); i >= 0 {
		return r.toks[i].word.Has(lang.Up), true
	}
	return false, false
}

// moverBefore is the token of the verb or noun of movement left of k, or -1.
func (r *reading) moverBefore(k, first, window int) int {
	for i := k - 1; i >= first && i > k-window; i-- {
		t := &r.toks[i]
		if t.kind == tokStop || r.tok(i) == ";" {
			return -1
		}
		if w := t.word; w.Any(lang.Up, lang.Down) && !w.Has(lang.Comparative) && !r.particle(i, first) {
			return i
		}
	}
	return -1
}

// receives reports whether the counted behind "to" at k are those who get or
// lose something: "cut power to 12,000 homes", "raised pay to 300 nurses".
func (r *reading) receives(q *quantity, k int) bool {
	return q.head >= 0 && k > 0 && r.toks[k-1].word.Has(lang.Supply)
}

// byPeople reports whether the figure behind "by" at k counts those who did
// it: "was lifted by two men".
func (r *reading) byPeople(q *quantity, k, first int) bool {
	if q.head < 0 || !r.word(q.head).Any(lang.Person, lang.GroupNoun) {
		return false
	}
	i := r.moverBefore(k, first, 7)
	return i >= 0 && r.passiveBefore(r.toks[i].word, i, first)
}

// fromTo pairs "from 10" with "to 15" where no verb tells the direction.
func (r *reading) fromTo(i int, role string) (string, bool, bool) {
	a, b := i, i+1
	if role == "to" {
		a, b = i-1, i
	}
	if a < 0 || b >= len(r.qs) || r.qs[a].sent != r.qs[b].sent || !r.qs[a].value.OK || !r.qs[b].value.OK || r.qs[a].value.V == r.qs[b].value.V {
		return "", false, false
	}
	from, to := r.qs[a].nounFirst-1, r.qs[b].nounFirst-1
	if from < 0 || !r.is(from, "from") || !r.is(to, "to") || to-r.qs[a].nounLast > 3 {
		return "", false, false
	}
	return role, r.qs[b].value.V > r.qs[a].value.V, true
}
