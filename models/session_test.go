package models_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"tallymark/models"
	"tallymark/models/storetest"
)

var muchLater = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)

// visitOf is a context of a request by a.
func visitOf(a models.Actor, begins bool) context.Context {
	return models.WithVisit(ctx, models.Visit{Actor: a, Address: "203.0.113.7", Agent: "A browser\n", Begins: begins})
}

func beginSession(t *testing.T, s *models.Store, a models.Actor, token string) {
	t.Helper()
	if err := s.SessionStore().CommitCtx(visitOf(a, true), token, []byte("data"), muchLater); err != nil {
		t.Fatal(err)
	}
}

func isOpen(t *testing.T, s *models.Store, token string) bool {
	t.Helper()
	_, found, err := s.SessionStore().FindCtx(ctx, token)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestSessionsKnowTheirPerson(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		storetest.User(t, s, "root", models.RoleAdmin)
		ann, ben := reviewer(t, s, "ann"), reviewer(t, s, "ben")
		beginSession(t, s, ann, "one")
		beginSession(t, s, ann, "two")
		beginSession(t, s, ben, "three")
		list, err := s.Sessions(ctx, ann, "one")
		if err != nil || len(list) != 2 || list[0].Current || !list[1].Current {
			t.Fatalf("%+v, %v", list, err)
		}
		if list[0].Address != "203.0.113.7" || list[0].Agent != "A browser" || list[0].CreatedAt.IsZero() {
			t.Errorf("%+v", list[0])
		}
		if err := s.EndSession(ctx, ben, list[0].ID); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("somebody else's session: %v", err)
		}
		if err := s.EndSession(ctx, ann, list[0].ID); err != nil || isOpen(t, s, "two") || !isOpen(t, s, "one") {
			t.Errorf("ended the wrong one: %v", err)
		}
		// What a request saves that was under way does not bring it back.
		if err := s.SessionStore().CommitCtx(visitOf(ann, false), "two", []byte("data"), muchLater); err != nil || isOpen(t, s, "two") {
			t.Errorf("an ended session is back: %v", err)
		}
		if err := s.EndSessions(ctx, ann); err != nil || isOpen(t, s, "one") || !isOpen(t, s, "three") {
			t.Errorf("everywhere: %v", err)
		}
		said := commands(t, s)
		for _, want := range []string{"session.begin", "session.end", "session.end_all"} {
			if !strings.Contains(said, want) {
				t.Errorf("the log lacks %s: %s", want, said)
			}
		}
		whole(t, s)
	})
}

// commands are the commands in the log, the newest first.
func commands(t *testing.T, s *models.Store) string {
	t.Helper()
	rows, _, err := s.Entries(ctx, models.SystemActor, "", 200)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range rows {
		all = append(all, e.Command)
	}
	return strings.Join(all, " ")
}

// When a session is used long after it was last seen, that is noted. Close
// waits for the note.
func TestSessionIsSeen(t *testing.T) {
	file := t.TempDir() + "/tallymark.db"
	s := storetest.Open(t, file)
	ann := reviewer(t, s, "ann")
	beginSession(t, s, ann, "one")
	old := time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)
	if err := s.WriteDB().Exec("UPDATE sessions SET seen_at = ?", old).Error; err != nil {
		t.Fatal(err)
	}
	elsewhere := models.WithVisit(ctx, models.Visit{Address: "198.51.100.1", Agent: "Another"})
	if _, found, err := s.SessionStore().FindCtx(elsewhere, "one"); err != nil || !found {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	list, err := storetest.Open(t, file).Sessions(ctx, ann, "one")
	if err != nil || len(list) != 1 || !list[0].SeenAt.After(old) || list[0].Address != "198.51.100.1" || list[0].Agent != "Another" {
		t.Errorf("%+v, %v", list, err)
	}
}
