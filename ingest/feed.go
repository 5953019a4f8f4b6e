package ingest

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
)

const (
	maxFeed      = 5 << 20 // bytes
	maxFeedItems = 10_000
	feedParsing  = 5 * time.Second
	feedTime     = 10 * time.Second // to get one
)

// Feed is what a feed or a sitemap of a news site names.
type Feed struct {
	Title string
	Items []FeedItem // in the order of the feed
	Known Known
}

// FeedItem is one article that a feed names.
type FeedItem struct {
	Name  string // that the feed knows it by: its id, or its address
	URL   string
	Title string
}

// ErrBusySite is a site that was asked for many pages just now. It was not
// asked again; later is soon enough.
var ErrBusySite = refuse("url", "many pages of this site are being read already: try again in a minute, or paste the text")

// ReadFeed reads the feed at an address: RSS, Atom, JSON Feed or a sitemap;
// [ErrUnchanged] if its server has nothing newer than what is known.
func ReadFeed(ctx context.Context, f *Fetcher, address string, known Known) (Feed, error) {
	got, err := f.Page(ctx, address, known)
	switch {
	case err != nil:
		return Feed{}, err
	case got.Status == http.StatusNotModified && known != (Known{}):
		return Feed{}, ErrUnchanged
	}
	if err := refusedBy(address, got); err != nil {
		return Feed{}, err
	}
	feed, err := ParseFeed(ctx, got.Body, got.URL)
	feed.Known = got.Known
	return feed, err
}

// ParseFeed reads a feed that stood at an address.
func ParseFeed(ctx context.Context, raw []byte, at string) (Feed, error) {
	if len(raw) > maxFeed {
		return Feed{}, refuse("url", "the feed is larger than %d MB: take one of fewer items", maxFeed>>20)
	}
	base, err := url.Parse(at)
	if err != nil {
		return Feed{}, refuse("url", "%q is no web address", at)
	}
	type result struct {
		feed Feed
		err  error
	}
	done := make(chan result, 1)
	go func() {
		feed, err := parseFeed(stopped{ctx, bytes.NewReader(raw), time.Now().Add(feedParsing)}, raw, base)
		done <- result{feed, err}
	}()
	select {
	case r := <-done:
		return r.feed, r.err
	case <-ctx.Done():
		return Feed{}, ctx.Err()
	}
}

// stopped ends a reading that takes too long, whatever the parser makes of what
// it has.
type stopped struct {
	ctx context.Context
	r   io.Reader
	end time.Time
}

var errSlowFeed = errors.New("too slow")

// Read implements [io.Reader], in small pieces.
func (s stopped) Read(p []byte) (int, error) {
	if s.ctx.Err() != nil || time.Now().After(s.end) {
		return 0, errSlowFeed
	}
	return s.r.Read(p[:min(len(p), 4<<10)])
}

func parseFeed(r io.Reader, raw []byte, base *url.URL) (Feed, error) {
	switch rootOf(raw) {
	case "urlset":
		return parseSitemap(r, base)
	case "sitemapindex":
		return Feed{}, refuse("url", "this is a list of sitemaps: give the address of the one of its news")
	case "html":
		return Feed{}, refuse("url", "this is a page and no feed: look in it for a link to RSS or Atom")
	}
	if tooDeep(raw) {
		return Feed{}, refuse("url", "the feed is nested too deeply to be one")
	}
	parsed, err := gofeed.NewParser().Parse(r)
	if err != nil {
		return Feed{}, refuse("url", "what stands there is no feed that can be read: give the address of an RSS, Atom or JSON feed, or of a sitemap of news")
	}
	feed := Feed{Title: oneLine(Clean(parsed.Title))}
	for _, i := range parsed.Items {
		address := i.Link
		if address == "" && len(i.Links) > 0 {
			address = i.Links[0]
		}
		if address == "" && webAddress(i.GUID) {
			address = i.GUID
		}
		feed.add(base, i.GUID, address, i.Title)
	}
	return feed, nil
}

// add takes an item that leads to a page. One without an id is known by where
// it leads.
func (f *Feed) add(base *url.URL, name, address, title string) {
	to, err := base.Parse(strings.TrimSpace(address))
	if err != nil || address == "" || !webAddress(to.String()) || len(f.Items) == maxFeedItems {
		return
	}
	name = oneLine(Clean(name))
	if name == "" || len(name) > 500 {
		name = to.String()
	}
	if len(name) <= 2000 {
		f.Items = append(f.Items, FeedItem{Name: name, URL: to.String(), Title: oneLine(Clean(title))})
	}
}

// rootOf is the name of the first element of a document, "" if it is no XML.
func rootOf(raw []byte) string {
	d := xml.NewDecoder(bytes.NewReader(raw[:min(len(raw), 64<<10)]))
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	for {
		t, err := d.RawToken()
		if err != nil {
			return ""
		}
		if e, ok := t.(xml.StartElement); ok {
			return strings.ToLower(e.Name.Local)
		}
	}
}

// feedDepth is more than any feed needs: what it shows of a page is nested in
// its text, as escaped HTML, or a little deeper as XHTML.
const feedDepth = 200

// tooDeep looks for elements nested beyond all use, which a parser that calls
// itself would follow down.
func tooDeep(raw []byte) bool {
	if isJSON(raw) {
		return false // whose parser has its own bound
	}
	d := xml.NewDecoder(bytes.NewReader(raw))
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	for depth := 0; ; {
		t, err := d.RawToken()
		if err != nil {
			return false // the parser says what is wrong
		}
		switch t.(type) {
		case xml.StartElement:
			if depth++; depth > feedDepth {
				return true
			}
		case xml.EndElement:
			depth--
		}
	}
}

func isJSON(raw []byte) bool {
	raw = bytes.TrimLeft(bytes.TrimPrefix(raw, []byte("\ufeff")), " \t\r\n")
	return len(raw) > 0 && raw[0] == '{'
}

// parseSitemap reads a sitemap, of which those of news also say titles.
func parseSitemap(r io.Reader, base *url.URL) (Feed, error) {
	d := xml.NewDecoder(r)
	d.Strict = false
	var feed Feed
	for {
		t, err := d.Token()
		if err == io.EOF || err != nil && len(feed.Items) > 0 {
			return feed, nil // what stands before the damage is as good as ever
		}
		if err != nil {
			return feed, refuse("url", "the sitemap is damaged: %v", err)
		}
		start, ok := t.(xml.StartElement)
		if !ok || start.Name.Local != "url" {
			continue
		}
		var entry struct {
			Loc  string `xml:"loc"`
			News struct {
				Publication struct {
					Name string `xml:"name"`
				} `xml:"publication"`
				Title string `xml:"title"`
			} `xml:"news"`
		}
		if err := d.DecodeElement(&entry, &start); err != nil {
			continue // the next Token says whether there is more
		}
		if feed.Title == "" {
			feed.Title = oneLine(Clean(entry.News.Publication.Name))
		}
		feed.add(base, "", entry.Loc, entry.News.Title)
	}
}
