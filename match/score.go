package match

import (
	"cmp"
	"slices"

	"tallymark/extract"
)

// Threshold is the least total score of two claims of one figure.
const Threshold = 0.65

// Score says why two claims do or do not speak of one figure. The parts add
// up to the total; negative parts speak against it. The digits have no part.
type Score struct {
	Refused string // why they cannot be one figure whatever else agrees; "" if they can

	Kind    float64 // the same sort of quantity
	Counted float64 // the same thing or group counted
	Place   float64 // countries and parts of them
	Event   float64 // what happened
	Words   float64 // actors and subject: the words around the figures
	Names   float64 // people, streets and bodies in both articles
	Time    float64 // days of the articles, days named beside the figure
	Beside  float64 // the other casualty figures of the sentence
	Article float64 // one article repeats its own figure
}

// Part is one named part of a score.
type Part struct {
	Name  string
	Value float64
}

// Parts are the parts in the order in which they are shown.
func (s Score) Parts() []Part {
	return []Part{{"kind", s.Kind}, {"counted", s.Counted}, {"place", s.Place}, {"event", s.Event}, {"words", s.Words},
		{"names", s.Names}, {"time", s.Time}, {"beside", s.Beside}, {"article", s.Article}}
}

// Total is the sum of the parts from 0 to 1; 0 for a refused pair.
func (s Score) Total() float64 {
	if s.Refused != "" {
		return 0
	}
	sum := s.Kind + s.Counted + s.Place + s.Event + s.Words + s.Names + s.Time + s.Beside + s.Article
	return min(1, max(0, sum))
}

// leastWords is the part of the words from which on two short texts need nothing
// else to speak of one event.
const leastWords = 0.5

// leastNames is the part of the names that two longer texts need.
const leastNames = 0.3

// Anchored reports whether more than the wording speaks for one figure. "The
// repairs will cost $2 million" is said of every storm: of very many claims that
// are alike, those are of one event whose articles share names too, or where a
// place, an event or the figures beside them agree.
func (s Score) Anchored() bool {
	if s.Article != 0 || s.Names != 0 {
		return s.Article != 0 || s.Names >= leastNames
	}
	return s.Place > 0 || s.Event > 0 || s.Beside > 0 || s.Words >= leastWords
}

// Compare scores two claims. It allocates nothing and takes a time that the
// lengths of their sentences bound.
func Compare(a, b *Claim) Score {
	var s Score
	if s.Refused = refusal(a, b); s.Refused != "" {
		return s
	}
	s.Kind = kindPart(a, b)
	s.Counted = countedPart(a, b)
	s.Place = placePart(a, b)
	s.Event = eventPart(a, b)
	s.Time = timePart(a, b)
	s.Beside = besidePart(a, b)
	s.Words = wordsPart(a, b)
	if a.Article == b.Article && a.Article != "" {
		s.Article = articlePart(a, b)
	} else if namesCount(a, b) {
		s.Names = namesPart(a, b)
	}
	return s
}

// refusal says why two claims cannot count the same.
func refusal(a, b *Claim) string {
	switch {
	case a.Kind == extract.Count && a.Unit == "" && tolls[b.Kind], b.Kind == extract.Count && b.Unit == "" && tolls[a.Kind]:
		return "" // "toll hits 42": the engine does not say what of
	case !kindsAgree(a.Kind, b.Kind):
		return "kind"
	case a.Kind == extract.Money && a.Currency != b.Currency && a.Currency != "" && b.Currency != "":
		return "currency"
	case a.SI != b.SI:
		return "unit"
	case changeRole(a) != changeRole(b):
		return "change"
	case needsNoun(a.Kind) && a.counted != b.counted:
		return "counted"
	}
	return ""
}

// kindsAgree allows casualties beside their parts, where the scope then
// differs, and the two names of counted people.
func kindsAgree(a, b extract.Kind) bool {
	return a == b || a == extract.Casualties && (b == extract.Deaths || b == extract.Injuries) ||
		b == extract.Casualties && (a == extract.Deaths || a == extract.Injuries)
}

func changeRole(c *Claim) string {
	if c.Change == nil || c.Change.Role == "to" {
		return ""
	}
	return c.Change.Role + c.Change.Direction
}

// needsNoun are the kinds that say nothing without what is counted.
func needsNoun(k extract.Kind) bool {
	switch k {
	case extract.Objects, extract.Weapons, extract.Duration, extract.Share, extract.Rate, extract.Count:
		return true
	}
	return false
}

func kindPart(a, b *Claim) float64 {
	if a.Kind == b.Kind {
		return 0.1
	}
	return 0.05
}

func countedPart(a, b *Claim) float64 {
	switch {
	case a.group != "" && b.group != "" && a.group != b.group:
		return -0.3
	case a.group != "" && a.group == b.group:
		return 0.05
	}
	return 0
}

func placePart(a, b *Claim) float64 {
	sum := 0.0
	switch {
	case len(a.places) == 0 || len(b.places) == 0:
	case meet(a.places, b.places) && (within(a.places, b.places) || within(b.places, a.places)):
		sum = 0.05
	case meet(a.places, b.places):
		sum = -0.2 // US drones, in Pakistan and in Yemen
	default:
		sum = -0.4
	}
	switch {
	case a.side != 0 && b.side != 0 && a.side != b.side:
		sum -= 0.4
	case (a.side == 0) != (b.side == 0):
		sum -= 0.05
	}
	return sum
}

// within says whether every place of a is one of b.
func within(a, b []uint32) bool {
	for _, x := range a {
		if !meet([]uint32{x}, b) {
			return false
		}
	}
	return true
}

func meet(a, b []uint32) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

func eventPart(a, b *Claim) float64 {
	if len(a.events) == 0 || len(b.events) == 0 {
		return 0
	}
	for _, x := range a.events {
		for _, y := range b.events {
			if words.agree(x, y) {
				return 0.05 + sortPart(a, b)
			}
		}
	}
	return -0.3
}

// sortPart speaks against two events of one name whose sorts have nothing to
// do with each other: a mine accident is no truck accident.
func sortPart(a, b *Claim) float64 {
	if len(a.sorts) == 0 || len(b.sorts) == 0 || anyOf(a.sorts, b.near) || anyOf(b.sorts, a.near) {
		return 0
	}
	return -0.15
}

func anyOf(ids []uint32, list []word) bool {
	for _, id := range ids {
		if _, found := slices.BinarySearchFunc(list, id, func(w word, id uint32) int { return cmp.Compare(w.id, id) }); found {
			return true
		}
	}
	return false
}

// series are quantities that are read anew each day.
func series(c *Claim) bool {
	return c.Kind == extract.Percent || c.Kind == extract.PercentagePoints || c.Kind == extract.Count || c.Kind == extract.Temperature || c.Kind == extract.Rate
}

func timePart(a, b *Claim) float64 {
	sum := 0.0
	if a.day != 0 && b.day != 0 && a.day != b.day && !a.Total && !b.Total { // that of a toll is the day on which it was told
		sum -= 0.3
	}
	apart, known := daysBetween(a.Date, b.Date)
	switch {
	case !known && series(a) && series(b):
		sum -= 0.3
	case known && apart <= 2:
		sum += 0.05
	case known && apart > 60:
		sum -= 0.1
	}
	return sum
}

func besidePart(a, b *Claim) float64 {
	for _, x := range a.beside {
		for _, y := range b.beside {
			if x.kind != y.kind {
				continue
			}
			if x.low <= y.high && y.low <= x.high {
				return 0.1
			}
			if x.high*2 <= y.low || y.high*2 <= x.low {
				return -0.3 // no count of one event grows like that between two reports
			}
			return -0.15
		}
	}
	return 0
}

// wordsWeight is the part of a full agreement of words. Of two articles that
// say more than their headlines the names tell more than the sentences do.
const (
	wordsWeight     = 0.8
	wordsWeightLong = 0.6
	namesWeight     = 2.4
	noNames         = -0.1
)

// wordsPart compares the sentences and, where a figure stands in a part of its
// sentence, those parts: the better of the two counts.
func wordsPart(a, b *Claim) float64 {
	full := agreement(a.near, b.near)
	if len(a.clause) < len(a.near) || len(b.clause) < len(b.near) {
		full = max(full, agreement(a.clause, b.clause))
	}
	weight := wordsWeight
	if namesCount(a, b) {
		weight = wordsWeightLong
	}
	return weight*full + actorPart(a, b)
}

// actorPart speaks against two claims whose subjects have no word in the other
// sentence: one man's sentence is not another's.
func actorPart(a, b *Claim) float64 {
	if len(a.actors) == 0 || len(b.actors) == 0 || anyOf(a.actors, b.near) || anyOf(b.actors, a.near) {
		return 0
	}
	return -0.15
}

// agreement is the weight of the shared words in that of all, from 0 to 1.
func agreement(a, b []word) float64 {
	var shared, all float32
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i].id == b[j].id:
			shared += a[i].weight + b[j].weight
			all += a[i].weight + b[j].weight
			i++
			j++
		case a[i].id < b[j].id:
			all += a[i].weight
			i++
		default:
			all += b[j].weight
			j++
		}
	}
	for ; i < len(a); i++ {
		all += a[i].weight
	}
	for ; j < len(b); j++ {
		all += b[j].weight
	}
	if all == 0 {
		return 0
	}
	return float64(shared / all)
}

// namesCount reports whether the names of the two articles are compared.
func namesCount(a, b *Claim) bool {
	return a.long && b.long && (a.Article != b.Article || a.Article == "")
}

func namesPart(a, b *Claim) float64 {
	return namesWeight*agreement(a.names, b.names) + noNames
}

// articlePart is how ready one article is to repeat a figure of its kind: an
// article has one main event.
func articlePart(a, b *Claim) float64 {
	if a.Sentence == b.Sentence {
		return -0.3
	}
	switch {
	case !tolls[a.Kind] || !tolls[b.Kind]:
		return 0.2
	case a.Role == extract.RoleHeadline && b.lead, b.Role == extract.RoleHeadline && a.lead:
		return 0.6 // the first lines say what the headline says
	}
	return 0.4
}

// Shared are the words that the sentences of both claims have, places and
// events by their names.
func Shared(a, b *Claim) []string {
	var out []string
	i, j := 0, 0
	for i < len(a.near) && j < len(b.near) {
		switch {
		case a.near[i].id == b.near[j].id:
			out = append(out, a.near[i].text)
			i++
			j++
		case a.near[i].id < b.near[j].id:
			i++
		default:
			j++
		}
	}
	return out
}
