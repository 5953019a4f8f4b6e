package main

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestMatch(t *testing.T) {
	inFolder(t)
	in := strings.Join([]string{
		`{"id": "conflict", "a": {"text": "41 killed in Port Meridon ferry sinking"}, "b": {"text": "44 killed in Port Meridon ferry sinking"}}`,
		`{"id": 2, "a": {"text": "41 killed in Port Meridon ferry sinking", "date": "2026-03-12"}, "b": {"text": "Dozens killed in Port Meridon ferry sinking", "date": "2026-03-12"}}`,
		`{"id": "other", "a": {"text": "41 killed in Port Meridon ferry sinking"}, "b": {"text": "Nothing was counted."}}`,
	}, "\n")
	got := tallymark(t, in, "match", "--input", "jsonl", "--format", "jsonl")
	if got.code != 0 {
		t.Fatalf("exit %d: %s", got.code, got.errors)
	}
	type line struct {
		ID       any    `json:"id"`
		Relation string `json:"relation"`
		Pairs    []struct {
			Relation string             `json:"relation"`
			Score    float64            `json:"score"`
			Parts    map[string]float64 `json:"score_parts"`
			Shared   []string           `json:"shared_words"`
			A, B     struct {
				Quote string `json:"quote"`
			}
		} `json:"pairs"`
	}
	var lines []line
	for raw := range strings.Lines(got.out) {
		var l line
		if err := json.Unmarshal([]byte(raw), &l); err != nil {
			t.Fatalf("%v in %s", err, raw)
		}
		lines = append(lines, l)
	}
	for i, want := range []struct {
		id       any
		relation string
		pairs    int
	}{{"conflict", "conflict", 1}, {2.0, "same", 1}, {"other", "different", 0}} {
		if l := lines[i]; l.ID != want.id || l.Relation != want.relation || len(l.Pairs) != want.pairs || l.Pairs == nil {
			t.Errorf("line %d is %+v, want %+v", i+1, l, want)
		}
	}
	p := lines[0].Pairs[0]
	if p.Relation != "conflict" || p.Score < 0.65 || p.Parts["words"] <= 0 || len(p.Shared) == 0 || !strings.Contains(p.A.Quote, "41") || !strings.Contains(p.B.Quote, "44") {
		t.Errorf("the pair is %+v", p)
	}
	if lines[1].Pairs[0].Relation != "narrower" {
		t.Errorf("41 against dozens is %s", lines[1].Pairs[0].Relation)
	}
}

func TestMatchForPeople(t *testing.T) {
	inFolder(t)
	file := save(t, "pairs.jsonl", `{"id": "x", "a": {"text": "41 killed in Port Meridon ferry sinking"}, "b": {"text": "44 killed in Port Meridon ferry sinking"}}`)
	got := tallymark(t, "", "match", "--format", "text", file)
	for _, words := range []string{`"x": conflict`, "41 killed", "44 killed", "words +"} {
		if got.code != 0 || !strings.Contains(got.out, words) {
			t.Errorf("exit %d, no %q in %s%s", got.code, words, got.out, got.errors)
		}
	}
}

func TestMatchRefuses(t *testing.T) {
	inFolder(t)
	for line, says := range map[string]string{
		`{"id": "x"`:                            "not JSON",
		`[]`:                                    "not a JSON object",
		`{"id": "x", "a": {"text": "41 dead"}}`: `must each have a "text"`,
		`{"id": "x", "a": {"text": "41 dead"}, "b": {"date": "2026-03-12"}}`:                                  `must each have a "text"`,
		`{"id": "x", "a": {"text": 41}, "b": {"text": "41 dead"}}`:                                            "wrong type",
		`{"id": "x", "a": {"text": "41 dead", "date": "soon"}, "b": {"text": "41 dead"}}`:                     "neither 2006-01-02",
		`{"id": "x", "a": {"text": "41 dead", "links": [{"start": 0, "end": 99}]}, "b": {"text": "41 dead"}}`: "leaves the text",
	} {
		good := `{"id": "y", "a": {"text": "41 dead in Oslo fire"}, "b": {"text": "41 dead in Oslo fire"}}`
		got := tallymark(t, line+"\n"+good, "match")
		if got.code != 1 || !strings.Contains(got.errors, says) || !strings.Contains(got.out, `{"id":null,"line":1,"error":`) || !strings.Contains(got.out, `"relation":"same"`) {
			t.Errorf("%s: exit %d, %s%s", line, got.code, got.out, got.errors)
		}
	}
	if got := tallymark(t, "", "match", "nowhere.jsonl"); got.code != 1 {
		t.Errorf("a file that is not there: exit %d", got.code)
	}
}
