package handlers

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"tallymark/models"
)

// webhooksPage is the webhooks, and the form that adds one.
type webhooksPage struct {
	base
	Hooks  []hookRow
	Fields []field
	Events []eventChoice
	Wrong  []field
	Made   *madeHook
}

// madeHook is a webhook that was just made, with its secret, "" if it signs
// nothing.
type madeHook struct{ Host, Secret string }

// hookRow is a webhook as it is shown.
type hookRow struct{ models.Webhook }

// Told says what it is told.
func (h hookRow) Told() string { return strings.ReplaceAll(h.Events, " ", ", ") }

// Slack reports whether it gets lines of text.
func (h hookRow) Slack() bool { return h.Form == models.FormSlack }

// webhookPage is one webhook, with what it was told.
type webhookPage struct {
	base
	Since uint
	hookRow
	Deliveries []models.Delivery
}

// eventChoice is an event that a webhook can be told.
type eventChoice struct {
	Value, Label string
	Checked      bool
}

type webhookInput struct {
	URL    string   `schema:"url"`
	Form   string   `schema:"form"`
	Events []string `schema:"event"`
}

func (in webhookInput) fields() []field {
	return []field{
		{Name: "url", Label: "Address", Type: "url", Value: in.URL, Complete: "off", Required: true, Hint: "It is not shown again, since some are secrets."},
		{Name: "form", Label: "What is sent", Value: in.Form, Options: []option{{models.FormStandard, "JSON, signed (Standard Webhooks)"}, {models.FormSlack, "A line of text (Slack and what takes the same)"}}},
	}
}

func (in webhookInput) choices() []eventChoice {
	list := make([]eventChoice, len(models.HookEvents))
	for i, e := range models.HookEvents {
		list[i] = eventChoice{Value: e.Name, Label: e.Words, Checked: slices.Contains(in.Events, e.Name)}
	}
	return list
}

// webhookList serves GET /webhooks.
func (s *Server) webhookList(w http.ResponseWriter, r *http.Request) error {
	return s.showWebhooks(w, r, http.StatusOK, webhookInput{}, func(*webhooksPage) {})
}

func (s *Server) showWebhooks(w http.ResponseWriter, r *http.Request, status int, in webhookInput, with func(*webhooksPage)) error {
	list, err := s.store.Webhooks(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	p := webhooksPage{base: s.base(r, "Webhooks"), Fields: in.fields(), Events: in.choices()}
	for _, h := range list {
		p.Hooks = append(p.Hooks, hookRow{h})
	}
	with(&p)
	return s.renderStatus(w, r, status, "webhooks", p)
}

// webhookAdd serves POST /webhooks. The secret is in the answer and on no other
// page.
func (s *Server) webhookAdd(w http.ResponseWriter, r *http.Request) error {
	var in webhookInput
	err := decode(r.PostForm, &in)
	if err != nil {
		return err
	}
	in.URL = strings.TrimSpace(in.URL)
	var h models.Webhook
	if in.URL == "" {
		err = &models.InvalidError{Field: "url", Message: "give the address of the program that is to be told"}
	} else if err = s.cfg.Hooks.Reaches(r.Context(), in.URL); err == nil {
		h, err = s.store.AddWebhook(r.Context(), actorOf(r), models.NewWebhook{URL: in.URL, Form: in.Form, Events: in.Events})
	}
	if fields := in.fields(); blame(fields, err) {
		return s.showWebhooks(w, r, http.StatusUnprocessableEntity, in, func(p *webhooksPage) { p.Fields, p.Wrong = fields, wrong(fields) })
	}
	if err != nil {
		return err
	}
	made := &madeHook{Host: h.Host, Secret: h.Secret}
	if h.Form == models.FormSlack {
		made.Secret = ""
	}
	return s.showWebhooks(w, r, http.StatusCreated, webhookInput{}, func(p *webhooksPage) { p.Made = made })
}

// webhookShow serves GET /webhooks/{id}.
func (s *Server) webhookShow(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	since, err := s.store.FeedEnd(r.Context())
	if err != nil {
		return err
	}
	h, list, err := s.store.Webhook(r.Context(), actorOf(r), id)
	if err != nil {
		return err
	}
	return s.render(w, r, "webhook", webhookPage{s.base(r, "Webhook to "+h.Host), since, hookRow{h}, list})
}

// webhookSet serves POST /webhooks/{id}.
func (s *Server) webhookSet(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	if _, _, err := s.store.Webhook(r.Context(), actorOf(r), id); err != nil {
		return err
	}
	said, to := "", r.URL.Path
	switch r.PostForm.Get("do") {
	case "off":
		err, said = s.store.SwitchWebhook(r.Context(), actorOf(r), id, true), "The webhook is switched off."
	case "on":
		err, said = s.store.SwitchWebhook(r.Context(), actorOf(r), id, false), "The webhook is told what happens from now on."
	case "remove":
		err, said, to = s.store.RemoveWebhook(r.Context(), actorOf(r), id), "The webhook is removed.", "/webhooks"
	default:
		err = &models.InvalidError{Field: "do", Message: "the form did not arrive whole; open the page and press the button again"}
	}
	if err != nil {
		return err
	}
	return s.redirectWith(w, r, to, said)
}

// webhookResend serves POST /webhooks/deliveries/{id}.
func (s *Server) webhookResend(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	hook, err := s.store.Resend(r.Context(), actorOf(r), id)
	if err != nil {
		return err
	}
	return s.redirectWith(w, r, fmt.Sprintf("/webhooks/%d", hook), "It is sent again.")
}
