package extract

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// literal is what a token of digits says.
type literal struct {
	value   float64
	plain   int  // number of digits if there is nothing else: "2008", "13"
	decimal bool // has digits behind a decimal sign
	grouped bool
	comma   bool // 1,23: the comma may be a decimal one
}

// decimalCommas reports whether the article writes its fractions with a comma:
// another of its numbers does, and none parts thousands with a comma or a
// fraction with a point.
func (r *reading) decimalCommas() bool {
	if r.commas == commasUnknown {
		r.commas = r.askCommas()
	}
	return r.commas == commasDecimal
}

// What is known of the commas inside of the article's numbers.
const (
	commasUnknown = iota
	commasDoubtful
	commasDecimal
)

func (r *reading) askCommas() uint8 {
	fractions := 0
	for i := range r.toks {
		if r.toks[i].kind != tokNumber {
			continue
		}
		s := r.tok(i)
		comma, stop := strings.LastIndexByte(s, ','), strings.IndexByte(s, '.')
		switch {
		case comma < 0 && stop < 0:
		case comma > 0 && stop > 0 && stop < comma, comma > 0 && stop < 0 && len(s)-comma < 4:
			fractions++
		default:
			return commasDoubtful
		}
	}
	if fractions < 2 {
		return commasDoubtful
	}
	return commasDecimal
}

// powers are exact in a float64.
var powers = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22}

// maxDigits is the length of the longest token that is still a figure and no
// serial number.
const maxDigits = 60

// readLiteral reads "13", "1,300", "1.5", "1 300", "12,34,567.89",
// "1.111,11" and digits of other scripts. Anything else, such as 192.168.1.2,
// is no figure.
func readLiteral(s string) (l literal, ok bool) {
	if len(s) > maxDigits {
		return l, false
	}
	var digits [maxDigits]byte
	n, point, dots, group, commas := 0, -1, 0, 0, 0
	european := false
	for i := 0; i < len(s); {
		b := s[i]
		switch {
		case b >= '0' && b <= '9':
			digits[n], n, group = b, n+1, group+1
			i++
		case b == ',':
			if dots > 0 { // 1.111,11
				european, point = true, n
			}
			l.grouped, group, commas = true, 0, commas+1
			i++
		case b == '.':
			if dots > 0 && group != 3 {
				return l, false
			}
			dots++
			point, group = n, 0
			i++
		default:
			c, size := utf8.DecodeRuneInString(s[i:])
			i += size
			switch d := digitOf(c); {
			case d >= 0:
				digits[n], n = byte('0'+d), n+1
			case c == '٫':
				point = n
			default:
				l.grouped = true // a space or ٬ between groups
			}
		}
	}
	if dots > 1 && !european { // 1.234.567
		if group != 3 {
			return l, false
		}
		point = -1
	}
	if n == 0 {
		return l, false
	}
	if commas == 1 && dots == 0 && group > 0 && group < 3 { // 1,23
		l.comma, l.grouped, point = true, false, n-group
	}
	l.decimal = point >= 0 && point < n
	if !l.decimal && !l.grouped && dots == 0 {
		l.plain = n
	}
	l.value = decimalValue(digits[:n], point)
	return l, true
}

// decimalValue is exact for up to 15 digits and correctly rounded for more.
func decimalValue(digits []byte, point int) float64 {
	frac := 0
	if point >= 0 {
		frac = len(digits) - point
	}
	if len(digits) > 15 || frac > 22 {
		v, err := strconv.ParseFloat(string(digits)+"e-"+strconv.Itoa(frac), 64)
		if err != nil {
			return 0
		}
		return v
	}
	m := uint64(0)
	for _, d := range digits {
		m = m*10 + uint64(d-'0')
	}
	return float64(m) / powers[frac]
}

// digitZeros are the zeros of the scripts whose digits are read.
var digitZeros = [...]rune{0x0660, 0x06F0, 0x0966, 0x09E6, 0x0AE6, 0x0BE6, 0x0E50, 0xFF10}

func digitOf(r rune) int {
	for _, z := range digitZeros {
		if r >= z && r < z+10 {
			return int(r - z)
		}
	}
	return -1
}

// digitsAt reads the digits at token i with what belongs to their value: a
// mixed fraction, a fraction or an exponent.
//
//	digits = literal [ vulgar | fraction | exponent ] | vulgar | fraction .
func (r *reading) digitsAt(i, last int) (n numeral, ok bool) {
	t := &r.toks[i]
	n = numeral{first: i, last: i + 1, form: formDigits, scale: 1}
	if t.kind == tokSymbol {
		v, ok := vulgar(r.tok(i))
		n.value, n.form = v, formFraction
		return n, ok
	}
	l, ok := readLiteral(r.tok(i))
	if !ok {
		return n, false
	}
	n.value, n.lit, n.exact = l.value, l, true
	r.spacedGroups(&n, last)
	r.mixedFraction(&n, last)
	if n.last == i+1 && !n.lit.grouped {
		r.exponent(&n, last)
	}
	return n, true
}

// spacedGroups joins "1 234 567": a plain space groups digits only where two
// groups of three follow each other.
func (r *reading) spacedGroups(n *numeral, last int) {
	if n.lit.plain == 0 || n.lit.plain > 3 || !r.groupOfThree(n.last, last) || !r.groupOfThree(n.last+1, last) {
		return
	}
	for k := 0; k < 4 && r.groupOfThree(n.last, last); k++ {
		l, _ := readLiteral(r.tok(n.last))
		n.value, n.last = n.value*1000+l.value, n.last+1
	}
	n.lit.plain, n.lit.grouped = 0, true
}

func (r *reading) groupOfThree(j, last int) bool {
	t := &r.toks[min(j, len(r.toks)-1)]
	return j < last && t.kind == tokNumber && t.end-t.start == 3 && r.text[t.start-1] == ' ' && r.toks[j-1].end == t.start-1 && readable(r.text[t.start:t.end])
}

func readable(s string) bool {
	l, ok := readLiteral(s)
	return ok && l.plain == 3
}

// mixedFraction adds "½" of 3½, "1/4" of 2 1/4, or makes 3/4 of 3.
func (r *reading) mixedFraction(n *numeral, last int) {
	j := n.last
	if j >= last || n.lit.decimal {
		return
	}
	if r.toks[j].kind == tokSymbol && !r.spaced(j) {
		if v, ok := vulgar(r.tok(j)); ok {
			n.value, n.last, n.lit.plain = n.value+v, j+1, 0
			return
		}
	}
	if v, k := r.slashed(n.first, last); k > 0 {
		n.value, n.last, n.lit.plain, n.form = v, k, 0, formFraction
		return
	}
	if r.hyphen(j) && !r.spaced(j) && j+1 < last && !r.spaced(j+1) { // 2-1/4
		j++
	}
	if r.toks[j].kind == tokNumber && n.value == float64(int(n.value)) {
		if v, k := r.slashed(j, last); k > 0 {
			n.value, n.last, n.lit.plain = n.value+v, k, 0
		}
	}
}

// slashed reads a proper fraction such as 3/4 at token i. Other pairs, such
// as 24/7 and 9/11, are names or dates.
func (r *reading) slashed(i, last int) (v float64, next int) {
	if i+2 >= last || r.tok(i+1) != "/" || r.toks[i+2].kind != tokNumber || r.spaced(i+1) || r.spaced(i+2) {
		return 0, 0
	}
	if i+3 < last && r.tok(i+3) == "/" {
		return 0, 0
	}
	a, okA := readLiteral(r.tok(i))
	b, okB := readLiteral(r.tok(i + 2))
	if !okA || !okB || a.plain == 0 || b.plain == 0 || a.value >= b.value || a.value == 0 || !denominator(b.value) {
		return 0, 0
	}
	return a.value / b.value, i + 3
}

func denominator(v float64) bool {
	switch v {
	case 2, 3, 4, 5, 6, 8, 10, 16, 32, 64, 100, 1000:
		return true
	}
	return false
}

// vulgars are the fractions that are one character.
var vulgars = map[string]float64{
	"½": 1. / 2, "⅓": 1. / 3, "⅔": 2. / 3, "¼": 1. / 4, "¾": 3. / 4, "⅕": 1. / 5, "⅖": 2. / 5, "⅗": 3. / 5, "⅘": 4. / 5,
	"⅙": 1. / 6, "⅚": 5. / 6, "⅐": 1. / 7, "⅛": 1. / 8, "⅜": 3. / 8, "⅝": 5. / 8, "⅞": 7. / 8, "⅑": 1. / 9, "⅒": 1. / 10,
}

func vulgar(s string) (float64, bool) {
	v, ok := vulgars[s]
	return v, ok
}

// maxExponent keeps values finite.
const maxExponent = 60

// exponent reads "e10", "×10⁶" and "x10^6" behind digits.
func (r *reading) exponent(n *numeral, last int) {
	j := n.last
	if j >= last || r.spaced(j) && r.tok(j) != "×" {
		return
	}
	s := r.tok(j)
	switch {
	case r.toks[j].kind == tokAlnum && s[0]|0x20 == 'e':
		if e, err := strconv.Atoi(s[1:]); err == nil && e <= maxExponent {
			n.scaleBy(e, j+1)
		}
	case s == "e" || s == "E":
		if j+2 < last && (r.tok(j+1) == "+" || r.hyphen(j+1)) && r.toks[j+2].kind == tokNumber && !r.spaced(j+1) && !r.spaced(j+2) {
			if e, err := strconv.Atoi(r.tok(j + 2)); err == nil && e <= maxExponent {
				if r.hyphen(j + 1) {
					e = -e
				}
				n.scaleBy(e, j+3)
			}
		}
	case s == "x10" || s == "X10":
		r.powerOfTen(n, j+1, last)
	case s == "×" && j+1 < last && r.tok(j+1) == "10":
		r.powerOfTen(n, j+2, last)
	}
}

func (n *numeral) scaleBy(e, next int) {
	for ; e > 0; e-- {
		n.value *= 10
	}
	for ; e < 0; e++ {
		n.value /= 10
	}
	n.last, n.lit.plain, n.exact = next, 0, false
}

// powerOfTen reads "^6" or "⁶" at token j.
func (r *reading) powerOfTen(n *numeral, j, last int) {
	if j+1 < last && r.tok(j) == "^" && r.toks[j+1].kind == tokNumber {
		if e, err := strconv.Atoi(r.tok(j + 1)); err == nil && e <= maxExponent {
			n.scaleBy(e, j+2)
		}
		return
	}
	if j+1 < last && r.toks[j].kind == tokDash && !r.spaced(j) && r.toks[j+1].kind == tokNumber && !r.spaced(j+1) { // 10−30 that was 10⁻³⁰
		if e, err := strconv.Atoi(r.tok(j + 1)); err == nil && e <= maxExponent {
			n.scaleBy(-e, j+2)
		}
		return
	}
	e, k := 0, j
	for ; k < last && k < j+2 && !r.spaced(k); k++ {
		d := superscript(r.tok(k))
		if d < 0 {
			break
		}
		e = e*10 + d
	}
	if k > j && e <= maxExponent {
		n.scaleBy(e, k)
	}
}

func superscript(s string) int {
	switch c, _ := utf8.DecodeRuneInString(s); {
	case c == '⁰':
		return 0
	case c == '¹':
		return 1
	case c == '²':
		return 2
	case c == '³':
		return 3
	case c >= '⁴' && c <= '⁹':
		return int(c-'⁴') + 4
	}
	return -1
}
