package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tallymark/models"
)

func TestSharedToRead(t *testing.T) {
	x := newSite(t)
	editor := x.as(models.RoleEditor)
	page := editor.get(fmt.Sprintf("/articles/%d", x.article.ID)).want(http.StatusOK)
	made := editor.post(attr(page.one("form[action$='/shares']"), "action"), url.Values{"days": {"7"}}).want(http.StatusCreated)
	link := made.text(".msg code")
	path := link[strings.Index(link, "/shared"):]

	stranger := x.visitor()
	shown := stranger.get(path).want(http.StatusOK)
	shown.says("h1", "The sample")
	shown.says(".lead", "Not ready: 5 unreviewed")
	if n := len(shown.all(".script .said")); n != 5 {
		t.Errorf("%d sentences", n)
	}
	for _, selector := range []string{"form", ".galley", ".nav"} {
		if n := len(shown.all(selector)); n != 0 {
			t.Errorf("a stranger sees %d %s", n, selector)
		}
	}
	if shown.header.Get("X-Robots-Tag") != "noindex" || shown.header.Get("Cache-Control") == "" {
		t.Errorf("%v", shown.header)
	}
	stranger.get("/articles").want(http.StatusSeeOther)

	made = editor.post("/shares", url.Values{"days": {"1"}, "state": {"open"}}).want(http.StatusCreated)
	link = made.text(".msg code")
	shown = stranger.get(link[strings.Index(link, "/shared"):]).want(http.StatusOK)
	shown.says(".list", "The sample")
	editor.get("/shares").says(".list", "Dashboard: figures left")

	editor.post(attr(editor.get("/shares").all("form[action$='/end']")[1], "action"), nil).want(http.StatusSeeOther)
	stranger.get(path).want(http.StatusNotFound)
}

func TestScriptForPaper(t *testing.T) {
	x := newSite(t)
	page := x.as(models.RoleViewer).get(fmt.Sprintf("/articles/%d/script", x.article.ID)).want(http.StatusOK)
	if marks, figures := len(page.all(".numbered .mark")), len(page.all(".script .said")); marks != 5 || figures != 5 {
		t.Errorf("%d marks, %d figures", marks, figures)
	}
	page.says("main", "credited in the text, for figure 2")
	page.says("main", "no source is named")
	page.one("a[href='https://harbour.example/ferry']")
}
