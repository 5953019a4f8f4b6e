package export

import (
	"errors"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"tallymark/models"
)

// ClaimReviewWriter writes decided claims as schema.org ClaimReviews in one
// JSON-LD document. What nobody has decided is left out. A claim has a rating
// in figures only if it was verified, and not on the attribution alone, where
// the figure itself was not checked; all others are rated in words.
type ClaimReviewWriter struct {
	document
	author thing
}

// errNoAddress says why there can be no document without the app's address.
var errNoAddress = errors.New("each review needs the address of its page: say where the app is reached, with --base-url or TALLYMARK_BASE_URL")

// ClaimReviews begins an export to w. It needs the app's address.
func ClaimReviews(w io.Writer, o CSVOptions) *ClaimReviewWriter {
	x := &ClaimReviewWriter{document: newDocument(w, o, `{"@context":"https://schema.org","@graph":[`)}
	site, err := url.Parse(o.BaseURL)
	if err != nil || site.Host == "" {
		x.err = errNoAddress
		return x
	}
	x.author = thing{Type: "Organization", Name: site.Hostname(), URL: o.BaseURL}
	return x
}

// thing is a person, a body, or a work.
type thing struct {
	Type          string `json:"@type"`
	Name          string `json:"name,omitempty"`
	Headline      string `json:"headline,omitempty"`
	URL           string `json:"url,omitempty"`
	DatePublished string `json:"datePublished,omitempty"`
	Publisher     *thing `json:"publisher,omitempty"`
}

type claimReview struct {
	Type          string        `json:"@type"`
	ID            string        `json:"@id"`
	URL           string        `json:"url"`
	ClaimReviewed string        `json:"claimReviewed"`
	DatePublished string        `json:"datePublished"`
	Author        thing         `json:"author"`
	ReviewBody    string        `json:"reviewBody,omitempty"`
	Rating        rating        `json:"reviewRating"`
	Item          reviewedClaim `json:"itemReviewed"`
	Cites         []thing       `json:"citation,omitempty"`
}

// rating has both ends of its scale or no figure at all.
type rating struct {
	Type  string `json:"@type"`
	Words string `json:"alternateName"`
	Value int    `json:"ratingValue,omitempty"`
	Best  int    `json:"bestRating,omitempty"`
	Worst int    `json:"worstRating,omitempty"`
}

type reviewedClaim struct {
	Type       string `json:"@type"`
	Name       string `json:"name"`
	Text       string `json:"text"`
	Author     *thing `json:"author,omitempty"`
	Appearance *thing `json:"appearance,omitempty"`
}

// decided are the statuses that are a review.
var decided = []models.Status{models.StatusVerified, models.StatusDisputed, models.StatusUnverifiable, models.StatusSuperseded}

// Write writes the review of a claim, if it is decided.
func (x *ClaimReviewWriter) Write(r *models.ExportRow) error {
	c := &r.Claim
	if x.err != nil || !slices.Contains(decided, c.Status) || c.DecidedAt == nil {
		return x.err
	}
	page := x.setting.appLink(r.AppPath)
	return x.item(claimReview{
		Type: "ClaimReview", ID: page, URL: page, ClaimReviewed: stated(c), DatePublished: day(c.DecidedAt), Author: x.author,
		ReviewBody: c.DecisionReason, Rating: ratingOf(c), Item: itemOf(r), Cites: citations(r),
	})
}

func ratingOf(c *models.Claim) rating {
	switch {
	case c.Status == models.StatusVerified && c.Basis == models.BasisAttributionOnly:
		return rating{Type: "Rating", Words: "The source did say so; the figure itself was not checked"}
	case c.Status == models.StatusVerified:
		return rating{Type: "Rating", Words: "Verified", Value: 5, Best: 5, Worst: 1}
	}
	return rating{Type: "Rating", Words: c.Status.Label()}
}

// stated is what the article says: the sentence with the figure, or the figure
// as it reads.
func stated(c *models.Claim) string {
	if c.Sentence != "" {
		return strings.Join(strings.Fields(c.Sentence), " ")
	}
	return c.Label
}

func itemOf(r *models.ExportRow) reviewedClaim {
	c := &r.Claim
	item := reviewedClaim{Type: "Claim", Name: c.Label, Text: c.Quote}
	if c.AttributedTo != "" {
		item.Author = &thing{Type: "Organization", Name: c.AttributedTo}
		if c.AttributionKind == "person" {
			item.Author.Type = "Person"
		}
	}
	if r.ArticleURL != "" {
		item.Appearance = &thing{Type: "NewsArticle", Headline: r.ArticleTitle, URL: r.ArticleURL, DatePublished: day(r.PublishedAt)}
		if r.Outlet != "" {
			item.Appearance.Publisher = &thing{Type: "Organization", Name: r.Outlet}
		}
	}
	return item
}

func citations(r *models.ExportRow) (out []thing) {
	for i := range r.Evidence {
		if e := &r.Evidence[i]; e.URL != "" {
			out = append(out, thing{Type: "CreativeWork", Name: e.Title, URL: e.URL})
		}
	}
	return out
}

// day is the date of a moment in UTC; empty if unknown.
func day(t *time.Time) string {
	if t == nil || t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}
