package handlers

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tallymark/models"
)

// review adds the operations of the review queue.
func (a *api) review() {
	operate(a, models.RoleReviewer, huma.Operation{
		OperationID: "review-next", Method: http.MethodPost, Path: "/review/next", Tags: []string{"Review"},
		Summary: "Take the next claim of the queue", Description: "It is kept for you for ten minutes, or until you take another.",
		Errors: []int{http.StatusUnprocessableEntity, http.StatusServiceUnavailable},
	}, a.nextClaim)
	operate(a, models.RoleReviewer, huma.Operation{
		OperationID: "claim-skip", Method: http.MethodPost, Path: "/claims/{id}/skip", Tags: []string{"Review"},
		Summary: "Put a claim off", Description: "It comes back to you when nothing else is left, and is free for others at once.",
		Errors: []int{http.StatusNotFound},
	}, a.skipClaim)
}

type apiNextInput struct {
	Body struct {
		Tab   models.Tab `json:"tab,omitempty" enum:"mine,all,second,trouble,evidence" doc:"Part of the queue; all without it."`
		After uint       `json:"after,omitempty" maximum:"9223372036854775807" doc:"The claim just left: the next one of its article comes first."`
		Claim uint       `json:"claim,omitempty" maximum:"9223372036854775807" doc:"Take this very claim instead, in the queue or not."`
	}
}

// apiNext is the next claim with what lies around it.
type apiNext struct {
	Claim  *apiClaimFull `json:"claim,omitempty" doc:"Left out when nothing waits for you."`
	Before string        `json:"before" doc:"The text before the quote, some hundred letters of it."`
	After  string        `json:"after"`
	Place  string        `json:"place" doc:"Such as 3 of 27 in this article."`
	Why    string        `json:"why" doc:"Why it comes now."`
	Settle bool          `json:"settle" doc:"Two verdicts differ, and yours settles it."`
	Second bool          `json:"second" doc:"Somebody has decided without your seeing it; yours is the second verdict."`
	Until  *time.Time    `json:"leased_until" doc:"Until when it is kept for whom it is leased to."`
	Holder string        `json:"leased_to" doc:"Who has it: you, unless you asked for a claim that somebody else looks at."`
	Left   int           `json:"left" doc:"How many wait in this part of the queue, with this one; counted up to 100."`
	Last   *apiLast      `json:"last,omitempty" doc:"Your newest verdict, which an undo takes back."`
}

type apiLast struct {
	ClaimID  uint          `json:"claim_id"`
	Label    string        `json:"label"`
	Status   models.Status `json:"status"`
	Together int           `json:"together" doc:"On how many claims it was given at once, 0 for one alone."`
}

type apiNextOutput struct {
	ETag string `header:"ETag"`
	Body apiNext
}

func (a *api) nextClaim(ctx context.Context, in *apiNextInput) (*apiNextOutput, error) {
	tab, actor := in.Body.Tab, actorIn(ctx)
	if tab == "" {
		tab = models.TabAll
	}
	id, err := a.take(ctx, tab, in.Body.After, in.Body.Claim)
	if err != nil {
		return nil, err
	}
	if id == 0 {
		last, err := a.store.LastDecision(ctx, actor)
		return &apiNextOutput{Body: apiNext{Last: apiLastOf(last)}}, err
	}
	d, err := a.store.Review(ctx, actor, tab, id)
	if err != nil {
		return nil, err
	}
	return a.deskOf(&d, tab), nil
}

// take leases the claim that is asked for, or the next one.
func (a *api) take(ctx context.Context, tab models.Tab, after, claim uint) (uint, error) {
	if claim == 0 {
		return a.store.LeaseNext(ctx, actorIn(ctx), tab, after)
	}
	_, err := a.store.Lease(ctx, actorIn(ctx), claim)
	if errors.Is(err, models.ErrNotFound) {
		err = &models.InvalidError{Field: "claim", Message: fmt.Sprintf("there is no claim %d", claim)}
	}
	return claim, err
}

// deskOf is what the desk shows of a claim.
func (a *api) deskOf(d *models.ReviewPage, tab models.Tab) *apiNextOutput {
	c := &d.Claim.Claim
	full := a.claimFull(&d.Claim)
	out := &apiNextOutput{ETag: full.ETag, Body: apiNext{
		Claim: &full.Body, Why: whyNow(&d.Claim), Left: d.Counts[tab], Last: apiLastOf(d.Last),
		Settle: d.Claim.Standing.Disagreement(), Second: c.SecondCheck && !c.OwnWaits,
	}}
	out.Body.Before, out.Body.After = around(d.Claim.Version.Text, c.Start, c.End)
	out.Body.Place, _ = placeAmong(markedClaims(&d.ArticlePage), c, tab)
	if d.Lease != nil {
		out.Body.Until, out.Body.Holder = &d.Lease.ExpiresAt, d.Lease.User.Name
	}
	return out
}

func apiLastOf(d *models.Decision) *apiLast {
	if d == nil || d.Claim == nil {
		return nil
	}
	return &apiLast{ClaimID: d.ClaimID, Label: d.Claim.Label, Status: d.Status, Together: d.Together}
}

// mostAround is how much of the text stands on each side of a quote, in bytes.
const mostAround = 400

// around is the text before and after a span, cut between words.
func around(text string, start, end int) (before, after string) {
	if start < 0 || end < start || end > len(text) {
		return "", ""
	}
	before, after = text[:start], text[end:]
	if len(before) > mostAround {
		before = strings.ToValidUTF8(before[len(before)-mostAround:], "")
		if _, rest, found := strings.Cut(before, " "); found {
			before = rest
		}
		before = "… " + before
	}
	if len(after) > mostAround {
		after = strings.ToValidUTF8(after[:mostAround], "")
		if at := strings.LastIndex(after, " "); at > 0 {
			after = after[:at]
		}
		after += " …"
	}
	return before, after
}

type apiSkipInput struct {
	ID uint `path:"id" doc:"Number of the claim."`
}

func (a *api) skipClaim(ctx context.Context, in *apiSkipInput) (*apiClaimOutput, error) {
	if err := a.store.Skip(ctx, actorIn(ctx), in.ID); err != nil {
		return nil, err
	}
	return a.claimNow(ctx, in.ID)
}
