package models

import (
	"context"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// query asks for rows of the table of T. Each step gives a new query, so that
// one can be the beginning of several.
//
// gorm's own generic queries read the same way, but bring a thousand functions
// for each type, and compiling these took ten times as long as the rest of the
// package.
type query[T any] struct {
	tx    *gorm.DB
	steps []func(*gorm.DB) *gorm.DB
}

// from begins a query.
func from[T any](tx *gorm.DB, with ...clause.Expression) query[T] {
	q := query[T]{tx: tx}
	if len(with) == 0 {
		return q
	}
	return q.and(func(db *gorm.DB) *gorm.DB { return db.Clauses(with...) })
}

func (q query[T]) and(step func(*gorm.DB) *gorm.DB) query[T] {
	q.steps = append(slices.Clip(q.steps), step)
	return q
}

func (q query[T]) in(ctx context.Context) *gorm.DB {
	db := q.tx.Session(&gorm.Session{NewDB: true, Context: ctx})
	for _, step := range q.steps {
		db = step(db)
	}
	return db
}

// Where keeps the rows for which a condition with ? for each value holds.
func (q query[T]) Where(condition string, values ...any) query[T] {
	return q.and(func(db *gorm.DB) *gorm.DB { return db.Where(condition, values...) })
}

// Order sorts by columns as SQL names them.
func (q query[T]) Order(columns string) query[T] {
	return q.and(func(db *gorm.DB) *gorm.DB { return db.Order(columns) })
}

// Limit takes n rows at most.
func (q query[T]) Limit(n int) query[T] {
	return q.and(func(db *gorm.DB) *gorm.DB { return db.Limit(n) })
}

// Select reads these columns only.
func (q query[T]) Select(columns ...string) query[T] {
	return q.and(func(db *gorm.DB) *gorm.DB { return db.Select(columns) })
}

// Omit leaves columns or associations out.
func (q query[T]) Omit(columns ...string) query[T] {
	return q.and(func(db *gorm.DB) *gorm.DB { return db.Omit(columns...) })
}

// Preload reads an association with one more query.
func (q query[T]) Preload(association string) query[T] {
	return q.and(func(db *gorm.DB) *gorm.DB { return db.Preload(association) })
}

// Take is one row, or the error gorm.ErrRecordNotFound.
func (q query[T]) Take(ctx context.Context) (T, error) {
	var row T
	err := q.in(ctx).Take(&row).Error
	return row, err
}

// Find is every row.
func (q query[T]) Find(ctx context.Context) ([]T, error) {
	var rows []T
	err := q.in(ctx).Find(&rows).Error
	return rows, err
}

// Count is the number of rows.
func (q query[T]) Count(ctx context.Context) (n int64, err error) {
	err = q.in(ctx).Model(new(T)).Count(&n).Error
	return n, err
}

// Create saves a row and fills in its id.
func (q query[T]) Create(ctx context.Context, row *T) error {
	return q.in(ctx).Create(row).Error
}

// CreateInBatches saves rows, size of them in a statement.
func (q query[T]) CreateInBatches(ctx context.Context, rows *[]T, size int) error {
	return q.in(ctx).CreateInBatches(rows, size).Error
}

// Assign writes columns of every row.
func (q query[T]) Assign(ctx context.Context, columns map[string]any) error {
	return q.in(ctx).Model(new(T)).Clauses(clause.Set(clause.Assignments(columns))).Updates(map[string]any{}).Error
}

// Delete deletes every row and counts them.
func (q query[T]) Delete(ctx context.Context) (n int64, err error) {
	done := q.in(ctx).Delete(new(T))
	return done.RowsAffected, done.Error
}
