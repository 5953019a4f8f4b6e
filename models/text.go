package models

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cleanText makes s fit to be stored and shown: what is no UTF-8, control
// characters (PostgreSQL refuses NUL, a terminal obeys others) and the two that
// turn the order of digits around become U+FFFD.
func cleanText(s string) string {
	if utf8.ValidString(s) && strings.IndexFunc(s, harmful) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if harmful(r) {
			return utf8.RuneError
		}
		return r
	}, s)
}

func harmful(r rune) bool {
	return unicode.IsControl(r) && !unicode.IsSpace(r) || r == '\u202d' || r == '\u202e'
}

// cleanLine is cleanText without space around it or line breaks inside.
func cleanLine(s string) string { return strings.Join(strings.Fields(cleanText(s)), " ") }

// limited refuses a text that is longer than its field takes.
func limited(field, s string, most int) error {
	if len(s) > most {
		return invalid(field, "this is %d bytes long and may be %d: shorten it", len(s), most)
	}
	return nil
}
