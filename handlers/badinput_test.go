package handlers

import (
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tallymark/models"
)

func TestBadArticles(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	for name, test := range map[string]struct {
		form   url.Values
		status int
		says   string
	}{
		"empty text":    {url.Values{"title": {"Kept"}, "text": {""}}, http.StatusUnprocessableEntity, "There is no text"},
		"only space":    {url.Values{"title": {"Kept"}, "text": {" \n\t "}}, http.StatusUnprocessableEntity, "There is no text"},
		"no text field": {url.Values{"title": {"Kept"}}, http.StatusUnprocessableEntity, "There is no text"},
		"invalid UTF-8": {url.Values{"title": {"Kept"}, "text": {"41 \xff\xfe dead"}}, http.StatusUnprocessableEntity, "bytes that are not text"},
		"NUL":           {url.Values{"title": {"Kept"}, "text": {"41 \x00 dead"}}, http.StatusUnprocessableEntity, "bytes that are not text"},
		"wild address":  {url.Values{"title": {"Kept"}, "text": {"41 dead"}, "url": {"javascript:alert(1)"}}, http.StatusUnprocessableEntity, "must begin with http"},
	} {
		t.Run(name, func(t *testing.T) {
			page := v.upload("/articles", test.form, "", nil).want(test.status)
			page.says("#errors", test.says)
			if got := attr(page.one("#f-title"), "value"); got != "Kept" {
				t.Errorf("the title became %q, want what was typed", got)
			}
			wrong := page.all("[aria-invalid=true]")
			if len(wrong) != 1 || !strings.Contains(attr(wrong[0], "aria-describedby"), "-err") {
				t.Errorf("the error is not tied to its field")
			}
		})
	}
}

func TestStrangeButGoodTexts(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	for name, text := range map[string]string{
		"a megabyte without a space": strings.Repeat("x", 1<<20),
		"right to left":              "عثرت الشرطة على 31 قيدا في السيارة",
		"controls of direction":      "There were 23 \u202esrovivrus\u202c survivors.",
	} {
		t.Run(name, func(t *testing.T) {
			to := v.upload("/articles", url.Values{"text": {text}, "title": {name}}, "", nil).want(http.StatusSeeOther).header.Get("Location")
			page := v.get(to).want(http.StatusOK)
			if got := textOf(page.one(".galley > *")); got != text {
				t.Errorf("the text shown differs from the stored one: %.80q", got)
			}
			v.get("/articles").want(http.StatusOK)
			v.get("/claims").want(http.StatusOK)
		})
	}
}

func TestUploadOfFiftyMegabytes(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	body, w := io.Pipe()
	m := multipart.NewWriter(w)
	go func() {
		err := m.WriteField("title", "Kept title")
		var part io.Writer
		if err == nil {
			part, err = m.CreateFormFile("file", "big.txt")
		}
		block := []byte(strings.Repeat("41 dead. ", 1<<17))
		for sent := 0; err == nil && sent < 50<<20; sent += len(block) {
			_, err = part.Write(block)
		}
		if err == nil {
			err = m.Close()
		}
		w.CloseWithError(err)
	}()
	page := v.send("/articles", m.FormDataContentType(), body).want(http.StatusRequestEntityTooLarge)
	page.says("#errors", "larger than 20 MB")
	if got := attr(page.one("#f-title"), "value"); got != "Kept title" {
		t.Errorf("the title became %q, want what was typed", got)
	}
}

func TestFormsThatAreNoText(t *testing.T) {
	x := newSite(t)
	v, c := x.as(models.RoleReviewer), x.claims[0]
	for _, reason := range []string{"a\x00b", "a\xffb"} {
		form := v.verdict(c, "verified", "calculation", reason)
		page := v.post(decisions(c), form).want(http.StatusBadRequest)
		page.says("h1", "not text")
		page.says(".who", "reviewer")
		page.says(".typed", "a�b")
		page.says("dt", "Reason")
		if strings.Contains(page.text("dt"), ".") {
			t.Errorf("the fields are called %q", page.text("dt"))
		}
		v.post(decisions(c), page.formOf("form[action$='/decisions']")).want(http.StatusSeeOther)
	}
	v.get("/claims?q=%ff").want(http.StatusBadRequest)
	v.get("/claims?q=%zz").want(http.StatusBadRequest).says("h1", "could not be read")
	v.post(decisions(c), url.Values{"reason": {strings.Repeat("x", 2<<20)}}).want(http.StatusRequestEntityTooLarge)
	v.get("/claims?status=perhaps").want(http.StatusUnprocessableEntity)
	v.get("/claims?cursor=perhaps").want(http.StatusUnprocessableEntity)
	v.get("/export?preset=perhaps").want(http.StatusUnprocessableEntity)
	v.get("/export.csv?columns=perhaps").want(http.StatusUnprocessableEntity)
	for path, want := range map[string]string{"/articles": "GET, HEAD, POST", "/claims": "GET, HEAD", "/logout": "POST"} {
		req, err := http.NewRequest(http.MethodDelete, x.url+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := v.do(req).want(http.StatusMethodNotAllowed).header.Get("Allow"); got != want {
			t.Errorf("%s allows %q, want %q", path, got, want)
		}
	}
}

func TestATitleThatIsTooLongIsBlamedItself(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleReviewer)
	page := v.upload("/articles", url.Values{"title": {strings.Repeat("x", 1<<20)}, "text": {"41 dead"}}, "", nil).want(http.StatusUnprocessableEntity)
	page.says("#f-title-err", "longer than 64 kB")
	page.says("#f-text", "41 dead")
}

func TestAFormSentAfterTheSessionIsKept(t *testing.T) {
	x := newSite(t)
	v := x.visitor()
	page := v.post(decisions(x.claims[0]), url.Values{"status": {"verified"}, "basis": {"calculation"}, "reason": {"Kept reason."}})
	page.want(http.StatusUnauthorized).says(".typed", "Kept reason.")
	if got := page.formOf("form[action$='/decisions']").Get("reason"); got != "Kept reason." {
		t.Errorf("the form to send again has the reason %q", got)
	}
}

// scripts are strings that run where they are not escaped.
var scripts = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onfocus=alert(1) autofocus '`,
	`</textarea><script>alert(1)</script>`, `{{.}}<svg/onload=alert(1)>`, `javascript:alert(1)`,
}

func TestScriptsInEveryFieldAreText(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleAdmin)
	for i, evil := range scripts {
		article := url.Values{"text": {testText + "\n\n" + evil}, "title": {evil}, "outlet": {evil}}
		to := v.upload("/articles", article, "", nil).want(http.StatusSeeOther).header.Get("Location")
		c := x.claims[i%len(x.claims)]
		claim := fmt.Sprintf("/claims/%d", c.ID)
		reason := v.verdict(c, "disputed", "calculation", evil)
		reason.Set("correct_text", evil)
		bad := v.verdict(c, "disputed", "", evil)
		bad.Set("correct_text", evil)
		pages := []*answer{
			v.post(decisions(c), bad),
			v.post(decisions(c), reason),
			v.post(decisions(c), reason), // the token is spent
			v.post(claim+"/evidence", url.Values{"url": {"https://a.example/" + evil}, "title": {evil}, "excerpt": {evil}, "origin": {evil}, "stance": {"context"}, "token": {fmt.Sprintf("a-token-of-this-test-%d", i)}}),
			v.post(claim+"/evidence", url.Values{"url": {evil}, "title": {evil}, "excerpt": {evil}}),
			v.post("/admin/users", url.Values{"name": {evil}, "email": {fmt.Sprintf("evil%d@example.org", i)}, "password": {"four unrelated words"}, "role": {"viewer"}}),
			v.post("/admin/users", url.Values{"name": {evil}, "email": {evil}, "password": {evil}, "role": {evil}}),
			x.visitor().post("/login", url.Values{"email": {evil}, "password": {evil}, "next": {evil}}),
			x.visitor().post(decisions(c), url.Values{evil: {evil}}),
			v.upload("/articles", url.Values{"title": {evil}, "url": {evil}, "text": {""}}, "", nil),
		}
		q := url.QueryEscape(evil)
		for _, path := range []string{
			to, "/articles", "/articles?q=" + q + "&outlet=" + q + "&state=" + q, "/claims", "/claims?q=" + q + "&kind=" + q,
			claim, "/export?preset=everything", "/export?q=" + q, "/activity", "/admin/users", "/login?next=" + q, "/setup?token=" + q, "/" + url.PathEscape(evil),
		} {
			pages = append(pages, v.get(path))
		}
		for _, page := range pages {
			page.harmless()
		}
	}
}

// harmless fails for an element or attribute that none of our templates has.
func (a *answer) harmless() {
	a.t.Helper()
	if a.status >= http.StatusInternalServerError {
		a.t.Errorf("status %d", a.status)
	}
	for n := range a.doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "img" || n.Data == "script" && !strings.HasPrefix(attr(n, "src"), "/static/") {
			a.t.Errorf("element %s got into the page", n.Data)
		}
		for _, at := range n.Attr {
			if strings.HasPrefix(at.Key, "on") || (at.Key == "href" || at.Key == "action") && strings.HasPrefix(strings.ToLower(at.Val), "javascript:") {
				a.t.Errorf("<%s %s=%q> got into the page", n.Data, at.Key, at.Val)
			}
		}
	}
}

func TestNumbersThatNoRowHas(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleEditor)
	for _, form := range []struct{ path, name string }{
		{"/review/next", "claim"}, {"/review/skip", "claim"}, {"/review/lease", "claim"}, {"/bulks", "claim"}, {"/evidence/read", "claim"},
		{fmt.Sprintf("/claims/%d/assign", x.claims[0].ID), "to"}, {fmt.Sprintf("/articles/%d/marks", x.article.ID), "claim"},
	} {
		for _, typed := range []string{"18446744073709551615", "9223372036854775808", "-1", "1e3", "one"} {
			a := v.post(form.path, url.Values{form.name: {typed}, "tab": {"all"}})
			if a.status < 400 || a.status >= 500 {
				t.Errorf("%s with %s=%s: status %d, want one that refuses it", form.path, form.name, typed, a.status)
			}
		}
	}
	v.get("/review?claim=18446744073709551615").want(http.StatusBadRequest)
}
