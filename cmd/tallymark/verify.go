package main

import (
	"fmt"

	"tallymark/models"
)

type verifyCommand struct{}

// Run checks everything that can be checked and changes nothing.
func (x *verifyCommand) Run(c *console) error {
	store, err := c.openToRead()
	if err != nil {
		return err
	}
	defer store.Close()
	var p *progress
	report, err := store.VerifyWatched(c.ctx, func(done, total int) {
		if p == nil {
			p = newProgress(c, "verifying", total)
		}
		p.to(done)
	})
	if p != nil {
		p.end()
	}
	if err != nil {
		return unusable(fmt.Errorf("verify %s: %w", c.shownDatabase(), err))
	}
	if err := c.printReport(report); err != nil {
		return fmt.Errorf("%w: what is named above was changed past tallymark, or damaged; keep a copy of the database to look into, "+
			"and restore the newest backup that verify finds whole", err)
	}
	return nil
}

// printReport prints a line a check; one that failed is the command's failure.
func (c *console) printReport(r models.Report) error {
	failed := 0
	for _, check := range r.Lines {
		mark := "ok     "
		if !check.OK {
			mark = "FAILED "
			failed++
		}
		fmt.Fprintf(c.stdout, "%s%s", mark, check.Name)
		if check.Detail != "" {
			fmt.Fprintf(c.stdout, ": %s", check.Detail)
		}
		fmt.Fprintln(c.stdout)
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d checks failed", failed, len(r.Lines))
	}
	return nil
}
