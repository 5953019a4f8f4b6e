package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tallymark/models"
)

func TestFileIsSentAndFollowed(t *testing.T) {
	ended := make(chan struct{})
	close(ended)
	folder := filepath.Join(t.TempDir(), "uploads")
	x := siteWith(t, Config{Stopping: ended, Uploads: folder})
	v := x.as(models.RoleReviewer)
	kept := func() (names []string) {
		entries, err := os.ReadDir(folder)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		for _, e := range entries {
			names = append(names, e.Name())
		}
		return names
	}
	token := attr(v.get("/imports").want(http.StatusOK).one("input[name=token]"), "value")
	form := url.Values{"token": {token}, "outlet": {"Courier"}, "lang": {"en"}}
	for _, bad := range []struct {
		name    string
		content string
	}{{"", ""}, {"a.pdf", "x"}, {"a.csv", ""}} {
		v.upload("/imports", form, bad.name, []byte(bad.content)).want(http.StatusUnprocessableEntity).says("#errors", "Not saved yet")
	}
	if names := kept(); len(names) != 0 {
		t.Errorf("kept %q", names)
	}
	const content = "{\"text\": \"41 dead\"}\n"
	to := v.upload("/imports", form, "../../news.JSONL", []byte(content)).want(http.StatusSeeOther).header.Get("Location")
	again := v.upload("/imports", form, "news.jsonl", []byte(content)).want(http.StatusSeeOther).header.Get("Location")
	names := kept()
	if to != again || len(names) != 1 || !strings.HasSuffix(names[0], ".jsonl") {
		t.Errorf("to %s, then %s; kept %q", to, again, names)
	}
	if raw, err := os.ReadFile(filepath.Join(folder, names[0])); err != nil || string(raw) != content {
		t.Errorf("%q, %v", raw, err)
	}
	page := v.get(to).want(http.StatusOK)
	page.says("h1", "news.JSONL")
	page.says("#how-far", "Waits for its turn")

	var id uint
	if _, err := fmt.Sscanf(to, "/imports/%d", &id); err != nil {
		t.Fatal(err)
	}
	p := models.ImportProgress{OffsetDone: 10, Line: 1300, Added: 1200, Known: 30, Failed: 70, Worked: 5000}
	if err := x.store.SaveImport(t.Context(), id, p, []models.ImportError{{Line: 7, Message: "it is no <b>JSON</b>"}}); err != nil {
		t.Fatal(err)
	}
	page = v.get(to).want(http.StatusOK)
	page.says("#how-far", "Under way")
	page.says("dl", "260 a second, about 5s left")
	page.says("dl", "1,200 added, 30 there already, 70 failed")
	page.says("tbody", "it is no <b>JSON</b>")
	page.says("main", "69 more")
	now := time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	p.EndedAt = &now
	if err := x.store.SaveImport(t.Context(), id, p, nil); err != nil {
		t.Fatal(err)
	}
	v.get(to).want(http.StatusOK).says("#how-far", "Done")
	v.get("/imports").want(http.StatusOK).says("tbody", "100 %")
	x.as(models.RoleEditor).get("/jobs").want(http.StatusOK).says("tbody", "Import the file")
	x.as(models.RoleAdmin).get(to).want(http.StatusOK).says(".lead", "Sent by "+string(models.RoleReviewer))
}

func TestFilesOfManyArticlesByTheirNames(t *testing.T) {
	for name, want := range map[string]string{
		"news.JSONL": ".jsonl", "a.b.csv": ".csv", "list.txt": ".txt", "site.warc": ".warc", "SITE.WARC.GZ": ".warc.gz",
		"page.html": "", "news.jsonl.gz": "", "warc": "", "": "",
	} {
		if got := importEnding(name); got != want {
			t.Errorf("%q ends in %q, want %q", name, got, want)
		}
	}
}
