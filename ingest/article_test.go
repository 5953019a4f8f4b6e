package ingest

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"tallymark/extract"
	"tallymark/models"
)

func newReader(t testing.TB) *Reader {
	t.Helper()
	engine, err := extract.New(extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return NewReader(engine, pdfFiles)
}

// blocksOf shows each block as "role: text", and checks that blocks are parted
// by one blank line and cover the text.
func blocksOf(t *testing.T, text string, blocks []extract.Block) []string {
	t.Helper()
	var out, parts []string
	for _, b := range blocks {
		parts = append(parts, text[b.Start:b.End])
		out = append(out, string(b.Role)+": "+text[b.Start:b.End])
	}
	if joined := strings.Join(parts, "\n\n"); joined != text {
		t.Errorf("blocks give %q, the text is %q", joined, text)
	}
	return out
}

// checkArticle asserts what holds for every article.
func checkArticle(t *testing.T, a models.NewArticle) {
	t.Helper()
	if !utf8.ValidString(a.Text) || strings.ContainsAny(a.Text, "\x00\r\u202e") || !norm.NFC.IsNormalString(a.Text) {
		t.Errorf("the text is not clean: %.80q", a.Text)
	}
	for _, l := range a.Links {
		if l.Start < 0 || l.End <= l.Start || l.End > len(a.Text) {
			t.Errorf("link %v leaves the text of %d bytes", l, len(a.Text))
		}
	}
	for _, c := range a.Claims {
		if a.Text[c.Start:c.End] != c.Quote {
			t.Errorf("claim at %d: %q is not the quote %q", c.Start, a.Text[c.Start:c.End], c.Quote)
		}
	}
}

func TestTextBecomesBlocks(t *testing.T) {
	for _, tt := range []struct {
		name, title, text string
		want              []string
	}{
		{"paragraphs", "", "First one here.\n\n\nSecond one.\n", []string{"lede: First one here.", "body: Second one."}},
		{"title given", "Nine dead", "Nine people died.\n\nMore later.", []string{"headline: Nine dead", "lede: Nine people died.", "body: More later."}},
		{"title repeated", "Nine  dead", "NINE DEAD\n\nNine people died.", []string{"headline: Nine dead", "lede: Nine people died."}},
		{"title found", "", "Nine dead in fire\n\nNine people died.", []string{"headline: Nine dead in fire", "lede: Nine people died."}},
		{"first line is a sentence", "", "Nine people died.\n\nMore.", []string{"lede: Nine people died.", "body: More."}},
		{"single lines", "", "Nine people died in a fire at the port.\nTwo were arrested.", []string{"lede: Nine people died in a fire at the port.", "body: Two were arrested."}},
		{"lines broken by an editor", "", "Nine people died in a fire at the port of Meridon on Monday,\nthe agency said, and two more were taken to the hospital with\nburns.\n\nMore.",
			[]string{"lede: Nine people died in a fire at the port of Meridon on Monday, the agency said, and two more were taken to the hospital with burns.", "body: More."}},
		{"list and quotation", "", "What was found.\n\n- four rifles\n- 18 phones\n\n> We counted twice.\n", []string{"lede: What was found.", "list: four rifles", "list: 18 phones", "quote: We counted twice."}},
		{"furniture is no lede", "", "3 min read\n\nNine people died.\n\nMore.", []string{"headline: 3 min read", "lede: Nine people died.", "body: More."}},
		{"furniture below a title is no lede", "Fire", "3 min read\n\nNine people died.", []string{"headline: Fire", "body: 3 min read", "lede: Nine people died."}},
		{"windows line ends", "", "One.\r\n\r\nTwo.\r\n", []string{"lede: One.", "body: Two."}},
		{"composed", "", "Cafe\u0301 with 5 guests.\n\nEnd.", []string{"lede: Café with 5 guests.", "body: End."}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, err := newReader(t).Text(context.Background(), []byte(tt.text), Input{Title: tt.title})
			if err != nil {
				t.Fatal(err)
			}
			checkArticle(t, a)
			if diff := cmp.Diff(tt.want, blocksOf(t, a.Text, a.Blocks)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhatTheInputSays(t *testing.T) {
	a, err := newReader(t).Text(context.Background(), []byte("Nine people died."), Input{
		Title: " Nine\ndead ", Outlet: "Courier", URL: " https://example.org/a ", Published: "12 March 2026", Lang: "en-GB", Name: "a.txt",
	})
	if err != nil {
		t.Fatal(err)
	}
	published := time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC)
	a.Claims, a.Engine, a.Blocks = nil, "", nil
	want := models.NewArticle{
		Title: "Nine dead", Outlet: "Courier", URL: "https://example.org/a", PublishedAt: &published, Lang: "en", LangSupported: true,
		Text: "Nine dead\n\nNine people died.", Raw: []byte("Nine people died."), RawType: "text/plain", RawName: "a.txt",
	}
	if diff := cmp.Diff(want, a); diff != "" {
		t.Error(diff)
	}
}

func TestBadInputIsRefusedWithWords(t *testing.T) {
	for _, tt := range []struct {
		name, text  string
		in          Input
		field, says string
	}{
		{"empty", "", Input{}, "", "no text"},
		{"blank", " \n\t\r\n", Input{}, "", "no text"},
		{"nothing to see", "\ufeff\u200b\u200c \u2060\n\u00ad", Input{}, "", "no text"},
		{"a ZIP", "PK\x03\x04\x14\x00\x06\x00word/document.xml", Input{Name: "story.txt"}, "", "ZIP"},
		{"a PDF", "%PDF-1.7\nNine died.", Input{Name: "story.txt"}, "", "PDF"},
		{"a picture", "\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR", Input{Name: "story.txt"}, "", "image/png"},
		{"a password in the address", "Nine died.", Input{URL: "https://ann:secret@a.example/"}, "url", "before the @"},
		{"date", "Nine died.", Input{Published: "3/4/2026"}, "published", "2026-03-25"},
		{"address", "Nine died.", Input{URL: "javascript:alert(1)"}, "url", "http://"},
		{"too large", strings.Repeat("a ", MaxText/2+1), Input{}, "", "20 MB"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := newReader(t).Text(context.Background(), []byte(tt.text), tt.in)
			e, ok := errors.AsType[*InputError](err)
			if !ok || e.Field != tt.field || !strings.Contains(e.Message, tt.says) {
				t.Errorf("error is %v, want one about %q that says %q", err, tt.field, tt.says)
			}
		})
	}
}

func TestOddInputIsRead(t *testing.T) {
	for _, tt := range []struct{ name, text, contains string }{
		{"invalid UTF-8", "Nine died \xff\xfe\x80 in the fire.", "in the fire."},
		{"NUL", "Nine\x00died.", "Nine\ufffddied."},
		{"a megabyte without a space", strings.Repeat("9", 1<<20), "999"},
		{"very many figures", strings.Repeat("41 dead, ", 100_000), "41 dead"},
		{"begins as a bitmap does", "BMW called back 41 cars.", "41 cars"},
		{"begins as a sound does", "ID3 cost 41 jobs.", "41 jobs"},
		{"right to left", "قتل ٤١ شخصا في الحريق.", "٤١"},
		{"an override that turns digits around", "\u202e14 dead", "\ufffd14 dead"},
		{"UTF-16", "\xff\xfe4\x001\x00 \x00d\x00e\x00a\x00d\x00", "41 dead"},
		{"Windows characters", "Caf\xe9 owner said \x93nine people\x94 had died \x96 no more.", "“nine people”"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, err := newReader(t).Text(context.Background(), []byte(tt.text), Input{})
			if err != nil {
				t.Fatal(err)
			}
			checkArticle(t, a)
			if !strings.Contains(a.Text, tt.contains) {
				t.Errorf("the text is %.100q", a.Text)
			}
		})
	}
}

func TestLanguage(t *testing.T) {
	french := strings.Repeat("La police a arrêté treize personnes lundi matin dans le port de la ville. ", 4)
	english := strings.Repeat("Police arrested thirteen people in the harbour on Monday morning. ", 4)
	for _, tt := range []struct{ given, text, want string }{
		{"", english, "en"},
		{"", french, "fr"},
		{"", "Reported from the town of Velm: " + french, "fr"},
		{"", strings.Repeat("The mayor said that three of the boats were lost and that the harbour was closed to all. ", 4), "en"},
		{"fr", english, "fr"},
		{"pt_BR", english, "pt"},
		{"", "41 dead", "en"},
		{"", "mort 41", "en"},
		{"not a tag", english, "en"},
	} {
		if got := language(tt.given, tt.text); got != tt.want {
			t.Errorf("%q, %.20q: %s, want %s", tt.given, tt.text, got, tt.want)
		}
	}
	a, err := newReader(t).Text(context.Background(), []byte(french), Input{})
	if err != nil || a.Lang != "fr" || a.LangSupported {
		t.Errorf("lang %s, supported %v, error %v", a.Lang, a.LangSupported, err)
	}
}

func TestDates(t *testing.T) {
	for _, s := range []string{"2026-03-25", "2026-03-25T00:00:00Z", "25 March 2026", "March 25, 2026", "Mar 25, 2026", " 2026-03-25 "} {
		got, err := ParseDate(s)
		if err != nil || !got.Equal(time.Date(2026, 3, 25, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("%q is %v, %v", s, got, err)
		}
	}
	if got, err := ParseDate(""); got != nil || err != nil {
		t.Errorf("nothing is %v, %v", got, err)
	}
	for _, s := range []string{"yesterday", "25.3.26", "2026-02-30"} {
		if got, err := ParseDate(s); err == nil {
			t.Errorf("%q is %v", s, got)
		}
	}
}

func TestSample(t *testing.T) {
	a, err := newReader(t).Sample(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	checkArticle(t, a)
	if strings.Count(a.Text, a.Title) != 1 || !strings.HasPrefix(a.Text, a.Title+"\n\n") {
		t.Error("the headline does not stand once, at the top")
	}
	if n := len(strings.Fields(a.Text)); n < 500 || n > 800 {
		t.Errorf("the sample has %d words", n)
	}
	if a.PublishedAt == nil || a.Lang != "en" || a.Outlet == "" || !strings.HasPrefix(a.URL, "https://example.org/") {
		t.Errorf("published %v, lang %s, outlet %q, URL %s", a.PublishedAt, a.Lang, a.Outlet, a.URL)
	}
	blocksOf(t, a.Text, a.Blocks)
}

func TestNormaliseMovesMarks(t *testing.T) {
	s := "Cafe\u0301 5, re\u0301sume\u0301 6"
	five, six, end := strings.Index(s, "5"), strings.Index(s, "6"), len(s)
	got := normalise(s, []*int{&five, &six, &end})
	if got[five:five+1] != "5" || got[six:six+1] != "6" || end != len(got) {
		t.Errorf("%q: marks at %d, %d, %d", got, five, six, end)
	}
}
