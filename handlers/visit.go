package handlers

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode"

	"github.com/alexedwards/scs/v2"

	"tallymark/models"
)

const sessionLife = 7 * 24 * time.Hour

// What a session holds. The epoch is the user's at sign-in: a password change
// or a disabled account raises it, and every older session is over.
const (
	keyUser   = "user"
	keyEpoch  = "epoch"
	keyNotice = "notice"
)

// newSessions keeps sessions in the store. They have no idle time-out, which
// would write to the database with each request, only an end.
func newSessions(cfg Config) *scs.SessionManager {
	m := scs.New()
	m.Store = cfg.Store.SessionStore()
	m.Lifetime = sessionLife
	m.Cookie.Name = "tallymark"
	if cfg.Secure {
		m.Cookie.Name = "__Host-tallymark"
		m.Cookie.Secure = true
	}
	return m
}

// visit is what is known of the person behind a request.
type visit struct {
	user   *models.User     // nil when not signed in
	token  *models.APIToken // by which a program acts for the user, nil in person
	local  *models.Actor    // whom a command on this machine acts for, nil for who comes by the network
	notice string           // said once, by the page that is being made
}

type visitKey struct{}

func visitOf(r *http.Request) *visit { return visitIn(r.Context()) }

func visitIn(ctx context.Context) *visit {
	if v, ok := ctx.Value(visitKey{}).(*visit); ok {
		return v
	}
	return &visit{}
}

func actorOf(r *http.Request) models.Actor { return actorIn(r.Context()) }

func actorIn(ctx context.Context) models.Actor {
	v := visitIn(ctx)
	switch {
	case v.local != nil:
		return *v.local
	case v.user == nil:
		return models.Actor{}
	}
	a := v.user.Actor()
	if v.token != nil {
		a.TokenID = v.token.ID
	}
	return a
}

// visited loads the session and the user behind it into the request.
func (s *Server) visited(r *http.Request) (*http.Request, error) {
	token := ""
	if c, err := r.Cookie(s.sessions.Cookie.Name); err == nil && !isProgram(r) {
		token = c.Value
	}
	ctx, err := s.sessions.Load(models.WithVisit(r.Context(), visitFrom(r)), token)
	if err != nil {
		return r, fmt.Errorf("load session: %w", err)
	}
	v := &visit{}
	r = withVisit(r.WithContext(ctx), v)
	if isProgram(r) {
		err = s.byToken(r, v)
	} else {
		v.user, err = s.signedIn(ctx)
	}
	return r.WithContext(models.WithVisit(r.Context(), visitFrom(r))), err
}

// visitFrom is what the session store is told of the request.
func visitFrom(r *http.Request) models.Visit {
	address := r.RemoteAddr
	if a, ok := remoteAddr(r); ok {
		address = a.String()
	}
	return models.Visit{Actor: actorOf(r), Address: address, Agent: r.UserAgent()}
}

// signedIn returns the user of the session, or nil when there is none, the
// account is disabled or the session is from before its last reset.
func (s *Server) signedIn(ctx context.Context) (*models.User, error) {
	id, ok := s.sessions.Get(ctx, keyUser).(uint)
	if !ok {
		return nil, nil
	}
	u, err := s.store.User(ctx, id)
	if errors.Is(err, models.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("user of session: %w", err)
	}
	if u.DisabledAt != nil || u.SessionEpoch != s.sessions.GetInt(ctx, keyEpoch) {
		return nil, nil
	}
	return &u, nil
}

// keepSession saves what changed in the session and sends its cookie. It must
// run before the answer is written.
func (s *Server) keepSession(w http.ResponseWriter, r *http.Request) error {
	if visitOf(r).token != nil {
		return nil // a program has no session
	}
	ctx := r.Context()
	token, expiry, err := s.sessions.Commit(ctx)
	if err != nil {
		return fmt.Errorf("save session: %w", err)
	}
	s.sessions.WriteSessionCookie(ctx, w, token, expiry)
	w.Header().Set("Cache-Control", "no-store")
	return nil
}

// signIn gives the session a new id, so that one planted before is worthless.
func (s *Server) signIn(w http.ResponseWriter, r *http.Request, u models.User) error {
	ctx := r.Context()
	if err := s.sessions.RenewToken(ctx); err != nil {
		return fmt.Errorf("renew session: %w", err)
	}
	s.sessions.Put(ctx, keyUser, u.ID)
	s.sessions.Put(ctx, keyEpoch, u.SessionEpoch)
	s.rememberDevice(w, u)
	begins := visitFrom(r)
	begins.Actor, begins.Begins = u.Actor(), true
	return s.keepSession(w, r.WithContext(models.WithVisit(ctx, begins)))
}

// signOut ends the session here and in the database.
func (s *Server) signOut(w http.ResponseWriter, r *http.Request) error {
	if err := s.sessions.Destroy(r.Context()); err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	s.sessions.WriteSessionCookie(r.Context(), w, "", time.Time{})
	w.Header().Set("Cache-Control", "no-store")
	return nil
}

// redirectWith leaves a notice for the next page and sends the browser there.
func (s *Server) redirectWith(w http.ResponseWriter, r *http.Request, to, notice string) error {
	s.sessions.Put(r.Context(), keyNotice, notice)
	if err := s.keepSession(w, r); err != nil {
		return err
	}
	return redirect(w, r, to)
}

// takeNotice moves a waiting notice from the session into the visit. One that
// cannot be taken off is shown again on the next page, which does no harm.
func (s *Server) takeNotice(w http.ResponseWriter, r *http.Request) {
	notice := s.sessions.PopString(r.Context(), keyNotice)
	if notice == "" {
		return
	}
	visitOf(r).notice = notice
	if err := s.keepSession(w, r); err != nil {
		s.log.Warn("notice stays", "error", err)
	}
}

// redirect answers a state change with the page to look at next.
func redirect(w http.ResponseWriter, r *http.Request, to string) error {
	to = localPath(to)
	if next := deskNext(r, to); next != nil {
		return next
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// localPath returns to if it is a path on this site, else the front page. A
// browser reads "//host", "/\host" and a tab before the host as another site.
func localPath(to string) string {
	if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.Contains(to, "\\") || strings.ContainsFunc(to, unicode.IsControl) {
		return "/articles"
	}
	return to
}

func withVisit(r *http.Request, v *visit) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), visitKey{}, v))
}
