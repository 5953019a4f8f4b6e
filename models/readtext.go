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
	doc := extract.Document{Text: t.Text, Date: t.Date, Lang: t.Lang, Blocks: t.Blocks, Links: t.Links}
	if err := doc.Check(); err != nil {
		return nil, invalid("text", "%v", err)
	}
	found := []json.RawMessage{}
	for _, c := range e.Claims(doc, t.All) {
		found = append(found, extract.AppendJSON(nil, &c))
	}
	return found, nil
}
