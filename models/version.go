package models

import (
	"time"

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
