package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"tallymark/extract"
	"tallymark/match"
)

type matchCommand struct {
	Input  string   `enum:"jsonl" default:"jsonl" help:"Input: jsonl."`
	Format string   `enum:"jsonl,text" default:"jsonl" help:"Output: jsonl or text (default jsonl)."`
	Store  bool     `help:"Put the claims of the database together to figures, as far as that has not been done; reads no file."`
	Anew   bool     `help:"With --store: look at every article again, also at those that have been looked at."`
	Files  []string `arg:"" optional:"" name:"file" help:"Files to read; standard input without any, or for -."`
}

// Help is the long help of the command.
func (x *matchCommand) Help() string {
	return `Each line is {"id": "...", "a": {"text": "...", "date": "..."}, "b": {...}}, two texts that may speak of one figure. Dates are optional.
Each gives a line {"id": "...", "relation": "same|conflict|different", "pairs": [...]}: "conflict" if a figure in both cannot be right in
both, "same" if they share a figure. A pair has both claims, how they stand to each other and why, part by part.
A line that cannot be read gives {"id": null, "line": N, "error": "..."} in its place and exit status 1.
With --store it goes through the database instead, which "tallymark serve" does by itself all the time. A run that was cut short goes
on where it ended, and what people said of figures stays.`
}

// Run reads every input in turn and prints what matches.
func (x *matchCommand) Run(c *console) error {
	switch {
	case x.Store && len(x.Files) > 0:
		return usageError("--store goes through the database and reads no file: leave %s out", x.Files[0])
	case x.Anew && !x.Store:
		return usageError("--anew goes with --store")
	case x.Store:
		return x.figures(c)
	}
	engine, err := extract.New(extract.Options{})
	if err != nil {
		return fmt.Errorf("start the engine: %w", err)
	}
	m := &matching{command: x, console: c, engine: engine, out: bufio.NewWriterSize(c.stdout, 64<<10)}
	names := x.Files
	if len(names) == 0 {
		names = []string{"-"}
	}
	for _, name := range names {
		if err := m.input(name); err != nil {
			return err
		}
	}
	if err := m.out.Flush(); err != nil {
		return fmt.Errorf("write the matches: %w", err)
	}
	if m.failed {
		return errSome
	}
	return nil
}

// matching is one run of the command.
type matching struct {
	command *matchCommand
	console *console
	engine  *extract.Engine
	out     *bufio.Writer
	failed  bool
}

// twoTexts is one line of input.
type twoTexts struct {
	ID jsontext.Value `json:"id"`
	A  *record        `json:"a"`
	B  *record        `json:"b"`
}

// matched is one line of output.
type matched struct {
	ID       jsontext.Value `json:"id"`
	Relation match.Relation `json:"relation"`
	Pairs    []matchedPair  `json:"pairs"`
}

type matchedPair struct {
	Relation match.Relation `json:"relation"`
	Score    float64        `json:"score"`
	Parts    parts          `json:"score_parts"`
	Shared   []string       `json:"shared_words"`
	A        extract.Claim  `json:"a"`
	B        extract.Claim  `json:"b"`
}

// input reads one file. An error is one of writing, which ends the run.
func (m *matching) input(name string) error {
	r, err := m.console.openInput(name)
	if err != nil {
		m.complain("%v", err)
		return nil
	}
	defer r.Close()
	reader := newLineReader(r)
	var line []byte
	for {
		line, err = reader.next(line)
		if err != nil && !errors.Is(err, errLongLine) {
			if err != io.EOF {
				m.complain("%s: %v", inputName(name), err)
			}
			return nil
		}
		if err := m.line(name, reader.line, line, err); err != nil {
			return fmt.Errorf("write the matches: %w", err)
		}
	}
}

// line prints what one line gives. failed is what was wrong with reading it.
func (m *matching) line(name string, number int, line []byte, failed error) error {
	var out matched
	if failed == nil {
		out, failed = m.match(line)
	}
	if failed != nil {
		m.complain("%s: line %d: %v", inputName(name), number, failed)
		if m.command.Format == "text" {
			return nil
		}
		_, err := fmt.Fprintf(m.out, `{"id":null,"line":%d,"error":%s}`+"\n", number, extract.AppendJSONString(nil, failed.Error()))
		return err
	}
	if m.command.Format == "text" {
		return m.text(&out)
	}
	if err := json.MarshalWrite(m.out, &out); err != nil {
		return err
	}
	return m.out.WriteByte('\n')
}

// text prints what two texts have in common for people.
func (m *matching) text(out *matched) error {
	_, err := fmt.Fprintf(m.out, "%s: %s\n", out.ID, out.Relation)
	for _, p := range out.Pairs {
		if err == nil {
			_, err = fmt.Fprintf(m.out, "  %s, %.2f: “%s” and “%s”; %s\n", p.Relation, p.Score, p.A.Quote, p.B.Quote, p.Parts)
		}
	}
	return err
}

// parts are what a score is made of.
type parts []match.Part

// String is those parts that count, for people: "words +0.42, place -0.40".
func (p parts) String() string {
	var list []string
	for _, one := range p {
		if one.Value != 0 {
			list = append(list, fmt.Sprintf("%s %+.2f", one.Name, one.Value))
		}
	}
	return strings.Join(list, ", ")
}

// MarshalJSON makes one object of them, in their order.
func (p parts) MarshalJSON() ([]byte, error) {
	dst := []byte{'{'}
	for i, one := range p {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(extract.AppendJSONString(dst, one.Name), ':')
		dst = strconv.AppendFloat(dst, one.Value, 'f', 3, 64)
	}
	return append(dst, '}'), nil
}

func (m *matching) match(line []byte) (matched, error) {
	var two twoTexts
	if err := json.Unmarshal(line, &two, lenient); err != nil {
		return matched{}, plainJSONError(err)
	}
	if two.A == nil || two.B == nil || two.A.Text == nil || two.B.Text == nil {
		return matched{}, errors.New(`"a" and "b" must each have a "text"`)
	}
	for _, r := range []*record{two.A, two.B} {
		if err := r.check(); err != nil {
			return matched{}, err
		}
	}
	a, b := m.prepare("a", two.A), m.prepare("b", two.B)
	pairs := match.Pairs(a, b)
	out := matched{ID: two.ID, Relation: match.Overall(pairs), Pairs: []matchedPair{}}
	if len(out.ID) == 0 {
		out.ID = jsontext.Value("null")
	}
	for _, p := range pairs {
		out.Pairs = append(out.Pairs, matchedPair{
			Relation: p.Relation, Score: p.Score.Total(), Parts: p.Score.Parts(), Shared: append([]string{}, match.Shared(&a[p.A], &b[p.B])...),
			A: a[p.A].Claim, B: b[p.B].Claim,
		})
	}
	return out, nil
}

func (m *matching) prepare(id string, r *record) []match.Claim {
	doc := r.document(&extractCommand{})
	return match.Prepare(match.Article{ID: id, Text: doc.Text, Date: doc.Date, Claims: m.engine.Claims(doc, true)})
}

func (m *matching) complain(format string, args ...any) {
	m.failed = true
	fmt.Fprintf(m.console.stderr, "tallymark: "+format+"\n", args...)
}
