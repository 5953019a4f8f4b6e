package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tallymark/models"
	"tallymark/models/storetest"
)

// withSample makes a database in an empty folder with the sample article and
// the reviewer Ana, who has decided its first claim.
func withSample(t *testing.T) {
	t.Helper()
	inFolder(t)
	inStore(t, func(s *models.Store) { addSample(t, s) })
}

// inStore does something with the database of the folder.
func inStore(t *testing.T, do func(*models.Store)) {
	t.Helper()
	s, err := models.Open(t.Context(), "tallymark.db", models.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	do(s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// servingHere serves the database of the folder until the test ends.
func servingHere(t *testing.T) (address string) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	out := &watched{seen: make(chan string, 8)}
	code := make(chan int)
	go func() {
		code <- run(ctx, []string{"--addr", "127.0.0.1:0"}, &console{stdin: strings.NewReader(""), stdout: out, stderr: io.Discard, now: time.Now})
	}()
	t.Cleanup(func() {
		stop()
		<-code
	})
	return strings.TrimSpace(strings.TrimPrefix(<-out.seen, "Tallymark is at "))
}

// tokenFor makes a token of a person that lives for a week.
func tokenFor(t *testing.T, email string, scope models.Scope) (secret string) {
	t.Helper()
	inStore(t, func(s *models.Store) {
		u, err := s.UserByEmail(t.Context(), models.SystemActor, email)
		if err != nil {
			t.Fatal(err)
		}
		_, secret, err = s.CreateAPIToken(t.Context(), u.Actor(), models.NewAPIToken{Name: "command to " + string(scope), Scope: scope, ExpiresAt: time.Now().AddDate(0, 0, 7)})
		if err != nil {
			t.Fatal(err)
		}
	})
	return secret
}

// A list is the same from the database and from a server.
func TestListsOfDatabaseAndServer(t *testing.T) {
	withSample(t)
	t.Setenv("TALLYMARK_TOKEN", tokenFor(t, "ana@example.org", models.ScopeRead))
	server := servingHere(t)
	for _, args := range [][]string{
		{"claims", "--format", "csv"}, {"claims", "--limit", "3", "--status", "verified,unreviewed"},
		{"claims", "dead", "--kind", "deaths", "--article", "1", "--outlet", "Meridon Courier"}, {"articles"}, {"articles", "Meridon", "--state", "open", "--format", "csv"},
	} {
		here, there := tallymark(t, "", args...), tallymark(t, "", append(args, "--server", server)...)
		if here.code != 0 || here.errors+there.errors != "" {
			t.Errorf("%v: exit %d and %d: %s%s", args, here.code, there.code, here.errors, there.errors)
		}
		if diff := cmp.Diff(here.out, there.out); diff != "" {
			t.Errorf("%v: %s", args, diff)
		}
	}
}

func TestFormsOfAList(t *testing.T) {
	withSample(t)
	table := tallymark(t, "", "claims", "--limit", "2").out
	if lines := strings.Split(strings.TrimSpace(table), "\n"); len(lines) != 3 || !strings.Contains(lines[0], "STATUS") || strings.Contains(table, "\x1b") {
		t.Errorf("the table of two claims:\n%s", table)
	}
	var items []map[string]any
	if err := json.Unmarshal([]byte(tallymark(t, "", "claims", "--format", "json").out), &items); err != nil || len(items) < 12 {
		t.Fatalf("%d claims as JSON, %v", len(items), err)
	}
	if lines := strings.Count(tallymark(t, "", "claims", "--format", "jsonl").out, "\n"); lines != len(items) {
		t.Errorf("%d lines of %d claims", lines, len(items))
	}
	rows, err := csv.NewReader(strings.NewReader(tallymark(t, "", "claims", "--format", "csv").out)).ReadAll()
	if err != nil || len(rows) != len(items)+1 {
		t.Fatalf("%d rows of CSV for %d claims, %v", len(rows), len(items), err)
	}
	for i, name := range rows[0] {
		if _, ok := items[0][name]; !ok {
			t.Errorf("column %d, %s, is nothing that a claim has", i, name)
		}
	}
	if none := tallymark(t, "", "claims", "--format", "json", "--tag", "nothing").out; none != "[]\n" {
		t.Errorf("no claims are %q", none)
	}
}

// A list is asked for page by page, and each is printed before the next one is
// asked for.
func TestListsArePrintedAsTheyCome(t *testing.T) {
	inFolder(t)
	t.Setenv("TALLYMARK_TOKEN", "secret")
	var out bytes.Buffer
	var asked []string
	busy := true
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if got := r.Header.Get("Authorization"); got != "Bearer secret" {
			t.Errorf("authorization %q", got)
		}
		cursor := r.FormValue("cursor")
		if cursor == "b" && busy {
			busy = false
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		asked = append(asked, cursor+" "+r.FormValue("limit"))
		if cursor == "b" && !strings.Contains(out.String(), `"claim_id":1`) {
			t.Error("the second page is asked for before the first is printed")
		}
		fmt.Fprintf(w, `{"items": [{"claim_id":%d}], "next": %q}`, len(asked), map[string]string{"": "b", "b": "c"}[cursor])
	}))
	defer server.Close()
	code := run(t.Context(), []string{"claims", "--server", server.URL, "--format", "jsonl", "--limit", "3"}, &console{stdout: &out, stderr: io.Discard, now: time.Now})
	if want := []string{" 3", "b 2", "c 1"}; code != 0 || !cmp.Equal(asked, want) {
		t.Errorf("exit %d after %q, want %q", code, asked, want)
	}
	if want := "{\"claim_id\":1}\n{\"claim_id\":2}\n{\"claim_id\":3}\n"; out.String() != want {
		t.Errorf("printed %q", out.String())
	}
}

// What a server says cannot do anything to a terminal.
func TestNothingStrangeOnTheTerminal(t *testing.T) {
	inFolder(t)
	t.Setenv("TALLYMARK_TOKEN", "secret")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"items": [{"claim_id":1,"status":"verified","label":"41\u001b]0;owned\u0007 dead\n9 more","outlet":"\u202eKcart","article_title":"東京で41人が死亡","flags":["stale"]}], "next": ""}`)
	}))
	defer server.Close()
	got := tallymark(t, "", "claims", "--server", server.URL)
	if strings.ContainsAny(got.out, "\x1b\x07\u202e") || strings.Count(got.out, "\n") != 2 || !strings.Contains(got.out, "[stale] 東京") {
		t.Errorf("%d, %s: %q", got.code, got.errors, got.out)
	}
}

func TestColumnsAreAligned(t *testing.T) {
	var out bytes.Buffer
	table := newTable(&console{stdout: &out}, &out, []column{{"N", 3, true}, {"NAME", 6, false}, {head: "REST"}})
	table.width, table.colour = 24, true
	table.row("verified", "7", "東京都庁", strings.Repeat("e\u0301", 30))
	table.row("", "12345", "a", "b")
	want := "  N  NAME    REST\n\x1b[32m  7  東京…   e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301…\x1b[0m\n12…  a       b\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
	t.Setenv("NO_COLOR", "1")
	if colourful(&out) {
		t.Error("colours in a file")
	}
}

func TestSourcesThatCannotBeUsed(t *testing.T) {
	withSample(t)
	answering := func(status int, body string) string {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "https://elsewhere.example/")
			w.WriteHeader(status)
			io.WriteString(w, body)
		}))
		t.Cleanup(server.Close)
		return server.URL
	}
	save(t, "empty.txt", "\n")
	save(t, "token.txt", "nonsense\n")
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	inStore(t, func(s *models.Store) { storetest.User(t, s, "Cy", models.RoleViewer) })
	server := servingHere(t)
	for _, tt := range []struct {
		name string
		args []string
		code int
		says string
	}{
		{"no token", []string{"--server", server}, 2, "TALLYMARK_TOKEN"},
		{"a token as a flag", []string{"--server", server, "--token", "x"}, 2, "--token"},
		{"no file", []string{"--server", server, "--token-file", "none.txt"}, 2, "none.txt"},
		{"an empty file", []string{"--server", server, "--token-file", "empty.txt"}, 2, "no token"},
		{"a wrong token", []string{"--server", server, "--token-file", "token.txt"}, 3, "token"},
		{"a token without a server", []string{"--token-file", "token.txt"}, 2, "--server"},
		{"a person on a server", []string{"--server", server, "--as", "ana@example.org"}, 2, "token says"},
		{"nobody of that name", []string{"--as", "bo@example.org"}, 2, "user list"},
		{"no address", []string{"--server", "tallymark.example.org", "--token-file", "token.txt"}, 2, "https://"},
		{"an address with a path", []string{"--server", server + "/claims", "--token-file", "token.txt"}, 2, "https://"},
		{"nobody there", []string{"--server", gone.URL, "--token-file", "token.txt"}, 3, "does not answer"},
		{"another site", []string{"--server", answering(200, "<html>"), "--token-file", "token.txt"}, 3, "something else"},
		{"another site's error", []string{"--server", answering(404, "<html>"), "--token-file", "token.txt"}, 3, "check the address"},
		{"a redirect", []string{"--server", answering(301, ""), "--token-file", "token.txt"}, 2, "elsewhere.example"},
		{"a server that fails", []string{"--server", answering(500, `{"title": "It broke"}`), "--token-file", "token.txt"}, 3, "It broke"},
		{"no such status", []string{"--status", "right"}, 2, "--status must be one of"},
		{"a limit below zero", []string{"--limit=-1"}, 2, "--limit"},
		{"no database", []string{"--db", "none.db"}, 3, "none.db"},
	} {
		got := tallymark(t, "", append([]string{"claims"}, tt.args...)...)
		if got.code != tt.code || !strings.Contains(got.errors, tt.says) || got.out != "" {
			t.Errorf("%s: exit %d: %s%s", tt.name, got.code, got.errors, got.out)
		}
	}
	if got := tallymark(t, "", "articles", "--state", "best", "--as", "cy@example.org"); got.code != 2 || !strings.Contains(got.errors, "state") {
		t.Errorf("a state that there is not: exit %d, %s", got.code, got.errors)
	}
}
