package handlers

import (
	"fmt"
	"net/http"

	"tallymark/models"
)

// agreementPage is how people agreed in second checks.
type agreementPage struct {
	base
	All    agreementRow
	Tables []agreementTable
}

// agreementTable is one way of parting the second checks.
type agreementTable struct {
	Caption, Of string
	Rows        []agreementRow
}

// agreementRow is one pair of people, or one kind of figure.
type agreementRow struct {
	Who                [2]string // for a pair
	Kind               string
	N                  int
	Share, Kappa, Word string
}

func newAgreementRow(a models.Agreement) agreementRow {
	row := agreementRow{N: a.N(), Share: fmt.Sprintf("%.0f %%", 100*a.Share()), Kappa: "not defined"}
	if kappa, ok := a.Kappa(); ok {
		row.Kappa = fmt.Sprintf("%.2f", kappa)
	}
	if row.N < fewChecks {
		row.Word = "too few to tell"
	}
	return row
}

// fewChecks is how many figures two people should have judged before anybody
// reads something into how they agree.
const fewChecks = 30

// agreementShow serves GET /activity/agreement.
func (s *Server) agreementShow(w http.ResponseWriter, r *http.Request) error {
	found, err := s.store.Agreement(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	pairs := agreementTable{Caption: "By the two people", Of: "Reviewers"}
	for _, p := range found.Pairs {
		row := newAgreementRow(p.Agreement)
		row.Who = p.Names
		pairs.Rows = append(pairs.Rows, row)
	}
	kinds := agreementTable{Caption: "By the kind of figure", Of: "Kind"}
	for _, k := range found.Kinds {
		row := newAgreementRow(k.Agreement)
		row.Kind = kindWord(string(k.Kind))
		kinds.Rows = append(kinds.Rows, row)
	}
	return s.render(w, r, "agreement", agreementPage{
		base: s.base(r, "Agreement"), All: newAgreementRow(found.All), Tables: []agreementTable{pairs, kinds},
	})
}
