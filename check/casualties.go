package check

import (
	"fmt"
	"strings"

	"tallymark/extract"
)

// casualties adds dead and injured where a sentence gives both with their sum:
// "46 casualties: 14 dead and 30 injured".
func (a *article) casualties(i, end int) {
	n := &a.claims[i]
	if n.Kind != extract.Casualties || !whole(n) || n.Change != nil || rounding(n) > 0 {
		return
	}
	first := a.sentenceStart(i)
	dead, hurt := a.only(first, end, extract.Deaths), a.only(first, end, extract.Injuries)
	if dead < 0 || hurt < 0 || a.only(first, end, extract.Casualties) != i || a.others(first, end) {
		return
	}
	d, h := &a.claims[dead], &a.claims[hurt]
	sum := d.Value.V + h.Value.V
	if sum == n.Value.V || d.Change != nil || h.Change != nil || a.apart(dead, hurt) {
		return
	}
	a.add(Finding{
		Kind: Casualties, Severity: Wrong, Claims: []int{i, dead, hurt},
		Says: fmt.Sprintf("Dead and injured add up to %s, not to %s casualties.", plain(sum), plain(n.Value.V)),
		Working: []string{
			fmt.Sprintf("%s dead + %s injured = %s", plain(d.Value.V), plain(h.Value.V), plain(sum)),
			difference(sum, n.Value.V),
		},
	})
}

func (a *article) sentenceStart(i int) int {
	s := a.claims[i].Sentence
	for i > 0 && a.claims[i-1].Sentence == s {
		i--
	}
	return i
}

// only is the one exact claim of a kind among first..end-1, -1 if there is
// none or another one as well.
func (a *article) only(first, end int, k extract.Kind) int {
	at := -1
	for i := first; i < end; i++ {
		if a.claims[i].Kind != k || !a.claims[i].Checkable {
			continue
		}
		if at >= 0 || !a.usable(i) || !whole(&a.claims[i]) {
			return -1
		}
		at = i
	}
	return at
}

// others reports people in the sentence that are neither dead nor injured nor
// both, such as the missing, which some count as casualties.
func (a *article) others(first, end int) bool {
	for i := first; i < end; i++ {
		if a.claims[i].Kind == extract.Missing || a.claims[i].Kind == extract.People {
			return true
		}
	}
	return false
}

// apart reports two figures that are not said of one event in one breath.
func (a *article) apart(i, j int) bool {
	gap := a.gap(min(i, j), max(i, j))
	return len(wordsOf(gap)) > 2*maxAnnounced || strings.ContainsAny(gap, ";.\n")
}
