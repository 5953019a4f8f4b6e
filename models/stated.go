package models

import (
	"math"
	"slices"

	"tallymark/extract"
)

// Stated is the figure that evidence itself states, as the engine read it from
// the excerpt. It is kept with the evidence: what a newer engine would read
// changes nothing that somebody decided on.
type Stated struct {
	Start    int            `json:"start"` // in the excerpt
	End      int            `json:"end"`
	Label    string         `json:"label"`
	Value    *float64       `json:"value"`
	Low      *float64       `json:"low"`
	High     *float64       `json:"high"`
	Approx   extract.Approx `json:"approx"`
	Kind     extract.Kind   `json:"kind"`
	UnitName string         `json:"unit_name"`
	Currency string         `json:"currency"`
	SI       string         `json:"si"`
	SIValue  *float64       `json:"si_value"`
	Scope    string         `json:"scope"`
	Engine   string         `json:"engine"`
}

// StatedBy is what a claim of the engine says, read by the given engine.
func StatedBy(c *extract.Claim, engine string) *Stated {
	return &Stated{
		Start: c.Start, End: c.End, Label: c.Label,
		Value: pointer(c.Value), Low: pointer(c.Low), High: pointer(c.High), Approx: c.Approx, Kind: c.Kind,
		UnitName: c.UnitName, Currency: c.Currency, SI: c.SI, SIValue: pointer(c.SIValue), Scope: c.Scope, Engine: engine,
	}
}

// Comparison is how a stated figure stands to a claim.
type Comparison string

// The comparisons.
const (
	StatesSame    Comparison = "same"    // the same figure
	StatesFits    Comparison = "fits"    // another, but both can be right: 44 and "at least 41"
	StatesDiffers Comparison = "differs" // both cannot be right
	StatesApart   Comparison = "apart"   // another kind or unit: not to be compared
)

// Against compares the figure with a claim, by range, approximator, kind, unit
// and scope.
func (s *Stated) Against(c *Claim) Comparison {
	of := Stated{Value: c.Value, Low: c.Low, High: c.High, Approx: c.Approx, Kind: c.Kind, UnitName: c.UnitName, Currency: c.Currency, SI: c.SI, SIValue: c.SIValue, Scope: c.Scope}
	if !s.comparable(&of) {
		return StatesApart
	}
	factor, ok := s.inUnitsOf(&of)
	if !ok {
		return StatesApart
	}
	a, b := s.interval().times(factor), of.interval()
	switch {
	case s.Approx == of.Approx && s.Scope == of.Scope && a.alike(b):
		return StatesSame
	case a.meets(b, factor):
		return StatesFits
	case s.Scope != of.Scope:
		return StatesApart // "13 children" does not contradict 41 people
	}
	return StatesDiffers
}

// comparable reports whether both count the same sort of thing. A bare number
// may count anything.
func (s *Stated) comparable(of *Stated) bool {
	if s.bare() || of.bare() {
		return true
	}
	return s.Kind == of.Kind && s.Currency == of.Currency && s.SI == of.SI &&
		(s.SI != "" || s.Currency != "" || sameNoun(s.UnitName, of.UnitName)) &&
		(s.Scope == of.Scope || s.Scope == "" || of.Scope == "")
}

func (s *Stated) bare() bool { return s.Kind == extract.Count && s.UnitName == "" }

// anybody are nouns for people that say nothing of who they were.
var anybody = []string{"", "person", "victim", "casualty", "fatality", "body", "life", "soul", "dead"}

func sameNoun(a, b string) bool {
	return a == b || slices.Contains(anybody, a) || slices.Contains(anybody, b)
}

// inUnitsOf is what the figure is multiplied by to stand in the other's units;
// not ok where that cannot be told.
func (s *Stated) inUnitsOf(of *Stated) (factor float64, ok bool) {
	if s.UnitName == of.UnitName || s.bare() || of.bare() || s.SI == "" && s.Currency == "" {
		return 1, true
	}
	if s.Kind == extract.Temperature {
		return 0, false // degrees have no common zero
	}
	a, okA := s.perUnit()
	b, okB := of.perUnit()
	return a / b, okA && okB
}

// perUnit is one unit of the figure in the common one: the SI unit, or the
// currency's main unit.
func (s *Stated) perUnit() (float64, bool) {
	if s.SIValue == nil {
		return 1, s.Currency != ""
	}
	if s.Value == nil || *s.Value == 0 || *s.SIValue == 0 {
		return 0, false
	}
	return *s.SIValue / *s.Value, true
}

// interval is where a figure may lie. An end that is open belongs to it no more.
type interval struct {
	low, high         float64
	openLow, openHigh bool
}

// about is how far from its number a figure given as "about" may be.
const about = 0.1

func (s *Stated) interval() interval {
	i := interval{low: math.Inf(-1), high: math.Inf(1)}
	if s.Value != nil && (s.Approx == extract.Exact || s.Approx == extract.About) {
		i.low, i.high = *s.Value, *s.Value
	}
	if s.Low != nil {
		i.low = *s.Low
	}
	if s.High != nil {
		i.high = *s.High
	}
	switch s.Approx {
	case extract.Over:
		i.openLow = true
	case extract.Under:
		i.openHigh = true
	case extract.About:
		i.low, i.high = i.low-about*math.Abs(i.low), i.high+about*math.Abs(i.high)
	case extract.UnderAbout:
		i.low = i.high - about*math.Abs(i.high)
	}
	return i
}

func (i interval) times(f float64) interval {
	i.low, i.high = i.low*f, i.high*f
	return i
}

// nearby is how far two numbers may be apart for one to be the other in
// another unit, where 5 miles are written as 8 km.
const nearby = 0.02

func (i interval) alike(o interval) bool {
	return sameEnd(i.low, o.low) && sameEnd(i.high, o.high)
}

func sameEnd(a, b float64) bool {
	if math.IsInf(a, 0) || math.IsInf(b, 0) {
		return a == b
	}
	return math.Abs(a-b) <= 1e-9*math.Max(math.Abs(a), math.Abs(b))
}

// meets reports whether both can be right. Factor is what i was multiplied by.
func (i interval) meets(o interval, factor float64) bool {
	if factor != 1 {
		i.low, i.high = i.low-nearby*math.Abs(i.low), i.high+nearby*math.Abs(i.high)
	}
	return below(i.low, o.high, i.openLow || o.openHigh) && below(o.low, i.high, o.openLow || i.openHigh)
}

func below(low, high float64, open bool) bool {
	if sameEnd(low, high) {
		return !open
	}
	return low < high
}
