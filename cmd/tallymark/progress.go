package main

import (
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress shows how far a long command is: a bar on a terminal, a log line a
// second elsewhere.
type progress struct {
	console *console
	what    string
	done    int
	total   int
	bar     *progressbar.ProgressBar
	logged  time.Time
}

func newProgress(c *console, what string, total int) *progress {
	p := &progress{console: c, what: what, total: total, logged: c.now()}
	if isTerminal(c.stderr) {
		p.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(c.stderr), progressbar.OptionSetDescription(what),
			progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
	}
	return p
}

// isTerminal says whether a reader or writer is a terminal.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

func (p *progress) step() { p.to(p.done + 1) }

// to is step for somebody who counts.
func (p *progress) to(done int) {
	p.done = done
	if p.bar != nil {
		p.bar.Set(p.done)
		return
	}
	if now := p.console.now(); now.Sub(p.logged) >= time.Second {
		p.logged = now
		p.console.log.Info(p.what, "done", p.done, "of", p.total)
	}
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
