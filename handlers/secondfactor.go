package handlers

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"tallymark/models"
)

// secondFactorPage switches the second factor of the visitor on and off.
type secondFactorPage struct {
	base
	Since   *time.Time // switched on then; nil is off
	Left    int        // recovery codes
	Key     *factorKey // a secret that waits to be confirmed
	Confirm []field
	Renew   []field
	Off     []field
	Wrong   []field
	Codes   []string // said once, when they have just been made
}

// factorKey is what the app has to be told, as a picture and to type.
type factorKey struct {
	Secret string
	URI    string
	QR     qrCode
}

func confirmFields() []field {
	return []field{
		{Name: "code", Label: "Code that the app shows", Complete: "one-time-code", Required: true},
		{Name: "password", Label: "Your password", Type: "password", Complete: "current-password", Required: true},
	}
}

func passwordField(target string) []field {
	return []field{{Name: "password", Target: target, Label: "Your password", Type: "password", Complete: "current-password", Required: true}}
}

// secondFactorShow serves GET /account/second-factor.
func (s *Server) secondFactorShow(w http.ResponseWriter, r *http.Request) error {
	return s.showSecondFactor(w, r, http.StatusOK, func(*secondFactorPage) {})
}

// showSecondFactor renders the page after edit has put in what one form has to
// say.
func (s *Server) showSecondFactor(w http.ResponseWriter, r *http.Request, status int, edit func(*secondFactorPage)) error {
	u, err := s.store.User(r.Context(), actorOf(r).UserID)
	if err != nil {
		return err
	}
	page := secondFactorPage{
		base: s.base(r, "Second factor"), Since: u.SecondFactorAt,
		Confirm: confirmFields(), Renew: passwordField("renew-password"), Off: passwordField("off-password"),
	}
	if page.Since != nil {
		page.Left, err = s.store.RecoveryCodesLeft(r.Context(), actorOf(r))
	} else {
		page.Key, err = s.waitingKey(r)
	}
	if err != nil {
		return err
	}
	edit(&page)
	return s.renderStatus(w, r, status, "secondfactor", page)
}

// waitingKey is the secret to be confirmed, nil if there is none.
func (s *Server) waitingKey(r *http.Request) (*factorKey, error) {
	key, err := s.store.FactorKey(r.Context(), actorOf(r))
	if errors.Is(err, models.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	qr, err := newQRCode(key.URI)
	return &factorKey{inFours(key.Secret), key.URI, qr}, err
}

// inFours parts a long word so that it can be read aloud.
func inFours(s string) string {
	var parts []string
	for len(s) > 4 {
		parts, s = append(parts, s[:4]), s[4:]
	}
	return strings.Join(append(parts, s), " ")
}

// secondFactorBegin serves POST /account/second-factor.
func (s *Server) secondFactorBegin(w http.ResponseWriter, r *http.Request) error {
	if err := s.store.BeginSecondFactor(r.Context(), actorOf(r)); err != nil {
		return err
	}
	return redirect(w, r, "/account/second-factor")
}

// secondFactorConfirm serves POST /account/second-factor/confirm. Every other
// session of the account ends; this one goes on under a new id.
func (s *Server) secondFactorConfirm(w http.ResponseWriter, r *http.Request) error {
	var codes []string
	fields := confirmFields()
	err := s.guarded(w, r, fields, func(password string) (err error) {
		codes, err = s.store.ConfirmSecondFactor(r.Context(), actorOf(r), password, r.PostForm.Get("code"))
		return err
	})
	if len(wrong(fields)) > 0 {
		return s.showSecondFactor(w, r, http.StatusUnprocessableEntity, func(p *secondFactorPage) { p.Confirm, p.Wrong = fields, wrong(fields) })
	}
	if err != nil {
		return err
	}
	if err := s.signInAgain(w, r); err != nil {
		return err
	}
	return s.showSecondFactor(w, r, http.StatusOK, func(p *secondFactorPage) { p.Codes = codes })
}

// secondFactorCodes serves POST /account/second-factor/codes.
func (s *Server) secondFactorCodes(w http.ResponseWriter, r *http.Request) error {
	var codes []string
	fields := passwordField("renew-password")
	err := s.guarded(w, r, fields, func(password string) (err error) {
		codes, err = s.store.RenewRecoveryCodes(r.Context(), actorOf(r), password)
		return err
	})
	if len(wrong(fields)) > 0 {
		return s.showSecondFactor(w, r, http.StatusUnprocessableEntity, func(p *secondFactorPage) { p.Renew, p.Wrong = fields, wrong(fields) })
	}
	if err != nil {
		return err
	}
	return s.showSecondFactor(w, r, http.StatusOK, func(p *secondFactorPage) { p.Codes = codes })
}

// secondFactorOff serves POST /account/second-factor/off.
func (s *Server) secondFactorOff(w http.ResponseWriter, r *http.Request) error {
	fields := passwordField("off-password")
	err := s.guarded(w, r, fields, func(password string) error {
		return s.store.SwitchOffSecondFactor(r.Context(), actorOf(r), password)
	})
	if len(wrong(fields)) > 0 {
		return s.showSecondFactor(w, r, http.StatusUnprocessableEntity, func(p *secondFactorPage) { p.Off, p.Wrong = fields, wrong(fields) })
	}
	if err != nil {
		return err
	}
	if err := s.signInAgain(w, r); err != nil {
		return err
	}
	return s.redirectWith(w, r, "/account", "The second factor is switched off. Everywhere else you are signed out.")
}

// guarded runs a change that needs the visitor's password, and puts a refusal
// on the field that it is about. Wrong passwords and
// codes are counted.
func (s *Server) guarded(w http.ResponseWriter, r *http.Request, fields []field, change func(password string) error) error {
	email := visitOf(r).user.Email
	try, err := s.limits.tryOwn(w, email)
	if err != nil {
		return err
	}
	err = change(r.PostForm.Get("password"))
	switch {
	case errors.Is(err, models.ErrCredentials):
		fields[len(fields)-1].Error = "This is not your password. Type the one you signed in with."
	case errors.Is(err, models.ErrCode):
		fields[0].Error = wrongCode
	default:
		try.right()
		blame(fields, err)
		return err
	}
	s.guessed(r, try, email)
	return err
}

const wrongCode = "This code is wrong or was used before. Type the one that the app shows now; if it never fits, set the clock of the phone."

// signInAgain keeps this session after a change that ended all of them.
func (s *Server) signInAgain(w http.ResponseWriter, r *http.Request) error {
	u, err := s.store.User(r.Context(), actorOf(r).UserID)
	if err != nil {
		return err
	}
	return s.signIn(w, r, u)
}

// userSecondFactor serves POST /admin/users/{id}/second-factor.
func (s *Server) userSecondFactor(w http.ResponseWriter, r *http.Request) error {
	return s.changeUser(w, r, "The second factor is switched off, and the account is signed out everywhere.", func(id uint) error {
		return s.store.ResetSecondFactor(r.Context(), actorOf(r), id)
	})
}
