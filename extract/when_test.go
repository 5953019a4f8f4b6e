package extract

import "testing"

// whenRow marks the figure with [ ] and its time with { }; the date of the
// article is Wednesday, 25 March 2015.
type whenRow struct {
	text, from, to string
}

func TestWhen(t *testing.T) {
	for _, row := range []whenRow{
		{"The raid took [13] rifles {today}.", "2015-03-25", "2015-03-25"},
		{"The raid took [13] rifles {yesterday}.", "2015-03-24", "2015-03-24"},
		{"{Tomorrow} they will open [13] schools.", "2015-03-26", "2015-03-26"},
		{"The raid took [13] rifles {last night}.", "2015-03-24", "2015-03-24"},
		{"The raid took [13] rifles on {Monday}.", "2015-03-23", "2015-03-23"},
		{"The raid took [13] rifles on {Wednesday}.", "2015-03-25", "2015-03-25"},
		{"The raid took [13] rifles on {Thursday}.", "2015-03-19", "2015-03-19"},
		{"The raid took [13] rifles {last Wednesday}.", "2015-03-18", "2015-03-18"},
		{"They will open [13] schools {next Monday}.", "2015-03-30", "2015-03-30"},
		{"They will open [13] schools {next Wednesday}.", "2015-04-01", "2015-04-01"},
		{"The raid took [13] rifles on {Monday morning}.", "2015-03-23", "2015-03-23"},
		{"The raid took [13] rifles on {Monday, March 16}.", "2015-03-16", "2015-03-16"},
		{"The raid took [13] rifles {last week}.", "2015-03-16", "2015-03-22"},
		{"The raid took [13] rifles {this week}.", "2015-03-23", "2015-03-29"},
		{"They will open [13] schools {next week}.", "2015-03-30", "2015-04-05"},
		{"The raid took [13] rifles {last weekend}.", "2015-03-21", "2015-03-22"},
		{"The raid took [13] rifles {last month}.", "2015-02-01", "2015-02-28"},
		{"They will open [13] schools {next month}.", "2015-04-01", "2015-04-30"},
		{"They lost [13] boats {last year}.", "2014-01-01", "2014-12-31"},
		{"They lost [13] boats {this year}.", "2015-01-01", "2015-12-31"},
		{"They lost [13] boats {last quarter}.", "2014-10-01", "2014-12-31"},
		{"They lost [13] boats in the {last decade}.", "2000-01-01", "2009-12-31"},
		{"They lost [13] boats in the {1990s}.", "1990-01-01", "1999-12-31"},
		{"They lost [13] boats in {2014}.", "2014-01-01", "2014-12-31"},
		{"They have lost [13] boats since {2010}.", "2010-01-01", "2010-12-31"},
		{"The {2003} storm took [13] boats.", "2003-01-01", "2003-12-31"},
		{"They lost [13] boats in {September 2014}.", "2014-09-01", "2014-09-30"},
		{"They lost [13] boats in {February 2012}.", "2012-02-01", "2012-02-29"},
		{"They lost [13] boats in {January}.", "2015-01-01", "2015-01-31"},
		{"They lost [13] boats in {November}.", "2014-11-01", "2014-11-30"},
		{"They lost [13] boats on {March 3}.", "2015-03-03", "2015-03-03"},
		{"They lost [13] boats on {March 3, 2011}.", "2011-03-03", "2011-03-03"},
		{"They lost [13] boats on {3 March 2011}.", "2011-03-03", "2011-03-03"},
		{"They lost [13] boats on {3 March}.", "2015-03-03", "2015-03-03"},
		{"They lost [13] boats on {Dec. 24}.", "2014-12-24", "2014-12-24"},
		{"They lost [13] boats on {Sept. 11, 2001}.", "2001-09-11", "2001-09-11"},
		{"They lost [13] boats on {2011-03-03}.", "2011-03-03", "2011-03-03"},
		{"They lost [13] boats {five months ago}.", "2014-10-01", "2014-10-31"},
		{"They lost [13] boats {a week ago}.", "2015-03-16", "2015-03-22"},
		{"They lost [13] boats {two days ago}.", "2015-03-23", "2015-03-23"},
		{"They lost [13] boats {10 years ago}.", "2005-01-01", "2005-12-31"},
		{"They lost [13] boats in the {past five months}.", "2014-10-25", "2015-03-25"},
		{"They lost [13] boats over the {last 12 days}.", "2015-03-13", "2015-03-25"},
		{"In 2014 the river froze. They lost [13] boats {that year}.", "2014-01-01", "2014-12-31"},
		{"On March 3 the river froze. They lost [13] boats {that month}.", "2015-03-01", "2015-03-31"},
		{"They lost [13] boats in the {spring of 2012}.", "2012-01-01", "2012-12-31"},
		{"They lost [13] boats {last summer}.", "", ""},

		{"They lost [13] boats.", "none", ""},
		{"April Jones lost [13] boats.", "none", ""},
		{"They may lose [13] boats.", "none", ""},
		{"They march with [13] flags.", "none", ""},
		{"The last [13] boats left.", "none", ""},
		{"The next [13] boats left.", "none", ""},
		{"This boat has [13] sails.", "none", ""},
		{"The past weighs on [13] of them.", "none", ""},
		{"The sun set behind [13] boats.", "none", ""},
		{"They sat in [13] rows.", "none", ""},
		{"A day has [24] hours.", "none", ""},
		{"The same boat has [13] sails.", "none", ""},
		{"In the fall [13] boats broke.", "none", ""},
		{"That boat has [13] sails.", "none", ""},
	} {
		checkWhen(t, row, "2015-03-25")
	}
}

func checkWhen(t *testing.T, row whenRow, date string) {
	t.Helper()
	text, figure, time := unmark(t, row.text)
	c := claimAt(t, Document{Text: text, Lang: "en", Date: date}, figure)
	w := c.Time
	switch {
	case row.from == "none":
		if w != nil {
			t.Errorf("%s\n\ttime %q, want none", row.text, w.Text)
		}
	case w == nil:
		t.Errorf("%s\n\tno time", row.text)
	case w.Start != time.Start || w.End != time.End || w.From != row.from || w.To != row.to:
		t.Errorf("%s\n\t%q %s to %s, want %s to %s", row.text, w.Text, w.From, w.To, row.from, row.to)
	}
}

// Without the article's date only absolute times have days.
func TestWhenUndated(t *testing.T) {
	for _, row := range []whenRow{
		{"The raid took [13] rifles on {Monday}.", "", ""},
		{"The raid took [13] rifles {last week}.", "", ""},
		{"The raid took [13] rifles {yesterday}.", "", ""},
		{"They lost [13] boats {five months ago}.", "", ""},
		{"They lost [13] boats in {September 2014}.", "2014-09-01", "2014-09-30"},
		{"They lost [13] boats on {March 3}.", "", ""},
		{"They lost [13] boats in {2014}.", "2014-01-01", "2014-12-31"},
	} {
		checkWhen(t, row, "")
	}
}

func TestWhenMoment(t *testing.T) {
	checkWhen(t, whenRow{"The raid took [13] rifles {yesterday}.", "2015-02-28", "2015-02-28"}, "2015-03-01T04:15:00Z")
	checkWhen(t, whenRow{"The raid took [13] rifles {yesterday}.", "", ""}, "last spring")
}

// A figure takes the time that is said of it, not the one that stands near.
func TestWhenTold(t *testing.T) {
	for _, row := range []whenRow{
		{"The firm sold 300 boats last year, compared with [200] in {2011}.", "2011-01-01", "2011-12-31"},
		{"The firm sold [300] boats {last year}, compared with 200 in 2011.", "2014-01-01", "2014-12-31"},
		{"Fires rose from [40] in {2009} to 60 in 2010.", "2009-01-01", "2009-12-31"},
		{"Fires rose from 40 in 2009 to [60] in {2010}.", "2010-01-01", "2010-12-31"},
		{"Sales rose to 300 boats from [200] {a year earlier}.", "2014-01-01", "2014-12-31"},
		{"The firm sold more than [200] boats in {2014}.", "2014-01-01", "2014-12-31"},
		{"As many as [12] boats sank in {2014}.", "2014-01-01", "2014-12-31"},
		{"[Twelve] people died after a bus crashed on {Monday}.", "2015-03-23", "2015-03-23"},
		{"Police arrested [17] people on {Monday}, hours after a fire destroyed two barns.", "2015-03-23", "2015-03-23"},
		{"Nine people were killed in Sunday's fire, and [two] bodies were found on {Monday}, police said.", "2015-03-23", "2015-03-23"},
		{"Five boats searched the bay and [two] helicopters will join them {tonight}.", "2015-03-25", "2015-03-25"},
		{"On {Monday}, five boats searched the bay and [two] helicopters joined them.", "2015-03-23", "2015-03-23"},
		{"The raids killed [23] people and wounded 50 on {Monday}.", "2015-03-23", "2015-03-23"},
		{"[Twelve] people were killed on {Sunday}, police said on Monday.", "2015-03-22", "2015-03-22"},
		{"Twelve boats were lost; crews had found [three] by {Tuesday}.", "2015-03-24", "2015-03-24"},
		{"The firm will cut [200] jobs from {March}.", "2015-03-01", "2015-03-31"},

		{"Inflation, at [9.1] percent, is at its highest since 1982.", "none", ""},
		{"The bank will pay [$2bn], on top of $800m it paid in 2009.", "none", ""},
		{"The bank will pay $2bn, on top of [$800m] it paid in {2009}.", "2009-01-01", "2009-12-31"},
		{"They have lost [13] boats since {2010}.", "2010-01-01", "2010-12-31"},
		{"The inspector noted [eight] defects, twice as many as in 2014.", "none", ""},
		{"The firm sold [300] boats, more than in 2014.", "none", ""},
		{"The firm sold [300] boats, compared with 200 in 2014.", "none", ""},
		{"The firm denied that [40] life jackets were missing and said crews had held a drill two weeks earlier.", "none", ""},
		{"Police arrested 17 people on Monday, hours after a fire destroyed [two] barns.", "none", ""},
		{"Police arrested [12] men hours after a bank was robbed on Monday.", "none", ""},
		{"[Five] boats searched the bay and two helicopters will join them tonight.", "none", ""},
		{"[Twelve] boats were lost; crews had found three by Tuesday.", "none", ""},
	} {
		checkWhen(t, row, "2015-03-25")
	}
}
