package handlers

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tallymark/models"
)

// APIClaim is a claim as programs read it. Its names are those of the columns
// of the export.
type APIClaim struct {
	ID           uint          `json:"claim_id" doc:"Number of the claim."`
	Status       models.Status `json:"status" enum:"unreviewed,needs_evidence,verified,disputed,unverifiable,superseded,not_a_claim" doc:"What reviewers made of it."`
	Basis        models.Basis  `json:"basis" doc:"What a verdict of verified or disputed rests on."`
	Label        string        `json:"label" doc:"The figure in short: 41 dead."`
	Quote        string        `json:"quote" doc:"The words of the article that state it."`
	Number       string        `json:"number" doc:"The number as written."`
	Value        *float64      `json:"value" doc:"Null for ranges and vague words."`
	Low          *float64      `json:"low"`
	High         *float64      `json:"high"`
	Approx       string        `json:"approx" doc:"How exact the article is: exact, about, over …"`
	Kind         string        `json:"kind" doc:"What sort of figure: deaths, injuries, money …"`
	Unit         string        `json:"unit" doc:"What was counted, in lower case."`
	UnitPhrase   string        `json:"unit_phrase"`
	Currency     string        `json:"currency" doc:"ISO 4217, for money."`
	SIUnit       string        `json:"si_unit"`
	SIValue      *float64      `json:"si_value"`
	Predicate    string        `json:"predicate" doc:"What happened, as a verb: die, arrest."`
	Modality     string        `json:"modality" doc:"asserted, denied, possible or planned."`
	Scope        string        `json:"scope" doc:"Words that limit what is counted."`
	Total        bool          `json:"total" doc:"Whether it is a running total."`
	Whole        *float64      `json:"whole" doc:"The 440 of 13 of the 440."`
	Ratio        *float64      `json:"ratio"`
	Subject      string        `json:"subject"`
	Time         string        `json:"time"`
	TimeFrom     string        `json:"time_from"`
	TimeTo       string        `json:"time_to"`
	Place        string        `json:"place"`
	AttributedTo string        `json:"attributed_to" doc:"Whom the article credits for the figure."`
	Attribution  string        `json:"attribution_kind" doc:"person, body, document, outlet or unnamed."`
	Sentence     string        `json:"sentence"`
	Start        int           `json:"start" doc:"Where the quote begins, in bytes of the text of the article."`
	End          int           `json:"end"`
	ArticleID    uint          `json:"article_id"`
	ArticleTitle string        `json:"article_title"`
	Outlet       string        `json:"outlet"`
	ArticleURL   string        `json:"article_url"`
	SourceLink   string        `json:"source_link" doc:"Link to the very place in the article."`
	CitedLinks   []string      `json:"cited_links" nullable:"false" doc:"Links that the article itself gives for the figure."`
	Evidence     int           `json:"evidence_count"`
	DecidedBy    string        `json:"decided_by"`
	DecidedAt    *time.Time    `json:"decided_at"`
	Reason       string        `json:"reason"`
	CorrectValue *float64      `json:"correct_value"`
	CorrectText  string        `json:"correct_text"`
	SupersededBy *uint         `json:"superseded_by"`
	Flags        []string      `json:"flags" nullable:"false" doc:"What needs a look: stale, conflict, math, second_check, disagreement."`
	Tags         []string      `json:"tags" nullable:"false"`
	AssignedTo   *uint         `json:"assigned_to" doc:"Number of the person who is to look."`
	Revision     int           `json:"revision" doc:"Grows with each change. Send it as If-Match."`
	AppLink      string        `json:"app_link" doc:"Page of the claim."`
}

func (a *api) claimOf(c *models.Claim, art *models.Article) APIClaim {
	out := APIClaim{
		ID: c.ID, Status: c.Status, Basis: c.Basis, Label: c.Label, Quote: c.Quote, Number: c.NumberText,
		Value: c.Value, Low: c.Low, High: c.High, Approx: string(c.Approx), Kind: string(c.Kind), Unit: c.Unit, UnitPhrase: c.UnitPhrase,
		Currency: c.Currency, SIUnit: c.SI, SIValue: c.SIValue, Predicate: c.Predicate, Modality: string(c.Modality),
		Scope: c.Scope, Total: c.Total, Whole: c.Whole, Ratio: c.Ratio, Subject: c.Subject,
		Time: c.TimeText, TimeFrom: c.TimeFrom, TimeTo: c.TimeTo, Place: c.PlaceText,
		AttributedTo: c.AttributedTo, Attribution: c.AttributionKind, Sentence: c.Sentence, Start: c.Start, End: c.End,
		ArticleID: c.ArticleID, SourceLink: c.SourceLink, CitedLinks: listed(c.Links), Evidence: c.EvidenceCount,
		DecidedAt: c.DecidedAt, Reason: c.DecisionReason, CorrectValue: c.CorrectValue, CorrectText: c.CorrectText,
		SupersededBy: c.SupersededByID, Flags: listed(c.Flags()), Tags: listed(c.TagNames()), AssignedTo: c.AssignedToID, Revision: c.Revision,
		AppLink: a.cfg.BaseURL + "/claims/" + strconv.FormatUint(uint64(c.ID), 10),
	}
	if c.DecidedBy != nil {
		out.DecidedBy = c.DecidedBy.Name
	}
	if art != nil {
		out.ArticleTitle, out.Outlet, out.ArticleURL = art.Title, art.OutletName(), art.URL
	}
	return out
}

// listed is a list that is never null.
func listed(list []string) []string { return append([]string{}, list...) }

func (a *api) claimsOf(rows []models.Claim) []APIClaim {
	out := make([]APIClaim, 0, len(rows))
	for i := range rows {
		out = append(out, a.claimOf(&rows[i], rows[i].Article))
	}
	return out
}

// claims adds the operations that read claims.
func (a *api) claims() {
	operate(a, models.RoleViewer, huma.Operation{
		OperationID: "claims", Method: http.MethodGet, Path: "/claims", Tags: []string{"Claims"},
		Summary: "List claims, the newest first", Errors: []int{http.StatusUnprocessableEntity},
	}, a.listClaims)
	operate(a, models.RoleViewer, huma.Operation{
		OperationID: "claims-changed", Method: http.MethodGet, Path: "/claims/changed", Tags: []string{"Claims"},
		Summary:     "List claims that were added or touched since",
		Description: "Claims as they stand now, whatever touched them: a verdict, an edit, evidence, a note. Keep “next” for the next time you ask; ask again at once while “more” is true.",
		Errors:      []int{http.StatusUnprocessableEntity},
	}, a.changedClaims)
	operate(a, models.RoleViewer, huma.Operation{
		OperationID: "claim", Method: http.MethodGet, Path: "/claims/{id}", Tags: []string{"Claims"},
		Summary: "Read a claim with its decisions and evidence", Errors: []int{http.StatusNotFound},
	}, a.showClaim)
}

type apiClaimsInput struct {
	Status   []string `query:"status" doc:"Statuses to take, parted by commas; all without."`
	Kind     string   `query:"kind" doc:"Kind of figure, such as deaths."`
	Outlet   string   `query:"outlet" doc:"Name of the outlet."`
	Reviewer uint     `query:"reviewer" doc:"Number of the person whose verdict counts."`
	Article  uint     `query:"article" doc:"Number of the article."`
	Tag      string   `query:"tag"`
	Flag     string   `query:"flag" enum:"conflict,finding" doc:"Only claims that another article contradicts, or that do not add up in their own text."`
	Text     string   `query:"q" doc:"Words of label, quote, sentence, subject or source."`
	Stale    bool     `query:"stale" doc:"Also claims whose text has changed under them."`
	APIPage
}

// APIPage is which page of a list is asked for.
type APIPage struct {
	Cursor string `query:"cursor" doc:"“next” of the page before."`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

type apiClaims struct {
	Body struct {
		Items []APIClaim `json:"items" nullable:"false"`
		Next  string     `json:"next" doc:"Cursor of the next page, empty on the last."`
	}
}

func (a *api) listClaims(ctx context.Context, in *apiClaimsInput) (*apiClaims, error) {
	f := models.ClaimFilter{
		Kind: in.Kind, Outlet: in.Outlet, Reviewer: in.Reviewer, ArticleID: in.Article, Tag: in.Tag, Flag: in.Flag, Text: in.Text,
		IncludeStale: in.Stale, Cursor: in.Cursor, Limit: in.Limit,
	}
	for _, st := range in.Status {
		f.Status = append(f.Status, models.Status(st))
	}
	rows, next, err := a.store.Claims(ctx, actorIn(ctx), f)
	if err != nil {
		return nil, err
	}
	out := new(apiClaims)
	out.Body.Items, out.Body.Next = a.claimsOf(rows), next
	return out, nil
}

type apiChangedInput struct {
	Since string `query:"changed_since" required:"true" doc:"“next” of the answer before, or for the first time a moment: 2026-03-25T10:00:00Z. 0 is the beginning." example:"2026-03-25T10:00:00Z"`
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

type apiChanged struct {
	Body struct {
		Items []APIClaim `json:"items" nullable:"false"`
		Next  string     `json:"next" doc:"Send it as changed_since the next time; never empty."`
		More  bool       `json:"more" doc:"Whether there are more already."`
	}
}

func (a *api) changedClaims(ctx context.Context, in *apiChangedInput) (*apiChanged, error) {
	after, err := a.changePlace(ctx, in.Since)
	if err != nil {
		return nil, err
	}
	c, err := a.store.ChangedClaims(ctx, actorIn(ctx), after, in.Limit)
	if err != nil {
		return nil, err
	}
	out := new(apiChanged)
	out.Body.Items, out.Body.Next, out.Body.More = a.claimsOf(c.Claims), c.Next.String(), c.More
	return out, nil
}

// changePlace is where in the feed of changes to begin.
func (a *api) changePlace(ctx context.Context, since string) (models.ChangePlace, error) {
	if p, ok := models.ParseChangePlace(since); ok {
		return p, nil
	}
	t, err := time.Parse(time.RFC3339, since)
	if err != nil {
		return models.ChangePlace{}, &models.InvalidError{Field: "changed_since", Message: "give “next” of the answer before, or a moment such as 2026-03-25T10:00:00Z"}
	}
	seq, err := a.store.FeedAt(ctx, t)
	return models.ChangePlace{Seq: seq}, err
}

type apiClaimInput struct {
	ID uint `path:"id" doc:"Number of the claim."`
}

// apiClaimFull is a claim with everything about it.
type apiClaimFull struct {
	APIClaim
	Decisions []apiDecision `json:"decisions" nullable:"false" doc:"All verdicts, the oldest first, as far as you may see them."`
	Attached  []apiEvidence `json:"evidence" nullable:"false" doc:"The oldest first, also what was withdrawn."`
	Notes     []APINote     `json:"notes" nullable:"false" doc:"The oldest first, also what was withdrawn."`
	Figure    *APIFigure    `json:"figure,omitempty" doc:"The quantity that the claim and others report, left out if no other does."`
}

type apiClaimOutput struct {
	ETag string `header:"ETag"`
	Body apiClaimFull
}

func (a *api) showClaim(ctx context.Context, in *apiClaimInput) (*apiClaimOutput, error) {
	p, err := a.store.Claim(ctx, actorIn(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return a.claimFull(&p), nil
}

func (a *api) claimFull(p *models.ClaimPage) *apiClaimOutput {
	out := &apiClaimOutput{ETag: revisionTag(p.Claim.Revision)}
	out.Body = apiClaimFull{APIClaim: a.claimOf(&p.Claim, &p.Article), Decisions: []apiDecision{}, Attached: []apiEvidence{}, Notes: []APINote{}, Figure: a.figureOf(p.Figure)}
	for i := range p.Decisions {
		out.Body.Decisions = append(out.Body.Decisions, decisionOf(&p.Decisions[i]))
	}
	for i := range p.Evidence {
		out.Body.Attached = append(out.Body.Attached, evidenceOf(&p.Evidence[i]))
	}
	for i := range p.Notes {
		out.Body.Notes = append(out.Body.Notes, noteOf(&p.Notes[i]))
	}
	return out
}
