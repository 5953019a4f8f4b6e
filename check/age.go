package check

import (
	"fmt"
	"strconv"
	"strings"

	"tallymark/extract"
)

// age compares an age with the years beside it: "Ana Lund, 45, who was born in
// 1950", "Olaf Brix (1932–2020) died aged 78".
func (a *article) age(i, first, end int) {
	c := &a.claims[i]
	if c.Kind != extract.Age || !exact(c) || a.ages(first, end) > 1 {
		return
	}
	sentence := a.text[max(0, min(c.Sentence.Start, c.Number.Start)):max(c.Number.End, min(c.Sentence.End, len(a.text)))]
	if len(sentence) > 4*maxAfter {
		return
	}
	if born, died, ok := lived(sentence); ok {
		if words := wordsOf(a.before(i)); anyOf(words, []string{"aged", "age", "at"}) && anyOf(words, []string{"died", "dead", "death"}) {
			a.compareAge(i, born, died, fmt.Sprintf("from %d to %d", born, died))
		}
		return
	}
	if born, ok := bornIn(sentence); ok && !a.date.IsZero() && a.aside(i) {
		a.compareAge(i, born, a.date.Year(), fmt.Sprintf("from %d to the day of the article in %d", born, a.date.Year()))
	}
}

// ages counts the ages in a sentence: with two it is not sure whose year it is.
func (a *article) ages(first, end int) int {
	n := 0
	for i := first; i < end; i++ {
		if a.claims[i].Kind == extract.Age {
			n++
		}
	}
	return n
}

// aside reports an age between two commas, which is that of today.
func (a *article) aside(i int) bool {
	c := &a.claims[i]
	return strings.HasSuffix(a.text[:c.Number.Start], ", ") && strings.HasPrefix(a.text[c.Number.End:], ",")
}

func (a *article) compareAge(i, born, end int, years string) {
	c := &a.claims[i]
	most := end - born
	if v := c.Value.V; v == float64(most) || v == float64(most-1) || most < 0 || most > 130 {
		return
	}
	a.add(Finding{
		Kind: Age, Severity: Wrong, Claims: []int{i},
		Says:    fmt.Sprintf("The years give an age of %d or %d, not %s.", most-1, most, plain(c.Value.V)),
		Working: []string{fmt.Sprintf("%d − %d = %d, or one less before the birthday (%s)", end, born, most, years)},
	})
}

// lived finds a life in brackets: "(1932–2020)".
func lived(s string) (born, died int, ok bool) {
	for rest := s; ; {
		at := strings.IndexByte(rest, '(')
		if at < 0 {
			return 0, 0, false
		}
		rest = rest[at+1:]
		inside, _, closed := strings.Cut(rest, ")")
		if !closed {
			return 0, 0, false
		}
		for _, dash := range []string{"–", "-", "—"} {
			from, to, cut := strings.Cut(inside, dash)
			b, okB := year(from)
			d, okD := year(to)
			if cut && okB && okD && d >= b {
				return b, d, true
			}
		}
	}
}

// bornIn finds "born in 1950" where the sentence says it once.
func bornIn(s string) (int, bool) {
	_, rest, ok := strings.Cut(s, "born in ")
	if !ok || strings.Count(s, "born") > 1 || len(rest) < 4 {
		return 0, false
	}
	if len(rest) > 4 && (rest[4] >= '0' && rest[4] <= '9' || rest[4] == 's') {
		return 0, false
	}
	return year(rest[:4])
}

// year reads a year of the last centuries.
func year(s string) (int, bool) {
	s = strings.TrimSpace(s)
	n, err := strconv.Atoi(s)
	return n, err == nil && len(s) == 4 && n >= 1700 && n <= 2100
}
