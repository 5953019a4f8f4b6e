package match_test

import (
	"testing"

	"tallymark/extract"
	"tallymark/match"
)

var engine = func() *extract.Engine {
	e, err := extract.New(extract.Options{})
	if err != nil {
		panic(err)
	}
	return e
}()

func prepared(id, text, date string) []match.Claim {
	doc := extract.Document{ID: id, Text: text, Date: date, Lang: "en"}
	return match.Prepare(match.Article{ID: id, Text: text, Date: date, Claims: engine.Claims(doc, true)})
}

// What two headlines are to each other.
func TestHeadlines(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want match.Relation
	}{
		// One figure.
		{"41 killed in Port Meridon ferry sinking", "Ferry sinks off Port Meridon, killing 41", match.Same},
		{"Suicide bomber kills nine in Kabul market", "Nine die in Kabul market bombing", match.Same},
		{"Earthquake in Chile injures 120", "At least 100 hurt as quake shakes Chile", match.Same},
		{"Over a dozen arrested in Marseille port raid", "13 arrested in Marseille port raid", match.Same},
		{"Dozens feared dead in Nepal landslide", "Landslide in Nepal kills 41", match.Same},
		{"Mine collapse in Turkey kills 12", "Twelve miners dead after Turkish mine collapse", match.Same},

		// One event, and both figures cannot be right.
		{"41 killed in Port Meridon ferry sinking", "44 killed in Port Meridon ferry sinking", match.Conflict},
		{"Suicide bomber kills nine in Kabul market", "Suicide bomber kills 19 in Kabul market", match.Conflict},
		{"Train crash in Spain leaves 20 dead", "Spain train crash kills 35", match.Conflict},
		{"At least 50 dead in Nigeria church collapse", "Church collapse in Nigeria kills 23", match.Conflict},
		{"13 arrested in Marseille port raid", "Marseille port raid: 31 arrested", match.Conflict},

		// Two events, or two things counted.
		{"41 killed in Port Meridon ferry sinking", "44 killed in Kabul bombing", match.Different},
		{"Car bomb kills nine in Baghdad", "Plane crash kills 12 in Colombia", match.Different},
		{"Earthquake in Chile injures 120", "Earthquake in Japan injures 300", match.Different},
		{"41 killed in Port Meridon ferry sinking", "Port Meridon ferry sinking: 13 arrested", match.Different},
		{"Mine accident in China kills 12", "Truck accident in China kills 20", match.Different},
		{"US drone kills five in Pakistan", "US drone kills 16 in Yemen", match.Different},
		{"Bomb attacks in Iraq kill nine, wound 31", "Wave of car bombs kills 18 and wounds 108 in Iraq", match.Different},
		{"Mayor Lind jailed for five years", "Banker Orsted jailed for 12 years", match.Different},
		{"Bus plunge in E China kills nine", "Bus plunge in SW China kills 13", match.Different},
		{"Shares close 0.4% lower", "Shares close 2.1% lower", match.Different},
		{"Northern Nigeria attack kills 12", "Southern Nigeria attack kills 30", match.Different},
		{"Oil rises to $61 a barrel", "Gold falls to $1,200 an ounce", match.Different},
		{"Two boys die in Leeds house fire", "Bus crash in Peru kills 16", match.Different},
		{"Minister resigns over 2 million euro grant", "Club sells striker for 30 million euros", match.Different},
	} {
		for _, turned := range []bool{false, true} {
			a, b := tt.a, tt.b
			if turned {
				a, b = b, a
			}
			pairs := match.Pairs(prepared("a", a, ""), prepared("b", b, ""))
			if got := match.Overall(pairs); got != tt.want {
				t.Errorf("%s | %s: %s, want %s: %+v", a, b, got, tt.want, pairs)
			}
		}
	}
}

// How one claim stands to another of its figure, and the other way round.
func TestRelations(t *testing.T) {
	const ferry = " in the sinking of the ferry Halcyon off Port Meridon, the coastguard said."
	for _, tt := range []struct {
		a, dayA, b, dayB string
		want, back       match.Relation
	}{
		{"Forty-one people died" + ferry, "2026-03-12", "41 people were killed" + ferry, "2026-03-12", match.Same, match.Same},
		{"41 people died" + ferry, "2026-03-12", "At least 40 people died" + ferry, "2026-03-12", match.Narrower, match.Wider},
		{"Dozens of people died" + ferry, "2026-03-12", "41 people died" + ferry, "2026-03-12", match.Wider, match.Narrower},
		{"41 people died" + ferry, "2026-03-12", "44 people died" + ferry, "2026-03-12", match.Conflict, match.Conflict},
		{"41 people died" + ferry, "2026-03-12", "44 people died" + ferry, "2026-03-13", match.Update, match.Update},
		{"41 people died" + ferry, "2026-03-13", "44 people died" + ferry, "2026-03-12", match.Revision, match.Revision},
		{"41 people died" + ferry, "", "44 people died" + ferry, "2026-03-13", match.Conflict, match.Conflict},
		{"At least 41 people died" + ferry, "2026-03-12", "44 people died" + ferry, "2026-03-13", match.Wider, match.Narrower},
		{"41 people died, excluding the crew," + ferry, "2026-03-12", "44 people died" + ferry, "2026-03-12", match.DifferentScope, match.DifferentScope},
		{"13 children died" + ferry, "2026-03-12", "41 people died" + ferry, "2026-03-12", match.DifferentScope, match.DifferentScope},
	} {
		a, b := prepared("a", tt.a, tt.dayA), prepared("b", tt.b, tt.dayB)
		if len(a) == 0 || len(b) == 0 {
			t.Errorf("%s | %s: %d and %d claims", tt.a, tt.b, len(a), len(b))
			continue
		}
		if got := match.Relate(&a[0], &b[0]); got != tt.want {
			t.Errorf("%s | %s: %s, want %s: %+v", tt.a, tt.b, got, tt.want, match.Compare(&a[0], &b[0]))
		}
		if got := match.Relate(&b[0], &a[0]); got != tt.back {
			t.Errorf("%s | %s: %s, want %s", tt.b, tt.a, got, tt.back)
		}
	}
}

// The parts of a score add up to it, the same way round and the other.
func TestScoresAddUp(t *testing.T) {
	a := prepared("a", "Nine people died and 14 were wounded in a bombing in Kabul on Monday. Police arrested three men.", "2026-03-12")
	b := prepared("b", "A bomb killed nine people at a Kabul market; 16 were hurt.", "2026-03-12")
	if len(a) != 3 || len(b) != 2 {
		t.Fatalf("%d and %d claims", len(a), len(b))
	}
	for i := range a {
		for j := range b {
			s := match.Compare(&a[i], &b[j])
			sum := 0.0
			for _, p := range s.Parts() {
				sum += p.Value
			}
			if s.Refused == "" && (s.Total() > max(0, sum)+1e-9 || s.Total() < min(1, sum)-1e-9) {
				t.Errorf("%s | %s: parts %v, total %v", a[i].Quote, b[j].Quote, s.Parts(), s.Total())
			}
			if back := match.Compare(&b[j], &a[i]); back != s {
				t.Errorf("%s | %s: %+v one way, %+v the other", a[i].Quote, b[j].Quote, s, back)
			}
		}
	}
}

// The digits have no part in whether two claims are one figure.
func TestDigitsDoNotMatter(t *testing.T) {
	a := prepared("a", "41 people died in the sinking of the ferry Halcyon.", "")
	for _, text := range []string{"41 people died in the sinking of the ferry Halcyon.", "47 people died in the sinking of the ferry Halcyon.", "4,100 people died in the sinking of the ferry Halcyon."} {
		b := prepared("b", text, "")
		if s, own := match.Compare(&a[0], &b[0]), match.Compare(&a[0], &prepared("c", "41 people died in the sinking of the ferry Halcyon.", "")[0]); s != own {
			t.Errorf("%s: %+v, with the same digits %+v", text, s, own)
		}
	}
}

// What states nothing to check, or what the text denies, is no figure.
func TestWhatIsLeftOut(t *testing.T) {
	for _, text := range []string{"Route 13 was closed.", "The ministry denied that 41 people had died.", "They won 3-2.", "One of them had been counted twice.", "The club is in 4th place.", "", "   "} {
		if got := prepared("a", text, ""); len(got) != 0 {
			t.Errorf("%q gives %d claims, first %q", text, len(got), got[0].Quote)
		}
	}
}

// Claims that do not belong to the text are left out, not trusted.
func TestClaimsOfAnotherText(t *testing.T) {
	claims := engine.Claims(extract.Document{Text: "At least 41 people died in the sinking of the ferry Halcyon.", Lang: "en"}, false)
	if got := match.Prepare(match.Article{ID: "a", Text: "Short.", Claims: claims}); len(got) != 0 {
		t.Errorf("%d claims from outside the text", len(got))
	}
}

func FuzzPairs(f *testing.F) {
	f.Add("41 killed in Port Meridon ferry sinking", "Ferry sinks off Port Meridon, killing 44", "2026-03-12")
	f.Add("one in five of the 1,200 soldiers", "\xff\x00 $5bn — ’s US us", "x")
	f.Add("nobody was hurt. 12 hurt. 13 hurt", "", "2026-13-99")
	f.Fuzz(func(t *testing.T, a, b, date string) {
		if len(a)+len(b) > 4000 {
			return
		}
		x, y := prepared("a", a, date), prepared("b", b, "2026-03-12")
		one, other := match.Pairs(x, y), match.Pairs(y, x)
		if match.Overall(one) != match.Overall(other) {
			t.Errorf("%q | %q: %s one way, %s the other", a, b, match.Overall(one), match.Overall(other))
		}
		taken := map[int]bool{}
		for _, p := range one {
			if taken[p.A] || p.Score.Total() < match.Threshold || p.Relation == match.Different {
				t.Errorf("pair %+v", p)
			}
			taken[p.A] = true
		}
	})
}

func BenchmarkCompare(b *testing.B) {
	x := prepared("a", "At least 41 people died on Monday in the sinking of the ferry Halcyon off Port Meridon, the coastguard said.", "2026-03-12")
	y := prepared("b", "The coastguard raised the toll of the Halcyon disaster off Port Meridon to 44 dead.", "2026-03-13")
	b.ReportAllocs()
	for b.Loop() {
		match.Compare(&x[0], &y[0])
	}
}
