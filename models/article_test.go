package models_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tallymark/models"
	"tallymark/models/storetest"
)

func TestAddArticle(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		published := time.Date(2026, 2, 3, 4, 5, 6, 789, time.FixedZone("", 3600))
		n := articleOf("https://News.Example:443/a?utm_source=x&id=7#top", "Police said on Monday that 41 people died.")
		n.Title, n.PublishedAt, n.Raw, n.RawType, n.RawName = "A  \x00title", &published, []byte("<p>raw"), "text/html", "a.html"
		a, created, err := s.AddArticle(ctx, models.SystemActor, n)
		if err != nil || !created {
			t.Fatalf("%v, created %v", err, created)
		}
		p, err := s.Article(ctx, models.SystemActor, a.ID)
		if err != nil {
			t.Fatal(err)
		}
		got := p.Article
		if got.Title != "A \uFFFDtitle" || got.OutletName() != "The Daily Example" || *got.CanonicalURL != "https://news.example/a?id=7" ||
			!got.PublishedAt.Equal(published.Truncate(time.Microsecond)) || got.Counts.Unreviewed != 1 || got.AddedByID != nil {
			t.Errorf("article: %+v", got)
		}
		if p.Version.Text != n.Text || p.Version.Number != 1 || len(p.Versions) != 1 || p.Version.Blocks == nil {
			t.Errorf("version: %+v", p.Version)
		}
		c := p.Claims[0]
		if c.Quote != "41 people" || *c.Value != 41 || c.Low != nil || c.Status != models.StatusUnreviewed || c.Revision != 1 ||
			!strings.HasSuffix(c.SourceLink, ":~:text=on%20Monday%20that-,41%20people") {
			t.Errorf("claim: %+v", c)
		}
		if alone, err := s.Claim(ctx, models.SystemActor, c.ID); err != nil || alone.Claim.ScoreParts["casualties"] != 0.5 {
			t.Errorf("parts of the score: %v, %v", alone.Claim.ScoreParts, err)
		}
		raw, err := s.ArticleRaw(ctx, models.SystemActor, p.Version.ID)
		if err != nil || !bytes.Equal(raw.Raw, n.Raw) || raw.RawType != "text/html" {
			t.Errorf("original: %q, %v", raw.Raw, err)
		}
		n.URL = "https://news.example/a?id=7&fbclid=9"
		again, created, err := s.AddArticle(ctx, models.SystemActor, n)
		if err != nil || created || again.ID != a.ID {
			t.Errorf("added again: %v, created %v, %v", again.ID, created, err)
		}
		whole(t, s)
	})
}

func TestAddArticleRefused(t *testing.T) {
	s := storetest.SQLite(t)
	for _, tt := range []struct {
		name  string
		edit  func(*models.NewArticle)
		field string
	}{
		{"no text", func(n *models.NewArticle) { n.Text, n.Claims = " \n\t", nil }, "text"},
		{"NUL", func(n *models.NewArticle) { n.Text, n.Claims = "a\x00b", nil }, "text"},
		{"no UTF-8", func(n *models.NewArticle) { n.Text, n.Claims = "a\xffb", nil }, "text"},
		{"too long", func(n *models.NewArticle) { n.Text, n.Claims = strings.Repeat("a", 20<<20+1), nil }, "text"},
		{"no web address", func(n *models.NewArticle) { n.URL = "javascript:alert(1)" }, "url"},
		{"no host", func(n *models.NewArticle) { n.URL = "https:///a" }, "url"},
		{"half an address", func(n *models.NewArticle) { n.URL = "news.example/a" }, "url"},
		{"long title", func(n *models.NewArticle) { n.Title = strings.Repeat("a", 2001) }, "title"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			n := articleOf("https://a.example/", "41 dead")
			tt.edit(&n)
			_, _, err := s.AddArticle(ctx, models.SystemActor, n)
			if e, ok := errors.AsType[*models.InvalidError](err); !ok || e.Field != tt.field {
				t.Errorf("got %v, want an InvalidError of %s", err, tt.field)
			}
		})
	}
	n := articleOf("", "41 dead")
	n.Claims[0].Quote = "42 dead"
	if _, _, err := s.AddArticle(ctx, models.SystemActor, n); err == nil {
		t.Error("a quote that is not in the text was stored")
	}
}

func TestAddArticleIdentity(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		const one, two = "One text with 41 dead.", "Another text with 41 dead."
		first := add(t, s, articleOf("https://a.example/x", one))
		for _, tt := range []struct {
			name, url, text string
			same, created   bool
		}{
			{"same URL, same text", "https://a.example/x", one, true, false},
			{"same URL but for fragment and trackers", "HTTPS://A.example/x?utm_medium=m#:~:text=41", one, true, false},
			{"other URL, same text", "https://b.example/x", one, false, true},
			{"no URL, same text", "", one, false, true},
			{"no URL, same text again", "", one, false, false},
			{"same URL, other text", "https://a.example/x", two, true, true},
			{"same URL, first text again", "https://a.example/x", one, true, false},
		} {
			a, created, err := s.AddArticle(ctx, models.SystemActor, articleOf(tt.url, tt.text))
			if err != nil || created != tt.created || (a.ID == first.ID) != tt.same {
				t.Errorf("%s: article %d, created %v, %v", tt.name, a.ID, created, err)
			}
		}
		whole(t, s)
	})
}

func TestAddArticleAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		for _, url := range []string{"https://a.example/at-once", ""} {
			var made atomic.Int32
			won, lost := race(50, func(int) error {
				_, created, err := s.AddArticle(ctx, models.SystemActor, articleOf(url, "A text with 41 dead and 13 arrested."))
				if created {
					made.Add(1)
				}
				return err
			})
			if won != 50 || made.Load() != 1 {
				t.Errorf("%q: %d went well, %d made something: %v", url, won, made.Load(), lost)
			}
		}
		rows, _, err := s.Articles(ctx, models.SystemActor, models.ArticleFilter{})
		if err != nil || len(rows) != 2 {
			t.Errorf("%d articles, %v", len(rows), err)
		}
		whole(t, s)
	})
}

func TestNewVersion(t *testing.T) {
	for _, tt := range []struct {
		name, old, new string
		moved          []string // numbers whose verdict stays
	}{
		{"untouched sentence", "It says that in all 41 people died on Monday.", "Update. It says that in all 41 people died on Monday.", []string{"41"}},
		{"another number", "In all 41 people died on Monday.", "In all 44 people died on Monday.", nil},
		{"a point lost", "Prices rose by 1.5% in May there.", "Prices rose by 15% in May there.", nil},
		{"a digit more", "They say that 13 people were arrested.", "They say that 113 people were arrested.", nil},
		{"approximator", "It was at least 41 people who died.", "It was only about 41 people who died.", nil},
		{"other unit", "They found 41 people in the house.", "They found 41 guns in the house.", nil},
		{"moved paragraph", "In all 41 people died on Monday.\n\nThey say that 13 men were held.",
			"They say that 13 men were held.\n\nIn all 41 people died on Monday.", []string{"41", "13"}},
		{"twice in the new text", "In all 41 people died on Monday.", "In all 41 people died on Monday.\n\nIn all 41 people died on Monday.", nil},
		{"gone", "In all 41 people died on Monday.", "Nothing more is known.", nil},
		{"case and punctuation", "So in all, 41 people died on Monday.", "So in ALL 41 people died, on Monday.", []string{"41"}},
		{"the sign before", "It fell by the figure $41 people say.", "It fell by the figure €41 people say.", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *models.Store) {
				const url = "https://a.example/v"
				a := add(t, s, articleOf(url, tt.old))
				ann := reviewer(t, s, "ann")
				for _, c := range claims(t, s, a.ID) {
					decide(t, s, ann, verdict(c.ID, models.StatusVerified))
				}
				b := add(t, s, articleOf(url, tt.new))
				if a.ID != b.ID {
					t.Fatalf("articles %d and %d", a.ID, b.ID)
				}
				var kept []string
				for _, c := range claims(t, s, a.ID) {
					if !c.Stale && c.Status == models.StatusVerified {
						kept = append(kept, c.NumberText)
					}
					if c.Stale && c.Status != models.StatusVerified {
						t.Errorf("stale %s lost its verdict", c.NumberText)
					}
				}
				if len(kept) != len(tt.moved) || strings.Join(sorted(kept), " ") != strings.Join(sorted(tt.moved), " ") {
					t.Errorf("verdicts stay on %v, want %v", kept, tt.moved)
				}
				whole(t, s)
			})
		})
	}
}

func TestListsByCursor(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		for i := range 7 {
			add(t, s, articleOf(fmt.Sprint("https://a.example/", i), fmt.Sprintf("Text %d says that 41 people died.", i)))
		}
		var ids []uint
		cursor := ""
		for page := 0; page == 0 || cursor != ""; page++ {
			rows, next, err := s.Articles(ctx, models.SystemActor, models.ArticleFilter{Cursor: cursor, Limit: 3})
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range rows {
				ids = append(ids, r.ID)
			}
			// What is added meanwhile neither repeats nor hides a row.
			add(t, s, articleOf(fmt.Sprint("https://a.example/new", page), fmt.Sprintf("New text %d: 41 dead.", page)))
			cursor = next
		}
		if diff := cmp.Diff([]uint{7, 6, 5, 4, 3, 2, 1}, ids); diff != "" {
			t.Error(diff)
		}
		for _, bad := range []string{"x", "MTow", "MTotMQ", "ü", "MjoxMg", strings.Repeat("M", 1000)} {
			_, _, err := s.Articles(ctx, models.SystemActor, models.ArticleFilter{Cursor: bad})
			if e, ok := errors.AsType[*models.InvalidError](err); !ok || e.Field != "cursor" {
				t.Errorf("cursor %q: %v", bad, err)
			}
			if _, _, err := s.Claims(ctx, models.SystemActor, models.ClaimFilter{Cursor: bad}); !errors.Is(err, models.ErrInvalid) {
				t.Errorf("cursor %q: %v", bad, err)
			}
		}
	})
}

func TestArticleFilters(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann := reviewer(t, s, "ann")
		open := add(t, s, articleOf("https://a.example/open", "Casablanca: 41 people died."))
		done := add(t, s, articleOf("https://a.example/done", "Lisbon: 13 men held."))
		bad := add(t, s, articleOf("https://a.example/bad", "São Paulo: 7 guns found."))
		other := articleOf("https://b.example/", "No figures in Lisboa.")
		other.Outlet = "Other"
		empty := add(t, s, other)
		decide(t, s, ann, verdict(claims(t, s, done.ID)[0].ID, models.StatusVerified))
		decide(t, s, ann, verdict(claims(t, s, bad.ID)[0].ID, models.StatusDisputed))
		for _, tt := range []struct {
			f    models.ArticleFilter
			want []uint
		}{
			{models.ArticleFilter{}, []uint{empty.ID, bad.ID, done.ID, open.ID}},
			{models.ArticleFilter{State: models.ArticleOpen}, []uint{open.ID}},
			{models.ArticleFilter{State: models.ArticleDone}, []uint{bad.ID, done.ID}},
			{models.ArticleFilter{State: models.ArticleDisputed}, []uint{bad.ID}},
			{models.ArticleFilter{Outlet: "Other"}, []uint{empty.ID}},
			{models.ArticleFilter{Outlet: "Nobody"}, nil},
			{models.ArticleFilter{Query: "casablanca"}, []uint{open.ID}},
			{models.ArticleFilter{Query: "lisb"}, []uint{empty.ID, done.ID}},
			{models.ArticleFilter{Query: "sao PAULO"}, []uint{bad.ID}},
			{models.ArticleFilter{Query: "title lisbon", State: models.ArticleDone}, []uint{done.ID}},
			{models.ArticleFilter{Query: "1"}, nil},
			{models.ArticleFilter{Query: "41"}, []uint{open.ID}},
			{models.ArticleFilter{Query: "?!"}, nil},
		} {
			rows, _, err := s.Articles(ctx, ann, tt.f)
			if err != nil {
				t.Errorf("%+v: %v", tt.f, err)
			}
			var got []uint
			for _, r := range rows {
				got = append(got, r.ID)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%+v: %s", tt.f, diff)
			}
		}
		if _, _, err := s.Articles(ctx, ann, models.ArticleFilter{State: "x' OR 1=1"}); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("unknown state: %v", err)
		}
	})
}

func TestClaimFilters(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann, ben := reviewer(t, s, "ann"), reviewer(t, s, "ben")
		art, cs := attack(t, s)
		n := articleOf("https://b.example/", "Elsewhere 1,300 Moroccans left in 1998.")
		n.Outlet, n.Claims[0].Kind, n.Claims[0].Attribution = "Other", "people", nil
		n.Claims[1].Checkable, n.Claims[1].Reason = false, "date"
		other := claims(t, s, add(t, s, n).ID)
		decide(t, s, ann, verdict(cs[0].ID, models.StatusVerified))
		decide(t, s, ben, verdict(cs[1].ID, models.StatusDisputed))
		no := false
		for _, tt := range []struct {
			name string
			f    models.ClaimFilter
			want []uint
		}{
			{"all that can be checked", models.ClaimFilter{}, []uint{other[0].ID, cs[2].ID, cs[1].ID, cs[0].ID}},
			{"what cannot", models.ClaimFilter{Checkable: &no}, []uint{other[1].ID}},
			{"one status", models.ClaimFilter{Status: []models.Status{models.StatusVerified}}, []uint{cs[0].ID}},
			{"two", models.ClaimFilter{Status: []models.Status{models.StatusVerified, models.StatusDisputed}}, []uint{cs[1].ID, cs[0].ID}},
			{"kind", models.ClaimFilter{Kind: "people"}, []uint{other[0].ID}},
			{"outlet", models.ClaimFilter{Outlet: "Other"}, []uint{other[0].ID}},
			{"reviewer", models.ClaimFilter{Reviewer: ben.UserID}, []uint{cs[1].ID}},
			{"article", models.ClaimFilter{ArticleID: art.ID}, []uint{cs[2].ID, cs[1].ID, cs[0].ID}},
			{"words", models.ClaimFilter{Text: "moroc"}, []uint{other[0].ID}},
			{"a number", models.ClaimFilter{Text: "1,300"}, []uint{other[0].ID}},
			{"a number is whole", models.ClaimFilter{Text: "1,3"}, nil},
			{"words and status", models.ClaimFilter{Text: "arrested", Status: []models.Status{models.StatusDisputed}}, []uint{cs[1].ID}},
		} {
			rows, _, err := s.Claims(ctx, ann, tt.f)
			var got []uint
			for _, r := range rows {
				got = append(got, r.ID)
				if r.Article == nil || r.Article.Outlet == nil || (r.DecidedByID != nil) != (r.DecidedBy != nil) {
					t.Errorf("%s: row without its article, outlet or reviewer", tt.name)
				}
			}
			if diff := cmp.Diff(tt.want, got); err != nil || diff != "" {
				t.Errorf("%s: %v %s", tt.name, err, diff)
			}
		}
	})
}

// Any string is a valid search.
func TestSearchHostile(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		attack(t, s)
		for _, q := range []string{
			`"`, `""`, `'`, `''; DROP TABLE claims; --`, `\`, `a\`, `a\'b`, `"a" OR "b"`, `NEAR(a b)`, `a AND`, `NOT`, `OR`, `*`, `a*`, `^a`, `label:x`,
			`-a`, `(`, `)`, `a:b`, `:*`, `&`, `|`, `!`, `<->`, `a & | b`, "\x00", "a\x00b", "\xff\xfe", "é", "e\u0301", "日本", "🙂", "𝟜𝟙", "٤١", "a\u200bb", "\u0301",
			`%`, `_`, `?`, `$1`, `{a}`, strings.Repeat("a ", 5000), strings.Repeat("x", 100_000), strings.Repeat(`"`, 1000), "½", "²",
		} {
			if _, _, err := s.Claims(ctx, models.SystemActor, models.ClaimFilter{Text: q}); err != nil {
				t.Errorf("claims by %.40q: %v", q, err)
			}
			if _, _, err := s.Articles(ctx, models.SystemActor, models.ArticleFilter{Query: q}); err != nil {
				t.Errorf("articles by %.40q: %v", q, err)
			}
			f := models.ClaimFilter{Text: q, Kind: q, Outlet: q}
			if _, _, err := s.Claims(ctx, models.SystemActor, f); err != nil {
				t.Errorf("filter by %.40q: %v", q, err)
			}
		}
	})
}

// The number of queries does not grow with the number of rows.
func TestQueryCounts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann := reviewer(t, s, "ann")
		n := 0
		grow := func() {
			for range 10 {
				n++
				a := add(t, s, articleOf(fmt.Sprint("https://a.example/", n), fmt.Sprintf("Text %d: 41 people died and 13 men fled and %d fell.", n, n)))
				c := claims(t, s, a.ID)[0]
				decide(t, s, ann, verdict(c.ID, models.StatusVerified))
				if _, err := s.AddEvidence(ctx, ann, models.NewEvidence{ClaimID: c.ID, Excerpt: "x", Stance: models.StanceSupports, Token: fmt.Sprint(n)}); err != nil {
					t.Fatal(err)
				}
			}
		}
		calls := map[string]func() error{
			"articles": func() error { _, _, err := s.Articles(ctx, ann, models.ArticleFilter{}); return err },
			"claims":   func() error { _, _, err := s.Claims(ctx, ann, models.ClaimFilter{}); return err },
			"search":   func() error { _, _, err := s.Claims(ctx, ann, models.ClaimFilter{Text: "people"}); return err },
			"export": func() error {
				return s.EachExportRow(ctx, ann, models.ExportFilter{}, func(*models.ExportRow) error { return nil })
			},
			"users":   func() error { _, err := s.Users(ctx, ann); return err },
			"article": func() error { _, err := s.Article(ctx, ann, 1); return err },
			"entries": func() error { _, _, err := s.Entries(ctx, models.SystemActor, "", 0); return err },
		}
		before := make(map[string]int)
		grow()
		for name, call := range calls {
			before[name] = queries(t, s, call)
		}
		grow()
		for name, call := range calls {
			if got := queries(t, s, call); got != before[name] || got == 0 {
				t.Errorf("%s: %d queries for 20, %d for 10", name, got, before[name])
			}
		}
	})
}
