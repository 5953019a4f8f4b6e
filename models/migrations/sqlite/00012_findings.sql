-- +goose Up

-- What people set aside of what does not add up in a text, with the reason. A
-- row is never changed: taking it back is a row too, with undoes_id.
CREATE TABLE finding_dismissals (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	article_id INTEGER NOT NULL REFERENCES articles (id),
	version_id INTEGER NOT NULL REFERENCES versions (id),
	finding    TEXT NOT NULL, -- its key: the kind, the claims and what it says
	says       TEXT NOT NULL,
	reason     TEXT NOT NULL,
	user_id    INTEGER NOT NULL REFERENCES users (id),
	undoes_id  INTEGER REFERENCES finding_dismissals (id),
	token      TEXT NOT NULL,
	created_at DATETIME NOT NULL,
	UNIQUE (user_id, token),
	UNIQUE (undoes_id)
);
CREATE INDEX finding_dismissals_by_article ON finding_dismissals (article_id, id);
-- +goose StatementBegin
CREATE TRIGGER finding_dismissals_stay BEFORE UPDATE ON finding_dismissals BEGIN
	SELECT RAISE(ABORT, 'dismissals of findings are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER finding_dismissals_remain BEFORE DELETE ON finding_dismissals BEGIN
	SELECT RAISE(ABORT, 'dismissals of findings are never removed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER finding_dismissals_are_new BEFORE INSERT ON finding_dismissals
WHEN EXISTS (SELECT 1 FROM finding_dismissals WHERE id = new.id)
	OR EXISTS (SELECT 1 FROM finding_dismissals WHERE user_id = new.user_id AND token = new.token)
	OR EXISTS (SELECT 1 FROM finding_dismissals WHERE undoes_id = new.undoes_id) BEGIN
	SELECT RAISE(ABORT, 'dismissals of findings are never replaced');
END;
-- +goose StatementEnd
