package handlers

import (
	"errors"
	"net/http"

	"tallymark/models"
)

// accountPage is the visitor's own account.
type accountPage struct {
	base
	Fields      []field
	Wrong       []field
	Sessions    []sessionRow
	Tokens      []tokenRow
	TokenFields []field
	Made        *madeToken // said once, when it has just been made
}

func passwordFields() []field {
	return []field{
		{Name: "old_password", Label: "Password now", Type: "password", Complete: "current-password", Required: true},
		{Name: "new_password", Label: "New password", Type: "password", Complete: "new-password", Hint: passwordHint, Required: true},
		{Name: "again_password", Label: "New password again", Type: "password", Complete: "new-password", Required: true},
	}
}

// accountShow serves GET /account.
func (s *Server) accountShow(w http.ResponseWriter, r *http.Request) error {
	return s.showAccount(w, r, http.StatusOK, func(*accountPage) {})
}

// accountPassword serves POST /account. Every other session of the account
// ends; this one goes on under a new id.
func (s *Server) accountPassword(w http.ResponseWriter, r *http.Request) error {
	old, fresh := r.PostForm.Get("old_password"), r.PostForm.Get("new_password")
	fields := passwordFields()
	if fresh != r.PostForm.Get("again_password") {
		fields[2].Error = "The two new passwords differ. Type the same one twice."
		return s.accountAgain(w, r, fields)
	}
	try, err := s.limits.tryOwn(w, visitOf(r).user.Email)
	if err != nil {
		return err
	}
	err = s.store.ChangeOwnPassword(r.Context(), actorOf(r), old, fresh)
	if errors.Is(err, models.ErrCredentials) {
		s.guessed(r, try, visitOf(r).user.Email)
	} else {
		try.right()
	}
	if blamePassword(fields, err) {
		return s.accountAgain(w, r, fields)
	}
	if err != nil {
		return err
	}
	if err := s.signInAgain(w, r); err != nil {
		return err
	}
	return s.redirectWith(w, r, "/account", "Your password is changed. Everywhere else you are signed out.")
}

// accountKeys serves POST /account/keys.
func (s *Server) accountKeys(w http.ResponseWriter, r *http.Request) error {
	keys := r.PostForm.Get("keys")
	if keys != "on" && keys != "off" {
		return &models.InvalidError{Field: "keys", Message: "say on or off"}
	}
	if err := s.store.SetKeys(r.Context(), actorOf(r), keys == "on"); err != nil {
		return err
	}
	return s.redirectWith(w, r, "/account", "Single keys are "+keys+".")
}

func (s *Server) accountAgain(w http.ResponseWriter, r *http.Request, fields []field) error {
	return s.showAccount(w, r, http.StatusUnprocessableEntity, func(p *accountPage) {
		p.Fields, p.Wrong = fields, wrong(fields)
	})
}

// showAccount renders the page after edit has put in what one form has to say.
func (s *Server) showAccount(w http.ResponseWriter, r *http.Request, status int, edit func(*accountPage)) error {
	page := accountPage{base: s.base(r, "Your account"), Fields: passwordFields()}
	sessions, err := s.store.Sessions(r.Context(), actorOf(r), s.sessions.Token(r.Context()))
	if err != nil {
		return err
	}
	tokens, err := s.store.APITokens(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	page.Sessions, page.Tokens = sessionRows(sessions), s.tokenRows(tokens)
	page.TokenFields = s.newTokenInput().fields(actorOf(r).Role)
	edit(&page)
	return s.renderStatus(w, r, status, "account", page)
}

// blamePassword puts a refusal on the old password when that is wrong, else on
// the new one.
func blamePassword(fields []field, err error) bool {
	if errors.Is(err, models.ErrCredentials) {
		fields[0].Error = "This is not your password. Type the one you signed in with."
		return true
	}
	var invalid *models.InvalidError
	if !errors.As(err, &invalid) {
		return false
	}
	fields[1].Error = sentence(invalid.Message)
	return true
}
