package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"tallymark/demo"
	"tallymark/extract"
)

// engine reads five megabytes of news in memory, without any output.
func (b bench) engine() error {
	e, err := extract.New(extract.Options{})
	if err != nil {
		return err
	}
	articles := demo.Articles(5<<20, 5000, 1)
	size, best := 0, time.Duration(0)
	for _, a := range articles {
		size += len(a)
	}
	claims := 0
	for range 5 {
		claims = 0
		began := time.Now()
		for _, a := range articles {
			claims += len(e.Claims(extract.Document{Text: a, Lang: "en", Date: "2026-03-12"}, false))
		}
		if took := time.Since(began); best == 0 || took < best {
			best = took
		}
	}
	report("engine, 5 MB of news, best of 5", perSecond(size, best), "MB/s", "at least 15")
	report("claims found in it", float64(claims), "", "one core, nothing encoded")
	return nil
}

func perSecond(size int, took time.Duration) float64 { return float64(size) / 1e6 / took.Seconds() }

// command streams JSON lines through the program, a little and a lot: memory
// must not grow with the input.
func (b bench) command() error {
	rest, _, err := b.extractOf(1 << 10)
	if err != nil {
		return err
	}
	small, _, err := b.extractOf(1 << 20)
	if err != nil {
		return err
	}
	large, speed, err := b.extractOf(b.stream)
	if err != nil {
		return err
	}
	report("extract, JSON lines", speed, "MB/s", "at least 8")
	report("extract, peak memory over 1 kB", rest, "MB", "the program at rest")
	report("extract, peak memory over 1 MB", small, "MB", "at most 16 above rest")
	report(fmt.Sprintf("extract, peak memory over %d MB", b.stream>>20), large, "MB", "as at 1 MB")
	return nil
}

// extractOf runs the program once over size bytes and returns its peak memory in
// megabytes and its speed.
func (b bench) extractOf(size int) (memory, speed float64, err error) {
	name := filepath.Join(b.dir, "news.jsonl")
	written, err := writeLines(name, size)
	if err != nil {
		return 0, 0, err
	}
	cmd := exec.Command(b.program, "extract", "--input", "jsonl", "--format", "jsonl", name)
	cmd.Stdout, cmd.Stderr = io.Discard, os.Stderr
	began := time.Now()
	memory, err = runMeasured(cmd)
	if err != nil {
		return 0, 0, fmt.Errorf("extract: %w", err)
	}
	return memory, perSecond(written, time.Since(began)), nil
}

func writeLines(name string, size int) (written int, err error) {
	f, err := os.Create(name)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	out := bufio.NewWriter(f)
	articles := demo.Articles(min(size, 4<<20), 5000, 2)
	for i := 0; written < size; i++ {
		line := []byte(fmt.Sprintf(`{"id":"n%d","date":"2026-03-12","lang":"en","text":`, i))
		line = append(extract.AppendJSONString(line, articles[i%len(articles)]), "}\n"...)
		if _, err := out.Write(line); err != nil {
			return 0, err
		}
		written += len(line)
	}
	return written, out.Flush()
}
