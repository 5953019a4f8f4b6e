package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"tallymark/extract"
	"tallymark/handlers"
	"tallymark/ingest"
	"tallymark/models"
)

// sourceFlags say where a command finds the articles and claims.
type sourceFlags struct {
	Server    string `placeholder:"URL" help:"Ask this server through its API instead of the local database, with the token from the environment (TALLYMARK_TOKEN) or --token-file."`
	TokenFile string `name:"token-file" placeholder:"FILE" help:"File that holds the API token for --server."`
	As        string `placeholder:"EMAIL" help:"Account of the local database to act for; without it the system acts, which reads and exports."`
}

func (f *sourceFlags) onServer() bool { return f.Server != "" }

// source answers requests of the API: a server does, or the local database by
// the same handlers in this very process. A command is one for both.
type source struct {
	ctx    context.Context
	client *http.Client
	base   string // address of the site
	token  string
	where  string // for people
	close  func() error
}

// open connects to the server, or opens the database.
func (f *sourceFlags) open(c *console) (*source, error) {
	if !f.onServer() {
		return f.local(c)
	}
	if f.As != "" {
		return nil, usageError("--as %s is for the local database: on a server, the token says who you are", f.As)
	}
	token, err := f.token()
	if err != nil {
		return nil, err
	}
	u, err := url.Parse(f.Server)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return nil, usageError("--server %q is no address of a Tallymark: write it as https://tallymark.example.org", f.Server)
	}
	if u.Scheme == "http" && !onThisMachine(u.Hostname()) {
		c.log.Warn("the token goes over the network for everybody to read: use https://", "server", u.Host)
	}
	return &source{
		ctx: c.ctx, base: u.Scheme + "://" + u.Host, token: token, where: u.Host, close: func() error { return nil },
		client: &http.Client{Timeout: 2 * time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
	}, nil
}

// apiRoot is where the API stands on every server.
const apiRoot = "/api/v1"

func onThisMachine(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// token is the secret for the server. It is no flag, as everybody on a machine
// sees the flags of its programs.
func (f *sourceFlags) token() (string, error) {
	if f.TokenFile == "" {
		if token := strings.TrimSpace(os.Getenv("TALLYMARK_TOKEN")); token != "" {
			return token, nil
		}
		return "", usageError("--server needs an API token: make one on the page of your account and put it into the environment as TALLYMARK_TOKEN, or into a file for --token-file")
	}
	read, err := os.ReadFile(f.TokenFile)
	if err != nil {
		return "", usageError("--token-file: %v", err)
	}
	token := strings.TrimSpace(string(read))
	if token == "" || strings.ContainsAny(token, " \t\r\n") {
		return "", usageError("--token-file %s holds no token: it should be the token and nothing else", f.TokenFile)
	}
	return token, nil
}

// local opens the database. Without a person it is the system that reads.
func (f *sourceFlags) local(c *console) (*source, error) {
	if f.TokenFile != "" {
		return nil, usageError("--token-file is for a server: name it with --server")
	}
	store, err := c.openToRead()
	if err == nil {
		store, err = c.migrated(store)
	}
	if err != nil {
		return nil, err
	}
	handler, err := f.handler(c, store)
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return &source{
		ctx: c.ctx, client: &http.Client{Transport: inProcess{handler}}, base: "http://local", where: c.shownDatabase(), close: store.Close,
	}, nil
}

func (f *sourceFlags) handler(c *console, store *models.Store) (http.Handler, error) {
	actor, err := c.actor(store, f.As)
	if err != nil {
		return nil, err
	}
	engine, err := extract.New(extract.Options{})
	if err != nil {
		return nil, fmt.Errorf("start the engine: %w", err)
	}
	fetcher, err := (&webFlags{}).fetcher()
	if err != nil {
		return nil, err
	}
	reader := ingest.NewReader(engine, c.files())
	return handlers.NewLocal(handlers.Config{
		Store: store, Engine: engine, Reader: submissionReader{reader, fetcher}, Evidence: evidenceReader{reader, fetcher}, Log: c.log, Now: c.now, Version: buildVersion(),
	}, actor)
}

// inProcess hands requests to a handler of this process.
type inProcess struct{ handler http.Handler }

// RoundTrip implements [http.RoundTripper].
func (p inProcess) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body == nil {
		r.Body = http.NoBody // which a handler may rely on
	}
	a := &inMemory{header: http.Header{}}
	p.handler.ServeHTTP(a, r)
	return &http.Response{
		StatusCode: cmp.Or(a.status, http.StatusOK), Header: a.header, Body: io.NopCloser(&a.body), Request: r, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}, r.Context().Err()
}

// inMemory is an answer that is kept.
type inMemory struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *inMemory) Header() http.Header         { return a.header }
func (a *inMemory) Write(p []byte) (int, error) { return a.body.Write(p) }
func (a *inMemory) WriteHeader(status int)      { a.status = cmp.Or(a.status, status) }

// refusal is a request that the API refused.
type refusal struct {
	status int
	Title  string `json:"title"`
	Detail string `json:"detail"`
	Errors []struct {
		Message  string `json:"message"`
		Location string `json:"location"`
	} `json:"errors"`
}

// Error says what happened and what to do.
func (r *refusal) Error() string {
	says := r.Detail
	if len(r.Errors) > 0 && r.status == http.StatusUnprocessableEntity {
		says = ""
	}
	for _, e := range r.Errors {
		if e.Message != "" && !strings.Contains(says, e.Message) {
			says = strings.TrimSpace(says + " " + e.Message)
			if _, name, found := strings.Cut(e.Location, "."); found {
				says += " (" + name + ")"
			}
		}
	}
	return printable(cmp.Or(says, r.Title, http.StatusText(r.status)))
}

// code is the exit code for what could not be done at all.
func (r *refusal) code() int {
	switch {
	case r.status == http.StatusUnprocessableEntity:
		return exitUsage
	case r.status == http.StatusUnauthorized, r.status >= http.StatusInternalServerError:
		return exitDatabase
	}
	return exitFailed
}

// mostAnswer is the longest answer that is read, more than an article with all
// of its claims.
const mostAnswer = 256 << 20

// request is what is asked of the API.
type request struct {
	method, path string
	query        url.Values
	match, once  string // If-Match and Idempotency-Key
	body         any    // as JSON, nil for none
}

// ask sends a request and reads its answer into one. Where the server asks for
// patience it waits and asks again.
func (s *source) ask(q request, answer any) error {
	for {
		wait, err := s.try(q, answer)
		if err != nil || wait == 0 {
			return err
		}
		select {
		case <-s.ctx.Done():
			return s.ctx.Err()
		case <-time.After(wait):
		}
	}
}

// try is ask, but for the waiting, which it leaves to its caller.
func (s *source) try(q request, answer any) (time.Duration, error) {
	req, err := s.prepared(q)
	if err != nil {
		return 0, err
	}
	res, err := s.client.Do(req)
	if s.ctx.Err() != nil {
		return 0, s.ctx.Err()
	}
	if err != nil {
		return 0, unusable(fmt.Errorf("%s does not answer: %w", s.where, errors.Unwrap(err)))
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, mostAnswer))
	if err != nil {
		return 0, unusable(fmt.Errorf("the answer of %s broke off: %w", s.where, err))
	}
	if wait := patience(res); wait > 0 {
		return wait, nil
	}
	if res.StatusCode >= 300 {
		return 0, s.refused(res, body)
	}
	if err := json.Unmarshal(body, answer); err != nil {
		return 0, unusable(fmt.Errorf("%s answers something else than Tallymark's API: check the address", s.where))
	}
	return 0, nil
}

func (s *source) prepared(q request) (*http.Request, error) {
	var body io.Reader = http.NoBody
	if q.body != nil {
		sent, err := json.Marshal(q.body)
		if err != nil {
			return nil, err
		}
		body = bytes.NewReader(sent)
	}
	address := s.base + apiRoot + q.path
	if len(q.query) > 0 {
		address += "?" + q.query.Encode()
	}
	req, err := http.NewRequestWithContext(s.ctx, q.method, address, body)
	if err != nil {
		return nil, err
	}
	s.sign(req)
	for name, value := range map[string]string{"If-Match": q.match, "Idempotency-Key": q.once} {
		if value != "" {
			req.Header.Set(name, value)
		}
	}
	if q.body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	return req, nil
}

// sign says who asks.
func (s *source) sign(req *http.Request) {
	req.Header.Set("User-Agent", "Tallymark/"+buildVersion())
	if s.token != "" {
		req.Header.Set("Authorization", "Bearer "+s.token)
	}
}

// leastPatience keeps a server that says nothing of time from being pressed.
const leastPatience = 50 * time.Millisecond

// patience is how long a server wants to be left alone, 0 if it does not.
func patience(res *http.Response) time.Duration {
	if res.StatusCode != http.StatusTooManyRequests {
		return 0
	}
	seconds, err := strconv.Atoi(res.Header.Get("Retry-After"))
	if err != nil {
		seconds = 5
	}
	return time.Duration(min(max(seconds, 0), 120))*time.Second + leastPatience
}

// refused is what the answer says is wrong.
func (s *source) refused(res *http.Response, body []byte) error {
	if res.StatusCode < 400 {
		return usageError("%s sends elsewhere, to %s: use that address", s.where, printable(res.Header.Get("Location")))
	}
	r := &refusal{status: res.StatusCode}
	if err := json.Unmarshal(body, r); err != nil || r.Title+r.Detail == "" {
		return unusable(fmt.Errorf("%s answers %s, which Tallymark's API would not: check the address", s.where, res.Status))
	}
	return &failure{r.code(), r}
}
