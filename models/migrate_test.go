package models_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tallymark/models"
	"tallymark/models/storetest"
)

func TestMigrate(t *testing.T) {
	file := filepath.Join(t.TempDir(), "folder", "tallymark.db")
	s, err := models.Open(ctx, file, models.Options{Now: storetest.Clock()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Ready(ctx); err == nil {
		t.Error("an empty database is ready")
	}
	applied, err := s.Migrate(ctx)
	all, globErr := filepath.Glob("migrations/sqlite/*.sql")
	for i := range all {
		all[i] = filepath.Base(all[i])
	}
	if diff := cmp.Diff(all, applied); err != nil || globErr != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	if err := s.Ready(ctx); err != nil {
		t.Error(err)
	}
	if others, _ := filepath.Glob(file + ".before-*"); len(others) != 0 {
		t.Errorf("a new database was copied to %v", others)
	}
}

// Before an older schema changes, the database is copied.
func TestMigrateBackup(t *testing.T) {
	file := filepath.Join(t.TempDir(), "tallymark.db")
	s := storetest.Open(t, file)
	history(t, s)
	more := os.DirFS("testdata/later")
	applied, err := s.MigrateWith(ctx, more)
	if diff := cmp.Diff([]string{"00900_later.sql"}, applied); err != nil || diff != "" {
		t.Fatalf("%v %s", err, diff)
	}
	copies, err := filepath.Glob(file + ".before-900-*")
	if err != nil || len(copies) != 1 {
		t.Fatalf("copies %v, %v", copies, err)
	}
	old := storetest.Open(t, copies[0])
	whole(t, old)

	// The program does not know that schema, and refuses it.
	if _, err := s.Migrate(ctx); !errors.Is(err, models.ErrTooNew) {
		t.Errorf("newer schema: %v", err)
	}
	if err := s.Ready(ctx); !errors.Is(err, models.ErrTooNew) {
		t.Errorf("newer schema: %v", err)
	}
}

// A migration that fails leaves nothing behind.
func TestMigrateFails(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		if _, err := s.MigrateWith(ctx, os.DirFS("testdata/broken")); err == nil {
			t.Fatal("a broken migration went through")
		}
		if err := s.WriteDB().Exec("SELECT * FROM half_made").Error; err == nil {
			t.Error("half of a migration stays")
		}
		if err := s.Ready(ctx); err != nil {
			t.Error(err)
		}
	})
}

// Several programs start on one empty database: one migrates, all can work.
func TestMigrateAtOnce(t *testing.T) {
	dsn := storetest.Postgres(t)
	stores := make([]*models.Store, 3)
	for i := range stores {
		s, err := models.Open(ctx, dsn, models.Options{Now: storetest.Clock()})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		stores[i] = s
	}
	won, lost := race(len(stores), func(i int) error {
		_, err := stores[i].Migrate(ctx)
		return err
	})
	if won != len(stores) {
		t.Error(lost)
	}
	whole(t, stores[0])
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text.db")
	if err := os.WriteFile(text, []byte(strings.Repeat("no database ", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dsn := range []string{"", ":memory:", "mysql://a/b", text, dir, "postgres://nobody@127.0.0.1:1/none?connect_timeout=1"} {
		s, err := models.Open(context.Background(), dsn, models.Options{})
		if err == nil {
			s.Close()
			t.Errorf("%q was opened", dsn)
		}
	}
}

// The readers cannot write, whatever they are asked.
func TestReadersOnlyRead(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		err := s.ReadDB().Exec("INSERT INTO outlets (name) VALUES ('x')").Error
		if err == nil {
			t.Error("a reader wrote")
		}
	})
}

// While another program holds the file, a write is refused as unavailable and
// goes through later.
func TestUnavailable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "tallymark.db")
	s, other := storetest.Open(t, file), storetest.Open(t, file)
	if err := s.WriteDB().Exec("PRAGMA busy_timeout = 1").Error; err != nil {
		t.Fatal(err)
	}
	held := other.WriteDB().Begin()
	_, _, err := s.AddArticle(ctx, models.SystemActor, articleOf("", "41 dead"))
	if !errors.Is(err, models.ErrUnavailable) {
		t.Errorf("locked: %v", err)
	}
	if _, _, err := s.Articles(ctx, models.SystemActor, models.ArticleFilter{}); err != nil {
		t.Errorf("reading while locked: %v", err)
	}
	if err := held.Rollback().Error; err != nil {
		t.Fatal(err)
	}
	add(t, s, articleOf("", "41 dead"))
	// A file that may not grow is a full disk.
	if err := s.WriteDB().Exec("PRAGMA max_page_count = 1").Error; err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.AddArticle(ctx, models.SystemActor, articleWith(1, 200)); !errors.Is(err, models.ErrUnavailable) {
		t.Errorf("full: %v", err)
	}
	whole(t, s)
}

// A published migration never changes, the numbers have no gaps, and both
// databases have the same ones.
func TestMigrationsNumbered(t *testing.T) {
	names := func(dialect string) []string {
		var found []string
		err := fs.WalkDir(os.DirFS("migrations/"+dialect), ".", func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				found = append(found, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	sqlite := names("sqlite")
	if diff := cmp.Diff(sqlite, names("postgres")); diff != "" {
		t.Error(diff)
	}
	// Names are sorted: two with one number would stand side by side. A number
	// may be missing, it is only never given twice.
	number := regexp.MustCompile(`^\d{5}_[a-z]+\.sql$`)
	for i, name := range sqlite {
		if !number.MatchString(name) || i > 0 && name[:5] == sqlite[i-1][:5] {
			t.Errorf("%s has no number of its own", name)
		}
	}
}

// modernc.org/sqlite is generated for one version of modernc.org/libc and may
// corrupt memory with any other.
func TestLibcVersion(t *testing.T) {
	list := func(args ...string) string {
		out, err := exec.Command("go", append([]string{"list", "-m", "-f"}, args...)...).Output()
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimSpace(string(out))
	}
	goMod, err := os.ReadFile(list("{{.GoMod}}", "modernc.org/sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	want := regexp.MustCompile(`modernc.org/libc (v\S+)`).FindSubmatch(goMod)
	if want == nil {
		t.Fatal("modernc.org/sqlite does not name its modernc.org/libc")
	}
	if got := list("{{.Version}}", "modernc.org/libc"); got != string(want[1]) {
		t.Errorf("modernc.org/libc is %s in go.mod and %s in that of modernc.org/sqlite", got, want[1])
	}
}
