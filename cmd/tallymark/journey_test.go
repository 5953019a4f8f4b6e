package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"

	"tallymark/handlers/browsertest"
	"tallymark/models"
)

var dams = []string{"Arlen", "Bricstead", "Corvholm", "Drennwick", "Eskdale", "Fallowmere", "Grimford", "Haskberg", "Istermouth", "Jarlhaven"}

// savedPages are pages of ten outlets, made in five ways, with the
// number of the outlet, the figure that is told, one of the furniture, and the dam.
var savedPages = []string{
	`<meta property="article:published_time" content="2026-03-12T12:00:00Z"></head><body><nav><a href="/a">%[3]d other stories</a></nav><article><h1>Dam leaks at %[4]s</h1><p>%[2]s families left the valley below the dam, <a href="/wardens/%[1]d">the wardens said</a> on Thursday in a long statement to the press.</p></article>`,
	`<script type="application/ld+json">{"@type":"NewsArticle","headline":"Dam leaks at %[4]s","datePublished":"2026-03-12T12:00:00Z"}</script></head><body><main><h1>Dam leaks at %[4]s</h1><p>%[2]s families left the valley below the dam, <a href="/wardens/%[1]d">the wardens said</a> on Thursday in a long statement to the press.</p></main><aside><h2>Most read</h2><ul><li><a href="/x">%[3]d ways to save water</a></li></ul></aside>`,
	`</head><body><header><a href="/">Home</a></header><article><h1>Dam leaks at %[4]s</h1><p><time datetime="2026-03-12T12:00:00Z">Thursday</time></p><p>%[2]s families left the valley below the dam, <a href="/wardens/%[1]d">the wardens said</a> on Thursday in a long statement to the press.</p></article><footer>%[3]d people work for us</footer>`,
	`</head><body><div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Dam leaks at %[4]s</h1><meta itemprop="datePublished" content="2026-03-12T12:00:00Z"><div itemprop="articleBody"><p>%[2]s families left the valley below the dam, <a href="/wardens/%[1]d">the wardens said</a> on Thursday in a long statement to the press.</p></div></div><div class="related"><a href="/y">%[3]d dead in another story</a></div>`,
	`<meta name="date" content="2026-03-12"></head><body><div id="content"><h1>Dam leaks at %[4]s</h1><p>%[2]s families left the valley below the dam, <a href="/wardens/%[1]d">the wardens said</a> on Thursday in a long statement to the press.</p></div><div class="newsletter">Join %[3]d readers</div>`,
}

// outlets serve the ten pages. The figure of the first is what is set.
func outlets(t *testing.T, first *atomic.Value) (site string) {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var n int
		if _, err := fmt.Sscanf(r.URL.Path, "/news/%d", &n); err != nil {
			http.NotFound(w, r)
			return
		}
		figure := fmt.Sprint(20 + n)
		if n == 0 {
			figure = first.Load().(string)
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<html lang="en"><head><title>Dam leaks at %[4]s</title>`+savedPages[n%len(savedPages)], n, figure, 700+n, dams[n])
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// A person pastes ten addresses and gets ten clean articles with their figures,
// links and dates; when a page changes, what changed is shown number by number.
func TestTenAddressesInABrowser(t *testing.T) {
	inFolder(t)
	var first atomic.Value
	first.Store("20")
	site := outlets(t, &first)
	t.Setenv("TALLYMARK_PRIVATE_HOSTS", strings.TrimPrefix(site, "http://"))
	if got := tallymark(t, "a long enough phrase\n", "user", "add", "rita@example.org", "--role", "admin", "--password-stdin"); got.code != 0 {
		t.Fatal(got.errors)
	}
	base := servingHere(t)
	ctx := browsertest.Open(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(base+"/login")); err != nil {
		t.Fatal(err)
	}
	browsertest.Step(t, ctx, "sign in", chromedp.SendKeys("#f-email", "rita@example.org"), chromedp.SendKeys("#f-password", "a long enough phrase\r"), chromedp.WaitVisible("nav [data-key='g a']"))
	for n := range 10 {
		browsertest.Step(t, ctx, "paste an address", chromedp.Navigate(base+"/articles/new"),
			chromedp.SendKeys("#f-url", fmt.Sprintf("%s/news/%d\r", site, n)), chromedp.WaitVisible(".galley a.mark"))
	}
	checkTen(t, site)
	first.Store("26")
	browsertest.Step(t, ctx, "read the page again", chromedp.Navigate(base+"/articles/1"), chromedp.Click("form[action='/articles/1/read'] button"), chromedp.WaitVisible("table.stack"))
	changed, err := chromedp.Run(ctx, chromedp.Text("table.stack tbody"))
	if err != nil || !strings.Contains(changed, "20") || !strings.Contains(changed, "26") || strings.Contains(changed, "700") {
		t.Errorf("what changed is %q, %v", changed, err)
	}
}

func checkTen(t *testing.T, site string) {
	t.Helper()
	inStore(t, func(s *models.Store) {
		for n := range 10 {
			p, err := s.Article(t.Context(), models.SystemActor, uint(n+1))
			if err != nil {
				t.Fatal(err)
			}
			if p.Article.Title != "Dam leaks at "+dams[n] || p.Article.PublishedAt == nil || p.Article.PublishedAt.Format("2006-01-02") != "2026-03-12" {
				t.Errorf("page %d: %q of %v", n, p.Article.Title, p.Article.PublishedAt)
			}
			var figures []string
			for _, c := range p.Claims {
				if !c.Checkable {
					continue
				}
				figures = append(figures, c.NumberText)
				if len(c.Links) != 1 || c.Links[0] != fmt.Sprintf("%s/wardens/%d", site, n) {
					t.Errorf("page %d: %s cites %q", n, c.Label, c.Links)
				}
			}
			if len(figures) != 1 || figures[0] != fmt.Sprint(20+n) {
				t.Errorf("page %d has the figures %q of %q", n, figures, p.Version.Text)
			}
		}
	})
}
