package export

import "strings"

// SafeCell makes a text harmless in a spreadsheet: what would be read as a
// formula gets a leading apostrophe, and line breaks become spaces. It is for
// text only: a number such as -5 must stay as it is.
func SafeCell(s string) string {
	if s == "" {
		return s
	}
	guarded := strings.IndexByte("=+-@\t\r", s[0]) >= 0
	if strings.ContainsAny(s, "\r\n\u2028\u2029\u0085\v\f") {
		s = oneLine.Replace(s)
	}
	if guarded {
		return "'" + s
	}
	return s
}

var oneLine = strings.NewReplacer("\r\n", " ", "\r", " ", "\n", " ", "\u2028", " ", "\u2029", " ", "\u0085", " ", "\v", " ", "\f", " ")
