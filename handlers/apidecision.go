package handlers

import (
	"context"
	"crypto/rand"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tallymark/models"
)

// apiDecision is one verdict.
type apiDecision struct {
	ID           uint          `json:"decision_id"`
	Seq          int           `json:"seq" doc:"1, 2, 3 … within the claim."`
	Status       models.Status `json:"status" doc:"For a verdict that was taken back: the status it led back to."`
	Basis        models.Basis  `json:"basis"`
	Reason       string        `json:"reason"`
	CorrectValue *float64      `json:"correct_value"`
	CorrectText  string        `json:"correct_text"`
	SupersededBy *uint         `json:"superseded_by"`
	Undoes       *uint         `json:"undoes" doc:"Number of the decision that this one takes back."`
	DecidedBy    string        `json:"decided_by"`
	DecidedAt    time.Time     `json:"decided_at"`
}

func decisionOf(d *models.Decision) apiDecision {
	out := apiDecision{
		ID: d.ID, Seq: d.Seq, Status: d.Status, Basis: d.Basis, Reason: d.Reason, CorrectValue: d.CorrectValue,
		CorrectText: d.CorrectText, SupersededBy: d.SupersededByID, Undoes: d.UndoesID, DecidedAt: d.CreatedAt,
	}
	if d.User != nil {
		out.DecidedBy = d.User.Name
	}
	return out
}

// decisions adds the operations on verdicts.
func (a *api) decisions() {
	refused := []int{http.StatusNotFound, http.StatusConflict, http.StatusPreconditionFailed, http.StatusUnprocessableEntity, http.StatusPreconditionRequired}
	operate(a, models.RoleReviewer, huma.Operation{
		OperationID: "claim-decide", Method: http.MethodPost, Path: "/claims/{id}/decisions", Tags: []string{"Verdicts"},
		Summary: "Give a verdict on a claim", DefaultStatus: http.StatusCreated, Errors: refused,
	}, a.decide)
	operate(a, models.RoleReviewer, huma.Operation{
		OperationID: "claim-undo", Method: http.MethodPost, Path: "/claims/{id}/undo", Tags: []string{"Verdicts"},
		Summary: "Take back your last verdict on a claim", Description: "By a verdict that leads back, so that nothing is lost. Refused with 409 once somebody else has decided since.",
		DefaultStatus: http.StatusCreated, Errors: refused,
	}, a.undo)
}

// APIChange is what a change of one claim is sent with.
type APIChange struct {
	ID    uint   `path:"id" doc:"Number of the claim."`
	Match string `header:"If-Match" doc:"ETag of the claim that you looked at: its revision in quotes." example:"\"3\""`
	APIOnce
}

// APIOnce makes what is sent twice one change.
type APIOnce struct {
	Key string `header:"Idempotency-Key" maxLength:"190" doc:"Any text of your own, another for each change."`
}

// token is what the store knows the change by.
func (in APIOnce) token() string {
	if in.Key == "" {
		return rand.Text()
	}
	return "api-" + in.Key
}

// revisionIn is the revision in an If-Match, which has to be there: a change of
// what nobody looked at is refused.
func revisionIn(match string) (int, error) {
	n, err := strconv.Atoi(strings.Trim(strings.TrimPrefix(match, "W/"), `"`))
	if err != nil {
		return 0, huma.NewError(http.StatusPreconditionRequired, "If-Match is missing or no revision: send the ETag of what you looked at, such as \"3\"")
	}
	return n, nil
}

// revisionTag is a revision as an ETag.
func revisionTag(revision int) string { return `"` + strconv.Itoa(revision) + `"` }

// stalePrecondition answers a change that was made on an older revision.
func stalePrecondition(now int) *huma.ErrorModel {
	return &huma.ErrorModel{
		Status: http.StatusPreconditionFailed, Title: "It has changed",
		Detail: "What you sent was made on an older revision, so nothing was saved. Read it as it stands now and send again what still holds.",
		Errors: []*huma.ErrorDetail{{Location: "header.If-Match", Message: "The revision is another by now.", Value: now}},
	}
}

type apiDecideInput struct {
	APIChange
	Body struct {
		Status       models.Status `json:"status" enum:"needs_evidence,verified,disputed,unverifiable,superseded,not_a_claim"`
		Basis        models.Basis  `json:"basis,omitempty" enum:"official_statement,primary_document,independent_corroboration,calculation,direct_observation,attribution_only" doc:"For verified and disputed."`
		Reason       string        `json:"reason,omitempty" maxLength:"5000"`
		CorrectText  string        `json:"correct_text,omitempty" maxLength:"500" doc:"The right figure as words, such as about 44; its value is read from it."`
		SupersededBy *uint         `json:"superseded_by,omitempty" doc:"For superseded: number of the claim with the newer figure."`
	}
}

func (a *api) decide(ctx context.Context, in *apiDecideInput) (*apiClaimOutput, error) {
	revision, err := revisionIn(in.Match)
	if err != nil {
		return nil, err
	}
	f := decideForm{ClaimID: in.ID, Revision: revision, Token: in.token(), Status: in.Body.Status, Basis: in.Body.Basis, Reason: in.Body.Reason, CorrectText: in.Body.CorrectText}
	asked := f.decision()
	asked.SupersededByID = in.Body.SupersededBy
	if !a.readCorrect(&f, &asked) {
		return nil, &models.InvalidError{Field: "correct_text", Message: f.CorrectError}
	}
	made, err := a.store.Decide(ctx, actorIn(ctx), asked)
	if err != nil {
		return nil, err
	}
	if !sameVerdict(asked, made) {
		return nil, errSpent
	}
	return a.claimNow(ctx, in.ID)
}

// claimNow is the claim as it stands after a change.
func (a *api) claimNow(ctx context.Context, id uint) (*apiClaimOutput, error) {
	p, err := a.store.Claim(ctx, actorIn(ctx), id)
	if err != nil {
		return nil, err
	}
	return a.claimFull(&p), nil
}

func (a *api) undo(ctx context.Context, in *APIChange) (*apiClaimOutput, error) {
	revision, err := revisionIn(in.Match)
	if err != nil {
		return nil, err
	}
	made, err := a.store.Undo(ctx, actorIn(ctx), in.ID, revision, in.token())
	if err != nil {
		return nil, err
	}
	if made.ClaimID != in.ID || made.UndoesID == nil {
		return nil, errSpent
	}
	return a.claimNow(ctx, in.ID)
}
