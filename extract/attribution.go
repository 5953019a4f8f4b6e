package extract

import "tallymark/extract/lang"

// talk is the working memory of attribution: who speaks where.
type talk struct {
	frames   []frame
	from     []int // index of the first frame of each sentence
	quotes   []quotation
	names    map[string]Span // surname to the fullest name seen so far
	namesTo  int             // tokens whose names are known
	person   speaker         // the last one named, for "he" and "she"
	body     speaker         // the last institution, for "it" and "they"
	sentence int
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
}

// speaker is whoever is named as a source.
type speaker struct {
	first, last int    // the tokens that name it
	kind        string // person, body, document, outlet, unnamed
	name        string // resolved
}

func (f *frame) covers(i int) bool {
	return i >= f.from && i < f.to && (i < f.gap || i >= f.resume)
}

// before reports whether f decides where both frames cover a figure: the
// plainer report, and of two alike the outer one, who vouches for the inner.
func (f *frame) before(g *frame) bool {
	if f.rank != g.rank {
		return f.rank < g.rank
	}
	return f.to-f.from > g.to-g.from
}

// attribute finds whom the text credits for each figure. It reads each
// sentence once: first the frames of saying, then the speakers of the
// quotations, then the figures take the nearest of both.
func (r *reading) attribute() {
	r.startTalk()
	r.findQuotations()
	for si := range r.sents {
		r.talk.from = append(r.talk.from, len(r.talk.frames))
		if role := r.sents[si].role; role != RoleFurniture && role != RoleRelated {
			r.talk.sentence = si
			r.findFrames(&r.sents[si])
		}
	}
	r.talk.from = append(r.talk.from, len(r.talk.frames))
	r.findQuoted()
	for i := range r.qs {
		if q := &r.qs[i]; q.checkable {
			r.credit(q)
		}
	}
	clear(r.talk.names) // the pool must not keep the text alive
	clear(r.talk.frames)
	clear(r.talk.quotes)
	r.talk.person, r.talk.body = speaker{}, speaker{}
}

func (r *reading) startTalk() {
	t := &r.talk
	t.frames, t.from, t.quotes, t.namesTo = t.frames[:0], t.from[:0], t.quotes[:0], 0
	if t.names == nil {
		t.names = make(map[string]Span)
	}
}

// framesOf are the frames of sentence si.
func (r *reading) framesOf(si int) []frame {
	return r.talk.frames[r.talk.from[si]:r.talk.from[si+1]]
}

// credit gives q its source: the speaker of the quotation it stands in, or
// the frame whose words cover it.
func (r *reading) credit(q *quantity) {
	quote := r.quotationAt(q.first)
	if quote != nil && quote.speaker.name != "" {
		q.attribution = r.attributionTo(&quote.speaker, quote.cueFirst, quote.cueLast, true)
		return
	}
	var best *frame
	frames := r.framesOf(q.sent)
	for i := range frames {
		f := &frames[i]
		if f.covers(q.first) && (best == nil || f.before(best)) {
			best = f
		}
	}
	if best == nil {
		r.creditAhead(q)
		return
	}
	q.attribution = r.attributionTo(&best.source, best.cueFirst, best.cueLast, quote != nil)
}

// creditAhead takes the speaker of a quotation that begins behind q in its
// sentence and goes on in the next: the speaker is named only at its end.
func (r *reading) creditAhead(q *quantity) {
	s := &r.sents[q.sent]
	if quote := r.quotationAt(s.last - 1); quote != nil && quote.first > q.first && quote.last > s.last && quote.speaker.name != "" {
		q.attribution = r.attributionTo(&quote.speaker, quote.cueFirst, quote.cueLast, false)
	}
}

func (r *reading) attributionTo(s *speaker, cueFirst, cueLast int, quoted bool) *Attribution {
	return &Attribution{
		Source: s.name, Start: int(r.toks[s.first].start), End: int(r.toks[s.last-1].end),
		Cue: r.text[r.toks[cueFirst].start:r.toks[cueLast-1].end], Kind: s.kind, Quoted: quoted,
	}
}

// findFrames collects the frames of a sentence from left to right.
func (r *reading) findFrames(s *sentence) {
	r.findColon(s)
	for i := s.first; i < s.last; {
		if !r.toks[i].word.Leads(lang.According, lang.Say, lang.Showing, lang.Cognition, lang.Inside, lang.SayNoun, lang.Unsaid) {
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

// addFrame keeps the frame and remembers its source for the pronouns to come.
func (r *reading) addFrame(f frame) {
	r.resolve(&f.source)
	if r.newClause(f.source.first) {
		own := r.talk.frames[r.talk.from[r.talk.sentence]:]
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
