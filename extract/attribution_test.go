package extract

import (
	"strings"
	"sync"
	"testing"
)

// attributionRow is a text that marks one figure with [ ] and the words that
// name its source with { }; without braces nobody is credited. name is the
// resolved source, "" for the words in braces.
type attributionRow struct {
	text, name, kind string
}

// unmark takes the marks out of a text and gives the spans that they held.
func unmark(t *testing.T, marked string) (text string, figure, source Span) {
	t.Helper()
	var b strings.Builder
	figure, source = Span{-1, -1}, Span{-1, -1}
	for _, c := range marked {
		switch c {
		case '[':
			figure.Start = b.Len()
		case ']':
			figure.End = b.Len()
		case '{':
			source.Start = b.Len()
		case '}':
			source.End = b.Len()
		default:
			b.WriteRune(c)
		}
	}
	if figure.End < 0 {
		t.Fatalf("no figure is marked in %q", marked)
	}
	return b.String(), figure, source
}

// sharedEngine is built once: its tables take longer than any row.
var sharedEngine = sync.OnceValues(func() (*Engine, error) { return New(Options{}) })

// claimAt is the claim whose number covers the span.
func claimAt(t *testing.T, doc Document, at Span) *Claim {
	t.Helper()
	e, err := sharedEngine()
	if err != nil {
		t.Fatal(err)
	}
	claims := e.Claims(doc, true)
	for i := range claims {
		if n := claims[i].Number; n.Start <= at.Start && at.End <= n.End {
			return &claims[i]
		}
	}
	t.Fatalf("no claim at %v of %q", at, doc.Text)
	return nil
}

func checkAttribution(t *testing.T, row attributionRow) {
	t.Helper()
	text, figure, source := unmark(t, row.text)
	c := claimAt(t, Document{Text: text, Lang: "en"}, figure)
	a := c.Attribution
	if source.End < 0 {
		if a != nil {
			t.Errorf("%s\n\tcredited to %q (%q), want nobody", row.text, a.Source, a.Cue)
		}
		return
	}
	if a == nil {
		t.Errorf("%s\n\tnobody is credited", row.text)
		return
	}
	if got := (Span{a.Start, a.End}); got != source {
		t.Errorf("%s\n\tnamed by %q, want %q", row.text, text[got.Start:got.End], text[source.Start:source.End])
	}
	name := row.name
	if name == "" {
		name = text[source.Start:source.End]
	}
	if a.Source != name {
		t.Errorf("%s\n\tcredited to %q, want %q", row.text, a.Source, name)
	}
	if row.kind != "" && a.Kind != row.kind {
		t.Errorf("%s\n\tkind %q, want %q", row.text, a.Kind, row.kind)
	}
	if quoted := strings.HasPrefix(row.kind, "quoted"); quoted && !a.Quoted {
		t.Errorf("%s\n\tnot quoted", row.text)
	}
}

func TestAttributionVerbBefore(t *testing.T) {
	for _, row := range []attributionRow{
		{"{Police} said [13] men were held.", "", "body"},
		{"{Police} said on Friday that [13] men were held.", "", "body"},
		{"{The ministry} said [13] men were held.", "", "body"},
		{"{The ministry} has said that [13] men were held.", "", "body"},
		{"{Officials} say at least [13] men were held.", "", "unnamed"},
		{"{Two officials} said [13] men were held.", "", "unnamed"},
		{"{A police source} said [13] men were held.", "", "unnamed"},
		{"{Witnesses} reported [13] shots.", "", "unnamed"},
		{"{A spokesman for the ministry} said [13] men were held.", "", "unnamed"},
		{"{Residents of the old town} said [13] houses burned.", "", "unnamed"},
		{"{Marta Lind} said [13] men were held.", "", "person"},
		{"{Inspector Marta Lind} said [13] men were held.", "Marta Lind", "person"},
		{"{Dr. Marta Lind} warned that [13] wells were dry.", "Marta Lind", "person"},
		{"{Sen. Marta Lind} told reporters that [13] wells were dry.", "Marta Lind", "person"},
		{"{Marta Lind} told the Evening Courier that [13] wells were dry.", "", "person"},
		{"{The report} said [13] wells were dry.", "", "document"},
		{"{A new study} found that [13] wells were dry.", "", "document"},
		{"{The survey} shows [13] wells are dry.", "", "document"},
		{"{Court documents} show that [13] men were held.", "", "document"},
		{"{Data from the water board} suggest that [13] wells are dry.", "", "document"},
		{"{Polls} show a lead of [13] points.", "", "document"},
		{"{The Daily Herald} reported that [13] men were held.", "", "outlet"},
		{"{Reuters} reported that [13] men were held.", "", "outlet"},
		{"{The company} estimates that [13] wells are dry.", "", "body"},
		{"{Economists} estimate that [13] million jobs are at risk.", "", "unnamed"},
		{"{He} said [13] men were held.", "He", "person"},
		{"{They} claimed that [13] men were held.", "", ""},
		{"{The union} claims [13] members were dismissed.", "", "body"},
		{"{The minister} announced [13] new schools.", "", "person"},
		{"{Investigators} believe [13] men took part.", "", "unnamed"},
		{"{The government} hopes that [13] schools will open.", "", "body"},
		{"{The governor} wants to build [13] schools.", "", "person"},
		{"{Rescuers} fear that [13] miners are trapped.", "", "unnamed"},
		{"{The FBI} said [13] men were held.", "", "body"},
		{"{Marta Lind}, a teacher, said [13] pupils were ill.", "", "person"},
		{"{Marta Lind}, 44, said [13] pupils were ill.", "", "person"},
		{"{Marta Lind}, who runs the school, said [13] pupils were ill.", "", "person"},
		{"{Marta Lind}, director of the clinic in Leeds, Ohio, said [13] pupils were ill.", "", "person"},
		{"{Marta Lind} (North) said [13] pupils were ill.", "", "person"},
		{"{The agency}, which runs the camps, says [13] of them are full.", "", "body"},
		{"{Lind} later added that [13] more were ill.", "", "person"},
		{"On Monday, {police} said [13] men were held.", "", "body"},
		{"On Monday {police} said [13] men were held.", "", "body"},
		{"In a statement, {the bank} said [13] branches would close.", "", "body"},
		{"But {officials} said [13] of them had left.", "", "unnamed"},
		{"{The mayor} put the toll at [13].", "", "person"},
		{"{The hospital} put the number at [13].", "", "body"},
		{"{Lind} was quoted as saying that [13] men were held.", "", "person"},
		{"{The bank} this week announced it would close [13] branches.", "", "body"},
		{"{Officials} yesterday reported [13] deaths.", "", "unnamed"},
		{"{The panel} concluded that [13] men had lied.", "", "body"},
		{"{A memo} warned that [13] bridges were unsafe.", "", "document"},
		{"{The team} searched the valley and found that [13] houses had burned.", "", "body"},
		{"When asked, {Lind} said [13] men were held.", "", "person"},
	} {
		checkAttribution(t, row)
	}
}

func TestAttributionVerbBehind(t *testing.T) {
	for _, row := range []attributionRow{
		{"[13] men were held, {police} said.", "", "body"},
		{"[13] men were held, {police} said Monday.", "", "body"},
		{"[13] men were held, {police} said on Monday.", "", "body"},
		{"[13] men were held, {police} said in a statement.", "", "body"},
		{"About [13] men were held, {officials} say.", "", "unnamed"},
		{"About [13] men were held, {the ministry} announced.", "", "body"},
		{"About [13] men were held, {the Daily Herald} reported.", "", "outlet"},
		{"About [13] men were held, {he} said.", "", "person"},
		{"About [13] men were held, {she} added.", "", "person"},
		{"About [13] men were held, {Marta Lind} told reporters.", "", "person"},
		{"About [13] men were held, {Marta Lind} told the Herald on Monday.", "", "person"},
		{"About [13] men were held, said {Marta Lind}.", "", "person"},
		{"About [13] men were held, said {Inspector Marta Lind}.", "Marta Lind", "person"},
		{"About [13] men were held, said {Marta Lind}, a lawyer.", "", "person"},
		{"About [13] men were held, said {Marta Lind}, who saw the raid.", "", "person"},
		{"About [13] men were held, said {police spokeswoman Marta Lind}.", "Marta Lind", "person"},
		{"About [13] men were held, said {a spokesman for the ministry}.", "", "unnamed"},
		{"About [13] men were held, says {the report}.", "", "document"},
		{"About [13] men were held, reported {Reuters}.", "", "outlet"},
		{"Half of the town, {police} said, lost [13] houses.", "", "body"},
		{"In all, {the agency} said, [13] houses burned.", "", "body"},
		{"About [13] men were held, {police} said, adding that more would follow.", "", "body"},
		{"The raid was calm, {police} said, adding that [13] men were held.", "", "body"},
		{"The raid was calm, {police} said, noting that [13] men were held.", "", "body"},
		{"About [13] houses burned, {the mayor} said, but nobody was hurt.", "", "person"},
		{"About [13] houses burned, as {the mayor} put it.", "", "person"},
		{"About [13] men were held, {a police source} said.", "", "unnamed"},
		{"About [13] men were held, {sources} said.", "", "unnamed"},
		{"About [13] men were held, {one of the guards} said.", "", "unnamed"},
	} {
		checkAttribution(t, row)
	}
}

func TestAttributionCited(t *testing.T) {
	for _, row := range []attributionRow{
		{"According to {the ministry}, [13] men were held.", "", "body"},
		{"According to {Marta Lind}, [13] men were held.", "", "person"},
		{"According to {Marta Lind}, a teacher, [13] men were held.", "", "person"},
		{"According to {a report by the ministry}, [13] men were held.", "", "document"},
		{"About [13] men were held, according to {the ministry}.", "", "body"},
		{"About [13] men were held according to {officials}.", "", "unnamed"},
		{"About [13] men, according to {the ministry}, were held.", "", "body"},
		{"About [13] men were held, according to {the Daily Herald}.", "", "outlet"},
		{"In the words of {the mayor}, [13] houses were lost.", "", "person"},
		{"About [13] men were held, citing {the ministry}.", "", "body"},
		{"By {one estimate}, [13] wells are dry.", "", ""},
		{"About [13] wells are dry, by {one estimate}.", "", ""},
		{"{The minister}'s claim that [13] wells are dry is wrong.", "", "person"},
		{"{Marta Lind}'s estimate of [13] dry wells is low.", "", "person"},
		{"In {the survey}, [13] of the wells were dry.", "", "document"},
		{"Support stood at [13] per cent in {a poll}.", "", "document"},
	} {
		checkAttribution(t, row)
	}
}

func TestAttributionQuoted(t *testing.T) {
	for _, row := range []attributionRow{
		{"“We held [13] men,” {Marta Lind} said.", "", "person"},
		{"“We held [13] men,” said {Marta Lind}.", "", "person"},
		{"\"We held [13] men,\" said {Marta Lind}.", "", "person"},
		{"``We held [13] men,'' said {Marta Lind}.", "", "person"},
		{"''We held [13] men,'' said {Marta Lind}.", "", "person"},
		{"{Marta Lind} said: “We held [13] men.”", "", "person"},
		{"{Marta Lind} said, “We held [13] men.”", "", "person"},
		{"{Marta Lind} told reporters: “We held [13] men.”", "", "person"},
		{"“It was calm. We held [13] men,” {Marta Lind} said.", "", "person"},
		{"“It was calm,” {Marta Lind} said. “We held [13] men.”", "", "person"},
		{"“It was calm,” said {Marta Lind}, a sergeant. “We held [13] men.”", "", "person"},
		{"“It was calm,” {Marta Lind} said. “They ran. We held [13] men. It was late.”", "", "person"},
		{"{Marta Lind} spoke first, and said: “It was calm. We held [13] men.”", "", "person"},
		{"“It was calm,” {Marta Lind} said. “They ran.\n\n“We held [13] men.”", "", "person"},
		{"{Marta Lind} said it was calm. “We held [13] men in the first hour alone.”", "", "person"},
		{"“Why hold [13] men?” {Marta Lind} asked.", "", "person"},
		{"“Why hold [13] men?” asked {Marta Lind}.", "", "person"},
		{"The haul, {police} said, was “[13] rifles and a knife.”", "", "body"},
		{"Marta Lind said it was calm.\n\n“We held [13] men,” {she} said.", "Marta Lind", "person"},
		{"Inspector Marta Lind spoke on Monday. “We held [13] men,” {Lind} said.", "Marta Lind", "person"},
		{"Marta Lind said it was calm. [13] men were held, {she} said.", "Marta Lind", "person"},
		{"The ministry said it was calm. {It} said [13] men were held.", "The ministry", "body"},
	} {
		checkAttribution(t, row)
	}
}

func TestAttributionHeadlines(t *testing.T) {
	const body = "\n\nThe raid began at dawn, and it was over when the market opened its gates."
	for _, row := range []attributionRow{
		{"{Police}: [13] held after raid" + body, "", "body"},
		{"[13] held after raid: {police}" + body, "", "body"},
		{"[13] held after raid - {officials}" + body, "", "unnamed"},
		{"[13] held after raid, {police} say" + body, "", "body"},
		{"{Officials} say [13] held after raid" + body, "", "unnamed"},
		{"Storm: [13] boats lost" + body, "", ""},
		{"[13] held after raid" + body, "", ""},
	} {
		checkAttribution(t, row)
	}
}

func TestAttributionNobody(t *testing.T) {
	for _, text := range []string{
		"About [13] men were held.",
		"The report cost [13] dollars.",
		"She bought [13] state bonds.",
		"The state university has [13] schools.",
		"A media request for [13] files was refused.",
		"The lunch counter had [13] seats.",
		"The claims of [13] farmers were refused.",
		"The plan for [13] schools was dropped.",
		"The two states share [13] bridges.",
		"About [13] notes were found on the desk.",
		"“It was calm,” said Marta Lind, a sergeant for [13] years.",
		"“It was calm,” said Marta Lind, who has [13] children.",
		"“It was calm,” Marta Lind said of the [13] raids.",
		"Marta Lind, [13], said it was calm.",
		"The suspect, identified by police, had [13] rifles.",
		"The goods are said to be worth [13] dollars.",
		"They voted for [13] of the bills.",
		"The mayor pledged [13] dollars.",
		"The so-called “quiet” street has [13] bars.",
		"Police held [13] men.",
		"The minister opened [13] schools.",
		"The two reports and [13] letters were lost.",
		"To say more would take [13] pages.",
		"It took [13] days to report back.",
		"The record of [13] wins stands.",
		"The list of [13] names is long.",
		"The rate rose [13] points.",
		"The poll was held in [13] towns.",
		"Her account holds [13] dollars.",
		"The United States has [13] of them.",
		"“It was calm,” she said. The raid took [13] hours.",
		"Marta Lind said it was calm. The raid took [13] hours.",
	} {
		checkAttribution(t, attributionRow{text: text})
	}
}

func TestAttributionUnsaid(t *testing.T) {
	for _, text := range []string{
		"The guards showed up at [13] gates.",
		"Police responded to [13] calls.",
		"He was found guilty on [13] counts.",
		"The group claimed responsibility for [13] blasts.",
		"The storm claimed the lives of [13] men.",
		"The crowd continued to fill [13] streets.",
		"Officials put up [13] tents.",
		"The numbers add up to [13] per cent.",
		"The drivers reporting [13] faults were paid.",
		"Of those asked, 52 per cent of voters said yes and [13] per cent said no.",
		"Those states have [13] seats.",
		"Twenty-seven states sued [13] firms.",
		"They discussed government plans for [13] dams.",
		"Republican claims were wrong in [13] cases.",
		"The tax plan would cost [13] dollars.",
		"The mayor, a friend of the firm, sold [13] houses.",
	} {
		checkAttribution(t, attributionRow{text: text})
	}
}

func TestAttributionClauses(t *testing.T) {
	for _, row := range []attributionRow{
		{"{Police in Leeds, England}, say [13] men were held.", "", "body"},
		{"The ministry said it was calm; {the union} said [13] men were held.", "", "body"},
		{"The ministry said it was calm, but {the union} said [13] men were held.", "", "body"},
		{"The ministry said it was calm, while {witnesses} said [13] men were held.", "", "unnamed"},
		{"{The ministry} said that, on the night of the raid, [13] men were held.", "", "body"},
		{"{Officials} Monday said [13] men were held.", "", "unnamed"},
		{"{Lind} herself said [13] men were held.", "", "person"},
		{"Lind, {who} in 2010 said [13] men were held, left.", "Lind", "person"},
		{"As the crowd left, {the ministry} said at least [13] men were held.", "", "body"},
		{"As a guard of the bank, {Marta Lind}, 44, said that [13] men were held.", "", "person"},
		{"On Monday, {Lind} said: “We held [13] men.”", "", "person"},
		{"{Norway} said [13] men were held.", "", "body"},
		{"{Marta Lind} - the head of the union - said [13] men were held.", "", "person"},
		{"Moreover, {Marta Lind}, head of the union, said this week that [13] men were held.", "", "person"},
		{"{The Leeds/York survey} found that [13] wells were dry.", "", "document"},
		{"With {the survey} finding that [13] wells were dry, the talks ended.", "", "document"},
		{"Lind: it was calm.\n\n{Berg}: I saw [13] men.", "", "person"},
	} {
		checkAttribution(t, row)
	}
}

func TestAttributionOfficeAndName(t *testing.T) {
	for _, row := range []attributionRow{
		{"The finance minister, {Lena Frost}, said [13] banks had closed.", "", "person"},
		{"The health secretary, {Dr Omar Vale}, told reporters that [13] wards would close.", "Omar Vale", "person"},
		{"The company's chief executive, {Ana Ruiz}, said on Monday that [13] shops would close.", "", "person"},
		{"The minister of the economy, {Mr. Olave Benarro}, argues that [13] banks are too many.", "Olave Benarro", "person"},
		{"The minister's spokesman, {Carl de Vries}, told reporters that [13] ships had sunk.", "", "person"},
		{"Some [13] banks had closed, said the finance minister, {Lena Frost}.", "", "person"},
		{"Some [13] banks had closed, said the finance minister, {Lena Frost}, on Monday.", "", "person"},
		{"According to the health secretary, {Dr Omar Vale}, [13] wards would close.", "Omar Vale", "person"},
		{"His lawyer, {Lena Frost}, says he owes [13] people money.", "", "person"},
		{"The mayor, {Omar Vale}, confirmed [13] deaths.", "", "person"},
		{"{Lena Frost}, the finance minister, said [13] banks had closed.", "", "person"},
		{"{The charity}, Shelter, said [13] houses were empty.", "", "body"},
		{"{The ministry}, in Lisbon, said [13] houses were empty.", "", "body"},
		{"{The mayor}, a former teacher, said [13] houses were empty.", "", "person"},
		{"{The mayor}, 45, said [13] houses were empty.", "", "person"},
		{"Sales fell for the minister, {Lena Frost} said, by [13%].", "", "person"},
		{"Some [13] banks had closed, said {the finance minister}, who was in London.", "", "person"},
		{"Some [13] banks had closed, said {the minister} on Monday.", "", "person"},
		{"According to {the mayor}, [13] houses were empty.", "", "person"},
	} {
		checkAttribution(t, row)
	}
}

func TestAttributionNameless(t *testing.T) {
	for _, row := range []attributionRow{
		{"{A hospital spokesman} said [13] people were treated.", "", "unnamed"},
		{"{A police spokeswoman} said [13] people were held.", "", "unnamed"},
		{"{Another witness} said [13] fans were hurt.", "", "unnamed"},
		{"{A doctor at the clinic} said [13] fans were hurt.", "", "unnamed"},
		{"{One teacher} said [13] pupils were ill.", "", "unnamed"},
		{"A hospital spokesman said a man was treated. {He} said [13] more were expected.", "A hospital spokesman", "unnamed"},
		{"{The spokesman} said [13] people were treated.", "", "person"},
		{"{The hospital's director} said [13] people were treated.", "", "person"},
		{"{His lawyer} said [13] people were treated.", "", "unnamed"},
		{"{Spokeswoman Lena Frost} said [13] people were treated.", "Lena Frost", "person"},
		{"{A Leeds doctor} said [13] fans were hurt.", "", "unnamed"},
	} {
		checkAttribution(t, row)
	}
}

func TestAttributionOfDeeds(t *testing.T) {
	for _, row := range []attributionRow{
		{"Services added [30] minutes to each journey.", "", ""},
		{"The firm added [40] jobs in March.", "", ""},
		{"Drivers want a rise of [8%] and a bonus.", "", ""},
		{"The union wants a bonus of [$500].", "", ""},
		{"The club seeks a loan of [$5m].", "", ""},
		{"The bus company wants to cut routes, and services added [30] minutes to journeys.", "", ""},
		{"{She} added [30] people had come.", "", "person"},
		{"{Police} added that [30] people had come.", "", "body"},
		{"{The bus company} wants to cut [40] routes, and drivers may strike.", "", "body"},
		{"{The council} wants to build [40] homes.", "", "body"},
		{"{The union} wants members to get [8%].", "", "body"},
		{"About [30] people had come, {Lind} added.", "", "person"},
	} {
		checkAttribution(t, row)
	}
}
