// Package storetest opens databases for tests: SQLite in a temporary folder,
// and PostgreSQL on a private server where one is installed.
package storetest

import (
	"context"
	"errors"
	"os"
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
	eachAddress(t, func(t *testing.T, dsn string) { test(t, Open(t, dsn)) })
}

// EachAt is Each with the clock in the hands of the test.
func EachAt(t *testing.T, test func(t *testing.T, s *models.Store, clock *Hand)) {
	t.Helper()
	eachAddress(t, func(t *testing.T, dsn string) {
		clock := new(Hand)
		test(t, openAt(t, dsn, clock.Now), clock)
	})
}

// EachTwice is Each with two stores on the same database.
func EachTwice(t *testing.T, test func(t *testing.T, s, other *models.Store)) {
	t.Helper()
	eachAddress(t, func(t *testing.T, dsn string) { test(t, Open(t, dsn), Open(t, dsn)) })
}

// eachAddress runs the test with the address of an empty database of each kind,
// side by side and beside other tests: while one waits for its disk another
// goes on.
func eachAddress(t *testing.T, test func(t *testing.T, dsn string)) {
	t.Helper()
	if _, already := parallel.LoadOrStore(t, true); !already {
		t.Parallel()
		t.Cleanup(func() { parallel.Delete(t) })
	}
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, migratedFile(t))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		test(t, migratedPostgres(t))
	})
}

// parallel are the tests that run beside others: a test may say so once.
var parallel sync.Map

// SQLite opens an empty database in a file.
func SQLite(t testing.TB) *models.Store {
	t.Helper()
	return Open(t, migratedFile(t))
}

// SQLiteAt is SQLite with the clock in the hands of the test.
func SQLiteAt(t testing.TB) (*models.Store, *Hand) {
	t.Helper()
	clock := new(Hand)
	return openAt(t, migratedFile(t), clock.Now), clock
}

// Every test has a database of its own, but the schema is made only once: what
// it made is copied.
var schemaFile = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "tallymark-schema")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "tallymark.db")
	if err := migrate(file); err != nil {
		return nil, err
	}
	return os.ReadFile(file)
})

// migratedFile is an empty SQLite database with the schema.
func migratedFile(t testing.TB) string {
	t.Helper()
	content, err := schemaFile()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(folder(t), "tallymark.db")
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// migrate makes the schema at dsn.
func migrate(dsn string) error {
	s, err := models.Open(context.Background(), dsn, models.Options{})
	if err != nil {
		return err
	}
	_, err = s.Migrate(context.Background())
	return errors.Join(err, s.Close())
}

// Open opens and migrates the database at dsn until the end of the test.
func Open(t testing.TB, dsn string) *models.Store {
	t.Helper()
	return openAt(t, dsn, Clock())
}

func openAt(t testing.TB, dsn string, now func() time.Time) *models.Store {
	t.Helper()
	ctx := context.Background()
	s, err := models.Open(ctx, dsn, models.Options{Now: now, CheapPasswords: true})
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
func Clock() func() time.Time { return new(Hand).Now }

// Hand is the clock of [Clock] that a test can also put forward.
type Hand struct {
	mu   sync.Mutex
	gone time.Duration
	slow bool
}

// Slow makes the clock go by a microsecond instead of a second.
func (h *Hand) Slow() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.slow = true
}

// Now is a second later than before.
func (h *Hand) Now() time.Time {
	h.mu.Lock()
	step := time.Second
	if h.slow {
		step = time.Microsecond
	}
	h.mu.Unlock()
	return h.Advance(step)
}

// Advance puts the clock forward and returns its time.
func (h *Hand) Advance(by time.Duration) time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.gone += by
	return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC).Add(h.gone)
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
