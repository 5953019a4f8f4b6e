package extract

import "testing"

// Votes, crowds, verdicts and ages, each beside what only looks like one.
func TestVotesAndCrowds(t *testing.T) {
	runTable(t, []row{
		{"The council voted [24 to 17] to close the pool.", []string{"score; 24..17; label=24-17"}},
		{"The bill failed, [24 to 17].", []string{"score; 24..17"}},
		{"The court ruled [5 to 4] that the plan was lawful.", []string{"score; 5..4"}},
		{"The measure passed by [24] votes to [17].", []string{"objects; 24; label=24 votes", "objects; 17; label=17 votes"}},
		{"The panel fell from [24] to [17] members.", []string{"people; 24", "people; 17; label=17 members"}},
		{"The council met for [two to three] hours.", []string{"duration; 2..3"}},
		{"The board cut its vote to [24].", []string{"; 24"}},

		{"A crowd of [60,000] watched the final.", []string{"attendance; 60000; label=60,000 attending"}},
		{"A crowd of [60,000] people watched the final.", []string{"attendance; 60000; label=60,000 attending"}},
		{"An audience of [300] heard the speech.", []string{"attendance; 300"}},
		{"The attendance of [41,200] was a record.", []string{"attendance; 41200"}},
		{"Police arrested a crowd of [40] youths.", []string{"arrests; 40; label=40 arrested"}},
		{"A stock of [60,000] masks was burned.", []string{"objects; 60000"}},
		{"A team of [12] searched the hills.", []string{"people; 12"}},

		{"The jury found [nine] guilty of fraud.", []string{"convictions; 9; label=9 convicted"}},
		{"The court found [nine] of the men guilty of murder.", []string{"convictions; 9"}},
		{"The [nine] were found guilty.", []string{"convictions; 9; modality=asserted"}},
		{"The jury found [nine] not guilty.", []string{"convictions; 9; modality=denied"}},
		{"The jury found [nine] errors in the files.", []string{"objects; 9"}},
		{"Divers found [nine] crates of wine.", []string{"objects; 9"}},

		{"The crash damaged [12] cars and [35] others.", []string{"objects; 12", "objects; 35; label=35 others damaged"}},
		{"The crash killed [12] people and hurt [35] others.", []string{"deaths; 12", "injuries; 35"}},
	})
}

// Cases that a multiplier counts, deaths that a possessive joins, headlines
// that list with commas alone.
func TestCasesAndOwners(t *testing.T) {
	runTable(t, []row{
		{"The [triple]-homicide suspect was held.", []string{"deaths; 3; label=3 killed"}},
		{"He was held over a [triple] homicide.", []string{"deaths; 3; label=3 killed"}},
		{"Suspect in [triple] homicide held", []string{"deaths; 3; label=3 killed"}},
		{"The [double]-murder trial begins.", []string{"deaths; 2"}},
		{"The double-decker bus was late.", nil},
		{"The attack led to [three] officers' deaths.", []string{"deaths; 3; label=3 dead"}},
		{"The [two] boys' arrests were filmed.", []string{"arrests; 2; label=2 arrested"}},
		{"The [three] officers' cars were burned.", []string{"people; 3; predicate="}},
		{"[Two] bailiffs, gunman killed in courthouse", []string{"deaths; 2; label=2 killed"}},
		{"[Two] trains, buses delayed by snow", []string{"objects; 2; predicate="}},
		{"He was arrested in the Monday shooting of [four] people.", []string{"injuries; 4"}},
		{"He was charged in the fatal shooting of [three] people.", []string{"deaths; 3; label=3 killed"}},
		{"[Sixty] sailors were reported missing.", []string{"missing; 60"}},
	})
}

// Bounds of measures said twice, zeros that measure, steps and levels.
func TestMeasuresTwice(t *testing.T) {
	runTable(t, []row{
		{"The road is more than [100] kilometres ([60] miles) long.", []string{"distance; >100", "distance; >60; label=over 60 miles"}},
		{"The boat was about [12] metres ([39] feet) long.", []string{"distance; ~12", "distance; ~39"}},
		{"The loan was over [$3m] ([£2.4m]).", []string{"money; >3000000", "money; >2400000"}},
		{"More than [100] people ([60] of them women) were held.", []string{"arrests; >100", "arrests; 60"}},
		{"The road is more than [100] kilometres long and [9] metres wide.", []string{"distance; >100", "distance; 9"}},
		{"Growth slowed to [zero] percent.", []string{"percent; 0; change=to down"}},
		{"He paid [zero] dollars in tax.", []string{"money; 0"}},
		{"The temperature fell to [zero] degrees.", []string{"measure; 0"}},
		{"The club has zero tolerance of fights.", nil},
		{"The count was [41 ± 3] people.", []string{"people; 38..44; label=41 ± 3 people"}},
		{"Barely [40] people came.", []string{"people; ~40"}},
		{"The storm cut power to [12,000] homes.", []string{"objects; 12000; change=none"}},
		{"The firm cut its staff to [300] people.", []string{"people; 300; change=to down"}},
		{"The storm came on [4 Mar 90].", []string{"!date"}},
		{"The ship left on [2 May 90] (Radio Kaldo).", []string{"!date"}},
	})
}

func TestAgesOfWhom(t *testing.T) {
	runTable(t, []row{
		{"[Six] people were hurt, among them Odile Marsh, [71], and her grandson, [nine].", []string{"injuries; 6", "age; 71; subject=Odile Marsh", "age; 9; subject=her grandson"}},
		{"Odile Marsh ([71]) was hurt.", []string{"age; 71; subject=Odile Marsh"}},
		{"Captain Odile Marsh, aged [71], was hurt.", []string{"age; 71; subject=Odile Marsh"}},
		{"The driver, [34], was held.", []string{"age; 34; subject=The driver"}},
		{"[71]-year-old Odile Marsh was hurt.", []string{"age; 71; subject=Odile Marsh"}},
		{"The boats, [nine], came home.", []string{"count; 9"}},
		{"In Kaldo, [nine], the mayor said, were hurt.", []string{"; 9; source=the mayor"}},
	})
}

func TestOfficesOfSpeakers(t *testing.T) {
	runTable(t, []row{
		{"\"[Twelve] boats are out,\" said Commander Teresa Vail of the agency.", []string{"objects; 12; source=Teresa Vail"}},
		{"\"[Twelve] boats are out,\" said Commander Teresa Vail of the Coast Agency.", []string{"objects; 12; source=Teresa Vail"}},
		{"The finance minister, Lena Frost, said [40] offices would close.", []string{"objects; 40; source=Lena Frost"}},
		{"Hamas said [41] people were killed.", []string{"deaths; 41; source=Hamas"}},
		{"Drivers want [12] percent more pay.", []string{"percent; 12; source=none"}},
	})
}
