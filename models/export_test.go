package models

import (
	"context"
	"io/fs"
	"testing/fstest"

	"golang.org/x/mod/sumdb/tlog"
	"gorm.io/gorm"
)

// WriteDB and ReadDB let tests look at, and damage, what no method would.
func (s *Store) WriteDB() *gorm.DB { return s.write }
func (s *Store) ReadDB() *gorm.DB  { return s.read }

// VerifyIn is Verify inside a transaction of the caller's.
func (s *Store) VerifyIn(ctx context.Context, tx *gorm.DB) (Report, error) {
	var r Report
	err := s.verifyIn(ctx, tx, &r, func(int, int) {})
	return r, err
}

// RewriteAudit writes the whole audit log anew with every row edited. Its
// triggers must be gone.
func (s *Store) RewriteAudit(ctx context.Context, edit func(*Entry)) error {
	return s.change(ctx, func(tx *gorm.DB) error {
		rows, err := from[Entry](tx).Order("seq").Find(ctx)
		if err != nil {
			return err
		}
		var c chain
		for i := range rows {
			e := &rows[i]
			edit(e)
			e.PrevHash = c.hash
			if e.Hash, err = e.hash(); err != nil {
				return err
			}
			if err := c.follow(e); err != nil {
				return err
			}
			if err := tx.Exec("UPDATE audit SET seals = ?, prev_hash = ?, hash = ? WHERE seq = ?", e.Seals, e.PrevHash, e.Hash, e.Seq).Error; err != nil {
				return err
			}
		}
		return tx.Exec("UPDATE audit_head SET hash = ?, roots = ? WHERE id = 1", c.hash, c.tree.String()).Error
	})
}

// Unsealed are the tables without seals.
var Unsealed = unsealed

// SealedTables are the others.
func SealedTables() (tables []string) {
	for _, k := range seals {
		tables = append(tables, k.table)
	}
	return tables
}

// Tree is the tree over the audit log.
type Tree = tree

// With and Root are with and root.
func (t tree) With(n uint, hash string) Tree { return t.with(n, hash) }
func (t tree) Root() tlog.Hash               { return t.root() }

// MigrateWith migrates by the program's migrations and some more.
func (s *Store) MigrateWith(ctx context.Context, more fs.FS) ([]string, error) {
	all := fstest.MapFS{}
	own, err := fs.Sub(migrations, "migrations/"+s.dialect)
	if err != nil {
		return nil, err
	}
	for _, from := range []fs.FS{own, more} {
		names, err := fs.Glob(from, "*.sql")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			data, err := fs.ReadFile(from, name)
			if err != nil {
				return nil, err
			}
			all[name] = &fstest.MapFile{Data: data}
		}
	}
	p, err := s.migratorOf(all)
	if err != nil {
		return nil, err
	}
	return s.migrateBy(ctx, p)
}

// CanonicalURL is canonicalURL.
func CanonicalURL(address string) (string, error) { return canonicalURL(address) }
