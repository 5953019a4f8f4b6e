package handlers

import (
	"encoding/csv"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"tallymark/extract"
	"tallymark/models"
)

func TestDashboardSaysWhy(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	page := v.get("/dashboard").want(http.StatusOK)
	page.says(".list h2", "The sample")
	page.says(".list .left", "Not ready")
	page.says(".list .left", "5 unreviewed")
	page.says(".tabs [aria-current]", "All")
	page.one(".list svg.bar rect.unreviewed")
	if got := v.get("/dashboard?state=disputed").want(http.StatusOK).text(".list"); !strings.Contains(got, "No article fits") {
		t.Errorf("disputed: %s", got)
	}
	// A figure of the headline is disputed.
	told, err := readByEngine("https://post.example/44", "44 dead in ferry fire.\n\nPolice found 23 survivors.")
	if err != nil {
		t.Fatal(err)
	}
	told.Claims[0].Role = extract.RoleHeadline
	art, _, err := x.store.AddArticle(t.Context(), x.actors[models.RoleReviewer], told)
	if err != nil {
		t.Fatal(err)
	}
	p, err := x.store.Article(t.Context(), x.actors[models.RoleReviewer], art.ID)
	if err != nil {
		t.Fatal(err)
	}
	_, err = x.store.Decide(t.Context(), x.actors[models.RoleReviewer], models.NewDecision{
		ClaimID: p.Claims[0].ID, Status: models.StatusDisputed, Basis: models.BasisCalculation, Reason: "The list has 41 names.", Revision: 1, Token: "d",
	})
	if err != nil {
		t.Fatal(err)
	}
	page = x.as(models.RoleViewer).get("/dashboard").want(http.StatusOK)
	page.says(".list li:first-child .left", "Not ready: 1 disputed figure in the headline")
	page.says(".list li:first-child .headline .disputed", "44 dead")
	page.says(".tabs a[href='/dashboard?state=disputed'] .count", "1")
	x.as(models.RoleViewer).get("/dashboard?q=ferry").want(http.StatusOK).says("main", "the newest first")
	v.get("/dashboard?cursor=odd").want(http.StatusUnprocessableEntity)
	v.get("/dashboard?state=half").want(http.StatusUnprocessableEntity)
}

func TestDashboardTeaches(t *testing.T) {
	x := emptySite(t, Config{})
	x.actors = map[models.Role]models.Actor{}
	newUser(t, x, models.RoleReviewer)
	x.as(models.RoleReviewer).get("/dashboard").want(http.StatusOK).one(".empty form[action='/articles/sample'] button")
}

func TestProgressIsShownAndTaken(t *testing.T) {
	x := newSite(t)
	_, err := x.store.Decide(t.Context(), x.actors[models.RoleReviewer], models.NewDecision{
		ClaimID: x.claims[0].ID, Status: models.StatusDisputed, Basis: models.BasisCalculation, Reason: "The list has 41 names.", Revision: 1, Token: "d",
	})
	if err != nil {
		t.Fatal(err)
	}
	page := x.as(models.RoleEditor).get("/progress").want(http.StatusOK)
	if n := len(page.all(".chart")); n != 6 {
		t.Errorf("%d charts", n)
	}
	page.one(".chart polygon.disputed")
	page.one(".chart rect.plain")
	page.says("main", "reviewer")
	if got := x.as(models.RoleViewer).get("/progress").want(http.StatusOK).text("main"); strings.Contains(got, "Work by reviewer") {
		t.Error("viewers see who works how much")
	}
	x.as(models.RoleViewer).get("/progress/reviewers.csv").want(http.StatusNotFound)
	x.as(models.RoleViewer).get("/progress/nothing.svg").want(http.StatusNotFound)
	x.as(models.RoleViewer).get("/progress?days=x").want(http.StatusUnprocessableEntity)
	x.as(models.RoleViewer).get("/progress?days=5000").want(http.StatusUnprocessableEntity)

	table := x.as(models.RoleEditor).get("/progress/reviewers.csv").want(http.StatusOK)
	rows, err := csv.NewReader(strings.NewReader(table.body)).ReadAll()
	if err != nil || len(rows) != 2 || rows[1][0] != "reviewer" || rows[1][3] != "1" {
		t.Errorf("%v, %v", rows, err)
	}
	for _, name := range []string{"statuses", "backlog", "waits", "kinds", "reviewers", "outlets"} {
		a := x.as(models.RoleEditor).get("/progress/" + name + ".svg").want(http.StatusOK)
		if a.header.Get("Content-Type") != "image/svg+xml" || !strings.HasPrefix(a.header.Get("Content-Disposition"), "attachment; ") {
			t.Errorf("%s: %v", name, a.header)
		}
		d := xml.NewDecoder(strings.NewReader(a.body))
		d.Strict = true
		for err == nil {
			_, err = d.Token()
		}
		if !errors.Is(err, io.EOF) {
			t.Errorf("%s is no XML: %v\n%.300s", name, err, a.body)
		}
		err = nil
	}
}

func TestWhatChangedIsShownUntilSeen(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleViewer)
	page := v.get("/dashboard/news").want(http.StatusOK)
	page.says(".list h2", "The sample")
	page.says(".list .flag", "new")
	v.post("/dashboard/news", page.formOf("form[action='/dashboard/news']")).want(http.StatusSeeOther)
	v.get("/dashboard/news").want(http.StatusOK).says(".empty", "Nothing new")
	_, err := x.store.Decide(t.Context(), x.actors[models.RoleReviewer], models.NewDecision{
		ClaimID: x.claims[0].ID, Status: models.StatusDisputed, Basis: models.BasisCalculation, Reason: "The list has 41 names.", Revision: 1, Token: "d",
	})
	if err != nil {
		t.Fatal(err)
	}
	page = v.get("/dashboard/news").want(http.StatusOK)
	page.says(".list .disputed", "41 dead")
	if n := len(page.all(".list .flag")); n != 0 {
		t.Errorf("%d flags", n)
	}
	v.post("/dashboard/news", nil).want(http.StatusUnprocessableEntity)
}
