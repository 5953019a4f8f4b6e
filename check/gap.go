package check

import (
	"slices"
	"strings"
	"unicode"

	"tallymark/extract"
)

// gap is the text between the numbers of two claims. What stands far apart is
// not said in one breath: that gap reads as a semicolon.
func (a *article) gap(i, j int) string {
	from, to := figureEnd(&a.claims[i]), a.claims[j].Number.Start
	if from > to || to > len(a.text) {
		return ""
	}
	if to-from > maxAfter {
		return ";"
	}
	return a.text[from:to]
}

// figureEnd is the end of a number; the word "percent" behind it belongs to it.
func figureEnd(c *extract.Claim) int {
	if c.Kind == extract.Percent && c.UnitSpan.Start >= c.Number.End && c.UnitSpan.Start <= c.Number.End+len("\u00a0") {
		return c.UnitSpan.End
	}
	return c.Number.End
}

// maxAfter is how much of the text behind a number is looked at.
const maxAfter = 160

// after is the text behind the number of claim i, to the end of the sentence.
func (a *article) after(i int) string {
	c := &a.claims[i]
	start := figureEnd(c)
	end := min(c.Sentence.End, start+maxAfter, len(a.text))
	if end < start {
		return ""
	}
	return a.text[start:end]
}

// before is the text of the sentence in front of the number of claim i.
func (a *article) before(i int) string {
	c := &a.claims[i]
	start := max(c.Sentence.Start, c.Number.Start-maxAfter, 0)
	if start > c.Number.Start {
		return ""
	}
	return a.text[start:c.Number.Start]
}

// wordsOf are the words of s in lower case, marks left out.
func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’'
	})
}

// approximators may stand before a figure without changing what it is of.
var approximators = []string{"about", "around", "roughly", "some", "nearly", "almost", "just", "over", "under", "more", "less", "than", "approximately", "only"}

// determiners may stand before the number of a whole.
var determiners = []string{"the", "its", "their", "his", "her", "our", "all", "those", "these"}

// isOf reports a gap that makes the first number a part of the second: "of
// the", "out of".
func isOf(gap string) bool {
	words := wordsOf(gap)
	if len(words) > 0 && words[0] == "out" {
		words = words[1:]
	}
	if len(words) == 0 || words[0] != "of" || strings.ContainsAny(gap, ".,;:()—") {
		return false
	}
	return !slices.ContainsFunc(words[1:], func(w string) bool { return !slices.Contains(determiners, w) })
}

// withoutApproximators leaves the words away that end s and only say how
// exactly the figure behind it is meant.
func withoutApproximators(s string) string {
	for {
		s = strings.TrimRight(s, " \u00a0")
		cut := strings.LastIndexAny(s, " \u00a0(,") + 1
		if cut < len(s) && s[cut:] != "" && slices.Contains(approximators, strings.ToLower(s[cut:])) {
			s = s[:cut]
			continue
		}
		return s
	}
}

// isPercent reports a share in percent that is no change.
func isPercent(c *extract.Claim) bool { return c.Kind == extract.Percent && c.Value.OK }

// quoted is a claim as the working names it.
func quoted(c *extract.Claim) string { return "“" + c.Quote + "”" }
