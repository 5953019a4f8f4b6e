package handlers

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"tallymark/models"
)

// extract adds the engine by itself: nothing is stored.
func (a *api) extract() {
	operate(a, models.RoleViewer, huma.Operation{
		OperationID: "extract", Method: http.MethodPost, Path: "/extract", Tags: []string{"Engine"},
		Summary:      "Read the figures in a text",
		Description:  "Nothing is stored. The claims are those that “tallymark extract” prints; offsets are bytes of the text as sent, in UTF-8.",
		MaxBodyBytes: maxUpload, Errors: []int{http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity},
	}, a.read)
}

type apiExtractInput struct {
	Body struct {
		Text   string            `json:"text" minLength:"1"`
		Date   string            `json:"date,omitempty" doc:"Day of the text, from which “last week” counts: 2026-03-25."`
		Lang   string            `json:"lang,omitempty" maxLength:"20" doc:"Language, such as en; found out without it."`
		All    bool              `json:"all,omitempty" doc:"Also numbers that state nothing to check, each with its reason."`
		Blocks []models.Block    `json:"blocks,omitempty" doc:"What parts of the text are; found out without it."`
		Links  []models.TextLink `json:"links,omitempty"`
	}
}

type apiExtracted struct {
	Body struct {
		Engine string       `json:"engine" doc:"Version of the engine."`
		Claims []apiReading `json:"claims" nullable:"false"`
	}
}

func (a *api) read(_ context.Context, in *apiExtractInput) (*apiExtracted, error) {
	b := &in.Body
	found, err := models.TextToRead{Text: b.Text, Date: b.Date, Lang: b.Lang, All: b.All, Blocks: b.Blocks, Links: b.Links}.Figures(a.cfg.Engine)
	if err != nil {
		return nil, err
	}
	out := new(apiExtracted)
	out.Body.Engine, out.Body.Claims = a.cfg.Engine.Version(), make([]apiReading, len(found))
	for i, c := range found {
		out.Body.Claims[i] = apiReading{c}
	}
	return out, nil
}

// apiReading is a claim as the engine writes it.
type apiReading struct{ json.RawMessage }

// Schema describes what the engine writes.
func (apiReading) Schema(huma.Registry) *huma.Schema {
	text, truth := &huma.Schema{Type: huma.TypeString}, &huma.Schema{Type: huma.TypeBoolean}
	place := &huma.Schema{Type: huma.TypeInteger, Format: "int64"}
	number := &huma.Schema{Type: huma.TypeNumber, Nullable: true}
	span := func(more ...string) *huma.Schema {
		s := whole(map[string]*huma.Schema{"start": place, "end": place})
		for _, name := range more {
			s.Properties[name] = text
			s.Required = append(s.Required, name)
		}
		return s
	}
	orNull := func(s *huma.Schema) *huma.Schema {
		s.Nullable = true
		return s
	}
	who := span("source", "cue", "kind")
	who.Properties["quoted"] = truth
	of := map[string]*huma.Schema{
		"start": place, "end": place, "number": span("text"), "total": truth, "checkable": truth,
		"value": number, "low": number, "high": number, "si_value": number, "whole": number, "ratio": number,
		"score": {Type: huma.TypeNumber}, "score_parts": {Type: huma.TypeObject, AdditionalProperties: &huma.Schema{Type: huma.TypeNumber}},
		"links": {Type: huma.TypeArray, Items: text}, "sentence": span(), "subject_span": orNull(span()), "unit_span": orNull(span()),
		"attribution": orNull(who), "time": orNull(span("text", "from", "to")), "place": orNull(span("text")),
		"change": orNull(whole(map[string]*huma.Schema{"role": text, "direction": text})),
	}
	for _, name := range []string{
		"doc", "quote", "approx", "kind", "unit", "unit_phrase", "unit_name", "currency", "si", "predicate", "modality",
		"label", "subject", "scope", "role", "reason",
	} {
		of[name] = text
	}
	return whole(of)
}

// whole is an object with all of its properties always there.
func whole(properties map[string]*huma.Schema) *huma.Schema {
	return &huma.Schema{Type: huma.TypeObject, Properties: properties, Required: sortedNames(properties)}
}
