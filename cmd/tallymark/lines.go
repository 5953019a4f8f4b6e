package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/go-json-experiment/json/jsontext"

	"tallymark/extract"
)

// result is what one document gave.
type result struct {
	id     jsontext.Value // as the input had it
	doc    extract.Document
	claims []extract.Claim
	line   int // of JSON lines input
	err    error
	sink   io.Writer // where a long output may already go; nil if it must wait
}

// spillAt is how much output of one document is gathered, where it need not be.
const spillAt = 32 << 10

// spill hands on what has been written of a long document, so that a hundred
// thousand claims are not held as text. Errors of writing show at the next
// write, since the writer keeps them.
func (r *result) spill(dst []byte) []byte {
	if r.sink == nil || len(dst) < spillAt {
		return dst
	}
	r.sink.Write(dst)
	return dst[:0]
}

// task is one line on its way through: read, worked on, printed. Tasks are
// used again and again, so that memory does not grow with the input.
type task struct {
	in, out []byte
	line    int
	err     error
	idle    bool
	done    chan struct{}
}

// lines reads JSON lines. With one job everything happens in turn, without a
// second goroutine's memory; with more, workers share the lines.
func (p *extraction) lines(name string, r io.Reader) error {
	reader := newLineReader(r)
	if p.command.Jobs > 1 {
		return p.linesInParallel(name, reader)
	}
	t := &task{}
	for p.read(reader, t) {
		p.work(t, p.out)
		if err := p.finish(name, t); err != nil {
			return err
		}
	}
	return p.inputError(name, t.err)
}

// linesInParallel keeps the order of the lines: tasks are queued twice, for
// whichever worker is free and, in order, for the printer.
func (p *extraction) linesInParallel(name string, reader *lineReader) error {
	jobs := p.command.Jobs
	free, work, order := make(chan *task, 2*jobs), make(chan *task, 2*jobs), make(chan *task, 2*jobs)
	for range 2 * jobs {
		free <- &task{done: make(chan struct{}, 1)}
	}
	var workers sync.WaitGroup
	for range jobs {
		workers.Go(func() {
			for t := range work {
				p.work(t, nil)
				t.done <- struct{}{}
			}
		})
	}
	stop := make(chan struct{})
	var last error
	workers.Go(func() {
		last = p.feed(reader, free, work, order, stop)
	})
	failed := p.drain(name, order, free)
	close(stop)
	workers.Wait()
	if failed != nil {
		return failed
	}
	return p.inputError(name, last)
}

// feed reads lines into free tasks until the input ends or stop is closed.
func (p *extraction) feed(reader *lineReader, free <-chan *task, work, order chan<- *task, stop <-chan struct{}) error {
	defer close(work)
	defer close(order)
	for {
		select {
		case <-stop:
			return nil
		case t := <-free:
			if !p.read(reader, t) {
				return t.err
			}
			order <- t
			work <- t
		}
	}
}

// drain prints tasks in the order of their lines and frees them.
func (p *extraction) drain(name string, order <-chan *task, free chan<- *task) error {
	for t := range order {
		<-t.done
		if err := p.finish(name, t); err != nil {
			return err
		}
		free <- t
	}
	return nil
}

// read fills t with the next line. At the end it returns false and leaves in
// t.err what ended the input, nil for its regular end.
func (p *extraction) read(reader *lineReader, t *task) bool {
	t.in, t.err = reader.next(t.in)
	t.line, t.idle = reader.line, reader.idle()
	if t.err == nil || errors.Is(t.err, errLongLine) {
		return true
	}
	if t.err == io.EOF {
		t.err = nil
	}
	return false
}

// work turns the line of t into its output, all of it in t or, with a sink,
// what is long already there.
func (p *extraction) work(t *task, sink *bufio.Writer) {
	res := result{line: t.line, err: t.err}
	if sink != nil {
		res.sink = p.part()
	}
	if res.err == nil {
		p.claims(&res, t.in)
	}
	t.err = res.err
	t.out = p.format.append(t.out[:0], p.engine, &res)
}

func (p *extraction) claims(res *result, line []byte) {
	rec, err := parseRecord(line)
	if err != nil {
		res.err = err
		return
	}
	res.id, res.doc = rec.ID, rec.document(p.command)
	res.claims = p.engine.Claims(res.doc, p.command.All)
}

// finish reports and prints a task that is done. When no further line waits,
// it hands on what there is: somebody may be typing.
func (p *extraction) finish(name string, t *task) error {
	if t.err != nil {
		p.complain("%s: line %d: %v", inputName(name), t.line, t.err)
	}
	if p.command.Jobs > 1 {
		p.part()
	}
	if _, err := p.out.Write(t.out); err != nil {
		return fmt.Errorf("write the claims: %w", err)
	}
	if t.idle {
		return p.out.Flush()
	}
	return nil
}

func (p *extraction) inputError(name string, err error) error {
	if err != nil {
		p.complain("%s: %v", inputName(name), err)
	}
	return nil
}

func inputName(name string) string {
	if name == "-" {
		return "standard input"
	}
	return name
}
