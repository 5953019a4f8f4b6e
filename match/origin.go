package match

import (
	"cmp"
	"slices"
	"strings"

	"tallymark/extract"
)

// agencies are the news agencies whose tag articles carry, by how it is
// written in capitals or lower case alike.
var agencies = map[string]string{
	"reuters": "Reuters", "ap": "AP", "associated press": "AP", "the associated press": "AP", "afp": "AFP", "agence france-presse": "AFP",
	"dpa": "dpa", "efe": "EFE", "ansa": "ANSA", "upi": "UPI", "pti": "PTI", "tass": "TASS", "interfax": "Interfax", "xinhua": "Xinhua",
	"kyodo": "Kyodo", "kyodo news": "Kyodo", "yonhap": "Yonhap", "anadolu": "Anadolu", "apa": "APA", "ats": "ATS", "belga": "Belga",
	"ritzau": "Ritzau", "ntb": "NTB", "tt": "TT", "stt": "STT", "lusa": "Lusa", "press association": "PA", "pa": "PA", "pa media": "PA",
	"bloomberg": "Bloomberg", "canadian press": "CP", "the canadian press": "CP", "ians": "IANS", "ani": "ANI", "antara": "Antara", "bernama": "Bernama",
}

// agencyOf is the agency whose tag the text carries, "" for none: in brackets
// near its head, as in "PORT MERIDON (Reuters) -", or alone on its last lines.
func agencyOf(text string) string {
	head := text[:leadEnd(text)]
	for rest := head; ; {
		_, after, found := strings.Cut(rest, "(")
		tag, behind, closed := strings.Cut(after, ")")
		if !found || !closed {
			break
		}
		if name := agencies[strings.ToLower(strings.TrimSpace(tag))]; name != "" {
			return name
		}
		rest = behind
	}
	foot := strings.Split(strings.TrimSpace(text[max(0, len(text)-200):]), "\n")
	last := strings.Trim(foot[len(foot)-1], " ()[].-–—/")
	for _, lead := range []string{"Source: ", "With ", "By "} {
		last = strings.TrimPrefix(last, lead)
	}
	return agencies[strings.ToLower(last)]
}

// sourceOf is whom the claim credits, in lower case, "" where nobody is named:
// "officials" are not the same ones everywhere.
func sourceOf(c *extract.Claim) string {
	a := c.Attribution
	if a == nil || a.Kind == "unnamed" || a.Kind == "" {
		return ""
	}
	s := strings.ToLower(strings.Join(strings.Fields(a.Source), " "))
	s = strings.TrimPrefix(s, "the ")
	if name := agencies[s]; name != "" {
		return name
	}
	return s
}

// sameWording is how much of the words of two sentences are the same where one
// repeats the other.
const sameWording = 0.85

// leastWording is how many words a sentence needs for its wording to be
// somebody's: those of a headline come to everybody.
const leastWording = 8

// Origins stacks claims of one figure that go back to one report: of one
// article, in the same wording, credited to the same source, or with the tag of
// the same agency. It gives each claim the number of its stack, counted from 0
// in the order of the claims, and how many stacks there are.
func Origins(claims []Claim) (of []int, n int) {
	stack := make([]int, len(claims))
	for i := range stack {
		stack[i] = i
	}
	root := func(i int) int {
		for stack[i] != i {
			i = stack[i]
		}
		return i
	}
	first := map[string]int{}
	for i := range claims {
		c := &claims[i]
		for _, mark := range []string{"article " + c.Article, "source " + c.source, "agency " + c.agency, "source " + c.agency, "agency " + c.source} {
			if strings.HasSuffix(mark, " ") {
				continue
			}
			if j, ok := first[mark]; ok {
				stack[root(i)] = root(j)
			} else {
				first[mark] = i
			}
		}
	}
	for _, same := range wordings(claims) {
		stack[root(same[1])] = root(same[0])
	}
	of = make([]int, len(claims))
	number := map[int]int{}
	for i := range claims {
		r := root(i)
		if _, ok := number[r]; !ok {
			number[r] = len(number)
		}
		of[i] = number[r]
	}
	return of, len(number)
}

// wordings are the pairs of claims, each with one before it, whose sentences
// say the same in the same words. Sentences are compared with those that are
// next to them in the order of their words, so that the time grows with their
// number alone.
func wordings(claims []Claim) (pairs [][2]int) {
	order := make([]int, 0, len(claims))
	for i := range claims {
		if len(claims[i].near) >= leastWording {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(slices.CompareFunc(claims[i].near, claims[j].near, func(a, b word) int { return cmp.Compare(a.id, b.id) }), cmp.Compare(i, j))
	})
	for at, i := range order {
		for _, j := range order[max(0, at-neighbours):at] {
			if agreement(claims[i].near, claims[j].near) >= sameWording {
				pairs = append(pairs, [2]int{j, i})
			}
		}
	}
	return pairs
}

// neighbours is how many sentences before it, in the order of their words, a
// sentence is compared with.
const neighbours = 24
