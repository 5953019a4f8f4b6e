package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
)

// aFeed is a local site with a feed of three articles, of which one is lost and
// one is of no casualties.
func aFeed(t *testing.T) (site, host string) {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text := "At least nine people died when the ferry sank in the harbour on Monday, the coast guard said in a statement."
		switch r.URL.Path {
		case "/feed":
			fmt.Fprint(w, `<rss version="2.0"><channel><title>Courier</title><item><title>Ferry</title><link>/news/ferry</link></item><item><link>/news/rents</link></item><item><title>Lost</title><link>/news/lost</link></item></channel></rss>`)
			return
		case "/news/rents":
			text = "Rents in the city rose by 12 per cent in May, the office for statistics said in its report on Tuesday."
		case "/news/ferry":
		default:
			http.NotFound(w, r)
			return
		}
		fmt.Fprintf(w, "<html lang=en><head><title>News</title></head><body><article><h1>News</h1><p>%s</p></article></body></html>", text)
	}))
	t.Cleanup(s.Close)
	return s.URL, strings.TrimPrefix(s.URL, "http://")
}

func TestWatch(t *testing.T) {
	inFolder(t)
	site, host := aFeed(t)
	if err := os.Mkdir("in", 0o700); err != nil {
		t.Fatal(err)
	}
	watch := []string{"watch", "--once", "--private-hosts", host, "in", site + "/feed"}
	if got := tallymark(t, "", watch...); got.code != 1 || !strings.Contains(got.out, "2 added, 0 already there, 1 failed") || !strings.Contains(got.errors, "lost") {
		t.Errorf("exit %d: %s%s", got.code, got.out, got.errors)
	}
	save(t, "in/news.txt", "Police arrested 13 men in the port.")
	if got := tallymark(t, "", watch...); got.code != 1 || !strings.Contains(got.out, "1 added, 2 already there, 1 failed") {
		t.Errorf("exit %d: %s%s", got.code, got.out, got.errors)
	}
	for _, wrong := range [][]string{{"watch", "nothing"}, {"watch", "--every", "1ms", "in"}} {
		if got := tallymark(t, "", wrong...); got.code != exitUsage {
			t.Errorf("%q: exit %d, %s", wrong, got.code, got.errors)
		}
	}
}

// What a feed of the web app names becomes articles, by its filter.
func TestFeedsAreRead(t *testing.T) {
	inFolder(t)
	site, host := aFeed(t)
	if got := tallymark(t, "", "migrate"); got.code != 0 {
		t.Fatal(got.errors)
	}
	inDatabase(t, "SELECT COUNT(*) FROM news_feeds", fmt.Sprintf("INSERT INTO news_feeds (url, only_casualties, created_at, next_at) VALUES ('%s/feed', TRUE, '2026-03-01 12:00:00+00:00', '2026-03-01 12:00:00+00:00')", site))
	stop := serving(t, "--private-hosts", host)
	until(t, "SELECT COUNT(*) FROM news_items WHERE state <> 'new'", 2)
	until(t, "SELECT COUNT(*) FROM river_job WHERE errors IS NOT NULL", 1) // the page that is lost
	stop()
	for query, want := range map[string]int{
		"SELECT COUNT(*) FROM articles": 1, "SELECT COUNT(*) FROM schedules": 1,
		"SELECT COUNT(*) FROM news_items JOIN articles ON articles.id = article_id WHERE state = 'added'":                 1,
		"SELECT COUNT(*) FROM news_items WHERE state = 'skipped' AND url LIKE '%rents'":                                   1,
		"SELECT COUNT(*) FROM news_feeds WHERE title = 'Courier' AND problem = '' AND next_at > read_at AND failures = 0": 1,
	} {
		if n := inDatabase(t, query); n != want {
			t.Errorf("%s: %d, not %d", query, n, want)
		}
	}
}
