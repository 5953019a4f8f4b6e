package ingest

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"tallymark/models"
)

// claimIn is the first claim of a text as the store would keep it.
func claimIn(t testing.TB, r *Reader, text string) *models.Claim {
	t.Helper()
	a, err := r.Text(t.Context(), []byte(text), Input{Lang: "en"})
	if err != nil || len(a.Claims) == 0 {
		t.Fatalf("no claim in %q: %v", text, err)
	}
	s := models.StatedBy(&a.Claims[0], "test")
	return &models.Claim{Value: s.Value, Low: s.Low, High: s.High, Approx: s.Approx, Kind: s.Kind, UnitName: s.UnitName, Currency: s.Currency, SI: s.SI, SIValue: s.SIValue, Scope: s.Scope, Modality: a.Claims[0].Modality}
}

func TestStated(t *testing.T) {
	r := newReader(t)
	for _, tt := range []struct {
		claim, excerpt, want string // the words of the excerpt that state the figure
	}{
		{"41 people were killed.", "44 people were killed and 41 were injured.", "44 people were killed"},
		{"41 people were killed.", "The blast on 3 March 2026 injured 41; 44 people died.", "44 people died"},
		{"41 people were killed.", "The toll rose from 41 to 44, the ministry said.", "44"},
		{"41 people were killed.", "The list has 44 names.", "44 names"},
		{"41 people were killed.", "Nothing is known yet.", ""},
		{"41 people were killed.", "", ""},
		{"Police arrested 13 people.", "Officers arrested 12 men on Monday and another 13 on Tuesday.", "13"},
		{"They paid $3.2 million.", "It cost 3.1 million euros, or $3.4 million.", "$3.4 million"},
	} {
		got := ""
		if s := r.Stated(tt.excerpt, claimIn(t, r, tt.claim)); s != nil {
			got = tt.excerpt[s.Start:s.End]
		}
		if got != tt.want && (tt.want == "" || !strings.Contains(got, tt.want)) {
			t.Errorf("%q states %q, want %q", tt.excerpt, got, tt.want)
		}
	}
}

func FuzzStated(f *testing.F) {
	r := newReader(f)
	c := claimIn(f, r, "At least 41 people were killed.")
	for _, seed := range []string{"44 dead", "from 41 to 44 dead, 5 miles, $3", "\xff 41", "١٢٣", strings.Repeat("41 dead and ", 200)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, excerpt string) {
		s := r.Stated(excerpt, c)
		if s == nil {
			return
		}
		if s.Start < 0 || s.End > len(excerpt) || s.Start >= s.End {
			t.Errorf("%q: figure at %d..%d", excerpt, s.Start, s.End)
		}
		if utf8.ValidString(excerpt) && !utf8.ValidString(excerpt[s.Start:s.End]) {
			t.Errorf("%q: the figure cuts a character at %d..%d", excerpt, s.Start, s.End)
		}
	})
}

func TestEvidence(t *testing.T) {
	r := newReader(t)
	f, site := webSite(t, func(w http.ResponseWriter, req *http.Request) {
		switch req.URL.Path {
		case "/page":
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write([]byte(harbourPage))
		case "/text":
			w.Header().Set("Content-Type", "text/plain; charset=iso-8859-1")
			_, _ = w.Write([]byte("A note of the caf\xe9.\n\nTen people died."))
		case "/picture":
			w.Header().Set("Content-Type", "image/png")
		case "/empty":
			w.Header().Set("Content-Type", "text/html")
		default:
			http.NotFound(w, req)
		}
	})
	c := claimIn(t, r, "The fire killed 9 people.")
	got, err := r.Evidence(t.Context(), f, site+"/page", c)
	if err != nil {
		t.Fatal(err)
	}
	if got.Title != "Ferry fire kills nine" || got.Publisher != "Meridon Courier" || got.Published != "2026-03-12" {
		t.Errorf("%+v", got)
	}
	if len(got.Excerpts) == 0 || !strings.HasPrefix(got.Excerpts[0], "At least nine people died") || slices.ContainsFunc(got.Excerpts, func(s string) bool { return strings.Contains(s, "210 rounds") }) {
		t.Errorf("excerpts: %q", got.Excerpts)
	}
	got, err = r.Evidence(t.Context(), f, site+"/text", c)
	if diff := cmp.Diff(Evidence{Excerpts: []string{"Ten people died."}}, got); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	for path, words := range map[string]string{"/gone": "Not Found", "/picture": "no web page"} {
		_, err := r.Evidence(t.Context(), f, site+path, c)
		says(t, err, words)
	}
	if _, err := r.Evidence(t.Context(), f, site+"/empty", c); err == nil {
		t.Error("an empty page was read")
	}
}
