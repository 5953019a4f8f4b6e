package models_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"tallymark/extract"
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

// Articles without a date, or of a day that is still to come, are placed as
// others are, and the picture of their figure has a day for each.
func TestFiguresOfArticlesWithoutAUsableDate(t *testing.T) {
	t.Parallel()
	s := storetest.SQLite(t)
	add(t, s, ferry(t, "Meridon Post", 12, "12", "Twelve", "", "the coastguard"))
	undated := ferry(t, "Vess Gazette", 13, "12", "Twelve", "", "the coastguard")
	undated.PublishedAt = nil
	add(t, s, undated)
	ahead := ferry(t, "Kaldo Times", 14, "12", "Twelve", "", "the coastguard")
	day := time.Date(2999, 1, 1, 0, 0, 0, 0, time.UTC)
	ahead.PublishedAt = &day
	add(t, s, ahead)
	matched(t, s)
	placed := 0
	for _, f := range board(t, s, models.FiguresAll) {
		for _, m := range f.Members {
			if placed++; m.Day == 0 {
				t.Errorf("claim %d is of no day", m.ClaimID)
			}
		}
		if f.Conflict {
			t.Errorf("figure %d is in conflict though all say twelve", f.ID)
		}
	}
	all, _, err := s.Claims(ctx, models.SystemActor, models.ClaimFilter{Limit: 200})
	if err != nil || placed != len(all) {
		t.Errorf("%d of %d claims are of a figure, %v", placed, len(all), err)
	}
}

// The same text at two addresses is two articles, one figure, one origin and no
// conflict.
func TestTheSameTextTwiceIsOneOrigin(t *testing.T) {
	t.Parallel()
	s := storetest.SQLite(t)
	add(t, s, ferry(t, "Meridon Post", 12, "12", "Twelve", "", "the coastguard"))
	add(t, s, ferry(t, "Vess Gazette", 12, "12", "Twelve", "", "the coastguard"))
	matched(t, s)
	if f := dead(t, s, models.FiguresShared); f.Articles != 2 || f.Outlets != 2 || f.Origins != 1 || f.Conflict {
		t.Errorf("%d articles, %d outlets, %d origins, in conflict: %v", f.Articles, f.Outlets, f.Origins, f.Conflict)
	}
}

// Sums in two currencies are never held against each other.
func TestSumsInTwoCurrenciesAreNoConflict(t *testing.T) {
	t.Parallel()
	s := storetest.SQLite(t)
	const quay = "Port Meridon rebuilds its quay\n\nThe new quay of Port Meridon will cost %s, Mayor Ines Varga said on Wednesday. The old one was destroyed when the ferry Halcyon sank."
	add(t, s, told(t, "Meridon Post", 12, fmt.Sprintf(quay, "$40 million")))
	add(t, s, told(t, "Kaldo Times", 12, fmt.Sprintf(quay, "€37 million")))
	matched(t, s)
	money := 0
	for _, f := range board(t, s, models.FiguresAll) {
		if f.Kind != extract.Money {
			continue
		}
		if money += f.Claims; f.Conflict {
			t.Errorf("figure %d from %v to %v is in conflict", f.ID, *f.Low, *f.High)
		}
	}
	if money != 2 {
		t.Errorf("%d sums, want 2", money)
	}
}

// Whoever joins what another has split is told so; the way back is open.
func TestContradictoryWordsOnFigures(t *testing.T) {
	t.Parallel()
	s := storetest.SQLite(t)
	eve := storetest.User(t, s, "eve", models.RoleEditor)
	add(t, s, ferry(t, "Meridon Post", 12, "12", "Twelve", "", "the coastguard"))
	add(t, s, ferry(t, "Kaldo Times", 12, "31", "Thirty-one", "", "Mayor Ines Varga"))
	matched(t, s)
	f := dead(t, s, models.FiguresShared)
	out := f.Members[len(f.Members)-1].ClaimID
	split, err := s.SplitFigure(ctx, eve, models.NewFigureAct{FigureID: f.ID, ClaimID: out, Reason: "Another ferry.", Token: "1"})
	if err != nil {
		t.Fatal(err)
	}
	for i, join := range [][2]uint{{f.ID, *split.OtherID}, {*split.OtherID, f.ID}, {f.ID, f.ID}, {f.ID, 999_999}} {
		_, err := s.JoinFigures(ctx, eve, models.NewFigureAct{FigureID: join[0], OtherID: join[1], Reason: "One ferry.", Token: fmt.Sprint("join", i)})
		if wrong, ok := errors.AsType[*models.InvalidError](err); !ok || wrong.Field != "other" {
			t.Errorf("figure %d joined to %d: %v", join[1], join[0], err)
		}
	}
	if _, err := s.UndoFigureAct(ctx, eve, split.ID, "2"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.UndoFigureAct(ctx, eve, split.ID, "3"); err == nil {
		t.Error("taken back twice")
	}
	if again := dead(t, s, models.FiguresShared); again.Claims != f.Claims || again.ID != f.ID {
		t.Errorf("figure %d of %d claims, want %d of %d", again.ID, again.Claims, f.ID, f.Claims)
	}
	whole(t, s)
}

// The tab of what changed has what came since yesterday, on both databases.
func TestWhatChangedSinceYesterday(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		if got := board(t, s, models.FiguresChanged); len(got) != 0 {
			t.Errorf("%d figures of no claim", len(got))
		}
		add(t, s, ferry(t, "Meridon Post", 12, "12", "Twelve", "", "the coastguard"))
		add(t, s, ferry(t, "Kaldo Times", 12, "31", "Thirty-one", "", "Mayor Ines Varga"))
		matched(t, s)
		if got, all := board(t, s, models.FiguresChanged), board(t, s, models.FiguresShared); len(got) == 0 || len(got) != len(all) {
			t.Errorf("%d figures, want %d", len(got), len(all))
		}
	})
}
