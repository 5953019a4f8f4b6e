package handlers

import (
	"strconv"
	"strings"

	"tallymark/models"
)

// figureWords writes a claim's value or range the way the author gave it:
// "at least 41 people", "19 to 37 years", "13 of 440".
func figureWords(c *models.Claim) string {
	words := []string{quantity(c)}
	switch {
	case c.Currency != "":
		words = append(words, c.Currency)
	case c.UnitPhrase != "":
		words = append(words, c.UnitPhrase)
	case c.Unit != "":
		words = append(words, c.Unit)
	}
	if c.Whole != nil {
		words = append(words, "of "+plain(*c.Whole))
	}
	if c.Ratio != nil {
		words = append(words, "("+strconv.FormatFloat(*c.Ratio*100, 'f', 1, 64)+" %)")
	}
	return strings.Join(words, " ")
}

func quantity(c *models.Claim) string {
	before := approxWords[string(c.Approx)]
	switch {
	case c.Approx == "range" && c.Low != nil && c.High != nil:
		return plain(*c.Low) + " to " + plain(*c.High)
	case c.Value != nil:
		return before + plain(*c.Value)
	case c.Low != nil && c.High != nil:
		return before + plain(*c.Low) + " to " + plain(*c.High)
	case c.Low != nil:
		return plain(*c.Low) + " or more"
	case c.High != nil:
		return plain(*c.High) + " or fewer"
	default:
		return c.NumberText
	}
}

// approxWords say how exactly a figure is given.
var approxWords = map[string]string{
	"about": "about ", "under_about": "nearly ", "over": "more than ",
	"at_least": "at least ", "under": "fewer than ", "at_most": "at most ",
}

// plain writes a number with commas between thousands and no exponent.
func plain(v float64) string {
	s := strconv.FormatFloat(v, 'f', -1, 64)
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "−", s[1:]
	}
	whole, fraction, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction != "" {
		whole += "." + fraction
	}
	return sign + whole
}

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
