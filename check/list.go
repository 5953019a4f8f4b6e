package check

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxListed is how many items of a list are counted.
const maxListed = 20

// list counts what a sentence names behind a colon against the number that
// announces it: "Four provinces were hit: Arlen, Orm and Meridon." Only names
// are counted, so that no comma inside of an item is taken for one between.
func (a *article) list(i int) {
	c := &a.claims[i]
	if !whole(c) || c.Value.V < 2 || c.Value.V > maxListed || c.Change != nil || harmed(c.Kind) {
		return
	}
	lead, rest, ok := strings.Cut(a.toEnd(i), ":")
	if !ok || len(wordsOf(lead)) == 0 || len(wordsOf(lead)) > maxAnnounced || strings.ContainsAny(lead, ",;()0123456789\n") {
		return
	}
	items := names(rest)
	n := len(items)
	if n < 2 || float64(n) == c.Value.V || float64(n-1) == c.Value.V && !strings.Contains(rest, ", and ") { // "Trinidad and Tobago"
		return
	}
	a.add(Finding{
		Kind: List, Severity: Wrong, Claims: []int{i},
		Says:    fmt.Sprintf("%s are announced, and %d named.", plain(c.Value.V), n),
		Working: []string{fmt.Sprintf("%s: %d", strings.Join(items, " + "), n)},
	})
}

// toEnd is the text behind claim i to the end of its sentence, "" if that is
// too long for a list of names.
func (a *article) toEnd(i int) string {
	c := &a.claims[i]
	end := min(c.Sentence.End, len(a.text))
	if end < c.Number.End || end-c.Number.End > maxListed*30 {
		return ""
	}
	return a.text[c.Number.End:end]
}

// names are the items of a list of names that ends in "and" and an item; nil if
// it is anything else.
func names(s string) []string {
	s = strings.TrimSpace(s)
	closed := strings.TrimSuffix(s, ".")
	first, last, ok := strings.Cut(closed, " and ")
	if !ok || closed == s || strings.Contains(last, " and ") {
		return nil
	}
	items := append(strings.Split(strings.TrimSuffix(first, ","), ","), last)
	for k, item := range items {
		items[k] = strings.TrimSpace(item)
		if !isName(items[k]) {
			return nil
		}
	}
	return items
}

// isName reports one to three words that begin in capitals.
func isName(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 3 {
		return false
	}
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(first) || strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '\'' && r != '’' }) {
			return false
		}
	}
	return true
}
