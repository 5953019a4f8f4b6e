package extract

import "testing"

// "In all" sums up, and is no place.
func TestSumsWithoutComma(t *testing.T) {
	runTable(t, []row{
		{"In all [41] people died.", []string{"deaths; 41; label=41 dead"}},
		{"In all [41] people died in the flood, the ministry said.", []string{"deaths; 41; source=the ministry; subject=the flood"}},
		{"In all [41] people were arrested and [12] injured.", []string{"arrests; 41", "injuries; 12"}},
		{"In all about [300] people were hurt.", []string{"injuries; ~300"}},
		{"In all, [41] people died.", []string{"deaths; 41"}},
		{"In all [41] villages the wells are dry.", []string{"objects; 41; predicate="}},
		{"In all [41] cases the patients recovered.", []string{"objects; 41"}},
		{"In all [41] people there was hope.", []string{"people; 41; predicate="}},
	})
}

// A quarter, a third, a half that something moves by; points of a percentage.
func TestPartsOfAChange(t *testing.T) {
	runTable(t, []row{
		{"Ticket sales were down by [a quarter] on last year.", []string{"share; 0.25; change=by down"}},
		{"Traffic fell by [a quarter].", []string{"share; 0.25; change=by down"}},
		{"Profit was up [a quarter] at [$30m].", []string{"share; 0.25; change=by up", "money; 30000000"}},
		{"Sales were down by [a third].", []string{"share; 0.333333333333; change=by down"}},
		{"The sign stands down [a quarter] mile.", []string{"distance; 0.25"}},
		{"Sales were down for a quarter.", nil},
		{"Sales fell in the quarter.", nil},
		{"The bank raised its rate by [a quarter] of a point to [4.75] percent.", []string{"percentage_points; 0.25; change=by up; label=a quarter of a percentage point", "percent; 4.75; change=to up"}},
		{"The rate rose by [half] a point to [3] percent.", []string{"percentage_points; 0.5; change=by up", "percent; 3"}},
	})
}

// Who vouches at the end of a sentence vouches for what others say in it.
func TestWhoVouches(t *testing.T) {
	for _, row := range []attributionRow{
		{"Drivers say they speed in [70] percent of cases, {the survey} shows.", "", "document"},
		{"Nurses say [40] percent of shifts are short of staff, {a union report} found.", "", "document"},
		{"[Seven] out of ten drivers say they speed, {the survey of 3,000 people} shows.", "", "document"},
		{"Drivers say [70] percent of roads are bad, {the mayor} said.", "", "person"},
		{"{Drivers} say they speed in [70] percent of cases.", "", "unnamed"},
		{"The official toll is disputed by aid groups, {who} put it at [300].", "aid groups", "body"},
	} {
		checkAttribution(t, row)
	}
	runTable(t, []row{
		{"[Seven out of ten] drivers say they speed, the survey of [3,000] people shows.", []string{"share; 0.7", "people; 3000; source=none"}},
	})
}

// What police say are injuries are injuries; a hospital bed is nobody hurt.
func TestHarmAndNoHarm(t *testing.T) {
	runTable(t, []row{
		{"[Three] people sustained what police say are life-threatening injuries.", []string{"injuries; 3"}},
		{"[Two] men suffered what doctors described as serious burns.", []string{"injuries; 2"}},
		{"[Two] firms suffered what they say are heavy losses.", []string{"objects; 2"}},
		{"The hospital has [480] beds, [35] of them in intensive care.", []string{"objects; 480", "objects; 35; predicate=; label=35 beds"}},
		{"The ward has [40] patients, [35] of them in intensive care.", []string{"people; 40", "injuries; 35; label=35 in hospital"}},
		{"Of the [52] people on board, [19] died at the scene and [seven] later in hospital.", []string{"people; 52", "deaths; 19", "deaths; 7; label=7 dead"}},
		{"[Nineteen] died at the scene and [seven] are in hospital.", []string{"deaths; 19", "injuries; 7"}},
	})
}

// A plural behind a verb and a bare noun is no verb, and a form that is a noun
// too is a verb before a figure.
func TestVerbsThatAreNouns(t *testing.T) {
	runTable(t, []row{
		{"The vaccine cut hospital stays by [two] days.", []string{"duration; 2; subject=The vaccine; change=by down"}},
		{"The council raised bus fares by [12] percent.", []string{"percent; 12; subject=The council; label=12% rise in bus fares"}},
		{"The drug cost [£18,000] a year.", []string{"money; 18000; subject=The drug"}},
		{"The cost of [three] bridges rose.", []string{"objects; 3"}},
		{"The Greens won [23] seats and will be the third-largest party.", []string{"objects; 23; modality=asserted"}},
		{"The Greens will win [23] seats.", []string{"objects; 23; modality=planned"}},
		{"A poll of [1,004] adults found that [58] percent oppose the plan.", []string{"people; 1004; label=1,004 adults", "percent; 58"}},
		{"The council plans to build [1,500] homes by 2030 at a cost of [€400 million].", []string{"objects; 1500; modality=planned", "money; 400000000; modality=planned"}},
		{"The council built [1,500] homes at a cost of [€400 million].", []string{"objects; 1500; modality=asserted", "money; 400000000; modality=asserted"}},
	})
}

// Parts and rests take the noun of the whole.
func TestPartsTakeTheNoun(t *testing.T) {
	runTable(t, []row{
		{"The storm cut off [85,000] customers, [60,000] of whom had power by dawn.", []string{"people; 85000", "people; 60000; label=60,000 customers"}},
		{"The trial has [600] volunteers, [half] of whom got a sugar pill.", []string{"people; 600", "share; 0.5; label=half of volunteers"}},
		{"The shop has [40] lamps, [12] of which are broken.", []string{"objects; 40", "objects; 12; label=12 lamps"}},
		{"[Two] of the [five] defendants pleaded guilty; the other [three] go on trial on 8 June.", []string{"convictions; 2", "people; 5", "people; 3; label=3 defendants"}},
		{"It took [two] hours, and [three] of them were dull.", []string{"duration; 2", "count; 3"}},
		{"The mayor won by [112] votes out of [48,317] cast.", []string{"objects; 112", "objects; 48317; label=48,317 votes"}},
		{"Brandt led by [51.2] percent to [46.9].", []string{"percent; 51.2", "percent; 46.9; label=46.9%"}},
		{"[A fifth] of the population needs food.", []string{"share; 0.2; label=a fifth of the population; phrase=population"}},
		{"The error is plus or minus [three] points.", []string{"objects; 3"}},
		{"It was [minus three] degrees.", []string{"measure; -3"}},
		{"They took [two hours and 12] minutes.", []string{"duration; 2.2; label=two hours and 12 minutes"}},
		{"He is [5 feet 2] inches tall.", []string{"distance; 5.16666666667; label=5 feet 2 inches"}},
	})
}

// An ordinal that counts is a claim, one that ranks or names is none.
func TestOrdinalsThatCount(t *testing.T) {
	runTable(t, []row{
		{"Output fell for the [third] straight quarter.", []string{"rank; 3; label=third straight quarter"}},
		{"It was the [fourth] attack this year.", []string{"rank; 4; label=fourth attack"}},
		{"It was the [second] fire in [three] days.", []string{"rank; 2", "duration; 3"}},
		{"It rained for the [12th] consecutive day.", []string{"rank; 12"}},
		{"It was the third attack.", nil},
		{"It was the second-fastest time this year.", nil},
		{"It was the second fastest time this year.", nil},
		{"The club marks its 13th anniversary this year.", nil},
		{"The third quarter was good this year.", nil},
		{"The Fourth Army left this week.", nil},
	})
}
