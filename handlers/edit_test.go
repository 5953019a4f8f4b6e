package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"tallymark/models"
)

// lastClaims are the claims of the article as it stands now.
func (x *site) lastClaims() []models.Claim {
	x.t.Helper()
	x.reload()
	return x.claims
}

func TestAddClaimFromTheText(t *testing.T) {
	x := newSite(t)
	v, before := x.as(models.RoleReviewer), len(x.claims)
	path := fmt.Sprintf("/articles/%d", x.article.ID)
	page := v.get(path).want(http.StatusOK)
	form := page.formOf("#add-claim form")
	form.Set("quote", "teams")
	form.Set("reason", "They are counted elsewhere.")

	again := v.post(path+"/claims", form).want(http.StatusUnprocessableEntity)
	again.says("#errors", "No number is read in")
	kept := again.formOf("main form")
	if kept.Get("quote") != "teams" || kept.Get("reason") != "They are counted elsewhere." || kept.Get("token") != form.Get("token") {
		t.Errorf("what was typed is lost: %v", kept)
	}
	kept.Set("figure", "3")
	kept.Set("unit", "teams")
	v.post(path+"/claims", kept).want(http.StatusSeeOther)
	v.post(path+"/claims", kept).want(http.StatusSeeOther)
	cs := x.lastClaims()
	if len(cs) != before+1 {
		t.Fatalf("%d claims, want %d", len(cs), before+1)
	}
	page = v.get(path).want(http.StatusOK)
	page.says(".galley a.mark", "teams")
	page.says(".cards", "added by hand")

	form = v.get(path).formOf("#add-claim form")
	form.Set("quote", "41")
	v.post(path+"/claims", form).want(http.StatusUnprocessableEntity).says("#errors", "already")

	if n := len(x.as(models.RoleViewer).get(path).all("#add-claim, #pick")); n != 0 {
		t.Errorf("a viewer is offered to add claims")
	}
}

func TestAddClaimAsksWhich(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	a, _, err := x.store.AddArticle(t.Context(), x.actors[models.RoleReviewer], models.NewArticle{
		Title: "Two sevens", Lang: "en", LangSupported: true, Text: "First 7 sailors came.\n\nThen 7 sailors went.", Engine: "test",
	})
	if err != nil {
		t.Fatal(err)
	}
	path := fmt.Sprintf("/articles/%d", a.ID)
	form := v.get(path).formOf("#add-claim form")
	form.Set("quote", "7 sailors")
	form.Set("attributed_to", "the mate")
	ask := v.post(path+"/claims", form).want(http.StatusUnprocessableEntity)
	ask.says("legend", "Which one?")
	places := ask.all("input[type=radio][name=number]")
	if len(places) != 2 {
		t.Fatalf("%d places to choose from, want 2", len(places))
	}
	chosen := ask.formOf("form.panel:has(legend)")
	chosen.Set("number", attr(places[1], "value"))
	v.post(path+"/claims", chosen).want(http.StatusSeeOther)
	p, err := x.store.Article(t.Context(), x.actors[models.RoleViewer], a.ID)
	if err != nil || len(p.Claims) != 1 {
		t.Fatalf("%d claims, %v", len(p.Claims), err)
	}
	if c := p.Claims[0]; p.Version.Text[:c.NumberStart] != "First 7 sailors came.\n\nThen " || c.AttributedTo != "the mate" {
		t.Errorf("the claim stands at %d, said by %q", c.NumberStart, c.AttributedTo)
	}
}

func TestMendAClaim(t *testing.T) {
	x := newSite(t)
	v, c := x.as(models.RoleReviewer), x.claims[1]
	path := fmt.Sprintf("/claims/%d", c.ID)
	form := v.get(path + "/edit").want(http.StatusOK).formOf("form[action$=edits]")
	form.Set("kind", "people") // a select says nothing to formOf
	form.Set("figure", "heaps")
	form.Set("reason", "A slip.")
	bad := v.post(path+"/edits", form).want(http.StatusUnprocessableEntity)
	bad.says("#errors", "cannot be read as one figure")
	if got := bad.formOf("form[action$=edits]"); got.Get("figure") != "heaps" || got.Get("reason") != "A slip." {
		t.Errorf("what was typed is lost: %v", got)
	}
	form.Set("figure", "about 24")
	v.post(path+"/edits", form).want(http.StatusSeeOther)
	v.post(path+"/edits", form).want(http.StatusSeeOther)
	page := v.get(path).want(http.StatusOK)
	page.says(".figure", "about 24 survivors")
	page.says(".figure", "The engine read: 23 survivors")
	page.says(".story", "A slip.")

	// The same form by somebody else is late.
	bob := x.as(models.RoleEditor)
	form.Set("token", "another-token-of-this")
	form.Set("figure", "25")
	late := bob.post(path+"/edits", form).want(http.StatusConflict)
	late.says("h1", "The claim has changed")
	late.says(".figure", "about 24 survivors")
	kept := late.formOf("form[action$=edits]")
	if kept.Get("figure") != "25" || kept.Get("reason") != "A slip." || kept.Get("revision") != "2" {
		t.Errorf("what was typed is lost: %v", kept)
	}

	back := page.formOf(".story form")
	v.post(path+"/edits", back).want(http.StatusSeeOther)
	page = v.get(path).want(http.StatusOK)
	page.says(".figure", "23 survivors")
	page.says(".story", "Put back")
	v.post(path+"/edits", url.Values{"figure": {"1"}}).want(http.StatusUnprocessableEntity)
}
