package ingest

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestParseFeed(t *testing.T) {
	const at = "https://news.example.org/feeds/all"
	for _, tt := range []struct {
		name, raw, title string
		want             []FeedItem
	}{
		{"rss", `<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour &amp; Sea</title>
			<item><title>Ferry sinks</title><link>https://news.example.org/ferry</link><guid isPermaLink="false">n-1</guid><pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate></item>
			<item><title>No id, no date</title><link>/storm</link></item>
			<item><title>Only a permanent id</title><guid>https://news.example.org/perma</guid></item>
			<item><title>Leads nowhere</title></item>
			<item><title>Not the web</title><link>javascript:alert(1)</link></item>
			</channel></rss>`, "Harbour & Sea", []FeedItem{
			{"n-1", "https://news.example.org/ferry", "Ferry sinks"},
			{"https://news.example.org/storm", "https://news.example.org/storm", "No id, no date"},
			{"https://news.example.org/perma", "https://news.example.org/perma", "Only a permanent id"},
		}},
		{"atom", `<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><id>tag:1</id><title>Quake</title><link rel="alternate" href="https://news.example.org/quake"/></entry></feed>`,
			"Wire", []FeedItem{{"tag:1", "https://news.example.org/quake", "Quake"}}},
		{"json", `{"version": "https://jsonfeed.org/version/1.1", "title": "Desk", "items": [{"id": "7", "url": "https://news.example.org/7", "title": "Seven", "content_text": "x"}]}`,
			"Desk", []FeedItem{{"7", "https://news.example.org/7", "Seven"}}},
		{"news sitemap", `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
			<url><loc>https://news.example.org/a</loc><news:news><news:publication><news:name>Courier</news:name><news:language>en</news:language></news:publication><news:publication_date>2026-03-02</news:publication_date><news:title>Nine dead</news:title></news:news></url>
			<url><loc>https://news.example.org/b</loc></url></urlset>`, "Courier", []FeedItem{
			{"https://news.example.org/a", "https://news.example.org/a", "Nine dead"}, {"https://news.example.org/b", "https://news.example.org/b", ""}}},
		{"latin-1", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss version=\"2.0\"><channel><title>H\xe4fen</title><item><title>Z\xfcrich</title><link>https://news.example.org/z</link></item></channel></rss>",
			"Häfen", []FeedItem{{"https://news.example.org/z", "https://news.example.org/z", "Zürich"}}},
	} {
		got, err := ParseFeed(t.Context(), []byte(tt.raw), at)
		if err != nil || got.Title != tt.title {
			t.Errorf("%s: %q, %v", tt.name, got.Title, err)
		}
		if diff := cmp.Diff(tt.want, got.Items); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

// What is no feed, or one that is meant to do harm, is refused in time.
func TestParseFeedRefuses(t *testing.T) {
	const open = `<rss version="2.0"><channel><title>x</title><item><title>y</title><link>https://a.example/y</link><description>`
	bomb := `<!DOCTYPE r [<!ENTITY a "` + strings.Repeat("x", 1000) + `">`
	for i := range 20 {
		before := "a" + strings.Repeat("b", i)
		bomb += fmt.Sprintf(`<!ENTITY %sb "&%s;&%s;&%s;&%s;">`, before, before, before, before, before)
	}
	bomb += "]>" + open + "&a" + strings.Repeat("b", 20) + ";</description></item></channel></rss>"
	for name, raw := range map[string]string{
		"empty": "", "text": "just words", "page": "<!doctype html><html><head><title>a</title></head><body>b</body></html>",
		"list of sitemaps": `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://a.example/s</loc></sitemap></sitemapindex>`,
		"nested":           open + strings.Repeat("<b>", 1_000_000), "large": strings.Repeat(" ", maxFeed+1),
		"nested json": `{"version": "https://jsonfeed.org/version/1.1", "items": ` + strings.Repeat("[", 1_000_000),
		"entities":    bomb,
	} {
		began := time.Now()
		got, err := ParseFeed(t.Context(), []byte(raw), "https://a.example/feed")
		if _, input := errors.AsType[*InputError](err); !input && (name != "entities" || err != nil) {
			t.Errorf("%s: %v", name, err)
		}
		for _, i := range got.Items {
			if len(i.Title) > 10_000 {
				t.Errorf("%s: a title of %d bytes", name, len(i.Title))
			}
		}
		if took := time.Since(began); took > feedParsing {
			t.Errorf("%s took %v", name, took)
		}
	}
	many := `<rss version="2.0"><channel><title>x</title>` + strings.Repeat("<item><link>https://a.example/y</link></item>", maxFeedItems+10) + "</channel></rss>"
	if got, err := ParseFeed(t.Context(), []byte(many), "https://a.example/feed"); err != nil || len(got.Items) != maxFeedItems {
		t.Errorf("%d items, %v", len(got.Items), err)
	}
}

func TestReadFeedAgain(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/gone":
			w.WriteHeader(http.StatusGone)
		case r.URL.Path == "/robots.txt":
			http.NotFound(w, r)
		case r.Header.Get("If-None-Match") == `"one"`:
			w.WriteHeader(http.StatusNotModified)
		default:
			w.Header().Set("ETag", `"one"`)
			fmt.Fprint(w, `<rss version="2.0"><channel><title>x</title><item><link>/y</link></item></channel></rss>`)
		}
	}))
	defer s.Close()
	f, err := NewFetcher(FetchOptions{PrivateHosts: []string{strings.TrimPrefix(s.URL, "http://")}})
	if err != nil {
		t.Fatal(err)
	}
	got, err := ReadFeed(t.Context(), f, s.URL+"/feed", Known{})
	if err != nil || len(got.Items) != 1 || got.Items[0].URL != s.URL+"/y" || got.Known.ETag != `"one"` {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := ReadFeed(t.Context(), f, s.URL+"/feed", got.Known); !errors.Is(err, ErrUnchanged) {
		t.Errorf("again: %v", err)
	}
	if _, err := ReadFeed(t.Context(), f, s.URL+"/gone", Known{}); err == nil || !strings.Contains(err.Error(), "gone") {
		t.Errorf("gone: %v", err)
	}
}
