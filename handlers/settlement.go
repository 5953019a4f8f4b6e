package handlers

import "tallymark/models"

// settlement is two verdicts that differ, side by side.
type settlement struct {
	Sides []storyRow // the first and the second
	Words string     // what is to be done
	May   bool       // the visitor settles it
}

// settlementOf is nil unless two verdicts on the claim wait for an editor.
func settlementOf(c *models.ClaimPage, u *models.User) *settlement {
	st := c.Standing
	if !st.Disagreement() {
		return nil
	}
	out := &settlement{
		Sides: []storyRow{storyRowOf(*st.First), storyRowOf(*st.Second)},
		Words: "Two people have decided without seeing each other’s verdict, and they differ. An editor settles it.",
	}
	switch {
	case u == nil:
	case u.ID == st.First.UserID || u.ID == st.Second.UserID:
		out.Words = "Two people have decided without seeing each other’s verdict, and they differ. One of them is you, so another person, an editor, settles it."
	case u.Role.AtLeast(models.RoleEditor):
		out.May = true
		out.Words = "Two people have decided without seeing each other’s verdict, and they differ. Your decision settles it: say why."
	}
	return out
}
