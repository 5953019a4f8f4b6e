package models_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"tallymark/extract"
	"tallymark/models"
	"tallymark/models/storetest"
)

func hook(t *testing.T, s *models.Store, admin models.Actor, events ...string) models.Webhook {
	t.Helper()
	h, err := s.AddWebhook(ctx, admin, models.NewWebhook{URL: "https://hooks.example.org/in", Form: models.FormStandard, Events: events})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func tidings(t *testing.T, s *models.Store, admin models.Actor, h models.Webhook) (models.Webhook, []models.Delivery) {
	t.Helper()
	if err := s.QueueDeliveries(ctx); err != nil {
		t.Fatal(err)
	}
	h, list, err := s.Webhook(ctx, admin, h.ID)
	if err != nil {
		t.Fatal(err)
	}
	return h, list
}

// Two programs on one database make one delivery of a change.
func TestWebhookIsToldOnceWhatItWants(t *testing.T) {
	storetest.EachTwice(t, func(t *testing.T, s, other *models.Store) {
		admin := storetest.User(t, s, "ada", models.RoleAdmin)
		before := hook(t, s, admin, "article.added", "claim.decided")
		exported(t, s)
		after := hook(t, s, admin, "article.added")
		_, list := tidings(t, s, admin, before)
		if _, again := tidings(t, other, admin, before); len(again) != len(list) {
			t.Errorf("%d deliveries, then %d", len(list), len(again))
		}
		by := make(map[string]int)
		for _, d := range list {
			by[d.Event]++
		}
		if by["article.added"] == 0 || by["claim.decided"] == 0 || len(by) != 2 {
			t.Errorf("told %v", by)
		}
		if h, late := tidings(t, s, admin, after); len(late) != 0 || h.Secret != "" || h.URL != "" {
			t.Errorf("told what was before it: %+v; %q, %q", late, h.Secret, h.URL)
		}
		board, err := s.Jobs(ctx, admin)
		if err != nil || board.NWaiting < len(list) {
			t.Errorf("%d jobs wait for %d deliveries, %v", board.NWaiting, len(list), err)
		}
		whole(t, s)
	})
}

func TestWebhookIsGivenUp(t *testing.T) {
	storetest.EachAt(t, func(t *testing.T, s *models.Store, clock *storetest.Hand) {
		admin := storetest.User(t, s, "ada", models.RoleAdmin)
		h := hook(t, s, admin, "claim.decided")
		exported(t, s)
		_, list := tidings(t, s, admin, h)
		id := list[0].ID
		try := func(status int, problem string) models.Webhook {
			t.Helper()
			if err := s.Delivered(ctx, id, models.Sending{Status: status, Problem: problem}); err != nil {
				t.Fatal(err)
			}
			h, _ := tidings(t, s, admin, h)
			return h
		}
		if h := try(500, "no"); h.Off || h.FailingSince == nil {
			t.Errorf("after a failure: %+v", h)
		}
		clock.Advance(4 * 24 * time.Hour)
		if h := try(500, "no"); h.Off {
			t.Errorf("given up after four days: %+v", h)
		}
		if h := try(200, ""); h.Off || h.FailingSince != nil {
			t.Errorf("after a success: %+v", h)
		}
		try(500, "no")
		clock.Advance(6 * 24 * time.Hour)
		if h := try(503, "the server is down"); !h.Off || h.Reason == "" {
			t.Errorf("after six days: %+v", h)
		}
		if _, err := s.Resend(ctx, admin, id); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("sent again while off: %v", err)
		}
		if err := s.SwitchWebhook(ctx, admin, h.ID, false); err != nil {
			t.Fatal(err)
		}
		if h := try(http.StatusGone, "gone"); !h.Off {
			t.Errorf("after 410: %+v", h)
		}
		whole(t, s)
	})
}

func TestOnlyAdminsHaveWebhooks(t *testing.T) {
	s := storetest.SQLite(t)
	editor := storetest.User(t, s, "ed", models.RoleEditor)
	_, add := s.AddWebhook(ctx, editor, models.NewWebhook{})
	_, list := s.Webhooks(ctx, editor)
	_, _, show := s.Webhook(ctx, editor, 1)
	_, resend := s.Resend(ctx, editor, 1)
	for _, err := range []error{add, list, show, resend, s.SwitchWebhook(ctx, editor, 1, true), s.RemoveWebhook(ctx, editor, 1)} {
		if !errors.Is(err, models.ErrForbidden) {
			t.Errorf("got %v", err)
		}
	}
}

// A claim goes stale also when a newer engine finds it no more, and is told
// once: missed again, it is stale already.
func TestWebhookIsToldOfReadingAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		admin, ann := storetest.User(t, s, "ada", models.RoleAdmin), reviewer(t, s, "ann")
		h := hook(t, s, admin, "claim.stale")
		art, cs := attack(t, s)
		decide(t, s, ann, verdict(cs[0].ID, models.StatusVerified))
		missed := func(*extract.Claim) *extract.Claim { return nil }
		for _, engine := range []string{"2", "3"} {
			reread(t, s, otherwise(engine, "41", missed), art.ID)
			_, list := tidings(t, s, admin, h)
			if len(list) != 1 || list[0].Event != "claim.stale" || !strings.Contains(string(list[0].Data), fmt.Sprintf(`[%d]`, cs[0].ID)) {
				t.Errorf("after engine %s: %d deliveries, %+v", engine, len(list), list)
			}
		}
		whole(t, s)
	})
}
