package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tallymark/models"
)

const feedList = `<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Ports"><outline text="Harbour &amp; Sea" type="rss" xmlUrl="https://a.example/feed" htmlUrl="https://a.example"/></outline>
<outline text="Courier" xmlUrl="https://b.example/atom"/></body></opml>`

func TestFeedsGoInAndOut(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleAdmin)
	v.get("/feeds").want(http.StatusOK).says(".empty", "No feeds yet")
	v.upload("/feeds", url.Values{"list": {""}, "casualties": {"yes"}}, "mine.opml", []byte(feedList)).want(http.StatusSeeOther)
	page := v.get("/feeds").want(http.StatusOK)
	page.says("[role=status]", "2 feeds added, 0 there already")
	page.says("#feeds", "All feeds (2)")
	page.says("main", "Harbour & Sea")
	page.says("main", "only with casualties")
	v.upload("/feeds", url.Values{"list": {"https://b.example/atom\n\nhttps://c.example/news.xml\n"}}, "", nil).want(http.StatusSeeOther)
	v.get("/feeds").says("[role=status]", "1 feed added, 1 there already")

	out := v.get("/feeds.opml").want(http.StatusOK)
	if !strings.Contains(out.header.Get("Content-Disposition"), "feeds.opml") {
		t.Error(out.header)
	}
	again, err := feedsIn(out.body)
	if err != nil || len(again) != 3 {
		t.Fatal(again, err)
	}
	if f := again[len(again)-1]; f.Folder != "Ports" || f.Title != "Harbour & Sea" || f.URL != "https://a.example/feed" {
		t.Errorf("%+v", again)
	}

	for _, bad := range []string{"", "feed", "<opml><body>"} {
		v.upload("/feeds", url.Values{"list": {bad}}, "", nil).want(http.StatusUnprocessableEntity).says("#errors", "Not saved yet")
	}
	form := "form[action^='/feeds/']"
	for _, tt := range []struct{ do, says string }{
		{"off", "switched off"}, {"casualties", "only with casualties"}, {"on", "Switch off"}, {"all", "Take"}, {"remove", "All feeds (2)"},
	} {
		action := attr(v.get("/feeds").all(form)[0], "action")
		v.post(action, url.Values{"do": {tt.do}}).want(http.StatusSeeOther)
		if page := v.get("/feeds").want(http.StatusOK); tt.do != "all" {
			page.says("main", tt.says)
		}
	}
	v.post(attr(v.get("/feeds").all(form)[0], "action"), url.Values{"do": {"dance"}}).want(http.StatusUnprocessableEntity)
}
