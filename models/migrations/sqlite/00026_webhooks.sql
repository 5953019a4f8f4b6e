-- +goose Up

-- Addresses of other programs that are told what happens.
CREATE TABLE webhooks (
	id            INTEGER PRIMARY KEY AUTOINCREMENT,
	url           TEXT NOT NULL, -- which may be a secret itself
	host          TEXT NOT NULL,
	form          TEXT NOT NULL, -- standard, slack
	events        TEXT NOT NULL, -- with spaces between them
	secret        TEXT NOT NULL, -- that signs
	off           BOOLEAN NOT NULL DEFAULT FALSE,
	added_by_id   INTEGER REFERENCES users (id),
	created_at    DATETIME NOT NULL,
	seq           BIGINT NOT NULL,            -- of the audit log, up to which it was told
	failing_since DATETIME,                   -- NULL while it goes well
	reason        TEXT NOT NULL DEFAULT ''    -- why it was given up
);

-- What they are told, and how that went.
CREATE TABLE webhook_deliveries (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	webhook_id INTEGER NOT NULL REFERENCES webhooks (id),
	seq        BIGINT NOT NULL, -- of the audit log
	event      TEXT NOT NULL,
	data       TEXT NOT NULL,
	created_at DATETIME NOT NULL,
	tried_at   DATETIME,        -- the last time
	done_at    DATETIME,
	tries      INTEGER NOT NULL DEFAULT 0,
	status     INTEGER NOT NULL DEFAULT 0, -- of the last answer
	problem    TEXT NOT NULL DEFAULT '',   -- of the last try
	UNIQUE (webhook_id, seq, event)
);
CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (created_at);
