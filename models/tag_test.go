package models_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"tallymark/models"
	"tallymark/models/storetest"
)

func TestTags(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		_, cs := attack(t, s)
		ada := reviewer(t, s, "ada")
		for _, typed := range []string{"Casualty  list", "casualty-list", " #Ferry "} {
			if err := s.AddTag(ctx, ada, cs[0].ID, typed); err != nil {
				t.Fatalf("%q: %v", typed, err)
			}
		}
		if err := s.AddTag(ctx, ada, cs[1].ID, "قائمة"); err != nil {
			t.Fatal(err)
		}
		p, err := s.Claim(ctx, ada, cs[0].ID)
		if err != nil || strings.Join(p.Claim.TagNames(), ",") != "casualty-list,ferry" || p.Claim.Revision != 1 {
			t.Errorf("tags %q at revision %d, %v", p.Claim.Tags, p.Claim.Revision, err)
		}
		names, err := s.Tags(ctx, ada)
		if err != nil || fmt.Sprint(names) != "[casualty-list ferry قائمة]" {
			t.Errorf("all tags %v, %v", names, err)
		}
		for tag, want := range map[string]int{"": 3, "Ferry": 1, "casualty list": 1, "other": 0, "no!tag": 0} {
			rows, _, err := s.Claims(ctx, ada, models.ClaimFilter{Tag: tag})
			if err != nil || len(rows) != want {
				t.Errorf("%d claims with tag %q, want %d, %v", len(rows), tag, want, err)
			}
		}
		before := auditRows(t, s)
		for _, typed := range []string{"ferry", "ferry"} {
			if err := s.RemoveTag(ctx, ada, cs[0].ID, typed); err != nil {
				t.Fatal(err)
			}
		}
		if n := auditRows(t, s) - before; n != 1 {
			t.Errorf("taking a tag off twice made %d rows in the audit log, want 1", n)
		}
		if a := claims(t, s, cs[0].ArticleID); a[0].Tags != "casualty-list" {
			t.Errorf("tags on the article's page %q", a[0].Tags)
		}
		whole(t, s)
	})
}

func auditRows(t *testing.T, s *models.Store) int {
	t.Helper()
	var n int
	if err := s.ReadDB().Raw("SELECT COUNT(*) FROM audit").Scan(&n).Error; err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTagsAreRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		_, cs := attack(t, s)
		ada := reviewer(t, s, "ada")
		for _, typed := range []string{"", " # ", "a,b", "<b>", strings.Repeat("x", 41)} {
			if err := s.AddTag(ctx, ada, cs[0].ID, typed); !errors.Is(err, models.ErrInvalid) {
				t.Errorf("%q: %v", typed, err)
			}
		}
		if err := s.AddTag(ctx, storetest.User(t, s, "vic", models.RoleViewer), cs[0].ID, "x"); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a viewer: %v", err)
		}
		if err := s.AddTag(ctx, ada, 999, "x"); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("no claim: %v", err)
		}
		for i := range 20 {
			if err := s.AddTag(ctx, ada, cs[0].ID, fmt.Sprint("t", i)); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.AddTag(ctx, ada, cs[0].ID, "more"); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("the 21st tag: %v", err)
		}
		// A tag that is nowhere but on the claim is found.
		if err := s.WriteDB().Exec("UPDATE claims SET tags = 'x' WHERE id = ?", cs[1].ID).Error; err != nil {
			t.Fatal(err)
		}
		if r, err := s.Verify(ctx); err != nil || r.OK() {
			t.Errorf("verify is content: %v", err)
		}
	})
}
