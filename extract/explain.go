package extract

import "strconv"

// explain names the rules that made q what it is, in the order in which the
// engine asks them, each with the words it saw.
func (r *reading) explain(q *quantity) []string {
	rules := []string{"number: " + formNames[q.form]}
	add := func(rule, detail string) { rules = append(rules, rule+": "+detail) }
	if !q.checkable {
		add("refused", refusal(q.reason))
		return rules
	}
	if q.approx != Exact {
		add("bound", r.boundRule(q))
	}
	r.explainUnit(q, add)
	if q.predicate != "" {
		add("predicate", r.predicateRule(q))
	}
	if q.kind != "" {
		add("kind", string(q.kind))
	}
	if q.change != nil {
		add("change", q.change.Role+", "+q.change.Direction)
	}
	if q.modality != Asserted {
		add("modality", string(q.modality))
	}
	if q.total {
		rules = append(rules, "running total")
	}
	if q.scope != "" {
		add("scope", strconv.Quote(q.scope))
	}
	if s := q.subject; s.Start < s.End {
		add("subject", strconv.Quote(r.text[s.Start:s.End]))
	}
	r.explainContext(q, add)
	return rules
}

// formNames say how a numeral is written.
var formNames = [...]string{
	formDigits: "digits", formWords: "words", formMixed: "digits and words", formCollective: "collective word", formVague: "vague word", formFraction: "fraction",
	formShare: "share of a whole", formMultiple: "multiple", formOrdinal: "ordinal", formZero: "zero", formTime: "time taken",
}

// refusals say in words what the reasons mean.
var refusals = map[string]string{
	"date": "a day, a month or a year", "time": "a time of the day", "name": "part of a name or an address", "identifier": "names a thing and counts none",
	"separator": "nobody can tell whether its comma is a decimal one",
	"list":      "numbers an item, or stands in a row of bare numbers", "pronoun": "stands for somebody or something", "ordinal": "a place in an order", "vague": "too vague for what it counts",
	"rate": "what a rate is reckoned by", "score": "the score of a game, or odds", "furniture": "stands in what is no part of the article", "language": "no rules for the language of the text",
}

func refusal(reason string) string {
	if words := refusals[reason]; words != "" {
		return reason + ", " + words
	}
	return reason
}

// boundRule is the approximator with its words: before the number, or behind
// it.
func (r *reading) boundRule(q *quantity) string {
	rule := string(q.approx)
	if q.approxFirst >= 0 && q.approxFirst < q.first {
		rule += ", " + strconv.Quote(r.between(q.approxFirst, q.first)) + " before"
	}
	if q.approxLast > q.last {
		rule += ", " + strconv.Quote(r.between(q.last, q.approxLast)) + " behind"
	}
	return rule
}

func (r *reading) explainUnit(q *quantity, add func(rule, detail string)) {
	switch {
	case q.head >= 0:
		add("noun", q.unitName+", "+strconv.Quote(r.between(q.unitFirst, q.unitLast)))
	case q.currency != "":
		add("unit", q.unitName+", "+q.currency)
	case q.unitName != "":
		add("unit", q.unitName)
	}
	if q.whole.OK {
		add("share", "of "+strconv.FormatFloat(q.whole.V, 'f', -1, 64))
	}
}

// predicateRule says which words tell what happened, and where they stand.
func (r *reading) predicateRule(q *quantity) string {
	rule := q.predicate
	switch {
	case q.predToken < 0:
		return rule + ", carried over from the figure before"
	case q.carried:
		rule += ", shared: "
	default:
		rule += ", "
	}
	rule += strconv.Quote(r.between(q.predToken, q.predEnd))
	switch {
	case q.predEnd <= q.first:
		return rule + " before"
	case q.predToken >= q.nounLast:
		return rule + " behind"
	}
	return rule + " inside"
}

// explainContext adds who says so, when and where.
func (r *reading) explainContext(q *quantity, add func(rule, detail string)) {
	if a := q.attribution; a != nil {
		rule := a.Kind + ", " + strconv.Quote(a.Cue)
		if a.Quoted {
			rule += ", quoted"
		}
		add("source", rule)
	}
	if w := q.time; w != nil {
		rule := strconv.Quote(w.Text)
		if w.From != "" {
			rule += ", " + w.From + " to " + w.To
		}
		add("time", rule)
	}
	if w := q.place; w != nil {
		add("place", strconv.Quote(w.Text))
	}
}
