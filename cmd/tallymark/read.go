package main

import (
	"encoding/json"
	"fmt"

	"tallymark/extract"
	"tallymark/ingest"
)

type readCommand struct {
	URL    string `name:"url" placeholder:"URL" help:"Address of the page, which its links are relative to; nothing is fetched."`
	Format string `enum:"json" default:"json" help:"Output: json."`
	File   string `arg:"" optional:"" default:"-" help:"Saved page; standard input without it, or for -."`
}

// Help is the long help of the command.
func (x *readCommand) Help() string {
	return `Prints {"title", "dek", "byline", "published", "lang", "outlet", "text", "links"}. The text is the body of the article, its
blocks parted by a blank line; each link has the span of its words, in bytes of that text.`
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
}

// Run reads the page and prints what it says.
func (x *readCommand) Run(c *console) error {
	raw, err := c.readInput(x.File)
	if err != nil {
		return fmt.Errorf("%s: %w", inputName(x.File), err)
	}
	p, err := ingest.ReadPage(c.ctx, raw, "", x.URL)
	if err != nil {
		return fmt.Errorf("%s: %w", inputName(x.File), err)
	}
	text, _, links := p.Body()
	out := json.NewEncoder(c.stdout)
	out.SetEscapeHTML(false)
	return out.Encode(page{p.Title, p.Dek, p.Byline, p.Published, p.Lang, p.Outlet, text, append([]extract.Link{}, links...)})
}
