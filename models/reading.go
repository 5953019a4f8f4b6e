package models

import (
	"slices"
	"strconv"
	"strings"

	"tallymark/extract"
)

// Engine is what reads figures in texts. *extract.Engine is one.
type Engine interface {
	// Claims returns what doc states in the order of its numbers; with all,
	// also what is not checkable.
	Claims(doc extract.Document, all bool) []extract.Claim
	// SentenceAt is the sentence of doc around a stretch of it.
	SentenceAt(doc extract.Document, at extract.Span) extract.Span
	Version() string
}

// Reading is what a claim states, as the engine or a person reads it: the part
// of a claim that can be mended. Number and Quote are the words that stood
// there at the time; a reading that is put back leaves the place as it is.
type Reading struct {
	Value           *float64       `json:"value"`
	Low             *float64       `json:"low"`
	High            *float64       `json:"high"`
	Approx          extract.Approx `json:"approx"`
	Kind            extract.Kind   `json:"kind"`
	Unit            string         `json:"unit"`
	UnitPhrase      string         `json:"unit_phrase"`
	UnitName        string         `json:"unit_name"`
	Currency        string         `json:"currency"`
	SI              string         `json:"si"`
	SIValue         *float64       `json:"si_value"`
	Whole           *float64       `json:"whole"`
	Ratio           *float64       `json:"ratio"`
	AttributedTo    string         `json:"attributed_to"`
	AttributionKind string         `json:"attribution_kind"`
	Label           string         `json:"label"`
	Number          string         `json:"number"`
	Quote           string         `json:"quote"`
}

// Reading is what the claim states now.
func (c *Claim) Reading() Reading {
	return Reading{
		Value: c.Value, Low: c.Low, High: c.High, Approx: c.Approx, Kind: c.Kind,
		Unit: c.Unit, UnitPhrase: c.UnitPhrase, UnitName: c.UnitName, Currency: c.Currency, SI: c.SI, SIValue: c.SIValue,
		Whole: c.Whole, Ratio: c.Ratio, AttributedTo: c.AttributedTo, AttributionKind: c.AttributionKind,
		Label: c.Label, Number: c.NumberText, Quote: c.Quote,
	}
}

// read makes the claim state r. Its place stays.
func (c *Claim) read(r *Reading) {
	c.Value, c.Low, c.High, c.Approx, c.Kind = r.Value, r.Low, r.High, r.Approx, r.Kind
	c.Unit, c.UnitPhrase, c.UnitName, c.Currency, c.SI, c.SIValue = r.Unit, r.UnitPhrase, r.UnitName, r.Currency, r.SI, r.SIValue
	c.Whole, c.Ratio, c.AttributedTo, c.AttributionKind, c.Label = r.Whole, r.Ratio, r.AttributedTo, r.AttributionKind, r.Label
}

// columns are what the reading is stored in.
func (r *Reading) columns() map[string]any {
	return map[string]any{
		"value": r.Value, "low": r.Low, "high": r.High, "approx": r.Approx, "kind": r.Kind,
		"unit": r.Unit, "unit_phrase": r.UnitPhrase, "unit_name": r.UnitName, "currency": r.Currency, "si": r.SI, "si_value": r.SIValue,
		"whole": r.Whole, "ratio": r.Ratio, "attributed_to": r.AttributedTo, "attribution_kind": r.AttributionKind, "label": r.Label,
	}
}

// judgedAs reports whether a verdict on r would be one on o: value, range,
// approximator, unit, kind and attribution are the same.
func (r *Reading) judgedAs(o *Reading) bool {
	return sameNumber(r.Value, o.Value) && sameNumber(r.Low, o.Low) && sameNumber(r.High, o.High) && r.Approx == o.Approx &&
		r.Kind == o.Kind && r.Unit == o.Unit && r.Currency == o.Currency && r.AttributedTo == o.AttributedTo
}

// same reports whether both state the same in the same words.
func (r *Reading) same(o *Reading) bool {
	return r.judgedAs(o) && r.Label == o.Label && r.UnitPhrase == o.UnitPhrase && sameNumber(r.Whole, o.Whole)
}

// Figure writes value or range the way a person types it: "at least 41",
// "15 to 20". It is "" where the words were read as no number.
func (r *Reading) Figure() string {
	before := approxWords[r.Approx]
	switch {
	case r.Approx == extract.Range && r.Low != nil && r.High != nil:
		return PlainNumber(*r.Low) + " to " + PlainNumber(*r.High)
	case r.Value != nil:
		return before + PlainNumber(*r.Value)
	case r.Low != nil && r.High != nil:
		return before + PlainNumber(*r.Low) + " to " + PlainNumber(*r.High)
	case r.Low != nil:
		return PlainNumber(*r.Low) + " or more"
	case r.High != nil:
		return PlainNumber(*r.High) + " or fewer"
	}
	return ""
}

// Words is the figure with what it counts: "at least 41 people".
func (r *Reading) Words() string {
	words := r.Figure()
	if words == "" || r.Kind == extract.Share {
		words = r.Number // "one in five" is not said as 0.2
	}
	unit := r.Unit
	switch {
	case r.Kind == extract.Percent && r.UnitPhrase != "" && r.UnitPhrase != r.Unit:
		unit += " (" + r.UnitPhrase + ")"
	case r.Currency != "":
		unit = r.Currency
	case r.UnitPhrase != "":
		unit = r.UnitPhrase
	}
	return strings.TrimSpace(words + " " + unit)
}

// approxWords say how exactly a figure is given.
var approxWords = map[extract.Approx]string{
	extract.About: "about ", extract.UnderAbout: "nearly ", extract.Over: "more than ",
	extract.AtLeast: "at least ", extract.Under: "fewer than ", extract.AtMost: "at most ",
}

// PlainNumber writes a number with commas between thousands and no exponent.
func PlainNumber(v float64) string {
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

// Kinds lists the kinds that a person may give to a claim.
var Kinds = []extract.Kind{
	extract.Deaths, extract.Injuries, extract.Casualties, extract.Missing, extract.Arrests, extract.Charges, extract.Convictions,
	extract.Hostages, extract.Displaced, extract.Attendance, extract.People, extract.Weapons, extract.Objects, extract.Money,
	extract.Percent, extract.PercentagePoints, extract.Share, extract.Multiple, extract.Rate, extract.Duration, extract.Age,
	extract.Distance, extract.Area, extract.Volume, extract.Mass, extract.Speed, extract.Temperature, extract.Energy, extract.Power,
	extract.Pressure, extract.Data, extract.Measure, extract.Score, extract.Rank, extract.Count,
}

// Typed is what a person types to say what a claim states. A field that is nil
// leaves what is there.
type Typed struct {
	Figure       *string // "about 3,500", "$2-3 billion"
	Unit         *string
	Kind         *string
	AttributedTo *string
	Label        *string
}

// check cleans what was typed. The strings of the caller stay as they are.
func (t *Typed) check() error {
	for _, f := range []struct {
		name string
		text **string
	}{{"figure", &t.Figure}, {"unit", &t.Unit}, {"attributed_to", &t.AttributedTo}, {"label", &t.Label}} {
		if *f.text == nil {
			continue
		}
		clean := cleanLine(**f.text)
		*f.text = &clean
		if err := limited(f.name, clean, longestName); err != nil {
			return err
		}
	}
	if t.Kind != nil && *t.Kind != "" && !slices.Contains(Kinds, extract.Kind(*t.Kind)) {
		return invalid("kind", "choose one of the kinds of the list")
	}
	return nil
}

// over lays what was typed over r and returns the result. What was typed just
// as r says it changes nothing.
func (t *Typed) over(e Engine, r Reading) (Reading, error) {
	if err := t.check(); err != nil {
		return r, err
	}
	was := r
	if t.Unit != nil && *t.Unit != was.Unit {
		r.Unit, r.UnitPhrase, r.UnitName, r.SI, r.SIValue = *t.Unit, *t.Unit, "", "", nil
		if was.Currency != "" {
			r.Currency = ""
		}
		if was.Unit != "" {
			r.Label = strings.Replace(r.Label, was.Unit, *t.Unit, 1)
		}
	}
	if t.Figure != nil && *t.Figure != was.Figure() {
		if err := r.mendFigure(e, *t.Figure, r.Unit != was.Unit); err != nil {
			return r, err
		}
	}
	if t.Kind != nil && *t.Kind != "" {
		r.Kind = extract.Kind(*t.Kind)
	}
	if t.AttributedTo != nil && *t.AttributedTo != was.AttributedTo {
		r.AttributedTo, r.AttributionKind = *t.AttributedTo, ""
	}
	if t.Label != nil && *t.Label != was.Label {
		if *t.Label == "" {
			return r, invalid("label", "say in a few words what is claimed, such as 41 dead")
		}
		r.Label = *t.Label
	}
	return r, nil
}

// mendFigure takes value, range and approximator from what was typed, and the
// unit where the words name one and nobody typed another.
func (r *Reading) mendFigure(e Engine, typed string, unitTyped bool) error {
	read, err := FigureIn(e, typed, r.Unit)
	if err != nil {
		return err
	}
	label := r.relabel(e, &read)
	r.Value, r.Low, r.High, r.Approx = read.Value, read.Low, read.High, read.Approx
	if !unitTyped && read.Unit != "" {
		r.Unit, r.UnitPhrase, r.UnitName, r.Currency = read.Unit, read.UnitPhrase, read.UnitName, read.Currency
	}
	r.SI, r.SIValue = "", nil
	if r.Unit == read.Unit {
		r.SI, r.SIValue = read.SI, read.SIValue
	}
	r.Ratio = nil
	if r.Whole != nil && *r.Whole != 0 && r.Value != nil {
		ratio := *r.Value / *r.Whole
		r.Ratio = &ratio
	}
	r.Label = label
	return nil
}

// relabel writes the new figure where the label had the old one: "41 dead"
// becomes "44 dead".
func (r *Reading) relabel(e Engine, read *Reading) string {
	figure := strings.TrimSpace(read.Label)
	if read.Unit != "" && read.Unit != r.Unit {
		return figure // it counts something else now
	}
	for _, words := range []string{r.Figure(), r.Number, r.Quote} {
		old, err := FigureIn(e, words, "")
		if err == nil && old.Label != "" && strings.HasPrefix(r.Label, old.Label) {
			rest := strings.TrimPrefix(r.Label, old.Label)
			if strings.HasSuffix(figure, rest) {
				return figure
			}
			return figure + rest
		}
	}
	return figure
}

// FigureIn reads typed as one figure. unit is what it counts, for words that
// alone would be something else: 2024 is a year, 2024 people are not.
func FigureIn(e Engine, typed, unit string) (Reading, error) {
	for _, unit := range []string{"", unit, "people"} {
		text := strings.TrimSpace(typed + " " + unit)
		found := e.Claims(extract.Document{Text: text, Lang: "en"}, true)
		if len(found) != 1 || !isFigure(&found[0]) {
			continue
		}
		c, err := claimOf(&found[0], text)
		if err != nil {
			return Reading{}, err
		}
		r := c.Reading()
		if text != typed {
			r.Unit, r.UnitPhrase, r.UnitName, r.Label = "", "", "", strings.TrimSuffix(r.Label, " "+unit)
		}
		return r, nil
	}
	return Reading{}, invalid("figure", "“%s” cannot be read as one figure: write it as 41, at least 41, about 3,500, 15 to 20 or $2-3 billion", typed)
}

// isFigure reports whether what the engine found has a value or a range.
func isFigure(c *extract.Claim) bool {
	return (c.Value.OK || c.Low.OK || c.High.OK) && slices.Contains(Kinds, c.Kind)
}
