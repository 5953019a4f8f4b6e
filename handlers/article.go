package handlers

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"tallymark/export"
	"tallymark/models"
)

// articlesPage is the list of articles.
type articlesPage struct {
	base
	Since    uint // the last change that it knows of
	Filters  []field
	Filtered bool
	Rows     []articleRow
	Pager    pager
}

// IsEmpty reports whether there is no article at all.
func (p articlesPage) IsEmpty() bool { return len(p.Rows) == 0 && !p.Filtered }

// articleRow is one article of the list.
type articleRow struct {
	models.Article
	Heading string
	Outlet  string
	Bar     bar
	State   string
	Ready   bool
}

// pager leads through a list by cursor.
type pager struct{ First, Next string }

// pagerOf keeps the filters of the request and changes only the cursor.
func pagerOf(r *http.Request, next string) pager {
	var p pager
	q := r.URL.Query()
	here := q.Get("cursor") != ""
	q.Del("cursor")
	if here {
		p.First = withQuery(r.URL.Path, q)
	}
	if next != "" {
		q.Set("cursor", next)
		p.Next = withQuery(r.URL.Path, q)
	}
	return p
}

func withQuery(path string, q url.Values) string {
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

type articleQuery struct {
	Query  string `schema:"q"`
	Outlet string `schema:"outlet"`
	State  string `schema:"state"`
	Cursor string `schema:"cursor"`
}

var articleStates = []option{
	{"", "All"}, {"open", "Figures left"}, {"disputed", "With disputed figures"}, {"done", "Ready"}, {"conflict", "In conflict with others"}, {"finding", "With a finding"},
}

const articlesPerPage = 25

// articleList serves GET /articles.
func (s *Server) articleList(w http.ResponseWriter, r *http.Request) error {
	var q articleQuery
	if err := decode(r.URL.Query(), &q); err != nil {
		return err
	}
	actor := actorOf(r)
	since, err := s.store.FeedEnd(r.Context())
	if err != nil {
		return err
	}
	rows, next, err := s.store.Articles(r.Context(), actor, models.ArticleFilter{
		Query: q.Query, Outlet: q.Outlet, State: models.ArticleState(q.State), Cursor: q.Cursor, Limit: articlesPerPage,
	})
	if err != nil {
		return err
	}
	outlets, err := s.outletOptions(r)
	if err != nil {
		return err
	}
	page := articlesPage{
		base: s.base(r, "Articles"), Since: since, Pager: pagerOf(r, next),
		Filtered: q.Query != "" || q.Outlet != "" || q.State != "" || q.Cursor != "",
		Filters: []field{
			{Name: "q", Label: "Title", Value: q.Query, Type: "search"},
			{Name: "outlet", Label: "Outlet", Value: q.Outlet, Options: outlets},
			{Name: "state", Label: "State", Value: q.State, Options: articleStates},
		},
	}
	for _, a := range rows {
		page.Rows = append(page.Rows, newArticleRow(a))
	}
	return s.render(w, r, "articles", page)
}

func newArticleRow(a models.Article) articleRow {
	row := articleRow{Article: a, Heading: headingOf(&a), Bar: barOf(a.Counts), State: stateWords(a.Counts), Outlet: a.OutletName()}
	row.Ready = a.Counts.Ready()
	return row
}

// headingOf is the title, or what stands in for it.
func headingOf(a *models.Article) string {
	if strings.TrimSpace(a.Title) != "" {
		return a.Title
	}
	return fmt.Sprintf("Article %d, without a title", a.ID)
}

// outletOptions are the outlets for a filter.
func (s *Server) outletOptions(r *http.Request) ([]option, error) {
	outlets, err := s.store.Outlets(r.Context(), actorOf(r))
	if err != nil {
		return nil, err
	}
	out := []option{{"", "All outlets"}}
	for _, o := range outlets {
		out = append(out, option{o.Name, o.Name})
	}
	return out, nil
}

// articlePage is one article with its text and claims.
type articlePage struct {
	base
	Since      uint // the last change that it knows of
	Article    models.Article
	Shown      models.Version
	Heading    string
	Bar        bar
	State      string
	Blocks     []galleyBlock
	Findings   findingsPart
	Cards      []*card
	BriefCards []*card // those after the first fullCards
	Stale      []*card
	Missed     []*card // stand in the text, and the engine finds them no more
	Unchecked  []uncheckedRow
	Saved      *saved
	HasRaw     bool
	Add        *addForm    // nil when the visitor may not add claims
	Reread     *rereadForm // nil when there is nothing to read again
	CanRead    bool        // the page at its address, again
	Versions   int
	Marks      *marksBar   // nil when the visitor may not decide
	Assign     *assignForm // nil when there is nothing open, or the visitor may not
	CanShare   bool
	ShareDays  field
}

// HasHeadline reports whether the text itself has the headline.
func (p articlePage) HasHeadline() bool { return hasHeadline(p.Blocks) }

// CardsTitle counts the cards.
func (p articlePage) CardsTitle() string {
	return count(len(p.Cards)+len(p.BriefCards), "claim", "claims")
}

// uncheckedRow is a number that is not offered for checking, and why.
type uncheckedRow struct {
	Quote, Why string
	Claim      uint // that was one once and keeps its story, 0 for none
}

// articleShow serves GET /articles/{id}.
func (s *Server) articleShow(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	since, err := s.store.FeedEnd(r.Context())
	if err != nil {
		return err
	}
	a, err := s.store.Article(r.Context(), actorOf(r), id)
	if err != nil {
		return err
	}
	page := articlePage{
		base: s.base(r, headingOf(&a.Article)), Since: since, Article: a.Article, Shown: a.Version, Heading: headingOf(&a.Article),
		Bar: barOf(a.Article.Counts), State: stateWords(a.Article.Counts), HasRaw: a.Version.RawType != "",
	}
	page.Article.URL, page.Versions = webLink(a.Article.URL), len(a.Versions)
	page.CanShare = page.User != nil && page.User.Role.AtLeast(models.RoleEditor)
	page.ShareDays = field{Name: "days", Target: "share-days", Label: "Works for", Value: "7", Options: shareOptions}
	page.CanRead = page.Article.URL != "" && page.CanReview()
	page.Findings = newFindingsPart(id, 0, a.Findings, newHand(r, "article"), inText)
	s.fillClaims(r, &page, &a)
	if a.Article.Counts.Left() > 0 && page.CanReview() {
		people, err := s.people(r)
		if err != nil {
			return err
		}
		page.Assign = &assignForm{Action: fmt.Sprintf("/articles/%d/assign", id), ID: "to", What: "what is open", People: people, Me: page.User.ID, To: "0"}
	}
	if page.Saved = savedOf(r, slices.Concat(page.Cards, page.Stale, page.Missed)); page.Saved != nil {
		if err := s.offerLast(r, page.Saved, "article"); err != nil {
			return err
		}
	}
	return s.render(w, r, "article", page)
}

// fullCards is how many claims of one page have every fact on a line of its own
// and a form. A page with hundreds of forms is slow to make, to send and to
// show, most of all on a phone.
const fullCards = 50

// addCard adds a claim that is marked in the text.
func (p *articlePage) addCard(hand hand, k *card) {
	if len(p.Cards) < fullCards {
		p.Cards = append(p.Cards, hand.card(k))
		return
	}
	k.Brief = briefOf(k)
	p.BriefCards = append(p.BriefCards, k)
}

// fillClaims sorts the claims of an article: marked in the text, gone from it,
// or not to be checked.
func (s *Server) fillClaims(r *http.Request, page *articlePage, a *models.ArticlePage) {
	var marked []models.Claim
	hand := newHand(r, "article")
	for i := range a.Claims {
		c := &a.Claims[i]
		switch {
		case c.MissedBy != "" && c.VersionID == a.Version.ID:
			page.Missed = append(page.Missed, hand.card(newCard(&a.Version, c)))
		case c.Stale || c.VersionID != a.Version.ID:
			page.Stale = append(page.Stale, hand.card(newStaleCard(a.Versions, c)))
		case !c.Checkable:
			row := uncheckedRow{Quote: c.Quote, Why: sentenceCase(c.NotChecked)}
			if c.AtRest() {
				row.Claim = c.ID
			}
			page.Unchecked = append(page.Unchecked, row)
		default:
			marked = append(marked, *c)
			k := newCard(&a.Version, c)
			k.InText, k.N = true, strconv.Itoa(len(marked))
			k.Picked = slices.Contains(a.Marked, c.ID)
			page.addCard(hand, k)
		}
	}
	nowSay(page.Stale, marked)
	page.Blocks = galley(&a.Version, marked)
	page.Add = hand.addForm(a.Article.ID)
	page.Reread = hand.rereadForm(a, s.cfg.Engine.Version())
	if hand.mayReview() && len(marked) > 1 {
		page.Marks = &marksBar{ArticleID: a.Article.ID, N: len(a.Marked), From: ""}
		for _, k := range append(page.Cards, page.BriefCards...) {
			k.CanMark = k.InText
		}
	}
}

// newStaleCard is the card of a claim whose version is not shown: its text is
// not at hand, so the stored sentence stands alone.
func newStaleCard(versions []models.Version, c *models.Claim) *card {
	v := models.Version{ID: c.VersionID}
	for _, one := range versions {
		if one.ID == c.VersionID {
			v.Number = one.Number
		}
	}
	return newCard(&v, c)
}

// articleOriginal serves GET /articles/{id}/original: the bytes as they came of
// the current version, or the one that is asked for, as a download that no browser opens on our origin.
func (s *Server) articleOriginal(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	var q versionQuery
	if err := decode(r.URL.Query(), &q); err != nil {
		return err
	}
	a, err := s.store.Versions(r.Context(), actorOf(r), id, 0, q.Version)
	if err != nil {
		return err
	}
	v, err := s.store.ArticleRaw(r.Context(), actorOf(r), a.Is.ID)
	if err != nil {
		return err
	}
	if len(v.Raw) == 0 {
		return fmt.Errorf("original of article %d: %w", id, models.ErrNotFound)
	}
	onlyKept(w.Header(), originalName(id, v))
	_, err = w.Write(v.Raw)
	if err != nil {
		s.log.Debug("original not delivered", "article", id, "error", err)
	}
	return nil
}

// articleArchive serves GET /articles/{id}/archive.warc.gz: all versions as they
// came and as they were read.
func (s *Server) articleArchive(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	page, err := s.store.Versions(r.Context(), actorOf(r), id, 0, 0)
	if err != nil {
		return err
	}
	if err := http.NewResponseController(w).SetWriteDeadline(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return fmt.Errorf("lift write deadline: %w", err)
	}
	onlyKept(w.Header(), fmt.Sprintf("tallymark-article-%d.warc.gz", id))
	if r.Method == http.MethodHead {
		return nil
	}
	if err := export.WriteWARC(r.Context(), w, s.store, actorOf(r), page, s.cfg.Version); err != nil { // half an archive must not look whole
		s.log.Error("archive broken off", "article", id, "user", actorOf(r).UserID, "error", err)
		panic(http.ErrAbortHandler)
	}
	return nil
}

// onlyKept makes an answer a file that no browser opens on our origin.
func onlyKept(h http.Header, name string) {
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", attachment(name))
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
}

func originalName(id uint, v models.Version) string {
	ending := ".txt"
	for _, kind := range []struct{ says, ending string }{{"html", ".html"}, {"wordprocessingml", ".docx"}, {"opendocument.text", ".odt"}, {"message/rfc822", ".eml"}, {"multipart/related", ".mhtml"}, {"application/warc", ".warc"}, {"application/pdf", ".pdf"}, {"text/markdown", ".md"}} {
		if strings.Contains(v.RawType, kind.says) {
			ending = kind.ending
		}
	}
	return fmt.Sprintf("tallymark-article-%d-version-%d%s", id, v.Number, ending)
}

// attachment is a Content-Disposition for a name of our own making.
func attachment(name string) string { return `attachment; filename="` + name + `"` }
