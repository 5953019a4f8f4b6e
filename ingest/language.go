package ingest

import (
	"strings"

	"github.com/abadojack/whatlanggo"
)

// fewLetters is the length under which the language of a text is not guessed.
const fewLetters = 80

// language is what the caller said, else what the text looks like, else
// English.
func language(given, text string) string {
	if tag := languageTag(given); tag != "" {
		return tag
	}
	if len(text) < fewLetters {
		return "en"
	}
	found := whatlanggo.Detect(head(text, 8<<10))
	if tag := found.Lang.Iso6391(); tag != "" && found.IsReliable() {
		return tag
	}
	return "en"
}

// languageTag is the language part of a tag such as en-GB or pt_BR, "" if that
// is no tag.
func languageTag(s string) string {
	s, _, _ = strings.Cut(strings.ReplaceAll(strings.TrimSpace(s), "_", "-"), "-")
	s = strings.ToLower(s)
	if len(s) < 2 || len(s) > 3 || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return s
}

// head is the start of s, at most n bytes and cut between characters.
func head(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}
