package handlers

import (
	"strconv"
	"strings"

	"tallymark/models"
)

// figureWords writes a claim's value or range the way the author gave it:
// "at least 41 people", "19 to 37 years", "13 of 440".
func figureWords(c *models.Claim) string {
	r := c.Reading()
	words := r.Words()
	if c.Whole != nil && c.Kind != "share" {
		words += " of " + plain(*c.Whole)
	}
	if c.Ratio != nil {
		words += " (" + strconv.FormatFloat(*c.Ratio*100, 'f', 1, 64) + " %)"
	}
	return words
}

// quantity is the value or range alone.
func quantity(c *models.Claim) string {
	r := c.Reading()
	if words := r.Figure(); words != "" {
		return words
	}
	return c.NumberText
}

// plain writes a number with commas between thousands and no exponent.
func plain(v float64) string { return models.PlainNumber(v) }

// kindWords are the kinds of claims as a reader sees them, in the order of the
// filter.
var kindWords = []option{
	{"deaths", "Deaths"}, {"injuries", "Injuries"}, {"casualties", "Casualties"}, {"missing", "Missing"},
	{"arrests", "Arrests"}, {"charges", "Charges"}, {"convictions", "Convictions"}, {"hostages", "Hostages"},
	{"displaced", "Displaced people"}, {"attendance", "Attendance"}, {"people", "People"},
	{"weapons", "Weapons"}, {"objects", "Objects"}, {"money", "Money"}, {"percent", "Percent"},
	{"percentage_points", "Percentage points"}, {"share", "Shares"}, {"multiple", "Multiples"}, {"rate", "Rates"},
	{"duration", "Durations"}, {"age", "Ages"}, {"distance", "Distances"}, {"area", "Areas"}, {"volume", "Volumes"},
	{"mass", "Masses"}, {"speed", "Speeds"}, {"temperature", "Temperatures"}, {"energy", "Energy"},
	{"power", "Power"}, {"pressure", "Pressure"}, {"data", "Data sizes"}, {"measure", "Other measures"},
	{"score", "Scores"}, {"rank", "Ranks"}, {"count", "Counts"},
}

func kindWord(kind string) string {
	for _, k := range kindWords {
		if k.Value == kind {
			return k.Label
		}
	}
	return sentenceCase(kind)
}

// partWords name the part of the article that a figure stands in.
var partWords = map[string]string{
	"headline": "Headline", "dek": "Standfirst", "lede": "Opening paragraph", "body": "Body", "caption": "Caption",
	"quote": "Block quote", "table": "Table", "list": "List", "related": "Related links", "furniture": "Page furniture",
}

func partWord(role string) string {
	if w, ok := partWords[role]; ok {
		return w
	}
	return "Body"
}

// sentenceCase turns a token such as "percentage_points" into words.
func sentenceCase(token string) string {
	words := strings.ReplaceAll(token, "_", " ")
	if words == "" {
		return ""
	}
	return strings.ToUpper(words[:1]) + words[1:]
}
