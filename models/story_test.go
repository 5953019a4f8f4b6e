package models_test

import (
	"slices"
	"strings"
	"testing"

	"tallymark/extract"
	"tallymark/models"
	"tallymark/models/storetest"
)

// The toll of one disaster over days, in every order in which the reports may
// come in: one figure of the dead, with the slip in conflict.
func TestATollOfSeveralDaysIsOneFigure(t *testing.T) {
	story := []struct {
		outlet string
		day    int
		text   string
	}{
		{"Courier", 2, "Ferry sinks off Port Meridon\n\nAt least 13 people died when the ferry Anna sank off Port Meridon early on Monday, the coastguard said.\n\nThe ferry carried 254 passengers."},
		{"Daily Harbour", 2, "13 dead as ferry goes down\n\nAt least 13 people died when the ferry Anna sank off Port Meridon early on Monday, the coastguard said."},
		{"Evening Post", 2, "Ferry disaster: over a dozen killed\n\nOver a dozen people were killed when the ferry Anna sank off Port Meridon on Monday. Police arrested two crew members."},
		{"Courier", 3, "Toll rises to 23\n\nThe death toll from the sinking of the ferry Anna off Port Meridon rose to 23 on Tuesday, the coastguard said."},
		{"Courier", 4, "Ferry toll at 41\n\nThe death toll from the sinking of the ferry Anna off Port Meridon has risen to 41, the coastguard said on Wednesday.\n\nAnother 31 passengers were injured."},
		{"Daily Harbour", 4, "Ferry toll at 44\n\nThe death toll from the sinking of the ferry Anna off Port Meridon has risen to 44, the coastguard said on Wednesday."},
		{"Evening Post", 4, "Ferry: 72 dead or hurt\n\nThe sinking of the ferry Anna off Port Meridon left 72 people dead or injured, the coastguard said on Wednesday."},
		{"Night Wire", 4, "Mine blast kills 41\n\nAn explosion in a coal mine near Oststadt killed 41 miners on Wednesday, the ministry said. Police arrested two managers."},
		{"Morning Wire", 5, "Toll corrected\n\nThe coastguard on Thursday corrected the death toll from the sinking of the ferry Anna off Port Meridon to 39, saying two bodies had been counted twice."},
	}
	orders := map[string]func(){"as it happened": func() {}, "the newest first": func() { slices.Reverse(story) }}
	for name, order := range orders {
		t.Run(name, func(t *testing.T) {
			order()
			storetest.Each(t, func(t *testing.T, s *models.Store) {
				for _, one := range story {
					add(t, s, told(t, one.outlet, one.day, one.text))
				}
				matched(t, s)
				var of []string
				for _, f := range board(t, s, models.FiguresShared) {
					if f.Kind != extract.Deaths {
						continue
					}
					if len(of) > 0 {
						t.Errorf("figure %d is of the dead too: %s", f.ID, f.Members[0].Claim.Label)
					}
					for _, m := range f.Members {
						said := m.Claim.NumberText
						if m.Claim.ConflictFlag {
							said += "!"
						}
						of = append(of, said)
					}
				}
				slices.Sort(of)
				if got := strings.Join(slices.Compact(of), " "); got != "13 23 39! 41! 44! a dozen" {
					t.Errorf("the dead are %s", got)
				}
			})
		})
	}
}
