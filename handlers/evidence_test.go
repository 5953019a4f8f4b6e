package handlers

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"tallymark/extract"
	"tallymark/models"
)

// testEvidence knows one page, and takes the first digits of an excerpt for a
// figure of the claim's kind.
type testEvidence struct{}

func (testEvidence) Page(_ context.Context, address string, _ *models.Claim) (EvidenceText, error) {
	if address != "https://guard.example/1" {
		return EvidenceText{}, &models.InvalidError{Field: "url", Message: "no server has this name: check the address"}
	}
	return EvidenceText{Title: "Statement <1>", Publisher: "Coast Guard", Published: "2026-03-03", Excerpts: []string{"It says 44 died.", "Others say 41 died."}}, nil
}

var digits = regexp.MustCompile(`\d+`)

func (testEvidence) Stated(text string, c *models.Claim) *models.Stated {
	at := digits.FindStringIndex(text)
	if at == nil {
		return nil
	}
	v, err := strconv.ParseFloat(text[at[0]:at[1]], 64)
	if err != nil {
		return nil
	}
	return &models.Stated{Start: at[0], End: at[1], Label: text[at[0]:at[1]], Value: &v, Low: &v, High: &v, Approx: extract.Exact, Kind: c.Kind, UnitName: c.UnitName, Engine: "test"}
}

const evidenceFormIs = "form[action$='/evidence']"

// attach adds evidence by the form and returns the claim's path.
func (v *visitor) attach(c models.Claim, change map[string]string) string {
	v.t.Helper()
	path := fmt.Sprintf("/claims/%d", c.ID)
	form := v.get(path).want(http.StatusOK).formOf(evidenceFormIs)
	form.Set("stance", "supports")
	for name, value := range change {
		form.Set(name, value)
	}
	v.post(path+"/evidence", form).want(http.StatusSeeOther)
	return path
}

func TestEvidenceIsAddedAndWithdrawn(t *testing.T) {
	x := newSite(t)
	v, c := x.as(models.RoleReviewer), x.claims[0]
	path := fmt.Sprintf("/claims/%d", c.ID)
	form := v.get(path).formOf(evidenceFormIs)
	form.Set("stance", "supports")
	form.Set("title", "Statement")
	page := v.post(path+"/evidence", form).want(http.StatusUnprocessableEntity)
	page.says("#errors", "Give the address")
	if got := page.formOf(evidenceFormIs).Get("title"); got != "Statement" {
		t.Errorf("the title became %q, want it kept", got)
	}
	for name, bad := range map[string]string{"url": "javascript:alert(1)", "published": "3/4/2026", "accessed": "soon", "type": "rumour"} {
		wrong := url.Values{}
		for k, values := range form {
			wrong[k] = values
		}
		wrong.Set("url", "https://guard.example/1")
		wrong.Set(name, bad)
		v.post(path+"/evidence", wrong).want(http.StatusUnprocessableEntity).one("#f-" + name + "[aria-invalid]")
	}
	for name, value := range map[string]string{"url": "https://guard.example/1", "publisher": "Coast Guard", "type": "court_record", "published": "2026-03-01", "accessed": "2026-03-02", "excerpt": "We count 44."} {
		form.Set(name, value)
	}
	v.post(path+"/evidence", form).want(http.StatusSeeOther)
	page = v.get(path).want(http.StatusOK)
	page.one("a[href='https://guard.example/1']")
	page.says(".evidence", "Coast Guard")
	page.says(".evidence", "Court record")
	page.says(".evidence", "Published 1 March 2026 · read 2 March 2026")
	page.says(".evidence .compared.differs", "States 44, claim says at least 41 dead")
	page.says(".evidence .said b", "44")

	withdraw := page.formOf("form[action$='/withdraw']")
	withdraw.Set("reason", "Wrong page.")
	for range 2 { // the same press twice
		v.post(attr(page.one("form[action$='/withdraw']"), "action"), withdraw).want(http.StatusSeeOther)
	}
	page = v.get(path)
	page.says(".evidence.withdrawn", "Withdrawn: Wrong page.")
	page.says(".versions", "Withdrawn by reviewer")
	if len(page.all("a[href^='/evidence/']")) > 0 {
		t.Error("withdrawn evidence can be edited")
	}
}

func TestEvidenceStatesTheSameFigure(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	v.get(v.attach(x.claims[1], map[string]string{"excerpt": "We pulled out 23."})).says(".evidence .compared.same", "States the same figure")
	v.get(v.attach(x.claims[2], map[string]string{"excerpt": "No number here."})).says(".evidence", "No figure was found")
}

func TestEvidenceIsEditedWithItsHistory(t *testing.T) {
	x := newSite(t)
	v, c := x.as(models.RoleReviewer), x.claims[0]
	path := v.attach(c, map[string]string{"url": "https://guard.example/1", "title": "First", "excerpt": "We count 44.", "accessed": "2026-03-02"})
	edit := attr(v.get(path).one("a[href^='/evidence/']"), "href")
	form := v.get(edit).want(http.StatusOK).formOf("form[data-reads]")
	late := v.get(edit).formOf("form[data-reads]")
	for name, want := range map[string]string{"title": "First", "accessed": "2026-03-02"} {
		if got := form.Get(name); got != want {
			t.Errorf("the form has %s %q, want %q", name, got, want)
		}
	}
	form.Set("title", "Second")
	form.Set("stance", "contradicts")
	form.Set("excerpt", "We count 41.")
	for range 2 {
		v.post(edit, form).want(http.StatusSeeOther)
	}
	page := v.get(path)
	page.says(".evidence-head", "Second")
	page.says(".versions", "Edited by reviewer")
	for _, change := range []string{"First", "Supports the figure", "We count 44."} {
		page.says(".versions del", change)
	}
	if n := len(page.all(".versions li")); n != 1 {
		t.Errorf("%d changes are shown, want 1", n)
	}

	late.Set("title", "Late <b>words</b>")
	page = v.post(edit, late).want(http.StatusConflict)
	page.says(".evidence-head", "Second")
	again := page.formOf("form[data-reads]")
	if again.Get("title") != "Late <b>words</b>" || again.Get("revision") != "2" || again.Get("token") == late.Get("token") {
		t.Errorf("the form of the conflict has %v", again)
	}
	v.post(edit, again).want(http.StatusSeeOther)
	v.get(path).says(".evidence-head", "Late <b>words</b>")

	bad := v.get(edit).formOf("form[data-reads]")
	bad.Set("url", "ftp://x")
	v.post(edit, bad).want(http.StatusUnprocessableEntity).says("#errors", "no web address")
	editor := x.as(models.RoleEditor)
	editor.get(edit).want(http.StatusOK)
}

// A withdrawal on an old page shows what the evidence is now.
func TestLateWithdrawalIsAConflict(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	path := v.attach(x.claims[0], map[string]string{"url": "https://guard.example/1", "title": "First"})
	old := v.get(path)
	withdraw, to := old.formOf("form[action$='/withdraw']"), attr(old.one("form[action$='/withdraw']"), "action")
	withdraw.Set("reason", "Too old.")
	edit := attr(old.one("a[href^='/evidence/']"), "href")
	form := v.get(edit).formOf("form[data-reads]")
	form.Set("title", "Second")
	v.post(edit, form).want(http.StatusSeeOther)
	page := v.post(to, withdraw).want(http.StatusConflict)
	page.says("[role=alert]", "Too old.")
	page.says(".evidence-head", "Second")
}

func TestReadingFillsWhatIsEmpty(t *testing.T) {
	x := newSite(t)
	v, c := x.as(models.RoleReviewer), x.claims[0]
	path := fmt.Sprintf("/claims/%d", c.ID)
	form := v.get(path).formOf(evidenceFormIs)
	form.Set("url", "https://guard.example/1")
	form.Set("title", "My own title")
	page := v.post("/evidence/read", form).want(http.StatusOK)
	got := page.formOf(evidenceFormIs)
	for name, want := range map[string]string{"url": "https://guard.example/1", "title": "My own title", "publisher": "Coast Guard", "published": "2026-03-03", "token": form.Get("token")} {
		if got.Get(name) != want {
			t.Errorf("%s is %q, want %q", name, got.Get(name), want)
		}
	}
	if strings.TrimSpace(got.Get("excerpt")) != "It says 44 died." {
		t.Errorf("excerpt %q", got.Get("excerpt"))
	}
	page.says(".read-says", "Filled in from the page: publisher, day, excerpt")
	page.says(".offers .compared.differs", "States 44")

	// Another sentence, without reading again.
	got.Set("use", "Others say 41 died.")
	got.Set("url", "https://down.example/")
	page = v.post("/evidence/read", got).want(http.StatusOK)
	if chosen := page.formOf(evidenceFormIs); strings.TrimSpace(chosen.Get("excerpt")) != "Others say 41 died." || len(chosen["offered"]) != 2 {
		t.Errorf("after choosing: %v", chosen)
	}
	if claim, err := x.store.Claim(t.Context(), x.actors[models.RoleViewer], c.ID); err != nil || len(claim.Evidence) != 0 {
		t.Errorf("reading added evidence: %v %v", claim.Evidence, err)
	}
}

func TestFailedReadingLeavesTheFormAsTyped(t *testing.T) {
	x := newSite(t)
	v, c := x.as(models.RoleReviewer), x.claims[0]
	form := v.get(fmt.Sprintf("/claims/%d", c.ID)).formOf(evidenceFormIs)
	form.Set("url", "https://down.example/")
	form.Set("excerpt", "Kept & typed.")
	page := v.post("/evidence/read", form).want(http.StatusUnprocessableEntity)
	page.says(".read-says", "not read, and everything is as you typed it. No server has this name")
	got := page.formOf(evidenceFormIs)
	if got.Get("url") != "https://down.example/" || strings.TrimSpace(got.Get("excerpt")) != "Kept & typed." || got.Get("token") != form.Get("token") {
		t.Errorf("the form became %v", got)
	}

	// The same on the page for editing.
	path := v.attach(c, map[string]string{"url": "https://guard.example/1"})
	edit := v.get(attr(v.get(path).one("a[href^='/evidence/']"), "href")).formOf("form[data-reads]")
	edit.Set("url", "https://down.example/")
	edit.Set("origin", "Kept")
	page = v.post("/evidence/read", edit).want(http.StatusUnprocessableEntity)
	if got := page.formOf("form[data-reads]"); got.Get("origin") != "Kept" || got.Get("revision") != "1" {
		t.Errorf("the form became %v", got)
	}
	v.post("/evidence/read", url.Values{"url": {"https://guard.example/1"}}).want(http.StatusUnprocessableEntity)
}

func TestReadingForTheScript(t *testing.T) {
	x := newSite(t)
	v, c := x.as(models.RoleReviewer), x.claims[0]
	ask := func(address string) (int, map[string]any) {
		form := url.Values{"claim": {fmt.Sprint(c.ID)}, "url": {address}}
		req, err := http.NewRequest(http.MethodPost, x.url+"/evidence/read", strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Accept", "application/json")
		a := v.do(req)
		var got map[string]any
		if err := json.Unmarshal([]byte(a.body), &got); err != nil {
			t.Fatalf("%v: %s", err, a.body)
		}
		return a.status, got
	}
	status, got := ask("https://guard.example/1")
	if status != http.StatusOK || got["title"] != "Statement <1>" || got["publisher"] != "Coast Guard" || got["published"] != "2026-03-03" {
		t.Errorf("%d %v", status, got)
	}
	if first, _ := json.Marshal(got["excerpts"]); !strings.HasPrefix(string(first), `[{"says":{"how":"differs","words":"States 44, claim says at least 41 dead"},"text":"It says 44 died."}`) {
		t.Errorf("excerpts: %s", first)
	}
	if status, got = ask("https://down.example/"); status != http.StatusUnprocessableEntity || got["error"] != "No server has this name: check the address." {
		t.Errorf("%d %v", status, got)
	}
}
