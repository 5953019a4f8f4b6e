package main

import (
	"strings"
	"testing"
)

func TestMatchStorePutsFiguresTogether(t *testing.T) {
	inFolder(t)
	save(t, "a.txt", "41 killed in Port Meridon ferry sinking\n\nForty-one people died on Wednesday when the ferry Halcyon sank off Port Meridon, the coastguard said.")
	save(t, "b.txt", "44 killed in Port Meridon ferry sinking\n\nForty-four people died on Wednesday when the ferry Halcyon sank off Port Meridon, the coastguard said.")
	if got := tallymark(t, "", "import", "a.txt", "b.txt"); got.code != 0 {
		t.Fatal(got.errors)
	}
	for _, args := range [][]string{{"match", "--store", "a.txt"}, {"match", "--anew"}} {
		if got := tallymark(t, "", args...); got.code != exitUsage {
			t.Errorf("%v: exit %d: %s", args, got.code, got.errors)
		}
	}
	for _, run := range []struct{ args, want string }{{"match --store", "2 articles"}, {"match --store", "0 articles"}, {"match --store --anew", "2 articles"}} {
		if got := tallymark(t, "", strings.Fields(run.args)...); got.code != 0 || !strings.HasPrefix(got.out, run.want) {
			t.Errorf("%s: exit %d: %s%s", run.args, got.code, got.out, got.errors)
		}
	}
	got := tallymark(t, "", "export", "--preset", "everything", "--columns", "full", "--format", "jsonl")
	for _, want := range []string{`"figure_id":1`, `"figure_low":41`, `"figure_high":44`, `"figure_articles":2`, `"figure_origins":1`, `"figure_conflict":true`, `"figure_relation":"conflict"`} {
		if !strings.Contains(got.out, want) {
			t.Errorf("the export lacks %s", want)
		}
	}
	if got := tallymark(t, "", "verify"); got.code != 0 {
		t.Errorf("verify: %s", got.out)
	}
}
