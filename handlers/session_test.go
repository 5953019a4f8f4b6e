package handlers

import (
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"tallymark/models"
	"tallymark/models/storetest"
)

func (v *visitor) cookie() string {
	v.t.Helper()
	u, err := url.Parse(v.site.url)
	if err != nil {
		v.t.Fatal(err)
	}
	for _, c := range v.http.Jar.Cookies(u) {
		if c.Name == "tallymark" {
			return c.Value
		}
	}
	return ""
}

func (v *visitor) setCookie(value string) {
	u, err := url.Parse(v.site.url)
	if err != nil {
		v.t.Fatal(err)
	}
	v.http.Jar.SetCookies(u, []*http.Cookie{{Name: "tallymark", Value: value, Path: "/"}})
}

func TestPlantedSessionIDIsNotTaken(t *testing.T) {
	x := newSite(t)
	v := x.visitor()
	v.setCookie("planted-by-somebody")
	v.post("/login", url.Values{"email": {"viewer@example.org"}, "password": {storetest.Password}}).want(http.StatusSeeOther)
	first := v.cookie()
	if first == "planted-by-somebody" || first == "" {
		t.Fatalf("the session id after sign-in is %q", first)
	}
	v.post("/login", url.Values{"email": {"viewer@example.org"}, "password": {storetest.Password}}).want(http.StatusSeeOther)
	if v.cookie() == first {
		t.Error("a second sign-in keeps the session id")
	}
}

func TestSessionEndsWithLogoutDisablingAndPassword(t *testing.T) {
	x := newSite(t)
	admin := x.actors[models.RoleAdmin]
	for name, end := range map[string]func(v *visitor) error{
		"logout": func(v *visitor) error { v.post("/logout", nil).want(http.StatusSeeOther); return nil },
		"disabled": func(*visitor) error {
			return x.store.SetDisabled(t.Context(), admin, x.actors[models.RoleViewer].UserID, true)
		},
		"password": func(*visitor) error {
			return x.store.SetPassword(t.Context(), admin, x.actors[models.RoleReviewer].UserID, "another four unrelated words")
		},
	} {
		t.Run(name, func(t *testing.T) {
			role := map[string]models.Role{"logout": models.RoleEditor, "disabled": models.RoleViewer, "password": models.RoleReviewer}[name]
			v := x.as(role)
			old := v.cookie()
			v.get("/articles").want(http.StatusOK)
			if err := end(v); err != nil {
				t.Fatal(err)
			}
			v.setCookie(old)
			v.get("/articles").want(http.StatusSeeOther)
		})
	}
}

func TestOwnPasswordIsChangedHereAndEndsElsewhere(t *testing.T) {
	x := newSite(t)
	here, there := x.as(models.RoleViewer), x.as(models.RoleViewer)
	form := url.Values{"old_password": {"wrong words here"}, "new_password": {"another four unrelated words"}, "again_password": {"another four unrelated words"}}
	here.post("/account", form).want(http.StatusUnprocessableEntity).says("#errors", "not your password")
	form.Set("old_password", storetest.Password)
	here.post("/account", form).want(http.StatusSeeOther)
	here.get("/account").want(http.StatusOK).says("[role=status]", "password is changed")
	there.get("/account").want(http.StatusSeeOther)
}

func TestWrongPasswordSaysNothingAboutTheAccount(t *testing.T) {
	x := newSite(t)
	var said []string
	for _, email := range []string{"viewer@example.org", "nobody@example.org"} {
		a := x.visitor().post("/login", url.Values{"email": {email}, "password": {"wrong"}}).want(http.StatusUnauthorized)
		if got := attr(a.one("#f-email"), "value"); got != email {
			t.Errorf("the e-mail field has %q, want what was typed", got)
		}
		said = append(said, a.text("#errors"))
	}
	if said[0] != said[1] || !strings.Contains(said[0], "do not belong together") {
		t.Errorf("answers differ or are unclear: %q", said)
	}
}

func TestGuessingIsSlowedDown(t *testing.T) {
	x := newSite(t)
	for range limitPerAccount {
		x.visitor().post("/login", url.Values{"email": {"editor@example.org"}, "password": {"guess"}}).want(http.StatusUnauthorized)
	}
	right := url.Values{"email": {" Editor@example.org"}, "password": {storetest.Password}}
	a := x.visitor().post("/login", right).want(http.StatusTooManyRequests)
	if a.header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	x.as(models.RoleViewer)
}

func login(email, password string) url.Values {
	return url.Values{"email": {email}, "password": {password}}
}

func TestGuessingAtTheSameTimeIsNoWayRoundTheLimit(t *testing.T) {
	x := newSite(t)
	const tried = 30
	statuses := make(chan int, tried)
	for range tried {
		go func() { statuses <- x.visitor().post("/login", login("editor@example.org", "guess")).status }()
	}
	count := map[int]int{}
	for range tried {
		count[<-statuses]++
	}
	if count[http.StatusUnauthorized] != limitPerAccount || count[http.StatusTooManyRequests] != tried-limitPerAccount {
		t.Errorf("%v, want %d times 401, else 429", count, limitPerAccount)
	}
}

func TestRightPasswordsDoNotCount(t *testing.T) {
	x := newSite(t)
	for range limitPerAccount + 1 {
		x.as(models.RoleViewer)
	}
}

// block guesses until the account of a role is blocked.
func (x *site) block(role models.Role) {
	x.t.Helper()
	for range limitPerAccount {
		x.visitor().post("/login", login(string(role)+"@example.org", "guess")).want(http.StatusUnauthorized)
	}
	x.visitor().post("/login", login(string(role)+"@example.org", storetest.Password)).want(http.StatusTooManyRequests)
}

func TestANewPasswordEndsTheBlock(t *testing.T) {
	x := newSite(t)
	x.block(models.RoleEditor)
	form := url.Values{"password": {"another four unrelated words"}}
	x.as(models.RoleAdmin).post(fmt.Sprintf("/admin/users/%d/password", x.actors[models.RoleEditor].UserID), form).want(http.StatusSeeOther)
	x.visitor().post("/login", login("editor@example.org", "another four unrelated words")).want(http.StatusSeeOther)
}

func TestNobodyLocksOutABrowserThatIsKnown(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleAdmin)
	v.post("/logout", nil).want(http.StatusSeeOther)
	x.block(models.RoleAdmin)
	for range limitPerAccount - 1 {
		v.post("/login", login("admin@example.org", "guess")).want(http.StatusUnauthorized)
	}
	v.post("/login", login("admin@example.org", storetest.Password)).want(http.StatusSeeOther)

	other := x.as(models.RoleViewer)
	other.post("/login", login("admin@example.org", storetest.Password)).want(http.StatusTooManyRequests)

	v.post("/logout", nil).want(http.StatusSeeOther)
	for range limitPerAccount {
		v.post("/login", login("admin@example.org", "guess"))
	}
	v.post("/login", login("admin@example.org", storetest.Password)).want(http.StatusTooManyRequests)
}

func TestAWeakNewPasswordIsNoGuess(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleViewer)
	weak := url.Values{"old_password": {storetest.Password}, "new_password": {"short"}, "again_password": {"short"}}
	for range limitPerAccount + 1 {
		v.post("/account", weak).want(http.StatusUnprocessableEntity).says("#errors", "needs at least")
	}
	weak.Set("old_password", "guess")
	for range limitPerAccount {
		v.post("/account", weak).want(http.StatusUnprocessableEntity).says("#errors", "not your password")
	}
	v.post("/account", weak).want(http.StatusTooManyRequests)
}

func TestAttemptsRunOut(t *testing.T) {
	now := time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	a := attempts{now: func() time.Time { return now }, most: 2, made: map[string][]time.Time{}}
	for i, want := range []bool{true, true, false} {
		if _, ok := a.take("a"); ok != want {
			t.Errorf("attempt %d: %v", i+1, ok)
		}
		now = now.Add(time.Minute)
	}
	now = now.Add(limitWindow - 3*time.Minute)
	if _, ok := a.take("a"); !ok {
		t.Error("the first attempt still counts after the window")
	}
	if _, ok := a.take("a"); ok {
		t.Error("the second attempt no longer counts within the window")
	}
	now = now.Add(2 * limitWindow)
	for i := range 3000 {
		a.take(strconv.Itoa(i))
		now = now.Add(limitWindow / 10)
	}
	if len(a.made) > 1500 {
		t.Errorf("%d keys are kept", len(a.made))
	}
}

func TestRedirectsStayHere(t *testing.T) {
	for to, want := range map[string]string{
		"/claims?status=verified": "/claims?status=verified", "": "/articles", "https://evil.example": "/articles",
		"//evil.example": "/articles", `/\evil.example`: "/articles", "/\t/evil.example": "/articles", "javascript:alert(1)": "/articles",
		"/a\x0b/b": "/articles", "/\x7f": "/articles", "/\u0085a": "/articles",
	} {
		if got := localPath(to); got != want {
			t.Errorf("localPath(%q) = %q, want %q", to, got, want)
		}
	}
	x := newSite(t)
	a := x.visitor().post("/login", url.Values{"email": {"viewer@example.org"}, "password": {storetest.Password}, "next": {"//evil.example/"}})
	if got := a.want(http.StatusSeeOther).header.Get("Location"); got != "/articles" {
		t.Errorf("after sign-in: %q, want /articles", got)
	}
}

func TestSetupMakesTheFirstAccountOnce(t *testing.T) {
	x := emptySite(t, Config{SetupToken: func() string { return "t0ken" }})
	v := x.visitor()
	v.get("/setup?token=guess").want(http.StatusForbidden)
	v.get("/login").want(http.StatusOK).says("main", "no account yet")
	form := v.get("/setup?token=t0ken").want(http.StatusOK).formOf("form[action='/setup']")
	form.Set("name", "Ada")
	form.Set("email", "ada@example.org")
	form.Set("password", "short")
	page := v.post("/setup", form).want(http.StatusUnprocessableEntity)
	if got := attr(page.one("#f-email"), "value"); got != "ada@example.org" {
		t.Errorf("the e-mail field has %q, want what was typed", got)
	}
	form.Set("password", storetest.Password)
	v.post("/setup", form).want(http.StatusSeeOther)
	v.get("/admin/users").want(http.StatusOK).says("table", "ada@example.org")
	x.visitor().get("/setup?token=t0ken").want(http.StatusForbidden)
}

// Whoever loses the race for the first account is told about the link.
func TestTwoSetUpsAtTheSameTime(t *testing.T) {
	x := emptySite(t, Config{SetupToken: func() string { return "t0ken" }})
	answers := make(chan *answer, 2)
	for _, name := range []string{"ada", "ben"} {
		form := url.Values{"token": {"t0ken"}, "name": {name}, "email": {name + "@example.org"}, "password": {storetest.Password}}
		go func() { answers <- x.visitor().post("/setup", form) }()
	}
	for range 2 {
		if a := <-answers; a.status != http.StatusSeeOther {
			a.want(http.StatusForbidden).says("h1", "set-up link does not work")
		}
	}
}

func TestForwardedAddressIsBelievedOnlyFromAProxy(t *testing.T) {
	s := &Server{cfg: Config{TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}}}
	for _, test := range []struct{ remote, forwarded, want string }{
		{"10.0.0.1:99", "203.0.113.7", "203.0.113.7:0"},
		{"10.0.0.1:99", "198.51.100.1, 203.0.113.7, 10.0.0.2", "203.0.113.7:0"},
		{"10.0.0.1:99", "nonsense", "10.0.0.1:99"},
		{"192.0.2.1:99", "203.0.113.7", "192.0.2.1:99"},
	} {
		r := &http.Request{RemoteAddr: test.remote, Header: http.Header{"X-Forwarded-For": {test.forwarded}}}
		s.realAddress(http.HandlerFunc(func(_ http.ResponseWriter, got *http.Request) {
			if got.RemoteAddr != test.want {
				t.Errorf("%s forwarding %q counts as %s, want %s", test.remote, test.forwarded, got.RemoteAddr, test.want)
			}
		})).ServeHTTP(nil, r)
	}
}

func TestPlacesWhereOneIsSignedIn(t *testing.T) {
	x := newSite(t)
	here, there, other := x.as(models.RoleViewer), x.as(models.RoleViewer), x.as(models.RoleReviewer)
	page := here.get("/account").want(http.StatusOK)
	if n := len(page.all("#sessions tbody tr")); n != 2 {
		t.Fatalf("%d places, want 2", n)
	}
	page.says("#sessions tr:nth-child(2) th", "this one")
	page.says("#sessions", "127.0.0.1")
	first := attr(page.one("#sessions tr:nth-child(1) form"), "action")
	other.post(first, nil).want(http.StatusNotFound)
	here.post(first, nil).want(http.StatusSeeOther)
	there.get("/account").want(http.StatusSeeOther)
	here.get("/account").want(http.StatusOK).says("[role=status]", "signed out")

	again := x.as(models.RoleViewer)
	again.post("/account/sessions/end", nil).want(http.StatusSeeOther)
	for _, v := range []*visitor{here, again} {
		v.get("/account").want(http.StatusSeeOther)
	}
	other.get("/account").want(http.StatusOK)
}

func TestWordsForBrowsers(t *testing.T) {
	for agent, want := range map[string]string{
		"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0":                                                                  "Firefox on Linux",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0":           "Edge on Windows",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1": "Safari on iPhone",
		"Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36":                            "Chrome on Android",
		"curl/8.5.0": "curl", "": "Unknown browser", "<script>": "Unknown browser",
	} {
		if got := whereabouts(agent); got != want {
			t.Errorf("%q is %q, want %q", agent, got, want)
		}
	}
}
