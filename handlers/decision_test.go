package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tallymark/models"
)

// verdict is a form as the page gives it, filled in.
func (v *visitor) verdict(c models.Claim, status, basis, reason string) url.Values {
	v.t.Helper()
	form := v.get(fmt.Sprintf("/claims/%d", c.ID)).want(http.StatusOK).formOf("form.decide")
	form.Set("status", status)
	form.Set("basis", basis)
	form.Set("reason", reason)
	return form
}

func decisions(c models.Claim) string { return fmt.Sprintf("/claims/%d/decisions", c.ID) }

func (x *site) decisionsOf(c models.Claim) []models.Decision {
	x.t.Helper()
	page, err := x.store.Claim(x.t.Context(), x.actors[models.RoleViewer], c.ID)
	if err != nil {
		x.t.Fatal(err)
	}
	return page.Decisions
}

func TestVerdictIsSavedAndUndone(t *testing.T) {
	x := newSite(t)
	v, c := x.as(models.RoleReviewer), x.claims[1]
	form := v.verdict(c, "verified", "official_statement", "The coast guard says so.")
	form.Set("from", "article")
	to := v.post(decisions(c), form).want(http.StatusSeeOther).header.Get("Location")
	if want := fmt.Sprintf("/articles/%d?saved=%d#claim-%d", x.article.ID, c.ID, c.ID); to != want {
		t.Fatalf("goes on at %s, want %s", to, want)
	}
	page := v.get(to).want(http.StatusOK)
	page.says(".toast", "23 survivors: saved as verified")
	page.one(fmt.Sprintf("a.mark.verified#mark-%d", c.ID))

	undo := page.formOf(".toast form")
	v.post(fmt.Sprintf("/claims/%d/undo", c.ID), undo).want(http.StatusSeeOther)
	page = v.get(fmt.Sprintf("/claims/%d", c.ID)).want(http.StatusOK)
	page.says(".page-head .status", "Unreviewed")
	page.says(".story", "Undone, back to Unreviewed")
	page.says(".story", "The coast guard says so.")
}

func TestDoubleSubmitMakesOneDecision(t *testing.T) {
	x := newSite(t)
	v, c := x.as(models.RoleReviewer), x.claims[0]
	form := v.verdict(c, "verified", "primary_document", "The list\r\nof names.")
	for range 2 {
		v.post(decisions(c), form).want(http.StatusSeeOther)
	}
	if ds := x.decisionsOf(c); len(ds) != 1 {
		t.Errorf("%d decisions after a double submit, want 1", len(ds))
	}
}

func TestSpentTokenWithAnotherVerdictIsNotDropped(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	newer := func(i int) string { return fmt.Sprint(x.claims[i].ID) }
	for i, test := range []struct{ status, field, before, after string }{
		{"verified", "status", "verified", "not_a_claim"},
		{"verified", "basis", "primary_document", "calculation"},
		{"verified", "reason", "The list.", "On second thoughts, the register."},
		{"disputed", "correct_text", "", "40"},
		{"superseded", "superseded_by", newer(0), newer(1)},
	} {
		t.Run(test.field, func(t *testing.T) {
			c := x.claims[min(i, 3)]
			if test.field == "superseded_by" {
				c = x.claims[3]
			}
			form := v.verdict(c, test.status, "primary_document", "Seen.")
			form.Set(test.field, test.before)
			v.post(decisions(c), form).want(http.StatusSeeOther)
			v.post(decisions(c), form).want(http.StatusSeeOther)
			form.Set(test.field, test.after)
			again := v.post(decisions(c), form).want(http.StatusConflict).formOf("form.decide")
			for name, want := range form {
				if got := strings.TrimSpace(again.Get(name)); name != "token" && name != "revision" && got != want[0] {
					t.Errorf("the form to send again has %s %q, want %q", name, got, want)
				}
			}
			v.post(decisions(c), again).want(http.StatusSeeOther)
			ds := x.decisionsOf(c)
			if got := ds[len(ds)-1]; again.Get(test.field) != map[string]string{
				"status": string(got.Status), "basis": string(got.Basis), "reason": got.Reason,
				"correct_text": got.CorrectText, "superseded_by": newerOf(got),
			}[test.field] {
				t.Errorf("the last decision is %+v", got)
			}
		})
	}
}

func newerOf(d models.Decision) string {
	if d.SupersededByID == nil {
		return ""
	}
	return fmt.Sprint(*d.SupersededByID)
}

func TestCorrectValueIsReadAsOneFigure(t *testing.T) {
	x := newSite(t)
	v, c := x.as(models.RoleReviewer), x.claims[0]
	for typed, want := range map[string]float64{
		"40": 40, "45,000": 45000, "4.5": 4.5, "about 5 million": 5e6, "1.3×10⁶": 1.3e6, "-5": -5, "twelve": 12, "41 people": 41,
	} {
		form := v.verdict(c, "disputed", "calculation", "Counted.")
		form.Set("correct_text", typed)
		v.post(decisions(c), form).want(http.StatusSeeOther)
		ds := x.decisionsOf(c)
		if got := ds[len(ds)-1]; got.CorrectText != typed || got.CorrectValue == nil || *got.CorrectValue != want {
			t.Errorf("%q is stored as %q with the value %v, want %v", typed, got.CorrectText, got.CorrectValue, want)
		}
	}
	form := v.verdict(c, "disputed", "calculation", "Counted.")
	form.Set("correct_text", "15 to 20")
	v.post(decisions(c), form).want(http.StatusSeeOther)
	ds := x.decisionsOf(c)
	if got := ds[len(ds)-1]; got.CorrectText != "15 to 20" || got.CorrectValue != nil {
		t.Errorf("a range is stored as %q with the value %v", got.CorrectText, got.CorrectValue)
	}
	for _, typed := range []string{"4,5", "1,2345", "0x1p4", "1e300", "NaN", "Inf", "see the report", "3 or 5 dogs and 4 cats", strings.Repeat("9", 300)} {
		form := v.verdict(c, "disputed", "calculation", "Counted.")
		form.Set("correct_text", typed)
		page := v.post(decisions(c), form).want(http.StatusUnprocessableEntity)
		page.says("#errors", "as one figure")
		if got := page.formOf("form.decide").Get("correct_text"); got != typed {
			t.Errorf("%q became %q in the form", typed, got)
		}
	}
	if got := x.decisionsOf(c); len(got) != len(ds) {
		t.Errorf("%d decisions, want %d", len(got), len(ds))
	}
}

func TestStaleRevisionKeepsWhatWasTyped(t *testing.T) {
	x := newSite(t)
	v, c := x.as(models.RoleReviewer), x.claims[0]
	late := v.verdict(c, "disputed", "calculation", "12 + 28 = 40.\nSee <the lists>.")
	other := x.as(models.RoleEditor)
	other.post(decisions(c), other.verdict(c, "verified", "official_statement", "They said 41.")).want(http.StatusSeeOther)

	page := v.post(decisions(c), late).want(http.StatusConflict)
	page.says(".sides .panel.verified", "They said 41.")
	page.says(".sides .panel.verified", "editor")
	page.says(".sides .panel.disputed", "12 + 28 = 40.")
	again := page.formOf("form.decide")
	for name, want := range map[string]string{"status": "disputed", "basis": "calculation", "reason": late.Get("reason")} {
		if got := strings.ReplaceAll(again.Get(name), "\r\n", "\n"); strings.TrimSpace(got) != want {
			t.Errorf("the form has %s %q, want %q", name, got, want)
		}
	}
	if again.Get("revision") == late.Get("revision") || again.Get("token") == late.Get("token") {
		t.Error("the form of the conflict page has the old revision or token")
	}
	v.post(decisions(c), again).want(http.StatusSeeOther)
	if ds := x.decisionsOf(c); len(ds) != 2 || ds[1].Status != models.StatusDisputed {
		t.Errorf("decisions after sending again: %v", ds)
	}
}

func TestUndoIsBlockedBySomebodyElsesDecision(t *testing.T) {
	x := newSite(t)
	v, other, c := x.as(models.RoleReviewer), x.as(models.RoleEditor), x.claims[0]
	v.post(decisions(c), v.verdict(c, "verified", "calculation", "")).want(http.StatusSeeOther)
	undo := v.get(fmt.Sprintf("/claims/%d", c.ID)).formOf("form[action$='/undo']")
	other.post(decisions(c), other.verdict(c, "disputed", "calculation", "It is 40.")).want(http.StatusSeeOther)
	page := v.post(fmt.Sprintf("/claims/%d/undo", c.ID), undo).want(http.StatusConflict)
	page.says("h1", "cannot be undone")
	page.says(".panel", "It is 40.")
	page.says(".lead", "takes back only your own")
}

func TestUndoOfNothingIsNotOfferedAgain(t *testing.T) {
	x := newSite(t)
	v, c := x.as(models.RoleReviewer), x.claims[0]
	form := url.Values{"revision": {fmt.Sprint(c.Revision)}, "token": {"never-decided"}}
	page := v.post(fmt.Sprintf("/claims/%d/undo", c.ID), form).want(http.StatusConflict)
	page.says(".lead", "There is no decision of yours left to undo.")
	if strings.Contains(page.body, "Send it again") {
		t.Error("the page offers to send it again")
	}
}

func TestVerdictWithoutAFieldIsShownAgain(t *testing.T) {
	x := newSite(t)
	v, c := x.as(models.RoleReviewer), x.claims[0]
	for name, test := range map[string]struct {
		change func(url.Values)
		says   string
	}{
		"no status":   {func(f url.Values) { f.Del("status") }, "Choose a verdict"},
		"wild status": {func(f url.Values) { f.Set("status", "perhaps") }, "Choose a verdict"},
		"no basis":    {func(f url.Values) { f.Del("basis") }, "what the verdict rests on"},
		"no revision": {func(f url.Values) { f.Del("revision") }, "lacks the revision"},
		"no token":    {func(f url.Values) { f.Del("token") }, "lacks its token"},
		"no reason":   {func(f url.Values) { f.Set("status", "disputed"); f.Set("reason", "") }, "contradicts"},
		"wild newer":  {func(f url.Values) { f.Set("status", "superseded"); f.Set("superseded_by", "x") }, "number of the claim"},
	} {
		t.Run(name, func(t *testing.T) {
			form := v.verdict(c, "verified", "calculation", "Kept text.")
			test.change(form)
			page := v.post(decisions(c), form).want(http.StatusUnprocessableEntity)
			page.says("#errors", test.says)
			page.says("form.decide .err", test.says)
			if form.Get("reason") != "" {
				page.says("form.decide textarea[name=reason]", "Kept text.")
			}
		})
	}
	if ds := x.decisionsOf(c); len(ds) != 0 {
		t.Errorf("%d decisions came of bad forms, want none", len(ds))
	}
}
