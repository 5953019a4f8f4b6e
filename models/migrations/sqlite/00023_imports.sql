-- +goose Up

-- Files that hold many articles, sent from a browser, and how far each is.
CREATE TABLE imports (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	user_id     INTEGER NOT NULL REFERENCES users (id),
	name        TEXT NOT NULL, -- as it was sent
	file        TEXT NOT NULL, -- where it is kept until it is done, "" then
	size        BIGINT NOT NULL,
	outlet      TEXT NOT NULL,
	lang        TEXT NOT NULL,
	token       TEXT NOT NULL,
	created_at  DATETIME NOT NULL,
	offset_done BIGINT NOT NULL DEFAULT 0, -- bytes of it that are done
	line        BIGINT NOT NULL DEFAULT 0, -- the last one that is done
	added       BIGINT NOT NULL DEFAULT 0,
	known       BIGINT NOT NULL DEFAULT 0,
	failed      BIGINT NOT NULL DEFAULT 0,
	worked      BIGINT NOT NULL DEFAULT 0, -- milliseconds
	ended_at    DATETIME,
	problem     TEXT NOT NULL DEFAULT '',  -- that ended it before its time
	UNIQUE (user_id, token)
);

-- What was wrong with lines of a file, the first thousand of them.
CREATE TABLE import_errors (
	import_id INTEGER NOT NULL REFERENCES imports (id),
	line      BIGINT NOT NULL,
	message   TEXT NOT NULL,
	PRIMARY KEY (import_id, line)
);
