package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"tallymark/extract"
	"tallymark/ingest"
)

type readCommand struct {
	URL    string `name:"url" placeholder:"URL" help:"Address of a saved page, which its links are relative to; nothing is fetched."`
	Format string `enum:"json" default:"json" help:"Output: json."`
	File   string `arg:"" optional:"" default:"-" placeholder:"FILE|URL" help:"Saved page or other document, or the address of a page to fetch; standard input without it, or for -."`
	webFlags
}

// Help is the long help of the command.
func (x *readCommand) Help() string {
	return `Reads a file for what it is: ` + strings.Join(ingest.Endings(), " ") + `; without one of these endings, a web page.
Prints {"title", "dek", "byline", "published", "lang", "outlet", "text", "links", "modified", "url", "captions", "blocks"}. The text is
the body of the article, its blocks parted by a blank line; each link has the span of its words, and each block its own, in bytes of that text.`
}

// page is what the command prints.
type page struct {
	Title     string         `json:"title"`
	Dek       string         `json:"dek"`
	Byline    string         `json:"byline"`
	Published string         `json:"published"`
	Lang      string         `json:"lang"`
	Outlet    string         `json:"outlet"`
	Text      string         `json:"text"`
	Links     []extract.Link `json:"links"`

	Modified string          `json:"modified"`
	URL      string          `json:"url"`
	Captions []string        `json:"captions"`
	Blocks   []extract.Block `json:"blocks"`
}

// Run reads the page and prints what it says.
func (x *readCommand) Run(c *console) error {
	p, err := x.read(c)
	if err != nil {
		return fmt.Errorf("%s: %w", inputName(x.File), err)
	}
	text, blocks, links := p.Body()
	out := json.NewEncoder(c.stdout)
	out.SetEscapeHTML(false)
	return out.Encode(page{
		p.Title, p.Dek, p.Byline, p.Published, p.Lang, p.Outlet, text, append([]extract.Link{}, links...),
		p.Modified, p.URL, append([]string{}, p.Captions()...), append([]extract.Block{}, blocks...),
	})
}

func (x *readCommand) read(c *console) (ingest.Page, error) {
	if !isAddress(x.File) {
		raw, err := c.readInput(x.File)
		if err != nil {
			return ingest.Page{}, err
		}
		return c.files().Read(c.ctx, raw, ingest.Input{Name: x.name(), URL: x.URL})
	}
	fetcher, err := x.fetcher()
	if err != nil {
		return ingest.Page{}, err
	}
	p, _, err := c.files().ReadAddress(c.ctx, fetcher, x.File)
	return p, err
}

// name is that of the file, or of a web page where the name does not say what
// the file is.
func (x *readCommand) name() string {
	if slices.Contains(ingest.Endings(), strings.ToLower(filepath.Ext(x.File))) {
		return x.File
	}
	return "page.html"
}

// readInput reads a whole file, at most as much as one document may have.
func (c *console) readInput(name string) ([]byte, error) {
	r, err := c.openInput(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return readLimited(r)
}
