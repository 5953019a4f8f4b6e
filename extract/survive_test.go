package extract

import (
	"math/rand"
	"strings"
	"testing"
)

// saladWords are the words and marks that the rules of speech, time and place
// listen to; in any order they must do no harm.
var saladWords = strings.Split("said|says|told|according to|citing|reporting|showed|that|who|what|in|on|the|a|his|police|Mr.|Ann Lind|U.S.|officials|report|poll|claims|by|,|.|;|:|—|-|\"|“|”|'|''|``|(|)|[|]|TEXT|13|2014|40 per cent|$5|last|Monday|March|3|months|ago|that year|but|while|of|for|with|town|Leeds|northern|at least|he|she|it|himself|has|were|\n|\n\n|/|@|%|©|Related|Photo|B.|é|🙂|killed|put the toll at|as|adding|?|…||'s|1990s|one|two|spring|1.|•|\t|put it|showed up", "|")

func TestAnyOrderOfWordsIsSurvived(t *testing.T) {
	e, err := sharedEngine()
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewSource(1))
	for n := 0; n < 8000; n++ {
		text := salad(rng)
		for _, c := range e.Claims(Document{Text: text, Lang: "en", Date: "2015-03-25"}, true) {
			checkSurvivor(t, text, &c)
		}
	}
}

func salad(rng *rand.Rand) string {
	var b strings.Builder
	for k := rng.Intn(24); k >= 0; k-- {
		b.WriteString(saladWords[rng.Intn(len(saladWords))])
		if rng.Intn(5) > 0 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func checkSurvivor(t *testing.T, text string, c *Claim) {
	t.Helper()
	if a := c.Attribution; a != nil && (a.Start < 0 || a.Start >= a.End || a.End > len(text) || a.Source == "" || a.Kind == "" || a.Cue == "") {
		t.Errorf("%q: attribution %+v", text, *a)
	}
	if w := c.Time; w != nil && text[w.Start:w.End] != w.Text {
		t.Errorf("%q: time %+v", text, *w)
	}
	if p := c.Place; p != nil && text[p.Start:p.End] != p.Text {
		t.Errorf("%q: place %+v", text, *p)
	}
	if c.Sentence.Start > c.Number.Start || c.Sentence.End < c.Number.End {
		t.Errorf("%q: number %+v outside of its sentence %+v", text, c.Number, c.Sentence)
	}
}

// Marks and words repeated without end must not cost more than their number.
func TestRepeatedWordsStayCheap(t *testing.T) {
	e, err := sharedEngine()
	if err != nil {
		t.Fatal(err)
	}
	for _, unit := range []string{"\"", "said ", ", said Lind", "13 men, according to Lind, ", "\"a ", "'a ", "; 13, said Lind", "in Leeds last week 13 ", "Lind, a, ", "(a), said ", "[TEXT] ", "\n13", "Mr. ", "Lind: \"13\" ", "in the poll 13 "} {
		text := strings.Repeat(unit, 1<<15/len(unit))
		r := &reading{engine: e, lex: e.lexicons["en"], doc: Document{Text: text, Lang: "en"}, text: text}
		r.read()
		for _, s := range r.sents {
			if n := s.last - s.first; n > longestSentence+mostClosers+1 {
				t.Errorf("%q: a sentence of %d tokens", unit, n)
			}
		}
	}
}
