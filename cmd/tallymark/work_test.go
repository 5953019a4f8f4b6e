package main

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	_ "modernc.org/sqlite" // what the program leaves in its file is looked at
)

// serving runs the web app until the test stops it.
func serving(t *testing.T, args ...string) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	code := make(chan int, 1)
	go func() {
		c := &console{stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, now: time.Now}
		code <- run(ctx, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...), c)
	}()
	return func() {
		cancel()
		if got := <-code; got != 0 {
			t.Errorf("serve: exit %d", got)
		}
	}
}

// inDatabase reads a number from the database of the folder, after it has
// written what is to be written there first.
func inDatabase(t *testing.T, query string, first ...string) (n int) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:tallymark.db?_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, change := range first {
		if _, err := db.Exec(change); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.QueryRow(query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// until waits for a number in the database.
func until(t *testing.T, query string, want int) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); inDatabase(t, query) != want; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s: still %d, not %d", query, inDatabase(t, query), want)
		}
	}
}

// child starts this test again in a program of its own, which can be killed.
func child(t *testing.T, env ...string) *exec.Cmd {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "-test.run=^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), env...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd
}

// A program that is killed while it reads a page again leaves that to the next,
// which stores the other text once.
func TestWorkSurvivesKill(t *testing.T) {
	if host := os.Getenv("TALLYMARK_TEST_WORK"); host != "" {
		os.Exit(run(t.Context(), []string{"serve", "--addr", "127.0.0.1:0", "--private-hosts", host}, &console{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, now: time.Now}))
	}
	inFolder(t)
	var newer atomic.Bool
	asked, answer := make(chan bool, 9), make(chan bool)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		dead := 41
		if newer.Load() {
			dead = 44
			asked <- true
			select {
			case <-answer:
			case <-r.Context().Done():
			}
		}
		fmt.Fprintf(w, "<html lang=en><head><title>Ferry</title></head><body><article><h1>Ferry</h1><p>At least %d people died when the ferry sank in the harbour on Monday, the coast guard said.</p></article></body></html>", dead)
	}))
	defer site.Close()
	host := strings.TrimPrefix(site.URL, "http://")
	if got := tallymark(t, "", "import", "--private-hosts", host, site.URL+"/ferry"); got.code != 0 {
		t.Fatal(got.errors)
	}
	newer.Store(true)
	inDatabase(t, "SELECT COUNT(*) FROM schedules WHERE next_at IS NOT NULL", "UPDATE schedules SET next_at = since")
	killed := child(t, "TALLYMARK_TEST_WORK="+host)
	<-asked
	if err := killed.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	killed.Wait()
	close(answer)
	if n := inDatabase(t, "SELECT COUNT(*) FROM river_job WHERE state = 'running'"); n != 1 {
		t.Errorf("%d jobs were under way", n)
	}
	stop := serving(t, "--private-hosts", host)
	until(t, "SELECT COUNT(*) FROM river_job WHERE state = 'completed'", 1)
	stop()
	if n := inDatabase(t, "SELECT COUNT(*) FROM versions"); n != 2 {
		t.Errorf("%d versions", n)
	}
	if n := inDatabase(t, "SELECT COUNT(*) FROM schedules WHERE next_at > read_at AND problem = ''"); n != 1 {
		t.Error("there is no next reading")
	}
	if got := tallymark(t, "", "verify"); got.code != 0 {
		t.Errorf("exit %d: %s%s", got.code, got.out, got.errors)
	}
}
