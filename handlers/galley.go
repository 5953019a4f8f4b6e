package handlers

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tallymark/models"
)

// galleyBlock is one paragraph of the text as shown.
type galleyBlock struct {
	Role string
	Runs []run
}

// IsHeadline reports whether the block is the headline of the article.
func (b galleyBlock) IsHeadline() bool { return b.Role == roleHeadline }

func hasHeadline(blocks []galleyBlock) bool {
	return slices.ContainsFunc(blocks, galleyBlock.IsHeadline)
}

// The roles of blocks that the pages treat in their own way.
const (
	roleHeadline = "headline"
	roleBody     = "body"
)

// run is a stretch of the text: plain, or the mark of a claim.
type run struct {
	Text string
	Mark *mark
}

// mark is a claim's figure in the text.
type mark struct {
	ID     string
	Href   string
	N      string // of its card
	Status string
	Text   string
	Spoken string // what a screen reader says, once
	Plain  bool   // shown without a mark

	Current bool // the claim at hand
	Picked  bool // marked to decide on together with others
}

// pick shows that the visitor marked the claim, if it is one of these.
func (m *mark) pick(claims []uint) {
	for _, id := range claims {
		if strconv.FormatUint(uint64(id), 10) == m.ID {
			m.Picked = true
			m.Spoken += ", marked"
		}
	}
}

func newMark(text string, n int, c *models.Claim) *mark {
	spoken := text + ", " + strings.ToLower(c.Status.Label())
	if c.Label != "" && c.Label != text {
		spoken += ", claim: " + c.Label
	}
	id := strconv.FormatUint(uint64(c.ID), 10)
	return &mark{
		ID: id, Href: "#claim-" + id, N: strconv.Itoa(n), Status: string(c.Status), Text: text,
		Spoken: spoken, Plain: c.Status == models.StatusNotAClaim,
	}
}

// markSpan is where a mark stands in the version's text, in bytes.
type markSpan struct {
	start, end int
	n          int // place among the claims, from 1
	claim      *models.Claim
}

// galley cuts the text of a version into paragraphs and marks. What it shows,
// run after run, is the stored text byte for byte but for the blank lines
// between paragraphs. Claims must be in the order of their numbers.
func galley(v *models.Version, claims []models.Claim) []galleyBlock {
	marks := markSpans(v.Text, claims)
	var out []galleyBlock
	at := 0
	for _, b := range v.Blocks {
		if b.Start < at || b.End > len(v.Text) || b.Start > b.End {
			continue
		}
		out = appendBlock(out, v.Text, roleBody, at, b.Start, &marks)
		out = appendBlock(out, v.Text, string(b.Role), b.Start, b.End, &marks)
		at = b.End
	}
	return appendBlock(out, v.Text, roleBody, at, len(v.Text), &marks)
}

// appendBlock adds text[start:end] as one paragraph for each stretch between
// blank lines, unless there is only white space.
func appendBlock(out []galleyBlock, text, role string, start, end int, marks *[]markSpan) []galleyBlock {
	for start < end {
		stop := end
		if i := strings.Index(text[start:end], "\n\n"); i >= 0 && role != "table" {
			stop = start + i
		}
		if strings.TrimSpace(text[start:stop]) != "" {
			out = append(out, galleyBlock{Role: role, Runs: runs(text, start, stop, marks)})
		}
		start = min(stop+len("\n\n"), end)
	}
	return out
}

// runs cuts text[start:end] at the marks, which it takes off the front of marks.
func runs(text string, start, end int, marks *[]markSpan) []run {
	var out []run
	for len(*marks) > 0 && (*marks)[0].start < end {
		m := (*marks)[0]
		*marks = (*marks)[1:]
		if m.start < start {
			continue
		}
		m.end = min(m.end, end)
		if m.start > start {
			out = append(out, run{Text: text[start:m.start]})
		}
		out = append(out, run{Mark: newMark(text[m.start:m.end], m.n, m.claim)})
		start = m.end
	}
	if start < end {
		out = append(out, run{Text: text[start:end]})
	}
	return out
}

// markSpans returns where the marks of the claims stand, sorted and apart.
func markSpans(text string, claims []models.Claim) []markSpan {
	out := make([]markSpan, 0, len(claims))
	for i := range claims {
		c := &claims[i]
		start, end := markOf(text, c)
		if n := len(out); n > 0 {
			last := &out[n-1]
			last.end = min(last.end, max(c.NumberStart, last.start))
			start = max(start, last.end)
		}
		if start < end && end <= len(text) && utf8.RuneStart(text[start]) {
			out = append(out, markSpan{start, end, i + 1, c})
		}
	}
	return out
}

// maxGap is how many words may stand between a number and the unit that is
// marked with it: "13 of the men" is one mark, a unit half a sentence away is not.
const maxGap = 3

// markOf is the number with its unit where the unit stands beside it, else the
// number alone.
func markOf(text string, c *models.Claim) (start, end int) {
	start, end = c.NumberStart, c.NumberEnd
	if start < 0 || end > len(text) || c.UnitStart >= c.UnitEnd || c.UnitStart < 0 || c.UnitEnd > len(text) {
		return start, end
	}
	switch {
	case c.UnitStart >= end && near(text[end:c.UnitStart]):
		end = c.UnitEnd
	case c.UnitEnd <= start && near(text[c.UnitEnd:start]):
		start = c.UnitStart
	case c.UnitStart < end && c.UnitEnd > start:
		start, end = min(start, c.UnitStart), max(end, c.UnitEnd)
	}
	return start, end
}

// near reports whether gap is a few words of the same sentence and line.
func near(gap string) bool {
	return len(strings.Fields(gap)) <= maxGap && !strings.ContainsAny(gap, "\n.;:!?") && strings.IndexFunc(gap, unicode.IsDigit) < 0
}
