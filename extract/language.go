package extract

import (
	"strconv"
	"strings"

	"tallymark/extract/lang"
)

// languageSample is how many words settle the language of a text.
const languageSample = 400

// supported reports whether the engine has rules for the language of the
// document: what the caller says, else what the function words say.
func (r *reading) supported() bool {
	if code := r.doc.Lang; code != "" {
		return len(code) >= 2 && strings.EqualFold(code[:2], r.lex.Code) && (len(code) == 2 || code[2] == '-' || code[2] == '_')
	}
	return r.speaks()
}

// speaks guesses from the function words whether the text is in the language
// of the lexicon. In doubt it is: a headline may have no function word.
func (r *reading) speaks() bool {
	words, own, foreign, wide := 0, 0, 0, 0
	for i := range r.toks {
		t := &r.toks[i]
		if t.kind != tokWord {
			continue
		}
		if words++; words > languageSample {
			break
		}
		switch {
		case t.word.Any(lang.Determiner, lang.Preposition, lang.Auxiliary, lang.Pronoun, lang.Conjunction, lang.Infinitival):
			own++
		case t.word.Has(lang.ForeignWord) && !t.has(capital):
			foreign++
		case t.has(nonASCII) && r.text[t.start] >= 0xC8: // the first byte of scripts other than Latin
			wide++
		}
	}
	if wide >= 2 && 2*wide > words {
		return false
	}
	return foreign < 3 || foreign <= own
}

// findDigits takes the digits of a text whose language the engine does not
// know, and claims nothing about them.
func (r *reading) findDigits() {
	r.qs = r.qs[:0]
	for si := range r.sents {
		s := &r.sents[si]
		for i := s.first; i < s.last; i++ {
			if t := &r.toks[i]; t.kind == tokNumber {
				v := plainValue(r.tok(i))
				r.qs = append(r.qs, quantity{first: i, last: i + 1, start: int(t.start), end: int(t.end), sent: si, form: formDigits, value: v, low: v, high: v,
					approx: Exact, approxFirst: -1, approxLast: -1, kind: Count, reason: "language", predToken: -1, head: -1, modality: Asserted, spanStart: int(t.start), spanEnd: int(t.end), label: r.tok(i)})
			}
		}
	}
}

// plainValue reads digits whose separators leave no doubt: none at all, or
// groups of three behind the first of several.
func plainValue(s string) Float {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return Float{}
		}
	}
	v, err := strconv.ParseFloat(s, 64)
	return Float{v, err == nil}
}
