package models

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
)

// openKeeping opens one connection that keeps its statements, with a table of
// the numbers 1 to 3.
func openKeeping(t *testing.T) *sql.Conn {
	t.Helper()
	connector, err := newKeepingConnector(sqliteDSN(filepath.Join(t.TempDir(), "kept.db"), ""))
	if err != nil {
		t.Fatal(err)
	}
	db := sql.OpenDB(connector)
	t.Cleanup(func() { db.Close() })
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	for _, q := range []string{"CREATE TABLE t (n INTEGER UNIQUE)", "INSERT INTO t VALUES (1), (2), (3)"} {
		if _, err := conn.ExecContext(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	return conn
}

const countFrom = "SELECT COUNT(*) FROM t WHERE n >= ?"

func wantCount(t *testing.T, conn *sql.Conn, from, want int) {
	t.Helper()
	var n int
	if err := conn.QueryRowContext(t.Context(), countFrom, from).Scan(&n); err != nil || n != want {
		t.Errorf("%d rows from %d, %v; want %d", n, from, err, want)
	}
}

// kept counts the statements that a connection has ready.
func kept(t *testing.T, conn *sql.Conn) (n int) {
	t.Helper()
	if err := conn.Raw(func(c any) error { n = len(c.(*keepingConn).idle); return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestStatementsAreUsedAgain(t *testing.T) {
	t.Parallel()
	conn := openKeeping(t)
	wantCount(t, conn, 1, 3)
	before := kept(t, conn)
	wantCount(t, conn, 3, 1)
	wantCount(t, conn, 4, 0)
	if after := kept(t, conn); after != before {
		t.Errorf("%d statements kept after the same query, %d before", after, before)
	}
}

func TestStatementsKeptAreBounded(t *testing.T) {
	t.Parallel()
	conn := openKeeping(t)
	for i := range 2 * statementsKept {
		var n int
		if err := conn.QueryRowContext(t.Context(), fmt.Sprintf("SELECT %d", i)).Scan(&n); err != nil || n != i {
			t.Fatalf("got %d, %v; want %d", n, err, i)
		}
	}
	if n := kept(t, conn); n != statementsKept {
		t.Errorf("%d statements kept, want %d", n, statementsKept)
	}
}

// One query may be asked again while its rows are still read.
func TestStatementsInsideTheirOwnRows(t *testing.T) {
	t.Parallel()
	conn := openKeeping(t)
	const numbers = "SELECT n FROM t ORDER BY n"
	rows, err := conn.QueryContext(t.Context(), numbers)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var seen []int
	for rows.Next() {
		var outer, first int
		if err := rows.Scan(&outer); err != nil {
			t.Fatal(err)
		}
		if err := conn.QueryRowContext(t.Context(), numbers).Scan(&first); err != nil || first != 1 {
			t.Fatalf("inner rows begin with %d, %v", first, err)
		}
		seen = append(seen, outer)
	}
	if fmt.Sprint(seen) != "[1 2 3]" || rows.Err() != nil {
		t.Errorf("outer rows %v, %v", seen, rows.Err())
	}
}

func TestStatementsAfterAFailure(t *testing.T) {
	t.Parallel()
	conn := openKeeping(t)
	const insert = "INSERT INTO t VALUES (?)"
	for i, wantErr := range []bool{true, false, true} {
		_, err := conn.ExecContext(t.Context(), insert, []int{3, 4, 4}[i])
		if (err != nil) != wantErr {
			t.Errorf("insert %d: %v", i, err)
		}
	}
	wantCount(t, conn, 1, 4)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if err := conn.QueryRowContext(gone, countFrom, 1).Scan(new(int)); err == nil {
		t.Error("a query of somebody who left gave an answer")
	}
	wantCount(t, conn, 4, 1)
}

func TestStatementsSeeNewColumns(t *testing.T) {
	t.Parallel()
	conn := openKeeping(t)
	const all = "SELECT * FROM t ORDER BY n LIMIT 1"
	for want := 1; want <= 2; want++ {
		rows, err := conn.QueryContext(t.Context(), all)
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if !rows.Next() || err != nil || len(columns) != want {
			t.Errorf("columns %v, %v; want %d", columns, err, want)
		}
		rows.Close()
		if _, err := conn.ExecContext(t.Context(), fmt.Sprintf("ALTER TABLE t ADD COLUMN c%d TEXT", want)); err != nil {
			t.Fatal(err)
		}
	}
}

// What is kept holds no lock: another connection may write and the file may be
// folded together.
func TestStatementsKeptHoldNothing(t *testing.T) {
	t.Parallel()
	conn := openKeeping(t)
	wantCount(t, conn, 1, 3)
	for _, q := range []string{"PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "DROP TABLE t"} {
		if _, err := conn.ExecContext(t.Context(), q); err != nil {
			t.Errorf("%s: %v", q, err)
		}
	}
	if err := conn.QueryRowContext(t.Context(), countFrom, 1).Scan(new(int)); err == nil {
		t.Error("a table that is gone was counted")
	}
}
