-- +goose Up

-- by_hand: a person set its place: added, split or merged. original: what the
-- engine read, as JSON, while a person's reading stands in its stead.
-- was_status: the verdict that the newest edit set back.
ALTER TABLE claims ADD COLUMN by_hand BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE claims ADD COLUMN original TEXT NOT NULL DEFAULT '';
ALTER TABLE claims ADD COLUMN was_status TEXT NOT NULL DEFAULT '';

CREATE TABLE edits (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	claim_id    INTEGER NOT NULL REFERENCES claims (id),
	revision    INTEGER NOT NULL,
	act         TEXT NOT NULL CHECK (act IN ('add', 'mend', 'restore', 'split', 'merge', 'reread')),
	resets      BOOLEAN NOT NULL,
	other_id    INTEGER REFERENCES claims (id),
	before_json TEXT NOT NULL,
	after_json  TEXT NOT NULL,
	reason      TEXT NOT NULL,
	user_id     INTEGER REFERENCES users (id),
	token       TEXT,
	created_at  DATETIME NOT NULL,
	UNIQUE (claim_id, revision),
	UNIQUE (user_id, token)
);

-- +goose StatementBegin
CREATE TRIGGER edits_stay BEFORE UPDATE ON edits BEGIN
	SELECT RAISE(ABORT, 'edits are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER edits_remain BEFORE DELETE ON edits BEGIN
	SELECT RAISE(ABORT, 'edits are never removed');
END;
-- +goose StatementEnd
