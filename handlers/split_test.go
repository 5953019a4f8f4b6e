package handlers

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"tallymark/extract"
	"tallymark/models"
)

// misread adds an article in which "12 men and three women" was taken for one
// figure, and 19 and 37 for two, and returns its claims.
func (x *site) misread() []models.Claim {
	x.t.Helper()
	const text = "Police held 12 men and three women. Between 19 and 37 people died, officials said."
	read := func(quote, number string) extract.Claim {
		start, at := strings.Index(text, quote), strings.Index(text, number)
		c := extract.Claim{
			Span: extract.Span{Start: start, End: start + len(quote)}, Quote: quote, Number: extract.Number{Start: at, End: at + len(number), Text: number},
			Approx: extract.Exact, Kind: extract.People, Label: quote, Modality: extract.Asserted, Role: extract.RoleBody, Checkable: true, Score: 0.5,
			Sentence: extract.Span{Start: 0, End: strings.Index(text, ".") + 1},
		}
		if start >= c.Sentence.End {
			c.Sentence = extract.Span{Start: c.Sentence.End + 1, End: len(text)}
		}
		return c
	}
	a, _, err := x.store.AddArticle(x.t.Context(), x.actors[models.RoleReviewer], models.NewArticle{
		Title: "Held", Lang: "en", LangSupported: true, Text: text, Engine: "test",
		Claims: []extract.Claim{read("12 men and three women", "12"), read("19", "19"), read("37 people", "37")},
	})
	if err != nil {
		x.t.Fatal(err)
	}
	x.article = a
	x.reload()
	return x.claims
}

func TestSplitOnThePage(t *testing.T) {
	x := newSite(t)
	cs := x.misread()
	v, c := x.as(models.RoleReviewer), cs[0]
	path := fmt.Sprintf("/claims/%d", c.ID)
	v.get(path).one("a[href='" + path + "/split']")
	form := v.get(path + "/split").want(http.StatusOK).formOf("main form")
	form.Set("piece1", "12 men")
	form.Set("reason", "Two groups.")
	again := v.post(path+"/split", form).want(http.StatusUnprocessableEntity)
	again.says("#errors", "at least two")
	kept := again.formOf("main form")
	if kept.Get("piece1") != "12 men" || kept.Get("reason") != "Two groups." || kept.Get("token") != form.Get("token") {
		t.Errorf("what was typed is lost: %v", kept)
	}
	kept.Set("piece3", "12 men and three women") // the second field is left empty
	ask := v.post(path+"/split", kept).want(http.StatusUnprocessableEntity)
	ask.says("h1", "Which figure")
	if n := len(ask.all("input[type=radio][name=number2]")); n != 2 {
		t.Fatalf("%d places to choose from, want 2", n)
	}
	kept = ask.formOf("main form")
	kept.Set("number2", attr(ask.all("input[type=radio]")[1], "value"))
	v.post(path+"/split", kept).want(http.StatusSeeOther)
	v.post(path+"/split", kept).want(http.StatusSeeOther)
	if cs := x.lastClaims(); len(cs) != 4 || cs[1].NumberText != "three" || cs[0].Label != "12 men" {
		t.Errorf("claims %+v", cs)
	}
	page := v.get(path).want(http.StatusOK)
	page.says(".story", "Split: claim")
	v.post(path+"/edits", page.formOf(".story form")).want(http.StatusSeeOther)
	v.get(path).says("h1", "12 men and three women")
	v.get(fmt.Sprintf("/claims/%d", x.lastClaims()[1].ID)).says(".msg", "taken back")
	v.get(fmt.Sprintf("/articles/%d", x.article.ID)).says("details dl", "Taken back")

	form.Set("piece2", "three women")
	form.Set("token", "another-token-of-this-test")
	late := v.post(path+"/split", form).want(http.StatusConflict)
	late.says("h1", "has changed")
	if kept := late.formOf("main form"); kept.Get("piece2") != "three women" || kept.Get("revision") == form.Get("revision") {
		t.Errorf("what was typed is lost: %v", kept)
	}
}

func TestMergeOnThePage(t *testing.T) {
	x := newSite(t)
	cs := x.misread()
	v, c := x.as(models.RoleReviewer), cs[1]
	path := fmt.Sprintf("/claims/%d", c.ID)
	v.get(path).one("a[href='" + path + "/merge']")
	page := v.get(path + "/merge").want(http.StatusOK)
	if n := len(page.all("input[type=checkbox]")); n != 2 {
		t.Fatalf("%d claims to choose from, want 2", n)
	}
	form := page.formOf("main form")
	form.Set("reason", "It is a range.")
	v.post(path+"/merge", form).want(http.StatusUnprocessableEntity).says("#errors", "at least one other")
	form.Set("part", fmt.Sprintf("%d.%d", cs[2].ID, cs[2].Revision+5))
	late := v.post(path+"/merge", form).want(http.StatusConflict)
	kept := late.formOf("main form")
	if kept.Get("reason") != "It is a range." || kept.Get("part") != fmt.Sprintf("%d.%d", cs[2].ID, cs[2].Revision) {
		t.Errorf("what was typed is lost: %v", kept)
	}
	to := v.post(path+"/merge", kept).want(http.StatusSeeOther).header.Get("Location")
	v.get(to).says("main", "19 to 37")
	v.get(path).says(".msg", "merged into another")
	if n := len(v.get(path).all("form.decide, a[href='" + path + "/split']")); n != 0 {
		t.Error("a claim that is merged can be decided or split")
	}
	v.post(to+"/edits", v.get(to).formOf(".story form")).want(http.StatusSeeOther)
	v.get(path).one("form.decide")
	form.Set("part", "one")
	v.post(path+"/merge", form).want(http.StatusUnprocessableEntity)
}
