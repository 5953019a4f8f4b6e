package models

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tallymark/extract"
)

// quoted is a quote as a browser or a person gives it: the words with what
// stands before and after them. White space counts as one space.
type quoted struct{ words, prefix, suffix string }

const (
	longestQuote = 1000 // bytes
	mostPlaces   = 20   // that somebody is asked to choose from
)

// newQuoted brings the three into the form that texts have: NFC, one space.
func newQuoted(words, prefix, suffix string) quoted {
	clean := func(s string) string { return cleanLine(norm.NFC.String(s)) }
	return quoted{clean(words), clean(prefix), clean(suffix)}
}

// in returns where the words stand in text as whole words: the places whose
// surroundings fit, or all of them where none does.
func (q quoted) in(text string) []extract.Span {
	var all, fitting []extract.Span
	first, _, _ := strings.Cut(q.words, " ")
	for at := 0; first != "" && len(all) <= longestQuote; {
		i := strings.Index(text[at:], first)
		if i < 0 {
			break
		}
		start := at + i
		at = start + len(first)
		end, ok := wordsAt(text, start, q.words)
		if !ok || !whole(text, start, end) {
			continue
		}
		span := extract.Span{Start: start, End: end}
		all = append(all, span)
		if q.fits(text, span) {
			fitting = append(fitting, span)
		}
	}
	if len(fitting) > 0 {
		return fitting
	}
	return all
}

// wordsAt reports where words end that begin at start.
func wordsAt(text string, start int, words string) (end int, ok bool) {
	end = start
	for i, word := range strings.Split(words, " ") {
		if i > 0 {
			space := end
			for end < len(text) && unicode.IsSpace(firstRune(text[end:])) {
				_, size := utf8.DecodeRuneInString(text[end:])
				end += size
			}
			if end == space {
				return 0, false
			}
		}
		if !strings.HasPrefix(text[end:], word) {
			return 0, false
		}
		end += len(word)
	}
	return end, true
}

// whole reports whether a span cuts no word and no number: neither the "41" of
// "141" nor that of "41,000" or "1.41".
func whole(text string, start, end int) bool {
	before, after, first, last := lastRune(text[:start]), firstRune(text[end:]), firstRune(text[start:]), lastRune(text[:end])
	switch {
	case start > 0 && isWordRune(before) && isWordRune(first), end < len(text) && isWordRune(last) && isWordRune(after):
		return false
	case unicode.IsDigit(first) && (before == '.' || before == ',') && unicode.IsDigit(lastRune(text[:start-1])):
		return false
	}
	return !(unicode.IsDigit(last) && (after == '.' || after == ',') && unicode.IsDigit(firstRune(text[end+1:])))
}

// fits reports whether the surroundings are those of the quote.
func (q quoted) fits(text string, at extract.Span) bool {
	before := cleanLine(text[max(0, at.Start-4*len(q.prefix)-8):at.Start])
	after := cleanLine(text[at.End:min(len(text), at.End+4*len(q.suffix)+8)])
	return strings.HasSuffix(before, q.prefix) && strings.HasPrefix(after, q.suffix)
}

var digits = regexp.MustCompile(`\d(?:[\d.,]*\d)?`)

// figuresAt returns what the engine reads within a stretch of the version's
// text, as rows of it. Where the engine sees no number there it is the stretch
// itself, or the digits in it, without a value.
func (v *Version) figuresAt(e Engine, at extract.Span, lang, date string) ([]Claim, error) {
	start, end := newLinker("", v.Text, v.Blocks).paragraph(at.Start, at.End)
	around := extract.Document{Text: v.Text[start:end], Lang: lang, Date: date, Blocks: []extract.Block{{Role: v.roleAt(at), End: end - start}}}
	for _, l := range v.Links {
		if l.Start >= start && l.End <= end {
			around.Links = append(around.Links, extract.Link{Start: l.Start - start, End: l.End - start, URL: l.URL})
		}
	}
	found, err := v.readIn(e, around, start, at)
	if err != nil || len(found) > 0 && found[0].Checkable {
		return found, err
	}
	alone, err := v.readIn(e, extract.Document{Text: v.Text[at.Start:at.End], Lang: lang, Date: date}, at.Start, at)
	if err != nil {
		return nil, err
	}
	// Words read by themselves still stand in a sentence.
	sentence := e.SentenceAt(around, extract.Span{Start: at.Start - start, End: at.End - start})
	sentence = extract.Span{Start: start + sentence.Start, End: start + sentence.End}
	if len(alone) > 0 && alone[0].Checkable {
		for i := range alone {
			v.setIn(&alone[i], sentence)
		}
		return alone, nil
	}
	if len(found) > 0 {
		return found, nil
	}
	return []Claim{v.bare(at, sentence)}, nil
}

// readIn are the figures of doc, which stands at offset in the text, whose
// number lies within at; only those that can be checked, if there are any.
func (v *Version) readIn(e Engine, doc extract.Document, offset int, at extract.Span) ([]Claim, error) {
	var checkable, rest []Claim
	for _, one := range e.Claims(doc, true) {
		if offset+one.Number.Start < at.Start || offset+one.Number.End > at.End {
			continue
		}
		c, err := claimOf(&one, doc.Text)
		if err != nil {
			return nil, err
		}
		c.shift(offset)
		if len(doc.Blocks) == 0 {
			c.Role = v.roleAt(at)
		}
		if c.Checkable {
			checkable = append(checkable, c)
		} else {
			rest = append(rest, c)
		}
	}
	if len(checkable) > 0 {
		return checkable, nil
	}
	return rest, nil
}

// bare is a place in which the engine reads nothing.
func (v *Version) bare(at, sentence extract.Span) Claim {
	number := at
	if d := digits.FindAllStringIndex(v.Text[at.Start:at.End], 2); len(d) == 1 {
		number = extract.Span{Start: at.Start + d[0][0], End: at.Start + d[0][1]}
	}
	c := Claim{
		Start: at.Start, End: at.End, Quote: v.Text[at.Start:at.End],
		NumberStart: number.Start, NumberEnd: number.End, NumberText: v.Text[number.Start:number.End],
		Approx: extract.Exact, Kind: extract.Count, Modality: extract.Asserted, Role: v.roleAt(at), Links: []string{}, ScoreParts: map[string]float64{},
		Status: StatusUnreviewed, Revision: 1,
	}
	v.setIn(&c, sentence)
	return c
}

// setIn gives a claim the sentence that it stands in.
func (v *Version) setIn(c *Claim, sentence extract.Span) {
	within := extract.Claim{Span: extract.Span{Start: c.Start, End: c.End}, Sentence: sentence}
	c.SentenceStart, c.SentenceEnd, c.Sentence = sentence.Start, sentence.End, sentenceOf(&within, v.Text)
}

func (v *Version) roleAt(at extract.Span) extract.Role {
	for _, b := range v.Blocks {
		if b.Start <= at.Start && at.End <= b.End {
			return b.Role
		}
	}
	return extract.RoleBody
}

// shift moves all of the claim's spans; those that are empty stay 0.
func (c *Claim) shift(by int) {
	for _, span := range c.spans() {
		if *span[0] < *span[1] {
			*span[0] += by
			*span[1] += by
		}
	}
}

// spans are the places that a claim points to, the first two of which are
// always there.
func (c *Claim) spans() [][2]*int {
	return [][2]*int{
		{&c.Start, &c.End}, {&c.NumberStart, &c.NumberEnd}, {&c.UnitStart, &c.UnitEnd}, {&c.SubjectStart, &c.SubjectEnd},
		{&c.AttributionStart, &c.AttributionEnd}, {&c.TimeStart, &c.TimeEnd}, {&c.PlaceStart, &c.PlaceEnd}, {&c.SentenceStart, &c.SentenceEnd},
	}
}

// overlaps reports whether the number of c stands in that of o.
func (c *Claim) overlaps(o *Claim) bool {
	return c.NumberStart < o.NumberEnd && o.NumberStart < c.NumberEnd
}
