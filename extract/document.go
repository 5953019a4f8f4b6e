package extract

// Block is a stretch of the text with one role. Blocks do not overlap and
// stand in the order of the text.
type Block struct {
	Role  Role `json:"role"`
	Start int  `json:"start"`
	End   int  `json:"end"`
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
