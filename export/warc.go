package export

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"
	"time"

	"tallymark/models"
)

// warc writes an article with its versions as a web archive, ISO 28500, each
// record packed by itself, as programs that play archives want it. Of a version
// there is what came, as a resource, what is known of how it came, as metadata,
// and the text that the claims were found in, as a conversion. The same versions
// give the same bytes.
type warc struct {
	out     io.Writer
	article models.Article
	err     error
}

// WriteWARC writes all versions that there are of an article. Each is fetched by
// itself, so that a slow reader holds the memory of one and nothing of the
// database. Program is the version of the program.
func WriteWARC(ctx context.Context, w io.Writer, store *models.Store, actor models.Actor, page models.VersionPage, program string) error {
	x := newWARC(w, page.Article, program)
	for _, one := range page.Versions {
		v, err := store.ArticleRaw(ctx, actor, one.ID)
		if err != nil {
			return err
		}
		if err := x.write(&v); err != nil {
			return err
		}
	}
	return x.err
}

func newWARC(w io.Writer, a models.Article, program string) *warc {
	x := &warc{out: w, article: a}
	about := warcFields("software", "Tallymark "+program, "format", "WARC File Format 1.1",
		"conformsTo", "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
		"description", "Article "+strconv.FormatUint(uint64(a.ID), 10)+" with its versions: "+a.Title)
	x.record(warcRecord{kind: "warcinfo", media: "application/warc-fields", at: a.CreatedAt, content: about, is: "warcinfo"})
	return x
}

// write adds a version, with its original.
func (x *warc) write(v *models.Version) error {
	number := strconv.Itoa(v.Number)
	text := warcRecord{kind: "conversion", media: "text/plain; charset=utf-8", target: x.target(), at: v.FetchedAt, content: []byte(v.Text), is: number + " text"}
	if len(v.Raw) > 0 {
		came := warcRecord{kind: "resource", media: v.RawType, target: x.target(), at: v.FetchedAt, content: v.Raw, is: number + " original"}
		x.record(came)
		text.of = came.id(x.article.ID)
	}
	x.record(warcRecord{kind: "metadata", media: "application/warc-fields", target: x.target(), at: v.FetchedAt, content: aboutVersion(v), is: number + " metadata", of: text.of})
	x.record(text)
	return x.err
}

// aboutVersion is what is known of a version. The header that a server sent is
// not kept, but for what the page is known by.
func aboutVersion(v *models.Version) []byte {
	status := ""
	if v.HTTPStatus != 0 {
		status = strconv.Itoa(v.HTTPStatus)
	}
	return warcFields("version", strconv.Itoa(v.Number), "textSHA256", v.TextHash, "engine", v.Engine, "httpStatus", status,
		"httpETag", v.ETag, "httpLastModified", v.LastModified, "fileName", v.RawName)
}

// target is the address of the article, or a name of our own for one that has
// none.
func (x *warc) target() string {
	if u, err := url.Parse(x.article.URL); err == nil && u.Host != "" {
		u.Fragment, u.RawFragment = "", ""
		return strings.ReplaceAll(u.String(), " ", "%20")
	}
	return fmt.Sprintf("urn:tallymark:article:%d", x.article.ID)
}

// warcRecord is one record: is tells it from the others of the article, and of
// is the one that it was made of.
type warcRecord struct {
	kind, media, target string
	at                  time.Time
	content             []byte
	is, of              string
}

// id names a record by what it is, so that one archive written twice is one.
func (r *warcRecord) id(article uint) string {
	h := sha256.New()
	fmt.Fprintf(h, "%d %s %d ", article, r.is, r.at.UnixNano())
	h.Write(r.content)
	u := h.Sum(nil)[:16]
	u[6], u[8] = u[6]&0x0f|0x80, u[8]&0x3f|0x80 // version 8 of RFC 9562: made by a rule of one's own
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

func (x *warc) record(r warcRecord) {
	if x.err != nil {
		return
	}
	digest := sha256.Sum256(r.content)
	header := warcFields("WARC-Type", r.kind, "WARC-Record-ID", r.id(x.article.ID), "WARC-Date", r.at.UTC().Format(time.RFC3339Nano),
		"WARC-Target-URI", r.target, "WARC-Refers-To", r.of, "WARC-Block-Digest", "sha256:"+base32.StdEncoding.EncodeToString(digest[:]),
		"Content-Type", r.media, "Content-Length", strconv.Itoa(len(r.content)))
	packed := gzip.NewWriter(x.out)
	for _, part := range [][]byte{[]byte("WARC/1.1\r\n"), header, []byte("\r\n"), r.content, []byte("\r\n\r\n")} {
		if _, err := packed.Write(part); err != nil {
			x.err = fmt.Errorf("write the archive: %w", err)
			return
		}
	}
	if err := packed.Close(); err != nil {
		x.err = fmt.Errorf("write the archive: %w", err)
	}
}

// warcFields are lines of names and values, without those that are empty. No
// value can begin a line of its own.
func warcFields(pairs ...string) []byte {
	var b bytes.Buffer
	for i := 0; i < len(pairs); i += 2 {
		if value := strings.Join(strings.Fields(pairs[i+1]), " "); value != "" {
			fmt.Fprintf(&b, "%s: %s\r\n", pairs[i], value)
		}
	}
	return b.Bytes()
}
