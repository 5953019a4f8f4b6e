package models

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations
var migrations embed.FS

// Migrate brings the schema up to date and returns the names of the
// migrations it applied. Each is one transaction with its version inside. An
// SQLite database that already has a schema is first copied beside itself. What
// was written before there were seals is sealed as it is, once. A
// schema newer than the program is refused with ErrTooNew.
func (s *Store) Migrate(ctx context.Context) (applied []string, err error) {
	p, err := s.migrator()
	if err != nil {
		return nil, wrap(err, "read migrations")
	}
	applied, err = s.migrateBy(ctx, p)
	if err != nil || s.Frozen() {
		return applied, err
	}
	if err := s.queue.migrate(ctx, s); err != nil {
		return applied, wrap(err, "make the tables of jobs")
	}
	if err := s.sealExisting(ctx); err != nil {
		return applied, wrap(err, "seal what is there")
	}
	return applied, wrap(s.markFile(ctx), "mark the file as ours")
}

func (s *Store) migrateBy(ctx context.Context, p *goose.Provider) (applied []string, err error) {
	current, target, err := p.GetVersions(ctx)
	if err != nil {
		return nil, wrap(err, "read schema version")
	}
	if current > target {
		return nil, fmt.Errorf("schema %d, this program knows %d: %w", current, target, ErrTooNew)
	}
	if current == target {
		return nil, nil
	}
	if current > 0 && s.dialect == dialectSQLite {
		if err := s.backupBefore(ctx, target); err != nil {
			return nil, err
		}
	}
	results, err := p.Up(ctx)
	for _, r := range results {
		if r.Error == nil {
			applied = append(applied, filepath.Base(r.Source.Path))
		}
	}
	return applied, wrap(err, "migrate")
}

// Ready reports whether the schema is the one that this program knows:
// ErrTooNew, or an error that says how many migrations wait.
func (s *Store) Ready(ctx context.Context) error {
	p, err := s.migrator()
	if err != nil {
		return wrap(err, "read migrations")
	}
	current, target, err := p.GetVersions(ctx)
	switch {
	case err != nil:
		return wrap(err, "read schema version")
	case current > target:
		return fmt.Errorf("schema %d, this program knows %d: %w", current, target, ErrTooNew)
	case current < target:
		return fmt.Errorf("schema %d, this program needs %d: run tallymark migrate", current, target)
	}
	return nil
}

func (s *Store) migrator() (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations/"+s.dialect)
	if err != nil {
		return nil, err
	}
	return s.migratorOf(files)
}

// migratorOf takes the database's lock on PostgreSQL, so that of several
// programs that start at once one migrates and the others wait.
func (s *Store) migratorOf(files fs.FS) (*goose.Provider, error) {
	db, err := s.write.DB()
	if err != nil {
		return nil, err
	}
	opts := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	kind := goose.DialectSQLite3
	if s.dialect == dialectPostgres {
		kind = goose.DialectPostgres
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return nil, err
		}
		opts = append(opts, goose.WithSessionLocker(locker))
	}
	return goose.NewProvider(kind, db, files, opts...)
}

// backupBefore copies the database to FILE.before-N, N being the new schema.
func (s *Store) backupBefore(ctx context.Context, target int64) error {
	file := fmt.Sprintf("%s.before-%d-%s", s.dsn, target, s.now().Format("20060102T150405"))
	s.log.Info("copying the database before its schema changes", "file", file)
	return s.copyTo(ctx, file, wholeFile)
}

// wholeFile asks SQLite whether a copy of whatever schema is undamaged.
func wholeFile(ctx context.Context, file string) error {
	s, err := Open(ctx, file, Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	var r Report
	if err := verifyFile(ctx, s.read, &r); err != nil {
		return wrap(err, "verify %s", file)
	}
	if !r.OK() {
		return fmt.Errorf("the database is damaged, so its schema was not changed: %s", r.Lines[0].Detail)
	}
	return nil
}
