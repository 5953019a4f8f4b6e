package models

import (
	"strings"
	"unicode/utf8"
)

// cleanText makes s storable in both databases: what is no UTF-8 and NUL,
// which PostgreSQL refuses, become U+FFFD.
func cleanText(s string) string {
	if utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
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
