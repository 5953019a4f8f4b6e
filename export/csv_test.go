package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tallymark/extract"
	"tallymark/models"
)

func known(v float64) *float64 { return &v }

func exampleRow() *models.ExportRow {
	decided := time.Date(2026, 3, 14, 9, 30, 0, 0, time.FixedZone("CET", 3600))
	published := time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC)
	return &models.ExportRow{
		Claim: models.Claim{
			ID: 7, ArticleID: 3, Status: models.StatusVerified, Basis: "official_statement", Label: "41 dead", Quote: "41 people\nhad died",
			Value: known(41), Low: known(41), High: known(41), Approx: extract.Exact, Kind: extract.Deaths, Unit: "people",
			Subject: "the fire, on the ferry", TimeText: "Monday", PlaceText: "Port Meridon", AttributedTo: "the coastal agency",
			SourceLink: "https://example.org/a#:~:text=41%20people", Links: []string{"https://example.org/b", "https://example.org/c?x=1,2"},
			EvidenceCount: 2, DecidedAt: &decided, DecisionReason: `the agency's "final" count`, CorrectValue: known(-0.5), Revision: 4,
		},
		ArticleTitle: "Ferry fire", Outlet: "Meridon Courier", ArticleURL: "https://example.org/a", PublishedAt: &published,
		FetchedAt: published, VersionNumber: 1, VersionHash: "abc", DecidedByName: "Ana Ruiz",
		Evidence: []models.Evidence{
			{ID: 1, URL: "https://example.org/e1", Stance: models.StanceSupports, Tier: models.TierPrimary, Title: "Report", Publisher: "Harbour Office",
				Type: models.EvidenceDocument, Published: "2026-03-11", Stated: &models.Stated{Label: "44 dead", Value: known(44)}},
			{ID: 2, URL: "https://example.org/e2", Stance: models.StanceContradicts, Excerpt: "=cmd()"},
		},
		EvidenceURLs: []string{"https://example.org/e1", "https://example.org/e2"}, EvidenceStates: []string{"supports", "contradicts"},
		AppPath: "/claims/7",
	}
}

func writeCSV(t *testing.T, o CSVOptions, rows ...*models.ExportRow) (string, *CSVWriter) {
	t.Helper()
	var b bytes.Buffer
	x := CSV(&b, o)
	for _, r := range rows {
		if err := x.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String(), x
}

// parse reads a CSV back into one map a row.
func parse(t *testing.T, text string) []map[string]string {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = cells[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func TestDefaultColumns(t *testing.T) {
	text, x := writeCSV(t, CSVOptions{}, exampleRow())
	want := "claim_id,status,basis,label,quote,value,low,high,approx,kind,unit,currency,subject,time,place,attributed_to,article_title,outlet," +
		"article_url,source_link,cited_links,evidence_url,evidence_count,decided_by,decided_at,published_at,reason,flags,evidence_states,correct_value\r\n" +
		`7,verified,official_statement,41 dead,41 people had died,41,41,41,exact,deaths,people,,"the fire, on the ferry",Monday,Port Meridon,the coastal agency,` +
		`Ferry fire,Meridon Courier,https://example.org/a,https://example.org/a#:~:text=41%20people,"https://example.org/b https://example.org/c?x=1,2",` +
		`https://example.org/e1 https://example.org/e2,2,Ana Ruiz,2026-03-14T08:30:00Z,2026-03-12T00:00:00Z,"the agency's ""final"" count",,supports contradicts,-0.5` + "\r\n"
	if diff := cmp.Diff(want, text); diff != "" {
		t.Error(diff)
	}
	sum := sha256.Sum256([]byte(text))
	if x.Sum() != hex.EncodeToString(sum[:]) || x.Rows() != 1 {
		t.Errorf("sum %s, rows %d", x.Sum(), x.Rows())
	}
}

func TestFullColumnsBeginWithTheDefaultOnes(t *testing.T) {
	short, _ := writeCSV(t, CSVOptions{})
	full, _ := writeCSV(t, CSVOptions{Columns: Full})
	if !strings.HasPrefix(full, strings.TrimSuffix(short, "\r\n")+",") {
		t.Errorf("full columns are %s", full)
	}
	text, _ := writeCSV(t, CSVOptions{Columns: Full, BaseURL: "https://tm.example.org/"}, supersededBy(9))
	row := parse(t, text)[0]
	for name, want := range map[string]string{
		"app_link": "https://tm.example.org/claims/7", "schema_version": "1", "article_version": "1", "revision": "4", "total": "false",
		"evidence_supports": "https://example.org/e1", "evidence_contradicts": "https://example.org/e2", "evidence_context": "",
		"superseded_by": "9", "evidence_publishers": "Harbour Office | ", "evidence_types": "document | ", "evidence_stances": "supports | contradicts",
		"evidence_stated_values": "44 | ", "evidence_excerpts": " | =cmd()", "evidence_archive_urls": "",
	} {
		if row[name] != want {
			t.Errorf("%s is %q, want %q", name, row[name], want)
		}
	}
}

func supersededBy(id uint) *models.ExportRow {
	r := exampleRow()
	r.Claim.SupersededByID = &id
	return r
}

// Readers of an earlier version find every column where it was.
func TestColumnsOnlyGrowAtTheEnd(t *testing.T) {
	full, _ := writeCSV(t, CSVOptions{Columns: Full})
	long, _ := writeCSV(t, CSVOptions{Columns: Long})
	evidence := "tags,evidence_id,evidence_stance,evidence_tier,evidence_link,evidence_title,evidence_excerpt,evidence_accessed_at,evidence_archive_url,evidence_origin,"
	figure := "figure_id,figure_low,figure_high,figure_articles,figure_outlets,figure_origins,figure_conflict,figure_relation,figure_settled,conflict,findings"
	for _, tt := range []struct{ header, part string }{
		{full, ",schema_version,tags,superseded_by,evidence_stances,evidence_tiers,evidence_links,"},
		{long, ",schema_version," + evidence + "superseded_by,evidence_publisher,evidence_type,evidence_published_at,evidence_stated,evidence_stated_value," + figure + "\r\n"},
		{full, "," + figure + "\r\n"},
	} {
		if !strings.Contains(tt.header, tt.part) {
			t.Errorf("%s\nlacks %s", tt.header, tt.part)
		}
	}
}

func TestLongColumnsHaveARowForEachEvidence(t *testing.T) {
	none := exampleRow()
	none.Evidence = nil
	text, x := writeCSV(t, CSVOptions{Columns: Long}, exampleRow(), none)
	rows := parse(t, text)
	if len(rows) != 3 || x.Rows() != 3 {
		t.Fatalf("%d rows", len(rows))
	}
	var got []string
	for _, r := range rows {
		got = append(got, r["claim_id"]+" "+r["evidence_stance"]+" "+r["evidence_excerpt"])
	}
	if diff := cmp.Diff([]string{"7 supports ", "7 contradicts '=cmd()", "7  "}, got); diff != "" {
		t.Error(diff)
	}
	if r := rows[0]; r["evidence_publisher"] != "Harbour Office" || r["evidence_stated"] != "44 dead" || r["evidence_stated_value"] != "44" || rows[1]["evidence_stated"] != "" {
		t.Errorf("of the evidence %v and %v", rows[0], rows[1])
	}
}

func TestHostileText(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"", ""},
		{"41 dead", "41 dead"},
		{`=HYPERLINK("http://x","y")`, `'=HYPERLINK("http://x","y")`},
		{"+1 dead", "'+1 dead"},
		{"-5", "'-5"},
		{"@SUM(A1)", "'@SUM(A1)"},
		{"\tx", "'\tx"},
		{"\r=1", "' =1"},
		{"a\r\nb\nc\rd\u2028e", "a b c d e"},
		{"a=b", "a=b"},
		{" =1", " =1"},
		{`"quoted", with comma`, `"quoted", with comma`},
		{"٤١ قتيلا \u202b", "٤١ قتيلا \u202b"},
	} {
		r := exampleRow()
		r.Claim.Label = tt.in
		text, _ := writeCSV(t, CSVOptions{}, r)
		if got := parse(t, text)[0]["label"]; got != tt.want {
			t.Errorf("%q becomes %q, want %q", tt.in, got, tt.want)
		}
		if n := strings.Count(text, "\n"); n != 2 {
			t.Errorf("%q: %d lines", tt.in, n)
		}
	}
}

func TestNumbersStayNumbers(t *testing.T) {
	for _, v := range []float64{-5, 0, 0.1, -0.0000001, 1e21, 3.2e6, 123456789.25, 1 << 60} {
		r := exampleRow()
		r.Claim.Value = &v
		text, _ := writeCSV(t, CSVOptions{}, r)
		got := parse(t, text)[0]["value"]
		back, err := strconv.ParseFloat(got, 64)
		if err != nil || back != v || strings.ContainsAny(got, "eE'") {
			t.Errorf("%v becomes %q", v, got)
		}
	}
	r := exampleRow()
	r.Claim.Value = nil
	text, _ := writeCSV(t, CSVOptions{}, r)
	if got := parse(t, text)[0]["value"]; got != "" {
		t.Errorf("an unknown value becomes %q", got)
	}
}

func TestByteOrderMarkOnlyWhenAsked(t *testing.T) {
	with, x := writeCSV(t, CSVOptions{BOM: true}, exampleRow())
	without, _ := writeCSV(t, CSVOptions{}, exampleRow())
	if with != "\ufeff"+without {
		t.Error("the mark is not the only difference")
	}
	sum := sha256.Sum256([]byte(with))
	if x.Sum() != hex.EncodeToString(sum[:]) {
		t.Error("the sum is not that of what was sent")
	}
}

// limited fails after some bytes, as a full disk or a closed connection does.
type limited struct{ left int }

func (l *limited) Write(p []byte) (int, error) {
	l.left -= len(p)
	if l.left < 0 {
		return 0, errors.New("no space left")
	}
	return len(p), nil
}

func TestAFailedWriteIsReported(t *testing.T) {
	x := CSV(&limited{left: 1000}, CSVOptions{})
	var err error
	for i := 0; i < 1000 && err == nil; i++ {
		err = x.Write(exampleRow())
	}
	if err == nil || x.Close() == nil {
		t.Errorf("write says %v, close %v", err, x.Close())
	}
}

func TestUnknownColumnsAreRefused(t *testing.T) {
	if err := CSV(&limited{}, CSVOptions{Columns: "some"}).Write(exampleRow()); err == nil {
		t.Error("no error")
	}
	if err := JSONLines(&limited{}, CSVOptions{Columns: "some"}).Close(); err == nil {
		t.Error("no error")
	}
}

func TestRowsStreamInPieces(t *testing.T) {
	var largest int
	x := CSV(writerFunc(func(p []byte) { largest = max(largest, len(p)) }), CSVOptions{Columns: Full})
	for range 2000 {
		if err := x.Write(exampleRow()); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.Close(); err != nil || largest > 2*flushAt {
		t.Errorf("close says %v, the largest piece is %d bytes", err, largest)
	}
}

type writerFunc func(p []byte)

func (f writerFunc) Write(p []byte) (int, error) { f(p); return len(p), nil }

func TestJSONLines(t *testing.T) {
	var b bytes.Buffer
	x := JSONLines(&b, CSVOptions{Columns: Full})
	hostile := exampleRow()
	hostile.Claim.Label, hostile.Claim.Value, hostile.Evidence = "=a\n\"b\u2028", nil, nil
	for _, r := range []*models.ExportRow{supersededBy(9), hostile} {
		if err := x.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	if len(lines) != 3 || x.Rows() != 2 || lines[2] != `{"trailer":true,"rows":2}` {
		t.Fatalf("%d lines, the last is %s", len(lines), lines[len(lines)-1])
	}
	var first, second map[string]any
	for i, into := range []*map[string]any{&first, &second} {
		if err := json.Unmarshal([]byte(lines[i]), into); err != nil {
			t.Fatal(err)
		}
	}
	if first["value"] != 41.0 || first["correct_value"] != -0.5 || first["currency"] != nil || first["total"] != false {
		t.Errorf("values are %v %v %v %v", first["value"], first["correct_value"], first["currency"], first["total"])
	}
	if diff := cmp.Diff([]any{"https://example.org/b", "https://example.org/c?x=1,2"}, first["cited_links"]); diff != "" {
		t.Error(diff)
	}
	if len(first["evidence"].([]any)) != 2 || len(second["evidence"].([]any)) != 0 {
		t.Errorf("evidence is %v and %v", first["evidence"], second["evidence"])
	}
	if e, ok := first["evidence"].([]any)[0].(map[string]any); !ok || e["evidence_publisher"] != "Harbour Office" || e["evidence_stated_value"] != 44.0 || first["superseded_by"] != 9.0 || second["superseded_by"] != nil {
		t.Errorf("evidence %v, superseded by %v and %v", e, first["superseded_by"], second["superseded_by"])
	}
	if second["label"] != "=a\n\"b\u2028" || second["value"] != nil {
		t.Errorf("label %q, value %v", second["label"], second["value"])
	}
}

func BenchmarkCSV(b *testing.B) {
	r := exampleRow()
	x := CSV(writerFunc(func([]byte) {}), CSVOptions{})
	b.ReportAllocs()
	for b.Loop() {
		x.Write(r)
	}
}
