// Package tallymark holds the rules of the house: which package may import
// what, and what none may be called.
package tallymark

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mayImport says which of our own packages each of them may import. A package
// below one of these follows the rule of the nearest above it, and may import
// that one's other parts.
var mayImport = map[string][]string{
	"extract":              {},
	"check":                {"extract"},
	"match":                {"extract"},
	"models":               {"extract", "check", "match"},
	"export":               {"models", "extract"},
	"ingest":               {"extract", "models"},
	"demo":                 {},
	"templates":            {},
	"static":               {},
	"handlers":             {"models", "export", "templates", "static"},
	"handlers/browsertest": {},
	"cmd/tallymark":        {"check", "match", "demo", "extract", "models", "export", "ingest", "handlers", "templates", "static"},
	"bench":                {"check", "match", "demo", "extract", "models", "export", "ingest", "handlers", "templates", "static"},
}

// homes says in which packages each outside module may be imported. Tests may
// use more, see testModules.
var homes = map[string][]string{
	"gorm.io/":                             {"models"},
	"modernc.org/":                         {"models"},
	"github.com/jackc/pgx/":                {"models"},
	"github.com/pressly/goose/":            {"models"},
	"golang.org/x/mod/":                    {"models"},
	"github.com/riverqueue/river":          {"models"},
	"github.com/alexedwards/argon2id":      {"models"},
	"github.com/pquerna/otp":               {"models"},
	"github.com/boombuler/barcode/qr":      {"handlers"},
	"github.com/alexedwards/scs/":          {"handlers", "models"}, // its session store is a table
	"github.com/gorilla/":                  {"handlers"},
	"github.com/danielgtaylor/huma/":       {"handlers"},
	"github.com/go-chi/httprate":           {"handlers"},
	"codeberg.org/readeck/go-readability/": {"ingest"},
	"github.com/abadojack/whatlanggo":      {"ingest"},
	"github.com/wlynxg/chardet":            {"ingest"},
	"golang.org/x/net/":                    {"ingest"},
	"code.dny.dev/ssrf":                    {"ingest"},
	"github.com/kljensen/snowball/":        {"match"},
	"github.com/temoto/robotstxt":          {"ingest"},
	"github.com/mmcdole/gofeed":            {"ingest"},
	"github.com/yuin/goldmark":             {"ingest"},
	"golang.org/x/text/":                   {"extract", "ingest", "models"},
	"github.com/klippa-app/go-pdfium":      {"ingest"},
	"github.com/tetratelabs/wazero":        {"ingest"},
	"github.com/xuri/excelize/":            {"export"},
	"github.com/alecthomas/kong":           {"cmd/tallymark"},
	"github.com/schollz/progressbar/":      {"cmd/tallymark"},
	"github.com/go-json-experiment/json":   {"cmd/tallymark"},
	"golang.org/x/term":                    {"cmd/tallymark"},
	"github.com/chromedp/":                 {"bench", "handlers/browsertest"},
}

// testModules may be imported by any test, and by nothing else.
var testModules = []string{
	"github.com/google/go-cmp/", "github.com/chromedp/", "pgregory.net/rapid", "github.com/anishathalye/porcupine", "golang.org/x/net/", "github.com/andybalholm/cascadia", "github.com/jba/templatecheck",
	"go.uber.org/goleak", "modernc.org/sqlite", "github.com/jackc/pgx/", "gorm.io/gorm", "golang.org/x/mod/", "github.com/pquerna/otp/",
}

// vagueNames say nothing about what a package is for.
var vagueNames = []string{"util", "utils", "common", "helper", "helpers", "misc", "base", "core", "manager"}

// file is a Go file of ours.
type file struct {
	path, dir string
	test      bool
	imports   []string
}

func goFiles(t *testing.T) []file {
	t.Helper()
	var files []file
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (name == "tools" || d.Name() == "node_modules" || d.Name() == "testdata" || len(name) > 1 && strings.HasPrefix(d.Name(), ".")) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		name = filepath.ToSlash(name)
		files = append(files, file{name, path.Dir(name), strings.HasSuffix(name, "_test.go"), importsOf(t, name)})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func importsOf(t *testing.T, name string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var imports []string
	for _, spec := range parsed.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		imports = append(imports, p)
	}
	return imports
}

// room is the package of mayImport that a folder belongs to.
func room(dir string) (string, bool) {
	for ; dir != "." && dir != "/"; dir = path.Dir(dir) {
		if _, ok := mayImport[dir]; ok {
			return dir, true
		}
	}
	return "", false
}

func TestPackagesImportOnlyWhatTheyMay(t *testing.T) {
	for _, f := range goFiles(t) {
		home, ok := room(f.dir)
		if !ok && f.dir != "." {
			t.Errorf("%s: the folder has no rule: say in this test what it may import", f.path)
			continue
		}
		for _, p := range f.imports {
			checkImport(t, f, home, p)
		}
	}
}

func checkImport(t *testing.T, f file, home, p string) {
	t.Helper()
	own, ours := strings.CutPrefix(p, "tallymark/")
	switch {
	case ours && !f.test:
		other, _ := room(own)
		if other != home && !slices.Contains(mayImport[home], other) {
			t.Errorf("%s imports %s, which %s may not", f.path, p, home)
		}
	case !ours && isOutside(p):
		checkModule(t, f, home, p)
	}
}

// isOutside knows standard packages by the lack of a dot in their first part.
func isOutside(p string) bool {
	first, _, _ := strings.Cut(p, "/")
	return strings.Contains(first, ".")
}

func checkModule(t *testing.T, f file, home, p string) {
	t.Helper()
	if f.test && slices.ContainsFunc(testModules, func(m string) bool { return strings.HasPrefix(p, m) }) {
		return
	}
	for module, at := range homes {
		if strings.HasPrefix(p, module) {
			if !slices.Contains(at, home) && home != "bench" {
				t.Errorf("%s imports %s, whose home is %s", f.path, p, strings.Join(at, ", "))
			}
			return
		}
	}
	t.Errorf("%s imports %s, which has no home: say in this test where it belongs", f.path, p)
}

func TestPackageNamesSaySomething(t *testing.T) {
	for _, f := range goFiles(t) {
		stem := strings.TrimSuffix(strings.TrimSuffix(path.Base(f.path), ".go"), "_test")
		if slices.Contains(vagueNames, path.Base(f.dir)) || slices.Contains(vagueNames, stem) {
			t.Errorf("%s: the name says nothing about what is in it", f.path)
		}
	}
}

func TestEngineAndChecksArePure(t *testing.T) {
	forbidden := []string{"os", "net", "net/http", "database/sql", "io/ioutil", "os/exec", "syscall", "log", "log/slog", "math/rand", "math/rand/v2"}
	for _, f := range goFiles(t) {
		if home, _ := room(f.dir); home != "extract" && home != "check" || f.test {
			continue
		}
		for _, p := range f.imports {
			if slices.Contains(forbidden, p) {
				t.Errorf("%s imports %s: the package has no files, no network and no database", f.path, p)
			}
		}
	}
}
