package handlers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"regexp"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humamux"
	"github.com/go-chi/httprate"
	"github.com/gorilla/mux"

	"tallymark/models"
)

// apiRoot is where the first version of the API stands.
const apiRoot = "/api/v1"

// api is what programs use. Its operations are rows of the routing table like
// the pages, so that one place knows the visitor and keeps out who may not
// enter; huma reads and checks what is sent, and describes it as OpenAPI.
type api struct {
	*Server
	huma   huma.API
	router *mux.Router
	rows   []route
	limit  *httprate.RateLimiter
}

// apiLimit is how many requests a program may send a minute.
const apiLimit = 1200

func newAPI(s *Server) *api {
	a := &api{Server: s, router: mux.NewRouter(), limit: httprate.NewRateLimiter(apiLimit, time.Minute)}
	a.huma = humamux.New(a.router, huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info:    &huma.Info{Title: "Tallymark", Version: "1", Description: apiIntroduction},
			Servers: []*huma.Server{{URL: s.cfg.BaseURL}},
			Components: &huma.Components{
				Schemas:         huma.NewMapRegistry("#/components/schemas/", schemaName),
				SecuritySchemes: map[string]*huma.SecurityScheme{"token": {Type: "http", Scheme: "bearer", Description: "A token from the page of your account."}},
			},
			Security: []map[string][]string{{"token": {}}},
		},
		OpenAPIPath:                  apiRoot + "/openapi",
		Formats:                      huma.DefaultFormats,
		DefaultFormat:                "application/json",
		RejectUnknownQueryParameters: true,
	})
	a.rows = []route{
		{name: "api.openapi", method: http.MethodGet, path: apiRoot + "/openapi.json", least: models.RoleViewer, do: a.serve},
	}
	a.articles()
	a.claims()
	a.decisions()
	a.evidence()
	a.review()
	a.notes()
	a.tags()
	a.assignments()
	a.figures()
	a.jobs()
	a.exports()
	a.extract()
	return a
}

const apiIntroduction = `Everything that the pages do with articles, claims, verdicts and evidence, for programs.

Make a token on the page of your account and send it as “Authorization: Bearer TOKEN”. It does what you may do, at most what its scope allows.
Lists come in pages: send “next” of one page as “cursor” of the following. Times are in UTC. Unknown text is "", an unknown number is null.
A claim has a revision, which is its ETag: send it as If-Match with a verdict, and one that was given on an older revision answers 412 and changes nothing.
Send an Idempotency-Key of your own with what may be sent twice: the second time it changes nothing and gives the answer of the first.
A token may send 1,200 requests a minute; X-RateLimit-Remaining says how many are left, and past the last one 429 with Retry-After.
Problems are application/problem+json.`

// schemaName is the name of a type in the description, which need not say that
// it belongs to the API.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for _, prefix := range []string{"API", "Api"} {
		name = strings.TrimPrefix(name, prefix)
	}
	return name
}

// numberedPath is a number in the path of an operation.
var numberedPath = regexp.MustCompile(`\{id\}`)

// operate adds an operation for whoever has at least the role. What do returns
// as an error is told as the pages tell it.
func operate[I, O any](a *api, least models.Role, op huma.Operation, do func(context.Context, *I) (*O, error)) {
	op.Path = apiRoot + op.Path
	op.Errors = append([]int{http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests}, op.Errors...)
	huma.Register(a.huma, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := do(ctx, in)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		return out, nil
	})
	a.rows = append(a.rows, route{
		name: "api." + op.OperationID, method: op.Method, path: numberedPath.ReplaceAllString(op.Path, "{id:[0-9]+}"),
		least: least, upload: true, do: a.serve,
	})
}

// serve hands a request that was let in to its operation.
func (a *api) serve(w http.ResponseWriter, r *http.Request) error {
	if _, ok := mux.Vars(r)["id"]; ok {
		if _, err := pathID(r); err != nil {
			return err
		}
	}
	if visitOf(r).local == nil && a.limit.OnLimit(w, r, callerKey(actorOf(r))) {
		return errBusyCaller
	}
	a.router.ServeHTTP(w, r)
	return nil
}

// callerKey is whose requests are counted together: those of a token, or of a
// person.
func callerKey(a models.Actor) string {
	if a.TokenID != 0 {
		return fmt.Sprintf("token %d", a.TokenID)
	}
	return fmt.Sprintf("user %d", a.UserID)
}

// isAPI reports whether a program asks, which is answered in JSON.
func isAPI(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/api/") }

// problem is err as the API tells it.
func (a *api) problem(ctx context.Context, err error) error {
	if status, ok := errors.AsType[huma.StatusError](err); ok {
		return status
	}
	p := problemOf(err)
	if p.Status >= http.StatusInternalServerError {
		a.log.Error("refused", "user", actorIn(ctx).UserID, "status", p.Status, "error", err)
	}
	return apiProblem(p, err)
}

// apiProblem is a problem as JSON, with the field that is wrong and, where
// somebody was faster, the revision that stands now.
func apiProblem(p problem, err error) *huma.ErrorModel {
	out := &huma.ErrorModel{Status: p.Status, Title: p.Title, Detail: p.Message}
	if invalid, ok := errors.AsType[*models.InvalidError](err); ok {
		out.Errors = []*huma.ErrorDetail{{Location: "body." + strings.ToLower(invalid.Field), Message: sentence(invalid.Message)}}
	}
	if stale, ok := errors.AsType[*models.ConflictError](err); ok {
		return stalePrecondition(stale.Claim.Revision)
	}
	return out
}

// failAPI answers a program that was not let in.
func (s *Server) failAPI(w http.ResponseWriter, r *http.Request, p problem, err error) {
	if p.Status == http.StatusUnauthorized && w.Header().Get("WWW-Authenticate") == "" {
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	if err := json.NewEncoder(w).Encode(apiProblem(p, err)); err != nil {
		s.log.Info("answer broke off", "path", r.URL.Path, "error", err)
	}
}
