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

// stateWords is the line "Not ready: 1 disputed figure, 2 unreviewed".
func stateWords(c models.StatusCounts) string {
	var open []string
	if c.Disputed > 0 {
		open = append(open, count(c.Disputed, "disputed figure", "disputed figures"))
	}
	if c.NeedsEvidence > 0 {
		open = append(open, fmt.Sprintf("%d without evidence", c.NeedsEvidence))
	}
	if c.Unreviewed > 0 {
		open = append(open, fmt.Sprintf("%d unreviewed", c.Unreviewed))
	}
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
