package handlers

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"tallymark/models"
)

// addForm adds a claim from words of the text, empty or as typed.
type addForm struct {
	ArticleID      uint
	Token          string
	Prefix, Suffix string // what stands around the selection
	Quote          field
	More           []field
	Open           bool
}

// claimAddInput is what the form sends.
type claimAddInput struct {
	Quote        string `schema:"quote"`
	Prefix       string `schema:"prefix"`
	Suffix       string `schema:"suffix"`
	Number       string `schema:"number"`
	Figure       string `schema:"figure"`
	Unit         string `schema:"unit"`
	Kind         string `schema:"kind"`
	AttributedTo string `schema:"attributed_to"`
	Label        string `schema:"label"`
	Reason       string `schema:"reason"`
	Token        string `schema:"token"`
}

func (in claimAddInput) form(articleID uint) *addForm {
	return &addForm{
		ArticleID: articleID, Token: in.Token, Prefix: in.Prefix, Suffix: in.Suffix,
		Quote: field{Name: "quote", Target: "add-quote", Label: "Words of the text with the figure", Value: in.Quote, Type: "area", Required: true, Wide: true,
			Hint: "Select them in the text, or type them as they stand there: 41 dead. The place is found by itself."},
		More: []field{
			{Name: "figure", Target: "add-figure", Label: "Figure", Value: in.Figure, Hint: "41, at least 41, about 3,500, 15 to 20, $2-3 billion"},
			{Name: "unit", Target: "add-unit", Label: "Unit", Value: in.Unit},
			{Name: "kind", Target: "add-kind", Label: "Kind", Value: in.Kind, Options: append([]option{{"", "As it is read"}}, kindWords...)},
			{Name: "attributed_to", Target: "add-by", Label: "Who says so", Value: in.AttributedTo},
			{Name: "label", Target: "add-label", Label: "In a few words", Value: in.Label},
			{Name: "reason", Target: "add-reason", Label: "Note", Value: in.Reason},
		},
		Open: in.Figure+in.Unit+in.Kind+in.AttributedTo+in.Label+in.Reason != "",
	}
}

// claim is what the store is asked to add. What is left empty is as read.
func (in claimAddInput) claim(articleID uint) models.NewClaim {
	return models.NewClaim{
		ArticleID: articleID, Quote: in.Quote, Prefix: in.Prefix, Suffix: in.Suffix, Number: in.Number, Reason: in.Reason, Token: in.Token,
		Typed: models.Typed{
			Figure: filled(in.Figure), Unit: filled(in.Unit), Kind: filled(in.Kind), AttributedTo: filled(in.AttributedTo), Label: filled(in.Label),
		},
	}
}

// filled is nil for a field that was left empty.
func filled(typed string) *string {
	if strings.TrimSpace(typed) == "" {
		return nil
	}
	return &typed
}

// addForm is the empty form of an article's page, nil for who may not add.
func (h hand) addForm(articleID uint) *addForm {
	if !h.mayReview() {
		return nil
	}
	return claimAddInput{Token: fmt.Sprintf("%s-a%d", h.token, articleID)}.form(articleID)
}

// claimAddPage is the form that could not be saved as it was sent.
type claimAddPage struct {
	base
	ArticleID uint
	Form      *addForm
	Wrong     []field
	Places    []models.Place // to choose from
}

// claimAdd serves POST /articles/{id}/claims.
func (s *Server) claimAdd(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	var in claimAddInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	c, err := s.store.AddClaim(r.Context(), actorOf(r), s.cfg.Engine, in.claim(id))
	f := in.form(id)
	if ask, ok := errors.AsType[*models.AmbiguousError](err); ok {
		page := claimAddPage{base: s.base(r, "Which figure do you mean?"), ArticleID: id, Form: f, Places: ask.Places}
		return s.renderStatus(w, r, http.StatusUnprocessableEntity, "claimadd", page)
	}
	fields := append([]field{f.Quote}, f.More...)
	if blame(fields, err) {
		f.Quote, f.More, f.Open = fields[0], fields[1:], true
		if f.Token == "" {
			f.Token = newHand(r, "article").addForm(id).Token
		}
		page := claimAddPage{base: s.base(r, "Add a claim"), ArticleID: id, Form: f, Wrong: wrong(fields)}
		return s.renderStatus(w, r, http.StatusUnprocessableEntity, "claimadd", page)
	}
	if err != nil {
		return err
	}
	return s.redirectWith(w, r, fmt.Sprintf("/articles/%d#claim-%d", id, c.ID), "Added: "+c.Label+". Nobody has decided on it yet.")
}
