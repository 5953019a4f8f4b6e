package match

import (
	"encoding/binary"
	"errors"
	"math"
	"time"

	"tallymark/extract"
)

// A print is a claim made ready, written down, so that it can be compared with
// later ones without reading its article again. It has no texts: words are
// their hashes. The names of an article are written once, apart.

// printVersion is the first byte of a print. It grows with every change of what
// a print holds or how claims are made ready, so that old prints are made anew.
const printVersion = 1

// errPrint says that bytes are not a print, or one of another version.
var errPrint = errors.New("the print of a claim is damaged or was made by another version")

// Print writes the claim down, without the names of its article.
func (c *Claim) Print() []byte {
	p := printing{printVersion}
	p.text(string(c.Kind))
	p.text(c.Unit)
	p.text(c.Currency)
	p.text(c.SI)
	role, direction := "", ""
	if c.Change != nil {
		role, direction = c.Change.Role, c.Change.Direction
	}
	p.text(role)
	p.text(direction)
	p.text(c.Scope)
	p.number(uint64(b2i(c.Total) | b2i(c.long)<<1))
	p.number(uint64(c.Sentence.Start))
	p.number(uint64(c.Sentence.End))
	p.day(c.Date)
	p.float(c.low)
	p.float(c.high)
	p.text(c.counted)
	p.text(c.group)
	p.number(uint64(c.side))
	p.number(uint64(c.day))
	p.ids(c.places)
	p.ids(c.actors)
	p.ids(c.sorts)
	p.number(uint64(len(c.events)))
	for _, e := range c.events {
		p.text(e)
	}
	p.number(uint64(len(c.beside)))
	for _, r := range c.beside {
		p.text(string(r.kind))
		p.float(r.low)
		p.float(r.high)
	}
	p.words(c.near)
	p.words(c.clause)
	p.text(c.source)
	p.text(c.agency)
	return p
}

// Names writes down the names of the claim's article.
func (c *Claim) Names() []byte {
	p := printing{printVersion}
	p.words(c.names)
	return p
}

// Names are those of an article as [Claim.Names] wrote them down. Several claims
// may share them.
type Names struct{ words []word }

// ReadNames is what Names wrote down; nothing is no names.
func ReadNames(written []byte) (Names, error) {
	if len(written) == 0 {
		return Names{}, nil
	}
	n := reader{rest: written}
	n.version()
	words := n.words()
	if n.failed || len(n.rest) > 0 {
		return Names{}, errPrint
	}
	return Names{words}, nil
}

// ReadPrint is the claim of an article that Print and Names wrote down. Without
// names it can be held against others of its figure, and not compared.
func ReadPrint(article string, print []byte, names Names) (Claim, error) {
	c := Claim{Article: article, names: names.words}
	r := reader{rest: print}
	r.version()
	c.Kind, c.Unit, c.Currency, c.SI = extract.Kind(r.text()), r.text(), r.text(), r.text()
	if role, direction := r.text(), r.text(); role != "" {
		c.Change = &extract.Change{Role: role, Direction: direction}
	}
	c.Scope = r.text()
	flags := r.number()
	c.Total, c.long = flags&1 != 0, flags&2 != 0
	c.Sentence.Start, c.Sentence.End = int(r.number()), int(r.number())
	c.Date, c.low, c.high = r.day(), r.float(), r.float()
	c.counted, c.group = r.text(), r.text()
	c.side, c.day = uint32(r.number()), uint32(r.number())
	c.places, c.actors, c.sorts = r.ids(), r.ids(), r.ids()
	for range r.length() {
		c.events = append(c.events, r.text())
	}
	for range r.length() {
		c.beside = append(c.beside, reading{extract.Kind(r.text()), r.float(), r.float()})
	}
	c.near, c.clause = r.words(), r.words()
	c.source, c.agency = r.text(), r.text()
	if r.failed || len(r.rest) > 0 {
		return Claim{}, errPrint
	}
	return c, nil
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// printing is a print on its way out.
type printing []byte

func (p *printing) number(n uint64) { *p = binary.AppendUvarint(*p, n) }

func (p *printing) text(s string) {
	p.number(uint64(len(s)))
	*p = append(*p, s...)
}

func (p *printing) float(f float64) { *p = binary.LittleEndian.AppendUint64(*p, math.Float64bits(f)) }

// day is written as the day after 1970 and one more, 0 for none.
func (p *printing) day(d time.Time) {
	if d.IsZero() {
		p.number(0)
		return
	}
	*p = binary.AppendUvarint(*p, uint64(dayNumber(d)+dayShift))
}

// dayShift keeps days before 1970 above 0.
const dayShift = 1_000_000

func dayNumber(d time.Time) int64 { return int64(math.Floor(float64(d.Unix()) / 86_400)) }

func (p *printing) ids(list []uint32) {
	p.number(uint64(len(list)))
	for _, id := range list {
		*p = binary.LittleEndian.AppendUint32(*p, id)
	}
}

// words are written with their weights, which are whole tenths.
func (p *printing) words(list []word) {
	p.number(uint64(len(list)))
	for _, w := range list {
		*p = binary.LittleEndian.AppendUint32(*p, w.id)
		*p = append(*p, byte(math.Round(float64(w.weight)*10)))
	}
}

// reader reads a print. What does not fit makes it fail and gives nothing.
type reader struct {
	rest   []byte
	failed bool
}

func (r *reader) version() {
	if v := r.take(1); len(v) == 1 && v[0] != printVersion {
		r.failed = true
	}
}

func (r *reader) take(n int) []byte {
	if r.failed || n < 0 || n > len(r.rest) {
		r.failed = true
		return nil
	}
	out := r.rest[:n]
	r.rest = r.rest[n:]
	return out
}

func (r *reader) number() uint64 {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 {
		r.failed = true
		return 0
	}
	r.take(size)
	return n
}

// length is a number of things that follow, never more than there is room for.
func (r *reader) length() int {
	n := r.number()
	if n > uint64(len(r.rest)) {
		r.failed = true
		return 0
	}
	return int(n)
}

func (r *reader) text() string { return string(r.take(r.length())) }

func (r *reader) float() float64 {
	b := r.take(8)
	if b == nil {
		return 0
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(b))
}

func (r *reader) day() time.Time {
	n := r.number()
	if n == 0 || n > 2*dayShift {
		return time.Time{}
	}
	return time.Unix((int64(n)-dayShift)*86_400, 0).UTC()
}

func (r *reader) ids() (out []uint32) {
	for range r.length() {
		if b := r.take(4); b != nil {
			out = append(out, binary.LittleEndian.Uint32(b))
		}
	}
	return out
}

func (r *reader) words() []word {
	n := r.length()
	out := make([]word, 0, n)
	for range n {
		if b := r.take(5); b != nil {
			out = append(out, word{id: binary.LittleEndian.Uint32(b), weight: float32(b[4]) / 10})
		}
	}
	return out
}
