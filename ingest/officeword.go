package ingest

import (
	"encoding/xml"

	"tallymark/extract"
)

// wordText reads the text of a document of Word, WordprocessingML as ECMA-376
// describes it.
type wordText struct {
	*office
	links  map[string]string // addresses by the id of their relation
	inText bool
}

func (x *wordText) start(e xml.StartElement) bool {
	switch e.Name.Local {
	case "p":
		x.begin()
	case "pStyle":
		x.styled(valueOf(e, "val"))
	case "numPr":
		if x.tables == 0 && x.w.role == extract.RoleBody {
			x.w.role = extract.RoleList
		}
	case "t":
		x.inText = true
	case "tab", "br", "cr":
		x.w.space = true
	case "noBreakHyphen":
		x.w.words("-")
	case "hyperlink":
		x.beginLink(x.address(valueOf(e, "id")))
	case "tbl":
		x.tables++
	case "tr":
		x.beginRow()
	case "del", "moveFrom", "Fallback", "instrText", "pPrChange", "rPrChange":
		return false // struck out, written twice, or no words
	}
	return true
}

func (x *wordText) end(name string) {
	switch name {
	case "p":
		x.finish()
	case "t":
		x.inText = false
	case "hyperlink":
		x.finishLink()
	case "tr":
		x.w.endBlock()
	case "tbl":
		x.tables = max(0, x.tables-1)
	}
}

func (x *wordText) text(s string) {
	if x.inText {
		x.w.words(s)
	}
}

// address is where a relation of the document points.
func (x *wordText) address(id string) string {
	if x.links == nil {
		r := &relations{links: map[string]string{}}
		x.links = r.links
		if err := x.walk("word/_rels/document.xml.rels", r); err != nil {
			clear(x.links) // the text is what matters
		}
	}
	return x.links[id]
}

// relations reads the addresses that a document of Word keeps beside its text.
type relations struct{ links map[string]string }

func (r *relations) start(e xml.StartElement) bool {
	if e.Name.Local == "Relationship" && valueOf(e, "TargetMode") == "External" {
		r.links[valueOf(e, "Id")] = valueOf(e, "Target")
	}
	return true
}

func (r *relations) end(string)  {}
func (r *relations) text(string) {}
