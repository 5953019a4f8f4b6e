package models_test

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"testing"

	"tallymark/models"
	"tallymark/models/storetest"
)

// rawly runs statements on a file without the store.
func rawly(t *testing.T, file string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, one := range statements {
		if _, err := db.Exec(one); err != nil {
			t.Fatalf("%s: %v", one, err)
		}
	}
}

// A database of another program is refused and not a byte of it changes.
func TestOpenRefusesForeign(t *testing.T) {
	for name, statements := range map[string][]string{
		"a table":             {"CREATE TABLE t (a)"},
		"migrated by others":  {"CREATE TABLE goose_db_version (version_id INTEGER)", "CREATE TABLE t (a)"},
		"another application": {"PRAGMA application_id = 7", "CREATE TABLE t (a)"},
		"only a mark":         {"PRAGMA application_id = 7"},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "other.db")
			rawly(t, file, statements...)
			before, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, toRead := range []bool{false, true} {
				s, err := models.Open(ctx, file, models.Options{ToRead: toRead})
				if err == nil {
					s.Close()
				}
				if !errors.Is(err, models.ErrForeign) {
					t.Errorf("got %v", err)
				}
			}
			after, err := os.ReadFile(file)
			left, _ := filepath.Glob(file + "*")
			if err != nil || !slices.Equal(before, after) || len(left) != 1 {
				t.Errorf("the file was changed, or others made: %v %v", left, err)
			}
		})
	}
}

// Ours are known by their mark; those from before there was one, by their tables.
func TestOpenKnowsOurs(t *testing.T) {
	file := filepath.Join(t.TempDir(), "tallymark.db")
	history(t, storetest.Open(t, file))
	rawly(t, file, "PRAGMA application_id = 0")
	again := storetest.Open(t, file)
	whole(t, again)
	var mark int
	if err := again.ReadDB().Raw("PRAGMA application_id").Scan(&mark).Error; err != nil || mark == 0 {
		t.Errorf("mark %d, %v", mark, err)
	}
	empty := filepath.Join(t.TempDir(), "empty.db")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	whole(t, storetest.Open(t, empty))
}

func TestVerifyEmpty(t *testing.T) {
	for _, dsn := range []string{filepath.Join(t.TempDir(), "empty.db"), storetest.Postgres(t)} {
		s, err := models.Open(ctx, dsn, models.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if _, err := s.Verify(ctx); !errors.Is(err, models.ErrEmpty) {
			t.Errorf("verify: %v", err)
		}
		if _, err := s.VerifyAudit(ctx); !errors.Is(err, models.ErrEmpty) {
			t.Errorf("audit: %v", err)
		}
	}
}

// What only reads works on a file that cannot be written, or whose folder
// cannot; what writes is refused.
func TestOpenToRead(t *testing.T) {
	for _, tt := range []struct {
		name         string
		file, folder os.FileMode
	}{{"file", 0o444, 0o755}, {"folder", 0o644, 0o555}, {"both", 0o444, 0o555}} {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "kept")
			file := filepath.Join(dir, "tallymark.db")
			s, err := models.Open(ctx, file, models.Options{Now: storetest.Clock()})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.Migrate(ctx); err != nil {
				t.Fatal(err)
			}
			history(t, s)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(os.Chmod(file, tt.file), os.Chmod(dir, tt.folder)); err != nil {
				t.Fatal(err)
			}
			defer os.Chmod(dir, 0o755)
			asNobody(t, file)
			s, err = models.Open(ctx, file, models.Options{ToRead: true})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if applied, err := s.Migrate(ctx); err != nil || len(applied) != 0 || !s.Frozen() {
				t.Errorf("migrate: %v, %v, frozen %v", applied, err, s.Frozen())
			}
			whole(t, s)
			n := 0
			err = s.EachExportRow(ctx, models.SystemActor, models.ExportFilter{Preset: models.PresetEverything}, func(*models.ExportRow) error { n++; return nil })
			if err != nil || n != 3 {
				t.Errorf("export: %d rows, %v", n, err)
			}
			if _, _, err := s.AddArticle(ctx, models.SystemActor, articleOf("", "41 dead")); !errors.Is(err, models.ErrUnavailable) {
				t.Errorf("write: %v", err)
			}
		})
	}
}

// asNobody takes root's power over files from the test's thread: to root
// nothing is read-only.
func asNobody(t *testing.T, file string) {
	t.Helper()
	if os.Getuid() != 0 {
		return
	}
	for dir := filepath.Dir(filepath.Dir(file)); dir != os.TempDir() && dir != "/"; dir = filepath.Dir(dir) {
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	runtime.LockOSThread()
	if err := syscall.Setfsuid(65534); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Setfsuid(0); err != nil {
			t.Error(err)
		}
		runtime.UnlockOSThread()
	})
}
