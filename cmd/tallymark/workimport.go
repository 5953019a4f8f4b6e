package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tallymark/ingest"
	"tallymark/models"
)

const (
	importSlice = 20 * time.Second // after which others have their turn
	importSave  = time.Second      // how far it is, is noted
)

// runImport goes on with a file that was sent from a browser, for a while. What
// a killed program had done since its last note is met again, and known.
func (w *worker) runImport(ctx context.Context, id uint) error {
	about, _, err := w.store.Import(ctx, models.SystemActor, id)
	if errors.Is(err, models.ErrNotFound) || err == nil && about.EndedAt != nil {
		return nil
	}
	if err != nil {
		return err
	}
	u, err := w.store.User(ctx, about.UserID)
	if err != nil {
		return err
	}
	run := &importRun{worker: w, about: about, p: about.ImportProgress, file: filepath.Join(w.uploads, filepath.Base(about.File))}
	if u.DisabledAt != nil || !u.Role.AtLeast(models.RoleReviewer) {
		return run.end(ctx, "who sent the file may not add articles any more")
	}
	f, err := os.Open(run.file)
	if errors.Is(err, fs.ErrNotExist) {
		return run.end(ctx, "the file is not there any more, or on another machine: send it again")
	}
	if err != nil {
		return fmt.Errorf("open the file of import %d: %w", id, err)
	}
	defer f.Close()
	c := &console{ctx: ctx, stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, now: time.Now}
	run.importing = &importing{
		command: &importCommand{As: u.Email, Outlet: about.Outlet, Lang: about.Lang}, console: c, reader: w.reader, fetcher: w.fetcher, store: w.store, actor: u.Actor(),
		progress: &progress{console: c},
	}
	read, err := run.source(f)
	if err != nil {
		return run.end(ctx, err.Error())
	}
	return run.slice(ctx, read)
}

// incomingFrom reads the next record of a file, as far as that goes without the
// database, and notes where the one after it begins. An error ends the file,
// io.EOF in its regular way.
type incomingFrom func(context.Context) (incoming, error)

// source goes on with the file where the import is.
func (r *importRun) source(f *os.File) (incomingFrom, error) {
	if isArchive(r.about.File) {
		return r.pagesFrom(f)
	}
	next, place, err := recordsFrom(f, filepath.Ext(r.about.File), r.about.OffsetDone)
	return func(ctx context.Context) (incoming, error) {
		rec, line, err := next()
		in := incoming{line: line, err: err}
		if err == nil {
			in, err = r.importing.prepare(ctx, r.about.Name, line, rec)
		}
		in.place = place()
		return in, err
	}, err
}

// pagesFrom reads the pages of a web archive. What was done of it is passed
// over: where a record begins cannot be found in a packed archive without
// unpacking what is before it.
func (r *importRun) pagesFrom(f *os.File) (incomingFrom, error) {
	counted := &countedReader{r: f}
	pages, err := ingest.NewWARC(counted)
	return func(ctx context.Context) (incoming, error) {
		page, err := pages.Next(ctx)
		for err == nil && page.Number <= r.about.Line {
			page, err = pages.Next(ctx)
		}
		if err != nil && err != io.EOF && ctx.Err() == nil {
			return incoming{}, brokenFile{err}
		}
		if err != nil {
			return incoming{}, err
		}
		in, err := r.importing.prepareArchived(ctx, page)
		in.place = min(counted.n, r.about.Size)
		return in, err
	}, err
}

// brokenFile says why nothing more can be read of a file, however often it is tried.
type brokenFile struct{ why error }

func (b brokenFile) Error() string { return b.why.Error() }

// importRun is one slice of the work on a file.
type importRun struct {
	*worker
	about     models.Import
	file      string
	importing *importing
	p         models.ImportProgress
	wrong     []models.ImportError
	began     time.Time
	noted     time.Time
}

// errTurn ends a slice.
var errTurn = errors.New("others have their turn")

func (r *importRun) slice(ctx context.Context, next incomingFrom) error {
	r.began = time.Now()
	r.noted = r.began
	err := inGroups(ctx, func(ctx context.Context) (incoming, error) { return r.read(ctx, next) }, func(group []incoming) error { return r.add(ctx, group) })
	if err == nil {
		r.p.OffsetDone = r.about.Size
		return r.end(ctx, "")
	}
	if broken, ok := errors.AsType[brokenFile](err); ok {
		return r.end(ctx, fmt.Sprintf("after record %d: %v", r.p.Line, broken))
	}
	// How far it is is noted also when the program is ending.
	last, stop := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer stop()
	if ctx.Err() != nil || err == errTurn {
		err = models.ErrUnfinished
	}
	return errors.Join(r.save(last), err)
}

// read reads the next record of the file while the slice lasts.
func (r *importRun) read(ctx context.Context, next incomingFrom) (incoming, error) {
	if err := ctx.Err(); err != nil {
		return incoming{}, err
	}
	if time.Since(r.began) >= importSlice {
		return incoming{}, errTurn
	}
	in, err := next(ctx)
	switch {
	case ofOneRecord(err):
		return in, nil
	case err == nil || err == io.EOF:
		return in, err
	}
	return in, fmt.Errorf("line %d: %w", in.line, err)
}

// add stores a group and notes how far the import is.
func (r *importRun) add(ctx context.Context, group []incoming) error {
	err := r.importing.addGroup(group, func(in incoming, err error) error {
		if ctx.Err() != nil {
			return ctx.Err() // the line is met again
		}
		if err != nil && !ofOneRecord(err) {
			return fmt.Errorf("line %d: %w", in.line, err)
		}
		if err != nil {
			r.p.Failed++
			r.wrong = append(r.wrong, models.ImportError{Line: in.line, Message: err.Error()})
		}
		r.p.Added, r.p.Known = r.about.Added+r.importing.added, r.about.Known+r.importing.known
		r.p.OffsetDone, r.p.Line = in.place, in.line
		return nil
	})
	if err == nil && time.Since(r.noted) >= importSave {
		err = r.save(ctx)
	}
	return err
}

func (r *importRun) save(ctx context.Context) error {
	now := time.Now()
	if !r.noted.IsZero() {
		r.p.Worked += now.Sub(r.noted).Milliseconds()
	}
	r.noted = now
	err := r.store.SaveImport(ctx, r.about.ID, r.p, r.wrong)
	if err == nil {
		r.wrong = nil
	}
	return err
}

// end notes that there is no more to do, and removes the file.
func (r *importRun) end(ctx context.Context, problem string) error {
	now := time.Now()
	r.p.EndedAt, r.p.Problem = &now, problem
	if err := r.save(ctx); err != nil {
		return err
	}
	if err := os.Remove(r.file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove the file of import %d: %w", r.about.ID, err)
	}
	return nil
}

// recordsFrom reads a file of many articles from an offset at which a record
// begins, with lines counted from the beginning of the file. Place is the
// offset of the next record.
func recordsFrom(f *os.File, ending string, offset int64) (next nextRecord, place func() int64, err error) {
	before, err := linesBefore(f, offset)
	if err != nil {
		return nil, nil, err
	}
	if ending == ".csv" {
		return csvFrom(f, offset, before)
	}
	if _, err := f.Seek(offset, io.SeekStart); err != nil {
		return nil, nil, err
	}
	counted := &countedReader{r: f}
	lines := newLineReader(counted)
	lines.line = before
	next = jsonRecordsOf(lines)
	if ending == ".txt" {
		next = addressesOf(lines)
	}
	return next, func() int64 { return offset + counted.n - int64(lines.r.Buffered()) }, nil
}

func csvFrom(f *os.File, offset int64, before int) (nextRecord, func() int64, error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, nil, err
	}
	table, err := newCSVTable(f)
	if err != nil {
		return nil, nil, err
	}
	if offset == 0 {
		return table.next, table.place, nil
	}
	if _, err := f.Seek(offset, io.SeekStart); err != nil {
		return nil, nil, err
	}
	table.goOn(f, offset, before)
	return table.next, table.place, nil
}

// addressesOf reads a list of addresses, one a line.
func addressesOf(lines *lineReader) nextRecord {
	var line []byte
	return func() (rec articleRecord, number int, err error) {
		line, err = lines.next(line)
		if errors.Is(err, errLongLine) {
			return rec, lines.line, recordError{err}
		}
		rec.URL = string(bytes.TrimSpace(line))
		return rec, lines.line, err
	}
}

// linesBefore counts the lines that end before an offset.
func linesBefore(f *os.File, offset int64) (n int, err error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return 0, err
	}
	r := bufio.NewReaderSize(io.LimitReader(f, offset), 1<<20)
	for {
		_, err := r.ReadSlice('\n')
		switch {
		case err == io.EOF:
			return n, nil
		case err == nil:
			n++
		case !errors.Is(err, bufio.ErrBufferFull):
			return n, err
		}
	}
}

// countedReader counts what is read.
type countedReader struct {
	r io.Reader
	n int64
}

// Read implements [io.Reader].
func (c *countedReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
