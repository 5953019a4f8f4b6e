package check

import (
	"fmt"
	"slices"
	"strings"

	"tallymark/extract"
)

// complete are groups of words that between them leave nobody out.
var complete = [][]string{
	{"man", "woman"}, {"man", "woman", "child"}, {"boy", "girl"}, {"adult", "child"},
	{"male", "female"}, {"civilian", "soldier"}, {"passenger", "crew"},
}

// maxAnnounced is how many words may stand between a whole and its first part.
const maxAnnounced = 5

// subset finds a part that is larger than its whole: "57 of the 50 members".
func (a *article) subset(i, end int) {
	if i+1 >= end || !a.usable(i+1) {
		return
	}
	first, second := &a.claims[i], &a.claims[i+1]
	if !whole(first) || !whole(second) || first.Change != nil || second.Change != nil {
		return
	}
	switch {
	case isOf(a.gap(i, i+1)) && first.Value.V > second.Value.V && partUnit(first, second):
		a.addSubset(i, i+1)
	case a.includes(i, i+1) && second.Value.V > first.Value.V && people(first) && people(second):
		a.addSubset(i+1, i)
	}
}

// partUnit reports a part that counts in the unit of its whole: the 10 of "10
// months of the 8 years" does not.
func partUnit(part, whole *extract.Claim) bool {
	return people(part) && people(whole) && (part.UnitSpan.Start >= whole.Number.End || part.UnitPhrase == "")
}

// people reports a figure of persons.
func people(c *extract.Claim) bool {
	return c.Kind == extract.People || harmed(c.Kind)
}

// maxIncluded is how many words may stand between two counts of people whom the
// same befell, the second being a part of the first: "killed on the car deck,
// including".
const maxIncluded = 10

// includes reports whether claim j stands behind "including" in the phrase of
// claim i.
func (a *article) includes(i, j int) bool {
	gap := withoutApproximators(a.gap(i, j))
	most := maxAnnounced
	if first := &a.claims[i]; harmed(first.Kind) && first.Kind == a.claims[j].Kind {
		most = maxIncluded
	}
	if strings.ContainsAny(gap, ".;:()—\n") || strings.Count(gap, ",") > 1 || len(wordsOf(gap)) > most {
		return false
	}
	return strings.HasSuffix(gap, " including") || strings.HasSuffix(gap, " among them")
}

func (a *article) addSubset(part, of int) {
	p, n := &a.claims[part], &a.claims[of]
	a.add(Finding{
		Kind: Subset, Severity: Wrong, Claims: []int{part, of},
		Says:    fmt.Sprintf("%s cannot be a part of %s.", plain(p.Value.V), plain(n.Value.V)),
		Working: []string{fmt.Sprintf("%s − %s = %s too many", plain(p.Value.V), plain(n.Value.V), plain(p.Value.V-n.Value.V))},
	})
}

// parts adds up what a whole is said to be made of: "50 people: 37 men and 12
// women". Only groups that leave nobody out are added, and only where the text
// announces them as parts.
func (a *article) parts(i, end int) {
	n := &a.claims[i]
	if !whole(n) || !people(n) || n.Change != nil || i+2 >= end || !a.announces(i, i+1) {
		return
	}
	for _, group := range complete {
		if last := i + len(group); last < end && a.isGroup(i+1, last+1, group) && !a.goesOn(last, end) {
			a.addUp(i, i+1, last+1)
		}
	}
}

// announces reports whether the parts of claim i begin with claim j: behind a
// colon or a bracket, or because i begins the sentence with "Of the".
func (a *article) announces(i, j int) bool {
	gap := withoutApproximators(a.gap(i, j))
	if len(wordsOf(gap)) > maxAnnounced || strings.ContainsAny(gap, ".;\n)") {
		return false
	}
	if strings.HasSuffix(gap, ":") || strings.HasSuffix(gap, "(") || strings.HasSuffix(gap, " —") || strings.HasSuffix(gap, " –") {
		return true
	}
	lead := wordsOf(a.before(i))
	return len(lead) <= 2 && len(lead) > 0 && lead[0] == "of" && strings.HasSuffix(gap, ",")
}

// isGroup reports whether the claims first..end-1 count each word of the group
// once, with nothing but "and" and a few words between.
func (a *article) isGroup(first, end int, group []string) bool {
	var seen []string
	for k := first; k < end; k++ {
		c := &a.claims[k]
		if !a.usable(k) || !whole(c) || !slices.Contains(group, c.UnitName) || slices.Contains(seen, c.UnitName) {
			return false
		}
		seen = append(seen, c.UnitName)
		if k+1 < end && (len(wordsOf(a.gap(k, k+1))) > 4 || strings.ContainsAny(a.gap(k, k+1), ".;:()\n")) {
			return false
		}
	}
	return true
}

// goesOn reports that more parts follow claim k than were understood.
func (a *article) goesOn(k, end int) bool {
	rest := a.after(k)
	if cut := strings.IndexAny(rest, ".);:—"); cut >= 0 {
		rest = rest[:cut]
	}
	if k+1 < end && a.claims[k+1].Number.Start < a.claims[k].Number.End+len(rest) {
		return true
	}
	for _, w := range wordsOf(rest) {
		switch w {
		case "and", "others", "plus", "along", "as", "rest", "remaining", "including", "another":
			return true
		}
	}
	return false
}

func (a *article) addUp(of, first, end int) {
	n := &a.claims[of]
	sum := 0.0
	var terms []string
	claims := []int{of}
	for k := first; k < end; k++ {
		sum += a.claims[k].Value.V
		terms = append(terms, plain(a.claims[k].Value.V))
		claims = append(claims, k)
	}
	if sum == n.Value.V || rounding(n) > 0 {
		return
	}
	a.add(Finding{
		Kind: Parts, Severity: Wrong, Claims: claims,
		Says:    fmt.Sprintf("The parts add up to %s, not to %s.", plain(sum), plain(n.Value.V)),
		Working: []string{fmt.Sprintf("%s = %s", strings.Join(terms, " + "), plain(sum)), difference(sum, n.Value.V)},
	})
}

// difference says in a line by how much a sum misses its whole.
func difference(sum, whole float64) string {
	if sum > whole {
		return fmt.Sprintf("%s − %s = %s too many", plain(sum), plain(whole), plain(sum-whole))
	}
	return fmt.Sprintf("%s − %s = %s are missing", plain(whole), plain(sum), plain(whole-sum))
}
