package extract_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"tallymark/extract"
)

// The lines of testdata/not_a_claim.jsonl are as "tallymark export --preset
// not-a-claim --format jsonl" writes them: each a sentence with the place of a
// figure that is none. The engine must not offer it for checking.
func TestNotAClaim(t *testing.T) {
	engine, err := extract.New(extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	cases, err := os.ReadFile("testdata/not_a_claim.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(bytes.NewReader(cases))
	for lines.Scan() {
		var c struct {
			Text, Quote, Reason string
			Start, End          int
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatalf("%s: %v", lines.Text(), err)
		}
		if c.Text[c.Start:c.End] != c.Quote || c.Reason == "" {
			t.Errorf("%s: the place is %q", lines.Text(), c.Text[c.Start:c.End])
		}
		for _, got := range engine.Claims(extract.Document{Text: c.Text, Lang: "en"}, true) {
			if got.Checkable && got.Number.Start < c.End && c.Start < got.Number.End {
				t.Errorf("%q is %s, but is offered as %s in %q", c.Quote, c.Reason, got.Kind, c.Text)
			}
		}
	}
}
