package check_test

import (
	"testing"

	"tallymark/check"
)

func TestParts(t *testing.T) {
	t.Parallel()
	try(t, check.Parts, []sample{
		{"behind a colon", "The ferry carried 50 people: 37 men and 12 women.", "The parts add up to 49, not to 50."},
		{"in a bracket", "The class has 24 pupils (13 boys and 12 girls).", "The parts add up to 25, not to 24."},
		{"of the", "Of the 50 people on board, 37 were men and 15 were women.", "The parts add up to 52, not to 50."},
		{"three groups", "The ferry carried 50 people: 20 men, 20 women and 11 children.", "The parts add up to 51, not to 50."},

		{"they add up", "The ferry carried 50 people: 37 men and 13 women.", ""},
		{"children follow", "The ferry carried 50 people: 30 men, 12 women and 8 children.", ""},
		{"children without a number", "The ferry carried 50 people: 30 men and 12 women and a few children.", ""},
		{"not announced", "The ferry carried 50 people. On deck stood 30 men and 12 women.", ""},
		{"only some", "The ferry carried 50 people: 30 men and 12 dogs.", ""},
		{"about", "The ferry carried about 50 people: 37 men and 12 women.", ""},
		{"the rest", "Of the 50 people on board, 30 were men and 12 were women, and the rest were children.", ""},
		{"another whole", "Some 50 people came, 37 men and 12 women among them.", ""},
	})
}

func TestSubset(t *testing.T) {
	t.Parallel()
	try(t, check.Subset, []sample{
		{"of the", "Police said 57 of the 50 protesters were arrested.", "57 cannot be a part of 50."},
		{"including", "The flood drowned 12 people, including 15 children.", "15 cannot be a part of 12."},

		{"all of them", "Police said 50 of the 50 protesters were arrested.", ""},
		{"further on", "Twelve people were killed on the car deck, including 13 children.", "13 cannot be a part of 12."},
		{"among them", "Twelve people were killed on the car deck, among them 13 children.", "13 cannot be a part of 12."},
		{"further on, of another sort", "Twelve cars burned out on the lower deck that night, including 13 people's.", ""},
		{"another sentence between", "Twelve people were killed on the car deck; many were hurt, including 13 children.", ""},
		{"a part", "The flood drowned 15 people, including 12 children.", ""},
		{"a share in time", "He sat 10 months of the 8 years in a cell of his own.", ""},
		{"others included", "The flood took 3 houses, including 12 flats.", ""},
		{"a date", "It was the 12 of 10 at noon.", ""},
		{"more than announced", "At least 12 people drowned, including 15 children of one school.", ""},
	})
}

func TestCasualties(t *testing.T) {
	t.Parallel()
	try(t, check.Casualties, []sample{
		{"too few", "The blast caused 46 casualties, with 14 killed and 30 injured.", "Dead and injured add up to 44, not to 46 casualties."},
		{"too many", "There were 40 casualties: 14 dead and 30 wounded.", "Dead and injured add up to 44, not to 40 casualties."},

		{"they add up", "The blast caused 44 casualties, with 14 killed and 30 injured.", ""},
		{"missing too", "The blast caused 46 casualties, with 14 killed, 30 injured and 2 missing.", ""},
		{"at least", "The blast caused at least 46 casualties, with 14 killed and 30 injured.", ""},
		{"rounded", "The blast caused some 45 casualties, with 14 killed and 30 injured.", ""},
		{"two sentences", "The blast caused 46 casualties. In another town 14 were killed and 30 injured.", ""},
		{"two places", "The blast caused 46 casualties, with 14 killed in Arlen, 10 killed in Orm and 22 injured.", ""},
	})
}
