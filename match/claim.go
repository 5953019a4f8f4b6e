package match

import (
	"strings"
	"time"

	"tallymark/extract"
)

// Article is the text that claims were read from, with what is known of it.
type Article struct {
	ID     string
	Text   string
	Date   string // 2006-01-02 or RFC 3339; "" if unknown
	Claims []extract.Claim
}

// Claim is a claim made ready for matching: the words around it, the names in
// its article and its days. [Prepare] makes it; it never changes.
type Claim struct {
	extract.Claim
	ID      uint // what the caller knows it by
	Article string
	Date    time.Time // the day of the article; zero if unknown

	near, clause []word // of its sentence, and of the part of it with the figure
	names        []word // of its article
	counted      string // stem of what is counted
	group        string // part of the people: soldiers, children
	places       []uint32
	actors       []uint32 // words of its subject
	sorts        []uint32 // words that say what sort of event it is: the mine of "mine accident"
	events       []string
	side, day    uint32
	beside       []reading // the other casualties of the sentence
	low, high    float64
	long         bool // more text than a headline
	lead         bool // it stands in the first lines
	from, to     time.Time
	source       string // whom it credits, see [Origins]
	agency       string // whose tag its article carries
}

// reading is a figure that stands beside another.
type reading struct {
	kind      extract.Kind
	low, high float64
}

// headlineLength is the longest text, in bytes, that has no more to say than
// its words: names and sentences are told apart only in longer ones.
const headlineLength = 300

// Prepare makes the claims of an article ready. What is no checkable claim, or
// a rank, a score or a figure the text denies, belongs to no figure and is
// left out.
func Prepare(a Article) []Claim {
	date := day(a.Date)
	long := len(a.Text) > headlineLength
	var of []word
	if long {
		of = names(a.Text)
	}
	leadLines := leadEnd(a.Text)
	lead, agency := compared(a.Text[:leadLines]), agencyOf(a.Text)
	var out []Claim
	for i := range a.Claims {
		c := &a.Claims[i]
		if !matchable(c) || !inside(c, a.Text) {
			continue
		}
		p := Claim{Claim: *c, Article: a.ID, Date: date, names: of, long: long, lead: c.Sentence.Start < leadLines, source: sourceOf(c), agency: agency}
		p.read(a.Text, lead)
		p.beside = beside(a.Claims, i)
		out = append(out, p)
	}
	return out
}

func matchable(c *extract.Claim) bool {
	switch c.Kind {
	case extract.Rank, extract.Score, extract.Date, extract.Time, extract.Identifier:
		return false
	}
	return c.Checkable && c.Modality != extract.Denied && !isTimes(c)
}

// isTimes reports whether the claim says how often: "counted twice" is no count
// of what was counted.
func isTimes(c *extract.Claim) bool {
	switch strings.ToLower(c.Number.Text) {
	case "once", "twice", "thrice":
		return c.Kind == extract.Count
	}
	return false
}

// inside guards against claims of another text.
func inside(c *extract.Claim, text string) bool {
	s := c.Sentence
	return 0 <= s.Start && s.Start <= c.Number.Start && c.Number.Start <= c.Number.End && c.Number.End <= s.End && s.End <= len(text)
}

func (c *Claim) read(text string, lead []word) {
	c.near = compared(text[c.Sentence.Start:c.Sentence.End])
	c.clause = compared(clause(text, c))
	for _, w := range compared(c.Subject) {
		c.actors = append(c.actors, w.id)
	}
	c.sorts = sorts(text[c.Sentence.Start:c.Sentence.End])
	c.counted = stem(lastWord(c.UnitName))
	c.group = groupOf(c)
	c.low, c.high = Range(&c.Claim)
	if c.Time != nil {
		c.from, c.to = day(c.Time.From), day(c.Time.To)
	}
	c.mark(c.near)
	if len(c.events) == 0 {
		c.mark(lead)
	}
}

// mark notes the places and events among the words.
func (c *Claim) mark(list []word) {
	for _, w := range list {
		switch w.class {
		case placeWord:
			c.places = append(c.places, w.id)
		case eventWord:
			if !contains(c.events, w.text) {
				c.events = append(c.events, w.text)
			}
		case sideWord:
			c.side = w.id
		case dayWord:
			c.day = w.id
		}
	}
}

// leadEnd is where the first two lines with text end: headline and lede.
func leadEnd(text string) int {
	lines, at := 0, 0
	for line := range strings.Lines(text) {
		at += len(line)
		if strings.TrimSpace(line) != "" {
			lines++
		}
		if lines == 2 || at > 1000 {
			break
		}
	}
	return at
}

// clause is the part of the sentence that the figure stands in, between the
// words that join what happened to what came of it.
func clause(text string, c *Claim) string {
	s, from := text[c.Sentence.Start:c.Sentence.End], 0
	at := c.Number.Start - c.Sentence.Start
	for _, t := range tokens(s) {
		if t.text != "after" && t.text != "as" && t.text != "while" {
			continue
		}
		if t.start > at {
			return s[from:t.start]
		}
		from = t.start
	}
	return s[from:]
}

func lastWord(s string) string {
	return s[strings.LastIndexByte(s, ' ')+1:]
}

func groupOf(c *Claim) string {
	for _, w := range []string{c.Unit, lastWord(strings.ToLower(c.UnitPhrase))} {
		if g := words.groups[w]; g != "" {
			return g
		}
	}
	return ""
}

// day is the day of a date, zero if there is none.
func day(s string) time.Time {
	if len(s) < len(time.DateOnly) {
		return time.Time{}
	}
	d, err := time.Parse(time.DateOnly, s[:len(time.DateOnly)])
	if err != nil {
		return time.Time{}
	}
	return d
}

// maxBeside bounds the figures beside a figure.
const maxBeside = 4

// beside are the other casualty figures of claim i's sentence.
func beside(all []extract.Claim, i int) []reading {
	var out []reading
	for _, step := range []int{-1, 1} {
		for j := i + step; j >= 0 && j < len(all) && all[j].Sentence == all[i].Sentence && len(out) < maxBeside; j += step {
			if all[j].Kind != all[i].Kind && tolls[all[j].Kind] {
				low, high := Range(&all[j])
				out = append(out, reading{all[j].Kind, low, high})
			}
		}
	}
	return out
}

// tolls are the kinds that count what an event did to people.
var tolls = map[extract.Kind]bool{
	extract.Deaths: true, extract.Injuries: true, extract.Casualties: true, extract.Missing: true, extract.Arrests: true, extract.Charges: true,
	extract.Convictions: true, extract.Hostages: true, extract.Displaced: true,
}
