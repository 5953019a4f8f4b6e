package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"tallymark/models"
)

// sharesPage lists the links that show something to people without an account.
type sharesPage struct {
	base
	Made   *sharedLink
	Fields []field
	Rows   []shareRow
}

// sharedLink is a link that was just made.
type sharedLink struct {
	What, URL string
	Expires   time.Time
}

// shareRow is a link that still shows something.
type shareRow struct {
	ID      uint
	What    string
	Href    string // what it shows, for people with an account
	By      string
	Expires time.Time
}

type shareInput struct {
	Days  int    `schema:"days"`
	Query string `schema:"q"`
	// The filters of the dashboard.
	Outlet string `schema:"outlet"`
	State  string `schema:"state"`
}

func (in shareInput) view() url.Values {
	return url.Values{"q": {in.Query}, "outlet": {in.Outlet}, "state": {in.State}}
}

// shareOptions are the spans that a link can last.
var shareOptions = []option{{"1", "1 day"}, {"7", "7 days"}, {"30", "30 days"}, {"90", "90 days"}}

// shareList serves GET /shares.
func (s *Server) shareList(w http.ResponseWriter, r *http.Request) error {
	return s.showShares(w, r, http.StatusOK, nil)
}

func (s *Server) showShares(w http.ResponseWriter, r *http.Request, status int, made *sharedLink) error {
	rows, err := s.store.Shares(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	outlets, err := s.outletOptions(r)
	if err != nil {
		return err
	}
	var states []option
	for _, t := range dashboardTabs {
		states = append(states, option{string(t.state), t.label})
	}
	page := sharesPage{base: s.base(r, "Shared links"), Made: made, Fields: []field{
		{Name: "state", Label: "Articles", Options: states},
		{Name: "outlet", Label: "Outlet", Options: outlets},
		{Name: "q", Label: "Words of title or text", Type: "search"},
		{Name: "days", Label: "Works for", Value: "7", Options: shareOptions},
	}}
	for i := range rows {
		page.Rows = append(page.Rows, newShareRow(&rows[i]))
	}
	return s.renderStatus(w, r, status, "shares", page)
}

func newShareRow(x *models.Share) shareRow {
	row := shareRow{ID: x.ID, What: "Dashboard", Href: "/dashboard", By: x.User.Name, Expires: x.ExpiresAt}
	switch {
	case x.Article != nil:
		row.What, row.Href = headingOf(x.Article), fmt.Sprintf("/articles/%d", x.Article.ID)
	case x.View != "":
		row.Href += "?" + x.View
		row.What += ": " + viewWords(x.View)
	}
	return row
}

// viewWords says what a view of the dashboard is narrowed to.
func viewWords(view string) string {
	q, err := url.ParseQuery(view)
	if err != nil {
		return view
	}
	var words []string
	for _, t := range dashboardTabs {
		if t.state != "" && string(t.state) == q.Get("state") {
			words = append(words, strings.ToLower(t.label))
		}
	}
	if outlet := q.Get("outlet"); outlet != "" {
		words = append(words, outlet)
	}
	if said := q.Get("q"); said != "" {
		words = append(words, "“"+said+"”")
	}
	return strings.Join(words, ", ")
}

// shareAdd serves POST /shares: a link to a view of the dashboard.
func (s *Server) shareAdd(w http.ResponseWriter, r *http.Request) error {
	var in shareInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	x, secret, err := s.store.ShareView(r.Context(), actorOf(r), in.view(), in.Days)
	if err != nil {
		return err
	}
	return s.showShares(w, r, http.StatusCreated, s.sharedLink(&x, secret, strings.TrimSuffix("Dashboard: "+viewWords(x.View), ": ")))
}

// shareArticle serves POST /articles/{id}/shares.
func (s *Server) shareArticle(w http.ResponseWriter, r *http.Request) error {
	var in shareInput
	id, err := pathID(r)
	if err == nil {
		err = decode(r.PostForm, &in)
	}
	if err != nil {
		return err
	}
	x, secret, err := s.store.ShareArticle(r.Context(), actorOf(r), id, in.Days)
	if err != nil {
		return err
	}
	return s.showShares(w, r, http.StatusCreated, s.sharedLink(&x, secret, fmt.Sprintf("Article %d", id)))
}

// sharedLink tells a link, which is in the answer and nowhere else: the store
// has only a hash of its secret.
func (s *Server) sharedLink(x *models.Share, secret, what string) *sharedLink {
	return &sharedLink{what, s.cfg.BaseURL + "/shared?key=" + url.QueryEscape(secret), x.ExpiresAt}
}

// shareEnd serves POST /shares/{id}/end.
func (s *Server) shareEnd(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	if err := s.store.EndShare(r.Context(), actorOf(r), id); err != nil {
		return err
	}
	return s.redirectWith(w, r, "/shares", "The link has ended; it shows nothing any more.")
}

// sharedPage is what a link shows to whoever has it.
type sharedPage struct {
	base
	script  // of an article
	IsView  bool
	Rows    []dashboardRow // of a view
	Pager   pager
	Expires time.Time
}

// sharedShow serves GET /shared. Of an article it shows the sentences with
// claims, and not the text, which is its outlet's.
func (s *Server) sharedShow(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	x, article, view, err := s.store.SharedThrough(r.Context(), q.Get("key"), q.Get("cursor"))
	if err != nil {
		return err
	}
	w.Header().Set("X-Robots-Tag", "noindex")
	page := sharedPage{base: s.base(r, "Shared"), Expires: x.ExpiresAt}
	if article != nil {
		page.script = newScript(article)
		page.Blocks, page.Title = nil, page.Heading
		return s.render(w, r, "shared", page)
	}
	page.IsView, page.Heading, page.Pager = true, "What is safe to print", pagerOf(r, view.Next)
	for _, row := range view.Rows {
		page.Rows = append(page.Rows, dashboardRow{newArticleRow(row.Article), row.Headline, nil, ageOf(&row.Article)})
	}
	return s.render(w, r, "shared", page)
}
