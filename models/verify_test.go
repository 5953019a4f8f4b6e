package models_test

import (
	"testing"

	"tallymark/models"
	"tallymark/models/storetest"
)

func TestVerify(t *testing.T) {
	for _, tt := range []struct{ name, sql, check string }{
		{"a count", "UPDATE articles SET n_verified = n_verified + 1", "counts of the articles"},
		{"a status", "UPDATE claims SET status = 'disputed' WHERE id = 2", "verdicts"},
		{"a status out of nowhere", "UPDATE claims SET status = 'verified' WHERE id = 1", "verdicts"},
		{"a revision", "UPDATE claims SET revision = 1", "verdicts"},
		{"a text", "UPDATE versions SET text = text || ' '", "texts"},
		{"a quote", "UPDATE claims SET quote = '44 people' WHERE id = 1", "quotes"},
		{"a span", "UPDATE claims SET number_start = number_start + 1 WHERE id = 1", "quotes"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *models.Store) {
				history(t, s)
				whole(t, s)
				if err := s.WriteDB().Exec(tt.sql).Error; err != nil {
					t.Fatal(err)
				}
				r, err := s.Verify(ctx)
				if err != nil || r.OK() {
					t.Fatalf("%+v, %v", r, err)
				}
				for _, c := range r.Lines {
					if c.Name == tt.check && c.OK {
						t.Errorf("%s: not found by %+v", tt.name, c)
					}
				}
			})
		})
	}
}
