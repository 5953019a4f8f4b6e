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
