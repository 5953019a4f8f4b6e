package models

import (
	"strings"

	"tallymark/extract"
)

// Occurrence is a number where it stands in a text.
type Occurrence struct {
	Number   string // as written
	Sentence string
	Kind     extract.Kind
	Unit     string
	Label    string // what it states, in short
}

// NumberChange is what became of a number from one text to another: changed,
// gone, where Is is nil, or new, where Was is nil.
type NumberChange struct{ Was, Is *Occurrence }

// OccurrencesIn are the numbers that an engine finds in a version, without
// those of dates and names, which are no figures.
func OccurrencesIn(e Engine, v *Version, lang string) []Occurrence {
	var list []Occurrence
	claims := e.Claims(extract.Document{Text: v.Text, Lang: lang, Blocks: v.Blocks, Links: v.Links}, false)
	for i := range claims {
		c := &claims[i]
		list = append(list, Occurrence{c.Number.Text, strings.TrimSpace(v.Text[c.Sentence.Start:c.Sentence.End]), c.Kind, c.Unit, c.Label})
	}
	return list
}

// OccurrenceOf is the number of a claim.
func OccurrenceOf(c *Claim) Occurrence {
	return Occurrence{c.NumberText, c.Sentence, c.Kind, c.Unit, c.Label}
}

// Differences compares the numbers of two texts. A number is the same one
// where the words around it are: of the same sentence with another number, the
// number changed; in a sentence that was written anew in part, the one of the
// same kind and unit. All others are gone, or new.
func Differences(was, is []Occurrence) []NumberChange {
	before, after := sentencesOf(was), sentencesOf(is)
	pairSentences(before, after)
	var changes []NumberChange
	for _, b := range before {
		changes = append(changes, b.changes()...)
	}
	for _, a := range after {
		if !a.paired {
			changes = append(changes, a.all(func(o *Occurrence) NumberChange { return NumberChange{Is: o} })...)
		}
	}
	return changes
}

// numbered is a sentence with its numbers.
type numbered struct {
	words   []string // with # for each number
	frame   string   // the words, joined
	numbers []*Occurrence
	other   *numbered // the same sentence in the newer text
	paired  bool
}

func sentencesOf(list []Occurrence) []*numbered {
	var all []*numbered
	for i := range list {
		o := &list[i]
		if last := len(all) - 1; last >= 0 && all[last].numbers[0].Sentence == o.Sentence {
			all[last].numbers = append(all[last].numbers, o)
			continue
		}
		all = append(all, &numbered{numbers: []*Occurrence{o}})
	}
	for _, s := range all {
		rest, masked := s.numbers[0].Sentence, strings.Builder{}
		for _, o := range s.numbers {
			left, right, ok := strings.Cut(rest, o.Number)
			if !ok {
				continue
			}
			masked.WriteString(left + "#")
			rest = right
		}
		s.words = strings.Fields(foldedSentence(masked.String() + rest))
		s.frame = strings.Join(s.words, " ")
	}
	return all
}

// mostPairs bounds how many pairs of sentences are compared word by word.
const mostPairs = 250_000

// alikeFrom is the share of words from which two sentences are one, written
// anew in part.
const alikeFrom = 0.6

func pairSentences(before, after []*numbered) {
	byFrame := map[string][]*numbered{}
	for _, a := range after {
		byFrame[a.frame] = append(byFrame[a.frame], a)
	}
	for _, b := range before {
		if list := byFrame[b.frame]; len(list) > 0 {
			b.other, list[0].paired, byFrame[b.frame] = list[0], true, list[1:]
		}
	}
	tries := 0
	for _, b := range before {
		if b.other != nil {
			continue
		}
		best := alikeFrom
		var found *numbered
		for _, a := range after {
			if a.paired {
				continue
			}
			if tries++; tries > mostPairs {
				return
			}
			if share := sharedWords(b.words, a.words); share >= best && (found == nil || share > best) {
				best, found = share, a
			}
		}
		if found != nil {
			b.other, found.paired = found, true
		}
	}
}

// sharedWords is the part of the words of both that they have in common.
func sharedWords(a, b []string) float64 {
	n := make(map[string]int, len(a))
	for _, w := range a {
		n[w]++
	}
	both := 0
	for _, w := range b {
		if n[w] > 0 {
			n[w]--
			both++
		}
	}
	return 2 * float64(both) / float64(len(a)+len(b))
}

func (s *numbered) all(change func(*Occurrence) NumberChange) []NumberChange {
	var changes []NumberChange
	for _, o := range s.numbers {
		changes = append(changes, change(o))
	}
	return changes
}

// changes are what became of the numbers of a sentence.
func (s *numbered) changes() []NumberChange {
	if s.other == nil {
		return s.all(func(o *Occurrence) NumberChange { return NumberChange{Was: o} })
	}
	to, used := make([]*Occurrence, len(s.numbers)), make([]bool, len(s.other.numbers))
	pair := func(same func(i, j int) bool) {
		for i := range s.numbers {
			for j := range s.other.numbers {
				if to[i] == nil && !used[j] && same(i, j) {
					to[i], used[j] = s.other.numbers[j], true
				}
			}
		}
	}
	if s.frame == s.other.frame {
		pair(func(i, j int) bool { return i == j })
	}
	is := s.other.numbers
	pair(func(i, j int) bool { return s.numbers[i].Number == is[j].Number && s.numbers[i].Unit == is[j].Unit })
	pair(func(i, j int) bool { return s.numbers[i].Kind == is[j].Kind && s.numbers[i].Unit == is[j].Unit })
	var changes []NumberChange
	for i, o := range s.numbers {
		if to[i] == nil || to[i].Number != o.Number {
			changes = append(changes, NumberChange{o, to[i]})
		}
	}
	for j, o := range is {
		if !used[j] {
			changes = append(changes, NumberChange{Is: o})
		}
	}
	return changes
}
