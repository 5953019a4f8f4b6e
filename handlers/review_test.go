package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tallymark/models"
	"tallymark/models/storetest"
)

// onDesk takes the next claim and opens the desk with it.
func (v *visitor) onDesk() *answer {
	v.t.Helper()
	return v.follow(v.post("/review/next", url.Values{"tab": {"all"}}))
}

// follow opens the page that an answer sends the browser to.
func (v *visitor) follow(a *answer) *answer {
	v.t.Helper()
	a.want(http.StatusSeeOther)
	to, _, _ := strings.Cut(a.header.Get("Location"), "#")
	return v.get(to).want(http.StatusOK)
}

// quickly presses a button of the form that decides by itself.
func (v *visitor) quickly(desk *answer, value string) *answer {
	v.t.Helper()
	form := desk.formOf("#decide")
	form.Set("quick", value)
	return v.post(attr(desk.one("#decide"), "action"), form)
}

func TestDeskGoesFromClaimToClaim(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	v.get("/review").want(http.StatusOK).says("h1", "Review")
	desk := v.onDesk()
	for i, c := range x.claims {
		desk.says("#at-hand", c.Label)
		desk.says(".at-hand .card-top", fmt.Sprintf("%d of %d in this article", i+1, len(x.claims)))
		desk.says(".lease", "Yours until")
		if ring := desk.one(".mark[aria-current]"); attr(ring, "id") != fmt.Sprintf("mark-%d", c.ID) {
			t.Errorf("ringed is %s, want the mark of claim %d", attr(ring, "id"), c.ID)
		}
		desk = v.follow(v.quickly(desk, "verified/primary_document"))
		desk.says(".toast", "saved as verified")
		if got := x.statusOf(c.ID); got != models.StatusVerified {
			t.Errorf("claim %d is %s", c.ID, got)
		}
	}
	desk.says("h1", "Nothing waits here")
	// The way back leads through all of them.
	for i := len(x.claims) - 1; i >= 0; i-- {
		form := desk.formOf("main [action$='/undo']:has([data-key=z])")
		desk = v.follow(v.post(attr(desk.one("main [action$='/undo']:has([data-key=z])"), "action"), form))
		desk.says("#at-hand", x.claims[i].Label)
	}
	if got := x.statusOf(x.claims[0].ID); got != models.StatusUnreviewed {
		t.Errorf("after all undos the first claim is %s", got)
	}
}

func TestDeskSaysWhoHasAClaim(t *testing.T) {
	x := newSite(t)
	other := storetest.User(t, x.store, "Ada", models.RoleReviewer)
	if _, err := x.store.Lease(t.Context(), other, x.claims[0].ID); err != nil {
		t.Fatal(err)
	}
	v := x.as(models.RoleReviewer)
	v.onDesk().says("#at-hand", x.claims[1].Label)
	looking := v.get(fmt.Sprintf("/review?claim=%d", x.claims[0].ID)).want(http.StatusOK)
	looking.says(".lease", "Ada is looking at this claim until")
	if n := len(looking.all(".lease button")); n != 0 {
		t.Errorf("%d buttons to take what somebody else has", n)
	}
	// Opening the page took nothing.
	if l, err := x.store.Lease(t.Context(), other, x.claims[0].ID); err != nil || l.UserID != other.UserID {
		t.Errorf("%+v, %v", l, err)
	}
	v.follow(v.post("/review/lease", url.Values{"claim": {fmt.Sprint(x.claims[0].ID)}})).says(".msg", "Ada was faster")
}

func TestDeskKeepsWhatWasTyped(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	desk := v.onDesk()
	form := desk.formOf("#decide")
	form.Set("status", "disputed")
	form.Set("reason", "The list has 39 names.")
	action := attr(desk.one("#decide"), "action")
	again := v.post(action, form).want(http.StatusUnprocessableEntity)
	again.says("#errors", "Choose what the verdict rests on.")
	again.says("#decide textarea", "The list has 39 names.")
	again.one("#decide [name=status][value=disputed][checked]")
	again.one(".galley .mark[aria-current]")

	// Somebody else is faster: the conflict page sends back to the desk.
	other := storetest.User(t, x.store, "Ada", models.RoleReviewer)
	if _, err := x.store.Decide(t.Context(), other, models.NewDecision{ClaimID: x.claims[0].ID, Revision: 1, Status: models.StatusVerified, Basis: models.BasisCalculation, Token: "a-token-of-this-test"}); err != nil {
		t.Fatal(err)
	}
	form.Set("basis", "primary_document")
	late := v.post(action, form).want(http.StatusConflict)
	late.says("form.decide textarea", "The list has 39 names.")
	next := v.follow(v.post(action, late.formOf("form.decide")))
	next.says("#at-hand", x.claims[1].Label)
	if got := x.statusOf(x.claims[0].ID); got != models.StatusDisputed {
		t.Errorf("the claim is %s, want disputed", got)
	}
}

func TestDeskSkipsAndAssigns(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	desk := v.onDesk()
	next := v.follow(v.post("/review/skip", desk.formOf("form[action='/review/skip']")))
	next.says("#at-hand", x.claims[1].Label)
	assign := fmt.Sprintf("form[action='/claims/%d/assign']", x.claims[1].ID)
	mine := v.follow(v.post(attr(next.one(assign), "action"), next.formOf(assign)))
	mine.says(assign, "Give back")
	if n := mine.text(".tabs a:first-child .count"); n != "1" {
		t.Errorf("%s claims are mine, want 1", n)
	}
}

func TestDeskGoesFromArticleToArticle(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	over := func(desk *answer, key string) *answer {
		t.Helper()
		return v.follow(v.get(attr(desk.one("a[data-key='"+key+"']"), "href")))
	}
	first := v.onDesk()
	if here := over(first, "["); here.text("#at-hand") != x.claims[0].Label {
		t.Errorf("before the first article stands %q", here.text("#at-hand"))
	} else {
		here.says("[role=status]", "This is the first article")
	}
	others := x.repeated()
	next := over(first, "]")
	next.says("#at-hand", others[0].Label)
	over(next, "]").says("[role=status]", "This is the last article")
	over(next, "[").says("#at-hand", x.claims[0].Label)
}

func TestDeskNamesWhatIsNoClaim(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	v.follow(v.quickly(v.onDesk(), "not_a_claim/a phone number or address"))
	page, err := x.store.Claim(t.Context(), x.actors[models.RoleViewer], x.claims[0].ID)
	if err != nil || page.Claim.Status != models.StatusNotAClaim || page.Claim.DecisionReason != "a phone number or address" {
		t.Errorf("%s because %q, %v", page.Claim.Status, page.Claim.DecisionReason, err)
	}
}

func TestKeysAreOnTheControlsAndCanBeSwitchedOff(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	desk := v.onDesk()
	for _, key := range []string{"1", "2", "3", "4", "5", "6", "v", "d", "n", "u", "w", "x", "r", "j", "s", "a", "e", "o", "?", "g q"} {
		for _, n := range desk.all(fmt.Sprintf("[data-key='%s']", key)) {
			if attr(n, "aria-keyshortcuts") != key {
				t.Errorf("the control of %q says its key is %q", key, attr(n, "aria-keyshortcuts"))
			}
		}
		if len(desk.all(fmt.Sprintf("[data-key='%s']", key))) == 0 {
			t.Errorf("no control has the key %q", key)
		}
	}
	desk.one("body[data-keys]")
	v.post("/account/keys", url.Values{"keys": {"off"}}).want(http.StatusSeeOther)
	if len(v.get("/review").want(http.StatusOK).all("body[data-keys]")) != 0 {
		t.Error("the keys are still on")
	}
}

func TestWordsOfEveryPartOfTheScore(t *testing.T) {
	c := models.Claim{ScoreParts: map[string]float64{"casualties": 0.4, "headline": 0.15, "unattributed": 0.2, "size": 0.1, "lede": 0.05}, ConflictFlag: true}
	if got, want := whyNow(&models.ClaimPage{Claim: c}), "a conflict, casualties, nobody is credited, headline"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestEditorsAssignToAnybody(t *testing.T) {
	x := newSite(t)
	editor, reviewer := x.as(models.RoleEditor), x.as(models.RoleReviewer)
	me := x.actors[models.RoleReviewer].UserID
	article, claim := fmt.Sprintf("/articles/%d", x.article.ID), fmt.Sprintf("/claims/%d", x.claims[1].ID)
	people := editor.get(claim).want(http.StatusOK)
	if n := len(people.all("#assign select option")); n != 4 { // nobody, and all but the viewer
		t.Errorf("%d to choose from, want 4", n)
	}
	editor.follow(editor.post(claim+"/assign", url.Values{"to": {fmt.Sprint(me)}, "from": {"claim"}})).says("#assign", "Assigned to reviewer")
	mine := reviewer.get("/review?tab=mine").want(http.StatusOK)
	mine.says(".tabs a:first-child .count", "1")
	reviewer.get(claim).says("#assign", "Assigned to you")
	editor.follow(editor.post(article+"/assign", url.Values{"to": {fmt.Sprint(me)}})).says(".msg", fmt.Sprintf("%d open claims are assigned", len(x.claims)-1))
	reviewer.get(article).says(".card", "Assigned to reviewer")
	reviewer.follow(reviewer.post(article+"/assign", url.Values{"to": {"0"}})).says(".msg", fmt.Sprintf("%d open claims are nobody's now", len(x.claims)))
	if n := len(reviewer.get(article).all("select[name=to]")); n != 0 {
		t.Error("a reviewer is offered to assign to others")
	}
	other := fmt.Sprint(x.actors[models.RoleEditor].UserID)
	reviewer.post(article+"/assign", url.Values{"to": {other}}).want(http.StatusForbidden)
	reviewer.post(claim+"/assign", url.Values{"to": {other}}).want(http.StatusForbidden)
}

// The script is given the desk that comes next at once, and its address.
func TestDeskGoesOnWithoutARedirect(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	desk := v.onDesk()
	form := desk.formOf("#decide")
	form.Set("quick", "verified/primary_document")
	swap := func(path string, form url.Values) *answer {
		req, err := http.NewRequest(http.MethodPost, x.url+path, strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Sec-Fetch-Site", "same-origin")
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Tallymark-Swap", "desk")
		return v.do(req)
	}
	next := swap(attr(desk.one("#decide"), "action"), form).want(http.StatusOK)
	next.says("#at-hand", x.claims[1].Label)
	next.says(".toast", "saved as verified")
	if got := x.statusOf(x.claims[0].ID); got != models.StatusVerified {
		t.Errorf("the claim is %s", got)
	}
	there := next.header.Get("Content-Location")
	v.get(there).want(http.StatusOK).says("#at-hand", x.claims[1].Label)
	// What a command has to say is said once.
	skipped := swap("/review/lease", url.Values{"tab": {"all"}, "claim": {fmt.Sprint(x.claims[1].ID)}}).want(http.StatusOK)
	skipped.says(".msg", "The claim is yours until")
	if n := len(v.get(there).all(".msg.good")); n != 0 {
		t.Errorf("the notice is shown %d times more", n)
	}
	// What leads elsewhere is a redirect as ever.
	if a := swap("/logout", url.Values{}); a.status != http.StatusSeeOther {
		t.Errorf("leaving gave %d", a.status)
	}
}
