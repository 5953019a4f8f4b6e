package match

import (
	"cmp"
	"slices"
	"time"

	"tallymark/extract"
)

// Two claims of one figure share most of the words that tell events apart, and
// long articles the names that they say most often. So each claim is filed
// under a few of these, and only claims that share a key are compared.
const (
	keyWords = 6 // of the sentence
	keyNames = 3 // of the article
)

// monthDays is how many days are filed together: a claim is looked for among
// those of its own stretch of days and of the ones before and after it.
const monthDays = 32

// Keys are what a claim is filed under; they are the same for the same words
// on every machine. day is the day it is filed on, for one without a date.
func (c *Claim) Keys(day time.Time) []int64 { return c.keys(day, 0, 0) }

// Sought are the keys of the claims that may speak of the same figure.
func (c *Claim) Sought(day time.Time) []int64 { return c.keys(day, -1, 1) }

func (c *Claim) keys(day time.Time, from, to int64) []int64 {
	if !c.Date.IsZero() {
		day = c.Date
	}
	month := dayNumber(day) / monthDays
	var out []int64
	for _, family := range c.families() {
		for _, id := range c.telling() {
			key := int64(hash(family + string([]byte{'|', byte(id), byte(id >> 8), byte(id >> 16), byte(id >> 24)})))
			for m := month + from; m <= month+to; m++ {
				out = append(out, m<<32|key)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// families are the kinds that a claim is filed under: those of claims that
// [Compare] does not refuse out of hand.
func (c *Claim) families() []string {
	switch {
	case c.Kind == extract.Casualties:
		return []string{string(extract.Deaths), string(extract.Injuries)}
	case c.Kind == extract.Count && c.Unit == "":
		return []string{string(extract.Count), string(extract.Deaths)}
	}
	return []string{string(c.Kind)}
}

// telling are the words that the claim is filed under. Of the many words of a
// sentence the same few are taken in every sentence that has them: those with
// the smallest hashes, which have nothing to do with what they mean.
func (c *Claim) telling() []uint32 {
	var out []uint32
	for _, w := range c.near {
		if w.weight >= weightEvent && len(out) < keyWords {
			out = append(out, w.id)
		}
	}
	if !c.long {
		return out
	}
	said := slices.Clone(c.names)
	slices.SortFunc(said, func(a, b word) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.id, b.id)) })
	for _, w := range said[:min(len(said), keyNames)] {
		out = append(out, w.id)
	}
	return out
}
