package extract

import (
	"time"

	"tallymark/extract/lang"
)

// reading is the working memory of one document. It is reused from document
// to document, so that text without figures costs no allocation.
type reading struct {
	engine  *Engine
	lex     *lang.Lexicon
	doc     Document
	text    string
	toks    []token
	paras   []paragraph
	sents   []sentence
	qs      []quantity
	talk    talk    // attribution.go
	timexes []timex // of the sentence at hand
	places  []Span  // tokens, of the sentence at hand
	spoken  timex   // the time named last
	clause  clauseAtHand
	today   time.Time // the article's date
	sizes   []float64 // score.go
	commas  uint8     // digits.go
	out     output
}

// sentence is a run of tokens, [first, last).
type sentence struct {
	first, last int
	start, end  int // bytes, trimmed
	role        Role
	paragraph   int // index into reading.paras
}

// quantity is a numeral on its way to become a claim. Token ranges are
// half-open; -1 means none.
type quantity struct {
	first, last  int // the tokens of the number itself, sign and magnitude included
	start, end   int // its bytes (a number may end inside a token: "5" of "5m")
	sent         int
	form         form
	value        Float
	low, high    Float
	approx       Approx
	around       bool // of a range: its ends are approximate
	approxFirst  int  // token where the approximator begins, -1 if none stands before
	approxLast   int  // token behind the last approximator token behind the unit ("or more"), -1 if none
	whole, ratio Float
	kind         Kind
	checkable    bool
	reason       string
	unit         *lang.Unit
	currency     string
	unitFirst    int // tokens of the unit phrase
	unitLast     int
	head         int // token of the unit's head noun
	unitText     string
	unitName     string
	unitPhrase   string
	nounFirst    int // tokens of the whole noun phrase: determiner, approximator, figure, noun
	nounLast     int
	predicate    string
	predToken    int
	predEnd      int
	labelWord    string // "killed", "dead", "seized"
	change       *Change
	modality     Modality
	total        bool
	scope        string
	subject      Span
	attribution  *Attribution
	time         *When
	place        *Where
	score        float64
	scoreParts   []ScorePart
	label        string
	tail         string // what stands behind a percentage in its label
	sourced      bool   // it is a part of the words behind a verb that name who says so
	carried      bool   // the predicate is that of a neighbour
	spanStart    int    // bytes of start..end of the claim
	spanEnd      int
}

// form is how the numeral is written.
type form uint8

const (
	formDigits form = iota + 1
	formWords
	formMixed // 3.2 million
	formCollective
	formVague
	formFraction
	formShare // 13 of 440, one in five
	formMultiple
	formOrdinal
	formZero
	formTime // 1:48.85
)

// read runs the families of rules in the order of their precedence: what an
// earlier family settles a later one does not touch.
func (r *reading) read() {
	r.commas = commasUnknown
	if r.qs = r.qs[:0]; !r.lexText() {
		return
	}
	r.findBlocks()      // block.go: headline, body, furniture …
	r.findSentences()   // sentence.go
	if !r.supported() { // language.go
		r.findDigits()
		return
	}
	r.findNumbers() // number.go and the families it lists
	if len(r.qs) == 0 {
		return
	}
	r.refuseFurniture() // block.go
	r.bindNouns()       // nounphrase.go
	r.bindPredicates()  // predicate.go: what happened, kind, modality, elision
	r.attribute()       // attribution.go: who says so
	r.locate()          // when.go, where.go
	r.describe()        // subject.go, scope.go, label.go
	r.rate()            // score.go
}

// lexText cuts the text into tokens and says whether one can be a figure.
func (r *reading) lexText() bool {
	if cap(r.toks) == 0 { // prose has a token to five bytes
		r.toks = make([]token, 0, len(r.text)/5+64)
	}
	l := lexer{text: r.text, lex: r.lex, toks: r.toks[:0]}
	l.run()
	r.toks = l.toks
	return l.found
}

// tok is the text of token i.
func (r *reading) tok(i int) string { return r.text[r.toks[i].start:r.toks[i].end] }

// phraseAt is the longest lexicon phrase that begins at token i inside of
// [i, last), else the word itself, with the number of its tokens.
func (r *reading) phraseAt(i, last int) (*lang.Word, int) {
	if i >= last {
		return lang.Unknown, 1
	}
	for _, p := range r.phrases(i, last) {
		if r.matches(p, i, last) {
			return p.Entry, len(p.Words)
		}
	}
	return r.toks[i].word, 1
}

// phrases are the phrases that may begin at token i inside of [i, last).
func (r *reading) phrases(i, last int) []*lang.Phrase {
	if i+1 >= last || !r.toks[i].word.Begins(r.toks[i+1].word) {
		return nil
	}
	return r.toks[i].word.Phrases()
}

func (r *reading) matches(p *lang.Phrase, i, last int) bool {
	if i+len(p.Words) > last {
		return false
	}
	for k, w := range p.Words[1:] {
		if r.toks[i+1+k].word != w {
			return false
		}
	}
	return true
}
