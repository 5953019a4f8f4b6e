package check_test

import (
	"testing"

	"tallymark/check"
)

func TestList(t *testing.T) {
	t.Parallel()
	try(t, check.List, []sample{
		{"too few", "Four provinces were hit: Arlen, Orm and Meridon.", "4 are announced, and 3 named."},
		{"too many", "Two provinces were hit: Arlen, Orm, Quell, and Meridon.", "2 are announced, and 4 named."},

		{"as many", "Three provinces were hit: Arlen, Orm and Meridon.", ""},
		{"an and in a name", "Three provinces were hit: Arlen, Quell, Orm and Meridon.", ""},
		{"among them", "Four provinces were hit, among them Arlen, Orm and Meridon.", ""},
		{"with what they do", "Four people came: Ana Lund, the mayor, Olaf Brix and a clerk.", ""},
		{"no names", "Four things are missing: nets, ropes and oars.", ""},
		{"not closed", "Four provinces were hit: Arlen, Orm, Meridon", ""},
		{"figures", "Four provinces were hit: Arlen 12, Orm 13 and Meridon 14.", ""},
		{"said", "Four people heard it: Go home, Ana Lund and Olaf Brix said.", ""},
	})
}

func TestAge(t *testing.T) {
	t.Parallel()
	try(t, check.Age, []sample{
		{"born", "Ana Lund, 45, who was born in 1950, runs the harbour.", "The years give an age of 75 or 76, not 45."},
		{"a life", "Olaf Brix (1932–2020) died aged 78.", "The years give an age of 87 or 88, not 78."},

		{"right", "Ana Lund, 76, who was born in 1950, runs the harbour.", ""},
		{"before the birthday", "Ana Lund, 75, who was born in 1950, runs the harbour.", ""},
		{"a life that fits", "Olaf Brix (1932–2020) died aged 87.", ""},
		{"as a child", "Ana Lund, born in 1950, was 12 years old when she came to Arlen.", ""},
		{"two people", "Ana Lund, 45, and her mother, 70, who was born in 1956, run the harbour.", ""},
		{"a house", "Ana Lund, 45, runs the inn that was built in 1950.", ""},
		{"a decade", "Ana Lund, 45, knows people who were born in 1950s houses.", ""},
		{"a child of others", "Ana Lund, 45, knows the men born in 1950 and those born in 1960.", ""},
	})
}
