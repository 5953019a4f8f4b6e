package handlers

import (
	"errors"
	"fmt"
	"net/http"
	"slices"

	"tallymark/models"
)

// articleRead serves POST /articles/{id}/read: the page at the article's
// address is read again, and becomes a version if its text says something else.
func (s *Server) articleRead(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	a, err := s.store.Article(r.Context(), actorOf(r), id)
	if err != nil {
		return err
	}
	to := fmt.Sprintf("/articles/%d", id)
	address := webLink(a.Article.URL)
	if address == "" {
		return s.redirectWith(w, r, to, "This article has no address, so there is no page to read. Add the newer text as an article.")
	}
	read, newer, err := s.cfg.Reader.Again(r.Context(), address, &a.Version)
	var refused *models.InvalidError
	if errors.As(err, &refused) {
		return s.redirectWith(w, r, to, "The page could not be read again. "+sentence(refused.Message)+" Nothing is changed.")
	}
	if err != nil {
		return fmt.Errorf("read article %d again: %w", id, err)
	}
	if newer {
		if _, newer, err = s.store.AddArticle(r.Context(), actorOf(r), read); err != nil {
			return err
		}
	}
	if !newer {
		return s.redirectWith(w, r, to, "Read again: the page says what it said before. Nothing is changed.")
	}
	return s.redirectWith(w, r, to+"/versions", "The page has another text now. Claims whose sentence is the same keep their verdict; the others are stale and keep theirs with the version it was given for.")
}

// versionsPage is an article's versions, and what became of the numbers from
// one to another.
type versionsPage struct {
	base
	Article  models.Article
	Heading  string
	Versions []models.Version
	Was, Is  models.Version
	Changes  []numberRow
	Pick     []field
	Schedule scheduleForm
}

// IsOne reports whether there is nothing to compare.
func (p versionsPage) IsOne() bool { return len(p.Versions) < 2 }

// numberRow is a number that is another, gone or new.
type numberRow struct {
	What    string
	Was, Is *models.Occurrence
}

type versionQuery struct {
	Version int `schema:"version"`
	Was     int `schema:"was"`
	Is      int `schema:"is"`
}

// versionsShow serves GET /articles/{id}/versions.
func (s *Server) versionsShow(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	var q versionQuery
	if err := decode(r.URL.Query(), &q); err != nil {
		return err
	}
	v, err := s.store.Versions(r.Context(), actorOf(r), id, q.Was, q.Is)
	if err != nil {
		return err
	}
	page := versionsPage{
		base: s.base(r, "Versions of "+headingOf(&v.Article)), Article: v.Article, Heading: headingOf(&v.Article),
		Versions: v.Versions, Was: v.Was, Is: v.Is,
	}
	schedule, err := s.store.ScheduleOf(r.Context(), actorOf(r), id)
	if err != nil {
		return err
	}
	page.Schedule = scheduleForm{schedule, page.CanReview() && webLink(v.Article.URL) != ""}
	slices.Reverse(page.Versions) // the newest first
	for _, c := range models.Differences(s.numbersIn(&v.Was, &v.Article), s.numbersIn(&v.Is, &v.Article)) {
		page.Changes = append(page.Changes, numberRow{whatOf(c), c.Was, c.Is})
	}
	var options []option
	for _, one := range page.Versions {
		options = append(options, option{fmt.Sprint(one.Number), fmt.Sprintf("Version %d", one.Number)})
	}
	page.Pick = []field{
		{Name: "was", Label: "From", Value: fmt.Sprint(v.Was.Number), Options: options},
		{Name: "is", Label: "To", Value: fmt.Sprint(v.Is.Number), Options: options},
	}
	return s.render(w, r, "versions", page)
}

func (s *Server) numbersIn(v *models.Version, a *models.Article) []models.Occurrence {
	return models.OccurrencesIn(s.cfg.Engine, v, a.Lang)
}

func whatOf(c models.NumberChange) string {
	switch {
	case c.Was == nil:
		return "New"
	case c.Is == nil:
		return "Gone"
	}
	return "Changed"
}

// nowSay tells on the cards of claims that the text no longer has what it says
// in their place.
func nowSay(stale []*card, now []models.Claim) {
	if len(stale) == 0 {
		return
	}
	was, is := make([]models.Occurrence, len(stale)), make([]models.Occurrence, len(now))
	cards := make(map[*models.Occurrence]*card, len(stale))
	for i, k := range stale {
		was[i] = models.OccurrenceOf(k.Claim)
		cards[&was[i]] = k
	}
	for i := range now {
		is[i] = models.OccurrenceOf(&now[i])
	}
	for _, c := range models.Differences(was, is) {
		if c.Was != nil && c.Is != nil {
			cards[c.Was].Now = c.Is.Label
		}
	}
}
