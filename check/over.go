package check

import (
	"fmt"
	"math"
	"slices"

	"tallymark/extract"
)

// over finds falls and shares of more than everything: prices that fell by 120
// percent, 120 percent of the voters.
func (a *article) over(i int) {
	c := &a.claims[i]
	if !isPercent(c) || c.Value.V <= 100 {
		return
	}
	switch {
	case a.isFall(i):
		a.add(Finding{
			Kind: Over100, Severity: Doubt, Claims: []int{i},
			Says:    fmt.Sprintf("Nothing falls by %s %% of itself, unless it falls below zero.", plain(c.Value.V)),
			Working: []string{fmt.Sprintf("100 − %s = %s: what is left would be less than nothing.", plain(c.Value.V), plain(100-c.Value.V))},
		})
	case c.Change == nil && a.ofPersons(i):
		a.add(Finding{
			Kind: Over100, Severity: Wrong, Claims: []int{i},
			Says:    fmt.Sprintf("%s %% of a group are more than all of it.", plain(c.Value.V)),
			Working: []string{fmt.Sprintf("%s − 100 = %s too many", plain(c.Value.V), plain(c.Value.V-100))},
		})
	}
}

func (a *article) isFall(i int) bool {
	if ch := a.claims[i].Change; ch != nil {
		return ch.Role == "by" && ch.Direction == "down"
	}
	words := wordsOf(withoutApproximators(a.before(i)))
	n := len(words)
	return n > 1 && words[n-1] == "of" && slices.Contains(falls, words[n-2])
}

// ofPersons reports a percentage that is of a group of people.
func (a *article) ofPersons(i int) bool {
	words := wordsOf(a.after(i))
	if len(words) < 2 || words[0] != "of" {
		return false
	}
	words = words[1:]
	for len(words) > 1 && (slices.Contains(determiners, words[0]) || words[0] == "registered" || words[0] == "eligible") {
		words = words[1:]
	}
	return slices.Contains(personNouns, words[0])
}

// fraction finds parts of a person among the dead, the injured, the arrested.
func (a *article) fraction(i int) {
	c := &a.claims[i]
	if !exact(c) || !harmed(c.Kind) || c.Value.V == math.Trunc(c.Value.V) || c.Whole.OK || hasLetters(c.Number.Text) || !sane(c.Value.V) {
		return
	}
	if c.Kind == extract.Displaced || anyOf(wordsOf(a.after(i)), averages) || anyOf(wordsOf(a.before(i)), averages) {
		return
	}
	a.add(Finding{
		Kind: Fraction, Severity: Doubt, Claims: []int{i},
		Says:    fmt.Sprintf("People come whole: %s is no number of them.", plain(c.Value.V)),
		Working: []string{fmt.Sprintf("%s lies between %s and %s.", plain(c.Value.V), plain(math.Floor(c.Value.V)), plain(math.Ceil(c.Value.V)))},
	})
}

// sane reports a number that people could have written.
func sane(v float64) bool { return v >= 0 && v < 1e15 }
