package models

import (
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
