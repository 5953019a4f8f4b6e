package handlers

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"tallymark/models"
)

// dashboardPage is what an editor looks at: which articles are safe to print.
type dashboardPage struct {
	base
	Since    uint // the last change that it knows of
	Tabs     []dashboardTab
	Filters  []field
	State    string // of the tab
	Filtered bool
	ByWords  bool // words were searched for, so that the newest come first
	Rows     []dashboardRow
	Pager    pager
	CanShare bool
}

// IsEmpty reports whether there is no article at all.
func (p dashboardPage) IsEmpty() bool { return len(p.Rows) == 0 && !p.Filtered }

type dashboardTab struct {
	Path, Label string
	Count       string
	Here        bool
}

// dashboardRow is an article with what speaks against printing it.
type dashboardRow struct {
	articleRow
	Headline []models.Claim
	Waiting  []models.Waiter
	Age      time.Time
}

type dashboardQuery struct {
	articleQuery
	Mine string `schema:"mine"`
}

var dashboardTabs = []struct {
	state models.ArticleState
	label string
}{
	{"", "All"}, {models.ArticleDisputed, "Disputed"}, {models.ArticleAttention, "Needs attention"},
	{models.ArticleOpen, "Figures left"}, {models.ArticleDone, "Decided"},
}

// dashboardShow serves GET /dashboard.
func (s *Server) dashboardShow(w http.ResponseWriter, r *http.Request) error {
	var q dashboardQuery
	if err := decode(r.URL.Query(), &q); err != nil {
		return err
	}
	since, err := s.store.FeedEnd(r.Context())
	if err != nil {
		return err
	}
	found, err := s.store.Dashboard(r.Context(), actorOf(r), models.ArticleFilter{
		Query: q.Query, Outlet: q.Outlet, State: models.ArticleState(q.State), Mine: q.Mine != "", Cursor: q.Cursor, Limit: articlesPerPage,
	})
	if err != nil {
		return err
	}
	outlets, err := s.outletOptions(r)
	if err != nil {
		return err
	}
	page := dashboardPage{
		base: s.base(r, "Dashboard"), Since: since, Pager: pagerOf(r, found.Next), State: q.State, ByWords: q.Query != "",
		Tabs:     tabsOf(r.URL.Query(), q.State, found.Counts),
		Filtered: q.Query != "" || q.Outlet != "" || q.State != "" || q.Mine != "" || q.Cursor != "",
		Filters: []field{
			{Name: "q", Label: "Title or text", Value: q.Query, Type: "search"},
			{Name: "outlet", Label: "Outlet", Value: q.Outlet, Options: outlets},
			{Name: "mine", Label: "Given to", Value: q.Mine, Options: []option{{"", "Anybody"}, {"1", "Me"}}},
		},
	}
	page.CanShare = page.User != nil && page.User.Role.AtLeast(models.RoleEditor)
	for _, row := range found.Rows {
		page.Rows = append(page.Rows, dashboardRow{newArticleRow(row.Article), row.Headline, row.Waiting, ageOf(&row.Article)})
	}
	return s.render(w, r, "dashboard", page)
}

// ageOf is when the article came out, or when it came in if that is not known.
func ageOf(a *models.Article) time.Time {
	if a.PublishedAt != nil {
		return *a.PublishedAt
	}
	return a.CreatedAt
}

// tabsOf keeps the filters of the request and changes only the state.
func tabsOf(query url.Values, state string, counts map[models.ArticleState]int) []dashboardTab {
	var tabs []dashboardTab
	for _, t := range dashboardTabs {
		q := url.Values{}
		for name, values := range query {
			if name != "cursor" && name != "state" {
				q[name] = slices.Clone(values)
			}
		}
		if t.state != "" {
			q.Set("state", string(t.state))
		}
		n := strconv.Itoa(counts[t.state])
		if counts[t.state] == models.MostArticlesCounted {
			n += "+"
		}
		tabs = append(tabs, dashboardTab{withQuery("/dashboard", q), t.label, n, state == string(t.state)})
	}
	return tabs
}
