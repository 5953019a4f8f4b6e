package models_test

import (
	"testing"

	"tallymark/models"
	"tallymark/models/storetest"
)

func TestOpen(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		if err := s.Ping(ctx); err != nil {
			t.Fatal(err)
		}
		applied, err := s.Migrate(ctx)
		if err != nil || len(applied) != 0 {
			t.Errorf("second Migrate: %v, %v", applied, err)
		}
		r, err := s.Verify(ctx)
		if err != nil || !r.OK() {
			t.Errorf("Verify: %+v, %v", r, err)
		}
		storetest.User(t, s, "ann", models.RoleReviewer)
		u, err := s.Authenticate(ctx, "ANN@example.org ", storetest.Password)
		if err != nil || u.Name != "ann" {
			t.Errorf("Authenticate: %+v, %v", u, err)
		}
	})
}
