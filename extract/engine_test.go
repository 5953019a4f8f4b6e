package extract

import "testing"

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
