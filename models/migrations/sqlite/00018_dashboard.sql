-- +goose Up

-- What makes it dangerous to print an article, counted among its claims.
ALTER TABLE articles ADD COLUMN n_headline_disputed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE articles ADD COLUMN n_headline_open     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE articles ADD COLUMN n_attention         INTEGER NOT NULL DEFAULT 0;
UPDATE articles SET n_headline_disputed = counted.disputed, n_headline_open = counted.open, n_attention = counted.attention
FROM (
	SELECT article_id,
		SUM(CASE WHEN role = 'headline' AND status = 'disputed' THEN 1 ELSE 0 END) AS disputed,
		SUM(CASE WHEN role = 'headline' AND status IN ('unreviewed', 'needs_evidence') THEN 1 ELSE 0 END) AS open,
		SUM(CASE WHEN (conflict_flag OR math_flag OR disagreement) AND status NOT IN ('superseded', 'not_a_claim') THEN 1 ELSE 0 END) AS attention
	FROM claims WHERE checkable AND NOT stale AND (role = 'headline' OR conflict_flag OR math_flag OR disagreement) GROUP BY article_id
) AS counted WHERE counted.article_id = articles.id;

-- What an editor has to see first: a disputed figure in the headline, disputed
-- figures, conflicts and findings, an open figure in the headline, many open
-- figures; of two alike, the newer article. The largest comes first.
ALTER TABLE articles ADD COLUMN urgency INTEGER GENERATED ALWAYS AS (
	((n_headline_disputed > 0) * 16384 + (n_disputed > 0) * 8192 + (n_attention > 0) * 4096 + (n_headline_open > 0) * 2048
	+ MIN(n_unreviewed + n_needs_evidence, 2047)) * 4294967296 + id
) VIRTUAL;
CREATE UNIQUE INDEX articles_urgency ON articles (urgency);
CREATE INDEX articles_urgency_of_outlet ON articles (outlet_id, urgency);
CREATE INDEX articles_attention ON articles (urgency) WHERE n_attention > 0;
CREATE INDEX articles_done ON articles (urgency)
	WHERE n_unreviewed + n_needs_evidence = 0 AND n_verified + n_disputed + n_unverifiable + n_superseded + n_not_a_claim > 0;
