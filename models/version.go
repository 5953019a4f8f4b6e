package models

import (
	"context"
	"time"

	"gorm.io/gorm"

	"tallymark/extract"
)

// Version is an article's text as read at one time. Text never changes, and
// every span of a claim is bytes into the Text of its version.
type Version struct {
	ID         uint
	ArticleID  uint
	Number     int // 1, 2, 3 … within the article
	Text       string
	TextHash   string          // SHA-256 of Text, hexadecimal
	Blocks     []extract.Block `gorm:"serializer:json"`
	Links      []extract.Link  `gorm:"serializer:json"`
	Raw        []byte          // the bytes as they came; only from [Store.ArticleRaw], packed in the database
	RawType    string          // media type of the unpacked Raw
	RawName    string
	HTTPStatus int // 0 when it was not fetched
	// ETag and LastModified are what the server said by which it knows this
	// version again; "" if nothing.
	ETag         string `gorm:"column:etag"`
	LastModified string
	FetchedAt    time.Time
	Engine       string // version of the engine that found the claims
}

// VersionPage is an article with its versions and the texts of two of them.
type VersionPage struct {
	Article  Article
	Versions []Version // without texts
	Was, Is  Version   // with texts; the same where there is only one
}

// Versions compares two versions of an article by their numbers; 0 stands for
// the current one, and for the one before the other.
func (s *Store) Versions(ctx context.Context, a Actor, article uint, was, is int) (p VersionPage, err error) {
	if err := a.may(RoleViewer); err != nil {
		return p, err
	}
	err = s.snapshot(ctx, func(tx *gorm.DB) (err error) {
		p, err = versionPage(ctx, tx, article, was, is)
		return err
	})
	return p, wrap(err, "versions of article %d", article)
}

func versionPage(ctx context.Context, tx *gorm.DB, article uint, was, is int) (p VersionPage, err error) {
	if p.Article, err = from[Article](tx).Preload("Outlet").Where("id = ?", article).Take(ctx); err != nil {
		return p, err
	}
	if p.Versions, err = from[Version](tx).Omit("raw", "text", "blocks", "links").Where("article_id = ?", article).Order("number").Find(ctx); err != nil {
		return p, err
	}
	if is == 0 {
		for _, v := range p.Versions {
			if v.ID == p.Article.CurrentVersionID {
				is = v.Number
			}
		}
	}
	if was == 0 {
		was = max(1, is-1)
	}
	numbered := from[Version](tx).Omit("raw").Where("article_id = ? AND number IN ?", article, []int{was, is})
	both, err := numbered.Order("number").Find(ctx)
	if err != nil {
		return p, err
	}
	for _, v := range both {
		if v.Number == was {
			p.Was = v
		}
		if v.Number == is {
			p.Is = v
		}
	}
	if p.Was.ID == 0 || p.Is.ID == 0 {
		return p, gorm.ErrRecordNotFound
	}
	return p, nil
}
