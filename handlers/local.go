package handlers

import (
	"net/http"

	"github.com/gorilla/mux"

	"tallymark/models"
)

// NewLocal returns the API alone, for a command on the machine that has the
// database. It knows who asks, so it asks for no token, counts no requests and
// keeps no sessions; what they may do is for the store to say, as always.
func NewLocal(cfg Config, a models.Actor) (http.Handler, error) {
	s, err := newServer(cfg)
	if err != nil {
		return nil, err
	}
	m := mux.NewRouter()
	for _, rt := range s.api.rows {
		m.Path(rt.path).Methods(rt.method).Handler(s.locally(rt, a))
	}
	m.NotFoundHandler = s.locally(route{do: func(http.ResponseWriter, *http.Request) error { return models.ErrNotFound }}, a)
	return m, nil
}

// locally is serve for somebody who is known.
func (s *Server) locally(rt route, a models.Actor) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r = withVisit(r, &visit{local: &a})
		err := error(models.ErrForbidden)
		if a.System || rt.least == public || a.Role.AtLeast(rt.least) {
			err = rt.do(w, r)
		}
		if err != nil {
			s.failAPI(w, r, problemOf(err), err)
		}
	})
}
