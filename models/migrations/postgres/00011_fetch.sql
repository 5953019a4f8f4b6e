-- +goose Up

-- What the server said by which it knows the page again, empty if nothing.
ALTER TABLE versions ADD COLUMN etag TEXT NOT NULL DEFAULT '';
ALTER TABLE versions ADD COLUMN last_modified TEXT NOT NULL DEFAULT '';
