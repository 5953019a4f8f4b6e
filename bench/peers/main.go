// Command peers times the engine beside other number readers on the same
// generated news, in one run. It needs Node.js; run it from the repository:
//
//	npm --prefix bench/peers install && go run ./bench/peers
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"time"

	"tallymark/demo"
	"tallymark/extract"
)

// result is what one program did.
type result struct {
	Name    string  `json:"name"`
	Bytes   int     `json:"bytes"`
	Seconds float64 `json:"seconds"`
	Spans   int     `json:"spans"`
}

func (r result) speed() float64 { return float64(r.Bytes) / 1e6 / r.Seconds }

func main() {
	limit := flag.Int("bytes", 20_000, "bytes of news that each peer reads")
	own := flag.Int("own", 10_000_000, "bytes of news that the engine reads")
	flag.Parse()
	if err := run(*limit, *own); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

func run(limit, own int) error {
	mine, err := engine(demo.Articles(own, 5000, 1))
	if err != nil {
		return err
	}
	others, err := peers(demo.Articles(limit, 5000, 1), limit)
	if err != nil {
		return err
	}
	fmt.Printf("%-12s %10s %10s %14s\n", "program", "MB/s", "spans/kB", "tallymark is")
	for _, r := range append([]result{mine}, others...) {
		fmt.Printf("%-12s %10.3f %10.1f %13.0fx\n", r.Name, r.speed(), float64(r.Spans)/float64(r.Bytes)*1000, mine.speed()/r.speed())
	}
	return nil
}

// engine reads the texts with every attribute, on one core.
func engine(texts []string) (result, error) {
	e, err := extract.New(extract.Options{})
	if err != nil {
		return result{}, err
	}
	e.Claims(extract.Document{Text: texts[0], Lang: "en"}, true)
	r := result{Name: "tallymark"}
	start := time.Now()
	for _, t := range texts {
		r.Spans += len(e.Claims(extract.Document{Text: t, Lang: "en", Date: "2026-01-05"}, true))
		r.Bytes += len(t)
	}
	r.Seconds = time.Since(start).Seconds()
	return r, nil
}

func peers(texts []string, limit int) ([]result, error) {
	var in bytes.Buffer
	enc := json.NewEncoder(&in)
	for _, t := range texts {
		if err := enc.Encode(map[string]string{"text": t}); err != nil {
			return nil, err
		}
	}
	cmd := exec.Command("node", "bench/peers/peers.mjs", fmt.Sprint(limit))
	cmd.Stdin, cmd.Stderr = &in, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("run the peers (npm --prefix bench/peers install first): %w", err)
	}
	var rs []result
	for sc := bufio.NewScanner(bytes.NewReader(out)); sc.Scan(); {
		var r result
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			return nil, err
		}
		rs = append(rs, r)
	}
	return rs, nil
}
