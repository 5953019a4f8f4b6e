package handlers

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tallymark/models"
)

// APIArticle is an article as programs read it.
type APIArticle struct {
	ID          uint           `json:"article_id"`
	Title       string         `json:"title"`
	Outlet      string         `json:"outlet"`
	URL         string         `json:"url"`
	Published   *time.Time     `json:"published_at"`
	Lang        string         `json:"lang"`
	Supported   bool           `json:"lang_supported" doc:"Whether the engine reads figures in this language."`
	TextHash    string         `json:"text_sha256"`
	Figures     map[string]int `json:"figures" doc:"How many checkable figures have which status."`
	Left        int            `json:"figures_left" doc:"How many are not decided."`
	AddedAt     time.Time      `json:"added_at"`
	AppLink     string         `json:"app_link"`
	CurrentText string         `json:"text,omitempty" doc:"The text that offsets point into; only where one article is read."`
}

func (a *api) articleOf(art *models.Article) APIArticle {
	out := APIArticle{
		ID: art.ID, Title: art.Title, Outlet: art.OutletName(), URL: art.URL, Published: art.PublishedAt, Lang: art.Lang,
		Supported: art.LangSupported, TextHash: art.TextHash, Figures: map[string]int{}, Left: art.Counts.Left(), AddedAt: art.CreatedAt,
		AppLink: a.cfg.BaseURL + "/articles/" + strconv.FormatUint(uint64(art.ID), 10),
	}
	for _, st := range models.Statuses {
		out.Figures[string(st)] = art.Counts.Of(st)
	}
	return out
}

// articles adds the operations on articles.
func (a *api) articles() {
	operate(a, models.RoleViewer, huma.Operation{
		OperationID: "articles", Method: http.MethodGet, Path: "/articles", Tags: []string{"Articles"},
		Summary: "List articles, the newest first", Errors: []int{http.StatusUnprocessableEntity},
	}, a.listArticles)
	operate(a, models.RoleViewer, huma.Operation{
		OperationID: "article", Method: http.MethodGet, Path: "/articles/{id}", Tags: []string{"Articles"},
		Summary: "Read an article with its text and claims", Errors: []int{http.StatusNotFound},
	}, a.showArticle)
	operate(a, models.RoleReviewer, huma.Operation{
		OperationID: "article-add", Method: http.MethodPost, Path: "/articles", Tags: []string{"Articles"},
		Summary:       "Add an article",
		Description:   "201 if it is new, 200 if it was here already; nothing is added twice. The figures in it are read at once.",
		DefaultStatus: http.StatusCreated, MaxBodyBytes: maxUpload,
		Errors: []int{http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity},
	}, a.addNewArticle)
	answers := a.huma.OpenAPI().Paths[apiRoot+"/articles"].Post.Responses
	answers["200"] = answers["201"]
}

type apiArticlesInput struct {
	Text   string `query:"q" doc:"Words of title or text."`
	Outlet string `query:"outlet" doc:"Name of the outlet."`
	State  string `query:"state" enum:"open,done,disputed,attention,conflict,finding" doc:"Articles with figures left, with none left, with a disputed one, with anything that needs attention, in conflict with another article, or whose own text does not add up."`
	APIPage
}

type apiArticles struct {
	Body struct {
		Items []APIArticle `json:"items" nullable:"false"`
		Next  string       `json:"next" doc:"Cursor of the next page, empty on the last."`
	}
}

func (a *api) listArticles(ctx context.Context, in *apiArticlesInput) (*apiArticles, error) {
	rows, next, err := a.store.Articles(ctx, actorIn(ctx), models.ArticleFilter{
		Query: in.Text, Outlet: in.Outlet, State: models.ArticleState(in.State), Cursor: in.Cursor, Limit: in.Limit,
	})
	if err != nil {
		return nil, err
	}
	out := new(apiArticles)
	out.Body.Items, out.Body.Next = []APIArticle{}, next
	for i := range rows {
		out.Body.Items = append(out.Body.Items, a.articleOf(&rows[i]))
	}
	return out, nil
}

type apiArticleInput struct {
	ID uint `path:"id" doc:"Number of the article."`
}

// apiArticleFull is an article with its current text and all of its claims.
type apiArticleFull struct {
	APIArticle
	Version int        `json:"version" doc:"Number of the version that the text is."`
	Claims  []APIClaim `json:"claims" nullable:"false" doc:"In the order of the text; claims on older versions come last."`
}

type apiArticleOutput struct {
	Status int
	Body   apiArticleFull
}

func (a *api) showArticle(ctx context.Context, in *apiArticleInput) (*apiArticleOutput, error) {
	p, err := a.store.Article(ctx, actorIn(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	out := &apiArticleOutput{Status: http.StatusOK, Body: apiArticleFull{APIArticle: a.articleOf(&p.Article), Version: p.Version.Number, Claims: []APIClaim{}}}
	out.Body.CurrentText = p.Version.Text
	for i := range p.Claims {
		out.Body.Claims = append(out.Body.Claims, a.claimOf(&p.Claims[i], &p.Article))
	}
	return out, nil
}

type apiArticleAddInput struct {
	Body struct {
		Text      string `json:"text,omitempty" doc:"The text, paragraphs parted by a blank line, or a whole page of HTML. Without it the page at the url is read."`
		HTML      bool   `json:"html,omitempty" doc:"Whether the text is a page of HTML."`
		Title     string `json:"title,omitempty"`
		Outlet    string `json:"outlet,omitempty"`
		URL       string `json:"url,omitempty"`
		Published string `json:"published,omitempty" doc:"Day or moment: 2026-03-25."`
		Lang      string `json:"lang,omitempty" doc:"Language, such as en; found out without it."`
	}
}

func (a *api) addNewArticle(ctx context.Context, in *apiArticleAddInput) (*apiArticleOutput, error) {
	b := &in.Body
	sent := Submission{Text: b.Text, Title: b.Title, Outlet: b.Outlet, URL: b.URL, Published: b.Published, Lang: b.Lang}
	if b.URL != "" && webLink(b.URL) == "" {
		return nil, &models.InvalidError{Field: "url", Message: noWebAddress}
	}
	if strings.TrimSpace(b.Text) == "" && b.URL == "" {
		return nil, &models.InvalidError{Field: "text", Message: "there is no text, and no address to read it from"}
	}
	if b.HTML {
		sent.Text, sent.File, sent.FileName, sent.ContentType = "", []byte(b.Text), "page.html", "text/html; charset=utf-8"
	}
	read, err := a.cfg.Reader.Read(ctx, sent)
	if err != nil {
		return nil, fmt.Errorf("read article: %w", err)
	}
	art, created, err := a.store.AddArticle(ctx, actorIn(ctx), read)
	if err != nil {
		return nil, err
	}
	out, err := a.showArticle(ctx, &apiArticleInput{art.ID})
	if err == nil && created {
		out.Status = http.StatusCreated
	}
	return out, err
}
