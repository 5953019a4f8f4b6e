package main

import (
	"net/url"
	"strconv"
	"strings"
)

type claimsCommand struct {
	Words    []string `arg:"" optional:"" help:"Only claims with these words in figure, quote, sentence, subject or source."`
	Status   []string `enum:"unreviewed,needs_evidence,verified,disputed,unverifiable,superseded,not_a_claim" placeholder:"STATUS" help:"Only these: unreviewed, needs_evidence, verified, disputed, unverifiable, superseded, not_a_claim."`
	Kind     string   `help:"Only claims of this kind, such as deaths."`
	Outlet   string   `help:"Only claims in articles of this outlet."`
	Reviewer uint     `placeholder:"NUMBER" help:"Only those whose verdict the person with this number gave."`
	Tag      string   `help:"Only claims with this tag."`
	Article  uint     `placeholder:"NUMBER" help:"Only claims of this article."`
	Stale    bool     `help:"Also claims whose article has changed under them."`
	listFlags
	sourceFlags
}

// Help is the long help of the command.
func (x *claimsCommand) Help() string {
	return `Lists claims, the newest first. With --format json, jsonl and csv the names are those of the API; columns of CSV are only ever added at the end. Colours are for terminals only, and none are used where NO_COLOR is set.

Exit status: 0 done, 1 refused or broken off, 2 the command line or a filter makes no sense, 3 the database or the server cannot be used.`
}

// Run prints the claims.
func (x *claimsCommand) Run(c *console) error {
	s, err := x.open(c)
	if err != nil {
		return err
	}
	defer s.close()
	return x.print(c, s, listing{path: "/claims", query: x.query(), columns: claimFields, heads: claimHeads, row: claimLine})
}

// query is what the list is asked for, by the names of the page's address.
func (x *claimsCommand) query() url.Values {
	q := url.Values{}
	for name, value := range map[string]string{
		"status": strings.Join(x.Status, ","), "kind": x.Kind, "outlet": x.Outlet, "tag": x.Tag, "q": strings.Join(x.Words, " "),
	} {
		if value != "" {
			q.Set(name, value)
		}
	}
	for name, id := range map[string]uint{"reviewer": x.Reviewer, "article": x.Article} {
		if id != 0 {
			q.Set(name, strconv.FormatUint(uint64(id), 10))
		}
	}
	if x.Stale {
		q.Set("stale", "true")
	}
	return q
}

// claimFields are the columns of --format csv.
var claimFields = []string{
	"claim_id", "status", "basis", "label", "quote", "number", "value", "low", "high", "approx", "kind", "unit", "currency", "predicate", "modality", "subject",
	"time", "place", "attributed_to", "sentence", "article_id", "article_title", "outlet", "article_url", "source_link", "cited_links", "evidence_count",
	"decided_by", "decided_at", "reason", "correct_value", "correct_text", "superseded_by", "flags", "tags", "revision", "start", "end",
}

var claimHeads = []column{{"CLAIM", 7, true}, {"STATUS", 14, false}, {"FIGURE", 30, false}, {"KIND", 10, false}, {"OUTLET", 16, false}, {head: "ARTICLE"}}

func claimLine(t *table, it item) {
	article := it.text("article_title")
	if flags := it.text("flags"); flags != "" {
		article = "[" + flags + "] " + article
	}
	t.row(it.text("status"), it.text("claim_id"), it.text("status"), it.text("label"), it.text("kind"), it.text("outlet"), article)
}
