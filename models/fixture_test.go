package models_test

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gorm.io/gorm"

	"tallymark/extract"
	"tallymark/models"
	"tallymark/models/storetest"
)

var ctx = context.Background()

var numeral = regexp.MustCompile(`\d[\d,.]*\d%?|\d%?`)

// claimsIn makes a claim of every numeral with the word that follows it. What
// the engine does with a text is not the store's business.
func claimsIn(text string) []extract.Claim {
	var claims []extract.Claim
	for _, at := range numeral.FindAllStringIndex(text, -1) {
		number := text[at[0]:at[1]]
		end := at[1]
		if word := regexp.MustCompile(`^ \pL+`).FindString(text[end:]); word != "" {
			end += len(word)
		}
		value, err := strconv.ParseFloat(strings.Trim(strings.ReplaceAll(number, ",", ""), "%"), 64)
		c := extract.Claim{
			Span: extract.Span{Start: at[0], End: end}, Quote: text[at[0]:end],
			Number: extract.Number{Start: at[0], End: at[1], Text: number},
			Value:  extract.Float{V: value, OK: err == nil}, Approx: extract.Exact, Kind: extract.Deaths,
			Unit: strings.TrimSpace(text[at[1]:end]), Label: text[at[0]:end], Modality: extract.Asserted,
			Role: extract.RoleBody, Checkable: true, Score: 0.5,
			ScoreParts: []extract.ScorePart{{Name: "casualties", Value: 0.5}},
			Sentence:   sentenceAround(text, at[0]),
		}
		claims = append(claims, c)
	}
	return claims
}

func sentenceAround(text string, i int) extract.Span {
	start := strings.LastIndexAny(text[:i], ".\n") + 1
	end := len(text)
	if j := strings.Index(text[i:], "\n\n"); j >= 0 {
		end = i + j
	}
	if j := strings.Index(text[i:end], ". "); j >= 0 {
		end = i + j + 1
	}
	return extract.Span{Start: start, End: end}
}

func articleOf(url, text string) models.NewArticle {
	return models.NewArticle{
		Title: "A title", Outlet: "The Daily Example", URL: url, Lang: "en", LangSupported: true,
		Text: text, Engine: "test", Claims: claimsIn(text),
	}
}

func add(t testing.TB, s *models.Store, n models.NewArticle) models.Article {
	t.Helper()
	a, _, err := s.AddArticle(ctx, models.SystemActor, n)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// claims returns the claims of an article, in text order, stale ones last.
func claims(t testing.TB, s *models.Store, articleID uint) []models.Claim {
	t.Helper()
	p, err := s.Article(ctx, models.SystemActor, articleID)
	if err != nil {
		t.Fatal(err)
	}
	return p.Claims
}

// verdict is a decision that every claim takes at revision 1.
func verdict(claimID uint, status models.Status) models.NewDecision {
	n := models.NewDecision{ClaimID: claimID, Revision: 1, Status: status, Token: fmt.Sprintf("%s-%d", status, claimID), Reason: "because"}
	if status.NeedsBasis() {
		n.Basis = models.BasisOfficialStatement
	}
	return n
}

func decide(t testing.TB, s *models.Store, a models.Actor, n models.NewDecision) models.Decision {
	t.Helper()
	d, err := s.Decide(ctx, a, n)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// whole fails the test unless everything in the database holds.
func whole(t testing.TB, s *models.Store) {
	t.Helper()
	r, err := s.Verify(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Lines {
		if !c.OK {
			t.Errorf("%s: %s", c.Name, c.Detail)
		}
	}
}

// attack is an article with three claims.
func attack(t testing.TB, s *models.Store) (models.Article, []models.Claim) {
	t.Helper()
	a := add(t, s, articleOf("https://news.example/attack", "Police said on Monday that 41 people died in the blast.\n\nAnother 13 people were arrested, and 440 rounds were seized in the raid."))
	return a, claims(t, s, a.ID)
}

func reviewer(t testing.TB, s *models.Store, name string) models.Actor {
	t.Helper()
	return storetest.User(t, s, name, models.RoleReviewer)
}

func sorted(ss []string) []string {
	ss = slices.Clone(ss)
	slices.Sort(ss)
	return ss
}

// queries counts the statements that a call sends to the readers.
func queries(t testing.TB, s *models.Store, call func() error) int {
	t.Helper()
	n := 0
	count := func(*gorm.DB) { n++ }
	cb := s.ReadDB().Callback()
	for _, err := range []error{
		cb.Query().After("gorm:query").Register("count", count),
		cb.Row().After("gorm:row").Register("count", count),
		cb.Raw().After("gorm:raw").Register("count", count),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	err := call()
	for _, remove := range []func(string) error{cb.Query().Remove, cb.Row().Remove, cb.Raw().Remove} {
		if err := remove("count"); err != nil {
			t.Fatal(err)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// asked is how many of something a test does: usual, unless the environment
// asks for another number.
func asked(variable string, usual int) int {
	if n, err := strconv.Atoi(os.Getenv(variable)); err == nil && n > 0 {
		return n
	}
	return usual
}
