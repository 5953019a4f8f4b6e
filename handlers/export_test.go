package handlers

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"tallymark/export"
	"tallymark/models"
)

func TestExportShowsCountsDownloadsAndKeepsTheHash(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	v.get("/export").want(http.StatusOK).says(".empty", "Nothing to export yet")
	v.post(decisions(x.claims[0]), v.verdict(x.claims[0], "verified", "calculation", "")).want(http.StatusSeeOther)
	v.post(decisions(x.claims[1]), v.verdict(x.claims[1], "disputed", "calculation", "It is 22.")).want(http.StatusSeeOther)

	page := v.get("/export").want(http.StatusOK)
	page.says("#preview", "1 claim in this export")
	page.says("main", "4 claims with another status")
	page.says("tbody td", "at least 41 dead")
	v.get("/export?preset=verified_disputed").says("#preview", "2 claims")

	file := v.get(attr(page.one("a.btn.main[download]"), "href")).want(http.StatusOK)
	if got, want := file.header.Get("Content-Disposition"), `attachment; filename="tallymark-verified-2026-03-04.csv"`; got != want {
		t.Errorf("Content-Disposition: %s, want %s", got, want)
	}
	if !strings.HasPrefix(file.body, "\ufeff") {
		t.Error("the browser's file has no byte-order mark")
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file.body, "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 2 {
		t.Fatalf("%d rows, %v; want the header and one claim", len(rows), err)
	}
	sum := sha256.Sum256([]byte(file.body))
	v.get("/export").says("td.hash", hex.EncodeToString(sum[:]))

	if plain := v.get("/export.csv?bom=0").want(http.StatusOK); strings.HasPrefix(plain.body, "\ufeff") {
		t.Error("the file with bom=0 has a byte-order mark")
	}
	x.visitor().get("/export.csv").want(http.StatusSeeOther)
}

func TestNotAClaimLeavesAsTestCases(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	v.post(decisions(x.claims[1]), v.verdict(x.claims[1], "not_a_claim", "", "a name")).want(http.StatusSeeOther)
	page := v.get("/export?preset=not_a_claim").want(http.StatusOK)
	page.says("#preview", "1 claim in this export")
	lines := v.get(attr(page.one("a[href^='/export.jsonl']"), "href")).want(http.StatusOK)
	if got, want := lines.header.Get("Content-Disposition"), `attachment; filename="tallymark-not-a-claim-2026-03-04.jsonl"`; got != want {
		t.Errorf("Content-Disposition: %s, want %s", got, want)
	}
	if !strings.Contains(lines.body, `"quote":"23 survivors","reason":"a name","engine":"test"}`) || strings.Count(lines.body, "\n") != 1 {
		t.Errorf("the test cases are %s", lines.body)
	}
	v.get("/export").says("main td", "columns, JSONL")
	if all := v.get("/export.jsonl?preset=everything&columns=full").want(http.StatusOK); strings.Count(all.body, `"superseded_by":null`) != len(x.claims) {
		t.Errorf("everything is %s", all.body)
	}
}

func TestExportInEveryFormat(t *testing.T) {
	x := newSite(t)
	x.decideAs(x.actors[models.RoleReviewer], x.claims[0])
	v := x.as(models.RoleViewer)
	page := v.get("/export").want(http.StatusOK)
	for _, f := range export.Formats {
		link := attr(page.one("a[href^='/export."+f.Ending+"'].btn"), "href")
		file := v.get(link).want(http.StatusOK)
		if got := file.header.Get("Content-Type"); got != f.MediaType {
			t.Errorf("%s is sent as %s", f.Name, got)
		}
		if got := file.header.Get("Content-Disposition"); !strings.HasSuffix(got, "."+f.Ending+`"`) {
			t.Errorf("%s is called %s", f.Name, got)
		}
		latest, err := x.store.Exports(t.Context(), x.actors[models.RoleViewer])
		if sum := sha256.Sum256([]byte(file.body)); err != nil || latest[0].Format != f.Name || latest[0].SHA256 != hex.EncodeToString(sum[:]) {
			t.Errorf("%s: the history has %+v, %v", f.Name, latest[0], err)
		}
	}
	review := v.get("/export.claimreview.json").body
	if !strings.Contains(review, x.url+fmt.Sprintf("/claims/%d", x.claims[0].ID)) || !strings.Contains(review, `"ratingValue":5`) {
		t.Errorf("the review is %s", review)
	}
	v.get(attr(page.one("a[href^='/export.csv-metadata.json']"), "href")).want(http.StatusOK)
	v.get("/export.csv-metadata.json?columns=odd").want(http.StatusUnprocessableEntity)
}

func TestColumnsArePickedOnThePage(t *testing.T) {
	x := newSite(t)
	x.decideAs(x.actors[models.RoleReviewer], x.claims[0])
	v := x.as(models.RoleViewer)
	page := v.get("/export?column=label&column=value").want(http.StatusOK)
	page.says("[aria-label=Preview] thead", "labelvalue")
	page.says("ul.left-out", "4 claims")
	page.one("details.picker[open] input[value=label][checked]")
	file := v.get(attr(page.one("a.btn.main[download]"), "href")).want(http.StatusOK)
	if !strings.HasPrefix(file.body, "\ufefflabel,value\r\n") {
		t.Errorf("the file is %.200s", file.body)
	}
	v.get("/export").says("main td", "2 chosen columns, CSV")
	if got := v.get("/export.csv?bom=0&columns=value,label").want(http.StatusOK); !strings.HasPrefix(got.body, "value,label\r\n") {
		t.Errorf("the file is %.200s", got.body)
	}
	refused := v.get("/export.csv?columns=value,odd").want(http.StatusUnprocessableEntity)
	if !strings.Contains(refused.body, "claim_id, status, basis") {
		t.Errorf("the refusal does not say which columns there are: %.600s", refused.body)
	}
	v.get("/export?column=label&column=label").want(http.StatusUnprocessableEntity)
}
