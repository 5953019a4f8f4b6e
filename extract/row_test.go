package extract

import (
	"strings"
	"testing"
)

// The short way through a long row must end where the long way ends: at the
// first word that differs.
func TestARowOfOneWord(t *testing.T) {
	e, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ behind, last string }{
		{"hundred people died.", "two hundred"}, {"people died.", "two"}, {"Two people died.", "Two"}, {"three people died.", "three"}, {"-thirds of voters left.", "two-thirds"},
	} {
		text := "They sang " + strings.Repeat("two ", 40) + tt.behind
		if tt.behind[0] == '-' {
			text = "They sang " + strings.Repeat("two ", 39) + "two" + tt.behind
		}
		claims := e.Claims(Document{Text: text, Lang: "en"}, false)
		if len(claims) == 0 || claims[len(claims)-1].Number.Text != tt.last {
			t.Errorf("%s: %+v", text, claims)
		}
	}
}
