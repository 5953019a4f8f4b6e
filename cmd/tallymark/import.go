package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tallymark/extract"
	"tallymark/ingest"
	"tallymark/models"
)

type importCommand struct {
	As     string   `placeholder:"EMAIL" help:"Account to act for; without it the system adds the articles."`
	Title  string   `help:"Title, for a single file; else the file's own."`
	Outlet string   `help:"Who published the files; else what a page says."`
	URL    string   `name:"url" help:"Address of the article, for a single file."`
	Date   string   `placeholder:"DATE" help:"Publication date, such as 2026-03-25; else what a page says."`
	Lang   string   `placeholder:"CODE" help:"Language, such as en; detected without it."`
	Files  []string `arg:"" name:"file" placeholder:"FILE|URL" help:"What to add: .txt, .md, .pdf, .html, .mhtml, .warc, .eml, .docx, .odt, .jsonl and .csv files, folders of them, and addresses of pages."`
	webFlags
}

// Help is the long help of the command.
func (x *importCommand) Help() string {
	return `A .jsonl or .csv file holds many articles: a JSON object a line, or a row under a first line that names the columns.
Of each, "text" is needed or, for a page to be read from the web, "url"; "title", "outlet", "date" and "lang" may be there,
and --outlet, --date and --lang stand in where they are not. A list of addresses is a .csv file whose first line is url.
Of a folder, and of the folders in it, every file is added that has one of the endings above, .text, .markdown, .htm, .xhtml, .mht, .warc.gz or .ndjson.
Of a web archive (.warc) every page is added that its server answered with.
An article that is in the database already is not added again, so that an import which was cut short or killed can be repeated.
Of one site, a page a second is read, and only what its robots.txt allows. The exit status is 1 if anything could not be added.`
}

// Run adds every file and goes on where one fails.
func (x *importCommand) Run(c *console) error {
	if err := x.check(); err != nil {
		return err
	}
	engine, err := extract.New(extract.Options{})
	if err != nil {
		return fmt.Errorf("start the engine: %w", err)
	}
	fetcher, err := x.fetcher()
	if err != nil {
		return err
	}
	files, size, err := importFiles(x.Files)
	if err != nil {
		return err
	}
	store, err := c.openStore()
	if err != nil {
		return err
	}
	defer store.Close()
	actor, err := c.actor(store, x.As)
	if err != nil {
		return err
	}
	i := importing{command: x, console: c, reader: ingest.NewReader(engine, c.files()), fetcher: fetcher, store: store, actor: actor, files: files}
	i.progress = newByteProgress(c, "importing", size)
	if slices.ContainsFunc(files, isAddress) { // whose length nobody knows
		i.progress = newProgress(c, "importing", len(files))
	}
	return i.all()
}

func (x *importCommand) check() error {
	if len(x.Files) > 1 && (x.Title != "" || x.URL != "") {
		return usageError("--title and --url are for a single file, and there are %d", len(x.Files))
	}
	if (recordFormat(x.Files[0]) != nil || isArchive(x.Files[0])) && (x.Title != "" || x.URL != "") {
		return usageError("--title and --url are for a single article, and %s may hold many: name them in the file", x.Files[0])
	}
	if _, err := ingest.ParseDate(x.Date); err != nil {
		return usageError("--date: %v", err)
	}
	return nil
}

// importing is one run of the command.
type importing struct {
	command              *importCommand
	console              *console
	reader               *ingest.Reader
	fetcher              *ingest.Fetcher
	store                *models.Store
	actor                models.Actor
	files                []string
	progress             *progress
	added, known, failed int
}

func (i *importing) all() error {
	for _, name := range i.files {
		err := i.file(name)
		if i.console.ctx.Err() != nil {
			i.progress.end()
			return fmt.Errorf("stopped after %d articles; the same command goes on from there", i.added+i.known+i.failed)
		}
		if err != nil {
			i.fail("%s: %v", name, err)
		}
		i.progress.step()
	}
	i.progress.end()
	fmt.Fprintf(i.console.stdout, "%d added, %d already there, %d failed\n", i.added, i.known, i.failed)
	if i.failed > 0 {
		return errSome
	}
	return nil
}

func (i *importing) fail(format string, args ...any) {
	i.failed++
	i.progress.clear()
	fmt.Fprintf(i.console.stderr, "tallymark: "+format+"\n", args...)
}

// file adds what is in a file. Its error is one after which nothing more of
// the file can be read.
func (i *importing) file(name string) error {
	if err := i.console.ctx.Err(); err != nil {
		return err
	}
	if isAddress(name) {
		return i.page(name, i.input(""))
	}
	opened, err := i.console.openInput(name)
	if err != nil {
		return err
	}
	defer opened.Close()
	r := i.progress.reading(opened)
	if open := recordFormat(name); open != nil {
		next, err := open(r)
		if err != nil {
			return err
		}
		return i.records(name, next)
	}
	if isArchive(name) {
		return i.archive(name, r)
	}
	raw, err := readLimited(r)
	if err != nil {
		return err
	}
	article, err := i.reader.File(i.console.ctx, raw, i.input(filepath.Base(name)))
	if err != nil {
		return err
	}
	return i.add(article)
}

// input is what the command line says of every article.
func (i *importing) input(name string) ingest.Input {
	x := i.command
	return ingest.Input{Title: x.Title, Outlet: x.Outlet, URL: x.URL, Published: x.Date, Lang: x.Lang, Name: name}
}

// ofOneRecord tells what is wrong with a record from a database that is full
// or gone, which would be wrong for all that follow.
func ofOneRecord(err error) bool {
	_, record := errors.AsType[recordError](err)
	_, input := errors.AsType[*ingest.InputError](err)
	_, field := errors.AsType[*models.InvalidError](err)
	return record || input || field
}

// recordInput is what a record and the command line say of its article.
func (i *importing) recordInput(name string, line int, rec articleRecord) ingest.Input {
	base := filepath.Base(name)
	in := i.input(fmt.Sprintf("%s-%d.txt", strings.TrimSuffix(base, filepath.Ext(base)), line))
	in.Title, in.URL, in.ContentType = rec.Title, rec.URL, "text/plain; charset=utf-8"
	in.Outlet, in.Published, in.Lang = cmp.Or(rec.Outlet, in.Outlet), cmp.Or(rec.Date, in.Published), cmp.Or(rec.Lang, in.Lang)
	return in
}

// isArchive says whether a file is a web archive, which holds many pages.
func isArchive(name string) bool {
	name = strings.ToLower(name)
	return strings.HasSuffix(name, ".warc") || strings.HasSuffix(name, ".warc.gz")
}

// archive adds one page of a web archive after the other.
func (i *importing) archive(name string, r io.Reader) error {
	pages, err := ingest.NewWARC(r)
	if err != nil {
		return err
	}
	for {
		page, err := pages.Next(i.console.ctx)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		article, err := i.reader.Archived(i.console.ctx, page, i.input(""))
		if err == nil {
			err = i.add(article)
		}
		if ofOneRecord(err) {
			i.fail("%s: record %d (%s): %v", name, page.Number, page.URL, err)
		} else if err != nil {
			return err
		}
	}
}

// page adds the page at an address.
func (i *importing) page(address string, in ingest.Input) error {
	article, err := i.fetched(i.console.ctx, address, in)
	if err != nil {
		return err
	}
	return i.add(article)
}

func (i *importing) add(article models.NewArticle) error {
	stored, created, err := i.store.AddArticle(i.console.ctx, i.actor, article)
	return i.count(models.Added{Article: stored, Created: created, Err: err})
}

// importEndings are those of the files that are added of a folder. A folder
// holds other things too, whereas a file that is named is always tried.
var importEndings = append(ingest.Endings(), ".jsonl", ".ndjson", ".csv")

// importFiles are the files among the names and in the folders among them, in
// the order of their names, and how many bytes they have; a file that cannot
// be looked at is left to who opens it.
func importFiles(names []string) (files []string, size int64, err error) {
	for _, name := range names {
		about, err := os.Stat(name)
		if err != nil || !about.IsDir() {
			files = append(files, name)
			if err == nil {
				size += about.Size()
			}
			continue
		}
		before := len(files)
		err = filepath.WalkDir(name, func(path string, e fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if path != name && strings.HasPrefix(e.Name(), ".") {
				if e.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			if !e.Type().IsRegular() || !(isArchive(path) || slices.Contains(importEndings, strings.ToLower(filepath.Ext(path)))) {
				return nil
			}
			files = append(files, path)
			about, err := e.Info()
			if err == nil {
				size += about.Size()
			}
			return err
		})
		if err != nil {
			return nil, 0, fmt.Errorf("look through the folder %s: %w", name, err)
		}
		if len(files) == before {
			return nil, 0, usageError("the folder %s holds no file ending in %s", name, strings.Join(importEndings, ", "))
		}
	}
	return files, size, nil
}
