package lang

import (
	"strings"
	"testing"
	"testing/fstest"
)

// Both tables must give the same entry, whatever the case and whatever stands
// behind the word.
func TestPlainFindsWhatLookupFinds(t *testing.T) {
	l, err := Load("xx", fstest.MapFS{"w.txt": {Data: []byte("@noun list\na, an, boat, harbour, misunderstanding, misunderstandings, go, don't, ox\n")}})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"a", "An", "BOAT", "boa", "boats", "harbour", "Harbours", "misunderstandin", "go", "gO", "x", "ox", "misunderstanding"} {
		padded := s + " boat" + strings.Repeat("z", LongestPlain)
		if got, want := l.Plain(padded[:LongestPlain], len(s)), l.Word(s); got != want {
			t.Errorf("%s: %q, want %q", s, got.Text, want.Text)
		}
	}
}
