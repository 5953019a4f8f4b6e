package main

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestCheckPrintsItsWorking(t *testing.T) {
	got := tallymark(t, "Nine of the 24 councillors, or 42 percent, voted against the new quay.\n", "check")
	want := `text: 1 finding
        0  share        9 of 24 is 37.5 %, not 42 %.
           9 ÷ 24 × 100 = 37.5
           The text says “42 percent”.
`
	if got.code != 0 || got.out != want {
		t.Errorf("exit %d, %s%s", got.code, got.out, got.errors)
	}
	if got := tallymark(t, "Nine of the 24 councillors voted against the new quay.\n", "check", "--lang", "en"); got.code != 0 || got.out != "text: 0 findings\n" {
		t.Errorf("exit %d, %s%s", got.code, got.out, got.errors)
	}
}

func TestCheckInJSONLines(t *testing.T) {
	input := `{"id":"a","lang":"en","text":"Nine of the 24 councillors, or 42 percent, voted."}` + "\n" +
		`{"id":` + "\n" +
		`{"id":7,"lang":"en","date":"2026-03-26","text":"Ana Lund, 45, who was born in 1950, runs the harbour."}` + "\n" +
		`{"id":"none","text":""}`
	for _, jobs := range []string{"1", "3"} {
		got := tallymark(t, input, "check", "--input", "jsonl", "--format", "jsonl", "--jobs", jobs)
		lines := strings.Split(strings.TrimSuffix(got.out, "\n"), "\n")
		if got.code != 1 || len(lines) != 4 {
			t.Fatalf("exit %d, %s%s", got.code, got.out, got.errors)
		}
		var kinds []string
		for _, l := range lines {
			var line struct {
				ID       any
				Engine   string
				Error    string
				Findings []struct {
					Kind, Severity, Says string
					Working              []string
					Claims               []struct{ Quote string }
				}
			}
			if err := json.Unmarshal([]byte(l), &line); err != nil {
				t.Fatalf("%v in %s", err, l)
			}
			if line.Error != "" {
				kinds = append(kinds, "error")
				continue
			}
			kind := "none"
			for _, f := range line.Findings {
				kind = f.Kind
				if len(f.Claims) == 0 || f.Claims[0].Quote == "" || f.Says == "" || len(f.Working) == 0 || f.Severity != "wrong" || line.Engine == "" {
					t.Errorf("half a finding in %s", l)
				}
			}
			kinds = append(kinds, kind)
		}
		if got := strings.Join(kinds, " "); got != "share error age none" {
			t.Errorf("found %s", got)
		}
	}
}

func TestCheckUsage(t *testing.T) {
	for _, args := range [][]string{{"--jobs", "0"}, {"--date", "soon"}, {"--format", "csv"}} {
		if got := tallymark(t, "x", append([]string{"check"}, args...)...); got.code != exitUsage || got.out != "" {
			t.Errorf("%v: exit %d, %s%s", args, got.code, got.out, got.errors)
		}
	}
	if got := tallymark(t, "", "check", "no-such-file.txt"); got.code != exitFailed {
		t.Errorf("exit %d, %s%s", got.code, got.out, got.errors)
	}
}
