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
		{"A team of [12] searched the hills.", []string{"count; 12"}},

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
