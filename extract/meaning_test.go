package extract

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// meaningRows are sentences, one a line, with every claim marked as
// [figure|kind|predicate|label] and, where they are not plain, the modality or
// the change: [12|deaths|kill|12 killed|denied]. Figures without a mark are no
// claims.
func meaningRows(t *testing.T, rows string) {
	t.Helper()
	e, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range strings.Split(strings.TrimSpace(rows), "\n") {
		text, want := bareRow(row)
		var got []string
		for _, c := range e.Claims(Document{Text: text, Lang: "en"}, false) {
			got = append(got, meaningOf(&c))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", text, diff)
		}
	}
}

// bareRow splits a row into its text and the wanted claims.
func bareRow(row string) (text string, want []string) {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(row, "[")
		b.WriteString(before)
		if !found {
			return b.String(), want
		}
		mark, after, _ := strings.Cut(rest, "]")
		figure, _, _ := strings.Cut(mark, "|")
		b.WriteString(figure)
		want = append(want, mark)
		row = after
	}
}

// meaningOf writes a claim as its mark.
func meaningOf(c *Claim) string {
	s := fmt.Sprintf("%s|%s|%s|%s", c.Number.Text, c.Kind, c.Predicate, c.Label)
	if c.Modality != Asserted {
		s += "|" + string(c.Modality)
	}
	if c.Change != nil {
		s += "|" + c.Change.Role + "/" + c.Change.Direction
	}
	return s
}
