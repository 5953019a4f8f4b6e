package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tallymark/models"
	"tallymark/models/storetest"
)

// path is the part of a link after the site.
func pathOf(t *testing.T, link string) string {
	t.Helper()
	u, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	return u.RequestURI()
}

func TestInvitedPersonMakesAnAccount(t *testing.T) {
	x := newSite(t)
	admin := x.as(models.RoleAdmin)
	form := url.Values{"email": {"new@example.org"}, "role": {"editor"}}
	made := admin.post("/admin/invitations", form).want(http.StatusCreated)
	link := pathOf(t, attr(made.one("#invited-link"), "value"))
	list := admin.get("/admin/users").want(http.StatusOK)
	list.says("table", "new@example.org")
	if strings.Contains(list.body, link) {
		t.Error("the link is shown again")
	}
	admin.post("/admin/invitations", form).want(http.StatusUnprocessableEntity).says("#invite-email-err", "still open")

	guest := x.visitor()
	page := guest.get(link).want(http.StatusOK)
	page.says("main", "Editor")
	page.says("main", "new@example.org")
	accept := page.formOf("form[action='/invitation']")
	accept.Set("name", "Nia New")
	accept.Set("password", "short")
	again := guest.post("/invitation", accept).want(http.StatusUnprocessableEntity)
	again.says("#f-password-err", "needs at least 8")
	if got := attr(again.one("#f-name"), "value"); got != "Nia New" {
		t.Errorf("the name became %q, want what was typed", got)
	}
	accept.Set("password", storetest.Password)
	guest.post("/invitation", accept).want(http.StatusSeeOther)
	guest.get("/activity").want(http.StatusOK).says("main", "Nia New")
	x.visitor().get(link).want(http.StatusForbidden).says("h1", "invitation does not work")
	x.visitor().post("/invitation", accept).want(http.StatusForbidden)
}

func TestWithdrawnInvitation(t *testing.T) {
	x := newSite(t)
	admin := x.as(models.RoleAdmin)
	made := admin.post("/admin/invitations", url.Values{"email": {"new@example.org"}, "role": {"viewer"}}).want(http.StatusCreated)
	link := pathOf(t, attr(made.one("#invited-link"), "value"))
	admin.post(attr(made.one("form[action$='/withdraw']"), "action"), nil).want(http.StatusSeeOther)
	admin.get("/admin/users").want(http.StatusOK).says("[role=status]", "withdrawn")
	x.visitor().get(link).want(http.StatusForbidden)
}
