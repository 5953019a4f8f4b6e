package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"tallymark/models"
)

// onPostgres says whether the database is a server rather than a file.
func (c *console) onPostgres() bool {
	return strings.HasPrefix(c.db, "postgres://") || strings.HasPrefix(c.db, "postgresql://")
}

// openStore opens the database and brings it up to this version.
func (c *console) openStore() (*models.Store, error) {
	s, err := c.openAsItIs()
	if err != nil {
		return nil, err
	}
	return c.migrated(s)
}

func (c *console) migrated(s *models.Store) (*models.Store, error) {
	applied, err := s.Migrate(c.ctx)
	if err != nil {
		return nil, unusable(errors.Join(fmt.Errorf("migrate the database: %w", err), s.Close()))
	}
	if len(applied) > 0 {
		c.log.Info("database brought up to date", "database", c.shownDatabase(), "migrations", len(applied))
	}
	return s, nil
}

// openExisting is openStore for commands that make no sense on a new database.
func (c *console) openExisting() (*models.Store, error) {
	if err := c.mustExist(); err != nil {
		return nil, err
	}
	return c.openStore()
}

func (c *console) openAsItIs() (*models.Store, error) {
	return c.open(models.Options{Now: c.now, Log: c.log})
}

// openToRead is for commands that only read: they also take a file that cannot
// be written.
func (c *console) openToRead() (*models.Store, error) {
	if err := c.mustExist(); err != nil {
		return nil, err
	}
	return c.open(models.Options{Now: c.now, Log: c.log, ToRead: true})
}

func (c *console) open(o models.Options) (*models.Store, error) {
	if err := c.checkName(); err != nil {
		return nil, err
	}
	s, err := models.Open(c.ctx, c.db, o)
	if err != nil {
		return nil, unusable(fmt.Errorf("open the database %s: %w", c.shownDatabase(), err))
	}
	return s, nil
}

// checkName refuses a name that the store does not take for a database.
func (c *console) checkName() error {
	err := models.CheckDatabaseName(c.db)
	if invalid, ok := errors.AsType[*models.InvalidError](err); ok {
		return usageError("--db: %s", invalid.Message)
	}
	return err
}

func (c *console) mustExist() error {
	if err := c.checkName(); err != nil || c.onPostgres() {
		return err
	}
	if _, err := os.Stat(c.db); errors.Is(err, fs.ErrNotExist) {
		return unusable(fmt.Errorf("there is no database %s: name yours with --db or TALLYMARK_DB, or start \"tallymark serve\" to make one", c.db))
	}
	return nil
}

// isDatabase reports whether the file is the database or one of the files that
// SQLite keeps beside it, by whatever way its name leads there.
func (c *console) isDatabase(file string) bool {
	if c.onPostgres() {
		return false
	}
	real, err := filepath.EvalSymlinks(c.db)
	if err != nil {
		real = c.db
	}
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		if sameFile(real+suffix, file) {
			return true
		}
	}
	return false
}

// sameFile compares files that are there by what they are, others by place.
func sameFile(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	if errA == nil && errB == nil {
		return os.SameFile(infoA, infoB)
	}
	dirA, errA := os.Stat(filepath.Dir(a))
	dirB, errB := os.Stat(filepath.Dir(b))
	return errA == nil && errB == nil && os.SameFile(dirA, dirB) && filepath.Base(a) == filepath.Base(b)
}

// holdsSQLite reports whether a file begins as every SQLite database does.
func holdsSQLite(file string) bool {
	f, err := os.Open(file)
	if err != nil {
		return false
	}
	defer f.Close()
	const header = "SQLite format 3\x00"
	begin := make([]byte, len(header))
	_, err = io.ReadFull(f, begin)
	return err == nil && string(begin) == header
}

// shownDatabase is the database without the password that its URL may hold.
func (c *console) shownDatabase() string {
	if !c.onPostgres() {
		return c.db
	}
	before, after, found := strings.Cut(c.db, "@")
	if !found {
		return c.db
	}
	scheme, _, _ := strings.Cut(before, "://")
	return scheme + "://…@" + after
}

func unusable(err error) error { return &failure{exitDatabase, err} }

// actor is who a command acts for: the person with the e-mail address, or the
// system.
func (c *console) actor(s *models.Store, email string) (models.Actor, error) {
	if email == "" {
		return models.SystemActor, nil
	}
	u, err := s.UserByEmail(c.ctx, models.SystemActor, email)
	if errors.Is(err, models.ErrNotFound) {
		return models.Actor{}, usageError("--as %s: there is no such account; \"tallymark user list\" shows them all", email)
	}
	if err != nil {
		return models.Actor{}, fmt.Errorf("find the account %s: %w", email, err)
	}
	if u.DisabledAt != nil {
		return models.Actor{}, usageError("--as %s: the account is disabled", email)
	}
	return u.Actor(), nil
}
