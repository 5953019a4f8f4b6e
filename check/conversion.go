package check

import (
	"fmt"
	"math"
	"strings"

	"tallymark/extract"
)

// conversion compares a quantity with the one in brackets behind it: "100 km (80
// miles)". Both are taken for as rough as they are written. Rates of exchange
// move, so that money is found only when it is out by a factor of five, between
// currencies that never were.
func (a *article) conversion(i, end int) {
	j := i + 1
	if j >= end || !a.usable(j) || !a.bracketed(i, j) {
		return
	}
	x, y := &a.claims[i], &a.claims[j]
	if !exact(x) && x.Approx != extract.About || !exact(y) && y.Approx != extract.About || !x.Value.OK || !y.Value.OK || x.Value.V == 0 || y.Value.V == 0 {
		return
	}
	switch {
	case x.Kind == extract.Money && y.Kind == extract.Money:
		a.exchange(i, j)
	case x.SI != "" && x.SI == y.SI && x.Kind == y.Kind && x.UnitName != y.UnitName && x.SIValue.OK && y.SIValue.OK:
		a.convert(i, j)
	}
}

// bracketed reports whether claim j stands alone in a bracket right behind
// claim i.
func (a *article) bracketed(i, j int) bool {
	gap := withoutApproximators(a.gap(i, j))
	unit, inside, ok := strings.Cut(gap, "(")
	if !ok || strings.TrimSpace(inside) != "" && a.claims[j].Kind != extract.Money || len(wordsOf(unit)) > 3 || strings.ContainsAny(unit, ".;:)\n") {
		return false
	}
	rest, _, closed := strings.Cut(a.after(j), ")")
	return closed && len(wordsOf(rest)) <= 3 && !strings.ContainsAny(rest, ".;:,(")
}

func (a *article) convert(i, j int) {
	x, y := &a.claims[i], &a.claims[j]
	inSI := standard(x)
	if inSI.meets(standard(y)) || difference18(x, y) {
		return
	}
	is := x.SIValue.V * y.Value.V / y.SIValue.V
	if y.Kind == extract.Temperature {
		is = y.Value.V + (x.SIValue.V-y.SIValue.V)/slope(y)
	}
	a.add(Finding{
		Kind: Conversion, Severity: Wrong, Claims: []int{i, j},
		Says: fmt.Sprintf("%s is %s %s, not %s.", x.Label, near(is), y.UnitPhrase, near(y.Value.V)),
		Working: []string{
			fmt.Sprintf("%s is %s %s.", x.Label, plain(x.SIValue.V), x.SI),
			fmt.Sprintf("%s is %s %s.", y.Label, plain(y.SIValue.V), y.SI),
		},
	})
}

// near writes a converted number with three digits or all of its whole part.
func near(v float64) string {
	if math.Abs(v) >= 100 {
		return plain(math.Round(v))
	}
	return plain(v)
}

// warmth is by how many degrees a temperature in the news is rounded.
const warmth = 1.5

// standard is what a quantity can mean in the SI unit.
func standard(c *extract.Claim) amount {
	if c.Kind == extract.Temperature {
		return amount{c.SIValue.V - warmth*slope(c), c.SIValue.V + warmth*slope(c)}
	}
	got, _ := amountOf(c)
	by := c.SIValue.V / c.Value.V
	return amount{min(got.low*by, got.high*by), max(got.low*by, got.high*by)}
}

// slope is how much a degree is in kelvin.
func slope(c *extract.Claim) float64 {
	if strings.Contains(c.UnitName, "Fahrenheit") {
		return 5.0 / 9
	}
	return 1
}

// difference18 reports two temperatures that fit as differences: 2 degrees
// Celsius warmer is 3.6 Fahrenheit.
func difference18(x, y *extract.Claim) bool {
	if x.Kind != extract.Temperature {
		return false
	}
	return math.Abs(x.Value.V*slope(x)-y.Value.V*slope(y)) <= warmth*max(slope(x), slope(y))
}

// alike are currencies that have been worth about the same for decades.
var alike = map[string]bool{"USD": true, "EUR": true, "GBP": true, "CHF": true, "CAD": true, "AUD": true}

// farApart is a ratio that these currencies never had.
const farApart = 5

func (a *article) exchange(i, j int) {
	x, y := &a.claims[i], &a.claims[j]
	if x.Currency == y.Currency || !alike[x.Currency] || !alike[y.Currency] || !sane(x.Value.V) || !sane(y.Value.V) {
		return
	}
	r := max(x.Value.V, y.Value.V) / min(x.Value.V, y.Value.V)
	if r < farApart {
		return
	}
	a.add(Finding{
		Kind: Conversion, Severity: Doubt, Claims: []int{i, j},
		Says: fmt.Sprintf("%s can hardly be %s.", x.Label, y.Label),
		Working: []string{
			fmt.Sprintf("%s ÷ %s = %s", plain(max(x.Value.V, y.Value.V)), plain(min(x.Value.V, y.Value.V)), plain(r)),
			fmt.Sprintf("A rate of %s between %s and %s has not been seen.", plain(r), x.Currency, y.Currency),
		},
	})
}
