package export

import (
	"io"
	"strings"

	"tallymark/models"
)

// AnnotationWriter writes claims as a page of W3C Web Annotations: the body
// says what was decided, the target is the place in the article by its words.
// What stands in no article with an address is left out, since there is nothing
// to point to.
type AnnotationWriter struct{ document }

// Annotations begins an export to w.
func Annotations(w io.Writer, o CSVOptions) *AnnotationWriter {
	return &AnnotationWriter{newDocument(w, o, `{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":[`)}
}

type annotation struct {
	ID         string           `json:"id,omitempty"`
	Type       string           `json:"type"`
	Motivation string           `json:"motivation"`
	Creator    *agent           `json:"creator,omitempty"`
	Modified   string           `json:"modified,omitempty"`
	Body       []annotationBody `json:"body"`
	Target     annotationTarget `json:"target"`
}

type agent struct {
	Type string `json:"type"`
	Name string `json:"name"`
}

type annotationBody struct {
	Type    string `json:"type"`
	Value   string `json:"value"`
	Purpose string `json:"purpose"`
}

type annotationTarget struct {
	Source   string        `json:"source"`
	Selector quoteSelector `json:"selector"`
}

type quoteSelector struct {
	Type   string `json:"type"`
	Exact  string `json:"exact"`
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
}

// Write writes the annotation of a claim.
func (x *AnnotationWriter) Write(r *models.ExportRow) error {
	if r.ArticleURL == "" {
		return x.err
	}
	c := &r.Claim
	a := annotation{
		ID: x.setting.appLink(r.AppPath), Type: "Annotation", Motivation: "assessing", Modified: moment(c.DecidedAt).text,
		Body: bodiesOf(c), Target: annotationTarget{Source: r.ArticleURL, Selector: selectorOf(c)},
	}
	if r.DecidedByName != "" {
		a.Creator = &agent{Type: "Person", Name: r.DecidedByName}
	}
	return x.item(a)
}

func bodiesOf(c *models.Claim) []annotationBody {
	words := c.Status.Label()
	if c.Basis != "" {
		words += " (" + strings.ToLower(c.Basis.Label()) + ")"
	}
	words += ": " + c.Label
	if c.DecisionReason != "" {
		words += ". " + c.DecisionReason
	}
	return []annotationBody{
		{Type: "TextualBody", Value: words, Purpose: "assessing"},
		{Type: "TextualBody", Value: string(c.Status), Purpose: "tagging"},
		{Type: "TextualBody", Value: string(c.Kind), Purpose: "tagging"},
	}
}

// selectorOf is the quote with the rest of its sentence around it.
func selectorOf(c *models.Claim) quoteSelector {
	sentence, start, end := placeInSentence(c)
	return quoteSelector{Type: "TextQuoteSelector", Exact: sentence[start:end], Prefix: sentence[:start], Suffix: sentence[end:]}
}
