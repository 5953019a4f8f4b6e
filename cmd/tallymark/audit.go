package main

import (
	"fmt"
	"os"

	"tallymark/models"
)

type auditCommand struct {
	Verify     auditVerifyCommand     `cmd:"" help:"Check the audit log, against a checkpoint if there is one."`
	Checkpoint auditCheckpointCommand `cmd:"" help:"Print a signed checkpoint of the audit log, to be kept elsewhere."`
}

type auditVerifyCommand struct {
	Checkpoint string `placeholder:"FILE" help:"Checkpoint that was taken before: the log must still hold all that it held then."`
}

// Run checks the chain, which shows every change, and the checkpoint, which
// also shows a tail that was cut off.
func (x *auditVerifyCommand) Run(c *console) error {
	store, err := c.openToRead()
	if err != nil {
		return err
	}
	defer store.Close()
	report, err := x.report(c, store)
	if err != nil {
		return err
	}
	return c.printReport(report)
}

func (x *auditVerifyCommand) report(c *console, store *models.Store) (models.Report, error) {
	report, err := store.VerifyAudit(c.ctx)
	if err != nil {
		return report, unusable(fmt.Errorf("verify the audit log: %w", err))
	}
	if x.Checkpoint == "" {
		return report, nil
	}
	signed, err := os.ReadFile(x.Checkpoint)
	if err != nil {
		return report, fmt.Errorf("read the checkpoint: %w", err)
	}
	against, err := store.VerifyCheckpoint(c.ctx, signed)
	if err != nil {
		return report, fmt.Errorf("verify the checkpoint %s: %w", x.Checkpoint, err)
	}
	report.Lines = append(report.Lines, against.Lines...)
	return report, nil
}

type auditCheckpointCommand struct{}

// Run prints the checkpoint.
func (x *auditCheckpointCommand) Run(c *console) error {
	store, err := c.openExisting()
	if err != nil {
		return err
	}
	defer store.Close()
	signed, err := store.Checkpoint(c.ctx)
	if err != nil {
		return fmt.Errorf("sign a checkpoint: %w", err)
	}
	_, err = c.stdout.Write(signed)
	return err
}
