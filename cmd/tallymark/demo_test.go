package main

import (
	"strings"
	"testing"
)

func TestDemoAddsArticlesOnce(t *testing.T) {
	inFolder(t)
	for range 2 {
		got := tallymark(t, "", "demo", "--articles", "3")
		if got.code != exitOK || !strings.HasPrefix(got.out, "3 articles with ") {
			t.Fatalf("%+v", got)
		}
	}
	got := tallymark(t, "", "export", "--preset", "everything")
	outlets := 0
	for _, o := range demoOutlets {
		outlets += min(strings.Count(got.out, o), 1)
	}
	if got.code != exitOK || outlets != 3 || strings.Count(got.out, "demo.example.org/1/1#") == 0 {
		t.Errorf("exit %d, %d outlets in\n%.500s", got.code, outlets, got.out)
	}
	if got := tallymark(t, "", "verify"); got.code != exitOK {
		t.Errorf("%+v", got)
	}
	for _, args := range [][]string{{"--articles", "0"}, {"--articles", "2000000"}, {"--size", "1"}} {
		if got := tallymark(t, "", append([]string{"demo"}, args...)...); got.code != exitUsage {
			t.Errorf("%v: %+v", args, got)
		}
	}
}
