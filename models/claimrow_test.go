package models

import (
	"slices"
	"sync"
	"testing"

	"gorm.io/gorm/schema"
)

// A column that a migration adds has to be read too.
func TestClaimColumnsAreAllColumns(t *testing.T) {
	parsed, err := schema.Parse(&Claim{}, &sync.Map{}, schema.NamingStrategy{})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, c := range claimColumns {
		names = append(names, c.name)
	}
	want := slices.Sorted(slices.Values(parsed.DBNames))
	if got := slices.Sorted(slices.Values(names)); !slices.Equal(got, want) {
		t.Errorf("read are %v,\nthe table has %v", got, want)
	}
}
