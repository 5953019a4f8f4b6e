package handlers

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"tallymark/models"
)

// notesPart are the notes on a claim, with the form for one more.
type notesPart struct {
	Rows []noteRow
	Form *noteForm // nil when the visitor may not write any
}

// noteRow is one note.
type noteRow struct {
	ID          uint
	Text, Who   string
	At          time.Time
	Withdrawn   *time.Time
	CanWithdraw bool
	From        string
}

// noteForm adds a note, empty or as typed.
type noteForm struct {
	ClaimID     uint
	Token, From string
	Text, Error string
}

// OnDesk reports whether the form stands on the review desk.
func (f noteForm) OnDesk() bool { return tabOf(f.From) != "" }

// wrong is the form's error for the summary.
func (f *noteForm) wrong() []field {
	return []field{{Target: fmt.Sprintf("note-%d", f.ClaimID), Error: f.Error}}
}

func newNotesPart(c *models.Claim, notes []models.Note, h hand) notesPart {
	var p notesPart
	for _, n := range notes {
		row := noteRow{ID: n.ID, Text: n.Text, Who: "somebody", At: n.CreatedAt, Withdrawn: n.WithdrawnAt, From: h.from}
		if n.User != nil {
			row.Who = n.User.Name
		}
		row.CanWithdraw = h.mayReview() && n.UserID == h.user.ID && n.WithdrawnAt == nil
		p.Rows = append(p.Rows, row)
	}
	if h.mayReview() {
		p.Form = &noteForm{ClaimID: c.ID, Token: h.tokenFor("n", c), From: h.from}
	}
	return p
}

type noteInput struct {
	Text  string `schema:"note"`
	Token string `schema:"token"`
	From  string `schema:"from"`
}

// noteAdd serves POST /claims/{id}/notes.
func (s *Server) noteAdd(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	var in noteInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	note, err := s.store.AddNote(r.Context(), actorOf(r), models.NewNote{ClaimID: id, Text: in.Text, Token: in.Token})
	var invalid *models.InvalidError
	if errors.As(err, &invalid) {
		return s.noteAgain(w, r, &noteForm{ClaimID: id, From: in.From, Text: in.Text, Error: sentence(invalid.Message)})
	}
	if err != nil {
		return err
	}
	return s.redirectWith(w, r, besideClaim(in.From, id, "notes"), toldWords(note))
}

// toldWords says who is told of a note and who is not.
func toldWords(n models.Note) string {
	words := "The note is saved."
	var names []string
	for _, u := range n.Told {
		names = append(names, u.Name)
	}
	if len(names) > 0 {
		words += " It is on the list of mentions of " + strings.Join(names, ", ") + "."
	}
	if len(n.Unknown) > 0 {
		words += " Nobody here is called @" + strings.Join(n.Unknown, " or @") + "; under Mentions you find who is called what."
	}
	return words
}

// besideClaim is where a form beside a claim leads back to.
func besideClaim(from string, claimID uint, part string) string {
	if tab := tabOf(from); tab != "" {
		return deskPath(tab, claimID, 0)
	}
	return fmt.Sprintf("/claims/%d#%s", claimID, part)
}

// noteAgain shows the claim with the note as typed and what is wrong with it.
func (s *Server) noteAgain(w http.ResponseWriter, r *http.Request, f *noteForm) error {
	return s.claimAgain(w, r, f.From, f.ClaimID, f.wrong(), func(notes *notesPart, _ *tagsPart) {
		f.Token = notes.Form.Token
		notes.Form = f
	})
}

// claimAgain shows the page that a form beside a claim came from, with what is
// wrong; set puts what was typed back into it.
func (s *Server) claimAgain(w http.ResponseWriter, r *http.Request, from string, id uint, wrong []field, set func(*notesPart, *tagsPart)) error {
	if tab := tabOf(from); tab != "" {
		page, err := s.reviewPage(r, reviewQuery{Tab: string(tab), Claim: id})
		if err != nil {
			return err
		}
		set(&page.Notes, &page.Tags)
		page.Wrong = wrong
		return s.renderStatus(w, r, http.StatusUnprocessableEntity, "review", page)
	}
	page, err := s.claimPage(r, id)
	if err != nil {
		return err
	}
	set(&page.Notes, &page.Tags)
	page.Wrong = wrong
	return s.renderStatus(w, r, http.StatusUnprocessableEntity, "claim", page)
}

// noteWithdraw serves POST /notes/{id}/withdraw.
func (s *Server) noteWithdraw(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	note, err := s.store.WithdrawNote(r.Context(), actorOf(r), id)
	if err != nil {
		return err
	}
	return s.redirectWith(w, r, besideClaim(r.PostForm.Get("from"), note.ClaimID, "notes"), "The note is withdrawn. It stays in the story of the claim.")
}
