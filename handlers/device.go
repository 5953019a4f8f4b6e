package handlers

import (
	"net/http"
	"time"

	"tallymark/models"
)

// deviceLife is how long a browser stays known to the account that signed in
// with it.
const deviceLife = 365 * 24 * time.Hour

func (s *Server) deviceCookie() string { return s.sessions.Cookie.Name + "-device" }

// knownDevice names the browser if the account of email signed in from it
// before, else it is "".
func (s *Server) knownDevice(r *http.Request, email string) (string, error) {
	c, err := r.Cookie(s.deviceCookie())
	if err != nil {
		return "", nil // not sent
	}
	known, err := s.store.KnownDevice(r.Context(), email, c.Value)
	if err != nil || !known {
		return "", err
	}
	return c.Value, nil
}

// rememberDevice makes the browser known to u. The cookie opens nothing: it
// outlives a sign-out, and with a new password it is worthless.
func (s *Server) rememberDevice(w http.ResponseWriter, u models.User) {
	http.SetCookie(w, &http.Cookie{
		Name: s.deviceCookie(), Value: u.NewDevice(), Path: "/", MaxAge: int(deviceLife.Seconds()),
		HttpOnly: true, Secure: s.sessions.Cookie.Secure, SameSite: http.SameSiteLaxMode,
	})
}
