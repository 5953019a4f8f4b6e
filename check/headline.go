package check

import (
	"fmt"
	"strings"
	"time"

	"tallymark/extract"
)

// headlines compares the figures of headline and dek with those of the text.
// It speaks only where the text has one figure of the kind, gives it early, and
// says that of the headline nowhere, not even as a sum.
func (a *article) headlines() {
	var above []int
	var body bodyFigures
	for i := range a.claims {
		switch c := &a.claims[i]; {
		case c.Role == extract.RoleHeadline || c.Role == extract.RoleDek:
			if len(above) < maxAbove && a.usable(i) && c.Scope == "" && c.Change == nil {
				above = append(above, i)
			}
		case c.Role != extract.RoleRelated && c.Role != extract.RoleFurniture && (c.Checkable || harmed(c.Kind)):
			body.all = append(body.all, i)
		}
	}
	for _, i := range above {
		a.headline(i, &body)
		a.magnitude(i, &body)
	}
}

// maxAbove is how many figures a headline and its dek are compared for; what
// has more is no headline.
const maxAbove = 12

// bodyFigures are the claims below the headline.
type bodyFigures struct{ all []int }

// maxEarly is how far down, in bytes, the text says what its headline is about.
const maxEarly = 1500

func (a *article) headline(i int, body *bodyFigures) {
	h := &a.claims[i]
	said, ok := amountOf(h)
	if !ok || !harmed(h.Kind) || !persons(h) {
		return
	}
	at := -1
	for _, j := range body.all {
		c := &a.claims[j]
		if got, ok := amountOf(c); !ok || got.meets(said) {
			if ok || harmed(c.Kind) {
				return
			}
		}
		if c.Kind != h.Kind || !c.Checkable {
			continue
		}
		if at >= 0 && !sameValue(&a.claims[at], c) {
			return
		}
		if at < 0 {
			at = j
		}
	}
	if at < 0 || a.sums(said, body) || !a.mayCompare(h, at) {
		return
	}
	c := &a.claims[at]
	a.add(Finding{
		Kind: Headline, Severity: Doubt, Claims: []int{i, at},
		Says: fmt.Sprintf("The %s says %s, the text %s.", h.Role, h.Label, c.Label),
		Working: []string{
			fmt.Sprintf("In the %s: %s", h.Role, quoted(h)),
			fmt.Sprintf("In the text: %s", quoted(c)),
			fmt.Sprintf("%s stands nowhere in the text, nor is it the sum of what does.", plain(h.Value.V)),
		},
	})
}

// persons reports a figure of people without saying what people.
func persons(c *extract.Claim) bool {
	return c.UnitName == "" || c.UnitName == "person" || c.Kind == extract.Casualties
}

func sameValue(x, y *extract.Claim) bool {
	return x.Value == y.Value && x.Value.OK
}

// mayCompare reports whether the figure of the text is about what the headline
// is about: early, unlimited, of now, and by the same verb if it is one that
// does not kill or hurt.
func (a *article) mayCompare(h *extract.Claim, at int) bool {
	c := &a.claims[at]
	if !a.usable(at) || !persons(c) || c.Scope != "" || c.Change != nil || c.Number.Start-h.Number.Start > maxEarly || !h.Value.OK || !c.Value.OK {
		return false
	}
	if h.Place != nil && c.Place != nil && !strings.Contains(c.Place.Text, h.Place.Text) && !strings.Contains(h.Place.Text, c.Place.Text) {
		return false
	}
	return a.recent(c) && (h.Predicate == c.Predicate || h.Kind == extract.Deaths || h.Kind == extract.Injuries)
}

// newsDays is how long before publication the event of a news story was.
const newsDays = 10

// recent reports a figure that is not said to be of an earlier time.
func (a *article) recent(c *extract.Claim) bool {
	if c.Time == nil {
		return true
	}
	from, err := time.Parse(time.DateOnly, c.Time.From)
	if err == nil && !a.date.IsZero() {
		return a.date.Sub(from) <= newsDays*24*time.Hour
	}
	for _, w := range wordsOf(c.Time.Text) {
		switch w {
		case "year", "years", "month", "months", "ago", "last", "decade", "since", "past", "annually":
			return false
		}
		if len(w) == 4 && (strings.HasPrefix(w, "19") || strings.HasPrefix(w, "20")) {
			return false
		}
	}
	return true
}

// maxSummed is how many figures of people are tried as terms of a sum.
const maxSummed = 24

// sums reports whether two or three figures of people below the headline, or
// all that are not repeated, add up to what it says.
func (a *article) sums(said amount, body *bodyFigures) bool {
	var terms []amount
	for _, j := range body.all {
		c := &a.claims[j]
		if len(terms) < maxSummed && (people(c) || c.Kind == extract.Count || c.Kind == extract.People) {
			if got, ok := amountOf(c); ok {
				terms = append(terms, got)
			}
		}
	}
	for x := range terms {
		for y := range terms[:x] {
			two := terms[x].plus(terms[y])
			if two.meets(said) {
				return true
			}
			for z := range terms[:y] {
				if two.plus(terms[z]).meets(said) {
					return true
				}
			}
		}
	}
	return false
}
