package extract

import "tallymark/extract/lang"

// denialWindow bounds how far before a figure the words may stand that deny
// the clause it stands in.
const denialWindow = 26

// doubt is what the words over a clause make of it.
type doubt uint8

const (
	noDoubt doubt = iota
	opened        // "has not confirmed that"
	denying       // "denied that", "no evidence that", "false reports of"
)

// doubted finds the words that the figure's clause is the content of, the
// verb or the noun of "denied that", "did not say that", "no evidence of",
// "reports that … were false", and says what they make of it.
func (r *reading) doubted(q *quantity, first int) doubt {
	that, joined := -1, false // joined: a second verb of the same subject was passed
	for k := q.nounFirst - 1; k >= first && k > q.nounFirst-denialWindow; k-- {
		t := &r.toks[k]
		switch {
		case t.kind == tokPunct && that < 0, t.kind == tokQuote, t.kind == tokStop:
			return noDoubt
		case t.kind != tokWord:
			continue
		}
		switch w := t.word; {
		case r.is(k, "that") && that < 0:
			if v := r.toks[k+1].word; k+1 < q.nounFirst && v.Any(lang.Verb, lang.Auxiliary) && !v.Any(lang.Noun, lang.Gerund) {
				return noDoubt // "the raid that killed 41 people"
			}
			that = k
		case that < 0 && w.Has(lang.Conjunction) && r.toks[k+1].word.Has(lang.Finite):
			joined = true
		case w.Leads(lang.Denying, lang.NonFactive, lang.Unproven, lang.Falsehood, lang.SayNoun, lang.Say):
			if joined && that < 0 {
				return noDoubt
			}
			if d, settled := r.doubtOf(k, that, q, first); settled {
				return d
			}
		}
	}
	return noDoubt
}

// doubtOf judges the word at k as the governor of the figure's clause; settled
// is false where the words before it have the last word.
func (r *reading) doubtOf(k, that int, q *quantity, first int) (d doubt, settled bool) {
	w, n := r.phraseAt(k, q.nounFirst)
	if n == 1 {
		w = r.toks[k].word
	}
	if (that == k+1 || that < 0 && r.is(k+1, "of")) && r.nounOver(k, first) {
		return r.nounDoubt(w, k, q, first)
	}
	switch {
	case w.Has(lang.Denying):
		if k == q.predToken && q.predicate != "" || r.plainDenied(k+n, that, q) {
			return noDoubt, true
		}
		return denying, true
	case w.Has(lang.Falsehood):
		if r.saysFalse(k, that, q) {
			return denying, true
		}
		return noDoubt, false
	case w.Has(lang.Verb) && w.Any(lang.Say, lang.NonFactive, lang.Unproven):
		if w.Any(lang.NonFactive, lang.Unproven) && that < 0 && !r.clauseFollows(q) || !r.negatedAt(k, first) {
			return noDoubt, w.Has(lang.Say) && r.sharesSubject(k, first)
		}
		switch {
		case w.Has(lang.Unproven), w.Has(lang.NonFactive) && r.able(k, first):
			return opened, true
		case w.Has(lang.NonFactive) && (that >= 0 || k+n == q.nounFirst):
			return denying, true
		}
		return noDoubt, true
	}
	return noDoubt, false
}

// nounOver reports whether the word at k, which may be a verb as well, stands
// as a noun or an adjective: "no reports of", "it is not clear that".
func (r *reading) nounOver(k, first int) bool {
	w := r.toks[k].word
	if !w.Has(lang.Verb) || k == first {
		return true
	}
	p := r.word(k - 1)
	return !w.Any(lang.PastPart, lang.Finite) && p.Any(lang.Determiner, lang.Adjective, lang.Preposition, lang.Denying, lang.Falsehood, lang.Say) && !p.Any(lang.Pronoun, lang.Person)
}

// plainDenied reports whether a thing is denied that there is: "denied 12
// charges", "dismissed 40 workers"; "denied 12 had died" is a clause.
func (r *reading) plainDenied(i, that int, q *quantity) bool {
	return that < 0 && i == q.nounFirst && !r.clauseFollows(q)
}

// clauseFollows reports whether a verb makes a clause of the figure's noun.
func (r *reading) clauseFollows(q *quantity) bool {
	i := r.skipAdverbs(q.nounLast, r.sents[q.sent].last)
	return i < r.sents[q.sent].last && r.toks[i].word.Any(lang.Auxiliary, lang.Modal, lang.Finite)
}

// nounDoubt judges a noun or an adjective over the clause: "no evidence that",
// "not clear that", "reports that … were false".
func (r *reading) nounDoubt(w *lang.Word, k int, q *quantity, first int) (d doubt, settled bool) {
	negated := w.Any(lang.NonFactive, lang.Unproven) && r.negatedAt(k, first)
	switch {
	case k > first && r.toks[k-1].word.Has(lang.Unproven) && r.toks[k-1].word.Has(lang.Verb) && r.negatedAt(k-1, first): // "has not confirmed reports that"
		return opened, true
	case w.Has(lang.Falsehood):
		return denying, true
	case w.Has(lang.Unproven) && negated:
		return opened, true
	case !negated && r.doubtedNoun(k, first) != noDoubt:
		return r.doubtedNoun(k, first), true
	case negated, w.Any(lang.SayNoun, lang.NonFactive) && r.calledFalse(q):
		return denying, true
	}
	return noDoubt, false
}

// doubtedNoun judges the noun that "of" or "for" ties the noun at k to: "no
// confirmation of the claim that", "no evidence for reports that".
func (r *reading) doubtedNoun(k, first int) doubt {
	for k--; k > first && r.toks[k].word.Any(lang.Determiner, lang.Adjective); k-- {
	}
	if k--; k < first || !r.is(k+1, "of") && !r.is(k+1, "for") || !r.negatedAt(k, first) {
		return noDoubt
	}
	switch w := r.toks[k].word; {
	case w.Has(lang.Unproven):
		return opened
	case w.Has(lang.NonFactive):
		return denying
	}
	return noDoubt
}

// saysFalse reports whether "false" or "falsely" at k speaks of the figure's
// clause: "falsely claimed that", "false reports of".
func (r *reading) saysFalse(k, that int, q *quantity) bool {
	w := r.toks[k+1].word
	return k+1 < q.nounFirst && w.Any(lang.Say, lang.SayNoun, lang.NonFactive) && (that >= 0 || r.is(k+2, "of"))
}

// calledFalse reports whether what stands behind the figure's clause says that
// it is false.
func (r *reading) calledFalse(q *quantity) bool {
	last := r.sents[q.sent].last
	for i := q.nounLast + 1; i < last && i < q.nounLast+denialWindow; i++ {
		if t := &r.toks[i]; t.kind == tokStop || t.kind == tokQuote {
			return false
		}
		if !r.toks[i].word.Leads(lang.Falsehood) {
			continue
		}
		if w, _ := r.phraseAt(i, last); !w.Has(lang.Falsehood) {
			continue
		}
		k := i - 1
		for k > q.nounLast && r.toks[k].word.Has(lang.Adverb) {
			k--
		}
		if r.toks[k].word.Any(lang.Be, lang.Copula) || r.is(k, "as") {
			return true
		}
	}
	return false
}

// negatedAt reports whether the verb, noun or adjective at k is negated: "did
// not say", "nobody said", "no credible evidence".
func (r *reading) negatedAt(k, first int) bool {
	for i := k - 1; i >= first && i > k-6; i-- {
		w := r.word(i)
		switch {
		case r.is(i, "to") && i > first && r.toks[i-1].word.Has(lang.Balking):
			return true
		case w.Has(lang.Negation), r.is(i, "no"), r.is(i, "nobody"), r.is(i, "none"), r.is(i, "without"), r.is(i, "one") && r.is(i-1, "no"):
			return true
		case r.toks[i].kind != tokWord, !w.Any(lang.Auxiliary, lang.Modal, lang.Adverb, lang.Adjective, lang.Determiner):
			return false
		}
	}
	return false
}

// able reports whether the negated verb at k is said to be beyond somebody:
// "could not say that".
func (r *reading) able(k, first int) bool {
	for i := k - 1; i >= first && i > k-4; i-- {
		if r.toks[i].word.Has(lang.Modal) {
			return true
		}
	}
	return false
}

// sharesSubject reports whether "and" or "but" joins the verb at k to one
// before it, so that what was said before does not reach behind it.
func (r *reading) sharesSubject(k, first int) bool {
	k--
	for k > first && r.toks[k].word.Any(lang.Auxiliary, lang.Adverb) {
		k--
	}
	return k > first && r.toks[k].word.Has(lang.Conjunction)
}
