// Package lang holds what the engine knows of a language: its words, in plain
// data files, one folder a language. The engine's rules know grammar; every
// word they speak of stands here.
package lang

import "strings"

// Word is one entry of a lexicon: a single form ("killed") or a phrase
// ("according to"). Entries are shared and never change after loading.
type Word struct {
	// What is asked of almost every token stands together: the rules spend most
	// of their time waiting for it.
	tags               Tags
	leads              Tags     // the tags of the phrases that begin with it
	bit                uint64   // its place in the masks of second words
	seconds            uint64   // the second words of its phrases, as a mask
	Text               string   // lower case, apostrophes straight
	Num                *Numeral // number words
	Unit               *Unit    // units of measure and of money
	Frame              *Frame   // verbs that say what happened
	State              *Frame   // nouns and adjectives that say what happened: deaths, missing
	phrases            []*Phrase
	Bound, BoundBehind string // an extract.Approx: what it says before, behind a number
	Lemma              string // "kill"; Text where the files give no other
	Singular           string // of nouns, "" where the files give none
	Suffix             string // of entries that stand for the unknown words of one ending
	Step               int    // of words of time: the number of a month, steps from today
}

// Tags is a set of tags.
type Tags [4]uint64

// TagsOf is the set of ts.
func TagsOf(ts ...Tag) (set Tags) {
	for _, t := range ts {
		set[t>>6] |= 1 << (t & 63)
	}
	return set
}

// meets reports whether the sets share a tag.
func (s *Tags) meets(o *Tags) bool {
	return s[0]&o[0]|s[1]&o[1]|s[2]&o[2]|s[3]&o[3] != 0
}

// AnyOf is [Word.Any] for a set.
func (w *Word) AnyOf(set *Tags) bool { return w.tags.meets(set) }

// LeadsAnyOf is [Word.Leads] for a set.
func (w *Word) LeadsAnyOf(set *Tags) bool { return w.tags.meets(set) || w.leads.meets(set) }

// Unknown stands for every word that the lexicon does not have.
var Unknown = &Word{}

// Has reports whether the word carries the tag.
func (w *Word) Has(t Tag) bool { return w.tags[t>>6]&(1<<(t&63)) != 0 }

// Any reports whether the word carries one of the tags. The first two stand
// alone, for the compiler makes one test of each where they are constants.
func (w *Word) Any(a, b Tag, more ...Tag) bool {
	if w.Has(a) || w.Has(b) {
		return true
	}
	for _, t := range more {
		if w.Has(t) {
			return true
		}
	}
	return false
}

// Bare reports whether the files say nothing of the word but that it stands
// in a phrase.
func (w *Word) Bare() bool {
	return w.tags == Tags{} && w.Num == nil && w.Unit == nil && w.State == nil && w.Suffix == ""
}

// Leads reports whether the word, or a phrase that begins with it, carries one
// of the tags: where it does not, the phrases need no look.
func (w *Word) Leads(ts ...Tag) bool {
	for _, t := range ts {
		if (w.tags[t>>6]|w.leads[t>>6])&(1<<(t&63)) != 0 {
			return true
		}
	}
	return false
}

// Begins reports whether a phrase of this word and next as its second may be
// there; almost all pairs of a text end here.
func (w *Word) Begins(next *Word) bool { return w.seconds&next.bit != 0 }

// Phrases are the phrases that begin with this word, longest first.
func (w *Word) Phrases() []*Phrase { return w.phrases }

func (w *Word) tag(t Tag) { w.tags[t>>6] |= 1 << (t & 63) }

// Phrase is a run of words with an entry of its own.
type Phrase struct {
	Words []*Word // all of them, the first included
	Entry *Word
}

// Numeral is what a number word is worth.
type Numeral struct {
	Value float64
	Class NumeralClass
}

// NumeralClass says how a number word combines with its neighbours.
type NumeralClass uint8

// The classes of number words.
const (
	Digit       NumeralClass = iota + 1 // one … nine
	Teen                                // ten … nineteen
	Tens                                // twenty … ninety
	Hundred                             // hundred
	Magnitude                           // thousand, million, bn, lakh
	Collective                          // dozen, score, pair
	VagueWord                           // dozens, scores, hundreds, several
	Fraction                            // half, third, quarter (value is the ratio)
	Multiplier                          // twice, double, tripled, threefold
	OrdinalWord                         // first, second, hundredth
	Zero                                // no, none, nobody, zero
)

// Unit is a unit of measure or of money.
type Unit struct {
	Name     string  // "kilometre per hour", "US dollar"
	Kind     string  // an extract.Kind: "distance", "money", …
	SI       string  // "m/s"; "" where there is none
	Factor   float64 // value in SI = value*Factor + Offset
	Offset   float64
	Currency string // ISO 4217, money only
	Minor    bool   // cents, pence: Factor is the part of the whole
	Attached bool   // a symbol that may stick to its digits ("10km", "5kg")
	Capital  bool   // a symbol that is written with a capital
	Stuck    bool   // a unit only where it sticks to its digits ("5g", "20h")
}

// Frame is what a verb, participle or noun says happened to the counted.
type Frame struct {
	Lemma string // "kill"
	Kind  string // an extract.Kind, "" where the verb tells none
	Label string // "killed", "dead", "arrested": the form of the label
	Roles string // who is counted, a letter each; the data files explain theirs
}

// Lexicon is the loaded data of one language. It is safe for concurrent use.
type Lexicon struct {
	Code    string
	endings [32][]*Word // by their last letter, longest first
	table   []slot      // open addressing by Hash, a power of two long
	mask    uint32
	plain   []plainSlot // the words of ASCII letters alone, again
	shift   uint8
}

// LongestPlain is the length of the longest word that [Lexicon.Plain] finds.
const LongestPlain = 16

// plainSlot keeps the letters beside the word, so that most look-ups end with
// one comparison of two numbers.
type plainSlot struct {
	low, high uint64
	word      *Word
}

// Plain finds the word that the first n bytes of s spell, all ASCII letters;
// s has LongestPlain bytes.
func (l *Lexicon) Plain(s string, n int) *Word {
	low, high := plainKey(s, n)
	mask := len(l.plain) - 1
	for i := int(plainHash(low, high) >> l.shift); ; i = (i + 1) & mask {
		switch t := &l.plain[i&mask]; {
		case t.low == low && t.high == high:
			return t.word
		case t.low == 0:
			return Unknown
		}
	}
}

// plainKey is the word in lower case as two numbers.
func plainKey(s string, n int) (low, high uint64) {
	const lower = 0x2020202020202020
	_ = s[LongestPlain-1]
	low = uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	if n <= 8 {
		return (low | lower) & (^uint64(0) >> (64 - 8*uint(n))), 0
	}
	high = uint64(s[8]) | uint64(s[9])<<8 | uint64(s[10])<<16 | uint64(s[11])<<24 | uint64(s[12])<<32 | uint64(s[13])<<40 | uint64(s[14])<<48 | uint64(s[15])<<56
	return low | lower, (high | lower) & (^uint64(0) >> (128 - 8*uint(n)))
}

func plainHash(low, high uint64) uint64 {
	return (low ^ high*0x9E3779B97F4A7C15) * 0xD6E8FEB86659FD93
}

// slot keeps the hash beside the word, so that a look-up that fails, as most
// do, never leaves the table.
type slot struct {
	hash uint32
	word *Word
}

// Lookup finds the word whose folded form hashes to h; fold(s) is compared
// byte by byte, so that a lookup never allocates.
func (l *Lexicon) Lookup(h uint32, s string) *Word {
	for i := h & l.mask; ; i = (i + 1) & l.mask {
		t := &l.table[i]
		if t.word == nil {
			return Unknown
		}
		if t.hash == h && foldEqual(t.word.Text, s) {
			return t.word
		}
	}
}

// Word finds a word by its text, or Unknown.
func (l *Lexicon) Word(s string) *Word { return l.Lookup(Hash(s), s) }

// Hash is FNV-1a over the folded bytes of s.
func Hash(s string) uint32 {
	h := uint32(HashStart)
	for i := 0; i < len(s); i++ {
		h = HashByte(h, s[i])
	}
	return h
}

// HashStart begins a hash that HashByte goes on with.
const HashStart = 2166136261

// HashByte adds a byte to the hash. The curly apostrophe (E2 80 99) counts as
// its last byte alone, which Fold maps to the straight one.
func HashByte(h uint32, b byte) uint32 {
	if b == 0xE2 || b == 0x80 {
		return h
	}
	return (h ^ uint32(Fold(b))) * 16777619
}

// HashLetter adds an ASCII letter to the hash.
func HashLetter(h uint32, b byte) uint32 { return (h ^ uint32(b|0x20)) * 16777619 }

// Fold lower-cases ASCII and maps the last byte of ’ to '.
func Fold(b byte) byte {
	if b >= 'A' && b <= 'Z' {
		return b | 0x20
	}
	if b == 0x99 {
		return '\''
	}
	return b
}

// foldEqual compares an entry with bytes of the text, both as Hash sees them.
func foldEqual(entry, s string) bool {
	i, j := 0, 0
	for i < len(s) && i < len(entry) && (entry[i] == s[i] || entry[i] == s[i]|0x20 && s[i] >= 'A' && s[i] <= 'Z') {
		i++
	}
	if i == len(s) && i == len(entry) {
		return true
	}
	j = i
	for {
		for i < len(s) && (s[i] == 0xE2 || s[i] == 0x80) {
			i++
		}
		for j < len(entry) && (entry[j] == 0xE2 || entry[j] == 0x80) {
			j++
		}
		if i == len(s) || j == len(entry) {
			return i == len(s) && j == len(entry)
		}
		if Fold(entry[j]) != Fold(s[i]) {
			return false
		}
		i, j = i+1, j+1
	}
}

// Has reports whether one of the letters stands in the frame's roles.
func (f *Frame) Has(roles ...byte) bool {
	for _, r := range roles {
		if strings.IndexByte(f.Roles, r) >= 0 {
			return true
		}
	}
	return false
}

// Weak reports whether the verb alone is poor evidence, so that another verb
// of the clause goes before it.
func (f *Frame) Weak() bool { return f.Has('w') }

// Guess is the entry for the ending of a word that the lexicon does not have,
// or Unknown.
func (l *Lexicon) Guess(s string) *Word {
	if s == "" {
		return Unknown
	}
	for _, w := range l.endings[s[len(s)-1]&31] {
		if n := len(s) - len(w.Suffix); n >= 3 && foldEqual(w.Suffix, s[n:]) {
			return w
		}
	}
	return Unknown
}

// OfKind is the frame with another kind.
func (f *Frame) OfKind(kind string) *Frame {
	g := *f
	g.Kind = kind
	return &g
}
