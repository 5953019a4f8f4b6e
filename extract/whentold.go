package extract

import "tallymark/extract/lang"

const (
	comparedWithin = 16 // tokens between "than" and the time of what is compared
	clauseCost     = 20 // a time of the figure's own clause goes before one of another
)

// linking are the tags of the words that may part a time from a figure.
var linking = lang.TagsOf(lang.Conjunction, lang.Relative, lang.Pronoun, lang.Preposition, lang.Subordinator)

// comparing are the tags of the words that begin a comparison or end the search
// for one.
var comparing = lang.TagsOf(lang.Conjunction, lang.Preposition, lang.Subordinator, lang.Infinitival, lang.Auxiliary, lang.Modal)

// timeReaches reports whether the time x can be that of q, and how far off it
// stands: "eight defects, twice as many as in 2024" were not found in 2024, and
// two warehouses that burned hours before Thursday did not burn on it.
func (r *reading) timeReaches(x *timex, q *quantity) (distance int, ok bool) {
	d := gapBetween(x.first, x.last, q.first, q.last)
	if x.first < q.last && q.first < x.last {
		return d, true
	}
	if c := r.comparedAt(x, r.sents[q.sent].first); c >= 0 && (q.first < c || q.first > x.last) {
		return 0, false
	}
	if !x.asked {
		x.asked = true
		x.aside[0], x.aside[1] = r.asideOf(x)
	}
	if x.aside[0] >= 0 && (q.first < x.aside[0] || q.first >= x.aside[1]) {
		return 0, false
	}
	back := q.first < x.first // the time stands behind the figure
	from, to := x.last, q.first
	if back {
		from, to = q.last, x.first
	}
	for i := from; i < to; i++ {
		switch w := r.toks[i].word; {
		case r.toks[i].kind == tokPunct:
			if r.tok(i) == ";" || back && r.is(i+1, "with") {
				return 0, false
			}
		case r.toks[i].kind != tokWord, !w.AnyOf(&linking):
		case r.is(i, "since") && back && (i+1 < x.first || r.superlative(i)):
			return 0, false
		case r.parts(i, x, q, back), back && i > q.nounLast && w.Has(lang.Pronoun) && r.contact(i):
			return 0, false
		case w.Has(lang.Conjunction) && r.opensClause(i, r.sents[q.sent].last):
			if back {
				return 0, false
			}
			d += clauseCost
		case back && i > q.nounLast+2 && w.Has(lang.Relative) && i+1 < to && r.toks[i+1].word.Any(lang.Verb, lang.Auxiliary):
			d += 2 * clauseCost // "two are held over a shooting that killed a girl on Monday"
		}
	}
	if r.toldAt(x) {
		d += 2 * clauseCost
	}
	return d, true
}

// asideOf is the relative clause between commas that the time x stands in: "the
// striker, who cost £30 million in 2023, has 14 goals". open is -1 where it
// stands in none.
func (r *reading) asideOf(x *timex) (open, end int) {
	for k := x.first - 1; k > 0 && k > x.first-comparedWithin; k-- {
		t := &r.toks[k]
		if t.kind == tokStop || t.kind == tokQuote || t.has(paraBefore) {
			break
		}
		if t.kind != tokPunct {
			continue
		}
		w := r.toks[k+1].word
		who := w.Has(lang.Relative) && !w.Has(lang.Subordinator) && !r.is(k+1, "that")
		first := w.Has(lang.Determiner) && r.is(x.first-1, "since") && r.superlative(x.first-1) // "the eruption, the first since 1998, sent"
		if r.tok(k) != "," || !who && !first {
			break
		}
		for end = x.last; end < len(r.toks) && end < x.last+comparedWithin && r.toks[end].kind != tokStop; end++ {
			if r.toks[end].kind == tokPunct {
				return k, end
			}
		}
		break
	}
	return -1, 0
}

// parts reports whether the word at i tells that what stands before it was at
// another time than what stands behind it: "hours after". A death after a crash
// on Monday was on Monday, and dawn on Monday is a time itself.
func (r *reading) parts(i int, x *timex, q *quantity, back bool) bool {
	if !r.is(i, "after") && !r.is(i, "before") || r.toks[i+1].word.Any(lang.TimeWord, lang.DayPart) {
		return false
	}
	before := r.toks[max(i-1, 0)].word
	if r.is(i-1, "shortly") || r.is(i-1, "soon") || r.is(i-1, "just") || r.is(i-1, "minutes") || r.is(i-1, "seconds") {
		return false
	}
	if !back || before.Has(lang.TimeUnit) {
		return true
	}
	return !q.kind.happens()
}

// contact reports whether the pronoun at i opens a clause that tells of the
// figure right before it: "on top of $800m it paid in 2019".
func (r *reading) contact(i int) bool {
	w := r.toks[i].word
	return !w.Any(lang.Determiner, lang.Relative, lang.Person, lang.Noun, lang.Unnamed) && r.quantityAt(i-1) >= 0 && r.toks[i+1].word.Any(lang.Verb, lang.Auxiliary)
}

// superlative reports whether "the worst", "the third" or "most" stands before
// the "since" at i, so that its time bounds the comparison alone.
func (r *reading) superlative(i int) bool {
	for k := i - 1; k > 0 && k > i-5; k-- {
		t := &r.toks[k]
		if t.kind != tokWord {
			return false
		}
		if w := r.tok(k); t.word.Has(lang.Ordinal) || r.is(k, "worst") || r.is(k, "most") || len(w) > 5 && w[len(w)-3:] == "est" && r.toks[k-1].word.Has(lang.Determiner) {
			return true
		}
	}
	return false
}

// comparedAt is comparisonBefore, asked once for each time. What is kept is one
// more than the token, and -1 for none, so that 0 is not asked yet.
func (r *reading) comparedAt(x *timex, first int) int {
	if x.compared == 0 {
		if x.compared = r.comparisonBefore(x, first) + 1; x.compared == 0 {
			x.compared = -1
		}
	}
	return max(x.compared, 0) - 1
}

// comparisonBefore is where the comparison begins that the time x is part of:
// "compared with 12 in 2024", "from 40 a year earlier", "than in 2024". It is
// -1 where there is none.
func (r *reading) comparisonBefore(x *timex, first int) int {
	figure, comma := false, false
	for k := x.first - 1; k >= first && k > x.first-comparedWithin; k-- {
		t := &r.toks[k]
		if i := r.quantityAt(k); i >= 0 {
			figure = true
			if a := r.qs[i].approxFirst; a >= 0 { // the "than" of "more than" compares nothing
				k = min(k, a)
			}
			if r.qs[i].form == formMultiple || r.qs[i].kind == Multiple {
				return k // "double the 140 of last year"
			}
			continue
		}
		w := t.word
		if t.kind == tokWord && !w.AnyOf(&comparing) {
			continue
		}
		switch {
		case t.kind == tokPunct:
			comma = true
		case t.kind == tokQuote, t.kind == tokStop, w.Any(lang.Auxiliary, lang.Modal):
			return -1
		case r.is(k, "with") && r.is(k-1, "compared"), r.is(k, "to") && r.is(k-1, "compared"), r.is(k, "from") && figure && (r.is(k-1, "up") || r.is(k-1, "down")):
			return k
		case r.is(k, "on") && figure && k == x.first-1 && r.toks[x.first].word.Has(lang.Relativum) && r.movedOn(k, first): // "up £230 on last year"
			return k
		case comma:
		case r.is(k, "than"), r.is(k, "versus"), (r.is(k, "against") || r.is(k, "from")) && figure:
			return k
		case r.is(k, "as") && !r.is(k+1, "of"):
			for b := k - 1; b >= first && b > k-4; b-- {
				if r.is(b, "as") || r.is(b, "same") {
					return k
				}
			}
			return -1
		}
	}
	return -1
}

// movedOn reports whether the figure before token k is a step up or down.
func (r *reading) movedOn(k, first int) bool {
	for i := k - 1; i >= first && i > k-6; i-- {
		if w := r.toks[i].word; w.Any(lang.Up, lang.Down) {
			return true
		}
	}
	return false
}

// opensClause reports whether a clause with a verb of its own, or another
// report, begins behind the conjunction at i.
func (r *reading) opensClause(i, to int) bool {
	if r.toks[i+1].word.Has(lang.Say) && !r.toks[i+1].word.Has(lang.Noun) {
		return true
	}
	figure := false
	for k := i + 1; k < to && k < i+9; k++ {
		t := &r.toks[k]
		if t.kind == tokPunct || t.kind == tokStop || t.kind == tokQuote || t.word.Any(lang.Conjunction, lang.Relative) && !t.word.Has(lang.Determiner) {
			return false
		}
		figure = figure || r.quantityAt(k) >= 0
		w := t.word
		if w.Any(lang.Auxiliary, lang.Modal) && !w.Has(lang.Gerund) || w.Has(lang.Verb) && !figure && !w.Any(lang.Noun, lang.Adjective, lang.Gerund, lang.Determiner, lang.Preposition) {
			return k > i+1
		}
	}
	return false
}

// toldAt reports whether x is when something was said: "said on Monday".
func (r *reading) toldAt(x *timex) bool {
	k := x.first - 1
	if k > 0 && r.toks[k].word.Has(lang.Preposition) {
		k--
	}
	return k >= 0 && r.toks[k].word.Has(lang.Say) && r.toks[k].word.Has(lang.Verb)
}
