-- +goose Up

CREATE TABLE users (
	id            INTEGER PRIMARY KEY AUTOINCREMENT,
	email         TEXT NOT NULL UNIQUE,
	name          TEXT NOT NULL,
	role          TEXT NOT NULL CHECK (role IN ('viewer', 'reviewer', 'editor', 'admin')),
	password_hash TEXT NOT NULL,
	disabled_at   DATETIME,
	session_epoch INTEGER NOT NULL DEFAULT 0,
	created_at    DATETIME NOT NULL
);

-- token is the SHA-256 of the cookie's, so that a copy of the database opens no session.
CREATE TABLE sessions (
	token      TEXT PRIMARY KEY,
	data       BLOB NOT NULL,
	expires_at INTEGER NOT NULL
);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE settings (
	name  TEXT PRIMARY KEY,
	value TEXT NOT NULL
);

CREATE TABLE outlets (
	id   INTEGER PRIMARY KEY AUTOINCREMENT,
	name TEXT NOT NULL UNIQUE
);

CREATE TABLE articles (
	id                 INTEGER PRIMARY KEY AUTOINCREMENT,
	title              TEXT NOT NULL,
	outlet_id          INTEGER REFERENCES outlets (id),
	url                TEXT NOT NULL,
	canonical_url      TEXT,
	text_hash          TEXT NOT NULL,
	published_at       DATETIME,
	lang               TEXT NOT NULL,
	lang_supported     BOOLEAN NOT NULL,
	current_version_id INTEGER NOT NULL,
	added_by_id        INTEGER REFERENCES users (id),
	created_at         DATETIME NOT NULL,
	n_unreviewed       INTEGER NOT NULL DEFAULT 0,
	n_needs_evidence   INTEGER NOT NULL DEFAULT 0,
	n_verified         INTEGER NOT NULL DEFAULT 0,
	n_disputed         INTEGER NOT NULL DEFAULT 0,
	n_unverifiable     INTEGER NOT NULL DEFAULT 0,
	n_superseded       INTEGER NOT NULL DEFAULT 0,
	n_not_a_claim      INTEGER NOT NULL DEFAULT 0
);
-- One article a URL; without a URL, one a text.
CREATE UNIQUE INDEX articles_by_url ON articles (canonical_url) WHERE canonical_url IS NOT NULL;
CREATE UNIQUE INDEX articles_by_text ON articles (text_hash) WHERE canonical_url IS NULL;
CREATE INDEX articles_by_outlet ON articles (outlet_id, id);
CREATE INDEX articles_open ON articles (id) WHERE n_unreviewed + n_needs_evidence > 0;
CREATE INDEX articles_disputed ON articles (id) WHERE n_disputed > 0;

-- The large columns come last, so that the others are read without them.
CREATE TABLE versions (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	article_id  INTEGER NOT NULL REFERENCES articles (id),
	number      INTEGER NOT NULL,
	text_hash   TEXT NOT NULL,
	raw_type    TEXT NOT NULL,
	raw_name    TEXT NOT NULL,
	http_status INTEGER NOT NULL,
	fetched_at  DATETIME NOT NULL,
	engine      TEXT NOT NULL,
	blocks      TEXT NOT NULL,
	links       TEXT NOT NULL,
	text        TEXT NOT NULL,
	raw         BLOB,
	UNIQUE (article_id, number),
	UNIQUE (article_id, text_hash)
);

CREATE TABLE claims (
	id                INTEGER PRIMARY KEY AUTOINCREMENT,
	article_id        INTEGER NOT NULL REFERENCES articles (id),
	version_id        INTEGER NOT NULL REFERENCES versions (id),
	outlet_id         INTEGER REFERENCES outlets (id),
	span_start        INTEGER NOT NULL,
	span_end          INTEGER NOT NULL,
	number_start      INTEGER NOT NULL,
	number_end        INTEGER NOT NULL,
	quote             TEXT NOT NULL,
	number_text       TEXT NOT NULL,
	value             REAL,
	low               REAL,
	high              REAL,
	approx            TEXT NOT NULL,
	kind              TEXT NOT NULL,
	unit              TEXT NOT NULL,
	unit_phrase       TEXT NOT NULL,
	unit_name         TEXT NOT NULL,
	unit_start        INTEGER NOT NULL,
	unit_end          INTEGER NOT NULL,
	currency          TEXT NOT NULL,
	si                TEXT NOT NULL,
	si_value          REAL,
	predicate         TEXT NOT NULL,
	change_role       TEXT NOT NULL,
	change_direction  TEXT NOT NULL,
	modality          TEXT NOT NULL,
	label             TEXT NOT NULL,
	subject           TEXT NOT NULL,
	subject_start     INTEGER NOT NULL,
	subject_end       INTEGER NOT NULL,
	scope             TEXT NOT NULL,
	total             BOOLEAN NOT NULL,
	whole             REAL,
	ratio             REAL,
	attributed_to     TEXT NOT NULL,
	attribution_start INTEGER NOT NULL,
	attribution_end   INTEGER NOT NULL,
	attribution_cue   TEXT NOT NULL,
	attribution_kind  TEXT NOT NULL,
	quoted            BOOLEAN NOT NULL,
	time_text         TEXT NOT NULL,
	time_start        INTEGER NOT NULL,
	time_end          INTEGER NOT NULL,
	time_from         TEXT NOT NULL,
	time_to           TEXT NOT NULL,
	place_text        TEXT NOT NULL,
	place_start       INTEGER NOT NULL,
	place_end         INTEGER NOT NULL,
	links             TEXT NOT NULL,
	role              TEXT NOT NULL,
	sentence_start    INTEGER NOT NULL,
	sentence_end      INTEGER NOT NULL,
	sentence          TEXT NOT NULL,
	checkable         BOOLEAN NOT NULL,
	not_checked       TEXT NOT NULL,
	score             REAL NOT NULL,
	score_parts       TEXT NOT NULL,
	source_link       TEXT NOT NULL,
	status            TEXT NOT NULL CHECK (status IN ('unreviewed', 'needs_evidence', 'verified',
	                  'disputed', 'unverifiable', 'superseded', 'not_a_claim')),
	basis             TEXT NOT NULL,
	decided_by_id     INTEGER REFERENCES users (id),
	decided_at        DATETIME,
	decision_reason   TEXT NOT NULL,
	correct_value     REAL,
	correct_text      TEXT NOT NULL,
	superseded_by_id  INTEGER REFERENCES claims (id),
	revision          INTEGER NOT NULL,
	stale             BOOLEAN NOT NULL,
	second_check      BOOLEAN NOT NULL,
	conflict_flag     BOOLEAN NOT NULL,
	math_flag         BOOLEAN NOT NULL,
	disagreement      BOOLEAN NOT NULL,
	evidence_count    INTEGER NOT NULL,
	evidence_url      TEXT NOT NULL,
	created_at        DATETIME NOT NULL
);
-- Identity: version and number span.
CREATE UNIQUE INDEX claims_by_place ON claims (version_id, number_start, number_end);
CREATE INDEX claims_by_article ON claims (article_id, number_start);
-- Lists go by id, newest first: each index ends in id, so that a page is one short walk.
CREATE INDEX claims_by_status ON claims (status, id) WHERE checkable AND NOT stale;
CREATE INDEX claims_by_kind ON claims (kind, id) WHERE checkable AND NOT stale;
CREATE INDEX claims_by_outlet ON claims (outlet_id, id);
CREATE INDEX claims_by_reviewer ON claims (decided_by_id, id) WHERE decided_by_id IS NOT NULL;

CREATE TABLE decisions (
	id               INTEGER PRIMARY KEY AUTOINCREMENT,
	claim_id         INTEGER NOT NULL REFERENCES claims (id),
	seq              INTEGER NOT NULL,
	revision         INTEGER NOT NULL,
	status           TEXT NOT NULL,
	basis            TEXT NOT NULL,
	reason           TEXT NOT NULL,
	correct_value    REAL,
	correct_text     TEXT NOT NULL,
	superseded_by_id INTEGER REFERENCES claims (id),
	user_id          INTEGER NOT NULL REFERENCES users (id),
	undoes_id        INTEGER REFERENCES decisions (id),
	policy           TEXT NOT NULL,
	evidence         TEXT NOT NULL,
	token            TEXT NOT NULL,
	created_at       DATETIME NOT NULL,
	UNIQUE (claim_id, seq),
	UNIQUE (claim_id, revision),
	UNIQUE (user_id, token),
	UNIQUE (undoes_id)
);

CREATE TABLE evidence (
	id              INTEGER PRIMARY KEY AUTOINCREMENT,
	claim_id        INTEGER NOT NULL REFERENCES claims (id),
	url             TEXT NOT NULL,
	title           TEXT NOT NULL,
	excerpt         TEXT NOT NULL,
	stance          TEXT NOT NULL CHECK (stance IN ('supports', 'contradicts', 'context')),
	tier            TEXT NOT NULL CHECK (tier IN ('', 'primary', 'secondary')),
	accessed_at     DATETIME NOT NULL,
	archive_url     TEXT NOT NULL,
	origin          TEXT NOT NULL,
	added_by_id     INTEGER NOT NULL REFERENCES users (id),
	withdrawn_at    DATETIME,
	withdraw_reason TEXT NOT NULL,
	token           TEXT NOT NULL,
	created_at      DATETIME NOT NULL,
	UNIQUE (added_by_id, token)
);
CREATE INDEX evidence_by_claim ON evidence (claim_id, id);

CREATE TABLE exports (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	user_id    INTEGER REFERENCES users (id),
	preset     TEXT NOT NULL,
	columns    TEXT NOT NULL,
	format     TEXT NOT NULL,
	filter     TEXT NOT NULL,
	row_count  INTEGER NOT NULL,
	sha256     TEXT NOT NULL,
	checkpoint TEXT NOT NULL,
	created_at DATETIME NOT NULL
);

CREATE TABLE audit (
	seq         INTEGER PRIMARY KEY,
	at          DATETIME NOT NULL,
	actor_id    INTEGER REFERENCES users (id),
	actor       TEXT NOT NULL,
	command     TEXT NOT NULL,
	ids         TEXT NOT NULL,
	before_json TEXT NOT NULL,
	after_json  TEXT NOT NULL,
	prev_hash   TEXT NOT NULL,
	hash        TEXT NOT NULL
);

-- The end of the chain: the last row's number and hash, and the roots of the
-- full subtrees of the tree over all rows, from which checkpoints are made.
CREATE TABLE audit_head (
	id    INTEGER PRIMARY KEY CHECK (id = 1),
	seq   INTEGER NOT NULL,
	hash  TEXT NOT NULL,
	roots TEXT NOT NULL
);
INSERT INTO audit_head (id, seq, hash, roots) VALUES (1, 0, '', '');

CREATE VIRTUAL TABLE article_search USING fts5 (
	title, text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE claim_search USING fts5 (
	label, sentence, subject, attributed_to, content = 'claims', content_rowid = 'id',
	tokenize = 'unicode61 remove_diacritics 2'
);
-- What is added is indexed by the program, all claims of a text at once: by a
-- trigger each row would write out the index anew.
-- +goose StatementBegin
CREATE TRIGGER claims_search_changed AFTER UPDATE OF label, sentence, subject, attributed_to ON claims
WHEN old.label <> new.label OR old.sentence <> new.sentence OR old.subject <> new.subject OR old.attributed_to <> new.attributed_to BEGIN
	INSERT INTO claim_search (claim_search, rowid, label, sentence, subject, attributed_to)
	VALUES ('delete', old.id, old.label, old.sentence, old.subject, old.attributed_to);
	INSERT INTO claim_search (rowid, label, sentence, subject, attributed_to)
	VALUES (new.id, new.label, new.sentence, new.subject, new.attributed_to);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER claims_search_removed AFTER DELETE ON claims BEGIN
	INSERT INTO claim_search (claim_search, rowid, label, sentence, subject, attributed_to)
	VALUES ('delete', old.id, old.label, old.sentence, old.subject, old.attributed_to);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions BEGIN
	SELECT RAISE(ABORT, 'decisions are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER decisions_remain BEFORE DELETE ON decisions BEGIN
	SELECT RAISE(ABORT, 'decisions are never removed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN
	SELECT RAISE(ABORT, 'the audit log is never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_remains BEFORE DELETE ON audit BEGIN
	SELECT RAISE(ABORT, 'the audit log is never shortened');
END;
-- +goose StatementEnd
