package models

import (
	"context"
	"database/sql/driver"
	"slices"

	sqlitedriver "modernc.org/sqlite"
)

// statementsKept bounds how many statements a connection keeps ready. The pages
// and the decisions that people wait for use fewer.
const statementsKept = 96

// keepingConnector opens connections that keep their statements. Preparing them
// anew each time is a fifth of what a page of the desk costs, and
// [database/sql]'s own prepared statements are lost inside a transaction.
type keepingConnector struct{ driver.Connector }

func newKeepingConnector(dsn string) (driver.Connector, error) {
	c, err := sqlitedriver.NewConnector(dsn)
	return keepingConnector{c}, err
}

// Connect implements [driver.Connector].
func (c keepingConnector) Connect(ctx context.Context) (driver.Conn, error) {
	opened, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &keepingConn{sqliteConn: opened.(sqliteConn)}, nil
}

// sqliteConn is what the driver's connections can do and database/sql asks for.
type sqliteConn interface {
	driver.Conn
	driver.ConnPrepareContext
	driver.ConnBeginTx
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// keepingConn is a connection with the statements that it keeps, the one used
// last at the end. As any connection it is used by one goroutine at a time.
type keepingConn struct {
	sqliteConn
	idle []*keptStatement
}

type keptStatement struct {
	sqliteStatement
	query string
}

type sqliteStatement interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// take gives the statement for a query. It is the taker's alone until it is put
// back, since one statement cannot give the rows of two.
func (c *keepingConn) take(ctx context.Context, query string) (*keptStatement, error) {
	for i := len(c.idle) - 1; i >= 0; i-- {
		if s := c.idle[i]; s.query == query {
			c.idle = slices.Delete(c.idle, i, i+1)
			return s, nil
		}
	}
	s, err := c.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	return &keptStatement{s.(sqliteStatement), query}, nil
}

// putBack keeps a statement for the next who asks, unless it failed.
func (c *keepingConn) putBack(s *keptStatement, failed error) error {
	if failed != nil {
		return s.Close()
	}
	c.idle = append(c.idle, s)
	if len(c.idle) <= statementsKept {
		return nil
	}
	oldest := c.idle[0]
	c.idle = slices.Delete(c.idle, 0, 1)
	return oldest.Close()
}

// ExecContext implements [driver.ExecerContext].
func (c *keepingConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	s, err := c.take(ctx, query)
	if err != nil {
		return nil, err
	}
	result, err := s.ExecContext(ctx, args)
	if closing := c.putBack(s, err); err == nil {
		err = closing
	}
	return result, err
}

// QueryContext implements [driver.QueryerContext].
func (c *keepingConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	s, err := c.take(ctx, query)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(ctx, args)
	if err != nil {
		s.Close() // what it failed with says more
		return nil, err
	}
	return &keptRows{sqliteRows: rows.(sqliteRows), conn: c, statement: s}, nil
}

// Close implements [driver.Conn].
func (c *keepingConn) Close() error {
	for _, s := range c.idle {
		s.Close() // the connection's own closing says what is wrong
	}
	c.idle = nil
	return c.sqliteConn.Close()
}

// sqliteRows is what the driver's rows can do and database/sql asks for.
type sqliteRows interface {
	driver.Rows
	driver.RowsColumnTypeDatabaseTypeName
	driver.RowsColumnTypeLength
	driver.RowsColumnTypeNullable
	driver.RowsColumnTypePrecisionScale
	driver.RowsColumnTypeScanType
}

// keptRows put their statement back when they are closed.
type keptRows struct {
	sqliteRows
	conn      *keepingConn
	statement *keptStatement
}

// Close implements [driver.Rows].
func (r *keptRows) Close() error {
	if r.statement == nil {
		return nil
	}
	s, err := r.statement, r.sqliteRows.Close()
	r.statement = nil
	if closing := r.conn.putBack(s, err); err == nil {
		err = closing
	}
	return err
}
