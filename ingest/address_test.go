package ingest

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// pagesAt answers with pages, by their path, and counts what was asked for.
type pagesAt struct {
	mu    sync.Mutex
	asked []string
	pages map[string]answer
}

type answer struct {
	status int
	kind   string
	header [2]string
	body   string
}

func (p *pagesAt) serve(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.asked = append(p.asked, r.URL.Path)
	a, ok := p.pages[r.URL.Path]
	p.mu.Unlock()
	if !ok {
		http.NotFound(w, r)
		return
	}
	if a.header[0] != "" {
		w.Header().Set(a.header[0], a.header[1])
	}
	w.Header().Set("Content-Type", firstOf(a.kind, "text/html; charset=utf-8"))
	w.WriteHeader(max(a.status, http.StatusOK))
	fmt.Fprint(w, a.body)
}

func (p *pagesAt) count(path string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := 0
	for _, a := range p.asked {
		if a == path {
			n++
		}
	}
	return n
}

func TestAddressBecomesAnArticle(t *testing.T) {
	p := &pagesAt{pages: map[string]answer{
		"/short": {status: http.StatusFound, header: [2]string{"Location", "/news/ferry?from=short"}},
		"/news/ferry": {header: [2]string{"ETag", `"v1"`}, body: `<head><title>Ferry fire kills nine</title><link rel="canonical" href="/news/ferry"><meta property="article:published_time" content="2026-03-12T12:00:00Z"></head>` +
			`<body><article>` + paras + `</article></body>`},
	}}
	f, site := webSite(t, p.serve)
	a, err := newReader(t).Address(t.Context(), f, site+"/short", Input{})
	if err != nil {
		t.Fatal(err)
	}
	checkArticle(t, a)
	if a.URL != site+"/news/ferry" || a.Title != "Ferry fire kills nine" || a.ETag != `"v1"` || a.HTTPStatus != 200 || a.PublishedAt == nil || a.Outlet != strings.TrimPrefix(site, "http://") || a.RawType != "text/html" {
		t.Errorf("%q %q %q %d %v %q %q", a.URL, a.Title, a.ETag, a.HTTPStatus, a.PublishedAt, a.Outlet, a.RawType)
	}
	if !strings.Contains(a.Text, secondParagraph) || !strings.Contains(string(a.Raw), "canonical") {
		t.Errorf("text %q, raw %q", a.Text, a.Raw)
	}
}

func TestAddressesThatRefuse(t *testing.T) {
	const short = "<p>Nine people died when a ferry caught fire, the agency said.</p>"
	f, site := webSite(t, (&pagesAt{pages: map[string]answer{
		"/401": {status: 401}, "/402": {status: 402}, "/403": {status: 403, body: paras}, "/410": {status: 410}, "/429": {status: 429}, "/503": {status: 503}, "/204": {status: 204},
		"/home":      {status: http.StatusMovedPermanently, header: [2]string{"Location", "/"}},
		"/":          {body: paras},
		"/pdf":       {kind: "application/pdf", body: "%PDF-1.7 ..."},
		"/liar":      {body: "%PDF-1.7 \x00\x01"},
		"/picture":   {kind: "image/png", body: "\x89PNG\r\n\x1a\n\x00"},
		"/script":    {body: `<div id="root"></div><script src="/app.js"></script>`},
		"/noscript":  {body: `<div>Loading</div><noscript>Please enable JavaScript to read this page.</noscript>`},
		"/paid":      {body: ld(`{"@type":"NewsArticle","isAccessibleForFree":false}`) + short},
		"/paywall":   {body: short + `<div class="paywall-offer">Read on for 2 a week</div>`},
		"/challenge": {body: "<title>Just a moment...</title><p>Checking your browser before you go on.</p>"},
		"/soft404":   {body: "<title>Page not found | Courier</title><p>We could not find it.</p>"},
		"/empty":     {body: "<html></html>"},
		"/deep":      {body: strings.Repeat("<div>", 2000)},
	}}).serve)
	for path, words := range map[string]string{
		"/404": "gone", "/410": "gone", "/home": "gone: the address leads to the front page", "/soft404": "gone", "/401": "blocked", "/403": "blocked", "/429": "blocked", "/challenge": "blocked",
		"/402": "paid", "/paid": "paid", "/paywall": "paid", "/script": "script only", "/noscript": "script only", "/pdf": "this PDF is damaged", "/liar": "this PDF is damaged", "/picture": "no page",
		"/503": "in trouble", "/204": "answered 204", "/empty": "no text", "/deep": "nested",
	} {
		_, _, err := pdfFiles.ReadAddress(t.Context(), f, site+path)
		says(t, err, words)
		if err != nil && !strings.Contains(err.Error(), "paste") {
			t.Errorf("%s does not offer the way out: %v", path, err)
		}
	}
}

func TestShortPagesAreRead(t *testing.T) {
	f, site := webSite(t, (&pagesAt{pages: map[string]answer{
		"/brief": {body: "<h1>Nine die</h1><p>Nine people died when a ferry caught fire, the agency said.</p>"},
		"/plain": {kind: "text/plain", body: "Nine die\n\nNine people died when a ferry caught fire."},
		"/typed": {kind: "text/plain", body: "<!doctype html><p>Nine people died when a ferry caught fire.</p>"},
	}}).serve)
	for _, path := range []string{"/brief", "/plain", "/typed"} {
		page, _, err := pdfFiles.ReadAddress(t.Context(), f, site+path)
		if err != nil || !strings.HasPrefix(page.Text, "Nine people died") {
			t.Errorf("%s: %q, %v", path, page.Text, err)
		}
	}
}

// A PDF is known by what it is, whatever its server calls it.
func TestPDFAtAnAddress(t *testing.T) {
	t.Parallel()
	r := newReader(t)
	release := pdfFile("", drawn("20 72 720 Police statement on the ferry", "11 72 690 Press release, 12 March 2026", "11 72 650 In all 41 people died when the ferry went down off the quay on Monday in the", "11 72 636 morning, and the search for those who are missing was to go on until the evening of", "11 72 622 the next day."), drawn("11 72 720 Officers arrested 13 people on the quay."))
	f, site := webSite(t, (&pagesAt{pages: map[string]answer{
		"/ferry.pdf": {kind: "application/pdf", body: string(ferryPDF())},
		"/download":  {kind: "text/html; charset=utf-8", body: string(release)},
		"/file":      {kind: "application/octet-stream", body: string(release)},
		"/page":      {kind: "application/pdf", body: "<!doctype html>" + paras},
		"/locked":    {kind: "application/pdf", body: string(pdfFile("/Encrypt << /Filter /Standard /V 1 /R 2 /O (00000000000000000000000000000000) /U (00000000000000000000000000000000) /P -4 >> ", drawn("11 72 720 Nine people died.")))},
	}}).serve)
	a, err := r.Address(t.Context(), f, site+"/ferry.pdf", Input{})
	if err != nil {
		t.Fatal(err)
	}
	checkArticle(t, a)
	if last := a.Blocks[len(a.Blocks)-1]; a.Title != "Ferry sinks off Port Meridon" || a.RawType != "application/pdf" || a.URL != site+"/ferry.pdf" || last.Page != 2 || a.HTTPStatus != 200 || a.PublishedAt != nil {
		t.Errorf("%q, %s, %s, page %d, %d, %v", a.Title, a.RawType, a.URL, last.Page, a.HTTPStatus, a.PublishedAt)
	}
	for _, path := range []string{"/download", "/file"} {
		a, err := r.Address(t.Context(), f, site+path, Input{})
		if err != nil || a.Title != "Police statement on the ferry" || a.RawType != "application/pdf" || a.PublishedAt == nil || a.PublishedAt.Format("2006-01-02") != "2026-03-12" {
			t.Errorf("%s: %q, %s, %v, %v", path, a.Title, a.RawType, a.PublishedAt, err)
		}
	}
	for path, words := range map[string]string{"/locked": "locked with a password", "/page": "no page"} {
		_, err := r.Address(t.Context(), f, site+path, Input{})
		says(t, err, words)
	}
	got, err := r.Evidence(t.Context(), f, site+"/download", claimIn(t, r, "Police arrested 13 people."))
	if err != nil || got.Title != "Police statement on the ferry" || got.Publisher != strings.TrimPrefix(site, "http://") || got.Published != "2026-03-12" || len(got.Excerpts) == 0 || got.Excerpts[0] != "Officers arrested 13 people on the quay." {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestVersionForPhonesIsReadWhereItSaysMore(t *testing.T) {
	p := &pagesAt{pages: map[string]answer{
		"/thin":  {body: `<head><link rel="amphtml" href="/amp"><link rel="canonical" href="/thin"></head><p>Nine died.</p>`},
		"/amp":   {body: `<html amp><head><link rel="canonical" href="/thin"></head><body>` + paras},
		"/other": {body: `<head><link rel="amphtml" href="http://elsewhere.example/amp"></head><p>Nine people died in the fire.</p>`},
		"/full":  {body: `<head><link rel="amphtml" href="/amp"></head>` + strings.Repeat(paras, 2)},
	}}
	f, site := webSite(t, p.serve)
	page, _, err := pdfFiles.ReadAddress(t.Context(), f, site+"/thin")
	if err != nil || !strings.Contains(page.Text, thirdParagraph) || page.URL != site+"/thin" {
		t.Errorf("%q at %s, %v", page.Text, page.URL, err)
	}
	for _, path := range []string{"/other", "/full"} {
		if _, _, err := pdfFiles.ReadAddress(t.Context(), f, site+path); err != nil {
			t.Error(err)
		}
	}
	if n := p.count("/amp"); n != 1 {
		t.Errorf("the version for phones was read %d times", n)
	}
}

// A page may not pass itself off as another site's.
func TestAnotherSitesAddressIsNotTaken(t *testing.T) {
	for _, tt := range [][3]string{
		{"https://courier.example/a", "https://www.courier.example/a?x=1", "https://courier.example/a"},
		{"https://www.courier.example/a", "https://amp.courier.example/a", "https://www.courier.example/a"},
		{"https://agency.example/a", "https://courier.example/b", "https://courier.example/b"},
		{"https://courier.example/", "https://courier.example/b", "https://courier.example/b"},
		{"", "https://courier.example/b", "https://courier.example/b"},
	} {
		if got := ownAddress(Page{URL: tt[0]}, tt[1]); got != tt[2] {
			t.Errorf("%s says it is %s: taken for %s", tt[1], tt[0], got)
		}
	}
}

func TestRobotsAreFollowed(t *testing.T) {
	p := &pagesAt{pages: map[string]answer{
		"/robots.txt":   {kind: "text/plain", body: "User-agent: *\nDisallow: /private/\n\nUser-agent: Tallymark\nDisallow: /archive/\nAllow: /archive/open\n"},
		"/news":         {body: paras},
		"/archive/a":    {body: paras},
		"/archive/open": {body: paras},
		"/private/a":    {body: paras},
		"/to":           {status: http.StatusFound, header: [2]string{"Location", "/archive/a"}},
	}}
	f, site := webSite(t, p.serve)
	for _, path := range []string{"/news", "/archive/open", "/private/a"} { // the last is for those without rules of their own
		if _, err := f.Page(t.Context(), site+path, Known{}); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	for _, path := range []string{"/archive/a", "/to"} {
		_, err := f.Page(t.Context(), site+path, Known{})
		says(t, err, "robots.txt")
	}
	if n := p.count("/archive/a"); n > 0 {
		t.Errorf("a page that robots.txt closes was asked for %d times", n)
	}
	if n := p.count("/robots.txt"); n != 1 {
		t.Errorf("robots.txt was asked for %d times", n)
	}
	free, err := NewFetcher(FetchOptions{PrivateHosts: []string{strings.TrimPrefix(site, "http://")}, FreeHosts: []string{strings.TrimPrefix(site, "http://")}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := free.Page(t.Context(), site+"/archive/a", Known{}); err != nil || p.count("/robots.txt") != 1 {
		t.Errorf("a site whose robots.txt is not asked: %v", err)
	}
}

func TestOddRobots(t *testing.T) {
	for _, tt := range []struct {
		status int
		body   string
		open   bool
	}{
		{404, "", true}, {403, "Disallow: /", true}, {200, "", true}, {200, "\x00\xff<html>", true}, {200, "User-agent: *\nDisallow: /", false}, {200, "Disallow /\nUser-agent", true},
		{301, "", true},
	} {
		group, err := rulesIn(tt.status, []byte(tt.body))
		if err != nil || group.Test("/a") != tt.open {
			t.Errorf("%d %q: %v, %v", tt.status, tt.body, group, err)
		}
	}
	_, err := rulesIn(503, nil)
	says(t, err, "in trouble")
}

func TestKnownPagesAreNotSentAgain(t *testing.T) {
	f, site := webSite(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v2"`)
		w.Header().Set("Last-Modified", "Thu, 12 Mar 2026 12:00:00 GMT")
		http.ServeContent(w, r, "a.html", time.Date(2026, 3, 12, 12, 0, 0, 0, time.UTC), strings.NewReader(paras))
	})
	first, err := f.Page(t.Context(), site+"/a", Known{})
	if err != nil || first.Status != 200 || first.Known.ETag != `"v2"` {
		t.Fatalf("%+v %v", first, err)
	}
	for _, known := range []Known{first.Known, {ETag: `"v2"`}, {LastModified: first.Known.LastModified}} {
		if again, err := f.Page(t.Context(), site+"/a", known); err != nil || again.Status != http.StatusNotModified || len(again.Body) > 0 {
			t.Errorf("%v: %d, %d bytes, %v", known, again.Status, len(again.Body), err)
		}
	}
}

func TestOneHostIsAskedInTurn(t *testing.T) {
	now := time.Date(2026, 3, 12, 12, 0, 0, 0, time.UTC)
	m := newManners()
	m.now = func() time.Time { return now }
	for i, want := range []time.Duration{0, time.Second, 2 * time.Second} {
		if got := m.turn("a.example"); got != want {
			t.Errorf("turn %d waits %v, want %v", i, got, want)
		}
	}
	if got := m.turn("b.example"); got != 0 {
		t.Errorf("another host waits %v", got)
	}
	now = now.Add(10 * time.Second)
	if got := m.turn("a.example"); got != 0 {
		t.Errorf("later it waits %v", got)
	}
	m.slow("a.example", time.Hour)
	if got := m.turn("a.example"); got != longestPause {
		t.Errorf("where the site asks for an hour: %v", got)
	}
	for range 30 {
		_ = m.turn("c.example")
	}
	says(t, m.wait(t.Context(), "c.example"), "many pages of this site")
	ended, end := context.WithCancel(t.Context())
	end()
	m.slow("d.example", 5*time.Second)
	if err := m.wait(ended, "d.example"); err != context.Canceled {
		t.Errorf("an ended wait says %v", err)
	}
	for i := range 2 * mostHosts {
		now = now.Add(time.Second)
		_ = m.turn(fmt.Sprint(i))
	}
	if len(m.next) > mostHosts+1 {
		t.Errorf("%d hosts are remembered", len(m.next))
	}
}

func TestAgain(t *testing.T) {
	p := &pagesAt{pages: map[string]answer{
		"/moved": {status: http.StatusFound, header: [2]string{"Location", "/news"}},
		"/news":  {body: `<head><link rel="canonical" href="/renamed"></head>` + paras},
		"/gone":  {status: http.StatusGone},
	}}
	f, site := webSite(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"v1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		p.serve(w, r)
	})
	r := newReader(t)
	if _, err := r.Again(t.Context(), f, site+"/news", Known{ETag: `"v1"`}); err != ErrUnchanged {
		t.Errorf("what the server knows again: %v", err)
	}
	for _, path := range []string{"/news", "/moved"} {
		a, err := r.Again(t.Context(), f, site+path, Known{ETag: `"v0"`})
		if err != nil || a.URL != site+path || !strings.Contains(a.Text, secondParagraph) || len(a.Raw) == 0 {
			t.Errorf("%s is read as %s, %v", path, a.URL, err)
		}
	}
	_, err := r.Again(t.Context(), f, site+"/gone", Known{})
	says(t, err, "gone")
}
