package models

import (
	"time"

	"tallymark/extract"
)

// Outlet is who published an article.
type Outlet struct {
	ID   uint
	Name string
}

// Article is one news text, at one URL or pasted.
type Article struct {
	ID               uint
	Title            string
	OutletID         *uint
	Outlet           *Outlet
	URL              string
	CanonicalURL     *string
	TextHash         string // of the current version
	PublishedAt      *time.Time
	Lang             string
	LangSupported    bool
	CurrentVersionID uint
	AddedByID        *uint // nil for the system
	CreatedAt        time.Time
	Counts           StatusCounts `gorm:"embedded;embeddedPrefix:n_"`
}

// OutletName is the name of the outlet, "" if unknown.
func (a *Article) OutletName() string {
	if a.Outlet == nil {
		return ""
	}
	return a.Outlet.Name
}

// NewArticle is an article as read, with the claims found in it. Text must be
// valid UTF-8 without NUL, since offsets point into it.
type NewArticle struct {
	Title         string
	Outlet        string
	URL           string
	Lang          string
	LangSupported bool
	PublishedAt   *time.Time
	Text          string
	Blocks        []extract.Block
	Links         []extract.Link
	Raw           []byte // as it came; the store packs it
	RawType       string
	RawName       string
	HTTPStatus    int
	FetchedAt     time.Time // zero: now
	Engine        string
	Claims        []extract.Claim
}

// ArticleState narrows a list of articles.
type ArticleState string

// The states of an article. The zero value is all of them.
const (
	ArticleOpen     ArticleState = "open"     // figures are left to review
	ArticleDone     ArticleState = "done"     // it has figures and none is left
	ArticleDisputed ArticleState = "disputed" // at least one figure is disputed
)

// ArticleFilter narrows a list of articles. Limit 0 is 50, at most 200.
type ArticleFilter struct {
	Query  string // words of title or text
	Outlet string // exact name
	State  ArticleState
	Cursor string
	Limit  int
}

// ArticlePage is an article with its current text and all of its claims.
// Stale claims, which stand on older versions, come after the others.
type ArticlePage struct {
	Article  Article
	Version  Version   // the current one, without Raw
	Versions []Version // all, oldest first, without Text and Raw
	Claims   []Claim   // in text order, with DecidedBy
}
