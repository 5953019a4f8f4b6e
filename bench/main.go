// Command bench prints the figures of Tallymark that are about speed and
// memory: the engine, the command on JSON lines, the start of the server, the
// article page, and the CSV export. Run it from the repository:
//
//	go run ./bench
//
// Nothing here fails when a figure is bad; it only says so. What many people
// at once get from a large database is another run, "go run ./bench load", and
// what one person at the desk gets in a browser a third, "go run ./bench keys".
// How long figures take to be put together is "go run ./bench match", and how
// many articles an import stores "go run ./bench intake"; a thousand feeds of which
// a hundred hang are "go run ./bench feeds".
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

// bench is one run: where its files are and how much it does.
type bench struct {
	dir     string // for the program and its databases
	program string
	stream  int // bytes of JSON lines
	claims  int // rows of the export
}

// runs are those with a name.
var runs = map[string]func(args []string) error{"load": runLoad, "keys": runKeys, "match": runMatch, "intake": runIntake, "feeds": runFeeds}

func main() {
	if len(os.Args) > 1 && runs[os.Args[1]] != nil {
		if err := runs[os.Args[1]](os.Args[2:]); err != nil {
			fmt.Fprintf(os.Stderr, "bench: %s: %v\n", os.Args[1], err)
			os.Exit(1)
		}
		return
	}
	stream := flag.Int("stream", 100, "megabytes of JSON lines")
	claims := flag.Int("claims", 100_000, "claims to export")
	flag.Parse()
	if err := run(*stream<<20, *claims); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(stream, claims int) error {
	dir, err := os.MkdirTemp("", "tallymark-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := bench{dir: dir, program: filepath.Join(dir, "tallymark"), stream: stream, claims: claims}
	if err := build(b.program); err != nil {
		return err
	}
	for _, part := range []func() error{b.engine, b.command, b.server, b.export} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

// report prints one figure beside what it is measured against.
func report(what string, value float64, unit, goal string) {
	fmt.Printf("%-52s %10.1f %-5s (%s)\n", what, value, unit, goal)
}
