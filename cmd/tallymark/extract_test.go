package main

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// line is a line of JSON lines output.
type line struct {
	ID     any               `json:"id"`
	Engine string            `json:"engine"`
	Claims []json.RawMessage `json:"claims"`
	Line   int               `json:"line"`
	Error  string            `json:"error"`
}

func parseLines(t *testing.T, out string) []line {
	t.Helper()
	var lines []line
	for s := range strings.Lines(out) {
		var l line
		if err := json.Unmarshal([]byte(s), &l); err != nil {
			t.Fatalf("%v in %q", err, s)
		}
		lines = append(lines, l)
	}
	return lines
}

func TestJSONLinesKeepTheirOrderAndPlace(t *testing.T) {
	input := "\ufeff" + `{"id":"a","text":"Police arrested 13 people.","extra":{"deep":[1,2]}}` + "\n" +
		"\n" +
		`{"id":"b","text":` + "\n" +
		`{"id":7,"text":""}` + "\r\n" +
		`{"text":"Nobody was named."}` + "\n" +
		`{"id":"c"}` + "\n" +
		`{"id":"d","text":"x","date":"soon"}` + "\n" +
		`{"id":"e","text":"x","blocks":[{"role":"body","start":0,"end":9}]}` + "\n" +
		`{"id":"f","text":"x","links":[{"start":-1,"end":1,"url":"u"}]}` + "\n" +
		`{"id":["g"],"text":"x"}` + "\n" +
		`"text"` + "\n" +
		`{"id":"last","text":"Six men."}`
	for _, jobs := range []string{"1", "3"} {
		got := tallymark(t, input, "extract", "--input", "jsonl", "--format", "jsonl", "--jobs", jobs)
		if got.code != 1 {
			t.Errorf("exit %d", got.code)
		}
		var shape []string
		for _, l := range parseLines(t, got.out) {
			if l.Error != "" {
				shape = append(shape, fmt.Sprintf("line %d fails", l.Line))
				if l.ID != nil || l.Claims != nil {
					t.Errorf("a failed line has id %v and claims %v", l.ID, l.Claims)
				}
				if !strings.Contains(got.errors, fmt.Sprintf("line %d: %s", l.Line, l.Error)) {
					t.Errorf("standard error has no line %d: %s", l.Line, got.errors)
				}
				continue
			}
			if l.Claims == nil || l.Engine == "" {
				t.Errorf("%v: claims %v, engine %q", l.ID, l.Claims, l.Engine)
			}
			shape = append(shape, fmt.Sprint(l.ID))
		}
		want := []string{"a", "line 3 fails", "7", "", "line 6 fails", "line 7 fails", "line 8 fails", "line 9 fails", "line 10 fails", "line 11 fails", "last"}
		if diff := cmp.Diff(want, shape); diff != "" {
			t.Error(diff)
		}
	}
}

func TestLoneSurrogatesAndOddText(t *testing.T) {
	for _, text := range []string{`\ud800 41 people died`, `41 people died\u0000 and 3`, `\ud83d\ude00 41 people died`, "\xff 41 people died", `\u202e 41 people died`, `قتل 41 people died`} {
		got := tallymark(t, `{"id":"a","text":"`+text+`"}`+"\n", "extract", "--input", "jsonl", "--format", "jsonl")
		if got.code != 0 || len(parseLines(t, got.out)[0].Claims) == 0 || !utf8.ValidString(got.out) {
			t.Errorf("%s: exit %d, %s%s", text, got.code, got.out, got.errors)
		}
	}
	var l struct {
		Claims []struct {
			Start int
			Quote string
		}
	}
	got := tallymark(t, `{"id":"a","text":"\ud800 41 people died"}`, "extract", "--input", "jsonl", "--format", "jsonl")
	if err := json.Unmarshal([]byte(got.out), &l); err != nil {
		t.Fatal(err)
	}
	if text := "\ufffd 41 people died"; !strings.HasPrefix(text[l.Claims[0].Start:], l.Claims[0].Quote) {
		t.Errorf("%+v does not point into %q", l.Claims[0], text)
	}
}

func TestALineThatIsTooLong(t *testing.T) {
	long := `{"id":"long","text":"` + strings.Repeat("41 dead, ", maxLine/9) + `"}`
	got := tallymark(t, `{"id":"a","text":"x"}`+"\n"+long+"\n"+`{"id":"b","text":"x"}`+"\n", "extract", "--input", "jsonl", "--format", "jsonl")
	lines := parseLines(t, got.out)
	if got.code != 1 || len(lines) != 3 || lines[1].Line != 2 || !strings.Contains(lines[1].Error, "16 MB") || lines[2].ID != "b" {
		t.Errorf("exit %d, %d lines, %.200s", got.code, len(lines), got.errors)
	}
}

func TestBadTexts(t *testing.T) {
	for _, tt := range []struct{ name, text string }{
		{"empty", ""},
		{"a megabyte without a space", strings.Repeat("a1", 1<<19)},
		{"invalid UTF-8", "\xff\xfe 41 \xc3 dead"},
		{"NUL", "41\x00dead"},
		{"very many figures", strings.Repeat("41 dead, ", 100_000)},
		{"right to left", "قتل ٤١ شخصا"},
	} {
		for _, input := range []string{"text", "html"} {
			for _, format := range []string{"jsonl", "text", "json", "csv"} {
				if len(tt.text) > 1<<18 && (format != "jsonl" || input != "text") {
					continue // the large ones are about the engine, not the formats
				}
				got := tallymark(t, tt.text, "extract", "--all", "--input", input, "--format", format)
				if got.code > 1 || got.code == 1 && input == "text" || !utf8.ValidString(got.out) {
					t.Errorf("%s as %s to %s: exit %d, %.200s", tt.name, input, format, got.code, got.errors)
				}
			}
		}
	}
}

func TestFormats(t *testing.T) {
	inFolder(t)
	a, b := save(t, "a.txt", "Police arrested 13 people in 2025."), save(t, "=b.txt", "It cost -5 dollars.")
	var docs []line
	got := tallymark(t, "", "extract", "--format", "json", a, b)
	if err := json.Unmarshal([]byte(got.out), &docs); err != nil || len(docs) != 2 || docs[0].ID != a {
		t.Errorf("%v: %s", err, got.out)
	}
	got = tallymark(t, "", "extract", "--format", "csv", "--all", a, b)
	rows, err := csv.NewReader(strings.NewReader(got.out)).ReadAll()
	if err != nil || len(rows) < 3 || rows[0][0] != "id" || rows[len(rows)-1][0] != "'=b.txt" {
		t.Errorf("%v: %v", err, rows)
	}
	got = tallymark(t, "", "extract", a)
	if !strings.Contains(got.out, "13 arrested") || strings.Contains(got.out, "2025") {
		t.Errorf("text is %s", got.out)
	}
	for _, format := range []string{"json", "jsonl"} {
		if got := tallymark(t, "", "extract", "--input", "jsonl", "--format", format); got.code != 0 || strings.TrimSpace(strings.Trim(got.out, "[]\n")) != "" {
			t.Errorf("nothing as %s: exit %d, %q", format, got.code, got.out)
		}
	}
}

func TestExplain(t *testing.T) {
	const text = "Police arrested 13 people in 2025."
	got := tallymark(t, text, "extract", "--explain", "--all")
	for _, want := range []string{"\n           number: digits\n", "\n           predicate: arrest, \"arrested\" before\n", "\n           refused: date, "} {
		if !strings.Contains(got.out, want) {
			t.Errorf("no %q in %s", want, got.out)
		}
	}
	for _, format := range []string{"json", "jsonl"} {
		if got := tallymark(t, text, "extract", "--explain", "--format", format); !strings.Contains(got.out, `"rules":["number: digits",`) {
			t.Errorf("%s: %s", format, got.out)
		}
		if got := tallymark(t, text, "extract", "--format", format); strings.Contains(got.out, `"rules"`) {
			t.Errorf("%s without --explain: %s", format, got.out)
		}
	}
}

func TestHTMLOffsetsPointIntoWhatReadPrints(t *testing.T) {
	html := `<title>Raid</title><p>Police arrested <b>13</b> people, <a href="https://example.org/p">the agency</a> said on Monday.`
	var page struct{ Text string }
	if err := json.Unmarshal([]byte(tallymark(t, html, "read").out), &page); err != nil {
		t.Fatal(err)
	}
	var docs []struct {
		Claims []struct {
			Start, End int
			Quote      string
			Links      []string
		}
	}
	if err := json.Unmarshal([]byte(tallymark(t, html, "extract", "--input", "html", "--format", "json").out), &docs); err != nil {
		t.Fatal(err)
	}
	c := docs[0].Claims[0]
	if page.Text[c.Start:c.End] != c.Quote || len(c.Links) != 1 {
		t.Errorf("%+v in %q", c, page.Text)
	}
}

// Every command reads a file for what it is.
func TestFilesOfEveryFormat(t *testing.T) {
	inFolder(t)
	name := save(t, "ferry.eml", "Subject: Ferry\r\nDate: Mon, 23 Mar 2026 09:12:00 +0100\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>At least 41 people =\r\ndied on Monday.")
	for _, run := range []struct {
		says string
		args []string
	}{
		{`"title":"Ferry"`, []string{"read", name}},
		{`"published":"2026-03-23T09:12:00+01:00"`, []string{"read", name}},
		{`"quote":"At least 41 people died"`, []string{"extract", "--input", "file", "--format", "jsonl", name}},
		{"0 findings", []string{"check", "--input", "file", name}},
		{"1 added", []string{"import", name}},
	} {
		if got := tallymark(t, "", run.args...); got.code != 0 || !strings.Contains(got.out, run.says) {
			t.Errorf("%v: exit %d: %s%s", run.args, got.code, got.out, got.errors)
		}
	}
	if got := tallymark(t, "", "extract", "--input", "file", save(t, "cut.docx", "PK\x03\x04")); got.code != 1 || !strings.Contains(got.errors, "damaged") {
		t.Errorf("a damaged file: exit %d: %s", got.code, got.errors)
	}
}

// full fails as a full disk does.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestAFullDiskEndsTheRun(t *testing.T) {
	for _, jobs := range []string{"1", "4"} {
		c := &console{stdin: strings.NewReader(strings.Repeat(`{"id":"a","text":"41 people died"}`+"\n", 20_000)), stdout: full{}, stderr: io.Discard}
		if code := run(t.Context(), []string{"extract", "--input", "jsonl", "--format", "jsonl", "--jobs", jobs}, c); code != 1 {
			t.Errorf("exit %d", code)
		}
	}
}

func FuzzRecord(f *testing.F) {
	for _, s := range []string{
		`{"id":"a","text":"41 dead"}`, `{"id":1.5,"text":"\ud800","date":"2026-03-02","lang":"en"}`, `{"text":"x","text":"y"}`, `{"id":null,"text":""}`, `{}`, `[]`, `{"id":{},"text":"x"}`,
		`{"text":"x","blocks":[{"role":"lede","start":0,"end":1}],"links":[{"start":0,"end":1,"url":"u"}]}`, "{\"text\":\"\xff\"}", `{"Text":"x"}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, err := parseRecord(raw)
		var want struct {
			Text *string `json:"text"`
		}
		if err != nil {
			if !utf8.ValidString(err.Error()) {
				t.Fatalf("the message is %q", err)
			}
			return
		}
		if !json.Valid(raw) || json.Unmarshal(raw, &want) != nil {
			t.Fatalf("%q was taken", raw)
		}
		if !strings.Contains(strings.ToLower(string(raw)), `\u`) && strings.Count(string(raw), `"`) == 4 && (want.Text == nil || *want.Text != *r.Text) {
			t.Fatalf("the text of %q is %q", raw, *r.Text)
		}
		r.document(&extractCommand{})
	})
}
