package check

import (
	"fmt"
	"math"
	"strings"

	"tallymark/extract"
)

// share compares "k of n" with the percentage beside it: "12 of the 24, or 50
// percent" and "50 percent (12 of 24)".
func (a *article) share(i, end int) {
	if i+1 >= end || !a.usable(i+1) {
		return
	}
	if a.claims[i].Kind == extract.Share && isPercent(&a.claims[i+1]) && a.restates(i, i+1) && !sharesElse(a.after(i+1)) {
		a.compareOutOf(i, i+1)
	}
	if i+2 >= end || !a.usable(i+2) {
		return
	}
	first, last := &a.claims[i], &a.claims[i+2]
	switch {
	case isPercent(last) && isOf(a.gap(i, i+1)) && a.restates(i+1, i+2) && !sharesElse(a.after(i+2)):
		a.compareShare(i, i+1, i+2)
	case isPercent(first) && isOf(a.gap(i+1, i+2)) && a.restates(i, i+1):
		a.compareShare(i+1, i+2, i)
	}
}

// maxRestated is how many words may stand between a share and the counts that
// it is given by.
const maxRestated = 7

// restates reports whether claim j says in other figures what claim i says: it
// stands in a bracket or behind ", or".
func (a *article) restates(i, j int) bool {
	gap := withoutApproximators(a.gap(i, j))
	said := len(wordsOf(gap))
	switch {
	case strings.ContainsAny(gap, ";:.\n)") || said > maxRestated:
		return false
	case strings.HasSuffix(gap, "("):
		return true
	}
	return strings.HasSuffix(gap, ", or") || strings.HasSuffix(gap, "— or") || strings.HasSuffix(gap, "– or")
}

// sharesElse reports that a percentage is one of something it names itself.
func sharesElse(after string) bool {
	words := wordsOf(after)
	return len(words) > 0 && (words[0] == "of" || words[0] == "more" || words[0] == "less" || words[0] == "fewer" || words[0] == "higher" || words[0] == "lower" || words[0] == "points" || words[0] == "point")
}

func (a *article) compareShare(k, n, p int) {
	part, whole := &a.claims[k], &a.claims[n]
	if exact(part) && exact(whole) && part.Kind != extract.Money && part.Change == nil {
		a.compareCounts(part, whole, p, []int{k, n, p})
	}
}

// compareOutOf compares "3 out of 12", which is one figure, with the percentage
// beside it.
func (a *article) compareOutOf(k, p int) {
	c := &a.claims[k]
	if !exact(c) || !c.Whole.OK || !strings.Contains(c.Number.Text, "out of") {
		return
	}
	part, whole := *c, *c
	part.Kind, part.Value = extract.Count, extract.Known(math.Round(c.Value.V*c.Whole.V))
	whole.Kind, whole.Value = extract.Count, c.Whole
	a.compareCounts(&part, &whole, p, []int{k, p})
}

func (a *article) compareCounts(part, whole *extract.Claim, p int, claims []int) {
	percent := &a.claims[p]
	stated, ok := percentOf(percent)
	if !ok || percent.Change != nil || whole.Value.V <= 0 || part.Value.V > whole.Value.V {
		return
	}
	is := 100 * part.Value.V / whole.Value.V
	spread := 100 * (rounding(part) + rounding(whole)) / whole.Value.V
	if stated.meets(amount{is - spread, is + spread}) {
		return
	}
	a.add(Finding{
		Kind: Share, Severity: Wrong, Claims: claims,
		Says: fmt.Sprintf("%s of %s is %s %%, not %s %%.", plain(part.Value.V), plain(whole.Value.V), plain(is), plain(percent.Value.V)),
		Working: []string{
			fmt.Sprintf("%s ÷ %s × 100 = %s", plain(part.Value.V), plain(whole.Value.V), plain(is)),
			fmt.Sprintf("The text says %s.", quoted(percent)),
		},
	})
}

// percentOf is what a percentage can mean: the places behind the point that are
// written, rounded or cut, and more room behind "about".
func percentOf(c *extract.Claim) (amount, bool) {
	got, ok := amountOf(c)
	if !ok {
		return got, false
	}
	step := percentStep(c)
	switch c.Approx {
	case extract.Exact:
		return amount{c.Value.V - step/2, c.Value.V + step}, true
	case extract.About, extract.UnderAbout:
		if !c.Value.OK {
			return got, true
		}
		room := max(5, 0.1*c.Value.V)
		return amount{c.Value.V - room, c.Value.V + room}, true
	}
	return got, true
}

// percentStep is what the last written place of a percentage is worth; those in
// words, and round tens, are often rough.
func percentStep(c *extract.Claim) float64 {
	digits := mantissa(c.Number.Text)
	if _, decimals, _ := strings.Cut(digits, "."); decimals != "" {
		return math.Pow10(-len(decimals))
	}
	return 1
}
