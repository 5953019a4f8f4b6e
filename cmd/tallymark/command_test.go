package main

import (
	"bytes"
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// outcome is what a run of the program gave.
type outcome struct {
	code        int
	out, errors string
}

// tallymark runs the program in a folder of its own with standard input.
func tallymark(t testing.TB, stdin string, args ...string) outcome {
	t.Helper()
	var out, errors bytes.Buffer
	code := run(t.Context(), args, &console{
		stdin: strings.NewReader(stdin), stdout: &out, stderr: &errors,
		now: func() time.Time { return time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC) },
	})
	return outcome{code, out.String(), errors.String()}
}

// inFolder runs the rest of the test in an empty folder.
func inFolder(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"TALLYMARK_DB", "TALLYMARK_DATA", "TALLYMARK_ADDR", "TALLYMARK_BASE_URL"} {
		t.Setenv(name, "")
		os.Unsetenv(name)
	}
	dir := t.TempDir()
	t.Chdir(dir)
	return dir
}

func save(t *testing.T, name, text string) string {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestExitCodes(t *testing.T) {
	for _, tt := range []struct {
		name string
		args []string
		code int
		says string
	}{
		{"help", []string{"--help"}, 0, "Usage: tallymark"},
		{"help of a command", []string{"extract", "--help"}, 0, "--input jsonl"},
		{"version", []string{"version"}, 0, "engine"},
		{"unknown command", []string{"exctract"}, 2, "exctract"},
		{"unknown flag", []string{"extract", "--colour"}, 2, "colour"},
		{"unknown format", []string{"extract", "--format", "xml"}, 2, "xml"},
		{"an export format that does not exist", []string{"export", "--format", "pdf"}, 2, "csv"},
		{"unknown preset", []string{"export", "--preset", "best"}, 2, "verified_disputed"},
		{"bad date", []string{"extract", "--date", "tomorrow"}, 2, "2026-03-25"},
		{"no jobs", []string{"extract", "--jobs", "0"}, 2, "--jobs"},
		{"no such role", []string{"user", "add", "a@example.org", "--role", "boss"}, 2, "boss"},
		{"no terminal for a password", []string{"user", "passwd", "a@example.org"}, 2, "--password-stdin"},
		{"a title for two files", []string{"import", "--title", "T", "a.txt", "b.txt"}, 2, "single file"},
		{"a base address that is none", []string{"serve", "--base-url", "tallymark"}, 2, "https://"},
		{"a base address below a path", []string{"serve", "--base-url", "https://example.org/tally"}, 2, "https://example.org"},
		{"a base address with a query", []string{"serve", "--base-url", "https://example.org/?a=b"}, 2, "https://example.org"},
		{"no database to export", []string{"export"}, 3, "no database"},
		{"no database to verify", []string{"verify"}, 3, "no database"},
		{"no database to back up", []string{"backup", "b.db"}, 3, "no database"},
		{"an SQLite address", []string{"export", "--db", "file:x.db"}, 2, "plain name"},
		{"an SQLite address to serve", []string{"serve", "--db", "FILE:x.db"}, 2, "plain name"},
		{"an SQLite address with a query", []string{"backup", "b.db", "--db", "x.db?mode=ro"}, 2, "plain name"},
		{"an SQLite address to restore to", []string{"restore", "b.db", "--db", "file:x.db?cache=shared"}, 2, "plain name"},
		{"no server", []string{"migrate", "--db", "postgres://nobody:secret@127.0.0.1:1/none"}, 3, "open the database"},
		{"Postgres is backed up by its own tool", []string{"backup", "b.db", "--db", "postgres://h/d"}, 2, "pg_dump"},
		{"Postgres is restored by its own tool", []string{"restore", "b.db", "--db", "postgres://h/d"}, 2, "pg_restore"},
		{"a file that is not there", []string{"extract", "nothing.txt"}, 1, "nothing.txt"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inFolder(t)
			got := tallymark(t, "", tt.args...)
			if got.code != tt.code || !strings.Contains(got.out+got.errors, tt.says) {
				t.Errorf("exit %d, want %d with %q:\n%s%s", got.code, tt.code, tt.says, got.out, got.errors)
			}
			if strings.Contains(got.errors, "secret") {
				t.Errorf("the password is in the message: %s", got.errors)
			}
		})
	}
}

func TestSettingsComeFromTheEnvironmentToo(t *testing.T) {
	inFolder(t)
	t.Setenv("TALLYMARK_DB", "mine.db")
	if got := tallymark(t, "", "migrate"); got.code != 0 {
		t.Fatal(got.errors)
	}
	if _, err := os.Stat("mine.db"); err != nil {
		t.Error(err)
	}
	if got := tallymark(t, "", "migrate", "--db", "other.db"); got.code != 0 {
		t.Fatal(got.errors)
	}
	if _, err := os.Stat("other.db"); err != nil {
		t.Error("a flag does not win over the environment:", err)
	}
}

func TestAccountsOnTheCommandLine(t *testing.T) {
	inFolder(t)
	add := func(email, role string) outcome {
		return tallymark(t, "river-otter-lamp-41\n", "user", "add", email, "--role", role, "--password-stdin")
	}
	if got := add("ana@example.org", "reviewer"); got.code != 2 || !strings.Contains(got.errors, "--role admin") {
		t.Errorf("a first account without power: exit %d, %s", got.code, got.errors)
	}
	for _, a := range [][2]string{{"ben@example.org", "admin"}, {"Ana@example.org", "reviewer"}} {
		if got := add(a[0], a[1]); got.code != 0 {
			t.Fatal(got.errors)
		}
	}
	if got := tallymark(t, "short\n", "user", "add", "b@example.org", "--role", "viewer", "--password-stdin"); got.code != 1 {
		t.Errorf("a short password: exit %d, %s", got.code, got.errors)
	}
	if got := tallymark(t, "another-long-word-7\n", "user", "passwd", "ana@example.org", "--password-stdin"); got.code != 0 {
		t.Error(got.errors)
	}
	if got := tallymark(t, "another-long-word-8\n", "user", "passwd", "ben@example.org", "--password-stdin"); got.code != 0 {
		t.Error("the only admin's password:", got.errors)
	}
	if got := tallymark(t, "", "user", "disable", "ana@example.org"); got.code != 0 {
		t.Error(got.errors)
	}
	if got := tallymark(t, "", "user", "disable", "nobody@example.org"); got.code != 1 || !strings.Contains(got.errors, "no account") {
		t.Errorf("exit %d, %s", got.code, got.errors)
	}
	for _, args := range [][]string{{"disable", "ben@example.org"}, {"role", "ben@example.org", "editor"}} {
		if got := tallymark(t, "", append([]string{"user"}, args...)...); got.code != 1 || !strings.Contains(got.errors, "last admin") {
			t.Errorf("%v: exit %d, %s", args, got.code, got.errors)
		}
	}
	for _, args := range [][]string{{"enable", "ana@example.org"}, {"role", "ana@example.org", "admin"}, {"role", "ben@example.org", "viewer"}, {"disable", "ben@example.org"}} {
		if got := tallymark(t, "", append([]string{"user"}, args...)...); got.code != 0 {
			t.Errorf("%v: exit %d, %s", args, got.code, got.errors)
		}
	}
	if got := tallymark(t, "", "user", "role", "ana@example.org", "boss"); got.code != 2 {
		t.Errorf("an unknown role: exit %d, %s", got.code, got.errors)
	}
	got := tallymark(t, "", "user", "list")
	if got.code != 0 || !strings.Contains(got.out, "ana@example.org") || !strings.Contains(got.out, "disabled") {
		t.Errorf("exit %d:\n%s%s", got.code, got.out, got.errors)
	}
}

func TestImportIsIdempotentAndGoesOn(t *testing.T) {
	dir := inFolder(t)
	files := []string{
		save(t, "a.txt", "Fire in the port\n\nNine people died and 34 were injured on Monday."),
		save(t, "b.html", "<title>Raid</title><p>Police arrested 17 people and seized 210 rounds in a warehouse on Kestrel Quay."),
		save(t, "empty.txt", " \n"),
		save(t, "c.pdf", "%PDF-1.7\x00\x01"),
	}
	got := tallymark(t, "", append([]string{"import", "--outlet", "Courier", "--date", "2026-03-12", filepath.Join(dir, "none.txt")}, files...)...)
	if got.code != 1 || got.out != "2 added, 0 already there, 3 failed\n" {
		t.Errorf("exit %d: %s%s", got.code, got.out, got.errors)
	}
	for _, name := range []string{"none.txt", "empty.txt", "c.pdf"} {
		if !strings.Contains(got.errors, name) {
			t.Errorf("%s is not named in %s", name, got.errors)
		}
	}
	if got := tallymark(t, "", "import", "--outlet", "Courier", "--date", "2026-03-12", files[0], files[1]); got.code != 0 || got.out != "0 added, 2 already there, 0 failed\n" {
		t.Errorf("again: exit %d: %s%s", got.code, got.out, got.errors)
	}
	if got := tallymark(t, "", "import", "--as", "nobody@example.org", files[0]); got.code != 2 || !strings.Contains(got.errors, "no such account") {
		t.Errorf("as nobody: exit %d: %s", got.code, got.errors)
	}
}

// A database of another program is left alone, whatever the command.
func TestForeignDatabase(t *testing.T) {
	inFolder(t)
	db, err := sql.Open("sqlite", "other.db")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE t (a)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	save(t, "empty.db", "")
	for _, tt := range []struct{ command, db, want string }{
		{"export", "other.db", "another program"}, {"verify", "other.db", "another program"},
		{"migrate", "other.db", "another program"}, {"verify", "empty.db", "database is empty"},
	} {
		if got := tallymark(t, "", tt.command, "--db", tt.db); got.code != 3 || !strings.Contains(got.errors, tt.want) {
			t.Errorf("%s %s: exit %d: %s", tt.command, tt.db, got.code, got.errors)
		}
	}
}

func TestExportVerifyBackupRestore(t *testing.T) {
	inFolder(t)
	save(t, "a.txt", "Fire in the port\n\nNine people died and 34 were injured on Monday.")
	if got := tallymark(t, "", "import", "a.txt", "--url", "https://example.org/a"); got.code != 0 {
		t.Fatal(got.errors)
	}
	got := tallymark(t, "", "export", "--preset", "everything")
	if got.code != 0 || !strings.HasPrefix(got.out, "claim_id,status,") || strings.Count(got.out, "\r\n") < 3 {
		t.Errorf("exit %d:\n%s%s", got.code, got.out, got.errors)
	}
	for _, f := range []string{"csv", "jsonl"} {
		if got := tallymark(t, "", "export", "--format", f, "--columns", "full", "-o", "out."+f); got.code != 0 || got.out != "" {
			t.Errorf("%s: exit %d:\n%s%s", f, got.code, got.out, got.errors)
		}
		if _, err := os.Stat("out." + f); err != nil {
			t.Error(err)
		}
	}
	checkpoint := tallymark(t, "", "audit", "checkpoint")
	save(t, "checkpoint", checkpoint.out)
	for _, args := range [][]string{{"verify"}, {"audit", "verify", "--checkpoint", "checkpoint"}, {"backup", "b.db"}, {"restore", "b.db", "--db", "new.db"}, {"verify", "--db", "new.db"}} {
		if got := tallymark(t, "", args...); got.code != 0 {
			t.Errorf("%v: exit %d:\n%s%s", args, got.code, got.out, got.errors)
		}
	}
	if got := tallymark(t, "", "backup", "b.db"); got.code != 2 || !strings.Contains(got.errors, "there already") {
		t.Errorf("a backup over a backup: exit %d, %s", got.code, got.errors)
	}
	if got := tallymark(t, "", "restore", "b.db"); got.code != 2 {
		t.Errorf("a restore over a database: exit %d, %s", got.code, got.errors)
	}
	if got := tallymark(t, "", "restore", "none.db", "--db", "third.db"); got.code != 1 {
		t.Errorf("a restore of nothing: exit %d, %s", got.code, got.errors)
	}
	save(t, "damaged.db", "SQLite format 3\x00 and then nothing of the kind")
	if got := tallymark(t, "", "restore", "damaged.db", "--db", "third.db"); got.code == 0 {
		t.Error("a damaged backup was restored")
	}
}

// An existing database is not missed because of how it was named, and no new
// one comes into being beside it.
func TestSQLiteAddressMakesNoDatabase(t *testing.T) {
	dir := inFolder(t)
	if got := tallymark(t, "", "migrate", "--db", "x.db"); got.code != 0 {
		t.Fatal(got.errors)
	}
	for _, name := range []string{"file:x.db", "file:" + filepath.Join(dir, "x.db"), "x.db?mode=rwc", "x.db?_pragma=busy_timeout(1)"} {
		for _, args := range [][]string{{"migrate"}, {"verify"}, {"backup", "b.db"}, {"user", "list"}} {
			if got := tallymark(t, "", append(args, "--db", name)...); got.code != 2 {
				t.Errorf("%v --db %s: exit %d, %s%s", args, name, got.code, got.out, got.errors)
			}
		}
	}
	if files, err := filepath.Glob("*"); err != nil || len(files) != 1 {
		t.Errorf("the folder holds %v, %v", files, err)
	}
	if got := tallymark(t, "", "backup", "file:b.db", "--db", "x.db"); got.code != 2 {
		t.Errorf("a backup to an SQLite address: exit %d, %s", got.code, got.errors)
	}
}

func TestRead(t *testing.T) {
	inFolder(t)
	got := tallymark(t, `<title>Fire</title><p>Nine <a href="/x">people</a> died & "more".`, "read", "--url", "https://example.org/a", "--format", "json")
	want := `{"title":"Fire","dek":"","byline":"","published":"","lang":"en","outlet":"","text":"Nine people died & \"more\".","links":[{"start":5,"end":11,"url":"https://example.org/x"}],` +
		`"modified":"","url":"","captions":[],"blocks":[{"role":"lede","start":0,"end":26}]}` + "\n"
	if got.code != 0 || got.out != want {
		t.Errorf("exit %d:\n%s%s", got.code, got.out, got.errors)
	}
	got = tallymark(t, "<p>x", "read", "-")
	if !strings.Contains(got.out, `"links":[]`) {
		t.Errorf("no links give %s", got.out)
	}
	if got := tallymark(t, "", "read"); got.code != 1 || !strings.Contains(got.errors, "no text") {
		t.Errorf("exit %d: %s", got.code, got.errors)
	}
}

func TestServeStopsWithItsContext(t *testing.T) {
	inFolder(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out := &watched{seen: make(chan string, 8)}
	code := make(chan int)
	var errors bytes.Buffer
	go func() {
		code <- run(ctx, []string{"serve", "--addr", "127.0.0.1:0"}, &console{stdin: strings.NewReader(""), stdout: out, stderr: &errors, now: time.Now})
	}()
	base := strings.TrimSpace(strings.TrimPrefix(<-out.seen, "Tallymark is at "))
	link := <-out.seen
	if !strings.Contains(link, base+"/setup?token=") || strings.Count(link, "\n") != 1 {
		t.Errorf("the set-up link is %q", link)
	}
	if status, body := get(t, base+"/healthz"); status != 200 {
		t.Errorf("/healthz is %d: %s", status, body)
	}
	setup := strings.TrimSpace(link[strings.Index(link, base):])
	if status, body := get(t, setup); status != 200 || !strings.Contains(body, "<form") {
		t.Errorf("the set-up page is %d: %.300s", status, body)
	}
	stop()
	if got := <-code; got != 0 {
		t.Errorf("exit %d: %s", got, errors.String())
	}
}
