package handlers

import (
	"net/http"
	"strings"
	"time"

	"tallymark/models"
)

// sessionRow is one place where the visitor is signed in.
type sessionRow struct {
	ID          uint
	Where       string // browser and system
	Agent       string // as the browser calls itself
	Address     string
	Begun, Seen time.Time
	Current     bool
}

func sessionRows(sessions []models.Session) []sessionRow {
	rows := make([]sessionRow, len(sessions))
	for i, x := range sessions {
		rows[i] = sessionRow{x.ID, whereabouts(x.Agent), x.Agent, x.Address, x.CreatedAt, x.SeenAt, x.Current}
	}
	return rows
}

// The words by which browsers and systems are known, the more telling first:
// most of them call themselves Chrome, Safari and Mozilla too.
var (
	browserWords = [][2]string{
		{"Edg", "Edge"}, {"OPR/", "Opera"}, {"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"},
		{"CriOS/", "Chrome"}, {"Chromium/", "Chromium"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}, {"curl/", "curl"},
	}
	systemWords = [][2]string{
		{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"},
		{"Mac OS X", "macOS"}, {"CrOS", "ChromeOS"}, {"Linux", "Linux"},
	}
)

// whereabouts makes words of what a browser calls itself.
func whereabouts(agent string) string {
	browser, system := firstWord(agent, browserWords), firstWord(agent, systemWords)
	switch {
	case browser == "" && system == "":
		return "Unknown browser"
	case browser == "":
		return "Browser on " + system
	case system == "":
		return browser
	}
	return browser + " on " + system
}

func firstWord(agent string, words [][2]string) string {
	for _, w := range words {
		if strings.Contains(agent, w[0]) {
			return w[1]
		}
	}
	return ""
}

// sessionEnd serves POST /account/sessions/{id}/end. To end the session one is
// in is to sign out.
func (s *Server) sessionEnd(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	if err := s.store.EndSession(r.Context(), actorOf(r), id); err != nil {
		return err
	}
	return s.redirectWith(w, r, "/account", "That place is signed out.")
}

// sessionEndAll serves POST /account/sessions/end.
func (s *Server) sessionEndAll(w http.ResponseWriter, r *http.Request) error {
	if err := s.store.EndSessions(r.Context(), actorOf(r)); err != nil {
		return err
	}
	if err := s.signOut(w, r); err != nil {
		return err
	}
	return redirect(w, r, "/login")
}
