package extract

import "tallymark/extract/lang"

// talk is the working memory of attribution: who speaks where. Sentences are
// read only where a figure asks for them.
type talk struct {
	frames   []frame
	said     []saidIn // for each sentence
	quotes   []quotation
	bodies   map[string]bool // last words of the names of institutions
	names    map[string]Span // surname to the fullest name seen so far
	namesTo  int             // tokens whose names are known
	namesIn  int             // the sentence of namesTo
	sentence int             // the one at hand
	own      int             // index of its first frame
}

// saidIn is what is known of a sentence: its frames, and for the pronouns the
// last person and the last institution named up to its end.
type saidIn struct {
	read         bool
	first, last  int // indices of its frames
	person, body int // indices of frames
}

// What stands for the index of a frame where there is none.
const (
	noFrame  = -1
	notAsked = -2
)

// lastOf is where the last institution, or the last person, is kept.
func (s *saidIn) lastOf(body bool) *int {
	if body {
		return &s.body
	}
	return &s.person
}

// frame is one place where a sentence names a source: "police said", "said
// Smith", "according to the ministry". Ranges are of tokens, half open.
type frame struct {
	source      speaker
	cueFirst    int
	cueLast     int
	from, to    int // what the source says, but for
	gap, resume int // the tokens around the verb: source, hearer, occasion
	rank        int // a plain report counts before evidence, evidence before belief
	sentence    int
	named       int // names that stand before this token were known when it was read
}

// speaker is whoever is named as a source.
type speaker struct {
	first, last int    // the tokens that name it
	kind        string // person, body, document, outlet, unnamed; "" until it is asked for
	name        string // resolved, "" until it is asked for
	nameless    bool   // "a hospital spokesman": a person whom the text does not name
}

func (f *frame) covers(i int) bool {
	return i >= f.from && i < f.to && (i < f.gap || i >= f.resume)
}

// before reports whether f decides where both frames cover a figure: the
// plainer report, and of two alike the outer one, who vouches for the inner.
func (f *frame) before(g *frame) bool {
	if f.vouches(g) || g.vouches(f) {
		return f.vouches(g)
	}
	if f.rank != g.rank {
		return f.rank < g.rank
	}
	return f.to-f.from > g.to-g.from
}

// vouches reports whether f tells at the end of the sentence that everything
// before is its finding, the saying of g too: "Drivers say they speed, the
// survey shows".
func (f *frame) vouches(g *frame) bool {
	return f.gap > f.from && f.rank == 1 && g.cueLast <= f.gap && g.gap <= g.from && g.cueFirst >= f.from
}

// names reports whether q is a part of the name of a source that vouches for
// what f says: it is nobody's word.
func (f *frame) names(q *quantity, frames []frame) bool {
	for i := range frames {
		if s := &frames[i].source; q.first >= s.first && q.first < s.last && frames[i].vouches(f) {
			return true
		}
	}
	return false
}

// attribute finds whom the text credits for each figure: the speaker of the
// quotation it stands in, or the nearest frame of saying in its sentence.
func (r *reading) attribute() {
	r.startTalk()
	r.findQuotations()
	r.out.claims = 0
	for i := range r.qs {
		if r.qs[i].checkable {
			r.out.claims++
		}
	}
	for i := range r.qs {
		if q := &r.qs[i]; q.checkable {
			r.credit(q)
		}
	}
	clear(r.talk.names) // the pool must not keep the text alive
	clear(r.talk.bodies)
	clear(r.talk.frames)
}

func (r *reading) startTalk() {
	t := &r.talk
	t.frames, t.quotes, t.namesTo, t.namesIn = t.frames[:0], t.quotes[:0], 0, 0
	t.said = t.said[:0]
	for range r.sents {
		t.said = append(t.said, saidIn{person: notAsked, body: notAsked})
	}
	if t.names == nil {
		t.names, t.bodies = make(map[string]Span), make(map[string]bool)
	}
}

// framesOf are the frames of sentence si, which is read when it is first asked
// for.
func (r *reading) framesOf(si int) []frame {
	t := &r.talk
	if s := &t.said[si]; !s.read {
		s.read, s.first = true, len(t.frames)
		if role := r.sents[si].role; role != RoleFurniture && role != RoleRelated {
			t.sentence, t.own = si, s.first
			r.findFrames(&r.sents[si])
		}
		s.last = len(t.frames)
	}
	return t.frames[t.said[si].first:t.said[si].last]
}

// credit gives q its source: the speaker of the quotation it stands in, or
// the frame whose words cover it.
func (r *reading) credit(q *quantity) {
	quote := r.quotationAt(q.first)
	if quote >= 0 {
		if k := r.spokenBy(quote); k != noFrame {
			q.attribution = r.attributionTo(k, true)
			return
		}
	}
	best := noFrame
	frames := r.framesOf(q.sent)
	for i := range frames {
		if s := &frames[i].source; q.first >= s.first && q.first < s.last && frames[i].cueFirst < s.first {
			q.sourced = true
		}
		if frames[i].covers(q.first) && (best == noFrame || frames[i].before(&frames[best])) {
			best = i
		}
	}
	if best != noFrame && frames[best].names(q, frames) {
		return
	}
	if best == noFrame {
		r.creditAhead(q)
		return
	}
	q.attribution = r.attributionTo(r.talk.said[q.sent].first+best, quote >= 0)
}

// creditAhead takes the speaker of a quotation that begins behind q in its
// sentence and goes on in the next: the speaker is named only at its end.
func (r *reading) creditAhead(q *quantity) {
	s := &r.sents[q.sent]
	quote := r.quotationAt(s.last - 1)
	if quote < 0 || r.talk.quotes[quote].first <= q.first || r.talk.quotes[quote].last <= s.last {
		return
	}
	if k := r.spokenBy(quote); k != noFrame {
		q.attribution = r.attributionTo(k, false)
	}
}

func (r *reading) attributionTo(k int, quoted bool) *Attribution {
	r.resolve(k)
	f := &r.talk.frames[k]
	s := &f.source
	a := next(&r.out.attributions, r.out.claims)
	*a = Attribution{
		Source: s.name, Start: int(r.toks[s.first].start), End: int(r.toks[s.last-1].end),
		Cue: r.text[r.toks[f.cueFirst].start:r.toks[f.cueLast-1].end], Kind: s.kind, Quoted: quoted,
	}
	if s.nameless { // a person to the pronouns, but to readers unnamed
		a.Kind = "unnamed"
	}
	return a
}

// framing are the tags of words that a frame of saying begins with.
var framing = lang.TagsOf(lang.According, lang.Say, lang.Showing, lang.Cognition, lang.Inside, lang.SayNoun, lang.Unsaid)

// findFrames collects the frames of a sentence from left to right.
func (r *reading) findFrames(s *sentence) {
	r.findColon(s)
	for i := s.first; i < s.last; {
		if !r.toks[i].word.LeadsAnyOf(&framing) {
			i++
			continue
		}
		w, n := r.phraseAt(i, s.last)
		if w.Has(lang.Unsaid) {
			i += n
			continue
		}
		if n > 1 && !w.Any(lang.According, lang.Say, lang.Showing, lang.Cognition) {
			w, n = r.toks[i].word, 1 // "agreed to" is a phrase of its own, but he agreed
		} else if n == 2 && r.is(i+1, "it") && r.is(i+2, "at") {
			w, n = r.toks[i].word, 1 // "as the mayor put it", but who put it at 300
		}
		switch {
		case w.Has(lang.According):
			r.findCited(s, i, n)
		case w.Any(lang.Say, lang.Showing, lang.Cognition):
			r.findSaid(s, i, n, w)
		}
		if w.Has(lang.Inside) {
			r.findIn(s, i)
		}
		if w.Has(lang.SayNoun) {
			r.findNamedClaim(s, i, n)
		}
		i += n
	}
}

// addFrame keeps the frame.
func (r *reading) addFrame(f frame) {
	own := r.talk.frames[r.talk.own:]
	f.sentence, f.named = r.talk.sentence, f.source.first
	if len(own) > 0 {
		f.named = max(f.named, own[len(own)-1].named)
	}
	if r.newClause(f.source.first) {
		for i := range own {
			if own[i].from >= own[i].cueLast && own[i].from < f.source.first {
				own[i].to = min(own[i].to, f.source.first)
			}
		}
	}
	r.talk.frames = append(r.talk.frames, f)
}

// newClause reports whether a main clause of its own begins at token i: what
// was said before the mark ends there.
func (r *reading) newClause(i int) bool {
	if i < 2 {
		return false
	}
	if r.toks[i-1].kind == tokPunct && r.tok(i-1) == ";" {
		return true
	}
	return r.toks[i-1].word.Any(lang.Conjunction, lang.Subordinator) && !r.toks[i-1].word.Has(lang.Relative) && r.toks[i-2].kind == tokPunct && r.tok(i-2) == ","
}
