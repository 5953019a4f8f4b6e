package check

import "slices"

// The words that the families know. All are in lower case.
var (
	// risen and fallen are verbs that stand before "from … to …".
	risen  = []string{"rose", "risen", "rises", "rising", "grew", "grown", "grows", "growing", "climbed", "climbs", "increased", "increases", "increasing", "jumped", "soared", "surged"}
	fallen = []string{"fell", "fallen", "falls", "falling", "dropped", "drops", "dropping", "declined", "declines", "declining", "decreased", "decreases", "decreasing", "shrank", "shrunk", "sank", "slumped", "tumbled", "plunged"}

	// rises and falls are nouns that stand before "of 40 percent".
	rises = []string{"rise", "increase", "jump", "gain", "surge", "growth"}
	falls = []string{"fall", "drop", "decline", "decrease", "cut", "reduction", "loss", "slump"}

	// yearly words say that a change is not the whole way from one figure to
	// the other.
	yearly = []string{"annually", "annual", "yearly", "average", "averaging", "per", "monthly", "compound", "adjusted", "inflation", "seasonally", "real", "constant", "each", "every"}

	// averages are words by which people come in fractions.
	averages = []string{"average", "averaged", "per", "mean", "rate", "ratio", "every", "each", "median", "times", "typical", "typically"}

	// persons are those of whom a share cannot be more than all.
	personNouns = []string{
		"people", "voters", "respondents", "residents", "citizens", "adults", "children", "men", "women", "students", "pupils",
		"teachers", "workers", "employees", "patients", "households", "families", "members", "delegates", "passengers", "victims",
		"participants", "readers", "customers", "drivers", "soldiers", "prisoners", "parents", "nurses", "doctors", "farmers",
	}
)

// anyOf reports whether one of the words is in a list.
func anyOf(words, list []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(list, w) })
}

// lastWord is the last of the words, "" if there is none.
func lastWord(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}
