-- +goose Up

-- Up to which change of the audit log somebody has looked.
CREATE TABLE looks (
	user_id BIGINT PRIMARY KEY REFERENCES users (id),
	seq     BIGINT NOT NULL,
	at      TIMESTAMPTZ NOT NULL
);
