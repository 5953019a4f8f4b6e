package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/alecthomas/kong"
)

// The exit codes that scripts may rely on.
const (
	exitOK       = 0
	exitFailed   = 1 // some input failed; what could be done was done
	exitUsage    = 2 // the command line makes no sense
	exitDatabase = 3 // the database, or the server, cannot be used
)

// commandLine is every command with its flags and their environment.
type commandLine struct {
	DB   string `env:"TALLYMARK_DB" default:"tallymark.db" placeholder:"FILE|URL" help:"Database: an SQLite file, or postgres://... (${env}, default ${default})."`
	Data string `env:"TALLYMARK_DATA" default:"./tallymark-data" placeholder:"DIR" type:"path" help:"Folder for files beside the database (${env}, default ./tallymark-data)."`

	Serve    serveCommand    `cmd:"" default:"withargs" help:"Start the web app (the default command)."`
	Import   importCommand   `cmd:"" help:"Add articles from files and addresses."`
	Watch    watchCommand    `cmd:"" help:"Add what feeds name and what comes into folders, as it comes."`
	Reread   rereadCommand   `cmd:"" help:"Read articles again that an older engine has read."`
	Extract  extractCommand  `cmd:"" help:"Print the figures in a text; touches no database."`
	Check    checkCommand    `cmd:"" help:"Print what does not add up within a text; touches no database."`
	Match    matchCommand    `cmd:"" help:"Say which figures of two texts are one figure, and whether both can be right."`
	Read     readCommand     `cmd:"" help:"Print what a web page says, as JSON."`
	Articles articlesCommand `cmd:"" help:"List articles, of the database or of a server."`
	Claims   claimsCommand   `cmd:"" help:"List claims, of the database or of a server."`
	Review   reviewCommand   `cmd:"" help:"Review one claim after the other, by keys."`
	Export   exportCommand   `cmd:"" help:"Write the reviewed claims to a file."`
	Archive  archiveCommand  `cmd:"" help:"Write an article with all its versions as a web archive."`
	Migrate  migrateCommand  `cmd:"" help:"Bring the database up to this version."`
	Backup   backupCommand   `cmd:"" help:"Copy the database, also while it is in use."`
	Restore  restoreCommand  `cmd:"" help:"Put a backup back as a new database."`
	Verify   verifyCommand   `cmd:"" help:"Check the database, its audit log and its counts."`
	Audit    auditCommand    `cmd:"" help:"Check the audit log against a signed checkpoint."`
	User     userCommand     `cmd:"" help:"Manage accounts."`
	Demo     demoCommand     `cmd:"" help:"Add articles that never happened, to try the app at size."`
	Version  versionCommand  `cmd:"" help:"Print the version."`

	Completion      completionCommand      `cmd:"" help:"Print a script that completes commands and flags in your shell."`
	CompletionWords completionWordsCommand `cmd:"" hidden:"" help:"Print what a word can become."`
}

// console is what a command sees of the outside.
type console struct {
	ctx    context.Context
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	now    func() time.Time
	log    *slog.Logger
	db     string
	data   string
}

// failure carries the exit code of an error.
type failure struct {
	code int
	err  error
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// errSome ends a command whose failures have each been reported.
var errSome = errors.New("some input failed")

func usageError(format string, args ...any) error {
	return &failure{exitUsage, fmt.Errorf(format, args...)}
}

// run is the whole program but for the process: it returns the exit code.
func run(ctx context.Context, args []string, c *console) int {
	c.ctx, c.log = ctx, slog.New(slog.NewTextHandler(c.stderr, nil))
	var line commandLine
	parser, exited, err := newParser(&line, c)
	if err != nil {
		return c.report(err)
	}
	parsed, err := parser.Parse(args)
	if exited.done {
		return exited.code
	}
	if err != nil {
		fmt.Fprintf(c.stderr, "tallymark: %v\nRun \"tallymark --help\" to see the commands.\n", err)
		return exitUsage
	}
	c.db, c.data = line.DB, line.Data
	return c.report(parsed.Run(c))
}

// exit remembers that kong has printed its help and wants to end.
type exit struct {
	done bool
	code int
}

func newParser(line *commandLine, c *console) (*kong.Kong, *exit, error) {
	e := &exit{}
	parser, err := kong.New(line,
		kong.Name("tallymark"),
		kong.Description("Tallymark finds the figures in news articles, shows where each stands and who says so, and keeps what reviewers decide about them."),
		kong.Writers(c.stdout, c.stderr),
		kong.Exit(func(code int) { e.done, e.code = true, code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}),
		kong.ValueFormatter(func(v *kong.Value) string { return v.Help }))
	return parser, e, err
}

// report says on standard error why a command failed and returns its code.
func (c *console) report(err error) int {
	if err == nil {
		return exitOK
	}
	if !errors.Is(err, errSome) {
		fmt.Fprintf(c.stderr, "tallymark: %v\n", err)
	}
	if f, ok := errors.AsType[*failure](err); ok {
		return f.code
	}
	return exitFailed
}
