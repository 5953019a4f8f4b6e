package handlers

import (
	"net/http"
	"slices"

	"tallymark/models"
)

// policyPage is what decisions have to meet.
type policyPage struct {
	base
	EvidenceRequired, DisputedNeedsWhy bool
	Kinds                              []kindChoice
}

// CasualtiesChecked reports whether deaths, injuries and missing people need
// two already.
func (p policyPage) CasualtiesChecked() bool {
	return !slices.ContainsFunc(p.Kinds, func(k kindChoice) bool { return k.Casualty && !k.Checked })
}

// kindChoice is one kind that may need a second check.
type kindChoice struct {
	Value, Label      string
	Checked, Casualty bool
}

// policyInput is what the form sends. Boxes that are not ticked are not sent,
// so Form says that it was the form.
type policyInput struct {
	Form             string   `schema:"form"`
	EvidenceRequired bool     `schema:"evidence_required"`
	DisputedNeedsWhy bool     `schema:"disputed_needs_why"`
	SecondCheck      []string `schema:"second_check"`
	Casualties       bool     `schema:"casualties"`
}

// policy is what was asked for.
func (in policyInput) policy() models.Policy {
	p := models.Policy{EvidenceRequired: in.EvidenceRequired, DisputedNeedsWhy: in.DisputedNeedsWhy}
	p.AskSecond(in.SecondCheck)
	if in.Casualties {
		p.SecondCheck = append(p.SecondCheck, models.CasualtyKinds...)
	}
	return p
}

// policyShow serves GET /admin/policy.
func (s *Server) policyShow(w http.ResponseWriter, r *http.Request) error {
	p, err := s.store.Policy(r.Context())
	if err != nil {
		return err
	}
	page := policyPage{base: s.base(r, "Policy"), EvidenceRequired: p.EvidenceRequired, DisputedNeedsWhy: p.DisputedNeedsWhy}
	for _, k := range models.Kinds {
		page.Kinds = append(page.Kinds, kindChoice{
			Value: string(k), Label: kindWord(string(k)), Checked: p.Second(k), Casualty: slices.Contains(models.CasualtyKinds, k),
		})
	}
	return s.render(w, r, "policy", page)
}

// policySet serves POST /admin/policy.
func (s *Server) policySet(w http.ResponseWriter, r *http.Request) error {
	var in policyInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	if in.Form != "policy" {
		return &models.InvalidError{Field: "form", Message: "the form of the policy did not arrive whole; open the page and save again"}
	}
	if err := s.store.SetPolicy(r.Context(), actorOf(r), in.policy()); err != nil {
		return err
	}
	return s.redirectWith(w, r, "/admin/policy", "The policy is saved. It holds for decisions from now on.")
}
