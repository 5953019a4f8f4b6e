package models_test

import (
	"fmt"
	"strings"
	"testing"

	"tallymark/models"
	"tallymark/models/storetest"
)

// Several articles in one transaction are what each alone would be: the same
// rows, the same log, found by the same words.
func TestAddDrafts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		broken := articleOf("https://a.example/broken", "In the mill 17 looms burned.")
		broken.Claims = append(broken.Claims, broken.Claims...) // one number twice, which the database refuses
		all := []models.NewArticle{
			articleOf("https://a.example/1", "On the quay 41 people died."),
			articleOf("https://a.example/2", "On the ferry 13 people were hurt."),
			articleOf("https://a.example/1", "On the quay 41 people died."),
			articleOf("https://a.example/1", "On the quay 44 people died."),
			articleOf("https://a.example/3", "On the moor 9 sheep were found."),
		}
		kept := prepared(t, s, all)
		added := s.AddDrafts(ctx, models.SystemActor, kept)
		for i, created := range []bool{true, true, false, true, true} {
			if added[i].Err != nil || added[i].Created != created {
				t.Errorf("article %d: created %v, %v", i, added[i].Created, added[i].Err)
			}
		}
		if added[3].Article.ID != added[0].Article.ID || added[4].Article.ID == added[1].Article.ID {
			t.Errorf("articles %d and %d, %d and %d", added[0].Article.ID, added[3].Article.ID, added[1].Article.ID, added[4].Article.ID)
		}
		more := prepared(t, s, []models.NewArticle{articleOf("https://a.example/4", "On the heath 5 horses ran."), broken, articleOf("https://a.example/5", "In the fen 6 eels swam.")})
		for i, got := range s.AddDrafts(ctx, models.SystemActor, more) {
			if (got.Err != nil) != (i == 1) || got.Err == nil && !got.Created {
				t.Errorf("beside a broken one, %d: created %v, %v", i, got.Created, got.Err)
			}
		}
		for query, articles := range map[string]int{"quay": 1, "44": 1, "41": 0, "people": 2, "sheep": 1, "looms": 0, "eels": 1} {
			rows, _, err := s.Articles(ctx, models.SystemActor, models.ArticleFilter{Query: query})
			claims, _, more := s.Claims(ctx, models.SystemActor, models.ClaimFilter{Text: query})
			if err != nil || more != nil || len(rows) != articles || len(claims) != articles {
				t.Errorf("%q: %d articles, %d claims, %v, %v", query, len(rows), len(claims), err, more)
			}
		}
		if got := strings.Join(logged(t, s), " "); got != "article.add article.add article.version article.add article.add article.add" {
			t.Errorf("the log says %s", got)
		}
		if got := s.AddDrafts(ctx, models.Actor{Role: models.RoleViewer}, kept[:1]); got[0].Err == nil {
			t.Error("a viewer added an article")
		}
		whole(t, s)
	})
}

func prepared(t *testing.T, s *models.Store, all []models.NewArticle) []*models.Draft {
	t.Helper()
	var drafts []*models.Draft
	for i, n := range all {
		d, err := s.Prepare(n)
		if err != nil {
			t.Fatal(fmt.Errorf("article %d: %w", i, err))
		}
		drafts = append(drafts, d)
	}
	return drafts
}

// logged are the commands of the log about articles, the oldest first.
func logged(t *testing.T, s *models.Store) (commands []string) {
	t.Helper()
	entries, _, err := s.Entries(ctx, models.SystemActor, "", 200)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Command, "article.") {
			commands = append([]string{e.Command}, commands...)
		}
	}
	return commands
}
