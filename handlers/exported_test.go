package handlers

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"tallymark/models"
)

func TestWithdrawnOnThePageInTheFeedAndTheAPI(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	v.post(decisions(x.claims[0]), v.verdict(x.claims[0], "verified", "calculation", "")).want(http.StatusSeeOther)
	v.get("/export.xlsx").want(http.StatusOK)
	history := v.get("/export")
	path := attr(history.one("#history ~ .scroll a"), "href")
	v.get(path).want(http.StatusOK).says("section .empty", "It sent 1 claim.")

	v.post(decisions(x.claims[0]), v.verdict(x.claims[0], "disputed", "calculation", "It is <44>.")).want(http.StatusSeeOther)
	page := v.get(path).want(http.StatusOK)
	page.says("main", "1 of 1 claim no longer holds")
	page.says("tbody td", "at least 41 dead")
	page.says("tbody", "Verified")
	page.says("tbody", "Disputed")

	feed := v.get(attr(page.one("a[href$='.atom']"), "href")).want(http.StatusOK)
	var read struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		Updated string   `xml:"updated"`
		Entries []struct {
			ID    string `xml:"id"`
			Title string `xml:"title"`
			Link  struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(feed.body), &read); err != nil || len(read.Entries) != 1 {
		t.Fatalf("%v in %s", err, feed.body)
	}
	if e := read.Entries[0]; e.Title != "No longer Verified: at least 41 dead" || e.Link.Href != x.url+fmt.Sprintf("/claims/%d", x.claims[0].ID) || !strings.HasPrefix(e.ID, x.url) {
		t.Errorf("%+v", e)
	}
	if got := feed.header.Get("Content-Type"); got != "application/atom+xml; charset=utf-8" {
		t.Errorf("sent as %s", got)
	}

	said := v.get(apiRoot + strings.Replace(path, "?", "", 1) + "/withdrawn").want(http.StatusOK)
	for _, want := range []string{`"why":"status"`, `"sent":"verified"`, `"total":1`, `"known":true`} {
		if !strings.Contains(said.body, want) {
			t.Errorf("the API does not say %s: %s", want, said.body)
		}
	}
	v.get(path + "?cursor=odd!").want(http.StatusUnprocessableEntity)
	v.get("/exports/99").want(http.StatusNotFound)
	v.get("/exports/99/withdrawn.atom").want(http.StatusNotFound)
}

func TestAnOldExportSaysThatNobodyKnows(t *testing.T) {
	x := newSite(t)
	e, err := x.store.RecordExport(t.Context(), x.actors[models.RoleViewer], models.Export{Preset: models.PresetVerified, Columns: "default", Format: "csv", Rows: 3})
	if err != nil {
		t.Fatal(err)
	}
	x.as(models.RoleViewer).get(fmt.Sprintf("/exports/%d", e.ID)).want(http.StatusOK).says("main", "before Tallymark kept which claims")
}

// withdrawn makes an export of n verified claims that are disputed afterwards.
func (x *site) withdrawn(n int) {
	x.t.Helper()
	v := x.as(models.RoleAdmin)
	for _, c := range x.claims[:n] {
		v.post(decisions(c), v.verdict(c, "verified", "calculation", "")).want(http.StatusSeeOther)
	}
	v.get("/export.csv").want(http.StatusOK)
	for _, c := range x.claims[:n] {
		v.post(decisions(c), v.verdict(c, "disputed", "calculation", "It is more.")).want(http.StatusSeeOther)
	}
}
