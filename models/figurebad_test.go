package models_test

import (
	"fmt"
	"strings"
	"testing"

	"tallymark/models"
	"tallymark/models/storetest"
)

// A figure that very many articles repeat is counted as one of few is, without
// counting all of it with each article.
func TestCountsOfALargeFigure(t *testing.T) {
	t.Parallel()
	s := storetest.SQLite(t)
	add(t, s, told(t, "Outlet A", 12, saidOften(210)))
	add(t, s, ferry(t, "Outlet B", 12, "12", "Twelve", "", "the coastguard"))
	matched(t, s)
	counted := func() (claims, articles, outlets int) {
		err := s.WriteDB().Raw(`SELECT COUNT(*), COUNT(DISTINCT figure_claims.article_id), COUNT(DISTINCT outlet_id) FROM figure_claims
			JOIN articles ON articles.id = figure_claims.article_id WHERE figure_id = ?`, dead(t, s, models.FiguresShared).ID).Row().Scan(&claims, &articles, &outlets)
		if err != nil {
			t.Fatal(err)
		}
		return claims, articles, outlets
	}
	for _, outlet := range []string{"", "Outlet A", "Quite another", "Quite another"} {
		if outlet != "" {
			n := ferry(t, outlet, 13, "12", "Twelve", "", "the coastguard")
			n.URL = fmt.Sprintf("https://b.example/%s/%d", strings.ReplaceAll(outlet, " ", "-"), len(board(t, s, models.FiguresAll)))
			add(t, s, n)
			matched(t, s)
		}
		f := dead(t, s, models.FiguresShared)
		claims, articles, outlets := counted()
		if f.Claims != claims || f.Articles != articles || f.Outlets != outlets || claims <= 200 {
			t.Errorf("after %q: %d claims, %d articles, %d outlets; there are %d, %d, %d", outlet, f.Claims, f.Articles, f.Outlets, claims, articles, outlets)
		}
	}
}

// saidOften says the same as often as wanted.
func saidOften(times int) string {
	return "Ferry sinks off Port Meridon\n\n" + strings.Repeat("Twelve people died when the ferry Halcyon sank off Port Meridon.\n\n", times)
}

// An article that says the same thousands of times takes no more than its time
// to be read, and is one figure or a few, not thousands in conflict.
func TestAnArticleThatSaysTheSameThousandsOfTimes(t *testing.T) {
	t.Parallel()
	s := storetest.SQLite(t)
	const times = 5000
	n := told(t, "Meridon Post", 12, saidOften(times))
	if len(n.Claims) < times {
		t.Fatalf("%d claims", len(n.Claims))
	}
	add(t, s, n)
	add(t, s, ferry(t, "Kaldo Times", 12, "12", "Twelve", "", "the coastguard"))
	matched(t, s)
	f := dead(t, s, models.FiguresShared)
	if f.Claims < times || f.Conflict || len(f.Members) > 24 {
		t.Errorf("%d claims in the figure, %d shown, in conflict: %v", f.Claims, len(f.Members), f.Conflict)
	}
	if p, err := s.Figure(ctx, models.SystemActor, f.ID); err != nil || len(p.Figure.Members) > 200 {
		t.Errorf("the page shows %d, %v", len(p.Figure.Members), err)
	}
}
