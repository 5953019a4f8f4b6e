package models_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"tallymark/models"
	"tallymark/models/storetest"
)

// unguarded runs statements that the triggers would refuse.
func unguarded(t testing.TB, s *models.Store, statements ...string) {
	t.Helper()
	disable := []string{"DROP TRIGGER IF EXISTS audit_stays", "DROP TRIGGER IF EXISTS audit_remains"}
	if s.Dialect() == "postgres" {
		disable = []string{"ALTER TABLE audit DISABLE TRIGGER USER"}
	}
	for _, sql := range append(disable, statements...) {
		if err := s.WriteDB().Exec(sql).Error; err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
}

// history writes a log of seven rows.
func history(t testing.TB, s *models.Store) {
	t.Helper()
	ann := reviewer(t, s, "ann")
	_, cs := attack(t, s)
	for _, c := range cs {
		decide(t, s, ann, verdict(c.ID, models.StatusVerified))
	}
	if _, err := s.Undo(ctx, ann, cs[0].ID, 2, "undo"); err != nil {
		t.Fatal(err)
	}
	reviewer(t, s, "ben")
}

func TestVerifyAudit(t *testing.T) {
	for _, tt := range []struct {
		name string
		sql  []string
		want string // in the detail, "" when nothing is wrong
	}{
		{"as written", nil, ""},
		{"another actor", []string{"UPDATE audit SET actor = 'eve' WHERE seq = 3"}, "row 3 is not what was written"},
		{"another actor's id", []string{"UPDATE audit SET actor_id = NULL WHERE seq = 3"}, "row 3"},
		{"another time", []string{"UPDATE audit SET at = '2020-01-01 00:00:00+00:00' WHERE seq = 4"}, "row 4"},
		{"another command", []string{"UPDATE audit SET command = 'claim.undo' WHERE seq = 3"}, "row 3"},
		{"other ids", []string{`UPDATE audit SET ids = '{}' WHERE seq = 3`}, "row 3"},
		{"before", []string{`UPDATE audit SET before_json = 'null' WHERE seq = 3`}, "row 3"},
		{"after", []string{`UPDATE audit SET after_json = after_json || ' ' WHERE seq = 3`}, "row 3"},
		{"hash", []string{`UPDATE audit SET hash = '00' WHERE seq = 3`}, "row 3"},
		{"a row removed", []string{"DELETE FROM audit WHERE seq = 3"}, "row 4 follows row 2"},
		{"the first row removed", []string{"DELETE FROM audit WHERE seq = 1"}, "row 2 follows row 0"},
		{"the last row removed", []string{"DELETE FROM audit WHERE seq = 7"}, "ends with row 6"},
		{"all removed", []string{"DELETE FROM audit"}, "ends with row 0"},
		{"two swapped", []string{"UPDATE audit SET seq = 100 WHERE seq = 3", "UPDATE audit SET seq = 3 WHERE seq = 4", "UPDATE audit SET seq = 4 WHERE seq = 100"}, "row 3"},
		{"a copy added", []string{`INSERT INTO audit SELECT 8, at, actor_id, actor, command, ids, before_json, after_json, hash, hash, seals FROM audit WHERE seq = 7`}, "row 8"},
		{"numbers shifted", []string{"UPDATE audit SET seq = seq + 100", "UPDATE audit SET seq = seq - 99"}, "row 2 follows row 0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *models.Store) {
				history(t, s)
				unguarded(t, s, tt.sql...)
				r, err := s.VerifyAudit(ctx)
				if err != nil {
					t.Fatal(err)
				}
				if got := r.Lines[0]; got.OK != (tt.want == "") || !strings.Contains(got.Detail, tt.want) {
					t.Errorf("got %+v, want %q", got, tt.want)
				}
			})
		})
	}
}

// Every change of every kind is one row, also when many come at once.
func TestAuditAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		const n = 20
		won, lost := race(n, func(i int) error {
			_, _, err := s.AddArticle(ctx, models.SystemActor, articleOf(fmt.Sprint("https://a.example/", i), fmt.Sprintf("Text %d: 41 dead.", i)))
			return err
		})
		if won != n {
			t.Fatal(lost)
		}
		rows, _, err := s.Entries(ctx, models.SystemActor, "", 100)
		if err != nil || len(rows) != n || rows[0].Seq != n {
			t.Errorf("%d rows, %v", len(rows), err)
		}
		whole(t, s)
	})
}

func TestEntries(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		history(t, s)
		ed := storetest.User(t, s, "ed", models.RoleEditor)
		var commands []string
		for cursor := ""; ; {
			rows, next, err := s.Entries(ctx, ed, cursor, 3)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range rows {
				commands = append(commands, e.Command)
			}
			if cursor = next; next == "" {
				break
			}
		}
		want := "user.add user.add claim.undo claim.decide claim.decide claim.decide article.add user.add"
		if got := strings.Join(commands, " "); got != want {
			t.Errorf("got %s", got)
		}
		if _, _, err := s.Entries(ctx, models.Actor{UserID: 1, Role: models.RoleReviewer}, "", 0); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("reviewer: %v", err)
		}
	})
}

func TestCheckpoint(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		history(t, s)
		signed, err := s.Checkpoint(ctx)
		if err != nil {
			t.Fatal(err)
		}
		check := func(name string, checkpoint []byte, want bool) {
			t.Helper()
			r, err := s.VerifyCheckpoint(ctx, checkpoint)
			if err != nil || len(r.Lines) != 2 || r.Lines[1].OK != want {
				t.Errorf("%s: %+v, %v", name, r, err)
			}
		}
		check("at once", signed, true)
		reviewer(t, s, "cleo")
		check("after more rows", signed, true)
		check("another number", []byte(strings.Replace(string(signed), "\n7\n", "\n6\n", 1)), false)
		check("no checkpoint", []byte("hello"), false)
		check("nothing", nil, false)
		other := storetest.SQLite(t)
		history(t, other)
		foreign, err := other.Checkpoint(ctx)
		if err != nil {
			t.Fatal(err)
		}
		check("of another database", foreign, false)
		unguarded(t, s, "DELETE FROM audit WHERE seq > 5")
		check("log cut", signed, false)
	})
}

// The log's tree is the one that tlog defines, whatever its size.
func TestTree(t *testing.T) {
	var hashes []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		got := make([]tlog.Hash, len(indexes))
		for i, at := range indexes {
			got[i] = hashes[at]
		}
		return got, nil
	})
	var tree models.Tree
	for n := range int64(70) {
		row := fmt.Sprint("row ", n)
		more, err := tlog.StoredHashes(n, []byte(row), reader)
		if err != nil {
			t.Fatal(err)
		}
		hashes = append(hashes, more...)
		want, err := tlog.TreeHash(n+1, reader)
		if err != nil {
			t.Fatal(err)
		}
		tree = tree.With(uint(n+1), row)
		if got := tree.Root(); got != want {
			t.Fatalf("%d rows: got %v, want %v", n+1, got, want)
		}
	}
}
