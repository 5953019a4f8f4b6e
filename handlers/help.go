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
	Keys     []keyHelp
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

type keyHelp struct {
	Keys    []string
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

var keyMeanings = []keyHelp{
	{[]string{"1", "2", "3", "4", "5", "6"}, "verify on that basis, save, and go to the next claim"},
	{[]string{"v"}, "verified: shows the six bases and waits for 1 to 6"},
	{[]string{"d"}, "disputed: then 1 to 6 for the basis, then the reason; Enter saves"},
	{[]string{"n"}, "needs evidence: say what is missing; Enter saves"},
	{[]string{"u"}, "unverifiable: say what was tried; Enter saves"},
	{[]string{"w"}, "superseded: give the number of the claim with the newer figure, or a reason"},
	{[]string{"x"}, "not a claim: then a digit says what it is, and saves"},
	{[]string{"r"}, "go to the reason; Escape leaves it"},
	{[]string{"j", "k"}, "next and previous claim of the article"},
	{[]string{"[", "]"}, "previous and next article of the queue"},
	{[]string{"s"}, "skip: the claim comes back when nothing else is left"},
	{[]string{"z"}, "undo your last verdict, on all claims that it was given for, and the one before, and so on"},
	{[]string{"m"}, "mark the claim, or unmark it, to decide on it together with others that state the same figure"},
	{[]string{"M"}, "look at the marked claims of the article and decide on them together"},
	{[]string{"="}, "the verdict just given, also on the identical figures of the article that nobody has decided"},
	{[]string{"e"}, "evidence"},
	{[]string{"c"}, "write a note; Enter saves, Escape leaves it"},
	{[]string{"o", "O"}, "open the source at the place, open the archived copy"},
	{[]string{"a"}, "assign the claim to yourself, or give it back; editors find beside it whom else they can assign it to"},
	{[]string{"/"}, "search"},
	{[]string{"g q", "g d", "g a", "g c", "g f", "g x"}, "go to the queue, the dashboard, the articles, the claims, the figures, the export"},
	{[]string{"?"}, "this page"},
}

var glossary = []wordHelp{
	{"Article", "one news text, at one address or pasted."},
	{"Version", "its text as read at one time. Every claim points to a place in one version."},
	{"Claim", "one figure in one article: the number, what it counts, what happened, who says so, when and where."},
	{"Attribution", "whom the article credits for the figure, in the article’s own words."},
	{"Evidence", "what a reviewer attaches to a claim: an address, an excerpt, and whether it supports or contradicts."},
	{"Note", "what somebody says about a claim; @name in it puts it on that person’s list of mentions. Its author can withdraw it."},
	{"Tag", "a short word on a claim, by which claims are found together."},
	{"Decision", "one verdict of one person at one time. Decisions are only ever added."},
	{"Identical", "figures of one article with the same kind, unit, value, range, approximator, scope and attribution. Only these are decided on together; each gets a decision of its own, and one undo takes all of them back."},
	{"Assigned", "a claim that is somebody’s to review: it stands under their “Mine”, and nobody else is sent to it. Reviewers take what is nobody’s and give back their own; editors assign a claim, or what is open of an article, to anybody."},
	{"Second check", "the policy may ask for the same verdict of two people on some kinds of figures. Until the second has decided, the claim stays unreviewed and shows nothing of the first verdict. The same status settles it, whatever each of them based it on. “Needs evidence” as a first verdict counts at once."},
	{"Disagreement", "the two verdicts of a second check differ. An editor who made neither settles it with a decision and its reason."},
	{"Stale", "the article’s text changed and the figure is no longer found in it."},
}

// helpShow serves GET /help.
func (s *Server) helpShow(w http.ResponseWriter, r *http.Request) error {
	return s.render(w, r, "help", helpPage{base: s.base(r, "Help"), Statuses: statusMeanings, Bases: basisMeanings, Keys: keyMeanings, Words: glossary})
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
