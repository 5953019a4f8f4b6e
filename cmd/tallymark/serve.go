package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"tallymark/extract"
	"tallymark/handlers"
	"tallymark/ingest"
	"tallymark/models"
)

type serveCommand struct {
	Addr    string `env:"TALLYMARK_ADDR" default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where to listen (${env}, default ${default})."`
	BaseURL string `name:"base-url" env:"TALLYMARK_BASE_URL" placeholder:"URL" help:"Address that people use, if it is another, such as https://tallymark.example.org (${env})."`

	TrustedProxies []string `name:"trusted-proxies" env:"TALLYMARK_TRUSTED_PROXIES" placeholder:"NETWORK" help:"Networks of servers in front of this one, such as 10.0.0.0/8: only theirs is the word for who a visitor is (${env})."`

	webFlags
}

// stopTime is how long requests under way may take once the program is to end.
const stopTime = 20 * time.Second

// Run serves until the context ends.
func (x *serveCommand) Run(c *console) error {
	if err := x.check(); err != nil {
		return err
	}
	store, err := c.openStore()
	if err != nil {
		return err
	}
	err = x.serve(c, store)
	if e := store.Close(); e != nil {
		err = errors.Join(err, fmt.Errorf("close the database: %w", e))
	}
	return err
}

func (x *serveCommand) check() error {
	if x.BaseURL == "" {
		return nil
	}
	u, err := url.Parse(x.BaseURL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return usageError("--base-url %q is no web address: write it as https://tallymark.example.org", x.BaseURL)
	}
	if strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return usageError("--base-url %q has more than scheme, host and port: Tallymark needs a host of its own and cannot live below a path; write it as https://%s", x.BaseURL, u.Host)
	}
	return nil
}

func (x *serveCommand) serve(c *console, store *models.Store) error {
	proxies, err := x.proxies()
	if err != nil {
		return err
	}
	fetcher, err := x.fetcher()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", x.Addr)
	if err != nil {
		return fmt.Errorf("listen on %s: %w (choose another place with --addr)", x.Addr, err)
	}
	base := x.address(listener)
	token, err := setupToken(c.ctx, store)
	if err != nil {
		listener.Close()
		return err
	}
	engine, err := extract.New(extract.Options{})
	if err != nil {
		listener.Close()
		return fmt.Errorf("start the engine: %w", err)
	}
	reader, uploads := ingest.NewReader(engine, c.files()), filepath.Join(c.data, "uploads")
	handler, err := newHandler(c, handlers.Config{
		Store: store, BaseURL: base, SetupToken: func() string { return token }, TrustedProxies: proxies, Stopping: c.ctx.Done(), Engine: engine, Uploads: uploads,
	}, reader, fetcher)
	if err != nil {
		listener.Close()
		return err
	}
	fmt.Fprintf(c.stdout, "Tallymark is at %s\n", base)
	if token != "" {
		fmt.Fprintf(c.stdout, "Make the first account at %s/setup?token=%s\n", base, token)
	}
	defer beside(c.ctx, store.KeepMatched)()
	w := newWorker(store, reader, fetcher, uploads, base)
	defer beside(c.ctx, func(ctx context.Context) { w.work(ctx, c.log) })()
	return serveUntil(c.ctx, newServer(handler, c.log), listener)
}

// beside does something that has no end of its own beside the serving, until
// what it returns is called.
func beside(ctx context.Context, do func(context.Context)) (end func()) {
	ctx, stop := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		do(ctx)
	}()
	return func() {
		stop()
		<-ended
	}
}

// proxies are the networks whose forwarded headers are believed; a single
// address is a network of one.
func (x *serveCommand) proxies() ([]netip.Prefix, error) {
	var networks []netip.Prefix
	for _, s := range x.TrustedProxies {
		if a, err := netip.ParseAddr(s); err == nil {
			networks = append(networks, netip.PrefixFrom(a, a.BitLen()))
			continue
		}
		p, err := netip.ParsePrefix(s)
		if err != nil {
			return nil, usageError("--trusted-proxies %q is no network: write it as 10.0.0.0/8 or 10.1.2.3", s)
		}
		networks = append(networks, p)
	}
	return networks, nil
}

// address is what people type: the one they set, or where the app listens,
// by a name that a browser on this machine can reach.
func (x *serveCommand) address(l net.Listener) string {
	if x.BaseURL != "" {
		return strings.TrimRight(x.BaseURL, "/")
	}
	host, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return "http://" + l.Addr().String()
	}
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// setupToken is the one-time token for making the first account, "" once there
// is one.
func setupToken(ctx context.Context, store *models.Store) (string, error) {
	n, err := store.CountUsers(ctx)
	if err != nil {
		return "", unusable(fmt.Errorf("count the accounts: %w", err))
	}
	if n > 0 {
		return "", nil
	}
	return rand.Text(), nil
}

// newHandler completes what the command line says of the site.
func newHandler(c *console, cfg handlers.Config, reader *ingest.Reader, fetcher *ingest.Fetcher) (http.Handler, error) {
	cfg.Reader, cfg.Evidence = submissionReader{reader, fetcher}, evidenceReader{reader, fetcher}
	cfg.Hooks = hookGuard{fetcher.ForSending()}
	cfg.Secure, cfg.Log, cfg.Now, cfg.Version = strings.HasPrefix(cfg.BaseURL, "https://"), c.log, c.now, buildVersion()
	h, err := handlers.New(cfg)
	if err != nil {
		return nil, fmt.Errorf("build the pages: %w", err)
	}
	return h, nil
}

// newServer sets limits against clients that hold connections open. A handler
// that streams for longer lifts its own write deadline.
func newServer(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 2 * time.Minute, WriteTimeout: 2 * time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}

// serveUntil serves until the context ends, then lets requests under way finish.
func serveUntil(ctx context.Context, server *http.Server, l net.Listener) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	limited, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	if err := server.Shutdown(limited); err != nil {
		return fmt.Errorf("stop: requests still ran after %v: %w", stopTime, errors.Join(err, server.Close()))
	}
	return nil
}
