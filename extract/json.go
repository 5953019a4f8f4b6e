package extract

import (
	"math"
	"strconv"
	"unicode/utf8"
)

// AppendJSON appends c as one JSON object to dst. Every key is always there:
// unknown text is "", an unknown number, time, place, attribution or change is
// null, and links is never null. Numbers are plain decimals in their shortest
// form, so that no reader has to understand exponents.
func AppendJSON(dst []byte, c *Claim) []byte {
	dst = append(dst, `{"doc":`...)
	dst = AppendJSONString(dst, c.Doc)
	dst = appendSpan(dst, `,"start":`, c.Span)
	dst = appendText(dst, `,"quote":`, c.Quote)
	dst = appendNumber(dst, c.Number)
	dst = appendFloat(dst, `,"value":`, c.Value)
	dst = appendFloat(dst, `,"low":`, c.Low)
	dst = appendFloat(dst, `,"high":`, c.High)
	dst = appendText(dst, `,"approx":`, string(c.Approx))
	dst = appendText(dst, `,"kind":`, string(c.Kind))
	dst = appendUnit(dst, c)
	dst = appendText(dst, `,"predicate":`, c.Predicate)
	dst = appendChange(dst, c.Change)
	dst = appendText(dst, `,"modality":`, string(c.Modality))
	dst = appendText(dst, `,"label":`, c.Label)
	dst = appendText(dst, `,"subject":`, c.Subject)
	dst = appendOptionalSpan(dst, `,"subject_span":`, c.SubjectSpan)
	dst = appendScope(dst, c)
	dst = appendAttribution(dst, c.Attribution)
	dst = appendTime(dst, c.Time)
	dst = appendPlace(dst, c.Place)
	dst = appendStrings(dst, `,"links":`, c.Links)
	dst = appendText(dst, `,"role":`, string(c.Role))
	dst = appendSpan(dst, `,"sentence":{"start":`, c.Sentence)
	dst = append(dst, `},"checkable":`...)
	dst = strconv.AppendBool(dst, c.Checkable)
	dst = appendText(dst, `,"reason":`, c.Reason)
	dst = append(dst, `,"score":`...)
	dst = appendDecimal(dst, c.Score)
	dst = appendScoreParts(dst, c.ScoreParts)
	if c.Rules != nil {
		dst = appendStrings(dst, `,"rules":`, c.Rules)
	}
	return append(dst, '}')
}

// MarshalJSON is [AppendJSON] for encoding/json.
func (c Claim) MarshalJSON() ([]byte, error) { return AppendJSON(nil, &c), nil }

func appendUnit(dst []byte, c *Claim) []byte {
	dst = appendText(dst, `,"unit":`, c.Unit)
	dst = appendText(dst, `,"unit_phrase":`, c.UnitPhrase)
	dst = appendText(dst, `,"unit_name":`, c.UnitName)
	dst = appendOptionalSpan(dst, `,"unit_span":`, c.UnitSpan)
	dst = appendText(dst, `,"currency":`, c.Currency)
	dst = appendText(dst, `,"si":`, c.SI)
	return appendFloat(dst, `,"si_value":`, c.SIValue)
}

func appendScope(dst []byte, c *Claim) []byte {
	dst = appendText(dst, `,"scope":`, c.Scope)
	dst = append(dst, `,"total":`...)
	dst = strconv.AppendBool(dst, c.Total)
	dst = appendFloat(dst, `,"whole":`, c.Whole)
	return appendFloat(dst, `,"ratio":`, c.Ratio)
}

func appendNumber(dst []byte, n Number) []byte {
	dst = appendSpan(dst, `,"number":{"start":`, Span{n.Start, n.End})
	dst = appendText(dst, `,"text":`, n.Text)
	return append(dst, '}')
}

func appendChange(dst []byte, c *Change) []byte {
	if c == nil {
		return append(dst, `,"change":null`...)
	}
	dst = appendText(dst, `,"change":{"role":`, c.Role)
	dst = appendText(dst, `,"direction":`, c.Direction)
	return append(dst, '}')
}

func appendAttribution(dst []byte, a *Attribution) []byte {
	if a == nil {
		return append(dst, `,"attribution":null`...)
	}
	dst = appendText(dst, `,"attribution":{"source":`, a.Source)
	dst = appendSpan(dst, `,"start":`, Span{a.Start, a.End})
	dst = appendText(dst, `,"cue":`, a.Cue)
	dst = appendText(dst, `,"kind":`, a.Kind)
	dst = append(dst, `,"quoted":`...)
	dst = strconv.AppendBool(dst, a.Quoted)
	return append(dst, '}')
}

func appendTime(dst []byte, t *When) []byte {
	if t == nil {
		return append(dst, `,"time":null`...)
	}
	dst = appendText(dst, `,"time":{"text":`, t.Text)
	dst = appendSpan(dst, `,"start":`, Span{t.Start, t.End})
	dst = appendText(dst, `,"from":`, t.From)
	dst = appendText(dst, `,"to":`, t.To)
	return append(dst, '}')
}

func appendPlace(dst []byte, p *Where) []byte {
	if p == nil {
		return append(dst, `,"place":null`...)
	}
	dst = appendText(dst, `,"place":{"text":`, p.Text)
	dst = appendSpan(dst, `,"start":`, Span{p.Start, p.End})
	return append(dst, '}')
}

func appendScoreParts(dst []byte, parts []ScorePart) []byte {
	dst = append(dst, `,"score_parts":{`...)
	for i, p := range parts {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = AppendJSONString(dst, p.Name)
		dst = append(dst, ':')
		dst = appendDecimal(dst, p.Value)
	}
	return append(dst, '}')
}

func appendStrings(dst []byte, key string, list []string) []byte {
	dst = append(dst, key...)
	dst = append(dst, '[')
	for i, s := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = AppendJSONString(dst, s)
	}
	return append(dst, ']')
}

func appendText(dst []byte, key, s string) []byte {
	return AppendJSONString(append(dst, key...), s)
}

// appendSpan writes both ends; key opens the first.
func appendSpan(dst []byte, key string, s Span) []byte {
	dst = append(dst, key...)
	dst = strconv.AppendInt(dst, int64(s.Start), 10)
	dst = append(dst, `,"end":`...)
	return strconv.AppendInt(dst, int64(s.End), 10)
}

func appendOptionalSpan(dst []byte, key string, s Span) []byte {
	dst = append(dst, key...)
	if s.Start == s.End {
		return append(dst, "null"...)
	}
	dst = appendSpan(dst, `{"start":`, s)
	return append(dst, '}')
}

func appendFloat(dst []byte, key string, f Float) []byte {
	dst = append(dst, key...)
	if !f.OK {
		return append(dst, "null"...)
	}
	return appendDecimal(dst, f.V)
}

// appendDecimal writes whole numbers, by far the most, without the search for
// the shortest fraction. What is no number in JSON is null.
func appendDecimal(dst []byte, v float64) []byte {
	const exact = 1 << 53
	if v == math.Trunc(v) && v > -exact && v < exact {
		return strconv.AppendInt(dst, int64(v), 10)
	}
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return append(dst, "null"...)
	}
	return strconv.AppendFloat(dst, v, 'f', -1, 64)
}

// plain marks the ASCII bytes that stand in a JSON string as they are.
var plain = func() (t [256]bool) {
	for b := ' '; b < utf8.RuneSelf; b++ {
		t[b] = b != '"' && b != '\\'
	}
	return t
}()

// AppendJSONString appends s as a JSON string. Bytes that are not UTF-8 become
// U+FFFD, and every character that some reader takes for the end of a line is
// escaped, so that a line of JSON stays one line.
func AppendJSONString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); {
		if plain[s[i]] {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r >= utf8.RuneSelf && !breaksLine(r) && (r != utf8.RuneError || size > 1) {
			i += size
			continue
		}
		dst = append(dst, s[from:i]...)
		dst = appendEscape(dst, r)
		i += size
		from = i
	}
	dst = append(dst, s[from:]...)
	return append(dst, '"')
}

func breaksLine(r rune) bool { return r == '\u0085' || r == '\u2028' || r == '\u2029' }

func appendEscape(dst []byte, r rune) []byte {
	const hex = "0123456789abcdef"
	switch r {
	case '"', '\\':
		return append(dst, '\\', byte(r))
	case '\n':
		return append(dst, `\n`...)
	case '\r':
		return append(dst, `\r`...)
	case '\t':
		return append(dst, `\t`...)
	}
	return append(dst, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
}
