package lang

import "strings"

// PluralOf is the regular English plural.
func PluralOf(s string) string {
	switch {
	case strings.HasSuffix(s, "foot"):
		return s[:len(s)-4] + "feet"
	case strings.HasSuffix(s, "s"), strings.HasSuffix(s, "x"), strings.HasSuffix(s, "ch"), strings.HasSuffix(s, "sh"), strings.HasSuffix(s, "z"):
		return s + "es"
	case strings.HasSuffix(s, "y") && len(s) > 1 && !vowel(s[len(s)-2]):
		return s[:len(s)-1] + "ies"
	}
	return s + "s"
}

// regular gives base, -s, past, participle, -ing of a regular verb.
func regular(s string) []string {
	past, ing := s+"ed", s+"ing"
	switch {
	case strings.HasSuffix(s, "e"):
		past, ing = s+"d", s[:len(s)-1]+"ing"
	case strings.HasSuffix(s, "y") && !vowel(s[len(s)-2]):
		past = s[:len(s)-1] + "ied"
	}
	return []string{s, PluralOf(s), past, past, ing}
}

func vowel(b byte) bool { return strings.IndexByte("aeiou", b) >= 0 }

// SingularOf undoes the regular English plural.
func SingularOf(s string) string {
	switch {
	case strings.HasSuffix(s, "ies") && len(s) > 4:
		return s[:len(s)-3] + "y"
	case strings.HasSuffix(s, "sses"), strings.HasSuffix(s, "xes"), strings.HasSuffix(s, "ches"), strings.HasSuffix(s, "shes"), strings.HasSuffix(s, "zzes"):
		return s[:len(s)-2]
	case strings.HasSuffix(s, "s") && !strings.HasSuffix(s, "ss") && !strings.HasSuffix(s, "us") && !strings.HasSuffix(s, "is") && len(s) > 2:
		return s[:len(s)-1]
	}
	return s
}
