package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"tallymark/export"
	"tallymark/models"
)

type archiveCommand struct {
	Article uint   `arg:"" placeholder:"ARTICLE" help:"Number of the article."`
	Output  string `short:"o" placeholder:"FILE" help:"File to write, such as article.warc.gz, which must not exist; standard output without it."`
	As      string `placeholder:"EMAIL" help:"Account to act for; without it the system does."`
}

// Help is the long help of the command.
func (x *archiveCommand) Help() string {
	return `A web archive (WARC 1.1) holds each version as it came, the text that was read of it, and when and how it came. Programs that replay or keep the web read it, and so does "tallymark import".`
}

// Run writes the archive.
func (x *archiveCommand) Run(c *console) error {
	store, err := c.openToRead()
	if err != nil {
		return err
	}
	if store, err = c.migrated(store); err != nil {
		return err
	}
	defer store.Close()
	actor, err := c.actor(store, x.As)
	if err != nil {
		return err
	}
	page, err := store.Versions(c.ctx, actor, x.Article, 0, 0)
	if errors.Is(err, models.ErrNotFound) {
		return usageError("there is no article %d: see tallymark articles", x.Article)
	}
	if err != nil {
		return err
	}
	write := func(w io.Writer) error {
		b := bufio.NewWriter(w)
		return errors.Join(export.WriteWARC(c.ctx, b, store, actor, page, buildVersion()), b.Flush())
	}
	if x.Output == "" || x.Output == "-" {
		return write(c.stdout)
	}
	return newFile(x.Output, write)
}

// newFile writes a file that is not there yet. If that fails, none is left.
func newFile(name string, write func(io.Writer) error) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return usageError("%s is there already: choose a new name", name)
	}
	if err != nil {
		return err
	}
	err = errors.Join(write(file), file.Sync(), file.Close())
	if err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", name, err), os.Remove(name))
	}
	return nil
}
