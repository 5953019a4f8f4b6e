package models

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/alexedwards/argon2id"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// The dialects.
const (
	dialectSQLite   = "sqlite"
	dialectPostgres = "postgres"
)

// Options are what a store needs from outside. Now nil is time.Now, Log nil
// says nothing.
type Options struct {
	Now func() time.Time
	Log *slog.Logger

	// ToRead also opens an SQLite file that cannot be written.
	ToRead bool

	// CheapPasswords hashes new passwords at almost no cost, for tests that
	// make hundreds of accounts. Whoever gets such a database guesses them.
	CheapPasswords bool
}

// Store is the database. Its methods may be called from many goroutines.
type Store struct {
	dialect string
	dsn     string   // a file, or a postgres:// address
	write   *gorm.DB // on SQLite one connection
	read    *gorm.DB // refuses writes
	clock   func() time.Time
	log     *slog.Logger
	hashing chan struct{} // bounds the memory of password hashing
	cost    *argon2id.Params
	noting  chan struct{} // held by the one note that is being written
	closing sync.Once
	queue   *jobQueue // nil where nothing can be written

	sealColumns sync.Map // of each seal, by its name

	changed chan struct{} // something may have to be matched
}

// Open connects to the SQLite file at dsn, which is made if it does not exist,
// or to the PostgreSQL at a postgres:// address. The schema is left as it is:
// call [Store.Migrate] before anything else. A database that could lose what
// it has acknowledged is refused.
func Open(ctx context.Context, dsn string, o Options) (*Store, error) {
	s := &Store{dsn: dsn, clock: o.Now, log: o.Log, hashing: make(chan struct{}, 4), noting: make(chan struct{}, 1), changed: make(chan struct{}, 1), cost: passwordCost}
	if o.CheapPasswords {
		s.cost = cheapCost
	}
	if s.clock == nil {
		s.clock = time.Now
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	open := s.openSQLite
	if isPostgres(dsn) {
		open = s.openPostgres
	}
	if o.ToRead && !isPostgres(dsn) {
		open = s.openSQLiteToRead
	}
	if err := open(ctx); err != nil {
		s.Close()
		return nil, wrap(err, "open database")
	}
	if s.Frozen() {
		return s, nil
	}
	if err := s.openQueue(); err != nil {
		s.Close()
		return nil, wrap(err, "open the queue of jobs")
	}
	return s, nil
}

// Frozen reports whether the database is a file that cannot be written.
func (s *Store) Frozen() bool { return s.write == s.read }

// Dialect is "sqlite" or "postgres".
func (s *Store) Dialect() string { return s.dialect }

// Close ends all connections.
func (s *Store) Close() error {
	s.stopNoting()
	var errs []error
	for _, g := range []*gorm.DB{s.read, s.write} {
		if g == nil {
			continue
		}
		db, err := g.DB()
		if err == nil {
			err = db.Close()
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	db, err := s.read.DB()
	if err == nil {
		err = db.PingContext(ctx)
	}
	return wrap(err, "ping database")
}

// now is the time in what both databases keep of it.
func (s *Store) now() time.Time { return stored(s.clock()) }

func stored(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

func storedOrNil(t *time.Time) *time.Time {
	if t == nil || t.IsZero() {
		return nil
	}
	u := stored(*t)
	return &u
}

// change runs f in one writing transaction.
func (s *Store) change(ctx context.Context, f func(tx *gorm.DB) error) error {
	err := s.write.WithContext(ctx).Transaction(f)
	select {
	case s.changed <- struct{}{}:
	default:
	}
	return err
}

// snapshot runs f in one reading transaction: all of its queries see the same
// state of the database.
func (s *Store) snapshot(ctx context.Context, f func(tx *gorm.DB) error) error {
	opts := &sql.TxOptions{ReadOnly: true}
	if s.dialect == dialectPostgres {
		opts.Isolation = sql.LevelRepeatableRead
	}
	return s.read.WithContext(ctx).Transaction(f, opts)
}

// config is how gorm is used: the SQL that a method asks for and nothing more.
func (s *Store) config() *gorm.Config {
	return &gorm.Config{
		SkipDefaultTransaction: true,
		QueryFields:            true, // names the columns: never reads the search index
		Logger:                 logger.Discard,
		NowFunc:                s.now,
	}
}

// one reads a single value.
func one[T any](tx *gorm.DB, query string, args ...any) (T, error) {
	var v T
	err := tx.Raw(query, args...).Row().Scan(&v)
	if err != nil {
		err = fmt.Errorf("%s: %w", query, err)
	}
	return v, err
}
