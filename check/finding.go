package check

import (
	"cmp"
	"slices"
	"time"

	"tallymark/extract"
)

// Kind is what sort of contradiction a finding is.
type Kind string

// The kinds.
const (
	Headline   Kind = "headline"   // the headline or dek gives another figure than the text
	Magnitude  Kind = "magnitude"  // thousand, million and billion mixed up
	Parts      Kind = "parts"      // the parts do not add up to the whole
	Subset     Kind = "subset"     // a part is larger than its whole
	Casualties Kind = "casualties" // dead and injured do not add up
	Share      Kind = "share"      // k of n is not the p % beside it
	Reach      Kind = "reach"      // no whole number of n is p %
	Change     Kind = "change"     // the change is not what its two figures give
	Direction  Kind = "direction"  // a rise to less, a fall to more
	Points     Kind = "points"     // percentage points called percent
	Over100    Kind = "over_100"   // a fall or a share of more than everything
	Conversion Kind = "conversion" // the figure in brackets is another quantity
	List       Kind = "list"       // as many are announced, and another number named
	Age        Kind = "age"        // an age that the years do not give
	Fraction   Kind = "fraction"   // a part of a person
)

// Severity says how sure a finding is.
type Severity string

// The severities.
const (
	Wrong Severity = "wrong" // the figures cannot all be right
	Doubt Severity = "doubt" // they can, with a reason that the text does not give
)

// Finding is one place where an article contradicts itself.
type Finding struct {
	Kind     Kind     `json:"kind"`
	Severity Severity `json:"severity"`
	Claims   []int    `json:"claims"`  // places in the list of claims, in the order of the text
	Says     string   `json:"says"`    // what does not fit, in one sentence
	Working  []string `json:"working"` // the way there, a step a line
}

// Article returns what in an article contradicts itself, in the order of the
// text. The claims are those of the text in the order of their numbers; what is
// not checkable among them is passed over. The date is that of publication,
// zero if unknown.
func Article(text string, claims []extract.Claim, date time.Time) []Finding {
	a := &article{text: text, claims: claims, date: date}
	a.headlines()
	for first := 0; first < len(claims); {
		end := a.sentenceEnd(first)
		if end-first <= maxInSentence {
			a.sentence(first, end)
		}
		first = end
	}
	slices.SortStableFunc(a.found, func(x, y Finding) int { return cmp.Compare(x.Claims[0], y.Claims[0]) })
	return a.found
}

// maxInSentence is how many figures a sentence has at most; what has more is a
// table without its lines.
const maxInSentence = 200

// article is one text at work.
type article struct {
	text   string
	claims []extract.Claim
	date   time.Time
	found  []Finding
}

// sentence looks at the claims first..end-1, which share a sentence.
func (a *article) sentence(first, end int) {
	for i := first; i < end; i++ {
		if !a.usable(i) {
			continue
		}
		a.subset(i, end)
		a.parts(i, end)
		a.casualties(i, end)
		a.share(i, end)
		a.reach(i, end)
		a.conversion(i, end)
		a.over(i)
		a.fraction(i)
		a.list(i)
		a.age(i, first, end)
	}
	a.changes(first, end)
}

// sentenceEnd is the first claim behind the sentence of claim i.
func (a *article) sentenceEnd(i int) int {
	s := a.claims[i].Sentence
	for i++; i < len(a.claims) && a.claims[i].Sentence == s; i++ {
	}
	return i
}

// usable reports whether the article states claim i as a figure of its own.
func (a *article) usable(i int) bool {
	c := &a.claims[i]
	return c.Checkable && (c.Modality == extract.Asserted || c.Modality == extract.Planned) && c.Role != extract.RoleRelated && c.Role != extract.RoleFurniture &&
		c.Number.Start >= 0 && c.Number.Start < c.Number.End && c.Number.End <= len(a.text)
}

// add files a finding; its claims stand in the order of the text.
func (a *article) add(f Finding) {
	slices.Sort(f.Claims)
	a.found = append(a.found, f)
}
