package ingest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tallymark/extract"
)

// packed makes a ZIP archive of files, given as name and content in turn.
func packed(t testing.TB, files ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err == nil {
			_, err = f.Write([]byte(files[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const wordHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>`

// wordFile is a document as Word writes it: runs cut anywhere, tracked changes,
// a field, a link by its relation, a list, a table, a note.
func wordFile(t testing.TB, body string) []byte {
	return packed(t,
		"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"docProps/core.xml", `<cp:coreProperties xmlns:cp="a" xmlns:dc="b"><dc:title>A title nobody sees</dc:title><dc:creator>Ana Weld</dc:creator></cp:coreProperties>`,
		"word/document.xml", wordHead+body+`<w:sectPr/></w:body></w:document>`,
		"word/_rels/document.xml.rels", `<Relationships><Relationship Id="rId4" Target="https://coast.example/log?a=1&amp;b=2" TargetMode="External"/><Relationship Id="rId5" Target="javascript:alert(1)" TargetMode="External"/><Relationship Id="rId6" Target="styles.xml"/></Relationships>`,
	)
}

const wordBody = `<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Ferry sinks off Port Meridon</w:t></w:r></w:p>` +
	`<w:p><w:pPr><w:pStyle w:val="Subtitle"/></w:pPr><w:r><w:t>13 held</w:t></w:r></w:p>` +
	`<w:p><w:r><w:t xml:space="preserve">At least </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>4</w:t></w:r><w:del><w:r><w:delText>4</w:delText></w:r></w:del><w:ins><w:r><w:t>1</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> people died, the </w:t></w:r><w:hyperlink r:id="rId4"><w:r><w:t>coastguard</w:t></w:r></w:hyperlink><w:r><w:t xml:space="preserve"> and a </w:t></w:r><w:hyperlink r:id="rId5"><w:r><w:t>clerk</w:t></w:r></w:hyperlink><w:r><w:t> said.</w:t></w:r><w:r><w:instrText> PAGE 99 </w:instrText></w:r></w:p>` +
	`<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>What was seized</w:t></w:r></w:p>` +
	`<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/></w:numPr></w:pPr><w:r><w:t>440 rounds</w:t></w:r></w:p>` +
	`<w:p><w:pPr><w:pStyle w:val="Quote"/></w:pPr><w:r><w:t>We lost 6 boats.</w:t></w:r></w:p>` +
	`<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>In the box: 31 cuffs.</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>In the box: 31 cuffs.</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>` +
	`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Dead</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>41</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>Hurt</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>23</w:t></w:r></w:p></w:tc></w:tr></w:tbl>` +
	`<w:p/><w:p><w:r><w:t>The search</w:t><w:br/><w:t>goes on.</w:t></w:r></w:p>`

// openFile is a document as LibreOffice writes it.
func openFile(t testing.TB, body string) []byte {
	return packed(t,
		"mimetype", "application/vnd.oasis.opendocument.text",
		"content.xml", `<?xml version="1.0" encoding="UTF-8"?><office:document-content><office:automatic-styles><style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/><style:style style:name="P2" style:family="paragraph" style:parent-style-name="Quotations"/></office:automatic-styles><office:body><office:text><text:tracked-changes><text:changed-region><text:deletion><text:p>44 died</text:p></text:deletion></text:changed-region></text:tracked-changes>`+body+`</office:text></office:body></office:document-content>`,
		"meta.xml", `<office:document-meta><office:meta><dc:title>A title nobody sees</dc:title><dc:creator>Ana Weld</dc:creator></office:meta></office:document-meta>`,
	)
}

const openBody = `<text:p text:style-name="P1">Ferry sinks off Port Meridon</text:p><text:p text:style-name="Subtitle">13 held</text:p>` +
	`<text:p text:style-name="Standard">At least <text:span text:style-name="T1">4</text:span>1 people<text:s text:c="2"/>died, the <text:a xlink:href="https://coast.example/log?a=1&amp;b=2">coastguard</text:a> and a <text:a xlink:href="javascript:alert(1)">clerk</text:a><text:note><text:note-body><text:p>Note 7</text:p></text:note-body></text:note> said.</text:p>` +
	`<text:h text:outline-level="2">What was seized</text:h>` +
	`<text:list><text:list-item><text:p>440 rounds</text:p></text:list-item></text:list>` +
	`<text:p text:style-name="P2">We lost 6 boats.</text:p>` +
	`<text:p>In the box: 31 cuffs.<office:annotation><text:p>Check the 31!</text:p></office:annotation></text:p>` +
	`<table:table><table:table-row><table:table-cell><text:p>Dead</text:p></table:table-cell><table:table-cell><text:p>41</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>Hurt</text:p></table:table-cell><table:table-cell><text:p>23</text:p></table:table-cell></table:table-row></table:table>` +
	`<text:p/><text:p>The search<text:line-break/>goes on.</text:p>`

func TestOfficeDocuments(t *testing.T) {
	t.Parallel()
	r := newReader(t)
	const want = "Ferry sinks off Port Meridon\n\n13 held\n\nAt least 41 people died, the coastguard and a clerk said.\n\nWhat was seized\n\n440 rounds\n\nWe lost 6 boats.\n\nIn the box: 31 cuffs.\n\nDead 41\n\nHurt 23\n\nThe search goes on."
	for name, raw := range map[string][]byte{"a.docx": wordFile(t, wordBody), "a.odt": openFile(t, openBody), "renamed.txt": wordFile(t, wordBody)} {
		a, err := r.File(t.Context(), raw, Input{Name: name})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if a.Text != want {
			t.Errorf("%s: the text is\n%s\nwant\n%s", name, a.Text, want)
		}
		if a.Title != "Ferry sinks off Port Meridon" || !bytes.Equal(a.Raw, raw) || !strings.HasPrefix(a.RawType, "application/vnd.") {
			t.Errorf("%s: title %q, raw %d bytes of %q", name, a.Title, len(a.Raw), a.RawType)
		}
		at := strings.Index(a.Text, "coastguard")
		if link := (extract.Link{Start: at, End: at + len("coastguard"), URL: "https://coast.example/log?a=1&b=2"}); !slices.Equal(a.Links, []extract.Link{link}) {
			t.Errorf("%s: links %v, want %v", name, a.Links, link)
		}
		for words, role := range map[string]extract.Role{"440 rounds": extract.RoleList, "We lost": extract.RoleQuote, "Dead 41": extract.RoleTable, "13 held": extract.RoleDek} {
			i := slices.IndexFunc(a.Blocks, func(b extract.Block) bool { return b.Start == strings.Index(a.Text, words) })
			if i < 0 || a.Blocks[i].Role != role {
				t.Errorf("%s: %q is no %s: %v", name, words, role, a.Blocks)
			}
		}
	}
}

func TestOfficeDocumentsThatCannotBeRead(t *testing.T) {
	t.Parallel()
	r := newReader(t)
	good := wordFile(t, wordBody)
	many := make([]string, 0, 2*maxEntries+2)
	for i := range maxEntries + 1 {
		many = append(many, fmt.Sprint(i), "")
	}
	for _, c := range []struct {
		name string
		raw  []byte
		says string
	}{
		{"cut off", good[:len(good)/2], "damaged"},
		{"no XML", packed(t, "word/document.xml", "not XML at all <"), "damaged"},
		{"ends early", packed(t, "word/document.xml", wordHead+"<w:p><w:r><w:t>41 dead"), "damaged"},
		{"own entities", packed(t, "word/document.xml", `<!DOCTYPE a [<!ENTITY b "41 dead">]>`+wordHead+"<w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"), "damaged"},
		{"no words", wordFile(t, "<w:p><w:r><w:t> </w:t></w:r></w:p>"), "no text"},
		{"nothing", openFile(t, ""), "no text"},
		{"too deep", wordFile(t, strings.Repeat("<w:p>", maxOffice+10)), "levels deep"},
		{"too many files", packed(t, many...), "files"},
		{"a workbook", packed(t, "xl/workbook.xml", "<workbook/>"), "no text document"},
	} {
		if _, err := r.File(t.Context(), c.raw, Input{Name: "a.docx"}); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", c.name, err, c.says)
		}
	}
}

// What unpacks to more than it may is given up there, however small it is packed.
func TestOfficeBombs(t *testing.T) {
	t.Parallel()
	const size = 1 << 20
	bomb := wordFile(t, "<w:p><w:r><w:t>"+strings.Repeat("41 dead. ", size/9)+"</w:t></w:r></w:p>")
	if len(bomb) > size/50 {
		t.Errorf("the bomb has %d bytes", len(bomb))
	}
	if _, err := readOfficeWithin(t.Context(), bomb, size/2); err == nil || !strings.Contains(err.Error(), "unpacks to more than") {
		t.Errorf("twice what may be unpacked: %v", err)
	}
	if page, err := readOfficeWithin(t.Context(), bomb, 2*size); err != nil || len(page.Text) < size/2 {
		t.Errorf("half of what may be unpacked: %d bytes, %v", len(page.Text), err)
	}
}

func FuzzOffice(f *testing.F) {
	f.Add(wordBody, true)
	f.Add(openBody, false)
	f.Add("</w:p></w:tbl></w:tr><w:p><w:hyperlink><w:t>41</w:p>", true)
	f.Add("</text:p></table:table><text:p><text:a><text:p>41</text:a>", false)
	r := newReader(f)
	f.Fuzz(func(t *testing.T, body string, word bool) {
		raw := openFile(t, body)
		if word {
			raw = wordFile(t, body)
		}
		a, err := r.File(t.Context(), raw, Input{Name: "a"})
		if err != nil {
			return
		}
		for _, l := range a.Links {
			if l.Start < 0 || l.End > len(a.Text) || l.Start >= l.End {
				t.Errorf("link %v in %d bytes", l, len(a.Text))
			}
		}
	})
}
