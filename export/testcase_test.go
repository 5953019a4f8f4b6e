package export

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tallymark/models"
)

func TestTestCases(t *testing.T) {
	type line struct {
		ID                          uint
		Text, Quote, Reason, Engine string
		Start, End                  int
	}
	inSentence := models.Claim{
		ID: 7, Quote: "Route 13", Sentence: "Après “Route 13” the bus stopped.", DecisionReason: "a name",
		SentenceStart: 100, SentenceEnd: 138, Start: 110, End: 118,
	}
	apart := inSentence
	apart.SentenceStart = 900
	for name, tt := range map[string]struct {
		claim models.Claim
		want  line
	}{
		"in its sentence":          {inSentence, line{7, inSentence.Sentence, "Route 13", "a name", "1+a", 10, 18}},
		"its sentence is not told": {apart, line{7, "Route 13", "Route 13", "a name", "1+a", 0, 8}},
	} {
		var b bytes.Buffer
		x := TestCases(&b)
		if err := x.Write(&models.ExportRow{Claim: tt.claim, Engine: "1+a"}); err != nil {
			t.Fatal(err)
		}
		if err := x.Close(); err != nil || x.Rows() != 1 {
			t.Fatal(x.Rows(), err)
		}
		var got line
		if err := json.Unmarshal(b.Bytes(), &got); err != nil {
			t.Fatalf("%s: %v", b.String(), err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if got.Text[got.Start:got.End] != got.Quote {
			t.Errorf("%s: the place is %q", name, got.Text[got.Start:got.End])
		}
	}
}
