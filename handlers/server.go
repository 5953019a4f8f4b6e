// Package handlers is the web side: the router, the pages and sign-in.
//
// A handler parses the request, calls the store once or twice, renders one
// typed page and returns its error; serve logs the error and picks the status.
package handlers

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"

	"tallymark/models"
	"tallymark/static"
	"tallymark/templates"
)

// Config is what the server needs from outside. Store, Reader,
// Engine and Evidence must be set.
type Config struct {
	Store          *models.Store
	Reader         Reader
	Engine         models.Engine // reads figures that people type and select
	Evidence       EvidenceReader
	Hooks          HookGuard
	SetupToken     func() string // the one-time token of the set-up link; "" when there is none
	BaseURL        string        // the address people use, without a slash at the end
	Secure         bool          // people reach it by HTTPS: stricter cookies and HSTS
	Log            *slog.Logger
	Now            func() time.Time
	TrustedProxies []netip.Prefix // whose forwarded headers are believed
	Version        string
	Uploads        string          // the folder in which files that hold many articles wait
	Stopping       <-chan struct{} // closed when the program is to end: what streams without end then ends
}

// HookGuard tells which addresses can be told anything.
type HookGuard interface {
	// Reaches is an error about "url" if the address cannot.
	Reaches(ctx context.Context, address string) error
}

// Reader turns what a person handed in into an article with its claims.
type Reader interface {
	Read(ctx context.Context, in Submission) (models.NewArticle, error)
	// Again reads the page at an article's address again, false if its server
	// says that it is as it was in the version.
	Again(ctx context.Context, address string, v *models.Version) (models.NewArticle, bool, error)
}

// Submission is an article as typed, uploaded, named by its address, or the
// sample.
type Submission struct {
	Text, Title, Outlet, URL string
	Published                string // as typed
	Lang                     string // "" is detected
	File                     []byte
	FileName, ContentType    string
	Sample                   bool // load the sample, ignore the rest
}

// ByAddress reports whether nothing but an address was handed in: the page that
// stands there is the article.
func (in *Submission) ByAddress() bool {
	return strings.TrimSpace(in.Text) == "" && len(in.File) == 0 && strings.TrimSpace(in.URL) != "" && !in.Sample
}

// Server serves every page. It is made by [New] and safe for concurrent use.
type Server struct {
	cfg      Config
	store    *models.Store
	log      *slog.Logger
	now      func() time.Time
	pages    map[string]*template.Template
	assets   *static.Assets
	sessions *scs.SessionManager
	limits   signInLimits
	live     *live
	api      *api
	buffers  sync.Pool // of *bytes.Buffer, for pages
}

// New returns the handler of the whole site.
func New(cfg Config) (http.Handler, error) {
	s, err := newServer(cfg)
	if err != nil {
		return nil, err
	}
	return s.handler(), nil
}

func newServer(cfg Config) (*Server, error) {
	if cfg.Store == nil || cfg.Reader == nil || cfg.Engine == nil || cfg.Evidence == nil {
		return nil, errors.New("handlers: a store, an engine, and readers of articles and evidence are needed")
	}
	assets, err := static.New()
	if err != nil {
		return nil, fmt.Errorf("load assets: %w", err)
	}
	pages, err := templates.Parse(template.FuncMap{"asset": assets.Path}, choicesSource())
	if err != nil {
		return nil, fmt.Errorf("load templates: %w", err)
	}
	withDefaults(&cfg)
	failed := func(err error) { cfg.Log.Warn("live pages hear nothing", "error", err) }
	s := &Server{
		live: newLive(cfg.Store, failed),
		cfg:  cfg, store: cfg.Store, log: cfg.Log, now: cfg.Now,
		pages: pages, assets: assets,
		sessions: newSessions(cfg), limits: newSignInLimits(cfg.Now),
	}
	s.api = newAPI(s)
	return s, nil
}

func withDefaults(cfg *Config) {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.SetupToken == nil {
		cfg.SetupToken = func() string { return "" }
	}
}
