package handlers

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"

	"tallymark/models"
)

// articleNewPage is the form for an article.
type articleNewPage struct {
	base
	Fields   []field
	Wrong    []field
	Problem  string
	Shared   string // the address that another page sent here, for a look before it is added
	Bookmark string // what a browser's bookmark has for its address, to send a page here
}

// articleNew serves GET /articles/new.
func (s *Server) articleNew(w http.ResponseWriter, r *http.Request) error {
	return s.render(w, r, "articlenew", s.articleNewPage(r, Submission{}))
}

// articleShare serves GET /add, where bookmarks and other programs send the
// address of a page, its title and the text that is selected in it. It adds
// nothing: that takes the button of the form.
func (s *Server) articleShare(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	in := Submission{URL: strings.TrimSpace(q.Get("url")), Title: q.Get("title"), Text: q.Get("text")}
	if in.URL == "" {
		// Phones share an address as the text.
		if in.URL = webLink(strings.TrimSpace(in.Text)); in.URL != "" {
			in.Text = ""
		}
	}
	page := s.articleNewPage(r, in)
	if page.Shared = webLink(in.URL); page.Shared == "" && in.URL != "" {
		blame(page.Fields, &models.InvalidError{Field: "url", Message: noWebAddress})
		page.Wrong = wrong(page.Fields)
	}
	return s.render(w, r, "articlenew", page)
}

const noWebAddress = "The address must begin with http:// or https://. Correct it or leave it empty."

func (s *Server) articleNewPage(r *http.Request, in Submission) articleNewPage {
	return articleNewPage{base: s.base(r, "Add an article"), Fields: articleFields(in), Bookmark: s.bookmark()}
}

// bookmark is a line of script that opens this app with the page that a
// browser shows, and what is selected in it.
func (s *Server) bookmark() string {
	return "javascript:location.href='" + s.cfg.BaseURL + "/add?url='+encodeURIComponent(location.href)+'&title='+encodeURIComponent(document.title)+'&text='+encodeURIComponent(String(getSelection()).slice(0,6000))"
}

var languages = []option{{"", "Find out by itself"}, {"en", "English"}}

func articleFields(in Submission) []field {
	return []field{
		{Name: "url", Label: "Address of the article", Value: in.URL, Type: "url", Wide: true, Hint: "The page is read for you: its text, title, date and links. Where you paste the text yourself, it makes links to the exact place in the original."},
		{Name: "text", Label: "Or its text", Value: in.Text, Type: "tall", Wide: true, Hint: "Paragraphs parted by a blank line. If you give it, the page is not read."},
		{Name: "file", Label: "Or a file", Type: "file", Accept: ".txt,.md,.html,.htm,.pdf,.docx,.odt,.eml,.mhtml,.mht,.warc,.gz,text/plain,text/html", Wide: true, Hint: "Plain text, Markdown (.md), a saved web page (.html, .mhtml, .warc), a mail (.eml), a PDF, or a document of Word or LibreOffice (.docx, .odt), up to 20 MB. If you give both, the pasted text counts."},
		{Name: "title", Label: "Title", Value: in.Title, Wide: true, Hint: "This and what follows is taken from the page where you leave it empty."},
		{Name: "outlet", Label: "Outlet", Value: in.Outlet, Hint: "Who published it."},
		{Name: "published", Label: "Published", Value: in.Published, Type: "date", Hint: "“Last week” in the text counts from here."},
		{Name: "lang", Label: "Language", Value: in.Lang, Options: languages},
	}
}

// articleAdd serves POST /articles.
func (s *Server) articleAdd(w http.ResponseWriter, r *http.Request) error {
	in, err := readSubmission(w, r)
	if errors.Is(err, errFileTooLarge) {
		return s.articleAgain(w, r, in, http.StatusRequestEntityTooLarge, "file",
			"What was sent is larger than 20 MB, so it was not read. Save the page without its pictures, or paste the part of the text that matters.")
	}
	if errors.Is(err, errNotText) {
		return s.articleAgain(w, r, cleaned(in), http.StatusUnprocessableEntity, "text",
			"What was sent holds bytes that are not text (invalid UTF-8 or a NUL character); they are shown as � below. Replace them, or upload the text as a file.")
	}
	if errors.Is(err, models.ErrInvalid) {
		return s.notAdded(w, r, cleaned(in), err)
	}
	if err != nil {
		return err
	}
	if strings.TrimSpace(in.Text) == "" && len(in.File) == 0 && !in.ByAddress() {
		return s.articleAgain(w, r, in, http.StatusUnprocessableEntity, "text", "There is no text. Give the address of the article, paste it, or choose a file that is not empty.")
	}
	if in.URL != "" && webLink(in.URL) == "" {
		return s.articleAgain(w, r, in, http.StatusUnprocessableEntity, "url", noWebAddress)
	}
	return s.addArticle(w, r, in)
}

// articleSample serves POST /articles/sample.
func (s *Server) articleSample(w http.ResponseWriter, r *http.Request) error {
	return s.addArticle(w, r, Submission{Sample: true})
}

// addArticle reads and stores what was handed in and goes to the article.
func (s *Server) addArticle(w http.ResponseWriter, r *http.Request, in Submission) error {
	read, err := s.cfg.Reader.Read(r.Context(), in)
	if err != nil {
		return s.notAdded(w, r, in, fmt.Errorf("read article: %w", err))
	}
	a, created, err := s.store.AddArticle(r.Context(), actorOf(r), read)
	if err != nil {
		return s.notAdded(w, r, in, err)
	}
	to := "/articles/" + strconv.FormatUint(uint64(a.ID), 10)
	said := a.NotTaken(&read)
	if !created {
		said = append([]string{"This article was here already. Nothing was added twice."}, said...)
	}
	if len(said) > 0 {
		return s.redirectWith(w, r, to, strings.Join(said, " "))
	}
	return redirect(w, r, to)
}

// notAdded shows the form as typed for a fault that the person can mend or
// wait for; any other goes to the error page.
func (s *Server) notAdded(w http.ResponseWriter, r *http.Request, in Submission, err error) error {
	p := problemOf(err)
	var invalid *models.InvalidError
	switch {
	case in.Sample, p.Status == http.StatusForbidden, p.Status == http.StatusNotFound:
		return err
	case errors.As(err, &invalid):
		return s.articleAgain(w, r, in, p.Status, strings.ToLower(invalid.Field), sentence(invalid.Message))
	}
	s.logProblem(r, p.Status, err)
	if p.Status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "5")
	}
	page := s.articleNewPage(r, in)
	page.Problem = p.Title + ". " + p.Message
	return s.renderStatus(w, r, p.Status, "articlenew", page)
}

// articleAgain shows the form as typed with an error on one field.
func (s *Server) articleAgain(w http.ResponseWriter, r *http.Request, in Submission, status int, name, message string) error {
	page := s.articleNewPage(r, in)
	blame(page.Fields, &models.InvalidError{Field: name, Message: message})
	page.Wrong = wrong(page.Fields)
	return s.renderStatus(w, r, status, "articlenew", page)
}

// cleaned replaces what is not text, so that it can be shown.
func cleaned(in Submission) Submission {
	for _, v := range []*string{&in.Text, &in.Title, &in.Outlet, &in.URL, &in.Published, &in.Lang} {
		*v = cleanedText(*v)
	}
	return in
}

var errFileTooLarge = errors.New("file too large")

// maxDrain is how much of a body that is too large is still read, so that the
// browser gets to see the answer instead of a broken connection.
const maxDrain = 96 << 20

// readSubmission reads the form part by part: what was typed stands before the
// file and is kept even when the file is refused.
func readSubmission(w http.ResponseWriter, r *http.Request) (Submission, error) {
	var in Submission
	r.Body = http.MaxBytesReader(w, r.Body, maxDrain)
	parts, err := r.MultipartReader()
	if err != nil {
		return in, readPlainSubmission(r, &in)
	}
	var refused error
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return in, refused
		}
		if err != nil {
			return in, brokenForm(err)
		}
		if err := in.take(part); err != nil {
			if refused = err; !errors.Is(err, errFileTooLarge) && !errors.Is(err, errNotText) && !errors.Is(err, models.ErrInvalid) {
				return in, err
			}
		}
	}
}

// readPlainSubmission reads a form without a file.
func readPlainSubmission(r *http.Request, in *Submission) error {
	err := readForm(r)
	if err != nil && !errors.Is(err, errNotText) {
		return err
	}
	for name, values := range r.PostForm {
		if v := in.field(name); v != nil && len(values) > 0 {
			*v = values[0]
		}
	}
	return err
}

// maxLine is how long a field of one line may be.
const maxLine = 64 << 10

// take reads one part of the form.
func (in *Submission) take(part *multipart.Part) error {
	limit := maxLine
	if name := part.FormName(); name == "file" || name == "text" {
		limit = maxUpload
	}
	body, err := io.ReadAll(io.LimitReader(part, int64(limit)+1))
	if err != nil {
		return brokenForm(err)
	}
	if len(body) > limit {
		if _, err := io.Copy(io.Discard, part); err != nil {
			return brokenForm(err)
		}
		return in.tooLong(part.FormName(), body[:limit])
	}
	if part.FormName() == "file" {
		in.File, in.FileName, in.ContentType = body, part.FileName(), part.Header.Get("Content-Type")
		return nil
	}
	if v := in.field(part.FormName()); v != nil {
		*v = string(body)
		if !isText(*v) {
			return fmt.Errorf("%w: field %s", errNotText, part.FormName())
		}
	}
	return nil
}

// tooLong refuses a field and keeps the beginning of what was typed into it.
func (in *Submission) tooLong(name string, begin []byte) error {
	v := in.field(name)
	if v == nil {
		return errFileTooLarge
	}
	*v = string(begin)
	return &models.InvalidError{Field: name, Message: fmt.Sprintf("this is longer than %d kB, and its end was cut off: shorten it", len(begin)>>10)}
}

// field is where a form field is kept, nil for one that is unknown.
func (in *Submission) field(name string) *string {
	switch name {
	case "text":
		return &in.Text
	case "title":
		return &in.Title
	case "outlet":
		return &in.Outlet
	case "url":
		return &in.URL
	case "published":
		return &in.Published
	case "lang":
		return &in.Lang
	}
	return nil
}

// brokenForm tells a body that is too large from one that is damaged.
func brokenForm(err error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return errFileTooLarge
	}
	return fmt.Errorf("%w: %v", errForm, err)
}
