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

// verdictKeys are the keys of the verdicts on the review desk.
var verdictKeys = map[models.Status]string{
	models.StatusVerified: "v", models.StatusDisputed: "d", models.StatusNeedsEvidence: "n",
	models.StatusUnverifiable: "u", models.StatusSuperseded: "w", models.StatusNotAClaim: "x",
}

// choicesSource writes the partials with the radio buttons of verdicts and
// bases. They are written out once, at the start, because an article may have
// hundreds of forms: "verdicts" and "bases" take a *decideForm and check what
// it has, "desk-verdicts" has the keys of the desk as well; the blank ones take
// nothing.
func choicesSource() string {
	var out strings.Builder
	const check = `{{if eq .%s "%s"}} checked{{end}}`
	for _, kind := range []string{"", "blank-", "desk-"} {
		fmt.Fprintf(&out, `{{define "%sverdicts"}}`, kind)
		for _, st := range verdictOrder {
			var more, key string
			if kind != "blank-" {
				more = fmt.Sprintf(check, "Status", st)
			}
			if kind == "desk-" {
				more += fmt.Sprintf(` data-key="%[1]s" aria-keyshortcuts="%[1]s"`, verdictKeys[st])
				key = fmt.Sprintf(`<span class="key" aria-hidden="true">%s</span>`, verdictKeys[st])
			}
			fmt.Fprintf(&out, `<label class="verdict %[1]s"><input type="radio" name="status" value="%[1]s"%[2]s required>%[4]s<svg class="ico" aria-hidden="true"><use href="#s-%[1]s"/></svg>%[3]s</label>`+"\n",
				st, more, st.Label(), key)
		}
		out.WriteString("{{end}}")
	}
	for _, kind := range []string{"", "blank-"} {
		fmt.Fprintf(&out, `{{define "%sbases"}}`, kind)
		for _, b := range models.Bases {
			more := ""
			if kind == "" {
				more = fmt.Sprintf(check, "Basis", b)
			}
			fmt.Fprintf(&out, `<label class="choice"><input type="radio" name="basis" value="%s"%s><span class="key" aria-hidden="true">%d</span>%s</label>`+"\n",
				b, more, b.Key(), b.Label())
		}
		out.WriteString("{{end}}")
	}
	return out.String()
}
