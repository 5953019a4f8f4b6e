package extract

import (
	"strconv"
	"time"

	"tallymark/extract/lang"
)

// timex is a time expression: its tokens and the days it names, where the
// text and the article's date settle them.
type timex struct {
	first, last int
	from, to    time.Time // zero if unknown
	days        [2]string // both as 2006-01-02, "" until a figure asks
	aside       [2]int    // the clause between commas that it stands in; see asideOf
	asked       bool      // whether that was asked
	compared    int       // where the comparison begins that it is part of; see comparedAt
}

// What a span of the calendar is, as the Step of its word.
const (
	stepDay = iota + 1
	stepWeek
	stepMonth
	stepYear
	stepHour
	stepFortnight
	stepWeekend
	stepQuarter
	stepDecade
	stepCentury
)

// The years that a bare number can be.
const (
	firstYear = 1500
	lastYear  = 2100
)

// locate gives each figure the time and the place that its sentence names
// nearest to it.
func (r *reading) locate() {
	r.today = parseDay(r.doc.Date)
	r.spoken = timex{}
	for i := 0; i < len(r.qs); {
		k := i
		for k < len(r.qs) && r.qs[k].sent == r.qs[i].sent {
			k++
		}
		s := &r.sents[r.qs[i].sent]
		r.findTimes(s, i, k)
		r.findPlaces(s)
		for ; i < k; i++ {
			if q := &r.qs[i]; q.checkable {
				q.time, q.place = r.nearestTime(q), r.nearestPlace(q)
			}
		}
	}
}

// parseDay reads the article's date, as a day or as a moment of RFC 3339.
func parseDay(s string) time.Time {
	if len(s) >= 10 {
		if t, err := time.Parse(time.DateOnly, s[:10]); err == nil {
			return t
		}
	}
	return time.Time{}
}

// nearestTime is the time expression with the fewest tokens between it and q,
// of those that speak of q.
func (r *reading) nearestTime(q *quantity) *When {
	var best *timex
	near := 0
	for i := range r.timexes {
		x := &r.timexes[i]
		if best != nil && gapBetween(x.first, x.last, q.first, q.last) > near {
			continue
		}
		d, ok := r.timeReaches(x, q)
		if ok && (best == nil || d < near || d == near && x.first > q.first) {
			best, near = x, d
		}
	}
	if best == nil {
		return nil
	}
	start, end := int(r.toks[best.first].start), int(r.toks[best.last-1].end)
	w := next(&r.out.times, r.out.claims)
	*w = When{Text: r.text[start:end], Start: start, End: end}
	if !best.from.IsZero() {
		w.From, w.To = best.fromTo()
	}
	return w
}

// fromTo are the first and the last day as 2006-01-02.
func (x *timex) fromTo() (from, to string) {
	if x.days[0] == "" {
		var b [48]byte
		day := x.from.AppendFormat(b[:0], time.DateOnly)
		n := len(day)
		both := string(x.to.AppendFormat(day, time.DateOnly))
		x.days = [2]string{both[:n], both[n:]}
	}
	return x.days[0], x.days[1]
}

// gapBetween is the number of tokens between two ranges, 0 if they touch.
func gapBetween(a, b, c, d int) int {
	if b <= c {
		return c - b
	}
	return max(a-d, 0)
}

// timing are the tags of words that a time begins with, where no number does.
var timing = lang.TagsOf(lang.TimeWord, lang.Weekday, lang.Month, lang.Relativum, lang.Backward, lang.TimeUnit, lang.Season)

// findTimes collects the time expressions of a sentence, whose quantities
// are those from q to qEnd.
func (r *reading) findTimes(s *sentence, q, qEnd int) {
	r.timexes = r.timexes[:0]
	for i := s.first; i < s.last; {
		if t := &r.toks[i]; t.kind != tokNumber && !t.word.LeadsAnyOf(&timing) { // a timex is large to return
			i++
			continue
		}
		x, ok := r.timeAt(i, s, q, qEnd)
		if !ok {
			i++
			continue
		}
		x.first = max(x.first, s.first)
		r.timexes = append(r.timexes, x)
		if !x.from.IsZero() {
			r.spoken = x
		}
		i = x.last
	}
}

// timeAt reads the time expression at token i.
func (r *reading) timeAt(i int, s *sentence, q, qEnd int) (timex, bool) {
	t := &r.toks[i]
	if t.kind == tokNumber {
		return r.numericTime(i, s)
	}
	w, n := r.phraseAt(i, s.last)
	switch {
	case w.Has(lang.TimeWord):
		return r.aroundToday(i, i+n, w.Step), true
	case w.Has(lang.Weekday) && t.has(capital):
		return r.weekday(i, s, w, w.Step), true
	case w.Has(lang.Month) && t.has(capital):
		return r.namedDay(i, s, w)
	case w.Has(lang.Relativum):
		return r.relativeTime(i, i+n, s, w.Step, q, qEnd)
	case w.Has(lang.Backward):
		return r.backward(i, i+n, s)
	case w.Has(lang.TimeUnit):
		return r.ago(i, s, w, q, qEnd)
	case w.Has(lang.Season):
		return r.season(i, s)
	}
	return timex{}, false
}

// aroundToday is the day that many days from the article's.
func (r *reading) aroundToday(first, last, days int) timex {
	x := timex{first: first, last: last}
	if !r.today.IsZero() {
		x.from = r.today.AddDate(0, 0, days)
		x.to = x.from
	}
	return x
}

// weekday = [ "last" | "next" ] weekday [ part of day ] [ "," month day ] . A
// bare weekday is the nearest one not after the article's date.
func (r *reading) weekday(i int, s *sentence, w *lang.Word, day int) timex {
	x := timex{first: i, last: i + 1}
	next, strict := false, false
	if i > s.first && r.toks[i-1].word.Has(lang.Relativum) {
		x.first--
		step := r.toks[i-1].word.Step
		next, strict = step > 0, step < 0
	}
	if x.last < s.last && r.toks[x.last].word.Has(lang.DayPart) {
		x.last++
	}
	if k := x.last; k+1 < s.last {
		if r.tok(k) == "," {
			k++
		}
		if m := r.toks[k].word; m.Has(lang.Month) && r.toks[k].has(capital) {
			if y, ok := r.namedDay(k, s, m); ok && y.last > k+1 {
				y.first = x.first
				return y
			}
		}
	}
	if r.today.IsZero() {
		return x
	}
	back := (int(r.today.Weekday()) - day + 7) % 7
	switch {
	case next:
		back -= 7
	case back > 0 && !strict && (r.ahead(x.first, s) || r.happensNow(x.first, s)): // "will walk out from Tuesday"
		back -= 7
	case strict && back == 0:
		back = 7
	}
	x.from = r.today.AddDate(0, 0, -back)
	x.to = x.from
	return x
}

// ahead reports whether the time at i is still to come: the verb before it, or
// the first one behind it, is of the future.
func (r *reading) ahead(i int, s *sentence) bool {
	for k := i - 1; k >= s.first && k > i-16; k-- {
		w := r.toks[k].word
		if w.Has(lang.Modal) || r.is(k, "to") && r.toks[k-1].word.Has(lang.Planning) || r.is(k, "to") && r.foretold(k-1) {
			return w.Has(lang.Planning) || !w.Has(lang.Modal)
		}
		if w.Any(lang.Auxiliary, lang.Finite, lang.PastPart) && w.Has(lang.Verb) {
			return false
		}
	}
	for k := i + 1; k < s.last && k < i+10; k++ {
		if w := r.toks[k].word; w.Any(lang.Auxiliary, lang.Finite, lang.PastPart) && w.Any(lang.Verb, lang.Modal) {
			return w.Has(lang.Modal) && w.Has(lang.Planning)
		}
	}
	return false
}

// soon is how many months ago a day may lie that a verb of the present or the
// future does not move to the year that comes.
const soon = 4

// happensNow reports whether the verb before the time at i is of the present:
// "three go on trial on 8 June".
func (r *reading) happensNow(i int, s *sentence) bool {
	for k := i - 1; k > s.first && k > i-8; k-- {
		w := r.word(k)
		if r.toks[k].kind != tokWord || w.Any(lang.Finite, lang.PastPart, lang.Auxiliary, lang.Gerund, lang.Infinitival, lang.Relative) {
			return false
		}
		if w.Has(lang.Verb) && !w.Any(lang.Noun, lang.Adjective, lang.Preposition, lang.Event, lang.Adverb) {
			return r.word(k-1).Any(lang.Plural, lang.PluralPronoun, lang.Noun) || r.toks[k-1].has(figure)
		}
	}
	return false
}

// foretold reports whether the word at k says that what follows is expected.
func (r *reading) foretold(k int) bool {
	for _, s := range [...]string{"forecast", "expected", "due", "set", "scheduled", "likely", "about"} {
		if r.is(k, s) {
			return true
		}
	}
	return false
}

// namedDay = month [ day ] [ "," ] [ year ] | day month [ year ] . A month
// without a year is the nearest one not after the article's date.
func (r *reading) namedDay(i int, s *sentence, w *lang.Word) (timex, bool) {
	x := timex{first: i, last: i + 1}
	day, year := 0, 0
	if i > s.first && !r.toks[i].has(lineBefore) {
		if d := r.dayOfMonth(i - 1); d > 0 && (i < 2 || r.tok(i-2) != ",") {
			day, x.first = d, i-1
		}
	}
	k := x.last
	if k < s.last && r.tok(k) == "." {
		k++
	}
	if k < s.last && day == 0 {
		if d := r.dayOfMonth(k); d > 0 {
			day, k = d, k+1
			x.last = k
		}
	}
	comma := k
	if k < s.last && r.tok(k) == "," {
		comma++
	}
	if y := r.yearAt(comma, s.last, day > 0); y > 0 {
		year, x.last = y, comma+1
	}
	if day == 0 && year == 0 && (i == s.first || !r.toks[i-1].word.Any(lang.TimePrep, lang.Relativum, lang.Preposition, lang.Conjunction)) {
		return x, false // a name: "May said", "April Jones"
	}
	if day == 0 && i > s.first && r.toks[i-1].word.Has(lang.Relativum) {
		x.first--
	}
	r.dateOf(&x, w.Step, day, year)
	if year == 0 && !x.from.IsZero() && (r.ahead(x.first, s) || r.happensNow(x.first, s)) && r.today.AddDate(0, -soon, 0).After(x.from) {
		x.from, x.to = x.from.AddDate(1, 0, 0), x.to.AddDate(1, 0, 0)
	}
	return x, true
}

// dateOf resolves a month with or without its day and year.
func (r *reading) dateOf(x *timex, month, day, year int) {
	if month == 0 || year == 0 && r.today.IsZero() {
		return
	}
	if year == 0 {
		year = r.today.Year()
		first := time.Date(year, time.Month(month), max(day, 1), 0, 0, 0, 0, time.UTC)
		if first.After(r.today.AddDate(0, 0, 1)) {
			year--
		}
	}
	x.from = time.Date(year, time.Month(month), max(day, 1), 0, 0, 0, 0, time.UTC)
	x.to = x.from
	if day == 0 {
		x.to = x.from.AddDate(0, 1, -1)
	}
}

// dayOfMonth is the number at token i if it can be a day: 3, 3rd.
func (r *reading) dayOfMonth(i int) int {
	t := &r.toks[i]
	if t.kind != tokNumber || t.end-t.start > 2 {
		return 0
	}
	d, err := strconv.Atoi(r.tok(i))
	if err != nil || d > 31 {
		return 0
	}
	return d
}

// yearAt is the year at token i, or 0. Behind a day two digits will do.
func (r *reading) yearAt(i, last int, short bool) int {
	if i >= last || r.toks[i].kind != tokNumber {
		return 0
	}
	s := r.tok(i)
	if len(s) != 4 && (len(s) != 2 || !short) {
		return 0
	}
	y, err := strconv.Atoi(s)
	switch {
	case err != nil:
		return 0
	case len(s) == 4 && y >= firstYear && y <= lastYear:
		return y
	case len(s) == 2 && short && (r.toks[i-1].has(upperCase) || r.toks[i-1].word.Has(lang.Month) && r.shortYear(i, last)):
		if y < 50 {
			return 2000 + y
		}
		return 1900 + y
	}
	return 0
}

// numericTime = year | decade | year "-" month "-" day : a year needs a word
// of time before it, or brackets around it.
func (r *reading) numericTime(i int, s *sentence) (timex, bool) {
	y := r.yearAt(i, s.last, false)
	if y == 0 {
		if r.dayOfMonth(i) > 0 && i+1 < s.last && r.toks[i+1].word.Has(lang.Month) && r.toks[i+1].has(capital) {
			return r.namedDay(i+1, s, r.toks[i+1].word)
		}
		return timex{}, false
	}
	x := timex{first: i, last: i + 1}
	if i+4 < s.last && r.toks[i+1].kind == tokDash && r.toks[i+3].kind == tokDash {
		if d, err := time.Parse(time.DateOnly, r.text[r.toks[i].start:r.toks[i+4].end]); err == nil {
			return timex{first: i, last: i + 5, from: d, to: d}, true
		}
	}
	if i+1 < s.last && r.tok(i+1) == "s" && !r.toks[i+1].has(spaceBefore) {
		x.last, x.from = i+2, yearStart(y-y%10)
		x.to = x.from.AddDate(10, 0, -1)
		return x, true
	}
	if i == s.first || i+1 < s.last && r.toks[i+1].kind == tokSymbol {
		return x, false
	}
	before := &r.toks[i-1]
	bracketed := before.kind == tokOpen && i+1 < s.last && r.toks[i+1].kind == tokClose
	if !bracketed && !before.word.Any(lang.TimePrep, lang.Season) && !(before.word.Has(lang.Determiner) && r.nounAfter(i, s)) {
		return x, false
	}
	x.from = yearStart(y)
	x.to = x.from.AddDate(1, 0, -1)
	return x, true
}

// nounAfter reports whether a word that no number counts follows the year:
// "the 2003 bombings".
func (r *reading) nounAfter(i int, s *sentence) bool {
	return i+1 < s.last && r.toks[i+1].kind == tokWord && !r.toks[i+1].word.Any(lang.Preposition, lang.Conjunction)
}

func yearStart(y int) time.Time { return time.Date(y, time.January, 1, 0, 0, 0, 0, time.UTC) }

// relative = ( "last" | "this" | "next" ) [ number ] ( unit | season ) .
func (r *reading) relativeTime(first, i int, s *sentence, step, q, qEnd int) (timex, bool) {
	if i >= s.last {
		return timex{}, false
	}
	w := r.toks[i].word
	switch {
	case w.Has(lang.Weekday) && r.toks[i].has(capital):
		return r.weekday(i, s, w, w.Step), true
	case w.Has(lang.Season):
		return timex{first: first, last: i + 1}, true
	case w.Has(lang.TimeUnit) && (step != 0 || w.Step != stepHour):
		x := timex{first: first, last: i + 1}
		if i+1 < s.last && r.toks[i+1].word.Has(lang.DayPart) {
			x.last++
		}
		if !r.today.IsZero() {
			x.from, x.to = calendar(r.today, w.Step, step)
		}
		return x, true
	}
	if step < 0 {
		return r.pastSpan(first, i, s, q, qEnd)
	}
	return timex{}, false
}

// pastSpan = "the past" number unit : up to the article's date.
func (r *reading) pastSpan(first, i int, s *sentence, q, qEnd int) (timex, bool) {
	n, last := r.countAt(i, q, qEnd)
	if n <= 0 || last >= s.last || !r.toks[last].word.Has(lang.TimeUnit) {
		return timex{}, false
	}
	x := timex{first: first, last: last + 1}
	if !r.today.IsZero() {
		x.from, x.to = shift(r.today, r.toks[last].word.Step, -n), r.today
	}
	return x, true
}

// countAt is the whole number that a quantity of the sentence has at token i,
// and the token behind it.
func (r *reading) countAt(i, q, qEnd int) (n, last int) {
	for ; q < qEnd; q++ {
		if x := &r.qs[q]; x.first == i && x.value.OK && x.value.V == float64(int(x.value.V)) && x.value.V < 1000 {
			return int(x.value.V), x.last
		}
	}
	return 0, i
}

// ago = ( number | "a" ) unit ( "ago" | "earlier" ) .
func (r *reading) ago(i int, s *sentence, unit *lang.Word, q, qEnd int) (timex, bool) {
	if i+1 >= s.last || i == s.first {
		return timex{}, false
	}
	word, n := r.phraseAt(i+1, s.last)
	if !word.Has(lang.Ago) {
		return timex{}, false
	}
	x := timex{first: i - 1, last: i + 1 + n}
	count := 0
	if r.toks[i-1].word.Has(lang.Determiner) {
		count = 1
	}
	for k := q; k < qEnd; k++ {
		if y := &r.qs[k]; y.last == i && y.value.OK && y.value.V == float64(int(y.value.V)) && y.value.V < 1000 {
			count, x.first = int(y.value.V), y.first
		}
	}
	if count == 0 {
		return x, false
	}
	if !r.today.IsZero() {
		x.from, x.to = calendarOf(shift(r.today, unit.Step, word.Step*count), unit.Step)
	}
	return x, true
}

// backward = "that" unit : the one that the text named last.
func (r *reading) backward(first, i int, s *sentence) (timex, bool) {
	if i >= s.last || !r.toks[i].word.Has(lang.TimeUnit) {
		return timex{}, false
	}
	x := timex{first: first, last: i + 1}
	if !r.spoken.from.IsZero() {
		x.from, x.to = calendarOf(r.spoken.from, r.toks[i].word.Step)
	}
	return x, true
}

// season = season [ "of" ] year : no days, for the seasons differ between
// the halves of the earth; the year is settled all the same.
func (r *reading) season(i int, s *sentence) (timex, bool) {
	k := i + 1
	if k < s.last && r.toks[k].word.Has(lang.Preposition) {
		k++
	}
	y := r.yearAt(k, s.last, false)
	if y == 0 {
		return timex{}, false
	}
	return timex{first: i, last: k + 1, from: yearStart(y), to: yearStart(y+1).AddDate(0, 0, -1)}, true
}

// shift moves a day by so many spans of the calendar.
func shift(t time.Time, unit, n int) time.Time {
	switch unit {
	case stepDay:
		return t.AddDate(0, 0, n)
	case stepWeek, stepWeekend:
		return t.AddDate(0, 0, 7*n)
	case stepFortnight:
		return t.AddDate(0, 0, 14*n)
	case stepMonth:
		return firstOf(t).AddDate(0, n, min(t.Day(), 28)-1)
	case stepQuarter:
		return firstOf(t).AddDate(0, 3*n, min(t.Day(), 28)-1)
	case stepYear:
		return t.AddDate(n, 0, 0)
	case stepDecade:
		return t.AddDate(10*n, 0, 0)
	case stepCentury:
		return t.AddDate(100*n, 0, 0)
	}
	return t.Add(time.Duration(n) * time.Hour)
}

func firstOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
}

// calendar is the span of the calendar that many steps from the one of t.
func calendar(t time.Time, unit, step int) (from, to time.Time) {
	return calendarOf(shift(t, unit, step), unit)
}

// calendarOf is the day, week, month … that t lies in. Weeks begin on Monday.
func calendarOf(t time.Time, unit int) (from, to time.Time) {
	monday := t.AddDate(0, 0, -(int(t.Weekday())+6)%7)
	switch unit {
	case stepWeek, stepFortnight:
		return monday, monday.AddDate(0, 0, 6)
	case stepWeekend:
		return monday.AddDate(0, 0, 5), monday.AddDate(0, 0, 6)
	case stepMonth:
		return firstOf(t), firstOf(t).AddDate(0, 1, -1)
	case stepQuarter:
		first := time.Date(t.Year(), (t.Month()-1)/3*3+1, 1, 0, 0, 0, 0, time.UTC)
		return first, first.AddDate(0, 3, -1)
	case stepYear:
		return yearStart(t.Year()), yearStart(t.Year()+1).AddDate(0, 0, -1)
	case stepDecade:
		first := yearStart(t.Year() - t.Year()%10)
		return first, first.AddDate(10, 0, -1)
	case stepCentury:
		first := yearStart(t.Year() - t.Year()%100)
		return first, first.AddDate(100, 0, -1)
	}
	day := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	return day, day
}
