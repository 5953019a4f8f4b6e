package ingest

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Clean makes a text fit to be kept: line feeds end its lines, bytes that are
// not UTF-8, NUL and other control characters become U+FFFD where they stood,
// and so do the two characters that turn the order of digits around (a reader
// would see 14 where 41 is written). Everything else stays.
func Clean(s string) string {
	s = strings.TrimPrefix(s, "\ufeff")
	if cleanAlready(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == '\r' && strings.HasPrefix(s[i+size:], "\n") {
			i += size
			continue
		}
		b.WriteRune(cleanRune(r))
		i += size
	}
	return b.String()
}

func cleanAlready(s string) bool {
	for _, r := range s {
		if cleanRune(r) != r || r == utf8.RuneError {
			return false
		}
	}
	return true
}

func cleanRune(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029':
		return '\n'
	case r == '\v' || r == '\f':
		return ' '
	case r < ' ' || r >= 0x7f && r < 0xa0:
		return utf8.RuneError
	case r == '\u202d' || r == '\u202e':
		return utf8.RuneError
	}
	return r
}

// normalise brings s into the composed form (NFC) and moves the marks, which
// are offsets into s in rising order, along with their characters.
func normalise(s string, marks []*int) string {
	if norm.NFC.IsNormalString(s) {
		return s
	}
	var it norm.Iter
	it.InitString(norm.NFC, s)
	var b strings.Builder
	b.Grow(len(s))
	for !it.Done() {
		for len(marks) > 0 && *marks[0] <= it.Pos() {
			*marks[0] = b.Len()
			marks = marks[1:]
		}
		b.Write(it.Next())
	}
	for _, m := range marks {
		*m = b.Len()
	}
	return b.String()
}

// oneLine puts single spaces between the words of s.
func oneLine(s string) string { return strings.Join(strings.Fields(Clean(s)), " ") }
