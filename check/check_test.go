package check_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tallymark/check"
	"tallymark/extract"
)

// published is the day of every text here.
var published = time.Date(2026, 3, 26, 0, 0, 0, 0, time.UTC)

// look finds what is in a text as the program does.
func look(t testing.TB, text string) []check.Finding {
	t.Helper()
	return check.Article(text, read(t, text), published)
}

var engine = func() *extract.Engine {
	e, err := extract.New(extract.Options{})
	if err != nil {
		panic(err)
	}
	return e
}()

func read(t testing.TB, text string) []extract.Claim {
	t.Helper()
	return engine.Claims(extract.Document{Text: text, Date: "2026-03-26", Lang: "en"}, true)
}

// sample is a text and what is to be found in it: nothing where says is empty.
type sample struct{ name, text, says string }

// try holds one family to its samples: what it says, and nothing else.
func try(t *testing.T, kind check.Kind, samples []sample) {
	t.Helper()
	for _, s := range samples {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			var want, got []string
			if s.says != "" {
				want = []string{string(kind) + ": " + s.says}
			}
			for _, f := range look(t, s.text) {
				got = append(got, string(f.Kind)+": "+f.Says)
				if len(f.Working) == 0 || len(f.Claims) == 0 {
					t.Errorf("no working or no claims: %+v", f)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
