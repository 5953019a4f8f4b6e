package check_test

import (
	"testing"

	"tallymark/check"
)

func TestChange(t *testing.T) {
	t.Parallel()
	try(t, check.Change, []sample{
		{"percentage first", "Sales rose 20 percent to 120 boats from 90 a year earlier.", "From 90 to 120 is 33.33 %, not 20 %."},
		{"or", "The budget grew from $10 million to $15 million, or 30 percent.", "From 10,000,000 to 15,000,000 is 50 %, not 30 %."},
		{"a rise of", "The catch rose from 81 tonnes to 92 tonnes, a rise of 20 percent.", "From 81 to 92 is 13.58 %, not 20 %."},
		{"by, from, to", "Spending rose by 25% from $10 million to $15 million.", "From 10,000,000 to 15,000,000 is 50 %, not 25 %."},
		{"a fall", "Spending fell 50 percent, from $15 million to $10 million.", "From 15,000,000 to 10,000,000 is 33.33 %, not 50 %."},

		{"it fits", "Sales rose 20 percent to 108 boats from 90 a year earlier.", ""},
		{"it fits when rounded", "Sales rose 33 percent to 120 boats from 90 a year earlier.", ""},
		{"a fall that fits", "Spending fell 33 percent, from $15 million to $10 million.", ""},
		{"rounded figures", "Sales rose 9 percent to $1.3 billion from $1.2 billion.", ""},
		{"as rounded as its figures", "The budget grew from $10 million to $15 million, or 40 percent.", ""},
		{"about", "The budget grew from $10 million to $15 million, or about 45 percent.", ""},
		{"yearly", "The budget grew 8 percent annually from $10 million to $15 million.", ""},
		{"of another thing", "Sales rose 20 percent, and profits rose from $10 million to $15 million.", ""},
		{"the million left out", "Sales rose 67 percent, from 3 to 5 million dollars.", ""},
		{"two percentages", "Sales rose 20 percent at home and 5 percent abroad, to 120 boats from 90.", ""},
		{"an increase within a rough range", "The fleet grew from 100 to 115 boats, an increase of about 13-16 percent.", ""},
		{"from nothing", "The fleet grew by 20 percent from 0 to 15 boats.", ""},
		{"more than", "Sales rose more than 30 percent to 120 boats from 90 a year earlier.", ""},
		{"after inflation", "After inflation, sales rose 20 percent to 120 boats from 90 a year earlier.", ""},
	})
}

func TestPoints(t *testing.T) {
	t.Parallel()
	try(t, check.Points, []sample{
		{"percent for points", "Unemployment rose from 4 percent to 5 percent, a rise of 1 percent.", "From 4 % to 5 % is a change of 1 percentage point, which is 25 %."},
		{"percent of percent", "Unemployment rose from 4 percent to 5 percent, a rise of 25 percent.", ""},
		{"points", "Unemployment rose from 4 percent to 5 percent, a rise of 1 percentage point.", ""},
		{"two rates", "Unemployment is 4 percent here, 5 percent there, and rose by 1 percent.", ""},
	})
}

func TestDirection(t *testing.T) {
	t.Parallel()
	try(t, check.Direction, []sample{
		{"a fall to more", "The catch fell from 80 tonnes to 90 tonnes.", "From 80 to 90 is not a fall."},
		{"a rise to less", "The number of boats rose from 120 to 95.", "From 120 to 95 is not a rise."},
		{"a fall", "The catch fell from 90 tonnes to 80 tonnes.", ""},
		{"a rise", "The number of boats rose from 95 to 120.", ""},
		{"the million left out", "The number of boats rose from 900 to 1.2 thousand.", ""},
		{"short for a million", "Sales rose from 3 to 2.5 million.", ""},
		{"a rank", "The club rose from 12th to 3rd.", ""},
		{"a range of heights", "Walls rose from 3 to 5 metres.", ""},
		{"below zero", "The balance fell from 5 to minus 8.", ""},
		{"years", "The tax fell from 2019 to 2021.", ""},
	})
}

func TestOver100(t *testing.T) {
	t.Parallel()
	try(t, check.Over100, []sample{
		{"a fall", "Prices fell by 120 percent.", "Nothing falls by 120 % of itself, unless it falls below zero."},
		{"a fall as a noun", "The town saw a drop of 150 percent in arrests.", "Nothing falls by 150 % of itself, unless it falls below zero."},
		{"a share", "The mayor won 120 percent of the voters.", "120 % of a group are more than all of it."},

		{"a rise", "Prices rose by 120 percent.", ""},
		{"all", "The mayor won 100 percent of the voters.", ""},
		{"all of it gone", "Sales fell by 100 percent.", ""},
		{"of a plan", "The yard built 120 percent of what was planned.", ""},
		{"of an average", "He earns 120 percent of the average wage.", ""},
		{"of a line", "Families at 150 percent of the poverty line get help.", ""},
	})
}

func TestFraction(t *testing.T) {
	t.Parallel()
	try(t, check.Fraction, []sample{
		{"the dead", "In all 3.5 people were killed.", "People come whole: 3.5 is no number of them."},
		{"an average", "On average 3.5 people were killed.", ""},
		{"a rate", "In all 3.5 people were killed per year.", ""},
		{"millions", "The war drove 3.5 million people from their homes.", ""},
		{"whole", "In all 35 people were killed.", ""},
	})
}
