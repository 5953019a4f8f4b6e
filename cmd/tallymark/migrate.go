package main

import (
	"errors"
	"fmt"
)

type migrateCommand struct{}

// Run applies what is missing and says what that was.
func (x *migrateCommand) Run(c *console) error {
	store, err := c.openAsItIs()
	if err != nil {
		return err
	}
	applied, err := store.Migrate(c.ctx)
	if err := errors.Join(err, store.Close()); err != nil {
		return unusable(fmt.Errorf("migrate the database %s: %w", c.shownDatabase(), err))
	}
	if len(applied) == 0 {
		fmt.Fprintln(c.stdout, "The database is up to date.")
	}
	for _, name := range applied {
		fmt.Fprintf(c.stdout, "applied %s\n", name)
	}
	return nil
}
