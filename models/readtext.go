package models

import (
	"encoding/json"

	"tallymark/extract"
)

// Block is a stretch of a text with one role.
type Block = extract.Block

// TextLink is a hyperlink with the span of its words.
type TextLink = extract.Link

// TextToRead is a text whose figures are wanted, and which is not stored. All
// asks also for numbers that state nothing to check.
type TextToRead struct {
	Text   string
	Date   string // 2006-01-02 or RFC 3339; "" if unknown
	Lang   string // "en"; "" is found out
	All    bool
	Blocks []Block // nil: found out
	Links  []TextLink
}

// Figures are the claims in the text, each as [extract.AppendJSON] writes it.
func (t TextToRead) Figures(e Engine) ([]json.RawMessage, error) {
	if err := t.check(); err != nil {
		return nil, err
	}
	found := []json.RawMessage{}
	for _, c := range e.Claims(extract.Document{Text: t.Text, Date: t.Date, Lang: t.Lang, Blocks: t.Blocks, Links: t.Links}, t.All) {
		found = append(found, extract.AppendJSON(nil, &c))
	}
	return found, nil
}

// check refuses blocks and links that stand outside the text or out of order.
func (t TextToRead) check() error {
	end := 0
	for _, b := range t.Blocks {
		if b.Start < end || b.End < b.Start || b.End > len(t.Text) {
			return invalid("blocks", "the blocks must lie in the text, in its order, without overlapping")
		}
		end = b.End
	}
	for _, l := range t.Links {
		if l.Start < 0 || l.End < l.Start || l.End > len(t.Text) {
			return invalid("links", "the links must lie in the text")
		}
	}
	return nil
}
