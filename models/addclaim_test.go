package models_test

import (
	"errors"
	"strings"
	"testing"

	"tallymark/models"
	"tallymark/models/storetest"
)

const addText = `Ferry sinks off the coast

Rescuers counted 23 survivors on Monday, the harbour office said. Among the dead were 7 sailors and 7 cooks, the office said.

The ship was built in 1998. Scores of life jackets were missing, and 7 sailors of another ship helped.`

// withoutClaims is an article of which the engine found nothing.
func withoutClaims(t testing.TB, s *models.Store) models.Article {
	t.Helper()
	n := articleOf("https://news.example/ferry", addText)
	n.Claims = nil
	return add(t, s, n)
}

func TestAddClaim(t *testing.T) {
	e := engine(t)
	for _, tt := range []struct {
		name  string
		n     models.NewClaim
		place string // of the number, with the words around it
		words string
		kind  string
		by    string
	}{
		{"one place", models.NewClaim{Quote: "23 survivors"}, "counted [23] survivors", "23 survivors", "people", "harbour office"},
		{"the number alone", models.NewClaim{Quote: "23"}, "counted [23] survivors", "23 survivors", "people", "harbour office"},
		{"other white space", models.NewClaim{Quote: " 23\n\tsurvivors "}, "counted [23] survivors", "23 survivors", "people", "harbour office"},
		{"by what stands before", models.NewClaim{Quote: "7", Prefix: "sailors and "}, "and [7] cooks", "7 cooks", "deaths", "the office"},
		{"by what stands after", models.NewClaim{Quote: "7", Suffix: " sailors of another ship"}, "and [7] sailors of", "7 sailors", "people", ""},
		{"overruled", models.NewClaim{Quote: "23 survivors", Typed: models.Typed{Figure: words("at least 23"), Kind: words("missing"), AttributedTo: words("the mate"), Label: words("23 lost")}},
			"counted [23] survivors", "at least 23 survivors", "missing", "the mate"},
		{"a year that counts", models.NewClaim{Quote: "1998", Typed: models.Typed{Figure: words("1998"), Unit: words("rivets")}}, "in [1998]", "1,998 rivets", "count", ""},
		{"words without a number", models.NewClaim{Quote: "Ferry", Typed: models.Typed{Figure: words("1"), Unit: words("ferry")}}, "[Ferry] sinks", "1 ferry", "count", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *models.Store) {
				ann, art := reviewer(t, s, "ann"), withoutClaims(t, s)
				n := tt.n
				n.ArticleID, n.Token = art.ID, "add"
				c, err := s.AddClaim(ctx, ann, e, n)
				if err != nil {
					t.Fatal(err)
				}
				p := claim(t, s, c.ID)
				c = p.Claim
				r := c.Reading()
				marked := addText[:c.NumberStart] + "[" + c.NumberText + "]" + addText[c.NumberEnd:]
				if !strings.Contains(marked, tt.place) || r.Words() != tt.words || string(c.Kind) != tt.kind || !strings.Contains(c.AttributedTo, tt.by) {
					t.Errorf("%s: %q, %s, by %q", marked[max(0, c.NumberStart-20):c.NumberEnd+10], r.Words(), c.Kind, c.AttributedTo)
				}
				in := sentenceAround(addText, c.NumberStart)
				if want := strings.TrimSpace(addText[in.Start:in.End]); c.Sentence != want || addText[c.SentenceStart:c.SentenceEnd] != want {
					t.Errorf("it stands in %q, want %q", c.Sentence, want)
				}
				if !c.ByHand || !c.Checkable || c.Label == "" || c.SourceLink == "" || c.Status != models.StatusUnreviewed || len(p.Edits) != 1 || p.Edits[0].Act != models.ActAdd {
					t.Errorf("claim %+v, edits %+v", c, p.Edits)
				}
				if p.Article.Counts.Unreviewed != 1 {
					t.Errorf("the article counts %+v", p.Article.Counts)
				}
				again, err := s.AddClaim(ctx, ann, e, n)
				if err != nil || again.ID != c.ID || len(claims(t, s, art.ID)) != 1 {
					t.Errorf("the same form again: claim %d, %v", again.ID, err)
				}
				n.Token = "another"
				if _, err := s.AddClaim(ctx, ann, e, n); !errors.Is(err, models.ErrInvalid) {
					t.Errorf("the same figure again: %v", err)
				}
				decide(t, s, ann, verdict(c.ID, models.StatusVerified))
				whole(t, s)
			})
		})
	}
}

func TestAddClaimAsksWhich(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		e, ann, art := engine(t), reviewer(t, s, "ann"), withoutClaims(t, s)
		for quote, want := range map[string]int{"7 sailors": 2, "7": 3, "7 sailors and 7 cooks": 2} {
			n := models.NewClaim{ArticleID: art.ID, Quote: quote, Token: "ask"}
			_, err := s.AddClaim(ctx, ann, e, n)
			ask, ok := errors.AsType[*models.AmbiguousError](err)
			if !ok || len(ask.Places) != want {
				t.Fatalf("%q: %v, want %d places", quote, err, want)
			}
			for _, p := range ask.Places {
				if p.Figure != "7" || !strings.Contains(addText, p.Before+p.Figure+p.After) {
					t.Errorf("%q: place %+v is not in the text", quote, p)
				}
			}
		}
		n := models.NewClaim{ArticleID: art.ID, Quote: "7 sailors", Token: "ask"}
		_, err := s.AddClaim(ctx, ann, e, n)
		ask, _ := errors.AsType[*models.AmbiguousError](err)
		n.Number = ask.Places[1].Number
		c, err := s.AddClaim(ctx, ann, e, n)
		if err != nil || !strings.HasPrefix(addText[c.NumberEnd:], " sailors of another") {
			t.Errorf("chosen: %+v, %v", c, err)
		}
		n.Number, n.Token = "1-2", "forged"
		if _, err := s.AddClaim(ctx, ann, e, n); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("a place that was not offered: %v", err)
		}
		whole(t, s)
	})
}

func TestAddClaimRefuses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		e, ann, art := engine(t), reviewer(t, s, "ann"), withoutClaims(t, s)
		viewer := storetest.User(t, s, "vic", models.RoleViewer)
		for name, tt := range map[string]struct {
			who  models.Actor
			n    models.NewClaim
			want error
		}{
			"a viewer":          {viewer, models.NewClaim{Quote: "23"}, models.ErrForbidden},
			"no article":        {ann, models.NewClaim{ArticleID: 999, Quote: "23"}, models.ErrNotFound},
			"nothing":           {ann, models.NewClaim{Quote: " \n"}, models.ErrInvalid},
			"not in the text":   {ann, models.NewClaim{Quote: "24 survivors"}, models.ErrInvalid},
			"half a number":     {ann, models.NewClaim{Quote: "99"}, models.ErrInvalid},
			"half a word":       {ann, models.NewClaim{Quote: "23 surv"}, models.ErrInvalid},
			"no figure in it":   {ann, models.NewClaim{Quote: "Rescuers"}, models.ErrInvalid},
			"a year, unchecked": {ann, models.NewClaim{Quote: "1998"}, models.ErrInvalid},
			"an unread figure":  {ann, models.NewClaim{Quote: "23", Typed: models.Typed{Figure: words("a lot")}}, models.ErrInvalid},
			"an endless quote":  {ann, models.NewClaim{Quote: strings.Repeat("7 ", 600)}, models.ErrInvalid},
		} {
			n := tt.n
			n.Token = name
			if n.ArticleID == 0 {
				n.ArticleID = art.ID
			}
			if _, err := s.AddClaim(ctx, tt.who, e, n); !errors.Is(err, tt.want) {
				t.Errorf("%s: %v, want %v", name, err, tt.want)
			}
		}
		if n := len(claims(t, s, art.ID)); n != 0 {
			t.Errorf("%d claims were added", n)
		}
	})
}

// A number that the engine set aside is the same row once a person claims it.
func TestAddClaimWakesWhatWasNotChecked(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		n := articleOf("https://news.example/wake", "The convoy had 2024 vehicles in it.")
		n.Claims[0].Checkable, n.Claims[0].Reason, n.Claims[0].Kind = false, "date", "date"
		art := add(t, s, n)
		before := claims(t, s, art.ID)[0]
		c, err := s.AddClaim(ctx, reviewer(t, s, "ann"), engine(t), models.NewClaim{
			ArticleID: art.ID, Quote: "2024 vehicles", Token: "wake", Typed: models.Typed{Figure: words("2024"), Unit: words("vehicles")},
		})
		if err != nil || c.ID != before.ID {
			t.Fatalf("claim %d, %v; want %d", c.ID, err, before.ID)
		}
		p := claim(t, s, c.ID)
		r := p.Claim.Reading()
		if !p.Claim.Checkable || p.Claim.NotChecked != "" || r.Words() != "2,024 vehicles" || p.Article.Counts.Unreviewed != 1 {
			t.Errorf("%+v, %q", p.Claim, r.Words())
		}
		whole(t, s)
	})
}
