package handlers

import (
	"errors"
	"net/http"

	"tallymark/models"
)

const (
	maxForm   = 1 << 20  // a form without a file
	maxUpload = 20 << 20 // one document
)

// serve is the one adapter between the routing table and net/http: it knows
// the visitor, keeps out who may not enter, reads the form, and turns an error
// into a logged line and a page.
func (s *Server) serve(rt route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r, err := s.prepared(rt, w, r)
		if err == nil {
			err = rt.do(w, r)
		}
		var next *onwardError
		if errors.As(err, &next) {
			err = s.onward(w, r, next.to)
		}
		if err != nil {
			s.fail(w, r, err)
		}
	})
}

// prepared returns the request with its visitor and its parsed form.
func (s *Server) prepared(rt route, w http.ResponseWriter, r *http.Request) (*http.Request, error) {
	if rt.name == "asset" || rt.name == "health" {
		return r, nil
	}
	w.Header().Add("Vary", "Cookie, Authorization")
	r, err := s.visited(r) // first, so that the page of a bad form knows them
	if err != nil {
		return r, err
	}
	if !rt.upload {
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		if err := readForm(r); err != nil {
			return r, err
		}
	}
	if err := admit(rt, r); err != nil {
		return r, err
	}
	if r.Method == http.MethodGet {
		s.takeNotice(w, r)
	}
	return r, nil
}

// admit says whether the visitor may use the route at all. Whether they may
// touch one object of it is for the store to say.
func admit(rt route, r *http.Request) error {
	if err := admitToken(rt, r); err != nil {
		return err
	}
	if rt.least == public {
		return nil
	}
	u := visitOf(r).user
	if u == nil {
		return errSignIn
	}
	if !u.Role.AtLeast(rt.least) {
		return models.ErrForbidden
	}
	return nil
}

// fail answers with the page for err and logs it once.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, errToken) {
		w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
	}
	if errors.Is(err, errSignIn) && r.Method != http.MethodPost && !isAPI(r) {
		http.Redirect(w, r, loginPath(r), http.StatusSeeOther)
		return
	}
	p := problemOf(err)
	s.logProblem(r, p.Status, err)
	if p.Status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "5")
	}
	if isAPI(r) {
		s.failAPI(w, r, p, err)
		return
	}
	page := errorPage{base: s.base(r, p.Title), Problem: p, Ways: waysOut(r)}
	if p.again {
		page.Again = againForm(r)
	}
	if err := s.renderStatus(w, r, p.Status, "error", page); err != nil {
		s.log.Error("error page", "path", r.URL.Path, "error", err)
		http.Error(w, p.Title+". "+p.Message, p.Status)
	}
}

func (s *Server) logProblem(r *http.Request, status int, err error) {
	level := s.log.Info
	if status >= http.StatusInternalServerError {
		level = s.log.Error
	}
	level("refused", "method", r.Method, "path", r.URL.Path, "status", status, "user", actorOf(r).UserID, "error", err)
}
