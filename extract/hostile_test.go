package extract

import "testing"

// Figures beside words that would mislead a hasty reader: disasters.
func TestDisastersReadClosely(t *testing.T) {
	runTable(t, []row{
		{"At least [23] miners were killed and [17] others trapped when a shaft collapsed in Teruna early on Friday, rescue officials said.", []string{"deaths; >=23; source=rescue officials", "people; 17; label=17 others trapped"}},
		{"The [5.8]-magnitude tremor struck [12] kilometres down.", []string{"measure; 5.8; label=magnitude 5.8", "distance; 12"}},
		{"A [6]-member crew left.", []string{"people; 6"}},
		{"More than [1,400] people spent the night in shelters, among them [300] children.", []string{"people; >1400", "people; 300; label=300 children; predicate="}},
		{"The trawler sank [40] nautical miles off Cape Dorne.", []string{"distance; 40; change=none"}},
		{"The river rose [40] centimetres.", []string{"distance; 40; change=by up"}},
		{"Officials revised the number of missing down to [14] from [31].", []string{"missing; 14; change=to down", "missing; 31; change=from down"}},
		{"The quake, which measured [6.4], flattened [1,200] homes.", []string{"count; 6.4; source=none", "objects; 1200; source=none"}},
		{"A woman and her [two] daughters, aged [six] and [nine], were found dead.", []string{"deaths; 2", "age; 6; subject=her two daughters", "age; 9; subject=her two daughters"}},
		{"A woman aged [40] and [nine] others were found dead.", []string{"age; 40", "deaths; 9"}},
		{"Rees killed [20] children, ages [six] and [seven], as well as [six] teachers.", []string{"deaths; 20", "age; 6", "age; 7", "deaths; 6"}},
		{"The gunman injured [12] shoppers, aged [14 to 70], and [three] guards.", []string{"injuries; 12", "age; 14..70", "injuries; 3; label=3 injured"}},
		{"The ministry said the strike killed [11] fighters; residents said [nine] civilians, including [four] children, died.", []string{"deaths; 11; label=11 killed; source=The ministry", "deaths; 9; label=9 dead; source=residents", "deaths; 4; label=4 dead; source=residents"}},
		{"Rebels freed [22] hostages on Thursday but are still holding [36].", []string{"hostages; 22; label=22 freed", "; 36; label=36 held"}},
		{"Police arrested [22] men on Thursday and charged [nine].", []string{"arrests; 22", "charges; 9; label=9 charged"}},
		{"The shop sold [22] lamps and charged [nine] dollars.", []string{"objects; 22", "money; 9"}},
		{"Some [12,000] refugees have crossed since Monday, bringing the total to [85,000].", []string{"displaced; ~12000", "people; 85000; label=85,000 refugees"}},
		{"The landslide buried a school; by nightfall [22] bodies had been found.", []string{"deaths; 22; label=22 dead"}},
		{"[Nine] people were shot, [three] of them fatally.", []string{"injuries; 9", "deaths; 3; subject="}},
	})
}

// Courts and police.
func TestCourtsReadClosely(t *testing.T) {
	runTable(t, []row{
		{"A jury awarded [$18.5 million] to a nurse who was fired after reporting [12] breaches.", []string{"money; 18500000", "objects; 12; source=none"}},
		{"A nurse said, reporting [12] breaches, that she was fired.", []string{"objects; 12"}},
		{"Of [212] complaints received last year, just [nine] led to charges.", []string{"objects; 212", "objects; 9; label=9 complaints"}},
		{"Of [212] pupils asked, [nine] smoke.", []string{"people; 212", "people; 9; label=9 pupils"}},
		{"He denied [seven] counts of bribery involving [$1.2 million].", []string{"objects; 7; label=7 counts of bribery", "money; 1200000"}},
		{"He denied [two] counts of money laundering.", []string{"objects; 2; label=2 counts of money laundering"}},
		{"[Two] of the [five] defendants pleaded guilty; the trial of the rest goes on.", []string{"convictions; 2; subject=", "people; 5; subject="}},
		{"A judge told the banker to repay [$4.3 million] stolen from [90] clients.", []string{"money; 4300000", "people; 90; subject="}},
		{"He goes on trial on 8 June with [three] others.", []string{"people; 3"}},
	})
}

// Business and politics.
func TestBusinessReadClosely(t *testing.T) {
	runTable(t, []row{
		{"Profit before tax rose [11%] to [£84m].", []string{"percent; 11; subject=Profit before tax; label=11% rise in profit before tax", "money; 84000000; subject=Profit before tax"}},
		{"The group said it would cut [1,200] jobs, [400] of them in Kaldo.", []string{"objects; 1200; modality=planned", "objects; 400; modality=planned; label=400 jobs cut"}},
		{"The group said a strike would cost it [1,200] jobs.", []string{"objects; 1200; modality=possible"}},
		{"House prices fell [0.4%] in August, the [sixth] monthly drop in a row.", []string{"percent; 0.4", "rank; 6; label=sixth monthly drop"}},
		{"Analysts polled by the agency had forecast a [2.1] percent rise.", []string{"percent; 2.1; source=Analysts"}},
		{"The line carried [2.3 million] passengers, [9] percent more than in 2020.", []string{"people; 2300000", "percent; 9; label=9% more"}},
		{"The shares closed at [312]p.", []string{"money; 312; label=312p"}},
		{"A single dose costs [80] cents; the full course costs [$5].", []string{"money; 80; subject=A single dose", "money; 5; subject=the full course"}},
		{"Surgeons did [1,100] transplants last year, [90] fewer than in 2023.", []string{"objects; 1100", "objects; 90; label=90 fewer transplants"}},
		{"The shares, which have lost [a third] of their value since January, closed at [312]p.", []string{"share; 0.333333333333; label=a third of their value lost", "money; 312"}},
		{"The president's approval rating slid [four] points to [37] percent.", []string{"percentage_points; 4; change=by down; subject=The president's approval rating", "percent; 37; source=none"}},
		{"With [38] of [40] precincts reporting, Moss had [11,204] votes to Lund's [10,873].", []string{"objects; 38", "objects; 40", "objects; 11204; source=none", "objects; 10873; source=none"}},
		{"[Four in 10] voters are undecided, according to a survey of [2,000] adults.", []string{"share; 0.4", "people; 2000; subject="}},
		{"The index rose [8.15%] to [3.65].", []string{"percent; 8.15", "count; 3.65; change=to up"}},
		{"Economists had expected [180,000] jobs; employers added only [92,000].", []string{"objects; 180000; source=Economists", "; 92000; source=none"}},
		{"Her rating fell by [12] percent.", []string{"percent; 12; subject=Her rating"}},
		{"The credit rating agency cut [12] jobs.", []string{"objects; 12"}},
	})
}

// Figures whose words stand elsewhere in the sentence, beside those that look
// alike and are not.
func TestSentencesReadToTheirEnd(t *testing.T) {
	runTable(t, []row{
		{"Net income rose to [$2.6 billion], or [94] cents a share, from [$1.2 billion].", []string{"money; 2600000000; change=to up", "money; 94; change=none", "money; 1200000000; change=from up"}},
		{"The fund paid [$2.6 billion], or [94] cents a share, from [$1.2 billion] in reserves.", []string{"money; 2600000000; change=none", "money; 94; change=none", "money; 1200000000; change=none"}},
		{"The ministry has not confirmed reports that [41] people died.", []string{"deaths; 41; modality=possible"}},
		{"The ministry has confirmed reports that [41] people died.", []string{"deaths; 41; modality=asserted"}},
		{"The flood left [78] people unaccounted for and [40,000] in camps.", []string{"missing; 78", "; 40000; predicate="}},
		{"[Two] climbers died and [a third] of the food was lost.", []string{"deaths; 2", "share; 0.333333333333"}},
		{"The budget is [$8.3 billion], up from [$2.1-2.3 billion].", []string{"money; 8300000000", "money; 2100000000..2300000000"}},
	})
}
