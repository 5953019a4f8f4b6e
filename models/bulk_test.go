package models_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"tallymark/models"
	"tallymark/models/storetest"
)

// repeated is an article whose first three claims state one figure, the
// fourth another.
func repeated(t *testing.T, s *models.Store) []models.Claim {
	t.Helper()
	a := add(t, s, articleOf("https://news.example/repeated", "In all 41 people died.\n\nOf the ferry 41 people are dead.\n\nAgain 41 people, they said.\n\nBut 42 people came."))
	return claims(t, s, a.ID)
}

func bulkOf(token string, cs ...models.Claim) models.NewBulk {
	n := models.NewBulk{Revisions: map[uint]int{}, Token: token, Verdict: models.NewDecision{Status: models.StatusVerified, Basis: models.BasisPrimaryDocument, Reason: "The list."}}
	for _, c := range cs {
		n.Revisions[c.ID] = c.Revision
	}
	return n
}

func statuses(t *testing.T, s *models.Store, cs []models.Claim) string {
	t.Helper()
	var out []string
	for _, c := range claims(t, s, cs[0].ArticleID) {
		out = append(out, string(c.Status))
	}
	return strings.Join(out, " ")
}

func TestDecideAllAndUndoAll(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		cs := repeated(t, s)
		ada, bob := reviewer(t, s, "ada"), reviewer(t, s, "bob")
		same, err := s.SameFigure(ctx, ada, cs[0].ID)
		if err != nil || len(same) != 2 || same[0].ID != cs[1].ID || same[1].ID != cs[2].ID {
			t.Errorf("the same figure: %v, %v", same, err)
		}
		before := auditRows(t, s)
		b, err := s.DecideAll(ctx, ada, bulkOf("t", cs[:3]...))
		if err != nil || len(b.Decisions) != 3 {
			t.Fatalf("%+v, %v", b, err)
		}
		if again, err := s.DecideAll(ctx, ada, bulkOf("t", cs[:3]...)); err != nil || again.ID != b.ID || len(again.Decisions) != 3 {
			t.Errorf("the same form again: %+v, %v", again, err)
		}
		if n := auditRows(t, s) - before; n != 1 {
			t.Errorf("%d rows in the audit log, want 1", n)
		}
		if got := statuses(t, s, cs); got != "verified verified verified unreviewed" {
			t.Errorf("now %s", got)
		}
		if _, err := s.UndoAll(ctx, bob, b.ID, "u"); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("undo by somebody else: %v", err)
		}
		// One that was taken back alone is no hindrance.
		if _, err := s.Undo(ctx, ada, cs[2].ID, 2, "alone"); err != nil {
			t.Fatal(err)
		}
		u, err := s.UndoAll(ctx, ada, b.ID, "u")
		if err != nil || len(u.Decisions) != 2 {
			t.Fatalf("%+v, %v", u, err)
		}
		if again, err := s.UndoAll(ctx, ada, b.ID, "u"); err != nil || again.ID != u.ID {
			t.Errorf("the same undo again: %+v, %v", again, err)
		}
		if _, err := s.UndoAll(ctx, ada, b.ID, "another"); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("undone twice: %v", err)
		}
		if _, err := s.UndoAll(ctx, ada, u.ID, "back"); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("undo of an undo: %v", err)
		}
		if _, err := s.UndoAll(ctx, ada, 999, "none"); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("undo of what is not there: %v", err)
		}
		if got := statuses(t, s, cs); got != "unreviewed unreviewed unreviewed unreviewed" {
			t.Errorf("after the undo %s", got)
		}
		whole(t, s)
	})
}

func TestUndoAllIsBlockedAsAWhole(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		cs := repeated(t, s)
		ada, bob := reviewer(t, s, "ada"), reviewer(t, s, "bob")
		b, err := s.DecideAll(ctx, ada, bulkOf("t", cs[:3]...))
		if err != nil {
			t.Fatal(err)
		}
		n := verdict(cs[1].ID, models.StatusDisputed)
		n.Revision = 2
		decide(t, s, bob, n)
		_, err = s.UndoAll(ctx, ada, b.ID, "u")
		var refused *models.BulkRefusedError
		if !errors.As(err, &refused) || !errors.Is(err, models.ErrConflict) || len(refused.Rows) != 3 ||
			refused.Rows[0].Why != "" || !strings.Contains(refused.Rows[1].Why, "bob has decided on it since: Disputed") || refused.Rows[2].Why != "" {
			t.Errorf("%+v", err)
		}
		if got := statuses(t, s, cs); got != "verified disputed verified unreviewed" {
			t.Errorf("half is undone: %s", got)
		}
		whole(t, s)
	})
}

func TestDecideAllIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		cs := repeated(t, s)
		_, others := attack(t, s)
		ada, bob := reviewer(t, s, "ada"), reviewer(t, s, "bob")
		for name, tt := range map[string]struct {
			n    models.NewBulk
			want error
			why  string
		}{
			"another value":   {bulkOf("a", cs[0], cs[3]), models.ErrInvalid, "its value is another"},
			"another article": {bulkOf("b", cs[0], others[0]), models.ErrInvalid, "more than one article"},
			"no claim":        {bulkOf("c"), models.ErrInvalid, "choose the claims"},
			"no such claim":   {bulkOf("d", cs[0], models.Claim{ID: 999}), models.ErrNotFound, ""},
		} {
			if _, err := s.DecideAll(ctx, ada, tt.n); !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.why) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := s.DecideAll(ctx, storetest.User(t, s, "vic", models.RoleViewer), bulkOf("e", cs[:2]...)); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a viewer: %v", err)
		}
		noBasis := bulkOf("f", cs[:2]...)
		noBasis.Verdict.Basis = ""
		if _, err := s.DecideAll(ctx, ada, noBasis); !errors.Is(err, models.ErrInvalid) || !strings.Contains(err.Error(), fmt.Sprintf("claim %d: say what the verdict rests on", cs[0].ID)) {
			t.Errorf("without basis: %v", err)
		}
		decide(t, s, bob, verdict(cs[1].ID, models.StatusDisputed))
		_, err := s.DecideAll(ctx, ada, bulkOf("g", cs[:3]...))
		var refused *models.BulkRefusedError
		if !errors.As(err, &refused) || !refused.Stale || !strings.Contains(refused.Rows[1].Why, "bob has it as Disputed") || refused.Rows[0].Why != "" {
			t.Errorf("stale: %+v", err)
		}
		if got := statuses(t, s, cs); got != "unreviewed disputed unreviewed unreviewed" {
			t.Errorf("half is saved: %s", got)
		}
		rows, err := s.BulkPreview(ctx, ada, []uint{cs[3].ID, cs[0].ID, cs[0].ID})
		if err != nil || len(rows) != 2 || rows[0].Why != "" || rows[1].Why == "" {
			t.Errorf("preview %+v, %v", rows, err)
		}
		whole(t, s)
	})
}

// The same form sent by many at once is one bulk.
func TestDecideAllAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		cs := repeated(t, s)
		ada := reviewer(t, s, "ada")
		got := make([]uint, 6)
		_, failed := race(len(got), func(i int) error {
			b, err := s.DecideAll(ctx, ada, bulkOf("t", cs[:3]...))
			got[i] = b.ID
			return err
		})
		if failed != nil {
			t.Fatal(failed)
		}
		for _, id := range got {
			if id != got[0] {
				t.Errorf("bulks %v", got)
			}
		}
		whole(t, s)
	})
}

func TestMarks(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		cs := repeated(t, s)
		ada, bob := reviewer(t, s, "ada"), reviewer(t, s, "bob")
		for _, c := range []models.Claim{cs[1], cs[0], cs[1]} {
			if article, err := s.Mark(ctx, ada, c.ID, true); err != nil || article != c.ArticleID {
				t.Fatal(article, err)
			}
		}
		if _, err := s.Mark(ctx, ada, 999, true); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("no claim: %v", err)
		}
		marked := func(a models.Actor) int {
			t.Helper()
			p, err := s.Review(ctx, a, models.TabAll, cs[3].ID)
			if err != nil {
				t.Fatal(err)
			}
			return len(p.Marked)
		}
		if marked(ada) != 2 || marked(bob) != 0 {
			t.Errorf("marked %d and %d", marked(ada), marked(bob))
		}
		if _, err := s.Mark(ctx, ada, cs[0].ID, false); err != nil || marked(ada) != 1 {
			t.Errorf("after unmarking %d, %v", marked(ada), err)
		}
		// The article's form says which are marked, all of them.
		_, others := attack(t, s)
		if err := s.MarkArticle(ctx, ada, cs[0].ArticleID, []uint{cs[0].ID, others[0].ID}); !errors.Is(err, models.ErrInvalid) || marked(ada) != 1 {
			t.Errorf("a claim of another article: %v, %d marked", err, marked(ada))
		}
		if err := s.MarkArticle(ctx, ada, 999, nil); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("no article: %v", err)
		}
		if err := s.MarkArticle(ctx, ada, cs[0].ArticleID, []uint{cs[3].ID, cs[0].ID, cs[0].ID}); err != nil || marked(ada) != 2 {
			t.Errorf("%v, %d marked", err, marked(ada))
		}
		if _, err := race(6, func(int) error { return s.MarkArticle(ctx, ada, cs[0].ArticleID, []uint{cs[3].ID, cs[0].ID}) }); err != nil || marked(ada) != 2 {
			t.Errorf("all at once: %v, %d marked", err, marked(ada))
		}
		if art, rows, err := s.MarkedPreview(ctx, ada, cs[0].ArticleID); err != nil || art.ID != cs[0].ArticleID || len(rows) != 2 || rows[0].Why != "" || rows[1].Why == "" {
			t.Errorf("preview of what is marked: %+v, %v", rows, err)
		}
		if _, rows, err := s.MarkedPreview(ctx, bob, cs[0].ArticleID); err != nil || len(rows) != 0 {
			t.Errorf("somebody else's marks: %+v, %v", rows, err)
		}
		// What is decided on is no longer marked.
		if _, err := s.DecideAll(ctx, ada, bulkOf("t", cs[:2]...)); err != nil || marked(ada) != 1 {
			t.Errorf("after deciding %d, %v", marked(ada), err)
		}
		if last, err := s.LastDecision(ctx, ada); err != nil || last.Together != 2 {
			t.Errorf("last are %+v, %v", last, err)
		}
	})
}

// bodyOf are the claims of a figure that stand below the headline.
func bodyOf(f *models.Figure) (ids []uint, cs []models.Claim) {
	for _, m := range f.Members {
		if m.Claim.Start > len(m.Claim.Article.Title) {
			ids, cs = append(ids, m.ClaimID), append(cs, *m.Claim)
		}
	}
	return ids, cs
}

// One verdict goes to claims of several articles only while they are joined to
// one figure.
func TestDecideAllAcrossArticles(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		for _, outlet := range []string{"Meridon Post", "Vess Gazette", "Kaldo Times"} {
			add(t, s, ferry(t, outlet, 12, "12", "Twelve", "", "the coastguard"))
		}
		add(t, s, ferry(t, "Northern Sun", 12, "13", "Thirteen", "", "the coastguard"))
		apart := add(t, s, told(t, "Olten News", 13, "Train crash near Olten\n\nTwelve people died when a train left the rails near Olten Cross on Thursday, the coastguard said. It was bound for Dun Ferrow."))
		matched(t, s)
		f := dead(t, s, models.FiguresShared)
		_, cs := bodyOf(&f)
		ada := reviewer(t, s, "ada")
		rows, err := s.JoinedPreview(ctx, ada, f.ID, cs[0].ID)
		if err != nil || len(rows) != 3 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		var same []models.Claim
		for _, r := range rows {
			if r.Why != "" || r.Claim.NumberText != "Twelve" {
				t.Errorf("%s of %s: %q", r.Claim.Label, r.Claim.Article.OutletName(), r.Why)
			}
			same = append(same, r.Claim)
		}
		b, err := s.DecideAll(ctx, ada, bulkOf("all", same...))
		if err != nil || len(b.Decisions) != 3 {
			t.Fatalf("%+v, %v", b, err)
		}
		for _, c := range same {
			if got := claims(t, s, c.ArticleID); !strings.Contains(fmt.Sprint(statusOf(got, c.ID)), "verified") {
				t.Errorf("claim %d is %s", c.ID, statusOf(got, c.ID))
			}
		}
		if rows, err := s.JoinedPreview(ctx, ada, f.ID, cs[0].ID); err != nil || len(rows) != 0 {
			t.Errorf("decided ones are offered again: %d, %v", len(rows), err)
		}
		if _, err := s.UndoAll(ctx, ada, b.ID, "back"); err != nil {
			t.Fatal(err)
		}
		if rows, err = s.JoinedPreview(ctx, ada, f.ID, cs[0].ID); err != nil || len(rows) != 3 {
			t.Fatalf("after the undo %d, %v", len(rows), err)
		}
		// The same words about another event are another figure.
		other := claims(t, s, apart.ID)[0]
		n := bulkOf("mixed", rows[0].Claim, other)
		var refused *models.BulkRefusedError
		if _, err := s.DecideAll(ctx, ada, n); !errors.As(err, &refused) || !errors.Is(err, models.ErrInvalid) || !strings.Contains(refused.Error(), "more than one article") {
			t.Errorf("claims of two events: %v", err)
		}
		if _, err := s.JoinedPreview(ctx, ada, f.ID, other.ID); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("a claim of another figure: %v", err)
		}
		viewer := storetest.User(t, s, "vic", models.RoleViewer)
		if _, err := s.JoinedPreview(ctx, viewer, f.ID, cs[0].ID); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a viewer: %v", err)
		}
		whole(t, s)
	})
}

func statusOf(cs []models.Claim, id uint) models.Status {
	for _, c := range cs {
		if c.ID == id {
			return c.Status
		}
	}
	return ""
}
