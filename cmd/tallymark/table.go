package main

import (
	"io"
	"os"
	"strings"
	"unicode"

	"golang.org/x/term"
)

// column is one of a table for people. The last one takes what is left of the
// line.
type column struct {
	head  string
	width int
	right bool // numbers
}

// table writes rows as they come, so that its widths are fixed: whoever pages
// through a million claims sees the first at once.
type table struct {
	out     io.Writer
	columns []column
	width   int // of the terminal, 0 for none
	colour  bool
	err     error
}

func newTable(c *console, out io.Writer, columns []column) *table {
	t := &table{out: out, columns: columns, width: terminalWidth(c.stdout), colour: colourful(c.stdout)}
	heads := make([]string, len(columns))
	for i, col := range columns {
		heads[i] = col.head
	}
	t.row("", heads...)
	return t
}

// terminalWidth is 0 for what is no terminal.
func terminalWidth(stream any) int {
	f, ok := stream.(*os.File)
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return width
}

// colourful reports whether colours reach somebody who wants them.
func colourful(stream any) bool {
	return isTerminal(stream) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// least is what the last column keeps on the narrowest terminal.
const least = 12

// row writes a line in the colour of a status, "" for none.
func (t *table) row(status string, cells ...string) {
	var line strings.Builder
	taken := 0
	for i, col := range t.columns {
		cell := printable(cells[i])
		if i == len(t.columns)-1 {
			if t.width > 0 {
				cell = cut(cell, max(t.width-taken, least))
			}
			line.WriteString(cell)
			break
		}
		cell = cut(cell, col.width)
		space := strings.Repeat(" ", col.width-cellsIn(cell))
		if col.right {
			line.WriteString(space + cell + "  ")
		} else {
			line.WriteString(cell + space + "  ")
		}
		taken += col.width + 2
	}
	if t.err == nil {
		_, t.err = io.WriteString(t.out, painted(strings.TrimRight(line.String(), " "), status, t.colour)+"\n")
	}
}

// colours of statuses, as codes of terminals.
var colours = map[string]string{
	"verified": "32", "disputed": "31", "needs_evidence": "33", "unverifiable": "35", "superseded": "2", "not_a_claim": "2",
}

func painted(text, status string, colour bool) string {
	code := colours[status]
	if !colour || code == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// printable is text that does nothing to a terminal: no controls, and nothing
// that turns round what stands beside it.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r):
			return ' '
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

// cut shortens text to so many cells.
func cut(s string, most int) string {
	if cellsIn(s) <= most {
		return s
	}
	taken := 0
	for i, r := range s {
		if taken+cellsOf(r) > most-1 {
			return s[:i] + "…"
		}
		taken += cellsOf(r)
	}
	return s
}

func cellsIn(s string) (n int) {
	for _, r := range s {
		n += cellsOf(r)
	}
	return n
}

// cellsOf is how many cells of a terminal a character takes.
func cellsOf(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana), r >= 0x1F300 && r <= 0x1FAFF, r >= 0xFF01 && r <= 0xFF60:
		return 2
	}
	return 1
}
