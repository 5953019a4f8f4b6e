package check

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"tallymark/extract"
)

// development is a figure that went from one value to another.
type development struct {
	claims   []int // those of the two figures
	from, to extract.Claim
}

// changes looks at how a sentence tells a development: the direction of its
// verb, and the percentage against the two figures.
func (a *article) changes(first, end int) {
	d, ok := a.development(first, end)
	if !ok {
		return
	}
	a.direction(&d)
	if p, ok := a.statedChange(first, end, &d); ok {
		a.compareChange(&d, p)
	}
}

// development finds the two figures of a sentence that tells of one change only.
func (a *article) development(first, end int) (development, bool) {
	from, to, both := -1, -1, -1
	for i := first; i < end; i++ {
		c := &a.claims[i]
		switch role := changeRole(c); {
		case role == "by" || !c.Checkable:
		case c.Approx == extract.Range && isFromTo(c):
			if both >= 0 {
				return development{}, false
			}
			both = i
		case role == "from":
			if from >= 0 {
				return development{}, false
			}
			from = i
		case role == "to":
			if to >= 0 {
				return development{}, false
			}
			to = i
		}
	}
	switch {
	case from >= 0 && to >= 0 && both < 0 && a.usable(from) && a.usable(to):
		d := development{claims: []int{from, to}, from: a.claims[from], to: a.claims[to]}
		return d, a.comparable(&d)
	case both >= 0 && from < 0 && to < 0 && a.usable(both):
		return a.parted(both)
	}
	return development{}, false
}

func changeRole(c *extract.Claim) string {
	if c.Change == nil {
		return ""
	}
	return c.Change.Role
}

// isFromTo reports a range that is written "from … to …".
func isFromTo(c *extract.Claim) bool {
	return strings.HasPrefix(strings.ToLower(c.Quote), "from ") && strings.Contains(c.Number.Text, " to ") && c.Low.OK && c.High.OK
}

// parted takes a range apart into its two figures.
func (a *article) parted(i int) (development, bool) {
	c := &a.claims[i]
	d := development{claims: []int{i}, from: *c, to: *c}
	low, high, _ := strings.Cut(c.Number.Text, " to ")
	d.from.Number.Text, d.to.Number.Text = low, high
	d.from.Approx, d.to.Approx = extract.Exact, extract.Exact
	d.from.Value, d.to.Value = c.Low, c.High
	if a.told(c, fallen) || i > 0 && a.claims[i-1].Change != nil && a.claims[i-1].Change.Direction == "down" {
		d.from.Value, d.to.Value = c.High, c.Low
	}
	return d, sameScale(&d.from, &d.to)
}

// told reports whether the verb before claim c's "from" is in a list.
func (a *article) told(c *extract.Claim, verbs []string) bool {
	start := max(c.Sentence.Start, 0)
	if start > c.Number.Start || c.Number.Start > len(a.text) {
		return false
	}
	words := wordsOf(a.text[max(start, c.Number.Start-maxAfter):c.Number.Start])
	if lastWord(words) != "from" || len(words) < 2 {
		return false
	}
	return slices.Contains(verbs, words[len(words)-2])
}

// comparable reports two figures of one unit, told in one breath.
func (a *article) comparable(d *development) bool {
	f, t := &d.from, &d.to
	if !exact(f) || !exact(t) || f.Currency != t.Currency || f.Scope != t.Scope {
		return false
	}
	if f.Kind != t.Kind && f.Kind != extract.Count && t.Kind != extract.Count {
		return false
	}
	if f.Kind == extract.Percent != (t.Kind == extract.Percent) || f.UnitName != t.UnitName && f.UnitName != "" && t.UnitName != "" {
		return false
	}
	switch f.Kind {
	case extract.Rank, extract.Score, extract.Temperature, extract.Time, extract.Date, extract.Age:
		return false
	}
	gap := a.gap(min(d.claims[0], d.claims[1]), max(d.claims[0], d.claims[1]))
	return len(wordsOf(gap)) <= 2*maxAnnounced && !strings.ContainsAny(gap, ";:\n") && !slices.Contains(wordsOf(gap), "and") && sameScale(f, t)
}

// sameScale reports that neither figure may be short for more: the 3 of "from 3
// to 5 million" is three million.
func sameScale(f, t *extract.Claim) bool {
	return hasLetters(f.Number.Text) == hasLetters(t.Number.Text)
}

func hasLetters(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }

// direction finds "fell from 10 to 15".
func (a *article) direction(d *development) {
	if len(d.claims) != 2 || d.claims[0] > d.claims[1] || lastWord(wordsOf(a.gap(d.claims[0], d.claims[1]))) != "to" {
		return
	}
	f, t := d.from.Value.V, d.to.Value.V
	verb := ""
	switch {
	case t > f && a.told(&d.from, fallen):
		verb = "a fall"
	case t < f && f > 0 && a.told(&d.from, risen):
		verb = "a rise"
	default:
		return
	}
	a.add(Finding{
		Kind: Direction, Severity: Wrong, Claims: slices.Clone(d.claims),
		Says:    fmt.Sprintf("From %s to %s is not %s.", plain(f), plain(t), verb),
		Working: []string{fmt.Sprintf("%s − %s = %s", plain(t), plain(f), plain(t-f))},
	})
}

// statedChange is the one percentage that a sentence gives its change by:
// before the two figures, as "rose 20 percent to …", or behind them, as ", or
// 20 percent" and ", a rise of 20 percent".
func (a *article) statedChange(first, end int, d *development) (int, bool) {
	low, high := slices.Min(d.claims), slices.Max(d.claims)
	at := -1
	for i := first; i < end; i++ {
		c := &a.claims[i]
		if slices.Contains(d.claims, i) || !isPercent(c) {
			continue
		}
		if at >= 0 || !a.usable(i) || (changeRole(c) != "by" && c.Change != nil) {
			return 0, false
		}
		at = i
	}
	switch {
	case at < 0 || anyOf(wordsOf(a.after(at)), yearly) || anyOf(wordsOf(a.before(at)), yearly):
		return 0, false
	case at == low-1 && changeRole(&a.claims[at]) == "by":
		return at, a.leadsTo(at, low)
	case at == high+1:
		return at, !sharesElse(a.after(at)) && (a.restates(high, at) || a.isChangeOf(high, at))
	}
	return 0, false
}

// leadsTo reports a gap such as " to " and ", from ".
func (a *article) leadsTo(p, next int) bool {
	gap := withoutApproximators(a.gap(p, next))
	words := wordsOf(gap)
	if len(words) == 0 || len(words) > 3 || strings.ContainsAny(gap, ";:.(\n") {
		return false
	}
	return words[len(words)-1] == "to" || words[len(words)-1] == "from"
}

// isChangeOf reports a gap such as ", a rise of ".
func (a *article) isChangeOf(last, p int) bool {
	gap := withoutApproximators(a.gap(last, p))
	words := wordsOf(gap)
	n := len(words)
	if n < 3 || n > maxRestated || words[n-1] != "of" || strings.ContainsAny(gap, ";:.()\n") {
		return false
	}
	return (slices.Contains(rises, words[n-2]) || slices.Contains(falls, words[n-2])) && slices.ContainsFunc(words[:n-2], func(w string) bool { return w == "a" || w == "an" })
}

func (a *article) compareChange(d *development, p int) {
	from, okFrom := amountOf(&d.from)
	to, okTo := amountOf(&d.to)
	stated, ok := percentOf(&a.claims[p])
	if !okFrom || !okTo || !ok || from.low <= 0 || to.low < 0 {
		return
	}
	change := 100 * math.Abs(d.to.Value.V-d.from.Value.V) / d.from.Value.V
	switch {
	case stated.meets(amount{change, change}):
	case a.inPoints(d, p):
		a.addPoints(d, p, change)
	case !stated.meets(relative(from, to, d.to.Value.V < d.from.Value.V)):
		a.addChange(d, p, change)
	}
}

// relative is by how many percent a figure can have changed.
func relative(from, to amount, down bool) amount {
	if down {
		return amount{100 * (1 - to.high/from.low), 100 * (1 - to.low/from.high)}
	}
	return amount{100 * (to.low/from.high - 1), 100 * (to.high/from.low - 1)}
}

// inPoints reports a change of a percentage that is given by its points.
func (a *article) inPoints(d *development, p int) bool {
	points := math.Abs(d.to.Value.V - d.from.Value.V)
	return d.from.Kind == extract.Percent && points > 0 && math.Abs(a.claims[p].Value.V-points) <= hair(points)
}

func (a *article) addPoints(d *development, p int, change float64) {
	f, t := d.from.Value.V, d.to.Value.V
	points := plain(math.Abs(t - f))
	unit := "points"
	if points == "1" {
		unit = "point"
	}
	a.add(Finding{
		Kind: Points, Severity: Doubt, Claims: append(slices.Clone(d.claims), p),
		Says: fmt.Sprintf("From %s %% to %s %% is a change of %s percentage %s, which is %s %%.", plain(f), plain(t), points, unit, plain(change)),
		Working: []string{
			fmt.Sprintf("%s − %s = %s percentage %s", plain(max(f, t)), plain(min(f, t)), points, unit),
			fmt.Sprintf("%s ÷ %s × 100 = %s %%", points, plain(f), plain(change)),
		},
	})
}

func (a *article) addChange(d *development, p int, change float64) {
	f, t := d.from.Value.V, d.to.Value.V
	a.add(Finding{
		Kind: Change, Severity: Wrong, Claims: append(slices.Clone(d.claims), p),
		Says: fmt.Sprintf("From %s to %s is %s %%, not %s %%.", plain(f), plain(t), plain(change), plain(a.claims[p].Value.V)),
		Working: []string{
			fmt.Sprintf("%s − %s = %s", plain(max(f, t)), plain(min(f, t)), plain(math.Abs(t-f))),
			fmt.Sprintf("%s ÷ %s × 100 = %s", plain(math.Abs(t-f)), plain(f), plain(change)),
			fmt.Sprintf("The text says %s.", quoted(&a.claims[p])),
		},
	})
}
