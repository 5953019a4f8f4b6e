package extract

import (
	"math"
	"strconv"

	"tallymark/extract/lang"
)

// maxWords bounds how far one number of words may reach, so that a text of
// number words alone costs linear time.
const maxWords = 40

// class is how the word at token i takes part in a number, 0 if it does not.
func (r *reading) class(i int) lang.NumeralClass {
	if n := r.toks[i].word.Num; n != nil {
		return n.Class
	}
	return 0
}

func (r *reading) worth(i int) float64 { return r.toks[i].word.Num.Value }

// cardinal reads a whole number or decimal in digits, words or both, with the
// currency sign that stood before it, if any.
//
//	cardinal = group { magnitude } { [ "and" ] group { magnitude } } [ "and" fraction ] .
func (r *reading) cardinal(i, last int, money *lang.Unit) (n numeral, ok bool) {
	last = min(last, i+maxWords)
	n, ok = r.group(i, last)
	if !ok {
		return n, false
	}
	n.money = money
	r.andFraction(&n, last)
	scale := r.magnitudes(&n, last)
	if scale == 1 {
		return n, true
	}
	n.scale = scale
	n.value = scaled(n.value, scale)
	for r.addGroup(&n, last) {
	}
	r.andFraction(&n, last)
	return n, true
}

// scaled is v times a magnitude, without the error that the product of a
// fraction and a power of ten has: 8.3 billion is 8300000000 and nothing more.
func scaled(v, scale float64) float64 {
	if v == math.Trunc(v) || v != v || scale < 10 {
		return v * scale
	}
	exponent := int(math.Round(math.Log10(scale)))
	if exponent >= len(powers) || powers[exponent] != scale {
		return v * scale
	}
	var digits [32]byte
	s := strconv.AppendFloat(digits[:0], v, 'f', -1, 64)
	s = strconv.AppendInt(append(s, 'e'), int64(exponent), 10)
	if exact, err := strconv.ParseFloat(string(s), 64); err == nil {
		return exact
	}
	return v * scale
}

// group reads digits, or words below a thousand.
//
//	group = digits [ "hundred" [ "and" small ] ] | small [ "hundred" [ [ "and" ] small ] ] [ "point" digit { digit } ] .
func (r *reading) group(i, last int) (numeral, bool) {
	t := &r.toks[i]
	if t.kind == tokNumber || t.kind == tokSymbol {
		n, ok := r.digitsAt(i, last)
		if ok && n.last < last && r.class(n.last) == lang.Hundred && r.spaced(n.last) {
			r.hundreds(&n, last)
		}
		return n, ok
	}
	n := numeral{first: i, last: i + 1, form: formWords, scale: 1}
	switch r.class(i) {
	case lang.Digit, lang.Teen, lang.Tens:
		n.value, n.last = r.small(i, last)
	case lang.Zero:
		if !t.word.Has(lang.ZeroDigit) {
			return n, false
		}
	case lang.Hundred, lang.Magnitude:
		if t.word.Has(lang.MagLetter) || len(t.word.Text) < 4 {
			return n, false
		}
		n.value, n.last = 1, i // "a hundred", "hundred thousand"
	default:
		return n, false
	}
	if n.last < last && r.class(n.last) == lang.Hundred {
		r.hundreds(&n, last)
	}
	r.pointWords(&n, last)
	return n, true
}

// small reads one … ninety-nine in words at token i.
func (r *reading) small(i, last int) (v float64, next int) {
	v, next = r.worth(i), i+1
	if r.class(i) != lang.Tens || next >= last {
		return v, next
	}
	j := next
	if r.hyphen(j) {
		j++
	}
	if j < last && r.class(j) == lang.Digit && !r.hasOwnHyphen(j, last) {
		return v + r.worth(j), j + 1
	}
	return v, next
}

// hasOwnHyphen keeps "twenty one-year-olds" apart: a space stands before the
// word and a hyphen behind it.
func (r *reading) hasOwnHyphen(j, last int) bool {
	return r.spaced(j) && j+1 < last && r.hyphen(j+1) && !r.spaced(j+1)
}

// hundreds multiplies by the "hundred" at n.last and adds what is behind it.
func (r *reading) hundreds(n *numeral, last int) {
	n.value, n.last, n.tail = n.value*100, n.last+1, 100
	n.mix()
	j := n.last
	and := j < last && r.isWord(j, "and")
	if and {
		if r.parted(n.first) {
			return
		}
		j++
	}
	if j >= last {
		return
	}
	var v float64
	var next int
	switch r.class(j) {
	case lang.Digit, lang.Teen, lang.Tens:
		v, next = r.small(j, last)
	default:
		if !and || r.toks[j].kind != tokNumber {
			return
		}
		l, ok := readLiteral(r.tok(j))
		if !ok || l.plain == 0 || l.value >= 100 || l.value == 0 {
			return
		}
		v, next = l.value, j+1
	}
	if next < last && (r.class(next) == lang.Hundred || and && r.class(next) == lang.Fraction) || r.hasOwnHyphen(j, last) || and && r.countsAnother(next, last) {
		return
	}
	n.value, n.last, n.tail = n.value+v, next, 1
}

// countsAnother says that the number before token i begins a new count: "one
// hundred and two others".
func (r *reading) countsAnother(i, last int) bool {
	return i < last && (r.isWord(i, "others") || r.isWord(i, "more") || r.isWord(i, "of") || r.isWord(i, "other"))
}

// magnitudes takes in the magnitude words behind the group: "hundred
// thousand", "lakh crore", "million". Short forms (5m, 40k) only behind digits.
func (r *reading) magnitudes(n *numeral, last int) float64 {
	scale := 1.0
	for n.last < last && scale < 1e30 {
		j := n.last
		if r.hyphen(j) && !r.spaced(j) && j+1 < last && !r.spaced(j+1) && r.class(j+1) == lang.Magnitude { // "1.5-million"
			j++
		}
		w := r.toks[j].word
		if w.Num == nil || w.Num.Class != lang.Magnitude || !r.magnitudeFits(n, j, last) {
			break
		}
		scale *= w.Num.Value
		n.last = j + 1
		n.mix()
	}
	if scale > 1 {
		n.tail = scale
		if n.form == formFraction {
			n.form = formMixed
		}
	}
	return scale
}

// magnitudeFits refuses short forms that are no magnitudes here.
func (r *reading) magnitudeFits(n *numeral, j, last int) bool {
	w := r.toks[j].word
	if len(w.Text) >= 4 {
		return true
	}
	if n.form != formDigits && n.form != formMixed {
		return false
	}
	if !w.Has(lang.MagLetter) {
		return true
	}
	if j+1 < last && !r.spaced(j+1) && (r.toks[j+1].has(figure) || r.toks[j+1].kind == tokAlnum) {
		return false
	}
	return r.letterScales(n, j, last)
}

// letterScales decides whether k, m or b behind digits is a magnitude: m is
// a metre unless money, a capital or the counted say otherwise.
func (r *reading) letterScales(n *numeral, j, last int) bool {
	t := &r.toks[j]
	money := n.money != nil
	if k := n.first - 1; k >= 0 && !money && r.toks[k].has(capital) && r.toks[k].word.Any(lang.Named, lang.NamedCap) { // "Form 27B"
		return false
	}
	switch t.word.Text {
	case "k":
		return !t.has(spaceBefore) || !t.has(capital)
	case "b":
		return !t.has(spaceBefore) && (money || t.has(capital))
	}
	switch {
	case money:
		return true
	case t.has(capital):
		return !t.has(spaceBefore) || n.lit.grouped
	case t.has(spaceBefore):
		return false
	}
	return r.countedInMillions(j+1, last) || r.missedBy(n, j+1, last)
}

// missedBy says that millions open the sentence who are without something: "Over
// 1m without power as gales hit".
func (r *reading) missedBy(n *numeral, j, last int) bool {
	k := n.first
	for k > 0 && !r.toks[k].has(paraBefore) && r.toks[k-1].word.Any(lang.Approximator, lang.Preposition) && k > n.first-3 {
		k--
	}
	return (k == 0 || r.toks[k].has(paraBefore)) && j+1 < last && (r.isWord(j, "without") || r.toks[j].word.State != nil && r.toks[j].word.State.Has('a'))
}

// countedInMillions says that what stands behind "35m" is counted and not
// measured in metres: "2.7m combined sales", "35m of its devices".
func (r *reading) countedInMillions(j, last int) bool {
	for k := j; k < last && k < j+7; k++ {
		t := &r.toks[k]
		if t.kind != tokWord {
			return false
		}
		if r.plural(k) {
			return true
		}
		if t.word.Any(lang.Preposition, lang.Determiner, lang.Conjunction, lang.Auxiliary, lang.Pronoun) && !(r.isWord(k, "of") && k+1 < last && r.toks[k+1].word.Has(lang.Determiner)) && (k == j || !t.word.Has(lang.Conjunction) && !t.word.Has(lang.Determiner)) {
			return false
		}
	}
	return false
}

// addGroup adds the next smaller group behind a magnitude.
func (r *reading) addGroup(n *numeral, last int) bool {
	j := n.last
	if j >= last || n.tail == 1 {
		return false
	}
	comma, and := false, false
	switch {
	case r.isWord(j, "and"):
		if r.parted(n.first) {
			return false
		}
		and = true
		j++
	case r.toks[j].kind == tokPunct && r.tok(j) == ",":
		comma = true
		j++
	}
	if j >= last || !r.toks[j].has(figure) || r.toks[j].kind == tokSymbol {
		return false
	}
	switch r.class(j) {
	case lang.Digit, lang.Teen, lang.Tens, 0:
	default:
		return false
	}
	g, ok := r.group(j, last)
	if !ok || g.lit.decimal {
		return false
	}
	hundred := g.value >= 100
	before := n.tail
	scale := r.magnitudes(&g, last)
	if g.value*scale >= before || !r.groupJoins(n, &g, scale, before, hundred, comma, and, last) {
		return false
	}
	n.value, n.last, n.tail = n.value+g.value*scale, g.last, scale
	return true
}

// groupJoins keeps apart two numbers that only stand side by side, as in
// "$1 million two years ago".
func (r *reading) groupJoins(n, g *numeral, scale, before float64, hundred, comma, and bool, last int) bool {
	words := n.form == formWords && g.form == formWords
	switch {
	case scale > 1:
		return words || !comma && !and && n.money == nil
	case g.last < last && r.toks[g.last].word.Has(lang.TimeUnit):
		return false
	case !words:
		return hundred && !comma && (g.form == formMixed && !and || and && g.form == formWords)
	case comma:
		return hundred
	case and:
		return hundred || before == 1000 && !r.countsAnother(g.last, last)
	}
	return hundred || before == 1000
}

// andFraction adds "and a half", "and three quarters"; behind a magnitude
// they are parts of it: "one million and a half".
func (r *reading) andFraction(n *numeral, last int) bool {
	j := n.last
	if j+1 >= last || !r.isWord(j, "and") || r.parted(n.first) {
		return false
	}
	v, next := r.fractionAt(j+1, last)
	if next == 0 || v >= 1 || next < last && r.isWord(next, "of") {
		return false
	}
	if n.scale > 1 {
		v *= n.scale
	}
	n.value, n.last, n.tail = n.value+v, next, 1
	n.mix()
	return true
}

// pointWords reads "point zero three" behind words.
func (r *reading) pointWords(n *numeral, last int) {
	j := n.last
	if n.form != formWords || j+1 >= last || !r.isWord(j, "point") || !r.spaced(j+1) {
		return
	}
	step, k := 0.1, j+1
	for k < last && k < j+12 {
		c := r.class(k)
		if c == lang.Zero && r.toks[k].word.Has(lang.ZeroDigit) {
			step /= 10
			k++
			continue
		}
		if c != lang.Digit && c != lang.Teen && c != lang.Tens {
			break
		}
		v, next := r.small(k, last)
		if v >= 10 {
			step /= 10
		}
		n.value += v * step
		step /= 10
		k = next
	}
	if k > j+1 {
		n.last = k
	}
}

// mix notes that words have joined digits.
func (n *numeral) mix() {
	n.lit.plain = 0
	if n.form != formWords {
		n.form = formMixed
	}
}

// parted says that "and" behind the number that begins at token i parts two
// numbers: "between one hundred and two hundred".
func (r *reading) parted(i int) bool {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		if r.toks[k].word.Has(lang.BetweenWord) {
			return true
		}
		if r.toks[k].kind == tokStop || r.toks[k].kind == tokPunct {
			break
		}
	}
	return false
}
