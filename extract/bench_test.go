package extract

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// newsText is n bytes of news written for measuring: figures in a third of
// its sentences, as papers have them.
func newsText(n int) string {
	paragraphs := []string{
		"Harlow, Monday - The river rose by nearly three metres overnight and flooded 1,240 homes in the lower town, the county's rescue service said. At least 17 people were injured, four of them seriously, and two remained missing on Tuesday evening.",
		"Officials opened the old school on Mill Lane to those who had to leave. Volunteers brought blankets, soup and dry clothes, and a baker who had lost his own shop handed out what he had saved from the ovens.",
		"Repairs will cost between $12 million and $15 million, according to a first estimate, about 40 per cent more than the council has set aside. The mayor, Ellen Marsh, 52, called the sum bearable. She said the town would not raise its taxes before 2027.",
		"The water began to fall towards noon. Engineers were still looking at the bridge that carries the railway across the valley, and nobody could say when trains would run again.",
	}
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString(paragraphs[i%len(paragraphs)])
		b.WriteString("\n\n")
	}
	return b.String()[:n]
}

func benchText(b *testing.B, text string) {
	b.Helper()
	e, err := New(Options{})
	if err != nil {
		b.Fatal(err)
	}
	doc := Document{Text: text, Lang: "en", Date: "2026-05-04"}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		e.Claims(doc, false)
	}
}

func BenchmarkNews(b *testing.B)    { benchText(b, newsText(64<<10)) }
func BenchmarkArticle(b *testing.B) { benchText(b, newsText(5<<10)) }
func BenchmarkNews16k(b *testing.B) { benchText(b, newsText(16<<10)) }
func BenchmarkNoFigures(b *testing.B) {
	benchText(b, strings.Repeat("The council met and spoke of the bridge. ", 1600))
}

// A megabyte of one sort of token must cost what a megabyte costs.
func BenchmarkDigits(b *testing.B)      { benchText(b, strings.Repeat("7", 1<<20)) }
func BenchmarkNumberWords(b *testing.B) { benchText(b, strings.Repeat("hundred ", 1<<17)) }
func BenchmarkMixedWords(b *testing.B) {
	benchText(b, strings.Repeat("one hundred million and ", 1<<20/24))
}
func BenchmarkCurrencySigns(b *testing.B) { benchText(b, strings.Repeat("$", 1<<20)) }
func BenchmarkList(b *testing.B)          { benchText(b, strings.Repeat("1, ", 1600)) }

// BenchmarkArticleTail reports what the slowest article of a hundred takes.
func BenchmarkArticleTail(b *testing.B) {
	e, err := New(Options{})
	if err != nil {
		b.Fatal(err)
	}
	doc := Document{Text: newsText(5 << 10), Lang: "en", Date: "2026-05-04"}
	var took []time.Duration
	for b.Loop() {
		start := time.Now()
		e.Claims(doc, false)
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*50/100])/1e6, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100])/1e6, "p99-ms")
}
