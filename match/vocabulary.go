package match

import (
	"embed"
	"hash/fnv"
	"strings"

	"github.com/kljensen/snowball/english"
)

//go:embed words/*.txt
var files embed.FS

// vocabulary is what the package knows about words. It is made once and never
// changes.
type vocabulary struct {
	places map[string]string // phrase, lower case: the place's main name
	events map[string]string // stem: the event's name
	wide   map[string][]string
	common map[string]bool // words that are not compared
	weak   map[string]bool // stems that say little
	groups map[string]string
	part   map[string]bool // groups counted beside a total that includes them
}

var words = load()

func load() *vocabulary {
	v := &vocabulary{places: map[string]string{}, events: map[string]string{}, wide: map[string][]string{}, common: map[string]bool{}, weak: map[string]bool{}, groups: map[string]string{}, part: map[string]bool{}}
	for name, list := range entries("places") {
		v.places[name] = name
		for _, alias := range list {
			v.places[alias] = name
		}
	}
	v.loadEvents()
	v.loadGroups()
	for w := range strings.FieldsSeq(data("common")) {
		v.common[w] = true
	}
	for w := range strings.FieldsSeq(data("weak")) {
		v.weak[stem(w)] = true
	}
	return v
}

func (v *vocabulary) loadEvents() {
	for name, list := range entries("events") {
		name, isWide := strings.CutPrefix(name, "wide ")
		for i, word := range list {
			own, narrower, _ := strings.Cut(word, " = ")
			v.events[stem(own)] = name
			if narrower == "" || !isWide {
				continue
			}
			v.wide[name] = append([]string{narrower}, list[i+1:]...)
			break
		}
	}
}

func (v *vocabulary) loadGroups() {
	for name, list := range entries("groups") {
		name, isPart := strings.CutPrefix(name, "part ")
		v.part[name] = isPart
		for _, word := range list {
			v.groups[word] = name
		}
	}
}

// data is a word file without its comments.
func data(name string) string {
	raw, err := files.ReadFile("words/" + name + ".txt")
	if err != nil {
		panic("match: the word file " + name + " is not built in")
	}
	var b strings.Builder
	for line := range strings.Lines(string(raw)) {
		if !strings.HasPrefix(line, "#") {
			b.WriteString(line)
		}
	}
	return b.String()
}

// entries reads the lines "name: word, word" of a file.
func entries(name string) map[string][]string {
	all := map[string][]string{}
	for line := range strings.Lines(data(name)) {
		key, list, _ := strings.Cut(strings.TrimSpace(line), ":")
		if list = strings.TrimSpace(list); list != "" {
			all[key] = strings.Split(list, ", ")
		} else {
			all[key] = nil
		}
	}
	return all
}

// agree says whether two events may be one: the same word, or the wider word
// for it.
func (v *vocabulary) agree(a, b string) bool {
	return a == b || contains(v.wide[a], b) || contains(v.wide[b], a)
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// stem is the word without its endings, hyphens kept.
func stem(word string) string { return english.Stem(word, true) }

func hash(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return h.Sum32()
}
