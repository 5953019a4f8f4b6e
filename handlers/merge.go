package handlers

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"tallymark/models"
)

// mergeForm says which claims are one figure, empty or as typed.
type mergeForm struct {
	ClaimID  uint
	Revision int
	Token    string
	Choices  []mergeChoice
	Fields   []field
}

// mergeChoice is a claim beside the one at hand.
type mergeChoice struct {
	Value   string // its number and revision, "17.3"
	Label   string
	Said    said
	Checked bool
}

// mergeInput is what the form sends.
type mergeInput struct {
	Parts    []string `schema:"part"`
	Figure   string   `schema:"figure"`
	Reason   string   `schema:"reason"`
	Revision string   `schema:"revision"`
	Token    string   `schema:"token"`
}

func (in mergeInput) fields() []field {
	return []field{
		{Name: "figure", Label: "Figure", Value: in.Figure, Hint: "Leave it empty and it is read from the text: from the first of the numbers to the last."},
		{Name: "reason", Label: "Why are they one figure?", Value: in.Reason, Type: "area", Wide: true, Required: true},
	}
}

// merge is what the store is asked for.
func (in mergeInput) merge(id uint) (models.NewMerge, error) {
	n := models.NewMerge{Reason: in.Reason, Token: in.Token, Typed: models.Typed{Figure: filled(in.Figure)}}
	for _, part := range append([]string{fmt.Sprintf("%d.%s", id, in.Revision)}, in.Parts...) {
		claim, revision, _ := strings.Cut(part, ".")
		c, err := strconv.ParseUint(claim, 10, 63)
		rev, errRev := strconv.Atoi(revision)
		if err != nil || errRev != nil || in.Token == "" {
			return n, &models.InvalidError{Field: "revision", Message: "the form lacks the revision of a claim or its token; open the claim and merge it there"}
		}
		n.Parts = append(n.Parts, models.Part{ClaimID: uint(c), Revision: rev})
	}
	return n, nil
}

// mergePage merges a claim with others. Late is set when one of them changed
// under the form.
type mergePage struct {
	base
	Card    *card
	Heading string
	Form    mergeForm
	Wrong   []field
	Late    bool
}

// mergeShow serves GET /claims/{id}/merge.
func (s *Server) mergeShow(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	page, err := s.mergePage(r, id, mergeInput{})
	if err != nil {
		return err
	}
	return s.render(w, r, "merge", page)
}

func (s *Server) mergePage(r *http.Request, id uint, in mergeInput) (mergePage, error) {
	c, err := s.store.Claim(r.Context(), actorOf(r), id)
	if err != nil {
		return mergePage{}, err
	}
	a, err := s.store.Article(r.Context(), actorOf(r), c.Article.ID)
	if err != nil {
		return mergePage{}, err
	}
	return mergePage{
		base: s.base(r, "Merge with others"), Card: newCard(&c.Version, &c.Claim), Heading: headingOf(&c.Article),
		Form: mergeForm{
			ClaimID: id, Revision: c.Claim.Revision, Token: newHand(r, "").tokenFor("j", &c.Claim),
			Choices: mergeChoices(&c, a.Claims, in.Parts), Fields: in.fields(),
		},
	}, nil
}

// nearChoices is how many claims before and after are offered: what is one
// figure stands side by side.
const nearChoices = 4

// mergeChoices are the claims around one in the same text. Those that were
// chosen are among them, wherever they stand.
func mergeChoices(at *models.ClaimPage, claims []models.Claim, chosen []string) []mergeChoice {
	claims = slices.DeleteFunc(slices.Clone(claims), func(c models.Claim) bool {
		return c.VersionID != at.Claim.VersionID || c.ID != at.Claim.ID && (!c.Checkable || c.Stale)
	})
	here := slices.IndexFunc(claims, func(c models.Claim) bool { return c.ID == at.Claim.ID })
	var out []mergeChoice
	for i := range claims {
		c := &claims[i]
		checked := slices.ContainsFunc(chosen, func(part string) bool {
			return strings.HasPrefix(part, fmt.Sprintf("%d.", c.ID))
		})
		if i != here && (checked || here >= 0 && i >= here-nearChoices && i <= here+nearChoices) {
			out = append(out, mergeChoice{fmt.Sprintf("%d.%d", c.ID, c.Revision), c.Label, sentenceOf(at.Version.Text, c), checked})
		}
	}
	return out
}

// claimMerge serves POST /claims/{id}/merge.
func (s *Server) claimMerge(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	var in mergeInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	n, err := in.merge(id)
	if err != nil {
		return err
	}
	c, err := s.store.Merge(r.Context(), actorOf(r), s.cfg.Engine, n)
	if err == nil {
		return s.redirectWith(w, r, fmt.Sprintf("/claims/%d", c.ID), "Merged: "+c.Label+". Nobody has decided on it yet.")
	}
	page, errPage := s.mergePage(r, id, in)
	if errPage != nil {
		return errors.Join(err, errPage)
	}
	if page.Late = errors.Is(err, models.ErrConflict); page.Late {
		return s.renderStatus(w, r, http.StatusConflict, "merge", page)
	}
	if !blame(page.Form.Fields, err) {
		return err
	}
	page.Form.Token, page.Form.Revision = in.Token, n.Parts[0].Revision
	page.Wrong = wrong(page.Form.Fields)
	return s.renderStatus(w, r, http.StatusUnprocessableEntity, "merge", page)
}
