package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tallymark/export"
	"tallymark/models"
)

type exportCommand struct {
	Preset  string `default:"verified" placeholder:"NAME" help:"verified, verified_disputed, everything or not_a_claim (default verified)."`
	Columns string `default:"default" placeholder:"NAME" help:"default, full, long with a row for each piece of evidence, or names of the full columns parted by commas (default default)."`
	Format  string `enum:"csv,xlsx,jsonl,claimreview,annotations" default:"csv" help:"csv, xlsx, jsonl, claimreview or annotations (default csv)."`
	Output  string `short:"o" placeholder:"FILE" help:"File to write; standard output without it."`
	Outlet  string `help:"Only claims in articles of this outlet."`
	Kind    string `help:"Only claims of this kind, such as deaths."`
	Stale   bool   `help:"Also claims whose article has changed under them."`
	BOM     bool   `name:"bom" help:"Begin with a byte-order mark, by which Excel knows UTF-8."`
	BaseURL string `name:"base-url" env:"TALLYMARK_BASE_URL" placeholder:"URL" help:"Address of the app, for links to it (${env})."`
	sourceFlags
}

// Help is the long help of the command.
func (x *exportCommand) Help() string {
	return `With --preset not-a-claim and --format jsonl what comes out are test cases for the engine: a line for each figure that a reviewer decided was none, with its sentence, which "tallymark extract --input jsonl" takes as it is.

An earlier export is replaced if -o names it again, once the new one is whole. Only a file that ends in .csv, .jsonl, .xlsx or .json is taken for one: whatever else is there, above all a database, is left as it is, and the exit status is 2.`
}

// Run writes the export and notes it with the hash of what was written.
func (x *exportCommand) Run(c *console) error {
	x.Preset = strings.ReplaceAll(x.Preset, "-", "_")
	if !slices.Contains(models.Presets, x.Preset) {
		return usageError("--preset %s: choose one of %s", x.Preset, strings.Join(models.Presets, ", "))
	}
	if err := export.CheckColumns(x.Columns); err != nil {
		return usageError("--columns: %v", err)
	}
	if x.onServer() {
		return x.fromServer(c)
	}
	store, err := c.openToRead()
	if err != nil {
		return err
	}
	if store, err = c.migrated(store); err != nil {
		return err
	}
	defer store.Close()
	if err := x.mayWrite(c); err != nil {
		return err
	}
	actor, err := c.actor(store, x.As)
	if err != nil {
		return err
	}
	filter := models.ExportFilter{Preset: x.Preset, ClaimFilter: models.ClaimFilter{Outlet: x.Outlet, Kind: x.Kind, IncludeStale: x.Stale}}
	var out export.Writer
	var sent models.ExportedClaims
	err = x.write(c, func(w io.Writer) (err error) {
		out, err = x.stream(c, store, actor, filter, w, &sent)
		return err
	})
	if err != nil {
		return err
	}
	_, err = store.RecordExport(c.ctx, actor, models.Export{
		Preset: x.Preset, Columns: x.Columns, Format: x.Format, Filter: filter, Rows: out.Rows(), SHA256: out.Sum(), Sent: &sent,
	})
	switch {
	case errors.Is(err, models.ErrUnavailable) && store.Frozen():
		c.log.Warn("the export is whole but is not noted in its database, which cannot be written", "database", c.shownDatabase())
	case err != nil:
		return fmt.Errorf("note the export: %w", err)
	}
	return x.tell(c, store, actor, filter, out)
}

func (x *exportCommand) onStandardOutput() bool { return x.Output == "" || x.Output == "-" }

// mayWrite refuses an output that would replace anything but an earlier export.
// It looks while the database is open, when the files beside it are there.
func (x *exportCommand) mayWrite(c *console) error {
	if x.onStandardOutput() {
		return nil
	}
	if c.isDatabase(x.Output) {
		return usageError("-o %s is the database itself or belongs to it: choose another name, such as verified.csv", x.Output)
	}
	info, err := os.Stat(x.Output)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look at %s: %w", x.Output, err)
	}
	if !info.Mode().IsRegular() {
		return usageError("-o %s is no ordinary file and cannot be replaced by one: name a file, or leave -o out to write to standard output", x.Output)
	}
	if !slices.Contains(exportEndings, strings.ToLower(filepath.Ext(x.Output))) {
		return usageError("-o %s is there already and is not named like an export: choose a name that ends in .csv, .jsonl, .xlsx or .json, or move that file away", x.Output)
	}
	if holdsSQLite(x.Output) {
		return usageError("-o %s is a database, whatever its name: choose another name, or move that file away", x.Output)
	}
	return nil
}

// exportEndings are the names by which an earlier export is known.
var exportEndings = []string{".csv", ".jsonl", ".xlsx", ".json"}

// write fills the output. A file appears only when it is whole: until then it
// has another name.
func (x *exportCommand) write(c *console, fill func(io.Writer) error) error {
	if x.onStandardOutput() {
		return fill(c.stdout)
	}
	file, err := os.CreateTemp(filepath.Dir(x.Output), ".tallymark-export-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", x.Output, err)
	}
	defer os.Remove(file.Name())
	if err = fill(file); err == nil {
		err = finishFile(file, x.Output)
	}
	if err != nil {
		file.Close()
	}
	return err
}

func finishFile(file *os.File, name string) error {
	if err := file.Chmod(0o644); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := file.Sync(); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return os.Rename(file.Name(), name)
}

func (x *exportCommand) stream(c *console, store *models.Store, actor models.Actor, f models.ExportFilter, w io.Writer, sent *models.ExportedClaims) (export.Writer, error) {
	buffered := bufio.NewWriterSize(w, 64<<10)
	options := export.CSVOptions{Columns: x.Columns, BOM: x.BOM, BaseURL: x.BaseURL}
	format, _ := export.FormatNamed(x.Format)
	out := format.Begin(buffered, x.Preset, options)
	f.Brief = format.Brief(x.Columns)
	if err := store.EachExportRow(c.ctx, actor, f, export.Noted(out, sent)); err != nil {
		return nil, fmt.Errorf("export the claims: %w", err)
	}
	if err := out.Close(); err != nil {
		return nil, err
	}
	if err := buffered.Flush(); err != nil {
		return nil, fmt.Errorf("write the export: %w", err)
	}
	return out, nil
}

// tell says on standard error what went out and what did not.
func (x *exportCommand) tell(c *console, store *models.Store, actor models.Actor, f models.ExportFilter, out export.Writer) error {
	_, stale, other, err := store.ExportCounts(c.ctx, actor, f)
	if err != nil {
		return fmt.Errorf("count what was left out: %w", err)
	}
	c.log.Info("exported", "rows", out.Rows(), "left_out_stale", stale, "left_out_by_status_or_filter", other, "sha256", out.Sum())
	return nil
}
