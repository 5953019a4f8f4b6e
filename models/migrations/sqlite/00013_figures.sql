-- +goose Up

-- The claims of the article have not been compared with others since they
-- changed.
ALTER TABLE articles ADD COLUMN unmatched BOOLEAN NOT NULL DEFAULT TRUE;
CREATE INDEX articles_unmatched ON articles (id) WHERE unmatched;

-- One quantity in the world, that claims of several articles report. All of it
-- is made of its claims and of what people said of it, and can be made again.
CREATE TABLE figures (
	id             INTEGER PRIMARY KEY AUTOINCREMENT,
	event_id       INTEGER NOT NULL, -- the first figure of the same event, itself if there is no other
	kind           TEXT NOT NULL,
	first_claim_id INTEGER NOT NULL,
	last_claim_id  INTEGER NOT NULL, -- the claim that came last, 0 without any
	low            REAL,
	high           REAL,
	n_claims       INTEGER NOT NULL,
	n_articles     INTEGER NOT NULL,
	n_outlets      INTEGER NOT NULL,
	n_origins      INTEGER NOT NULL,
	conflict       BOOLEAN NOT NULL,
	settled_by_id  INTEGER, -- the act that settled it
	merged_into_id INTEGER, -- the figure that people joined it to
	created_at     DATETIME NOT NULL
);
CREATE INDEX figures_by_event ON figures (event_id, id);
CREATE INDEX figures_shared ON figures (last_claim_id) WHERE n_articles > 1;
CREATE INDEX figures_in_conflict ON figures (last_claim_id) WHERE conflict;

-- A claim is of one figure at most.
CREATE TABLE figure_claims (
	claim_id   INTEGER PRIMARY KEY,
	figure_id  INTEGER NOT NULL,
	article_id INTEGER NOT NULL,
	day        INTEGER NOT NULL, -- since 1970, of the article, or on which it was added
	relation   TEXT NOT NULL,    -- how it stands to the others, the worst of all
	origin     INTEGER NOT NULL, -- the number of its origin within the figure
	score      REAL NOT NULL,
	parts      TEXT NOT NULL,    -- of the score
	via_id     INTEGER NOT NULL, -- the claim that it was compared with, 0 for the first
	placed_at  DATETIME NOT NULL,
	print      BLOB NOT NULL     -- what later claims are compared with
);
CREATE INDEX figure_claims_by_figure ON figure_claims (figure_id, day, claim_id);
CREATE INDEX figure_claims_by_article ON figure_claims (article_id);

CREATE TABLE figure_names (
	article_id INTEGER PRIMARY KEY,
	names      BLOB NOT NULL
);

-- Where figures are looked for: the month, and the hash of the kind with a word.
CREATE TABLE figure_keys (
	file      INTEGER NOT NULL,
	figure_id INTEGER NOT NULL,
	PRIMARY KEY (file, figure_id)
) WITHOUT ROWID;

-- What people said of figures. A row is never changed: taking it back is a row
-- too, with undoes_id.
CREATE TABLE figure_acts (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	act        TEXT NOT NULL CHECK (act IN ('join', 'split', 'scope', 'settle', 'undo')),
	figure_id  INTEGER NOT NULL REFERENCES figures (id),
	other_id   INTEGER REFERENCES figures (id), -- the figure that was joined to it, or that came of it
	claim_id   INTEGER REFERENCES claims (id),
	against_id INTEGER REFERENCES claims (id),  -- what the claim is, or is not, one figure with
	moved      TEXT NOT NULL,                   -- the claims that went over
	typed      TEXT NOT NULL,
	value      REAL,
	low        REAL,
	high       REAL,
	approx     TEXT NOT NULL,
	reason     TEXT NOT NULL,
	user_id    INTEGER NOT NULL REFERENCES users (id),
	undoes_id  INTEGER REFERENCES figure_acts (id),
	token      TEXT NOT NULL,
	created_at DATETIME NOT NULL,
	UNIQUE (user_id, token),
	UNIQUE (undoes_id)
);
CREATE INDEX figure_acts_by_figure ON figure_acts (figure_id, id);
CREATE INDEX figure_acts_by_other ON figure_acts (other_id) WHERE other_id IS NOT NULL;
CREATE INDEX figure_acts_by_claim ON figure_acts (claim_id) WHERE claim_id IS NOT NULL;
CREATE INDEX figure_acts_by_against ON figure_acts (against_id) WHERE against_id IS NOT NULL;
-- +goose StatementBegin
CREATE TRIGGER figure_acts_stay BEFORE UPDATE ON figure_acts BEGIN
	SELECT RAISE(ABORT, 'what was said of figures is never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER figure_acts_remain BEFORE DELETE ON figure_acts BEGIN
	SELECT RAISE(ABORT, 'what was said of figures is never removed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER figure_acts_are_new BEFORE INSERT ON figure_acts
WHEN EXISTS (SELECT 1 FROM figure_acts WHERE id = new.id)
	OR EXISTS (SELECT 1 FROM figure_acts WHERE user_id = new.user_id AND token = new.token)
	OR EXISTS (SELECT 1 FROM figure_acts WHERE undoes_id = new.undoes_id) BEGIN
	SELECT RAISE(ABORT, 'what was said of figures is never replaced');
END;
-- +goose StatementEnd
