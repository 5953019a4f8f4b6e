package handlers

import (
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
