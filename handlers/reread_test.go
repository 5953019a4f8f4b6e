package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"tallymark/extract"
	"tallymark/models"
)

func TestReadAgain(t *testing.T) {
	x := newSite(t)
	c := x.claims[0]
	n := models.NewDecision{ClaimID: c.ID, Revision: c.Revision, Status: models.StatusVerified, Basis: models.BasisCalculation, Token: "d"}
	if _, err := x.store.Decide(t.Context(), x.actors[models.RoleReviewer], n); err != nil {
		t.Fatal(err)
	}
	path := fmt.Sprintf("/articles/%d", x.article.ID)
	button := "form[action='" + path + "/reread'] button"
	if n := len(x.as(models.RoleReviewer).get(path).all(button)); n != 0 {
		t.Error("a reviewer is offered to have the article read again")
	}
	v := x.as(models.RoleEditor)
	v.get(path).says(button, "Read again with engine "+extract.Version())
	v.post(path+"/reread", url.Values{}).want(http.StatusSeeOther)
	page := v.get(path).want(http.StatusOK)
	page.says("[role=status]", "Read again with engine")
	if n := len(page.all(button)); n != 0 {
		t.Error("what this engine has read is offered to be read again")
	}
	v.post(path+"/reread", url.Values{}).want(http.StatusSeeOther)
	v.get(path).says("[role=status]", "already")
	if p, err := x.store.Claim(t.Context(), x.actors[models.RoleViewer], c.ID); err != nil || len(p.Decisions) != 1 {
		t.Errorf("%d decisions on claim %d, %v", len(p.Decisions), c.ID, err)
	}
}

func TestOlderEngine(t *testing.T) {
	for _, tt := range []struct {
		was, now string
		older    bool
	}{{"4+aa", "5+bb", true}, {"4+aa", "4+bb", true}, {"4+aa", "4+aa", false}, {"10+aa", "9+bb", false}, {"test", "4+aa", true}, {"", "4+aa", true}} {
		if got := olderEngine(tt.was, tt.now); got != tt.older {
			t.Errorf("%q before %q: %v", tt.was, tt.now, got)
		}
	}
}

// What the engine finds no more stands apart, with its reason.
func TestMissedClaimOnThePage(t *testing.T) {
	x := newSite(t)
	if err := x.store.AddTag(t.Context(), x.actors[models.RoleReviewer], x.claims[0].ID, "toll"); err != nil {
		t.Fatal(err)
	}
	silent := silentEngine{}
	if _, err := x.store.Reread(t.Context(), x.actors[models.RoleEditor], silent, x.article.ID); err != nil {
		t.Fatal(err)
	}
	page := x.as(models.RoleReviewer).get(fmt.Sprintf("/articles/%d", x.article.ID)).want(http.StatusOK)
	page.says(".cards > h2", "No longer found")
	page.says(fmt.Sprintf("#claim-%d", x.claims[0].ID), "the engine finds it no more")
	if n := len(page.all("article.card")); n != 1 {
		t.Errorf("%d cards, want the one that was tagged", n)
	}
}

// silentEngine finds nothing.
type silentEngine struct{}

func (silentEngine) Version() string                                             { return "9" }
func (silentEngine) Claims(extract.Document, bool) []extract.Claim               { return nil }
func (silentEngine) SentenceAt(_ extract.Document, at extract.Span) extract.Span { return at }
