package handlers

import (
	"fmt"
	"time"

	"tallymark/models"
)

// driftView is how a figure moved over time, as a picture. The table of what
// was said has the same in numbers.
type driftView struct {
	Marks     []driftMark
	Settled   []driftMark // the ends of the working value
	Low, High string
	From, To  time.Time
	Says      string // what is to be seen, in a sentence
}

// driftMark is one reading: a dot for a number, a line for a range.
type driftMark struct {
	X, Y1, Y2 int
	Bad, Open bool // Open: nothing is said of one end
}

// The picture, in units of its own.
const (
	driftHigh = 240
	driftEdge = 24
	driftStep = 14 // between readings of one day
)

// newDrift is nil for a figure that is told of on one day only.
func newDrift(f *models.Figure, rows []valueRow) *driftView {
	if len(rows) == 0 || rows[0].Day.Equal(rows[len(rows)-1].Day) {
		return nil
	}
	on := scaleOf(f)
	d := &driftView{Low: plain(on.low), High: plain(on.high), From: rows[0].Day, To: rows[len(rows)-1].Day}
	span, same := d.To.Sub(d.From), 0
	for i := range rows {
		row := &rows[i]
		if same++; i == 0 || !row.Day.Equal(rows[i-1].Day) {
			same = 0
		}
		if !row.Known {
			continue
		}
		x := driftEdge + int(float64(row.Day.Sub(d.From))/float64(span)*(stripWide-4*driftEdge)) + same%6*driftStep
		m := driftMark{X: x, Y1: on.up(row.low), Y2: on.up(row.high), Bad: row.Bad, Open: row.Upward || row.Downward}
		if row.Upward {
			m.Y2 = 0
		}
		if row.Downward {
			m.Y1 = driftHigh
		}
		d.Marks = append(d.Marks, m)
	}
	if len(d.Marks) == 0 {
		return nil
	}
	for _, v := range settledEnds(f) {
		d.Settled = append(d.Settled, driftMark{Y1: on.up(v)})
	}
	d.Says = driftWords(rows, d)
	return d
}

// driftWords say what the picture shows.
func driftWords(rows []valueRow, d *driftView) string {
	first, last := rows[0], rows[len(rows)-1]
	words := fmt.Sprintf("%s on %s, %s on %s. The picture goes from %s to %s.", first.Value, shortDay(first.Day), last.Value, shortDay(last.Day), d.Low, d.High)
	switch len(d.Settled) {
	case 0:
	case 1:
		words += " The line across is the working value."
	default:
		words += " The lines across are the ends of the working value."
	}
	return words
}

func shortDay(t time.Time) string { return t.UTC().Format("2 January 2006") }

// scale is the span of numbers that a picture of a figure shows.
type scale struct{ low, high float64 }

// scaleOf takes in all claims that are shown and the working value.
func scaleOf(f *models.Figure) (on scale) {
	var all []float64
	for _, v := range []*float64{f.Low, f.High} {
		if v != nil {
			all = append(all, *v)
		}
	}
	for i := range f.Members {
		if low, high := endsOf(f.Members[i].Claim); low != nil {
			all = append(all, *low, *high)
		}
	}
	all = append(all, settledEnds(f)...)
	for i, v := range all {
		if i == 0 {
			on = scale{v, v}
		}
		on.low, on.high = min(on.low, v), max(on.high, v)
	}
	return on
}

// share is the place of a number between the ends, from 0 to 1.
func (on scale) share(v float64) float64 {
	if on.low == on.high {
		return 0.5
	}
	return (v - on.low) / (on.high - on.low)
}

// across is the place of a number on the strip.
func (on scale) across(v float64) int { return stripEdge + int(on.share(v)*(stripWide-2*stripEdge)) }

// up is the place of a number in the picture, the largest on top.
func (on scale) up(v float64) int {
	return driftHigh - driftEdge - int(on.share(v)*(driftHigh-2*driftEdge))
}

// endsOf are the ends of what a claim states, both the same for a single
// number, nil if it states none.
func endsOf(c *models.Claim) (low, high *float64) {
	low, high = c.Value, c.Value
	if low == nil || c.Low != nil && c.High != nil {
		low, high = c.Low, c.High
	}
	if low == nil {
		low = high
	}
	if high == nil {
		high = low
	}
	return low, high
}

// settledEnds are the number of the working value, or both ends of its range.
func settledEnds(f *models.Figure) []float64 {
	if f.SettledBy == nil {
		return nil
	}
	var out []float64
	for _, v := range []*float64{f.SettledBy.Value, f.SettledBy.Low, f.SettledBy.High} {
		if v != nil && (len(out) == 0 || f.SettledBy.Value == nil) {
			out = append(out, *v)
		}
	}
	return out
}
