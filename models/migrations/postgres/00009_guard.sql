-- +goose Up

-- What a command left behind: fingerprints of the rows that it wrote. Nothing
-- can be replaced here: INSERT … ON CONFLICT meets the triggers on UPDATE.
ALTER TABLE audit ADD COLUMN seals TEXT NOT NULL DEFAULT '';
