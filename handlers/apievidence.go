package handlers

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tallymark/models"
)

// apiEvidence is what was attached to a claim.
type apiEvidence struct {
	ID          uint                `json:"evidence_id"`
	ClaimID     uint                `json:"claim_id"`
	URL         string              `json:"url"`
	Title       string              `json:"title"`
	Publisher   string              `json:"publisher"`
	Type        models.EvidenceType `json:"type"`
	Excerpt     string              `json:"excerpt"`
	Stance      models.Stance       `json:"stance"`
	Tier        models.Tier         `json:"tier"`
	Published   string              `json:"published"`
	AccessedAt  time.Time           `json:"accessed_at"`
	ArchiveURL  string              `json:"archive_url"`
	Origin      string              `json:"origin"`
	Revision    int                 `json:"revision"`
	AddedBy     string              `json:"added_by"`
	WithdrawnAt *time.Time          `json:"withdrawn_at"`
	Reason      string              `json:"withdraw_reason"`
}

func evidenceOf(e *models.Evidence) apiEvidence {
	out := apiEvidence{
		ID: e.ID, ClaimID: e.ClaimID, URL: e.URL, Title: e.Title, Publisher: e.Publisher, Type: e.Type, Excerpt: e.Excerpt,
		Stance: e.Stance, Tier: e.Tier, Published: e.Published, AccessedAt: e.AccessedAt, ArchiveURL: e.ArchiveURL,
		Origin: e.Origin, Revision: e.Revision, WithdrawnAt: e.WithdrawnAt, Reason: e.WithdrawReason,
	}
	if e.AddedBy != nil {
		out.AddedBy = e.AddedBy.Name
	}
	return out
}

// evidence adds the operations on evidence.
func (a *api) evidence() {
	operate(a, models.RoleReviewer, huma.Operation{
		OperationID: "evidence-add", Method: http.MethodPost, Path: "/claims/{id}/evidence", Tags: []string{"Evidence"},
		Summary: "Attach evidence to a claim", Description: "The figure in the excerpt is read and compared with the claim’s.",
		DefaultStatus: http.StatusCreated, Errors: []int{http.StatusNotFound, http.StatusUnprocessableEntity},
	}, a.addEvidence)
	operate(a, models.RoleReviewer, huma.Operation{
		OperationID: "evidence-withdraw", Method: http.MethodPost, Path: "/evidence/{id}/withdraw", Tags: []string{"Evidence"},
		Summary: "Withdraw evidence", Description: "It stays in the story of the claim.",
		Errors: []int{http.StatusNotFound, http.StatusPreconditionFailed, http.StatusPreconditionRequired, http.StatusUnprocessableEntity},
	}, a.withdrawEvidence)
}

type apiEvidenceInput struct {
	ID uint `path:"id" doc:"Number of the claim."`
	APIOnce
	Body struct {
		URL        string `json:"url,omitempty" doc:"Without one, an excerpt is needed."`
		Title      string `json:"title,omitempty"`
		Publisher  string `json:"publisher,omitempty"`
		Type       string `json:"type,omitempty" enum:"official_statement,document,data_set,news_report,court_record,image_video,interview,other"`
		Excerpt    string `json:"excerpt,omitempty" doc:"The words that speak for or against the figure."`
		Stance     string `json:"stance" enum:"supports,contradicts,context"`
		Tier       string `json:"tier,omitempty" enum:"primary,secondary"`
		Published  string `json:"published,omitempty" format:"date"`
		Accessed   string `json:"accessed,omitempty" format:"date" doc:"Today without it."`
		ArchiveURL string `json:"archive_url,omitempty"`
		Origin     string `json:"origin,omitempty" doc:"Who first reported it."`
	}
}

type apiEvidenceOutput struct {
	ETag string `header:"ETag"`
	Body apiEvidence
}

func (a *api) addEvidence(ctx context.Context, in *apiEvidenceInput) (*apiEvidenceOutput, error) {
	c, err := a.store.Claim(ctx, actorIn(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	b := &in.Body
	n, err := a.Server.evidence(evidenceInput{
		URL: b.URL, Title: b.Title, Publisher: b.Publisher, Type: b.Type, Excerpt: b.Excerpt, Stance: b.Stance, Tier: b.Tier,
		Published: b.Published, Accessed: b.Accessed, ArchiveURL: b.ArchiveURL, Origin: b.Origin, Token: in.token(),
	}, &c.Claim)
	if err != nil {
		return nil, err
	}
	e, err := a.store.AddEvidence(ctx, actorIn(ctx), n)
	if err != nil {
		return nil, err
	}
	return a.evidenceNow(ctx, e.ID)
}

func (a *api) evidenceNow(ctx context.Context, id uint) (*apiEvidenceOutput, error) {
	p, err := a.store.Evidence(ctx, actorIn(ctx), id)
	if err != nil {
		return nil, err
	}
	return &apiEvidenceOutput{ETag: revisionTag(p.Evidence.Revision), Body: evidenceOf(&p.Evidence)}, nil
}

type apiWithdrawInput struct {
	ID    uint   `path:"id" doc:"Number of the evidence."`
	Match string `header:"If-Match" doc:"Revision of the evidence that you looked at, in quotes." example:"\"1\""`
	APIOnce
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"5000"`
	}
}

func (a *api) withdrawEvidence(ctx context.Context, in *apiWithdrawInput) (*apiEvidenceOutput, error) {
	revision, err := revisionIn(in.Match)
	if err != nil {
		return nil, err
	}
	_, err = a.store.WithdrawEvidence(ctx, actorIn(ctx), models.Withdrawal{ID: in.ID, Revision: revision, Reason: in.Body.Reason, Token: in.token()})
	if stale, ok := errors.AsType[*models.EvidenceConflictError](err); ok {
		return nil, stalePrecondition(stale.Evidence.Revision)
	}
	if err != nil {
		return nil, err
	}
	return a.evidenceNow(ctx, in.ID)
}
