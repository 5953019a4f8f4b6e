package handlers

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tallymark/models"
	"tallymark/models/storetest"
)

// events opens the stream of an article and returns what comes.
func (v *visitor) events(ctx context.Context, article, since uint) <-chan changeEvent {
	v.t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("%s/live?article=%d&since=%d", v.site.url, article, since), nil)
	if err != nil {
		v.t.Fatal(err)
	}
	res, err := v.http.Do(req)
	if err != nil || res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != "text/event-stream" {
		v.t.Fatalf("%v, %v", res, err)
	}
	out := make(chan changeEvent, 10)
	go func() {
		defer close(out)
		defer res.Body.Close()
		lines := bufio.NewScanner(res.Body)
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var e changeEvent
				if json.Unmarshal([]byte(data), &e) == nil {
					out <- e
				}
			}
		}
	}()
	return out
}

// decideAs decides on a claim at its first revision.
func (x *site) decideAs(a models.Actor, c models.Claim) {
	x.t.Helper()
	_, err := x.store.Decide(x.t.Context(), a, models.NewDecision{
		ClaimID: c.ID, Revision: 1, Status: models.StatusVerified, Basis: models.BasisCalculation, Token: fmt.Sprint("token", c.ID, a.UserID),
	})
	if err != nil {
		x.t.Fatal(err)
	}
}

func TestLiveSaysWhatWasTouchedAndNotHow(t *testing.T) {
	x := siteWith(t, Config{Stopping: make(chan struct{})})
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	heard := x.as(models.RoleReviewer).events(ctx, x.article.ID, 0)
	elsewhere := x.as(models.RoleViewer).events(ctx, x.article.ID+1, 0)
	ada := storetest.User(t, x.store, "Ada", models.RoleReviewer)
	x.decideAs(ada, x.claims[0])
	x.decideAs(x.actors[models.RoleReviewer], x.claims[1])
	for i, want := range []changeEvent{{x.article.ID, []uint{x.claims[0].ID}, "Ada", false}, {x.article.ID, []uint{x.claims[1].ID}, "reviewer", true}} {
		got, ok := <-heard
		if !ok || got.Article != want.Article || !slices.Equal(got.Claims, want.Claims) || got.By != want.By || got.Own != want.Own {
			t.Errorf("event %d is %+v, want %+v", i, got, want)
		}
	}
	stop()
	for e := range elsewhere {
		t.Errorf("the page of another article heard %+v", e)
	}
	// With the last page the following ends, and nobody is left over.
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		x.server.live.mu.Lock()
		left, following := len(x.server.live.listeners), x.server.live.stop != nil
		x.server.live.mu.Unlock()
		if left == 0 && !following {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d listeners are left, following: %v", left, following)
		}
	}
}

// A page hears of what happened between its making and its first listening.
func TestLiveTellsWhatWasMissed(t *testing.T) {
	x := siteWith(t, Config{Stopping: make(chan struct{})})
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	v := x.as(models.RoleReviewer)
	page := v.get(fmt.Sprintf("/articles/%d", x.article.ID)).want(http.StatusOK)
	since, err := strconv.ParseUint(attr(page.one("[data-live]"), "data-since"), 10, 63)
	if err != nil {
		t.Fatal(err)
	}
	x.decideAs(x.actors[models.RoleEditor], x.claims[0])
	if got, ok := <-v.events(ctx, x.article.ID, uint(since)); !ok || !slices.Equal(got.Claims, []uint{x.claims[0].ID}) || got.By != "editor" {
		t.Errorf("the page hears %+v", got)
	}
}

func TestLiveIsLimited(t *testing.T) {
	l := newLive(storetest.SQLite(t), func(error) {})
	for range mostStreams {
		n, ok := l.join(t.Context(), 1, 0)
		if !ok {
			t.Fatal("a page of the first thirty is refused")
		}
		defer l.leave(n)
	}
	if _, ok := l.join(t.Context(), 1, 0); ok {
		t.Error("a person has more pages than allowed")
	}
	n, ok := l.join(t.Context(), 2, 0)
	if !ok {
		t.Fatal("another person is refused")
	}
	l.leave(n)
}
