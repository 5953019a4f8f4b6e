package handlers

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tallymark/models"
)

// apiExport is an export that was made.
type apiExport struct {
	ID     uint      `json:"export_id"`
	MadeAt time.Time `json:"made_at"`
	MadeBy string    `json:"made_by"`
	Preset string    `json:"preset"`
	Format string    `json:"format"`
	Rows   int       `json:"rows"`
	SHA256 string    `json:"sha256" doc:"Of the bytes that were sent."`
	Signed string    `json:"checkpoint" doc:"The signed state of the audit log at that time."`
}

// exports adds the list of exports. The files themselves are at their own
// addresses, /export.csv and the like, which take a token too.
func (a *api) exports() {
	operate(a, models.RoleViewer, huma.Operation{
		OperationID: "exports", Method: http.MethodGet, Path: "/exports", Tags: []string{"Exports"},
		Summary:     "List the newest exports",
		Description: "The files themselves come from /export.csv, /export.xlsx, /export.jsonl, /export.claimreview.json and /export.annotations.json, which take a token too.",
	}, a.listExports)
	operate(a, models.RoleViewer, huma.Operation{
		OperationID: "export-withdrawn", Method: http.MethodGet, Path: "/exports/{id}/withdrawn", Tags: []string{"Exports"},
		Summary:     "List what no longer holds of an export",
		Description: "Claims that went out as verified or disputed and are so no more: with another status, stale, removed, or verified again for another figure. The same is at /exports/{id}/withdrawn.atom as a feed.",
		Errors:      []int{http.StatusNotFound, http.StatusUnprocessableEntity},
	}, a.listWithdrawn)
}

type apiWithdrawnInput struct {
	ID uint `path:"id" doc:"Number of the export."`
	APIPage
}

// apiWithdrawn is a claim that no longer is what the export said.
type apiWithdrawn struct {
	ClaimID  uint                `json:"claim_id"`
	Sent     models.Status       `json:"sent" enum:"verified,disputed" doc:"As it was sent."`
	Revision int                 `json:"sent_revision" doc:"Of the claim when it was sent."`
	Why      models.WhyWithdrawn `json:"why" enum:"gone,stale,status,changed" doc:"gone: removed; stale: its article changed; status: it has another; changed: what it states was mended since."`
	Words    string              `json:"why_in_words"`
	At       time.Time           `json:"at" doc:"Of the last verdict, edit or reading since."`
	Claim    *APIClaim           `json:"claim,omitempty" doc:"As it stands now, left out if it was removed."`
}

type apiWithdrawals struct {
	Body struct {
		Known  bool           `json:"known" doc:"False for an export made before claims were kept with exports: nobody knows then which claims it had."`
		Claims int            `json:"claims" doc:"Claims in the export."`
		Total  int            `json:"total" doc:"Of those that no longer hold."`
		Items  []apiWithdrawn `json:"items" nullable:"false"`
		Next   string         `json:"next" doc:"Cursor of the next page, empty on the last."`
	}
}

func (a *api) listWithdrawn(ctx context.Context, in *apiWithdrawnInput) (*apiWithdrawals, error) {
	w, err := a.store.Withdrawn(ctx, actorIn(ctx), in.ID, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	out := new(apiWithdrawals)
	b := &out.Body
	b.Known, b.Claims, b.Total, b.Next, b.Items = w.Known, w.Claims, w.Total, w.Next, []apiWithdrawn{}
	for i := range w.Page {
		c := &w.Page[i]
		one := apiWithdrawn{ClaimID: c.ClaimID, Sent: c.Sent, Revision: c.Revision, Why: c.Why, Words: withdrawnWords(c), At: c.At}
		if c.Claim != nil {
			claim := a.claimOf(c.Claim, c.Claim.Article)
			one.Claim = &claim
		}
		b.Items = append(b.Items, one)
	}
	return out, nil
}

type apiExports struct {
	Body struct {
		Items []apiExport `json:"items" nullable:"false"`
	}
}

func (a *api) listExports(ctx context.Context, _ *struct{}) (*apiExports, error) {
	rows, err := a.store.Exports(ctx, actorIn(ctx))
	if err != nil {
		return nil, err
	}
	out := new(apiExports)
	out.Body.Items = []apiExport{}
	for i := range rows {
		e := &rows[i]
		one := apiExport{ID: e.ID, MadeAt: e.CreatedAt, Preset: e.Preset, Format: e.Format, Rows: e.Rows, SHA256: e.SHA256, Signed: e.Checkpoint}
		if e.User != nil {
			one.MadeBy = e.User.Name
		}
		out.Body.Items = append(out.Body.Items, one)
	}
	return out, nil
}
