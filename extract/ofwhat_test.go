package extract

import "testing"

func TestWhatAPercentageIsOf(t *testing.T) {
	runTable(t, []row{
		{"Unemployment rose to [5.2%] in March, and wages fell by [3%].", []string{"percent; 5.2; phrase=unemployment; label=5.2% unemployment; subject=Unemployment", "percent; 3; phrase=wages; label=3% fall in wages; subject=wages"}},
		{"The bank raised its key rate to [4.5%], and inflation was [3.1%] in April.", []string{"percent; 4.5; phrase=key rate; label=4.5% key rate; change=to up; subject=The bank", "percent; 3.1; phrase=inflation; subject=inflation"}},
		{"Turnout stood at [62%], the lowest in years.", []string{"percent; 62; phrase=turnout; label=62% turnout"}},
		{"Sales fell [12] percent, while profits rose [4] percent.", []string{"percent; 12; label=12% fall in sales", "percent; 4; label=4% rise in profits; subject=profits"}},
		{"Exports, which make up [40%] of the economy, fell [3%].", []string{"percent; 40; phrase=the economy", "percent; 3; phrase=exports; subject=Exports"}},
		{"The shop reported a [3%] drop in sales and an increase of [5%] in rents.", []string{"percent; 3; phrase=sales; label=3% drop in sales; change=none", "percent; 5; phrase=rents; label=5% increase in rents; change=none"}},
		{"An increase of [5%] was agreed.", []string{"percent; 5; phrase=; label=5% increase"}},
		{"He holds a [12%] stake in the bank.", []string{"percent; 12; phrase=stake in the bank; label=12% stake in the bank"}},
		{"They won a [6%] pay rise.", []string{"percent; 6; phrase=pay; label=6% pay rise"}},
		{"Tesla jumped [8.5%] and Starbucks gained [3.5%].", []string{"percent; 8.5; phrase=Tesla; label=8.5% rise for Tesla; subject=Tesla", "percent; 3.5; phrase=Starbucks; subject=Starbucks"}},
		{"The council cut its budget by [7%].", []string{"percent; 7; phrase=budget; change=by down; subject=The council"}},
		{"Prices of rice were [3%] higher than last year.", []string{"percent; 3; phrase=prices of rice; label=3% higher"}},
		{"Last year prices rose [3%].", []string{"percent; 3; phrase=prices; subject=prices"}},
		{"On Monday sales of cars rose [3%].", []string{"percent; 3; phrase=sales of cars; subject=sales of cars"}},
		{"The company said on Monday that sales rose [12%].", []string{"percent; 12; phrase=sales; subject=sales; source=The company"}},
		{"Police said burglaries were up [20%].", []string{"percent; 20; phrase=burglaries; subject=burglaries; source=Police"}},
		{"Shares in the bank, which has [300] branches, slid [5%].", []string{"objects; 300", "percent; 5; phrase=shares in the bank; label=5% fall in shares in the bank"}},
		{"The firm, based in Oslo, saw profits fall [9%].", []string{"percent; 9; phrase=profits; subject=profits"}},
		{"House prices have risen by [40%] since 2010.", []string{"percent; 40; label=40% rise in house prices"}},
		{"The vaccine was [95%] effective.", []string{"percent; 95; phrase=vaccine; label=95% effective"}},
		{"The reservoir is [40%] full.", []string{"percent; 40; label=40% full"}},
		{"Ministers agreed on a tax of [5%].", []string{"percent; 5; phrase=tax; label=5% tax"}},
		{"Growth slowed from [3%] to [2%].", []string{"percent; 3; change=from down; label=3% growth", "percent; 2; change=to down; label=2% growth"}},
		{"A [5%] tax on sugar was passed.", []string{"percent; 5; phrase=tax on sugar"}},
		{"Attendance averaged [93%] in May.", []string{"percent; 93; label=93% attendance"}},
		{"Manufacturing output shrank [1.2%] in May after a [0.4%] rise in April.", []string{"percent; 1.2; phrase=manufacturing output", "percent; 0.4; phrase=; label=0.4% rise"}},
		{"The mayor said crime had fallen [14%].", []string{"percent; 14; label=14% fall in crime; subject=crime"}},
		{"Some [12%] of the voters stayed away.", []string{"percent; ~12; phrase=the voters; label=about 12% of the voters"}},
		// nothing tells what these are a share of
		{"It grew [3%].", []string{"percent; 3; phrase=; label=3%"}},
		{"Labour won [34%] and the Greens [12%].", []string{"percent; 34; phrase=; label=34%", "percent; 12; phrase="}},
		{"In a poll, [52%] support the bill and [40%] oppose it.", []string{"percent; 52; phrase=; label=52%", "percent; 40; phrase="}},
		{"The new levy adds [2%] to bills.", []string{"percent; 2; phrase="}},
		{"The strike was backed by [88%].", []string{"percent; 88; phrase="}},
		{"The Nikkei was +[0.2%].", []string{"percent; 0.2; label=0.2%; change=by up"}},
		{"Police said [12%].", []string{"percent; 12; phrase=; source=Police"}},
	})
}

func TestWhoMovesAndWhoIsMoved(t *testing.T) {
	runTable(t, []row{
		{"The box was lifted by [two] men.", []string{"people; 2; change=none"}},
		{"The flag was raised by [12] pupils.", []string{"people; 12; change=none"}},
		{"Sales were cut by [12%].", []string{"percent; 12; change=by down"}},
		{"The fee was raised to [$40] from [$30].", []string{"money; 40; change=to up", "money; 30; change=from up"}},
		{"The population grew by [3,000] people.", []string{"people; 3000; change=by up"}},
		{"Growth eased from [4%] to [3%].", []string{"percent; 4; change=from down", "percent; 3; change=to down"}},
		{"The drop narrowed from [9%] to [4%].", []string{"percent; 9; change=from down", "percent; 4; change=to down"}},
	})
}

func TestTheFigureAndItsClause(t *testing.T) {
	runTable(t, []row{
		{"The court heard that he made [310] transfers over [six] years.", []string{"objects; 310; subject=", "duration; 6; subject="}},
		{"The central bank, which has raised rates [11] times, is cautious.", []string{"count; 11; source=none"}},
		{"Halden United beat Porto Vale in front of [41,200] fans.", []string{"people; 41200; subject=Halden United"}},
		{"Council tax will rise [4.9%], adding [£78] a year to the bill.", []string{"percent; 4.9; label=4.9% rise in council tax; modality=planned", "money; 78; source=none"}},
		{"Floods in the Kaldo valley have killed [61] people, the disaster agency said.", []string{"deaths; 61; subject=Floods in the Kaldo valley; source=the disaster agency"}},
		{"The army has sent [3,000] soldiers, and aid groups said they needed [$45m].", []string{"people; 3000; source=none", "money; 45000000; source=aid groups"}},
		{"The airline lost [$412m] as fuel costs rose [31%].", []string{"money; 412000000; subject=The airline", "percent; 31; phrase=fuel costs; subject=fuel costs"}},
		{"The strike shut [212] of the county's [350] schools.", []string{"objects; 212; unit=schools; label=212 schools", "objects; 350"}},
		{"A poll of [1,020] parents found [58%] of them tired.", []string{"people; 1020; predicate=; label=1,020 parents", "percent; 58"}},
		{"Ministers say the offer would cost [£2.1bn].", []string{"money; ; modality=possible; source=Ministers"}},
		{"[Three] firefighters were treated for burns and a woman died of a heart attack.", []string{"injuries; 3; subject="}},
		{"The fire was only [15%] contained.", []string{"percent; 15; label=15% contained; phrase=fire"}},
		{"Police said a crash on the ring road hurt [12].", []string{"injuries; 12; subject=a crash"}},
		{"The crash investigator has [12] aides.", []string{"people; 12; subject=The crash investigator"}},
		{"She said [12] people were in the crash.", []string{"people; 12; subject=the crash"}},
		{"They [13] came.", []string{"count; 13; subject="}},
	})
}

func TestAgesOfGroups(t *testing.T) {
	runTable(t, []row{
		{"Adults over [65] are at risk.", []string{"age; >65; label=aged over 65"}},
		{"Children under [five] travel free.", []string{"age; <5; label=aged under 5"}},
		{"Men over [60] and women over [55] may retire.", []string{"age; >60", "age; >55"}},
		{"The plane carried [12] people over [30] miles.", []string{"people; 12", "distance; >30"}},
		{"The men took over [60] crates.", []string{"objects; >60"}},
		{"He beat rivals over [200] metres.", []string{"distance; >200"}},
		{"They met workers over [40] days.", []string{"duration; 40"}},
	})
}

func TestRangesInLabels(t *testing.T) {
	runTable(t, []row{
		{"Insurers put losses at [$1.3bn to $1.8bn].", []string{"money; ; label=$1.3bn-$1.8bn"}},
		{"The plan cost between [$2 million and $3 million].", []string{"money; ; label=$2 million-$3 million"}},
		{"They got [3 to 4 million] claims.", []string{"objects; ; label=3-4 million claims"}},
		{"[Two to three million] people left.", []string{"people; 2000000..3000000; label=2-3 million people"}},
		{"[Two or three] cars burned.", []string{"objects; 2..3; label=2-3 cars burned"}},
		{"The men, aged [19 to 37], deny it.", []string{"age; 19..37; label=ages 19-37"}},
		{"It costs [$2-3 billion].", []string{"money; ; label=$2-3 billion"}},
		{"It holds [1,200 to 1,500] people.", []string{"people; 1200..1500; label=1,200-1,500 people"}},
	})
}

func TestStepsBehindLevels(t *testing.T) {
	runTable(t, []row{
		{"There are [1.4 million] people out of work, up [38,000] on the quarter.", []string{"people; 1400000", "people; 38000; change=by up; label=38,000 people"}},
		{"The club has [900] members, down [40] on last year.", []string{"people; 900", "people; 40; change=by down"}},
		{"The farm has [90] cows, up the hill.", []string{"objects; 90"}},
		{"He walked up [40] steps.", []string{"objects; 40; change=none"}},
	})
}

func TestModalityOfMeasures(t *testing.T) {
	runTable(t, []row{
		{"The surface may reach [60] degrees Celsius.", []string{"temperature; 60; modality=possible"}},
		{"Prices are expected to rise [4%].", []string{"percent; 4; modality=planned"}},
		{"The toll was likely to pass [100].", []string{"deaths; 100; modality=possible"}},
		{"The work could take [three] years.", []string{"duration; 3; modality=possible"}},
		{"If the dam is [40] metres high, it will hold.", []string{"distance; 40; modality=possible"}},
		{"The surface reached [60] degrees Celsius.", []string{"temperature; 60; modality=asserted"}},
		{"Prices rose [4%].", []string{"percent; 4; modality=asserted"}},
		{"The work took [three] years.", []string{"duration; 3; modality=asserted"}},
		{"He denied that the boat did [40] knots.", []string{"speed; 40; modality=denied"}},
		{"The dam is [40] metres high.", []string{"distance; 40; modality=asserted"}},
	})
}
