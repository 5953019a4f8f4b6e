package handlers

import (
	"testing"

	"tallymark/models"
)

func TestFigureWords(t *testing.T) {
	of := func(v float64) *float64 { return &v }
	for _, tt := range []struct {
		want  string
		claim models.Claim
	}{
		{"at least 41 people", models.Claim{Value: of(41), Low: of(41), Approx: "at_least", Unit: "people", Kind: "deaths"}},
		{"19 to 37 years", models.Claim{Low: of(19), High: of(37), Approx: "range", Unit: "years", Kind: "age"}},
		{"13 people of 440", models.Claim{Value: of(13), Approx: "exact", Unit: "people", Kind: "deaths", Whole: of(440)}},
		{"62 % (turnout)", models.Claim{Value: of(62), Approx: "exact", Unit: "%", UnitPhrase: "turnout", Kind: "percent"}},
		{"about 12 per cent (the voters)", models.Claim{Value: of(12), Approx: "about", Unit: "per cent", UnitPhrase: "the voters", Kind: "percent"}},
		{"one in five homes (20.0 %)", models.Claim{Value: of(0.2), Approx: "exact", NumberText: "one in five", Unit: "homes", UnitPhrase: "homes", Kind: "share", Whole: of(5), Ratio: of(0.2)}},
	} {
		if got := figureWords(&tt.claim); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}
