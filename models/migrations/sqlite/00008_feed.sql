-- +goose Up

-- Here the feed of changes asks for the end of the audit log; on PostgreSQL it
-- is told.
SELECT 1;
