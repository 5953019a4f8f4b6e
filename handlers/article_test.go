package handlers

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tallymark/extract"
	"tallymark/models"
)

func TestArticlePageMarksEveryFigureInPlace(t *testing.T) {
	x := newSite(t)
	page := x.as(models.RoleReviewer).get(fmt.Sprintf("/articles/%d", x.article.ID)).want(http.StatusOK)

	var paragraphs []string
	for _, n := range page.all(".galley > *") {
		paragraphs = append(paragraphs, textOf(n))
		if attr(n, "dir") != "auto" {
			t.Errorf("paragraph %q has dir %q, want auto", textOf(n), attr(n, "dir"))
		}
	}
	if got := strings.Join(paragraphs, "\n\n"); got != testText {
		t.Errorf("the galley shows\n%q\nwant the stored text\n%q", got, testText)
	}

	want := []string{"41 dead", "23 survivors", "two crew members", "$3.2m", "31 قيدا"}
	marks := page.all(".galley a.mark")
	if len(marks) != len(want) || len(page.all("article.card")) != len(want) {
		t.Fatalf("%d marks and %d cards, want %d of each", len(marks), len(page.all("article.card")), len(want))
	}
	for i, m := range marks {
		if textOf(m) != want[i] {
			t.Errorf("mark %d is %q, want %q", i, textOf(m), want[i])
		}
		id := x.claims[i].ID
		if attr(m, "href") != fmt.Sprintf("#claim-%d", id) || attr(m, "class") != "mark unreviewed" {
			t.Errorf("mark %q leads to %s with class %s", textOf(m), attr(m, "href"), attr(m, "class"))
		}
		if spoken := attr(m, "aria-label"); !strings.HasPrefix(spoken, want[i]+", unreviewed") {
			t.Errorf("mark %q is read as %q", textOf(m), spoken)
		}
		page.one(fmt.Sprintf("#claim-%d a[href='#mark-%d']", id, id))
		page.one(fmt.Sprintf("#claim-%d form[action='/claims/%d/decisions']", id, id))
	}
	second := fmt.Sprintf("#claim-%d", x.claims[1].ID)
	page.says(second+" .by", "officials")
	page.says(second+" .said b", "23 survivors")
	page.says(second+" .facts", "version 1")
	link := page.one(second + " .facts a[href^='https://harbour.example/ferry#:~:text=']")
	if !strings.Contains(attr(link, "rel"), "noopener") {
		t.Errorf("the link to the place has rel %q, want noopener", attr(link, "rel"))
	}
}

func TestLongArticleHasACardForEveryClaim(t *testing.T) {
	x := newSite(t)
	page := x.as(models.RoleReviewer).get(fmt.Sprintf("/articles/%d", x.longArticle(120).ID)).want(http.StatusOK)
	if marks, cards, forms := page.all(".galley a.mark"), page.all("article.card"), page.all("form.decide"); len(marks) != 120 || len(cards) != 120 || len(forms) != fullCards {
		t.Fatalf("%d marks, %d cards and %d forms, want 120, 120 and %d", len(marks), len(cards), len(forms), fullCards)
	}
	page.says(".cards-head h2", "120 claims")
	last := page.all("article.card")[119]
	for _, want := range []string{"1119 people moved", "120 · Unreviewed", "1119 people", "said by officials", "version 1"} {
		if !strings.Contains(textOf(last), want) {
			t.Errorf("the last card says %q, want %q in it", textOf(last), want)
		}
	}
	page.one(fmt.Sprintf("#%s a[href='/claims/%s']", attr(last, "id"), strings.TrimPrefix(attr(last, "id"), "claim-")))
	page.one(fmt.Sprintf("#%s a[href^='https://a.example/long#:~:text=']", attr(last, "id")))
}

func TestArticlePageOfAViewerHasNoForms(t *testing.T) {
	x := newSite(t)
	page := x.as(models.RoleViewer).get(fmt.Sprintf("/articles/%d", x.article.ID)).want(http.StatusOK)
	if n := len(page.all(".card form")); n != 0 {
		t.Errorf("a viewer sees %d forms on the cards, want none", n)
	}
}

func TestArticleListFiltersAndTeaches(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	page := v.get("/articles").want(http.StatusOK)
	page.says(".list h2", "The sample")
	page.says(".list .left", "Not ready: 5 unreviewed")
	page.says(".tally", "5 unreviewed")
	page.one(".list svg.bar rect.unreviewed")
	v.get("/articles?state=done").want(http.StatusOK).says(".list", "No article fits")

	empty := emptySite(t, Config{})
	empty.actors = map[models.Role]models.Actor{}
	newUser(t, empty, models.RoleReviewer)
	page = empty.as(models.RoleReviewer).get("/articles").want(http.StatusOK)
	page.one(".empty form[action='/articles/sample'] button")
	page.one(".empty a[href='/articles/new']")
}

func TestArticleIsAddedOnce(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	form := url.Values{"text": {testText}, "title": {"Ferry"}, "outlet": {"The Post"}, "url": {"https://post.example/1"}}
	first := v.upload("/articles", form, "", nil).want(http.StatusSeeOther).header.Get("Location")
	v.get(first).want(http.StatusOK).says("h1", "At least 41 dead")
	second := v.upload("/articles", form, "", nil).want(http.StatusSeeOther).header.Get("Location")
	if first != second {
		t.Errorf("the same article became %s and %s", first, second)
	}
	v.get(second).says("[role=status]", "here already")
	form.Set("outlet", "The Courier")
	again := v.upload("/articles", form, "", nil).want(http.StatusSeeOther).header.Get("Location")
	v.get(again).says("[role=status]", "The outlet stays “The Post”; “The Courier” was not taken.")
	form.Set("text", testText+" Another 5 were found.")
	v.upload("/articles", form, "", nil).want(http.StatusSeeOther)
	v.get(again).says("[role=status]", "“The Courier” was not taken")
}

func TestFileIsUploaded(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	to := v.upload("/articles", url.Values{"title": {"From a file"}}, "story.txt", []byte("Police found 23 survivors.")).want(http.StatusSeeOther)
	v.get(to.header.Get("Location")).want(http.StatusOK).says(".galley", "23 survivors")
}

func TestOriginalIsADownload(t *testing.T) {
	x := newSite(t)
	a := x.as(models.RoleViewer).get(fmt.Sprintf("/articles/%d/original", x.article.ID)).want(http.StatusOK)
	for name, want := range map[string]string{
		"Content-Disposition": "attachment; ", "Content-Security-Policy": "sandbox", "X-Content-Type-Options": "nosniff",
		"Content-Type": "application/octet-stream",
	} {
		if got := a.header.Get(name); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if a.body != "<script>alert(1)</script>" {
		t.Errorf("the download is %q, want the bytes as they came", a.body)
	}
}

// upload sends a form with a file, as the page of a new article does.
func (v *visitor) upload(path string, form url.Values, name string, file []byte) *answer {
	v.t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for key, values := range form {
		for _, value := range values {
			if err := m.WriteField(key, value); err != nil {
				v.t.Fatal(err)
			}
		}
	}
	part, err := m.CreateFormFile("file", name)
	if err != nil {
		v.t.Fatal(err)
	}
	if _, err := part.Write(file); err != nil {
		v.t.Fatal(err)
	}
	if err := m.Close(); err != nil {
		v.t.Fatal(err)
	}
	return v.send(path, m.FormDataContentType(), &body)
}

// A number that is no claim has a page, with nothing to decide on it.
func TestPageOfANumberThatIsNoClaim(t *testing.T) {
	x := newSite(t)
	a, err := testReader{}.Read(t.Context(), Submission{Title: "Ferry", Text: "At least 41 dead in 2024"})
	if err != nil {
		t.Fatal(err)
	}
	year, ok := testFigure{number: "2024", kind: extract.Count, value: 2024}.in(a.Text)
	if !ok {
		t.Fatal("no year")
	}
	year.Checkable, year.Reason = false, "date"
	a.Claims = append(a.Claims, year)
	art, _, err := x.store.AddArticle(t.Context(), x.actors[models.RoleReviewer], a)
	if err != nil {
		t.Fatal(err)
	}
	p, err := x.store.Article(t.Context(), models.SystemActor, art.ID)
	if err != nil {
		t.Fatal(err)
	}
	page := x.as(models.RoleReviewer).get(fmt.Sprintf("/claims/%d", p.Claims[len(p.Claims)-1].ID)).want(http.StatusOK)
	page.says("h1", "2024")
	page.says(".msg.note", "not checked: date")
	if n := len(page.all("form.decide, #evidence form, a[href$='/edit']")); n != 0 {
		t.Errorf("%d ways to decide, want none", n)
	}
}
