package export

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"tallymark/models"
)

// written is a document as a program reads it, and how many items it has.
func written(t *testing.T, begin func(*bytes.Buffer) Writer, rows ...*models.ExportRow) (map[string]any, int) {
	t.Helper()
	var b bytes.Buffer
	x := begin(&b)
	for _, r := range rows {
		if err := x.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatalf("%v: %s", err, b.Bytes())
	}
	return doc, x.Rows()
}

func asReviews(b *bytes.Buffer) Writer {
	return ClaimReviews(b, CSVOptions{BaseURL: "https://facts.example.org/"})
}

func asAnnotations(b *bytes.Buffer) Writer {
	return Annotations(b, CSVOptions{BaseURL: "https://facts.example.org"})
}

// at follows keys and the first items of lists.
func at(v any, path string) any {
	for _, key := range strings.Split(path, ".") {
		if list, ok := v.([]any); ok {
			if len(list) == 0 {
				return nil
			}
			v = list[0]
		}
		object, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = object[key]
	}
	return v
}

func withStatus(s models.Status, b models.Basis) *models.ExportRow {
	r := exampleRow()
	r.Claim.Status, r.Claim.Basis = s, b
	return r
}

func TestClaimReviewOfADecidedClaim(t *testing.T) {
	r := exampleRow()
	r.Claim.Sentence = "Officials said 41 people\nhad died on the ferry."
	r.Claim.AttributionKind = "person"
	doc, n := written(t, asReviews, r)
	if n != 1 || doc["@context"] != "https://schema.org" {
		t.Errorf("%d rows, context %v", n, doc["@context"])
	}
	for path, want := range map[string]any{
		"@graph.@type": "ClaimReview", "@graph.url": "https://facts.example.org/claims/7", "@graph.@id": "https://facts.example.org/claims/7",
		"@graph.claimReviewed": "Officials said 41 people had died on the ferry.", "@graph.datePublished": "2026-03-14",
		"@graph.author.name": "facts.example.org", "@graph.reviewRating.alternateName": "Verified",
		"@graph.reviewRating.ratingValue": 5.0, "@graph.reviewRating.bestRating": 5.0, "@graph.reviewRating.worstRating": 1.0,
		"@graph.itemReviewed.author.name": "the coastal agency", "@graph.itemReviewed.author.@type": "Person",
		"@graph.itemReviewed.appearance.url": "https://example.org/a", "@graph.itemReviewed.appearance.publisher.name": "Meridon Courier",
		"@graph.citation.url": "https://example.org/e1", "@graph.reviewBody": `the agency's "final" count`,
	} {
		if got := at(doc, path); got != want {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
}

// A figure for a rating says that the figure was checked and holds, nothing else.
func TestClaimReviewRatings(t *testing.T) {
	for _, tt := range []struct {
		row   *models.ExportRow
		words string
		rated bool
	}{
		{withStatus(models.StatusVerified, models.BasisCalculation), "Verified", true},
		{withStatus(models.StatusVerified, models.BasisAttributionOnly), "The source did say so; the figure itself was not checked", false},
		{withStatus(models.StatusDisputed, models.BasisCalculation), "Disputed", false},
		{withStatus(models.StatusUnverifiable, ""), "Unverifiable", false},
		{withStatus(models.StatusSuperseded, ""), "Superseded", false},
	} {
		doc, _ := written(t, asReviews, tt.row)
		if got := at(doc, "@graph.reviewRating.alternateName"); got != tt.words {
			t.Errorf("%s reads %v, want %s", tt.row.Claim.Status, got, tt.words)
		}
		for _, end := range []string{"ratingValue", "bestRating", "worstRating"} {
			if (at(doc, "@graph.reviewRating."+end) != nil) != tt.rated {
				t.Errorf("%s has %s %v", tt.words, end, at(doc, "@graph.reviewRating."+end))
			}
		}
	}
	for _, s := range []models.Status{models.StatusUnreviewed, models.StatusNeedsEvidence, models.StatusNotAClaim} {
		if _, n := written(t, asReviews, withStatus(s, "")); n != 0 {
			t.Errorf("%s is a review", s)
		}
	}
	if err := ClaimReviews(new(bytes.Buffer), CSVOptions{}).Close(); err == nil || !strings.Contains(err.Error(), "--base-url") {
		t.Errorf("without an address: %v", err)
	}
}

func TestAnnotationPointsToTheWords(t *testing.T) {
	r := exampleRow()
	r.Claim.Sentence, r.Claim.SentenceStart, r.Claim.Start, r.Claim.End = "Officials said 41 died here.", 100, 115, 122
	unlinked := exampleRow()
	unlinked.ArticleURL = ""
	doc, n := written(t, asAnnotations, r, unlinked)
	if n != 1 {
		t.Errorf("%d annotations, want 1", n)
	}
	for path, want := range map[string]any{
		"type": "AnnotationPage", "items.type": "Annotation", "items.id": "https://facts.example.org/claims/7", "items.motivation": "assessing",
		"items.target.source": "https://example.org/a", "items.target.selector.exact": "41 died", "items.target.selector.prefix": "Officials said ",
		"items.target.selector.suffix": " here.", "items.creator.name": "Ana Ruiz", "items.modified": "2026-03-14T08:30:00Z",
		"items.body.value": `Verified (official statement): 41 dead. the agency's "final" count`,
	} {
		if got := at(doc, path); got != want {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
}

func TestDocumentsOfNothingAndOfOddText(t *testing.T) {
	odd := exampleRow()
	odd.Claim.Label, odd.Claim.Quote, odd.ArticleTitle = "</script>\u2028\"\\", "\u202e14 😀", "=1+1\r\n"
	for name, begin := range map[string]func(*bytes.Buffer) Writer{"reviews": asReviews, "annotations": asAnnotations} {
		for n := range 3 {
			rows := []*models.ExportRow{odd, odd}[:min(n, 2)]
			if _, got := written(t, begin, rows...); got != len(rows) {
				t.Errorf("%s: %d of %d", name, got, len(rows))
			}
		}
	}
}

func TestTableSchemaNamesEveryColumn(t *testing.T) {
	for _, columns := range []string{Default, Full, Long} {
		var b bytes.Buffer
		if err := TableSchema(&b, columns, "verified.csv"); err != nil {
			t.Fatal(err)
		}
		var got struct {
			URL    string `json:"url"`
			Schema struct {
				Columns []tableColumn `json:"columns"`
			} `json:"tableSchema"`
		}
		if err := json.Unmarshal(b.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		text, _ := writeCSV(t, CSVOptions{Columns: columns})
		var names []string
		kinds := map[string]tableColumn{}
		for _, c := range got.Schema.Columns {
			names = append(names, c.Name)
			kinds[c.Name] = c
		}
		if header := strings.TrimSpace(text); header != strings.Join(names, ",") {
			t.Errorf("%s: described are %v, the file has %s", columns, names, header)
		}
		if kinds["value"].Datatype != "number" || kinds["decided_at"].Datatype != "dateTime" || kinds["label"].Datatype != "string" || kinds["cited_links"].Separator != " " {
			t.Errorf("%s: types are %v", columns, kinds)
		}
	}
	if err := TableSchema(new(bytes.Buffer), "odd", "x"); err == nil {
		t.Error("odd columns are described")
	}
}
