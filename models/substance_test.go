package models

import "testing"

func TestSameSubstance(t *testing.T) {
	t.Parallel()
	const body = "At least 41 people died in the fire.\n\nPolice arrested 13 men."
	for _, tt := range []struct {
		was, is string
		same    bool
	}{
		{body, "At least 41  people died\nin the fire.\n\n\nPolice arrested 13 men.\n", true},
		{body, "Published 12 March 2026, 14:05 GMT\n\n" + body, true},
		{"Updated 3 minutes ago\n\n" + body, "Updated 2 hours ago\n\n" + body, true},
		{"Last updated: Thu 12 Mar 2026 14.05\n\n" + body, "Last updated: Fri 13 Mar 2026 09.10\n\n" + body, true},
		{"2026-03-12 14:05\n\n" + body, "2026-03-12 15:40\n\n" + body, true},
		{body, "At least 44 people died in the fire.\n\nPolice arrested 13 men.", false},
		{body, "At least 41 people died in the fire.\n\nPolice arrested 113 men.", false},
		{"Prices rose 1.5%.", "Prices rose 15%.", false},
		{"Updated: 41\n\n" + body, "Updated: 44\n\n" + body, false},
		{"Updated toll: 41 on 12 March\n\n" + body, "Updated toll: 44 on 12 March\n\n" + body, false},
		{body, "At least 41 people died in the fire\n\nPolice arrested 13 men.", false},
		{"In May 2026 41 people died.", "In May 2026 44 people died.", false},
		{"41 dead.", "4 1 dead.", false},
	} {
		if got := sameSubstance(tt.was, tt.is); got != tt.same {
			t.Errorf("%q and %q: the same %v, want %v", tt.was, tt.is, got, tt.same)
		}
	}
}
