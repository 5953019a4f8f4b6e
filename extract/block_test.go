package extract

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// rolesOf gives the role of every sentence of a text, with its first words.
func rolesOf(t *testing.T, doc Document) []string {
	t.Helper()
	e, err := sharedEngine()
	if err != nil {
		t.Fatal(err)
	}
	r := &reading{engine: e, lex: e.lexicons["en"], doc: doc, text: doc.Text}
	r.lexText()
	r.findBlocks()
	r.findSentences()
	out := make([]string, len(r.sents))
	for i, s := range r.sents {
		out[i] = string(s.role) + ": " + strings.Join(strings.Fields(r.text[s.start:s.end]), " ")
	}
	return out
}

const filler = "The river rose through the night and the lower streets were closed before dawn."

func TestRolesOfLines(t *testing.T) {
	for _, row := range []struct {
		name, line string
		want       Role
	}{
		{"age of the story", "This story is over 5 years old.", RoleFurniture},
		{"age of the article", "This article is over 3 years old", RoleFurniture},
		{"reading time", "3 min read", RoleFurniture},
		{"reading time, long", "12 minutes to read", RoleFurniture},
		{"follow", "Follow Ann Lind on Twitter @annlind", RoleFurniture},
		{"image credit", "Image via Nils Berg / Wikimedia Commons", RoleFurniture},
		{"photo credit", "Photo by Nils Berg", RoleFurniture},
		{"copyright sign", "© 2014 Northern News", RoleFurniture},
		{"copyright", "Copyright 2014 Northern News. All rights reserved.", RoleFurniture},
		{"rights", "All rights reserved.", RoleFurniture},
		{"comments", "214 comments", RoleFurniture},
		{"shares", "1,204 shares", RoleFurniture},
		{"subscribe", "Subscribe to our newsletter", RoleFurniture},
		{"sign up", "Sign up for our daily newsletter", RoleFurniture},
		{"advertisement", "Advertisement", RoleFurniture},
		{"story continues", "Story continues below advertisement", RoleFurniture},
		{"updated", "Last updated 4:15 p.m.", RoleFurniture},
		{"posted", "Posted on 4 May 2014", RoleFurniture},
		{"credits of work", "Reporting by Ann Lind; editing by Nils Berg", RoleFurniture},
		{"a date alone", "March 25, 2014 12:45 PM", RoleFurniture},
		{"a number alone", "17", RoleFurniture},
		{"signature of a post", "— Ann Lind (@annlind) July 20, 2015", RoleFurniture},
		{"related", "Related: Four Men Jailed After the 2013 Raid", RoleRelated},
		{"related, upper case", "RELATED: 13 held after raid", RoleRelated},
		{"read more", "Read more: 13 held after raid", RoleRelated},
		{"see also", "See also: The 12 bridges that fell", RoleRelated},
		{"read also", "Also read: 40 houses lost", RoleRelated},
		{"watch", "WATCH: 13 seconds that shook the town", RoleRelated},
		{"more", "More: 13 things to know", RoleRelated},
		{"caption by colon", "Photo: The 13 boats in the harbour", RoleCaption},
		{"caption by credit", "The harbour after the storm of May 3. (Photo: Nils Berg)", RoleCaption},
		{"caption by agency credit", "Rescuers search one of 13 boats (AP Photo/Nils Berg)", RoleCaption},
		{"file photo", "File photo: the bridge in 2009", RoleCaption},
		{"table by bars", "Town | 2013 | 2014", RoleTable},
		{"table by tabs", "Leeds\t13\t14", RoleTable},

		{"a sentence on a network", "Police said on Twitter that 13 men were held.", RoleBody},
		{"a sentence of a share", "The firm sold 1,204 shares.", RoleBody},
		{"a sentence about a photo", "A photo of the 13 men was shown in court.", RoleBody},
		{"a sentence about comments", "Her comments drew 214 letters.", RoleBody},
		{"a sentence that reads", "Many read the 13 letters.", RoleBody},
		{"a sentence about an update", "The firm updated 13 of its forecasts in May and withdrew two.", RoleBody},
		{"a sentence with a source", "Data from the board show 13 wells.", RoleBody},
		{"a sentence of also", "Also on Monday, 13 men were held.", RoleBody},
		{"a sentence of more", "More than 13 men were held.", RoleBody},
		{"a sentence of follow", "Follow the 13 steps, the leaflet said.", RoleBody},
		{"a sentence of search", "Search teams found 13 men in the old mine.", RoleBody},
		{"a sentence of watch", "Watch towers stood at 13 gates.", RoleBody},
		{"a sentence of home", "Home prices rose 13 per cent.", RoleBody},
		{"a sentence of image", "Image counts: the team took 13 of them.", RoleBody},
		{"a sentence on rights", "All rights were granted to 13 men.", RoleBody},
		{"a sentence of related costs", "Related costs rose 13 per cent.", RoleBody},
		{"a sentence of subscribers", "Subscribers paid 13 dollars.", RoleBody},
		{"a sentence of a sign", "Sign language is taught in 13 schools.", RoleBody},
		{"a sentence of posts", "Posts on the page drew 13 replies.", RoleBody},
	} {
		t.Run(row.name, func(t *testing.T) {
			text := "Flood closes streets\n\n" + filler + " " + filler + "\n\n" + row.line + "\n\n" + filler
			got := rolesOf(t, Document{Text: text, Lang: "en"})
			want := string(row.want) + ": " + strings.Join(strings.Fields(row.line), " ")
			for _, g := range got {
				if strings.HasPrefix(want, g) || g == want {
					return
				}
			}
			t.Errorf("want %q among\n%s", want, strings.Join(got, "\n"))
		})
	}
}

func TestRolesOfArticles(t *testing.T) {
	for _, row := range []struct {
		name, text string
		want       []string
	}{
		{"headline, dek, byline, lede", "Flood Closes Twelve Streets\n\nTwelve streets were closed after the river rose.\nAnn Lind\nLeeds, UK\n\nThe river rose. It was late.\n\nNobody was hurt.", []string{
			"headline: Flood Closes Twelve Streets", "dek: Twelve streets were closed after the river rose.", "furniture: Ann Lind", "furniture: Leeds, UK",
			"lede: The river rose.", "lede: It was late.", "body: Nobody was hurt.",
		}},
		{"furniture above the headline", "This story is over 5 years old.\n\nFlood Closes Twelve Streets\n\nThe river rose.", []string{
			"furniture: This story is over 5 years old.", "headline: Flood Closes Twelve Streets", "lede: The river rose.",
		}},
		{"by-line", "Flood closes twelve streets\nBy Ann Lind\n\nThe river rose.", []string{
			"headline: Flood closes twelve streets", "furniture: By Ann Lind", "lede: The river rose.",
		}},
		{"no headline", "The river rose. It was late.\n\nNobody was hurt.", []string{
			"lede: The river rose.", "lede: It was late.", "body: Nobody was hurt.",
		}},
		{"one sentence", "The river rose 13 feet.", []string{"body: The river rose 13 feet."}},
		{"dateline", "Flood closes streets\n\nLEEDS (AP) — The river rose.", []string{"headline: Flood closes streets", "furniture: LEEDS (AP) —", "lede: The river rose."}},
		{"dateline, old style", "Flood closes streets\n\nOSLO, Norway (AP) _ The river rose.", []string{"headline: Flood closes streets", "furniture: OSLO, Norway (AP) _", "lede: The river rose."}},
		{"list", "Flood closes streets\n\nThe river rose.\n\n- Mill Lane\n- Bridge Street\n- Low Road", []string{
			"headline: Flood closes streets", "lede: The river rose.", "list: - Mill Lane", "list: - Bridge Street", "list: - Low Road",
		}},
		{"numbered list", "Flood closes streets\n\nThe river rose.\n\n1. Mill Lane was closed\n2. Low Road was closed", []string{
			"headline: Flood closes streets", "lede: The river rose.", "list: 1. Mill Lane was closed", "list: 2. Low Road was closed",
		}},
		{"hard-wrapped lines", "Flood closes streets\n\nThe river rose through the night and the lower streets\nwere closed before dawn. The water stood two metres deep\nin the market. Nobody was hurt in the flood, a spokesman\nsaid at noon.", []string{
			"headline: Flood closes streets", "lede: The river rose through the night and the lower streets were closed before dawn.",
			"lede: The water stood two metres deep in the market.", "lede: Nobody was hurt in the flood, a spokesman said at noon.",
		}},
		{"a line broken in two by a blank", "Flood closes streets\n\nThe river rose through the night and the lower streets were\n\nclosed before dawn.", []string{
			"headline: Flood closes streets", "lede: The river rose through the night and the lower streets were closed before dawn.",
		}},
	} {
		t.Run(row.name, func(t *testing.T) {
			if diff := cmp.Diff(row.want, rolesOf(t, Document{Text: row.text, Lang: "en"})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRolesOfGivenBlocks(t *testing.T) {
	text := "Flood closes streets\n\nThe river rose. It was late.\n\nRelated: 13 held\n\nWater in the market"
	doc := Document{Text: text, Lang: "en", Blocks: []Block{{Role: RoleHeadline, Start: 0, End: 20}, {Role: RoleBody, Start: 22, End: 50}, {Role: RoleBody, Start: 52, End: 68}, {Role: RoleCaption, Start: 70, End: 89}}}
	want := []string{"headline: Flood closes streets", "body: The river rose.", "body: It was late.", "related: Related: 13 held", "caption: Water in the market"}
	if diff := cmp.Diff(want, rolesOf(t, doc)); diff != "" {
		t.Error(diff)
	}
}

// Blocks that lie, overlap or point out of the text must do no harm.
func TestRolesOfBrokenBlocks(t *testing.T) {
	text := "Flood closes 13 streets\n\nThe river rose 4 feet."
	for _, blocks := range [][]Block{
		{{Role: RoleBody, Start: -5, End: 900}}, {{Role: RoleBody, Start: 10, End: 3}}, {{Role: RoleHeadline, Start: 0, End: 30}, {Role: RoleBody, Start: 5, End: 12}}, {{Role: RoleBody, Start: 900, End: 1000}}, {{Role: "", Start: 0, End: 0}}, {{Role: RoleBody, Start: 20, End: 40}, {Role: RoleBody, Start: 0, End: 10}},
	} {
		if got := rolesOf(t, Document{Text: text, Lang: "en", Blocks: blocks}); len(got) == 0 {
			t.Errorf("%v: no sentences", blocks)
		}
	}
}

func TestFurnitureIsNoClaim(t *testing.T) {
	e, err := sharedEngine()
	if err != nil {
		t.Fatal(err)
	}
	text := "This story is over 5 years old.\n\nFlood closes streets\n\nThe river rose and 40 houses were lost.\n\nRelated: 13 men held\n\n214 comments"
	for _, c := range e.Claims(Document{Text: text, Lang: "en"}, true) {
		if want := c.Number.Text == "40"; c.Checkable != want {
			t.Errorf("%s: checkable %v, reason %q", c.Number.Text, c.Checkable, c.Reason)
		}
	}
}
