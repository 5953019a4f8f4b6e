package models

import (
	"slices"
	"testing"

	"tallymark/extract"
)

func TestDifferences(t *testing.T) {
	t.Parallel()
	dead := func(n, sentence string) Occurrence {
		return Occurrence{Number: n, Sentence: sentence, Kind: extract.Deaths, Unit: "people"}
	}
	held := func(n, sentence string) Occurrence {
		return Occurrence{Number: n, Sentence: sentence, Kind: extract.Arrests, Unit: "men"}
	}
	for _, tt := range []struct {
		name    string
		was, is []Occurrence
		want    []string
	}{
		{"nothing", []Occurrence{dead("41", "In all 41 people died.")}, []Occurrence{dead("41", "In all  41 people died.")}, nil},
		{"another number", []Occurrence{dead("41", "In all 41 people died.")}, []Occurrence{dead("44", "In all 44 people died.")}, []string{"41>44"}},
		{"a point", []Occurrence{{Number: "1.5", Sentence: "Prices rose 1.5%.", Kind: extract.Percent, Unit: "%"}}, []Occurrence{{Number: "15", Sentence: "Prices rose 15%.", Kind: extract.Percent, Unit: "%"}}, []string{"1.5>15"}},
		{"a digit more", []Occurrence{held("13", "Police held 13 men.")}, []Occurrence{held("113", "Police held 113 men.")}, []string{"13>113"}},
		{"in words", []Occurrence{dead("nine", "Then nine people died.")}, []Occurrence{dead("ten", "Then ten people died.")}, []string{"nine>ten"}},
		{"one of two", []Occurrence{dead("41", "Of 41 people dead 13 men were held."), held("13", "Of 41 people dead 13 men were held.")},
			[]Occurrence{dead("41", "Of 41 people dead 14 men were held."), held("14", "Of 41 people dead 14 men were held.")}, []string{"13>14"}},
		{"written anew", []Occurrence{dead("41", "At least 41 people died in the fire on Monday.")},
			[]Occurrence{dead("44", "At least 44 people died in the great fire on Monday.")}, []string{"41>44"}},
		{"swapped", []Occurrence{dead("41", "In the north 41 people died."), held("13", "Police held 13 men.")},
			[]Occurrence{held("13", "Police held 13 men."), dead("41", "In the north 41 people died.")}, nil},
		{"gone and new", []Occurrence{dead("41", "In all 41 people died.")}, []Occurrence{held("13", "Later the police held 13 men there.")}, []string{"41>", ">13"}},
		{"from nothing", nil, []Occurrence{dead("41", "In all 41 people died.")}, []string{">41"}},
		{"one more beside it", []Occurrence{dead("41", "It killed 41 people on Monday in the city.")},
			[]Occurrence{dead("41", "It killed 41 people and 2 dogs on Monday in the city."), {Number: "2", Sentence: "It killed 41 people and 2 dogs on Monday in the city.", Kind: extract.Deaths, Unit: "dogs"}}, []string{">2"}},
	} {
		var got []string
		for _, c := range Differences(tt.was, tt.is) {
			words := ">"
			if c.Was != nil {
				words = c.Was.Number + words
			}
			if c.Is != nil {
				words += c.Is.Number
			}
			got = append(got, words)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
