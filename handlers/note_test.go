package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"tallymark/models"
)

func TestNoteOnTheDeskTellsAPerson(t *testing.T) {
	x := newSite(t)
	v, viewer := x.as(models.RoleReviewer), x.as(models.RoleViewer)
	desk := v.onDesk()
	desk.one("form.note textarea[data-key=c]")
	form := desk.formOf("form.note")
	action := attr(desk.one("form.note"), "action")

	empty := v.post(action, form).want(http.StatusUnprocessableEntity)
	empty.says("#errors", "Write what is to be known of the claim.")
	empty.one(".galley .mark[aria-current]")

	form = empty.formOf("form.note")
	form.Set("note", "@viewer, the list has 39 names. <b>@nobody</b>")
	after := v.follow(v.post(action, form))
	after.says(".msg", "It is on the list of mentions of viewer. Nobody here is called @nobody")
	after.says(".notes", "<b>@nobody</b>")
	after.says("#at-hand", x.claims[0].Label)

	page := viewer.get("/articles").want(http.StatusOK)
	page.says(".unread", "1 unread mentions")
	list := viewer.get("/mentions").want(http.StatusOK)
	list.says(".mention.unread", "the list has 39 names.")
	list.says("#people", "@reviewer")
	viewer.follow(viewer.post(attr(list.one(".mention form"), "action"), url.Values{}))
	if n := len(viewer.get("/mentions").all(".mention.unread, .top .unread")); n != 0 {
		t.Errorf("%d signs of something unread", n)
	}
	viewer.get(fmt.Sprintf("/claims/%d", x.claims[0].ID)).want(http.StatusOK).says("#notes", "39 names")

	mine := v.get(fmt.Sprintf("/claims/%d", x.claims[0].ID))
	withdraw := mine.one(".notes form")
	v.follow(v.post(attr(withdraw, "action"), mine.formOf(".notes form"))).says(".notes .undone", "39 names")
	viewer.get("/mentions").says(".mention", "withdrawn since")
}

func TestMentionsAreReadUpToWhatWasSeen(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleViewer)
	tell := func(words string) {
		t.Helper()
		if _, err := x.store.AddNote(t.Context(), x.actors[models.RoleReviewer], models.NewNote{ClaimID: x.claims[0].ID, Text: words, Token: words}); err != nil {
			t.Fatal(err)
		}
	}
	tell("@viewer one")
	tell("@viewer two")
	seen := v.get("/mentions").formOf("form[action='/mentions/read']")
	tell("@viewer three")
	left := v.follow(v.post("/mentions/read", seen))
	left.says(".unread .count", "1")
	left.says(".mention.unread", "three")
}

func TestTagsOnPages(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	id := x.claims[0].ID
	path := fmt.Sprintf("/claims/%d", id)
	v.post(path+"/tags", url.Values{"tag": {"a,b"}}).want(http.StatusUnprocessableEntity).says("#errors", "letters, digits and hyphens")
	v.post(path+"/tags", url.Values{"tag": {"a,b"}, "from": {"review/all"}}).want(http.StatusUnprocessableEntity).says("#at-hand", x.claims[0].Label)
	v.follow(v.post(path+"/tags", url.Values{"tag": {"Casualty list"}, "from": {"review/all"}})).says(".at-hand .tag", "casualty-list")
	v.get(path).says(".tag", "casualty-list")
	v.get(fmt.Sprintf("/articles/%d", x.article.ID)).says(fmt.Sprintf("#claim-%d .tag", id), "casualty-list")
	list := v.get("/claims?tag=casualty-list").want(http.StatusOK)
	if n := len(list.all("li.claim")); n != 1 {
		t.Errorf("%d claims with the tag, want 1", n)
	}
	list.says("li.claim .tag", "casualty-list")
	page := v.get(path)
	off := v.follow(v.post(path+"/tags/remove", page.formOf(".tag form")))
	if n := len(off.all(".tag")); n != 0 {
		t.Errorf("%d tags left", n)
	}
	if n := len(x.as(models.RoleViewer).get(path).all("form.note, .tags form")); n != 0 {
		t.Errorf("a viewer sees %d forms for notes and tags", n)
	}
}
