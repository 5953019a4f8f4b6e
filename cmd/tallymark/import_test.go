package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

func TestImportRecords(t *testing.T) {
	inFolder(t)
	save(t, "news.jsonl", "\ufeff"+`{"text": "Police arrested 13 people on Monday.", "title": "Raid", "url": "https://example.org/raid", "date": "2026-03-12"}

{"text": "Nine people died in the port.", "id": 7}
{"text": "broken
{"title": "no text"}
{"text": "Four people were injured.", "date": "3/4/2026"}
{"text": "Two people died.", "url": "ftp://example.org"}
{"text": "A boat sank, and 41 people died."}`)
	got := tallymark(t, "", "import", "news.jsonl", "--outlet", "Courier")
	if got.code != 1 || got.out != "3 added, 0 already there, 4 failed\n" {
		t.Errorf("exit %d: %s%s", got.code, got.out, got.errors)
	}
	for _, want := range []string{"line 4: not JSON", `line 5: there is no "text" and no "url"`, `line 6: the date "3/4/2026"`, `line 7: "ftp://example.org"`} {
		if !strings.Contains(got.errors, "news.jsonl: "+want) {
			t.Errorf("%q is not in\n%s", want, got.errors)
		}
	}
	if got := tallymark(t, "", "import", "news.jsonl"); got.out != "0 added, 3 already there, 4 failed\n" {
		t.Errorf("again: exit %d: %s%s", got.code, got.out, got.errors)
	}
	got = tallymark(t, "", "export", "--preset", "everything")
	for _, want := range []string{"13 arrested", "Raid,Courier,https://example.org/raid", "41 dead"} {
		if !strings.Contains(got.out, want) {
			t.Errorf("%q is not in\n%s", want, got.out)
		}
	}
	if got := tallymark(t, "", "import", "news.jsonl", "--url", "https://example.org/all"); got.code != 2 {
		t.Errorf("one address for many articles: exit %d: %s", got.code, got.errors)
	}
}

func TestImportCSV(t *testing.T) {
	inFolder(t)
	for _, tt := range []struct{ name, file, out, says string }{
		{"commas, quotes and breaks", "title,Text,date\r\nRaid,\"Police arrested \"\"13\"\" people.\r\n\r\nTwo fled.\",2026-03-12\r\nPort,Nine people died.,\r\n", "2 added, 0 already there, 0 failed\n", ""},
		{"semicolons", "\ufefftitle;text\nQuay;Nine people died, and 34 were injured.\n", "1 added, 0 already there, 0 failed\n", ""},
		{"no column of text", "title,body\na,b\n", "0 added, 0 already there, 1 failed\n", `no column "text"`},
		{"a short row", "title,text\nonly\nMill,Six people were hurt.\n", "1 added, 0 already there, 1 failed\n", "rows.csv: line 2: the row has not as many cells"},
		{"a quote left open", "text\nSeven people were hurt.\n\"Eight people\nwere hurt.\n", "1 added, 0 already there, 1 failed\n", "rows.csv: line 3: a quote is never closed"},
		{"another character set", "text\nFive caf\xe9s burned.\nFive mills burned.\n", "1 added, 0 already there, 1 failed\n", "line 2: the row is not UTF-8"},
		{"empty", "", "0 added, 0 already there, 1 failed\n", "the file is empty"},
	} {
		got := tallymark(t, "", "import", save(t, "rows.csv", tt.file))
		if got.out != tt.out || !strings.Contains(got.errors, tt.says) || tt.says == "" && strings.Contains(got.errors, "rows.csv") {
			t.Errorf("%s: exit %d: %s%s", tt.name, got.code, got.out, got.errors)
		}
	}
}

// A quote that is never closed does not gather the rest of a file in memory.
func TestImportLongRow(t *testing.T) {
	inFolder(t)
	save(t, "rows.csv", "text\nSix mills burned.\n\""+strings.Repeat("a line of text\n", maxLine/10))
	got := tallymark(t, "", "import", "rows.csv")
	if got.code != 1 || got.out != "1 added, 0 already there, 1 failed\n" || !strings.Contains(got.errors, "longer than 16 MB") {
		t.Errorf("exit %d: %s%s", got.code, got.out, got.errors)
	}
}

func TestImportFolder(t *testing.T) {
	inFolder(t)
	for _, dir := range []string{"in/more", "in/.git", "none"} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	save(t, "in/a.txt", "Nine people died in the port.")
	save(t, "in/more/b.HTML", "<title>Raid</title><p>Police arrested 17 people and seized 210 rounds in a warehouse on Kestrel Quay.")
	save(t, "in/more/c.jsonl", `{"text": "Police arrested 13 people."}`)
	save(t, "in/photo.jpg", "\xff\xd8\xff")
	save(t, "in/.git/d.txt", "Five people died.")
	if got := tallymark(t, "", "import", "in"); got.code != 0 || got.out != "3 added, 0 already there, 0 failed\n" {
		t.Errorf("exit %d: %s%s", got.code, got.out, got.errors)
	}
	if got := tallymark(t, "", "import", "none"); got.code != 2 || !strings.Contains(got.errors, "holds no file") {
		t.Errorf("an empty folder: exit %d: %s", got.code, got.errors)
	}
}

// A web archive holds many pages: one of them may say nothing, and one may be a
// later version of another.
func TestImportWebArchive(t *testing.T) {
	inFolder(t)
	save(t, "site.warc", archivedPage("a", "<p>Nine people died in the port.")+archivedPage("b", "<p>")+archivedPage("c", "<p>Police arrested 17 people.")+archivedPage("a", "<p>Eleven people died in the port."))
	got := tallymark(t, "", "import", "site.warc")
	if got.code != 1 || got.out != "3 added, 0 already there, 1 failed\n" || !strings.Contains(got.errors, "record 2 (https://courier.example/b): there is no text") {
		t.Errorf("exit %d: %s%s", got.code, got.out, got.errors)
	}
	if got := tallymark(t, "", "import", "site.warc", "--title", "A title"); got.code != 2 {
		t.Errorf("one title for many: exit %d: %s", got.code, got.errors)
	}
}

// Where a record has no text, the page at its address is read.
func TestImportListOfAddresses(t *testing.T) {
	inFolder(t)
	site, host := aSite(t)
	save(t, "list.csv", "url,outlet\n"+site+"/news/a,\n"+site+"/news/gone,\n"+site+"/news/b,Harbour Post\n,\n")
	save(t, "list.jsonl", `{"url": "`+site+`/news/a"}`+"\n"+`{"url": "`+site+`/news/closed", "text": "Nine people died in the fire."}`)
	got := tallymark(t, "", "import", "--private-hosts", host, "list.csv", "list.jsonl")
	if got.code != 1 || got.out != "3 added, 1 already there, 2 failed\n" {
		t.Errorf("exit %d: %s%s", got.code, got.out, got.errors)
	}
	for _, want := range []string{"list.csv: line 3: gone", "list.csv: line 5: "} {
		if !strings.Contains(got.errors, want) {
			t.Errorf("%q is not in\n%s", want, got.errors)
		}
	}
	got = tallymark(t, "", "export", "--preset", "everything")
	for _, want := range []string{"Courier," + site + "/news/a", "Harbour Post," + site + "/news/b", site + "/news/closed"} {
		if !strings.Contains(got.out, want) {
			t.Errorf("%q is not in\n%s", want, got.out)
		}
	}
}

// An import that is killed goes on where it was when it is run again.
func TestImportSurvivesKill(t *testing.T) {
	if name := os.Getenv("TALLYMARK_TEST_IMPORT"); name != "" {
		os.Exit(run(t.Context(), []string{"import", name}, &console{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, now: time.Now}))
	}
	inFolder(t)
	const before, after = 20, 60
	var lines strings.Builder
	for i := range before + after {
		if i == before {
			fmt.Fprintln(&lines, "{") // whose message says that those before are stored
		}
		fmt.Fprintf(&lines, "{\"text\": \"Police arrested %d people in the port.\"}\n", i+2)
	}
	save(t, "news.jsonl", lines.String())
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	child := exec.Command(program, "-test.run=^TestImportSurvivesKill$")
	child.Env = append(os.Environ(), "TALLYMARK_TEST_IMPORT=news.jsonl")
	said, err := child.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	for s := bufio.NewScanner(said); s.Scan() && !strings.Contains(s.Text(), "line 21"); {
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	child.Wait()
	got := tallymark(t, "", "import", "news.jsonl")
	var added, known, failed int
	if _, err := fmt.Sscanf(got.out, "%d added, %d already there, %d failed", &added, &known, &failed); err != nil || added+known != before+after || known < before || failed != 1 {
		t.Errorf("exit %d, %v: %s%s", got.code, err, got.out, got.errors)
	}
	if got := tallymark(t, "", "verify"); got.code != 0 {
		t.Errorf("exit %d: %s%s", got.code, got.out, got.errors)
	}
	if got := tallymark(t, "", "export", "--preset", "everything"); strings.Count(got.out, "\r\n") != before+after+1 {
		t.Errorf("%d lines of export", strings.Count(got.out, "\r\n"))
	}
}
