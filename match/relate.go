package match

import (
	"math"
	"strings"
	"time"

	"tallymark/extract"
)

// Relation is how one claim stands to another.
type Relation string

// The relations. Narrower and Wider say what the first claim is.
const (
	Different      Relation = "different"       // they speak of two figures
	Same           Relation = "same"            // one figure, and the ranges agree
	Narrower       Relation = "narrower"        // the first says more exactly what the second says
	Wider          Relation = "wider"           // the first leaves more open than the second
	Update         Relation = "update"          // a count that rose later
	Revision       Relation = "revision"        // a count that fell later, which needs a reason
	Conflict       Relation = "conflict"        // the ranges cannot both hold
	DifferentScope Relation = "different_scope" // one event, but not the same part of it counted
)

// aboutTolerance is how far "about" reaches where the engine states no range.
const aboutTolerance = 0.1

// Range is what the claim leaves possible, inclusive: one value for an exact
// figure, open to infinity for "at least". "Over" and "under" begin just
// beside their figure.
func Range(c *extract.Claim) (low, high float64) {
	low, high = math.Inf(-1), math.Inf(1)
	if c.Low.OK {
		low = c.Low.V
	}
	if c.High.OK {
		high = c.High.V
	}
	switch v := c.Value.V; {
	case c.Approx == extract.Over && c.Low.OK:
		low = math.Nextafter(low, math.Inf(1))
	case c.Approx == extract.Under && c.High.OK:
		high = math.Nextafter(high, math.Inf(-1))
	case !c.Value.OK && c.Approx == extract.About && c.Low.OK && c.High.OK: // "about 14 to 18"
		low, high = low-math.Abs(low)*aboutTolerance, high+math.Abs(high)*aboutTolerance
	case !c.Value.OK:
	case c.Approx == extract.Exact:
		low, high = v, v
	case c.Approx == extract.About || c.Approx == extract.UnderAbout:
		margin := math.Abs(v) * aboutTolerance
		low, high = min(low, v-margin), max(high, v+margin)
		if !c.Low.OK {
			low = v - margin
		}
		if !c.High.OK {
			high = v + margin
		}
	}
	return low, high
}

// Relate says how a stands to b. Two claims whose score is below [Threshold]
// are Different; the others speak of one event, and their scope, ranges and
// days decide.
func Relate(a, b *Claim) Relation {
	if Compare(a, b).Total() < Threshold {
		return Different
	}
	return relation(a, b)
}

// Within says how a stands to b, where it is settled already that both speak of
// one event.
func Within(a, b *Claim) Relation { return relation(a, b) }

// Range is what the claim leaves possible, see [Range].
func (c *Claim) Range() (low, high float64) { return c.low, c.high }

// relation takes for granted that a and b speak of one event.
func relation(a, b *Claim) Relation {
	switch {
	case scopesDiffer(a, b):
		return DifferentScope
	case !overlap(a, b):
		return apart(a, b)
	case a.low == b.low && a.high == b.high:
		return Same
	case a.low >= b.low && a.high <= b.high:
		return Narrower
	case b.low >= a.low && b.high <= a.high:
		return Wider
	}
	return Same
}

// overlap forgives what printing and binary fractions do to a figure.
func overlap(a, b *Claim) bool {
	slack := 1e-9 * max(math.Abs(finite(a.low, a.high)), math.Abs(finite(b.low, b.high)))
	return a.low <= b.high+slack && b.low <= a.high+slack
}

func finite(x, y float64) float64 {
	if math.IsInf(x, 0) {
		x = y
	}
	if math.IsInf(x, 0) {
		return 0
	}
	return x
}

// apart is the relation of two ranges that do not meet. A count that grows may
// do so from one article's day to another's; within a day, or with a day
// unknown, both cannot be right.
func apart(a, b *Claim) Relation {
	if !grow(a, b) || a.Date.IsZero() || b.Date.IsZero() || a.Date.Equal(b.Date) {
		return Conflict
	}
	if a.Date.Before(b.Date) == (a.high < b.low) {
		return Update
	}
	return Revision
}

// grow reports whether both are counts that grow while an event is counted. A
// bare number of the same figure counts what the other one does.
func grow(a, b *Claim) bool {
	return cumulative(a) && (cumulative(b) || b.Kind == extract.Count) || cumulative(b) && a.Kind == extract.Count
}

// cumulative counts grow while an event is counted.
func cumulative(c *Claim) bool { return c.Total || tolls[c.Kind] }

// limits are the words of a scope that take something out of what is counted.
var limits = []string{"excluding", "not including", "not counting", "without", "apart from", "besides", "other than"}

// scopesDiffer says whether the claims count different parts of one event: the
// dead, or the dead and injured; with or without the attackers; the children
// beside all.
func scopesDiffer(a, b *Claim) bool {
	if a.Kind != b.Kind && tolls[a.Kind] && tolls[b.Kind] {
		return true
	}
	if limited(a) != limited(b) {
		return true
	}
	if a.group == b.group {
		return false
	}
	if a.group != "" && b.group != "" {
		return true
	}
	part := a.group + b.group
	return words.part[part] || a.Article == b.Article && a.Sentence == b.Sentence
}

func limited(c *Claim) bool {
	s := strings.ToLower(c.Scope)
	for _, l := range limits {
		if strings.HasPrefix(s, l) {
			return true
		}
	}
	return false
}

// daysBetween is the distance of two days, and whether both are known.
func daysBetween(a, b time.Time) (float64, bool) {
	if a.IsZero() || b.IsZero() {
		return 0, false
	}
	return math.Abs(a.Sub(b).Hours()) / 24, true
}
