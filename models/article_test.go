package models_test

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tallymark/extract"
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
			{"same URL, first text again", "https://a.example/x", one, true, true},
			{"same URL, first text once more", "https://a.example/x", one, true, false},
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
		{"space and punctuation", "So in all, 41 people died on Monday.", "So in all 41 people\ndied,  on Monday.", []string{"41"}},
		{"case", "So in all 41 people polish it there.", "So in all 41 people Polish it there.", nil},
		{"a question", "So in all 41 people died on Monday.", "So in all 41 people died on Monday?", nil},
		{"another place and time", "Officials said that 41 people were killed in the bombing of a market in Basra on Monday.",
			"Officials said that 41 people were killed in the bombing of a hospital in Mosul on Tuesday.", nil},
		{"another subject", "Israeli jets, which hit the town at dawn on Friday, killed 41 people in the market.",
			"Russian jets, which hit the town at dawn on Friday, killed 41 people in the market.", nil},
		{"said and denied", "The militia said in a statement on its channel that soldiers had shot and killed 41 people.",
			"The militia denied in a statement on its channel that soldiers had shot and killed 41 people.", nil},
		{"profit and loss", "It reported quarterly profit, after tax and all charges, of exactly 3 millions there.",
			"It reported quarterly loss, after tax and all charges, of exactly 3 millions there.", nil},
		{"the end of a very long sentence", "They say 41 people died" + strings.Repeat(" and so on", 300) + " in Basra.",
			"They say 41 people died" + strings.Repeat(" and so on", 300) + " in Mosul.", nil},
		{"the same words in two sentences", "In Basra they say 41 people died there that day. In Mosul they say 41 people died there that day.",
			"In Basra they say 41 people died there that day. In Mosul they say 41 people died there that night.", []string{"41"}},
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

// A verdict rests on all that the engine read, not on the sentence alone.
func TestNewVersionReadOtherwise(t *testing.T) {
	number := func(v float64) extract.Float { return extract.Float{V: v, OK: true} }
	readings := map[string]func(*extract.Claim){
		"value":       func(c *extract.Claim) { c.Value = number(44) },
		"low":         func(c *extract.Claim) { c.Low = number(40) },
		"high":        func(c *extract.Claim) { c.High = number(50) },
		"approx":      func(c *extract.Claim) { c.Approx = extract.AtLeast },
		"kind":        func(c *extract.Claim) { c.Kind = extract.Injuries },
		"unit":        func(c *extract.Claim) { c.Unit = "men" },
		"share of":    func(c *extract.Claim) { c.UnitPhrase = "of the voters" },
		"scope":       func(c *extract.Claim) { c.Scope = "civilians" },
		"total":       func(c *extract.Claim) { c.Total = true },
		"whole":       func(c *extract.Claim) { c.Whole = number(440) },
		"ratio":       func(c *extract.Claim) { c.Ratio = number(0.1) },
		"modality":    func(c *extract.Claim) { c.Modality = extract.Denied },
		"predicate":   func(c *extract.Claim) { c.Predicate = "wound" },
		"subject":     func(c *extract.Claim) { c.Subject = "jets" },
		"change":      func(c *extract.Claim) { c.Change = &extract.Change{Role: "to", Direction: "up"} },
		"source":      func(c *extract.Claim) { c.Attribution = &extract.Attribution{Source: "police", Cue: "said"} },
		"cue":         func(c *extract.Claim) { c.Attribution = &extract.Attribution{Cue: "denied"} },
		"quoted":      func(c *extract.Claim) { c.Attribution = &extract.Attribution{Quoted: true} },
		"time":        func(c *extract.Claim) { c.Time = &extract.When{Text: "on Monday"} },
		"day":         func(c *extract.Claim) { c.Time = &extract.When{From: "2026-03-02", To: "2026-03-02"} },
		"place":       func(c *extract.Claim) { c.Place = &extract.Where{Text: "Basra"} },
		"uncheckable": func(c *extract.Claim) { c.Checkable, c.Reason = false, "date" },
	}
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann := reviewer(t, s, "ann")
		for name, edit := range readings {
			url, said := "https://a.example/"+url.PathEscape(name), "In all 41 people died there."
			a := add(t, s, articleOf(url, said))
			c := claims(t, s, a.ID)[0]
			decide(t, s, ann, verdict(c.ID, models.StatusVerified))
			n := articleOf(url, "Update. "+said)
			edit(&n.Claims[0])
			add(t, s, n)
			cs := claims(t, s, a.ID)
			if len(cs) != 2 || cs[0].Status != models.StatusUnreviewed || cs[1].ID != c.ID || !cs[1].Stale || cs[1].Status != models.StatusVerified {
				t.Errorf("%s: claims %+v", name, cs)
			}
		}
		whole(t, s)
	})
}

// What nobody has touched is the same claim as long as its figure is, and is
// read anew; what was once decided on, or has evidence, is not.
func TestNewVersionUntouched(t *testing.T) {
	const url, was, is = "https://a.example/v", "In Basra they say that 41 people died there on that day.", "In Mosul they say that 41 people died there on that night."
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann := reviewer(t, s, "ann")
		for _, tt := range []struct {
			name  string
			touch func(c models.Claim)
			same  bool
		}{
			{"untouched", func(models.Claim) {}, true},
			{"undone", func(c models.Claim) {
				decide(t, s, ann, verdict(c.ID, models.StatusVerified))
				if _, err := s.Undo(ctx, ann, c.ID, 2, "undo"); err != nil {
					t.Fatal(err)
				}
			}, false},
			{"with evidence", func(c models.Claim) {
				e := models.NewEvidence{ClaimID: c.ID, Excerpt: "x", Stance: models.StanceSupports, Token: "evidence"}
				if _, err := s.AddEvidence(ctx, ann, e); err != nil {
					t.Fatal(err)
				}
			}, false},
		} {
			a := add(t, s, articleOf(url+tt.name, was))
			old := claims(t, s, a.ID)[0]
			tt.touch(old)
			n := articleOf(url+tt.name, is)
			n.Claims[0].Place = &extract.Where{Text: "Mosul"}
			add(t, s, n)
			now := claims(t, s, a.ID)[0]
			if (now.ID == old.ID) != tt.same || now.PlaceText != "Mosul" || now.Sentence != is {
				t.Errorf("%s: claim %d became %+v", tt.name, old.ID, now)
			}
		}
		whole(t, s)
	})
}

// The text that was read last is the current one, and claims that stood in it
// before come back with what was decided on them.
func TestTextChangesBack(t *testing.T) {
	const url = "https://a.example/back"
	one := "Police held 13 men in Fez. In all 41 people died in Basra that day. They found 7 guns there."
	two := "In all 41 people died in Mosul that day. Police held 13 men in Fez. They found 9 guns there."
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann := reviewer(t, s, "ann")
		a := add(t, s, articleOf(url, one))
		for _, c := range claims(t, s, a.ID)[:2] {
			decide(t, s, ann, verdict(c.ID, models.StatusVerified))
		}
		before := claims(t, s, a.ID)
		shown := func(text string, want ...string) {
			t.Helper()
			p, err := s.Article(ctx, ann, a.ID)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, c := range p.Claims {
				if !c.Stale {
					got = append(got, c.NumberText+" "+string(c.Status))
				}
			}
			if diff := cmp.Diff(want, got); diff != "" || p.Version.Text != text || p.Article.TextHash != p.Version.TextHash {
				t.Errorf("%s, text %q", diff, p.Version.Text)
			}
			whole(t, s)
		}
		add(t, s, articleOf(url, two))
		shown(two, "41 unreviewed", "13 verified", "9 unreviewed")
		decide(t, s, ann, verdict(claims(t, s, a.ID)[0].ID, models.StatusDisputed))
		again, changed, err := s.AddArticle(ctx, models.SystemActor, articleOf(url, one))
		if err != nil || !changed || again.ID != a.ID {
			t.Fatalf("%+v, %v, %v", again, changed, err)
		}
		shown(one, "13 verified", "41 verified", "7 unreviewed")
		for i, c := range claims(t, s, a.ID)[:3] {
			if c.ID != before[i].ID || c.NumberStart != before[i].NumberStart {
				t.Errorf("claim %d came back as %d at %d", before[i].ID, c.ID, c.NumberStart)
			}
		}
		if found, _, err := s.Articles(ctx, ann, models.ArticleFilter{Query: "Mosul"}); err != nil || len(found) != 0 {
			t.Errorf("the text before is found: %v, %v", found, err)
		}
		add(t, s, articleOf(url, two))
		shown(two, "41 disputed", "13 verified", "9 unreviewed")
		three := two + " Then 5 left."
		add(t, s, articleOf(url, three))
		shown(three, "41 disputed", "13 verified", "9 unreviewed", "5 unreviewed")
		p, err := s.Article(ctx, ann, a.ID)
		if err != nil || len(p.Versions) != 3 || p.Version.Number != 3 {
			t.Errorf("%d versions, current %d, %v", len(p.Versions), p.Version.Number, err)
		}
	})
}

// What was not known when an article was added is filled in when it comes
// again; what was known stays, and that is said.
func TestAddArticleFills(t *testing.T) {
	first, second := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 3, 2, 10, 30, 0, 0, time.UTC)
	for _, text := range []string{"In all 41 people died.", "In all 41 people died. Now 13 are held."} {
		storetest.Each(t, func(t *testing.T, s *models.Store) {
			ann := reviewer(t, s, "ann")
			n := articleOf("https://a.example/", "In all 41 people died.")
			n.Title, n.Outlet = "", ""
			a := add(t, s, n)
			decide(t, s, ann, verdict(claims(t, s, a.ID)[0].ID, models.StatusVerified))
			n = articleOf("https://a.example/", text)
			n.Outlet, n.PublishedAt = "The Post", &first
			got := add(t, s, n)
			p, err := s.Article(ctx, ann, a.ID)
			if err != nil || p.Article.OutletName() != "The Post" || p.Article.Title != "A title" || p.Article.PublishedAt == nil ||
				!p.Article.PublishedAt.Equal(first) || got.OutletName() != "The Post" || len(got.NotTaken(&n)) != 0 {
				t.Errorf("filled: %+v, %v", p.Article, err)
			}
			rows, _, err := s.Claims(ctx, ann, models.ClaimFilter{Outlet: "The Post"})
			if err != nil || len(rows) != len(p.Claims) {
				t.Errorf("%d claims of the outlet, %v", len(rows), err)
			}
			if rows, _, err := s.Articles(ctx, ann, models.ArticleFilter{Query: "title"}); err != nil || len(rows) != 1 {
				t.Errorf("the title is not found: %v", err)
			}
			n.Outlet, n.PublishedAt = "Other", &second
			got = add(t, s, n)
			want := []string{"The outlet stays “The Post”; “Other” was not taken.",
				"The date of publication stays “2026-03-01”; “2026-03-02 10:30” was not taken."}
			if diff := cmp.Diff(want, got.NotTaken(&n)); diff != "" || got.OutletName() != "The Post" || !got.PublishedAt.Equal(first) {
				t.Errorf("%s %+v", diff, got)
			}
			whole(t, s)
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

func TestNewArticleTakesAllItIsGiven(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		n := articleOf("https://news.example/outlet", "Then 7 guns were found there.")
		n.Outlet = "The Post"
		got := add(t, s, n)
		if said := got.NotTaken(&n); len(said) > 0 || got.OutletName() != "The Post" {
			t.Errorf("outlet %q, said %q", got.OutletName(), said)
		}
	})
}
