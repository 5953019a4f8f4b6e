package handlers

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tallymark/models"
)

// figures adds the operations on figures.
func (a *api) figures() {
	tags := []string{"Figures"}
	operate(a, models.RoleViewer, huma.Operation{
		OperationID: "figures", Method: http.MethodGet, Path: "/figures", Tags: tags,
		Summary: "List figures, what moved last first", Description: "A figure is one quantity in the world with the claims that report it.",
		Errors: []int{http.StatusUnprocessableEntity},
	}, a.listFigures)
	operate(a, models.RoleViewer, huma.Operation{
		OperationID: "figure", Method: http.MethodGet, Path: "/figures/{id}", Tags: tags,
		Summary: "Read a figure with its claims and what was said of it", Errors: []int{http.StatusNotFound},
	}, a.showFigure)
	refused := []int{http.StatusNotFound, http.StatusUnprocessableEntity}
	operate(a, models.RoleEditor, huma.Operation{
		OperationID: "figure-settle", Method: http.MethodPost, Path: "/figures/{id}/settle", Tags: tags,
		Summary: "Set the working value of a figure", Description: "Its claims are in conflict no more, until one comes that conflicts.", Errors: refused,
	}, a.settleFigure)
	operate(a, models.RoleEditor, huma.Operation{
		OperationID: "figure-join", Method: http.MethodPost, Path: "/figures/{id}/join", Tags: tags,
		Summary: "Make one figure of two", Errors: refused,
	}, a.joinFigures)
	operate(a, models.RoleEditor, huma.Operation{
		OperationID: "figure-take", Method: http.MethodPost, Path: "/figures/{id}/take", Tags: tags,
		Summary: "Take a claim out of a figure", Errors: refused,
	}, a.takeFromFigure)
	operate(a, models.RoleEditor, huma.Operation{
		OperationID: "figure-undo", Method: http.MethodPost, Path: "/figures/acts/{id}/undo", Tags: tags,
		Summary: "Take back what was said of a figure", Errors: refused,
	}, a.undoFigureAct)
}

// APIFigure is one quantity that several claims report.
type APIFigure struct {
	ID        uint             `json:"id"`
	Kind      string           `json:"kind" doc:"What sort of figure: deaths, injuries, money …"`
	Low       *float64         `json:"low" doc:"The least number that a claim of it states."`
	High      *float64         `json:"high"`
	Articles  int              `json:"articles"`
	Outlets   int              `json:"outlets"`
	Origins   int              `json:"origins" doc:"Reports that the claims go back to."`
	Conflict  bool             `json:"conflict" doc:"They cannot all be right, and nobody has settled it."`
	Settled   string           `json:"settled" doc:"The working value, empty if nobody has settled it."`
	MergedTo  *uint            `json:"merged_into" doc:"Number of the figure that it was joined to."`
	Elsewhere []apiFigureClaim `json:"claims" nullable:"false" doc:"The newest claims of it, in order of time."`
	AppLink   string           `json:"app_link" doc:"Page of the figure."`
}

// apiFigureClaim is a claim of a figure.
type apiFigureClaim struct {
	ID        uint          `json:"id"`
	Label     string        `json:"label"`
	Value     *float64      `json:"value"`
	Low       *float64      `json:"low"`
	High      *float64      `json:"high"`
	Status    models.Status `json:"status"`
	ArticleID uint          `json:"article_id"`
	Outlet    string        `json:"outlet"`
	Day       string        `json:"day" doc:"Of the article, or on which it was added." format:"date"`
	Relation  string        `json:"relation" doc:"How it stands to the others: same, narrower, wider, update, revision, conflict or different_scope, the worst of all."`
	Origin    int           `json:"origin" doc:"The same for claims that go back to one report."`
	Score     float64       `json:"score" doc:"How surely it is of this figure."`
}

func (a *api) figureOf(f *models.Figure) *APIFigure {
	if f == nil {
		return nil
	}
	out := &APIFigure{
		ID: f.ID, Kind: string(f.Kind), Low: f.Low, High: f.High, Articles: f.Articles, Outlets: f.Outlets, Origins: f.Origins, Conflict: f.Conflict,
		MergedTo: f.MergedIntoID, Elsewhere: []apiFigureClaim{}, AppLink: a.cfg.BaseURL + "/figures/" + strconv.FormatUint(uint64(f.ID), 10),
	}
	if f.SettledBy != nil {
		out.Settled = f.SettledBy.Typed
	}
	for _, m := range f.Members {
		c := m.Claim
		one := apiFigureClaim{
			ID: m.ClaimID, Label: c.Label, Value: c.Value, Low: c.Low, High: c.High, Status: c.Status, ArticleID: m.ArticleID,
			Day: time.Unix(m.Day*86_400, 0).UTC().Format(time.DateOnly), Relation: m.Relation, Origin: m.Origin, Score: m.Score,
		}
		if c.Article != nil {
			one.Outlet = c.Article.OutletName()
		}
		out.Elsewhere = append(out.Elsewhere, one)
	}
	return out
}

type apiFiguresInput struct {
	Tab  string `query:"tab" enum:"shared,conflict,settled,changed,all" default:"shared" doc:"Figures of several articles, those in conflict, those with a working value, those that changed since yesterday, or all."`
	Kind string `query:"kind" doc:"Kind of figure, such as deaths."`
	APIPage
}

type apiFigures struct {
	Body struct {
		Items []APIFigure `json:"items" nullable:"false"`
		Next  string      `json:"next" doc:"Cursor of the next page, empty on the last."`
	}
}

func (a *api) listFigures(ctx context.Context, in *apiFiguresInput) (*apiFigures, error) {
	f := models.FigureFilter{Tab: in.Tab, Kind: in.Kind, Cursor: in.Cursor, Limit: in.Limit}
	if in.Tab == "shared" {
		f.Tab = models.FiguresShared
	}
	rows, next, err := a.store.Figures(ctx, actorIn(ctx), f)
	if err != nil {
		return nil, err
	}
	out := new(apiFigures)
	out.Body.Items, out.Body.Next = []APIFigure{}, next
	for i := range rows {
		out.Body.Items = append(out.Body.Items, *a.figureOf(&rows[i]))
	}
	return out, nil
}

// apiFigureAct is one thing that a person said of a figure.
type apiFigureAct struct {
	ID      uint                 `json:"act_id"`
	Act     models.FigureActKind `json:"act" enum:"join,split,scope,settle,undo"`
	Figure  uint                 `json:"figure"`
	Other   *uint                `json:"other" doc:"The figure that was joined to it, or that came of it."`
	Claim   *uint                `json:"claim_id"`
	Value   string               `json:"value" doc:"The working value, as typed."`
	Reason  string               `json:"reason"`
	Undoes  *uint                `json:"undoes" doc:"Number of the act that this one takes back."`
	MadeBy  string               `json:"made_by"`
	MadeAt  time.Time            `json:"made_at"`
	Numbers struct {
		Value *float64 `json:"value"`
		Low   *float64 `json:"low"`
		High  *float64 `json:"high"`
	} `json:"numbers" doc:"What the working value is as numbers."`
}

func actOf(x *models.FigureAct) apiFigureAct {
	out := apiFigureAct{
		ID: x.ID, Act: x.Act, Figure: x.FigureID, Other: x.OtherID, Claim: x.ClaimID, Value: x.Typed, Reason: x.Reason, Undoes: x.UndoesID, MadeAt: x.CreatedAt,
	}
	out.Numbers.Value, out.Numbers.Low, out.Numbers.High = x.Value, x.Low, x.High
	if x.User != nil {
		out.MadeBy = x.User.Name
	}
	return out
}

// apiFigureFull is a figure with everything about it.
type apiFigureFull struct {
	APIFigure
	Siblings []APIFigure    `json:"siblings" nullable:"false" doc:"Other figures of the same event."`
	Acts     []apiFigureAct `json:"acts" nullable:"false" doc:"What people said of it, the oldest first."`
}

type apiFigureOutput struct{ Body apiFigureFull }

type apiFigureInput struct {
	ID uint `path:"id" doc:"Number of the figure."`
}

func (a *api) showFigure(ctx context.Context, in *apiFigureInput) (*apiFigureOutput, error) {
	p, err := a.store.Figure(ctx, actorIn(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	out := &apiFigureOutput{apiFigureFull{APIFigure: *a.figureOf(&p.Figure), Siblings: []APIFigure{}, Acts: []apiFigureAct{}}}
	for i := range p.Siblings {
		out.Body.Siblings = append(out.Body.Siblings, *a.figureOf(&p.Siblings[i]))
	}
	for i := range p.Acts {
		out.Body.Acts = append(out.Body.Acts, actOf(&p.Acts[i]))
	}
	return out, nil
}

// APIFigureAct is what a person says of a figure.
type APIFigureAct struct {
	ID uint `path:"id" doc:"Number of the figure."`
	APIOnce
}

// said answers what was said of a figure with the figure as it is now. A key
// that was sent before with something else is refused.
func (a *api) said(ctx context.Context, asked models.NewFigureAct, made models.FigureAct, err error, kinds ...models.FigureActKind) (*apiFigureOutput, error) {
	if err != nil {
		return nil, err
	}
	same := made.FigureID == asked.FigureID && made.Reason == asked.Reason && made.Typed == asked.Value
	for _, kind := range kinds {
		if same && made.Act == kind {
			return a.showFigure(ctx, &apiFigureInput{asked.FigureID})
		}
	}
	return nil, errSpent
}

type apiSettleInput struct {
	APIFigureAct
	Body struct {
		Value  string `json:"value" minLength:"1" maxLength:"500" doc:"Such as 41, at least 41, or 40 to 45."`
		Reason string `json:"reason" minLength:"1" maxLength:"5000"`
	}
}

func (a *api) settleFigure(ctx context.Context, in *apiSettleInput) (*apiFigureOutput, error) {
	asked := models.NewFigureAct{FigureID: in.ID, Value: in.Body.Value, Reason: in.Body.Reason, Token: in.token()}
	made, err := a.store.SettleFigure(ctx, actorIn(ctx), a.cfg.Engine, asked)
	return a.said(ctx, asked, made, err, models.FigureSettle)
}

type apiJoinInput struct {
	APIFigureAct
	Body struct {
		Other  uint   `json:"other" minimum:"1" maximum:"9223372036854775807" doc:"Number of the figure that becomes a part of this one."`
		Reason string `json:"reason" minLength:"1" maxLength:"5000"`
	}
}

func (a *api) joinFigures(ctx context.Context, in *apiJoinInput) (*apiFigureOutput, error) {
	asked := models.NewFigureAct{FigureID: in.ID, OtherID: in.Body.Other, Reason: in.Body.Reason, Token: in.token()}
	made, err := a.store.JoinFigures(ctx, actorIn(ctx), asked)
	return a.said(ctx, asked, made, err, models.FigureJoin)
}

type apiTakeInput struct {
	APIFigureAct
	Body struct {
		ClaimID uint   `json:"claim_id" minimum:"1" maximum:"9223372036854775807"`
		Scope   bool   `json:"scope,omitempty" doc:"It is of the same event and counts another part of it; without, it is another quantity altogether."`
		Reason  string `json:"reason" minLength:"1" maxLength:"5000"`
	}
}

func (a *api) takeFromFigure(ctx context.Context, in *apiTakeInput) (*apiFigureOutput, error) {
	asked := models.NewFigureAct{FigureID: in.ID, ClaimID: in.Body.ClaimID, Reason: in.Body.Reason, Token: in.token()}
	if in.Body.Scope {
		made, err := a.store.ScopeFigure(ctx, actorIn(ctx), asked)
		return a.said(ctx, asked, made, err, models.FigureScope)
	}
	made, err := a.store.SplitFigure(ctx, actorIn(ctx), asked)
	return a.said(ctx, asked, made, err, models.FigureSplit)
}

type apiActUndoInput struct {
	ID uint `path:"id" doc:"Number of what was said: act_id."`
	APIOnce
}

func (a *api) undoFigureAct(ctx context.Context, in *apiActUndoInput) (*apiFigureOutput, error) {
	x, err := a.store.UndoFigureAct(ctx, actorIn(ctx), in.ID, in.token())
	if err != nil {
		return nil, err
	}
	return a.showFigure(ctx, &apiFigureInput{x.FigureID})
}
