package match_test

import (
	"testing"

	"tallymark/match"
)

// What reports of several days are to each other.
func TestReportsOfSeveralDays(t *testing.T) {
	const (
		first   = "At least 13 people died when the ferry Anna sank off Port Meridon early on Monday, the coastguard said."
		vague   = "Ferry disaster\n\nOver a dozen people were killed when the ferry Anna sank off Port Meridon on Monday."
		tuesday = "The death toll from the sinking of the ferry Anna off Port Meridon rose to 23 on Tuesday, the coastguard said."
		settled = "The coastguard on Thursday corrected the death toll from the sinking of the ferry Anna off Port Meridon to 19."
		mine    = "An explosion in a coal mine near Oststadt killed 41 miners on Wednesday, the ministry said."
		raid    = "Thirteen people died on Tuesday when gunmen raided a market in Port Meridon, police said."
		street  = `Two men were killed and a third was wounded in a shooting on Harrow Street in the Eastmere district of Lyndale late on Friday, police said.

Officers found Darren Okell and his cousin Paul Vane behind the Bluebird Tavern. Captain Ruth Amsel said the two had argued with a driver from Selby Heights. Neighbours heard seven shots. Amsel asked anybody who saw a grey van to call the Eastmere station.`
		again = `Lyndale mourns: vigil for the dead of Harrow Street

About 200 people stood outside the Bluebird Tavern on Sunday for Darren Okell and Paul Vane. The shooting left two dead in Eastmere. Captain Ruth Amsel promised more patrols, and Okell's mother spoke of a boy who loved the Selby Heights football ground.`
		other = `Two people were killed and three wounded in a shooting outside a club on Milner Road in the Northgate district of Lyndale on Saturday, police said.

The dead were named as Carla Moss and Henry Tate. Sergeant Owen Fisk said that the gunman had fled towards Carrow Park. Witnesses told of panic at the doors, and the owner, Lena Brandt, closed the club for the week.`
	)
	for _, tt := range []struct {
		name, a, dayA, b, dayB string
		want                   match.Relation
	}{
		{"another way to say it", first, "2026-03-02", vague, "2026-03-02", match.Same},
		{"a toll that rose, told on another day", first, "2026-03-02", tuesday, "2026-03-03", match.Same},
		{"a toll after a vague one", vague, "2026-03-02", tuesday, "2026-03-03", match.Same},
		{"a toll that was corrected", tuesday, "2026-03-03", settled, "2026-03-05", match.Conflict},
		{"another disaster", tuesday, "2026-03-03", mine, "2026-03-04", match.Different},
		{"the same town", first, "2026-03-02", raid, "2026-03-03", match.Different},
		{"the same names in other words", street, "2026-05-01", again, "2026-05-03", match.Same},
		{"the same sort of thing in the same city", street, "2026-05-01", other, "2026-05-02", match.Different},
		{"and from the vigil", again, "2026-05-03", other, "2026-05-02", match.Different},
	} {
		for _, turned := range []bool{false, true} {
			a, b := prepared("a", tt.a, tt.dayA), prepared("b", tt.b, tt.dayB)
			if turned {
				a, b = b, a
			}
			pairs := match.Pairs(a, b)
			if got := match.Overall(pairs); got != tt.want {
				t.Errorf("%s: %s, want %s: %+v", tt.name, got, tt.want, pairs)
			}
		}
	}
}
