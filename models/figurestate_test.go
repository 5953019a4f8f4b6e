package models

import (
	"math"
	"testing"
)

func TestARangeShowsTheNumberBesideWhichItBegins(t *testing.T) {
	for _, v := range []float64{12, 0.1, 1e6, 12.5, 8_300_000_000, -5, 0} {
		for _, beside := range []float64{v, math.Nextafter(v, math.Inf(1)), math.Nextafter(v, math.Inf(-1))} {
			if got := asWritten(beside); got != v && math.Abs(got) > 1e-300 {
				t.Errorf("%v for %v", got, v)
			}
		}
	}
}
