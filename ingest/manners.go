package ingest

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/temoto/robotstxt"
)

// manners are what a program owes the sites that it reads: their robots.txt is
// followed, and one host is not asked again at once.
type manners struct {
	free  map[string]bool // hosts whose robots.txt is not asked
	pause time.Duration   // between two pages of one host
	now   func() time.Time

	mu     sync.Mutex
	next   map[string]time.Time // when a host may be asked again
	robots map[string]robots    // by scheme and host
}

// robots are the rules of one site for this program.
type robots struct {
	group *robotstxt.Group
	until time.Time
}

const (
	agentName    = "Tallymark"
	robotsTime   = time.Hour // that rules are kept
	maxRobots    = 512 << 10 // bytes
	hostPause    = time.Second
	longestPause = 10 * time.Second
	longestQueue = 15 * time.Second
	mostHosts    = 1000 // that are remembered
)

func newManners() *manners {
	return &manners{free: map[string]bool{}, pause: hostPause, now: time.Now, next: map[string]time.Time{}, robots: map[string]robots{}}
}

type politeKey struct{}

// polite says whether a request is one for which robots.txt is asked.
func polite(ctx context.Context) bool { return ctx.Value(politeKey{}) != nil }

// Page gets a page as [Fetcher.Fetch] does, with manners: only if the site's
// robots.txt lets programs read it, and not at once after another page of its
// host. A server that has nothing newer than what is known answers with the
// status 304 and no body.
func (f *Fetcher) Page(ctx context.Context, address string, known Known) (Fetched, error) {
	if u, err := url.Parse(address); err == nil && webAddress(address) && !isIn(f.private, u.Hostname(), u.Port()) {
		if err := f.manners.wait(ctx, u.Host); err != nil {
			return Fetched{}, err
		}
	}
	return f.get(context.WithValue(ctx, politeKey{}, true), address, known)
}

// wait waits for a host's turn.
func (m *manners) wait(ctx context.Context, host string) error {
	pause := m.turn(hostName(host))
	if pause > longestQueue {
		return ErrBusySite
	}
	if pause <= 0 {
		return nil
	}
	t := time.NewTimer(pause)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// turn is how long to wait for a host, whose next turn comes after this one.
func (m *manners) turn(host string) time.Duration {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.now()
	if len(m.next) >= mostHosts {
		for h, at := range m.next {
			if at.Before(now) {
				delete(m.next, h)
			}
		}
	}
	at := m.next[host]
	if at.Before(now) {
		at = now
	}
	if wait := at.Sub(now); wait > longestQueue {
		return wait
	}
	m.next[host] = at.Add(m.pause)
	return at.Sub(now)
}

// slow makes the pauses of a host as long as it asks for.
func (m *manners) slow(host string, delay time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if at := m.now().Add(min(delay, longestPause)); delay > m.pause && at.After(m.next[host]) {
		m.next[host] = at
	}
}

// mayRead asks a site's robots.txt.
func (f *Fetcher) mayRead(ctx context.Context, u *url.URL) error {
	if isIn(f.manners.free, u.Hostname(), u.Port()) {
		return nil
	}
	group, err := f.rules(ctx, u)
	if err != nil {
		return err
	}
	if !group.Test(u.RequestURI()) {
		return refuse("url", "blocked: the site's robots.txt asks programs not to read this page: open it in your browser and paste its text")
	}
	if !isIn(f.private, u.Hostname(), u.Port()) {
		f.manners.slow(hostName(u.Host), group.CrawlDelay)
	}
	return nil
}

func (f *Fetcher) rules(ctx context.Context, u *url.URL) (*robotstxt.Group, error) {
	site := u.Scheme + "://" + u.Host
	if known, ok := f.manners.known(site); ok {
		return known, nil
	}
	req, err := f.request(context.WithValue(ctx, politeKey{}, nil), site+"/robots.txt")
	if err != nil {
		return nil, err
	}
	res, err := f.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, maxRobots))
	if err != nil {
		return nil, err
	}
	group, err := rulesIn(res.StatusCode, body)
	if err != nil {
		return nil, err
	}
	f.manners.keep(site, group)
	return group, nil
}

// rulesIn reads a robots.txt. A site without one lets everybody read; one that
// is in trouble is left alone; of one that cannot be read, nothing is known.
func rulesIn(status int, body []byte) (*robotstxt.Group, error) {
	if status >= http.StatusInternalServerError {
		return nil, refuse("url", "the site is in trouble (its robots.txt answers with %d): try again later, or paste the text", status)
	}
	data, err := robotstxt.FromStatusAndBytes(status, body)
	if err != nil || status/100 == 3 {
		data, err = robotstxt.FromBytes(nil)
	}
	if err != nil {
		return nil, err
	}
	return data.FindGroup(agentName), nil
}

func (m *manners) known(site string) (*robotstxt.Group, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, ok := m.robots[site]
	return r.group, ok && m.now().Before(r.until)
}

func (m *manners) keep(site string, g *robotstxt.Group) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.robots) >= mostHosts {
		clear(m.robots)
	}
	m.robots[site] = robots{g, m.now().Add(robotsTime)}
}
