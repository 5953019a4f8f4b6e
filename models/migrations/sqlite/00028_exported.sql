-- +goose Up

-- The claims that an export sent, as they stood then: some thousands in a row,
-- each with its number, revision and status in two or three bytes.
CREATE TABLE exported_claims (
	export_id INTEGER NOT NULL REFERENCES exports (id),
	part      INTEGER NOT NULL,
	claims    INTEGER NOT NULL, -- how many
	packed    BLOB NOT NULL,
	PRIMARY KEY (export_id, part)
);
