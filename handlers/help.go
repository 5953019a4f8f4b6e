package handlers

import (
	"fmt"
	"net/http"

	"github.com/gorilla/mux"

	"tallymark/models"
)

// helpPage explains the words and the shapes.
type helpPage struct {
	base
	Statuses []statusHelp
	Bases    []basisHelp
	Words    []wordHelp
}

type statusHelp struct {
	Status  models.Status
	Meaning string
}

type basisHelp struct {
	models.Basis
	Meaning string
}

type wordHelp struct{ Word, Meaning string }

var statusMeanings = []statusHelp{
	{models.StatusUnreviewed, "Nobody has decided yet."},
	{models.StatusNeedsEvidence, "Looked at, but it cannot be decided yet. The reason says what is missing."},
	{models.StatusVerified, "The figure holds. With the basis “attribution only”, what holds is that the named source did say so."},
	{models.StatusDisputed, "Credible evidence or a source contradicts the figure. It does not mean “false”, nor “we disagree”."},
	{models.StatusUnverifiable, "Somebody tried, and no source can be had. The reason says what was tried."},
	{models.StatusSuperseded, "It was right then; there is a newer figure, and the claim points to it."},
	{models.StatusNotAClaim, "The number is no claim: a date, a name, a phone number. This teaches the reader of texts."},
}

var basisMeanings = []basisHelp{
	{models.BasisOfficialStatement, "a body that is answerable for the figure states it"},
	{models.BasisPrimaryDocument, "it stands in the report, record or data set itself"},
	{models.BasisIndependentCorroboration, "a second source that does not lean on the first has the same figure"},
	{models.BasisCalculation, "it follows by arithmetic from figures that hold"},
	{models.BasisDirectObservation, "somebody of ours saw or counted it"},
	{models.BasisAttributionOnly, "the source did say so; whether the figure is right stays open"},
}

var glossary = []wordHelp{
	{"Article", "one news text, at one address or pasted."},
	{"Version", "its text as read at one time. Every claim points to a place in one version."},
	{"Claim", "one figure in one article: the number, what it counts, what happened, who says so, when and where."},
	{"Attribution", "whom the article credits for the figure, in the article’s own words."},
	{"Evidence", "what a reviewer attaches to a claim: an address, an excerpt, and whether it supports or contradicts."},
	{"Decision", "one verdict of one person at one time. Decisions are only ever added."},
	{"Stale", "the article’s text changed and the figure is no longer found in it."},
}

// helpShow serves GET /help.
func (s *Server) helpShow(w http.ResponseWriter, r *http.Request) error {
	return s.render(w, r, "help", helpPage{base: s.base(r, "Help"), Statuses: statusMeanings, Bases: basisMeanings, Words: glossary})
}

// healthShow serves GET /healthz: whether the database answers.
func (s *Server) healthShow(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if err := s.store.Ping(r.Context()); err != nil {
		s.log.Error("health", "error", err)
		w.Header().Set("Retry-After", "5")
		w.WriteHeader(http.StatusServiceUnavailable)
		fmt.Fprintln(w, "database not usable")
		return nil
	}
	fmt.Fprintln(w, "ok")
	return nil
}

// assetShow serves GET /static/{file}.
func (s *Server) assetShow(w http.ResponseWriter, r *http.Request) error {
	if !s.assets.Open(w, r, mux.Vars(r)["file"]) {
		return models.ErrNotFound
	}
	return nil
}
