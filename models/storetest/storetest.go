// Package storetest opens databases for tests: SQLite in a temporary folder,
// and PostgreSQL on a private server where one is installed.
package storetest

import (
	"context"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"tallymark/models"
)

// Each runs the test on SQLite and on PostgreSQL, each time on an empty
// database of its own.
func Each(t *testing.T, test func(t *testing.T, s *models.Store)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, Open(t, Postgres(t))) })
}

// SQLite opens an empty database in a file.
func SQLite(t testing.TB) *models.Store {
	t.Helper()
	return Open(t, filepath.Join(t.TempDir(), "tallymark.db"))
}

// Open opens and migrates the database at dsn until the end of the test.
func Open(t testing.TB, dsn string) *models.Store {
	t.Helper()
	ctx := context.Background()
	s, err := models.Open(ctx, dsn, models.Options{Now: Clock()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close store: %v", err)
		}
	})
	if _, err := s.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	return s
}

// Clock returns a clock that goes on by a second each time it is read. It
// begins in 2026.
func Clock() func() time.Time {
	var mu sync.Mutex
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(time.Second)
		return now
	}
}

// Password is the password of every user that User makes.
const Password = "four unrelated words"

// User adds a user with the name and role and returns who acts for it.
func User(t testing.TB, s *models.Store, name string, role models.Role) models.Actor {
	t.Helper()
	u, err := s.CreateUser(context.Background(), models.SystemActor,
		models.NewUser{Email: name + "@example.org", Name: name, Password: Password, Role: role})
	if err != nil {
		t.Fatal(err)
	}
	return u.Actor()
}
