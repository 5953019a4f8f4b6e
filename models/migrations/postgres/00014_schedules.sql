-- +goose Up

-- When the page of an article is read again. A row without next_at is switched
-- off, or has come to its end.
CREATE TABLE schedules (
	article_id BIGINT PRIMARY KEY REFERENCES articles (id),
	since      TIMESTAMPTZ NOT NULL, -- what the pauses are counted from
	next_at    TIMESTAMPTZ,
	read_at    TIMESTAMPTZ,          -- the last time
	failures   INTEGER NOT NULL DEFAULT 0, -- since the last reading that went well
	problem    TEXT NOT NULL DEFAULT ''    -- of the last reading
);
CREATE INDEX schedules_due ON schedules (next_at) WHERE next_at IS NOT NULL;
