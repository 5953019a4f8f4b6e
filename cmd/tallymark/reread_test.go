package main

import (
	"database/sql"
	"strings"
	"testing"
)

func TestRereadTakesWhatAnotherEngineHasRead(t *testing.T) {
	inFolder(t)
	save(t, "a.txt", "Fire in the port\n\nNine people died and 34 were injured on Monday.")
	save(t, "b.txt", "Raid\n\nPolice arrested 17 people in a warehouse on Kestrel Quay.")
	if got := tallymark(t, "", "import", "a.txt", "b.txt"); got.code != 0 {
		t.Fatal(got.errors)
	}
	for _, args := range [][]string{{"reread"}, {"reread", "--all", "1"}, {"reread", "first"}} {
		if got := tallymark(t, "", args...); got.code != exitUsage {
			t.Errorf("%v: exit %d: %s", args, got.code, got.errors)
		}
	}
	if got := tallymark(t, "", "reread", "--all"); got.code != 0 || !strings.HasPrefix(got.out, "0 read again") {
		t.Errorf("nothing to do: exit %d: %s%s", got.code, got.out, got.errors)
	}
	db, err := sql.Open("sqlite", "tallymark.db")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("UPDATE versions SET engine = '0'; UPDATE claims SET kind = 'objects' WHERE kind = 'arrests'; DELETE FROM claims WHERE kind = 'injuries'"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	if got := tallymark(t, "", "reread", "2", "9"); got.code != 1 || !strings.Contains(got.out, "1 read again") || !strings.Contains(got.out, "claims: 0 kept, 1 changed, 0 added, 0 gone, 0 stale") || !strings.Contains(got.errors, "article 9") {
		t.Errorf("by number: exit %d: %s%s", got.code, got.out, got.errors)
	}
	if got := tallymark(t, "", "reread", "--all"); got.code != 0 || !strings.Contains(got.out, "1 read again") || !strings.Contains(got.out, "claims: 1 kept, 0 changed, 1 added, 0 gone, 0 stale") {
		t.Errorf("all: exit %d: %s%s", got.code, got.out, got.errors)
	}
	// Verify finds the claim that was taken away above, and nothing else.
	if got := tallymark(t, "", "verify"); got.code != 1 || strings.Count(got.out, "FAILED") != 1 || !strings.Contains(got.out, "1 rows of claims are missing, ids [2]") {
		t.Errorf("verify: exit %d: %s%s", got.code, got.out, got.errors)
	}
}
