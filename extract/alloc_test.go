package extract

import (
	"strings"
	"testing"
)

func TestTextWithoutFiguresAllocatesNothing(t *testing.T) {
	e, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	doc := Document{Text: strings.Repeat("The council met, “as ever”, and Ann Lind said that the bridge at St. Olave's would stay.\n\n", 60)}
	if n := testing.AllocsPerRun(100, func() { e.Claims(doc, true) }); n > 0 {
		t.Errorf("%.0f allocations", n)
	}
}
