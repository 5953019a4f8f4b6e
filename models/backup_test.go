package models_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tallymark/models"
	"tallymark/models/storetest"
)

func TestBackupAndRestore(t *testing.T) {
	s := storetest.SQLite(t)
	history(t, s)
	dir := t.TempDir()
	backup, restored := filepath.Join(dir, "a b?%.db"), filepath.Join(dir, "new", "restored.db")
	if err := s.Backup(ctx, backup); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(ctx, backup); !errors.Is(err, models.ErrInvalid) {
		t.Errorf("over an existing file: %v", err)
	}
	if err := models.Restore(ctx, backup, restored); err != nil {
		t.Fatal(err)
	}
	if err := models.Restore(ctx, backup, restored); !errors.Is(err, models.ErrInvalid) {
		t.Errorf("over an existing database: %v", err)
	}
	again := storetest.Open(t, restored)
	whole(t, again)
	if n, err := again.CountUsers(ctx); err != nil || n != 2 {
		t.Errorf("%d users, %v", n, err)
	}
	noOthers(t, dir, "a b?%.db", "new")
	if mode := stat(t, backup).Mode().Perm(); mode != 0o600 {
		t.Errorf("backup has mode %v", mode)
	}
}

// What stands beside a backup stays, whatever its name.
func TestBackupAndRestoreLeaveOtherFiles(t *testing.T) {
	s := storetest.SQLite(t)
	dir := t.TempDir()
	backup, database := filepath.Join(dir, "to.db.part"), filepath.Join(dir, "to.db")
	if err := s.Backup(ctx, backup); err != nil {
		t.Fatal(err)
	}
	if err := models.Restore(ctx, backup, database); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(database); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(ctx, database); err != nil {
		t.Fatal(err)
	}
	noOthers(t, dir, "to.db", "to.db.part")
	if err := models.Restore(ctx, backup, filepath.Join(dir, "again.db")); err != nil {
		t.Error(err)
	}
}

// A backup that is taken while others write holds together.
func TestBackupUnderLoad(t *testing.T) {
	s := storetest.SQLite(t)
	dir := t.TempDir()
	won, lost := race(8, func(i int) error {
		if i%4 == 0 {
			return s.Backup(ctx, filepath.Join(dir, string(rune('a'+i))))
		}
		for n := range 10 {
			if _, _, err := s.AddArticle(ctx, models.SystemActor, articleWith(100*i+n, 3)); err != nil {
				return err
			}
		}
		return nil
	})
	if won != 8 {
		t.Error(lost)
	}
	whole(t, s)
}

func TestRestoreDamaged(t *testing.T) {
	s := storetest.SQLite(t)
	for n := range 5 {
		add(t, s, articleWith(n, 20))
	}
	dir := t.TempDir()
	backup := filepath.Join(dir, "backup.db")
	if err := s.Backup(ctx, backup); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	for name, bad := range map[string][]byte{
		"empty":         {},
		"no database":   []byte(strings.Repeat("hello ", 1000)),
		"cut":           good[:len(good)/2],
		"page lost":     append(append(append([]byte(nil), good[:8*4096]...), make([]byte, 4096)...), good[9*4096:]...),
		"a digit wrong": []byte(strings.ReplaceAll(string(good), "that 1003 people", "that 1004 people")),
	} {
		from, to := filepath.Join(dir, "bad.db"), filepath.Join(dir, "to.db")
		if err := os.WriteFile(from, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := models.Restore(ctx, from, to); err == nil {
			t.Errorf("%s: restored", name)
		}
		noOthers(t, dir, "backup.db", "bad.db")
	}
	if err := models.Restore(ctx, filepath.Join(dir, "missing.db"), filepath.Join(dir, "to.db")); err == nil {
		t.Error("restored from nothing")
	}
}

func TestPostgresTools(t *testing.T) {
	const dsn = "postgres://ann:secret@db.example/tally?password=secret&sslmode=require"
	err := models.Restore(ctx, "it's.dump", dsn)
	e, ok := errors.AsType[*models.PostgresToolError](err)
	if want := `pg_restore --dbname='postgres://ann@db.example/tally?sslmode=require' 'it'\''s.dump'`; !ok || e.Command != want {
		t.Errorf("restore: %v", err)
	}
	s := storetest.Open(t, storetest.Postgres(t))
	if e, ok := errors.AsType[*models.PostgresToolError](s.Backup(ctx, "a.dump")); !ok || !strings.HasPrefix(e.Command, "pg_dump ") {
		t.Errorf("backup: %v", e)
	}
}

func noOthers(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("the folder holds %q, want %q", got, want)
	}
}

func stat(t *testing.T, file string) os.FileInfo {
	t.Helper()
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	return info
}
