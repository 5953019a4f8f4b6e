package models_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"

	"tallymark/models"
	"tallymark/models/storetest"
)

var errBack = errors.New("rolled back")

// forged tells what verify finds of statements that no method would send, run
// on the writer and taken back after. A statement that is refused is an error.
func forged(t testing.TB, s *models.Store, statements ...string) (models.Report, error) {
	t.Helper()
	var r models.Report
	err := s.WriteDB().Transaction(func(tx *gorm.DB) error {
		for _, sql := range statements {
			if err := tx.Exec(sql).Error; err != nil {
				return fmt.Errorf("%s: %w", sql, err)
			}
		}
		var err error
		if r, err = s.VerifyIn(ctx, tx); err != nil {
			t.Errorf("%s: %v", statements, err)
		}
		return errBack
	})
	if errors.Is(err, errBack) {
		err = nil
	}
	return r, err
}

// peopled is a database in which every table with seals has rows.
func peopled(t *testing.T, s *models.Store) (admin models.Actor) {
	t.Helper()
	ann, verified, disputed, _ := exported(t, s)
	admin = storetest.User(t, s, "ada", models.RoleAdmin)
	value := 42.0
	newer := verdict(disputed+1, models.StatusSuperseded)
	newer.SupersededByID, newer.CorrectValue, newer.CorrectText = &verified, &value, "42"
	decide(t, s, ann, newer)
	if _, _, err := s.Invite(ctx, admin, "new@example.org", models.RoleViewer); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.ShareView(ctx, admin, nil, 7); err != nil {
		t.Fatal(err)
	}
	apiToken(t, s, ann, "desk", models.ScopeRead)
	withFactor(t, s, admin)
	note(t, s, ann, verified, "Called the harbour, nobody knows.")
	dismissed(t, s, ann, "guarded")
	settled(t, s, admin)
	e := attach(t, s, ann, report(disputed, "guarded"))
	if _, err := s.EditEvidence(ctx, ann, edited(e, "Another title", "guarded")); err != nil {
		t.Fatal(err)
	}
	same := repeated(t, s)
	if _, err := s.DecideAll(ctx, ann, bulkOf("guarded", same[:2]...)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Mend(ctx, ann, engine(t), mend(t, s, same[3].ID, models.Typed{Figure: words("44")})); err != nil {
		t.Fatal(err)
	}
	export := models.Export{Preset: models.PresetEverything, Columns: "default", Format: "csv", SHA256: "ab"}
	if _, err := s.RecordExport(ctx, admin, export); err != nil {
		t.Fatal(err)
	}
	export.Rows, export.Sent = 1, new(models.ExportedClaims)
	export.Sent.Add(&models.Claim{ID: verified, Status: models.StatusVerified})
	if _, err := s.RecordExport(ctx, admin, export); err != nil {
		t.Fatal(err)
	}
	if _, err := s.AddNewsFeeds(ctx, admin, []models.NewNewsFeed{{URL: "https://news.example.org/feed", Folder: "Harbours"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.AddWebhook(ctx, admin, models.NewWebhook{URL: "https://hooks.example.org/in", Form: models.FormStandard, Events: []string{"claim.decided"}}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.AddImport(ctx, ann, models.NewImport{Name: "a.csv", File: "x.csv", Size: 7, Token: "guarded"}); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		s.AddTag(ctx, ann, verified, "to-call"),
		s.AddTag(ctx, ann, verified, "harbour"),
		s.RemoveTag(ctx, ann, verified, "harbour"),
		s.Assign(ctx, ann, disputed, ann.UserID),
		s.SetPolicy(ctx, admin, models.Policy{EvidenceRequired: true}),
		s.SetPassword(ctx, admin, ann.UserID, storetest.Password),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	whole(t, s)
	return admin
}

func TestEachForgeryIsFound(t *testing.T) {
	free := map[string]string{
		"sqlite":   "DROP TRIGGER decisions_stay; DROP TRIGGER decisions_are_new; DROP TRIGGER decisions_remain",
		"postgres": "ALTER TABLE decisions DISABLE TRIGGER USER",
	}
	gone := map[string]string{
		"sqlite":   "DROP TRIGGER evidence_remains",
		"postgres": "ALTER TABLE evidence DISABLE TRIGGER USER",
	}
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		peopled(t, s)
		for _, tt := range []struct{ sql, check string }{
			{"UPDATE claims SET value = value + 1 WHERE id = 2", "claims as they were written"},
			{"UPDATE claims SET value = NULL WHERE id = 2", "claims as they were written"},
			{"UPDATE claims SET label = 'nobody' WHERE id = 2", "claims as they were written"},
			{"UPDATE claims SET attributed_to = 'Nobody' WHERE id = 2", "claims as they were written"},
			{"UPDATE claims SET sentence = 'It was calm.' WHERE id = 2", "claims as they were written"},
			{"UPDATE claims SET source_link = 'https://evil.example/' WHERE id = 2", "claims as they were written"},
			{"UPDATE claims SET basis = 'calculation' WHERE id = 2", "verdicts"},
			{"UPDATE claims SET decision_reason = 'x' WHERE id = 2", "verdicts"},
			{"UPDATE claims SET correct_value = 7 WHERE id = 2", "verdicts"},
			{"UPDATE claims SET correct_value = NULL WHERE id = 3", "verdicts"},
			{"UPDATE claims SET superseded_by_id = 2 WHERE id = 3", "verdicts"},
			{"UPDATE claims SET decided_at = created_at WHERE id = 2", "verdicts"},
			{"UPDATE claims SET revision = revision + 1 WHERE id = 2", "verdicts as they were written"},
			{"UPDATE claims SET conflict_flag = TRUE WHERE status = 'unreviewed'", "verdicts as they were written"},
			{"UPDATE claims SET assigned_to_id = NULL WHERE id = 2", "verdicts as they were written"},
			{"UPDATE claims SET evidence_url = 'https://evil.example/' WHERE id = 1", "counts of the evidence"},
			{"UPDATE claims SET evidence_count = 9 WHERE id = 1", "counts of the evidence"},
			{"UPDATE claims SET outlet_id = NULL WHERE id = 1", "outlets of the claims"},
			{"UPDATE articles SET title = 'Another' WHERE id = 1", "articles as they were written"},
			{"UPDATE articles SET url = 'https://evil.example/' WHERE id = 1", "articles as they were written"},
			{"UPDATE versions SET raw_name = 'x' WHERE id = 1", "versions as they were written"},
			{"UPDATE outlets SET name = 'The Evil Example' WHERE id = 1", "outlets as they were written"},
			{"UPDATE users SET role = 'admin' WHERE role = 'reviewer'", "users as they were written"},
			{"UPDATE users SET password_hash = 'x'", "users as they were written"},
			{"UPDATE evidence SET excerpt = 'y'", "evidence as they were written"},
			{gone[s.Dialect()] + "; DELETE FROM evidence WHERE id = 2", "evidence as they were written"},
			{"UPDATE api_tokens SET scope = 'edit'", "tokens as they were written"},
			{"DELETE FROM claim_tags; DELETE FROM mentions; UPDATE notes SET withdrawn_at = created_at", "notes as they were written"},
			{"UPDATE second_factors SET secret = 'x'", "second factors as they were written"},
			{"DELETE FROM recovery_codes", "recovery codes as they were written"},
			{"UPDATE exports SET id = 4611686018427387904 WHERE row_count = 0", "exports as they were written"},
			{"UPDATE exports SET id = -5 WHERE row_count = 0", "exports as they were written"},
			{"UPDATE claim_tags SET created_at = '2020-01-01 00:00:00+00:00'", "tags as they were written"},
			{"DELETE FROM claim_tags", "tags as they were written"},
			{"INSERT INTO claim_tags (name, claim_id, added_by_id, created_at) SELECT name, 2, added_by_id, created_at FROM claim_tags", "tags as they were written"},
			{"UPDATE exported_claims SET claims = 7", "claims of exports as they were written"},
			{"DELETE FROM exported_claims", "claims of exports as they were written"},
			{"UPDATE exports SET row_count = 7", "exports as they were written"},
			{"UPDATE invitations SET role = 'admin'", "invitations as they were written"},
			{"UPDATE shares SET expires_at = '2099-01-01 00:00:00+00:00'", "shared links as they were written"},
			{"DELETE FROM invitations", "invitations as they were written"},
			{"UPDATE settings SET value = '{}' WHERE name = 'policy'", "policy"},
			{"DELETE FROM settings WHERE name = 'policy'", "policy"},
			{"DELETE FROM settings WHERE name = 'checkpoint_verifier'", "keys of the checkpoints"},
			{"DELETE FROM settings WHERE name LIKE 'checkpoint%'", "keys of the checkpoints"},
			{free[s.Dialect()], "guards"},
			{free[s.Dialect()] + "; UPDATE decisions SET reason = 'other' WHERE id = 1", "decisions as they were written"},
			{free[s.Dialect()] + "; UPDATE decisions SET status = 'disputed' WHERE id = 1; UPDATE claims SET status = 'disputed' WHERE id = 1", "decisions as they were written"},
		} {
			r, err := forged(t, s, strings.Split(tt.sql, "; ")...)
			if err != nil {
				t.Error(err)
			} else if !slices.ContainsFunc(r.Lines, func(c models.Check) bool { return c.Name == tt.check && !c.OK }) {
				t.Errorf("%s: not found by %s: %+v", tt.sql, tt.check, r.Lines)
			}
		}
		whole(t, s)
	})
}

// What triggers refuse, verify need not find.
func TestNothingIsReplaced(t *testing.T) {
	s := storetest.SQLite(t)
	peopled(t, s)
	for _, sql := range []string{
		"INSERT OR REPLACE INTO decisions SELECT * FROM decisions WHERE id = 1",
		"REPLACE INTO audit SELECT * FROM audit WHERE seq = 2",
		"UPDATE OR REPLACE decisions SET seq = 2",
	} {
		if _, err := forged(t, s, sql); err == nil || !strings.Contains(err.Error(), "never") {
			t.Errorf("%s: %v", sql, err)
		}
	}
	for _, table := range []string{"claim", "article"} {
		sql := fmt.Sprintf("INSERT INTO %[1]s_search (%[1]s_search) VALUES ('delete-all')", table)
		if r, err := forged(t, s, sql); err != nil || r.OK() {
			t.Errorf("%s: %+v, %v", sql, r.Lines, err)
		}
	}
}

// A table that comes later gets seals or a reason why it has none.
func TestEveryTableIsGuarded(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		for _, table := range tables(t, s) {
			if _, ok := models.Unsealed[table]; ok == slices.Contains(models.SealedTables(), table) {
				t.Errorf("%s: add a line to seals, or to unsealed with the reason", table)
			}
		}
		peopled(t, s)
		for _, table := range models.SealedTables() {
			var n int
			if err := s.ReadDB().Raw("SELECT COUNT(*) FROM " + table).Scan(&n).Error; err != nil || n == 0 {
				t.Errorf("%s: %d rows, %v: add one in peopled, so that it is forged too", table, n, err)
			}
		}
	})
}

func tables(t testing.TB, s *models.Store) (names []string) {
	t.Helper()
	query := "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_search%' ESCAPE '\\'"
	if s.Dialect() == "postgres" {
		query = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
	}
	if err := s.ReadDB().Raw(query).Scan(&names).Error; err != nil || len(names) < 15 {
		t.Fatal(names, err)
	}
	return names
}

// Any one change of any one value is found.
//
// TALLYMARK_TEST_MUTATIONS asks for more of them, 1000 for instance.
func TestEachMutationIsFound(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		peopled(t, s)
		places := mutable(t, s)
		for _, table := range append(models.SealedTables(), "audit", "audit_head") {
			if r, err := forged(t, s, around(t, s, table, "SELECT 1")...); err != nil || !r.OK() {
				t.Fatalf("%s without a mutation: %+v, %v", table, r.Lines, err)
			}
		}
		random := rand.New(rand.NewPCG(1, 2))
		n, refused := asked("TALLYMARK_TEST_MUTATIONS", 50), 0
		for i := 0; i < n+refused; i++ {
			p := places[random.IntN(len(places))]
			sql := p.mutation(random)
			switch r, err := forged(t, s, around(t, s, p.table, sql)...); {
			case err != nil:
				if refused++; refused > n {
					t.Fatal(err)
				}
			case r.OK():
				t.Errorf("not found: %s", sql)
			}
		}
		t.Logf("%d mutations, and %d that a constraint refused", n, refused)
		whole(t, s)
	})
}

// What was written before there were seals is sealed once, by the migration.
// Sealed anew it is found, since what stood there by then could be anything.
func TestSealExisting(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		peopled(t, s)
		unsealedLog := func(from uint) {
			unguarded(t, s)
			if err := s.RewriteAudit(ctx, func(e *models.Entry) {
				if e.Seq >= from {
					e.Seals = ""
				}
			}); err != nil {
				t.Fatal(err)
			}
		}
		migrated := func() models.Report {
			t.Helper()
			if _, err := s.Migrate(ctx); err != nil {
				t.Fatal(err)
			}
			r, err := s.Verify(ctx)
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		unsealedLog(0)
		if r := migrated(); failed(r) != "guards" {
			t.Fatalf("sealed once: %+v", r.Lines)
		}
		end, err := s.FeedEnd(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if r := migrated(); failed(r) != "guards" {
			t.Fatalf("sealed twice: %+v", r.Lines)
		}
		if again, err := s.FeedEnd(ctx); err != nil || again != end {
			t.Errorf("a start without migrations wrote %d rows, %v", again-end, err)
		}
		reviewer(t, s, "carl")
		if err := s.WriteDB().Exec("UPDATE users SET role = 'admin'").Error; err != nil {
			t.Fatal(err)
		}
		if r := migrated(); failed(r) != "guards, users as they were written" {
			t.Errorf("after a forgery: %+v", r.Lines)
		}
		reviewer(t, s, "dora")
		unsealedLog(end + 2)
		if r := migrated(); failed(r) != "guards, seals" {
			t.Errorf("sealed anew: %+v", r.Lines)
		}
	})
}

// failed names the checks that did not pass.
func failed(r models.Report) string {
	var names []string
	for _, c := range r.Lines {
		if !c.OK {
			names = append(names, c.Name)
		}
	}
	return strings.Join(names, ", ")
}

// place is a column of a table that has rows, and what holds values in it.
type place struct {
	table, column, row, kind string
}

// mutable are the columns of the tables with seals and of the audit log.
func mutable(t testing.TB, s *models.Store) (places []place) {
	t.Helper()
	left := []string{"users.keys_off", "api_tokens.used_at", "second_factors.last_step", "articles.search", "articles.unmatched", "claims.search", "claims.priority"}
	for table, columns := range map[string]string{ // how far work is, which nobody decides
		"news_feeds": "title next_at read_at failures problem etag last_modified",
		"imports":    "file offset_done line added known failed worked ended_at problem",
		"webhooks":   "seq failing_since",
	} {
		for column := range strings.FieldsSeq(columns) {
			left = append(left, table+"."+column)
		}
	}
	for _, table := range append(models.SealedTables(), "audit", "audit_head") {
		var rows []string
		row := "rowid"
		if s.Dialect() == "postgres" {
			row = "ctid"
		}
		if err := s.ReadDB().Raw("SELECT CAST(" + row + " AS TEXT) FROM " + table).Scan(&rows).Error; err != nil {
			t.Fatal(err)
		}
		query := "SELECT name, type FROM pragma_table_info(?)"
		if s.Dialect() == "postgres" {
			query = "SELECT column_name AS name, data_type AS type FROM information_schema.columns WHERE table_name = ? AND table_schema = current_schema()"
		}
		var columns []struct{ Name, Type string }
		if err := s.ReadDB().Raw(query, table).Scan(&columns).Error; err != nil {
			t.Fatal(err)
		}
		for _, c := range columns {
			if slices.Contains(left, table+"."+c.Name) {
				continue
			}
			for _, r := range rows {
				places = append(places, place{table, c.Name, row + " = '" + r + "'", strings.ToUpper(c.Type)})
			}
		}
	}
	return places
}

// mutation changes the value, whatever it is, to another of its kind.
func (p place) mutation(random *rand.Rand) string {
	to := fmt.Sprintf("COALESCE(%s, 0) + %d", p.column, 1+random.IntN(5))
	switch p.kind {
	case "TEXT":
		to = fmt.Sprintf("COALESCE(%s, '') || '%d'", p.column, random.IntN(10))
	case "BOOLEAN":
		to = "NOT " + p.column
	case "DATETIME", "TIMESTAMP WITH TIME ZONE":
		to = fmt.Sprintf("'2019-01-%02d 10:00:00+00:00'", 1+random.IntN(28))
	case "BLOB":
		to = "X'00'"
	case "BYTEA":
		to = "'\\x00'"
	}
	return fmt.Sprintf("UPDATE %s SET %s = %s WHERE %s", p.table, p.column, to, p.row)
}

// around puts statements around one on a table, so that triggers let it pass
// and are as they were when verify looks.
func around(t testing.TB, s *models.Store, table, statement string) []string {
	t.Helper()
	if s.Dialect() == "postgres" {
		return []string{"ALTER TABLE " + table + " DISABLE TRIGGER USER", statement, "ALTER TABLE " + table + " ENABLE TRIGGER USER"}
	}
	var triggers []struct{ Name, SQL string }
	if err := s.ReadDB().Raw("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", table).Scan(&triggers).Error; err != nil {
		t.Fatal(err)
	}
	statements := []string{statement}
	for _, trigger := range triggers {
		statements = slices.Insert(statements, 0, "DROP TRIGGER "+trigger.Name)
		statements = append(statements, trigger.SQL)
	}
	return statements
}
