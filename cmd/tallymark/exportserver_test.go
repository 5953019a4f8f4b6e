package main

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tallymark/models"
)

// What a server exports is what its database does.
func TestExportFromAServer(t *testing.T) {
	withSample(t)
	t.Setenv("TALLYMARK_TOKEN", tokenFor(t, "ana@example.org", models.ScopeRead))
	server := servingHere(t)
	for _, args := range [][]string{{}, {"--preset", "everything", "--format", "annotations", "--kind", "deaths"}} {
		there := tallymark(t, "", append([]string{"export", "--server", server, "-o", "there.csv"}, args...)...)
		here := tallymark(t, "", append([]string{"export", "--base-url", server, "-o", "here.csv"}, args...)...)
		if there.code != 0 || here.code != 0 || there.out != "" || !strings.Contains(there.errors, "sha256=") {
			t.Fatalf("exit %d and %d: %s%s", there.code, here.code, there.errors, here.errors)
		}
		if diff := cmp.Diff(read(t, "here.csv"), read(t, "there.csv")); diff != "" {
			t.Errorf("%v: %s", args, diff)
		}
	}
	rows, err := csv.NewReader(strings.NewReader(tallymark(t, "", "export", "--server", server).out)).ReadAll()
	if err != nil || len(rows) != 2 {
		t.Errorf("%d rows of the verified, %v", len(rows), err)
	}
	got := tallymark(t, "", "export", "--server", server, "--base-url", server)
	if got.code != 2 || !strings.Contains(got.errors, "--base-url") {
		t.Errorf("exit %d: %s", got.code, got.errors)
	}
	t.Setenv("TALLYMARK_TOKEN", "nonsense")
	if got := tallymark(t, "", "export", "--server", server, "-o", "none.csv"); got.code != 3 || !strings.Contains(got.errors, "token") {
		t.Errorf("exit %d: %s", got.code, got.errors)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// Half an export is none.
func TestExportThatBreaksOff(t *testing.T) {
	inFolder(t)
	t.Setenv("TALLYMARK_TOKEN", "secret")
	save(t, "verified.csv", "the one of yesterday")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "claim_id,status\r\n1,veri")
		http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}))
	defer server.Close()
	got := tallymark(t, "", "export", "--server", server.URL, "-o", "verified.csv")
	if got.code != 3 || !strings.Contains(got.errors, "broke off") {
		t.Errorf("exit %d: %s", got.code, got.errors)
	}
	left, err := os.ReadDir(".")
	if err != nil || len(left) != 1 || read(t, "verified.csv") != "the one of yesterday" {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
