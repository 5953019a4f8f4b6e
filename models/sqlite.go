package models

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	sqlitedriver "modernc.org/sqlite" // the driver named "sqlite"
	sqlite3 "modernc.org/sqlite/lib"
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
	if err := s.checkOwner(ctx); err != nil {
		return err
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

// applicationID stands in the header of our files, but for those that only
// older programs have opened.
const applicationID = 0x54616C79 // "Taly"

// checkOwner refuses a file with tables of another program, and looks before
// anything is changed in it. An empty file may become ours.
func (s *Store) checkOwner(ctx context.Context) error {
	if info, err := os.Stat(s.dsn); err != nil || info.Size() == 0 {
		return nil // not there yet; whatever else is wrong with it shows when it is opened
	}
	g, err := s.sqlitePool(frozenDSN(s.dsn), 1)
	if err != nil {
		return err
	}
	db, err := g.DB()
	if err != nil {
		return err
	}
	defer db.Close()
	return checkTables(g.WithContext(ctx), s.dsn)
}

func checkTables(tx *gorm.DB, file string) error {
	id, err := one[int](tx, "PRAGMA application_id")
	if err != nil || id == applicationID {
		return err
	}
	tables, err := one[int](tx, "SELECT COUNT(*) FROM sqlite_master")
	if err != nil || tables == 0 && id == 0 {
		return err
	}
	ours, err := one[int](tx, "SELECT COUNT(*) FROM sqlite_master WHERE name IN ('goose_db_version', 'audit_head', 'decisions')")
	if err == nil && (id != 0 || ours != 3) {
		err = fmt.Errorf("%s %w: name another file with --db", file, ErrForeign)
	}
	return err
}

// markFile puts our mark on a file of ours that has none.
func (s *Store) markFile(ctx context.Context) error {
	if s.dialect != dialectSQLite {
		return nil
	}
	id, err := one[int](s.read.WithContext(ctx), "PRAGMA application_id")
	if err != nil || id == applicationID {
		return err
	}
	return s.write.WithContext(ctx).Exec(fmt.Sprintf("PRAGMA application_id = %d", applicationID)).Error
}

// frozenDSN reads a file without changing anything in it or beside it. Where
// there is a log of writes that are not in the file yet, it is read too.
func frozenDSN(file string) string {
	mode := "&mode=ro&immutable=1"
	if info, err := os.Stat(file + "-wal"); err == nil && info.Size() > 0 {
		mode = "&mode=ro"
	}
	escaped := (&url.URL{Path: filepath.ToSlash(file)}).EscapedPath()
	return "file:" + strings.ReplaceAll(escaped, ":", "%3A") + "?_time_format=sqlite&_timezone=UTC&_pragma=busy_timeout(10000)&_pragma=query_only(1)" + mode
}

// openSQLiteToRead also takes a file that cannot be written, or a folder in
// which the files that belong beside it cannot be made.
func (s *Store) openSQLiteToRead(ctx context.Context) error {
	if f, err := os.OpenFile(s.dsn, os.O_RDWR, 0); err != nil {
		s.dialect = dialectSQLite
		return s.openFrozen(ctx)
	} else if err := f.Close(); err != nil {
		return err
	}
	err := s.openSQLite(ctx)
	if e, ok := errors.AsType[*sqlitedriver.Error](err); ok && (e.Code()&0xff == sqlite3.SQLITE_READONLY || e.Code()&0xff == sqlite3.SQLITE_CANTOPEN) {
		return s.openFrozen(ctx)
	}
	return err
}

// openFrozen opens a file for reading alone: every change is refused as
// [ErrUnavailable].
func (s *Store) openFrozen(ctx context.Context) error {
	if err := s.checkOwner(ctx); err != nil {
		return err
	}
	var err error
	for _, opened := range []*gorm.DB{s.read, s.write} {
		if opened != nil {
			if db, err := opened.DB(); err == nil {
				db.Close()
			}
		}
	}
	s.read, err = s.sqlitePool(frozenDSN(s.dsn), sqliteReaders)
	s.write = s.read
	return err
}

func (s *Store) sqlitePool(dsn string, size int) (*gorm.DB, error) {
	connector, err := newKeepingConnector(dsn)
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector)
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
