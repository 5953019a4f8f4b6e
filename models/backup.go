package models

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// PostgresToolError is a backup or restore that PostgreSQL's own tools have to
// do. Command is what to run.
type PostgresToolError struct {
	Command string
}

func (e *PostgresToolError) Error() string {
	return "PostgreSQL is copied by its own tools: run " + e.Command
}

// postgresTool is a command line for dsn. The password is left out: the tools
// take it from PGPASSWORD or ~/.pgpass.
func postgresTool(format, dsn, file string) error {
	shown := dsn
	if u, err := url.Parse(dsn); err == nil {
		if u.User != nil {
			u.User = url.User(u.User.Username())
		}
		q := u.Query()
		q.Del("password")
		u.RawQuery = q.Encode()
		shown = u.String()
	}
	return &PostgresToolError{fmt.Sprintf(format, shellQuoted(shown), shellQuoted(file))}
}

func shellQuoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// Backup copies the database to a new file while it is in use, sees that the
// copy is on disk, and verifies it. On PostgreSQL it is a *PostgresToolError.
func (s *Store) Backup(ctx context.Context, file string) error {
	if s.dialect == dialectPostgres {
		return postgresTool("pg_dump --format=custom --dbname=%s --file=%s", s.dsn, file)
	}
	return s.copyTo(ctx, file, verifyCopy)
}

// copyTo writes a compact copy to a file that must not exist. Only a copy that
// check finds good gets the name.
func (s *Store) copyTo(ctx context.Context, file string, check func(context.Context, string) error) error {
	if err := CheckDatabaseName(file); err != nil {
		return err
	}
	if _, err := os.Lstat(file); err == nil {
		return invalid("file", "%s already exists: name another file", file)
	}
	part, err := partOf(file)
	if err != nil {
		return err
	}
	err = s.vacuumInto(ctx, part)
	if err == nil {
		err = check(ctx, part)
	}
	if err == nil {
		err = moveIntoPlace(part, file)
	}
	removeDatabase(part) // not there when all went well
	return err
}

// partOf makes an empty file beside the one to come. Its name is new, so that
// nothing that stood there is lost, not even the backup that is restored.
func partOf(file string) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".part*")
	if err != nil {
		return "", fmt.Errorf("make a file beside %s: %w", file, err)
	}
	return f.Name(), f.Close()
}

// vacuumInto takes a connection of its own: the readers' are forbidden to
// write any file, and on the writer's everybody else would wait.
func (s *Store) vacuumInto(ctx context.Context, file string) error {
	g, err := s.sqlitePool(sqliteDSN(s.dsn, ""), 1)
	if err != nil {
		return wrap(err, "open database to copy it")
	}
	db, err := g.DB()
	if err != nil {
		return err
	}
	err = g.WithContext(ctx).Exec("VACUUM INTO ?", file).Error
	return wrap(errors.Join(err, db.Close()), "copy database to %s", file)
}

// moveIntoPlace gives a finished file its name once its content is on disk.
func moveIntoPlace(part, file string) error {
	if err := os.Chmod(part, 0o600); err != nil {
		return fmt.Errorf("protect %s: %w", part, err)
	}
	if err := syncFile(part); err != nil {
		return err
	}
	// A link instead of a renaming, since that would replace a file that came
	// into being in the meantime.
	if err := os.Link(part, file); err != nil {
		return fmt.Errorf("name %s: %w", file, err)
	}
	if err := os.Remove(part); err != nil {
		return fmt.Errorf("remove %s: %w", part, err)
	}
	return syncFile(filepath.Dir(file))
}

func removeDatabase(file string) {
	for _, f := range []string{file, file + "-wal", file + "-shm"} {
		os.Remove(f)
	}
}

func syncFile(file string) error {
	f, err := os.Open(file)
	if err != nil {
		return fmt.Errorf("open %s: %w", file, err)
	}
	defer f.Close()
	if err := f.Sync(); err != nil {
		return fmt.Errorf("put %s on disk: %w", file, err)
	}
	return nil
}

// verifyCopy opens a database file and refuses it unless everything in it
// holds. It leaves nothing beside the file.
func verifyCopy(ctx context.Context, file string) error {
	s, err := Open(ctx, file, Options{})
	if err != nil {
		return fmt.Errorf("%s is damaged or no database of Tallymark: %w", file, err)
	}
	defer s.Close()
	if err := s.Ready(ctx); errors.Is(err, ErrTooNew) {
		return err
	}
	r, err := s.Verify(ctx)
	if err != nil {
		return fmt.Errorf("%s is damaged or no database of Tallymark: %w", file, err)
	}
	for _, c := range r.Lines {
		if !c.OK {
			return fmt.Errorf("%s is damaged: %s: %s", file, c.Name, c.Detail)
		}
	}
	return nil
}

// Restore puts a backup in place as a new database. It never writes over a
// file, and refuses a backup in which anything does not hold. For PostgreSQL
// it is a *PostgresToolError.
func Restore(ctx context.Context, from, to string) error {
	if isPostgres(to) {
		return postgresTool("pg_restore --dbname=%s %s", to, from)
	}
	if err := CheckDatabaseName(to); err != nil {
		return err
	}
	for _, file := range []string{to, to + "-wal", to + "-shm"} {
		if _, err := os.Lstat(file); err == nil {
			return invalid("file", "%s already exists: stop Tallymark, move that file away, and restore again", file)
		}
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return fmt.Errorf("make folder of database: %w", err)
	}
	part, err := partOf(to)
	if err != nil {
		return err
	}
	err = copyFile(from, part)
	if err == nil {
		err = verifyCopy(ctx, part)
	}
	if err == nil {
		err = moveIntoPlace(part, to)
	}
	removeDatabase(part) // not there when all went well
	if err != nil {
		return fmt.Errorf("restore %s: %w", from, err)
	}
	return nil
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("open backup: %w", err)
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("make %s: %w", to, err)
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
