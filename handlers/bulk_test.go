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

// repeated adds an article whose first three figures are the same, the fourth
// another.
func (x *site) repeated() []models.Claim {
	x.t.Helper()
	text := "In all 41 people died.\n\nOf the ferry 41 people are dead.\n\nAgain 41 people, they said.\n\nBut 42 people came."
	a := models.NewArticle{Title: "Repeated", Lang: "en", LangSupported: true, Text: text, Blocks: testBlocks(text), Engine: "test"}
	for from := 0; ; {
		i := strings.Index(text[from:], "4")
		if i < 0 {
			break
		}
		at := from + i
		f := testFigure{text[at : at+2], "people", text[at:at+2] + " dead", extract.Deaths, float64(40 + text[at+1] - '0'), ""}
		c, ok := f.in(text[at:])
		if !ok {
			x.t.Fatal(text[at:])
		}
		for _, p := range []*int{&c.Start, &c.End, &c.Number.Start, &c.Number.End, &c.UnitSpan.Start, &c.UnitSpan.End} {
			*p += at
		}
		c.Sentence, c.Attribution = paragraphAround(text, at), nil
		a.Claims, from = append(a.Claims, c), at+2
	}
	art, _, err := x.store.AddArticle(x.t.Context(), x.actors[models.RoleReviewer], a)
	if err != nil {
		x.t.Fatal(err)
	}
	page, err := x.store.Article(x.t.Context(), x.actors[models.RoleViewer], art.ID)
	if err != nil || len(page.Claims) != 4 {
		x.t.Fatalf("%d claims, %v", len(page.Claims), err)
	}
	return page.Claims
}

// statusesOf are the statuses of claims, with a space between them.
func (x *site) statusesOf(cs []models.Claim) string {
	x.t.Helper()
	var out []string
	for _, c := range cs {
		out = append(out, string(x.statusOf(c.ID)))
	}
	return strings.Join(out, " ")
}

// marked marks claims by the form of the article and opens the preview.
func (v *visitor) marked(cs ...models.Claim) *answer {
	v.t.Helper()
	form := url.Values{}
	for _, c := range cs {
		form.Add("claim", fmt.Sprint(c.ID))
	}
	return v.follow(v.post(fmt.Sprintf("/articles/%d/marks", cs[0].ArticleID), form))
}

// together is the form of a preview with its boxes that are checked.
func (a *answer) together() url.Values {
	a.t.Helper()
	form := a.formOf("#decide")
	for _, box := range a.all("input[name=row][form=decide][checked]") {
		form.Add("row", attr(box, "value"))
	}
	return form
}

func verified(form url.Values) url.Values {
	form.Set("status", "verified")
	form.Set("basis", "primary_document")
	form.Set("reason", "The list.")
	return form
}

func TestBulkFromMarksToUndo(t *testing.T) {
	x := newSite(t)
	cs := x.repeated()
	v := x.as(models.RoleReviewer)
	if n := len(v.get(fmt.Sprintf("/articles/%d", cs[0].ArticleID)).all("input[name=claim][form=marks]")); n != 4 {
		t.Errorf("%d boxes on the article, want 4", n)
	}
	page := v.marked(cs...)
	page.says("#rows", "3 of 4 figures can be decided together")
	page.says(".bulk .out .msg", "Left out: Its value is another than that of “41 dead”.")
	page.says(".bulk li:first-child .said b", "41 people")
	page.says(".bulk li:first-child .figure", "41")
	form := page.together()
	again := v.post("/bulks", form).want(http.StatusUnprocessableEntity)
	again.says("#errors", "Choose a verdict.")
	form = verified(again.together())
	done := v.post("/bulks", form).want(http.StatusSeeOther)
	if twice := v.post("/bulks", form).want(http.StatusSeeOther); twice.header.Get("Location") != done.header.Get("Location") {
		t.Errorf("sent twice it leads to %s and %s", done.header.Get("Location"), twice.header.Get("Location"))
	}
	if got := x.statusesOf(cs); got != "verified verified verified unreviewed" {
		t.Errorf("now %s", got)
	}
	story := v.follow(done)
	if n := len(story.all("li.verified")); n != 3 {
		t.Errorf("%d rows, want 3", n)
	}
	v.get(fmt.Sprintf("/claims/%d", cs[0].ID)).says("a[href^='/bulks/']", "Decided together")
	undo := "form[action$='/undo']:has([data-key=z][aria-keyshortcuts=z])"
	back := v.follow(v.post(attr(story.one(undo), "action"), story.formOf(undo)))
	back.says(".msg", "3 verdicts are taken back")
	if len(back.all(undo)) != 0 {
		t.Error("what is taken back can be taken back again")
	}
	if got := x.statusesOf(cs); got != "unreviewed unreviewed unreviewed unreviewed" {
		t.Errorf("after the undo %s", got)
	}
	// A spent token with another verdict is a conflict, and keeps what was typed.
	form.Set("reason", "Another list.")
	v.post("/bulks", form).want(http.StatusConflict).says("#decide textarea", "Another list.")
}

func TestBulkIsNeverOnWhatNobodySaw(t *testing.T) {
	x := newSite(t)
	cs := x.repeated()
	v := x.as(models.RoleReviewer)
	form := verified(v.marked(cs[:3]...).together())
	other := storetest.User(t, x.store, "Ada", models.RoleReviewer)
	if _, err := x.store.Decide(t.Context(), other, models.NewDecision{ClaimID: cs[1].ID, Revision: 1, Status: models.StatusDisputed, Basis: models.BasisCalculation, Reason: "It is 39.", Token: "a-token-of-this-test"}); err != nil {
		t.Fatal(err)
	}
	// What is missing in the form does not make a claim that changed unseen.
	half := url.Values{"row": form["row"], "token": form["token"], "reason": {"The list."}}
	if got := v.post("/bulks", half).want(http.StatusUnprocessableEntity).together()["row"]; strings.Join(got, " ") != strings.Join(form["row"], " ") {
		t.Errorf("the rows became %v", got)
	}
	late := v.post("/bulks", form).want(http.StatusConflict)
	late.says("h1", "The claims have changed")
	late.says(".bulk li:nth-child(2) .msg", "Ada has it as Disputed")
	late.says("#decide textarea", "The list.")
	late.one("#decide [name=basis][value=primary_document][checked]")
	if got := x.statusesOf(cs); got != "unreviewed disputed unreviewed unreviewed" {
		t.Errorf("half is saved: %s", got)
	}
	v.post("/bulks", late.together()).want(http.StatusSeeOther)
	if got := x.statusesOf(cs); got != "verified disputed verified unreviewed" {
		t.Errorf("what changed was decided on unseen: %s", got)
	}
}

func TestBulkForms(t *testing.T) {
	x := newSite(t)
	cs := x.repeated()
	v := x.as(models.RoleReviewer)
	form := verified(v.marked(cs[:2]...).together())
	for name, rows := range map[string][]string{
		"another value":   {fmt.Sprintf("%d-1", cs[0].ID), fmt.Sprintf("%d-1", cs[3].ID)},
		"another article": {fmt.Sprintf("%d-1", cs[0].ID), fmt.Sprintf("%d-1", x.claims[0].ID)},
		"no claim at all": nil,
		"no revision":     {fmt.Sprint(cs[0].ID)},
		"no number":       {"x-y"},
	} {
		form["row"] = rows
		v.post("/bulks", form).want(http.StatusUnprocessableEntity)
		if got := x.statusesOf(cs) + " " + string(x.statusOf(x.claims[0].ID)); strings.Contains(got, "verified") {
			t.Errorf("%s: %s", name, got)
		}
	}
	marks := fmt.Sprintf("/articles/%d/marks", cs[0].ArticleID)
	v.post(marks, url.Values{"claim": {fmt.Sprint(x.claims[0].ID)}}).want(http.StatusUnprocessableEntity)
	v.post(marks, url.Values{}).want(http.StatusUnprocessableEntity)
	v.follow(v.post(marks, url.Values{"clear": {"true"}})).says("#marks b", "0 marked")
	v.get(fmt.Sprintf("/articles/%d/bulk", cs[0].ArticleID)).want(http.StatusOK).says("h2", "Nothing is marked")
}

// Somebody else's decisions made together are nobody else's to take back, and
// a bulk under a second check is as blind as a verdict alone.
func TestBulkOfOthers(t *testing.T) {
	x := newSite(t)
	cs := x.repeated()
	if err := x.store.SetPolicy(t.Context(), x.actors[models.RoleAdmin], models.Policy{SecondCheck: []extract.Kind{extract.Deaths}}); err != nil {
		t.Fatal(err)
	}
	ada := storetest.User(t, x.store, "Ada", models.RoleReviewer)
	n := models.NewBulk{Revisions: map[uint]int{cs[0].ID: 1, cs[1].ID: 1}, Token: "t", Verdict: models.NewDecision{Status: models.StatusDisputed, Basis: models.BasisCalculation, Reason: "Miscounted."}}
	b, err := x.store.DecideAll(t.Context(), ada, n)
	if err != nil {
		t.Fatal(err)
	}
	v := x.as(models.RoleReviewer)
	v.post(fmt.Sprintf("/bulks/%d/undo", b.ID), url.Values{"token": {"a-token-of-this-test"}}).want(http.StatusForbidden)
	form := v.marked(cs[:3]...).together()
	late := form
	late["row"] = []string{fmt.Sprintf("%d-1", cs[0].ID), fmt.Sprintf("%d-1", cs[1].ID)}
	for _, a := range []*answer{
		v.get(fmt.Sprintf("/bulks/%d", b.ID)).want(http.StatusOK), v.marked(cs[:3]...),
		v.post("/bulks", verified(late)).want(http.StatusConflict), v.get(fmt.Sprintf("/claims/%d", cs[0].ID)),
	} {
		for _, secret := range []string{"Miscounted", "by Ada", "Ada has"} {
			if strings.Contains(a.text("main"), secret) {
				t.Errorf("a page shows the first verdict: %s", a.text("main"))
			}
		}
		if len(a.all("main .status.disputed")) > 0 {
			t.Error("a page shows the status of the first verdict")
		}
	}
}

func TestOfferOfTheSameVerdict(t *testing.T) {
	x := newSite(t)
	cs := x.repeated()
	v := x.as(models.RoleReviewer)
	v.post(decisions(cs[1]), v.verdict(cs[1], "verified", "calculation", "")).want(http.StatusSeeOther)
	const offer = "form[action='/bulks']:has(button.small)"
	page := v.get(fmt.Sprintf("/claims/%d", cs[1].ID))
	page.says(offer, "Same verdict on 2 identical figures")
	article := v.get(fmt.Sprintf("/articles/%d?saved=%d", cs[1].ArticleID, cs[1].ID))
	article.says(".toast "+offer, "Same verdict on 2 identical figures")
	if n := len(x.as(models.RoleEditor).get(fmt.Sprintf("/claims/%d", cs[1].ID)).all(offer)); n != 0 {
		t.Error("somebody else’s verdict is offered")
	}
	form := page.formOf(offer)
	v.follow(v.post("/bulks", form)).says("h1", "Decided together")
	v.post("/bulks", article.formOf(".toast "+offer)).want(http.StatusConflict) // they are decided by now
	if got := x.statusesOf(cs); got != "verified verified verified unreviewed" {
		t.Errorf("now %s", got)
	}
	p, err := x.store.Claim(t.Context(), x.actors[models.RoleViewer], cs[2].ID)
	if err != nil || len(p.Decisions) != 1 || p.Decisions[0].Basis != models.BasisCalculation {
		t.Errorf("decisions %+v, %v", p.Decisions, err)
	}
}

func TestMarksOnTheDesk(t *testing.T) {
	x := newSite(t)
	cs := x.repeated()
	v := x.as(models.RoleReviewer)
	at := func(c models.Claim) *answer { return v.get(fmt.Sprintf("/review?claim=%d", c.ID)).want(http.StatusOK) }
	for _, c := range cs[:2] {
		mark := fmt.Sprintf("form[action='/claims/%d/mark']", c.ID)
		desk := v.follow(v.post(fmt.Sprintf("/claims/%d/mark", c.ID), at(c).formOf(mark)))
		desk.says(mark+" [data-key=m][aria-keyshortcuts=m]", "Unmark")
	}
	desk := at(cs[0])
	desk.says(".marks b", "2 marked")
	if n := len(desk.all(".galley .mark[data-picked]")); n != 2 {
		t.Errorf("%d figures of the text are shown as marked", n)
	}
	form := verified(v.get(attr(desk.one(".marks a"), "href")).together())
	next := v.follow(v.post("/bulks", form))
	next.says(".toast", "saved as verified, on 2 figures")
	next.says(".toast form[action='/bulks']", "Same verdict on 1 identical figure")
	undo := ".desk-row form[action^='/bulks/']"
	next.says(undo, "on 2 figures")
	v.follow(v.post(attr(next.one(undo), "action"), next.formOf(undo))).says("#at-hand", cs[0].Label)
	if got := x.statusesOf(cs); got != "unreviewed unreviewed unreviewed unreviewed" {
		t.Errorf("after the undo %s", got)
	}
}

// One verdict on what several outlets say of one figure, each row looked at first.
func TestBulkAcrossArticlesOfAFigure(t *testing.T) {
	t.Parallel()
	x := newSite(t)
	for _, outlet := range []string{"Meridon Post", "Vess Gazette"} {
		x.reported(outlet, 12, fmt.Sprintf(sinking, 41, "the coastguard"))
	}
	x.reported("Kaldo Times", 12, fmt.Sprintf(sinking, 44, "Mayor Ines Varga"))
	x.matched()
	v := x.as(models.RoleReviewer)
	page := v.get(fmt.Sprintf("/figures/%d", x.conflicting())).want(http.StatusOK)
	page.says("main", "Decide together")
	preview := v.get(attr(page.one("li:last-child > a[href*='/bulk?']"), "href")).want(http.StatusOK)
	preview.says("h1", "One verdict on several figures")
	preview.says("main", "Meridon Post")
	preview.says("main", "Vess Gazette")
	rows := len(preview.all("[name=row]"))
	if rows < 2 || strings.Contains(preview.body, "Kaldo Times") {
		t.Fatalf("%d rows in %s", rows, preview.text("ul.bulk"))
	}
	form := preview.formOf("#decide")
	form["row"] = nil
	for _, box := range preview.all("[name=row]") {
		form.Add("row", attr(box, "value"))
	}
	form.Set("quick", "verified/primary_document")
	story := v.follow(v.post("/bulks", form))
	story.says("h1", "Decided together")
	if got := len(story.all("ul.bulk > li.verified")); got != rows {
		t.Errorf("%d of %d are verified", got, rows)
	}
	v.get(attr(page.one("li:last-child > a[href*='/bulk?']"), "href")).want(http.StatusOK).says("main", "Nothing waits here")
	// A claim that is not of the figure has no preview there.
	v.get(fmt.Sprintf("/figures/%d/bulk?claim=999999", x.conflicting())).want(http.StatusNotFound)
}
