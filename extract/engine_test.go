package extract

import (
	"regexp"
	"testing"
	"testing/fstest"

	"tallymark/extract/lang"
)

// What was read by other words must be told apart from what these read.
func TestTheVersionNamesTheWords(t *testing.T) {
	e, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	if v := e.Version(); v != Version() || !regexp.MustCompile(`^\d+\+[0-9a-f]{8}$`).MatchString(v) {
		t.Errorf("version %q", v)
	}
	words := fstest.MapFS{"a.txt": {Data: []byte("@noun list\nboat\n")}}
	before := lang.Sum(words)
	words["a.txt"].Data = append(words["a.txt"].Data, "ship\n"...)
	if after := lang.Sum(words); after == before {
		t.Errorf("another word, and still %s", after)
	}
}

func TestDigitsAreFound(t *testing.T) {
	e, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := e.Claims(Document{Text: "Rescuers counted 1,300 boats."}, false)
	if len(got) != 1 || got[0].Number.Text != "1,300" || got[0].Value != Known(1300) {
		t.Fatalf("got %+v", got)
	}
}
