package main

import (
	"fmt"
	"net/http"
	"strings"

	"tallymark/models"
)

// atHand is a claim on the desk with what lies around it.
type atHand struct {
	Claim  claimAtHand `json:"claim"`
	Before string      `json:"before"`
	After  string      `json:"after"`
	Place  string      `json:"place"`
	Why    string      `json:"why"`
	Settle bool        `json:"settle"`
	Second bool        `json:"second"`
	Left   int         `json:"left"`
	Last   *struct {
		ClaimID  uint          `json:"claim_id"`
		Label    string        `json:"label"`
		Status   models.Status `json:"status"`
		Together int           `json:"together"`
	} `json:"last"`
}

type claimAtHand struct {
	ID           uint          `json:"claim_id"`
	Revision     int           `json:"revision"`
	Status       models.Status `json:"status"`
	Label        string        `json:"label"`
	Quote        string        `json:"quote"`
	Kind         string        `json:"kind"`
	AttributedTo string        `json:"attributed_to"`
	ArticleTitle string        `json:"article_title"`
	Outlet       string        `json:"outlet"`
	SourceLink   string        `json:"source_link"`
	Flags        []string      `json:"flags"`
	Evidence     []struct {
		URL       string `json:"url"`
		Title     string `json:"title"`
		Stance    string `json:"stance"`
		Excerpt   string `json:"excerpt"`
		Withdrawn string `json:"withdrawn_at"`
	} `json:"evidence"`
	Notes []struct {
		Text      string `json:"text"`
		WrittenBy string `json:"written_by"`
		Withdrawn string `json:"withdrawn_at"`
	} `json:"notes"`
	Figure *struct {
		Claims []struct {
			ID       uint   `json:"id"`
			Label    string `json:"label"`
			Outlet   string `json:"outlet"`
			Day      string `json:"day"`
			Relation string `json:"relation"`
		} `json:"claims"`
	} `json:"figure"`
}

// next takes the next claim and shows it. At the end it returns errStop.
func (d *desk) next() error {
	asked := struct {
		Tab   models.Tab `json:"tab"`
		After uint       `json:"after,omitzero"`
		Claim uint       `json:"claim,omitzero"`
	}{Tab: d.tab, After: d.after}
	switch {
	case len(d.wanted) > 0:
		asked.Claim, d.wanted = d.wanted[0], d.wanted[1:]
	case d.listed:
		return errStop
	}
	var at atHand
	if err := d.source.ask(request{method: http.MethodPost, path: "/review/next", body: asked}, &at); err != nil {
		return err
	}
	d.at = &at
	if at.Claim.ID == 0 {
		fmt.Fprintln(d.out, "Nothing waits here. z takes back your last verdict, q stops.")
		return nil
	}
	d.show()
	return nil
}

// show writes the claim at hand as people read it.
func (d *desk) show() {
	at := d.at
	c := &at.Claim
	head := fmt.Sprintf("Claim %d, %s", c.ID, at.Place)
	if at.Left > 0 && !d.listed {
		head += fmt.Sprintf("; %d wait", at.Left)
		if at.Left >= models.MostCounted {
			head += " or more"
		}
	}
	fmt.Fprintln(d.out, d.strong(printable(head)))
	fmt.Fprintln(d.out, printable(joined(", ", c.ArticleTitle, c.Outlet)))
	fmt.Fprintf(d.out, "\n%s\n\n", d.inText())
	fmt.Fprintln(d.out, d.strong(printable(c.Label)))
	for _, line := range d.about() {
		fmt.Fprintln(d.out, "  "+strings.ReplaceAll(wrapped(printable(line), d.width-4), "\n", "\n    "))
	}
	fmt.Fprintln(d.out)
}

// about are the lines below the figure.
func (d *desk) about() (lines []string) {
	c := &d.at.Claim
	add := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	add("%s", joined(", ", c.Kind, credited(c.AttributedTo), strings.Join(c.Flags, ", ")))
	if d.at.Why != "" {
		add("comes now: %s", d.at.Why)
	}
	switch {
	case d.at.Settle:
		add("two verdicts differ, and yours settles it: say why")
	case d.at.Second:
		add("somebody has decided; you are the second, and see theirs afterwards")
	case c.Status != models.StatusUnreviewed:
		add("so far: %s", strings.ToLower(c.Status.Label()))
	}
	for _, e := range c.Evidence {
		if e.Withdrawn == "" {
			add("evidence, %s: %s", e.Stance, joined(" ", e.Title, e.URL, e.Excerpt))
		}
	}
	for _, n := range c.Notes {
		if n.Withdrawn == "" {
			add("note by %s: %s", n.WrittenBy, n.Text)
		}
	}
	if c.Figure != nil {
		for _, o := range c.Figure.Claims {
			if o.ID != c.ID {
				add("elsewhere: %s (%s), claim %d", joined(", ", o.Label, o.Outlet, o.Day), o.Relation, o.ID)
			}
		}
	}
	return lines
}

func credited(who string) string {
	if who == "" {
		return "nobody is credited"
	}
	return "credited to " + who
}

// joined puts together what is not empty.
func joined(between string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, between)
}

// inText is the quote in its text, in brackets and on terminals bold too.
func (d *desk) inText() string {
	at := d.at
	open, end := "[", "]"
	if d.bold {
		open, end = "\x1b[1m[", "]\x1b[0m"
	}
	// The marks come last: until then nothing of the text can be one.
	marked := paragraphs(at.Before) + "\x00" + paragraphs(at.Claim.Quote) + "\x01" + paragraphs(at.After)
	var out []string
	for paragraph := range strings.SplitSeq(marked, "\n") {
		if strings.TrimSpace(paragraph) != "" {
			out = append(out, wrapped(paragraph, d.width))
		}
	}
	return strings.NewReplacer("\x00", open, "\x01", end).Replace(strings.Join(out, "\n\n"))
}

// paragraphs is text with its line breaks, and otherwise harmless.
func paragraphs(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = printable(line)
	}
	return strings.Join(lines, "\n")
}

func (d *desk) strong(s string) string {
	if !d.bold {
		return s
	}
	return "\x1b[1m" + s + "\x1b[0m"
}

// wrapped breaks a paragraph between words.
func wrapped(paragraph string, width int) string {
	var b strings.Builder
	taken := 0
	for i, word := range strings.Fields(paragraph) {
		n := cellsIn(word)
		switch {
		case i == 0:
		case taken+1+n > width:
			b.WriteByte('\n')
			taken = 0
		default:
			b.WriteByte(' ')
			taken++
		}
		b.WriteString(word)
		taken += n
	}
	return b.String()
}
