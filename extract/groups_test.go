package extract

import "testing"

// Who stands behind "of" and a word for a body of people are people; a series, a
// fleet and a set hold things.
func TestBodiesOfPeople(t *testing.T) {
	runTable(t, []row{
		{"The freighter sank with a crew of [nine].", []string{"people; 9; label=9 people"}},
		{"The mill has a workforce of [15,000].", []string{"people; 15000; label=15,000 people"}},
		{"The club has a staff of [40].", []string{"people; 40"}},
		{"A family of [five] died in the fire.", []string{"deaths; 5; label=5 dead"}},
		{"The valley has a population of [3 million].", []string{"people; 3000000; label=3 million people"}},
		{"She led a delegation of [one].", []string{"people; 1; label=1 person"}},
		{"A fleet of [12] left port.", []string{"count; 12; label=12"}},
		{"A series of [12] is planned.", []string{"count; 12"}},
		{"The crew, [nine] in all, were saved.", []string{"count; 9"}},
	})
}

// A part that is said to be hurt so or so is hurt as the whole was; any other
// adverb says nothing of the kind.
func TestPartsHurtInAManner(t *testing.T) {
	runTable(t, []row{
		{"[Four] officers were wounded, [one] critically, and [two] suspects killed.", []string{"injuries; 4", "injuries; 1; label=1 wounded", "deaths; 2"}},
		{"[Eleven] people were injured by a falling crane, [three] of them seriously.", []string{"injuries; 11", "injuries; 3; label=3 injured"}},
		{"The blast injured [40] shoppers, [six] badly.", []string{"injuries; 40", "injuries; 6"}},
		{"[Nine] hikers were shot, [two] fatally.", []string{"injuries; 9", "deaths; 2; label=2 killed"}},
		{"[Nine] hikers were questioned, [two] of them again.", []string{"people; 9", "people; 2; predicate=question"}},
		{"[Forty] houses were built, [six] badly.", []string{"objects; 40", "; 6; kind=count"}},
		{"[Four] officers were wounded, and [one] resigned.", []string{"injuries; 4", "; 1; predicate="}},
	})
}

// To be beaten, trampled or frozen to death is to die; to be sentenced or bored to
// death is not.
func TestToDeath(t *testing.T) {
	runTable(t, []row{
		{"[Nine] people were trampled to death.", []string{"deaths; 9; label=9 killed; subject="}},
		{"Elephants trampled [nine] people to death.", []string{"deaths; 9; label=9 killed"}},
		{"Guards beat [two] men to death.", []string{"deaths; 2; label=2 killed"}},
		{"[Twelve] hikers froze to death.", []string{"deaths; 12; label=12 dead"}},
		{"[Two] prisoners were put to death on Friday.", []string{"deaths; 2; label=2 executed"}},
		{"A judge sentenced [two] men to death.", []string{"convictions; 2; label=2 sentenced"}},
		{"The lecture bored [two] men to death.", []string{"people; 2; label=2 men"}},
		{"[Two] guards beat a prisoner to death.", []string{"people; 2"}},
	})
}

// Cases that rise or fall to a figure are counted by it; what else rises is no case.
func TestCasesThatMove(t *testing.T) {
	runTable(t, []row{
		{"Deaths rose to [41] last week.", []string{"deaths; 41; label=41 dead; change=to up"}},
		{"Deaths on the roads rose to [41] last week.", []string{"deaths; 41"}},
		{"Arrests fell to [1,204] from [1,388].", []string{"arrests; 1204; change=to down", "arrests; 1388; change=from down"}},
		{"Murders have fallen to [312].", []string{"deaths; 312; label=312 killed"}},
		{"Road deaths rose by [12] to [41].", []string{"deaths; 12; change=by up", "deaths; 41; change=to up"}},
		{"Deaths fell [13] percent to [41].", []string{"percent; 13", "deaths; 41"}},
		{"Passengers rose to [41 million].", []string{"; 41000000; kind=count"}},
		{"Shares fell to [41].", []string{"count; 41"}},
		{"Injuries kept him out for [30] games.", []string{"objects; 30"}},
		{"Arrests were made in [12] towns.", []string{"objects; 12"}},
		{"The number of people killed in the fire has risen to [72], from [68] on Friday.", []string{"deaths; 72", "deaths; 68; change=from up"}},
		{"An earlier toll put the number of dead at [31] and of injured at [112].", []string{"deaths; 31", "injuries; 112"}},
	})
}

// "Not one" is none.
func TestNotOne(t *testing.T) {
	runTable(t, []row{
		{"[Not one] of the [23] miners was hurt.", []string{"injuries; 0; label=0 injured", "people; 23"}},
		{"[Not one] of the crew survived.", []string{"people; 0"}},
		{"[Not one] hostage was killed.", []string{"deaths; 0"}},
		{"Not one word was said.", nil},
		{"He is not one to complain.", nil},
	})
}

// Who flees a danger is displaced; who flees a place or the police is not.
func TestWhoFlees(t *testing.T) {
	runTable(t, []row{
		{"[3,000] flee floods", []string{"displaced; 3000; label=3,000 displaced"}},
		{"[Thousands] of people fled the rising waters of war.", []string{"; ; kind=displaced"}},
		{"[Nine thousand] people have fled fighting in the east.", []string{"displaced; 9000"}},
		{"Some [400] families fled from the eruption.", []string{"displaced; ~400"}},
		{"[Two] gunmen fled the scene.", []string{"people; 2; label=2 gunmen fled"}},
		{"[Two] gunmen fled on a motorbike.", []string{"people; 2"}},
		{"[Three] boys fled the police.", []string{"people; 3"}},
		{"[3,000] Flee Floods\n\nThe river rose.", []string{"displaced; 3000"}},
		{"[400] flee as floods hit the valley", []string{"displaced; 400"}},
		{"[400] flee ahead of the storm", []string{"displaced; 400"}},
		{"Another [200] fled on foot.", []string{"people; 200; label=200 fled"}},
		{"[400] flee as bus leaves", []string{"people; 400"}},
		{"[3,000] Flights Late\n\nThe airport closed.", []string{"; 3000; kind=objects"}},
		{"[12] Rally Cars Burn\n\nThe hall was lost.", []string{"; 12; kind=objects"}},
	})
}

// An approximator before either end blurs the range and parts it not; two figures
// that each count something of their own stay two.
func TestRangesThatAreAbout(t *testing.T) {
	runTable(t, []row{
		{"The barge held between about [20 and 30] people.", []string{"people; ~20..30; label=about 20-30 people"}},
		{"Between roughly [20 and 30] people came.", []string{"people; ~20..30"}},
		{"The barge held between [20 and about 30] people.", []string{"people; ~20..30; label=about 20-30 people"}},
		{"It needs between some [20] boats and [30] boats.", []string{"; ; label=about 20 boats", "objects; 30"}},
		{"It rose from about [14-18] mpg to [24] mpg.", []string{"; ~14..18", "; 24"}},
		{"About [20] men and [30] women came.", []string{"people; ~20", "people; 30"}},
		{"She met about [20] and hired [30].", []string{"; ~20", "; 30"}},
		{"The gap between about [20] firms and the state grew.", []string{"; ~20"}},
	})
}

// The plural stands inside of these words.
func TestPluralsInside(t *testing.T) {
	runTable(t, []row{
		{"[Six] passers-by were hit by glass.", []string{"injuries; 6; unit=passers-by; name=passer-by"}},
		{"The prize went to [three] runners-up.", []string{"; 3; unit=runners-up"}},
		{"He has [two] sons-in-law.", []string{"; 2; unit=sons-in-law; phrase=sons-in-law"}},
		{"[Six] passers stopped by the wall.", []string{"; 6; unit=passers"}},
		{"[Fourteen] passers-by helped.", []string{"people; 14; unit=passers-by; label=14 passers-by"}},
		{"Some [300] lookers-on cheered.", []string{"people; ~300; unit=lookers-on"}},
		{"[Four] mothers-in-law cooked.", []string{"people; 4"}},
		{"She bought [two] jack-in-the-boxes.", []string{"; 2; kind=objects"}},
		{"It has [three] add-ons.", []string{"; 3; kind=count"}},
		{"The roof needs [nine] tie-ins.", []string{"; 9; kind=count"}},
		{"[Two] sons in law schools wrote home.", []string{"; 2; unit=sons"}},
	})
}

// Commas part the objects of one verb from the next verb, and a part from those
// who come behind it.
func TestListsBetweenVerbs(t *testing.T) {
	runTable(t, []row{
		{"Police arrested [12] men, [four] women and [two] teenagers, seized [31] knives and fined [eight] drivers.", []string{"arrests; 12", "arrests; 4", "arrests; 2", "weapons; 31", "people; 8; label=8 drivers fined"}},
		{"At least [27] people were killed, among them [nine] children and a rescue worker, and more than [60] others were hurt.", []string{"deaths; >=27", "deaths; 9; label=9 killed", "injuries; >60"}},
		{"[Two] men, armed with knives, robbed [three] banks.", []string{"; 2; kind=people", "; 3; kind=objects"}},
		{"[Two] brothers, aged [81] and [84], drowned.", []string{"deaths; 2", "age; 81", "age; 84"}},
		{"About [60] demonstrators were first beaten and then arrested.", []string{"arrests; ~60"}},
		{"The port handled [4.1 million] containers last year, against [3.7 million] in 2023 and [3.9 million] in 2022.", []string{"objects; 4100000", "objects; 3700000; unit=containers", "objects; 3900000; unit=containers"}},
		{"It was built in 2023 and [3.9 million] in gold was found.", []string{"count; 3900000"}},
	})
}

// A range to which another range moves, and the second end with its sign.
func TestRangesThatMove(t *testing.T) {
	runTable(t, []row{
		{"It cut its forecast from between [$160 million and $171 million] to between [$140 million and $150 million].", []string{"; 160000000..171000000; change=from down", "; 140000000..150000000; change=to down"}},
		{"The dam cost between [$US160 million and $US171 million].", []string{"money; 160000000..171000000"}},
		{"It paid [$US160 million] and [$US171 million].", []string{"money; 160000000", "money; 171000000"}},
	})
}

// The time of a statement is no content, nor is what is said of the occasion.
func TestWhenItWasSaid(t *testing.T) {
	for _, row := range []attributionRow{
		{"[Thirteen] men were held, {the coastguard} said in a statement that evening.", "", "body"},
		{"[Thirteen] men were held, {the union} said that same day.", "", "body"},
		{"[Thirteen] men were held, {the coastguard} said in a statement that Monday evening.", "", "body"},
		{"In all, [13] men were held, {the coastguard} said in a statement that very day.", "", "body"},
		{"[Thirteen] men were held, {police} said at a news conference that afternoon.", "", "body"},
		{"[Thirteen] men were held, {the mayor} told reporters that night.", "", "person"},
		{"[Thirteen] men were held, {the court} said in an order on Friday that also freed a woman.", "", "body"},
		{"[Thirteen] men were held, {the ministry} said in a note that it later withdrew.", "", "body"},
		{"{The coastguard} said in a statement that evening patrols had found [13] men.", "", "body"},
		{"{The coastguard} said that evening that [13] men were held.", "", "body"},
		{"On Monday, {the ministry} said in a note that [13] men were held.", "", "body"},
		{"On Monday [40] men were freed, and the ministry said in a note that others stayed.", "", ""},
		{"\"We have [400] beds,\" the director, {Piotr Halas}, told the station.", "", "person"},
		{"\"We have [400] beds,\" {Piotr Halas} told the station.", "", "person"},
		{"\"We have [400] beds,\" said {Piotr Halas of the station}.", "Piotr Halas", "person"},
	} {
		checkAttribution(t, row)
	}
}

// Doubt of the claim is doubt of what is claimed.
func TestDoubtOfAClaim(t *testing.T) {
	runTable(t, []row{
		{"There was no confirmation of the claim that [23] miners had been killed.", []string{"deaths; 23; modality=possible"}},
		{"There is no evidence for reports that [23] miners had been killed.", []string{"deaths; 23; modality=denied"}},
		{"There was confirmation of the claim that [23] miners had been killed.", []string{"deaths; 23; modality=asserted"}},
		{"There was no end of the talk that [23] miners had been killed.", []string{"deaths; 23; modality=asserted"}},
	})
}

// A noun behind the last of a list of figures is that of all of them.
func TestNounBehindAList(t *testing.T) {
	runTable(t, []row{
		{"Hospitals reported receiving [7], [12] and [31] casualties.", []string{"casualties; 7; label=7 casualties", "casualties; 12", "casualties; 31"}},
		{"The ships carried [40], [60] or [90] cars.", []string{"objects; 40; unit=cars", "objects; 60; unit=cars", "objects; 90"}},
		{"He faces [two] counts of murder and [six] of attempted murder.", []string{"objects; 2", "objects; 6; phrase=counts of attempted murder; predicate="}},
		{"They drank [12] bottles of wine and [six] of beer.", []string{"objects; 12", "objects; 6; label=6 bottles of beer"}},
		{"[Two] of them drank wine and [six] of them beer.", []string{"; 2", "; 6"}},
		{"Jobs grew by [1,200] or [3] per cent.", []string{"count; 1200", "percent; 3"}},
		{"[Twelve] came and [31] others stayed.", []string{"count; 12", "people; 31"}},
		{"The number of cases stood at [1,204] on Sunday, of which [318] were mild.", []string{"objects; 1204", "objects; 318; unit=cases"}},
		{"The hospital treated [34] people ([20] of them women).", []string{"people; 34", "people; 20; unit=women; phrase=women"}},
		{"Of the [34] patients, [20] of them left.", []string{"people; 34", "people; 20; unit=patients"}},
		{"The state promised [30,000] homes but completed just [11,400].", []string{"objects; 30000", "objects; 11400; unit=homes"}},
		{"The mother of [four] was shot.", []string{"people; 4; label=4 children; predicate="}},
		{"The winner of [four] was cheered.", []string{"count; 4"}},
	})
}

// A part of the dead is no number of dead.
func TestSharesOfPeople(t *testing.T) {
	runTable(t, []row{
		{"[Half] of the passengers died.", []string{"share; 0.5; predicate=die; label=half of the passengers dead"}},
		{"[Nine out of ten] of those hurt were cyclists.", []string{"share; 0.9; predicate=hurt"}},
		{"[Nine] of the [ten] wounded were cyclists.", []string{"injuries; 9", "injuries; 10"}},
		{"[A third] of the crew were killed.", []string{"share; 0.333333333333; predicate=kill"}},
	})
}

// Headlines: a bare figure as the subject, "to" for "will", millions of people.
func TestHeadlineSubjects(t *testing.T) {
	runTable(t, []row{
		{"[12,000] march against pension cuts", []string{"attendance; 12000; label=12,000 marching"}},
		{"[12,000] visits in March", []string{"; 12000; predicate="}},
		{"Bank to cut [3,400] jobs", []string{"objects; 3400; modality=planned"}},
		{"Bank agreed to cut [3,400] jobs", []string{"objects; 3400; modality=planned"}},
		{"Bank cuts [3,400] jobs", []string{"objects; 3400; modality=asserted"}},
		{"The bank came to own [3,400] flats.", []string{"objects; 3400; modality=asserted"}},
		{"Over [1m] without power as gales hit", []string{"count; >1000000"}},
		{"Over [1]m of snow fell in a day", []string{"distance; >1"}},
	})
}

// What is lower than years ago is no time below those years.
func TestLowerThanYearsAgo(t *testing.T) {
	runTable(t, []row{
		{"Turnout was [61] percent, [six] points lower than [four] years ago.", []string{"percent; 61", "percentage_points; 6", "duration; 4"}},
		{"It began more than [four] years ago.", []string{"duration; >4"}},
		{"He served less than [four] years.", []string{"duration; <4"}},
	})
}

// Each of two who are cited vouches for the figure before him; finding people is
// no finding, and what one can expect nobody said.
func TestWhoIsCited(t *testing.T) {
	for _, row := range []attributionRow{
		{"Between 4,000 and 5,000 people, according to police, or [12,000], according to {the organisers}, took part.", "", "unnamed"},
		{"[Twelve] people died, according to {police}, and 14 were hurt, according to medics.", "", "body"},
		{"Twelve people died, according to police, and [14] were hurt, according to {medics}.", "", ""},
		{"According to {police}, 12 people died and [14] were hurt.", "", "body"},
		{"The rescuers found [14] people alive and nine dead.", "", ""},
		{"{The review} found [14] people had lied.", "", "document"},
		{"{Inspectors} found [12] faults.", "", "unnamed"},
		{"Customers can expect to pay [$20] more.", "", ""},
		{"{Customers} expect to pay [$20] more.", "", ""},
	} {
		checkAttribution(t, row)
	}
}

// The whole that nobody or a few are taken from takes no part in what happened.
func TestNobodyAmong(t *testing.T) {
	runTable(t, []row{
		{"[Nobody] among the [212] passengers and crew was hurt.", []string{"injuries; 0; label=0 injured", "people; 212; predicate="}},
		{"[Nobody] on the bus was killed.", []string{"deaths; 0"}},
		{"[Two] among the [40] guards were shot.", []string{"injuries; 2", "people; 40; predicate="}},
		{"Nobody on the bus spoke.", nil},
		{"Police shot [41] people, among them [two] guards.", []string{"injuries; 41", "injuries; 2"}},
	})
}

// Bare numbers between commas behind people are ages, wherever else they are counts.
func TestAgesOfMany(t *testing.T) {
	runTable(t, []row{
		{"The [two] brothers, [19] and [23], were charged with murder.", []string{"charges; 2", "age; 19", "age; 23"}},
		{"[Three] men, [19], [23] and [31], were held.", []string{"arrests; 3", "age; 19", "age; 23", "age; 31"}},
		{"Of the guards, [19] were hurt and [23] fled.", []string{"injuries; 19", "people; 23"}},
	})
}

// Force drives people out; it makes them do other things too.
func TestDrivenOut(t *testing.T) {
	runTable(t, []row{
		{"The fighting has forced [half a million] people to flee.", []string{"displaced; 500000; label=500,000 displaced"}},
		{"The war has driven [2 million] people from their homes.", []string{"displaced; 2000000"}},
		{"The flood forced [400] families to leave their homes.", []string{"displaced; 400"}},
		{"The fire forced [300] guests to evacuate.", []string{"displaced; 300"}},
		{"The strike forced [300] guests to walk.", []string{"people; 300"}},
		{"The strike forced [300] guests to leave tips.", []string{"people; 300"}},
		{"He has driven [two] people from the station.", []string{"people; 2"}},
	})
}

// Shared nouns and places of what "and" joins.
func TestAndJoins(t *testing.T) {
	runTable(t, []row{
		{"Police made [41] arrests in Leeds and [17] in York.", []string{"arrests; 41; label=41 arrested", "arrests; 17; label=17 arrested"}},
		{"Of [1,100] flights, [320] were cancelled and [410] delayed.", []string{"objects; 1100", "objects; 320", "objects; 410; unit=flights"}},
		{"[Three] bridges were closed and [410] delayed trains ran.", []string{"objects; 3", "objects; 410; unit=trains"}},
		{"Some districts lost up to [90] percent of the crop.", []string{"percent; <=90; change=by down"}},
		{"The index climbed up to [90] percent.", []string{"percent; 90; change=to up"}},
	})
	for _, row := range []attributionRow{
		{"\"There were [six] bodies. My brother counted 20,\" a resident, {Milo Taverna}, said.", "", ""},
		{"\"There were [six] bodies. My brother counted 20,\" {Milo Taverna} said.", "", ""},
		{"{Figures from the ministry} put the total at [4,312].", "", "document"},
	} {
		checkAttribution(t, row)
	}
}

// What is said begins with its subject, right behind the day it was said on, and
// not with the next "that".
func TestWhereContentBegins(t *testing.T) {
	for _, row := range []attributionRow{
		{"{Police} said on Sunday they had arrested [14] people over a fire that killed 31 migrants.", "", "body"},
		{"{Police} said on Sunday they had arrested 14 people over a fire that killed [31] migrants.", "", "body"},
		{"{The army} said on Monday at least [12] men died in a raid that lasted two hours.", "", "body"},
		{"{The army} said last week the rebels had lost [40] men in a raid that failed.", "", "body"},
		{"{The army} said on Monday in Harn that [40] men had died.", "", "body"},
		{"{The army} said on Monday [40] men had died in a raid that failed.", "", "body"},
		{"As many as [16] patients may have died, {the inquiry} found.", "", "document"},
		{"The inquiry into [16] deaths is over.", "", ""},
		{"The army marched on Monday with [40] men who had said that they would not.", "", ""},
	} {
		checkAttribution(t, row)
	}
}

// Nouns that are verbs too stand before the counted; who strikes is not struck.
func TestVerbsBeforeNouns(t *testing.T) {
	runTable(t, []row{
		{"[Three] aid workers abducted in May were freed.", []string{"hostages; 3; unit=workers; phrase=aid workers"}},
		{"[Six] repair crews were at work.", []string{"; 6; phrase=repair crews"}},
		{"[Twelve] trade unions struck.", []string{"objects; 12; phrase=trade unions"}},
		{"[Twelve] workers were struck by a van.", []string{"injuries; 12"}},
		{"Of the [40], [12] face charges.", []string{"count; 40", "charges; 12"}},
		{"The storm uprooted [hundreds] of trees.", []string{"objects; ; label=hundreds of trees uprooted"}},
		{"The war uprooted [hundreds] of families.", []string{"; ; label=hundreds uprooted"}},
		{"The number of homicides rose [8] percent, to [312], while robberies fell.", []string{"percent; 8", "deaths; 312; label=312 killed; subject=The number of homicides"}},
		{"Deaths rose [8] percent, to [312].", []string{"percent; 8", "deaths; 312"}},
		{"Prices rose [8] percent, to [$312], after [12] deaths.", []string{"percent; 8", "money; 312", "deaths; 12"}},
	})
}

// Names with numbers, beside counts that look like them.
func TestNumberedNamesAgain(t *testing.T) {
	runTable(t, []row{
		{"The film \"Seven Days in June\" opens on [12] screens.", []string{"objects; 12"}},
		{"The film ran for \"[seven] days in June\".", []string{"duration; 7"}},
		{"\"[Seven] men in blue,\" he said, \"took [two] bags.\"", []string{"people; 7", "objects; 2"}},
		{"Form 27B must be filed by [40] firms.", []string{"; 40"}},
		{"The fund holds [27B] in cash.", []string{"; 27000000000"}},
		{"Call 0800 555 111 for help.", nil},
		{"Windows 11 runs on [400 million] PCs.", []string{"; 400000000"}},
		{"He scored [11] runs on Sunday.", []string{"objects; 11"}},
		{"The Big Four banks cut [2,000] jobs.", []string{"objects; 2000"}},
		{"The [four] big banks cut [2,000] jobs.", []string{"objects; 4", "objects; 2000"}},
		{"Ticket 48213 won [$3 million].", []string{"money; 3000000"}},
		{"Of the [40] players, [12] won the toss.", []string{"people; 40", "; 12; predicate="}},
	})
}

// Each end of a range may have its unit; a development has two figures.
func TestEndsWithTheirUnits(t *testing.T) {
	runTable(t, []row{
		{"Flats have sizes from [450 sq ft up to 900] sq ft.", []string{"area; 450..900; label=450-900 sq ft"}},
		{"Between [5 percent and 10] percent of cows are ill.", []string{"percent; 5..10; label=5-10% of cows"}},
		{"It rained for between [three days and five] days.", []string{"duration; 3..5; label=3-5 days"}},
		{"The bags weigh from [3 kg to 5] kg.", []string{"mass; 3..5; change=none"}},
		{"The bags weigh [3 kg to 5] kg.", []string{"mass; 3..5"}},
		{"Salaries run from [$30,000 up to $90,000].", []string{"money; 30000..90000"}},
		{"The rate rose from [3] percent to [5] percent.", []string{"percent; 3; change=from up", "percent; 5; change=to up"}},
		{"Temperatures rose from [20]C to [25]C.", []string{"temperature; 20; change=from up", "temperature; 25; change=to up"}},
		{"The speed fell from [60] km/h to [40] km/h.", []string{"speed; 60", "speed; 40"}},
		{"The sack grew by [3] kg to [5] kg.", []string{"mass; 3; change=by up", "mass; 5; change=to up"}},
		{"He took [3] kg and [5] kg.", []string{"mass; 3", "mass; 5"}},
		{"Between [5] percent of cows and [10] percent of pigs are ill.", []string{"percent; 5", "percent; 10"}},
	})
}

// People tied to a thing, polls of so many, tallies of somebody's.
func TestWhoTheyAreTiedTo(t *testing.T) {
	for _, row := range []attributionRow{
		{"{Sources close to the inquiry} said [40] people had died.", "", "unnamed"},
		{"{Fighters loyal to the general} said [40] men had died.", "", ""},
		{"The mill is close to the inquiry, {the mayor} said, and [40] people work there.", "", "person"},
		{"In {a poll of 1,000 voters}, [34] percent backed the Greens.", "", "document"},
		{"By {the Courier}'s tally, [40] people have died.", "", "outlet"},
		{"He was hit by the mayor's [40] cars.", "", ""},
	} {
		checkAttribution(t, row)
	}
}

// What is believed or alleged to have been is possible, and happened all the same.
func TestBelievedToHave(t *testing.T) {
	runTable(t, []row{
		{"[Forty] people are believed to have died.", []string{"deaths; 40; modality=possible"}},
		{"[Forty] people are thought to have drowned.", []string{"deaths; 40; modality=possible"}},
		{"[Forty] people are believed to have been killed.", []string{"deaths; 40; modality=possible"}},
		{"He reportedly killed [40] people.", []string{"deaths; 40; modality=possible"}},
		{"He killed [40] people.", []string{"deaths; 40; modality=asserted"}},
		{"[Forty] people have died.", []string{"deaths; 40; modality=asserted"}},
		{"[Forty] people have been fed.", []string{"people; 40; predicate="}},
	})
}

// Those on board, a toll with a word before its figure, the dead who include some.
func TestTollsRead(t *testing.T) {
	runTable(t, []row{
		{"At least [14] of the [20] on board died.", []string{"deaths; >=14; label=at least 14 dead", "people; 20; label=20 people"}},
		{"Of the [20] aboard, [14] died.", []string{"people; 20", "deaths; 14"}},
		{"He had [20] on Friday.", []string{"count; 20"}},
		{"The toll, now at [72], is expected to rise.", []string{"deaths; 72"}},
		{"The toll, he said, is [72].", []string{"deaths; 72"}},
		{"The bridge, now at [72], is old.", []string{"count; 72"}},
		{"The [72] dead include [12] children.", []string{"deaths; 72", "deaths; 12; label=12 dead"}},
		{"The [12] arrested include [two] priests.", []string{"arrests; 12", "arrests; 2"}},
		{"The [12] members include [two] priests.", []string{"people; 12", "people; 2; predicate="}},
	})
}

// Money that stands for itself, and money that is said once.
func TestMoneySaidOnce(t *testing.T) {
	runTable(t, []row{
		{"It is the second of [three] [$3 billion] packages.", []string{"count; 3", "money; 3000000000"}},
		{"She took [three] [$20] notes.", []string{"; 3; currency=", "money; 20"}},
		{"Milk costs [80] cents a litre, up from [65].", []string{"money; 80", "money; 65; label=65 cents a litre; change=from up"}},
		{"Rent was [$80], down from [95].", []string{"money; 80", "money; 95; label=$95; change=from down"}},
		{"Rent was [$80], and [95] flats were let.", []string{"money; 80", "objects; 95"}},
	})
}

// Ten years of a life are an age; ten years of a century are a date.
func TestDecadesOfLife(t *testing.T) {
	runTable(t, []row{
		{"A man in his [40s] was hurt.", []string{"age; 40..49; label=in their 40s; name=year of age"}},
		{"Both are in their early [20s].", []string{"age; 20..29"}},
		{"A woman in her mid-[50s] called the police.", []string{"age; 50..59"}},
		{"A woman in her [60s] died.", []string{"age; 60..69"}},
		{"The suspect is in his [20s or 30s].", []string{"age; 20..39; label=in their 20s-30s"}},
		{"They were in their late [20s to 30s].", []string{"age; 20..39"}},
		{"[Three] men in their [20s] were shot.", []string{"injuries; 3", "age; 20..29"}},
		{"Prices rose in the 70s.", nil},
		{"She sang in the early 80s.", nil},
		{"In his 1990s films he sings.", nil},
		{"His 80s hits are back.", nil},
		{"He came in his 70s-era coat.", nil},
		{"He came in his 70s coat.", nil},
		{"It grew from the 60s on.", nil},
	})
}

// Zero is a figure where it counts no noun, and none where it means "no".
func TestZeroAsAFigure(t *testing.T) {
	runTable(t, []row{
		{"The bank cut its rate to [zero].", []string{"count; 0"}},
		{"It was [40] degrees below zero.", []string{"; 40"}},
		{"The team won [34] delegates to [zero].", []string{"people; 34", "; 0"}},
		{"[Nought] is a number.", []string{"; 0"}},
		{"The balance is [zero].", []string{"; 0"}},
		{"There is zero evidence.", nil},
		{"It has zero-interest loans.", nil},
		{"They met at Ground Zero.", nil},
		{"He came from zero.", nil},
		{"Zero tolerance is the rule.", nil},
	})
}

// A month that is written small is one where a year stands behind it.
func TestSmallMonths(t *testing.T) {
	runTable(t, []row{
		{"It happened on 2 may 1990.", nil},
		{"Larnby, 3 apr 90 (Own report) -- The mayor left.", nil},
		{"Lorries [2] may pass, the sign says.", []string{"; 2"}},
		{"The [12] march on Friday.", []string{"; 12"}},
		{"Of these, [9] may leave.", []string{"; 9"}},
	})
}

// A part of one thing is one: a half century, no half centuries; a quarter of a game
// or of a year is a stretch of it.
func TestPartsJoinedToTheirUnit(t *testing.T) {
	runTable(t, []row{
		{"She sat for [a quarter]-century in the council.", []string{"duration; 0.25; label=a quarter century"}},
		{"[A half]-century of war ended.", []string{"duration; 0.5; label=a half century"}},
		{"They left [a half]-hour later.", []string{"duration; 0.5; label=a half hour"}},
		{"He ran [a quarter]-mile.", []string{"distance; 0.25; label=a quarter mile"}},
		{"The [50]-kilometre race was long.", []string{"distance; 50; label=50 kilometres"}},
		{"They swam in a half-frozen lake.", nil},
		{"It was a half-measure.", nil},
		{"Sales fell in the third quarter.", nil},
		{"She missed a quarter-final.", nil},
	})
}
