package ingest

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"
	"testing"
)

func warcRecord(kind, address, content string) string {
	return fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2026-03-23T09:12:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, address, len(content), content)
}

func pageAnswer(text string) string {
	body := "<!DOCTYPE html><title>Ferry sinks</title><p>" + text + ` <a href="/log">The log</a>.`
	return "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
}

// gzipped packs each record by itself, as web archives do.
func gzipped(t testing.TB, records ...string) string {
	t.Helper()
	var out bytes.Buffer
	for _, r := range records {
		w := gzip.NewWriter(&out)
		if _, err := io.WriteString(w, r); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}

func TestWebArchives(t *testing.T) {
	t.Parallel()
	const said = "At least 41 people died in the port."
	packed := gzipped(t, "<!DOCTYPE html><title>Ferry sinks</title><p>Packed: 13 people died.")
	chunked := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n" + fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(packed), packed)
	records := []string{
		"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\na: b\r\n\r\n",
		warcRecord("request", "https://courier.example/ferry", "GET / HTTP/1.1\r\n\r\n"),
		warcRecord("response", "https://courier.example/ferry", pageAnswer(said)),
		warcRecord("response", "<https://courier.example/packed>", chunked),
		warcRecord("response", "https://courier.example/style", "HTTP/1.1 200 OK\r\nContent-Type: text/css\r\n\r\nbody{}"),
		warcRecord("response", "https://courier.example/gone", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>41 gone"),
		warcRecord("response", "https://courier.example/odd", "no HTTP at all"),
		warcRecord("response", "urn:odd", pageAnswer(said)),
	}
	r := newReader(t)
	for name, raw := range map[string]string{"plain": strings.Join(records, ""), "packed": gzipped(t, records...)} {
		w, err := NewWARC(strings.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for {
			a, err := w.Next(t.Context())
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(name, err)
			}
			article, err := r.Archived(t.Context(), a, Input{})
			if err != nil {
				t.Fatal(name, err)
			}
			got = append(got, fmt.Sprint(a.Number, " ", article.URL, " ", a.Fetched.Year(), " ", article.RawType, " ", article.Text))
		}
		want := []string{"3 https://courier.example/ferry 2026 text/html Ferry sinks\n\n" + said + " The log.", "4 https://courier.example/packed 2026 text/html Ferry sinks\n\nPacked: 13 people died."}
		if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
			t.Errorf("%s: %q\nwant %q", name, got, want)
		}
	}
	for _, name := range []string{"a.warc", "a.warc.gz", "a", "a.txt"} {
		for _, raw := range []string{strings.Join(records[:3], ""), gzipped(t, records[:3]...)} {
			a, err := r.File(t.Context(), []byte(raw), Input{Name: name})
			if err != nil || a.URL != "https://courier.example/ferry" || !strings.Contains(a.Text, said) || len(a.Links) != 1 || a.RawType != "application/warc" {
				t.Errorf("%s: %+v: %v", name, a, err)
			}
		}
	}
}

func TestWebArchivesThatCannotBeRead(t *testing.T) {
	t.Parallel()
	good := warcRecord("response", "https://courier.example/a", pageAnswer("41 died."))
	for _, c := range []struct{ name, raw, says string }{
		{"several", good + good + good, "holds 3 pages"},
		{"no page", warcRecord("request", "a", ""), "no web page"},
		{"cut off", good[:len(good)-20], "damaged"},
		{"cut in a header", good + good[:40], "damaged"},
		{"packed and cut off", gzipped(t, good)[:100], "damaged"},
		{"a lying length", strings.Replace(good, "Content-Length: ", "Content-Length: 9", 1), "damaged"},
		{"a length of nine exabytes", strings.Replace(good, "Content-Length: ", "Content-Length: 90000000000000000", 1), "damaged"},
		{"a negative length", strings.Replace(good, "Content-Length: ", "Content-Length: -", 1), "damaged"},
		{"a header without end", "WARC/1.0\r\n" + strings.Repeat("a: b\r\n", maxWARCHeader), "damaged"},
		{"a line without end", "WARC/1.0\r\n" + strings.Repeat("a", 2*maxWARCHeader), "damaged"},
		{"something else packed", gzipped(t, "41 people died."), "no web archive"},
		{"a bomb", gzipped(t, warcRecord("request", "a", strings.Repeat("a", maxWARCInForms+1))), "unpacks to more"},
	} {
		if _, err := pdfFiles.Read(t.Context(), []byte(c.raw), Input{Name: "a.warc"}); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", c.name, err, c.says)
		}
	}
}

func FuzzWARC(f *testing.F) {
	f.Add([]byte(warcRecord("response", "https://courier.example/a", pageAnswer("41 died."))))
	f.Add([]byte(gzipped(f, warcRecord("resource", "https://courier.example/a", "<p>41 died."))))
	f.Fuzz(func(t *testing.T, raw []byte) {
		page, err := pdfFiles.Read(t.Context(), raw, Input{Name: "a.warc"})
		if err == nil && strings.TrimSpace(page.Text) == "" {
			t.Error("a page without text")
		}
	})
}
