package handlers

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tallymark/models"
)

// versioned adds a text by its address.
func (x *site) versioned(address string) string {
	x.t.Helper()
	n, err := readByEngine(address, "Fire\n\nAt least 40 people died in the fire on Monday.\n\nPolice arrested 13 men.")
	if err != nil {
		x.t.Fatal(err)
	}
	a, _, err := x.store.AddArticle(x.t.Context(), x.actors[models.RoleReviewer], n)
	if err != nil {
		x.t.Fatal(err)
	}
	return fmt.Sprintf("/articles/%d", a.ID)
}

// twice is an article whose page has another text by now.
func (x *site) twice() string {
	x.t.Helper()
	path := x.versioned("https://courier.example/twice")
	x.as(models.RoleReviewer).post(path+"/read", url.Values{}).want(http.StatusSeeOther)
	return path
}

func TestPageReadAgainBecomesAVersion(t *testing.T) {
	x := newSite(t)
	path := x.versioned("https://courier.example/fire")
	v := x.as(models.RoleReviewer)
	if n := len(x.as(models.RoleViewer).get(path).all("form[action='" + path + "/read']")); n != 0 {
		t.Error("a viewer is offered to have the page read again")
	}
	var id uint
	if _, err := fmt.Sscanf(path, "/articles/%d", &id); err != nil {
		t.Fatal(err)
	}
	before, err := x.store.Article(t.Context(), x.actors[models.RoleViewer], id)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range before.Claims {
		n := models.NewDecision{ClaimID: c.ID, Revision: c.Revision, Status: models.StatusVerified, Basis: models.BasisCalculation, Token: fmt.Sprint(c.ID)}
		if _, err := x.store.Decide(t.Context(), x.actors[models.RoleReviewer], n); err != nil {
			t.Fatal(err)
		}
	}
	v.get(path).one("form[action='" + path + "/read'] button")
	to := v.post(path+"/read", url.Values{}).want(http.StatusSeeOther).header.Get("Location")
	page := v.get(to).want(http.StatusOK)
	page.says("[role=status]", "another text now")
	rows := page.all("section:first-of-type tbody tr")
	if len(rows) != 1 || !strings.Contains(textOf(rows[0]), "40") || !strings.Contains(textOf(rows[0]), "44") || strings.Contains(textOf(rows[0]), "13") {
		t.Errorf("%d rows of changes: %q", len(rows), textOf(rows[0]))
	}
	article := v.get(path)
	article.says(".side", "The text now says: at least 44")
	article.says(".meta", "2 versions")
	after, err := x.store.Article(t.Context(), x.actors[models.RoleViewer], id)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range after.Claims {
		want, stale := models.StatusVerified, c.NumberText == "40"
		if c.NumberText == "44" {
			want = models.StatusUnreviewed
		}
		if c.Status != want || c.Stale != stale {
			t.Errorf("%s is %s, stale %v", c.NumberText, c.Status, c.Stale)
		}
	}
	for _, version := range []int{1, 2} {
		got := v.get(fmt.Sprintf("%s/original?version=%d", path, version)).want(http.StatusOK)
		if strings.Contains(got.body, "again") != (version == 2) || !strings.Contains(got.header.Get("Content-Disposition"), fmt.Sprintf("version-%d", version)) {
			t.Errorf("version %d is %q", version, got.body)
		}
	}
	v.get(path + "/versions").want(http.StatusOK).one("a[download][href='" + path + "/archive.warc.gz']")
	archive := v.get(path + "/archive.warc.gz").want(http.StatusOK)
	packed, err := gzip.NewReader(strings.NewReader(archive.body))
	if err != nil {
		t.Fatal(err)
	}
	kept, err := io.ReadAll(packed)
	if err != nil || strings.Count(string(kept), "WARC-Type: conversion") != 2 || !strings.Contains(string(kept), "44") || !strings.Contains(archive.header.Get("Content-Disposition"), ".warc.gz") {
		t.Errorf("the archive is %q: %v", kept, err)
	}
	v.get(path+"/versions?was=1&is=1").want(http.StatusOK).says("section", "No figure changed")
	for _, bad := range []string{"/versions?was=9", "/versions?is=-1", "/original?version=9"} {
		v.get(path + bad).want(http.StatusNotFound)
	}
	// The same text again is no version.
	v.post(path+"/read", url.Values{}).want(http.StatusSeeOther)
	v.get(path).says("[role=status]", "says what it said before")
}

func TestPageReadAgainSaysWhyNot(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	for address, says := range map[string]string{"https://gone.example/a": "Gone: the server has no such page", "https://same.example/a": "Nothing is changed"} {
		path := x.versioned(address)
		v.post(path+"/read", url.Values{}).want(http.StatusSeeOther)
		v.get(path).says("[role=status]", says)
		v.get(path+"/versions").want(http.StatusOK).says("h1", "Versions")
	}
}
