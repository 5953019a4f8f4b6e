package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/mux"

	"tallymark/models"
	"tallymark/models/storetest"
)

// Who may use a route: the status for nobody signed in, viewer, reviewer,
// editor and admin, in this order. A POST is sent without its fields, so that
// who may get in sees 422 and nothing changes for the next.
const (
	in, see, no, field422 = http.StatusOK, http.StatusSeeOther, http.StatusForbidden, http.StatusUnprocessableEntity
	out                   = http.StatusUnauthorized
	blind428              = http.StatusPreconditionRequired
	gone                  = http.StatusNotFound
)

var access = map[string][5]int{
	"health": {in, in, in, in, in},

	"asset": {gone, gone, gone, gone, gone}, // an unhashed name

	"setup":      {no, no, no, no, no},
	"setup.make": {no, no, no, no, no},

	"login":      {in, see, see, see, see},
	"login.make": {field422, field422, field422, field422, field422},

	"home": {see, see, see, see, see},

	"articles":         {see, in, in, in, in},
	"dashboard":        {see, in, in, in, in},
	"news":             {see, in, in, in, in},
	"news.seen":        {out, field422, field422, field422, field422},
	"shares":           {see, no, no, in, in},
	"share.add":        {out, no, no, field422, field422},
	"share.end":        {out, no, no, gone, gone},
	"shared":           {gone, gone, gone, gone, gone}, // without a key
	"article.shares":   {out, no, no, field422, field422},
	"article.script":   {see, in, in, in, in},
	"progress":         {see, in, in, in, in},
	"progress.csv":     {see, in, in, in, in},
	"progress.svg":     {see, in, in, in, in},
	"article":          {see, in, in, in, in},
	"article.new":      {see, no, in, in, in},
	"article.share":    {see, no, in, in, in},
	"article.add":      {out, no, field422, field422, field422},
	"article.sample":   {out, no, see, see, see},
	"article.original": {see, in, in, in, in},
	"article.reread":   {out, no, no, see, see},
	"article.versions": {see, in, in, in, in},
	"article.archive":  {see, in, in, in, in},
	"article.read":     {out, no, see, see, see},
	"article.schedule": {out, no, field422, field422, field422},

	"help.api":              {see, in, in, in, in},
	"api.openapi":           {out, in, in, in, in},
	"api.articles":          {out, in, in, in, in},
	"api.article":           {out, in, in, in, in},
	"api.article-add":       {out, no, field422, field422, field422},
	"api.claims":            {out, in, in, in, in},
	"api.claims-changed":    {out, field422, field422, field422, field422},
	"api.claim":             {out, in, in, in, in},
	"api.claim-decide":      {out, no, field422, field422, field422},
	"api.claim-undo":        {out, no, blind428, blind428, blind428},
	"api.evidence-add":      {out, no, field422, field422, field422},
	"api.evidence-withdraw": {out, no, field422, field422, field422},
	"api.review-next":       {out, no, in, in, in},
	"api.claim-skip":        {out, no, in, in, in},
	"api.note-add":          {out, no, field422, field422, field422},
	"api.note-withdraw":     {out, no, no, no, no}, // somebody else's
	"api.tags":              {out, in, in, in, in},
	"api.tag-add":           {out, no, field422, field422, field422},
	"api.tag-remove":        {out, no, field422, field422, field422},
	"api.people":            {out, no, in, in, in},
	"api.claim-assign":      {out, no, field422, field422, field422},
	"api.article-assign":    {out, no, field422, field422, field422},
	"api.figures":           {out, in, in, in, in},
	"api.figure":            {out, in, in, in, in},
	"api.figure-settle":     {out, no, no, field422, field422},
	"api.figure-join":       {out, no, no, field422, field422},
	"api.figure-take":       {out, no, no, field422, field422},
	"api.figure-undo":       {out, no, no, gone, gone}, // nothing was said
	"api.jobs":              {out, no, no, in, in},
	"api.exports":           {out, in, in, in, in},
	"api.export-withdrawn":  {out, in, in, in, in},
	"api.extract":           {out, field422, field422, field422, field422},

	"claims":       {see, in, in, in, in},
	"claim":        {see, in, in, in, in},
	"claim.decide": {out, no, field422, field422, field422},
	"claim.undo":   {out, no, field422, field422, field422},
	"claim.assign": {out, no, field422, field422, field422},

	"claim.add":         {out, no, field422, field422, field422},
	"claim.edit":        {see, no, in, in, in},
	"claim.mend":        {out, no, field422, field422, field422},
	"claim.pieces":      {see, no, in, in, in},
	"claim.split":       {out, no, field422, field422, field422},
	"claim.parts":       {see, no, in, in, in},
	"claim.merge":       {out, no, field422, field422, field422},
	"evidence.add":      {out, no, field422, field422, field422},
	"evidence":          {see, no, no, in, in}, // somebody else's
	"evidence.edit":     {out, no, no, field422, field422},
	"evidence.read":     {out, no, field422, field422, field422},
	"evidence.withdraw": {out, no, field422, field422, field422},

	"figures":       {see, in, in, in, in},
	"figure":        {see, in, in, in, in},
	"figure.settle": {out, no, no, field422, field422},
	"figure.join":   {out, no, no, field422, field422},
	"figure.take":   {out, no, no, field422, field422},
	"figure.undo":   {out, no, no, field422, field422},

	"finding.dismiss": {out, no, field422, field422, field422},
	"finding.undo":    {out, no, field422, field422, field422},

	"note.add":      {out, no, field422, field422, field422},
	"note.withdraw": {out, no, no, no, no}, // somebody else's
	"tag.add":       {out, no, field422, field422, field422},
	"tag.remove":    {out, no, field422, field422, field422},

	"mentions":         {see, in, in, in, in},
	"mention.read":     {out, gone, gone, gone, gone}, // somebody else's
	"mention.read_all": {out, field422, field422, field422, field422},

	"article.assign": {out, no, field422, field422, field422},

	"claim.mark":   {out, no, field422, field422, field422},
	"article.mark": {out, no, field422, field422, field422},
	"bulk.preview": {see, no, in, in, in},
	"bulk.joined":  {see, no, gone, gone, gone}, // of no claim
	"bulk.decide":  {out, no, field422, field422, field422},
	"bulk":         {see, gone, gone, gone, gone}, // of no decisions
	"bulk.undo":    {out, no, field422, field422, field422},

	"export":             {see, in, in, in, in},
	"export.csv":         {see, in, in, in, in},
	"export.jsonl":       {see, in, in, in, in},
	"export.xlsx":        {see, in, in, in, in},
	"export.claimreview": {see, in, in, in, in},
	"export.annotations": {see, in, in, in, in},
	"export.csv.schema":  {see, in, in, in, in},
	"exported":           {see, in, in, in, in},
	"exported.atom":      {see, in, in, in, in},

	"help": {see, in, in, in, in},

	"account":          {see, in, in, in, in},
	"account.password": {out, field422, field422, field422, field422},
	"account.keys":     {out, field422, field422, field422, field422},

	"session.end": {out, gone, gone, gone, gone}, // somebody else's

	"jobs":      {see, no, no, in, in},
	"job.retry": {out, no, no, gone, gone}, // there is none

	"imports":    {see, no, in, in, in},
	"import.add": {out, no, field422, field422, field422},
	"import":     {see, no, gone, gone, gone}, // there is none

	"webhooks":       {see, no, no, no, in},
	"webhook.add":    {out, no, no, no, field422},
	"webhook":        {see, no, no, no, gone}, // there is none
	"webhook.set":    {out, no, no, no, gone},
	"webhook.resend": {out, no, no, no, gone},

	"feeds":    {see, no, no, no, in},
	"opml":     {see, no, no, no, in},
	"feed.add": {out, no, no, no, field422},
	"feed.set": {out, no, no, no, gone}, // there is none

	"activity":  {see, no, no, in, in},
	"agreement": {see, no, no, in, in},

	"policy":     {see, no, no, no, in},
	"policy.set": {out, no, no, no, field422},

	"users":         {see, no, no, no, in},
	"user.add":      {out, no, no, no, field422},
	"user.role":     {out, no, no, no, field422},
	"user.access":   {out, no, no, no, field422},
	"user.password": {out, no, no, no, field422},

	"invitation.add":      {out, no, no, no, field422},
	"invitation.withdraw": {out, no, no, no, see},
	"invitation":          {no, no, no, no, no}, // no link
	"invitation.accept":   {no, no, no, no, no},

	"review":        {see, no, in, in, in},
	"review.beside": {see, no, field422, field422, field422}, // no way told
	"review.next":   {out, no, see, see, see},
	"review.skip":   {out, no, gone, gone, gone}, // of no claim
	"review.lease":  {out, no, gone, gone, gone},

	"live": {see, in, in, in, in},

	"login.code":      {see, see, see, see, see}, // no password before it
	"login.code.make": {see, see, see, see, see},

	"token.add":    {out, field422, field422, field422, field422},
	"token.revoke": {out, gone, gone, gone, gone}, // somebody else's

	"factor":         {see, in, in, in, in},
	"factor.begin":   {out, see, see, see, see},
	"factor.confirm": {out, field422, field422, field422, field422},
	"factor.codes":   {out, field422, field422, field422, field422},
	"factor.off":     {out, field422, field422, field422, field422},
	"user.factor":    {out, no, no, no, field422}, // it is off

	"session.end_all": {out, see, see, see, see},
	"logout":          {see, see, see, see, see},
}

// inPerson are the routes that no API token opens. Those of admins are closed
// too, as no scope has their role.
var inPerson = []string{
	"setup", "setup.make", "login", "login.make", "login.code", "login.code.make", "logout", "invitation", "invitation.accept",
	"account", "account.password", "account.keys", "session.end", "session.end_all", "token.add", "token.revoke",
	"factor", "factor.begin", "factor.confirm", "factor.codes", "factor.off",
}

// ending are the routes after which the visitor is signed out.
var ending = []string{"session.end_all", "logout"}

// walk calls f with each route of the router, those that end the session last.
func (x *site) walk(f func(name, method, path string)) {
	x.t.Helper()
	type row struct{ name, method, path string }
	var rows []row
	var last []row
	err := x.server.router().Walk(func(rt *mux.Route, _ *mux.Router, _ []*mux.Route) error {
		path, err := rt.GetPathTemplate()
		if err != nil {
			return err
		}
		methods, err := rt.GetMethods()
		if err != nil {
			return err
		}
		one := row{rt.GetName(), methods[0], path}
		if slices.Contains(ending, one.name) {
			last = append(last, one)
			return nil
		}
		rows = append(rows, one)
		return nil
	})
	if err != nil {
		x.t.Fatal(err)
	}
	for _, one := range append(rows, last...) {
		f(one.name, one.method, one.path)
	}
}

// fill puts an id into the path template: the object of that sort that exists.
func (x *site) fill(path, id string) string {
	path = strings.NewReplacer("{file}", "app.css", "{chart:[a-z]+}", "waits").Replace(path)
	return strings.ReplaceAll(path, "{id:[0-9]+}", id)
}

func (v *visitor) try(method, path string) *answer {
	v.t.Helper()
	switch {
	case method != http.MethodPost:
		return v.get(path)
	case strings.HasPrefix(path, "/api/"):
		return v.send(path, "application/json", strings.NewReader("{}"))
	}
	return v.post(path, url.Values{})
}

func TestEveryRouteForEveryRole(t *testing.T) {
	x := newSite(t)
	x.strangers()
	visitors := x.everybody()
	seen := 0
	x.walk(func(name, method, path string) {
		want, ok := access[name]
		if !ok {
			t.Errorf("route %s %s is not in the table of access", method, path)
			return
		}
		seen++
		if slices.Contains(ending, name) {
			visitors = x.everybody()
		}
		// Object 1 exists for articles, claims, users (the viewer's account) and
		// invitations; session 1 and token 1 are somebody else's.
		for i, v := range visitors {
			if got := v.try(method, x.fill(path, "1")).status; got != want[i] {
				t.Errorf("%s %s for visitor %d: %d, want %d", method, path, i, got, want[i])
			}
		}
	})
	if seen != len(access) {
		t.Errorf("the table has %d routes, the router %d", len(access), seen)
	}
}

// everybody is a visitor who is not signed in and one of each role.
func (x *site) everybody() []*visitor {
	x.t.Helper()
	visitors := []*visitor{x.visitor()}
	for _, role := range models.Roles {
		visitors = append(visitors, x.as(role))
	}
	return visitors
}

// strangers makes the first of those objects that have an owner somebody
// else's.
func (x *site) strangers() {
	x.t.Helper()
	stranger := storetest.User(x.t, x.store, "stranger", models.RoleAdmin)
	told := storetest.User(x.t, x.store, "told", models.RoleViewer)
	if _, err := x.store.RecordExport(x.t.Context(), stranger, models.Export{Preset: models.PresetVerified, Columns: "default", Format: "csv"}); err != nil {
		x.t.Fatal(err)
	}
	if _, err := x.store.AddNote(x.t.Context(), stranger, models.NewNote{ClaimID: x.claims[0].ID, Text: "See @" + told.Name, Token: "a-token-of-a-stranger"}); err != nil {
		x.t.Fatal(err)
	}
	if _, err := x.store.AddEvidence(x.t.Context(), stranger, models.NewEvidence{ClaimID: x.claims[0].ID, URL: "https://a.example", Stance: models.StanceSupports, Token: "e"}); err != nil {
		x.t.Fatal(err)
	}
	x.as("stranger").get("/account").want(http.StatusOK)
	x.token(x.actor("stranger@example.org"), models.ScopeRead)
	if _, _, err := x.store.Invite(x.t.Context(), models.SystemActor, "invited@example.org", models.RoleViewer); err != nil {
		x.t.Fatal(err)
	}
}

// What each role may by a token of each scope is what the lesser of the two
// may in person, without what is done in person only; and by the narrowest
// scope nothing is changed.
func TestEveryRouteForEveryToken(t *testing.T) {
	x := newSite(t)
	x.strangers()
	for _, scope := range models.Scopes {
		for i, role := range models.Roles {
			v := x.visitor()
			if role.AtLeast(scope.Role()) {
				v.bearer = x.token(x.actors[role], scope)
			} else {
				v.bearer = x.outgrown(role, scope)
			}
			column := 1 + min(i, slices.Index(models.Roles, scope.Role()))
			x.walk(func(name, method, path string) {
				want := access[name][column]
				if slices.Contains(inPerson, name) || scope == models.ScopeRead && method == http.MethodPost {
					want = no
				}
				a := v.try(method, x.fill(path, "1"))
				if a.status != want {
					t.Errorf("%s %s by a %s with a token to %s: %d, want %d", method, path, role, scope, a.status, want)
				}
				if a.header.Get("Set-Cookie") != "" {
					t.Errorf("%s %s: a program gets a cookie", method, path)
				}
			})
		}
	}
}

// token makes a token of the actor that lives for a month.
func (x *site) token(a models.Actor, scope models.Scope) string {
	x.t.Helper()
	end := time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	_, secret, err := x.store.CreateAPIToken(x.t.Context(), a, models.NewAPIToken{Name: "of this test to " + string(scope), Scope: scope, ExpiresAt: end})
	if err != nil {
		x.t.Fatal(err)
	}
	return secret
}

// outgrown makes a token of a scope that its person had the role for once.
func (x *site) outgrown(role models.Role, scope models.Scope) string {
	x.t.Helper()
	then := x.actors[role]
	then.Role = models.RoleAdmin
	return x.token(then, scope)
}

// actor is who acts for the account with the address.
func (x *site) actor(email string) models.Actor {
	x.t.Helper()
	u, err := x.store.UserByEmail(x.t.Context(), models.SystemActor, email)
	if err != nil {
		x.t.Fatal(err)
	}
	return u.Actor()
}

func TestMissingObjectsAreNotFound(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleAdmin)
	filled := url.Values{
		"status": {"needs_evidence"}, "reason": {"Which list?"}, "revision": {"1"}, "token": {"a-token-of-this-test"}, "url": {"https://a.example"},
		"to": {"0"}, "role": {"viewer"}, "disabled": {"true"}, "password": {"another four unrelated words"}, "stance": {"supports"}, "quote": {"41"}, "claim": {"1"},
		"note": {"Which list?"}, "tag": {"list"}, "on": {"true"},
	}
	x.walk(func(name, method, path string) {
		if !strings.Contains(path, "{id") {
			return
		}
		for _, id := range []string{"999999", "0", "99999999999999999999"} {
			a := v.try
			if call, ok := apiCalls[strings.TrimPrefix(name, "api.")]; ok && strings.HasPrefix(name, "api.") {
				a = func(method, p string) *answer { return v.call(method, p, call.body, "If-Match", `"1"`) }
			} else if method == http.MethodPost {
				a = func(_, p string) *answer { return v.post(p, filled) }
			}
			if got := a(method, x.fill(path, id)); got.status != http.StatusNotFound {
				t.Errorf("%s %s of object %s: %d, want 404", method, path, id, got.status)
			}
		}
	})
	v.get("/articles/one").want(http.StatusNotFound).says("h1", "nothing here")
	v.get("/nowhere").want(http.StatusNotFound)
}

func TestOthersObjectsStayTheirs(t *testing.T) {
	x := newSite(t)
	v, c := x.as(models.RoleReviewer), x.claims[0]
	other := storetest.User(t, x.store, "somebody", models.RoleReviewer)
	e, err := x.store.AddEvidence(t.Context(), other, models.NewEvidence{ClaimID: c.ID, URL: "https://a.example", Stance: models.StanceSupports, Token: "a-token-of-this-test"})
	if err != nil {
		t.Fatal(err)
	}
	v.post(fmt.Sprintf("/evidence/%d/withdraw", e.ID), url.Values{"reason": {"no"}, "revision": {"1"}, "token": {"a-token-of-this-test"}}).want(http.StatusForbidden)
	v.get(fmt.Sprintf("/evidence/%d", e.ID)).want(http.StatusForbidden)
	v.post(fmt.Sprintf("/evidence/%d", e.ID), url.Values{"excerpt": {"mine"}, "stance": {"context"}, "revision": {"1"}, "token": {"a-token-of-this-test"}}).want(http.StatusForbidden)
	_, err = x.store.Decide(t.Context(), other, models.NewDecision{ClaimID: c.ID, Revision: revisionOf(x, c), Status: models.StatusVerified, Basis: models.BasisCalculation, Token: "another-token-of-this"})
	if err != nil {
		t.Fatal(err)
	}
	undo := url.Values{"revision": {fmt.Sprint(revisionOf(x, c))}, "token": {"the-third-token-here"}}
	v.post(fmt.Sprintf("/claims/%d/undo", c.ID), undo).want(http.StatusConflict)
}

func revisionOf(x *site, c models.Claim) int {
	x.t.Helper()
	page, err := x.store.Claim(x.t.Context(), x.actors[models.RoleViewer], c.ID)
	if err != nil {
		x.t.Fatal(err)
	}
	return page.Claim.Revision
}

func TestHeadersOnEveryRoute(t *testing.T) {
	x := newSite(t)
	for _, v := range []*visitor{x.visitor(), x.as(models.RoleAdmin)} {
		x.walk(func(name, method, path string) {
			a := v.try(method, x.fill(path, "1"))
			csp := a.header.Get("Content-Security-Policy")
			if download := name == "article.original" || name == "article.archive"; !download || a.status != http.StatusOK {
				for _, part := range []string{"default-src 'none'", "script-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} {
					if !strings.Contains(csp, part) {
						t.Errorf("%s %s: the policy lacks %s", method, path, part)
					}
				}
			}
			if strings.Contains(csp, "unsafe") {
				t.Errorf("%s %s: the policy allows something unsafe: %s", method, path, csp)
			}
			for header, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cache-Control": "no-store"} {
				if got := a.header.Get(header); got != want {
					t.Errorf("%s %s: %s is %q, want %q", method, path, header, got, want)
				}
			}
			if name != "article.original" && name != "article.archive" && len(a.all("script:not([src]), style, [style], [onclick]")) > 0 {
				t.Errorf("%s %s: inline script or style on the page", method, path)
			}
		})
	}
	if got := x.visitor().get(x.server.assets.Path("app.css")).want(http.StatusOK).header.Get("Cache-Control"); !strings.Contains(got, "immutable") {
		t.Errorf("the style sheet is cached %q", got)
	}
}

func TestOverTLSTheCookieIsBoundToTheHost(t *testing.T) {
	x := emptySite(t, Config{Secure: true, SetupToken: func() string { return "t0ken" }})
	a := x.visitor().post("/setup", url.Values{"token": {"t0ken"}, "name": {"Ada"}, "email": {"ada@example.org"}, "password": {storetest.Password}}).want(http.StatusSeeOther)
	cookies := a.header.Values("Set-Cookie")
	if len(cookies) != 2 {
		t.Fatalf("cookies %q, want those of the session and of the browser", cookies)
	}
	for _, cookie := range cookies {
		for _, part := range []string{"__Host-tallymark", "Path=/", "HttpOnly", "Secure", "SameSite=Lax"} {
			if !strings.Contains(cookie, part) {
				t.Errorf("cookie %q lacks %s", cookie, part)
			}
		}
	}
	if a.header.Get("Strict-Transport-Security") == "" {
		t.Error("no HSTS header over TLS")
	}
}

func TestCrossSiteStateChangeIsRefused(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleAdmin)
	x.walk(func(name, method, path string) {
		if method != http.MethodPost {
			return
		}
		req, err := http.NewRequest(method, x.url+x.fill(path, "1"), strings.NewReader("reason=x"))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Sec-Fetch-Site", "cross-site")
		a := v.do(req)
		if a.status != http.StatusForbidden {
			t.Errorf("%s from another site: %d, want 403", path, a.status)
		}
		if strings.HasPrefix(path, "/api/") {
			a.says("body", "another site")
		} else {
			a.says("h1", "another site")
		}
	})
	v.get("/articles").want(http.StatusOK)
}
