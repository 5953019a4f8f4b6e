package handlers

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tallymark/models"
)

// chart is a picture of numbers and their table.
type chart struct {
	Name, Title string
	Says        string // what is to be seen, in a sentence
	Of          string // what a row is
	Columns     []string
	Statuses    []models.Status // what the columns are, nil if they are none
	Rows        []chartRow
	Areas       []chartArea // over time; nil for bars, which stand beside the rows
	Most        int
}

// chartRow is a line of the table, and its bar.
type chartRow struct {
	Label  string
	Values []int
	Pieces []chartPiece
	Y      int // of its bar in the file
}

// chartPiece is a part of a bar, in thousandths.
type chartPiece struct {
	Class    string
	X, Width int
}

// chartArea is what lies between two lines over time.
type chartArea struct{ Class, Points string }

const (
	chartWide  = 1000
	chartHigh  = 240
	chartLine  = 26 // height of a row of the file
	plainClass = "plain"
)

// From and To are the ends of what is shown over time.
func (c *chart) From() string { return c.Rows[0].Label }

// To is the last day.
func (c *chart) To() string { return c.Rows[len(c.Rows)-1].Label }

// Highest is the largest sum of a day, in words.
func (c *chart) Highest() string { return plain(float64(c.Most)) }

// Height is that of the file.
func (c *chart) Height() int {
	if c.Areas != nil {
		return 60 + chartHigh + 40
	}
	return 60 + chartLine*len(c.Rows) + 20
}

// IsEmpty reports whether there is nothing to show.
func (c *chart) IsEmpty() bool { return c.Most == 0 }

// chartsOf are the charts of the page in its order.
func chartsOf(p *models.Progress) []chart {
	charts := []chart{
		overTime("statuses", "Claims by status", "How many claims stood where, day by day.", models.Statuses, p.Days),
		overTime("backlog", "Backlog", "Claims that wait for a verdict.", []models.Status{models.StatusUnreviewed, models.StatusNeedsEvidence}, p.Days),
		waitChart(p.Waits),
		verdictChart("kinds", "Verdicts by kind", "What was judged, and how.", "Kind", p.Kinds, kindWord),
	}
	if p.People != nil {
		charts = append(charts, verdictChart("reviewers", "Work by reviewer", "Who judged how many claims. Verdicts that were taken back are in the table.", "Reviewer", p.People, func(s string) string { return s }))
	}
	return append(charts, outletChart(p.Outlets))
}

func overTime(name, title, says string, statuses []models.Status, days []models.DayCounts) chart {
	c := chart{Name: name, Title: title, Says: says, Of: "Day", Statuses: statuses}
	for _, st := range statuses {
		c.Columns = append(c.Columns, st.Label())
	}
	for _, d := range days {
		row := chartRow{Label: d.Day.Format(time.DateOnly)}
		sum := 0
		for _, st := range statuses {
			row.Values = append(row.Values, d.Counts.Of(st))
			sum += d.Counts.Of(st)
		}
		c.Rows, c.Most = append(c.Rows, row), max(c.Most, sum)
	}
	c.stack(days)
	return c
}

// stack draws one area a status, each upon those before it.
func (c *chart) stack(days []models.DayCounts) {
	if len(days) == 0 {
		return
	}
	if len(days) == 1 { // a day alone goes all the way
		days = append(days, days[0])
	}
	across := acrossDays(days)
	floor := make([]int, len(days))
	for s, st := range c.Statuses {
		var top, bottom []string
		for i := range days {
			bottom = append(bottom, fmt.Sprintf("%d,%d", across[i], c.y(floor[i])))
			floor[i] += c.Rows[min(i, len(c.Rows)-1)].Values[s]
			top = append(top, fmt.Sprintf("%d,%d", across[i], c.y(floor[i])))
		}
		slices.Reverse(bottom)
		c.Areas = append(c.Areas, chartArea{string(st), strings.Join(append(top, bottom...), " ")})
	}
}

// acrossDays is where each day stands from left to right.
func acrossDays(days []models.DayCounts) []int {
	first, last := days[0].Day, days[len(days)-1].Day
	across := make([]int, len(days))
	for i, d := range days {
		if span := last.Sub(first); span > 0 {
			across[i] = int(int64(d.Day.Sub(first)) * chartWide / int64(span))
		} else {
			across[i] = i * chartWide
		}
	}
	return across
}

func (c *chart) y(n int) int { return chartHigh - n*chartHigh/max(c.Most, 1) }

func waitChart(waits [models.WaitSpans]int) chart {
	c := chart{Name: "waits", Title: "Time to the first verdict", Says: "How long claims had waited when somebody first judged them.", Of: "Wait", Columns: []string{"Claims"}}
	for i, label := range []string{"under 1 hour", "1 to 4 hours", "4 to 24 hours", "1 to 3 days", "3 to 7 days", "over 7 days"} {
		c.Rows = append(c.Rows, chartRow{Label: label, Values: []int{waits[i]}})
	}
	c.bars(func(int) string { return plainClass }, 1)
	return c
}

func verdictChart(name, title, says, of string, rows []models.ProgressOf, label func(string) string) chart {
	c := chart{Name: name, Title: title, Says: says, Of: of, Statuses: models.Verdicts}
	for _, st := range models.Verdicts {
		c.Columns = append(c.Columns, st.Label())
	}
	c.Columns = append(c.Columns, "Taken back")
	for _, p := range rows {
		row := chartRow{Label: label(p.Name)}
		for _, st := range models.Verdicts {
			row.Values = append(row.Values, p.Verdicts[st])
		}
		row.Values = append(row.Values, p.Undone)
		c.Rows = append(c.Rows, row)
	}
	c.bars(func(i int) string { return string(models.Verdicts[i]) }, len(models.Verdicts))
	return c
}

func outletChart(outlets []models.OutletsDisputed) chart {
	c := chart{Name: "outlets", Title: "Disputed by outlet", Says: "Claims that are disputed now, whenever that was said.", Of: "Outlet", Columns: []string{"Disputed", "All claims"}}
	for _, o := range outlets {
		c.Rows = append(c.Rows, chartRow{Label: o.Name, Values: []int{o.Disputed, o.Total}})
	}
	c.bars(func(int) string { return string(models.StatusDisputed) }, 1)
	return c
}

// bars draws the first columns of each row as the pieces of its bar.
func (c *chart) bars(class func(column int) string, columns int) {
	for _, row := range c.Rows {
		sum := 0
		for _, v := range row.Values[:columns] {
			sum += v
		}
		c.Most = max(c.Most, sum)
	}
	for i := range c.Rows {
		row := &c.Rows[i]
		row.Y = 60 + chartLine*i
		at := 0
		for k, v := range row.Values[:columns] {
			from, to := at*chartWide/max(c.Most, 1), (at+v)*chartWide/max(c.Most, 1)
			if v > 0 {
				row.Pieces = append(row.Pieces, chartPiece{class(k), from, max(to-from, 2)})
			}
			at += v
		}
	}
}
