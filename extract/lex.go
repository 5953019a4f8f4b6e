package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tallymark/extract/lang"
)

// lexer cuts the text into tokens in one pass over its bytes and looks each
// word up while its bytes are still warm.
type lexer struct {
	text  string
	lex   *lang.Lexicon
	toks  []token
	pos   int
	lines int  // line breaks since the last token
	space bool // white space since the last token
	found bool // a token that can be a figure
}

// byteClass sorts the ASCII bytes.
type byteClass uint8

const (
	classOther byteClass = iota
	classLetter
	classDigit
	classSpace
	classLine
	classStop
	classDash
	classQuote
	classOpen
	classClose
	classSymbol
	classWide // first byte of a rune outside of ASCII
)

var classes = byteClasses()

func byteClasses() (t [256]byteClass) {
	set := func(s string, c byteClass) {
		for i := 0; i < len(s); i++ {
			t[s[i]] = c
		}
	}
	set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", classLetter)
	set("0123456789", classDigit)
	set(" \t\r\v\f\x00", classSpace)
	set("\n", classLine)
	set(".!?", classStop)
	set("-", classDash)
	set("\"'`", classQuote)
	set("([{", classOpen)
	set(")]}", classClose)
	set("%$~#&@+=<>*^|_\\", classSymbol)
	for b := 128; b < 256; b++ {
		t[b] = classWide
	}
	return t
}

// run appends the tokens of the text to l.toks.
func (l *lexer) run() {
	l.lines = 2
	for l.pos < len(l.text) {
		switch classes[l.text[l.pos]] {
		case classLetter:
			l.word()
		case classDigit:
			l.number()
		case classSpace:
			l.space = true
			l.pos++
		case classLine:
			l.space = true
			l.lines++
			l.pos++
		case classStop:
			l.stop()
		case classDash:
			l.single(tokDash, 1)
		case classQuote:
			l.quote(1)
		case classOpen:
			l.single(tokOpen, 1)
		case classClose:
			l.single(tokClose, 1)
		case classSymbol:
			l.symbol()
		case classWide:
			l.wide()
		default:
			l.single(tokPunct, 1)
		}
	}
}

// emit adds the token from start to the present position.
func (l *lexer) emit(kind tokenKind, start int, flags tokenFlags, w *lang.Word) {
	if l.space {
		flags |= spaceBefore
	}
	if l.lines > 0 {
		flags |= lineBefore
		if l.lines > 1 {
			flags |= paraBefore
		}
	}
	if kind == tokNumber || w.Num != nil {
		flags |= figure
		l.found = true
	}
	l.space, l.lines = false, 0
	l.toks = append(l.toks, token{int32(start), int32(l.pos), kind, flags, w})
}

func (l *lexer) single(kind tokenKind, n int) {
	start := l.pos
	l.pos += n
	l.emit(kind, start, 0, l.lex.Word(l.text[start:l.pos]))
}

// longestRun is how many equal signs in a row are signs; more are a rule drawn
// across the page and one token.
const longestRun = 8

// symbol reads one sign, or a rule of equal ones.
func (l *lexer) symbol() {
	n := 1
	for l.pos+n < len(l.text) && l.text[l.pos+n] == l.text[l.pos] {
		n++
	}
	if n <= longestRun {
		l.single(tokSymbol, 1)
		return
	}
	start := l.pos
	l.pos += n
	l.emit(tokSymbol, start, 0, lang.Unknown)
}

// plainWord reads a word of ASCII letters alone, as almost all are, and says
// whether it was one.
func (l *lexer) plainWord() bool {
	start, p, upper := l.pos, l.pos, 0
	for p < len(l.text) && classes[l.text[p]] == classLetter {
		upper += int(^l.text[p] >> 5 & 1)
		p++
	}
	n := p - start
	if n > lang.LongestPlain || start+lang.LongestPlain >= len(l.text) {
		return false
	}
	switch next := l.text[p]; {
	case next == '\'', next >= utf8.RuneSelf, classes[next] == classDigit, next == '.' && n == 1:
		return false
	}
	flags := tokenFlags(0)
	if l.text[start]&0x20 == 0 {
		flags = capital
		if upper == n && n > 1 {
			flags = capital | upperCase
		}
	}
	l.pos = p
	l.emit(tokWord, start, flags, l.lex.Plain(l.text[start:start+lang.LongestPlain], n))
	return true
}

// word = letter { letter | digit | "'" letter } | letter "." letter "." … .
func (l *lexer) word() {
	if l.plainWord() {
		return
	}
	start, h, kind := l.pos, uint32(lang.HashStart), tokWord
	lower, letters, flags := 0, 0, tokenFlags(0)
scan:
	for l.pos < len(l.text) {
		b := l.text[l.pos]
		switch classes[b] {
		case classLetter:
			letters++
			if b >= 'a' {
				lower++
			}
			h = lang.HashLetter(h, b)
			l.pos++
		case classDigit:
			if kind == tokWord && l.currency(h, start) {
				break scan
			}
			kind = tokAlnum
			l.pos++
		case classQuote:
			if b != '\'' || !l.innerApostrophe(1) {
				break scan
			}
			h = lang.HashByte(h, b)
			l.pos++
		case classWide:
			n, ok := l.wideLetter()
			if !ok {
				break scan
			}
			flags |= nonASCII
			letters, lower = letters+1, lower+1
			for i := 0; i < n; i++ {
				h = lang.HashByte(h, l.text[l.pos+i])
			}
			l.pos += n
		default:
			break scan
		}
	}
	if letters == 1 && kind == tokWord && l.initials() {
		h = lang.Hash(l.text[start:l.pos])
		lower, letters = 0, 2
	}
	if l.pos == start { // cannot happen; a lexer that stands still would not end
		l.pos++
	}
	flags |= caseFlags(l.text[start:], letters, lower)
	w := lang.Unknown
	switch {
	case kind == tokWord:
		w = l.lex.Lookup(h, l.text[start:l.pos])
	case l.pos-start <= 4: // m2, cm3
		w = l.lex.Word(l.text[start:l.pos])
	}
	l.emit(kind, start, flags, w)
	l.possessive()
}

// currency says that the letters since start are the code of a currency that
// sticks to its amount: "USD115.5".
func (l *lexer) currency(h uint32, start int) bool {
	if start > 0 && l.text[start-1] == '$' { // $US160
		return true
	}
	if l.pos-start < 2 || l.pos-start > 3 {
		return false
	}
	u := l.lex.Lookup(h, l.text[start:l.pos]).Unit
	return u != nil && u.Currency != "" && l.text[start]&0x20 == 0
}

func caseFlags(s string, letters, lower int) tokenFlags {
	r := rune(s[0])
	if r >= utf8.RuneSelf {
		r, _ = utf8.DecodeRuneInString(s)
	}
	if !unicode.IsUpper(r) {
		return 0
	}
	if letters > 1 && lower == 0 {
		return capital | upperCase
	}
	return capital
}

// initials eats the rest of "U.S." or "a.m." behind its first letter.
func (l *lexer) initials() bool {
	p := l.pos
	for p+1 < len(l.text) && l.text[p] == '.' && classes[l.text[p+1]] == classLetter && (p+2 == len(l.text) || classes[l.text[p+2]] != classLetter) {
		p += 2
	}
	if p == l.pos {
		return false
	}
	if p < len(l.text) && l.text[p] == '.' {
		p++
	}
	l.pos = p
	return true
}

// innerApostrophe reports whether the apostrophe of n bytes at the position
// stands inside a word and does not begin a possessive 's.
func (l *lexer) innerApostrophe(n int) bool {
	p := l.pos + n
	if p >= len(l.text) || classes[l.text[p]] != classLetter {
		return false
	}
	if l.text[p]|0x20 != 's' {
		return true
	}
	return p+1 < len(l.text) && classes[l.text[p+1]] == classLetter
}

// possessive emits the 's or ' behind the word that was just emitted.
func (l *lexer) possessive() {
	n := l.apostrophe()
	if n == 0 {
		return
	}
	start, p := l.pos, l.pos+n
	last := l.text[start-1] | 0x20
	switch {
	case p < len(l.text) && l.text[p]|0x20 == 's' && (p+1 == len(l.text) || classes[l.text[p+1]] != classLetter):
		l.pos = p + 1
	case last == 's' && (p == len(l.text) || classes[l.text[p]] == classSpace):
		l.pos = p
	default:
		return
	}
	l.emit(tokPoss, start, 0, lang.Unknown)
}

// apostrophe is the length of the apostrophe at the position, or 0.
func (l *lexer) apostrophe() int {
	if l.pos < len(l.text) && l.text[l.pos] == '\'' {
		return 1
	}
	if l.pos+2 < len(l.text) && l.text[l.pos:l.pos+3] == "’" {
		return 3
	}
	return 0
}

// number = digit { digit | ( "," | "." ) digit | space digit digit digit } .
// Only no-break and thin spaces group digits.
func (l *lexer) number() {
	start := l.pos
	group := 0 // digits since the last separator
	for l.pos < len(l.text) {
		b := l.text[l.pos]
		switch {
		case classes[b] == classDigit:
			l.pos++
			group++
		case b == ',' && !l.groups(start, group):
			l.emit(tokNumber, start, 0, lang.Unknown)
			return
		case (b == ',' || b == '.') && l.pos+1 < len(l.text) && classes[l.text[l.pos+1]] == classDigit:
			l.pos++
			group = 0
		case b >= utf8.RuneSelf:
			n := l.wideDigit()
			if n == 0 && group <= 3 {
				n = l.groupSpace()
				group = 0
			}
			if n == 0 {
				l.emit(tokNumber, start, 0, lang.Unknown)
				return
			}
			l.pos += n
			group++
		default:
			l.emit(tokNumber, start, 0, lang.Unknown)
			return
		}
	}
	l.emit(tokNumber, start, 0, lang.Unknown)
}

// groups says that the comma at the position parts groups of a number and not
// two numbers: three digits follow it, or pairs and then three as in 12,34,567,
// or it is the decimal comma of 1.111,11.
func (l *lexer) groups(start, group int) bool {
	if group > 3 {
		return false
	}
	n := l.digitRun(l.pos + 1)
	if n == 3 || l.decimalComma(start, group, n) {
		return true
	}
	if n != 2 {
		return false
	}
	if group == 3 && l.pos-start > 4 && l.text[l.pos-4] == '.' {
		return true
	}
	for p, pairs := l.pos+1, 0; pairs < 5; pairs++ {
		if p += 2; p >= len(l.text) || l.text[p] != ',' {
			return false
		}
		p++
		if n = l.digitRun(p); n != 2 {
			return n == 3
		}
	}
	return false
}

// decimalComma says that the comma at the position, n digits behind it, parts a
// fraction as it does in much of Europe, "1,23 tonnes", or that nobody can tell:
// the token stays whole, and [reading.decimalCommas] judges it. A row of numbers
// without spaces, "1,2,3", is none.
func (l *lexer) decimalComma(start, group, n int) bool {
	if n < 1 || n > 2 || l.pos-start != group || start > 0 && l.text[start-1] == ',' {
		return false
	}
	p := l.pos + 1 + n
	if strings.HasPrefix(l.text[p:], " and ") && p+5 < len(l.text) && classes[l.text[p+5]] == classDigit { // "exercises 22,24 and 26"
		return false
	}
	return p+1 >= len(l.text) || l.text[p] != ',' && l.text[p] != '.' || classes[l.text[p+1]] != classDigit
}

// digitRun counts the digits at p, up to four.
func (l *lexer) digitRun(p int) int {
	n := 0
	for n < 4 && p+n < len(l.text) && classes[l.text[p+n]] == classDigit {
		n++
	}
	return n
}

// wideDigit is the length of a digit outside of ASCII at the position, or 0;
// the Arabic separators count when a digit follows.
func (l *lexer) wideDigit() int {
	r, n := utf8.DecodeRuneInString(l.text[l.pos:])
	if unicode.IsDigit(r) {
		return n
	}
	if r == '٫' || r == '٬' {
		if next, _ := utf8.DecodeRuneInString(l.text[l.pos+n:]); unicode.IsDigit(next) {
			return n
		}
	}
	return 0
}

// groupSpace is the length of a no-break or thin space before exactly three
// digits, or 0.
func (l *lexer) groupSpace() int {
	r, n := utf8.DecodeRuneInString(l.text[l.pos:])
	if r != '\u00a0' && r != '\u2009' && r != '\u202f' {
		return 0
	}
	p := l.pos + n
	for i := 0; i < 3; i++ {
		if p+i >= len(l.text) || classes[l.text[p+i]] != classDigit {
			return 0
		}
	}
	if p+3 < len(l.text) && classes[l.text[p+3]] == classDigit {
		return 0
	}
	return n
}

// stop = ( "." | "!" | "?" ) { "." | "!" | "?" } | "." digit … .
func (l *lexer) stop() {
	start := l.pos
	if l.text[start] == '.' && l.pos+1 < len(l.text) && classes[l.text[l.pos+1]] == classDigit && (l.space || l.lines > 0 || start == 0 || classes[l.text[start-1]] != classDigit && classes[l.text[start-1]] != classLetter) {
		l.pos++
		l.number()
		l.toks[len(l.toks)-1].start = int32(start)
		return
	}
	for l.pos < len(l.text) && classes[l.text[l.pos]] == classStop {
		l.pos++
	}
	l.emit(tokStop, start, 0, lang.Unknown)
}

func (l *lexer) quote(n int) { l.single(tokQuote, n) }

// wideLetter is the length of the letter or mark outside of ASCII at the
// position; a curly apostrophe inside a word is one too.
func (l *lexer) wideLetter() (int, bool) {
	r, n := utf8.DecodeRuneInString(l.text[l.pos:])
	if r == '’' {
		return n, l.innerApostrophe(n)
	}
	return n, unicode.IsLetter(r) || unicode.IsMark(r) || r == '\u00ad'
}

// wide reads the token that begins with a rune outside of ASCII.
func (l *lexer) wide() {
	r, n := utf8.DecodeRuneInString(l.text[l.pos:])
	switch {
	case unicode.IsLetter(r):
		l.word()
	case unicode.IsDigit(r):
		l.number()
	case unicode.IsSpace(r), r == '\u200b', r == '\ufeff', r == utf8.RuneError, unicode.In(r, unicode.Cf):
		l.space = true
		if r == '\u2028' || r == '\u2029' || r == '\u0085' {
			l.lines++
		}
		l.pos += n
	default:
		l.single(wideKind(r), n)
		if _, ok := vulgar(l.text[l.pos-n : l.pos]); ok {
			l.toks[len(l.toks)-1].flags |= figure
			l.found = true
		}
	}
}

func wideKind(r rune) tokenKind {
	switch r {
	case '“', '”', '‘', '’', '«', '»', '„', '‟', '‹', '›':
		return tokQuote
	case '‐', '‑', '‒', '–', '—', '―', '−':
		return tokDash
	case '…':
		return tokStop
	}
	if unicode.Is(unicode.Ps, r) {
		return tokOpen
	}
	if unicode.Is(unicode.Pe, r) {
		return tokClose
	}
	if unicode.In(r, unicode.Sc, unicode.Sm, unicode.So, unicode.No) || r == '‰' || r == '°' {
		return tokSymbol
	}
	return tokPunct
}
