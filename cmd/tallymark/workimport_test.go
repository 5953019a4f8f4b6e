package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A file that is left after any record is taken up at the next one.
func TestRecordsGoOnAnywhere(t *testing.T) {
	for name, content := range map[string]string{
		".jsonl": "\ufeff{\"text\": \"one\"}\n\n{\"text\": \"two\"}\r\nno json\n{\"text\": \"three\"}\n  \n{\"text\": \"four\"}",
		".csv":   "\ufefftitle;text\nA;one\nB;\"two\nlines; of it\"\nC\nD;three\n\nE;four\n",
		".txt":   "https://a.example/1\n\n  https://a.example/2  \nhttps://a.example/3",
	} {
		f, err := os.Create(filepath.Join(t.TempDir(), "file"+name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if _, err := f.WriteString(content); err != nil {
			t.Fatal(err)
		}
		read := func(offset int64, most int) (said []string, places []int64) {
			t.Helper()
			next, place, err := recordsFrom(f, name, offset)
			if err != nil {
				t.Fatal(name, offset, err)
			}
			for len(said) < most {
				rec, line, err := next()
				if err != nil && !ofOneRecord(err) {
					break
				}
				text := rec.URL
				if rec.Text != nil {
					text += *rec.Text
				}
				said, places = append(said, fmt.Sprint(line, " ", text, err)), append(places, place())
			}
			return said, places
		}
		whole, places := read(0, 100)
		if len(whole) < 3 {
			t.Errorf("%s: %q", name, whole)
		}
		for i, at := range places {
			rest, _ := read(at, 100)
			if diff := cmp.Diff(whole[i+1:], rest, cmp.Transformer("empty", func(s []string) string { return strings.Join(s, "\n") })); diff != "" {
				t.Errorf("%s after record %d, at %d: %s", name, i+1, at, diff)
			}
		}
	}
}

// sent puts a file in the place of one that was sent from a browser.
func sent(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll("tallymark-data/uploads", 0o700); err != nil {
		t.Fatal(err)
	}
	save(t, "tallymark-data/uploads/kept"+filepath.Ext(name), content)
	if got := tallymark(t, "river-otter-lamp-41\n", "user", "add", "ana@example.org", "--role", "admin", "--password-stdin"); got.code != 0 {
		t.Fatal(got.errors)
	}
	inDatabase(t, "SELECT COUNT(*) FROM imports",
		fmt.Sprintf(`INSERT INTO imports (user_id, name, file, size, outlet, lang, token, created_at) VALUES (1, '%s', 'kept%s', %d, 'Courier', 'en', 't', '2026-03-01 12:00:00+00:00')`, name, filepath.Ext(name), len(content)),
		`INSERT INTO river_job (args, kind, max_attempts, queue) VALUES ('{"task": "import", "subject": 1}', 'tallymark', 10, 'import')`)
}

// A program that is killed in the middle of a file goes on with it when it is
// started again, and adds nothing twice.
func TestSentFileSurvivesKill(t *testing.T) {
	if os.Getenv("TALLYMARK_TEST_WORK") != "" {
		os.Exit(run(t.Context(), []string{"serve", "--addr", "127.0.0.1:0"}, &console{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, now: time.Now}))
	}
	inFolder(t)
	const n = 600
	var lines strings.Builder
	for i := range n {
		if i == 7 || i == n-7 {
			fmt.Fprintln(&lines, "{")
			continue
		}
		fmt.Fprintf(&lines, "{\"text\": \"Ship %d of the harbour has %d berths for its crew.\"}\n", i, i+2)
	}
	sent(t, "news.jsonl", lines.String())
	for _, from := range []int{20, 60} {
		killed := child(t, "TALLYMARK_TEST_WORK=yes")
		for end := time.Now().Add(20 * time.Second); inDatabase(t, "SELECT COUNT(*) FROM articles") < from && time.Now().Before(end); {
			time.Sleep(5 * time.Millisecond)
		}
		if err := killed.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		killed.Wait()
	}
	if left := inDatabase(t, "SELECT COUNT(*) FROM articles"); left >= n-2 {
		t.Skip("the file was read before the program could be killed")
	}
	stop := serving(t)
	until(t, "SELECT COUNT(*) FROM imports WHERE ended_at IS NOT NULL", 1)
	until(t, "SELECT COUNT(*) FROM river_job WHERE state = 'completed'", 1)
	stop()
	for query, want := range map[string]int{
		"SELECT COUNT(*) FROM articles": n - 2, "SELECT COUNT(DISTINCT text_hash) FROM articles": n - 2,
		"SELECT failed FROM imports": 2, "SELECT COUNT(*) FROM import_errors WHERE line IN (8, 594)": 2,
		"SELECT COUNT(*) FROM imports WHERE problem = '' AND offset_done = size AND file = '' AND worked > 0": 1,
	} {
		if got := inDatabase(t, query); got != want {
			t.Errorf("%s: %d, not %d", query, got, want)
		}
	}
	if _, err := os.Stat("tallymark-data/uploads/kept.jsonl"); !os.IsNotExist(err) {
		t.Errorf("the file is still there: %v", err)
	}
	if got := tallymark(t, "", "audit", "verify"); got.code > exitFailed {
		t.Errorf("exit %d: %s%s", got.code, got.out, got.errors)
	}
}

// archivedPage is a record of a web archive.
func archivedPage(path, body string) string {
	answer := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/%s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", path, len(answer), answer)
}

// The pages of a web archive that was sent become articles; what was done
// before the program ended is passed over, and a torn archive says so.
func TestSentArchive(t *testing.T) {
	inFolder(t)
	content := archivedPage("a", "<p>Nine people died in the port.") + archivedPage("b", "<p>Police arrested 17 people.") + archivedPage("c", "<p>") +
		archivedPage("d", "<p>Eleven boats left the harbour.") + "WARC/1.0\r\nWARC-Type: resp"
	sent(t, "site.warc", content)
	inDatabase(t, "SELECT COUNT(*) FROM imports", "UPDATE imports SET line = 1, added = 1, offset_done = 10")
	stop := serving(t)
	until(t, "SELECT COUNT(*) FROM imports WHERE ended_at IS NOT NULL", 1)
	stop()
	for query, want := range map[string]int{
		"SELECT COUNT(*) FROM articles": 2, "SELECT COUNT(*) FROM articles WHERE url LIKE '%/b' OR url LIKE '%/d'": 2,
		"SELECT COUNT(*) FROM import_errors WHERE line = 3 AND message LIKE '%no text%'":                           1,
		"SELECT COUNT(*) FROM imports WHERE problem LIKE 'after record 4: %damaged%' AND added = 3 AND failed = 1": 1,
	} {
		if got := inDatabase(t, query); got != want {
			t.Errorf("%s: %d, not %d", query, got, want)
		}
	}
}

// What cannot be read at all says why.
func TestSentFileThatIsNone(t *testing.T) {
	inFolder(t)
	sent(t, "news.csv", "a;b\n1;2\n")
	stop := serving(t)
	until(t, "SELECT COUNT(*) FROM imports WHERE problem LIKE '%names no column%' AND ended_at IS NOT NULL", 1)
	stop()
}
