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
	if plainEnglish(head(text, enoughText[0])) {
		return "en"
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

// englishWords are those that hold English together and that no other language
// has many of.
var englishWords = map[string]bool{
	"the": true, "of": true, "and": true, "to": true, "that": true, "was": true, "for": true, "with": true, "were": true, "said": true,
	"from": true, "by": true, "at": true, "which": true, "had": true, "their": true,
}

// plainEnglish says quickly of most English texts what they are: a quarter of
// the words of news are among those, and several of them different.
func plainEnglish(text string) bool {
	words, english, the := 0, 0, 0
	seen := map[string]bool{}
	for word := range strings.FieldsSeq(text) {
		words++
		if word = strings.ToLower(strings.Trim(word, `.,;:!?"'()“”‘’`)); englishWords[word] {
			english++
			seen[word] = true
		}
		if word == "the" {
			the++
		}
	}
	return words >= 40 && english*6 >= words && the*25 >= words && len(seen) >= 5
}

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
