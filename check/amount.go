package check

import (
	"math"
	"strconv"
	"strings"

	"tallymark/extract"
)

// amount is what a written figure can mean: anything from low to high.
type amount struct{ low, high float64 }

// meets reports whether both can be the same quantity.
func (x amount) meets(y amount) bool {
	return x.low <= y.high+hair(y.high) && y.low <= x.high+hair(x.high)
}

// hair is what sums of decimals may be off by.
func hair(v float64) float64 { return 1e-9 * max(1, math.Abs(v)) }

func (x amount) plus(y amount) amount { return amount{x.low + y.low, x.high + y.high} }

// aboutPart is how far "about" may be from the truth.
const aboutPart = 0.15

// amountOf is what claim c can mean, for its approximator and the way it is
// rounded. What says no value, such as "dozens", gives false.
func amountOf(c *extract.Claim) (amount, bool) {
	switch c.Approx {
	case extract.Exact:
	case extract.About, extract.UnderAbout, extract.Over, extract.AtLeast, extract.Under, extract.AtMost:
		return loose(c)
	case extract.Range:
		if !c.Low.OK || !c.High.OK {
			return amount{}, false
		}
		return amount{c.Low.V, c.High.V}, true
	default:
		return amount{}, false
	}
	if !c.Value.OK {
		return amount{}, false
	}
	r := rounding(c)
	return amount{c.Value.V - r, c.Value.V + r}, true
}

// loose is the meaning of a figure with an approximator.
func loose(c *extract.Claim) (amount, bool) {
	if !c.Value.OK && c.Low.OK && c.High.OK { // "about 14 to 18"
		return amount{c.Low.V - aboutPart*math.Abs(c.Low.V), c.High.V + aboutPart*math.Abs(c.High.V)}, true
	}
	if !c.Value.OK {
		return amount{}, false
	}
	v := c.Value.V
	room := max(aboutPart*math.Abs(v), rounding(c))
	switch c.Approx {
	case extract.Over, extract.AtLeast:
		return amount{v - rounding(c), math.Inf(1)}, true
	case extract.Under, extract.AtMost:
		return amount{math.Inf(-1), v + rounding(c)}, true
	}
	return amount{v - room, v + room}, true
}

// exact reports a figure that is given as it is, without an approximator.
func exact(c *extract.Claim) bool { return c.Approx == extract.Exact && c.Value.OK }

// roundPart is the most that zeros at the end of a figure make it uncertain by:
// "100" is no 140.
const roundPart = 0.05

// rounding is by how much the truth may differ from the figure as written. A
// number of people or things below a hundred is what it says.
func rounding(c *extract.Claim) float64 {
	step := lastPlace(c)
	v := math.Abs(c.Value.V)
	if counted(c) && (step <= 1 && v == math.Trunc(v) || v < 100) {
		return 0
	}
	if step > 1 && step/2 > roundPart*v {
		return roundPart * v
	}
	return step / 2
}

// lastPlace is the worth of the last digit that a figure is written with, zeros
// at the end of a whole number left out: 0.1 for "3.2", 100 for "1,300".
func lastPlace(c *extract.Claim) float64 {
	v := math.Abs(c.Value.V)
	digits := mantissa(c.Number.Text)
	whole, decimals, _ := strings.Cut(digits, ".")
	written, err := strconv.ParseFloat(digits, 64)
	if err != nil || written == 0 || v == 0 {
		return zeros(strconv.FormatFloat(v, 'f', -1, 64))
	}
	scale := v / written
	if decimals != "" {
		return scale * math.Pow10(-len(decimals))
	}
	return scale * zeros(whole)
}

// zeros is ten to the number of zeros at the end of digits.
func zeros(digits string) float64 {
	if strings.Contains(digits, ".") {
		_, decimals, _ := strings.Cut(digits, ".")
		return math.Pow10(-len(decimals))
	}
	n := len(digits) - len(strings.TrimRight(digits, "0"))
	if n == len(digits) {
		return 1
	}
	return math.Pow10(n)
}

// mantissa is the first run of digits of a number, without its commas.
func mantissa(number string) string {
	first := strings.IndexAny(number, "0123456789")
	if first < 0 {
		return ""
	}
	number = number[first:]
	if end := strings.IndexFunc(number, func(r rune) bool { return (r < '0' || r > '9') && r != '.' && r != ',' }); end >= 0 {
		number = number[:end]
	}
	return strings.TrimRight(strings.ReplaceAll(number, ",", ""), ".")
}

// counted reports a figure of people or things, which come whole.
func counted(c *extract.Claim) bool {
	switch c.Kind {
	case extract.People, extract.Objects, extract.Weapons, extract.Attendance, extract.Count:
		return true
	}
	return harmed(c.Kind)
}

// harmed are the kinds of what happens to people, one by one.
func harmed(k extract.Kind) bool {
	switch k {
	case extract.Deaths, extract.Injuries, extract.Casualties, extract.Missing, extract.Arrests, extract.Charges,
		extract.Convictions, extract.Hostages, extract.Displaced:
		return true
	}
	return false
}

// plain writes a number as people do, with commas and at most two decimals.
func plain(v float64) string {
	s := strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
	sign := ""
	if s[0] == '-' {
		sign, s = "−", s[1:]
	}
	whole, decimals, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if decimals != "" {
		decimals = "." + decimals
	}
	return sign + whole + decimals
}
