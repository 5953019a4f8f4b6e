package handlers

import (
	"fmt"

	"tallymark/models"
)

// findingRow is one place where a text contradicts itself.
type findingRow struct {
	Kind    string // as people read it
	Certain bool
	Says    string
	Working []string
	Figures []findingFigure
}

// findingFigure is a figure of a finding.
type findingFigure struct {
	Quote string
	Href  string // where it stands, "" for the claim at hand
}

// findingWords are the kinds of findings as people read them.
var findingWords = map[string]string{
	"headline": "headline and text", "magnitude": "thousands and millions", "parts": "parts and whole", "subset": "part and whole",
	"casualties": "dead and injured", "share": "share", "reach": "share of a few", "change": "change", "direction": "rise or fall",
	"points": "percent or points", "over_100": "over 100 %", "conversion": "conversion", "list": "list", "age": "age", "fraction": "part of a person",
}

func findingWord(kind string) string {
	if words := findingWords[kind]; words != "" {
		return words
	}
	return kind
}

// findingRows are findings, with figures that lead where href says.
func findingRows(found []models.Finding, href func(claim uint) string) []findingRow {
	rows := make([]findingRow, 0, len(found))
	for _, f := range found {
		row := findingRow{Kind: findingWord(f.Kind), Certain: f.Certain, Says: f.Says, Working: f.Working}
		for _, c := range f.Claims {
			row.Figures = append(row.Figures, findingFigure{c.Quote, href(c.ID)})
		}
		rows = append(rows, row)
	}
	return rows
}

// inText leads to the mark of a claim on the same page.
func inText(claim uint) string { return fmt.Sprintf("#mark-%d", claim) }

// elsewhere leads to the other claims of a finding on the page of one.
func elsewhere(hand uint) func(claim uint) string {
	return func(claim uint) string {
		if claim == hand {
			return ""
		}
		return fmt.Sprintf("/claims/%d", claim)
	}
}
