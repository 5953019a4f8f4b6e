package handlers

import (
	"errors"
	"net/http"

	"tallymark/models"
)

// loginPage is the sign-in form.
type loginPage struct {
	base
	Fields    []field
	Next      string
	Problem   string
	NoAccount bool
}

type loginInput struct {
	Email    string `schema:"email"`
	Password string `schema:"password"`
	Next     string `schema:"next"`
}

func (in loginInput) fields() []field {
	return []field{
		{Name: "email", Label: "E-mail", Value: in.Email, Type: "email", Complete: "username", Required: true},
		{Name: "password", Label: "Password", Type: "password", Complete: "current-password", Required: true},
	}
}

// loginShow serves GET /login.
func (s *Server) loginShow(w http.ResponseWriter, r *http.Request) error {
	if visitOf(r).user != nil {
		return redirect(w, r, r.URL.Query().Get("next"))
	}
	return s.showLogin(w, r, http.StatusOK, loginInput{Next: r.URL.Query().Get("next")}, "")
}

func (s *Server) showLogin(w http.ResponseWriter, r *http.Request, status int, in loginInput, message string) error {
	n, err := s.store.CountUsers(r.Context())
	if err != nil {
		return err
	}
	return s.renderStatus(w, r, status, "login", loginPage{
		base: s.base(r, "Sign in"), Fields: in.fields(), Next: in.Next, Problem: message, NoAccount: n == 0,
	})
}

// loginMake serves POST /login. It never says which of the two was wrong.
func (s *Server) loginMake(w http.ResponseWriter, r *http.Request) error {
	var in loginInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	if in.Email == "" || in.Password == "" {
		return s.showLogin(w, r, http.StatusUnprocessableEntity, in, "Give both your e-mail address and your password.")
	}
	device, err := s.knownDevice(r, in.Email)
	if err != nil {
		return err
	}
	try, err := s.limits.try(w, r, in.Email, device)
	if err != nil {
		return err
	}
	u, err := s.store.Authenticate(r.Context(), in.Email, in.Password)
	if !errors.Is(err, models.ErrCredentials) {
		try.right()
	}
	if errors.Is(err, models.ErrCredentials) {
		s.guessed(r, try, in.Email)
		s.log.Warn("sign-in refused", "address", r.RemoteAddr)
		return s.showLogin(w, r, http.StatusUnauthorized, in, "The e-mail address and the password do not belong together. Check both and try again; an admin can set a new password.")
	}
	if err != nil {
		return err
	}
	if u.SecondFactorAt != nil {
		return s.askCode(w, r, u, in.Next)
	}
	if err := s.signIn(w, r, u); err != nil {
		return err
	}
	return redirect(w, r, in.Next)
}

// logout serves POST /logout.
func (s *Server) logout(w http.ResponseWriter, r *http.Request) error {
	if err := s.signOut(w, r); err != nil {
		return err
	}
	return redirect(w, r, "/login")
}

// home serves GET /.
func (s *Server) home(w http.ResponseWriter, r *http.Request) error {
	return redirect(w, r, "/articles")
}
