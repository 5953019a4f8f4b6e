package handlers

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"

	"tallymark/models"
)

// failing adds an article whose page cannot be read again, so that a job fails.
func (x *site) failing() {
	x.t.Helper()
	n, err := readByEngine("https://courier.example/lost", "At least 40 people died in the fire on Monday.")
	if err != nil {
		x.t.Fatal(err)
	}
	n.HTTPStatus = http.StatusOK
	a, _, err := x.store.AddArticle(x.t.Context(), x.actors[models.RoleReviewer], n)
	if err != nil {
		x.t.Fatal(err)
	}
	for _, on := range []bool{false, true} {
		if err := x.store.SetSchedule(x.t.Context(), x.actors[models.RoleReviewer], a.ID, on); err != nil {
			x.t.Fatal(err)
		}
	}
	x.clock.Advance(time.Hour)
	ctx, stop := context.WithTimeout(x.t.Context(), 20*time.Second)
	defer stop()
	ended := make(chan error, 1)
	go func() {
		ended <- x.store.Work(ctx, map[models.Task]models.Worker{models.TaskRead: func(context.Context, uint) error {
			return &models.FinalError{Err: errors.New("the bridge is out")}
		}})
	}()
	for ctx.Err() == nil {
		if b, err := x.store.Jobs(ctx, models.SystemActor); err == nil && b.NFailed == 1 {
			break
		}
	}
	stop()
	if err := <-ended; err != nil {
		x.t.Fatal(err)
	}
}

func TestJobsPageSaysWhatFailedAndTriesItAgain(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleEditor)
	v.get("/jobs").want(http.StatusOK).says(".empty", "Nothing to do")
	x.failing()
	page := v.get("/jobs").want(http.StatusOK)
	page.says("#jobs-failed", "Failed (1)")
	page.says("[data-label=Problem]", "the bridge is out")
	page.says("[data-label=What]", "Read the page again")
	action := attr(page.one("td form"), "action")
	v.post(action, url.Values{}).want(http.StatusSeeOther)
	again := v.get("/jobs").want(http.StatusOK)
	again.says("[role=status]", "tried again")
	again.says("#jobs-waiting", "Waiting (1)")
}

func TestArticleIsReadAgainByItselfOrNot(t *testing.T) {
	x := newSite(t)
	path := x.versioned("https://courier.example/fire")
	v := x.as(models.RoleReviewer)
	form := "form[action='" + path + "/schedule'] button"
	for _, tt := range []struct{ press, offers, says string }{
		{"", "yes", "not read again by itself"},
		{"yes", "no", "the next time"},
		{"no", "yes", "not read again by itself"},
	} {
		if tt.press != "" {
			v.post(path+"/schedule", url.Values{"on": {tt.press}}).want(http.StatusSeeOther)
		}
		page := v.get(path + "/versions").want(http.StatusOK)
		if got := attr(page.one(form), "value"); got != tt.offers {
			t.Errorf("after %q the page offers %q", tt.press, got)
		}
		page.says("main", tt.says)
	}
	if n := len(x.as(models.RoleViewer).get(path + "/versions").all(form)); n != 0 {
		t.Error("a viewer is offered to switch it")
	}
	v.post(fmt.Sprintf("/articles/%d/schedule", 4711), url.Values{"on": {"yes"}}).want(http.StatusNotFound)
}
