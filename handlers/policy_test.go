package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tallymark/extract"
	"tallymark/models"
	"tallymark/models/storetest"
)

func TestPolicyIsSetByAdmins(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleAdmin)
	form := v.get("/admin/policy").want(http.StatusOK).formOf("form[action='/admin/policy']")
	if len(form["second_check"]) != 0 || form.Get("disputed_needs_why") != "true" || form.Has("evidence_required") {
		t.Fatalf("the form begins as %v", form)
	}
	// One press is enough for casualties, and leaves the rest alone.
	form.Set("casualties", "true")
	form.Add("second_check", "money")
	v.follow(v.post("/admin/policy", form)).says("[role=status]", "The policy is saved")
	page := v.get("/admin/policy")
	if got := strings.Join(page.formOf("form[action='/admin/policy']")["second_check"], " "); got != "deaths injuries missing money" {
		t.Errorf("second checks of %q", got)
	}
	if n := len(page.all("button[name=casualties]")); n != 0 {
		t.Errorf("%d buttons for what is set already", n)
	}
	form = page.formOf("form[action='/admin/policy']")
	form.Del("second_check")
	form.Set("evidence_required", "true")
	v.post("/admin/policy", form).want(http.StatusSeeOther)
	p, err := x.store.Policy(t.Context())
	if err != nil || len(p.SecondCheck) != 0 || !p.EvidenceRequired || !p.DisputedNeedsWhy {
		t.Errorf("policy %+v, %v", p, err)
	}
	form.Set("second_check", "wishes")
	v.post("/admin/policy", form).want(http.StatusUnprocessableEntity).says("main", "no kind of figure called")
	v.get("/activity").says("table", "policy.set")
}

// twoNeeded asks for a second check of the first claim, and returns a further
// reviewer.
func (x *site) twoNeeded() *visitor {
	x.t.Helper()
	if err := x.store.SetPolicy(x.t.Context(), x.actors[models.RoleAdmin], models.Policy{SecondCheck: []extract.Kind{x.claims[0].Kind}}); err != nil {
		x.t.Fatal(err)
	}
	storetest.User(x.t, x.store, "other", models.RoleReviewer)
	return x.as("other")
}

// No page and no file tells anybody below editor of a verdict that waits.
func TestSecondReviewerSeesNothingOfTheFirst(t *testing.T) {
	x := newSite(t)
	other, first, c := x.twoNeeded(), x.as(models.RoleReviewer), x.claims[0]
	claim := fmt.Sprintf("/claims/%d", c.ID)
	saved := first.follow(first.post(decisions(c), first.verdict(c, "disputed", "primary_document", "A telling reason.")))
	saved.says(".toast", "saved, now a second person has to look")
	saved.says(".story", "A telling reason.")
	saved.says(".flag", "your verdict waits for a second person")

	article := fmt.Sprintf("/articles/%d", x.article.ID)
	desk := fmt.Sprintf("/review?tab=second&claim=%d", c.ID)
	late := url.Values{"status": {"verified"}, "basis": {"calculation"}, "revision": {"1"}, "token": {"a-late-token"}}
	undo := url.Values{"revision": {"2"}, "token": {"an-undo-token"}}
	for who, v := range map[string]*visitor{"other": other, "viewer": x.as(models.RoleViewer)} {
		answers := map[string]*answer{}
		for _, path := range []string{claim, article, desk, "/review?tab=second", "/claims", "/articles", "/export", "/export.csv?preset=everything&columns=full"} {
			answers[path] = v.get(path)
		}
		answers["a late verdict"] = v.post(decisions(c), late)
		answers["an undo"] = v.post(claim+"/undo", undo)
		for path, a := range answers {
			for _, telling := range []string{"telling", "primary_document,", "by reviewer", "by <bdi>reviewer", `class="panel disputed`, "mark disputed"} {
				if strings.Contains(a.body, telling) {
					t.Errorf("%s: %s tells %q", who, path, telling)
				}
			}
		}
		answers[claim].says("main", "is not shown until a second person has decided")
	}
	if csv := other.get("/export.csv?preset=everything&columns=full").body; !strings.Contains(csv, "second_check") || strings.Count(csv, ",true,") == 0 {
		t.Errorf("the export does not say that a claim waits: %s", csv)
	}
	x.as(models.RoleEditor).get(claim).says(".story", "A telling reason.")

	// The second gets it from the queue, decides, and then sees both.
	at := other.follow(other.post("/review/next", url.Values{"tab": {"second"}}))
	at.says("#at-hand", c.Label)
	at.says(".side", "One person has decided.")
	done := other.follow(other.quickly(at, "verified/calculation"))
	done.says(".toast", "it differs from the other verdict")
	other.get(claim).says(".sides", "A telling reason.")
}

func TestEditorSettlesADisagreement(t *testing.T) {
	x := newSite(t)
	other, first, c := x.twoNeeded(), x.as(models.RoleReviewer), x.claims[0]
	claim := fmt.Sprintf("/claims/%d", c.ID)
	first.post(decisions(c), first.verdict(c, "disputed", "primary_document", "The list has 39.")).want(http.StatusSeeOther)
	typed := other.verdict(c, "verified", "calculation", "12 and 29.")
	other.post(decisions(c), typed).want(http.StatusSeeOther)

	for who, v := range map[string]*visitor{"one of the two": first, "the other": other} {
		page := v.get(claim).want(http.StatusOK)
		page.says(".sides .panel.disputed", "The list has 39.")
		page.says(".sides .panel.verified", "12 and 29.")
		if len(page.all("form.decide")) != 0 || len(v.get(fmt.Sprintf("/review?tab=trouble&claim=%d", c.ID)).want(http.StatusOK).all("#decide")) != 0 {
			t.Errorf("%s is offered a verdict", who)
		}
	}
	typed.Set("revision", "3")
	typed.Set("token", "another-token")
	other.post(decisions(c), typed).want(http.StatusUnprocessableEntity).says("form.decide .err", "editor settles it")

	editor := x.as(models.RoleEditor)
	at := editor.follow(editor.post("/review/next", url.Values{"tab": {"trouble"}}))
	at.says(".sides", "The list has 39.")
	again := editor.quickly(at, "verified/calculation").want(http.StatusUnprocessableEntity)
	again.says("#errors", "Say why")
	form := editor.verdict(c, "verified", "calculation", "Two were counted twice.")
	editor.follow(editor.post(decisions(c), form)).says(".toast", "saved as verified")
	if got := x.statusOf(c.ID); got != models.StatusVerified {
		t.Errorf("the claim is %s", got)
	}
	if n := len(editor.get(claim).all(".sides")); n != 0 {
		t.Error("the two verdicts still stand side by side")
	}
}

func TestAgreementIsShown(t *testing.T) {
	x := newSite(t)
	other, first, editor := x.twoNeeded(), x.as(models.RoleReviewer), x.as(models.RoleEditor)
	editor.get("/activity/agreement").want(http.StatusOK).says("h2", "Nothing to compare yet")
	c := x.claims[0]
	first.post(decisions(c), first.verdict(c, "disputed", "primary_document", "The list has 39.")).want(http.StatusSeeOther)
	other.post(decisions(c), other.verdict(c, "verified", "calculation", "12 and 29.")).want(http.StatusSeeOther)
	page := editor.get(attr(editor.get("/activity").one("a[href='/activity/agreement']"), "href")).want(http.StatusOK)
	page.says("tbody", "reviewer and other too few to tell")
	page.says("tbody", kindWord(string(c.Kind)))
	var cells []string
	for _, td := range page.all("section:nth-of-type(1) td") {
		cells = append(cells, textOf(td))
	}
	if got := strings.Join(cells, " "); got != "1 0 % 0.00" {
		t.Errorf("the row of the pair says %q", got)
	}
}
