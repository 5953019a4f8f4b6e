package handlers

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"tallymark/models"
)

// assignments adds the operations that give claims to people.
func (a *api) assignments() {
	operate(a, models.RoleReviewer, huma.Operation{
		OperationID: "people", Method: http.MethodGet, Path: "/people", Tags: []string{"Assignment"},
		Summary: "List those who review, by name",
	}, a.listPeople)
	wrong := []int{http.StatusNotFound, http.StatusUnprocessableEntity}
	operate(a, models.RoleReviewer, huma.Operation{
		OperationID: "claim-assign", Method: http.MethodPost, Path: "/claims/{id}/assign", Tags: []string{"Assignment"},
		Summary: "Give a claim to somebody", Description: "Reviewers take claims themselves and give back their own; editors give them to anybody.", Errors: wrong,
	}, a.assignClaim)
	operate(a, models.RoleReviewer, huma.Operation{
		OperationID: "article-assign", Method: http.MethodPost, Path: "/articles/{id}/assign", Tags: []string{"Assignment"},
		Summary: "Give what is open of an article to somebody", Errors: wrong,
	}, a.assignArticle)
}

type apiPerson struct {
	ID   uint        `json:"user_id"`
	Name string      `json:"name"`
	Role models.Role `json:"role" enum:"reviewer,editor,admin"`
}

type apiPeople struct {
	Body struct {
		Items []apiPerson `json:"items" nullable:"false"`
	}
}

func (a *api) listPeople(ctx context.Context, _ *struct{}) (*apiPeople, error) {
	users, err := a.store.Reviewers(ctx, actorIn(ctx))
	if err != nil {
		return nil, err
	}
	out := new(apiPeople)
	out.Body.Items = []apiPerson{}
	for _, u := range users {
		out.Body.Items = append(out.Body.Items, apiPerson{u.ID, u.Name, u.Role})
	}
	return out, nil
}

type apiAssignInput struct {
	ID   uint `path:"id" doc:"Number of the claim, or of the article."`
	Body struct {
		To uint `json:"to" maximum:"9223372036854775807" doc:"Number of the person, 0 for nobody."`
	}
}

func (a *api) assignClaim(ctx context.Context, in *apiAssignInput) (*apiClaimOutput, error) {
	if noRow(in.Body.To) {
		return nil, errNoPerson
	}
	if err := a.store.Assign(ctx, actorIn(ctx), in.ID, in.Body.To); err != nil {
		return nil, err
	}
	return a.claimNow(ctx, in.ID)
}

// errNoPerson answers a number that no account can have.
var errNoPerson = &models.InvalidError{Field: "to", Message: "there is no such account"}

type apiArticleAssigned struct {
	Body struct {
		Assigned int `json:"assigned" doc:"How many claims changed hands."`
	}
}

func (a *api) assignArticle(ctx context.Context, in *apiAssignInput) (*apiArticleAssigned, error) {
	if noRow(in.Body.To) {
		return nil, errNoPerson
	}
	out := new(apiArticleAssigned)
	var err error
	if out.Body.Assigned, err = a.store.AssignArticle(ctx, actorIn(ctx), in.ID, in.Body.To); err != nil {
		return nil, err
	}
	return out, nil
}
