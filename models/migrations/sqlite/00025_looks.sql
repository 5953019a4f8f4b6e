-- +goose Up

-- Up to which change of the audit log somebody has looked.
CREATE TABLE looks (
	user_id INTEGER PRIMARY KEY REFERENCES users (id),
	seq     INTEGER NOT NULL,
	at      DATETIME NOT NULL
);
