package handlers

import (
	"net/http"
	"net/url"
)

// swapHeader is sent by the script that puts the next desk in place of the one
// on the screen.
const swapHeader = "Tallymark-Swap"

// onwardError says that a command is done and that the desk comes next. It is
// no fault: serve makes the page.
type onwardError struct{ to *url.URL }

func (e *onwardError) Error() string { return "go on with " + e.to.String() }

// deskNext is the page of the desk that a redirect leads to, nil when it leads
// elsewhere or the browser follows by itself.
func deskNext(r *http.Request, to string) *onwardError {
	if r.Method != http.MethodPost || r.Header.Get(swapHeader) == "" {
		return nil
	}
	there, err := url.Parse(to)
	if err != nil || there.Path != "/review" {
		return nil
	}
	return &onwardError{to: there}
}

// onward answers a command with the desk itself and says where it stands. A
// redirect would have the browser ask twice for each figure, and a reviewer
// feels the second time.
func (s *Server) onward(w http.ResponseWriter, r *http.Request, to *url.URL) error {
	next := r.Clone(r.Context())
	next.Method, next.URL, next.Form, next.PostForm = http.MethodGet, to, nil, nil
	s.takeNotice(w, next)
	there := *to
	there.Fragment = ""
	w.Header().Set("Content-Location", there.String())
	return s.reviewShow(w, next)
}
