package ingest

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	"tallymark/models"
)

// Limits of web archives. What is packed is counted as it unpacks, so that a
// small file cannot keep a reader busy for hours.
const (
	maxArchive     = 4 << 30 // bytes unpacked
	maxWARCHeader  = 64 << 10
	maxWARCRecord  = MaxFetch + maxWARCHeader
	maxWARCInForms = 200 << 20 // bytes unpacked, of a file that is read for one page
)

// Archived is a page of a web archive.
type Archived struct {
	URL     string
	Fetched time.Time // zero if the archive does not say
	Fetch   Fetched
	Number  int // of the record in its file, from 1
}

// WARC reads the web pages of a web archive, ISO 28500, packed by gzip or not.
// It takes the memory of one page, whatever the length of the archive.
type WARC struct {
	r      *bufio.Reader
	number int
}

var errWARC = refuse("", "the web archive is damaged or not whole from here on: save it again, or add its pages by their addresses")

// NewWARC begins to read an archive.
func NewWARC(r io.Reader) (*WARC, error) { return newWARC(r, maxArchive) }

func newWARC(r io.Reader, most int64) (*WARC, error) {
	b := bufio.NewReaderSize(r, maxWARCHeader)
	if start, _ := b.Peek(2); bytes.Equal(start, []byte("\x1f\x8b")) {
		packed, err := gzip.NewReader(b)
		if err != nil {
			return nil, errWARC
		}
		left := most
		b = bufio.NewReaderSize(&counted{packed, &left}, maxWARCHeader)
	}
	if start, _ := b.Peek(5); !bytes.Equal(start, []byte("WARC/")) {
		return nil, refuse("", "this is no web archive (.warc, .warc.gz): unpack it and add what is in it, or paste the text")
	}
	return &WARC{r: b}, nil
}

// Next returns the next web page that a server answered with; io.EOF after the
// last. What is no page, and answers that are not "200 OK", are passed over.
func (w *WARC) Next(ctx context.Context) (Archived, error) {
	for {
		if err := ctx.Err(); err != nil {
			return Archived{}, err
		}
		header, size, err := w.begin()
		if err != nil {
			return Archived{}, err
		}
		if header.Get("WARC-Type") != "response" && header.Get("WARC-Type") != "resource" || size > maxWARCRecord {
			if err := w.pass(size); err != nil {
				return Archived{}, err
			}
			continue
		}
		content := make([]byte, size)
		if _, err := io.ReadFull(w.r, content); err != nil {
			return Archived{}, w.damaged(err)
		}
		if a, ok := archived(header, content); ok {
			a.Number = w.number
			return a, nil
		}
	}
}

// begin reads the header of a record.
func (w *WARC) begin() (textproto.MIMEHeader, int64, error) {
	line, err := w.line()
	for err == nil && line == "" {
		line, err = w.line()
	}
	if err != nil {
		return nil, 0, err
	}
	if !strings.HasPrefix(line, "WARC/") {
		return nil, 0, errWARC
	}
	w.number++
	header, total := textproto.MIMEHeader{}, 0
	for {
		line, err := w.line()
		if err != nil {
			return nil, 0, w.damaged(err)
		}
		if line == "" {
			break
		}
		name, value, _ := strings.Cut(line, ":")
		header.Add(strings.TrimSpace(name), strings.TrimSpace(value))
		if total += len(line); total > maxWARCHeader {
			return nil, 0, errWARC
		}
	}
	size, err := strconv.ParseInt(header.Get("Content-Length"), 10, 64)
	if err != nil || size < 0 {
		return nil, 0, errWARC
	}
	return header, size, nil
}

func (w *WARC) line() (string, error) {
	line, err := w.r.ReadSlice('\n')
	if err == io.EOF && len(line) == 0 {
		return "", io.EOF
	}
	if err != nil {
		return "", w.damaged(err)
	}
	return strings.TrimRight(string(line), "\r\n"), nil
}

func (w *WARC) pass(size int64) error {
	_, err := io.CopyN(io.Discard, w.r, size)
	if err != nil {
		return w.damaged(err)
	}
	return nil
}

// damaged is what is wrong with an archive that ends or cannot be unpacked
// where a record should go on.
func (w *WARC) damaged(err error) error {
	if errors.Is(err, errUnpacked) {
		return refuse("", "the web archive unpacks to more than can be read: split it, or add its pages by their addresses")
	}
	return errWARC
}

// archived is the page in a record, if it is one.
func archived(header textproto.MIMEHeader, content []byte) (Archived, bool) {
	a := Archived{URL: strings.Trim(header.Get("WARC-Target-URI"), "<>")}
	a.Fetched, _ = time.Parse(time.RFC3339, header.Get("WARC-Date"))
	a.Fetch = Fetched{URL: a.URL, Status: http.StatusOK, ContentType: header.Get("Content-Type"), Body: content}
	if header.Get("WARC-Type") == "response" {
		answer, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(content)), nil)
		if err != nil {
			return a, false
		}
		defer answer.Body.Close()
		a.Fetch.Status, a.Fetch.ContentType = answer.StatusCode, answer.Header.Get("Content-Type")
		a.Fetch.Body, err = answered(answer)
		if err != nil {
			return a, false
		}
	}
	media, _, err := mime.ParseMediaType(kindOfAnswer(a.Fetch))
	return a, err == nil && (media == "text/html" || media == "application/xhtml+xml") && a.Fetch.Status == http.StatusOK && webAddress(a.URL)
}

// answered is the body of an answer as it was kept: in chunks and packed, or
// already neither of them, whatever its header still says.
func answered(answer *http.Response) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(answer.Body, MaxFetch+1))
	if err != nil && len(body) == 0 {
		return nil, err
	}
	if bytes.HasPrefix(body, []byte("\x1f\x8b")) {
		if packed, err := gzip.NewReader(bytes.NewReader(body)); err == nil {
			body, err = io.ReadAll(io.LimitReader(packed, MaxFetch+1))
			if err != nil {
				return nil, err
			}
		}
	}
	if len(body) > MaxFetch {
		return nil, fmt.Errorf("the body is larger than %d MB", MaxFetch>>20)
	}
	return body, nil
}

// Archived makes an article of a page of a web archive.
func (r *Reader) Archived(ctx context.Context, a Archived, in Input) (models.NewArticle, error) {
	page, err := r.files.readAnswer(ctx, a.Fetch)
	if err != nil {
		return models.NewArticle{}, err
	}
	return r.fromAddress(ctx, page, a.Fetch, in)
}

// readWARC reads the one page of a web archive. Where there are several, they
// are several articles.
func readWARC(ctx context.Context, raw []byte, in Input) (Page, error) {
	w, err := newWARC(bytes.NewReader(raw), maxWARCInForms)
	if err != nil {
		return Page{}, err
	}
	first, err := w.Next(ctx)
	if err == io.EOF {
		return Page{}, refuse("", "there is no web page in this web archive: add the pages by their addresses, or paste the text")
	}
	if err != nil {
		return Page{}, err
	}
	pages := 1
	for ; err == nil; pages++ {
		_, err = w.Next(ctx)
	}
	if err != io.EOF {
		return Page{}, err
	}
	if pages--; pages > 1 {
		return Page{}, refuse("", "this web archive holds %d pages, and one article is added at a time here: `tallymark import` adds all of them", pages)
	}
	page, err := in.files.readAnswer(ctx, first.Fetch)
	page.URL, page.media = ownAddress(page, first.URL), "application/warc"
	return page, err
}
