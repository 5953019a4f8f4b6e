package models_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tallymark/models"
	"tallymark/models/storetest"
)

// exported are the claims of three articles: verified with evidence, disputed,
// unreviewed, and verified but stale.
func exported(t *testing.T, s *models.Store) (ann models.Actor, verified, disputed, stale uint) {
	t.Helper()
	ann = reviewer(t, s, "ann")
	published := time.Date(2026, 2, 3, 4, 5, 6, 0, time.UTC)
	n := articleOf("https://a.example/one", "Police said on Monday that 41 people died and 13 were held; some 440 left.")
	n.PublishedAt = &published
	n.Claims[0].Links = []string{"https://police.example/"}
	cs := claims(t, s, add(t, s, n).ID)
	for i, url := range []string{"https://b.example/1", "", "https://b.example/2"} {
		e := models.NewEvidence{ClaimID: cs[0].ID, URL: url, Excerpt: "\"x\"", Stance: models.Stances[i], Tier: models.TierPrimary, Token: fmt.Sprint(i)}
		if i == 2 {
			value := 44.0
			e.Publisher, e.Type, e.Published, e.Stated = "The Registry", models.EvidenceData, "2026-02-01", &models.Stated{Label: "44 dead", Value: &value}
		}
		if _, err := s.AddEvidence(ctx, ann, e); err != nil {
			t.Fatal(err)
		}
	}
	decide(t, s, ann, verdict(cs[0].ID, models.StatusVerified))
	decide(t, s, ann, verdict(cs[1].ID, models.StatusDisputed))
	old := claims(t, s, add(t, s, articleOf("https://a.example/two", "Then 7 guns were found there.")).ID)
	decide(t, s, ann, verdict(old[0].ID, models.StatusVerified))
	add(t, s, articleOf("https://a.example/two", "Then 8 guns were found there."))
	return ann, cs[0].ID, cs[1].ID, old[0].ID
}

func TestEachExportRow(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann, verified, disputed, stale := exported(t, s)
		for _, tt := range []struct {
			name                string
			f                   models.ExportFilter
			want                []uint
			leftStale, leftElse int
		}{
			{"default", models.ExportFilter{}, []uint{verified}, 1, 3},
			{"verified and disputed", models.ExportFilter{Preset: models.PresetVerifiedDisputed}, []uint{verified, disputed}, 1, 2},
			{"with stale ones", models.ExportFilter{ClaimFilter: models.ClaimFilter{IncludeStale: true}}, []uint{verified, stale}, 0, 3},
			{"everything", models.ExportFilter{Preset: models.PresetEverything}, []uint{verified, disputed, disputed + 1, stale + 1}, 1, 0},
			{"status outside of the preset", models.ExportFilter{ClaimFilter: models.ClaimFilter{Status: []models.Status{models.StatusDisputed}}}, nil, 0, 5},
			{"status inside", models.ExportFilter{Preset: models.PresetEverything, ClaimFilter: models.ClaimFilter{Status: []models.Status{models.StatusDisputed}}}, []uint{disputed}, 0, 4},
			{"words", models.ExportFilter{ClaimFilter: models.ClaimFilter{Text: "police"}}, []uint{verified}, 0, 2},
			{"reviewer", models.ExportFilter{ClaimFilter: models.ClaimFilter{Reviewer: 999}}, nil, 0, 0},
		} {
			var got []uint
			err := s.EachExportRow(ctx, ann, tt.f, func(r *models.ExportRow) error {
				got = append(got, r.Claim.ID)
				return nil
			})
			if diff := cmp.Diff(tt.want, got); err != nil || diff != "" {
				t.Errorf("%s: %v %s", tt.name, err, diff)
			}
			n, left, other, err := s.ExportCounts(ctx, ann, tt.f)
			if err != nil || n != len(tt.want) || left != tt.leftStale || other != tt.leftElse {
				t.Errorf("%s: counts %d %d %d, %v", tt.name, n, left, other, err)
			}
			sum := 0
			byStatus, err := s.LeftOutByStatus(ctx, ann, tt.f)
			for _, n := range byStatus {
				sum += n
			}
			if err != nil || sum != tt.leftElse {
				t.Errorf("%s: left out by status %v, %v; want %d in all", tt.name, byStatus, err, tt.leftElse)
			}
		}
		if _, _, _, err := s.ExportCounts(ctx, ann, models.ExportFilter{Preset: "all"}); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("unknown preset: %v", err)
		}
	})
}

// A row says of the claim what the claim itself says.
func TestExportRow(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann, verified, _, _ := exported(t, s)
		var row models.ExportRow
		err := s.EachExportRow(ctx, ann, models.ExportFilter{}, func(r *models.ExportRow) error {
			row = *r
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		p, err := s.Claim(ctx, ann, verified)
		if err != nil {
			t.Fatal(err)
		}
		want := p.Claim
		want.DecidedBy = nil // the row has the name alone
		if diff := cmp.Diff(want, row.Claim); diff != "" {
			t.Error(diff)
		}
		if row.ArticleTitle != "A title" || row.Outlet != "The Daily Example" || row.ArticleURL != "https://a.example/one" ||
			!row.PublishedAt.Equal(*p.Article.PublishedAt) || !row.FetchedAt.Equal(p.Version.FetchedAt) ||
			row.VersionNumber != 1 || row.VersionHash != p.Version.TextHash || row.DecidedByName != "ann" ||
			row.AppPath != fmt.Sprint("/claims/", verified) {
			t.Errorf("row: %+v", row)
		}
		if got := strings.Join(row.EvidenceURLs, " ") + " " + strings.Join(row.EvidenceStates, " "); got != "https://b.example/1 https://b.example/2 supports context" || len(row.Evidence) != 3 {
			t.Errorf("evidence: %s %+v", got, row.Evidence)
		}
		if e := row.Evidence[2]; e.Publisher != "The Registry" || e.Type != models.EvidenceData || e.Published != "2026-02-01" || e.Stated == nil || *e.Stated.Value != 44 || row.Evidence[0].Stated != nil {
			t.Errorf("evidence: %+v", row.Evidence)
		}
		if row.Engine != p.Version.Engine || row.Engine == "" {
			t.Errorf("engine %q", row.Engine)
		}
		if row.Evidence[1].Excerpt != `"x"` || !row.Evidence[1].AccessedAt.Equal(p.Evidence[1].AccessedAt) {
			t.Errorf("evidence: %+v", row.Evidence[1])
		}
	})
}

// Only what the engine found is a test case for it, also when the text has
// changed since.
func TestExportOfWhatIsNoClaim(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann := reviewer(t, s, "ann")
		cs := claims(t, s, add(t, s, articleOf("https://a.example/one", "Then 7 guns were found, and 41 boats.")).ID)
		for _, c := range cs {
			decide(t, s, ann, verdict(c.ID, models.StatusNotAClaim))
		}
		add(t, s, articleOf("https://a.example/one", "Then 8 guns were found, and 42 boats."))
		if err := s.WriteDB().Exec("UPDATE claims SET by_hand = TRUE WHERE id = ?", cs[1].ID).Error; err != nil {
			t.Fatal(err)
		}
		var got []uint
		f := models.ExportFilter{Preset: models.PresetNotAClaim}
		err := s.EachExportRow(ctx, ann, f, func(r *models.ExportRow) error {
			got = append(got, r.Claim.ID)
			return nil
		})
		if n, _, _, countErr := s.ExportCounts(ctx, ann, f); err != nil || countErr != nil || n != 1 || len(got) != 1 || got[0] != cs[0].ID {
			t.Errorf("%d claims, %v, %v, %v", n, got, err, countErr)
		}
	})
}

// An export sees one moment, whatever happens while it runs, and ends when the
// callback fails.
func TestExportIsOneMoment(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann := reviewer(t, s, "ann")
		cs := claims(t, s, add(t, s, articleWith(1, 200)).ID)
		seen := 0
		err := s.EachExportRow(ctx, ann, models.ExportFilter{Preset: models.PresetEverything}, func(r *models.ExportRow) error {
			if seen++; seen == 1 {
				decide(t, s, ann, verdict(cs[199].ID, models.StatusVerified))
				add(t, s, articleWith(2, 5))
			}
			if r.Claim.Status != models.StatusUnreviewed {
				t.Errorf("claim %d of a later moment", r.Claim.ID)
			}
			return nil
		})
		if err != nil || seen != 200 {
			t.Errorf("%d rows, %v", seen, err)
		}
		stop := errors.New("enough")
		err = s.EachExportRow(ctx, ann, models.ExportFilter{Preset: models.PresetEverything}, func(*models.ExportRow) error { return stop })
		if !errors.Is(err, stop) {
			t.Errorf("got %v", err)
		}
	})
}

func TestRecordExport(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann, _, _, _ := exported(t, s)
		for _, a := range []models.Actor{ann, models.SystemActor} {
			f := models.ExportFilter{Preset: models.PresetEverything, ClaimFilter: models.ClaimFilter{Text: "a\x00b"}}
			if _, err := s.RecordExport(ctx, a, models.Export{Preset: f.Preset, Columns: "default", Format: "csv", Filter: f, Rows: 3, SHA256: "ab"}); err != nil {
				t.Fatal(err)
			}
		}
		es, err := s.Exports(ctx, ann)
		if err != nil || len(es) != 2 || es[0].User != nil || es[1].User.Name != "ann" || es[1].Rows != 3 || es[1].Filter.Text != "a\uFFFDb" {
			t.Fatalf("%+v, %v", es, err)
		}
		r, err := s.VerifyCheckpoint(ctx, []byte(es[1].Checkpoint))
		if err != nil || !r.OK() {
			t.Errorf("checkpoint of the export: %+v, %v", r, err)
		}
		whole(t, s)
	})
}

func TestCanonicalURL(t *testing.T) {
	for in, want := range map[string]string{
		"https://A.Example/Path":                          "https://a.example/Path",
		"HTTP://a.example":                                "http://a.example/",
		"https://a.example:443/":                          "https://a.example/",
		"https://a.example:8443/":                         "https://a.example:8443/",
		"http://a.example:80/x":                           "http://a.example/x",
		"https://a.example/x#part":                        "https://a.example/x",
		"https://a.example/x#:~:text=41":                  "https://a.example/x",
		"https://a.example/x?utm_source=a&b=2&UTM_Term=q": "https://a.example/x?b=2",
		"https://a.example/x?fbclid=1&gclid=2":            "https://a.example/x",
		"https://a.example/x?":                            "https://a.example/x",
		"https://a.example/x?b=2&a=1":                     "https://a.example/x?b=2&a=1",
		"https://a.example/caf%C3%A9?q=%26":               "https://a.example/caf%C3%A9?q=%26",
		"https://[2001:DB8::1]:443/x":                     "https://[2001:db8::1]/x",
	} {
		got, err := models.CanonicalURL(in)
		if err != nil || got != want {
			t.Errorf("%s: got %s, %v, want %s", in, got, err, want)
		}
		if again, err := models.CanonicalURL(got); err != nil || again != got {
			t.Errorf("%s: not stable: %s, %v", got, again, err)
		}
	}
	for _, bad := range []string{"", "a.example", "ftp://a.example/", "javascript:alert(1)", "https://", "https://:80/", "//a.example/", "https://a b/", "https://ann@a.example/", "https://ann:secret@a.example/", "https://a.example/%zz", "https://a.example/" + strings.Repeat("x", 4000)} {
		if got, err := models.CanonicalURL(bad); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("%.40s: %s, %v", bad, got, err)
		}
	}
}

func TestRole(t *testing.T) {
	for i, r := range models.Roles {
		for j, other := range models.Roles {
			if got := r.AtLeast(other); got != (i >= j) {
				t.Errorf("%s at least %s: %v", r, other, got)
			}
		}
		if r.AtLeast("") || models.Role("").AtLeast(r) || models.Role("root").AtLeast(models.RoleViewer) {
			t.Errorf("an unknown role passes beside %s", r)
		}
	}
}

func TestWords(t *testing.T) {
	for _, s := range models.Statuses {
		if s.Label() == string(s) || !s.Valid() {
			t.Errorf("status %s has no words", s)
		}
	}
	for i, b := range models.Bases {
		if b.Label() == string(b) || !b.Valid() || b.Key() != i+1 {
			t.Errorf("basis %s has no words or key", b)
		}
	}
	if models.Basis("x").Key() != 0 || models.Status("x").Valid() {
		t.Error("unknown words are valid")
	}
	counts := models.StatusCounts{Unreviewed: 1, NeedsEvidence: 2, Verified: 3, NotAClaim: 4}
	want := []models.Segment{{Status: "unreviewed", N: 1}, {Status: "needs_evidence", N: 2}, {Status: "verified", N: 3}, {Status: "not_a_claim", N: 4}}
	if diff := cmp.Diff(want, counts.Segments()); diff != "" || counts.Total() != 10 || counts.Left() != 3 {
		t.Errorf("%s, total %d, left %d", diff, counts.Total(), counts.Left())
	}
}
