package check_test

import (
	"testing"

	"tallymark/check"
)

func TestShare(t *testing.T) {
	t.Parallel()
	try(t, check.Share, []sample{
		{"or", "Nine of the 24 councillors, or 42 percent, voted against the quay.", "9 of 24 is 37.5 %, not 42 %."},
		{"bracket", "The survey found that 12 of the 40 boats (35%) leaked.", "12 of 40 is 30 %, not 35 %."},
		{"percentage first", "Some 62.5% (6 of 10) of the nets were torn.", ""},
		{"percentage first, exact", "Altogether 62.5% (6 of 10 nets) were torn.", "6 of 10 is 60 %, not 62.5 %."},
		{"out of", "In the test 3 out of 12 boats, or 30 percent, leaked.", "3 of 12 is 25 %, not 30 %."},

		{"right", "Nine of the 24 councillors, or 37.5 percent, voted against the quay.", ""},
		{"rounded up", "Nine of the 24 councillors, or 38 percent, voted against the quay.", ""},
		{"cut off", "Nine of the 24 councillors, or 37 percent, voted against the quay.", ""},
		{"about", "Nine of the 24 councillors, or about 40 percent, voted against the quay.", ""},
		{"nearly", "Nine of the 24 councillors, or nearly 40 percent, voted against the quay.", ""},
		{"of something else", "Nine of the 24 councillors, or 42 percent of those present, voted against the quay.", ""},
		{"a change", "Nine of the 24 councillors, up 42 percent from last year, are women.", ""},
		{"a new thought", "Nine of the 24 councillors voted against the quay; 42 percent of the townspeople did.", ""},
		{"rounded counts", "Some 1,300 of the 3,000 boats, or 42 percent, leaked.", ""},
		{"either", "Nine of the 24 councillors or 42 percent of the townspeople can stop the quay.", ""},
	})
}

func TestReach(t *testing.T) {
	t.Parallel()
	try(t, check.Reach, []sample{
		{"people", "The study says 37% of the 13 patients slept better.", "No whole number of 13 is 37 %."},
		{"things", "Inspectors closed 15 percent of the 8 mills.", "No whole number of 8 is 15 %."},

		{"reached", "The study says 38% of the 13 patients slept better.", ""},
		{"cut off", "The study says 30% of the 13 patients slept better.", ""},
		{"about", "The study says about 35% of the 13 patients slept better.", ""},
		{"many", "The study says 37% of the 1,300 patients slept better.", ""},
		{"no people", "The tank lost 37% of the 13 litres.", ""},
		{"a year", "Inspectors closed 15 percent of the 2019 harvest.", ""},
		{"a half", "Inspectors closed 50 percent of the 8 mills.", ""},
		{"of months", "The quay was shut 37 percent of the 13 months.", ""},
		{"a rise", "Sales rose 37% of the 13 that were planned.", ""},
	})
}
