package ingest

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"time"

	"golang.org/x/net/html/charset"
)

// Limits of messages, which can hold others.
const (
	maxParts     = 200
	maxPartDepth = 10
)

// part is a text that a message holds.
type part struct {
	kind, address string // its content type and location, as its header says
	body          []byte
}

// message is a message of mail, or a web page saved as one, while it is read.
type message struct {
	ctx         context.Context
	html, plain *part // the first of each
	attached    []string
	parts       int
}

var errMessage = refuse("", "the message is damaged or not whole: save it again, or paste its text")

// readMail reads a message of mail (.eml), without what is attached to it.
func readMail(ctx context.Context, raw []byte, in Input) (Page, error) {
	m, header, err := openMessage(ctx, raw)
	if err != nil {
		return Page{}, err
	}
	page, err := m.page(in)
	if err != nil {
		return Page{}, err
	}
	page.media = "message/rfc822"
	page.Title = firstOf(words(header.Get("Subject")), page.Title)
	page.Byline = firstOf(sender(header), page.Byline)
	if sent, err := header.Date(); err == nil {
		page.Published = sent.Format(time.RFC3339)
	}
	return page, nil
}

// readSaved reads a web page that a browser saved in one file (.mhtml).
func readSaved(ctx context.Context, raw []byte, in Input) (Page, error) {
	m, header, err := openMessage(ctx, raw)
	if err != nil {
		return Page{}, err
	}
	if m.html == nil {
		return Page{}, refuse("", "there is no web page in this file: save the page again, or paste its text")
	}
	address := firstOf(in.URL, m.html.address, header.Get("Snapshot-Content-Location"))
	page, err := ReadPage(ctx, m.html.body, m.html.kind, address)
	if page.URL == "" && webAddress(address) {
		page.URL = strings.TrimSpace(address)
	}
	page.Title = firstOf(page.Title, words(header.Get("Subject")))
	page.media = "multipart/related"
	return page, err
}

func openMessage(ctx context.Context, raw []byte) (*message, mail.Header, error) {
	if len(raw) > MaxText {
		return nil, nil, refuse("", "the message is larger than %d MB: paste its text instead", MaxText>>20)
	}
	opened, err := mail.ReadMessage(bytes.NewReader(bytes.TrimLeft(raw, "\r\n")))
	if err != nil {
		return nil, nil, errMessage
	}
	m := &message{ctx: ctx}
	return m, opened.Header, m.read(opened.Header.Get, opened.Body, 0)
}

// page is what the message says: its HTML, which has the links, unless that
// shows less than half of what its plain text does.
func (m *message) page(in Input) (Page, error) {
	var page, plain Page
	err := error(errEmpty)
	if m.html != nil {
		page, err = ReadPage(m.ctx, m.html.body, m.html.kind, firstOf(in.URL, m.html.address))
	}
	if m.plain != nil && m.ctx.Err() == nil {
		if text, wrong := readText(m.ctx, m.plain.body, Input{Title: " ", ContentType: m.plain.kind}); wrong == nil {
			plain = text
		}
	}
	if len(plain.Text) > 2*len(page.Text) {
		plain.Title = ""
		return plain, nil
	}
	if errors.Is(err, errEmpty) && len(m.attached) > 0 {
		return Page{}, refuse("", "the message has no text of its own, and its attachments (%s) are not read: save them and add each as a file", strings.Join(m.attached, ", "))
	}
	return page, err
}

// read takes what the part with this header holds.
func (m *message) read(header func(string) string, body io.Reader, depth int) error {
	if m.parts++; m.parts > maxParts || depth > maxPartDepth {
		return refuse("", "the message has more than %d parts, or parts in parts deeper than %d: paste its text instead", maxParts, maxPartDepth)
	}
	if m.ctx.Err() != nil {
		return m.ctx.Err()
	}
	kind := firstOf(header("Content-Type"), "text/plain")
	media, about, err := mime.ParseMediaType(kind)
	if err != nil && media == "" {
		media = "text/plain"
	}
	disposition, named, _ := mime.ParseMediaType(header("Content-Disposition"))
	switch {
	case disposition == "attachment" || !strings.HasPrefix(media, "text/") && !strings.HasPrefix(media, "multipart/"):
		m.leave(firstOf(named["filename"], about["name"], media))
		return nil
	case strings.HasPrefix(media, "multipart/"):
		return m.readParts(multipart.NewReader(body, about["boundary"]), depth)
	}
	content, err := io.ReadAll(decoded(header("Content-Transfer-Encoding"), body))
	if err != nil && len(content) == 0 {
		return errMessage
	}
	p := &part{kind, header("Content-Location"), content}
	if media == "text/html" && m.html == nil {
		m.html = p
	} else if media == "text/plain" && m.plain == nil {
		m.plain = p
	}
	return nil
}

func (m *message) readParts(r *multipart.Reader, depth int) error {
	for {
		p, err := r.NextRawPart()
		if err == io.EOF || err != nil && (m.html != nil || m.plain != nil) {
			return nil // a message that was cut off says what it says
		}
		if err != nil {
			return errMessage
		}
		if err := m.read(p.Header.Get, p, depth+1); err != nil {
			return err
		}
	}
}

// leave notes an attachment.
func (m *message) leave(name string) {
	if len(m.attached) < 5 {
		m.attached = append(m.attached, head(oneLine(words(name)), 100))
	}
}

// decoded undoes the encoding that a part travelled in.
func decoded(encoding string, body io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, body)
	}
	return body
}

// words are those of a header, in whatever character set they were written.
func words(header string) string {
	d := mime.WordDecoder{CharsetReader: charset.NewReaderLabel}
	if s, err := d.DecodeHeader(header); err == nil {
		header = s
	}
	return oneLine(header)
}

// sender is who wrote a message: the name, else the address.
func sender(header mail.Header) string {
	p := mail.AddressParser{WordDecoder: &mime.WordDecoder{CharsetReader: charset.NewReaderLabel}}
	from, err := p.Parse(header.Get("From"))
	if err != nil {
		return words(header.Get("From"))
	}
	return oneLine(firstOf(from.Name, from.Address))
}
