package models

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	_ "modernc.org/sqlite" // the driver named "sqlite"
)

// Every connection gets these settings: a commit is on disk before it is
// acknowledged, a writer waits for its turn from the start of the transaction,
// and times are stored so that they can be read and sorted.
const sqliteSettings = "_txlock=immediate&_time_format=sqlite&_timezone=UTC" +
	"&_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)" +
	"&_pragma=foreign_keys(1)&_pragma=cache_size(-8192)"

// oldestSQLite is the first release without the bug that could corrupt a
// database when its write-ahead log was reset.
var oldestSQLite = [3]int{3, 51, 3}

const sqliteReaders = 4

// CheckDatabaseName refuses what is neither a postgres:// address nor the plain
// name of a file. SQLite's own addresses, file:x.db and x.db?mode=ro, would
// otherwise name new, empty databases beside the one that is meant.
func CheckDatabaseName(dsn string) error {
	switch {
	case isPostgres(dsn):
		return nil
	case dsn == "" || strings.HasPrefix(dsn, ":memory:") || strings.Contains(dsn, "://"):
		return invalid("db", "%q names no database: give a file name or a postgres:// address", dsn)
	case strings.HasPrefix(strings.ToLower(dsn), "file:") || sqliteQuery.MatchString(dsn):
		return invalid("db", "%q is an SQLite address: give the plain name of the file, without \"file:\" before it and \"?…=…\" behind it", dsn)
	}
	return nil
}

// sqliteQuery is what ends an SQLite address. A mere "?" is part of a name.
var sqliteQuery = regexp.MustCompile(`\?[a-z_]+=`)

// sqliteDSN escapes the file, so that a name with "?" or "%" is just a name.
func sqliteDSN(file, more string) string {
	escaped := (&url.URL{Path: filepath.ToSlash(file)}).EscapedPath()
	return "file:" + strings.ReplaceAll(escaped, ":", "%3A") + "?" + sqliteSettings + more
}

func (s *Store) openSQLite(ctx context.Context) error {
	s.dialect = dialectSQLite
	if err := CheckDatabaseName(s.dsn); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(s.dsn), 0o700); err != nil {
		return fmt.Errorf("make folder of database: %w", err)
	}
	var err error
	if s.write, err = s.sqlitePool(sqliteDSN(s.dsn, ""), 1); err != nil {
		return err
	}
	if s.read, err = s.sqlitePool(sqliteDSN(s.dsn, "&_pragma=query_only(1)"), sqliteReaders); err != nil {
		return err
	}
	if err := checkSQLite(s.write.WithContext(ctx), 0); err != nil {
		return err
	}
	return checkSQLite(s.read.WithContext(ctx), 1)
}

func (s *Store) sqlitePool(dsn string, size int) (*gorm.DB, error) {
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	g, err := gorm.Open(sqlite.New(sqlite.Config{DriverName: "sqlite", DSN: dsn, Conn: db}), s.config())
	if err != nil {
		db.Close()
		return nil, err
	}
	return g, nil
}

// checkSQLite reads the settings back: a file system without shared memory,
// for one, silently gets no write-ahead log.
func checkSQLite(db *gorm.DB, queryOnly int) error {
	version, err := one[string](db, "SELECT sqlite_version()")
	if err != nil {
		return err
	}
	if !sqliteAtLeast(version, oldestSQLite) {
		return fmt.Errorf("SQLite %s has a bug that can corrupt a database: version %d.%d.%d or newer is needed",
			version, oldestSQLite[0], oldestSQLite[1], oldestSQLite[2])
	}
	for _, p := range []struct{ name, want string }{
		{"journal_mode", "wal"}, {"synchronous", "2"}, {"foreign_keys", "1"},
		{"busy_timeout", "10000"}, {"query_only", strconv.Itoa(queryOnly)},
	} {
		got, err := one[string](db, "PRAGMA "+p.name)
		if err != nil {
			return err
		}
		if got != p.want {
			return fmt.Errorf("the database runs with %s = %s instead of %s and could lose what it has acknowledged: put the file on a local disk", p.name, got, p.want)
		}
	}
	return nil
}

func sqliteAtLeast(version string, want [3]int) bool {
	parts := strings.Split(version, ".")
	for i, w := range want {
		n := 0
		if i < len(parts) {
			n, _ = strconv.Atoi(parts[i])
		}
		if n != w {
			return n > w
		}
	}
	return true
}
