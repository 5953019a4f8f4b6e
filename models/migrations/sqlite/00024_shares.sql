-- +goose Up

-- Links that show an article or a view of the dashboard to whoever has them.
CREATE TABLE shares (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	article_id INTEGER REFERENCES articles (id),
	view       TEXT NOT NULL,
	token_hash TEXT NOT NULL UNIQUE,
	user_id    INTEGER NOT NULL REFERENCES users (id),
	created_at DATETIME NOT NULL,
	expires_at DATETIME NOT NULL,
	ended_at   DATETIME
);
