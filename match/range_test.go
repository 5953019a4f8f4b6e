package match

import (
	"math"
	"testing"

	"tallymark/extract"
)

// A range that is given as "about" leaves as much room at its ends as a number
// that is.
func TestRangeOfARangeThatIsAbout(t *testing.T) {
	c := extract.Claim{Low: extract.Known(100), High: extract.Known(200), Approx: extract.Range}
	if low, high := Range(&c); low != 100 || high != 200 {
		t.Errorf("%v to %v", low, high)
	}
	c.Approx = extract.About
	low, high := Range(&c)
	if math.Abs(low-100*(1-aboutTolerance)) > 1e-9 || math.Abs(high-200*(1+aboutTolerance)) > 1e-9 {
		t.Errorf("about: %v to %v", low, high)
	}
}
