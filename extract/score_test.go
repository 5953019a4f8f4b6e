package extract

import "testing"

func TestScoreParts(t *testing.T) {
	e, err := sharedEngine()
	if err != nil {
		t.Fatal(err)
	}
	text := "Storm kills 40\n\nThe storm killed 40 people in the night. Witnesses said 12 people were injured.\n\nThe harbour lost 1,347 boats, the ministry said. Rents rose 3 per cent."
	for _, c := range e.Claims(Document{Text: text, Lang: "en"}, true) {
		if c.Score < 0 || c.Score > 1 {
			t.Errorf("%s: score %v", c.Number.Text, c.Score)
		}
		sum := 0.0
		seen := map[string]bool{}
		for _, p := range c.ScoreParts {
			if seen[p.Name] || p.Value <= 0 {
				t.Errorf("%s: part %q twice or empty", c.Number.Text, p.Name)
			}
			seen[p.Name] = true
			sum += p.Value
		}
		if d := min(1, sum) - c.Score; d > 0.006 || d < -0.006 {
			t.Errorf("%s: score %v is not the sum of its parts %v", c.Number.Text, c.Score, sum)
		}
	}
}

func TestScorePartsByName(t *testing.T) {
	const head = "Storm closes the harbour\n\n"
	const lede = "The storm closed the harbour before dawn and the boats stayed in.\n\n"
	for _, row := range []struct {
		text, part string
		want       bool
	}{
		{head + lede + "The harbour lost [13] boats.", "unattributed", true},
		{head + lede + "The ministry said [13] boats were lost.", "unattributed", false},
		{head + lede + "Witnesses said [13] boats were lost.", "unnamed", true},
		{head + lede + "The ministry said [13] boats were lost.", "unnamed", false},
		{"Storm takes [13] boats\n\n" + lede, "headline", true},
		{head + "The storm took [13] boats.\n\nNobody was hurt.", "headline", false},
		{head + "The storm took [13] boats.\n\nNobody was hurt.", "lede", true},
		{head + lede + "The storm took [13] boats.", "lede", false},
		{head + lede + "The storm took [1,347] boats.", "precision", true},
		{head + lede + "The storm took [1,300] boats.", "precision", false},
		{head + lede + "The storm took about [1,347] boats.", "precision", false},
		{head + lede + "The storm took [1,347] boats and 4 cars.", "size", true},
		{head + lede + "The storm took 1,347 boats and [4] cars.", "size", false},
		{head + lede + "The storm took [4] cars.", "size", false},
	} {
		text, figure, _ := unmark(t, row.text)
		c := claimAt(t, Document{Text: text, Lang: "en"}, figure)
		got := false
		for _, p := range c.ScoreParts {
			got = got || p.Name == row.part
		}
		if got != row.want {
			t.Errorf("%s\n\tpart %q: %v, want %v (%v)", row.text, row.part, got, row.want, c.ScoreParts)
		}
	}
}
