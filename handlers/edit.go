package handlers

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"tallymark/models"
)

// editForm mends what a claim states, as it stands or as typed.
type editForm struct {
	ClaimID  uint
	Revision int
	Token    string
	Fields   []field
}

// editInput is what the form sends. A field that is not sent stays.
type editInput struct {
	Figure       *string `schema:"figure"`
	Unit         *string `schema:"unit"`
	Kind         *string `schema:"kind"`
	AttributedTo *string `schema:"attributed_to"`
	Label        *string `schema:"label"`
	Reason       string  `schema:"reason"`
	Restores     string  `schema:"restores"`
	Revision     string  `schema:"revision"`
	Token        string  `schema:"token"`
}

// inputOf fills the form with what the claim states.
func inputOf(c *models.Claim) editInput {
	r := c.Reading()
	figure, kind := r.Figure(), string(r.Kind)
	return editInput{Figure: &figure, Unit: &r.Unit, Kind: &kind, AttributedTo: &r.AttributedTo, Label: &r.Label}
}

func (in editInput) fields() []field {
	said := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	return []field{
		{Name: "figure", Label: "Figure", Value: said(in.Figure), Hint: "41, at least 41, about 3,500, 15 to 20, $2-3 billion"},
		{Name: "unit", Label: "Unit", Value: said(in.Unit)},
		{Name: "kind", Label: "Kind", Value: said(in.Kind), Options: kindWords},
		{Name: "attributed_to", Label: "Who says so", Value: said(in.AttributedTo)},
		{Name: "label", Label: "In a few words", Value: said(in.Label), Hint: "Leave it as it is and a new figure is written into it."},
		{Name: "reason", Label: "Why was it read wrong?", Value: in.Reason, Type: "area", Wide: true, Required: true},
	}
}

func (in editInput) edit(id uint, revision int) models.NewEdit {
	return models.NewEdit{
		ClaimID: id, Revision: revision, Reason: in.Reason, Token: in.Token, Restores: newerID(in.Restores),
		Typed: models.Typed{Figure: in.Figure, Unit: in.Unit, Kind: in.Kind, AttributedTo: in.AttributedTo, Label: in.Label},
	}
}

// editPage mends one claim. Late is set when the claim changed under the form.
type editPage struct {
	base
	Card     *card
	Heading  string
	Article  models.Article
	Original string // what the engine read, where a person reads otherwise
	Form     *editForm
	Wrong    []field
	Late     bool
}

// editShow serves GET /claims/{id}/edit.
func (s *Server) editShow(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	page, err := s.editPage(r, id)
	if err != nil {
		return err
	}
	return s.render(w, r, "edit", page)
}

func (s *Server) editPage(r *http.Request, id uint) (editPage, error) {
	c, err := s.store.Claim(r.Context(), actorOf(r), id)
	if err != nil {
		return editPage{}, err
	}
	hand := newHand(r, "")
	return editPage{
		base: s.base(r, "Mend what was read"), Card: newCard(&c.Version, &c.Claim), Heading: headingOf(&c.Article), Article: c.Article,
		Original: originalWords(&c.Claim),
		Form:     &editForm{ClaimID: id, Revision: c.Claim.Revision, Token: hand.tokenFor("m", &c.Claim), Fields: inputOf(&c.Claim).fields()},
	}, nil
}

// claimEdit serves POST /claims/{id}/edits.
func (s *Server) claimEdit(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	var in editInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	revision, err := strconv.Atoi(in.Revision)
	if err != nil || in.Token == "" {
		return &models.InvalidError{Field: "revision", Message: "the form lacks the revision of the claim or its token; open the claim and mend it there"}
	}
	_, err = s.store.Mend(r.Context(), actorOf(r), s.cfg.Engine, in.edit(id, revision))
	fields := in.fields()
	switch {
	case errors.Is(err, models.ErrConflict):
		return s.editAgain(w, r, http.StatusConflict, id, in, fields)
	case in.Restores == "" && blame(fields, err):
		return s.editAgain(w, r, http.StatusUnprocessableEntity, id, in, fields)
	case err != nil:
		return err
	}
	said := "The claim is mended. What stood before is in its story."
	if in.Restores != "" {
		said = "Taken back. What stood before is in the story of the claim."
	}
	return s.redirectWith(w, r, fmt.Sprintf("/claims/%d", id), said)
}

// editAgain shows the form as typed. After a conflict it goes with the new
// revision, beside what the claim states now.
func (s *Server) editAgain(w http.ResponseWriter, r *http.Request, status int, id uint, in editInput, fields []field) error {
	page, err := s.editPage(r, id)
	if err != nil {
		return err
	}
	page.Late = status == http.StatusConflict
	if in.Restores == "" {
		page.Form.Fields = fields
	}
	if !page.Late {
		page.Form.Token = in.Token
		page.Form.Revision, _ = strconv.Atoi(in.Revision) // it was a number
	}
	page.Wrong = wrong(fields)
	return s.renderStatus(w, r, status, "edit", page)
}

// originalWords is what the engine read, "" where it stands.
func originalWords(c *models.Claim) string {
	r, ok := c.EngineReading()
	if !ok {
		return ""
	}
	words := r.Words() + " · " + kindWord(string(r.Kind))
	if r.AttributedTo != "" {
		words += " · said by " + r.AttributedTo
	}
	if c.ByHand {
		return "Added as: " + words
	}
	return "The engine read: " + words
}

// editRow is one edit in the story of a claim.
type editRow struct {
	What          string
	Before, After string
	Who           string
	At            time.Time
	Reason        string
	Resets        bool
	Others        []uint       // the other claims of a split or merge
	Restore       *restoreForm // puts back what stood before; nil if that cannot be
}

// restoreForm takes a mend back.
type restoreForm struct {
	ClaimID, EditID uint
	Revision        int
	Token           string
	What            string
	Joint           bool // it is a split or merge, which concerns other claims too
}

// actWords say what an edit did.
var actWords = map[models.Act]string{
	models.ActAdd: "Added by hand", models.ActMend: "Mended", models.ActRestore: "Put back", models.ActSplit: "Split",
	models.ActMerge: "Merged", models.ActReread: "Read anew",
}

// editRows are the edits of a claim, newest first.
func editRows(c *models.ClaimPage, h hand) ([]editRow, error) {
	var rows []editRow
	for i := len(c.Edits) - 1; i >= 0; i-- {
		e := &c.Edits[i]
		before, after, err := e.Readings()
		if err != nil {
			return nil, err
		}
		row := editRow{What: actWords[e.Act], Before: readingWords(&before), After: readingWords(&after), Who: "The engine", At: e.CreatedAt, Reason: e.Reason, Resets: e.Resets && e.Revision > 0}
		if e.User != nil {
			row.Who = e.User.Name
		}
		switch {
		case e.Begins():
			row.Others = c.Joined
		case e.OtherID != nil:
			row.Others = []uint{*e.OtherID}
		}
		if e.Act == models.ActAdd || row.Before == row.After || e.Revision == 0 {
			row.Before = ""
		}
		if now := readingWords(readingOf(&c.Claim)); h.mayReview() && e.Act != models.ActAdd && e.OtherID == nil && row.Before != now {
			row.Restore = &restoreForm{c.Claim.ID, e.ID, c.Claim.Revision, fmt.Sprintf("%s-r%d", h.token, e.ID), row.Before, false}
		} else if h.mayReview() && e.Begins() && i == len(c.Edits)-1 {
			row.Restore = &restoreForm{c.Claim.ID, e.ID, c.Claim.Revision, fmt.Sprintf("%s-r%d", h.token, e.ID), "", true}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func readingOf(c *models.Claim) *models.Reading {
	r := c.Reading()
	return &r
}

// readingWords say in one line what was read.
func readingWords(r *models.Reading) string {
	words := r.Words() + " (" + kindWord(string(r.Kind)) + ")"
	if r.AttributedTo != "" {
		words += ", said by " + r.AttributedTo
	}
	if r.Label != "" {
		words += ": " + r.Label
	}
	return words
}
