package ingest

import (
	"bytes"
	"context"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"tallymark/models"
)

// Address makes an article of the page or PDF that stands at an address. Where the
// page cannot be had, the *[InputError] says whether it is gone, blocked, paid
// for, made by a script alone, or no page.
func (r *Reader) Address(ctx context.Context, f *Fetcher, address string, in Input) (models.NewArticle, error) {
	page, got, err := r.files.ReadAddress(ctx, f, address)
	if err != nil {
		return models.NewArticle{}, err
	}
	return r.fromAddress(ctx, page, got, in)
}

func (r *Reader) fromAddress(ctx context.Context, page Page, got Fetched, in Input) (models.NewArticle, error) {
	in.URL = ownAddress(page, got.URL)
	in.Outlet = firstOf(in.Outlet, page.Outlet, siteOf(in.URL))
	if page.media != mediaPDF {
		page.media, _, _ = mime.ParseMediaType(kindOfAnswer(got))
	}
	a, err := r.fromPage(ctx, page, in, got.Body)
	a.HTTPStatus, a.ETag, a.LastModified = got.Status, got.Known.ETag, got.Known.LastModified
	return a, err
}

// ErrUnchanged is a page that its server has nothing newer of.
var ErrUnchanged = errors.New("the page has not changed")

// Again reads the page of an article that is there already; [ErrUnchanged] if
// the server knows it by what it said the last time.
func (r *Reader) Again(ctx context.Context, f *Fetcher, address string, known Known) (models.NewArticle, error) {
	page, got, err := r.files.readAddress(ctx, f, address, known)
	if err != nil {
		return models.NewArticle{}, err
	}
	if !sameSite(address, got.URL) {
		return models.NewArticle{}, refuse("url", "moved: the address leads to another site now (%s). If the article stands there, add it by that address", siteOf(got.URL))
	}
	a, err := r.fromAddress(ctx, page, got, Input{})
	a.URL = strings.TrimSpace(address) // whatever the page calls itself now
	return a, err
}

// ReadAddress reads the page or PDF at an address, or the page's version for
// phones where it itself shows too little.
func (files *Files) ReadAddress(ctx context.Context, f *Fetcher, address string) (Page, Fetched, error) {
	return files.readAddress(ctx, f, address, Known{})
}

func (files *Files) readAddress(ctx context.Context, f *Fetcher, address string, known Known) (Page, Fetched, error) {
	got, err := f.Page(ctx, address, known)
	if err != nil {
		return Page{}, got, err
	}
	if got.Status == http.StatusNotModified && known != (Known{}) {
		return Page{}, got, ErrUnchanged
	}
	if err := refusedBy(address, got); err != nil {
		return Page{}, got, err
	}
	page, err := files.readAnswer(ctx, got)
	if !isThin(page, err) {
		return page, got, aboutAddress(err)
	}
	if amp, ok := files.readAMP(ctx, f, page, got.URL); ok {
		return amp, got, nil
	}
	if why := whyThin(got.Body, page); why != "" {
		return Page{}, got, refuse("url", "%s", why)
	}
	return page, got, aboutAddress(err)
}

// aboutAddress makes what was wrong with a page a fault of its address.
func aboutAddress(err error) error {
	if e, ok := errors.AsType[*InputError](err); ok {
		if e == errEmpty {
			return refuse("url", "the page has no text that a program can see: open it in your browser and paste its text")
		}
		return refuse("url", "%s", e.Message)
	}
	return err
}

// refusedBy says what an answer that is no page means.
func refusedBy(address string, got Fetched) error {
	switch s := got.Status; {
	case s == http.StatusNotFound || s == http.StatusGone:
		return refuse("url", "gone: the server has no such page (%d). Check the address, or paste the text if you have it", s)
	case s == http.StatusPaymentRequired:
		return refuse("url", "paid: the page is for subscribers (%d). Open it in your browser and paste its text", s)
	case s == http.StatusUnauthorized || s == http.StatusForbidden || s == http.StatusTooManyRequests || s == http.StatusUnavailableForLegalReasons:
		return refuse("url", "blocked: the server does not let programs read the page (%d). Open it in your browser and paste its text", s)
	case s >= http.StatusInternalServerError:
		return refuse("url", "the server is in trouble (%d): try again later, or paste the text", s)
	case s < 200 || s > 299 || s == http.StatusNoContent:
		return refuse("url", "the server answered %d instead of the page: check the address, or paste the text", s)
	case homeInstead(address, got.URL):
		return refuse("url", "gone: the address leads to the front page of the site instead. Check it, or paste the text if you have it")
	}
	return nil
}

// homeInstead says whether the address of a page led to a front page.
func homeInstead(asked, got string) bool {
	a, errA := url.Parse(strings.TrimSpace(asked))
	g, errG := url.Parse(got)
	return errA == nil && errG == nil && strings.Trim(a.Path, "/") != "" && strings.Trim(g.Path, "/") == "" && g.RawQuery == ""
}

// kindOfAnswer is the media type, with its character set, of what came: what
// the server says, unless it plainly is something else.
func kindOfAnswer(got Fetched) string {
	looks := http.DetectContentType(got.Body)
	if got.ContentType == "" || strings.HasPrefix(looks, "text/html") && strings.HasPrefix(got.ContentType, "text/plain") {
		return looks
	}
	return got.ContentType
}

func (files *Files) readAnswer(ctx context.Context, got Fetched) (Page, error) {
	if isPDF(got.Body) {
		return readPDF(ctx, got.Body, Input{files: files})
	}
	kind := kindOfAnswer(got)
	media, _, err := mime.ParseMediaType(kind)
	if what := notText(got.Body); what == "" && isMarkdown(media, got.URL) {
		return readMarkdown(ctx, got.Body, Input{ContentType: kind, URL: got.URL})
	} else if err != nil || what != "" || media != "text/html" && media != "application/xhtml+xml" && media != "text/plain" {
		return Page{}, refuse("url", "no page: what stands there is %s. Download it and add it as a file, or paste its text", firstOf(what, media, "of no known kind"))
	}
	if media != "text/plain" {
		return ReadPage(ctx, got.Body, kind, got.URL)
	}
	return readText(ctx, got.Body, Input{ContentType: kind})
}

// isMarkdown goes by the name as well, since most servers call it plain text.
func isMarkdown(media, address string) bool {
	u, err := url.Parse(address)
	return media == "text/markdown" || media == "text/x-markdown" || media == "text/plain" && err == nil && strings.HasSuffix(strings.ToLower(u.Path), ".md")
}

// thinText is the length, in bytes, under which a page shows too little to be
// an article.
const thinText = 400

func isThin(page Page, err error) bool {
	return errors.Is(err, errEmpty) || err == nil && len(page.Text) < thinText && page.media != mediaPDF
}

// readAMP reads the version for phones, if the page names one on its own site
// and that says more.
func (files *Files) readAMP(ctx context.Context, f *Fetcher, page Page, at string) (Page, bool) {
	if page.AMP == "" || !sameSite(page.AMP, at) {
		return Page{}, false
	}
	got, err := f.Page(ctx, page.AMP, Known{})
	if err != nil || refusedBy(page.AMP, got) != nil {
		return Page{}, false
	}
	amp, err := files.readAnswer(ctx, got)
	if err != nil || len(amp.Text) <= len(page.Text) {
		return Page{}, false
	}
	amp.URL = firstOf(page.URL, amp.URL)
	return amp, true
}

// whyThin says why a page that shows next to no text does so; "" if nothing
// tells, and it may be a short one.
func whyThin(raw []byte, page Page) string {
	low := bytes.ToLower(raw)
	has := func(marks ...string) bool {
		for _, m := range marks {
			if bytes.Contains(low, []byte(m)) {
				return true
			}
		}
		return false
	}
	title := strings.ToLower(page.Title)
	switch {
	case strings.HasPrefix(title, "just a moment") || strings.HasPrefix(title, "access denied") || strings.HasPrefix(title, "attention required") || has("cf-challenge", "captcha-delivery", "px-captcha"):
		return "blocked: the site asks who is there before it shows the page. Open it in your browser and paste its text"
	case strings.HasPrefix(title, "page not found") || strings.HasPrefix(title, "404"):
		return "gone: the site says that it has no such page. Check the address, or paste the text if you have it"
	case has(`"isaccessibleforfree":false`, `"isaccessibleforfree": false`, `"isaccessibleforfree":"false"`, `"isaccessibleforfree": "false"`, "paywall", "subscribe to read", "subscribe to continue"):
		return "paid: the site shows only the beginning of the page. Open it in your browser, where you are signed in, and paste its text"
	case page.Text == "" && has("<script") || has("enable javascript", "requires javascript", "javascript is disabled", "turn on javascript"):
		return "script only: the page has no text until a script has run. Open it in your browser and paste its text"
	}
	return ""
}

// ownAddress is where an article stands: the address that the page gives for
// itself, if that is on the site that it came from, since another site's is not
// the page's to give.
func ownAddress(page Page, at string) string {
	if page.URL != "" && sameSite(page.URL, at) && !homeInstead(at, page.URL) {
		return page.URL
	}
	return at
}

func sameSite(a, b string) bool { return siteOf(a) != "" && siteOf(a) == siteOf(b) }

// siteOf is the host of an address without what only tells its versions apart.
func siteOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	host := hostName(u.Host)
	for _, version := range [...]string{"www.", "amp.", "m.", "mobile."} {
		if rest, ok := strings.CutPrefix(host, version); ok && strings.Contains(rest, ".") {
			return rest
		}
	}
	return host
}
