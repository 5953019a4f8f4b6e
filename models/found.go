package models

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"unicode/utf8"

	"tallymark/extract"
)

// longestSentence is how much of a sentence is kept beside a claim. A text
// without full stops would else be stored again with each of its figures.
const longestSentence = 1000

// claimsOf turns what the engine found into rows, without ids. A span that
// does not hold what it says is refused: the digits are sacred.
func (s *Store) claimsOf(n NewArticle, l *linker) ([]Claim, error) {
	claims := make([]Claim, 0, len(n.Claims))
	now := s.now()
	for i := range n.Claims {
		c, err := claimOf(&n.Claims[i], n.Text)
		if err != nil {
			return nil, err
		}
		c.SourceLink = l.link(&c)
		c.CreatedAt = now
		claims = append(claims, c)
	}
	return claims, nil
}

func claimOf(e *extract.Claim, text string) (Claim, error) {
	if !holds(text, e.Span, e.Quote) || !holds(text, extract.Span{Start: e.Number.Start, End: e.Number.End}, e.Number.Text) {
		return Claim{}, fmt.Errorf("claim %q at %d..%d is not in the text", e.Quote, e.Start, e.End)
	}
	c := Claim{
		Start: e.Start, End: e.End, NumberStart: e.Number.Start, NumberEnd: e.Number.End,
		Quote: e.Quote, NumberText: e.Number.Text,
		Value: pointer(e.Value), Low: pointer(e.Low), High: pointer(e.High), Approx: e.Approx, Kind: e.Kind,
		Unit: e.Unit, UnitPhrase: e.UnitPhrase, UnitName: e.UnitName, UnitStart: e.UnitSpan.Start, UnitEnd: e.UnitSpan.End,
		Currency: e.Currency, SI: e.SI, SIValue: pointer(e.SIValue), Predicate: e.Predicate,
		Modality: e.Modality, Label: e.Label,
		Subject: e.Subject, SubjectStart: e.SubjectSpan.Start, SubjectEnd: e.SubjectSpan.End,
		Scope: e.Scope, Total: e.Total, Whole: pointer(e.Whole), Ratio: pointer(e.Ratio),
		Links: notNil(e.Links), Role: e.Role,
		SentenceStart: e.Sentence.Start, SentenceEnd: e.Sentence.End, Sentence: sentenceOf(e, text),
		Checkable: e.Checkable, NotChecked: e.Reason, Score: e.Score, ScoreParts: scoreParts(e),
		Status: StatusUnreviewed, Revision: 1,
	}
	c.setContext(e)
	return c, nil
}

// setContext copies what may be missing: change, attribution, time, place.
func (c *Claim) setContext(e *extract.Claim) {
	if e.Change != nil {
		c.ChangeRole, c.ChangeDirection = e.Change.Role, e.Change.Direction
	}
	if at := e.Attribution; at != nil {
		c.AttributedTo, c.AttributionStart, c.AttributionEnd = at.Source, at.Start, at.End
		c.AttributionCue, c.AttributionKind, c.Quoted = at.Cue, at.Kind, at.Quoted
	}
	if t := e.Time; t != nil {
		c.TimeText, c.TimeStart, c.TimeEnd, c.TimeFrom, c.TimeTo = t.Text, t.Start, t.End, t.From, t.To
	}
	if p := e.Place; p != nil {
		c.PlaceText, c.PlaceStart, c.PlaceEnd = p.Text, p.Start, p.End
	}
}

func holds(text string, span extract.Span, quote string) bool {
	return 0 <= span.Start && span.Start < span.End && span.End <= len(text) && text[span.Start:span.End] == quote
}

func pointer(f extract.Float) *float64 {
	if !f.OK {
		return nil
	}
	return &f.V
}

func scoreParts(e *extract.Claim) map[string]float64 {
	parts := make(map[string]float64, len(e.ScoreParts))
	for _, p := range e.ScoreParts {
		parts[p.Name] = p.Value
	}
	return parts
}

// sentenceOf is the sentence, or of a very long one the part around the claim.
func sentenceOf(e *extract.Claim, text string) string {
	start, end := e.Sentence.Start, e.Sentence.End
	if start < 0 || end > len(text) || start > end {
		return ""
	}
	if end-start > longestSentence {
		start = max(start, e.Start-longestSentence/2)
		end = min(end, max(start+longestSentence, e.End))
	}
	for start < end && !utf8.RuneStart(text[start]) {
		start++
	}
	for end > start && end < len(text) && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[start:end]
}

// placing are the columns that a claim takes from its place in a newer text,
// and what may have been read better there. Identity, figure, verdict and
// evidence are not among them.
func (c *Claim) placing() (map[string]any, error) {
	links, err := json.Marshal(c.Links)
	if err != nil {
		return nil, err
	}
	parts, err := json.Marshal(c.ScoreParts)
	return map[string]any{
		"version_id": c.VersionID, "span_start": c.Start, "span_end": c.End,
		"number_start": c.NumberStart, "number_end": c.NumberEnd, "quote": c.Quote,
		"unit_phrase": c.UnitPhrase, "unit_name": c.UnitName, "unit_start": c.UnitStart, "unit_end": c.UnitEnd,
		"si": c.SI, "si_value": c.SIValue, "predicate": c.Predicate, "label": c.Label,
		"total": c.Total, "whole": c.Whole, "ratio": c.Ratio,
		"subject": c.Subject, "subject_start": c.SubjectStart, "subject_end": c.SubjectEnd,
		"attribution_start": c.AttributionStart, "attribution_end": c.AttributionEnd,
		"attribution_cue": c.AttributionCue, "attribution_kind": c.AttributionKind, "quoted": c.Quoted,
		"time_text": c.TimeText, "time_start": c.TimeStart, "time_end": c.TimeEnd,
		"time_from": c.TimeFrom, "time_to": c.TimeTo,
		"place_text": c.PlaceText, "place_start": c.PlaceStart, "place_end": c.PlaceEnd,
		"links": string(links), "role": c.Role,
		"sentence_start": c.SentenceStart, "sentence_end": c.SentenceEnd, "sentence": c.Sentence,
		"score": c.Score, "score_parts": string(parts), "source_link": c.SourceLink,
	}, err
}

// sameFigure reports whether c and n are one figure, whatever is said of it.
func (c *Claim) sameFigure(n *Claim) bool {
	return c.NumberText == n.NumberText && sameNumber(c.Value, n.Value) && sameNumber(c.Low, n.Low) &&
		sameNumber(c.High, n.High) && c.Approx == n.Approx && c.Kind == n.Kind && c.Unit == n.Unit &&
		c.Currency == n.Currency && c.Modality == n.Modality && c.Scope == n.Scope &&
		c.AttributedTo == n.AttributedTo && c.Checkable == n.Checkable &&
		c.ChangeRole == n.ChangeRole && c.ChangeDirection == n.ChangeDirection
}

// sameStatement reports whether a verdict on c would be one on n: all that it
// rests on reads the same. That their sentences do, [unchanged] has seen.
func (c *Claim) sameStatement(n *Claim) bool {
	return c.sameFigure(n) && c.Predicate == n.Predicate && c.Subject == n.Subject &&
		c.Total == n.Total && sameNumber(c.Whole, n.Whole) && sameNumber(c.Ratio, n.Ratio) &&
		c.UnitPhrase == n.UnitPhrase && c.SI == n.SI && sameNumber(c.SIValue, n.SIValue) &&
		c.AttributionCue == n.AttributionCue && c.AttributionKind == n.AttributionKind && c.Quoted == n.Quoted &&
		c.TimeText == n.TimeText && c.TimeFrom == n.TimeFrom && c.TimeTo == n.TimeTo && c.PlaceText == n.PlaceText
}

func sameNumber(a, b *float64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// surroundings is a figure with the three words on each side, in lower case
// and without punctuation: by them a claim that nobody has touched is known
// again in a newer text.
func surroundings(text string, c *Claim) string {
	const n, near = 3, 1000 // words, and bytes in which they are looked for
	left := text[max(0, c.NumberStart-near):c.NumberStart]
	right := text[c.NumberEnd:min(len(text), c.NumberEnd+near)]
	if i := strings.LastIndex(left, "\n\n"); i >= 0 {
		left = left[i:]
	}
	if i := strings.Index(right, "\n\n"); i >= 0 {
		right = right[:i]
	}
	left, right = left[wordsBack(left, len(left), n):], right[:wordsOn(right, 0, n)]
	return plainWords(left) + "|" + c.NumberText + "|" + plainWords(right)
}

func plainWords(s string) string {
	var words []string
	for word := range strings.FieldsSeq(strings.ToLower(s)) {
		if word = strings.TrimFunc(word, isPunctuation); word != "" {
			words = append(words, word)
		}
	}
	return strings.Join(words, " ")
}

// isPunctuation leaves letters, digits, and the signs that make another
// number of the same digits.
func isPunctuation(r rune) bool {
	return !isWordRune(r) && !strings.ContainsRune("%$€£¥-−–+/", r)
}

// unchanged pairs claims of an old and a new text. A claim is the same one
// where its whole sentence stands in the new text and is read alike. One that
// nobody has touched has nothing to lose: if only its figure and the words
// beside it are the same, it is read anew from there.
func unchanged(oldText string, old []Claim, newText string, found []Claim, touched map[uint]bool) map[int]int {
	pairs := make(map[int]int)
	taken := make(map[int]bool)
	pair := func(place func(string) func(*Claim) string, same func(c, n *Claim) bool) {
		was, is := placesOf(old, place(oldText)), placesOf(found, place(newText))
		for at, i := range was {
			j, ok := is[at]
			if _, done := pairs[i]; ok && i >= 0 && j >= 0 && !done && !taken[j] && same(&old[i], &found[j]) {
				pairs[i], taken[j] = j, true
			}
		}
	}
	pair(statements, func(c, n *Claim) bool { return c.sameStatement(n) })
	pair(surroundingsIn, func(c, n *Claim) bool { return !touched[c.ID] && c.sameFigure(n) })
	return pairs
}

func surroundingsIn(text string) func(*Claim) string {
	return func(c *Claim) string { return surroundings(text, c) }
}

// statements tells of each claim of a text in which sentence it stands and
// behind which words of it. White space and punctuation do not count. The
// sentence is that of the text: what is kept beside a claim may be cut.
func statements(text string) func(*Claim) string {
	sentences := make(map[extract.Span]string)
	return func(c *Claim) string {
		span := extract.Span{Start: min(c.SentenceStart, c.NumberStart), End: max(c.SentenceEnd, c.NumberEnd)}
		if span.Start < 0 || span.End > len(text) || c.NumberStart > span.End {
			return ""
		}
		sentence, known := sentences[span]
		if !known {
			sentence = hashOf(foldedSentence(text[span.Start:span.End]))
			sentences[span] = sentence
		}
		near := max(span.Start, c.NumberStart-longestSentence)
		return fmt.Sprint(sentence, "|", countWords(text[near:c.NumberStart]), "|", c.NumberText)
	}
}

// foldedSentence leaves the words, in their case, and what makes a question of
// a statement.
func foldedSentence(s string) string {
	var words []string
	for word := range strings.FieldsSeq(s) {
		word = strings.TrimFunc(word, func(r rune) bool { return r != '?' && isPunctuation(r) })
		if word != "" {
			words = append(words, word)
		}
	}
	return strings.Join(words, " ")
}

// placesOf maps places to the index of the claim, -1 if several share one.
func placesOf(claims []Claim, placeOf func(*Claim) string) map[string]int {
	places := make(map[string]int, len(claims))
	for i := range claims {
		place := placeOf(&claims[i])
		if _, taken := places[place]; taken {
			places[place] = -1
		} else {
			places[place] = i
		}
	}
	return places
}

// without returns the claims whose index is not among the values of pairs.
func without(claims []Claim, pairs map[int]int) []Claim {
	taken := make(map[int]bool, len(pairs))
	for j := range maps.Values(pairs) {
		taken[j] = true
	}
	var rest []Claim
	for j := range claims {
		if !taken[j] {
			rest = append(rest, claims[j])
		}
	}
	return rest
}
