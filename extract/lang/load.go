package lang

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"math/bits"
	"sort"
	"strconv"
	"strings"
)

// A data file is a list of lines. "#" begins a comment. A line
//
//	@noun person
//
// gives the tags of the lines that follow it; a pseudo-tag among them says how
// those lines are read:
//
//	(none)      forms of one lemma, the lemma first, parted by " / ":  man / men
//	list        words parted by ", ", each a lemma of its own
//	plurals     as above, several parted by ", "; one form alone also gets its
//	            regular plural
//	verbs       as above, several parted by ", "; one form alone also gets -s,
//	            -ed, -ing
//	numerals    text, value, class:         dozen = 12 collective
//	units       forms = name; kind; SI unit; factor; offset; flags
//	frames      verb forms = kind; label; roles; lemma if not the first form
//	states      nouns and adjectives = lemma; kind; label; roles
//	suffixes    endings of words that the files do not have
//	bounds      forms = extract.Approx:     more than = over
//	maps        forms = lemma
//
// A form of several words is a phrase. A form may stand in several files; its
// tags add up.

// loader collects entries before the table is built.
type loader struct {
	words   map[string]*Word
	endings []*Word
	file    string
	line    int
}

// Load reads every .txt file of the folder.
func Load(code string, folder fs.FS) (*Lexicon, error) {
	names, err := fs.Glob(folder, "*.txt")
	if err != nil {
		return nil, fmt.Errorf("list words of %s: %w", code, err)
	}
	ld := &loader{words: make(map[string]*Word, 8192)}
	for _, name := range names {
		if err := ld.read(folder, name); err != nil {
			return nil, fmt.Errorf("words of %s: %s:%d: %w", code, name, ld.line, err)
		}
	}
	return ld.lexicon(code), nil
}

// Sum is a sum of every .txt file of the folder, as eight hexadecimal digits.
func Sum(folder fs.FS) string {
	h := crc32.NewIEEE()
	names, _ := fs.Glob(folder, "*.txt") // the pattern is good
	for _, name := range names {
		text, _ := fs.ReadFile(folder, name) // what cannot be read, Load reports
		io.WriteString(h, name+"\n")
		h.Write(text)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func (ld *loader) read(folder fs.FS, name string) error {
	f, err := folder.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	ld.file, ld.line = name, 0
	var tags []Tag
	how := ""
	in := bufio.NewScanner(f)
	for in.Scan() {
		ld.line++
		line, _, _ := strings.Cut(in.Text(), "#")
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case line[0] == '@':
			if tags, how, err = heading(line[1:]); err != nil {
				return err
			}
		default:
			if err := ld.entry(line, tags, how); err != nil {
				return err
			}
		}
	}
	return in.Err()
}

// heading splits "@noun person plurals" into tags and the way of reading.
func heading(s string) (tags []Tag, how string, err error) {
	for _, f := range strings.Fields(s) {
		switch f {
		case "list", "states", "suffixes", "plurals", "verbs", "numerals", "units", "frames", "maps", "bounds", "steps":
			how = f
		default:
			t, ok := tagNames[f]
			if !ok {
				return nil, "", fmt.Errorf("unknown tag %q", f)
			}
			tags = append(tags, t)
		}
	}
	return tags, how, nil
}

// entry reads one line under its heading.
func (ld *loader) entry(line string, tags []Tag, how string) error {
	left, right, _ := strings.Cut(line, " = ")
	forms := formsOf(left)
	switch how {
	case "list":
		for _, form := range strings.Split(line, ",") {
			ld.word(strings.ToLower(strings.TrimSpace(form)), tags)
		}
	case "plurals":
		for _, one := range strings.Split(left, ",") {
			ld.nouns(formsOf(one), tags)
		}
	case "verbs":
		for _, one := range strings.Split(left, ",") {
			ld.verbs(formsOf(one), tags, nil)
		}
	case "suffixes":
		for _, ending := range strings.Split(left, ",") {
			ld.suffix(strings.TrimSpace(ending), tags)
		}
	case "states":
		return ld.state(forms, right, tags)
	case "frames":
		f := strings.Split(right, ";")
		if len(f) != 3 && len(f) != 4 {
			return fmt.Errorf("a frame needs kind; label; roles and may have a lemma, got %q", right)
		}
		frame := &Frame{Lemma: forms[0], Kind: strings.TrimSpace(f[0]), Label: strings.TrimSpace(f[1]), Roles: strings.TrimSpace(f[2])}
		if len(f) == 4 {
			frame.Lemma = strings.TrimSpace(f[3])
		}
		ld.verbs(forms, tags, frame)
	case "numerals":
		return ld.numeral(forms, right, tags)
	case "units":
		return ld.unit(forms, right, tags)
	case "bounds":
		for _, form := range forms {
			w := ld.word(form, tags)
			if w.Has(PostApprox) && contains(tags, PostApprox) {
				w.BoundBehind = strings.TrimSpace(right)
			} else {
				w.Bound = strings.TrimSpace(right)
			}
		}
	case "steps":
		return ld.steps(forms, right, tags)
	case "maps":
		for _, w := range ld.all(forms, tags) {
			w.Lemma = strings.TrimSpace(right)
		}
	default:
		ld.all(forms, tags)
	}
	return nil
}

// formsOf cuts "man / men".
func formsOf(s string) []string {
	forms := strings.Split(s, " / ")
	for i := range forms {
		forms[i] = strings.ToLower(strings.TrimSpace(forms[i]))
	}
	return forms
}

// state enters nouns and adjectives that say what happened.
func (ld *loader) state(forms []string, right string, tags []Tag) error {
	f := strings.Split(right, ";")
	if len(f) != 4 {
		return fmt.Errorf("a state needs lemma; kind; label; roles, got %q", right)
	}
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	for _, form := range forms {
		ld.word(form, tags).State = &Frame{Lemma: f[0], Kind: f[1], Label: f[2], Roles: f[3]}
	}
	return nil
}

// suffix makes the entry that stands for all unknown words of this ending.
func (ld *loader) suffix(ending string, tags []Tag) {
	w := &Word{Suffix: ending}
	for _, t := range tags {
		w.tag(t)
	}
	ld.endings = append(ld.endings, w)
}

func contains(tags []Tag, t Tag) bool {
	for _, x := range tags {
		if x == t {
			return true
		}
	}
	return false
}

// word finds or makes the entry of one form and adds the tags.
func (ld *loader) word(form string, tags []Tag) *Word {
	w := ld.words[form]
	if w == nil {
		w = &Word{Text: form, Lemma: form}
		ld.words[form] = w
	}
	for _, t := range tags {
		w.tag(t)
	}
	return w
}

// all enters the forms of one lemma.
func (ld *loader) all(forms []string, tags []Tag) []*Word {
	ws := make([]*Word, len(forms))
	for i, f := range forms {
		ws[i] = ld.word(f, tags)
		ws[i].Lemma = forms[0]
	}
	return ws
}

func (ld *loader) nouns(forms []string, tags []Tag) {
	if len(forms) == 1 {
		forms = append(forms, PluralOf(forms[0]))
	}
	for i, form := range forms {
		w := ld.word(form, tags)
		w.Singular = forms[0]
		if i > 0 {
			w.tag(Plural)
		}
	}
}

// verbs enters base, -s, past, participle, -ing; a line of five gives all of
// them, a line of one is regular.
func (ld *loader) verbs(forms []string, tags []Tag, frame *Frame) {
	if len(forms) == 1 {
		forms = regular(forms[0])
	}
	for i, w := range ld.all(forms, tags) {
		w.tag(Verb)
		if frame != nil {
			w.Frame = frame
		}
		switch {
		case strings.HasSuffix(w.Text, "ing") && i > 0:
			w.tag(Gerund)
		case i == 0:
			w.tag(Infinitive)
		case i == 2 && len(forms) == 5 && forms[2] != forms[3]:
			w.tag(Finite)
		case i >= 2:
			w.tag(PastPart)
		}
	}
}

// steps enters words of time with the number they count.
func (ld *loader) steps(forms []string, right string, tags []Tag) error {
	n, err := strconv.Atoi(strings.TrimSpace(right))
	if err != nil {
		return fmt.Errorf("bad step %q", right)
	}
	for _, f := range forms {
		ld.word(f, tags).Step = n
	}
	return nil
}

func (ld *loader) numeral(forms []string, right string, tags []Tag) error {
	f := strings.Fields(right)
	if len(f) != 2 {
		return fmt.Errorf("a numeral needs value and class, got %q", right)
	}
	v, err := strconv.ParseFloat(f[0], 64)
	class, ok := numeralClasses[f[1]]
	if err != nil || !ok {
		return fmt.Errorf("bad numeral %q", right)
	}
	for _, w := range ld.all(forms, tags) {
		w.Num = &Numeral{Value: v, Class: class}
	}
	return nil
}

var numeralClasses = map[string]NumeralClass{
	"digit": Digit, "teen": Teen, "tens": Tens, "hundred": Hundred, "magnitude": Magnitude, "collective": Collective,
	"vague": VagueWord, "fraction": Fraction, "multiplier": Multiplier, "ordinal": OrdinalWord, "zero": Zero,
}

// unit reads "km / kilometre / kilometres = kilometre; distance; m; 1000; 0; attached".
func (ld *loader) unit(forms []string, right string, tags []Tag) error {
	f := strings.Split(right, ";")
	if len(f) < 3 {
		return fmt.Errorf("a unit needs name; kind; SI; factor; offset; flags, got %q", right)
	}
	for len(f) < 6 {
		f = append(f, "")
	}
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	u := &Unit{Name: f[0], Kind: f[1], SI: f[2], Factor: 1, Attached: strings.Contains(f[5], "attached") || strings.Contains(f[5], "stuck"), Minor: strings.Contains(f[5], "minor"), Stuck: strings.Contains(f[5], "stuck"), Capital: strings.Contains(f[5], "capital")}
	if u.Kind == "money" {
		u.Currency, u.SI = f[2], ""
	}
	for i, p := range []*float64{&u.Factor, &u.Offset} {
		if s := f[3+i]; s != "" {
			v, err := strconv.ParseFloat(s, 64)
			if err != nil {
				return fmt.Errorf("bad factor %q", s)
			}
			*p = v
		}
	}
	for _, form := range forms {
		ld.word(form, tags).Unit = u
	}
	return nil
}

// lexicon links phrases and builds the hash table.
func (ld *loader) lexicon(code string) *Lexicon {
	for _, form := range sortedKeys(ld.words) {
		parts := pieces(form)
		if len(parts) == 1 {
			continue
		}
		p := &Phrase{Entry: ld.words[form]}
		for _, f := range parts {
			p.Words = append(p.Words, ld.word(f, nil))
		}
		first := p.Words[0]
		first.phrases = append(first.phrases, p)
		for i, tags := range p.Entry.tags {
			first.leads[i] |= tags
		}
		p.Words[1].bit = 1 << (Hash(parts[1]) >> 26)
		first.seconds |= p.Words[1].bit
	}
	n := 1 << bits.Len(uint(len(ld.words)*3))
	sort.SliceStable(ld.endings, func(i, j int) bool { return len(ld.endings[i].Suffix) > len(ld.endings[j].Suffix) })
	l := &Lexicon{Code: code, table: make([]slot, n), mask: uint32(n - 1)}
	for _, w := range ld.endings {
		k := w.Suffix[len(w.Suffix)-1] & 31
		l.endings[k] = append(l.endings[k], w)
	}
	for _, form := range sortedKeys(ld.words) {
		w := ld.words[form]
		sort.SliceStable(w.phrases, func(i, j int) bool { return len(w.phrases[i].Words) > len(w.phrases[j].Words) })
		h := Hash(form)
		i := h & l.mask
		for l.table[i].word != nil {
			i = (i + 1) & l.mask
		}
		l.table[i] = slot{h, w}
	}
	l.addPlain(ld.words)
	return l
}

// addPlain builds the table of the words of ASCII letters alone.
func (l *Lexicon) addPlain(words map[string]*Word) {
	size := bits.Len(uint(len(words) * 2))
	l.plain, l.shift = make([]plainSlot, 1<<size), uint8(64-size)
	for _, form := range sortedKeys(words) {
		if !isPlain(form) {
			continue
		}
		low, high := plainKey(form+strings.Repeat("\x00", LongestPlain-len(form)), len(form))
		i := plainHash(low, high) >> l.shift
		for l.plain[i].low != 0 {
			i = (i + 1) & uint64(len(l.plain)-1)
		}
		l.plain[i] = plainSlot{low, high, words[form]}
	}
}

// isPlain reports whether [Lexicon.Plain] can find the form.
func isPlain(form string) bool {
	for i := 0; i < len(form); i++ {
		if form[i] < 'a' || form[i] > 'z' {
			return false
		}
	}
	return form != "" && len(form) <= LongestPlain
}

func sortedKeys(m map[string]*Word) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// pieces cuts a form as the lexer cuts the text: at spaces, and around the
// marks that are tokens of their own.
func pieces(form string) []string {
	var b strings.Builder
	for _, r := range form {
		if strings.ContainsRune("-$%/°€£¥₹&", r) {
			b.WriteString(" " + string(r) + " ")
			continue
		}
		b.WriteRune(r)
	}
	return strings.Fields(b.String())
}
