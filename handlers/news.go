package handlers

import (
	"net/http"
	"slices"
	"time"

	"tallymark/models"
)

// newsPage is what changed since the visitor looked.
type newsPage struct {
	base
	Since time.Time
	End   uint
	More  bool
	Rows  []newsRow
}

// newsRow is an article on which something changed.
type newsRow struct {
	articleRow
	Added, Reread, Findings bool
	Judged, Conflicts       []models.Claim // the first of them
	MoreJudged              int
	MoreConflicts           int
}

// newsClaims is how many claims of an article are named.
const newsClaims = 5

// newsShow serves GET /dashboard/news.
func (s *Server) newsShow(w http.ResponseWriter, r *http.Request) error {
	n, err := s.store.News(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	page := newsPage{base: s.base(r, "What changed"), Since: n.Since, End: n.End, More: n.More}
	for i := range n.Rows {
		page.Rows = append(page.Rows, newNewsRow(&n.Rows[i]))
	}
	return s.render(w, r, "news", page)
}

func newNewsRow(n *models.NewsRow) newsRow {
	row := newsRow{articleRow: newArticleRow(n.Article), Added: n.Added, Reread: n.Reread, Findings: n.Findings, Judged: n.Judged}
	for _, c := range n.Conflicts {
		if c.ConflictFlag {
			row.Conflicts = append(row.Conflicts, c)
		}
	}
	row.MoreJudged, row.MoreConflicts = max(len(row.Judged)-newsClaims, 0), max(len(row.Conflicts)-newsClaims, 0)
	row.Judged = slices.Clip(row.Judged[:min(len(row.Judged), newsClaims)])
	row.Conflicts = slices.Clip(row.Conflicts[:min(len(row.Conflicts), newsClaims)])
	return row
}

// newsSeen serves POST /dashboard/news.
func (s *Server) newsSeen(w http.ResponseWriter, r *http.Request) error {
	var in struct {
		Seq uint `schema:"seq"`
	}
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	if err := s.store.Looked(r.Context(), actorOf(r), in.Seq); err != nil {
		return err
	}
	return redirect(w, r, "/dashboard/news")
}
