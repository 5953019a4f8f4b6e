package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tallymark/models"
)

func TestAProgramWithAToken(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	page := v.get("/account").want(http.StatusOK)
	if got := page.text("#token-scope"); strings.Contains(got, "edit") {
		t.Errorf("a reviewer is offered %q", got)
	}
	form := url.Values{"name": {"night import"}, "scope": {"review"}, "expires": {"2026-02-30"}}
	again := v.post("/account/tokens", form).want(http.StatusUnprocessableEntity)
	again.says("#token-expires-err", "take one that comes")
	if got := attr(again.one("#token-name"), "value"); got != "night import" {
		t.Errorf("the name became %q, want what was typed", got)
	}
	form.Set("expires", "2026-05-31")
	made := v.post("/account/tokens", form).want(http.StatusCreated)
	program := x.visitor()
	program.bearer = attr(made.one("#made-token"), "value")
	v.post("/account/tokens", form).want(http.StatusUnprocessableEntity).says("#token-name-err", "with this name")

	program.get("/claims").want(http.StatusOK).says("main", "41 dead")
	c := x.claims[0]
	verdict := v.verdict(c, "verified", "calculation", "By a program.")
	program.post(decisions(c), verdict).want(http.StatusSeeOther)
	program.get("/account").want(http.StatusForbidden).says("h1", "token does not allow this")

	list := v.get("/account").want(http.StatusOK)
	if strings.Contains(list.body, program.bearer) {
		t.Error("the token is shown again")
	}
	v.post(attr(list.one("form[action$='/revoke']"), "action"), nil).want(http.StatusSeeOther)
	refused := program.get("/claims").want(http.StatusUnauthorized)
	if got := refused.header.Get("WWW-Authenticate"); !strings.HasPrefix(got, "Bearer") {
		t.Errorf("WWW-Authenticate is %q", got)
	}
	x.as(models.RoleEditor).get("/activity").want(http.StatusOK).says("table", "by_token")
}

// A wrong token is refused also where the cookie of a session would do.
func TestATokenIsAllThatCounts(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleAdmin)
	v.bearer = "tallymark_guess"
	v.get("/claims").want(http.StatusUnauthorized)
	v.bearer = x.token(x.actors[models.RoleViewer], models.ScopeRead)
	v.get("/admin/users").want(http.StatusForbidden)
}

func TestProgramsAreNoOtherSite(t *testing.T) {
	x := newSite(t)
	send := func(v *visitor) *answer {
		req, err := http.NewRequest(http.MethodPost, x.url+"/articles/sample", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Sec-Fetch-Site", "cross-site")
		return v.do(req)
	}
	token := x.token(x.actors[models.RoleReviewer], models.ScopeReview)
	program, browser := x.visitor(), x.as(models.RoleReviewer)
	program.bearer, browser.bearer = token, token
	send(program).want(http.StatusSeeOther)
	send(browser).want(http.StatusForbidden).says("h1", "another site") // it sends a cookie
}
