package handlers

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"tallymark/models"
)

// splitForm says which figures one claim really is, empty or as typed.
type splitForm struct {
	ClaimID  uint
	Revision int
	Token    string
	Fields   []field
	Chosen   []option // places chosen before, by the name of their field
}

// splitInput is what the form sends: piece1, piece2 … with number1, number2 …
// where a place was chosen.
type splitInput struct {
	Pieces   []models.Piece `schema:"-"`
	Reason   string         `schema:"reason"`
	Revision string         `schema:"revision"`
	Token    string         `schema:"token"`
}

const (
	mostPieces  = 10
	shownPieces = 3
)

func splitInputOf(form url.Values) (in splitInput, err error) {
	if err := decode(form, &in); err != nil {
		return in, err
	}
	for i := 1; i <= mostPieces+1; i++ {
		p := models.Piece{Quote: form.Get(fmt.Sprint("piece", i)), Number: form.Get(fmt.Sprint("number", i))}
		if strings.TrimSpace(p.Quote) != "" {
			in.Pieces = append(in.Pieces, p)
		}
	}
	return in, nil
}

func (in splitInput) fields() []field {
	var fields []field
	for i := range max(shownPieces, min(len(in.Pieces)+1, mostPieces)) {
		f := field{Name: fmt.Sprint("piece", i+1), Label: fmt.Sprintf("Figure %d", i+1), Wide: true, Required: i < 2}
		if i < len(in.Pieces) {
			f.Value = in.Pieces[i].Quote
		}
		if i == 0 {
			f.Hint = "Words of the claim with one figure, as they stand there. The exact place is found by itself."
		}
		fields = append(fields, f)
	}
	return append(fields, field{Name: "reason", Label: "Why is it more than one figure?", Value: in.Reason, Type: "area", Wide: true, Required: true})
}

// chosen are the places that were chosen, but for that of one piece.
func (in splitInput) chosen(but int) []option {
	var out []option
	for i, p := range in.Pieces {
		if p.Number != "" && i+1 != but {
			out = append(out, option{fmt.Sprint("number", i+1), p.Number})
		}
	}
	return out
}

// splitPage splits one claim. Late is set when the claim changed under the form.
type splitPage struct {
	base
	Card    *card
	Heading string
	Form    splitForm
	Wrong   []field
	Late    bool
	Places  []models.Place // to choose from
	Piece   int            // that may stand in any of them
}

// splitShow serves GET /claims/{id}/split.
func (s *Server) splitShow(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	page, err := s.splitPage(r, id, splitInput{})
	if err != nil {
		return err
	}
	return s.render(w, r, "split", page)
}

func (s *Server) splitPage(r *http.Request, id uint, in splitInput) (splitPage, error) {
	c, err := s.store.Claim(r.Context(), actorOf(r), id)
	if err != nil {
		return splitPage{}, err
	}
	return splitPage{
		base: s.base(r, "Split into several"), Card: newCard(&c.Version, &c.Claim), Heading: headingOf(&c.Article),
		Form: splitForm{ClaimID: id, Revision: c.Claim.Revision, Token: newHand(r, "").tokenFor("p", &c.Claim), Fields: in.fields()},
	}, nil
}

// claimSplit serves POST /claims/{id}/split.
func (s *Server) claimSplit(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	in, err := splitInputOf(r.PostForm)
	if err != nil {
		return err
	}
	revision, err := strconv.Atoi(in.Revision)
	if err != nil || in.Token == "" {
		return &models.InvalidError{Field: "revision", Message: "the form lacks the revision of the claim or its token; open the claim and split it there"}
	}
	_, err = s.store.Split(r.Context(), actorOf(r), s.cfg.Engine, models.NewSplit{ClaimID: id, Revision: revision, Pieces: in.Pieces, Reason: in.Reason, Token: in.Token})
	if err == nil {
		return s.redirectWith(w, r, fmt.Sprintf("/claims/%d", id), "The claim is split. Nobody has decided on the new claims yet.")
	}
	return s.splitAgain(w, r, id, in, revision, err)
}

// splitAgain shows the form as typed. After a conflict it goes with the new
// revision, beside what the claim states now.
func (s *Server) splitAgain(w http.ResponseWriter, r *http.Request, id uint, in splitInput, revision int, why error) error {
	page, err := s.splitPage(r, id, in)
	if err != nil {
		return errors.Join(why, err)
	}
	ask, asks := errors.AsType[*models.AmbiguousError](why)
	page.Late = errors.Is(why, models.ErrConflict)
	switch {
	case page.Late:
		return s.renderStatus(w, r, http.StatusConflict, "split", page)
	case asks:
		page.Places, page.Piece = ask.Places, ask.Piece
	case !blame(page.Form.Fields, why):
		return why
	}
	page.Form.Chosen = in.chosen(page.Piece)
	if !asks {
		page.Form.Chosen = nil
	}
	page.Form.Token, page.Form.Revision = in.Token, revision
	page.Wrong = wrong(page.Form.Fields)
	return s.renderStatus(w, r, http.StatusUnprocessableEntity, "split", page)
}
