package handlers

import (
	"fmt"
	"strings"

	"tallymark/models"
)

// bar is the segmented bar of an article, drawn 1000 wide, and the same in words.
type bar struct{ Pieces []barPiece }

type barPiece struct {
	Status   models.Status
	N        int
	X, Width int
}

// Words is the status in lower case.
func (p barPiece) Words() string { return strings.ToLower(p.Status.Label()) }

const barWidth = 1000

func barOf(c models.StatusCounts) bar {
	total := 0
	for _, seg := range c.Segments() {
		total += seg.N
	}
	var b bar
	sum := 0
	for _, seg := range c.Segments() {
		if seg.N == 0 {
			continue
		}
		from, to := sum*barWidth/total, (sum+seg.N)*barWidth/total
		b.Pieces = append(b.Pieces, barPiece{seg.Status, seg.N, from, to - from})
		sum += seg.N
	}
	return b
}

// stateWords is the line "Not ready: 1 disputed figure in the headline, 2
// unreviewed", what is worst first; "" if nothing is left to do.
func stateWords(c models.StatusCounts) string {
	var open []string
	say := func(n int, words string) {
		if n > 0 {
			open = append(open, words)
		}
	}
	say(c.HeadlineDisputed, count(c.HeadlineDisputed, "disputed figure", "disputed figures")+" in the headline")
	more := ""
	if c.HeadlineDisputed > 0 {
		more = "more "
	}
	rest := c.Disputed - c.HeadlineDisputed
	say(rest, count(rest, more+"disputed figure", more+"disputed figures"))
	say(c.Attention, count(c.Attention, "in conflict or doubt", "in conflict or doubt"))
	say(c.HeadlineOpen, "the headline is not decided")
	say(c.NeedsEvidence, fmt.Sprintf("%d without evidence", c.NeedsEvidence))
	say(c.Unreviewed, fmt.Sprintf("%d unreviewed", c.Unreviewed))
	if len(open) == 0 {
		return ""
	}
	return "Not ready: " + strings.Join(open, ", ")
}

// count is a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return plain(float64(n)) + " " + many
}
