package static

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

func TestAssetsCarryTheirHash(t *testing.T) {
	a, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for name, kind := range map[string]string{
		"app.css": "text/css", "app.js": "text/javascript", "favicon.svg": "image/svg+xml",
	} {
		p := a.Path(name)
		if !regexp.MustCompile(`^/static/[a-z]+\.[0-9a-f]{12}\.[a-z]+$`).MatchString(p) {
			t.Errorf("Path(%s) = %s, want a hashed name", name, p)
		}
		w := httptest.NewRecorder()
		if !a.Open(w, httptest.NewRequest(http.MethodGet, p, nil), strings.TrimPrefix(p, "/static/")) {
			t.Errorf("%s is not served", p)
		}
		if got := w.Header().Get("Content-Type"); !strings.HasPrefix(got, kind) {
			t.Errorf("%s is served as %q, want %s", name, got, kind)
		}
		if got := w.Header().Get("Cache-Control"); !strings.Contains(got, "immutable") {
			t.Errorf("%s: Cache-Control = %q, want immutable", name, got)
		}
	}
}

func TestUnknownAssetIsNotServed(t *testing.T) {
	a, err := New()
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	if a.Open(w, httptest.NewRequest(http.MethodGet, "/static/app.css", nil), "app.css") {
		t.Error("app.css without its hash is served, want only hashed names")
	}
}
