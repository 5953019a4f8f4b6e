package extract

import "fmt"

// Block is a stretch of the text with one role. Blocks do not overlap and
// stand in the order of the text.
type Block struct {
	Role  Role `json:"role"`
	Start int  `json:"start"`
	End   int  `json:"end"`
	Page  int  `json:"page,omitempty"` // of a document that has pages, from 1
	Turn  int  `json:"turn,omitempty"` // how many bytes into the block the next page begins, 0 if none does
}

// Link is a hyperlink with the span of its words.
type Link struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	URL   string `json:"url"`
}

// Document is one text to read. Only Text is needed. Offsets in everything
// that comes back are bytes into Text, which is never normalised.
type Document struct {
	ID     string  `json:"id"`
	Text   string  `json:"text"`
	Date   string  `json:"date"`   // 2006-01-02 or RFC 3339; "" if unknown
	Lang   string  `json:"lang"`   // "en"; "" is detected
	Blocks []Block `json:"blocks"` // nil: found from the line structure
	Links  []Link  `json:"links"`
}

// Check makes sure that no span leaves the text and that blocks stand in order,
// since the engine relies on both. Its error is fit for people.
func (d *Document) Check() error {
	end := 0
	for i, b := range d.Blocks {
		if b.Start < end || b.End < b.Start || b.End > len(d.Text) {
			return fmt.Errorf("block %d, bytes %d to %d, overlaps another or leaves the text", i+1, b.Start, b.End)
		}
		end = b.End
	}
	for i, l := range d.Links {
		if l.Start < 0 || l.End < l.Start || l.End > len(d.Text) {
			return fmt.Errorf("link %d, bytes %d to %d, leaves the text", i+1, l.Start, l.End)
		}
	}
	return nil
}
