package extract

import "testing"

func TestWhere(t *testing.T) {
	for _, text := range []string{
		"They held [13] men in {Casablanca}.",
		"They held [13] men in {New York City}.",
		"They held [13] men near {Leeds}.",
		"They held [13] men outside {Aleppo}.",
		"They held [13] men at {Berg Airport}.",
		"They held [13] men in the town of {Lindholm}.",
		"They held [13] men in the seaside town of {Lindholm}.",
		"They held [13] men in the Spanish enclave of {Ceuta}.",
		"They held [13] men in {northern Mali}.",
		"They held [13] men in {downtown Leeds}.",
		"They held [13] men in {Lindholm}.",
		"They held [13] men in {Lindholm, Sweden}.",
		"They held [13] men in {Springfield, Ohio}.",
		"They held [13] men in {Morales department}.",
		"They held [13] men in {Tunisia}'s old museum.",
		"In {Leeds}, [13] men were held.",
		"In {Libya} they held 40 women and in {Tunisia} [13] men.",

		"They held [13] men.",
		"They held [13] men in May.",
		"They held [13] men on Monday.",
		"They held [13] men in the raid.",
		"They held [13] men at Ford.",
		"They held [13] men in Lind's view.",
		"They held [13] men in English.",
		"They held [13] men in a house with Nils Berg.",
		"They held [13] men in all.",
		"They held [13] men over the weekend.",
		"They held [13] men in Congress.",
	} {
		checkWhere(t, text)
	}
}

// checkWhere wants the place marked last in the text, which is the nearest.
func checkWhere(t *testing.T, marked string) {
	t.Helper()
	text, figure, place := unmark(t, marked)
	c := claimAt(t, Document{Text: text, Lang: "en"}, figure)
	switch p := c.Place; {
	case place.End < 0:
		if p != nil {
			t.Errorf("%s\n\tplace %q, want none", marked, p.Text)
		}
	case p == nil:
		t.Errorf("%s\n\tno place", marked)
	case p.Start != place.Start || p.End != place.End:
		t.Errorf("%s\n\tplace %q", marked, p.Text)
	}
}

func TestCapitalsHideNoPlace(t *testing.T) {
	checkWhere(t, "THEY HELD [13] MEN IN {LIMA}.")
	checkWhere(t, "THEY HELD [13] MEN IN A RAID.")
}
