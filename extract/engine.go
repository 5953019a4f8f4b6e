package extract

import (
	"fmt"
	"sync"

	"tallymark/extract/lang"
	"tallymark/extract/lang/en"
)

// rulesVersion grows when the rules change in what they find; a change of the
// words shows by itself.
const rulesVersion = "5"

// Version names the rules and the words of an [Engine], such as "1+0f9a3c55".
func Version() string { return rulesVersion + "+" + en.Sum() }

// Options set up an [Engine].
type Options struct {
	Explain bool // fill Claim.Rules
}

// Engine reads documents. It is built once, holds only tables that never
// change, and is safe for concurrent use.
type Engine struct {
	opts     Options
	version  string
	lexicons map[string]*lang.Lexicon
	readings sync.Pool // of *reading
}

// New builds an Engine with every language it ships with.
func New(o Options) (*Engine, error) {
	english, err := en.Load()
	if err != nil {
		return nil, fmt.Errorf("load the engine's words: %w", err)
	}
	e := &Engine{opts: o, version: Version(), lexicons: map[string]*lang.Lexicon{"en": english}}
	e.readings.New = func() any { return &reading{engine: e} }
	return e, nil
}

// Version is the version of the engine's rules and words.
func (e *Engine) Version() string { return e.version }

// Claims returns the claims of doc in the order of their numbers; with all,
// also what is not checkable, each with its reason.
func (e *Engine) Claims(doc Document, all bool) []Claim {
	r := e.readings.Get().(*reading)
	defer e.readings.Put(r)
	r.doc, r.text, r.lex = doc, doc.Text, e.lexicons["en"]
	r.read()
	claims := r.claims(all)
	clear(r.qs) // the pool must not keep the text alive
	r.doc, r.text, r.out = Document{}, "", output{}
	return claims
}

// output is the memory of what callers keep, a slice for all claims of a
// document.
type output struct {
	claims       int // how many there may be
	attributions []Attribution
	times        []When
	places       []Where
	parts        []ScorePart
}

// mostAtOnce bounds what is set aside for claims that may not need it.
const mostAtOnce = 16

// next is the next free element of s, of which n are needed at most.
func next[T any](s *[]T, n int) *T {
	if len(*s) == cap(*s) {
		*s = make([]T, 0, max(1, min(n, mostAtOnce)))
	}
	*s = (*s)[:len(*s)+1]
	return &(*s)[len(*s)-1]
}

// claims turns the quantities into what callers see.
func (r *reading) claims(all bool) []Claim {
	n := 0
	for i := range r.qs {
		if all || r.qs[i].checkable {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	out := make([]Claim, 0, n)
	for i := range r.qs {
		if all || r.qs[i].checkable {
			out = append(out, r.claim(&r.qs[i]))
		}
	}
	return out
}

// claim is the public form of q.
func (r *reading) claim(q *quantity) Claim {
	s := &r.sents[q.sent]
	c := Claim{
		Doc: r.doc.ID, Span: Span{q.spanStart, q.spanEnd}, Quote: r.text[q.spanStart:q.spanEnd],
		Number: Number{q.start, q.end, r.text[q.start:q.end]},
		Value:  q.value, Low: q.low, High: q.high, Approx: q.approx, Kind: q.kind,
		Unit: q.unitText, UnitPhrase: q.unitPhrase, UnitName: q.unitName, Currency: q.currency,
		Predicate: q.predicate, Change: q.change, Modality: q.modality, Label: q.label,
		SubjectSpan: q.subject, Subject: r.text[q.subject.Start:q.subject.End],
		Scope: q.scope, Total: q.total, Whole: q.whole, Ratio: q.ratio,
		Attribution: q.attribution, Time: q.time, Place: q.place,
		Role: s.role, Sentence: Span{s.start, s.end}, Checkable: q.checkable, Reason: q.reason,
		Score: q.score, ScoreParts: q.scoreParts, Links: r.linksOf(s),
	}
	if r.engine.opts.Explain {
		c.Rules = r.explain(q)
	}
	if q.unitFirst < q.unitLast {
		c.UnitSpan = Span{int(r.toks[q.unitFirst].start), int(r.toks[q.unitLast-1].end)}
	}
	if u := q.unit; u != nil && u.SI != "" && q.value.OK {
		c.SI, c.SIValue = u.SI, Known(q.value.V*u.Factor+u.Offset)
	}
	if q.unit != nil && q.unit.Minor && q.value.OK {
		c.SIValue = Known(q.value.V * q.unit.Factor)
	}
	return c
}

// linksOf are the hyperlinks whose words stand in the sentence.
func (r *reading) linksOf(s *sentence) []string {
	var urls []string
	for _, l := range r.doc.Links {
		if l.Start < s.end && s.start < l.End {
			urls = append(urls, l.URL)
		}
	}
	return urls
}
