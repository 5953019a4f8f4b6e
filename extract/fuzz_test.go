package extract

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// FuzzClaims holds what is promised for any bytes: spans inside of the text
// and on token boundaries, quotes byte for byte, numbers sorted and apart,
// and the same answer twice.
func FuzzClaims(f *testing.F) {
	for _, s := range []string{
		"Police arrested 13 men and seized 440 rounds, six handguns and $3.2m.",
		"Between 19 and 37 people, or 12.5% of the 300, fell ill on March 3, 2015.",
		"1, 1, 1, 1 - 1 / 1.1.1.1 1:2:3 ½ 3½ ±", "one one one hundred hundred million and a half of a dozen",
		"$$$ US$ € £ 5' 9\" 555-0100 #1 [1] (2) 3) 4.", "\x00\xff\xfe 12 \xe2\x80", "١٣ ٤٫٥ １２ 1\u00a0300 −5 minus five",
		"no one none nobody zero\n\n\n12\n\n", "5-foot-9 3 dollars and 50 cents 2 hours, 3 minutes", "9/11 24/7 1/2 2 1/4 12/05/2019",
	} {
		f.Add(s)
	}
	e, err := New(Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		doc := Document{Text: text, Lang: "en"}
		claims := e.Claims(doc, true)
		checkSpans(t, e, text, claims)
		if again := e.Claims(doc, true); !cmp.Equal(claims, again) {
			t.Fatalf("two answers for one text:\n%s", cmp.Diff(claims, again))
		}
	})
}

func checkSpans(t *testing.T, e *Engine, text string, claims []Claim) {
	t.Helper()
	starts, ends := tokenEnds(e, text)
	before := 0
	for i := range claims {
		c := &claims[i]
		n := c.Number
		if n.Start < before || n.End <= n.Start || n.End > len(text) {
			t.Fatalf("number %d..%d after %d in %d bytes", n.Start, n.End, before, len(text))
		}
		before = n.End
		if text[n.Start:n.End] != n.Text {
			t.Fatalf("number %q stands at %q", n.Text, text[n.Start:n.End])
		}
		if !starts[n.Start] || !ends[n.End] {
			t.Fatalf("number %q at %d..%d ends inside of a token of %q", n.Text, n.Start, n.End, text)
		}
		if c.Start > n.Start || c.End < n.End || c.End > len(text) || c.Start < 0 || text[c.Start:c.End] != c.Quote {
			t.Fatalf("claim %d..%d around number %d..%d of %q", c.Start, c.End, n.Start, n.End, text)
		}
		if utf8.ValidString(text) && !utf8.ValidString(c.Quote) {
			t.Fatalf("quote %q cuts a character", c.Quote)
		}
		if c.Value.OK && c.Value.V != c.Value.V {
			t.Fatalf("value of %q is no number", n.Text)
		}
	}
}

func tokenEnds(e *Engine, text string) (starts, ends map[int]bool) {
	r := &reading{text: text, lex: e.lexicons["en"]}
	r.lexText()
	starts, ends = make(map[int]bool, len(r.toks)), make(map[int]bool, len(r.toks))
	for _, t := range r.toks {
		starts[int(t.start)], ends[int(t.end)] = true, true
	}
	return starts, ends
}

func TestNoPanicOnCuts(t *testing.T) {
	e, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	text := "In \"March\" 3-5, 1999 – about 12 (or 13) of the $440 million, one in five, half a dozen, 5 feet 2 inches, 1:48.85, 23-year-olds, 7/11, no one’s, the 1990s’ 40-odd 3½ km/h."
	for i := range len(text) + 1 {
		for _, s := range []string{text[:i], text[i:], strings.ToUpper(text[i:])} {
			checkSpans(t, e, s, e.Claims(Document{Text: s, Lang: "en"}, true))
		}
	}
}
