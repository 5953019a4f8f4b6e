package handlers

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tallymark/extract"
	"tallymark/ingest"
	"tallymark/models"
)

// apiCall is a request that an operation takes. Its path may name claim and
// article 1; a body makes it a POST.
type apiCall struct {
	path, body string
	status     int
}

// apiCalls has one call of each operation that ought to work, in the order of
// their names, on a site where nobody has decided yet.
var apiCalls = map[string]apiCall{
	"articles":       {path: "/articles?state=open&limit=1", status: http.StatusOK},
	"article":        {path: "/articles/1", status: http.StatusOK},
	"article-add":    {path: "/articles", body: `{"text": "41 dead in Port Meridon.\n\n13 arrested.", "title": "Raid", "outlet": "Courier", "published": "2026-03-12"}`, status: http.StatusCreated},
	"claims":         {path: "/claims?status=unreviewed,verified&kind=deaths&limit=2", status: http.StatusOK},
	"claims-changed": {path: "/claims/changed?changed_since=0", status: http.StatusOK},
	"claim":          {path: "/claims/1", status: http.StatusOK},
	"claim-decide":   {path: "/claims/1/decisions", body: `{"status": "disputed", "basis": "official_statement", "reason": "The ministry says 44.", "correct_text": "44"}`, status: http.StatusCreated},
	"claim-undo":     {path: "/claims/1/undo", body: `{}`, status: http.StatusCreated},

	"evidence-add":      {path: "/claims/1/evidence", body: `{"url": "https://a.example/list", "stance": "contradicts", "tier": "primary", "excerpt": "The list has 44 names.", "published": "2026-03-12"}`, status: http.StatusCreated},
	"evidence-withdraw": {path: "/evidence/1/withdraw", body: `{"reason": "The list is of another day."}`, status: http.StatusOK},
	"exports":           {path: "/exports", status: http.StatusOK},
	"export-withdrawn":  {path: "/exports/1/withdrawn?limit=1", status: http.StatusOK},

	"review-next":    {path: "/review/next", body: `{"tab": "all", "after": 1}`, status: http.StatusOK},
	"claim-skip":     {path: "/claims/2/skip", body: `{}`, status: http.StatusOK},
	"note-add":       {path: "/claims/1/notes", body: `{"text": "Which list does @told mean?"}`, status: http.StatusCreated},
	"note-withdraw":  {path: "/notes/2/withdraw", body: `{}`, status: http.StatusOK},
	"tags":           {path: "/tags", status: http.StatusOK},
	"tag-add":        {path: "/claims/1/tags", body: `{"tag": "harbour"}`, status: http.StatusOK},
	"tag-remove":     {path: "/claims/1/tags/remove", body: `{"tag": "harbour"}`, status: http.StatusOK},
	"people":         {path: "/people", status: http.StatusOK},
	"claim-assign":   {path: "/claims/2/assign", body: `{"to": 3}`, status: http.StatusOK},
	"article-assign": {path: "/articles/1/assign", body: `{"to": 0}`, status: http.StatusOK},
	"jobs":           {path: "/jobs", status: http.StatusOK},

	"figures":       {path: "/figures?tab=all&kind=deaths&limit=1", status: http.StatusOK},
	"figure":        {path: "/figures/1", status: http.StatusOK},
	"figure-settle": {path: "/figures/1/settle", body: `{"value": "40 to 45", "reason": "Until the list is out."}`, status: http.StatusOK},
	"figure-join":   {path: "/figures/1/join", body: `{"other": 2, "reason": "The same dead."}`, status: http.StatusOK},
	"figure-take":   {path: "/figures/3/take", body: `{"claim_id": 4, "scope": true, "reason": "With the injured."}`, status: http.StatusOK},
	"figure-undo":   {path: "/figures/acts/1/undo", body: `{}`, status: http.StatusOK},

	"extract": {path: "/extract", body: `{"text": "Police said at least 41 people died on Monday.", "date": "2026-03-12", "all": true}`, status: http.StatusOK},
}

// call sends a request of a program, with header names and values.
func (v *visitor) call(method, path, body string, headers ...string) *answer {
	v.t.Helper()
	req, err := http.NewRequest(method, v.site.url+path, strings.NewReader(body))
	if err != nil {
		v.t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	return v.do(req)
}

// program is somebody of the role with a token for all that the role may do.
func (x *site) program(role models.Role, scope models.Scope) *visitor {
	x.t.Helper()
	v := x.visitor()
	v.bearer = x.token(x.actors[role], scope)
	return v
}

func methodOf(c apiCall) string {
	if c.body != "" {
		return http.MethodPost
	}
	return http.MethodGet
}

// decoded is the JSON of an answer.
func (a *answer) decoded() (v any) {
	a.t.Helper()
	if err := json.Unmarshal([]byte(a.body), &v); err != nil {
		a.t.Fatalf("%v in %s", err, a.body)
	}
	return v
}

// Every operation is called, and what goes in and comes out is as described.
func TestEveryOperationIsAsDescribed(t *testing.T) {
	x := newSite(t)
	x.strangers()
	v := x.program(models.RoleEditor, models.ScopeEdit)
	spec := x.server.api.huma.OpenAPI()
	called := 0
	for path, item := range spec.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post} {
			if op == nil {
				continue
			}
			called++
			t.Run(op.OperationID, func(t *testing.T) {
				c, ok := apiCalls[op.OperationID]
				if !ok {
					t.Fatalf("%s is called by no test", path)
				}
				if op.RequestBody != nil {
					conforms(t, spec, op.RequestBody.Content["application/json"].Schema, huma.ModeWriteToServer, c.body)
				}
				x.ready(op.OperationID)
				a := v.call(methodOf(c), apiRoot+c.path, c.body, "If-Match", x.tagFor(op.OperationID))
				if a.status != c.status {
					t.Fatalf("%d: %s", a.status, a.body)
				}
				described(t, spec, op, a)
				if a.header.Get("Set-Cookie") != "" {
					t.Error("a program gets a cookie")
				}
			})
		}
	}
	if called != len(apiCalls) {
		t.Errorf("%d operations are described, %d have a call", called, len(apiCalls))
	}
}

// ready does what has to stand before the operation is called.
func (x *site) ready(operation string) {
	x.t.Helper()
	e := x.actors[models.RoleEditor]
	id := x.claims[0].ID
	switch operation {
	case "claim-undo":
		_, err := x.store.Decide(x.t.Context(), e, models.NewDecision{ClaimID: id, Revision: revisionOf(x, x.claims[0]), Status: models.StatusVerified, Basis: models.BasisCalculation, Token: "to be undone"})
		if err != nil {
			x.t.Fatal(err)
		}
	case "evidence-withdraw":
		// That of the stranger is evidence 1; an editor may withdraw it.
	case "note-withdraw":
		// Note 1 is the stranger's, 2 the editor's own.
		if _, err := x.store.AddNote(x.t.Context(), e, models.NewNote{ClaimID: id, Text: "To be withdrawn.", Token: "to be withdrawn"}); err != nil {
			x.t.Fatal(err)
		}
	case "figure-take":
		if _, err := x.store.JoinFigures(x.t.Context(), e, models.NewFigureAct{FigureID: 3, OtherID: 4, Reason: "The same.", Token: "to be taken"}); err != nil {
			x.t.Fatal(err)
		}
	case "figure-undo":
		// Of what was said first: if nothing was, of this.
		if _, err := x.store.SettleFigure(x.t.Context(), e, x.server.cfg.Engine, models.NewFigureAct{FigureID: 5, Value: "41", Reason: "By now.", Token: "to be taken back"}); err != nil {
			x.t.Fatal(err)
		}
	}
}

// tagFor is the ETag that the operation has to be sent with.
func (x *site) tagFor(operation string) string {
	if operation == "evidence-withdraw" {
		return `"1"`
	}
	return revisionTag(revisionOf(x, x.claims[0]))
}

func described(t *testing.T, spec *huma.OpenAPI, op *huma.Operation, a *answer) {
	t.Helper()
	res := op.Responses[fmt.Sprint(a.status)]
	if res == nil {
		t.Fatalf("status %d is not described", a.status)
	}
	kind, _, _ := strings.Cut(a.header.Get("Content-Type"), ";")
	content := res.Content[kind]
	if content == nil {
		t.Fatalf("content type %s of status %d is not described", kind, a.status)
	}
	conforms(t, spec, content.Schema, huma.ModeReadFromServer, a.body)
}

// conforms checks a body against a schema, and that nothing stands in it that
// the schema does not know.
func conforms(t *testing.T, spec *huma.OpenAPI, s *huma.Schema, mode huma.ValidateMode, body string) {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	var wrong huma.ValidateResult
	huma.Validate(spec.Components.Schemas, s, huma.NewPathBuffer([]byte{}, 0), mode, v, &wrong)
	for _, err := range wrong.Errors {
		if d, ok := errors.AsType[*huma.ErrorDetail](err); ok {
			t.Errorf("%s at %q", d.Message, d.Location)
		} else {
			t.Error(err)
		}
	}
	if t.Failed() {
		t.Logf("in %.600s", body)
	}
}

func TestProblemsOfTheAPI(t *testing.T) {
	x := newSite(t)
	reader, reviewer := x.program(models.RoleEditor, models.ScopeRead), x.program(models.RoleReviewer, models.ScopeReview)
	nobody := x.visitor()
	decide := fmt.Sprintf("%s/claims/%d/decisions", apiRoot, x.claims[0].ID)
	verify := `{"status": "verified", "basis": "calculation"}`
	tag := revisionTag(revisionOf(x, x.claims[0]))
	for _, tt := range []struct {
		name    string
		who     *visitor
		path    string
		body    string
		headers []string
		status  int
		says    string
	}{
		{"no token", nobody, apiRoot + "/claims", "", nil, 401, "signed out"},
		{"wrong token", nobody, apiRoot + "/claims", "", []string{"Authorization", "Bearer tm_nonsense"}, 401, "token"},
		{"token that only reads", reader, decide, verify, []string{"If-Match", tag}, 403, "token"},
		{"unknown path", reader, apiRoot + "/nothing", "", nil, 404, "nothing here"},
		{"unknown claim", reader, apiRoot + "/claims/999999", "", nil, 404, "nothing here"},
		{"number past all numbers", reader, apiRoot + "/claims/99999999999999999999", "", nil, 404, "nothing here"},
		{"wrong method", reader, apiRoot + "/exports", "{}", nil, 403, "token"},
		{"damaged cursor", reader, apiRoot + "/claims?cursor=xyz", "", nil, 422, "damaged"},
		{"unknown status", reader, apiRoot + "/claims?status=right", "", nil, 422, "no status"},
		{"unknown filter", reader, apiRoot + "/claims?colour=red", "", nil, 422, "colour"},
		{"too many at once", reader, apiRoot + "/claims?limit=100000", "", nil, 422, "limit"},
		{"no moment", reader, apiRoot + "/claims/changed?changed_since=yesterday", "", nil, 422, "moment"},
		{"place past all places", reader, apiRoot + "/claims/changed?changed_since=18446744073709551615", "", nil, 422, "moment"},
		{"no If-Match", reviewer, decide, verify, nil, 428, "If-Match"},
		{"If-Match without a revision", reviewer, decide, verify, []string{"If-Match", "*"}, 428, "If-Match"},
		{"old revision", reviewer, decide, verify, []string{"If-Match", `"0"`}, 412, "older revision"},
		{"no basis", reviewer, decide, `{"status": "verified"}`, []string{"If-Match", tag}, 422, "rests"},
		{"unknown verdict", reviewer, decide, `{"status": "true"}`, []string{"If-Match", tag}, 422, "status"},
		{"unknown field", reviewer, decide, `{"status": "verified", "basis": "calculation", "colour": 1}`, []string{"If-Match", tag}, 422, "colour"},
		{"no figure", reviewer, decide, `{"status": "disputed", "basis": "calculation", "reason": "x", "correct_text": "many"}`, []string{"If-Match", tag}, 422, "figure"},
		{"half a body", reviewer, decide, `{"status": `, []string{"If-Match", tag}, 400, ""},
		{"no JSON", reviewer, decide, `status=verified`, []string{"If-Match", tag, "Content-Type", "application/x-www-form-urlencoded"}, 415, ""},
		{"empty text", reviewer, apiRoot + "/articles", `{"text": "  "}`, nil, 422, "text"},
		{"no web address", reviewer, apiRoot + "/articles", `{"text": "41 dead.", "url": "javascript:alert(1)"}`, nil, 422, "http"},
		{"evidence without anything", reviewer, strings.Replace(decide, "decisions", "evidence", 1), `{"stance": "supports"}`, nil, 422, "address"},
		{"blocks outside the text", reader, apiRoot + "/extract", `{"text": "41 dead", "blocks": [{"role": "body", "start": 3, "end": 99}]}`, nil, 403, "token"},
		{"blocks outside the text, by a reviewer", reviewer, apiRoot + "/extract", `{"text": "41 dead", "blocks": [{"role": "body", "start": 3, "end": 99}]}`, nil, 422, "text"},
	} {
		method := http.MethodGet
		if tt.body != "" {
			method = http.MethodPost
		}
		a := tt.who.call(method, tt.path, tt.body, tt.headers...)
		if kind := a.header.Get("Content-Type"); a.status != tt.status || kind != "application/problem+json" || !strings.Contains(a.body, tt.says) {
			t.Errorf("%s: %d %s %s", tt.name, a.status, kind, a.body)
		}
	}
	if got := revisionTag(revisionOf(x, x.claims[0])); got != tag {
		t.Errorf("what was refused changed the claim from %s to %s", tag, got)
	}
}

func TestArticleAddedTwiceByAProgram(t *testing.T) {
	x := newSite(t)
	v := x.program(models.RoleReviewer, models.ScopeReview)
	op := x.server.api.huma.OpenAPI().Paths[apiRoot+"/articles"].Post
	for _, status := range []int{http.StatusCreated, http.StatusOK} {
		a := v.call(http.MethodPost, apiRoot+"/articles", apiCalls["article-add"].body).want(status)
		described(t, x.server.api.huma.OpenAPI(), op, a)
	}
}

func TestVerdictByAProgram(t *testing.T) {
	x := newSite(t)
	v := x.program(models.RoleReviewer, models.ScopeReview)
	path := fmt.Sprintf("%s/claims/%d", apiRoot, x.claims[0].ID)
	tag := v.call(http.MethodGet, path, "").want(http.StatusOK).header.Get("ETag")
	verify := `{"status": "verified", "basis": "primary_document", "reason": "The list of the harbour office."}`
	for range 2 { // the second is the same once more
		a := v.call(http.MethodPost, path+"/decisions", verify, "If-Match", tag, "Idempotency-Key", "one").want(http.StatusCreated)
		claim := a.decoded().(map[string]any)
		if claim["status"] != "verified" || len(claim["decisions"].([]any)) != 1 {
			t.Errorf("after the verdict: %v", claim)
		}
	}
	v.call(http.MethodPost, path+"/decisions", `{"status": "disputed", "basis": "primary_document", "reason": "no"}`, "If-Match", tag, "Idempotency-Key", "one").want(http.StatusUnprocessableEntity)
	v.call(http.MethodPost, path+"/decisions", verify, "If-Match", tag, "Idempotency-Key", "two").want(http.StatusPreconditionFailed)
	now := v.call(http.MethodGet, path, "").header.Get("ETag")
	back := v.call(http.MethodPost, path+"/undo", "{}", "If-Match", now).want(http.StatusCreated).decoded().(map[string]any)
	if back["status"] != "unreviewed" || len(back["decisions"].([]any)) != 2 {
		t.Errorf("after taking it back: %v", back)
	}
	if x.statusOf(x.claims[0].ID) != models.StatusUnreviewed {
		t.Error("the store does not know of it")
	}
}

// A program that keeps asking what changed misses nothing and sees each change
// once.
func TestChangedClaims(t *testing.T) {
	x := newSite(t)
	v := x.program(models.RoleReviewer, models.ScopeReview)
	ask := func(since string, limit int) (ids []float64, next string, more bool) {
		got := v.call(http.MethodGet, fmt.Sprintf("%s/claims/changed?changed_since=%s&limit=%d", apiRoot, url.QueryEscape(since), limit), "").want(http.StatusOK).decoded().(map[string]any)
		for _, item := range got["items"].([]any) {
			ids = append(ids, item.(map[string]any)["claim_id"].(float64))
		}
		return ids, got["next"].(string), got["more"].(bool)
	}
	seen, since, more := map[float64]bool{}, "0", true
	for more {
		var ids []float64
		if ids, since, more = ask(since, 1); len(ids) > 1 {
			t.Fatalf("%d claims where one was wanted", len(ids))
		}
		for _, id := range ids {
			seen[id] = true
		}
	}
	if len(seen) < len(x.claims) {
		t.Errorf("%d of %d claims seen", len(seen), len(x.claims))
	}
	if ids, again, more := ask(since, 50); len(ids) != 0 || again != since || more {
		t.Errorf("nothing has changed, and yet %v, %s, %v", ids, again, more)
	}
	decided := x.claims[1].ID
	v.call(http.MethodPost, fmt.Sprintf("%s/claims/%d/decisions", apiRoot, decided), `{"status": "not_a_claim", "reason": "a date"}`, "If-Match", revisionTag(revisionOf(x, x.claims[1]))).want(http.StatusCreated)
	if ids, _, _ := ask(since, 50); len(ids) != 1 || uint(ids[0]) != decided {
		t.Errorf("after a verdict on %d: %v", decided, ids)
	}
	if ids, _, _ := ask("2001-01-01T00:00:00Z", 50); len(ids) < len(x.claims) {
		t.Errorf("since long ago: %v", ids)
	}
	if ids, _, _ := ask(time.Now().AddDate(50, 0, 0).Format(time.RFC3339), 50); len(ids) != 0 {
		t.Errorf("since a day to come: %v", ids)
	}
}

// The lists of a claim and of an article page through everything once.
func TestPagesOfTheAPI(t *testing.T) {
	x := newSite(t)
	v := x.program(models.RoleViewer, models.ScopeRead)
	cursor, seen := "", map[float64]bool{}
	for range 100 {
		got := v.call(http.MethodGet, apiRoot+"/claims?limit=1&cursor="+cursor, "").want(http.StatusOK).decoded().(map[string]any)
		for _, item := range got["items"].([]any) {
			id := item.(map[string]any)["claim_id"].(float64)
			if seen[id] {
				t.Fatalf("claim %v comes twice", id)
			}
			seen[id] = true
		}
		if cursor = got["next"].(string); cursor == "" {
			break
		}
	}
	if len(seen) != len(x.claims) {
		t.Errorf("%d claims on the pages, %d in the article", len(seen), len(x.claims))
	}
}

// What the engine writes is what the API describes, whatever is in the text.
func TestReadingsAreAsDescribed(t *testing.T) {
	engine, err := extract.New(extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	x := siteWith(t, Config{Engine: engine})
	a, err := ingest.NewReader(engine, ingest.NewFiles("")).Sample(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	sent, err := json.Marshal(map[string]any{"text": a.Text, "date": "2026-03-12", "all": true})
	if err != nil {
		t.Fatal(err)
	}
	v := x.program(models.RoleReviewer, models.ScopeReview)
	got := v.call(http.MethodPost, apiRoot+"/extract", string(sent)).want(http.StatusOK)
	described(t, x.server.api.huma.OpenAPI(), x.server.api.huma.OpenAPI().Paths[apiRoot+"/extract"].Post, got)
	if n := len(got.decoded().(map[string]any)["claims"].([]any)); n < 12 {
		t.Errorf("%d claims in the sample", n)
	}
}

func TestDescriptionOfTheAPI(t *testing.T) {
	x := newSite(t)
	v := x.program(models.RoleViewer, models.ScopeRead)
	a := v.call(http.MethodGet, apiRoot+"/openapi.json", "").want(http.StatusOK)
	spec := a.decoded().(map[string]any)
	if spec["openapi"] != "3.1.0" || len(spec["paths"].(map[string]any)) == 0 {
		t.Errorf("OpenAPI %v with %v", spec["openapi"], spec["paths"])
	}
	if found := regexp.MustCompile(`"[^"]*(github\.com|\bhuma\b|Api[A-Z])[^"]*"`).FindString(a.body); found != "" {
		t.Errorf("the description speaks of how it is made: %s", found)
	}
}
