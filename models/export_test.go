package models

import "gorm.io/gorm"

// WriteDB and ReadDB let tests look at, and damage, what no method would.
func (s *Store) WriteDB() *gorm.DB { return s.write }
func (s *Store) ReadDB() *gorm.DB  { return s.read }
