package main

import (
	"os"
	"strings"
	"testing"

	"tallymark/ingest"
)

// What is taken out as a web archive is an archive to our own reader too.
func TestArchive(t *testing.T) {
	inFolder(t)
	page := save(t, "ferry.html", "<!doctype html><title>Ferry</title><p>At least 41 people died when a ferry sank on Monday, the coastguard said.")
	if got := tallymark(t, "", "import", "--url", "https://courier.example/ferry", page); got.code != 0 {
		t.Fatal(got.errors)
	}
	for range 2 { // the second time the name is taken
		got := tallymark(t, "", "archive", "1", "-o", "ferry.warc.gz")
		if taken := strings.Contains(got.errors, "already"); taken && got.code != 2 || !taken && got.code != 0 {
			t.Errorf("exit %d: %s", got.code, got.errors)
		}
	}
	file, err := os.Open("ferry.warc.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	archive, err := ingest.NewWARC(file)
	if err != nil {
		t.Fatal(err)
	}
	one, err := archive.Next(t.Context())
	if raw, _ := os.ReadFile(page); err != nil || string(one.Fetch.Body) != string(raw) || one.URL != "https://courier.example/ferry" || one.Fetched.IsZero() {
		t.Errorf("%+v: %v", one, err)
	}
	for _, run := range []struct {
		code int
		says string
		args []string
	}{
		{0, "1 already there", []string{"import", "ferry.warc.gz"}},
		{2, "no article 9", []string{"archive", "9"}},
		{2, "is there already", []string{"archive", "1", "-o", "tallymark.db"}},
		{1, "no/such", []string{"archive", "1", "-o", "no/such/file"}},
	} {
		if got := tallymark(t, "", run.args...); got.code != run.code || !strings.Contains(got.out+got.errors, run.says) {
			t.Errorf("%v: exit %d: %s%s", run.args, got.code, got.out, got.errors)
		}
	}
	if got := tallymark(t, "", "archive", "1"); got.code != 0 || !strings.HasPrefix(got.out, "\x1f\x8b") {
		t.Errorf("on standard output: exit %d, %d bytes", got.code, len(got.out))
	}
}
