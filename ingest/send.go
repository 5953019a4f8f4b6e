package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"time"

	"code.dny.dev/ssrf"
)

const (
	sendTime   = 15 * time.Second
	sendsAtOne = 8
	maxAnswer  = 64 << 10 // bytes that are read of an answer, which nobody needs
)

// ForSending is [Fetcher.Aside] for what is told to other programs. Where it is
// sent is where it goes: redirects are not followed.
func (f *Fetcher) ForSending() *Fetcher {
	sending := f.Aside(sendsAtOne)
	client := *f.client
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	sending.client, sending.time = &client, sendTime
	return sending
}

// Send posts a body to an address and returns the status of the answer. What
// the person who gave the address can do something about is an *[InputError]
// about "url". No error holds the address, which may be a secret.
func (f *Fetcher) Send(ctx context.Context, address string, header http.Header, body []byte) (status int, err error) {
	ctx, cancel := context.WithTimeout(ctx, f.time)
	defer cancel()
	select {
	case f.slots <- struct{}{}:
		defer func() { <-f.slots }()
	case <-ctx.Done():
		return 0, ctx.Err()
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return 0, refuse("url", "this is no web address: remove the webhook and add it with one that begins with https://")
	}
	for name, values := range header {
		req.Header[name] = values
	}
	req.Header.Set("User-Agent", f.userAgent)
	res, err := f.client.Do(req)
	if err != nil {
		return 0, unsent(ctx, err)
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, maxAnswer)) // what it says is no matter
	return res.StatusCode, nil
}

// Reaches tells why nothing can be sent to an address, before anything is: the
// guard is asked about what its name resolves to now. What it resolves to later
// is looked at when something is sent.
func (f *Fetcher) Reaches(ctx context.Context, address string) error {
	u, err := url.Parse(address)
	if err != nil || !webAddress(address) {
		return refuse("url", "%q is no web address: give one that begins with https://", address)
	}
	port := firstOf(u.Port(), map[string]string{"http": "80", "https": "443"}[u.Scheme])
	if isIn(f.private, u.Hostname(), port) {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, f.time)
	defer cancel()
	found, err := net.DefaultResolver.LookupNetIP(ctx, "ip", u.Hostname())
	if err != nil {
		return unsent(ctx, err)
	}
	for _, ip := range found {
		if err := f.guard.Safe(networkOf(ip), net.JoinHostPort(ip.Unmap().String(), port), nil); err != nil {
			return unsent(ctx, err)
		}
	}
	return nil
}

func networkOf(ip netip.Addr) string {
	if ip.Unmap().Is4() {
		return "tcp4"
	}
	return "tcp6"
}

// unsent says in words why nothing could be sent, without what a name resolves
// to and without the address.
func unsent(ctx context.Context, err error) error {
	var dns *net.DNSError
	switch {
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedNetwork), errors.Is(err, ssrf.ErrInvalidHostPort):
		return refuse("url", "the address leads into a private or special network, where Tallymark does not go: give a public one, or ask who runs this server to name the host with --private-hosts")
	case errors.Is(err, ssrf.ErrProhibitedPort):
		return refuse("url", "the address names a port that web servers do not use: give one with port %s", ports())
	case errors.Is(ctx.Err(), context.Canceled):
		return ctx.Err()
	case ctx.Err() != nil:
		return errors.New("there was no answer in time")
	case errors.As(err, &dns):
		return errors.New("no server has this name now")
	}
	return errors.New("no connection came about, or it broke off")
}

func ports() string {
	said := strconv.Itoa(int(webPorts[0]))
	for _, p := range webPorts[1:] {
		said += fmt.Sprintf(", %d", p)
	}
	return said
}
