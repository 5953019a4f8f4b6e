package handlers

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"tallymark/models"
)

// tags adds the operations on tags.
func (a *api) tags() {
	operate(a, models.RoleViewer, huma.Operation{
		OperationID: "tags", Method: http.MethodGet, Path: "/tags", Tags: []string{"Notes and tags"},
		Summary: "List the tags in use",
	}, a.listTags)
	wrong := []int{http.StatusNotFound, http.StatusUnprocessableEntity}
	operate(a, models.RoleReviewer, huma.Operation{
		OperationID: "tag-add", Method: http.MethodPost, Path: "/claims/{id}/tags", Tags: []string{"Notes and tags"},
		Summary: "Put a tag on a claim", Description: "One that is there already stays.", Errors: wrong,
	}, a.addTag)
	operate(a, models.RoleReviewer, huma.Operation{
		OperationID: "tag-remove", Method: http.MethodPost, Path: "/claims/{id}/tags/remove", Tags: []string{"Notes and tags"},
		Summary: "Take a tag off a claim", Description: "One that is not there is no error.", Errors: wrong,
	}, a.removeTag)
}

type apiTags struct {
	Body struct {
		Items []string `json:"items" nullable:"false" doc:"By name."`
	}
}

func (a *api) listTags(ctx context.Context, _ *struct{}) (*apiTags, error) {
	names, err := a.store.Tags(ctx, actorIn(ctx))
	if err != nil {
		return nil, err
	}
	out := new(apiTags)
	out.Body.Items = listed(names)
	return out, nil
}

type apiTagInput struct {
	ID   uint `path:"id" doc:"Number of the claim."`
	Body struct {
		Tag string `json:"tag" minLength:"1" maxLength:"100" doc:"Letters, digits and hyphens."`
	}
}

func (a *api) addTag(ctx context.Context, in *apiTagInput) (*apiClaimOutput, error) {
	if err := a.store.AddTag(ctx, actorIn(ctx), in.ID, in.Body.Tag); err != nil {
		return nil, err
	}
	return a.claimNow(ctx, in.ID)
}

func (a *api) removeTag(ctx context.Context, in *apiTagInput) (*apiClaimOutput, error) {
	if err := a.store.RemoveTag(ctx, actorIn(ctx), in.ID, in.Body.Tag); err != nil {
		return nil, err
	}
	return a.claimNow(ctx, in.ID)
}
