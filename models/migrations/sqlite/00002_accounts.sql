-- +goose Up

-- When the person's second factor was switched on. Its secret stands apart, so
-- that nothing that reads users can show it.
ALTER TABLE users ADD COLUMN second_factor_at DATETIME;

-- A session knows whose it is, so that people can see and end theirs. Of those
-- begun before nobody can tell, so they are over: everybody signs in once more.
DROP TABLE sessions;
CREATE TABLE sessions (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	token      TEXT NOT NULL UNIQUE,
	user_id    INTEGER REFERENCES users (id),
	address    TEXT NOT NULL,
	agent      TEXT NOT NULL,
	created_at DATETIME NOT NULL,
	seen_at    DATETIME NOT NULL,
	data       BLOB NOT NULL,
	expires_at INTEGER NOT NULL
);
CREATE INDEX sessions_expiry ON sessions (expires_at);
CREATE INDEX sessions_by_user ON sessions (user_id, id) WHERE user_id IS NOT NULL;

CREATE TABLE invitations (
	id            INTEGER PRIMARY KEY AUTOINCREMENT,
	email         TEXT NOT NULL,
	role          TEXT NOT NULL CHECK (role IN ('viewer', 'reviewer', 'editor', 'admin')),
	token_hash    TEXT NOT NULL UNIQUE,
	invited_by_id INTEGER REFERENCES users (id),
	created_at    DATETIME NOT NULL,
	expires_at    DATETIME NOT NULL,
	accepted_at   DATETIME,
	withdrawn_at  DATETIME,
	user_id       INTEGER REFERENCES users (id)
);
CREATE INDEX invitations_open ON invitations (email) WHERE accepted_at IS NULL AND withdrawn_at IS NULL;

-- last_step is the time step of the newest code taken: none before it, nor it
-- again, is taken later.
CREATE TABLE second_factors (
	user_id    INTEGER PRIMARY KEY REFERENCES users (id),
	secret     TEXT NOT NULL,
	last_step  INTEGER NOT NULL,
	created_at DATETIME NOT NULL
);

CREATE TABLE recovery_codes (
	id        INTEGER PRIMARY KEY AUTOINCREMENT,
	user_id   INTEGER NOT NULL REFERENCES users (id),
	code_hash TEXT NOT NULL,
	used_at   DATETIME,
	UNIQUE (user_id, code_hash)
);

CREATE TABLE api_tokens (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	user_id    INTEGER NOT NULL REFERENCES users (id),
	name       TEXT NOT NULL,
	token_hash TEXT NOT NULL UNIQUE,
	scope      TEXT NOT NULL CHECK (scope IN ('read', 'review', 'edit')),
	created_at DATETIME NOT NULL,
	expires_at DATETIME NOT NULL,
	used_at    DATETIME,
	revoked_at DATETIME
);
CREATE INDEX api_tokens_by_user ON api_tokens (user_id, id) WHERE revoked_at IS NULL;
