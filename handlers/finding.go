package handlers

import (
	"fmt"
	"net/http"
	"time"

	"tallymark/models"
)

// findingRow is one place where a text contradicts itself.
type findingRow struct {
	Kind    string // as people read it
	Certain bool
	Says    string
	Working []string
	Figures []findingFigure

	Dismiss *dismissForm // nil when it is set aside, or the visitor may not
	Aside   *asideNote   // nil while it stands
}

// dismissForm sets a finding aside.
type dismissForm struct {
	ArticleID         uint
	Claim             uint // whose page the form stands on, 0 for that of the article
	Key, Token, About string
}

// asideNote is who set a finding aside, and why.
type asideNote struct {
	ID          uint
	Who, Reason string
	At          time.Time
	CanUndo     bool
	Claim       uint
	Token       string
	About       string
}

// findingsPart are the findings of an article or about a claim.
type findingsPart struct{ Rows, Aside []findingRow }

// Any reports whether there is something to show.
func (p findingsPart) Any() bool { return len(p.Rows)+len(p.Aside) > 0 }

// findingFigure is a figure of a finding.
type findingFigure struct {
	Quote string
	Href  string // where it stands, "" for the claim at hand
}

// findingWords are the kinds of findings as people read them.
var findingWords = map[string]string{
	"headline": "headline and text", "magnitude": "thousands and millions", "parts": "parts and whole", "subset": "part and whole",
	"casualties": "dead and injured", "share": "share", "reach": "share of a few", "change": "change", "direction": "rise or fall",
	"points": "percent or points", "over_100": "over 100 %", "conversion": "conversion", "list": "list", "age": "age", "fraction": "part of a person",
}

func findingWord(kind string) string {
	if words := findingWords[kind]; words != "" {
		return words
	}
	return kind
}

// newFindingsPart shows the findings of an article, or on the page of a claim
// those about it, with figures that lead where href says.
func newFindingsPart(article, claim uint, found []models.Finding, h hand, href func(claim uint) string) (p findingsPart) {
	for i := range found {
		f := &found[i]
		row := findingRow{Kind: findingWord(f.Kind), Certain: f.Certain, Says: f.Says, Working: f.Working}
		for _, c := range f.Claims {
			row.Figures = append(row.Figures, findingFigure{c.Quote, href(c.ID)})
		}
		token := fmt.Sprintf("%s-f%d", h.token, i)
		if d := f.Dismissal; d != nil {
			row.Aside = &asideNote{ID: d.ID, Who: "somebody", Reason: d.Reason, At: d.CreatedAt, Claim: claim, Token: token, About: f.Says}
			if d.User != nil {
				row.Aside.Who = d.User.Name
			}
			row.Aside.CanUndo = h.mayReview() && (d.UserID == h.user.ID || h.user.Role.AtLeast(models.RoleEditor))
			p.Aside = append(p.Aside, row)
			continue
		}
		if h.mayReview() {
			row.Dismiss = &dismissForm{ArticleID: article, Claim: claim, Key: f.Key(), Token: token, About: f.Says}
		}
		p.Rows = append(p.Rows, row)
	}
	return p
}

type dismissInput struct {
	Finding string `schema:"finding"`
	Reason  string `schema:"reason"`
	Token   string `schema:"token"`
	Claim   uint   `schema:"claim"`
}

// findingDismiss serves POST /articles/{id}/findings.
func (s *Server) findingDismiss(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	var in dismissInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	d, err := s.store.DismissFinding(r.Context(), actorOf(r), models.NewDismissal{ArticleID: id, Finding: in.Finding, Reason: in.Reason, Token: in.Token})
	if err != nil {
		return err
	}
	return s.redirectWith(w, r, besideFindings(d.ArticleID, in.Claim), "The finding is set aside. It stays below the others, with your reason.")
}

// dismissalUndo serves POST /dismissals/{id}/undo.
func (s *Server) dismissalUndo(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	var in dismissInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	d, err := s.store.UndoDismissal(r.Context(), actorOf(r), id, in.Token)
	if err != nil {
		return err
	}
	return s.redirectWith(w, r, besideFindings(d.ArticleID, in.Claim), "The finding stands again.")
}

// besideFindings is the page that a form beside a finding came from.
func besideFindings(article, claim uint) string {
	if claim != 0 {
		return fmt.Sprintf("/claims/%d#findings", claim)
	}
	return fmt.Sprintf("/articles/%d#findings", article)
}

// inText leads to the mark of a claim on the same page.
func inText(claim uint) string { return fmt.Sprintf("#mark-%d", claim) }

// elsewhere leads to the other claims of a finding on the page of one.
func elsewhere(hand uint) func(claim uint) string {
	return func(claim uint) string {
		if claim == hand {
			return ""
		}
		return fmt.Sprintf("/claims/%d", claim)
	}
}
