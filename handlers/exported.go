package handlers

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"tallymark/models"
)

// exportedPage is one export that was made, with what of it no longer holds.
type exportedPage struct {
	base
	exportEntry
	FileRows  int
	Known     bool
	Claims    string // how many were sent
	Withdrawn string // how many of them no longer hold, "" if all do
	Rows      []withdrawnRow
	Pager     pager
	Feed      string // the same as an Atom feed
}

// withdrawnRow is a claim that no longer is what the export said.
type withdrawnRow struct {
	ID      uint
	Sent    models.Status
	Now     models.Status // "" if the claim is gone
	Words   string        // why it no longer holds
	Label   string
	Article string
	Outlet  string
	At      time.Time
}

// Heading is what the row is called.
func (r withdrawnRow) Heading() string {
	if r.Now == "" {
		return fmt.Sprintf("Claim %d", r.ID)
	}
	return r.Label
}

func newWithdrawnRow(c *models.WithdrawnClaim) withdrawnRow {
	row := withdrawnRow{ID: c.ClaimID, Sent: c.Sent, Words: withdrawnWords(c), At: c.At}
	if now := c.Claim; now != nil {
		row.Now, row.Label = now.Status, now.Label
		if now.Article != nil {
			row.Article = headingOf(now.Article)
			if now.Article.Outlet != nil {
				row.Outlet = now.Article.Outlet.Name
			}
		}
	}
	return row
}

// withdrawnWords says why a claim no longer holds.
func withdrawnWords(c *models.WithdrawnClaim) string {
	switch c.Why {
	case models.WithdrawnGone:
		return "It was removed."
	case models.WithdrawnStale:
		return "The text of its article changed, or the engine finds it no more."
	case models.WithdrawnChanged:
		return "What it states was mended since; the verdict is on the new figure."
	}
	if c.Claim.Status == models.StatusUnreviewed {
		return "The verdict was taken back, or the claim was mended, and waits for another."
	}
	return "It got another verdict."
}

const withdrawnPerPage = 100

// withdrawnAsked reads which export, and from which claim on.
func (s *Server) withdrawnAsked(r *http.Request) (models.Withdrawn, error) {
	id, err := pathID(r)
	if err != nil {
		return models.Withdrawn{}, err
	}
	return s.store.Withdrawn(r.Context(), actorOf(r), id, r.URL.Query().Get("cursor"), withdrawnPerPage)
}

// exportedShow serves GET /exports/{id}.
func (s *Server) exportedShow(w http.ResponseWriter, r *http.Request) error {
	found, err := s.withdrawnAsked(r)
	if err != nil {
		return err
	}
	e := found.Export
	page := exportedPage{
		base: s.base(r, fmt.Sprintf("Export %d", e.ID)), exportEntry: exportEntryOf(e), FileRows: e.Rows,
		Known: found.Known, Claims: count(found.Claims, "claim", "claims"), Pager: pagerOf(r, found.Next), Feed: withdrawnFeed(e.ID),
	}
	if found.Total > 0 {
		page.Withdrawn = withdrawnCount(found.Total, found.Claims)
	}
	for i := range found.Page {
		page.Rows = append(page.Rows, newWithdrawnRow(&found.Page[i]))
	}
	return s.render(w, r, "exported", page)
}

func withdrawnCount(n, sent int) string {
	verb := "hold"
	if n == 1 {
		verb = "holds"
	}
	return fmt.Sprintf("%d of %s no longer %s", n, count(sent, "claim", "claims"), verb)
}

func withdrawnFeed(id uint) string { return fmt.Sprintf("/exports/%d/withdrawn.atom", id) }

// exportedFeed serves GET /exports/{id}/withdrawn.atom: the first page, which is
// what readers of feeds look at.
func (s *Server) exportedFeed(w http.ResponseWriter, r *http.Request) error {
	found, err := s.withdrawnAsked(r)
	if err != nil {
		return err
	}
	base, e := s.cfg.BaseURL, found.Export
	feed := atomFeed{
		ID: base + withdrawnFeed(e.ID), Title: fmt.Sprintf("Withdrawn since export %d of %s", e.ID, e.CreatedAt.UTC().Format("2 January 2006")),
		Updated: atomTime(e.CreatedAt), Author: "Tallymark",
		Links: []atomLink{{"self", "application/atom+xml", base + withdrawnFeed(e.ID)}, {"alternate", "text/html", base + "/exports/" + strconv.FormatUint(uint64(e.ID), 10)}},
	}
	newest := e.CreatedAt
	for i := range found.Page {
		c := &found.Page[i]
		feed.Entries = append(feed.Entries, withdrawnEntry(base, c, e.ID))
		if c.At.After(newest) {
			newest = c.At
		}
	}
	if left := found.Total - len(found.Page); left > 0 {
		feed.Entries = append(feed.Entries, moreWithdrawn(base, e.ID, left, newest))
	}
	feed.Updated = atomTime(newest)
	w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	return writeAtom(w, feed)
}

// moreWithdrawn stands for those that a feed has no room for. It is another
// entry when they are more, so that readers show it again.
func moreWithdrawn(base string, export uint, left int, at time.Time) atomEntry {
	return atomEntry{
		ID:    fmt.Sprintf("%s%s#more-%d", base, withdrawnFeed(export), left),
		Title: count(left, "more claim no longer holds", "more claims no longer hold"), Updated: atomTime(at),
		Summary: "The page of the export lists them all.",
		Link:    atomLink{"alternate", "text/html", fmt.Sprintf("%s/exports/%d", base, export)},
	}
}

func withdrawnEntry(base string, c *models.WithdrawnClaim, export uint) atomEntry {
	row := newWithdrawnRow(c)
	now := "removed"
	if row.Now != "" {
		now = row.Now.Label()
	}
	said := fmt.Sprintf("Sent as %s, now %s. %s", row.Sent.Label(), now, row.Words)
	if row.Article != "" {
		said += " In: " + row.Article
	}
	return atomEntry{
		ID:    fmt.Sprintf("%s%s#claim-%d-%d", base, withdrawnFeed(export), c.ClaimID, c.At.UnixMilli()),
		Title: "No longer " + row.Sent.Label() + ": " + row.Heading(), Updated: atomTime(c.At), Summary: said,
		Link: atomLink{"alternate", "text/html", fmt.Sprintf("%s/claims/%d", base, c.ClaimID)},
	}
}

// An atomFeed is a feed as RFC 4287 has it.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Summary string   `xml:"summary"`
	Link    atomLink `xml:"link"`
}

func atomTime(t time.Time) string { return t.UTC().Format(time.RFC3339) }

func writeAtom(w http.ResponseWriter, feed atomFeed) error {
	body, err := xml.MarshalIndent(feed, "", " ")
	if err != nil {
		return fmt.Errorf("write the feed: %w", err)
	}
	_, err = w.Write(append([]byte(xml.Header), body...))
	return err
}
