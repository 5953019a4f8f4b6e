// Package browsertest gives tests a browser: the headless Chromium of the machine.
package browsertest

import (
	"context"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// chromium is the browser to drive. Without one the test is skipped, unless
// TALLYMARK_TEST_REQUIRE names chromium: then it fails.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if slices.Contains(strings.Split(os.Getenv("TALLYMARK_TEST_REQUIRE"), ","), "chromium") {
		t.Fatal("no chromium is installed, and TALLYMARK_TEST_REQUIRE asks for it")
	}
	t.Skip("no chromium is installed")
	return ""
}

// Open opens a headless browser until the end of the test.
func Open(t *testing.T, more ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	opts := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(chromium(t)), chromedp.UserDataDir(t.TempDir()), chromedp.NoSandbox,
		chromedp.Flag("force-prefers-reduced-motion", true), // a page that glides along is hard to hit
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, stop := chromedp.NewExecAllocator(t.Context(), append(opts, more...)...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	return ctx
}

// Step runs actions and ends the test when they fail or hang.
func Step(t *testing.T, ctx context.Context, what string, do ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	limited, stop := context.WithTimeout(ctx, time.Minute)
	defer stop()
	if err := chromedp.Do(limited, do...); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}
