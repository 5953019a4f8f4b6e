package ingest

import (
	"strings"

	"tallymark/extract"
)

// version is the text of an article as it is kept: headline, dek and body,
// blocks parted by one blank line, with the span and role of each block.
type version struct {
	text   strings.Builder
	blocks []extract.Block
	links  []extract.Link
}

func newVersion(title, dek string) *version {
	v := &version{}
	v.add(extract.RoleHeadline, normalise(oneLine(title), nil))
	v.add(extract.RoleDek, normalise(oneLine(dek), nil))
	return v
}

// add appends one block; nothing if it is empty.
func (v *version) add(role extract.Role, text string) {
	if text == "" {
		return
	}
	start := v.startBlock()
	v.text.WriteString(text)
	v.blocks = append(v.blocks, extract.Block{Role: role, Start: start, End: v.text.Len()})
}

// addBody appends a body that is in blocks already.
func (v *version) addBody(text string, blocks []extract.Block, links []extract.Link) {
	if text == "" {
		return
	}
	at := v.startBlock()
	v.text.WriteString(text)
	for _, b := range blocks {
		v.blocks = append(v.blocks, extract.Block{Role: b.Role, Start: at + b.Start, End: at + b.End, Page: b.Page, Turn: b.Turn})
	}
	for _, l := range links {
		v.links = append(v.links, extract.Link{Start: at + l.Start, End: at + l.End, URL: l.URL})
	}
}

func (v *version) startBlock() int {
	if v.text.Len() > 0 {
		v.text.WriteString("\n\n")
	}
	return v.text.Len()
}

// addText appends plain text, cut into blocks by its lines.
func (v *version) addText(text string) {
	for paragraph := range paragraphs(text) {
		for _, line := range lines(paragraph) {
			v.add(lineRole(line))
		}
	}
	markLede(v.text.String(), v.blocks)
}

// markLede makes the first paragraph of the body the lede. A scrap such as
// "3 min read" is none: it has neither the length nor the end of a sentence.
func markLede(text string, blocks []extract.Block) {
	for i, b := range blocks {
		if b.Role == extract.RoleLede {
			return // marked before
		}
		words := text[b.Start:b.End]
		if b.Role == extract.RoleBody && (len(words) > shortestLede || strings.ContainsAny(words[len(words)-1:], ".!?")) {
			blocks[i].Role = extract.RoleLede
			return
		}
	}
}

// shortestLede is the length, in bytes, from which a line is a paragraph even
// without a full stop.
const shortestLede = 80

// paragraphs yields what stands between blank lines, without space at its ends.
func paragraphs(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		var p []string
		for line := range strings.SplitSeq(text+"\n", "\n") {
			line = strings.TrimSpace(line)
			if line != "" {
				p = append(p, line)
				continue
			}
			if len(p) > 0 && !yield(strings.Join(p, "\n")) {
				return
			}
			p = p[:0]
		}
		if len(p) > 0 {
			yield(strings.Join(p, "\n"))
		}
	}
}

// wrapWidth is the longest line, in bytes, that is taken for one that an editor
// or mail program broke.
const wrapWidth = 100

// lines cuts a paragraph into its lines where each line stands for itself, and
// joins them where an editor broke one paragraph into lines.
func lines(paragraph string) []string {
	all := strings.Split(paragraph, "\n")
	if len(all) == 1 || !wrapped(all) {
		return all
	}
	return []string{strings.Join(all, " ")}
}

// wrapped says whether lines go on in one another: all are short and alike,
// some line ends in the middle of a sentence, and none is an item of a list.
func wrapped(all []string) bool {
	goesOn, shortest := false, wrapWidth
	for i, line := range all {
		if role, _ := lineRole(line); len(line) > wrapWidth || role != extract.RoleBody {
			return false
		}
		if i < len(all)-1 {
			shortest = min(shortest, len(line))
			goesOn = goesOn || !strings.ContainsAny(line[len(line)-1:], ".!?:;\"')")
		}
	}
	return goesOn && shortest >= wrapWidth/3
}

// lineRole knows list items and quotations by how they begin, and gives the
// line without that mark.
func lineRole(line string) (extract.Role, string) {
	for _, mark := range []string{"- ", "* ", "• ", "– ", "· "} {
		if rest, ok := strings.CutPrefix(line, mark); ok && strings.TrimSpace(rest) != "" {
			return extract.RoleList, strings.TrimSpace(rest)
		}
	}
	if rest, ok := strings.CutPrefix(line, "> "); ok && strings.TrimSpace(rest) != "" {
		return extract.RoleQuote, strings.TrimSpace(rest)
	}
	return extract.RoleBody, line
}

// withoutTitle drops the first line of a text if it is the title again, so that
// pasting both does not double the headline.
func withoutTitle(text, title string) string {
	text = strings.TrimSpace(text)
	first, rest, _ := strings.Cut(text, "\n")
	if title != "" && strings.EqualFold(oneLine(first), oneLine(title)) {
		return rest
	}
	return text
}
