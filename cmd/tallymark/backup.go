package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"tallymark/models"
)

type backupCommand struct {
	File string `arg:"" help:"File to write; it must not exist."`
}

// Run copies the database while it may be in use.
func (x *backupCommand) Run(c *console) error {
	if c.onPostgres() {
		return usageError("a PostgreSQL database is backed up by its own tool:\n  pg_dump --format=custom --file=%s DATABASE-URL", x.File)
	}
	if err := c.mustExist(); err != nil {
		return err
	}
	if _, err := os.Lstat(x.File); !errors.Is(err, fs.ErrNotExist) {
		return usageError("%s is there already: choose a new name, so that no backup is overwritten", x.File)
	}
	store, err := c.openAsItIs()
	if err != nil {
		return err
	}
	defer store.Close()
	if err := store.Backup(c.ctx, x.File); err != nil {
		return asUsage(fmt.Errorf("back up to %s: %w", x.File, err))
	}
	fmt.Fprintf(c.stdout, "Backed up to %s, and checked.\n", x.File)
	return nil
}

type restoreCommand struct {
	File string `arg:"" help:"Backup to put back as the database that --db names, which must not exist."`
}

// Run puts a backup back. It never overwrites a database.
func (x *restoreCommand) Run(c *console) error {
	if c.onPostgres() {
		return usageError("a PostgreSQL database is restored by its own tool, into a new database:\n  pg_restore --dbname=DATABASE-URL %s", x.File)
	}
	if err := models.Restore(c.ctx, x.File, c.db); err != nil {
		return restoreFailure(fmt.Errorf("restore %s as %s: %w", x.File, c.db, err))
	}
	fmt.Fprintf(c.stdout, "Restored %s as %s.\n", x.File, c.db)
	return nil
}

// restoreFailure gives a name that is taken the code of a wrong command line
// and a backup that is not there that of a failed input. What is left is a
// backup that cannot be used.
func restoreFailure(err error) error {
	switch {
	case errors.Is(err, models.ErrInvalid):
		return asUsage(err)
	case errors.Is(err, fs.ErrNotExist):
		return err
	}
	return unusable(err)
}

// asUsage gives what the store refused to take the code of a wrong command line.
func asUsage(err error) error {
	if errors.Is(err, models.ErrInvalid) {
		return &failure{exitUsage, err}
	}
	return err
}
