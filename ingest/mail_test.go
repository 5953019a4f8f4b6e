package ingest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tallymark/extract"
)

// crlf ends the lines of a message as mail does.
func crlf(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }

const newsletter = `Received: from mail.coast.example by mx.example; Mon, 23 Mar 2026 09:12:00 +0100
From: =?iso-8859-1?Q?Ren=E9e_Weld?= <renee@courier.example>
Subject: =?utf-8?B?RmVycnkgc2lua3Mgb2ZmIFBvcnQgTWVyaWRvbg==?=
Date: Mon, 23 Mar 2026 09:12:00 +0100
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="out"

--out
Content-Type: multipart/alternative; boundary="in"

--in
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

At least 41 people died, the coastguard said near the caf=E9 on =
Monday.

--in
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

<html><body><p>At least 41 people died, the <a href=3D"https://coast.example/log">coastguard</a> said near the caf=E9 on Monday.</p><blockquote>We lost 6 boats.</blockquote></body></html>
--in--
--out
Content-Type: text/plain; name="list.txt"
Content-Disposition: attachment; filename="list.txt"

99 people are on this list.
--out
Content-Type: application/pdf; name="report.pdf"
Content-Transfer-Encoding: base64

JVBERi0xLjcK
--out--
`

func TestMail(t *testing.T) {
	t.Parallel()
	r := newReader(t)
	for _, name := range []string{"a.eml", "message", "renamed.txt"} {
		a, err := r.File(t.Context(), []byte(crlf(newsletter)), Input{Name: name})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		const want = "Ferry sinks off Port Meridon\n\nAt least 41 people died, the coastguard said near the café on Monday.\n\nWe lost 6 boats."
		if a.Text != want || a.Title != "Ferry sinks off Port Meridon" || a.RawType != "message/rfc822" {
			t.Errorf("%s: title %q, kind %s, text\n%s", name, a.Title, a.RawType, a.Text)
		}
		if a.PublishedAt == nil || a.PublishedAt.Format("2006-01-02 15:04 -0700") != "2026-03-23 09:12 +0100" {
			t.Errorf("%s: published %v", name, a.PublishedAt)
		}
		at := strings.Index(a.Text, "coastguard")
		if link := (extract.Link{Start: at, End: at + len("coastguard"), URL: "https://coast.example/log"}); !slices.Equal(a.Links, []extract.Link{link}) {
			t.Errorf("%s: links %v", name, a.Links)
		}
	}
	page, err := pdfFiles.Read(t.Context(), []byte(crlf(newsletter)), Input{Name: "a.eml"})
	if err != nil || page.Byline != "Renée Weld" {
		t.Errorf("the byline is %q: %v", page.Byline, err)
	}
}

func TestMailOfOnePart(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ head, body, want string }{
		"plain":                {"", "Nine people died.\n\nFour were hurt.", "Nine people died.\n\nFour were hurt."},
		"another charset":      {"Content-Type: text/plain; charset=koi8-r\n", "\xf7\xce\xc9\xda 41.", "Вниз 41."},
		"base64":               {"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: BASE64\n", "TmluZSBwZW9w\nbGUgZGllZC4=", "Nine people died."},
		"a kind of no meaning": {"Content-Type: ???\n", "Nine people died.", "Nine people died."},
		"cut off":              {"Content-Type: multipart/mixed; boundary=b\n", "--b\n\nNine people died.\n--b\nContent-Type: text/pl", "Nine people died."},
		"HTML that shows less": {"Content-Type: multipart/alternative; boundary=b\n", "--b\n\nNine people died, and four more were hurt.\n--b\nContent-Type: text/html\n\n<p>See here\n--b--", "Nine people died, and four more were hurt."},
	} {
		page, err := pdfFiles.Read(t.Context(), []byte(crlf("Subject: Port\nFrom: ana@courier.example\n"+c.head+"\n"+c.body)), Input{Name: "a.eml"})
		if err != nil || strings.TrimSpace(page.Text) != c.want || page.Title != "Port" || page.Byline != "ana@courier.example" {
			t.Errorf("%s: title %q, byline %q, text %q: %v", name, page.Title, page.Byline, page.Text, err)
		}
	}
}

const savedPage = `From: <Saved by Blink>
Snapshot-Content-Location: https://courier.example/ferry
Subject: Ferry
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="b"

--b
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://courier.example/ferry

<!DOCTYPE html><html><head><meta charset=3D"utf-8"><title>Ferry sinks</title></head><body><article><p>At least 41 people died, the <a href=3D"/log">coastguard</a> said.</p></article></body></html>
--b
Content-Type: text/html
Content-Location: cid:frame

<p>A frame that says 99.</p>
--b
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--b--
`

func TestSavedPages(t *testing.T) {
	t.Parallel()
	r := newReader(t)
	for _, name := range []string{"a.mhtml", "a.mht", "a", "a.txt"} {
		a, err := r.File(t.Context(), []byte(crlf(savedPage)), Input{Name: name})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if a.Text != "Ferry sinks\n\nAt least 41 people died, the coastguard said." || a.URL != "https://courier.example/ferry" || a.RawType != "multipart/related" {
			t.Errorf("%s: %s of %s, text\n%s", name, a.RawType, a.URL, a.Text)
		}
		if len(a.Links) != 1 || a.Links[0].URL != "https://courier.example/log" {
			t.Errorf("%s: links %v", name, a.Links)
		}
	}
}

func TestMailThatCannotBeRead(t *testing.T) {
	t.Parallel()
	nested, many := "Content-Type: text/plain\n\n41 died.", strings.Repeat("--b\n\n\n", maxParts+10)
	for i := range maxPartDepth + 2 {
		nested = fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n%s\n--b%d--", i, i, nested, i)
	}
	for _, c := range []struct{ name, raw, says string }{
		{"no headers.eml", "41 people died.", "damaged"},
		{"nested.eml", nested, "deeper than"},
		{"many.eml", "Content-Type: multipart/mixed; boundary=b\n\n" + many, "more than"},
		{"no boundary.eml", "Content-Type: multipart/mixed\n\n--b\n\n41 died.", "damaged"},
		{"no base64.eml", "Content-Transfer-Encoding: base64\n\n!!!!", "damaged"},
		{"attached.eml", "Content-Type: application/pdf; name=report.pdf\n\n%PDF", "report.pdf"},
		{"empty.eml", "Subject: 41 died\n\n", "no text"},
		{"large.eml", strings.Repeat("a", MaxText+1), "larger than"},
		{"no page.mhtml", "Subject: a\n\n41 died.", "no web page"},
		{"zip.eml", "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nUEsDBBQAAAAAAA==", "no text"},
	} {
		if _, err := pdfFiles.Read(t.Context(), []byte(crlf(c.raw)), Input{Name: c.name}); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", c.name, err, c.says)
		}
	}
}

func FuzzMail(f *testing.F) {
	f.Add(crlf(newsletter))
	f.Add(crlf(savedPage))
	f.Add("Content-Type: multipart/mixed; boundary=\"\"\n\n--\n\n--\n")
	f.Fuzz(func(t *testing.T, raw string) {
		for _, name := range []string{"a.eml", "a.mhtml"} {
			page, err := pdfFiles.Read(t.Context(), []byte(raw), Input{Name: name})
			if err != nil {
				continue
			}
			for _, l := range page.Links {
				if l.Start < 0 || l.End > len(page.Text) || l.Start >= l.End {
					t.Errorf("link %v in %d bytes", l, len(page.Text))
				}
			}
		}
	})
}
