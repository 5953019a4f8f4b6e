package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"tallymark/demo"
	"tallymark/models"
)

// runFeeds has a server read a thousand feeds of a hundred sites on this
// machine, of which a hundred feeds never answer or answer with a byte a
// second, and prints how long the good ones waited for their turn, the first
// time and the second, and until what they name are articles:
//
//	go run ./bench feeds
func runFeeds(args []string) (err error) {
	flags := flag.NewFlagSet("feeds", flag.ExitOnError)
	feeds := flags.Int("feeds", 1000, "how many feeds")
	bad := flags.Int("bad", 100, "how many of them hang")
	if err := flags.Parse(args); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "tallymark-feeds-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	s := &loaded{program: filepath.Join(dir, "tallymark"), db: filepath.Join(dir, "bench.db")}
	if err := build(s.program); err != nil {
		return err
	}
	news, err := newFeedSites(*feeds, *bad)
	if err != nil {
		return err
	}
	defer news.close()
	ctx := context.Background()
	store, err := models.Open(ctx, s.db, models.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if _, err := store.Migrate(ctx); err != nil {
		return err
	}
	if _, err := store.AddNewsFeeds(ctx, models.SystemActor, news.feeds()); err != nil {
		return err
	}
	if err := os.Setenv("TALLYMARK_PRIVATE_HOSTS", strings.Join(news.hosts(), ",")); err != nil {
		return err
	}
	if err := s.start(); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	if err := news.rounds(ctx, store); err != nil {
		return err
	}
	report("peak memory", peakMemory(s.cmd.Process.Pid), "MB", "the server")
	return nil
}

// feedSites are the sites that are read.
type feedSites struct {
	sites []*httptest.Server
	all   int
	bad   int // the first ones
	texts []string
	end   chan struct{} // lets go what hangs

	mu       sync.Mutex
	answered map[string]int // how often each good feed was read
	whole    map[int]int    // good feeds that were read so often
}

// sitesOfFeeds is how many hosts the feeds are on.
const sitesOfFeeds = 100

func newFeedSites(all, bad int) (*feedSites, error) {
	n := &feedSites{all: all, bad: bad, texts: demo.Articles(50*3000, 3000, 1), end: make(chan struct{}), answered: map[string]int{}, whole: map[int]int{}}
	for i := range sitesOfFeeds {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.1.%d:0", i+1))
		if err != nil {
			return nil, fmt.Errorf("listen on more than one address of this machine: %w", err)
		}
		s := &httptest.Server{Listener: l, Config: &http.Server{Handler: n}}
		s.Start()
		n.sites = append(n.sites, s)
	}
	return n, nil
}

func (n *feedSites) close() {
	close(n.end)
	for _, s := range n.sites {
		s.CloseClientConnections()
		s.Close()
	}
}

func (n *feedSites) hosts() (hosts []string) {
	for _, s := range n.sites {
		hosts = append(hosts, s.Listener.Addr().String())
	}
	return hosts
}

func (n *feedSites) feeds() (list []models.NewNewsFeed) {
	for i := range n.all {
		kind := "good"
		if i < n.bad {
			kind = []string{"silent", "drip"}[i%2]
		}
		list = append(list, models.NewNewsFeed{URL: fmt.Sprintf("%s/%s/%d.xml", n.sites[i%len(n.sites)].URL, kind, i)})
	}
	return list
}

// ServeHTTP implements [http.Handler].
func (n *feedSites) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	number := 0
	kind, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	switch kind {
	case "silent":
		n.hang(r)
	case "drip":
		w.Header().Set("Content-Type", "application/rss+xml")
		for n.hang(r) {
			if _, err := w.Write([]byte(" ")); err != nil || http.NewResponseController(w).Flush() != nil {
				return
			}
		}
	case "good":
		w.Header().Set("Content-Type", "application/rss+xml")
		address := "http://" + r.Host + strings.Replace(strings.TrimSuffix(r.URL.Path, ".xml"), "good", "news", 1)
		fmt.Fprintf(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>News of %[1]s</title><item><guid>%[1]s</guid><link>%[1]s</link><title>News</title></item></channel></rss>`, address)
		n.mu.Lock()
		defer n.mu.Unlock()
		n.answered[r.URL.Path]++
		n.whole[n.answered[r.URL.Path]]++
	case "news":
		if _, err := fmt.Sscanf(r.URL.Path, "/news/%d", &number); err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "<!doctype html><title>News %d</title><article><h1>News %[1]d</h1>", number)
		for paragraph := range strings.SplitSeq(n.texts[number%len(n.texts)], "\n\n") {
			fmt.Fprintf(w, "<p>%s</p>", paragraph)
		}
	default:
		http.NotFound(w, r) // a site without robots.txt
	}
}

// hang waits a second for a drip, and for ever for what is silent; false is the
// end.
func (n *feedSites) hang(r *http.Request) bool {
	var second <-chan time.Time
	if strings.HasPrefix(r.URL.Path, "/drip/") {
		second = time.After(time.Second)
	}
	select {
	case <-second:
		return true
	case <-r.Context().Done():
	case <-n.end:
	}
	return false
}

// read is how many good feeds were read so often.
func (n *feedSites) read(times int) int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.whole[times]
}

func (n *feedSites) rounds(ctx context.Context, store *models.Store) error {
	good, began := n.all-n.bad, time.Now()
	if err := until(func() (bool, error) { return n.read(1) == good, nil }); err != nil {
		return fmt.Errorf("%d of %d good feeds were read: %w", n.read(1), good, err)
	}
	report(fmt.Sprintf("%d good feeds read, while %d hang", good, n.bad), time.Since(began).Seconds(), "s", "no stall")
	failed := 0
	err := until(func() (bool, error) {
		feeds, err := store.NewsFeeds(ctx, models.SystemActor)
		noted, added := 0, 0
		failed = 0
		for i := range feeds {
			if feeds[i].ReadAt != nil {
				noted++
			}
			if feeds[i].Failures > 0 {
				failed++
			}
			added += feeds[i].Added
		}
		return noted == n.all && added == good, err
	})
	if err != nil {
		return err
	}
	report("until each feed was tried and its item is an article", time.Since(began).Seconds(), "s", fmt.Sprintf("%d feeds said to be in trouble", failed))
	if failed != n.bad {
		return fmt.Errorf("%d feeds are said to be in trouble, and %d hang", failed, n.bad)
	}
	return n.again(ctx, store)
}

// again makes all feeds due at one time, those that hang as well, as their
// schedules would.
func (n *feedSites) again(ctx context.Context, store *models.Store) error {
	feeds, err := store.NewsFeeds(ctx, models.SystemActor)
	if err != nil {
		return err
	}
	var began time.Time
	for _, off := range []bool{true, false} {
		began = time.Now()
		for _, f := range feeds {
			if err := store.SetNewsFeed(ctx, models.SystemActor, f.ID, models.FeedSetting{Off: off}); err != nil {
				return err
			}
		}
	}
	if err := until(func() (bool, error) { return n.read(2) == n.all-n.bad, nil }); err != nil {
		return fmt.Errorf("%d good feeds were read a second time: %w", n.read(2), err)
	}
	report("each of them read again on its turn, after", time.Since(began).Seconds(), "s", "no stall")
	return nil
}

// until waits for what has to come within minutes.
func until(there func() (bool, error)) error {
	for end := time.Now().Add(5 * time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if ok, err := there(); ok || err != nil {
			return err
		}
	}
	return errors.New("nothing more came within five minutes")
}
