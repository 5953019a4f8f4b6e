package export_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base32"
	"io"
	"maps"
	"net/textproto"
	"strconv"
	"strings"
	"testing"
	"time"

	"tallymark/export"
	"tallymark/models"
	"tallymark/models/storetest"
)

// warcRecords reads an archive by the letter of ISO 28500: a member of gzip a
// record.
func warcRecords(t *testing.T, raw []byte) (headers []textproto.MIMEHeader, contents []string) {
	t.Helper()
	all := bytes.NewReader(raw)
	for all.Len() > 0 {
		member, err := gzip.NewReader(all)
		if err != nil {
			t.Fatal(err)
		}
		member.Multistream(false)
		record := bufio.NewReader(member)
		if first, err := record.ReadString('\n'); err != nil || first != "WARC/1.1\r\n" {
			t.Fatalf("a record begins %q: %v", first, err)
		}
		header, err := textproto.NewReader(record).ReadMIMEHeader()
		if err != nil {
			t.Fatal(err)
		}
		rest, err := io.ReadAll(record)
		content, ended := strings.CutSuffix(string(rest), "\r\n\r\n")
		if err != nil || !ended || strconv.Itoa(len(content)) != header.Get("Content-Length") {
			t.Errorf("%d bytes, %s announced, error %v", len(content), header.Get("Content-Length"), err)
		}
		if digest := sha256.Sum256([]byte(content)); header.Get("WARC-Block-Digest") != "sha256:"+base32.StdEncoding.EncodeToString(digest[:]) {
			t.Errorf("the digest is %s", header.Get("WARC-Block-Digest"))
		}
		headers, contents = append(headers, header), append(contents, content)
	}
	return headers, contents
}

func TestWARC(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ana, ctx := storetest.User(t, s, "Ana", models.RoleEditor), t.Context()
		fetched := time.Date(2026, 3, 23, 9, 12, 0, 0, time.UTC)
		n := models.NewArticle{
			Title: "Ferry\r\nWARC-Type: response", URL: "https://courier.example/ferry?a=b c#top", Text: "40 people died.", Raw: []byte("<p>40 people died."), RawType: "text/html", RawName: "a\nb.html",
			HTTPStatus: 200, ETag: `"one"`, FetchedAt: fetched, Engine: "1",
		}
		a, _, err := s.AddArticle(ctx, ana, n)
		if err != nil {
			t.Fatal(err)
		}
		n.Text, n.Raw, n.FetchedAt = "44 people died.", []byte("<p>44 people died."), fetched.Add(time.Hour)
		if _, _, err := s.AddArticle(ctx, ana, n); err != nil {
			t.Fatal(err)
		}
		write := func() []byte {
			page, err := s.Versions(ctx, ana, a.ID, 0, 0)
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if err := export.WriteWARC(ctx, &out, s, ana, page, "1.2"); err != nil {
				t.Fatal(err)
			}
			return out.Bytes()
		}
		raw := write()
		headers, contents := warcRecords(t, raw)
		ids := map[string]bool{}
		for i, want := range []struct{ kind, media, content string }{
			{"warcinfo", "application/warc-fields", "software: Tallymark 1.2\r\n"},
			{"resource", "text/html", "<p>40 people died."},
			{"metadata", "application/warc-fields", "httpETag: \"one\"\r\nfileName: a b.html\r\n"},
			{"conversion", "text/plain; charset=utf-8", "40 people died."},
			{"resource", "text/html", "<p>44 people died."},
			{"metadata", "application/warc-fields", "version: 2\r\n"},
			{"conversion", "text/plain; charset=utf-8", "44 people died."},
		} {
			if i >= len(headers) {
				t.Fatalf("%d records", len(headers))
			}
			h := headers[i]
			if h.Get("WARC-Type") != want.kind || h.Get("Content-Type") != want.media || !strings.Contains(contents[i], want.content) || len(h["Warc-Type"]) != 1 {
				t.Errorf("record %d is %v\n%s", i, h, contents[i])
			}
			if i > 0 && h.Get("WARC-Target-URI") != "https://courier.example/ferry?a=b%20c" {
				t.Errorf("record %d is of %s", i, h.Get("WARC-Target-URI"))
			}
			if want.kind == "conversion" && h.Get("WARC-Refers-To") != headers[i-2].Get("WARC-Record-ID") {
				t.Errorf("the text of version %d refers to %q", i/3, h.Get("WARC-Refers-To"))
			}
			ids[h.Get("WARC-Record-ID")] = true
		}
		if len(headers) != 7 || len(ids) != 7 || headers[1].Get("WARC-Date") != "2026-03-23T09:12:00Z" {
			t.Errorf("%d records, names %v, %s", len(headers), maps.Keys(ids), headers[1].Get("WARC-Date"))
		}
		if !bytes.Equal(raw, write()) {
			t.Errorf("the archive written again is another")
		}
	})
}
