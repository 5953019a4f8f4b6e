package handlers

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tallymark/extract"
	"tallymark/models"
)

// BenchmarkArticlePage is the page of an article with 300 claims, for a
// reviewer, from the router to the last byte, with the database behind it.
func BenchmarkArticlePage(b *testing.B) {
	x := newSite(b)
	a := x.longArticle(300)
	h := x.server.handler()
	req := httptest.NewRequest(http.MethodGet, fmt.Sprintf("/articles/%d", a.ID), nil)
	req.AddCookie(&http.Cookie{Name: "tallymark", Value: x.as(models.RoleReviewer).cookie()})
	b.ReportAllocs()
	for b.Loop() {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, req)
		if w.Code != http.StatusOK {
			b.Fatal(w.Code)
		}
	}
}

// longArticle adds an article with n claims, a paragraph each.
func (x *site) longArticle(n int) models.Article {
	read := models.NewArticle{Title: "Long", Lang: "en", LangSupported: true, URL: "https://a.example/long"}
	var text strings.Builder
	for i := range n {
		f := testFigure{fmt.Sprint(1000 + i), "people", fmt.Sprintf("%d people moved", 1000+i), extract.People, float64(1000 + i), "officials"}
		at := text.Len()
		fmt.Fprintf(&text, "In the district some %s people were moved by night, officials said.\n\n", f.number)
		c, _ := f.in(text.String()[at:])
		read.Claims = append(read.Claims, shifted(c, at))
	}
	read.Text = strings.TrimSpace(text.String())
	a, _, err := x.store.AddArticle(context.Background(), x.actors[models.RoleReviewer], read)
	if err != nil {
		x.t.Fatal(err)
	}
	return a
}

// shifted moves a claim found in one paragraph to where that begins.
func shifted(c extract.Claim, by int) extract.Claim {
	c.Start, c.End = c.Start+by, c.End+by
	c.Number.Start, c.Number.End = c.Number.Start+by, c.Number.End+by
	c.UnitSpan = extract.Span{Start: c.UnitSpan.Start + by, End: c.UnitSpan.End + by}
	c.Sentence = extract.Span{Start: c.Sentence.Start + by, End: c.Sentence.End + by}
	c.Attribution.Start, c.Attribution.End = c.Attribution.Start+by, c.Attribution.End+by
	return c
}
