package handlers

import (
	"crypto/subtle"
	"errors"
	"net/http"

	"tallymark/models"
)

// setupPage makes the first account.
type setupPage struct {
	base
	Token  string
	Fields []field
	Wrong  []field
}

type setupInput struct {
	Token    string `schema:"token"`
	Name     string `schema:"name"`
	Email    string `schema:"email"`
	Password string `schema:"password"`
}

const passwordHint = "8 to 128 characters; the longer, the better. Well-known passwords are refused."

func (in setupInput) fields() []field {
	return []field{
		{Name: "name", Label: "Your name", Value: in.Name, Complete: "name", Hint: "Stands beside your decisions.", Required: true},
		{Name: "email", Label: "E-mail", Value: in.Email, Type: "email", Complete: "username", Required: true},
		{Name: "password", Label: "Password", Type: "password", Complete: "new-password", Hint: passwordHint, Required: true},
	}
}

// setupShow serves GET /setup?token=.
func (s *Server) setupShow(w http.ResponseWriter, r *http.Request) error {
	token := r.URL.Query().Get("token")
	if err := s.setupAllowed(r, token); err != nil {
		return err
	}
	return s.render(w, r, "setup", setupPage{base: s.base(r, "Set up"), Token: token, Fields: setupInput{}.fields()})
}

// setupAllowed holds while there is no account, for who has the token.
func (s *Server) setupAllowed(r *http.Request, token string) error {
	want := s.cfg.SetupToken()
	if want == "" || subtle.ConstantTimeCompare([]byte(want), []byte(token)) != 1 {
		return errSetupLink
	}
	n, err := s.store.CountUsers(r.Context())
	if err != nil {
		return err
	}
	if n > 0 {
		return errSetupLink
	}
	return nil
}

// setupMake serves POST /setup: it makes the account and signs it in.
func (s *Server) setupMake(w http.ResponseWriter, r *http.Request) error {
	var in setupInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	if err := s.setupAllowed(r, in.Token); err != nil {
		return err
	}
	u, err := s.store.CreateFirstUser(r.Context(), models.NewUser{Email: in.Email, Name: in.Name, Password: in.Password, Role: models.RoleAdmin})
	if fields := in.fields(); blame(fields, err) {
		page := setupPage{base: s.base(r, "Set up"), Token: in.Token, Fields: fields, Wrong: wrong(fields)}
		return s.renderStatus(w, r, http.StatusUnprocessableEntity, "setup", page)
	}
	if errors.Is(err, models.ErrForbidden) {
		return errSetupLink // somebody else has made the first account meanwhile
	}
	if err != nil {
		return err
	}
	if err := s.signIn(w, r, u); err != nil {
		return err
	}
	return redirect(w, r, "/articles")
}
