-- +goose Up

-- What a command left behind: fingerprints of the rows that it wrote.
ALTER TABLE audit ADD COLUMN seals TEXT NOT NULL DEFAULT '';

-- REPLACE removes a row without a word to the triggers on DELETE.
-- +goose StatementBegin
CREATE TRIGGER decisions_are_new BEFORE INSERT ON decisions
WHEN EXISTS (SELECT 1 FROM decisions WHERE id = new.id)
	OR EXISTS (SELECT 1 FROM decisions WHERE claim_id = new.claim_id AND (seq = new.seq OR revision = new.revision))
	OR EXISTS (SELECT 1 FROM decisions WHERE user_id = new.user_id AND token = new.token)
	OR EXISTS (SELECT 1 FROM decisions WHERE undoes_id = new.undoes_id) BEGIN
	SELECT RAISE(ABORT, 'decisions are never replaced');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER edits_are_new BEFORE INSERT ON edits
WHEN EXISTS (SELECT 1 FROM edits WHERE id = new.id)
	OR EXISTS (SELECT 1 FROM edits WHERE claim_id = new.claim_id AND revision = new.revision)
	OR EXISTS (SELECT 1 FROM edits WHERE user_id = new.user_id AND token = new.token) BEGIN
	SELECT RAISE(ABORT, 'edits are never replaced');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_is_new BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE seq = new.seq) BEGIN
	SELECT RAISE(ABORT, 'the audit log is never replaced');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER evidence_versions_are_new BEFORE INSERT ON evidence_versions
WHEN EXISTS (SELECT 1 FROM evidence_versions WHERE id = new.id)
	OR EXISTS (SELECT 1 FROM evidence_versions WHERE evidence_id = new.evidence_id AND revision = new.revision)
	OR EXISTS (SELECT 1 FROM evidence_versions WHERE user_id = new.user_id AND token = new.token) BEGIN
	SELECT RAISE(ABORT, 'versions of evidence are never replaced');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER evidence_is_new BEFORE INSERT ON evidence
WHEN EXISTS (SELECT 1 FROM evidence WHERE id = new.id)
	OR EXISTS (SELECT 1 FROM evidence WHERE added_by_id = new.added_by_id AND token = new.token) BEGIN
	SELECT RAISE(ABORT, 'evidence is never replaced');
END;
-- +goose StatementEnd
