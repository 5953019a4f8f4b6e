package handlers

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"tallymark/models"
)

// rereadForm lets an editor have an article read by the engine of today.
type rereadForm struct {
	ArticleID uint
	Engine    string
	Was       string
}

// rereadForm is nil for who may not, and where no older engine was at work.
func (h hand) rereadForm(a *models.ArticlePage, engine string) *rereadForm {
	if h.user == nil || !h.user.Role.AtLeast(models.RoleEditor) || !olderEngine(a.Version.Engine, engine) {
		return nil
	}
	return &rereadForm{ArticleID: a.Article.ID, Engine: engine, Was: a.Version.Engine}
}

// olderEngine reports whether was is another engine than now and not one with
// newer rules. Versions are "4+0f9a3c55": the rules, by number, and the words.
func olderEngine(was, now string) bool {
	rules := func(version string) int {
		number, _, _ := strings.Cut(version, "+")
		n, _ := strconv.Atoi(number) // what is no number is older than any
		return n
	}
	return was != now && rules(was) <= rules(now)
}

// articleReread serves POST /articles/{id}/reread.
func (s *Server) articleReread(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	done, err := s.store.Reread(r.Context(), actorOf(r), s.cfg.Engine, id)
	if err != nil {
		return err
	}
	return s.redirectWith(w, r, fmt.Sprintf("/articles/%d", id), rereadWords(done, s.cfg.Engine.Version()))
}

func rereadWords(r models.Rereading, engine string) string {
	if !r.Done {
		return "Engine " + engine + " has read this text already. Nothing is changed."
	}
	return fmt.Sprintf("Read again with engine %s: %s kept, %d changed, %d added, %d gone, %d stale.",
		engine, count(r.Kept, "claim", "claims"), r.Changed, r.Added, r.Gone, r.Stale)
}
