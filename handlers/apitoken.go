package handlers

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"tallymark/models"
)

// tokenRow is an API token of the visitor.
type tokenRow struct {
	ID      uint
	Name    string
	Scope   models.Scope
	Made    time.Time
	Expires time.Time
	Used    *time.Time
	RunOut  bool
}

// madeToken is a token that was just made, with its secret.
type madeToken struct {
	Name, Secret string
	Expires      time.Time
}

type tokenInput struct {
	Name    string `schema:"name"`
	Scope   string `schema:"scope"`
	Expires string `schema:"expires"` // a day
}

// fields offers the scopes that the role has.
func (in tokenInput) fields(role models.Role) []field {
	var scopes []option
	for _, sc := range models.Scopes {
		if role.AtLeast(sc.Role()) {
			scopes = append(scopes, option{string(sc), sc.Label()})
		}
	}
	return []field{
		{Name: "name", Target: "token-name", Label: "Name", Value: in.Name, Complete: "off", Hint: "Where it is used.", Required: true},
		{Name: "scope", Target: "token-scope", Label: "What it may do", Value: in.Scope, Options: scopes, Hint: "Never more than you may."},
		{Name: "expires", Target: "token-expires", Label: "Last day", Value: in.Expires, Type: "date", Complete: "off", Hint: "A year from now at most.", Required: true},
	}
}

// newTokenInput proposes three months.
func (s *Server) newTokenInput() tokenInput {
	return tokenInput{Scope: string(models.ScopeRead), Expires: s.now().AddDate(0, 0, 90).Format(time.DateOnly)}
}

// end is the end of the last day in UTC, the zero time if that is no day.
func (in tokenInput) end() time.Time {
	day, err := time.Parse(time.DateOnly, in.Expires)
	if err != nil {
		return time.Time{}
	}
	return day.AddDate(0, 0, 1)
}

func (s *Server) tokenRows(tokens []models.APIToken) []tokenRow {
	rows := make([]tokenRow, len(tokens))
	for i, t := range tokens {
		rows[i] = tokenRow{t.ID, t.Name, t.Scope, t.CreatedAt, t.ExpiresAt, t.UsedAt, !t.ExpiresAt.After(s.now())}
	}
	return rows
}

// tokenAdd serves POST /account/tokens. The secret is in the answer and nowhere
// else: the store has only its hash.
func (s *Server) tokenAdd(w http.ResponseWriter, r *http.Request) error {
	var in tokenInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	t, secret, err := s.store.CreateAPIToken(r.Context(), actorOf(r), models.NewAPIToken{Name: in.Name, Scope: models.Scope(in.Scope), ExpiresAt: in.end()})
	if fields := in.fields(actorOf(r).Role); blame(fields, err) {
		return s.showAccount(w, r, http.StatusUnprocessableEntity, func(p *accountPage) { p.TokenFields, p.Wrong = fields, wrong(fields) })
	}
	if err != nil {
		return err
	}
	return s.showAccount(w, r, http.StatusCreated, func(p *accountPage) { p.Made = &madeToken{t.Name, secret, t.ExpiresAt} })
}

// tokenRevoke serves POST /account/tokens/{id}/revoke.
func (s *Server) tokenRevoke(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	if err := s.store.RevokeAPIToken(r.Context(), actorOf(r), id); err != nil {
		return err
	}
	return s.redirectWith(w, r, "/account", "The token is revoked; it opens nothing any more.")
}

// bearer is the token that a program sent, "" if it sent none.
func bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// isProgram reports whether the request comes with a token. Then nothing else
// counts: a wrong token is refused, also beside the cookie of a session.
func isProgram(r *http.Request) bool { return bearer(r) != "" }

// byToken finds the person whose token it is.
func (s *Server) byToken(r *http.Request, v *visit) error {
	u, t, err := s.store.AuthenticateToken(r.Context(), bearer(r))
	if errors.Is(err, models.ErrCredentials) {
		return errToken
	}
	if err != nil {
		return err
	}
	v.user, v.token = &u, &t
	return nil
}

// admitToken says whether a program may use the route: not for what people do
// in person, and with the narrowest scope only to read.
func admitToken(rt route, r *http.Request) error {
	t := visitOf(r).token
	if t == nil {
		return nil
	}
	reading := r.Method == http.MethodGet || r.Method == http.MethodHead
	if rt.inPerson || t.Scope == models.ScopeRead && !reading {
		return errScope
	}
	return nil
}
