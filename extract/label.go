package extract

import (
	"bytes"
	"strconv"
	"strings"

	"tallymark/extract/lang"
)

// describe finds subject, scope, span and label.
func (r *reading) describe() {
	r.clause = clauseAtHand{} // that of another text may stand at the same place
	for i := range r.qs {
		q := &r.qs[i]
		if !q.checkable {
			continue
		}
		r.findScope(q)
		r.ofWhat(q)
		r.findSubject(q)
		r.widen(q)
		q.label = r.labelOf(q)
		if q.unitPhrase == "" && q.kind != Percent && q.unitFirst < q.unitLast { // a measure is its own phrase
			q.unitPhrase = r.ownPhrase(q)
		}
	}
}

// ownPhrase is the unit as written; that of a sign before the number leaves
// the number out.
func (r *reading) ownPhrase(q *quantity) string {
	if q.unitFirst < q.first || q.unitFirst < q.last && q.unitLast >= q.last {
		return q.unitText
	}
	return r.between(q.unitFirst, q.unitLast)
}

// labelOf is how a person would jot the claim down.
func (r *reading) labelOf(q *quantity) string {
	figure := r.figure(q)
	if r.spared(q) {
		figure = "all but " + figure
	}
	switch {
	case q.kind.happens() && q.labelWord != "":
		return figure + " " + q.labelWord
	case q.kind == Casualties:
		return figure + " casualties"
	case q.kind == Age && q.approx == Range && r.tok(q.last-1) == "s":
		return "in their " + figure
	case q.kind == Age:
		return ageLabel(q, figure)
	case q.kind == Percent, q.kind == PercentagePoints, q.kind == Money:
		return r.amountLabel(q, figure)
	}
	if q.form == formShare && q.last > q.first+1 && r.partOfMany(q.first+1) {
		return figure // "one pupil in three" names them
	}
	what := q.unitPhrase
	if q.unitFirst < q.unitLast && q.kind == Measure && r.is(q.unitFirst, "magnitude") {
		return "magnitude " + figure
	}
	switch {
	case what == "" && q.unitText == "" && q.kind == People && q.unitName != "": // "a crew of nine"
		switch one := q.value.OK && q.value.V == 1; {
		case one:
			what = q.unitName
		case q.unitName == "child":
			what = "children"
		default:
			what = "people"
		}
	case what == "" && q.unitFirst >= q.unitLast:
		what = q.unitText // shared with another figure: "12 members, up from nine"
	case what == "":
		what = r.unitWords(q)
	case q.value.OK && q.value.V == 1 && q.unitLast == q.unitFirst+1 && q.unitName != "":
		what = q.unitName
	case r.joined(q.unitFirst-1) && q.value.OK && q.value.V != 1 && q.head >= 0 && q.head == q.unitLast-1 && !r.word(q.head).Has(lang.Plural):
		what = lang.PluralOf(what)
	case r.is(q.last, "of") && (q.approx == Vague || q.kind == Share || q.form == formFraction):
		figure += " of"
		if first := q.last + 1; q.kind == Share && q.unitFirst > first && q.unitFirst-first < 6 && r.toks[first].word.Has(lang.Determiner) {
			what = r.between(first, q.unitLast) // "a fifth of the population"
		}
	}
	if q.labelWord != "" && q.head < 0 && q.predicate != "" {
		if q.kind == Mass || q.kind == Volume { // "9 kg of cocaine seized"
			return joinWords(figure, what, q.labelWord)
		}
		return joinWords(figure, q.unitText, q.labelWord)
	}
	if q.labelWord != "" && q.predicate != "" {
		if q.kind == Share {
		} else if q.kind != People && q.head-q.unitFirst > 2 {
			what = r.folded(q.head)
		} else if q.kind != People && q.unitFirst <= q.head {
			what = r.between(q.unitFirst, q.head+1)
		}
		return joinWords(figure, calm(what), q.labelWord)
	}
	return joinWords(figure, calm(what))
}

// calm lowers words that stand in capitals only because the whole text does.
func calm(s string) string {
	if len(s) <= 4 {
		return s
	}
	for i := 0; i < len(s); i++ {
		if s[i] >= 'a' && s[i] <= 'z' {
			return s
		}
	}
	if s == strings.ToUpper(s) {
		return strings.ToLower(s)
	}
	return s
}

// unitWords is the unit as written, unless the figure has it already; a unit
// joined by a hyphen ("a 50-kilometre race") gets its plural.
func (r *reading) unitWords(q *quantity) string {
	if q.unitFirst >= q.unitLast || int(r.toks[q.unitFirst].start) < q.end {
		return ""
	}
	what := q.unitText
	if q.unit == nil {
		return what
	}
	if !r.spelled(what) || r.toks[q.unitFirst].kind == tokWord && !r.toks[q.unitFirst].has(capital) && q.unitLast > q.unitFirst+1 { // "degrees Celsius"
		return r.between(q.unitFirst, q.unitLast)
	}
	if q.unitLast == q.unitFirst+1 && r.joined(q.unitFirst-1) && !(q.value.OK && (q.value.V == 1 || q.form == formFraction && q.value.V < 1)) {
		if many := lang.PluralOf(what); r.lex.Word(many).Unit != nil {
			return many
		}
	}
	return what
}

// spelled reports whether a unit is a word and no symbol, whose case tells
// one unit from another ("MW", "mW").
func (r *reading) spelled(unit string) bool {
	return len(unit) > 4 || r.lex.Word(unit).Any(lang.TimeUnit, lang.Noun)
}

// joinWords puts the parts that are not empty together.
func joinWords(parts ...string) string {
	size := 0
	for _, p := range parts {
		size += len(p) + 1
	}
	var b strings.Builder
	b.Grow(size)
	for _, p := range parts {
		if p == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(p)
	}
	return b.String()
}

func ageLabel(q *quantity, figure string) string {
	if q.approx == Range {
		return "ages " + figure
	}
	if q.value.OK && q.value.V > 150 {
		return figure + " years old"
	}
	if q.unit == nil && q.unitName != "" && q.unitName != "year of age" { // a baby's
		one, _, _ := strings.Cut(q.unitName, " ")
		if q.value.OK && q.value.V == 1 {
			return "aged " + figure + " " + one
		}
		return "aged " + figure + " " + lang.PluralOf(one)
	}
	return "aged " + figure
}

// amountLabel adds what the share is of or what the money was for.
func (r *reading) amountLabel(q *quantity, figure string) string {
	switch c := figure[len(figure)-1]; {
	case q.kind == PercentagePoints && c >= '0' && c <= '9':
		figure = joinWords(figure, r.pointsWord(q))
	case q.kind == Percent && c >= '0' && c <= '9':
		figure += "%"
	case q.kind == PercentagePoints && q.form == formFraction:
		return figure + " of a percentage point"
	case q.kind == Money && !strings.ContainsAny(figure, "$€£¥₹"):
		if sign, _, _ := strings.Cut(q.unitText, " "); q.unitFirst >= q.unitLast && strings.ContainsAny(sign, "$€£¥₹") { // "$80, down from 95"
			figure = sign + figure
		} else if q.unitFirst >= q.unitLast {
			figure = joinWords(figure, q.unitText)
		} else if what := r.unitWords(q); what != "" && q.unitFirst == q.last && !r.spaced(q.unitFirst) {
			figure += what
		} else {
			figure = joinWords(figure, what)
		}
	case q.kind == Money:
		_, per, _ := strings.Cut(q.unitText, " ") // "$ a share"
		figure = joinWords(figure, per)
	}
	if q.tail != "" {
		return strings.TrimSpace(figure + " " + q.tail)
	}
	if q.kind != Money && q.unitPhrase != "" {
		return figure + " of " + q.unitPhrase
	}
	if q.kind == Money && q.labelWord != "" {
		return figure + " " + q.labelWord
	}
	return figure
}

// pointsWord names percentage points.
func (r *reading) pointsWord(q *quantity) string {
	if q.value.OK && q.value.V == 1 {
		return "percentage point"
	}
	return "percentage points"
}

// words are those of a label; bounds that are exact have none.
func (a Approx) words() string {
	switch a {
	case About:
		return "about "
	case UnderAbout:
		return "nearly "
	case Over:
		return "over "
	case AtLeast:
		return "at least "
	case Under:
		return "under "
	case AtMost:
		return "up to "
	}
	return ""
}

// figure is the number with its approximator, in digits, with the author's
// precision.
func (r *reading) figure(q *quantity) string {
	text := r.text[q.start:q.end]
	switch {
	case q.unit != nil && q.unitLast > q.last && q.unitFirst > q.first && q.unitFirst < q.last: // "two hours and 12 minutes"
		return q.approx.words() + r.between(q.first, q.unitLast)
	case q.approx == Vague:
		return strings.ToLower(text)
	case q.form == formFraction, q.form == formShare, q.form == formMultiple, q.form == formTime, q.form == formOrdinal:
		return q.approx.words() + r.uncapital(q, text)
	case q.around:
		return About.words() + r.rangeFigure(q)
	case q.approx == Range && !q.value.OK:
		return r.rangeFigure(q)
	case q.form == formWords, q.form == formCollective, q.form == formZero:
		if q.value.OK && (q.kind != Percent && q.kind != Money) {
			text = digits(q.value.V)
		}
	}
	return q.approx.words() + text
}

// uncapital is the figure's text without the capital that the beginning of a
// sentence gives it.
func (r *reading) uncapital(q *quantity, text string) string {
	if t := &r.toks[q.first]; t.kind == tokWord && t.has(capital) && !t.has(upperCase) {
		return strings.ToLower(text[:1]) + text[1:]
	}
	return text
}

// rangeFigure is a range in digits; where a magnitude or the sign of money
// stands in it, it stays as the author wrote it: "$1.3bn-$1.8bn".
func (r *reading) rangeFigure(q *quantity) string {
	text := r.text[q.start:q.end]
	if !q.low.OK || !q.high.OK {
		return text
	}
	if mag := r.toks[q.last-1].word; mag.Num != nil && mag.Num.Class == lang.Magnitude && mag.Num.Value > 1000 && !strings.ContainsAny(text, "0123456789") {
		return digits(q.low.V/mag.Num.Value) + "-" + digits(q.high.V/mag.Num.Value) + " " + mag.Text
	}
	if strings.ContainsAny(text, "0123456789") && (q.kind == Money || !endsInDigit(text)) {
		for i := q.first + 1; i+1 < q.last; i++ {
			if r.is(i, "to") || r.is(i, "and") || r.is(i, "or") || r.is(i, "through") {
				return r.between(q.first, i) + "-" + r.between(i+1, q.last)
			}
		}
		return text
	}
	return digits(q.low.V) + "-" + digits(q.high.V)
}

// endsInDigit reports whether nothing stands behind the digits of a number.
func endsInDigit(s string) bool { c := s[len(s)-1]; return c >= '0' && c <= '9' }

// digits writes a value with commas between thousands.
func digits(v float64) string {
	var plain [64]byte
	var grouped [96]byte
	s := strconv.AppendFloat(plain[:0], v, 'f', -1, 64)
	out := grouped[:0]
	if s[0] == '-' {
		out, s = append(out, '-'), s[1:]
	}
	whole := bytes.IndexByte(s, '.')
	if whole < 0 {
		whole = len(s)
	}
	for i, c := range s[:whole] {
		if i > 0 && (whole-i)%3 == 0 {
			out = append(out, ',')
		}
		out = append(out, c)
	}
	return string(append(out, s[whole:]...))
}

// widen stretches start..end of the claim over its approximator, its noun and
// the words that say what happened, where these stand near.
func (r *reading) widen(q *quantity) {
	first, last := q.first, max(q.last, q.approxLast)
	if q.approxFirst >= 0 {
		first = min(first, q.approxFirst)
	}
	if q.unitFirst < q.unitLast {
		first, last = min(first, q.unitFirst), max(last, q.unitLast)
	}
	if q.predEnd > q.predToken && q.predToken >= 0 {
		if q.predToken >= last && q.predToken-last <= 5 {
			last = q.predEnd
		}
		if q.predEnd <= first && first-q.predEnd <= 3 {
			first = q.predToken
		}
	}
	q.spanStart = min(q.spanStart, q.start, int(r.toks[first].start))
	q.spanEnd = max(q.spanEnd, q.end, int(r.toks[last-1].end))
}

// generic reports whether the noun says no more than that people are counted.
func generic(w *lang.Word) bool { return w.Singular == "person" || w == lang.Unknown }
