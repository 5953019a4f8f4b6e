-- +goose Up

-- The board goes by what moved last, in each of its tabs.
CREATE INDEX figures_by_last ON figures (last_claim_id);
CREATE INDEX figures_settled ON figures (last_claim_id) WHERE settled_by_id IS NOT NULL;
