package handlers

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"tallymark/extract"
	"tallymark/models"
)

const quayText = "Council votes on the quay\n\nNine of the 24 councillors, or 42 percent, voted against the new quay on Tuesday.\n\nIt is to cost $3.2 million."

// quay adds an article that contradicts itself, as the program reads it.
func (x *site) quay() (models.Article, []models.Claim) {
	x.t.Helper()
	engine, err := testEngine()
	if err != nil {
		x.t.Fatal(err)
	}
	ctx, ann := context.Background(), x.actors[models.RoleReviewer]
	a, _, err := x.store.AddArticle(ctx, ann, models.NewArticle{
		Title: "Quay", Lang: "en", LangSupported: true, Text: quayText, Blocks: testBlocks(quayText),
		Engine: engine.Version(), Claims: engine.Claims(extract.Document{Text: quayText, Lang: "en", Blocks: testBlocks(quayText)}, true),
	})
	if err != nil {
		x.t.Fatal(err)
	}
	p, err := x.store.Article(ctx, ann, a.ID)
	if err != nil {
		x.t.Fatal(err)
	}
	return a, p.Claims
}

func TestFindingsStandOnTheArticleAndItsClaims(t *testing.T) {
	t.Parallel()
	x := newSite(t)
	a, claims := x.quay()
	v := x.as(models.RoleViewer)
	page := v.get(fmt.Sprintf("/articles/%d", a.ID)).want(http.StatusOK)
	page.says("#findings", "What does not add up")
	page.says(".findings .says", "9 of 24 is 37.5 %, not 42 %.")
	page.says(".findings .working", "9 ÷ 24 × 100 = 37.5")
	for _, c := range claims[:3] {
		page.one(fmt.Sprintf(".findings a[href='#mark-%d']", c.ID))
		page.one(fmt.Sprintf("#mark-%d", c.ID))
	}
	claim := v.get(fmt.Sprintf("/claims/%d", claims[0].ID)).want(http.StatusOK)
	claim.says("#findings .says", "9 of 24 is 37.5 %, not 42 %.")
	claim.one(fmt.Sprintf("#findings a[href='/claims/%d']", claims[2].ID))

	if n := len(v.get(fmt.Sprintf("/claims/%d", claims[3].ID)).want(http.StatusOK).all("#findings")); n != 0 {
		t.Errorf("%d findings on a claim that fits", n)
	}
	if n := len(v.get(fmt.Sprintf("/articles/%d", x.article.ID)).want(http.StatusOK).all("#findings")); n != 0 {
		t.Errorf("%d findings in an article that fits", n)
	}
}

func TestAFindingIsSetAsideAndTakenBack(t *testing.T) {
	t.Parallel()
	x := newSite(t)
	a, claims := x.quay()
	path := fmt.Sprintf("/articles/%d", a.ID)
	if n := len(x.as(models.RoleViewer).get(path).all("#findings form, .found form")); n != 0 {
		t.Errorf("%d forms for a viewer", n)
	}
	v := x.as(models.RoleReviewer)
	page := v.get(path).want(http.StatusOK)
	form := page.formOf(".found form")
	v.post(path+"/findings", form).want(http.StatusUnprocessableEntity).says("body", "Say why this finding is none.")
	form.Set("reason", "Three <b>abstained</b>.")
	after := v.follow(v.post(path+"/findings", form))
	after.says(".found .typed", "Three <b>abstained</b>.")
	after.says(".found summary", "1 set aside")
	if n := len(after.all("textarea[name=reason][id^=why]")); n != 0 {
		t.Errorf("%d forms for what is set aside", n)
	}
	claim := v.get(fmt.Sprintf("/claims/%d", claims[0].ID)).want(http.StatusOK)
	back := claim.one(".found form[action^='/dismissals/']")
	stands := v.follow(v.post(attr(back, "action"), claim.formOf(".found form[action^='/dismissals/']")))
	stands.says(".msg", "The finding stands again.")
	stands.one(".found textarea[name=reason]")
}

// What contradicts itself or others is first on the desk, says why, and is
// found in the lists.
func TestFindingsAndConflictsComeFirst(t *testing.T) {
	t.Parallel()
	x := newSite(t)
	a, claims := x.quay()
	if _, _, err := x.store.MatchPending(context.Background(), 0, 100); err != nil {
		t.Fatal(err)
	}
	v := x.as(models.RoleReviewer)
	desk := v.follow(v.post("/review/next", url.Values{"tab": {"all"}}))
	desk.says(".at-hand", "First because: a finding: 9 of 24 is 37.5 %, not 42 %")
	desk.says(".at-hand .working", "9 ÷ 24 × 100 = 37.5")
	trouble := v.follow(v.post("/review/next", url.Values{"tab": {"trouble"}}))
	trouble.says(".at-hand h1", claims[0].Label)

	list := x.as(models.RoleViewer).get("/claims?flag=finding").want(http.StatusOK)
	if n := len(list.all("li.claim")); n != 3 {
		t.Errorf("%d claims with a finding, want 3", n)
	}
	list.one("select[name=flag] option[value=finding][selected]")
	if n := len(x.as(models.RoleViewer).get("/claims?flag=conflict").want(http.StatusOK).all("li.claim")); n != 0 {
		t.Errorf("%d claims in conflict", n)
	}
	articles := x.as(models.RoleViewer).get("/articles?state=finding").want(http.StatusOK)
	articles.one(fmt.Sprintf("main a[href='/articles/%d']", a.ID))
	if n := len(articles.all(fmt.Sprintf("main a[href='/articles/%d']", x.article.ID))); n != 0 {
		t.Error("an article that fits is among those with a finding")
	}
	x.as(models.RoleViewer).get("/claims?flag=odd").want(http.StatusUnprocessableEntity)
}

func TestTheReasonNamesWhatContradicts(t *testing.T) {
	t.Parallel()
	mine, other := 12.0, 31.0
	p := models.ClaimPage{Claim: models.Claim{ID: 1, Value: &mine, ConflictFlag: true}}
	p.Figure = &models.Figure{Members: []models.FigureClaim{
		{ClaimID: 1, Claim: &p.Claim},
		{ClaimID: 2, Claim: &models.Claim{ID: 2, Value: &other, ConflictFlag: true, Article: &models.Article{Outlet: &models.Outlet{Name: "Northern Sun"}}}},
		{ClaimID: 3, Claim: &models.Claim{ID: 3, Value: &mine, ConflictFlag: true, Article: &models.Article{}}},
	}}
	if got := whyNow(&p); got != "conflict with 31 (Northern Sun)" {
		t.Errorf("%q", got)
	}
}
