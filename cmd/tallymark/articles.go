package main

import (
	"fmt"
	"net/url"
	"strings"
	"time"
)

type articlesCommand struct {
	Words  []string `arg:"" optional:"" help:"Only articles with these words in title or text."`
	Outlet string   `help:"Only articles of this outlet."`
	State  string   `enum:",open,done,disputed" default:"" placeholder:"STATE" help:"open (figures are left), done (none is), or disputed."`
	listFlags
	sourceFlags
}

// Help is the long help of the command.
func (x *articlesCommand) Help() string {
	return `Lists articles, the newest first, with how many of their figures are left to review. An article is ready when none is left and none is disputed.

Exit status: 0 done, 1 refused or broken off, 2 the command line or a filter makes no sense, 3 the database or the server cannot be used.`
}

// Run prints the articles.
func (x *articlesCommand) Run(c *console) error {
	s, err := x.open(c)
	if err != nil {
		return err
	}
	defer s.close()
	query := url.Values{}
	for name, value := range map[string]string{"q": strings.Join(x.Words, " "), "outlet": x.Outlet, "state": x.State} {
		if value != "" {
			query.Set(name, value)
		}
	}
	return x.print(c, s, listing{path: "/articles", query: query, columns: articleFields, heads: articleHeads, row: articleLine})
}

// articleFields are the columns of --format csv.
var articleFields = []string{
	"article_id", "title", "outlet", "url", "published_at", "lang", "lang_supported", "figures_left", "figures.unreviewed", "figures.needs_evidence",
	"figures.verified", "figures.disputed", "figures.unverifiable", "figures.superseded", "figures.not_a_claim", "added_at", "text_sha256",
}

var articleHeads = []column{{"ARTICLE", 7, true}, {"STATE", 14, false}, {"FIGURES", 7, true}, {"PUBLISHED", 10, false}, {"OUTLET", 20, false}, {head: "TITLE"}}

func articleLine(t *table, it item) {
	figures := 0
	for _, name := range articleFields[8:15] {
		figures += it.number(name)
	}
	state, status := articleState(figures, it.number("figures_left"), it.number("figures.disputed"))
	t.row(status, it.text("article_id"), state, fmt.Sprint(figures), dayOf(it.text("published_at")), it.text("outlet"), it.text("title"))
}

// articleState says how far an article is, and the status whose colour says
// the same.
func articleState(figures, left, disputed int) (words, status string) {
	switch {
	case figures == 0:
		return "no figures", ""
	case left > 0:
		return fmt.Sprintf("%d left", left), "needs_evidence"
	case disputed > 0:
		return fmt.Sprintf("%d disputed", disputed), "disputed"
	}
	return "ready", "verified"
}

// dayOf is the day of a moment, "" if it is none.
func dayOf(moment string) string {
	t, err := time.Parse(time.RFC3339, moment)
	if err != nil {
		return ""
	}
	return t.Format(time.DateOnly)
}
