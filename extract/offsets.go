package extract

import (
	"sort"
	"unicode/utf8"
)

// Offsets converts byte offsets of one text into those of other worlds:
// Unicode code points (Python) and UTF-16 units (JavaScript, Java), and back.
// An offset inside of a character counts as the character's start. A byte
// that is no valid UTF-8 counts as one code point and one unit, as it does
// where decoders put U+FFFD in its place. Offsets is safe for concurrent use.
type Offsets struct {
	text  string
	marks []mark
	plain bool // one byte is one code point is one unit, throughout
}

// mark is a known place. Between two marks one character is decoded at a time.
type mark struct {
	bytes, points, units int
}

// markEvery is the distance of the marks in bytes: near enough that a lookup
// decodes few characters, far enough that the table stays small.
const markEvery = 256

// NewOffsets reads the text once.
func NewOffsets(text string) *Offsets {
	o := &Offsets{text: text}
	m := mark{}
	wide := false
	for m.bytes < len(text) {
		r, n := utf8.DecodeRuneInString(text[m.bytes:])
		wide = wide || n > 1
		next := mark{m.bytes + n, m.points + 1, m.units + unitsOf(r)}
		if m.bytes/markEvery != next.bytes/markEvery {
			o.marks = append(o.marks, next)
		}
		m = next
	}
	o.plain = !wide
	return o
}

// unitsOf is how many UTF-16 units a code point takes.
func unitsOf(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// Runes is the number of code points before the byte offset b.
func (o *Offsets) Runes(b int) int {
	return o.at(b, func(m mark) int { return m.bytes }).points
}

// UTF16 is the number of UTF-16 units before the byte offset b.
func (o *Offsets) UTF16(b int) int {
	return o.at(b, func(m mark) int { return m.bytes }).units
}

// FromRunes is the byte offset of the code point number n.
func (o *Offsets) FromRunes(n int) int {
	return o.at(n, func(m mark) int { return m.points }).bytes
}

// FromUTF16 is the byte offset of the UTF-16 unit number n; the second unit
// of a surrogate pair gives the start of its character.
func (o *Offsets) FromUTF16(n int) int {
	return o.at(n, func(m mark) int { return m.units }).bytes
}

// RuneSpan converts a span of bytes into one of code points.
func (o *Offsets) RuneSpan(s Span) Span { return Span{o.Runes(s.Start), o.Runes(s.End)} }

// UTF16Span converts a span of bytes into one of UTF-16 units.
func (o *Offsets) UTF16Span(s Span) Span { return Span{o.UTF16(s.Start), o.UTF16(s.End)} }

// at walks to the last place whose measure is not above n: from the nearest
// mark before it, character by character. Offsets out of the text are cut to
// its ends.
func (o *Offsets) at(n int, measure func(mark) int) mark {
	if o.plain {
		n = min(max(n, 0), len(o.text))
		return mark{n, n, n}
	}
	i := sort.Search(len(o.marks), func(i int) bool { return measure(o.marks[i]) > n })
	m := mark{}
	if i > 0 {
		m = o.marks[i-1]
	}
	for m.bytes < len(o.text) {
		r, size := utf8.DecodeRuneInString(o.text[m.bytes:])
		next := mark{m.bytes + size, m.points + 1, m.units + unitsOf(r)}
		if measure(next) > n {
			break
		}
		m = next
	}
	return m
}
