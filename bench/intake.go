package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"tallymark/demo"
	"tallymark/extract"
	"tallymark/models"
)

// runIntake has the program import articles of our own making from a file of
// JSON lines into an empty database on this disk, and prints how many it
// stored a second, each with its claims, its place in the search and its row
// of the audit log:
//
//	go run ./bench intake
//
// The seconds of the processors count where others use them too: a core spends
// less than ten milliseconds an article where two store 200 a second.
func runIntake(args []string) (err error) {
	flags := flag.NewFlagSet("intake", flag.ExitOnError)
	articles := flags.Int("articles", 4000, "how many to import")
	size := flags.Int("size", 5000, "bytes of each")
	parent := flags.String("dir", "", "folder for the database, on the disk that is meant; else that for temporary files")
	if err := flags.Parse(args); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(*parent, "tallymark-intake-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	program, file := filepath.Join(dir, "tallymark"), filepath.Join(dir, "news.jsonl")
	if err := build(program); err != nil {
		return err
	}
	if err := writeArticles(file, *articles, *size); err != nil {
		return err
	}
	cmd := exec.Command(program, "import", file)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TALLYMARK_DB="+filepath.Join(dir, "bench.db"))
	said := new(strings.Builder)
	complaint := new(strings.Builder)
	cmd.Stdout, cmd.Stderr = said, complaint
	began := time.Now()
	memory, err := runMeasured(cmd)
	if err != nil {
		return fmt.Errorf("import: %w\n%s", err, complaint)
	}
	took, used := time.Since(began), cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime()
	if want := fmt.Sprintf("%d added, 0 already there, 0 failed", *articles); !strings.Contains(said.String(), want) {
		return fmt.Errorf("import said %q and not %q", said, want)
	}
	claims, err := wholeClaims(filepath.Join(dir, "bench.db"))
	if err != nil {
		return err
	}
	each := float64(*articles)
	report("articles stored", each/took.Seconds(), "/s", "at least 200")
	report("claims stored with them", float64(claims)/took.Seconds(), "/s", fmt.Sprintf("%.0f an article", float64(claims)/each))
	report("processors an article", used.Seconds()*1000/each, "ms", "at most 10, on two cores")
	report("peak memory", memory, "MB", "the same for any number of articles")
	return nil
}

// writeArticles writes so many records as an archive would send them, no two
// with the same text.
func writeArticles(name string, articles, size int) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	out := bufio.NewWriter(f)
	const part = 500 // articles that are in memory
	for n := 0; n < articles; n += part {
		texts := demo.Articles(part*size*2, size, uint64(n)+1) // each is a little longer than size
		for i, text := range texts[:min(part, articles-n)] {
			line := fmt.Appendf(nil, `{"url":"https://courier.example/news/%d","outlet":"Outlet %d","date":"2026-03-%02d","text":`, n+i, i%20, 1+i%28)
			line = append(extract.AppendJSONString(line, text), "}\n"...)
			if _, err := out.Write(line); err != nil {
				return err
			}
		}
	}
	return errors.Join(out.Flush(), f.Sync())
}

// wholeClaims counts the claims of a database that must be whole.
func wholeClaims(db string) (int, error) {
	ctx := context.Background()
	store, err := models.Open(ctx, db, models.Options{ToRead: true})
	if err != nil {
		return 0, err
	}
	defer store.Close()
	found, err := store.Verify(ctx)
	if err != nil || !found.OK() {
		return 0, errors.Join(err, fmt.Errorf("the database is not whole: %v", found.Lines))
	}
	claims, _, _, err := store.ExportCounts(ctx, models.SystemActor, models.ExportFilter{Preset: models.PresetEverything})
	return claims, err
}
