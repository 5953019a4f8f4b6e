-- +goose Up

-- Who published it, what sort of thing it is, the day it came out, and the
-- figure that it states, as the engine read it from the excerpt.
ALTER TABLE evidence ADD COLUMN publisher TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN type TEXT NOT NULL DEFAULT '' CHECK (type IN ('', 'official_statement', 'document', 'data_set',
	'news_report', 'court_record', 'image_video', 'interview', 'other'));
ALTER TABLE evidence ADD COLUMN published TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN stated TEXT;
ALTER TABLE evidence ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;

-- One row a change: the evidence as it stood before, who changed it and when.
CREATE TABLE evidence_versions (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	evidence_id INTEGER NOT NULL REFERENCES evidence (id),
	revision    INTEGER NOT NULL,
	change      TEXT NOT NULL CHECK (change IN ('edit', 'withdraw')),
	reason      TEXT NOT NULL,
	before_json TEXT NOT NULL,
	user_id     INTEGER NOT NULL REFERENCES users (id),
	token       TEXT NOT NULL,
	created_at  DATETIME NOT NULL,
	UNIQUE (evidence_id, revision),
	UNIQUE (user_id, token)
);

-- +goose StatementBegin
CREATE TRIGGER evidence_versions_stay BEFORE UPDATE ON evidence_versions BEGIN
	SELECT RAISE(ABORT, 'versions of evidence are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER evidence_versions_remain BEFORE DELETE ON evidence_versions BEGIN
	SELECT RAISE(ABORT, 'versions of evidence are never removed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER evidence_remains BEFORE DELETE ON evidence BEGIN
	SELECT RAISE(ABORT, 'evidence is withdrawn, never removed');
END;
-- +goose StatementEnd
