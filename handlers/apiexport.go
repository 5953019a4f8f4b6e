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
