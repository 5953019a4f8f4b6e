package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// aSite is a local web site with ten articles, one of which robots.txt closes.
func aSite(t *testing.T) (site, host string) {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/news/")
		if r.URL.Path == "/robots.txt" {
			fmt.Fprint(w, "User-agent: *\nDisallow: /news/closed")
			return
		}
		if name == r.URL.Path || name == "gone" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<html lang="en"><head><title>Fire %s | Courier</title><meta property="og:site_name" content="Courier"><link rel="canonical" href="/news/%s">
<meta property="article:published_time" content="2026-03-12T12:00:00Z"></head><body><nav><a href="/a">41 other stories</a></nav><article><h1>Fire %s</h1>
<p>At least nine people died in fire %s, <a href="/agency">the agency</a> said on Thursday in a statement to the press.</p></article></body></html>`, name, name, name, name)
	}))
	t.Cleanup(s.Close)
	return s.URL, strings.TrimPrefix(s.URL, "http://")
}

func TestReadAddress(t *testing.T) {
	inFolder(t)
	site, host := aSite(t)
	got := tallymark(t, "", "read", "--private-hosts", host, site+"/news/a?from=home")
	var p page
	if err := json.Unmarshal([]byte(got.out), &p); got.code != 0 || err != nil {
		t.Fatalf("exit %d, %v: %s", got.code, err, got.errors)
	}
	if p.Title != "Fire a" || p.Outlet != "Courier" || p.URL != site+"/news/a" || p.Published != "2026-03-12T12:00:00Z" || !strings.HasPrefix(p.Text, "At least nine") || len(p.Links) != 1 || p.Links[0].URL != site+"/agency" {
		t.Errorf("%+v", p)
	}
	for _, tt := range []struct {
		args []string
		says string
	}{
		{[]string{"read", site + "/news/a"}, "port that web servers do not use"},
		{[]string{"read", "--private-hosts", host, site + "/news/closed"}, "robots.txt"},
		{[]string{"read", "--private-hosts", host, site + "/news/gone"}, "gone"},
	} {
		if got := tallymark(t, "", tt.args...); got.code != 1 || !strings.Contains(got.errors, tt.says) {
			t.Errorf("%q: exit %d, %s", tt.args, got.code, got.errors)
		}
	}
	if got := tallymark(t, "", "read", "--private-hosts", host, "--ignore-robots", host, site+"/news/closed"); got.code != 0 {
		t.Errorf("with the site's leave: %s", got.errors)
	}
}

func TestImportAddresses(t *testing.T) {
	inFolder(t)
	site, host := aSite(t)
	args := []string{"import", "--private-hosts", host}
	for i := range 10 {
		args = append(args, fmt.Sprintf("%s/news/%c?x=1", site, 'a'+i))
	}
	if got := tallymark(t, "", args...); got.code != 0 || got.out != "10 added, 0 already there, 0 failed\n" {
		t.Fatalf("exit %d: %s%s", got.code, got.out, got.errors)
	}
	args = append(args, site+"/news/gone", save(t, "a.txt", "Nine people died in the fire."))
	if got := tallymark(t, "", args...); got.code != 1 || got.out != "1 added, 10 already there, 1 failed\n" || !strings.Contains(got.errors, "/news/gone: gone") {
		t.Errorf("again: exit %d: %s%s", got.code, got.out, got.errors)
	}
	got := tallymark(t, "", "export", "--preset", "everything", "-o", "-")
	if n := strings.Count(got.out, site+"/agency"); n != 10 {
		t.Errorf("%d of 10 claims cite the agency: %s%s", n, got.out, got.errors)
	}
}
