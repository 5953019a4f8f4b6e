package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
)

// What a fetch may take at most.
const (
	MaxFetch     = 15 << 20 // bytes, after decompression
	fetchTime    = 20 * time.Second
	maxRedirects = 5
	maxHeader    = 256 << 10
	fetchesAtOne = 4 // under way together: more wait for their turn
)

// FetchOptions set up a [Fetcher].
type FetchOptions struct {
	// PrivateHosts are hosts that may be reached wherever they are: a name or
	// an address, with or without a port.
	PrivateHosts []string
	// FreeHosts are hosts whose robots.txt is not asked, since who runs this
	// program has their leave; written as PrivateHosts are.
	FreeHosts []string
	UserAgent string
}

// Fetcher is the one client for everything outgoing. It speaks http and https
// with the public internet alone: what it looks at is the address that a
// connection really goes to, after names are resolved and redirects followed,
// so that neither can lead it into a private network.
type Fetcher struct {
	client    *http.Client
	guard     *ssrf.Guardian
	guarded   *net.Dialer
	free      *net.Dialer // for private hosts that the operator named
	private   map[string]bool
	userAgent string
	slots     chan struct{}
	time      time.Duration
	most      int64 // bytes of a body
	manners   *manners
}

// Fetched is what an address answered with.
type Fetched struct {
	URL         string // where the redirects ended
	Status      int
	ContentType string
	Body        []byte
	Known       Known
}

// Known is what a server said by which it knows what was got from it again.
type Known struct{ ETag, LastModified string }

// webPorts are where web servers listen. On any other port something else may
// answer, and take a request for its own language.
var webPorts = []uint16{80, 443, 8080, 8443}

// NewFetcher makes a Fetcher. A private host that is no host is an error.
func NewFetcher(o FetchOptions) (*Fetcher, error) {
	f := &Fetcher{
		private: map[string]bool{}, userAgent: firstOf(o.UserAgent, "Tallymark"),
		slots: make(chan struct{}, fetchesAtOne), time: fetchTime, most: MaxFetch,
	}
	f.manners = newManners()
	for _, list := range []struct {
		hosts []string
		into  map[string]bool
	}{{o.PrivateHosts, f.private}, {o.FreeHosts, f.manners.free}} {
		for _, host := range list.hosts {
			name, err := privateHost(host)
			if err != nil {
				return nil, err
			}
			list.into[name] = true
		}
	}
	guard := ssrf.New(ssrf.WithPorts(webPorts...))
	f.guard = guard
	f.free = &net.Dialer{Timeout: fetchTime}
	f.guarded = &net.Dialer{Timeout: fetchTime, ControlContext: func(_ context.Context, network, address string, c syscall.RawConn) error {
		return guard.Safe(network, address, c)
	}}
	f.client = &http.Client{
		// No proxy: it would be the one that connects, out of the guard's sight.
		Transport: &http.Transport{
			DialContext: f.dial, DisableKeepAlives: true, MaxResponseHeaderBytes: maxHeader,
			TLSHandshakeTimeout: fetchTime, ResponseHeaderTimeout: fetchTime,
		},
		CheckRedirect: f.checkRedirect,
	}
	return f, nil
}

// Aside is the same client with its own count of pages under way, so that a
// lot of work in the background keeps nobody waiting. The manners are shared: no
// host is asked more often.
func (f *Fetcher) Aside(atOnce int) *Fetcher {
	aside := *f
	aside.slots = make(chan struct{}, atOnce)
	return &aside
}

// FeedsAtOnce is how many feeds are read at once: a hundred that hang do not
// hold up the others.
const FeedsAtOnce = 112

// ForFeeds is [Fetcher.Aside] for feeds, of which many are read at once, so
// that each has less time and room.
func (f *Fetcher) ForFeeds() *Fetcher {
	feeds := f.Aside(FeedsAtOnce)
	feeds.time, feeds.most = feedTime, maxFeed
	return feeds
}

// privateHost brings a host as an operator writes it into the form of lookups.
func privateHost(host string) (string, error) {
	u, err := url.Parse("http://" + strings.TrimSpace(host))
	if err != nil || u.Hostname() == "" || u.Host != strings.TrimSpace(host) {
		return "", fmt.Errorf("%q is no host: write it as wiki.example.org, 10.1.2.3 or [fd00::1]:8080", host)
	}
	if u.Port() == "" {
		return hostName(u.Hostname()), nil
	}
	return net.JoinHostPort(hostName(u.Hostname()), u.Port()), nil
}

func hostName(s string) string { return strings.TrimSuffix(strings.ToLower(s), ".") }

// isIn says whether a host, or it with its port, is in a set of them.
func isIn(set map[string]bool, host, port string) bool {
	host = hostName(host)
	return set[host] || set[net.JoinHostPort(host, port)]
}

// dial connects to address, past the guard only if the operator named the host.
func (f *Fetcher) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if isIn(f.private, host, port) {
		return f.free.DialContext(ctx, network, address)
	}
	return f.guarded.DialContext(ctx, network, address)
}

var (
	errRedirects = fmt.Errorf("more than %d redirects", maxRedirects)
	errScheme    = errors.New("redirected to something that is no web address")
)

// checkRedirect keeps a chain of redirects short and on the web, and tells no
// site which page or with which password it was reached.
func (f *Fetcher) checkRedirect(req *http.Request, via []*http.Request) error {
	switch {
	case len(via) > maxRedirects:
		return errRedirects
	case !webAddress(req.URL.String()):
		return errScheme
	}
	req.URL.User = nil
	req.Header.Del("Referer")
	if polite(req.Context()) {
		return f.mayRead(req.Context(), req.URL)
	}
	return nil
}

// Fetch gets what stands at address. What the person who gave the address can
// do something about is an *[InputError] about "url".
func (f *Fetcher) Fetch(ctx context.Context, address string) (Fetched, error) {
	return f.get(ctx, address, Known{})
}

func (f *Fetcher) get(ctx context.Context, address string, known Known) (Fetched, error) {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	switch {
	case err != nil || !webAddress(address):
		return Fetched{}, refuse("url", "%q is no web address: give one that begins with http:// or https://", address)
	case u.User != nil:
		return Fetched{}, refuse("url", "the address has a user name in it, and pages behind a password cannot be read: leave it out, or type or paste what the page says")
	}
	limited, cancel := context.WithTimeout(ctx, f.time)
	defer cancel()
	got, err := f.fetch(limited, u, known)
	if err != nil && ctx.Err() != nil {
		return Fetched{}, fmt.Errorf("fetch %s: %w", address, ctx.Err())
	}
	return got, f.explain(limited, err)
}

func (f *Fetcher) fetch(ctx context.Context, u *url.URL, known Known) (Fetched, error) {
	select {
	case f.slots <- struct{}{}:
		defer func() { <-f.slots }()
	case <-ctx.Done():
		return Fetched{}, ctx.Err()
	}
	if polite(ctx) {
		if err := f.mayRead(ctx, u); err != nil {
			return Fetched{}, err
		}
	}
	req, err := f.request(ctx, u.String())
	if err != nil {
		return Fetched{}, err
	}
	for name, value := range map[string]string{"If-None-Match": known.ETag, "If-Modified-Since": known.LastModified} {
		if value != "" {
			req.Header.Set(name, value)
		}
	}
	res, err := f.client.Do(req)
	if err != nil {
		return Fetched{}, err
	}
	defer res.Body.Close()
	body, err := bodyWithin(res, f.most)
	return Fetched{
		URL: res.Request.URL.String(), Status: res.StatusCode, ContentType: res.Header.Get("Content-Type"), Body: body,
		Known: Known{ETag: res.Header.Get("ETag"), LastModified: res.Header.Get("Last-Modified")},
	}, err
}

func (f *Fetcher) request(ctx context.Context, address string) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", f.userAgent)
	req.Header.Set("Accept", "text/html,application/xhtml+xml,text/plain;q=0.8,*/*;q=0.1")
	return req, nil
}

// bodyWithin reads a body that was unpacked already, if it came packed in the
// way that was asked for.
func bodyWithin(res *http.Response, most int64) ([]byte, error) {
	if packed := res.Header.Get("Content-Encoding"); packed != "" && !strings.EqualFold(packed, "identity") {
		return nil, refuse("url", "the page comes packed as %q, which was not asked for: type or paste what the page says", packed)
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, most+1))
	if err == nil && int64(len(body)) > most {
		return nil, refuse("url", "what stands there is larger than %d MB: type or paste what it says", most>>20)
	}
	return body, err
}

// explain turns what went wrong on the way into words for who gave the
// address. They do not say what a name resolves to: that may be a secret of
// the network that Tallymark runs in.
func (f *Fetcher) explain(ctx context.Context, err error) error {
	var input *InputError
	var dns *net.DNSError
	switch {
	case err == nil || errors.As(err, &input):
		return err
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedNetwork), errors.Is(err, ssrf.ErrInvalidHostPort):
		return refuse("url", "the address leads into a private or special network, where Tallymark does not go: type or paste what the page says, or ask who runs this server to allow the host")
	case errors.Is(err, ssrf.ErrProhibitedPort):
		return refuse("url", "the address names a port that web servers do not use, so it was not read: type or paste what the page says")
	case errors.Is(err, errRedirects):
		return refuse("url", "the address redirects more than %d times: give the one where it ends", maxRedirects)
	case errors.Is(err, errScheme):
		return refuse("url", "the address redirects to something that is no web page: check it, or type or paste what the page says")
	case ctx.Err() != nil:
		return refuse("url", "the page did not come within %d seconds: try again later, or type or paste what it says", int(f.time.Seconds()))
	case errors.As(err, &dns):
		return refuse("url", "no server has this name: check the address")
	}
	return refuse("url", "the page could not be read from its server: check the address, or type or paste what the page says")
}
