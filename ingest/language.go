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
	if tag := detected(text); tag != "" {
		return tag
	}
	return "en"
}

// detected is the language that a text looks like, "" if that is not sure.
func detected(text string) string {
	if len(text) < fewLetters {
		return ""
	}
	for _, most := range enoughText {
		if found := whatlanggo.Detect(head(text, most)); found.IsReliable() {
			return found.Lang.Iso6391()
		}
	}
	return ""
}

// enoughText is how much of a text, in bytes, tells its language: little mostly
// does, and looking at all of it was a fifth of what adding an article takes.
var enoughText = []int{1 << 10, 8 << 10}

// muchText is how much of it, in bytes, is a better witness than a page's tag,
// which often is that of the program that made it.
const muchText = 250

// pageLanguage is the language of a page with such a tag and text.
func pageLanguage(tag, text string) string {
	if found := detected(text); found != "" && len(text) >= muchText {
		return found
	}
	return language(tag, text)
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
