package extract

import (
	"math"
	"sort"
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

// usualParts is how many parts most scores have at most.
const usualParts = 4

// kindPart is the part that a kind of figure brings by itself.
func kindPart(k Kind) (ScorePart, bool) {
	switch k {
	case Deaths:
		return ScorePart{"casualties", partDeaths}, true
	case Injuries, Casualties, Missing, Hostages, Displaced:
		return ScorePart{"casualties", partHarmed}, true
	case Arrests, Charges, Convictions, Weapons:
		return ScorePart{"law", partLaw}, true
	case Money:
		return ScorePart{"money", partMoney}, true
	case Attendance:
		return ScorePart{"crowd", partCrowd}, true
	case Percent, PercentagePoints, Share, Multiple:
		return ScorePart{"share", partShare}, true
	}
	return ScorePart{}, false
}

// rate scores every claim by the sum of its named parts.
func (r *reading) rate() {
	r.sizes = r.sizes[:0]
	r.out.parts = make([]ScorePart, 0, usualParts*r.out.claims)
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
	first := len(r.out.parts)
	if p, ok := kindPart(q.kind); ok {
		r.out.parts = append(r.out.parts, p)
	}
	switch a := q.attribution; {
	case a == nil:
		r.addPart("unattributed", partUnattributed)
	case a.Kind == "unnamed":
		r.addPart("unnamed", partUnnamed)
	}
	switch r.sents[q.sent].role {
	case RoleHeadline, RoleDek:
		r.addPart("headline", partHeadline)
	case RoleLede:
		r.addPart("lede", partLede)
	}
	r.addPart("size", r.sizePart(q))
	if q.approx == Exact && significantDigits(r.text[q.start:q.end]) >= 3 {
		r.addPart("precision", partPrecision)
	}
	if q.total {
		r.addPart("total", partTotal)
	}
	if q.modality == Denied || q.modality == Possible {
		r.addPart("hedged", partHedged)
	}
	last := len(r.out.parts)
	q.scoreParts = r.out.parts[first:last:last]
	sum := 0.0
	for _, p := range q.scoreParts {
		sum += p.Value
	}
	q.score = min(1, math.Round(sum*100)/100)
}

// addPart adds a part of the score of the claim at hand, if it is worth
// anything.
func (r *reading) addPart(name string, v float64) {
	if v > 0 {
		r.out.parts = append(r.out.parts, ScorePart{name, math.Round(v*100) / 100})
	}
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
	n, zeros := 0, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '0':
			zeros++
		case c >= '1' && c <= '9':
			if n > 0 {
				n += zeros
			}
			n, zeros = n+1, 0
		}
	}
	return n
}
