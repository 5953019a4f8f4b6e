package match_test

import (
	"slices"
	"testing"
	"time"

	"tallymark/match"
)

const (
	halcyon = "41 people died on Monday in the sinking of the ferry Halcyon off Port Meridon, the coastguard said. " +
		"Boats from Vessmouth and from Kaldo searched the water for the crew of Captain Rune Aasen until the evening, when the wind turned. " +
		"The Halcyon had left Vessmouth in the morning with 200 people on board, the harbour office said, 13 of them children."
	toll = "The coastguard raised the toll of the Halcyon disaster off Port Meridon to 44 dead; 12 people are missing."
)

func readBack(article string, print, names []byte) (match.Claim, error) {
	n, err := match.ReadNames(names)
	if err != nil {
		return match.Claim{}, err
	}
	return match.ReadPrint(article, print, n)
}

// A claim that was written down compares as it did before.
func TestPrintsCompareAlike(t *testing.T) {
	for _, text := range []string{halcyon, toll, "Sales rose by 12 percent to $3.2 million.", "About 10 km of road were closed."} {
		for _, c := range prepared("7", text, "2026-03-12") {
			back, err := readBack("7", c.Print(), c.Names())
			if err != nil {
				t.Fatalf("%s: %v", c.Quote, err)
			}
			for _, other := range append(prepared("8", halcyon, "2026-03-13"), prepared("7", toll, "")...) {
				was, is := match.Compare(&c, &other), match.Compare(&back, &other)
				if d := was.Total() - is.Total(); was.Refused != is.Refused || d > 1e-6 || d < -1e-6 || match.Within(&c, &other) != match.Within(&back, &other) {
					t.Errorf("%s | %s: %+v, written down %+v", c.Quote, other.Quote, was, is)
				}
			}
			if day := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC); !slices.Equal(c.Keys(day), back.Keys(day)) {
				t.Errorf("%s: filed under other keys", c.Quote)
			}
		}
	}
}

// What is no print is refused, and never more than it says is read.
func FuzzReadPrint(f *testing.F) {
	for _, c := range prepared("7", halcyon, "2026-03-12") {
		f.Add(c.Print(), c.Names())
	}
	f.Fuzz(func(t *testing.T, print, names []byte) {
		if c, err := readBack("7", print, names); err == nil && c.Article != "7" {
			t.Errorf("%+v", c)
		}
	})
}

func TestDamagedPrintsAreRefused(t *testing.T) {
	c := prepared("7", toll, "2026-03-12")[0]
	whole := c.Print()
	other := slices.Clone(whole)
	other[0]++
	for _, print := range [][]byte{nil, {}, whole[:len(whole)-1], append(slices.Clone(whole), 0), other} {
		if _, err := readBack("7", print, c.Names()); err == nil {
			t.Errorf("%d of %d bytes pass for a print", len(print), len(whole))
		}
	}
}

// Claims of one figure share a key within two months, and not after years.
func TestClaimsOfOneFigureShareAKey(t *testing.T) {
	day := time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC)
	first := prepared("1", halcyon, "2026-03-12")[0]
	for _, tt := range []struct {
		text, date string
		want       bool
	}{
		{toll, "2026-04-01", true}, {toll, "2026-02-20", true}, {toll, "2028-03-12", false}, {"Oil rose to $61 a barrel.", "2026-03-12", false},
	} {
		other := prepared("2", tt.text, tt.date)[0]
		found := false
		for _, key := range other.Sought(day) {
			found = found || slices.Contains(first.Keys(day), key)
		}
		if found != tt.want {
			t.Errorf("%s of %s shares a key: %v", tt.text, tt.date, found)
		}
	}
}

// Reports that go back to one are stacked.
func TestOrigins(t *testing.T) {
	wire := "PORT MERIDON (Reuters) - Forty-one people died on Monday when the ferry Halcyon sank off Port Meridon with cars, crew and passengers on board."
	texts := []string{
		wire, wire,
		"41 people died when the Halcyon sank, Mayor Ines Varga said.",
		"The ferry took 41 people down with it, they died within minutes, said Ines Varga.",
		"The ferry sank and 41 people died, officials said.",
		"Officials said 41 people had died in the sinking.",
		"41 people died, according to Reuters.",
	}
	want := []int{0, 0, 1, 1, 2, 3, 0}
	var claims []match.Claim
	for i, text := range texts {
		claims = append(claims, prepared(string(rune('a'+i)), text, "2026-03-12")[0])
	}
	if got, n := match.Origins(claims); !slices.Equal(got, want) || n != 4 {
		t.Errorf("origins %v of %d, want %v", got, n, want)
	}
}
