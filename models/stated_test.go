package models_test

import (
	"math"
	"testing"

	"tallymark/extract"
	"tallymark/models"
)

// reading is what the engine makes of a text that holds one figure.
func reading(t testing.TB, engine *extract.Engine, text string) extract.Claim {
	t.Helper()
	cs := engine.Claims(extract.Document{Text: text, Lang: "en"}, false)
	if len(cs) == 0 {
		t.Fatalf("no figure in %q", text)
	}
	return cs[0]
}

// claimSaying is a claim with what the comparison looks at.
func claimSaying(c extract.Claim) *models.Claim {
	s := models.StatedBy(&c, "test")
	return &models.Claim{Value: s.Value, Low: s.Low, High: s.High, Approx: s.Approx, Kind: s.Kind, UnitName: s.UnitName, Currency: s.Currency, SI: s.SI, SIValue: s.SIValue, Scope: s.Scope}
}

func TestStatedAgainst(t *testing.T) {
	engine, err := extract.New(extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		states, claim string
		want          models.Comparison
	}{
		{"41 people were killed.", "41 people were killed.", models.StatesSame},
		{"41 dead", "The blast killed 41 people.", models.StatesSame},
		{"44 people were killed.", "41 people were killed.", models.StatesDiffers},
		{"44", "41 people were killed.", models.StatesDiffers},
		{"41", "41 people were killed.", models.StatesSame},
		{"44 people were killed.", "At least 41 people were killed.", models.StatesFits},
		{"At least 41 people were killed.", "41 people were killed.", models.StatesFits},
		{"At most 41 people were killed.", "At least 41 people were killed.", models.StatesFits},
		{"At most 41 people were killed.", "At most 50 people were killed.", models.StatesFits},
		{"40 people were killed.", "At least 41 people were killed.", models.StatesDiffers},
		{"At least 41 people were killed.", "At least 41 people were killed.", models.StatesSame},
		{"At least 44 people were killed.", "At least 41 people were killed.", models.StatesFits},
		{"More than 41 people were killed.", "41 people were killed.", models.StatesDiffers},
		{"Fewer than 41 people were killed.", "41 people were killed.", models.StatesDiffers},
		{"Up to 41 people were killed.", "41 people were killed.", models.StatesFits},
		{"About 40 people were killed.", "41 people were killed.", models.StatesFits},
		{"About 40 people were killed.", "50 people were killed.", models.StatesDiffers},
		{"Nearly 500 people were killed.", "490 people were killed.", models.StatesFits},
		{"Nearly 500 people were killed.", "510 people were killed.", models.StatesDiffers},
		{"Dozens were killed.", "41 people were killed.", models.StatesFits},
		{"Dozens were killed.", "3 people were killed.", models.StatesDiffers},
		{"10 to 15 people were killed.", "12 people were killed.", models.StatesFits},
		{"10 to 15 people were killed.", "16 people were killed.", models.StatesDiffers},
		{"41 people were injured.", "41 people were killed.", models.StatesApart},
		{"41 people were arrested.", "41 people were killed.", models.StatesApart},
		{"41 sailors were killed.", "41 people were killed.", models.StatesFits},
		{"13 children were killed.", "41 people were killed.", models.StatesApart},
		{"13 children were killed.", "41 soldiers were killed.", models.StatesApart},
		{"Police seized 12 rifles.", "Police seized 12 pistols.", models.StatesApart},
		{"Police seized 14 rifles.", "Police seized 12 rifles.", models.StatesDiffers},
		{"They paid $3.2 million.", "They paid $3,200,000.", models.StatesSame},
		{"They paid $3.2 million.", "They paid 3.2 million euros.", models.StatesApart},
		{"It costs 50 cents.", "It costs $0.50.", models.StatesSame},
		{"It is 5 miles long.", "It is 8 km long.", models.StatesFits},
		{"It is 5 miles long.", "It is 10 km long.", models.StatesDiffers},
		{"It is 5 km long.", "It weighs 5 kg.", models.StatesApart},
		{"It was 20 degrees Celsius.", "It was 68 degrees Fahrenheit.", models.StatesApart},
		{"Prices rose by 12 per cent.", "Prices rose by 12%.", models.StatesSame},
		{"Prices rose by 12 per cent.", "Prices rose by 12 percentage points.", models.StatesApart},
	} {
		stated, claim := reading(t, engine, tt.states), reading(t, engine, tt.claim)
		if got := models.StatedBy(&stated, "test").Against(claimSaying(claim)); got != tt.want {
			t.Errorf("%q against %q is %s, want %s\n%+v\n%+v", tt.states, tt.claim, got, tt.want, stated, claim)
		}
	}
}

// Whatever two texts state, comparing them gives one of the four, a figure is
// the same as itself, and differing is mutual within one unit.
func FuzzStatedAgainst(f *testing.F) {
	engine, err := extract.New(extract.Options{})
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range [][2]string{{"41 dead", "at least 44 dead"}, {"5 miles", "8 km"}, {"0 dead", "nobody died"}, {"-5 °C", "1e308 kg"}, {"$3.2m", "19 cents"}} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, x := range engine.Claims(extract.Document{Text: a, Lang: "en"}, false) {
			for _, y := range engine.Claims(extract.Document{Text: b, Lang: "en"}, false) {
				there, back := models.StatedBy(&x, "").Against(claimSaying(y)), models.StatedBy(&y, "").Against(claimSaying(x))
				if x.UnitName == y.UnitName && there != back {
					t.Errorf("%+v and %+v: %s there, %s back", x, y, there, back)
				}
			}
			finite := !math.IsInf(x.Low.V, 0) && !math.IsInf(x.High.V, 0)
			if got := models.StatedBy(&x, "").Against(claimSaying(x)); got != models.StatesSame && finite {
				t.Errorf("%+v against itself is %s", x, got)
			}
		}
	})
}
