package models

import (
	"regexp"
	"strings"
)

// sameSubstance reports whether two texts differ in nothing that matters: in
// white space, or in the line that says when the page was published.
func sameSubstance(a, b string) bool { return substance(a) == substance(b) }

func substance(text string) string {
	var kept []string
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		words := strings.Join(strings.Fields(paragraph), " ")
		if words != "" && !isDateLine(words) {
			kept = append(kept, words)
		}
	}
	return strings.Join(kept, " ")
}

// longestDateLine is in bytes.
const longestDateLine = 120

var (
	dateCue = regexp.MustCompile(`(?i)\b(published|updated|modified|posted|revised|ago|today|yesterday|jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)\b|\b\d{4}-\d\d-\d\d|\b\d\d?:\d\d\b`)
	// dateWords are all that a date line may hold: a figure of anything else
	// has a word of its own.
	dateWords = regexp.MustCompile(`(?i)^(first|last|published|updated|modified|posted|revised|on|at|by|of|the|ago|today|yesterday|just|now|(\d+ )?(second|minute|hour|day|week)s?|mins?|hrs?|jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?|(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?|\d{1,4}(st|nd|rd|th)?|\d{4}-\d\d-\d\dT?[\d:.]*Z?|\d\d?[:.]\d\d([:.]\d\d)?|am|pm|a\.m|p\.m|gmt|utc|bst|cet|cest|est|edt|pst|pdt)$`)
)

// isDateLine reports whether a paragraph says when the page was written and
// nothing else. What is a cue and a bare number ("Updated: 44") is none: the
// number may count people.
func isDateLine(paragraph string) bool {
	if len(paragraph) > longestDateLine || !dateCue.MatchString(paragraph) {
		return false
	}
	known := false // a day or a time, beyond the cue
	for word := range strings.FieldsFuncSeq(paragraph, func(r rune) bool { return strings.ContainsRune(" ,;|·–—-()/", r) }) {
		word = strings.Trim(word, ".:")
		if word == "" {
			continue
		}
		if !dateWords.MatchString(word) {
			return false
		}
		known = known || dayOrTime.MatchString(word)
	}
	return known
}

var dayOrTime = regexp.MustCompile(`(?i)^(ago|today|yesterday|now|jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?|\d\d?[:.]\d\d([:.]\d\d)?|\d{4})$`)
