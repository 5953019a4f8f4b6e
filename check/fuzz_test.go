package check_test

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tallymark/check"
	"tallymark/extract"
)

// FuzzArticle holds what is promised for any text: no panic, claims that are
// in the list and in order, words and working, and the same answer twice.
func FuzzArticle(f *testing.F) {
	for _, s := range []string{
		"Nine of the 24 councillors, or 42 percent, voted.", "37% of the 13 women", "46 casualties: 14 dead and 30 wounded.",
		"Fall kills 14\n\nSixteen people were killed.", "50 people: 37 men and 12 women", "1e308 of 1e-308 (5%)", "0 of 0 (0%)",
		"rose from 10 to 5, or 120 percent", "300 feet (12 metres)", "\x00\xff 12 of \xe2\x80 13, or 9%",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		claims := read(t, text)
		found := check.Article(text, claims, published)
		for _, one := range found {
			if one.Kind == "" || one.Severity == "" || one.Says == "" || len(one.Working) == 0 || len(one.Claims) == 0 {
				t.Fatalf("half a finding: %+v", one)
			}
			for i, c := range one.Claims {
				if c < 0 || c >= len(claims) || i > 0 && c <= one.Claims[i-1] {
					t.Fatalf("claims %v of %d", one.Claims, len(claims))
				}
			}
		}
		if again := check.Article(text, claims, published); !cmp.Equal(found, again) {
			t.Fatal(cmp.Diff(found, again))
		}
	})
}

// Claims may come from a store, whose text was cut or replaced since.
func TestClaimsOfAnotherText(t *testing.T) {
	t.Parallel()
	text := "Fall kills 14\n\nSixteen people were killed. Nine of the 24 councillors, or 42 percent, saw 50 people: 37 men and 12 women."
	claims := read(t, text)
	for n := range text {
		check.Article(text[:n], claims, time.Time{})
	}
}

func TestValuesThatAreNoNumbers(t *testing.T) {
	t.Parallel()
	text := "Nine of the 24 councillors, or 42 percent, saw 50 people: 37 men and 12 women, 300 feet (12 metres), from 10 to 5."
	for _, v := range []float64{0, -1, math.Inf(1), math.Inf(-1), math.NaN(), math.MaxFloat64, math.SmallestNonzeroFloat64} {
		claims := read(t, text)
		for i := range claims {
			claims[i].Value, claims[i].Low, claims[i].High, claims[i].SIValue = extract.Known(v), extract.Known(v), extract.Known(v), extract.Known(v)
		}
		check.Article(text, claims, published)
	}
}
