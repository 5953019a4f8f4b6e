package models_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tallymark/extract"
	"tallymark/models"
	"tallymark/models/storetest"
)

// told is an article of a day of March 2026, read by the engine.
func told(t testing.TB, outlet string, day int, text string) models.NewArticle {
	at := time.Date(2026, 3, day, 0, 0, 0, 0, time.UTC)
	n := articleOf(fmt.Sprintf("https://%s.example/%d", strings.ReplaceAll(strings.ToLower(outlet), " ", "-"), day), text)
	n.Title, _, _ = strings.Cut(text, "\n")
	n.Outlet, n.PublishedAt = outlet, &at
	n.Claims = engine(t).Claims(extract.Document{Text: text, Lang: "en", Date: at.Format(time.DateOnly)}, true)
	return n
}

// matched places all claims that wait.
func matched(t testing.TB, s *models.Store) {
	t.Helper()
	if _, _, err := s.MatchPending(ctx, 0, 10_000); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Unmatched(ctx); err != nil || n != 0 {
		t.Fatalf("%d articles left, %v", n, err)
	}
}

const ferrySank = "Ferry sinks off Port Meridon, killing %s\n\nPORT MERIDON%s - %s people died when the ferry Halcyon sank off Port Meridon on %s, %s said. " +
	"The Halcyon had left Vessmouth at dawn with cars and passengers on board, and Captain Rune Aasen sent a call for help. Coastguard boats from Vessmouth searched the water."

// ferry is a report of the sinking, with the words that stand for the number.
func ferry(t testing.TB, outlet string, day int, head, dead, agency, says string) models.NewArticle {
	return told(t, outlet, day, fmt.Sprintf(ferrySank, head, agency, dead, "Wednesday", says))
}

// board is the figures of a tab, each as its numbers and its claims.
func board(t testing.TB, s *models.Store, tab string) []models.Figure {
	t.Helper()
	rows, _, err := s.Figures(ctx, models.SystemActor, models.FigureFilter{Tab: tab})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func dead(t testing.TB, s *models.Store, tab string) models.Figure {
	t.Helper()
	rows := slices.DeleteFunc(board(t, s, tab), func(f models.Figure) bool {
		return f.Kind != extract.Deaths || !strings.HasPrefix(f.Members[0].Claim.Article.Title, "Ferry")
	})
	if len(rows) != 1 {
		for _, f := range rows {
			for _, m := range f.Members {
				t.Logf("figure %d: %s, %s, %v", f.ID, m.Claim.Label, m.Claim.Article.Title, m.Parts)
			}
		}
		t.Fatalf("%d figures of the dead", len(rows))
	}
	return rows[0]
}

// What several outlets say of one event is one figure, and the digits have no
// part in it.
func TestOneFigureOfSeveralArticles(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		add(t, s, ferry(t, "Meridon Post", 12, "12", "Twelve", " (Reuters)", "the coastguard"))
		add(t, s, ferry(t, "Vess Gazette", 12, "12", "Twelve", " (Reuters)", "the coastguard"))
		add(t, s, ferry(t, "Northern Sun", 13, "31", "Thirty-one", "", "Mayor Ines Varga"))
		add(t, s, ferry(t, "Kaldo Times", 13, "13", "Thirteen", "", "the port authority"))
		add(t, s, told(t, "Olten News", 13, "Train crash near Olten kills 12\n\nTwelve people died when a train left the rails near Olten Cross on Thursday, the railway said. It was bound for Dun Ferrow."))
		matched(t, s)
		f := dead(t, s, models.FiguresShared)
		if f.Articles != 4 || f.Claims != 8 || f.Outlets != 4 || f.Origins != 3 || !f.Conflict || *f.Low != 12 || *f.High != 31 {
			t.Errorf("%+v", f)
			for _, m := range f.Members {
				t.Logf("%s (%s): %s, origin %d", m.Claim.Label, m.Claim.Article.OutletName(), m.Relation, m.Origin)
			}
		}
		for _, m := range f.Members {
			if want := m.Day == f.Members[len(f.Members)-1].Day; m.Claim.ConflictFlag != want {
				t.Errorf("%s of %s in conflict: %v", m.Claim.Label, m.Claim.Article.OutletName(), m.Claim.ConflictFlag)
			}
		}
		whole(t, s)
	})
}

// settled is a figure of two articles with a working value.
func settled(t testing.TB, s *models.Store, editor models.Actor) (models.Figure, models.FigureAct) {
	t.Helper()
	add(t, s, ferry(t, "Meridon Post", 12, "41", "Forty-one", "", "the coastguard"))
	add(t, s, ferry(t, "Kaldo Times", 12, "44", "Forty-four", "", "Mayor Ines Varga"))
	matched(t, s)
	f := dead(t, s, models.FiguresConflict)
	n := models.NewFigureAct{FigureID: f.ID, Value: "at least 41", Reason: "The coastguard counted.", Token: "settled"}
	x, err := s.SettleFigure(ctx, editor, engine(t), n)
	if err != nil {
		t.Fatal(err)
	}
	return f, x
}

// An editor says what the figure is: it is in conflict no more, until a claim
// comes that does not fit. What is taken back was never said.
func TestAFigureIsSettled(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		eve := storetest.User(t, s, "eve", models.RoleEditor)
		f, x := settled(t, s, eve)
		p, err := s.Figure(ctx, eve, f.ID)
		if err != nil || p.Figure.Conflict || p.Figure.SettledBy == nil || p.Figure.SettledBy.Figure() != "at least 41" || len(p.Acts) != 1 {
			t.Errorf("settled: %+v, %v", p, err)
		}
		for _, m := range p.Figure.Members {
			if m.Claim.ConflictFlag {
				t.Errorf("%s is still in conflict", m.Claim.Label)
			}
		}
		if got := board(t, s, models.FiguresSettled); len(got) != 1 || len(board(t, s, models.FiguresConflict)) != 0 {
			t.Errorf("%d settled, %d in conflict", len(got), len(board(t, s, models.FiguresConflict)))
		}
		again := models.NewFigureAct{FigureID: f.ID, Value: "at least 41", Reason: "The coastguard counted.", Token: "settled"}
		if y, err := s.SettleFigure(ctx, eve, engine(t), again); err != nil || y.ID != x.ID {
			t.Errorf("sent twice: %+v, %v", y, err)
		}
		add(t, s, ferry(t, "Northern Sun", 12, "47", "Forty-seven", "", "the harbour master"))
		matched(t, s)
		if !dead(t, s, models.FiguresShared).Conflict {
			t.Error("a claim that came later conflicts, and nobody is told")
		}
		if _, err := s.UndoFigureAct(ctx, eve, x.ID, "back"); err != nil {
			t.Fatal(err)
		}
		if f := dead(t, s, models.FiguresConflict); f.SettledByID != nil {
			t.Errorf("taken back: %+v", f)
		}
		whole(t, s)
	})
}

// What people say of figures wins over what the program makes of them, also
// when articles are matched again.
func TestPeopleJoinAndSplit(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		eve := storetest.User(t, s, "eve", models.RoleEditor)
		add(t, s, ferry(t, "Meridon Post", 12, "41", "Forty-one", "", "the coastguard"))
		other := add(t, s, ferry(t, "Kaldo Times", 12, "44", "Forty-four", "", "Mayor Ines Varga"))
		apart := add(t, s, told(t, "Olten News", 12, "Boat lost in the storm\n\nA fishing boat went down far out at sea and 41 sailors were drowned on Wednesday, relatives said."))
		matched(t, s)
		f := dead(t, s, models.FiguresShared)
		out := claims(t, s, other.ID)[0]
		n := models.NewFigureAct{FigureID: f.ID, ClaimID: out.ID, Reason: "Another ferry.", Token: "split"}
		split, err := s.SplitFigure(ctx, eve, n)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.MatchAgain(ctx, eve); err != nil {
			t.Fatal(err)
		}
		matched(t, s)
		if got, _ := s.Figure(ctx, eve, *split.OtherID); len(got.Figure.Members) != 1 || got.Figure.Members[0].ClaimID != out.ID {
			t.Errorf("split off: %+v", got.Figure)
		}
		if _, err := s.JoinFigures(ctx, eve, models.NewFigureAct{FigureID: f.ID, OtherID: *split.OtherID, Reason: "No.", Token: "against"}); err == nil || !strings.Contains(err.Error(), "take that back first") {
			t.Errorf("joined against what was said: %v", err)
		}
		if _, err := s.UndoFigureAct(ctx, eve, split.ID, "together"); err != nil {
			t.Fatal(err)
		}
		if got := dead(t, s, models.FiguresShared); got.Claims != f.Claims || got.Origins != f.Origins {
			t.Errorf("taken back: %+v, was %+v", got, f)
		}

		drowned := claims(t, s, apart.ID)[0].ID
		alone := board(t, s, models.FiguresAll)
		i := slices.IndexFunc(alone, func(f models.Figure) bool { return f.FirstClaimID == drowned })
		if i < 0 {
			t.Fatalf("claim %d is of no figure of its own: %+v", drowned, alone)
		}
		join, err := s.JoinFigures(ctx, eve, models.NewFigureAct{FigureID: f.ID, OtherID: alone[i].ID, Reason: "The same night.", Token: "join"})
		if err != nil {
			t.Fatal(err)
		}
		if p, err := s.Figure(ctx, eve, alone[i].ID); err != nil || p.Figure.MergedIntoID == nil || *p.Figure.MergedIntoID != f.ID {
			t.Errorf("joined to another: %+v, %v", p.Figure, err)
		}
		if got := dead(t, s, models.FiguresShared); got.Claims != f.Claims+1 || got.Articles != 3 {
			t.Errorf("joined: %+v", got)
		}
		if _, err := s.UndoFigureAct(ctx, eve, join.ID, "apart again"); err != nil {
			t.Fatal(err)
		}
		if p, err := s.Figure(ctx, eve, alone[i].ID); err != nil || p.Figure.Claims != 1 || p.Figure.MergedIntoID != nil {
			t.Errorf("apart again: %+v, %v", p.Figure, err)
		}
		ann := storetest.User(t, s, "ann", models.RoleReviewer)
		n.Token = "not mine"
		if _, err := s.SplitFigure(ctx, ann, n); err == nil {
			t.Error("a reviewer splits figures")
		}
		whole(t, s)
	})
}

// A figure of another part of the same event stands beside it.
func TestAnotherScopeIsAnotherFigure(t *testing.T) {
	t.Parallel()
	s := storetest.SQLite(t)
	eve := storetest.User(t, s, "eve", models.RoleEditor)
	add(t, s, ferry(t, "Meridon Post", 12, "41", "Forty-one", "", "the coastguard"))
	add(t, s, told(t, "Kaldo Times", 12, "Ferry Halcyon sinks off Port Meridon\n\nThe sinking of the ferry Halcyon off Port Meridon on Wednesday caused 96 casualties, the coastguard said. Boats from Vessmouth searched for Captain Rune Aasen."))
	matched(t, s)
	rows := board(t, s, models.FiguresAll)
	if len(rows) != 2 || rows[0].EventID != rows[1].EventID {
		t.Fatalf("%+v", rows)
	}
	if p, err := s.Figure(ctx, eve, rows[0].ID); err != nil || len(p.Siblings) != 1 || p.Figure.Conflict {
		t.Errorf("%+v, %v", p, err)
	}
}

// A claim that is none any more leaves its figure, and its conflict with it.
func TestWhatIsNoClaimLeavesItsFigure(t *testing.T) {
	t.Parallel()
	s := storetest.SQLite(t)
	ann := storetest.User(t, s, "ann", models.RoleReviewer)
	first := add(t, s, ferry(t, "Meridon Post", 12, "41", "Forty-one", "", "the coastguard"))
	other := add(t, s, ferry(t, "Kaldo Times", 12, "44", "Forty-four", "", "Mayor Ines Varga"))
	matched(t, s)
	for _, c := range claims(t, s, other.ID) {
		d := verdict(c.ID, models.StatusNotAClaim)
		d.Revision = c.Revision
		decide(t, s, ann, d)
	}
	matched(t, s)
	for _, c := range append(claims(t, s, first.ID), claims(t, s, other.ID)...) {
		if c.ConflictFlag {
			t.Errorf("%s is in conflict with what is no claim", c.Label)
		}
	}
	if rows := board(t, s, models.FiguresAll); len(rows) != 1 || rows[0].Articles != 1 {
		t.Errorf("%+v", rows)
	}
	whole(t, s)
}

// One text with very many of one figure, and none of it takes long.
func TestAnArticleOfOneFigure(t *testing.T) {
	t.Parallel()
	s := storetest.SQLite(t)
	add(t, s, told(t, "Meridon Post", 12, "Ferry sinks\n\n"+strings.Repeat("41 people died when the ferry Halcyon sank off Port Meridon. ", 2000)))
	begin := time.Now()
	matched(t, s)
	if took := time.Since(begin); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
	if rows := board(t, s, models.FiguresAll); len(rows) != 1 || rows[0].Claims != 2000 || rows[0].Origins != 1 {
		t.Errorf("%d figures, the first %+v", len(rows), rows[0])
	}
}
