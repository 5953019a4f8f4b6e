package extract

import "tallymark/extract/lang"

// tokenKind is what the lexer saw.
type tokenKind uint8

const (
	tokWord   tokenKind = iota + 1 // letters, with inner apostrophes: don't, O'Neill
	tokAlnum                       // letters and digits that began with a letter: A330, G7, M16
	tokNumber                      // digits with their inner separators: 13, 1,300, 1.5
	tokPoss                        // 's, ’s behind a word; ’ alone behind a plural
	tokStop                        // . ! ? … (a run of them)
	tokPunct                       // , ; : and everything else
	tokDash                        // - ‐ – — (also −)
	tokQuote                       // " “ ” ' ‘ ’ « » that is no apostrophe
	tokOpen                        // ( [ {
	tokClose                       // ) ] }
	tokSymbol                      // % $ € £ ° ± × ~ # & @ + = < > ½ …
)

// token is one lexical unit. Its text is reading.text[start:end].
type token struct {
	start, end int32
	kind       tokenKind
	flags      tokenFlags
	word       *lang.Word // lang.Unknown where the lexicon has none
}

type tokenFlags uint8

const (
	spaceBefore tokenFlags = 1 << iota // white space stands before it
	lineBefore                         // a line break stands before it
	paraBefore                         // a blank line stands before it, or the text begins
	capital                            // begins with a capital letter
	upperCase                          // two letters or more, all capitals
	nonASCII                           // has a byte above 127
	figure                             // digits, a fraction sign or a number word
	counted                            // part of a quantity, or of its approximator
)

// same reports whether two tokens are the same known word, written alike.
func (t *token) same(u *token) bool {
	return t.word == u.word && t.kind == u.kind && t.flags&^counted == u.flags&^counted
}

func (t *token) has(f tokenFlags) bool { return t.flags&f != 0 }
