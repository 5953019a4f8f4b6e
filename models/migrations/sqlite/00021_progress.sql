-- +goose Up

-- The decisions of a day, for charts. wait is the span in which the claim had
-- waited for its first verdict, -1 for later ones.
CREATE TABLE work_days (
	user_id INTEGER NOT NULL REFERENCES users (id),
	day     INTEGER NOT NULL, -- since 1970, in UTC
	kind    TEXT NOT NULL,
	status  TEXT NOT NULL,    -- of the verdict, or "undone"
	wait    INTEGER NOT NULL,
	n       INTEGER NOT NULL,
	PRIMARY KEY (user_id, day, kind, status, wait)
) WITHOUT ROWID;
CREATE INDEX work_days_by_day ON work_days (day);
INSERT INTO work_days (user_id, day, kind, status, wait, n)
SELECT user_id, CAST(strftime('%s', substr(decisions.created_at, 1, 10)) AS INTEGER) / 86400, kind, CASE WHEN undoes_id IS NULL THEN decisions.status ELSE 'undone' END,
	CASE WHEN seq > 1 OR undoes_id IS NOT NULL THEN -1 ELSE CASE WHEN (julianday(substr(decisions.created_at, 1, 19)) - julianday(substr(claims.created_at, 1, 19))) * 24 < 1 THEN 0 WHEN (julianday(substr(decisions.created_at, 1, 19)) - julianday(substr(claims.created_at, 1, 19))) * 24 < 4 THEN 1 WHEN (julianday(substr(decisions.created_at, 1, 19)) - julianday(substr(claims.created_at, 1, 19))) * 24 < 24 THEN 2 WHEN (julianday(substr(decisions.created_at, 1, 19)) - julianday(substr(claims.created_at, 1, 19))) * 24 < 72 THEN 3 WHEN (julianday(substr(decisions.created_at, 1, 19)) - julianday(substr(claims.created_at, 1, 19))) * 24 < 168 THEN 4 ELSE 5 END END, COUNT(*)
FROM decisions JOIN claims ON claims.id = decisions.claim_id
GROUP BY 1, 2, 3, 4, 5;

-- How many claims stood where in the evening of a day.
CREATE TABLE status_days (
	day    INTEGER NOT NULL, -- since 1970, in UTC
	status TEXT NOT NULL,
	n      INTEGER NOT NULL,
	PRIMARY KEY (status, day)
) WITHOUT ROWID;
INSERT INTO status_days (day, status, n)
SELECT day, status, SUM(SUM(change)) OVER (PARTITION BY status ORDER BY day)
FROM (
	SELECT CAST(strftime('%s', substr(created_at, 1, 10)) AS INTEGER) / 86400 AS day, 'unreviewed' AS status, COUNT(*) AS change FROM claims WHERE checkable AND NOT stale GROUP BY 1
	UNION ALL SELECT CAST(strftime('%s', substr(decided_at, 1, 10)) AS INTEGER) / 86400, 'unreviewed', -COUNT(*) FROM claims WHERE checkable AND NOT stale AND status <> 'unreviewed' AND decided_at IS NOT NULL GROUP BY 1
	UNION ALL SELECT CAST(strftime('%s', substr(decided_at, 1, 10)) AS INTEGER) / 86400, status, COUNT(*) FROM claims WHERE checkable AND NOT stale AND status <> 'unreviewed' AND decided_at IS NOT NULL GROUP BY 1, 2
) AS changes GROUP BY day, status;
