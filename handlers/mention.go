package handlers

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"tallymark/models"
)

// mentionsPage are the notes that name the visitor.
type mentionsPage struct {
	base
	Rows   []mentionRow
	Newest uint // the newest mention shown: what comes later stays unread
	People []models.Person
	Mine   string // the visitor's own handle
	Pager  pager
}

// mentionRow is one note that names the visitor.
type mentionRow struct {
	ID        uint
	Claim     models.Claim
	Text, Who string
	At        time.Time
	Withdrawn bool
	Unread    bool
}

func mentionRowOf(m *models.Mention) mentionRow {
	row := mentionRow{ID: m.ID, Who: "somebody"}
	if n := m.Note; n != nil {
		row.Text, row.At, row.Withdrawn = n.Text, n.CreatedAt, n.WithdrawnAt != nil
		row.Unread = m.ReadAt == nil && !row.Withdrawn
		if n.User != nil {
			row.Who = n.User.Name
		}
		if n.Claim != nil {
			row.Claim = *n.Claim
		}
	}
	return row
}

const mentionsPerPage = 50

// mentionList serves GET /mentions.
func (s *Server) mentionList(w http.ResponseWriter, r *http.Request) error {
	actor := actorOf(r)
	rows, next, err := s.store.Mentions(r.Context(), actor, r.URL.Query().Get("cursor"), mentionsPerPage)
	if err != nil {
		return err
	}
	page := mentionsPage{base: s.base(r, "Mentions"), Pager: pagerOf(r, next)}
	if page.People, err = s.store.People(r.Context(), actor); err != nil {
		return err
	}
	for _, p := range page.People {
		if p.ID == actor.UserID {
			page.Mine = p.Handle
		}
	}
	for i := range rows {
		page.Newest = max(page.Newest, rows[i].ID)
		page.Rows = append(page.Rows, mentionRowOf(&rows[i]))
	}
	return s.render(w, r, "mentions", page)
}

// mentionRead serves POST /mentions/{id}/read.
func (s *Server) mentionRead(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	if err := s.store.ReadMention(r.Context(), actorOf(r), id); err != nil {
		return err
	}
	return redirect(w, r, fmt.Sprintf("/mentions#mention-%d", id))
}

// mentionReadAll serves POST /mentions/read.
func (s *Server) mentionReadAll(w http.ResponseWriter, r *http.Request) error {
	upTo, err := strconv.ParseUint(r.PostForm.Get("up_to"), 10, 63)
	if err != nil {
		return &models.InvalidError{Field: "up_to", Message: "the form does not say which mentions are meant; open /mentions and press the button there"}
	}
	if err := s.store.ReadMentions(r.Context(), actorOf(r), uint(upTo)); err != nil {
		return err
	}
	return s.redirectWith(w, r, "/mentions", "All of them are marked as read.")
}

// unread is how many mentions wait for the visitor. The bar does without the
// number rather than a page without its answer.
func (s *Server) unread(r *http.Request) int {
	n, err := s.store.UnreadMentions(r.Context(), actorOf(r))
	if err != nil {
		s.log.Warn("unread mentions not counted", "error", err)
	}
	return n
}
