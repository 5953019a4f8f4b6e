package handlers

import (
	"fmt"
	"net/http"
	"strconv"

	"tallymark/models"
)

// assignForm gives one claim, or what is open of an article, to somebody.
type assignForm struct {
	Action string
	ID     string   // of the list of people
	What   string   // "this claim"
	Who    string   // who has it, "" for nobody
	Mine   bool     // that is the visitor
	Me     uint     // the visitor
	May    bool     // the visitor takes it, or gives it back
	People []option // whom an editor may give it to; nil for others
	To     string   // who is chosen among them
	From   string
	Tab    string
	Swap   bool
}

// assignFormOf is the form of a claim. Nobody takes what somebody else has but
// editors.
func assignFormOf(c *models.Claim, h hand, people []option) assignForm {
	f := assignForm{
		Action: fmt.Sprintf("/claims/%d/assign", c.ID), ID: fmt.Sprintf("to-%d", c.ID), What: "this claim", People: people, From: h.from, Tab: string(tabOf(h.from)), To: "0", Swap: tabOf(h.from) != "",
	}
	if c.AssignedTo != nil {
		f.Who, f.To = c.AssignedTo.Name, strconv.FormatUint(uint64(c.AssignedTo.ID), 10)
	}
	if h.mayReview() {
		f.Me = h.user.ID
		f.Mine = c.AssignedTo != nil && c.AssignedTo.ID == h.user.ID
		f.May = c.AssignedTo == nil || f.Mine || h.user.Role.AtLeast(models.RoleEditor)
	}
	return f
}

// people are those whom the visitor may give claims to, nil if to nobody else.
func (s *Server) people(r *http.Request) ([]option, error) {
	if u := visitOf(r).user; u == nil || !u.Role.AtLeast(models.RoleEditor) {
		return nil, nil
	}
	users, err := s.store.Reviewers(r.Context(), actorOf(r))
	if err != nil {
		return nil, err
	}
	out := []option{{"0", "Nobody"}}
	for _, u := range users {
		out = append(out, option{strconv.FormatUint(uint64(u.ID), 10), u.Name})
	}
	return out, nil
}

type assignInput struct {
	To   uint   `schema:"to"`
	Tab  string `schema:"tab"`
	From string `schema:"from"`
}

// assignAsked reads whom a form assigns to; 0 is nobody, and has to be said.
func assignAsked(r *http.Request) (in assignInput, err error) {
	if err := decode(r.PostForm, &in); err != nil {
		return in, err
	}
	if r.PostForm.Get("to") == "" {
		return in, &models.InvalidError{Field: "to", Message: "the form does not say who gets the claim; open the page again"}
	}
	if noRow(in.To) {
		return in, &models.InvalidError{Field: "to", Message: "there is no such account; open the page again and choose somebody"}
	}
	return in, nil
}

// claimAssign serves POST /claims/{id}/assign.
func (s *Server) claimAssign(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	in, err := assignAsked(r)
	if err != nil {
		return err
	}
	if err := s.store.Assign(r.Context(), actorOf(r), id, in.To); err != nil {
		return err
	}
	words := "The claim is assigned."
	if in.To == 0 {
		words = "The claim is nobody's now."
	}
	if in.From != "" {
		return s.redirectWith(w, r, besideClaim(in.From, id, "assign"), words)
	}
	return s.redirectWith(w, r, deskPath(reviewQuery{Tab: in.Tab}.tab(), id, 0), words)
}

// articleAssign serves POST /articles/{id}/assign.
func (s *Server) articleAssign(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	in, err := assignAsked(r)
	if err != nil {
		return err
	}
	n, err := s.store.AssignArticle(r.Context(), actorOf(r), id, in.To)
	if err != nil {
		return err
	}
	words := count(n, "open claim is", "open claims are") + " assigned."
	switch {
	case n == 0:
		words = "No open claim of the article changed hands."
	case in.To == 0:
		words = count(n, "open claim is", "open claims are") + " nobody's now."
	}
	return s.redirectWith(w, r, fmt.Sprintf("/articles/%d", id), words)
}
