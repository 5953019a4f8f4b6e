package handlers

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"tallymark/models"
)

// What a session holds between the password and the code.
const (
	keyWaiting = "waiting" // whose password was right
	keySince   = "since"
	keyNext    = "next"
)

// codeLife is how long the password counts without the code.
const codeLife = 10 * time.Minute

// codePage asks for the second factor.
type codePage struct {
	base
	Fields  []field
	Problem string
}

func codeFields() []field {
	return []field{{Name: "code", Label: "Code", Complete: "one-time-code", Hint: "The six digits that your app shows now, or one of your recovery codes.", Required: true}}
}

// askCode remembers that the password was right. Nobody is signed in by that.
func (s *Server) askCode(w http.ResponseWriter, r *http.Request, u models.User, next string) error {
	visit := visitFrom(r)
	visit.Actor = models.Actor{}
	if err := s.sessions.Destroy(r.Context()); err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	ctx := models.WithVisit(r.Context(), visit)
	s.sessions.Put(ctx, keyWaiting, u.ID)
	s.sessions.Put(ctx, keyEpoch, u.SessionEpoch)
	s.sessions.Put(ctx, keySince, s.now().Unix())
	s.sessions.Put(ctx, keyNext, next)
	if err := s.keepSession(w, r.WithContext(ctx)); err != nil {
		return err
	}
	return redirect(w, r, "/login/code")
}

// waiting returns the user whose password was right a short while ago, nil if
// there is none.
func (s *Server) waiting(ctx context.Context) (*models.User, error) {
	id, ok := s.sessions.Get(ctx, keyWaiting).(uint)
	if !ok || s.now().Sub(time.Unix(s.sessions.GetInt64(ctx, keySince), 0)) > codeLife {
		return nil, nil
	}
	u, err := s.store.User(ctx, id)
	if errors.Is(err, models.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if u.DisabledAt != nil || u.SecondFactorAt == nil || u.SessionEpoch != s.sessions.GetInt(ctx, keyEpoch) {
		return nil, nil
	}
	return &u, nil
}

// codeShow serves GET /login/code.
func (s *Server) codeShow(w http.ResponseWriter, r *http.Request) error {
	u, err := s.waiting(r.Context())
	if err != nil {
		return err
	}
	if u == nil {
		return redirect(w, r, "/login")
	}
	return s.showCode(w, r, http.StatusOK, "")
}

func (s *Server) showCode(w http.ResponseWriter, r *http.Request, status int, message string) error {
	return s.renderStatus(w, r, status, "logincode", codePage{base: s.base(r, "Sign in"), Fields: codeFields(), Problem: message})
}

// codeMake serves POST /login/code.
func (s *Server) codeMake(w http.ResponseWriter, r *http.Request) error {
	u, err := s.waiting(r.Context())
	if err != nil {
		return err
	}
	if u == nil {
		return redirect(w, r, "/login")
	}
	device, err := s.knownDevice(r, u.Email)
	if err != nil {
		return err
	}
	try, err := s.limits.tryCode(w, u.Email, device)
	if err != nil {
		return err
	}
	err = s.store.CheckSecondFactor(r.Context(), *u, r.PostForm.Get("code"))
	if errors.Is(err, models.ErrCode) {
		s.guessed(r, try, u.Email)
		return s.showCode(w, r, http.StatusUnauthorized, wrongCode)
	}
	try.right()
	if err != nil {
		return err
	}
	next := s.sessions.PopString(r.Context(), keyNext)
	s.sessions.Remove(r.Context(), keyWaiting)
	s.sessions.Remove(r.Context(), keySince)
	if err := s.signIn(w, r, *u); err != nil {
		return err
	}
	return redirect(w, r, next)
}
