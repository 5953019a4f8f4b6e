-- +goose Up

-- Feeds and sitemaps of news sites, of which new items become articles.
CREATE TABLE news_feeds (
	id              INTEGER PRIMARY KEY AUTOINCREMENT,
	url             TEXT NOT NULL UNIQUE,
	title           TEXT NOT NULL DEFAULT '',
	folder          TEXT NOT NULL DEFAULT '',     -- of the list that it came in
	only_casualties BOOLEAN NOT NULL DEFAULT FALSE,
	off             BOOLEAN NOT NULL DEFAULT FALSE,
	added_by_id     INTEGER REFERENCES users (id),
	created_at      DATETIME NOT NULL,
	next_at         DATETIME,                     -- NULL while it is off
	read_at         DATETIME,                     -- the last time
	failures        INTEGER NOT NULL DEFAULT 0,   -- since the last reading that went well
	problem         TEXT NOT NULL DEFAULT '',     -- of the last reading
	etag            TEXT NOT NULL DEFAULT '',
	last_modified   TEXT NOT NULL DEFAULT ''
);
CREATE INDEX news_feeds_due ON news_feeds (next_at) WHERE next_at IS NOT NULL;

-- What a feed has named, so that it is read once.
CREATE TABLE news_items (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	feed_id    INTEGER NOT NULL REFERENCES news_feeds (id),
	name       TEXT NOT NULL, -- that the feed knows it by
	url        TEXT NOT NULL,
	title      TEXT NOT NULL,
	state      TEXT NOT NULL, -- new, added, skipped
	article_id INTEGER REFERENCES articles (id),
	created_at DATETIME NOT NULL,
	UNIQUE (feed_id, name)
);
CREATE INDEX news_items_by_article ON news_items (article_id) WHERE article_id IS NOT NULL;
