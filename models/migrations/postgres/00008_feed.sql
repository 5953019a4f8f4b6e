-- +goose Up

-- Whoever shows live pages is told the number of each new row of the audit log.
-- +goose StatementBegin
CREATE FUNCTION tell_feed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_notify('tallymark_feed', NEW.seq::text);
	RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER audit_told AFTER INSERT ON audit
	FOR EACH ROW EXECUTE FUNCTION tell_feed();
