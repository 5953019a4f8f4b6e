package extract

import (
	"math"
	"sort"
	"strings"
)

// What each part adds to a claim's score. The score orders a checker's queue:
// first what would do most harm if it were wrong.
const (
	partDeaths       = 0.40
	partHarmed       = 0.30 // injured, missing, taken hostage, displaced
	partLaw          = 0.20 // arrests, charges, convictions
	partMoney        = 0.15
	partCrowd        = 0.15 // attendance: counted by those who gain by it
	partShare        = 0.10 // percentages and shares
	partSize         = 0.15 // the largest of the article's figures of its sort
	partUnattributed = 0.20
	partUnnamed      = 0.10
	partHeadline     = 0.15
	partLede         = 0.10
	partPrecision    = 0.10 // three significant digits or more: somebody counted
	partTotal        = 0.05
	partHedged       = 0.05 // denied, possible
)

// kindParts are the parts that a kind of figure brings by itself.
var kindParts = map[Kind]ScorePart{
	Deaths: {"casualties", partDeaths}, Injuries: {"casualties", partHarmed}, Casualties: {"casualties", partHarmed}, Missing: {"casualties", partHarmed},
	Hostages: {"casualties", partHarmed}, Displaced: {"casualties", partHarmed},
	Arrests: {"law", partLaw}, Charges: {"law", partLaw}, Convictions: {"law", partLaw}, Weapons: {"law", partLaw},
	Money: {"money", partMoney}, Attendance: {"crowd", partCrowd}, Percent: {"share", partShare}, PercentagePoints: {"share", partShare}, Share: {"share", partShare}, Multiple: {"share", partShare},
}

// rate scores every claim by the sum of its named parts.
func (r *reading) rate() {
	r.sizes = r.sizes[:0]
	for i := range r.qs {
		if v, ok := sizeOf(&r.qs[i]); ok {
			r.sizes = append(r.sizes, v)
		}
	}
	sort.Float64s(r.sizes)
	for i := range r.qs {
		if q := &r.qs[i]; q.checkable {
			r.rateOne(q)
		}
	}
}

func (r *reading) rateOne(q *quantity) {
	parts := make([]ScorePart, 0, 6)
	add := func(name string, v float64) {
		if v > 0 {
			parts = append(parts, ScorePart{name, math.Round(v*100) / 100})
		}
	}
	if p, ok := kindParts[q.kind]; ok {
		parts = append(parts, p)
	}
	switch a := q.attribution; {
	case a == nil:
		add("unattributed", partUnattributed)
	case a.Kind == "unnamed":
		add("unnamed", partUnnamed)
	}
	switch r.sents[q.sent].role {
	case RoleHeadline, RoleDek:
		add("headline", partHeadline)
	case RoleLede:
		add("lede", partLede)
	}
	add("size", r.sizePart(q))
	if q.approx == Exact && significantDigits(r.text[q.start:q.end]) >= 3 {
		add("precision", partPrecision)
	}
	if q.total {
		add("total", partTotal)
	}
	if q.modality == Denied || q.modality == Possible {
		add("hedged", partHedged)
	}
	sum := 0.0
	for _, p := range parts {
		sum += p.Value
	}
	q.scoreParts, q.score = parts, min(1, math.Round(sum*100)/100)
}

// sizeOf is what a figure weighs against the others of its article: counts
// and amounts, no ages, years or ranks.
func sizeOf(q *quantity) (float64, bool) {
	if !q.checkable {
		return 0, false
	}
	switch q.kind {
	case Age, Rank, Score, Duration, Percent, PercentagePoints, Share, Multiple, Rate, Date, Time, Identifier:
		return 0, false
	}
	switch {
	case q.value.OK:
		return q.value.V, true
	case q.low.OK:
		return q.low.V, true
	}
	return 0, false
}

// sizePart grows with the share of the article's figures that q outweighs.
func (r *reading) sizePart(q *quantity) float64 {
	v, ok := sizeOf(q)
	if !ok || len(r.sizes) < 2 {
		return 0
	}
	return partSize * float64(sort.SearchFloat64s(r.sizes, v)) / float64(len(r.sizes)-1)
}

// significantDigits counts the digits of a numeral without the zeros at
// either end: 1,347 has four, 1,300 has two, "twelve" has none.
func significantDigits(s string) int {
	digits := strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, s)
	return len(strings.Trim(digits, "0"))
}
