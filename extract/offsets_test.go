package extract

import (
	"strings"
	"testing"
	"unicode/utf16"
)

// offsetTexts hold what makes offsets differ between worlds.
var offsetTexts = map[string]string{
	"empty":              "",
	"ascii":              "Police held 13 men.",
	"emoji":              "🚨 13 held 👮🏽‍♀️ in 🇲🇦",
	"combining marks":    "cafe\u0301s: 12 e\u0301lus",
	"dotted capital":     "İstanbul: 40 İşçi",
	"crlf":               "13 held\r\n\r\n40 hurt\r\n",
	"no-break spaces":    "1\u00a0300 and 2\u202f400\u2009km",
	"right to left":      "قتل 13 شخصا و \u200f40\u200f جريحا",
	"old script":         "𐎀𐎁 13 𝟙𝟛",
	"invalid bytes":      "13\xff\xfe held \xe2\x82 40",
	"long ascii":         strings.Repeat("thirteen held, ", 100),
	"long mixed":         strings.Repeat("né 🙂 13, ", 200),
	"wide around a mark": strings.Repeat("a", 255) + "é" + strings.Repeat("b", 255) + "🙂13",
}

func TestOffsetsRoundTrip(t *testing.T) {
	for name, text := range offsetTexts {
		t.Run(name, func(t *testing.T) {
			o := NewOffsets(text)
			points, units := 0, 0
			for b, r := range text {
				checkOffset(t, "Runes", o.Runes(b), points)
				checkOffset(t, "UTF16", o.UTF16(b), units)
				checkOffset(t, "FromRunes", o.FromRunes(points), b)
				checkOffset(t, "FromUTF16", o.FromUTF16(units), b)
				points++
				units += len(utf16.Encode([]rune{r}))
			}
			checkOffset(t, "Runes at the end", o.Runes(len(text)), points)
			checkOffset(t, "UTF16 at the end", o.UTF16(len(text)), units)
			checkOffset(t, "FromRunes at the end", o.FromRunes(points), len(text))
			checkOffset(t, "FromUTF16 at the end", o.FromUTF16(units), len(text))
		})
	}
}

func checkOffset(t *testing.T, what string, got, want int) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %d, want %d", what, got, want)
	}
}

func TestOffsetsOutside(t *testing.T) {
	for name, text := range offsetTexts {
		o := NewOffsets(text)
		if o.Runes(-5) != 0 || o.FromUTF16(-1) != 0 {
			t.Errorf("%s: an offset before the text is not its start", name)
		}
		if o.Runes(1<<40) != o.Runes(len(text)) || o.FromRunes(1<<40) != len(text) {
			t.Errorf("%s: an offset behind the text is not its end", name)
		}
	}
}

func TestOffsetsInsideCharacter(t *testing.T) {
	o := NewOffsets("é🙂")
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"second byte of é", o.Runes(1), 0},
		{"third byte of the emoji", o.Runes(4), 1},
		{"second surrogate", o.FromUTF16(2), 2},
	} {
		checkOffset(t, c.what, c.got, c.want)
	}
}

func TestOffsetsOfClaims(t *testing.T) {
	e, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	text := "🙂 Rescuers counted 1,300 boats, an İzmir official said."
	o := NewOffsets(text)
	for _, c := range e.Claims(Document{Text: text, Lang: "en"}, true) {
		s := o.RuneSpan(Span{c.Number.Start, c.Number.End})
		if got := string([]rune(text)[s.Start:s.End]); got != c.Number.Text {
			t.Errorf("code points: got %q, want %q", got, c.Number.Text)
		}
		u := o.UTF16Span(Span{c.Number.Start, c.Number.End})
		if got := string(utf16.Decode(utf16.Encode([]rune(text))[u.Start:u.End])); got != c.Number.Text {
			t.Errorf("UTF-16: got %q, want %q", got, c.Number.Text)
		}
	}
}
