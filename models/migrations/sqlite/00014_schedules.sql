-- +goose Up

-- When the page of an article is read again. A row without next_at is switched
-- off, or has come to its end.
CREATE TABLE schedules (
	article_id INTEGER PRIMARY KEY REFERENCES articles (id),
	since      DATETIME NOT NULL, -- what the pauses are counted from
	next_at    DATETIME,
	read_at    DATETIME,          -- the last time
	failures   INTEGER NOT NULL DEFAULT 0, -- since the last reading that went well
	problem    TEXT NOT NULL DEFAULT ''    -- of the last reading
);
CREATE INDEX schedules_due ON schedules (next_at) WHERE next_at IS NOT NULL;
