package ingest

import (
	"cmp"
	"context"
	"math"
	"mime"
	"net/http"
	"slices"
	"strings"

	"tallymark/extract"
	"tallymark/models"
)

// Evidence is what a page that is given as evidence says of itself, and the
// sentences of it that speak of a claim's figure, the nearest first.
type Evidence struct {
	Title, Publisher string
	Published        string // the day, 2006-01-02; "" if unknown
	Excerpts         []string
}

const (
	mostExcerpts   = 5
	longestExcerpt = 1000 // bytes: a "sentence" that is longer is none
)

// Evidence fetches the page at address and reads it for a claim.
func (r *Reader) Evidence(ctx context.Context, f *Fetcher, address string, c *models.Claim) (Evidence, error) {
	got, err := f.Fetch(ctx, address)
	if err != nil {
		return Evidence{}, err
	}
	if got.Status < 200 || got.Status > 299 {
		return Evidence{}, refuse("url", "the server answered %q instead of the page: check the address, or type what the page says", strings.TrimSpace(http.StatusText(got.Status)))
	}
	page, err := r.files.readFetched(ctx, got)
	if err != nil {
		return Evidence{}, err
	}
	day, _, _ := strings.Cut(page.Published, "T")
	return Evidence{
		Title: oneLine(page.Title), Publisher: oneLine(page.Outlet), Published: day,
		Excerpts: r.excerpts(extract.Document{Text: page.Text, Lang: page.Lang, Blocks: page.Blocks}, c),
	}, nil
}

// readFetched reads a web page, a PDF or plain text. A PDF names no publisher,
// so that it is the site.
func (files *Files) readFetched(ctx context.Context, got Fetched) (Page, error) {
	if isPDF(got.Body) {
		page, err := readPDF(ctx, got.Body, Input{files: files})
		page.Outlet, page.Lang = siteOf(got.URL), language("", page.Text)
		return page, aboutAddress(err)
	}
	kind := got.ContentType
	if kind == "" {
		kind = http.DetectContentType(got.Body)
	}
	kind, _, err := mime.ParseMediaType(kind)
	switch {
	case err == nil && (kind == "text/html" || kind == "application/xhtml+xml"):
		return ReadPage(ctx, got.Body, got.ContentType, got.URL)
	case err == nil && kind == "text/plain":
		text := normalise(Clean(decode(got.Body, got.ContentType)), nil)
		return Page{Text: text, Lang: language("", text)}, nil
	}
	return Page{}, refuse("url", "what stands there is no web page, no PDF and no plain text, so it cannot be read: type what it says")
}

// excerpts are the sentences with figures that can be compared with the claim's.
func (r *Reader) excerpts(doc extract.Document, c *models.Claim) []string {
	var near []nearness
	for _, found := range r.near(doc, c) {
		if n := found.sentence.End - found.sentence.Start; found.stated.Against(c) != models.StatesApart && n <= longestExcerpt {
			near = append(near, found)
		}
	}
	var list []string
	for _, found := range near {
		words := oneLine(doc.Text[found.sentence.Start:found.sentence.End])
		if !slices.Contains(list, words) && len(list) < mostExcerpts {
			list = append(list, words)
		}
	}
	return list
}

// Stated is the figure of an excerpt that is nearest to a claim's; nil if the
// excerpt has none.
func (r *Reader) Stated(excerpt string, c *models.Claim) *models.Stated {
	near := r.near(extract.Document{Text: excerpt}, c)
	if len(near) == 0 {
		return nil
	}
	return near[0].stated
}

// nearness says how much a figure speaks of what a claim speaks of: the less
// of each, in this order, the nearer.
type nearness struct {
	stated   *models.Stated
	sentence extract.Span
	apart    bool    // another kind or unit
	bare     bool    // a number without anything counted, where the claim counts something
	former   bool    // what it was before, by how much it changed, or what is not asserted
	rank     int     // same, fitting, differing
	distance float64 // of the values, on the scale of their ratio
}

var ranks = map[models.Comparison]int{models.StatesSame: 0, models.StatesFits: 1, models.StatesDiffers: 2, models.StatesApart: 3}

// near lists the figures of a text, those nearest to the claim's first.
func (r *Reader) near(doc extract.Document, c *models.Claim) []nearness {
	var list []nearness
	found := r.engine.Claims(doc, false)
	for i := range found {
		f := &found[i]
		n := nearness{stated: models.StatedBy(f, r.engine.Version()), sentence: f.Sentence}
		says := n.stated.Against(c)
		n.apart, n.rank = says == models.StatesApart, ranks[says]
		n.bare = f.Kind == extract.Count && f.UnitName == "" && c.Kind != extract.Count
		n.former = f.Change != nil && f.Change.Role != "to" || f.Modality != extract.Asserted && f.Modality != c.Modality
		n.distance = apart(f.Value, c.Value)
		list = append(list, n)
	}
	slices.SortStableFunc(list, func(a, b nearness) int {
		return cmp.Or(before(a.apart, b.apart), before(a.bare, b.bare), before(a.former, b.former), cmp.Compare(a.rank, b.rank), cmp.Compare(a.distance, b.distance))
	})
	return list
}

func before(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func apart(a extract.Float, b *float64) float64 {
	if !a.OK || b == nil || a.V <= 0 || *b <= 0 {
		return math.MaxFloat64
	}
	return math.Abs(math.Log(a.V / *b))
}
