package match

import (
	"cmp"
	"slices"
)

// Pair is a claim of one text with the claim of the other that speaks of the
// same figure. A and B are their places in the lists given to [Pairs].
type Pair struct {
	A, B     int
	Score    Score
	Relation Relation
}

// mostPaired bounds how many claims of a text are put together with those of
// another, so that the time does not grow with the square of what is sent.
const mostPaired = 500

// Pairs puts the claims of two texts together, each with at most one, the best
// scores first. Of a longer text, the first 500 claims are taken.
func Pairs(a, b []Claim) []Pair {
	var all []Pair
	for i := range a[:min(len(a), mostPaired)] {
		for j := range b[:min(len(b), mostPaired)] {
			if s := Compare(&a[i], &b[j]); s.Total() >= Threshold {
				all = append(all, Pair{A: i, B: j, Score: s, Relation: relation(&a[i], &b[j])})
			}
		}
	}
	slices.SortStableFunc(all, func(x, y Pair) int {
		return cmp.Or(cmp.Compare(y.Score.Total(), x.Score.Total()), cmp.Compare(order[x.Relation], order[y.Relation]))
	})
	return best(all)
}

// order puts what agrees before what does not, where the scores are equal: of
// two claims that might be meant, the one that says the same is.
var order = map[Relation]int{Same: 0, Narrower: 1, Wider: 1, Update: 2, Revision: 3, Conflict: 4, DifferentScope: 5, Different: 6}

// best takes each claim once.
func best(all []Pair) []Pair {
	taken := map[[2]int]bool{}
	var out []Pair
	for _, p := range all {
		if taken[[2]int{0, p.A}] || taken[[2]int{1, p.B}] {
			continue
		}
		taken[[2]int{0, p.A}], taken[[2]int{1, p.B}] = true, true
		out = append(out, p)
	}
	return out
}

// Overall is what two texts are to each other: [Conflict] if a figure in both
// cannot be right in both, else [Same] if they share a figure, else
// [Different].
func Overall(pairs []Pair) Relation {
	whole := Different
	for _, p := range pairs {
		switch p.Relation {
		case Conflict, Revision:
			return Conflict
		case Same, Narrower, Wider, Update:
			whole = Same
		}
	}
	return whole
}
