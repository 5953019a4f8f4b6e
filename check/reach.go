package check

import (
	"fmt"
	"math"
	"strings"

	"tallymark/extract"
)

// maxReach is the largest whole of which not every percentage can be had.
const maxReach = 100

// reach asks whether a whole number of n people or things can be p % of them:
// 37 % of 13 people cannot.
func (a *article) reach(i, end int) {
	if i+1 >= end || !a.usable(i+1) {
		return
	}
	p, n := &a.claims[i], &a.claims[i+1]
	if !isPercent(p) || p.Approx != extract.Exact || p.Change != nil || !whole(n) || n.Value.V > maxReach || !isOf(a.gap(i, i+1)) || p.Value.V > 100 {
		return
	}
	if n.Kind == extract.Count && len(wordsOf(a.after(i+1))) > 0 && strings.HasPrefix(strings.TrimLeft(a.after(i+1), " "), "-") {
		return
	}
	stated, _ := percentOf(p)
	below := math.Floor(p.Value.V * n.Value.V / 100)
	low, high := 100*below/n.Value.V, 100*(below+1)/n.Value.V
	if stated.meets(amount{low, low}) || stated.meets(amount{high, high}) {
		return
	}
	a.add(Finding{
		Kind: Reach, Severity: Wrong, Claims: []int{i, i + 1},
		Says: fmt.Sprintf("No whole number of %s is %s %%.", plain(n.Value.V), plain(p.Value.V)),
		Working: []string{
			fmt.Sprintf("%s ÷ %s × 100 = %s", plain(below), plain(n.Value.V), plain(low)),
			fmt.Sprintf("%s ÷ %s × 100 = %s", plain(below+1), plain(n.Value.V), plain(high)),
			fmt.Sprintf("%s %% lies between the two.", plain(p.Value.V)),
		},
	})
}

// whole reports an exact number of people or things, which come whole.
func whole(c *extract.Claim) bool {
	return exact(c) && counted(c) && c.Value.V >= 1 && c.Value.V == math.Trunc(c.Value.V)
}
