package handlers

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"tallymark/handlers/browsertest"
	"tallymark/models"
)

// extensionFor is a copy of the browser's extension that may ask a server on
// this machine, as it may once a person has pressed Allow.
func extensionFor(t *testing.T) (dir, id string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "extension")
	if err := os.CopyFS(dir, os.DirFS("../extension")); err != nil {
		t.Fatal(err)
	}
	manifest := filepath.Join(dir, "manifest.json")
	raw, err := os.ReadFile(manifest)
	var says map[string]any
	if err == nil {
		err = json.Unmarshal(raw, &says)
	}
	if err != nil {
		t.Fatal(err)
	}
	says["host_permissions"] = []string{"http://127.0.0.1/*"}
	raw, err = json.Marshal(says)
	if err == nil {
		err = os.WriteFile(manifest, raw, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	// Chromium names an extension by where it lies, in the letters a to p.
	for _, c := range fmt.Sprintf("%x", sha256.Sum256([]byte(dir)))[:32] {
		id += string('a' + rune(strings.IndexRune("0123456789abcdef", c)))
	}
	return dir, id
}

// popup is the page of the extension that its button opens.
func popup(t *testing.T, ctx context.Context, address string) context.Context {
	t.Helper()
	for range 100 {
		all, err := chromedp.Targets(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if i := slices.IndexFunc(all, func(one *target.Info) bool { return one.URL == address }); i >= 0 {
			at, stop := chromedp.NewContext(ctx, chromedp.WithTargetID(all[i].TargetID))
			t.Cleanup(stop)
			if err := chromedp.Do(at, chromedp.WaitReady("#said")); err != nil {
				t.Fatal(err)
			}
			return at
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the button of the extension opens nothing")
	return nil
}

// inFront brings a tab to the front, where its page is drawn.
func inFront() chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, page.BringToFront, cdp.Empty{})
		return err
	})
}

// TestExtensionSendsThePage adds an article that only a browser can read: its
// text is put there by a script.
func TestExtensionSendsThePage(t *testing.T) {
	t.Parallel()
	x := newSite(t)
	const text = "At least 41 people died when the ferry Anna sank off Port Meridon on Monday, the coastguard said. Police arrested 13 men. "
	news := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, "<!doctype html><html lang=en><title>Ferry sinks</title><article id=a></article><script>a.innerHTML='<h1>Ferry sinks off Port Meridon</h1><p>%s</p><p>%s</p>'</script>",
			text, strings.Repeat("The harbour stayed closed through the evening, and relatives waited at the pier. ", 8))
	}))
	t.Cleanup(news.Close)
	dir, id := extensionFor(t)
	at := "chrome-extension://" + id + "/"
	ctx := browsertest.Open(t, chromedp.Flag("disable-extensions", false), chromedp.Flag("load-extension", dir), chromedp.Flag("disable-extensions-except", dir))

	if err := chromedp.Do(ctx, chromedp.Navigate(at+"options.html")); err != nil {
		t.Fatal(err)
	}
	browsertest.Step(t, ctx, "say where to send",
		chromedp.SendKeys("#server", x.url), chromedp.SendKeys("#token", "no such token\r"), chromedp.WaitVisible("#said.err"),
		chromedp.SetValue("#token", x.token(x.actors[models.RoleReviewer], models.ScopeReview)), chromedp.Click("button"), chromedp.WaitVisible("#said:not(.err):not(:empty)"))
	article, stop := chromedp.NewContext(ctx)
	t.Cleanup(stop)
	if err := chromedp.Do(article, inFront(), chromedp.Navigate(news.URL+"/ferry"), chromedp.WaitReady("h1")); err != nil {
		t.Fatal(err)
	}
	browsertest.Step(t, ctx, "press its button", chromedp.Evaluate[chromedp.Void]("chrome.action.openPopup()", chromedp.EvalAwaitPromise))
	send := popup(t, ctx, at+"send.html")
	browsertest.Step(t, send, "send it", chromedp.WaitVisible("#send button"), chromedp.Click("#send button"), chromedp.WaitVisible("#said a"))
	said, err := chromedp.Run(send, chromedp.Text("#said"))
	if err != nil || said != "It is in Tallymark: One figure to check" {
		t.Errorf("%q, %v", said, err)
	}
	viewer := x.actors[models.RoleViewer]
	arts, _, err := x.store.Articles(t.Context(), viewer, models.ArticleFilter{Limit: 1})
	if err != nil || len(arts) != 1 || arts[0].URL != news.URL+"/ferry" {
		t.Fatalf("%+v, %v", arts, err)
	}
	p, err := x.store.Article(t.Context(), viewer, arts[0].ID)
	if err != nil || !strings.Contains(p.Version.Text, "<h1>Ferry sinks off Port Meridon</h1><p>At least 41 people") {
		t.Errorf("%q, %v", p.Version.Text, err)
	}
}
