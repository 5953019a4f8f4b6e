package models_test

import (
	"strings"
	"testing"

	"tallymark/extract"
	"tallymark/models"
)

// The claim is marked [so] in the text, the number in it <so>.
func TestSourceLink(t *testing.T) {
	const page = "https://news.example/story"
	long := "[" + strings.Repeat("very ", 20) + "<41> people who died there] in the blast on Monday"
	for _, tt := range []struct {
		name, url, text, want string
	}{
		{"three words before are enough", page, "Police said that [<41> people died] in the blast.",
			page + "#:~:text=Police%20said%20that-,41%20people%20died"},
		{"only the nearest three words", page, "On Monday the police said that [<41> people] died.",
			page + "#:~:text=police%20said%20that-,41%20people"},
		{"start of a paragraph: words after", page, "[<41> people died] in the blast on Monday.",
			page + "#:~:text=41%20people%20died,-in%20the%20blast"},
		{"two words before: words after", page, "Police: at [<41> people died] in the blast.",
			page + "#:~:text=41%20people%20died,-in%20the%20blast."},
		{"too few words for one side, enough for two", page, "Police say [<41> people] died there.",
			page + "#:~:text=Police%20say-,41%20people,-died%20there."},
		{"prefix repeated: suffix tells", page, "He said that 41 people died. She said it too. He said that [<41> people] were hurt badly there.",
			page + "#:~:text=41%20people,-were%20hurt%20badly"},
		{"grows until it is unique", page, "One day he said that 41 people came to the fair. Next day he said that [<41> people] came to the fair.",
			page + "#:~:text=Next%20day%20he%20said%20that-,41%20people"},
		{"unique without regard to case", page, "POLICE SAID THAT 41 PEOPLE died there. Then police said that [<41> people] left the town.",
			page + "#:~:text=41%20people,-left%20the%20town."},
		{"never leaves the paragraph", page, "one two three\n\n[<41> dead] today\n\nfour five six", page},
		{"the same paragraph twice", page, "He said that 41 people died.\n\nHe said that [<41> people] died.", page},
		{"fewer than three words around", page, "Deaths: [<41> people]", page},
		{"nothing around", page, "[<41> people]", page},
		{"dash, comma and ampersand are encoded", page, "The R&D, post-war unit said [<1,300> well-known men] died.",
			page + "#:~:text=post%2Dwar%20unit%20said-,1%2C300%20well%2Dknown%20men"},
		{"other bytes are encoded", page, "Der Zürcher Verlag sagte [<41> „Menschen“] seien tot.",
			page + "#:~:text=Z%C3%BCrcher%20Verlag%20sagte-,41%20%E2%80%9EMenschen%E2%80%9C"},
		{"percent sign and currency", page, "They said it rose [<12%>] and cost more.",
			page + "#:~:text=said%20it%20rose-,12%25"},
		{"a fragment stays", page + "#latest", "Police said that [<41> people] died.",
			page + "#latest:~:text=Police%20said%20that-,41%20people"},
		{"an older directive goes", page + "#a:~:text=old", "Police said that [<41> people] died.",
			page + "#a:~:text=Police%20said%20that-,41%20people"},
		{"only a directive", page + "#:~:text=old", "Police said that [<41> people] died.",
			page + "#:~:text=Police%20said%20that-,41%20people"},
		{"a query stays", page + "?id=7&x=a-b", "Police said that [<41> people] died.",
			page + "?id=7&x=a-b#:~:text=Police%20said%20that-,41%20people"},
		{"line breaks are spaces", page, "Police said\nthat  [<41>\npeople] died.",
			page + "#:~:text=Police%20said%20that-,41%20people"},
		{"whole words only", page, "Police said that a [<41>] year-old died, mid[<7>]day",
			page + "#:~:text=said%20that%20a-,41"},
		{"signs touch the claim", page, "Police said the toll ([<41> dead]) rose again.",
			page + "#:~:text=said%20the%20toll%20%28-,41%20dead"},
		{"a long claim gives its ends", page, "Police said that " + long,
			page + "#:~:text=Police%20said%20that-,very%20very%20very,who%20died%20there"},
		{"no address", "", "Police said that [<41> people] died.", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text, c := marked(tt.text)
			if got := models.SourceLink(tt.url, text, nil, &c); got != tt.want {
				t.Errorf("SourceLink\n got %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestSourceLinkRoles(t *testing.T) {
	const page = "https://news.example/story"
	text, c := marked("Police said that [<41> people] died.")
	c.Role = extract.RoleHeadline
	if got := models.SourceLink(page, text, nil, &c); got != page {
		t.Errorf("headline: %s", got)
	}
	c.Role = extract.RoleTable
	cell := []extract.Block{{Role: extract.RoleTable, Start: 0, End: len("Police said ")}, {Role: extract.RoleTable, Start: len("Police said "), End: len("Police said that 41 people")}}
	if got := models.SourceLink(page, text, cell, &c); got != page {
		t.Errorf("a cell with one word of context: %s", got)
	}
}

// A document on paper is opened at the page that the number is on.
func TestSourceLinkToAPage(t *testing.T) {
	const file = "https://courier.example/report.pdf"
	text, c := marked("Police said that 7 people left.\n\nPolice said that [<41> people died].\n\nThey gave 9 names.")
	blocks := []extract.Block{{Role: extract.RoleBody, Start: 0, End: 31, Page: 1}, {Role: extract.RoleBody, Start: 33, End: 65, Page: 3}, {Role: extract.RoleBody, Start: 67, End: len(text), Page: 4}}
	blocks[2].Turn = len("They gave ")
	last := models.Claim{Start: 67, End: len(text), NumberStart: strings.Index(text, "9"), NumberEnd: strings.Index(text, "9") + 1}
	if got := models.SourceLink(file, text, blocks, &last); got != file+"#page=5" {
		t.Errorf("behind the turn of a page: %s", got)
	}
	for _, address := range []string{file, file + "#page=1"} {
		if got := models.SourceLink(address, text, blocks, &c); got != file+"#page=3" {
			t.Errorf("%s: %s", address, got)
		}
	}
	if got := models.SourceLink("", text, blocks, &c); got != "" {
		t.Errorf("no address: %s", got)
	}
}

// marked takes the marks of the first claim out of a text.
func marked(s string) (string, models.Claim) {
	var c models.Claim
	var text strings.Builder
	done := false
	for _, r := range s {
		switch {
		case r == '[' && !done:
			c.Start = text.Len()
		case r == ']' && !done:
			c.End, done = text.Len(), true
		case r == '<' && !done:
			c.NumberStart = text.Len()
		case r == '>' && !done:
			c.NumberEnd = text.Len()
		case strings.ContainsRune("[]<>", r):
		default:
			text.WriteRune(r)
		}
	}
	return text.String(), c
}

func FuzzSourceLink(f *testing.F) {
	f.Add("Police said that 41 people died.", 17, 26)
	f.Add("a\n\nb 7\u00a0c d", 5, 6)
	f.Fuzz(func(t *testing.T, text string, from, to int) {
		c := models.Claim{Start: from, End: to, NumberStart: from, NumberEnd: to}
		if from < 0 || to > len(text) || from >= to {
			return
		}
		got := models.SourceLink("https://a.example/", text, nil, &c)
		rest, ok := strings.CutPrefix(got, "https://a.example/")
		if !ok || rest != "" && !strings.HasPrefix(rest, "#:~:text=") {
			t.Errorf("%q", got)
		}
	})
}
