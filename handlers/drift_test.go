package handlers

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"tallymark/models"
)

// A figure that was told of on several days has a picture, whose numbers stand
// in the table; what is new is on a tab of its own.
func TestAFigureOverTime(t *testing.T) {
	t.Parallel()
	x := newSite(t)
	id := x.inConflict()
	path := fmt.Sprintf("/figures/%d", id)
	v := x.as(models.RoleEditor)
	if n := len(v.get(path).want(http.StatusOK).all(".drift")); n != 0 {
		t.Errorf("%d pictures of one day", n)
	}
	x.reported("Northern Sun", 15, fmt.Sprintf(sinking, 47, "the coastguard"))
	x.matched()
	form := v.get(path).want(http.StatusOK).formOf(fmt.Sprintf("form[action='%s/settle']", path))
	form.Set("value", "45 to 60")
	form.Set("reason", "The port counts.")
	v.post(path+"/settle", form).want(http.StatusSeeOther)
	page := v.get(path).want(http.StatusOK)
	page.one("svg[role=img][aria-labelledby=over-time][aria-describedby=over-time-says]")
	page.says("#over-time-says", "The picture goes from 41 to 60. The lines across are the ends of the working value.")
	if n := len(page.all(".drift .settled")); n != 2 {
		t.Errorf("%d ends of the working value, want 2", n)
	}
	for _, mark := range page.all(".drift .mark-at") {
		for _, name := range []string{"x1", "y1", "y2"} {
			var at int
			if _, err := fmt.Sscan(attr(mark, name), &at); err != nil || at < 0 || at > stripWide {
				t.Errorf("%s is %d, %v", name, at, err)
			}
		}
	}
	board := v.get("/figures?tab=changed").want(http.StatusOK)
	board.says(".board", "Since yesterday:")
	board.says(".board", "settled")
	board.says(".board tbody", "new")
}

func TestTheScaleTakesInAllThatIsShown(t *testing.T) {
	t.Parallel()
	of := func(v float64) *float64 { return &v }
	f := models.Figure{Low: of(40), High: of(44), Claims: 3, Members: []models.FigureClaim{
		{Day: 1, Claim: &models.Claim{Value: of(12), Approx: "exact"}},
		{Day: 2, Claim: &models.Claim{Value: of(40), Approx: "at_least"}},
		{Day: 3, Claim: &models.Claim{Low: of(41), High: of(44), Approx: "range"}},
		{Day: 3, Claim: &models.Claim{NumberText: "dozens"}},
	}}
	view := newFigureView(&f)
	if view.Range != "40 to 44" || view.Low != "12" || view.High != "44" {
		t.Errorf("%s on a strip from %s to %s", view.Range, view.Low, view.High)
	}
	d := newDrift(&f, view.Values)
	if d == nil || len(d.Marks) != 3 {
		t.Fatalf("%+v", d)
	}
	if first, open, span := d.Marks[0], d.Marks[1], d.Marks[2]; first.Y1 != first.Y2 || open.Y2 != 0 || !open.Open || span.Y1 <= span.Y2 || first.X >= open.X {
		t.Errorf("%+v", d.Marks)
	}
	day := time.Date(2026, 3, 26, 0, 0, 0, 0, time.UTC)
	f.Members[0].Claim.CreatedAt = day.Add(-time.Hour)
	for i := range f.Members[1:] {
		f.Members[i+1].Claim.CreatedAt = day
	}
	view.since(&f, day)
	if view.Changed != "3 new claims, was 12" {
		t.Errorf("%q", view.Changed)
	}
}
