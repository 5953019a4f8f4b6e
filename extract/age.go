package extract

import (
	"strings"

	"tallymark/extract/lang"
)

func lowerCase(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }

// ageAfter reads ages that words behind the number settle: "23-year-old",
// "55 years old", "three years of age", "87 yo".
func (r *reading) ageAfter(q *quantity, last int) bool {
	j := q.last
	if j < last && r.toks[j].kind == tokDash && j+1 < last {
		j++
	}
	if j >= last || r.toks[j].kind != tokWord {
		return false
	}
	if r.isWord(j, "yo") || r.isWord(j, "y.o.") || r.isWord(j, "yr-old") {
		return q.age("years old", "year of age", j, j+1)
	}
	u := r.toks[j].word.Unit
	if u == nil || u.Kind != string(Duration) || u.Factor < 86400 {
		return false
	}
	k := j + 1
	joined := k < last && r.toks[k].kind == tokDash
	if joined {
		k++
	}
	switch {
	case k < last && (r.isWord(k, "old") || r.isWord(k, "olds")):
		unit := r.lowered(int(r.toks[j].start), int(r.toks[k].end))
		if joined {
			unit = u.Name + "-old"
		}
		return q.age(unit, u.Name+" of age", j, k+1)
	case k+1 < last && r.isWord(k, "of") && r.isWord(k+1, "age"):
		return q.age(r.lowered(int(r.toks[j].start), int(r.toks[k+1].end)), u.Name+" of age", j, k+2)
	}
	return false
}

func (q *quantity) age(unit, name string, first, next int) bool {
	q.kind, q.unitText, q.unitName, q.unitFirst, q.unitLast = Age, unit, name, first, next
	return true
}

// ageBefore reads "aged 55", "age 87", "ages 19 to 37", and the age in
// apposition behind a name: "Maria Vance, 55, said", "Omar Haddad (41)".
func (r *reading) ageBefore(q *quantity, n *numeral) bool {
	if n.kind == Age { // "in his 40s"
		return q.age("years", "year of age", 0, 0)
	}
	s := &r.sents[q.sent]
	k := q.first - 1
	if q.approxFirst >= 0 {
		k = q.approxFirst - 1
	}
	if k < s.first || q.kind != Count || n.negative {
		return false
	}
	if q.first-2 >= s.first && r.isWord(q.first-1, "of") && r.isWord(q.first-2, "age") { // over the age of 21
		return q.age("years", "year of age", 0, 0)
	}
	if k-1 >= s.first && (r.isWord(k, "of") || r.isWord(k, "from") || r.isWord(k, "at") && !n.lit.decimal) && (r.toks[k-1].word.Has(lang.AgeWord) || r.isWord(k-1, "age")) {
		k--
	}
	if i := len(r.qs) - 2; i >= 0 && k >= s.first && r.isWord(k, "to") && r.qs[i].kind == Age && r.qs[i].last == k && n.lit.plain == 2 && !r.countedBehind(q) { // "the age from 63 to 66"
		return q.age("years", "year of age", 0, 0)
	}
	if k-1 >= s.first && r.toks[k].kind == tokWord && r.isWord(k, "between") {
		k--
	}
	if r.ageListed(q, n) || r.ageStated(q, n, k) {
		return q.age("years", "year of age", 0, 0)
	}
	if (r.isWord(k, "turned") || r.isWord(k, "turns") || r.isWord(k, "turning")) && n.lit.plain == 2 && !r.countedBehind(q) {
		return q.age("years", "year of age", 0, 0)
	}
	if r.peopleOver(q, n, s) {
		return q.age("years", "year of age", 0, 0)
	}
	if r.isWord(k, "both") && n.lit.plain == 2 && k > s.first && r.tok(k-1) == "," && r.closedBehind(q.last, s.last, false) { // Omar and Jamal Reed, both 23,
		return q.age("years", "year of age", 0, 0)
	}
	if n.lit.plain > 0 && n.lit.plain < 3 && n.value > 0 && n.value < 116 && r.agesOfMany(q, k) {
		return q.age("years", "year of age", 0, 0)
	}
	if r.toks[k].word.Has(lang.AgeWord) && !r.isWord(k, "old") {
		return q.age("years", "year of age", 0, 0)
	}
	if n.lit.plain == 0 || n.lit.plain > 3 || n.value < 1 || n.value > 115 {
		return false
	}
	return (r.apposed(q, k, s.first, s.last) || n.lit.plain == 2 && r.bareAge(q, k, s.first, s.last)) && q.age("years", "year of age", 0, 0)
}

// peopleOver: "adults over 65", "children under five", with nothing counted
// behind the number.
func (r *reading) peopleOver(q *quantity, n *numeral, s *sentence) bool {
	k := q.approxFirst
	if k <= s.first || k+1 != q.first || n.value < 1 || n.value > 100 || n.lit.decimal || q.approx != Over && q.approx != Under || !r.is(k, "over") && !r.is(k, "under") {
		return false
	}
	if r.toks[k-1].word.Has(lang.Be) && k-2 >= s.first { // "half of the patients were under 18"
		k--
	}
	w := r.toks[k-1].word
	them := r.is(k-1, "them") && r.is(k-2, "of") // "half of them under five"
	if !them && (!w.Has(lang.Person) || !w.Has(lang.Plural)) || k-2 >= s.first && r.toks[k-2].has(figure) && r.countedBehind(q) {
		return false
	}
	return q.last >= s.last || r.toks[q.last].kind != tokWord && !r.joined(q.last) && r.toks[q.last].kind != tokSymbol || r.toks[q.last].word.Any(lang.Infinitive, lang.Finite) && !r.plural(q.last) || r.toks[q.last].word.Any(lang.Auxiliary, lang.Conjunction, lang.Preposition, lang.Relative, lang.Modal)
}

// bareAge: "Maria Vance 55 has lived here", as some print it without commas.
func (r *reading) bareAge(q *quantity, k, first, last int) bool {
	if k-1 < first || q.last >= last || !r.toks[k].has(capital) || !r.toks[k-1].has(capital) || !r.toks[q.last].word.Any(lang.Have, lang.Be, lang.Say) || r.headlineCase(q.sent) {
		return false
	}
	given, family := r.toks[k-1].word, r.toks[k].word
	return r.toks[k].kind == tokWord && !family.Any(lang.PlaceName, lang.NamedCap, lang.Named) && (given.Has(lang.PersonName) || given.Bare() && family.Bare())
}

// ageListed carries an age on: "ages 22, 45 and 67".
func (r *reading) ageListed(q *quantity, n *numeral) bool {
	i := len(r.qs) - 2
	inWords := n.form == formWords && i >= 0 && r.qs[i].form == formWords && n.value > 0 && r.closedBehind(q.last, r.sents[q.sent].last, false) // "aged six and nine,"
	if n.lit.plain == 0 && !inWords || n.value > 115 || i < 0 || r.qs[i].kind != Age || r.qs[i].unitLast > 0 || r.qs[i].sent != q.sent || r.countedBehind(q) {
		return false
	}
	gap := q.first - r.qs[i].last
	return (gap == 1 || gap == 2 && r.tok(q.first-2) == ",") && (r.tok(q.first-1) == "," || r.isWord(q.first-1, "and") || r.isWord(q.first-1, "or")) && !r.apposed(&r.qs[i], r.qs[i].first-1, r.sents[q.sent].first, r.sents[q.sent].last)
}

// ageStated: "She was 92.", "the child is 7,".
func (r *reading) ageStated(q *quantity, n *numeral, k int) bool {
	s := &r.sents[q.sent]
	if n.lit.plain == 0 || n.value < 1 || n.value > 115 || k-1 < s.first || !(r.isWord(k, "was") || r.isWord(k, "is")) || !r.closedBehind(q.last, s.last, false) {
		return false
	}
	if q.last < s.last && r.toks[q.last].kind == tokWord && !r.toks[q.last].word.Any(lang.Conjunction, lang.Relative) {
		return false
	}
	w := r.toks[k-1].word
	return r.isWord(k-1, "he") || r.isWord(k-1, "she") || w.Has(lang.Person) && !w.Has(lang.Plural) || w.Has(lang.PersonName)
}

// apposed says that the number stands between commas or in brackets behind a
// person's name, or behind a name and a comma at the end of a clause.
func (r *reading) apposed(q *quantity, k, first, last int) bool {
	open := r.toks[k].kind == tokOpen
	if !open && (r.toks[k].kind != tokPunct || r.tok(k) != ",") || k-1 < first {
		return false
	}
	if t := &r.toks[k-1]; t.kind == tokStop && !r.spaced(k-1) && k-2 >= first { // Jr.,
		k--
	}
	if t := &r.toks[k-1]; t.kind != tokWord || !t.has(capital) || t.word.Any(lang.Month, lang.Weekday, lang.Preposition) {
		return r.apposedPerson(k, first) && r.closedBehind(q.last, last, open)
	}
	if r.toks[k-1].word.Any(lang.PlaceName, lang.Place) && q.last < last && r.toks[q.last].kind == tokWord {
		return false
	}
	return r.closedBehind(q.last, last, open) && r.personName(k-1, first)
}

// apposedPerson: "the driver, 34, was".
func (r *reading) apposedPerson(k, first int) bool {
	t := &r.toks[k-1]
	return t.kind == tokWord && t.word.Has(lang.Person) && !t.word.Has(lang.Plural)
}

// agesOfMany: "the two brothers, 19 and 23, were" begins a list of ages between
// commas behind a plural of people.
func (r *reading) agesOfMany(q *quantity, k int) bool {
	s := &r.sents[q.sent]
	if k-1 <= s.first || r.tok(k) != "," || r.toks[k-1].kind != tokWord || !r.toks[k-1].word.Has(lang.Person) || !r.toks[k-1].word.Has(lang.Plural) {
		return false
	}
	for j := q.last; j+1 < s.last; j += 2 {
		if r.tok(j) != "," && !r.isWord(j, "and") || r.toks[j+1].kind != tokNumber || r.toks[j+1].end-r.toks[j+1].start > 2 {
			return j > q.last && (r.tok(j) == "," || r.toks[j].kind == tokStop)
		}
	}
	return false
}

// closedBehind says that the apposition ends behind the number.
func (r *reading) closedBehind(j, last int, open bool) bool {
	if j >= last {
		return true
	}
	t := &r.toks[j]
	if open {
		return t.kind == tokClose
	}
	switch t.kind {
	case tokStop, tokClose, tokDash, tokQuote, tokOpen:
		return true
	case tokPunct:
		return r.tok(j) == "," && !(j+1 < last && r.toks[j+1].kind == tokNumber && j+2 < last && r.tok(j+2) == ",") || r.tok(j) == ";" || r.tok(j) == ":"
	}
	if j+1 < last && r.toks[j+1].has(figure) { // "2 of 7" counts pictures
		return false
	}
	return t.word.Any(lang.Preposition, lang.Conjunction, lang.Relative, lang.Auxiliary)
}

// personName says that the capitalised words that end at token k look like
// the name of a person: two or more, or one with a title before it.
func (r *reading) personName(k, first int) bool {
	if r.toks[k].word.Any(lang.Month, lang.Weekday) {
		return false
	}
	n, i := 0, k
	for ; i >= first && i > k-5; i-- {
		t := &r.toks[i]
		if t.kind == tokStop && i > first && !t.has(spaceBefore) || t.kind == tokDash || t.kind == tokQuote {
			continue
		}
		if t.kind != tokWord || !t.has(capital) {
			break
		}
		if t.word.Has(lang.Title) || t.word.Has(lang.PersonName) {
			return true
		}
		if !t.word.Any(lang.Determiner, lang.Preposition, lang.Conjunction) {
			n++
		}
	}
	if r.toks[k].word.Any(lang.PlaceName, lang.Place) {
		return n >= 2 && !(i >= first && r.toks[i].word.Has(lang.Preposition))
	}
	return n >= 1
}
