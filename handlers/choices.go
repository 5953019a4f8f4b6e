package handlers

import (
	"fmt"
	"strings"

	"tallymark/models"
)

// verdictOrder puts the frequent verdicts first.
var verdictOrder = []models.Status{
	models.StatusVerified, models.StatusDisputed, models.StatusNeedsEvidence, models.StatusUnverifiable,
	models.StatusSuperseded, models.StatusNotAClaim,
}

// choicesSource writes the partials with the radio buttons of verdicts and
// bases. They are written out once, at the start, because an article may have
// hundreds of forms: "verdicts" and "bases" take a *decideForm and check what
// it has; the blank ones take nothing.
func choicesSource() string {
	var out strings.Builder
	for _, blank := range []bool{true, false} {
		name, check := "", `{{if eq .%s "%s"}} checked{{end}}`
		if blank {
			name, check = "blank-", "%.0s%.0s"
		}
		fmt.Fprintf(&out, `{{define "%sverdicts"}}`, name)
		for _, st := range verdictOrder {
			fmt.Fprintf(&out, `<label class="verdict %[1]s"><input type="radio" name="status" value="%[1]s"%[2]s required><svg class="ico" aria-hidden="true"><use href="#s-%[1]s"/></svg>%[3]s</label>`+"\n",
				st, fmt.Sprintf(check, "Status", st), st.Label())
		}
		fmt.Fprintf(&out, `{{end}}{{define "%sbases"}}`, name)
		for _, b := range models.Bases {
			fmt.Fprintf(&out, `<label class="choice"><input type="radio" name="basis" value="%s"%s><span class="key" aria-hidden="true">%d</span>%s</label>`+"\n",
				b, fmt.Sprintf(check, "Basis", b), b.Key(), b.Label())
		}
		out.WriteString("{{end}}")
	}
	return out.String()
}
