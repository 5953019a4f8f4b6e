-- +goose Up

-- How soon a claim should be looked at: findings, conflicts, headline figures,
-- casualties, then the score. The largest comes first.
ALTER TABLE claims ADD COLUMN priority INTEGER GENERATED ALWAYS AS (
	math_flag * 16384 + conflict_flag * 8192 + (role = 'headline') * 4096
	+ (kind IN ('deaths', 'injuries', 'casualties', 'missing', 'hostages', 'displaced')) * 2048
	+ CAST(score * 1000 AS INTEGER)
) VIRTUAL;
ALTER TABLE claims ADD COLUMN assigned_to_id INTEGER REFERENCES users (id);

-- One index a tab of the queue, each in the order of the queue.
CREATE INDEX claims_queue_open ON claims (priority DESC, article_id, number_start)
	WHERE checkable AND NOT stale AND status || '' = 'unreviewed' AND NOT second_check;
CREATE INDEX claims_queue_evidence ON claims (priority DESC, article_id, number_start)
	WHERE checkable AND NOT stale AND status || '' = 'needs_evidence';
CREATE INDEX claims_queue_second ON claims (priority DESC, article_id, number_start)
	WHERE checkable AND NOT stale AND second_check;
CREATE INDEX claims_queue_trouble ON claims (priority DESC, article_id, number_start)
	WHERE checkable AND (conflict_flag OR stale OR disagreement);
CREATE INDEX claims_queue_mine ON claims (assigned_to_id, priority DESC, article_id, number_start)
	WHERE checkable AND NOT stale AND status IN ('unreviewed', 'needs_evidence') AND assigned_to_id IS NOT NULL;

-- Who is looking at a claim, and until when nobody else is sent to it.
CREATE TABLE leases (
	claim_id   INTEGER PRIMARY KEY REFERENCES claims (id),
	user_id    INTEGER NOT NULL REFERENCES users (id),
	expires_at DATETIME NOT NULL
);
CREATE INDEX leases_by_user ON leases (user_id);

-- What a person put off: it comes back when nothing else is left.
CREATE TABLE skips (
	user_id    INTEGER NOT NULL REFERENCES users (id),
	claim_id   INTEGER NOT NULL REFERENCES claims (id),
	created_at DATETIME NOT NULL,
	PRIMARY KEY (user_id, claim_id)
);

CREATE INDEX decisions_by_user ON decisions (user_id, id);

-- Whoever speaks to the computer, or types by accident, can do without single keys.
ALTER TABLE users ADD COLUMN keys_off BOOLEAN NOT NULL DEFAULT FALSE;
