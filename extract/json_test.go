package extract

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func fullClaim() Claim {
	return Claim{
		Doc: "a1", Span: Span{3, 19}, Quote: "about 12 \"tonnes\"",
		Number: Number{9, 11, "12"}, Value: Known(12), Low: Known(-0.5), Approx: About, Kind: Mass,
		Unit: "tonnes", UnitPhrase: "tonnes", UnitName: "tonne", UnitSpan: Span{12, 18}, SI: "kg", SIValue: Known(12000),
		Predicate: "seize", Change: &Change{"by", "up"}, Modality: Asserted, Label: "about 12 tonnes seized",
		Subject: "the raid", SubjectSpan: Span{20, 28}, Scope: "in the port", Total: true, Whole: Known(40), Ratio: Known(0.3),
		Attribution: &Attribution{"Ana Ruiz", 30, 38, "said", "person", true},
		Time:        &When{"Monday", 40, 46, "2026-03-02", "2026-03-02"}, Place: &Where{"Port Meridon", 50, 62},
		Links: []string{"https://example.org/a?b=1&c=2"}, Role: RoleBody, Sentence: Span{0, 70},
		Checkable: true, Score: 0.75, ScoreParts: []ScorePart{{"seizure", 0.5}, {"lede", 0.25}},
	}
}

func TestJSONOfAFullClaim(t *testing.T) {
	c := fullClaim()
	want := `{"doc":"a1","start":3,"end":19,"quote":"about 12 \"tonnes\"","number":{"start":9,"end":11,"text":"12"},` +
		`"value":12,"low":-0.5,"high":null,"approx":"about","kind":"mass","unit":"tonnes","unit_phrase":"tonnes","unit_name":"tonne",` +
		`"unit_span":{"start":12,"end":18},"currency":"","si":"kg","si_value":12000,"predicate":"seize","change":{"role":"by","direction":"up"},` +
		`"modality":"asserted","label":"about 12 tonnes seized","subject":"the raid","subject_span":{"start":20,"end":28},` +
		`"scope":"in the port","total":true,"whole":40,"ratio":0.3,` +
		`"attribution":{"source":"Ana Ruiz","start":30,"end":38,"cue":"said","kind":"person","quoted":true},` +
		`"time":{"text":"Monday","start":40,"end":46,"from":"2026-03-02","to":"2026-03-02"},"place":{"text":"Port Meridon","start":50,"end":62},` +
		`"links":["https://example.org/a?b=1&c=2"],"role":"body","sentence":{"start":0,"end":70},"checkable":true,"reason":"",` +
		`"score":0.75,"score_parts":{"seizure":0.5,"lede":0.25}}`
	if diff := cmp.Diff(want, string(AppendJSON(nil, &c))); diff != "" {
		t.Error(diff)
	}
}

func TestJSONOfAnEmptyClaimHasEveryKey(t *testing.T) {
	full, empty := keys(t, fullClaim()), keys(t, Claim{})
	if len(full) != len(empty) {
		t.Errorf("%d keys with everything known, %d with nothing", len(full), len(empty))
	}
	for _, key := range []string{"value", "low", "high", "si_value", "change", "attribution", "time", "place", "whole", "ratio", "subject_span"} {
		if string(empty[key]) != "null" {
			t.Errorf("unknown %s is %s, want null", key, empty[key])
		}
	}
	if string(empty["links"]) != "[]" || string(empty["score_parts"]) != "{}" || string(empty["label"]) != `""` {
		t.Errorf("links %s, score_parts %s, label %s", empty["links"], empty["score_parts"], empty["label"])
	}
	c := Claim{Rules: []string{"plain", "unit"}}
	if got := string(keys(t, c)["rules"]); got != `["plain","unit"]` {
		t.Errorf("rules are %s", got)
	}
}

func keys(t *testing.T, c Claim) map[string]json.RawMessage {
	t.Helper()
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]json.RawMessage
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestNumbersArePlainDecimals(t *testing.T) {
	for _, tt := range []struct {
		in   Float
		want string
	}{
		{Float{}, "null"},
		{Known(0), "0"},
		{Known(-5), "-5"},
		{Known(1e6), "1000000"},
		{Known(1.3e24), "1300000000000000000000000"},
		{Known(0.1), "0.1"},
		{Known(0.0000001), "0.0000001"},
		{Known(1 << 53), "9007199254740992"},
		{Known(math.NaN()), "null"},
		{Known(math.Inf(1)), "null"},
	} {
		if got := string(appendFloat(nil, "", tt.in)); got != tt.want {
			t.Errorf("%v is %s, want %s", tt.in, got, tt.want)
		}
	}
}

func TestStringsStayOneLine(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"", `""`},
		{`a "b" \c`, `"a \"b\" \\c"`},
		{"a\nb\rc\td\x00e\x1ff", `"a\nb\rc\td\u0000e\u001ff"`},
		{"é ١٣ 𝟒 <&>\x7f", "\"é ١٣ 𝟒 <&>\x7f\""},
		{"a\u2028b\u2029c\u0085d", `"a\u2028b\u2029c\u0085d"`},
		{"bad \xff\xc3 end", `"bad \ufffd\ufffd end"`},
		{"said \ufffd", "\"said \ufffd\""},
	} {
		if got := string(AppendJSONString(nil, tt.in)); got != tt.want {
			t.Errorf("%q is %s, want %s", tt.in, got, tt.want)
		}
	}
}

func FuzzJSONString(f *testing.F) {
	for _, s := range []string{"", "41 dead", "\"\\\x00", "\xff\xfe", "a\u2028b", "😀\x80"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := AppendJSONString(nil, s)
		var back string
		if err := json.Unmarshal(text, &back); err != nil {
			t.Fatalf("%q gives %s: %v", s, text, err)
		}
		want := strings.ToValidUTF8(s, "\ufffd")
		if utf8.ValidString(s) && back != want {
			t.Fatalf("%q comes back as %q", s, back)
		}
	})
}

func BenchmarkAppendJSON(b *testing.B) {
	c := fullClaim()
	dst := AppendJSON(nil, &c)
	b.SetBytes(int64(len(dst)))
	b.ReportAllocs()
	for b.Loop() {
		dst = AppendJSON(dst[:0], &c)
	}
}
