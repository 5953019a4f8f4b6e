package models

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

const (
	postgresWriters = 8
	postgresReaders = 8
	oldestPostgres  = 130000 // normalize() of search came with 13
)

// isPostgres reports whether a database is a server rather than a file.
func isPostgres(dsn string) bool {
	return strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://")
}

func (s *Store) openPostgres(ctx context.Context) error {
	s.dialect = dialectPostgres
	var err error
	if s.write, err = s.postgresPool("off", postgresWriters); err != nil {
		return err
	}
	if s.read, err = s.postgresPool("on", postgresReaders); err != nil {
		return err
	}
	return checkPostgres(s.write.WithContext(ctx))
}

func (s *Store) postgresPool(readOnly string, size int) (*gorm.DB, error) {
	cfg, err := pgx.ParseConfig(s.dsn)
	if err != nil {
		return nil, fmt.Errorf("address of PostgreSQL: %w", err)
	}
	cfg.RuntimeParams["timezone"] = "UTC"
	cfg.RuntimeParams["synchronous_commit"] = "on"
	cfg.RuntimeParams["default_transaction_read_only"] = readOnly
	cfg.RuntimeParams["application_name"] = "tallymark"
	db := stdlib.OpenDB(*cfg)
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	g, err := gorm.Open(postgres.New(postgres.Config{Conn: db}), s.config())
	if err != nil {
		db.Close()
		return nil, err
	}
	return g, nil
}

// checkPostgres refuses what would lose acknowledged work or text.
func checkPostgres(db *gorm.DB) error {
	version, err := one[int](db, "SELECT current_setting('server_version_num')::int")
	if err != nil {
		return err
	}
	if version < oldestPostgres {
		return fmt.Errorf("PostgreSQL %d is too old: version %d or newer is needed", version/10000, oldestPostgres/10000)
	}
	for _, p := range []struct{ name, want string }{{"server_encoding", "UTF8"}, {"synchronous_commit", "on"}} {
		got, err := one[string](db, "SELECT current_setting('"+p.name+"')")
		if err != nil {
			return err
		}
		if !strings.EqualFold(got, p.want) {
			return fmt.Errorf("PostgreSQL runs with %s = %s instead of %s", p.name, got, p.want)
		}
	}
	return nil
}
