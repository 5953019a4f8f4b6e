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
