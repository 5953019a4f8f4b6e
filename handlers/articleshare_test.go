package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tallymark/models"
)

func TestArticleIsAddedByItsAddress(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	to := v.upload("/articles", url.Values{"url": {"https://courier.example/ferry"}, "text": {" "}}, "", nil).want(http.StatusSeeOther).header.Get("Location")
	v.get(to).want(http.StatusOK).says(".galley", "41 dead, by its address.")
}

func TestAddressThatRefusesKeepsTheForm(t *testing.T) {
	x := newSite(t)
	page := x.as(models.RoleReviewer).upload("/articles", url.Values{"url": {"https://blocked.example/a"}, "title": {"Kept"}}, "", nil).want(http.StatusUnprocessableEntity)
	page.says("#errors", "Blocked: open it in your browser and paste its text")
	if attr(page.one("#f-url"), "value") != "https://blocked.example/a" || attr(page.one("#f-title"), "value") != "Kept" || attr(page.one("#f-url"), "aria-invalid") != "true" {
		t.Error("what was typed is lost, or the error is not at the address")
	}
	page.one("textarea#f-text")
}

func TestSharedPageIsAskedAbout(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	before := len(v.get("/articles").want(http.StatusOK).all("tbody tr"))
	for _, tt := range []struct{ query, url, text, says string }{
		{"url=" + url.QueryEscape("https://courier.example/a?b=1&c=2") + "&title=Ferry&text=" + url.QueryEscape("41 dead.\n\n13 held."), "https://courier.example/a?b=1&c=2", "41 dead.\n\n13 held.", "Nothing has been added yet"},
		{"text=" + url.QueryEscape("https://courier.example/a"), "https://courier.example/a", "", "Nothing has been added yet"},
		{"text=" + url.QueryEscape("41 dead"), "", "41 dead", "Give the address"},
		{"", "", "", "Give the address"},
		{"url=" + url.QueryEscape("javascript:alert(1)"), "javascript:alert(1)", "", "Give the address"},
	} {
		page := v.get("/add?" + tt.query).want(http.StatusOK)
		page.says(".lead", tt.says)
		if got := attr(page.one("#f-url"), "value"); got != tt.url {
			t.Errorf("%s: the address is %q", tt.query, got)
		}
		if got := strings.TrimPrefix(textOf(page.one("#f-text")), "\n"); got != tt.text {
			t.Errorf("%s: the text is %q", tt.query, got)
		}
		page.one("form[action='/articles'][method=post] button")
	}
	v.get("/add?title=%ff%00").want(http.StatusBadRequest)
	v.get("/add?url=javascript:alert(1)").says("#errors", "must begin with http")
	if after := len(v.get("/articles").want(http.StatusOK).all("tbody tr")); after != before {
		t.Errorf("%d articles became %d by a look", before, after)
	}
}

func TestBookmarkSendsPagesHere(t *testing.T) {
	x := newSite(t)
	line := attr(x.as(models.RoleReviewer).get("/articles/new").one("#f-bookmark"), "value")
	if !strings.HasPrefix(line, "javascript:location.href='http") || !strings.Contains(line, "/add?url='+encodeURIComponent(location.href)") {
		t.Errorf("the bookmark is %q", line)
	}
}
