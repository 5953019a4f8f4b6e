package match

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// class is what a word tells about an event.
type class uint8

const (
	plainWord class = iota
	placeWord
	eventWord
	sideWord // north, southern: a part of a place
	dayWord  // a day of the week
)

// word is one compared word. Words are told apart by the hash of their stem,
// so that comparing two claims compares no strings.
type word struct {
	id     uint32
	weight float32
	class  class
	text   string
}

// The weights of the words: what names a place, an event or anything seldom
// said tells figures apart, "attack" and "city" hardly do.
const (
	weightPlace = 1.2
	weightEvent = 1.0
	weightWeak  = 0.4
	weightWord  = 1.2
	weightName  = 1.6
	weightDay   = 0
)

var sides = map[string]string{
	"n": "north", "s": "south", "e": "east", "w": "west",
	"north": "north", "northern": "north", "south": "south", "southern": "south", "east": "east", "eastern": "east", "west": "west", "western": "west",
	"northeast": "northeast", "ne": "northeast", "northeastern": "northeast", "northwest": "northwest", "nw": "northwest", "northwestern": "northwest",
	"southeast": "southeast", "se": "southeast", "southeastern": "southeast", "southwest": "southwest", "sw": "southwest", "southwestern": "southwest", "central": "central",
}

var days = map[string]bool{"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true}

// token is a word of the text as it stands there.
type token struct {
	text  string // lower case, without the possessive
	raw   string
	start int
}

// tokens cuts text into words. Points and hyphens inside a word belong to it.
func tokens(text string) []token {
	var out []token
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			i += size
			continue
		}
		end := wordEnd(text, i)
		raw := text[i:end]
		out = append(out, token{plainForm(raw), raw, i})
		i = end
	}
	return out
}

func wordEnd(text string, i int) int {
	end := i
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			end = i + size
		case r == '.' || r == '\'' || r == '’' || r == ',' && end == i:
			if end != i {
				return end
			}
		default:
			return end
		}
		i += size
	}
	return end
}

// plainForm is the word in lower case without 's.
func plainForm(raw string) string {
	s := strings.ToLower(raw)
	s = strings.ReplaceAll(s, "’", "'")
	s = strings.TrimSuffix(s, "'s")
	return strings.TrimSuffix(s, "'")
}

// compared are the words of a stretch of text that tell which event it speaks
// of, sorted by id, each once.
func compared(text string) []word {
	ts := tokens(text)
	var out []word
	for i := 0; i < len(ts); i++ {
		if w, eaten := place(ts[i:]); eaten > 0 {
			out = append(out, w)
			i += eaten - 1
			continue
		}
		if w, ok := single(ts[i]); ok {
			out = append(out, w)
		}
	}
	return distinct(out)
}

// place reads the longest place name at the head of ts. "us" is one only in
// capitals.
func place(ts []token) (word, int) {
	for n := min(3, len(ts)); n > 0; n-- {
		name, ok := words.places[joined(ts[:n])]
		if ok && (ts[0].text != "us" || ts[0].raw == "US") {
			return word{hash("@" + name), weightPlace, placeWord, name}, n
		}
	}
	if ts[0].text == "us" && ts[0].raw != "US" {
		return word{}, 0
	}
	// "Gazans", "Kenyans", "NATO-Afghan" are read from their plain form.
	if name, ok := words.places[strings.TrimSuffix(ts[0].text, "s")]; ok && len(ts[0].text) > 4 {
		return word{hash("@" + name), weightPlace, placeWord, name}, 1
	}
	return word{}, 0
}

func joined(ts []token) string {
	if len(ts) == 1 {
		return ts[0].text
	}
	s := ts[0].text
	for _, t := range ts[1:] {
		s += " " + t.text
	}
	return s
}

func single(t token) (word, bool) {
	if days[t.text] {
		return word{hash("!" + t.text), weightDay, dayWord, t.text}, true
	}
	if side, ok := sides[t.text]; ok && (len(t.raw) > 1 || isCapital(t.raw)) {
		return word{hash("^" + side), weightWeak, sideWord, side}, true
	}
	if words.common[t.text] || unicode.IsDigit(rune(t.text[0])) || len(t.text) < 2 {
		return word{}, false
	}
	s := stem(t.text)
	if event, ok := words.events[s]; ok {
		weight := float32(weightEvent)
		if words.wide[event] != nil {
			weight = weightWeak
		}
		return word{hash("#" + event), weight, eventWord, event}, true
	}
	if words.weak[s] {
		return word{hash(s), weightWeak, plainWord, s}, true
	}
	return word{hash(s), weightWord, plainWord, s}, true
}

// sorts are the words right before the words of events, unless they are places
// or say little: the mine of "mine accident", the church of "church bombing".
func sorts(text string) (out []uint32) {
	ts := tokens(text)
	for i := 1; i < len(ts); i++ {
		if words.events[stem(ts[i].text)] == "" {
			continue
		}
		if _, eaten := place(ts[i-1 : i]); eaten > 0 {
			continue
		}
		if w, ok := single(ts[i-1]); ok && w.class == plainWord && w.weight == weightWord {
			out = append(out, w.id)
		}
	}
	return out
}

// distinct sorts words by id and keeps each once.
func distinct(list []word) []word {
	slices.SortFunc(list, func(a, b word) int { return cmp.Compare(a.id, b.id) })
	return slices.CompactFunc(list, func(a, b word) bool { return a.id == b.id })
}

// maxNames bounds the names that stand for an article.
const maxNames = 48

// names are the words of a whole text that begin with a capital in the middle
// of a sentence, the most frequent first cut to maxNames: people, streets,
// towns, bodies. They are sorted by id; a name said often weighs more.
func names(text string) []word {
	counts := map[string]int{}
	place := map[string]string{}
	for line := range strings.Lines(text) {
		ts := tokens(line)
		if isTitle(ts) {
			continue
		}
		for i, t := range ts {
			if i == 0 || !isCapital(t.raw) || opensSentence(line, t.start) || words.common[t.text] || sides[t.text] != "" {
				continue
			}
			counts[t.text]++
			if p, ok := words.places[t.text]; ok {
				place[t.text] = p
			}
		}
	}
	return heaviest(counts, place)
}

func heaviest(counts map[string]int, place map[string]string) []word {
	list := make([]word, 0, len(counts))
	for s, n := range counts {
		w := word{id: hash("=" + s), weight: weightName, text: s}
		if p := place[s]; p != "" {
			w = word{id: hash("@" + p), weight: weightPlace, class: placeWord, text: p}
		} else if words.weak[stem(s)] || words.events[stem(s)] != "" {
			w.weight = weightWeak
		}
		w.weight *= 1 + 0.5*float32(min(n-1, 3))
		list = append(list, w)
	}
	slices.SortFunc(list, func(a, b word) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.id, b.id))
	})
	return distinct(list[:min(len(list), maxNames)])
}

func isCapital(raw string) bool {
	r, _ := utf8.DecodeRuneInString(raw)
	return unicode.IsUpper(r)
}

// isTitle knows a line that gives most words a capital, where capitals say
// nothing.
func isTitle(ts []token) bool {
	capital := 0
	for _, t := range ts {
		if isCapital(t.raw) {
			capital++
		}
	}
	return capital*2 > len(ts)
}

func opensSentence(line string, at int) bool {
	before := strings.TrimRight(line[:at], " \"'“”‘’(")
	return before == "" || strings.ContainsAny(before[len(before)-1:], ".!?:")
}
