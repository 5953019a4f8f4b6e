package extract

import "testing"

func TestDigits(t *testing.T) {
	runTable(t, []row{
		{"Rescuers counted [1,300] boats.", []string{"; 1300"}},
		{"The dam holds [1.5] times the water it held before.", []string{"; 1.5"}},
		{"Growers planted [1\u00a0300] trees.", []string{"; 1300"}},
		{"Growers planted [1\u202f300] trees.", []string{"; 1300"}},
		{"Growers planted [1 234 567] trees.", []string{"; 1234567"}},
		{"The count ended at [12,34,567] votes.", []string{"; 1234567"}},
		{"The report lists [1.234.567] olive trees.", []string{"; 1234567"}},
		{"A drop of [0.05] grams is enough.", []string{"mass; 0.05"}},
		{"A drop of [.05] grams is enough.", []string{"mass; 0.05"}},
		{"Winter brought [-5] degrees to the valley.", []string{"; -5"}},
		{"Winter brought [minus 5] degrees to the valley.", []string{"; -5"}},
		{"The reading fell to [negative 12] degrees.", []string{"; -12"}},
		{"The lab counted [1.3×10⁶] cells.", []string{"; 1300000"}},
		{"The lab counted [1.3x10^6] cells.", []string{"; 1300000"}},
		{"The lab counted [2e6] cells.", []string{"; 2000000"}},
		{"Bakers sold [3½] loaves each.", []string{"; 3.5"}},
		{"Bakers sold [2 1/4] loaves each.", []string{"; 2.25"}},
		{"The field is [3/4] mile long.", []string{"distance; 0.75"}},
		{"Exercises [22],[24] and [26] went missing.", []string{"; 22", "; 24", "; 26"}},
	})
}

func TestMagnitudes(t *testing.T) {
	runTable(t, []row{
		{"The city has [3.2 million] residents.", []string{"people; 3200000"}},
		{"The city has [5m] residents.", []string{"people; 5000000"}},
		{"The site drew [40k] visitors.", []string{"; 40000"}},
		{"The site drew [40K] visitors.", []string{"; 40000"}},
		{"The firm is worth [£2bn].", []string{"money; 2000000000; currency=GBP"}},
		{"The firm is worth [$1.3tn].", []string{"money; 1300000000000; currency=USD"}},
		{"The state spent [3 lakh] rupees.", []string{"money; 300000; currency=INR"}},
		{"The state spent [2 crore] rupees.", []string{"money; 20000000; currency=INR"}},
		{"The state spent [three lakh crore] rupees.", []string{"money; 3000000000000"}},
		{"Some sold for [$10m].", []string{"money; 10000000"}},
		{"The diver went down [10]m.", []string{"distance; 10; si=m"}},
		{"The runner won by [100]m.", []string{"distance; 100"}},
		{"Readers bought [2.7m] printed copies.", []string{"; 2700000"}},
		{"The group owns [35m] of its shares.", []string{"; 35000000"}},
		{"It has [4 thousand 3 hundred] members.", []string{"people; 4300"}},
		{"It has [2.12 hundred] members.", []string{"people; 212"}},
		{"The clinic has [half a million] patients.", []string{"; 500000"}},
		{"She needs [one million and a half] votes.", []string{"; 1500000"}},
		{"She needs [three and a half million] votes.", []string{"; 3500000"}},
	})
}

func TestNumberWords(t *testing.T) {
	runTable(t, []row{
		{"[Six] handguns were on the table.", []string{"; 6"}},
		{"[Twenty-three] lorries stood in the yard.", []string{"; 23"}},
		{"[Twenty three] lorries stood in the yard.", []string{"; 23"}},
		{"[One hundred and five] lorries stood in the yard.", []string{"; 105"}},
		{"[One hundred five] lorries stood in the yard.", []string{"; 105"}},
		{"[A hundred] lorries stood in the yard.", []string{"; 100"}},
		{"[Two million three hundred thousand] votes were cast.", []string{"; 2300000"}},
		{"[Two hundred and two thousand] votes were cast.", []string{"; 202000"}},
		{"[Two thousand and two] votes were cast.", []string{"; 2002"}},
		{"[Nineteen hundred] votes were cast.", []string{"; 1900"}},
		{"[Five point five] kilograms of tin were found.", []string{"mass; 5.5"}},
		{"[Two hundred point zero three] kilograms of tin were found.", []string{"mass; 200.03"}},
		{"[Three and a half] tonnes of tin were found.", []string{"mass; 3.5"}},
		{"[One and three quarters] tonnes of tin were found.", []string{"mass; 1.75"}},
		{"Between [one hundred and two hundred] lorries stood in the yard.", []string{"; 100..200"}},
		{"It paid [$1 million] [two] years later.", []string{"money; 1000000", "duration; 2"}},
	})
}

func TestCollectiveAndVague(t *testing.T) {
	runTable(t, []row{
		{"[A dozen] lorries burned.", []string{"; 12"}},
		{"[Half a dozen] lorries burned.", []string{"; 6"}},
		{"[Two dozen] lorries burned.", []string{"; 24"}},
		{"[3 dozen] lorries burned.", []string{"; 36"}},
		{"[A couple] of lorries burned.", []string{"; 2"}},
		{"[A pair] of gloves lay there.", []string{"; 2"}},
		{"[Dozens] of lorries burned.", []string{"; 12.."}},
		{"[Scores] of lorries burned.", []string{"; 20.."}},
		{"[Hundreds] of lorries burned.", []string{"; 100.."}},
		{"[Tens of thousands] of homes lost power.", []string{"; 10000.."}},
		{"[Hundreds of thousands] of homes lost power.", []string{"; 100000.."}},
		{"[Several hundred] homes lost power.", []string{"; 300.."}},
		{"[A few dozen] homes lost power.", []string{"; 36.."}},
		{"[Thousands upon thousands] of homes lost power.", []string{"; 1000.."}},
		{"[Several] homes lost power.", []string{"!vague"}},
		{"[A few] homes lost power.", []string{"!vague"}},
		{"Many homes lost power.", nil},
		{"Few homes lost power.", nil},
		{"The couple had lived there for long.", nil},
		{"The pair met at school.", nil},
		{"The scores of the test were low.", nil},
		{"The film has a score by a young composer.", nil},
		{"The tens column is on the left.", nil},
	})
}

func TestFractionsAndShares(t *testing.T) {
	runTable(t, []row{
		{"[Half] of them stayed.", []string{"share; 0.5"}},
		{"[A third] of the homes stayed dark.", []string{"share; 0.333333333333"}},
		{"[Two-thirds] of the homes stayed dark.", []string{"share; 0.666666666667"}},
		{"[Three quarters] of the homes stayed dark.", []string{"share; 0.75"}},
		{"[Three-quarters] of the homes stayed dark.", []string{"share; 0.75"}},
		{"[One in five] homes stayed dark.", []string{"share; 0.2; whole=5; ratio=0.2"}},
		{"[Nine out of 10] homes stayed dark.", []string{"share; 0.9; whole=10"}},
		{"[Two out of every three] homes stayed dark.", []string{"share; 0.666666666667"}},
		{"[1 in 10,000] children has it.", []string{"share; 0.0001"}},
		{"The tank was [⅔] full.", []string{"share; 0.666666666667"}},
		{"They waited [half] an hour.", []string{"duration; 0.5"}},
		{"They walked [half] a mile.", []string{"distance; 0.5"}},
		{"More than [half] the town was dark.", []string{"; >0.5"}},
		{"[Three fifths] of the seats were taken.", []string{"share; 0.6"}},
		{"The second half was quiet.", nil},
		{"The third quarter was quiet.", nil},
		{"She was the third to arrive.", nil},
		{"A third attack shook the town.", nil},
		{"His half-brother waited outside.", nil},
		{"They met halfway.", nil},
		{"Flags flew at half-mast.", nil},
		{"He scored [three] in 2010.", []string{"; 3"}},
		{"He wrote [two] in [10] minutes.", []string{"; 2", "duration; 10"}},
	})
}

func TestPercent(t *testing.T) {
	runTable(t, []row{
		{"Rents rose [12] per cent in May.", []string{"percent; 12; name=percent"}},
		{"Rents rose [12%] in May.", []string{"percent; 12; unit=%"}},
		{"Rents rose [12.5] pc in May.", []string{"percent; 12.5"}},
		{"Rents rose [twelve] percent in May.", []string{"percent; 12"}},
		{"Rents rose by [3] percentage points in May.", []string{"percentage_points; 3; name=percentage point"}},
		{"The bank cut its rate by [25] basis points.", []string{"percentage_points; 25"}},
		{"Support lies between [15% and 20%].", []string{"percent; 15..20"}},
		{"Support lies at [15-20%].", []string{"percent; 15..20"}},
		{"Support lies at [15 to 20] per cent.", []string{"percent; 15..20"}},
		{"RENTS ROSE [12] PER CENT IN MAY.", []string{"percent; 12"}},
		{"Sales rose [8%] to [$13bn].", []string{"percent; 8", "money; 13000000000"}},
	})
}

func TestMoney(t *testing.T) {
	runTable(t, []row{
		{"The bridge cost [$3.2m].", []string{"money; 3200000; currency=USD; unit=$"}},
		{"The bridge cost [US$40].", []string{"money; 40; currency=USD; unit=us$"}},
		{"The bridge cost [$US40].", []string{"money; 40; currency=USD"}},
		{"The bridge cost [A$40].", []string{"money; 40; currency=AUD"}},
		{"The bridge cost [C$40].", []string{"money; 40; currency=CAD"}},
		{"The bridge cost [HK$40].", []string{"money; 40; currency=HKD"}},
		{"The bridge cost [€1,000].", []string{"money; 1000; currency=EUR"}},
		{"The bridge cost [1,000€].", []string{"money; 1000; currency=EUR"}},
		{"The bridge cost [500] dirhams.", []string{"money; 500; currency=AED; unit=dirhams"}},
		{"The bridge cost [two million] pounds.", []string{"money; 2000000; currency=GBP"}},
		{"He was fined [500] pounds.", []string{"money; 500; currency=GBP"}},
		{"They carried [200] pounds of rice.", []string{"mass; 200"}},
		{"A [200]-pound man stood at the door.", []string{"mass; 200"}},
		{"The bridge cost [10 lakh] rupees.", []string{"money; 1000000; currency=INR"}},
		{"The bridge cost [EUR 125].", []string{"money; 125; currency=EUR"}},
		{"The bridge cost [Rs 500].", []string{"money; 500; currency=INR"}},
		{"The bridge cost [Rs. 500].", []string{"money; 500; currency=INR"}},
		{"The bridge cost [RM50,000].", []string{"money; 50000; currency=MYR"}},
		{"The bridge cost [USD115.5].", []string{"money; 115.5; currency=USD"}},
		{"The bridge cost [115]USD.", []string{"money; 115; currency=USD"}},
		{"Oil rose [19] cents.", []string{"money; 19; currency=USD; si_value=0.19; unit=cents"}},
		{"Oil rose to [$58.24] a barrel.", []string{"money; 58.24; unit=$ a barrel; name=US dollar per barrel"}},
		{"Oil rose to [$58.24] per barrel.", []string{"money; 58.24; unit=$ per barrel"}},
		{"The plan costs [$2-3 billion].", []string{"money; 2000000000..3000000000"}},
		{"The plan costs [$2 billion to $3 billion].", []string{"money; 2000000000..3000000000"}},
		{"The plan costs [$2 to $3 million].", []string{"money; 2000000..3000000"}},
		{"The cap costs [three dollars and fifty] cents.", []string{"money; 3.5"}},
		{"The cap costs [10,000] Swiss francs.", []string{"money; 10000; currency=CHF"}},
		{"The share stood at [164]p.", []string{"money; 164; currency=GBP; si_value=1.64"}},
		{"The deal is worth [50 million] Canadian dollars.", []string{"money; 50000000; currency=CAD"}},
		{"Seats cost [dlrs 25].", []string{"money; 25; currency=USD"}},
		{"Dollars were scarce.", nil},
		{"They won in the end.", nil},
	})
}

func TestMultiples(t *testing.T) {
	runTable(t, []row{
		{"Output [doubled] last year.", []string{"multiple; 2"}},
		{"Output [tripled] last year.", []string{"multiple; 3"}},
		{"Output grew [threefold].", []string{"multiple; 3"}},
		{"The hall is [twice] as large.", []string{"multiple; 2"}},
		{"The hall is [2.5] times the size.", []string{"multiple; 2.5"}},
		{"It needs [three] times as many nurses.", []string{"multiple; 3"}},
		{"Output will [double] by spring.", []string{"multiple; 2"}},
		{"A double room was free.", nil},
		{"Police spoke of a [double] murder.", []string{"deaths; 2"}},
		{"Growth was in double digits.", nil},
		{"He has a double life.", nil},
	})
}

func TestRanges(t *testing.T) {
	runTable(t, []row{
		{"Between [19 and 37] lorries burned.", []string{"; 19..37"}},
		{"Some [19-37] lorries burned.", []string{"; ~19..37"}},
		{"The van does about [14-18] mpg.", []string{"; ~14..18"}},
		{"Roughly [300 to 400] people came.", []string{"; ~300..400"}},
		{"Bake it for ~[25 – 40] minutes.", []string{"; ~25..40"}},
		{"She waited for about [2 or 3] hours.", []string{"; ~2..3"}},
		{"They found [10 to 12] boats, about a mile away.", []string{"; 10..12"}},
		{"What he knew about the [10 to 12] boats was little.", []string{"; 10..12"}},
		{"Almost [20 to 30] barns burned.", []string{"; 20..30"}},
		{"[19 to 37] lorries burned.", []string{"; 19..37"}},
		{"[Two or three] lorries burned.", []string{"; 2..3"}},
		{"From [10 to 15] lorries burned.", []string{"; 10..15"}},
		{"The weight is [41 ± 3] kilograms.", []string{"mass; 38..44"}},
		{"The count rose from [10] to [15].", []string{"; 10", "; 15"}},
		{"The count fell from [15] to [10].", []string{"; 15", "; 10"}},
		{"Rain will last [three to four] hours.", []string{"duration; 3..4"}},
		{"[200–300] lorries burned.", []string{"; 200..300"}},
		{"[2-3 million] lorries burned.", []string{"; 2000000..3000000"}},
		{"They won 6-3.", nil},
		{"The home side lost 21-7 on Friday.", nil},
		{"It ended in a 3-2 victory.", nil},
		{"Call 555-0123 for help.", nil},
		{"Call (212) 555-0134 for help.", nil},
		{"Crews came to Mill Road [17] times.", []string{"; 17; unit=times"}},
		{"Call 1-800-555-0123 for help.", nil},
	})
}

func TestBounds(t *testing.T) {
	runTable(t, []row{
		{"More than [40] lorries burned.", []string{"; >40; quote=More than 40 lorries burned"}},
		{"Over [40] lorries burned.", []string{"; >40"}},
		{"At least [40] lorries burned.", []string{"; >=40"}},
		{"No fewer than [40] lorries burned.", []string{"; >=40"}},
		{"As many as [40] lorries burned.", []string{"; <=40"}},
		{"Up to [40] lorries burned.", []string{"; <=40"}},
		{"Fewer than [40] lorries burned.", []string{"; <40"}},
		{"Under [40] lorries burned.", []string{"; <40"}},
		{"Just under [40] lorries burned.", []string{"; <40"}},
		{"[40]+ lorries burned.", []string{"; >=40"}},
		{"[40] or more lorries burned.", []string{"; >=40"}},
		{"[40] or so lorries burned.", []string{"; ~40"}},
		{"About [40] lorries burned.", []string{"; ~40"}},
		{"Around [40] lorries burned.", []string{"; ~40"}},
		{"Some [40] lorries burned.", []string{"; ~40"}},
		{"Roughly [40] lorries burned.", []string{"; ~40"}},
		{"An estimated [40] lorries burned.", []string{"; ~40"}},
		{"[40]-odd lorries burned.", []string{"; ~40"}},
		{"~[40] lorries burned.", []string{"; ~40"}},
		{"Nearly [500] lorries burned.", []string{"; <~500"}},
		{"Almost [500] lorries burned.", []string{"; <~500"}},
		{"Exactly [500] lorries burned.", []string{"; 500"}},
		{"Only [500] lorries burned.", []string{"; 500"}},
		{"In excess of [500] lorries burned.", []string{"; >500"}},
		{"No more than [500] lorries burned.", []string{"; <=500"}},
		{"ABOUT [40] LORRIES BURNED.", []string{"; ~40"}},
		{"More\nthan [40] lorries burned.", []string{"; >40"}},
	})
}

func TestUnits(t *testing.T) {
	runTable(t, []row{
		{"The road is [5] km long.", []string{"distance; 5; name=kilometre; si=m; si_value=5000"}},
		{"The road is [5]km long.", []string{"distance; 5; si_value=5000"}},
		{"The wall is [six] feet high.", []string{"distance; 6; name=foot"}},
		{"The field covers [45] acres.", []string{"area; 45"}},
		{"The field covers [660] square metres.", []string{"area; 660; si_value=660"}},
		{"The field covers [660] sq m.", []string{"area; 660"}},
		{"The tank holds [10] gallons.", []string{"volume; 10"}},
		{"A [10]-gallon tank leaked.", []string{"volume; 10"}},
		{"The crate weighs [16,000] metric tons.", []string{"mass; 16000; si=kg"}},
		{"The car does [87] mph.", []string{"speed; 87; name=mile per hour"}},
		{"The car does [140] km/h.", []string{"speed; 140; unit=km/h; name=kilometre per hour"}},
		{"The car does [10] kilometres per hour.", []string{"speed; 10"}},
		{"It was [31] degrees Celsius.", []string{"temperature; 31; si=K; si_value=304.15"}},
		{"It was [31]°C.", []string{"temperature; 31"}},
		{"It was [90]F.", []string{"temperature; 90"}},
		{"The plant makes [938] megawatts.", []string{"power; 938; si=W; si_value=938000000"}},
		{"The car has [938] horsepower.", []string{"power; 938"}},
		{"The house used [300] kWh.", []string{"energy; 300"}},
		{"The file has [100] MB.", []string{"data; 100"}},
		{"Pressure fell to [980] hPa.", []string{"pressure; 980"}},
		{"The engine gives [275] pound-feet.", []string{"measure; 275"}},
		{"The siren reached [110] decibels.", []string{"measure; 110"}},
		{"He is [5 feet 2] inches tall.", []string{"distance; 5.16666666667"}},
		{"The race took [2 hours, 32 minutes, 25.3] seconds.", []string{"duration; 2.54036111111"}},
		{"She clocked [1:48.85].", []string{"duration; 108.85"}},
		{"They waited for [five] months.", []string{"duration; 5; name=month"}},
		{"They waited for [three] more months.", []string{"duration; 3; name=month"}},
		{"A [five]-year plan was drawn up.", []string{"duration; 5"}},
		{"The 5G network was down.", nil},
		{"The 3D film ran late.", nil},
	})
}

func TestAges(t *testing.T) {
	runTable(t, []row{
		{"Pieter Aalbers, [55], teaches at the school.", []string{"age; 55"}},
		{"Pieter Aalbers Jr., [55], teaches at the school.", []string{"age; 55"}},
		{"Pieter Aalbers ([55]) teaches at the school.", []string{"age; 55"}},
		{"A [23]-year-old was found.", []string{"age; 23; name=year of age"}},
		{"A [23]-year-old baker was found.", []string{"age; 23"}},
		{"She was [five] years old.", []string{"age; 5"}},
		{"The child was [eighteen] months old.", []string{"age; 18; name=month of age"}},
		{"Boys aged [12] were let in.", []string{"age; 12"}},
		{"Boys aged [12 to 14] were let in.", []string{"age; 12..14"}},
		{"A man of age [87] was found.", []string{"age; 87"}},
		{"At [3] years of age he could read.", []string{"age; 3"}},
		{"Omar and Jamal Reed, both [23], ran.", []string{"age; 23"}},
		{"Men of ages [22], [45] and [67] ran.", []string{"age; 22", "age; 45", "age; 67"}},
		{"She was [92].", []string{"age; 92"}},
		{"The total was [92].", []string{"; 92"}},
		{"She turned [18] in March.", []string{"age; 18"}},
		{"PIETER AALBERS, [55], TEACHES AT THE SCHOOL.", []string{"age; 55"}},
		{"In Harlow, [19] lorries burned.", []string{"objects; 19"}},
	})
}

func TestDates(t *testing.T) {
	runTable(t, []row{
		{"It opened on March 27, 2008.", nil},
		{"It opened on 27 March 2008.", nil},
		{"It opened on the 8th of May.", nil},
		{"It opened on May 8.", nil},
		{"It opened on May 8-12.", nil},
		{"It opened on Sept. 11.", nil},
		{"It opened in 2008.", nil},
		{"It opened in March 2008.", nil},
		{"It opened in the 1990s.", nil},
		{"It opened in the '90s.", nil},
		{"It ran in 1990-95.", nil},
		{"It ran from 1914–1918.", nil},
		{"It ran from 1999 to 2004.", nil},
		{"Between 1600 and 1900 the river froze often.", nil},
		{"It opened on 12/05/2019.", nil},
		{"It opened on 2019-09-01.", nil},
		{"It opened at 6:30 pm.", nil},
		{"It opened at 11 a.m.", nil},
		{"It opened at 6pm.", nil},
		{"It opened at 18:45.", nil},
		{"It opened at 1800 GMT.", nil},
		{"It opened at 5 o'clock.", nil},
		{"It opened at two o'clock.", nil},
		{"The 2019 elections were close.", nil},
		{"It was built in 480 BC.", nil},
		{"About [2000] lorries burned.", []string{"; ~2000"}},
		{"[2000] people came.", []string{"people; 2000"}},
		{"In May [12] lorries burned.", []string{"; 12"}},
		{"It may take [5] days.", []string{"duration; 5"}},
		{"The road is [2000] km long.", []string{"distance; 2000"}},
	})
}

func TestNames(t *testing.T) {
	runTable(t, []row{
		{"Article 5 binds them all.", nil},
		{"They read chapter 12 aloud.", nil},
		{"Flight 370 was late.", nil},
		{"They watched Channel 4.", nil},
		{"They watched BBC Two.", nil},
		{"They drove along Route 66.", nil},
		{"They drove along Interstate 95.", nil},
		{"The Boeing 737 was late.", nil},
		{"Its new 787 jets were late.", nil},
		{"He carried an AK-47.", nil},
		{"The F-16 flew low.", nil},
		{"Covid-19 closed the school.", nil},
		{"It was a Catch-22.", nil},
		{"After 9/11 the rules changed.", nil},
		{"They are open 24/7.", nil},
		{"The G7 met in June.", nil},
		{"Apollo 11 landed there.", nil},
		{"He bought an iPhone 11.", nil},
		{"They live at 10 Downing Street.", nil},
		{"They live at 1587 W. 87th St., near the mill.", nil},
		{"They live at 4224 Dorchester Road.", nil},
		{"It burned in the 900 block of Mill Lane.", nil},
		{"Neighbours called 911 at once.", nil},
		{"He fired a .44 revolver.", nil},
		{"Image 10 of 14 shows the mill.", nil},
		{"They took the 5 Freeway.", nil},
		{"He told KSLA 12 about it.", nil},
		{"It burned on May 23 in the old town.", nil},
		{"He was not the only one at the mill.", nil},
		{"They sang Psalm 23.", nil},
		{"The S&P 500 fell.", nil},
		{"The FTSE 100 fell.", nil},
		{"No. 2 seeds lost as well.", nil},
		{"It is a category 4 storm.", nil},
		{"World War Two was over.", nil},
		{"They dialled 911 at once.", nil},
		{"The server is 192.168.1.2.", nil},
		{"The part is 24703L202.", nil},
		{"It was first class.", nil},
		{"The second man ran.", nil},
		{"The 23rd man ran.", nil},
		{"The twenty-third man ran.", nil},
	})
}

func TestOneAsPronoun(t *testing.T) {
	runTable(t, []row{
		{"[One] man ran.", []string{"people; 1"}},
		{"He said that [one] man ran.", []string{"people; 1"}},
		{"One of the men ran.", nil},
		{"No one ran.", nil},
		{"They helped one another.", nil},
		{"One day he ran.", nil},
		{"This one ran.", nil},
		{"The new one ran.", nil},
		{"One would think he ran.", nil},
		{"It suits one's taste.", nil},
		{"The one who ran is here.", nil},
		{"A [one]-day strike began.", []string{"duration; 1"}},
		{"[One million] trees grew.", []string{"; 1000000"}},
		{"[One hundred] trees grew.", []string{"; 100"}},
	})
}

func TestRowsOfNumbers(t *testing.T) {
	runTable(t, []row{
		{"The draw was 4, 8, 15, 16, 23, 42, 7.", nil},
		{"They chanted one, two, three, four, five, six, seven, eight.", nil},
		{"The code is one two three four five six seven.", nil},
		{"They sold [12], [15] and [18] lorries.", []string{"; 12", "; 15", "objects; 18"}},
		{"They sold [12] cars, [15] vans, [18] lorries, [20] carts, [22] sledges, [23] boats and [25] bicycles.", []string{"; 12", "; 15", "; 18", "; 20", "; 22", "; 23", "; 25"}},
	})
}

func TestVotesAndScores(t *testing.T) {
	runTable(t, []row{
		{"The court ruled [5-4] for the miners.", []string{"score; 5..4"}},
		{"The Senate vote was [52-35].", []string{"score; 52..35"}},
		{"The home side won 5-4 on Friday.", nil},
		{"The bookmaker offered odds of 26-1.", nil},
	})
}

func TestRates(t *testing.T) {
	runTable(t, []row{
		{"Oil rose to [US $58.24] per barrel.", []string{"money; 58.24; unit=us$ per barrel; name=US dollar per barrel"}},
		{"They offered [C$6] (about a week's wage) per share.", []string{"money; 6; unit=c$ per share"}},
		{"Ground sells at [$1,100] per square foot.", []string{"money; 1100; unit=$ per square foot"}},
		{"The ticket costs [$5] a head.", []string{"money; 5; unit=$ a head"}},
		{"It burns [52,000] barrels a day.", []string{"rate; 52000; unit=barrels a day; name=barrel per day; si="}},
		{"Growth was [$70]-a-share.", []string{"money; 70"}},
		{"He earned [$5] a year ago.", []string{"money; 5; unit=$"}},
		{"The loss was [$-50.8bn].", []string{"money; -50800000000; unit=$"}},
		{"[Five] children under the age of [5] were ill.", []string{"; 5", "age; <5"}},
		{"The boat did [80] m.p.h.", []string{"speed; 80"}},
		{"The signal has [300] Hz.", []string{"measure; 300; si=Hz"}},
		{"They spoke to a friend in [five] minutes.", []string{"duration; 5"}},
	})
}
