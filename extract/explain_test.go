package extract

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestExplain(t *testing.T) {
	e, err := New(Options{Explain: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		text string
		want [][]string
	}{
		{"At least 14 people were killed and 30 wounded in Leeds on Tuesday, police said.", [][]string{
			{"number: digits", `bound: at_least, "At least" before`, `noun: person, "people"`, `predicate: kill, "killed" behind`, "kind: deaths", `source: body, "said"`, `time: "Tuesday", 2026-05-05 to 2026-05-05`, `place: "Leeds"`},
			{"number: digits", "unit: person", `predicate: wound, "wounded" behind`, "kind: injuries", `source: body, "said"`, `time: "Tuesday", 2026-05-05 to 2026-05-05`, `place: "Leeds"`},
		}},
		{"In 2019 the repairs cost $3.2 million.", [][]string{
			{"number: digits", "refused: date, a day, a month or a year"},
			{"number: digits and words", "unit: US dollar, USD", "kind: money", `time: "2019", 2019-01-01 to 2019-12-31`},
		}},
		{"\u00abTrois cents personnes sont mortes dans la ville, et 12 dans les villages de la région.\u00bb", [][]string{
			{"number: digits", "refused: language, no rules for the language of the text"},
		}},
	} {
		var got [][]string
		for _, c := range e.Claims(Document{Text: tt.text, Date: "2026-05-06"}, true) {
			got = append(got, c.Rules)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s\n%s", tt.text, diff)
		}
	}
}

func TestNothingIsExplainedUnasked(t *testing.T) {
	e, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range e.Claims(Document{Text: "In 2019 police arrested 13 men."}, true) {
		if c.Rules != nil {
			t.Errorf("%s: %q", c.Number.Text, c.Rules)
		}
	}
}

// Whatever is found can be explained, and explaining changes nothing else.
func TestExplainingChangesNothing(t *testing.T) {
	quiet, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	loud, err := New(Options{Explain: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"They seized 440 rounds, six handguns and 31 handcuffs.", "One in five, or 13 of the 440, left; nobody was hurt.", "The toll rose from 10 to 15, \"not 20,\" she said.",
		"Prices rose 3% to $4 a barrel. Dozens fled. Twice as many, half, a third.", "The third attack this year, at 11 a.m., 5-3, on Flight 370.", "5\n6\n7 dead", "1:48.85 and 2.5 times", "no deaths, zero",
	} {
		claims := loud.Claims(Document{Text: text, Date: "2026-05-06"}, true)
		for i := range claims {
			if len(claims[i].Rules) == 0 {
				t.Errorf("%s: %s is not explained", text, claims[i].Number.Text)
			}
			claims[i].Rules = nil
		}
		if diff := cmp.Diff(quiet.Claims(Document{Text: text, Date: "2026-05-06"}, true), claims); diff != "" {
			t.Errorf("%s\n%s", text, diff)
		}
	}
}
