package check_test

import (
	"testing"

	"tallymark/check"
)

const footbridge = " killed when a footbridge fell into the river Orm on Wednesday, police said.\n\nThe bridge was closed. Divers searched the water until it was dark, and the mayor came to see the families."

func TestHeadlineAgainstText(t *testing.T) {
	t.Parallel()
	try(t, check.Headline, []sample{
		{"another toll", "Bridge collapse kills 14\n\nSixteen people were" + footbridge, "The headline says 14 killed, the text 16 killed."},
		{"digits turned round", "31 killed as bridge falls\n\nThirteen people were" + footbridge, "The headline says 31 killed, the text 13 killed."},
		{"less than at least", "Bridge collapse kills 14\n\nAt least 16 people were" + footbridge, "The headline says 14 killed, the text at least 16 killed."},
		{"arrests", "Police arrest 12 after harbour fight\n\nTwenty people were arrested in Port Arlen on Wednesday after a fight at the harbour, police said.\n\nNobody was hurt.", "The headline says 12 arrested, the text 20 arrested."},

		{"a number that is no claim", "Bridge collapse kills 17\n\nSixteen people were" + footbridge + " The town wants a new one.", "The headline says 17 killed, the text 16 killed."},

		{"the same toll", "Bridge collapse kills 14\n\nFourteen people were" + footbridge, ""},
		{"over a dozen", "Over a dozen killed as bridge falls\n\nFourteen people were" + footbridge, ""},
		{"at least", "At least 12 killed as bridge falls\n\nFourteen people were" + footbridge, ""},
		{"dozens", "Dozens killed as bridge falls\n\nForty-one people were" + footbridge, ""},
		{"rounded", "Nearly 50 killed as bridge falls\n\nForty-eight people were" + footbridge, ""},
		{"a sum", "Bridge collapse kills 14\n\nTwelve people were" + footbridge + " Two children died in hospital.", ""},
		{"a part of it further down", "Bridge collapse kills 14\n\nTwelve people were" + footbridge + " By Thursday the toll had risen to 14.", ""},
		{"two figures in the text", "Bridge collapse kills 14\n\nSixteen people were" + footbridge + " The fire brigade counted 17 dead.", ""},
		{"another event", "Bridge collapse kills 14\n\nThe river Orm took another bridge on Wednesday.\n\nIn 2019, 22 people were killed when a ferry sank there.", ""},
		{"last year's", "Bridge collapse kills 14\n\nLast year 22 people were killed in accidents on the river, and the town asked for a new bridge.", ""},
		{"children among them", "Bridge collapse kills 14\n\nThree children were killed when a footbridge fell into the river Orm on Wednesday, police said.", ""},
		{"a name with a number", "Highway 14 closed after crash\n\nTwo people were killed on Wednesday.", ""},
	})
}

func TestMagnitude(t *testing.T) {
	t.Parallel()
	try(t, check.Magnitude, []sample{
		{"million for billion", "Port to cost $3.2 million\n\nThe new port at Arlen will cost $3.2 billion, the council said on Wednesday.", "The headline says “$3.2 million”, the text “$3.2 billion”."},
		{"thousand for million", "Flood drives out 40,000 people\n\nThe flood has driven out 40 million people, the ministry said on Wednesday.", "The headline says “40,000 people”, the text “40 million people”."},

		{"the same", "Port to cost $3.2 billion\n\nThe new port at Arlen will cost $3.2 billion, the council said on Wednesday.", ""},
		{"another currency", "Port to cost $3.2 million\n\nThe new port at Arlen will cost £3.2 billion, the council said on Wednesday.", ""},
		{"both in the text", "Port to cost $3 million\n\nThe new port at Arlen will cost $3 million of a budget of $3 billion, the council said.", ""},
		{"other digits", "Port to cost $3.2 million\n\nThe new port at Arlen is part of a plan for $4.1 billion, the council said.", ""},
		{"more roughly", "Port to cost $3 million\n\nThe new port at Arlen will cost $2.9 million of the $3 billion that the region spends, the council said.", ""},
	})
}
