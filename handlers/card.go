package handlers

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"tallymark/models"
)

// card is one claim with everything its card shows. What the template asks for
// is plain text at the top level: with hundreds of cards on a page, looking up
// fields of a large struct and printing typed values is what takes the time.
type card struct {
	Claim      *models.Claim
	ID         string
	Status     string
	Word       string // the status as people read it
	Label      string
	Quote      string
	By, ByKind string // who is credited
	Quoted     bool
	Place      string
	Subject    string
	Scope      string
	Correct    string
	Links      []string
	Decided    string // who decided, "" if nobody did
	Reason     string
	DecidedAt  *time.Time
	Evidence   int
	N          string // place in the order of the text, from 1; "" on the claim's own page
	Said       said
	Figure     string
	Kind       string
	When       string
	Part       string
	SourceLink string
	InText     bool   // a mark for it stands on the same page
	CanMark    bool   // the visitor may pick it out, to decide on it together with others
	Picked     bool   // and has
	Now        string // what the text says instead, of a claim that it no longer has
	Assigned   string // who is to review it, "" for nobody
	Flags      []string
	Tags       []string
	Unchecked  string      // why there is nothing to decide, "" for a claim
	Original   string      // what the engine read, where a person reads otherwise
	Brief      string      // all the facts in one line, for a card without a form
	Decide     *decideForm // nil when the visitor may not decide
	Undo       *undoForm   // nil when there is nothing of the visitor's to undo
}

// newCard makes the card of a claim, with v the version it stands in.
func newCard(v *models.Version, c *models.Claim) *card {
	k := &card{
		Claim: c, ID: strconv.FormatUint(uint64(c.ID), 10),
		Status: string(c.Status), Word: c.Status.Label(), Label: c.Label, Quote: c.Quote,
		By: c.AttributedTo, ByKind: c.AttributionKind, Quoted: c.Quoted, Place: c.PlaceText,
		Subject: c.Subject, Scope: c.Scope, Correct: c.CorrectText, Evidence: c.EvidenceCount,
		Said: sentenceOf(v.Text, c), Figure: figureWords(c), Kind: kindOf(c),
		When: whenWords(c), Part: partWord(string(c.Role)) + ", version " + strconv.Itoa(v.Number), Flags: flagsOf(c),
		SourceLink: webLink(c.SourceLink), Tags: c.TagNames(),
	}
	if k.Label == "" {
		k.Label = c.Quote
	}
	if !c.Checkable {
		k.Unchecked = c.NotChecked
	}
	if len(c.Original) > 0 {
		k.Original = originalWords(c)
	}
	if c.AssignedTo != nil {
		k.Assigned = c.AssignedTo.Name
	}
	if c.DecidedBy != nil {
		k.Decided, k.Reason, k.DecidedAt = c.DecidedBy.Name, c.DecisionReason, c.DecidedAt
	}
	for _, link := range c.Links {
		if link = webLink(link); link != "" {
			k.Links = append(k.Links, link)
		}
	}
	return k
}

// briefOf says in one line what a whole card says in a list.
func briefOf(k *card) string {
	facts := []string{k.N, k.Word}
	for _, f := range []struct{ name, words string }{
		{"", k.Quote}, {"", k.Figure}, {"", k.Original}, {"", k.Kind}, {"said by ", k.By}, {"when: ", k.When}, {"where: ", k.Place},
		{"about ", k.Subject}, {"counts only ", k.Scope}, {"correct value: ", k.Correct}, {"decided by ", k.Decided},
		{"because: ", k.Reason}, {"", strings.Join(k.Flags, ", ")}, {"tags: ", strings.Join(k.Tags, ", ")}, {"assigned to ", k.Assigned}, {"", k.Part},
	} {
		if f.words != "" {
			facts = append(facts, f.name+f.words)
		}
	}
	return strings.Join(facts, " · ")
}

// kindOf is the kind with what limits how it is meant.
func kindOf(c *models.Claim) string {
	words := kindWord(string(c.Kind))
	if c.Modality != "" && c.Modality != "asserted" {
		words += ", " + string(c.Modality)
	}
	if c.Total {
		words += ", running total"
	}
	if c.ChangeRole != "" {
		words += ", " + strings.TrimSpace(c.ChangeDirection+" "+c.ChangeRole)
	}
	return words
}

func whenWords(c *models.Claim) string {
	switch {
	case c.TimeText == "" || c.TimeFrom == "":
		return c.TimeText
	case c.TimeTo == "" || c.TimeTo == c.TimeFrom:
		return c.TimeText + " (" + c.TimeFrom + ")"
	default:
		return c.TimeText + " (" + c.TimeFrom + " to " + c.TimeTo + ")"
	}
}

// flagsOf lists what is to be known of a claim beside its status.
func flagsOf(c *models.Claim) []string {
	var out []string
	for _, f := range []struct {
		on    bool
		words string
	}{
		{c.Stale && c.MissedBy == "", "stale: the text changed"},
		{c.Stale && c.MissedBy != "", "stale: the engine finds it no more"},
		{c.SecondCheck && !c.OwnWaits, "needs a second check"},
		{c.SecondCheck && c.OwnWaits, "your verdict waits for a second person"},
		{c.ConflictFlag, "conflict"},
		{c.MathFlag, "does not add up"},
		{c.Disagreement, "reviewers disagree"},
		{c.ByHand, "added by hand"},
		{c.WasStatus != "" && c.Status == models.StatusUnreviewed, "was " + strings.ToLower(c.WasStatus.Label()) + " before an edit"},
		{c.Status == models.StatusVerified && c.EvidenceCount == 0, "no evidence attached"},
	} {
		if f.on {
			out = append(out, f.words)
		}
	}
	return out
}

// said is the sentence of a claim in pieces.
type said []piece

// piece is a stretch of a sentence: the figure, the words that credit it, or
// neither.
type piece struct {
	Text       string
	Figure, By bool
}

// sentenceOf cuts the sentence at the figure and at the words that say whose
// it is. Without a usable span it is the stored sentence in one piece.
func sentenceOf(text string, c *models.Claim) said {
	start, end := c.SentenceStart, c.SentenceEnd
	if start < 0 || end > len(text) || start >= end || text[start:end] != c.Sentence {
		return said{{Text: c.Sentence}}
	}
	figure := piece{Figure: true}
	by := piece{By: true}
	cuts := []struct {
		start, end int
		piece
	}{{c.Start, c.End, figure}, {c.AttributionStart, c.AttributionEnd, by}}
	if cuts[1].start < cuts[0].start {
		cuts[0], cuts[1] = cuts[1], cuts[0]
	}
	var out said
	for _, cut := range cuts {
		if cut.start < start || cut.end > end || cut.start >= cut.end {
			continue
		}
		out = append(out, piece{Text: text[start:cut.start]})
		cut.piece.Text = text[cut.start:cut.end]
		out = append(out, cut.piece)
		start = cut.end
	}
	return append(out, piece{Text: text[start:end]})
}

// webLink returns link if it leads to the web, else nothing: a stored address
// may be anything.
func webLink(link string) string {
	u, err := url.Parse(link)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return ""
	}
	return link
}
