package ingest

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// notGlobal are the rows of IANA's registries of special addresses that are
// not globally reachable, and what is no unicast address at all.
var notGlobal = []string{
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/29", "192.0.0.8/32",
	"192.0.0.170/31", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
	"224.0.0.0/4", "240.0.0.0/4", "255.255.255.255/32",
	"::/128", "::1/128", "::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "100:0:0:1::/64", "2001::/32", "2001:2::/48",
	"2001:10::/28", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
}

// inside are the first, the second, a middle and the last address of a prefix.
func inside(p netip.Prefix) []netip.Addr {
	first, last := p.Masked().Addr(), p.Masked().Addr().AsSlice()
	middle := first.AsSlice()
	for i := p.Bits(); i < len(last)*8; i++ {
		last[i/8] |= 0x80 >> (i % 8)
		if i > p.Bits() {
			middle[i/8] |= 0x80 >> (i % 8)
		}
	}
	list := []netip.Addr{first}
	if next := first.Next(); p.Contains(next) {
		list = append(list, next)
	}
	for _, raw := range [][]byte{middle, last} {
		a, _ := netip.AddrFromSlice(raw)
		list = append(list, a)
	}
	return list
}

// forged are the ways to write an IPv4 address as one of IPv6: mapped,
// compatible, NAT64 with both prefixes, 6to4, Teredo.
func forged(a netip.Addr) []netip.Addr {
	b := a.As4()
	var list []netip.Addr
	for _, pattern := range []string{"::ffff:%02x%02x:%02x%02x", "::%02x%02x:%02x%02x", "64:ff9b::%02x%02x:%02x%02x", "64:ff9b:1::%02x%02x:%02x%02x", "2002:%02x%02x:%02x%02x::1", "2001:0:%02x%02x:%02x%02x::1"} {
		list = append(list, netip.MustParseAddr(fmt.Sprintf(pattern, b[0], b[1], b[2], b[3])))
	}
	return list
}

func guarded(t *testing.T, f *Fetcher, network string, to netip.AddrPort) error {
	t.Helper()
	return f.guarded.ControlContext(t.Context(), network, to.String(), nil)
}

func TestGuardRefusesWhatIsNotGlobal(t *testing.T) {
	f := newFetcher(t)
	refused := func(a netip.Addr) {
		t.Helper()
		for _, network := range []string{"tcp4", "tcp6"} {
			if err := guarded(t, f, network, netip.AddrPortFrom(a, 443)); err == nil {
				t.Errorf("%s %s was let through", network, a)
			}
		}
	}
	n := 0
	for _, row := range notGlobal {
		for _, a := range inside(netip.MustParsePrefix(row)) {
			refused(a)
			n++
			if a.Is4() {
				for _, other := range forged(a) {
					refused(other)
				}
				continue
			}
			refused(a.WithZone("eth0"))
		}
	}
	if n < 100 {
		t.Errorf("only %d addresses were tried", n)
	}
	refused(netip.MustParseAddr("2606:4700::1111").WithZone("lo"))
}

func TestGuardLetsThePublicThrough(t *testing.T) {
	f := newFetcher(t)
	for _, a := range []string{"1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "126.255.255.255", "128.0.0.1", "172.15.255.255", "172.32.0.0", "192.167.255.255", "223.255.255.255", "2606:4700:4700::1111", "2a00:1450::1", "2003::1"} {
		to := netip.MustParseAddr(a)
		network := map[bool]string{true: "tcp4", false: "tcp6"}[to.Is4()]
		if err := guarded(t, f, network, netip.AddrPortFrom(to, 443)); err != nil {
			t.Errorf("%s: %v", a, err)
		}
		if err := guarded(t, f, network, netip.AddrPortFrom(to, 25)); err == nil {
			t.Errorf("%s port 25 was let through", a)
		}
	}
	if err := guarded(t, f, "udp4", netip.MustParseAddrPort("1.1.1.1:443")); err == nil {
		t.Error("UDP was let through")
	}
}

func newFetcher(t *testing.T, private ...string) *Fetcher {
	t.Helper()
	f, err := NewFetcher(FetchOptions{PrivateHosts: private})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// webSite is a local server and a Fetcher that is allowed to see it, and it alone.
func webSite(t *testing.T, h http.HandlerFunc) (*Fetcher, string) {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	return newFetcher(t, u.Host), s.URL
}

// says fails unless the error tells a person so.
func says(t *testing.T, err error, words string) {
	t.Helper()
	var input *InputError
	if !errors.As(err, &input) || input.Field != "url" || !strings.Contains(input.Message, words) {
		t.Errorf("error is %v, want one about url with %q", err, words)
	}
}

func TestFetch(t *testing.T) {
	f, site := webSite(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/old":
			http.Redirect(w, r, "/page?x=1", http.StatusMovedPermanently)
		case "/gone":
			http.Error(w, "gone", http.StatusGone)
		default:
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprintf(w, "%s %s %q", r.UserAgent(), r.URL, r.Referer())
		}
	})
	got, err := f.Fetch(t.Context(), " "+site+"/old ")
	if err != nil {
		t.Fatal(err)
	}
	if got.URL != site+"/page?x=1" || got.Status != 200 || got.ContentType != "text/html; charset=utf-8" || string(got.Body) != `Tallymark /page?x=1 ""` {
		t.Errorf("%+v %s", got, got.Body)
	}
	if got, err = f.Fetch(t.Context(), site+"/gone"); err != nil || got.Status != http.StatusGone {
		t.Errorf("%v %v", got.Status, err)
	}
}

func TestFetchRefuses(t *testing.T) {
	var secrets atomic.Int32
	secret := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { secrets.Add(1) }))
	t.Cleanup(secret.Close)
	_, port, err := net.SplitHostPort(strings.TrimPrefix(secret.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	f, site := webSite(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, r.URL.Query().Get("to"), http.StatusFound)
	})
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0.0.0.0", "[::]", "127.0.0.2"} {
		for _, way := range []string{"", site + "/?to="} {
			address := "http://" + host + ":" + port + "/"
			if way != "" {
				address = way + url.QueryEscape(address)
			}
			_, err := f.Fetch(t.Context(), address)
			if err == nil {
				t.Errorf("%s was read", address)
			}
		}
	}
	if n := secrets.Load(); n > 0 {
		t.Errorf("the forbidden server was asked %d times", n)
	}
	_, err = f.Fetch(t.Context(), "http://10.0.0.1/")
	says(t, err, "private or special network")
	_, err = f.Fetch(t.Context(), "http://93.184.215.14:25/")
	says(t, err, "port")
	_, err = f.Fetch(t.Context(), site+"/?to=file:///etc/passwd")
	says(t, err, "no web page")
	for _, address := range []string{"", "file:///etc/passwd", "gopher://a.example/", "http://", "https:///x", "javascript:1", "http://[::1", "//a.example", "http://a b/"} {
		_, err := f.Fetch(t.Context(), address)
		says(t, err, "no web address")
	}
	_, err = f.Fetch(t.Context(), "http://me:secret@a.example/")
	says(t, err, "user name")
}

// A name that first leads to a public and then to a private address is judged
// by where the connection goes.
func TestFetchLooksAtTheResolvedAddress(t *testing.T) {
	f := newFetcher(t)
	f.guarded.Resolver = resolverTo(t, netip.MustParseAddr("127.0.0.1"))
	for _, address := range []string{"http://inside.example/", "https://inside.example/", "http://inside.example./x"} {
		_, err := f.Fetch(t.Context(), address)
		says(t, err, "private or special network")
	}
	// Numbers that some systems take for addresses: no name, or refused as one.
	for _, address := range []string{"http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/"} {
		if got, err := f.Fetch(t.Context(), address); err == nil {
			t.Errorf("%s was read: %+v", address, got)
		}
	}
}

// resolverTo is a resolver that finds one address for every name.
func resolverTo(t *testing.T, a netip.Addr) *net.Resolver {
	t.Helper()
	server, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	go func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := server.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			m.Response, m.Additionals = true, nil
			if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
				m.Answers = []dnsmessage.Resource{{
					Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class},
					Body:   &dnsmessage.AResource{A: a.As4()},
				}}
			}
			if packed, err := m.Pack(); err == nil {
				_, _ = server.WriteTo(packed, from) // who asked asks again
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp4", server.LocalAddr().String())
	}}
}

func TestFetchKeepsToItsLimits(t *testing.T) {
	large := strings.NewReader(strings.Repeat("0123456789abcdef", MaxFetch/16+1))
	f, site := webSite(t, func(w http.ResponseWriter, r *http.Request) {
		switch hops := r.URL.Path[1:]; hops {
		case "large":
			if _, err := large.Seek(0, io.SeekStart); err == nil {
				_, _ = io.Copy(w, large) // the client hangs up in the middle
			}
		case "bomb":
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			for range 200 {
				_, _ = z.Write(make([]byte, 1<<20)) // and here
			}
			_ = z.Close()
		case "odd":
			w.Header().Set("Content-Encoding", "br")
			_, _ = w.Write([]byte("x"))
		case "header":
			w.Header().Set("X-Long", strings.Repeat("x", maxHeader))
		case "slow":
			_, _ = w.Write([]byte("one"))
			_ = http.NewResponseController(w).Flush()
			<-r.Context().Done()
		case "0":
			_, _ = w.Write([]byte("there"))
		default:
			var n int
			if _, err := fmt.Sscan(hops, &n); err == nil {
				http.Redirect(w, r, fmt.Sprintf("/%d", n-1), http.StatusFound)
			}
		}
	})
	for path, words := range map[string]string{"large": "larger than 15 MB", "bomb": "larger than 15 MB", "odd": "packed", "header": "could not be read", "6": "redirects more than 5"} {
		_, err := f.Fetch(t.Context(), site+"/"+path)
		says(t, err, words)
	}
	if got, err := f.Fetch(t.Context(), site+"/5"); err != nil || string(got.Body) != "there" {
		t.Errorf("after five redirects: %q, %v", got.Body, err)
	}
	f.time = 50 * time.Millisecond
	_, err := f.Fetch(t.Context(), site+"/slow")
	says(t, err, "did not come within")
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := f.Fetch(ended, site+"/0"); !errors.Is(err, context.Canceled) {
		t.Errorf("ended: %v", err)
	}
}

func TestPrivateHosts(t *testing.T) {
	for host, want := range map[string]string{"wiki.example.org": "wiki.example.org", "Wiki.Example.ORG.:8080": "wiki.example.org:8080", " 10.1.2.3 ": "10.1.2.3", "[fd00::1]:80": "[fd00::1]:80", "[fd00::1]": "fd00::1"} {
		if got, err := privateHost(host); err != nil || got != want {
			t.Errorf("%q is %q, %v; want %q", host, got, err, want)
		}
	}
	for _, host := range []string{"", "http://a.example", "a.example/x", "a b", ":80", "me@a.example"} {
		if _, err := NewFetcher(FetchOptions{PrivateHosts: []string{host}}); err == nil {
			t.Errorf("%q was taken for a host", host)
		}
	}
}
