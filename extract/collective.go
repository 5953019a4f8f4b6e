package extract

import "tallymark/extract/lang"

// collective reads "a dozen", "a couple of", "a pair of". Numbers before the
// word have been read with it already.
//
//	collective = [ "a" ] ( "dozen" | "couple" "of" | "pair" "of" | "score" "of" ) .
func (r *reading) collective(i, from, last int) (n numeral, ok bool) {
	w := r.toks[i].word
	n = numeral{first: i, last: i + 1, value: w.Num.Value, form: formCollective, scale: w.Num.Value, tail: 1}
	article := i > from && (r.isWord(i-1, "a") || r.isWord(i-1, "an"))
	if article {
		n.first = i - 1
	}
	of := n.last < last && r.isWord(n.last, "of")
	switch w.Text {
	case "dozen":
		return n, i == from || r.toks[i-1].kind != tokPoss // a baker's dozen
	case "dz", "dzs":
		return n, false
	case "couple":
		return n, (article || i == from) && r.coupleCounts(&n, of, last)
	}
	return n, article && of && n.last+1 < last && !r.isWord(n.last+1, "the")
}

// coupleCounts tells "a couple of days", "a couple hundred" from two people
// who live together; "a couple of hundred" takes the hundred in.
func (r *reading) coupleCounts(n *numeral, of bool, last int) bool {
	j := n.last
	if of {
		j++
	}
	if j >= last {
		return false
	}
	w := r.toks[j].word
	if w.Num != nil && (w.Num.Class == lang.Hundred || w.Num.Class == lang.Magnitude && len(w.Text) > 3 || w.Text == "dozen") {
		n.value, n.last, n.scale = n.value*w.Num.Value, j+1, w.Num.Value
		n.approx = About
		return true
	}
	return of || w.Unit != nil || w.Has(lang.Comparative)
}

// vague reads "dozens", "tens of thousands", "several hundred", "a few": only
// a low end is known.
func (r *reading) vague(i, from, last int) (n numeral, ok bool) {
	w, k := r.numeralPhrase(i, last)
	n = numeral{first: i, last: i + k, low: w.Num.Value, form: formVague, scale: 1}
	if i > from && r.toks[i-1].kind == tokNumber {
		return n, false
	}
	switch w.Text {
	case "few":
		if i == from || !r.isWord(i-1, "a") {
			return n, false
		}
		n.first = i - 1
	case "scores":
		if !r.scoresCount(i, from, last) {
			return n, false
		}
	case "tens":
		return n, false
	}
	if w.Text == "few" || w.Text == "several" {
		r.vagueOfNumber(&n, last)
	} else {
		r.uponItself(&n, last)
	}
	return n, true
}

// vagueOfNumber multiplies: "several hundred", "a few dozen", "several
// hundred thousand".
func (r *reading) vagueOfNumber(n *numeral, last int) {
	for n.last < last {
		w := r.toks[n.last].word
		if w.Num == nil || len(w.Text) < 4 {
			return
		}
		switch w.Num.Class {
		case lang.Hundred, lang.Magnitude:
		case lang.VagueWord:
			if w.Text == "several" || w.Text == "scores" {
				return
			}
		case lang.Collective:
			if w.Text != "dozen" && w.Text != "score" {
				return
			}
		default:
			return
		}
		n.low *= w.Num.Value
		n.last++
	}
}

// uponItself takes in "thousands upon thousands", "thousands and thousands".
func (r *reading) uponItself(n *numeral, last int) {
	if n.last+1 < last && r.toks[n.last+1].word == r.toks[n.last-1].word && r.class(n.last+1) == lang.VagueWord {
		n.last += 2
	}
}

// scoresCount tells "scores of people", "scores were hurt" from the scores of
// a game or a test.
func (r *reading) scoresCount(i, from, last int) bool {
	if i+1 >= last || i > from && r.toks[i-1].word.Any(lang.Determiner, lang.Adjective, lang.Noun) && !r.isWord(i-1, "and") {
		return false
	}
	if r.isWord(i+1, "of") {
		return i+2 < last && r.toks[i+2].kind != tokNumber
	}
	w := r.toks[i+1].word
	return w.Has(lang.Person) || i+2 < last && w.Any(lang.Be, lang.Have) && r.toks[i+2].word.Any(lang.PastPart, lang.Gerund) || w.Text == "more"
}

// numeralPhrase is the longest number phrase at token i, or its word.
func (r *reading) numeralPhrase(i, last int) (*lang.Word, int) {
	w := r.toks[i].word
	for _, p := range r.phrases(i, last) {
		if p.Entry.Num != nil && r.matches(p, i, last) {
			return p.Entry, len(p.Words)
		}
	}
	return w, 1
}
