package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress shows how far a long command is: a bar on a terminal, a log line a
// second elsewhere. What reads and what stores may both tell it.
type progress struct {
	mu      sync.Mutex
	console *console
	what    string
	done    int
	total   int
	bar     *progressbar.ProgressBar
	logged  time.Time

	bytes   bool // what is done is counted in bytes
	counted int  // things done, where that is not what is shown as done
	began   time.Time
}

func newProgress(c *console, what string, total int) *progress {
	p := &progress{console: c, what: what, total: total, logged: c.now(), began: c.now()}
	if isTerminal(c.stderr) {
		p.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(c.stderr), progressbar.OptionSetDescription(what),
			progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
	}
	return p
}

// newByteProgress is progress through files of so many bytes in all, of which
// nobody knows how many articles they hold.
func newByteProgress(c *console, what string, total int64) *progress {
	p := newProgress(c, what, int(total))
	p.bytes = true
	if p.bar != nil {
		p.bar = progressbar.NewOptions64(total, progressbar.OptionSetWriter(c.stderr), progressbar.OptionSetDescription(what),
			progressbar.OptionShowBytes(true), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
	}
	return p
}

// reading hands r on and takes what is read of it for done.
func (p *progress) reading(r io.Reader) io.Reader {
	if !p.bytes {
		return r
	}
	return readProgress{r, p}
}

type readProgress struct {
	io.Reader
	p *progress
}

// Read gives little at a time: a list of addresses that was read at once would
// look done before the first page is there.
func (r readProgress) Read(b []byte) (int, error) {
	n, err := r.Reader.Read(b[:min(len(b), 1<<10)])
	r.p.more(n)
	return n, err
}

// count takes one more thing for done, beside the bytes.
func (p *progress) count() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.counted++
	if !p.bytes {
		return
	}
	if p.bar != nil {
		p.bar.Describe(fmt.Sprintf("%s, %d articles, %.0f a second", p.what, p.counted, p.rate()))
		return
	}
	p.log()
}

// rate is how many things were counted a second.
func (p *progress) rate() float64 {
	return float64(p.counted) / max(p.console.now().Sub(p.began).Seconds(), 1)
}

// left is how long the rest takes if it goes on like this, and 0 if that
// cannot be said yet.
func (p *progress) left() time.Duration {
	if p.done == 0 || p.done >= p.total {
		return 0
	}
	took := p.console.now().Sub(p.began)
	return time.Duration(float64(took) / float64(p.done) * float64(p.total-p.done)).Round(time.Second)
}

// isTerminal says whether a reader or writer is a terminal.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

func (p *progress) step() {
	if !p.bytes {
		p.more(1)
	}
}

// more is step for several.
func (p *progress) more(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.show(p.done + n)
}

// to is step for somebody who counts.
func (p *progress) to(done int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.show(done)
}

func (p *progress) show(done int) {
	p.done = done
	if p.bar != nil {
		p.bar.Set(p.done)
		return
	}
	p.log()
}

// log tells how far the work is once a second.
func (p *progress) log() {
	now := p.console.now()
	if now.Sub(p.logged) < time.Second {
		return
	}
	p.logged = now
	if !p.bytes {
		p.console.log.Info(p.what, "done", p.done, "of", p.total)
		return
	}
	p.console.log.Info(p.what, "articles", p.counted, "a_second", int(p.rate()), "bytes", p.done, "of", p.total, "left", p.left())
}

// clear makes room for a message.
func (p *progress) clear() {
	if p.bar != nil {
		p.bar.Clear()
	}
}

func (p *progress) end() {
	if p.bar != nil {
		p.bar.Finish()
	}
}
