package extract

import "testing"

func TestSubjectScopeAndPhrase(t *testing.T) {
	runTable(t, []row{
		{"The storm in Aberdeen hurt [30] people.", []string{"injuries; 30; subject=The storm in Aberdeen; phrase=people; name=person"}},
		{"Some [30] civilians were hurt in the storm.", []string{"injuries; ~30; scope=civilians; subject=the storm"}},
		{"The ferry company employs [300] people.", []string{"people; 300; subject=The ferry company; predicate=employ"}},
		{"The crash killed [12] people, including [three] children.", []string{"deaths; 12; scope=including three children", "deaths; 3; name=child"}},
		{"The crash killed [12] people, excluding the driver.", []string{"deaths; 12; scope=excluding the driver"}},
		{"So far [12] people have died.", []string{"deaths; 12; total=true"}},
		{"The death toll stands at [12].", []string{"deaths; 12; total=true"}},
		{"The crash killed [12] people.", []string{"deaths; 12; total=false"}},
		{"Surgeons did [12] heart transplants.", []string{"objects; 12; unit=transplants; phrase=heart transplants; name=transplant"}},
		{"They sold [40] plastic hand ties.", []string{"objects; 40; unit=ties; phrase=plastic hand ties; name=tie"}},
		{"The court heard [30] counts of fraud.", []string{"objects; 30; unit=counts; phrase=counts of fraud; name=count"}},
		{"Troops found [440] rounds of ammunition.", []string{"weapons; 440; unit=rounds; phrase=rounds of ammunition; label=440 rounds found"}},
		{"The blast hurt [two] women and left [six] others in hospital.", []string{"injuries; 2; quote=hurt two women", "injuries; 6; predicate=hospitalise"}},
		{"The suspects, who are all between [19 and 37], deny it.", []string{"age; 19..37; label=ages 19-37; name=year of age"}},
		{"Some [12%] of the voters stayed away.", []string{"percent; ~12; phrase=the voters; label=about 12% of the voters"}},
		{"He owns [two million] barrels of oil.", []string{"volume; 2000000; phrase=barrels of oil"}},
	})
}

func TestVagueAndZero(t *testing.T) {
	runTable(t, []row{
		{"[Several] people were killed.", []string{"deaths; 3..; label=several killed"}},
		{"[Several] people came.", []string{"!vague"}},
		{"[A few] villagers were arrested.", []string{"arrests; 3..; label=a few arrested"}},
		{"[A few] villagers sang.", []string{"!vague"}},
		{"[Nobody] was killed.", []string{"deaths; 0; label=0 killed"}},
		{"There were [no] casualties.", []string{"casualties; 0"}},
		{"[None] of the miners had been abroad.", []string{"people; 0"}},
		{"There was no comment and no evidence.", nil},
		{"He had no money and no plan.", nil},
	})
}

func TestLabelsReadAloud(t *testing.T) {
	runTable(t, []row{
		{"Gusts of [90] km/h tore at roofs and [40] mm of rain fell.", []string{"speed; 90; label=90 km/h; unit=km/h; phrase=km/h; name=kilometre per hour", "distance; 40; label=40 mm; phrase=mm"}},
		{"The mercury fell to [-6] °C.", []string{"temperature; -6; label=-6 °C"}},
		{"The turbine makes [400] MW.", []string{"power; 400; label=400 MW; unit=mw"}},
		{"The [nine]-day strike ended.", []string{"duration; 9; label=9 days"}},
		{"He filled a [260]-litre tank in a [24]-hour shift.", []string{"volume; 260; label=260 litres", "duration; 24; label=24 hours"}},
		{"The rate rose [two] percentage points to [9.4] per cent.", []string{"percentage_points; 2; label=2 percentage points", "percent; 9.4; label=9.4% rate"}},
		{"It rose [one] percentage point.", []string{"percentage_points; 1; label=1 percentage point"}},
		{"A [ten]-month-old girl slept.", []string{"age; 10; label=aged 10 months"}},
		{"Of the [17] people detained, [11] are dock workers.", []string{"arrests; 17", "people; 11; label=11 dock workers; name=worker; phrase=dock workers"}},
		{"Shares closed at [41.20] crowns.", []string{"money; 41.2; label=41.20 crowns; currency=; phrase=crowns"}},
		{"The town spent [3 million] crowns.", []string{"money; 3000000; label=3 million crowns spent"}},
		{"It cost [40] Czech crowns.", []string{"money; 40; currency=CZK"}},
		{"They won [three] crowns.", []string{"objects; 3; label=3 crowns"}},
	})
}

func TestFiguresOfADevelopmentShareWhatTheyCount(t *testing.T) {
	runTable(t, []row{
		{"The death toll from last week's floods in the Kaldo valley rose to [44] on Tuesday, up from [41] a day earlier.", []string{"deaths; 44; predicate=die; subject=last week's floods in the Kaldo valley", "deaths; 41; predicate=die; label=41 dead; change=from up"}},
		{"The toll from the storm in Orsk fell to [12], down from [15].", []string{"deaths; 12; subject=the storm in Orsk", "deaths; 15; change=from down"}},
		{"Humidity fell below [10%].", []string{"percent; <10; change=to down"}},
		{"Shares fell more than [10%].", []string{"percent; >10; change=by down"}},
		{"Police recovered [18] televisions from [three] homes.", []string{"objects; 18; change=none", "objects; 3; change=none"}},
		{"As many as [20] more people are buried.", []string{"people; <=20; change=none"}},
	})
}

func TestWhatIsCountedIsAsserted(t *testing.T) {
	runTable(t, []row{
		{"[37] are still without power.", []string{"; 37; modality=asserted"}},
		{"[One in five] pupils cannot get to school.", []string{"share; 0.2; modality=asserted"}},
		{"Some [400] homes do not have water.", []string{"objects; ~400; modality=asserted"}},
		{"The blast did not kill [12] people.", []string{"deaths; 12; modality=denied"}},
		{"He denied that [12] people had drowned.", []string{"deaths; 12; modality=denied"}},
		{"The [12] sailors were not arrested.", []string{"arrests; 12; modality=denied"}},
		{"Less than [a third] agreed.", []string{"share"}},
		{"It has fewer seats than America's [535]. Forbes shot back.", []string{"; 535"}},
		{"The pickers are aged [17 to 70].", []string{"age; 17..70; label=ages 17-70"}},
		{"The [12] boats came home on Monday.\n\nPhoto: Omar Haddad / Bay Pictures, 2 of 7", []string{"objects; 12"}},
	})
}

func TestPhrasesReadAloud(t *testing.T) {
	runTable(t, []row{
		{"The deficit would narrow to [2.9%] of gross domestic product next year.", []string{"percent; 2.9; phrase=gross domestic product"}},
		{"The river rose to [6.2] metres, [40] centimetres above the mark.", []string{"distance; 6.2; subject=The river; label=6.2 metres", "distance; 40"}},
		{"The race took [2 hours, 32] minutes.", []string{"duration"}},
		{"They have won [nine] of their past [11] matches.", []string{"objects; 9; label=9 matches", "objects; 11"}},
		{"He paid [$40] over [18] months.", []string{"money; 40", "duration; 18; label=18 months"}},
		{"The search took over [18] months.", []string{"duration; >18; label=over 18 months"}},
		{"The wait is over [two] hours.", []string{"duration; >2"}},
		{"Votes were cast at [7,800] polling stations.", []string{"objects; 7800; phrase=polling stations; name=station"}},
		{"The fossil is [4.1 billion] years old.", []string{"age; 4100000000; label=4.1 billion years old"}},
		{"Engineers measured [minus 170] degrees Celsius.", []string{"temperature; -170; label=minus 170 degrees Celsius"}},
		{"It earned [$1.15] a share.", []string{"money; 1.15; label=$1.15 a share earned; phrase=$ a share"}},
		{"The bank cut its rate by [a quarter] of a percentage point.", []string{"percentage_points; 0.25; label=a quarter of a percentage point"}},
		{"The union says [88%] of its [5,600] members voted.", []string{"percent; 88; phrase=its 5,600 members; label=88% of its 5,600 members", "people; 5600"}},
		{"Police arrested [14] men and [two] women and seized [31] stolen cars and [9] kg of cocaine.", []string{"arrests; 14", "arrests; 2; label=2 arrested", "objects; 31; label=31 stolen cars seized", "mass; 9; label=9 kg of cocaine seized"}},
		{"A [48]-hour strike cancelled [1,900] trains.", []string{"duration; 48; subject=A 48-hour strike", "objects; 1900; subject=A 48-hour strike"}},
		{"Profit fell [38%] to [$1.9bn] on sales of [$24bn].", []string{"percent; 38; subject=Profit", "money; ; subject=Profit", "money"}},
		{"The finance minister denied that [40] jobs would go.", []string{"objects; 40; modality=denied; source=The finance minister"}},
		{"A hospital spokesman said [12] people were treated.", []string{"people; 12; source=A hospital spokesman"}},
		{"Aid agencies say [1.2 million] people need food.", []string{"people; 1200000; source=Aid agencies"}},
	})
}

func TestWhatALocalListSays(t *testing.T) {
	runTable(t, []row{
		{"All [three] suffered gunshot wounds to the chest.", []string{"injuries; 3"}},
		{"He is charged with murder and [two] counts of malicious wounding.", []string{"objects; 2; predicate="}},
		{"Reports say [13] bodies were seen in the streets; [eight] guerrillas, [four] soldiers and a civilian.", []string{"deaths; 13", "deaths; 8; predicate=die", "deaths; 4; predicate=die"}},
		{"Officers arrested [12] people; [two] guards watched.", []string{"arrests; 12", "people; 2"}},
		{"Officers arrested [12] people; [three] were charged.", []string{"arrests; 12", "charges; 3"}},
	})
}

func TestShortNewsReadAloud(t *testing.T) {
	runTable(t, []row{
		{"A gas blast flattened [three] houses in Norwick and hurt [eleven] residents.", []string{"objects; 3; label=3 houses; subject=A gas blast", "injuries; 11; label=11 injured; subject=A gas blast"}},
		{"[Nobody] was killed when the ferry struck the pier.", []string{"deaths; 0; label=0 killed"}},
		{"The inquiry heard from [214] witnesses over [88] days.", []string{"people; 214; label=214 witnesses; source=none", "duration; 88; label=88 days"}},
		{"The judge fined the company [£450,000].", []string{"money; 450000; subject=The judge; source=none"}},
		{"[Two] brothers were jailed for a total of [31] years.", []string{"convictions; 2; label=2 jailed", "duration; 31; label=31 years; subject=Two brothers"}},
		{"The river rose [2.4] metres in [six] hours.", []string{"distance; 2.4; change=by up; subject=The river", "duration; 6; change=none"}},
		{"[Half] of the patients were under [18].", []string{"share; 0.5; label=half of the patients", "age; <18; label=aged under 18"}},
		{"The drug cut deaths by [a third].", []string{"share; ; change=by down; subject=The drug"}},
		{"The bridge, built in 1931, carries [40,000] vehicles a day.", []string{"objects; 40000; subject=The bridge"}},
		{"The mine produced [3.2 million] tonnes of coal last year.", []string{"mass; 3200000; label=3.2 million tonnes of coal"}},
		{"The dam holds [14 million] cubic metres of water.", []string{"volume; 14000000; subject=The dam"}},
		{"The council approved [62] homes on a [four]-acre site.", []string{"objects; 62; label=62 homes", "area; 4; label=4 acres"}},
		{"Police fired [17] shots.", []string{"weapons; 17; label=17 shots; subject=Police"}},
		{"The army said it had lost [12] soldiers and [four] tanks.", []string{"people; 12; label=12 soldiers lost; source=The army", "weapons; 4; label=4 tanks lost; source=The army"}},
		{"Rebels freed [23] of the [40] hostages on Tuesday.", []string{"hostages; 23; label=23 freed", "hostages; 40"}},
		{"[Thousands] of commuters were stranded.", []string{"people; 1000..; predicate=strand"}},
		{"The survey covered [2,100] adults in [nine] towns.", []string{"people; 2100; source=none", "objects; 9; label=9 towns"}},
		{"Smoking rates fell from [21%] to [13%] in a decade.", []string{"percent; 21; label=21% smoking rates; change=from down", "percent; 13; change=to down; phrase=smoking rates"}},
		{"The factory employs [640] people and makes [900] cars a week.", []string{"people; 640; label=640 people employed", "objects; 900; label=900 cars"}},
		{"The plane, with [148] passengers and [six] crew on board, landed safely.", []string{"people; 148; label=148 passengers", "people; 6; label=6 crew"}},
		{"The quake killed at least [32] people and left [4,000] homeless.", []string{"deaths; >=32; subject=The quake", "displaced; 4000; label=4,000 homeless"}},
		{"About [300] protesters marched to the town hall, and [14] were arrested.", []string{"attendance; ~300", "arrests; 14; label=14 arrested"}},
		{"The school has [1,150] pupils and [71] teachers.", []string{"people; 1150; subject=The school", "people; 71; label=71 teachers"}},
		{"The tower is [310] metres tall and has [62] floors.", []string{"distance; 310; subject=The tower", "objects; 62; label=62 floors"}},
		{"Doctors removed a [4] kg tumour.", []string{"mass; 4; label=4 kg; source=none"}},
		{"The satellite weighs [780] kg and orbits at [27,000] km/h.", []string{"mass; 780; subject=The satellite", "speed; 27000"}},
		{"Temperatures fell to [minus 18] degrees Celsius.", []string{"temperature; -18; change=to down; subject=Temperatures"}},
		{"The cyclist rode [190] km in under [five] hours.", []string{"distance; 190; subject=The cyclist", "duration; <5; label=under 5 hours"}},
		{"The fund lost [$2.2 billion], [a quarter] of its value.", []string{"money; ; label=$2.2 billion lost", "share; 0.25"}},
		{"He is accused of stealing [16] paintings worth [$7m].", []string{"objects; 16; predicate=steal", "money; 7000000"}},
		{"The court sentenced [three] officers to [eight] years each.", []string{"convictions; 3; label=3 sentenced", "duration; 8"}},
		{"The lake has shrunk by [30%] since 1990.", []string{"percent; 30; label=30% fall in the lake; phrase=lake"}},
		{"Flights to [23] cities were cancelled.", []string{"objects; 23; label=23 cities; predicate="}},
		{"The virus has infected [820] people in [14] provinces.", []string{"people; 820; label=820 people infected", "objects; 14"}},
		{"Aid workers handed out [9,000] blankets.", []string{"objects; 9000; subject=Aid workers"}},
		{"The toll from the landslide climbed to [57], with [19] still missing.", []string{"deaths; 57; change=to up; subject=the landslide", "missing; 19; label=19 missing"}},
		{"[Three] of the wounded later died in hospital.", []string{"deaths; 3; label=3 dead; predicate=die"}},
		{"[Two] of the injured died.", []string{"deaths; 2"}},
		{"[Two] of the wounded later left hospital.", []string{"injuries; 2"}},
		{"Norwick beat Harlow 3-1.", nil},
		{"The boat left at 6:40 on 3 May.", nil},
		{"She lives at 12 Mill Lane.", nil},
		{"Article 9 was read out on Channel 4.", nil},
		{"The M40 was shut near junction 9.", nil},
		{"There was no comment and no evidence.", nil},
		{"One day he will come, one way or another.", nil},
		{"In 1998 the town had a flood.", nil},
		{"The Boeing 737 took off from gate 14.", nil},
	})
}
