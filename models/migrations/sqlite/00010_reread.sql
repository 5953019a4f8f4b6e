-- +goose Up

-- The version of the engine that no longer found the claim in its text, empty
-- while it is found there.
ALTER TABLE claims ADD COLUMN missed_by TEXT NOT NULL DEFAULT '';

-- What points to a claim is looked up before the claim goes.
CREATE INDEX claims_by_newer ON claims (superseded_by_id) WHERE superseded_by_id IS NOT NULL;
CREATE INDEX decisions_by_newer ON decisions (superseded_by_id) WHERE superseded_by_id IS NOT NULL;
CREATE INDEX edits_by_other ON edits (other_id) WHERE other_id IS NOT NULL;
CREATE INDEX skips_by_claim ON skips (claim_id);
CREATE INDEX marks_by_claim ON marks (claim_id);
