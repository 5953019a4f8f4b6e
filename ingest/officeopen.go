package ingest

import (
	"encoding/xml"

	"tallymark/extract"
)

// openText reads the text of a document of LibreOffice, OpenDocument as ISO/IEC
// 26300 describes it.
type openText struct {
	*office
	parents    map[string]string // styles that the document made of others
	paragraphs int               // that are open
	lists      int
}

func (x *openText) start(e xml.StartElement) bool {
	switch e.Name.Local {
	case "style":
		if x.parents == nil {
			x.parents = map[string]string{}
		}
		x.parents[valueOf(e, "name")] = valueOf(e, "parent-style-name")
	case "h", "p":
		x.paragraph(e)
	case "s", "tab", "line-break":
		x.w.space = true
	case "a":
		x.beginLink(valueOf(e, "href"))
	case "list-item":
		x.lists++
	case "table":
		x.tables++
	case "table-row":
		x.beginRow()
	case "note", "annotation", "tracked-changes", "table-of-content", "forms", "settings":
		return false
	}
	return true
}

func (x *openText) paragraph(e xml.StartElement) {
	x.begin()
	x.paragraphs++
	if x.lists > 0 && x.tables == 0 {
		x.w.role = extract.RoleList
	}
	name := valueOf(e, "style-name")
	if parent := x.parents[name]; parent != "" {
		name = parent
	}
	x.styled(name)
	x.w.heading = x.w.heading || e.Name.Local == "h" && x.tables == 0
}

func (x *openText) end(name string) {
	switch name {
	case "h", "p":
		x.finish()
		x.paragraphs = max(0, x.paragraphs-1)
	case "a":
		x.finishLink()
	case "list-item":
		x.lists = max(0, x.lists-1)
	case "table-row":
		x.w.endBlock()
	case "table":
		x.tables = max(0, x.tables-1)
	}
}

func (x *openText) text(s string) {
	if x.paragraphs > 0 {
		x.w.words(s)
	}
}
