package extract

import (
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// One engine reads many texts at once, and finds in each what it finds alone.
func TestOneEngineForAll(t *testing.T) {
	e, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	texts := []string{
		newsText(3000), newsText(9000)[200:], "\"We lost 40 homes,\" said Ann Lind. Lind said that 12 more were cut off. She put the cost at $3 million.",
		"No figures stand here.", "One in five, half of the 300, and dozens more; 1, 2, 3, 4, 5, 6, 7, 8.", "It said that 5 of them had died. According to the Harlow Gazette, 41 people fled in 2019.",
	}
	want := make([][]Claim, len(texts))
	for i, text := range texts {
		want[i] = e.Claims(Document{Text: text, Date: "2026-05-04"}, true)
	}
	var all sync.WaitGroup
	for g := range 8 {
		all.Go(func() {
			for n := range 5 * len(texts) {
				i := (g + n) % len(texts)
				if got := e.Claims(Document{Text: texts[i], Date: "2026-05-04"}, true); !cmp.Equal(want[i], got) {
					t.Errorf("text %d: %s", i, cmp.Diff(want[i], got))
				}
			}
		})
	}
	all.Wait()
}
