package handlers

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"tallymark/extract"
	"tallymark/models"
	"tallymark/models/storetest"
)

const testText = `At least 41 dead after ferry sinks

Rescue teams pulled 23 survivors from the water on Monday, officials said.

Police arrested two crew members and seized $3.2m in cash <b>&amp;</b> papers.

عثرت الشرطة على 31 قيدا في السيارة`

// testReader reads every submission as its text with the figures of testText
// that stand in it, so that no test here depends on the engine.
type testReader struct{}

func (testReader) Again(_ context.Context, address string, v *models.Version) (models.NewArticle, bool, error) {
	switch {
	case strings.Contains(address, "gone.example"):
		return models.NewArticle{}, true, &models.InvalidError{Field: "url", Message: "gone: the server has no such page"}
	case strings.Contains(address, "same.example"):
		return models.NewArticle{}, false, nil
	}
	a, err := readByEngine(address, strings.ReplaceAll(v.Text, "40", "44"))
	a.Raw = []byte("again")
	return a, true, err
}

// readByEngine is a text with all that the engine finds in it.
func readByEngine(address, text string) (models.NewArticle, error) {
	e, err := extract.New(extract.Options{})
	if err != nil {
		return models.NewArticle{}, err
	}
	return models.NewArticle{
		URL: address, Lang: "en", LangSupported: true, Text: text, Raw: []byte("first"), RawType: "text/html", Engine: "test",
		Claims: e.Claims(extract.Document{Text: text, Lang: "en"}, true),
	}, nil
}

// Reaches refuses what the guard would, by name.
func (testReader) Reaches(_ context.Context, address string) error {
	if strings.Contains(address, "private.example") {
		return &models.InvalidError{Field: "url", Message: "the address leads into a private network"}
	}
	return nil
}

func (testReader) Read(_ context.Context, in Submission) (models.NewArticle, error) {
	if in.ByAddress() {
		if strings.Contains(in.URL, "blocked.example") {
			return models.NewArticle{}, &models.InvalidError{Field: "url", Message: "blocked: open it in your browser and paste its text"}
		}
		in.Text = "41 dead, by its address."
	}
	a := models.NewArticle{
		Title: in.Title, Outlet: in.Outlet, URL: in.URL, Lang: "en", LangSupported: true,
		Text: in.Text, Raw: []byte(in.Text), RawType: "text/plain", RawName: "pasted.txt", Engine: "test",
	}
	if in.Sample {
		a.Title, a.Text, a.Outlet, a.URL = "The sample", testText, "The Harbour Post", "https://harbour.example/ferry"
		a.Raw, a.RawType = []byte("<script>alert(1)</script>"), "text/html"
	}
	if len(in.File) > 0 && a.Text == "" {
		a.Text, a.Raw = string(in.File), in.File
	}
	a.Blocks = testBlocks(a.Text)
	for _, f := range []testFigure{
		{"41", "dead", "at least 41 dead", extract.Deaths, 41, ""},
		{"23", "survivors", "23 survivors", extract.People, 23, "officials"},
		{"two", "crew members", "2 arrested", extract.Arrests, 2, ""},
		{"$3.2m", "", "$3.2m seized", extract.Money, 3.2e6, ""},
		{"31", "قيدا", "31 قيدا", extract.Objects, 31, ""},
	} {
		if c, ok := f.in(a.Text); ok {
			a.Claims = append(a.Claims, c)
		}
	}
	return a, nil
}

// testBlocks makes the first paragraph the headline and the others body.
func testBlocks(text string) []extract.Block {
	var out []extract.Block
	role, at := extract.RoleHeadline, 0
	for _, p := range strings.Split(text, "\n\n") {
		out = append(out, extract.Block{Role: role, Start: at, End: at + len(p)})
		role, at = extract.RoleBody, at+len(p)+len("\n\n")
	}
	return out
}

type testFigure struct {
	number, unit, label string
	kind                extract.Kind
	value               float64
	by                  string
}

// in finds the figure in text.
func (f testFigure) in(text string) (extract.Claim, bool) {
	at := strings.Index(text, f.number)
	if at < 0 {
		return extract.Claim{}, false
	}
	c := extract.Claim{
		Number: extract.Number{Start: at, End: at + len(f.number), Text: f.number},
		Value:  extract.Known(f.value), Approx: extract.Exact, Kind: f.kind, Label: f.label,
		Modality: extract.Asserted, Role: extract.RoleBody, Checkable: true, Score: 0.5,
	}
	c.Span = extract.Span{Start: at, End: c.Number.End}
	if i := strings.Index(text[at:], f.unit); f.unit != "" && i >= 0 {
		c.UnitSpan = extract.Span{Start: at + i, End: at + i + len(f.unit)}
		c.Unit, c.UnitPhrase, c.Span.End = f.unit, f.unit, c.UnitSpan.End
	}
	c.Quote = text[c.Span.Start:c.Span.End]
	c.Sentence = paragraphAround(text, at)
	if i := strings.Index(text, f.by); f.by != "" && i >= 0 {
		c.Attribution = &extract.Attribution{Source: f.by, Start: i, End: i + len(f.by), Cue: "said", Kind: "body"}
	}
	return c, true
}

func paragraphAround(text string, at int) extract.Span {
	s := extract.Span{Start: 0, End: len(text)}
	if i := strings.LastIndex(text[:at], "\n\n"); i >= 0 {
		s.Start = i + len("\n\n")
	}
	if i := strings.Index(text[at:], "\n\n"); i >= 0 {
		s.End = at + i
	}
	return s
}

// testEngine reads what people type into forms. It is made once.
var testEngine = sync.OnceValues(func() (*extract.Engine, error) { return extract.New(extract.Options{}) })

// site is a running server with a user of each role and one article.
type site struct {
	t       testing.TB
	store   *models.Store
	clock   *storetest.Hand
	server  *Server
	url     string
	actors  map[models.Role]models.Actor
	article models.Article
	claims  []models.Claim
}

func newSite(t testing.TB) *site {
	t.Helper()
	ended := make(chan struct{})
	close(ended) // what streams without end would keep a test waiting
	return siteWith(t, Config{Stopping: ended})
}

func siteWith(t testing.TB, cfg Config) *site {
	t.Helper()
	x := emptySite(t, cfg)
	x.actors = map[models.Role]models.Actor{}
	for _, role := range models.Roles {
		x.actors[role] = storetest.User(t, x.store, string(role), role)
	}
	read, err := testReader{}.Read(t.Context(), Submission{Sample: true})
	if err != nil {
		t.Fatal(err)
	}
	x.article, _, err = x.store.AddArticle(t.Context(), x.actors[models.RoleReviewer], read)
	if err != nil {
		t.Fatal(err)
	}
	x.matched()
	x.reload()
	return x
}

// matched puts the claims together to figures, as the program does all the time.
func (x *site) matched() {
	x.t.Helper()
	if _, _, err := x.store.MatchPending(x.t.Context(), 0, 10_000); err != nil {
		x.t.Fatal(err)
	}
}

func emptySite(t testing.TB, cfg Config) *site {
	t.Helper()
	engine, err := testEngine()
	if err != nil {
		t.Fatal(err)
	}
	var clock *storetest.Hand
	if cfg.Store == nil {
		cfg.Store, clock = storetest.SQLiteAt(t)
	}
	cfg.Engine, cfg.Evidence, cfg.Version = engine, testEvidence{}, "test"
	if cfg.Reader == nil {
		cfg.Reader = testReader{}
	}
	cfg.Hooks = testReader{}
	cfg.Now = func() time.Time { return time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC) }
	cfg.Log = slog.New(slog.DiscardHandler)
	web := httptest.NewUnstartedServer(nil)
	t.Cleanup(web.Close)
	if cfg.BaseURL == "" {
		cfg.BaseURL = "http://" + web.Listener.Addr().String()
	}
	s, err := newServer(cfg)
	if err != nil {
		t.Fatal(err)
	}
	web.Config.Handler = s.handler()
	web.Start()
	return &site{t: t, store: cfg.Store, clock: clock, server: s, url: web.URL}
}

// reload reads the article's claims as they stand now.
func (x *site) reload() {
	x.t.Helper()
	a, err := x.store.Article(x.t.Context(), x.actors[models.RoleViewer], x.article.ID)
	if err != nil {
		x.t.Fatal(err)
	}
	x.claims = a.Claims
}

// visitor is a browser without script.
type visitor struct {
	t      testing.TB
	site   *site
	http   *http.Client
	bearer string // an API token to send with each request, "" in person
}

func (x *site) visitor() *visitor {
	x.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		x.t.Fatal(err)
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &visitor{t: x.t, site: x, http: &http.Client{Jar: jar, CheckRedirect: stay}}
}

// as signs in with a role.
func (x *site) as(role models.Role) *visitor {
	x.t.Helper()
	v := x.visitor()
	p := v.post("/login", url.Values{"email": {string(role) + "@example.org"}, "password": {storetest.Password}})
	p.want(http.StatusSeeOther)
	return v
}

// answer is a response with its parsed page.
type answer struct {
	t      testing.TB
	status int
	header http.Header
	body   string
	doc    *html.Node
}

func (v *visitor) get(path string) *answer {
	v.t.Helper()
	req, err := http.NewRequest(http.MethodGet, v.site.url+path, nil)
	if err != nil {
		v.t.Fatal(err)
	}
	return v.do(req)
}

func (v *visitor) post(path string, form url.Values) *answer {
	v.t.Helper()
	return v.send(path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}

func (v *visitor) send(path, contentType string, body io.Reader) *answer {
	v.t.Helper()
	req, err := http.NewRequest(http.MethodPost, v.site.url+path, body)
	if err != nil {
		v.t.Fatal(err)
	}
	req.Header.Set("Content-Type", contentType)
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	return v.do(req)
}

func (v *visitor) do(req *http.Request) *answer {
	v.t.Helper()
	if v.bearer != "" {
		req.Header.Set("Authorization", "Bearer "+v.bearer)
	}
	res, err := v.http.Do(req)
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	var body bytes.Buffer
	if _, err := body.ReadFrom(res.Body); err != nil {
		v.t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(body.Bytes()))
	if err != nil {
		v.t.Fatal(err)
	}
	return &answer{v.t, res.StatusCode, res.Header, body.String(), doc}
}

func (a *answer) want(status int) *answer {
	a.t.Helper()
	if a.status != status {
		a.t.Fatalf("status %d, want %d; main text: %s", a.status, status, a.text("main"))
	}
	return a
}

// all returns the elements that match a selector.
func (a *answer) all(selector string) []*html.Node {
	a.t.Helper()
	return cascadia.QueryAll(a.doc, cascadia.MustCompile(selector))
}

func (a *answer) one(selector string) *html.Node {
	a.t.Helper()
	found := a.all(selector)
	if len(found) != 1 {
		a.t.Fatalf("%d elements match %s, want 1; main text: %s", len(found), selector, a.text("main"))
	}
	return found[0]
}

// text is the text of everything that matches.
func (a *answer) text(selector string) string {
	var out []string
	for _, n := range a.all(selector) {
		out = append(out, textOf(n))
	}
	return strings.Join(out, "\n")
}

func (a *answer) says(selector, words string) {
	a.t.Helper()
	if got := a.text(selector); !strings.Contains(got, words) {
		a.t.Errorf("%s says %q, want %q in it", selector, got, words)
	}
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var out strings.Builder
	for c := range n.ChildNodes() {
		out.WriteString(textOf(c))
	}
	return out.String()
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// formOf is what the form that matches would send as it stands.
func (a *answer) formOf(selector string) url.Values {
	a.t.Helper()
	form := a.one(selector)
	out := url.Values{}
	for _, n := range cascadia.QueryAll(form, cascadia.MustCompile("input, textarea, select")) {
		kind := attr(n, "type")
		switch {
		case n.Data == "textarea":
			out.Add(attr(n, "name"), textOf(n))
		case n.Data == "select":
			out.Add(attr(n, "name"), chosen(n))
		case kind == "radio" || kind == "checkbox":
			if has(n, "checked") {
				out.Add(attr(n, "name"), attr(n, "value"))
			}
		case n.Data == "input":
			out.Add(attr(n, "name"), attr(n, "value"))
		}
	}
	return out
}

// chosen is the value of a select: that of the option that is selected, else
// of the first.
func chosen(n *html.Node) string {
	options := cascadia.QueryAll(n, cascadia.MustCompile("option[selected]"))
	if len(options) == 0 {
		options = cascadia.QueryAll(n, cascadia.MustCompile("option"))
	}
	if len(options) == 0 {
		return ""
	}
	return attr(options[0], "value")
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// newUser adds a user whose name is the role.
func newUser(t testing.TB, x *site, role models.Role) {
	t.Helper()
	x.actors[role] = storetest.User(t, x.store, string(role), role)
}

func (x *site) statusOf(id uint) models.Status {
	x.t.Helper()
	page, err := x.store.Claim(x.t.Context(), x.actors[models.RoleViewer], id)
	if err != nil {
		x.t.Fatal(err)
	}
	return page.Claim.Status
}
