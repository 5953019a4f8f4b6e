package handlers

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"tallymark/models"
)

// feedsPage is the feeds of news sites, and the form that adds some.
type feedsPage struct {
	base
	Since   uint
	Feeds   []models.NewsFeed
	Fields  []field
	Wrong   []field
	NFailed int
}

// feedList serves GET /feeds.
func (s *Server) feedList(w http.ResponseWriter, r *http.Request) error {
	page, err := s.feedsPage(r, "")
	if err != nil {
		return err
	}
	return s.render(w, r, "feeds", page)
}

func (s *Server) feedsPage(r *http.Request, list string) (feedsPage, error) {
	since, err := s.store.FeedEnd(r.Context())
	if err != nil {
		return feedsPage{}, err
	}
	feeds, err := s.store.NewsFeeds(r.Context(), actorOf(r))
	p := feedsPage{base: s.base(r, "Feeds"), Since: since, Feeds: feeds}
	for _, f := range feeds {
		if f.Problem != "" && !f.Off {
			p.NFailed++
		}
	}
	p.Fields = []field{
		{Name: "list", Label: "Addresses of feeds, one a line, or a list in OPML", Type: "area", Value: list},
		{Name: "file", Label: "Or the list as a file", Type: "file", Accept: ".opml,.xml,.txt"},
	}
	return p, err
}

// feedAdd serves POST /feeds: addresses as typed, or a list as pasted or as a
// file.
func (s *Server) feedAdd(w http.ResponseWriter, r *http.Request) error {
	list, casualties, err := readFeedForm(w, r)
	if err != nil {
		return err
	}
	feeds, err := feedsIn(list)
	if err == nil {
		for i := range feeds {
			feeds[i].OnlyCasualties = casualties
		}
		var added int
		if added, err = s.store.AddNewsFeeds(r.Context(), actorOf(r), feeds); err == nil {
			return s.redirectWith(w, r, "/feeds", fmt.Sprintf("%s added, %d there already. They are being read.", count(added, "feed", "feeds"), len(feeds)-added))
		}
	}
	invalid, ok := errors.AsType[*models.InvalidError](err)
	if !ok {
		return err
	}
	page, err := s.feedsPage(r, cleanedText(list))
	if err != nil {
		return err
	}
	blame(page.Fields, invalid)
	page.Wrong = wrong(page.Fields)
	return s.renderStatus(w, r, http.StatusUnprocessableEntity, "feeds", page)
}

// maxFeedList bounds a list of feeds, in bytes.
const maxFeedList = 5 << 20

// readFeedForm is the list that was typed, or else that of the file.
func readFeedForm(w http.ResponseWriter, r *http.Request) (list string, casualties bool, err error) {
	r.Body = http.MaxBytesReader(w, r.Body, 2*maxFeedList)
	parts, err := r.MultipartReader()
	if err != nil {
		err := readForm(r)
		return r.PostForm.Get("list"), r.PostForm.Get("casualties") != "", err
	}
	var file string
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			if strings.TrimSpace(list) == "" {
				list = file
			}
			return list, casualties, nil
		}
		if err != nil {
			return "", false, brokenForm(err)
		}
		content, err := io.ReadAll(io.LimitReader(part, maxFeedList+1))
		if err != nil {
			return "", false, brokenForm(err)
		}
		if len(content) > maxFeedList {
			return "", false, errFileTooLarge
		}
		switch part.FormName() {
		case "list":
			list = string(content)
		case "file":
			file = string(content)
		case "casualties":
			casualties = len(content) > 0
		}
	}
}

// outline is one of a list of feeds in OPML: a feed, or a folder of some.
type outline struct {
	Text     string    `xml:"text,attr"`
	Title    string    `xml:"title,attr,omitempty"`
	Type     string    `xml:"type,attr,omitempty"`
	URL      string    `xml:"xmlUrl,attr,omitempty"`
	Outlines []outline `xml:"outline"`
}

// opml is a list of feeds as programs hand it to each other.
type opml struct {
	XMLName  xml.Name  `xml:"opml"`
	Version  string    `xml:"version,attr"`
	Title    string    `xml:"head>title"`
	Outlines []outline `xml:"body>outline"`
}

// feedsIn reads addresses, one a line, or OPML.
func feedsIn(list string) ([]models.NewNewsFeed, error) {
	list = strings.TrimSpace(strings.TrimPrefix(list, "\ufeff"))
	if !isText(list) {
		return nil, &models.InvalidError{Field: "list", Message: "the list holds bytes that are not text: save it as UTF-8 and send it again"}
	}
	var feeds []models.NewNewsFeed
	if !strings.HasPrefix(list, "<") {
		for line := range strings.Lines(list) {
			if line = strings.TrimSpace(line); line != "" {
				feeds = append(feeds, models.NewNewsFeed{URL: line})
			}
		}
		return feeds, nil
	}
	var o opml
	if err := xml.Unmarshal([]byte(list), &o); err != nil {
		return nil, &models.InvalidError{Field: "list", Message: "this is no list in OPML that can be read: export it again, or give the addresses one a line"}
	}
	return feedsOf(nil, o.Outlines, ""), nil
}

func feedsOf(feeds []models.NewNewsFeed, outlines []outline, folder string) []models.NewNewsFeed {
	for _, o := range outlines {
		name := o.Title
		if name == "" {
			name = o.Text
		}
		if o.URL != "" {
			feeds = append(feeds, models.NewNewsFeed{URL: o.URL, Title: name, Folder: folder})
			continue
		}
		feeds = feedsOf(feeds, o.Outlines, name)
	}
	return feeds
}

// feedExport serves GET /feeds.opml.
func (s *Server) feedExport(w http.ResponseWriter, r *http.Request) error {
	feeds, err := s.store.NewsFeeds(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	o := opml{Version: "2.0", Title: "Feeds of Tallymark"}
	for _, f := range feeds {
		one := outline{Text: f.Heading(), Type: "rss", URL: f.URL}
		if f.Folder == "" {
			o.Outlines = append(o.Outlines, one)
			continue
		}
		at := slices.IndexFunc(o.Outlines, func(x outline) bool { return x.URL == "" && x.Text == f.Folder })
		if at < 0 {
			at = len(o.Outlines)
			o.Outlines = append(o.Outlines, outline{Text: f.Folder})
		}
		o.Outlines[at].Outlines = append(o.Outlines[at].Outlines, one)
	}
	text, err := xml.MarshalIndent(o, "", "\t")
	if err != nil {
		return fmt.Errorf("write OPML: %w", err)
	}
	w.Header().Set("Content-Type", "text/x-opml; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="feeds.opml"`)
	_, err = w.Write(append([]byte(xml.Header), text...))
	return err
}

// feedSet serves POST /feeds/{id}.
func (s *Server) feedSet(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	f, err := s.store.NewsFeed(r.Context(), actorOf(r), id)
	if err != nil {
		return err
	}
	to := models.FeedSetting{Off: f.Off, OnlyCasualties: f.OnlyCasualties}
	said := ""
	switch r.PostForm.Get("do") {
	case "off":
		to.Off, said = true, "The feed is not read any more."
	case "on":
		to.Off, said = false, "The feed is being read."
	case "casualties":
		to.OnlyCasualties, said = true, "Only items with deaths, injuries or missing people become articles from now on."
	case "all":
		to.OnlyCasualties, said = false, "Every item becomes an article from now on."
	case "remove":
		if err := s.store.RemoveNewsFeed(r.Context(), actorOf(r), id); err != nil {
			return err
		}
		return s.redirectWith(w, r, "/feeds", "The feed is removed. Its articles stay.")
	default:
		return &models.InvalidError{Field: "do", Message: "the form did not arrive whole; open the page and press the button again"}
	}
	if err := s.store.SetNewsFeed(r.Context(), actorOf(r), id, to); err != nil {
		return err
	}
	return s.redirectWith(w, r, "/feeds", said)
}
