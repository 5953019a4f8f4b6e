package export

import (
	"io"
	"strconv"

	"tallymark/extract"
	"tallymark/models"
)

// TestCaseWriter writes figures that were none as test cases for the engine:
// JSON Lines that "tallymark extract" takes as they are, with the sentence as
// text, the place of what was taken for a claim in it, why it is none, and the
// version of the engine that took it for one.
type TestCaseWriter struct{ sender }

// TestCases begins an export to w.
func TestCases(w io.Writer) *TestCaseWriter { return &TestCaseWriter{newSender(w)} }

// Write writes the line of a claim.
func (x *TestCaseWriter) Write(r *models.ExportRow) error {
	if x.err != nil {
		return x.err
	}
	sentence, start, end := placeInSentence(&r.Claim)
	x.buffer = append(x.buffer, `{"id":`...)
	x.buffer = strconv.AppendUint(x.buffer, uint64(r.Claim.ID), 10)
	x.key("text", sentence)
	x.buffer = append(x.buffer, `,"start":`...)
	x.buffer = strconv.AppendInt(x.buffer, int64(start), 10)
	x.buffer = append(x.buffer, `,"end":`...)
	x.buffer = strconv.AppendInt(x.buffer, int64(end), 10)
	x.key("quote", sentence[start:end])
	x.key("reason", r.Claim.DecisionReason)
	x.key("engine", r.Engine)
	x.buffer = append(x.buffer, "}\n"...)
	x.endRow()
	return x.err
}

func (x *TestCaseWriter) key(name, value string) {
	x.buffer = append(x.buffer, `,"`+name+`":`...)
	x.buffer = extract.AppendJSONString(x.buffer, value)
}

// placeInSentence is the sentence of a claim with where its figure stands in
// it, in bytes. Where that cannot be told, the quote stands for the sentence.
func placeInSentence(c *models.Claim) (sentence string, start, end int) {
	for _, span := range [][2]int{{c.Start, c.End}, {c.NumberStart, c.NumberEnd}} {
		start, end = span[0]-c.SentenceStart, span[1]-c.SentenceStart
		if 0 <= start && start < end && end <= len(c.Sentence) {
			return c.Sentence, start, end
		}
	}
	return c.Quote, 0, len(c.Quote)
}
