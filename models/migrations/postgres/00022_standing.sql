-- +goose Up

-- What does not add up in an article as it stands, and nobody has set aside, for
-- each claim that it is about. It is made of the claims and of the dismissals,
-- and kept so that the queue, lists and exports need not read every text.
CREATE TABLE claim_findings (
	claim_id   BIGINT NOT NULL,
	finding    TEXT NOT NULL, -- its key: the kind, the claims and what it says
	article_id BIGINT NOT NULL,
	kind       TEXT NOT NULL,
	says       TEXT NOT NULL,
	PRIMARY KEY (claim_id, finding)
);
CREATE INDEX claim_findings_by_article ON claim_findings (article_id, claim_id);
UPDATE articles SET unmatched = TRUE WHERE NOT unmatched;

-- Lists of what is in conflict or in a finding, the newest first.
CREATE INDEX claims_in_conflict ON claims (id, article_id) WHERE conflict_flag;
CREATE INDEX claims_in_finding ON claims (id, article_id) WHERE math_flag;
CREATE INDEX claims_conflict_in ON claims (article_id) WHERE conflict_flag AND checkable AND NOT stale;
CREATE INDEX claims_finding_in ON claims (article_id) WHERE math_flag AND checkable AND NOT stale;
CREATE INDEX articles_attention_by_id ON articles (id) WHERE n_attention > 0;

-- The tab of conflicts has the findings too.
DROP INDEX claims_queue_trouble;
CREATE INDEX claims_queue_trouble ON claims (priority DESC, article_id, number_start)
	WHERE checkable AND (conflict_flag OR math_flag OR stale OR disagreement);
