package check_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"tallymark/check"
)

// longText is an article of about n claims, a tenth of which contradict others.
func longText(n int) string {
	var b strings.Builder
	b.WriteString("Harbour fire kills 14\n\n")
	for i := 0; i < n; i += 10 {
		b.WriteString("On quay " + strconv.Itoa(i%90+1) + " 46 people were hurt and 14 killed. Nine of the 24 councillors, or 42 percent, came. " +
			"The ferry carried 50 people: 38 men and 12 women. The quay is 300 feet (91 metres) long.\n\n")
	}
	return b.String()
}

func BenchmarkArticle(b *testing.B) {
	for _, n := range []int{60, 1000, 10000} {
		b.Run(strconv.Itoa(n)+" claims", func(b *testing.B) {
			text := longText(n)
			claims := read(b, text)
			b.ReportAllocs()
			for b.Loop() {
				check.Article(text, claims, published)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(claims)), "ns/claim")
		})
	}
}

// Ten times the claims may take ten times as long and not a hundred times. There
// is much room for a busy machine.
func TestTheWorkGrowsWithTheClaims(t *testing.T) {
	for name, text := range map[string]func(int) string{
		"an article":   longText,
		"one sentence": func(n int) string { return strings.Repeat("46 casualties, 14 dead, 30 hurt, ", n/3) },
		"headlines":    func(n int) string { return strings.Repeat("Fire kills 14\n\n", n) },
	} {
		t.Run(name, func(t *testing.T) {
			small, large := spent(t, text(1000)), spent(t, text(10000))
			if large > 50*max(small, 10*time.Millisecond) {
				t.Errorf("1,000 claims take %v, 10,000 take %v", small, large)
			}
		})
	}
}

// spent is the shortest of three tries.
func spent(t *testing.T, text string) time.Duration {
	claims := read(t, text)
	best := time.Hour
	for range 3 {
		start := time.Now()
		check.Article(text, claims, published)
		best = min(best, time.Since(start))
	}
	return best
}
