package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"tallymark/extract"
	"tallymark/handlers"
	"tallymark/ingest"
	"tallymark/models"
)

// watched hands on each write.
type watched struct{ seen chan string }

func (w *watched) Write(p []byte) (int, error) {
	w.seen <- string(bytes.Clone(p))
	return len(p), nil
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

func TestNoSetupLinkOnceThereIsAnAccount(t *testing.T) {
	inFolder(t)
	if got := tallymark(t, "river-otter-lamp-41\n", "user", "add", "ana@example.org", "--role", "admin", "--password-stdin"); got.code != 0 {
		t.Fatal(got.errors)
	}
	ctx, stop := context.WithCancel(t.Context())
	out := &watched{seen: make(chan string, 8)}
	code := make(chan int)
	go func() {
		code <- run(ctx, []string{"--addr", "127.0.0.1:0"}, &console{stdin: strings.NewReader(""), stdout: out, stderr: io.Discard, now: nil})
	}()
	base := strings.TrimSpace(strings.TrimPrefix(<-out.seen, "Tallymark is at "))
	if status, _ := get(t, base+"/healthz"); status != 200 {
		t.Errorf("/healthz is %d", status)
	}
	stop()
	if got := <-code; got != 0 || len(out.seen) != 0 {
		t.Errorf("exit %d, and %d more lines", got, len(out.seen))
	}
}

func TestSubmissions(t *testing.T) {
	engine, err := extract.New(extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := submissionReader{reader: ingest.NewReader(engine, ingest.NewFiles(""))}
	for _, tt := range []struct {
		name  string
		in    handlers.Submission
		field string // of the error, "" for none
		text  string
	}{
		{"text", handlers.Submission{Text: "Nine died."}, "", "Nine died."},
		{"text before file", handlers.Submission{Text: "Nine died.", File: []byte("x"), FileName: "a.txt"}, "", "Nine died."},
		{"text file", handlers.Submission{File: []byte("Ten died."), FileName: "A.TXT"}, "", "Ten died."},
		{"page", handlers.Submission{File: []byte("<p>Six died."), FileName: "a.html"}, "", "Six died."},
		{"page without a name", handlers.Submission{File: []byte("<!doctype html><p>Six died.")}, "", "Six died."},
		{"sample", handlers.Submission{Sample: true}, "", "Port Meridon"},
		{"nothing", handlers.Submission{}, "text", ""},
		{"picture", handlers.Submission{File: []byte("\x89PNG\r\n\x1a\n\x00"), FileName: "a.png"}, "file", ""},
		{"empty file", handlers.Submission{File: []byte(" "), FileName: "a.txt"}, "file", ""},
		{"date", handlers.Submission{Text: "Nine died.", Published: "soon"}, "published", ""},
		{"address", handlers.Submission{Text: "Nine died.", URL: "ftp://x"}, "url", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, err := r.Read(t.Context(), tt.in)
			e, _ := errors.AsType[*models.InvalidError](err)
			switch {
			case tt.field == "" && (err != nil || !strings.Contains(a.Text, tt.text)):
				t.Errorf("%.60q, %v", a.Text, err)
			case tt.field != "" && (e == nil || e.Field != tt.field):
				t.Errorf("error is %v, want one about %s", err, tt.field)
			}
		})
	}
}

func TestTrustedProxiesAreNetworks(t *testing.T) {
	x := serveCommand{TrustedProxies: []string{"10.0.0.0/8", "192.0.2.7", "2001:db8::1"}}
	got, err := x.proxies()
	if err != nil || len(got) != 3 || got[0].String() != "10.0.0.0/8" || got[1].String() != "192.0.2.7/32" || got[2].String() != "2001:db8::1/128" {
		t.Errorf("got %v, %v", got, err)
	}
	for _, bad := range []string{"proxy.example.org", "10.0.0.0/33", "10.0.0"} {
		x := serveCommand{TrustedProxies: []string{bad}}
		if _, err := x.proxies(); err == nil {
			t.Errorf("%q was taken for a network", bad)
		}
	}
}
