package check

import (
	"fmt"

	"tallymark/extract"
)

// magnitude finds a headline that says million where the text says billion: the
// same digits in the same unit, a thousand times as many or few, and those of
// the headline nowhere else.
func (a *article) magnitude(i int, body *bodyFigures) {
	h := &a.claims[i]
	if !exact(h) || h.Value.V <= 0 || !measured(h) {
		return
	}
	at := -1
	for _, j := range body.all {
		c := &a.claims[j]
		if !c.Value.OK || c.Kind != h.Kind || c.Currency != h.Currency || c.UnitName != h.UnitName {
			continue
		}
		if got, ok := amountOf(c); ok && got.meets(amount{0.9 * h.Value.V, 1.1 * h.Value.V}) {
			return
		}
		if at < 0 && a.usable(j) && c.Number.Start-h.Number.Start <= maxEarly && thousandfold(h.Value.V, c.Value.V) {
			at = j
		}
	}
	if at < 0 {
		return
	}
	c := &a.claims[at]
	a.add(Finding{
		Kind: Magnitude, Severity: Wrong, Claims: []int{i, at},
		Says: fmt.Sprintf("The %s says %s, the text %s.", h.Role, quoted(h), quoted(c)),
		Working: []string{
			fmt.Sprintf("In the %s: %s", h.Role, plain(h.Value.V)),
			fmt.Sprintf("In the text: %s", plain(c.Value.V)),
			fmt.Sprintf("The larger is %s times the smaller.", plain(max(h.Value.V, c.Value.V)/min(h.Value.V, c.Value.V))),
		},
	})
}

// measured reports kinds whose figures come in thousands, millions, billions.
func measured(c *extract.Claim) bool {
	return c.Value.V >= 1000 && (counted(c) || c.Kind == extract.Money)
}

// thousandfold reports two figures that differ by a factor of a thousand or a
// million and by no digit.
func thousandfold(x, y float64) bool {
	r := max(x, y) / min(x, y)
	return r == 1000 || r == 1e6
}
