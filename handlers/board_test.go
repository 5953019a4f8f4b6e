package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"tallymark/extract"
	"tallymark/models"
)

// reported adds what an outlet said on a day of March 2026, with all that the
// engine finds in it.
func (x *site) reported(outlet string, day int, text string) models.Article {
	x.t.Helper()
	n, err := readByEngine(fmt.Sprintf("https://%s.example/%d", strings.ReplaceAll(strings.ToLower(outlet), " ", "-"), day), text)
	if err != nil {
		x.t.Fatal(err)
	}
	at := time.Date(2026, 3, day, 0, 0, 0, 0, time.UTC)
	n.Outlet, n.PublishedAt = outlet, &at
	n.Title, _, _ = strings.Cut(text, "\n")
	a, _, err := x.store.AddArticle(x.t.Context(), x.actors[models.RoleReviewer], n)
	if err != nil {
		x.t.Fatal(err)
	}
	return a
}

const sinking = "Ferry Halcyon sinks off Port Meridon, %[1]d dead\n\n%[1]d people died when the ferry Halcyon sank off Port Meridon on Wednesday, %[2]s said. " +
	"The Halcyon had left Vessmouth at dawn with cars on board, and Captain Rune Aasen sent a call for help."

// inConflict is the number of a figure that two outlets do not agree on.
func (x *site) inConflict() uint {
	x.t.Helper()
	x.reported("Meridon Post", 12, fmt.Sprintf(sinking, 41, "the coastguard"))
	x.reported("Kaldo Times", 12, fmt.Sprintf(sinking, 44, "Mayor Ines Varga"))
	x.matched()
	return x.conflicting()
}

// conflicting is the number of the one figure in conflict.
func (x *site) conflicting() uint {
	x.t.Helper()
	rows, _, err := x.store.Figures(x.t.Context(), x.actors[models.RoleViewer], models.FigureFilter{Tab: models.FiguresConflict})
	if err != nil || len(rows) != 1 || rows[0].Kind != extract.Deaths {
		x.t.Fatalf("%+v, %v", rows, err)
	}
	return rows[0].ID
}

// An editor sees on the board that two outlets do not agree, and settles it.
func TestTheBoardShowsAConflictAndSettlesIt(t *testing.T) {
	t.Parallel()
	x := newSite(t)
	id := x.inConflict()
	v := x.as(models.RoleEditor)
	board := v.get("/figures").want(http.StatusOK)
	board.says(".board h2", "Ferry Halcyon sinks")
	board.says(".board .flag.bad", "conflict")
	board.says(".board .row", "41 to 44")
	board.says(".board .row", "2 outlets, 2 origins")
	board.says("tbody", "Meridon Post")
	board.says("tbody", "Kaldo Times")
	v.get("/figures?tab=settled").want(http.StatusOK).says(".empty", "No figure here")
	v.get("/figures?tab=nonsense").want(http.StatusUnprocessableEntity)
	claim := v.get(attr(board.all("tbody a")[0], "href")).want(http.StatusOK)
	claim.says("#figure h2", "The same figure elsewhere")
	claim.says("#figure tbody", "Kaldo Times")

	path := fmt.Sprintf("/figures/%d", id)
	form := v.get(path).want(http.StatusOK).formOf(fmt.Sprintf("form[action='%s/settle']", path))
	form.Set("value", "nobody knows")
	form.Set("reason", "The coastguard counted twice.")
	again := v.post(path+"/settle", form).want(http.StatusUnprocessableEntity)
	again.says("#errors", "cannot be read as one figure")
	again.says("#f-settle-reason", "counted twice")
	form.Set("value", "at least 41")
	v.post(path+"/settle", form).want(http.StatusSeeOther)
	settled := v.get(path).want(http.StatusOK)
	settled.says(".msg.good", "at least 41")
	settled.says(".story", "Settled: at least 41")
	v.get("/figures?tab=conflict").want(http.StatusOK).says(".empty", "No figure here")
	v.post(attr(settled.one(".story form"), "action"), settled.formOf(".story form")).want(http.StatusSeeOther)
	v.get("/figures?tab=conflict").want(http.StatusOK).says(".board .flag.bad", "conflict")
}

// What is no part of a figure is taken out of it, and joined again.
func TestAClaimIsTakenOutOfItsFigure(t *testing.T) {
	t.Parallel()
	x := newSite(t)
	path := fmt.Sprintf("/figures/%d", x.inConflict())
	v := x.as(models.RoleEditor)
	first := v.get(path).want(http.StatusOK)
	take := url.Values{"reason": {"It counts the crew."}, "scope": {"true"}, "token": {"a-token-of-this-test"}}
	take.Set("claim", attr(first.all(".item input[name=claim]")[0], "value"))
	v.post(path+"/take", take).want(http.StatusSeeOther)
	page := v.get(path).want(http.StatusOK)
	page.says(".story", "counts another part of the event")
	page.says(".item h3", "Deaths")
	join := page.formOf(fmt.Sprintf("form[action='%s/join']", path))
	join.Set("other", strings.TrimPrefix(attr(page.one(".item h3 a"), "href"), "/figures/"))
	join.Set("reason", "It does not.")
	v.post(path+"/join", join).want(http.StatusUnprocessableEntity).says("#errors", "take that back first")
	if n := len(x.as(models.RoleReviewer).get(path).want(http.StatusOK).all("form[action^='/figures']")); n != 0 {
		t.Errorf("a reviewer sees %d forms", n)
	}
}
