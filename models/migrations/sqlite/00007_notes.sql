-- +goose Up

-- What people say to each other about a claim. A note is never changed, and
-- never removed: its author can withdraw it.
CREATE TABLE notes (
	id           INTEGER PRIMARY KEY AUTOINCREMENT,
	claim_id     INTEGER NOT NULL REFERENCES claims (id),
	user_id      INTEGER NOT NULL REFERENCES users (id),
	text         TEXT NOT NULL,
	token        TEXT NOT NULL,
	created_at   DATETIME NOT NULL,
	withdrawn_at DATETIME,
	UNIQUE (user_id, token)
);
CREATE INDEX notes_by_claim ON notes (claim_id, id);
-- +goose StatementBegin
CREATE TRIGGER notes_stay BEFORE UPDATE OF claim_id, user_id, text, created_at ON notes BEGIN
	SELECT RAISE(ABORT, 'notes are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER notes_remain BEFORE DELETE ON notes BEGIN
	SELECT RAISE(ABORT, 'notes are never removed');
END;
-- +goose StatementEnd

CREATE TABLE mentions (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	note_id INTEGER NOT NULL REFERENCES notes (id),
	user_id INTEGER NOT NULL REFERENCES users (id),
	read_at DATETIME,
	UNIQUE (note_id, user_id)
);
CREATE INDEX mentions_by_user ON mentions (user_id, id);
CREATE INDEX mentions_unread ON mentions (user_id) WHERE read_at IS NULL;

CREATE TABLE claim_tags (
	name        TEXT NOT NULL,
	claim_id    INTEGER NOT NULL REFERENCES claims (id),
	added_by_id INTEGER NOT NULL REFERENCES users (id),
	created_at  DATETIME NOT NULL,
	PRIMARY KEY (name, claim_id)
);
CREATE INDEX claim_tags_by_claim ON claim_tags (claim_id, name);
-- The tags of a claim, repeated on it with a space between them.
ALTER TABLE claims ADD COLUMN tags TEXT NOT NULL DEFAULT '';

-- What a person picked out to decide on together.
CREATE TABLE marks (
	user_id    INTEGER NOT NULL REFERENCES users (id),
	claim_id   INTEGER NOT NULL REFERENCES claims (id),
	created_at DATETIME NOT NULL,
	PRIMARY KEY (user_id, claim_id)
);

-- Decisions that were made together, and together taken back.
CREATE TABLE bulks (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	user_id    INTEGER NOT NULL REFERENCES users (id),
	undoes_id  INTEGER REFERENCES bulks (id),
	token      TEXT NOT NULL,
	created_at DATETIME NOT NULL,
	UNIQUE (user_id, token),
	UNIQUE (undoes_id)
);
ALTER TABLE decisions ADD COLUMN bulk_id INTEGER REFERENCES bulks (id);
CREATE INDEX decisions_by_bulk ON decisions (bulk_id, id) WHERE bulk_id IS NOT NULL;
