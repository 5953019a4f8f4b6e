package export

import "tallymark/models"

// Noted writes rows to w and notes in sent the claims that went out: some
// formats leave rows away.
func Noted(w Writer, sent *models.ExportedClaims) func(*models.ExportRow) error {
	return func(r *models.ExportRow) error {
		before := w.Rows()
		err := w.Write(r)
		if err == nil && w.Rows() > before {
			sent.Add(&r.Claim)
		}
		return err
	}
}
