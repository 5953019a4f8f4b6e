package extract

import (
	"fmt"
	"sort"
	"sync"

	"tallymark/extract/lang"
	"tallymark/extract/lang/en"
)

// rulesVersion grows when the rules change in what they find; a change of the
// words shows by itself.
const rulesVersion = "21"

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

// SentenceAt is the sentence of doc in which a figure at these bytes would
// stand, the stretch itself where it lies in none.
func (e *Engine) SentenceAt(doc Document, at Span) Span {
	r := e.readings.Get().(*reading)
	defer e.readings.Put(r)
	r.doc, r.text, r.lex, r.qs = doc, doc.Text, e.lexicons["en"], r.qs[:0]
	r.lexText()
	r.findBlocks()
	r.findSentences()
	within := at
	for _, s := range r.sents {
		if s.start <= at.Start && at.Start < s.end {
			within = Span{s.start, max(s.end, at.End)}
			break
		}
	}
	r.doc, r.text = Document{}, ""
	return within
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
	out := make([]Claim, n)
	n = 0
	for i := range r.qs {
		if all || r.qs[i].checkable {
			r.publish(&r.qs[i], &out[n])
			n++
		}
	}
	return out
}

// publish writes the public form of q to c. It sets field by field: a claim is
// large, and a literal would be copied.
func (r *reading) publish(q *quantity, c *Claim) {
	s := &r.sents[q.sent]
	c.Doc, c.Span, c.Quote = r.doc.ID, Span{q.spanStart, q.spanEnd}, r.text[q.spanStart:q.spanEnd]
	c.Number = Number{q.start, q.end, r.text[q.start:q.end]}
	c.Value, c.Low, c.High, c.Approx, c.Kind = q.value, q.low, q.high, q.approx, q.kind
	if q.around {
		c.Approx = About
	}
	c.Unit, c.UnitPhrase, c.UnitName, c.Currency = q.unitText, q.unitPhrase, q.unitName, q.currency
	c.Predicate, c.Change, c.Modality, c.Label = q.predicate, q.change, q.modality, q.label
	c.SubjectSpan, c.Subject = q.subject, r.text[q.subject.Start:q.subject.End]
	c.Scope, c.Total, c.Whole, c.Ratio = q.scope, q.total, q.whole, q.ratio
	c.Attribution, c.Time, c.Place = q.attribution, q.time, q.place
	c.Role, c.Sentence, c.Checkable, c.Reason = s.role, Span{s.start, s.end}, q.checkable, q.reason
	c.Score, c.ScoreParts, c.Links = q.score, q.scoreParts, r.linksOf(q, s)
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
}

// linksOf are the hyperlinks whose words stand in the sentence, without those
// that are on other figures of it.
func (r *reading) linksOf(q *quantity, s *sentence) []string {
	var urls []string
	for _, l := range r.doc.Links {
		if l.Start < s.end && s.start < l.End && (onFigure(l, q) || !r.onAnyFigure(l)) {
			urls = append(urls, l.URL)
		}
		if len(urls) == mostLinks {
			break
		}
	}
	return urls
}

// mostLinks is how many links one claim carries at most: a sentence with more
// is a list of them.
const mostLinks = 100

func onFigure(l Link, q *quantity) bool { return l.Start < q.end && q.start < l.End }

func (r *reading) onAnyFigure(l Link) bool {
	first := sort.Search(len(r.qs), func(i int) bool { return r.qs[i].end > l.Start })
	for i := first; i < len(r.qs) && r.qs[i].start < l.End; i++ {
		if r.qs[i].checkable {
			return true
		}
	}
	return false
}
