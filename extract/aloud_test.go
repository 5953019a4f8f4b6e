package extract

import "testing"

// Articles in many registers, read aloud: what a person would jot down.
func TestArticlesReadAloud(t *testing.T) {
	runTable(t, []row{
		{"[Two] elderly brothers, aged [81] and [84], drowned in their flat, the fire service said.", []string{"deaths; 2; label=2 dead; source=the fire service", "age; 81; subject=Two elderly brothers", "age; 84; subject=Two elderly brothers"}},
		{"About [120] soldiers were filling bags and a further [80] were expected.", []string{"people; ~120", "people; 80; label=80 soldiers"}},
		{"Nearly [9,000] nurses will walk out for [48] hours.", []string{"people; <~9000; modality=planned", "duration; 48"}},
		{"He was cleared of [four] counts of money laundering.", []string{"objects; 4; label=4 counts of money laundering"}},
		{"A jury of [seven] women and [five] men took [three] days.", []string{"people; 7", "people; 5", "duration; 3; subject=A jury of seven women and five men"}},
		{"Turnout was [67.8] percent, [nine] points higher than in 2022.", []string{"percent; 67.8", "percentage_points; 9; label=9 percentage points"}},
		{"The index fell [2] percent, or [112] points.", []string{"percent; 2", "objects; 112"}},
		{"Tarn Motors posted a loss of [$182 million], compared with a profit of [$96 million].", []string{"money; 182000000; subject=; source=Tarn Motors", "money; 96000000; subject="}},
		{"The firm will close [two] of its [seven] plants and cut [3,400] jobs.", []string{"objects; 2; modality=planned", "objects; 7; modality=asserted", "objects; 3400; modality=planned"}},
		{"The firm closed [two] plants and cut [3,400] jobs.", []string{"objects; 2; modality=asserted", "objects; 3400; modality=asserted"}},
		{"A crowd of [38,412] saw their fifth win in [six] games.", []string{"attendance; 38412; subject=", "objects; 6"}},
		{"Police made [17] arrests and [two] stewards were treated for minor injuries.", []string{"arrests; 17", "injuries; 2; subject="}},
		{"The council approved a budget of [$418 million], raising property tax by [3.2] percent.", []string{"money; 418000000", "percent; 3.2; label=3.2% rise in property tax"}},
		{"The mayor had asked for [25] officers; the council gave her [12].", []string{"people; 25", "count; 12; source=none"}},
		{"Spending doubles to [$22 million] while library hours are cut by [a fifth].", []string{"money; 22000000", "share; 0.2; subject=library hours"}},
		{"A bus crashed on Wednesday, killing all but [two] of those on board.", []string{"people; 2; predicate=; label=all but 2 people"}},
		{"A bus crashed on Wednesday, killing [two] of those on board.", []string{"deaths; 2; label=2 killed"}},
		{"A mother and her [six]-year-old son were pulled from the wreck.", []string{"age; 6; subject=her six-year-old son"}},
		{"The total is nearly [twice] last year's figure.", []string{"multiple; <~2; label=nearly twice"}},
		{"He scored [twice] last year.", []string{"count; 2"}},
		{"A magnitude [6.1] earthquake shook the coast.", []string{"measure; 6.1; label=magnitude 6.1"}},
		{"Charities say evictions rose from [9,600] in 2022 to [14,300] last year.", []string{"count; 9600; change=from up", "count; 14300; change=to up"}},
		{"He worked there from 2015 to 2019.", nil},
		{"Households spend more than [half] of their income on rent.", []string{"share; >0.5; quote=spend more than half of their income"}},
		{"Fewer than [one in 100] had fever.", []string{"share; <0.01; label=under one in 100"}},
		{"[One pupil in three] was tired.", []string{"share; 0.333333333333; label=one pupil in three; unit=pupil"}},
		{"[One child in five] goes hungry.", []string{"share; 0.2; label=one child in five"}},
		{"[One] man in a boat waved.", []string{"people; 1"}},
		{"[One] man in [12] boats cannot row.", []string{"people; 1", "objects; 12"}},
		{"The toll, which had stood at [41], rose to [54].", []string{"deaths; 41", "deaths; 54; label=54 dead"}},
		{"The death toll, officials said, rose to [54].", []string{"deaths; 54; source=officials"}},
		{"The toll booth, a landmark, rose to [54] metres.", []string{"distance; 54"}},
		{"The ship sank on 4 May with [300] people on board.", []string{"people; 300; modality=asserted"}},
		{"They may come with [300] people.", []string{"people; 300; modality=possible"}},
		{"The trial of [nine] men accused of killing [130] people opened.", []string{"people; 9", "deaths; 130; source=none"}},
		{"About [3 million] of the country's [11 million] people need aid.", []string{"people; ~3000000; label=about 3 million people", "people; 11000000"}},
		{"The school has [640] pupils, [twice] as many as [ten] years ago.", []string{"people; 640", "multiple; 2", "duration; 10"}},
		{"The club let in as many as [ten] guests.", []string{"people; <=10"}},
		{"[Three] of the dead were children, the mayor, Elena Rusk, told reporters.", []string{"deaths; 3; source=Elena Rusk"}},
		{"Attendance averaged [24,300], down [6] percent.", []string{"attendance; 24300", "percent; 6; label=6% fall in attendance"}},
		{"The crowd was [300] strong.", []string{"attendance; 300"}},
		{"The crowd was [300] metres away.", []string{"distance; 300"}},
		{"Police in Odren arrested [17] people on Thursday, hours after a fire destroyed [two] barns.", []string{"arrests; 17; subject=Police in Odren", "objects; 2; subject=a fire"}},
		{"Police arrested [17] people after a fire.", []string{"arrests; 17; subject=a fire"}},
		{"[One in five] homes had no power.", []string{"share; 0.2; label=one in five homes"}},
		{"Police charged [three] men, aged [22], [25] and [31], with theft.", []string{"charges; 3", "age; 22; subject=three men", "age; 25; subject=three men", "age; 31; subject=three men"}},
		{"They want to raise the pension age from [63] to [66].", []string{"age; 63", "age; 66"}},
		{"Organisers put the crowd at [150,000].", []string{"attendance; 150000; source=Organisers"}},
		{"The crowd threw stones at [12] officers.", []string{"people; 12"}},
		{"[Eleven] people fell ill, compared with [34] who were given a placebo.", []string{"people; 11", "people; 34; label=34 people"}},
		{"Winds gusting to [85] kilometres an hour drove flames across Highway 9.", []string{"speed; 85; subject=Winds", "!name"}},
	})
}

// A name that was an institution's once is one later on.
func TestBodiesByName(t *testing.T) {
	for _, row := range []attributionRow{
		{"The maker Halgen said 40 people had it. {Halgen} said [50] people had it.", "", "body"},
		{"The vaccine works, Lena Halgen said. {Halgen} said [50] people had it.", "Lena Halgen", "person"},
		{"{Forecasters} expect [20] centimetres of snow.", "", "unnamed"},
		{"{Tarn Motors} said [50] cars were sold.", "", "body"},
	} {
		checkAttribution(t, row)
	}
}
