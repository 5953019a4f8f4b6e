package extract

import (
	"strconv"
	"strings"
	"testing"
)

// A row is a text in which [brackets] mark every number that is a claim, and
// what is wanted of each, in order. A want is a list parted by "; ": first the
// kind, then the value as [figureOf] writes it, then fields such as
// "unit=people". Either of the first two may be "" for whatever it is. A want
// that begins with "!" marks a number that is no claim, with its reason.
type row struct {
	text string
	want []string
}

// runTable reads every row and compares it with its marks: nothing else in it
// may be a claim.
func runTable(t *testing.T, rows []row) {
	t.Helper()
	e, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		text, spans := unmarkSpans(r.text)
		got := e.Claims(Document{Text: text, Lang: "en", Date: "2026-05-04"}, true)
		compareRow(t, r, got, spans)
	}
}

// unmarkSpans takes the brackets out and says where they stood.
func unmarkSpans(marked string) (text string, spans []Span) {
	var b strings.Builder
	start := 0
	for i := 0; i < len(marked); i++ {
		switch marked[i] {
		case '[':
			start = b.Len()
		case ']':
			spans = append(spans, Span{start, b.Len()})
		default:
			b.WriteByte(marked[i])
		}
	}
	return b.String(), spans
}

func compareRow(t *testing.T, r row, got []Claim, spans []Span) {
	t.Helper()
	for i, s := range spans {
		want := ""
		if i < len(r.want) {
			want = r.want[i]
		}
		c := claimOn(got, s)
		if c == nil {
			t.Errorf("%s\n\tno number %d at %d..%d; got %s", r.text, i+1, s.Start, s.End, numbersOf(got))
			continue
		}
		if msg := differs(c, want); msg != "" {
			t.Errorf("%s\n\t%q: %s", r.text, c.Number.Text, msg)
		}
	}
	for i := range got {
		if c := &got[i]; c.Checkable && !marked(spans, c.Number) {
			t.Errorf("%s\n\t%q is no claim, got %s %s", r.text, c.Number.Text, c.Kind, figureOf(c))
		}
	}
}

func claimOn(got []Claim, s Span) *Claim {
	for i := range got {
		if got[i].Number.Start == s.Start && got[i].Number.End == s.End {
			return &got[i]
		}
	}
	return nil
}

func marked(spans []Span, n Number) bool {
	for _, s := range spans {
		if s.Start == n.Start && s.End == n.End {
			return true
		}
	}
	return false
}

func numbersOf(got []Claim) string {
	var names []string
	for i := range got {
		names = append(names, strconv.Quote(got[i].Number.Text))
	}
	return strings.Join(names, ", ")
}

// differs compares one claim with its want and says what is wrong.
func differs(c *Claim, want string) string {
	if reason, refused := strings.CutPrefix(want, "!"); refused {
		if c.Checkable || reason != "" && c.Reason != reason {
			return "want no claim for reason " + reason + ", got " + c.Reason
		}
		return ""
	}
	if !c.Checkable {
		return "is no claim, reason " + c.Reason
	}
	for i, field := range strings.Split(want, "; ") {
		key, value, keyed := strings.Cut(field, "=")
		keyed = keyed && strings.Trim(key, "abcdefghijklmnopqrstuvwxyz_") == ""
		switch {
		case field == "":
			continue
		case !keyed && i == 0:
			key, value = "kind", field
		case !keyed:
			key, value = "figure", field // ">=40" has no key
		}
		if got := fieldOf(c, key); got != value {
			return key + " is " + strconv.Quote(got) + ", want " + strconv.Quote(value)
		}
	}
	return ""
}

func fieldOf(c *Claim, key string) string {
	switch key {
	case "kind":
		return string(c.Kind)
	case "figure":
		return figureOf(c)
	case "unit":
		return c.Unit
	case "name":
		return c.UnitName
	case "phrase":
		return c.UnitPhrase
	case "currency":
		return c.Currency
	case "si":
		return c.SI
	case "si_value":
		return plainFloat(c.SIValue)
	case "predicate":
		return c.Predicate
	case "label":
		return c.Label
	case "modality":
		return string(c.Modality)
	case "scope":
		return c.Scope
	case "subject":
		return c.Subject
	case "whole":
		return plainFloat(c.Whole)
	case "ratio":
		return plainFloat(c.Ratio)
	case "total":
		return strconv.FormatBool(c.Total)
	case "quote":
		return c.Quote
	case "role":
		return string(c.Role)
	case "change":
		if c.Change == nil {
			return "none"
		}
		return c.Change.Role + " " + c.Change.Direction
	case "source":
		if c.Attribution == nil {
			return "none"
		}
		return c.Attribution.Source
	}
	return "there is no field " + key
}

// figureOf writes value and bounds as one word: 40, ~40, >40, >=40, <40,
// <=40, <~500 for "nearly 500", 19..37, and 12.. for vague words.
func figureOf(c *Claim) string {
	v := plainFloat(c.Value)
	switch c.Approx {
	case About:
		if !c.Value.OK {
			return "~" + plainFloat(c.Low) + ".." + plainFloat(c.High)
		}
		return "~" + v
	case UnderAbout:
		return "<~" + v
	case Over:
		return ">" + v
	case AtLeast:
		return ">=" + v
	case Under:
		return "<" + v
	case AtMost:
		return "<=" + v
	case Range:
		return plainFloat(c.Low) + ".." + plainFloat(c.High)
	case Vague:
		return plainFloat(c.Low) + ".."
	}
	return v
}

func plainFloat(f Float) string {
	if !f.OK {
		return ""
	}
	if s := strconv.FormatFloat(f.V, 'f', -1, 64); len(s) <= 15 {
		return s
	}
	return strconv.FormatFloat(f.V, 'g', 12, 64)
}
