package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"tallymark/models"
	"tallymark/models/storetest"
)

// code is what an app with the secret shows so much after the last entry of
// the log, by which the time of the store's own clock is known.
func (x *site) code(secret string, later time.Duration) string {
	x.t.Helper()
	rows, _, err := x.store.Entries(x.t.Context(), models.SystemActor, "", 1)
	if err != nil {
		x.t.Fatal(err)
	}
	code, err := totp.GenerateCode(secret, rows[0].At.Add(later))
	if err != nil {
		x.t.Fatal(err)
	}
	return code
}

// enrol switches the second factor on through the pages.
func (v *visitor) enrol() (secret string, recovery []string) {
	v.t.Helper()
	v.get("/account/second-factor").want(http.StatusOK).says("main", "Begin")
	v.post("/account/second-factor", nil).want(http.StatusSeeOther)
	page := v.get("/account/second-factor").want(http.StatusOK)
	secret = strings.ReplaceAll(page.text("#secret"), " ", "")
	if uri := page.text("#uri"); !strings.HasPrefix(uri, "otpauth://totp/Tallymark:") || !strings.Contains(uri, secret) {
		v.t.Errorf("the address for the app is %q", uri)
	}
	if len(attr(page.one("svg.qr path"), "d")) < 1000 {
		v.t.Error("the picture is empty")
	}
	form := url.Values{"code": {"000000"}, "password": {storetest.Password}}
	v.post("/account/second-factor/confirm", form).want(http.StatusUnprocessableEntity).says("#f-code-err", "wrong")
	form = url.Values{"code": {v.site.code(secret, 0)}, "password": {"wrong words"}}
	v.post("/account/second-factor/confirm", form).want(http.StatusUnprocessableEntity).says("#f-password-err", "not your password")
	form.Set("password", storetest.Password)
	done := v.post("/account/second-factor/confirm", form).want(http.StatusOK)
	for _, li := range done.all("#codes li") {
		recovery = append(recovery, textOf(li))
	}
	if len(recovery) != 10 {
		v.t.Fatalf("%d recovery codes, want 10", len(recovery))
	}
	return secret, recovery
}

func TestSecondFactorAtSignIn(t *testing.T) {
	x := newSite(t)
	here, there := x.as(models.RoleReviewer), x.as(models.RoleReviewer)
	secret, recovery := here.enrol()
	there.get("/articles").want(http.StatusSeeOther)
	after := here.get("/account/second-factor").want(http.StatusOK)
	after.says("main", "10 of 10 are left")
	if strings.Contains(after.body, secret) || strings.Contains(after.body, recovery[0]) || len(after.all("svg.qr")) > 0 {
		t.Error("a secret is shown again")
	}

	password := url.Values{"email": {"reviewer@example.org"}, "password": {storetest.Password}, "next": {"/claims"}}
	v := x.visitor()
	if to := v.post("/login", password).want(http.StatusSeeOther).header.Get("Location"); to != "/login/code" {
		t.Fatalf("after the password: %s", to)
	}
	v.get("/articles").want(http.StatusSeeOther) // not signed in yet
	v.get("/login/code").want(http.StatusOK).says("main", "recovery codes")
	before := v.cookie()
	v.post("/login/code", url.Values{"code": {"000000"}}).want(http.StatusUnauthorized).says("#errors", "wrong or was used")
	code := url.Values{"code": {x.code(secret, 30*time.Second)}}
	if to := v.post("/login/code", code).want(http.StatusSeeOther).header.Get("Location"); to != "/claims" || v.cookie() == before {
		t.Errorf("after the code: %s; the session id is new: %v", to, v.cookie() != before)
	}
	v.get("/articles").want(http.StatusOK)

	again := x.visitor()
	again.post("/login", password).want(http.StatusSeeOther)
	again.post("/login/code", code).want(http.StatusUnauthorized)
	again.post("/login/code", url.Values{"code": {recovery[3]}}).want(http.StatusSeeOther)
	again.get("/account/second-factor").want(http.StatusOK).says("main", "9 of 10 are left")
	again.post("/logout", nil)
	again.post("/login", password).want(http.StatusSeeOther)
	again.post("/login/code", url.Values{"code": {recovery[3]}}).want(http.StatusUnauthorized)
}

// Somebody who is signed in, and then gives another account's password, is
// nobody until the code is given.
func TestPasswordWithoutCodeSignsOut(t *testing.T) {
	x := newSite(t)
	x.as(models.RoleEditor).enrol()
	v := x.as(models.RoleViewer)
	v.post("/login", url.Values{"email": {"editor@example.org"}, "password": {storetest.Password}}).want(http.StatusSeeOther)
	v.get("/articles").want(http.StatusSeeOther)
	v.get("/login/code").want(http.StatusOK)
}

func TestGuessingCodesIsSlowedDown(t *testing.T) {
	x := newSite(t)
	secret, _ := x.as(models.RoleViewer).enrol()
	v := x.visitor()
	v.post("/login", url.Values{"email": {"viewer@example.org"}, "password": {storetest.Password}}).want(http.StatusSeeOther)
	for range limitPerAccount {
		v.post("/login/code", url.Values{"code": {"guess1"}}).want(http.StatusUnauthorized)
	}
	v.post("/login/code", url.Values{"code": {x.code(secret, 30*time.Second)}}).want(http.StatusTooManyRequests)
	v.get("/articles").want(http.StatusSeeOther)
	x.as(models.RoleEditor).get("/activity").want(http.StatusOK).says("table", "user.blocked")
}

func TestSecondFactorIsSwitchedOff(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleViewer)
	_, recovery := v.enrol()
	wrong, right := url.Values{"password": {"wrong words"}}, url.Values{"password": {storetest.Password}}
	v.post("/account/second-factor/codes", wrong).want(http.StatusUnprocessableEntity).says("#renew-password-err", "not your password")
	fresh := v.post("/account/second-factor/codes", right).want(http.StatusOK)
	if got := fresh.text("#codes li"); got == "" || strings.Contains(got, recovery[0]) {
		t.Errorf("the new codes are %q", got)
	}
	v.post("/account/second-factor/off", wrong).want(http.StatusUnprocessableEntity).says("#off-password-err", "not your password")
	v.post("/account/second-factor/off", right).want(http.StatusSeeOther)
	v.get("/account").want(http.StatusOK).says("[role=status]", "switched off")
	x.as(models.RoleViewer).get("/articles").want(http.StatusOK)
}

func TestAdminResetsASecondFactor(t *testing.T) {
	x := newSite(t)
	admin, v := x.as(models.RoleAdmin), x.as(models.RoleViewer)
	v.enrol()
	page := admin.get("/admin/users").want(http.StatusOK)
	reset := attr(page.one("form[action$='/second-factor']"), "action")
	v.post(reset, nil).want(http.StatusForbidden)
	admin.post(reset, nil).want(http.StatusSeeOther)
	v.get("/articles").want(http.StatusSeeOther)
	x.as(models.RoleViewer).get("/articles").want(http.StatusOK)
	admin.get("/activity").want(http.StatusOK).says("table", "second_factor.reset")
}
