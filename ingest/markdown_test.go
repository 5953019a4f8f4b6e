package ingest

import (
	"strings"
	"testing"
	"time"

	"tallymark/extract"
)

const ferryMarkdown = `---
title: "Ferry fire kills nine"
date: 2026-03-12T18:05:00Z
author: Ada Lind
tags:
  - sea
---

The fire killed **nine** people, [the coastguard said](https://agency.example/ferry "a note") on
Monday, and ~~14~~ 23 were taken to hospital.

## What is known

- 440 life jackets
- 17 rafts, of which
  - 5 had sunk

1. Police arrested 13 people.

> "We lost 41 friends," a sailor said.

| Ship | Dead |
| ---- | ---: |
| Ann  | 6    |
| Bea  | 3    |

` + "```sh\nkill -9 4711 # 12 people died\n```\n" + `
See <https://ships.example/a> and https://ships.example/b for 8 more ships, or [the map](map.html).

<div>Two boats <b>burned</b>.</div><script>alert("99 people")</script>
`

func TestMarkdown(t *testing.T) {
	t.Parallel()
	r := newReader(t)
	for _, name := range []string{"ferry.md", "FERRY.MARKDOWN"} {
		a, err := r.File(t.Context(), []byte(ferryMarkdown), Input{Name: name, URL: "https://courier.example/news/ferry"})
		if err != nil {
			t.Fatal(err)
		}
		checkArticle(t, a)
		if a.Title != "Ferry fire kills nine" || a.RawType != "text/markdown" || !a.PublishedAt.Equal(time.Date(2026, 3, 12, 18, 5, 0, 0, time.UTC)) || string(a.Raw) != ferryMarkdown {
			t.Errorf("%s: %q, %s, %v", name, a.Title, a.RawType, a.PublishedAt)
		}
		for words, role := range map[string]extract.Role{
			"The fire killed nine people, the coastguard said on Monday, and 23 were taken to hospital.": extract.RoleLede, "What is known": extract.RoleBody,
			"440 life jackets": extract.RoleList, "17 rafts, of which": extract.RoleList, "5 had sunk": extract.RoleList, "Police arrested 13 people.": extract.RoleList,
			`"We lost 41 friends," a sailor said.`: extract.RoleQuote, "Ann 6": extract.RoleTable, "Bea 3": extract.RoleTable,
			"kill -9 4711 # 12 people died": extract.RoleFurniture, "Two boats burned.": extract.RoleBody,
			"See https://ships.example/a and https://ships.example/b for 8 more ships, or the map.": extract.RoleBody,
		} {
			if got := roleOf(a.Text, a.Blocks, words); got != role {
				t.Errorf("%s: %q is %q, want %s in\n%s", name, words, got, role, a.Text)
			}
		}
		links := map[string]string{}
		for _, l := range a.Links {
			links[a.Text[l.Start:l.End]] = l.URL
		}
		for words, address := range map[string]string{"the coastguard said": "https://agency.example/ferry", "https://ships.example/a": "https://ships.example/a", "https://ships.example/b": "https://ships.example/b", "the map": "https://courier.example/news/map.html"} {
			if links[words] != address {
				t.Errorf("%s: %q leads to %q, want %q", name, words, links[words], address)
			}
		}
		for _, c := range a.Claims {
			if c.Checkable && (c.Number.Text == "12" || c.Number.Text == "4711" || c.Number.Text == "99") {
				t.Errorf("%s: %q in code is to be checked", name, c.Quote)
			}
			if c.Number.Text == "nine" && strings.Contains(c.Quote, "people") && len(c.Links) != 1 {
				t.Errorf("%s: %q cites %v", name, c.Quote, c.Links)
			}
		}
	}
	page, err := pdfFiles.Read(t.Context(), []byte("First of 2 lines.\n\nSecond of 3 lines.\n\nThird of 4 lines."), Input{Name: "a.md"})
	if err != nil {
		t.Fatal(err)
	}
	if text, blocks, _ := page.Body(); roleOf(text, blocks, "First of 2 lines.") != extract.RoleLede || roleOf(text, blocks, "Second of 3 lines.") != extract.RoleBody {
		t.Errorf("a text has one lede, not %v", blocks)
	}
	plain, err := r.File(t.Context(), []byte("# Two die\n\nTwo people died.\n\n***\n\nThe end of 9 lives."), Input{Name: "a.md"})
	if err != nil || plain.Title != "Two die" || plain.Text != "Two die\n\nTwo people died.\n\nThe end of 9 lives." {
		t.Errorf("%q, %q, %v", plain.Title, plain.Text, err)
	}
}

// roleOf is the role of the block that has exactly these words.
func roleOf(text string, blocks []extract.Block, words string) extract.Role {
	for _, b := range blocks {
		if text[b.Start:b.End] == words {
			return b.Role
		}
	}
	return ""
}

func TestMarkdownAtAnAddress(t *testing.T) {
	f, site := webSite(t, (&pagesAt{pages: map[string]answer{
		"/a":     {kind: "text/markdown; charset=utf-8", body: ferryMarkdown},
		"/b.md":  {kind: "text/plain", body: ferryMarkdown},
		"/c.txt": {kind: "text/plain", body: ferryMarkdown},
	}}).serve)
	for path, role := range map[string]extract.Role{"/a": extract.RoleTable, "/b.md": extract.RoleTable, "/c.txt": ""} {
		page, _, err := pdfFiles.ReadAddress(t.Context(), f, site+path)
		if got := roleOf(page.Text, page.Blocks, "Ann 6"); err != nil || got != role {
			t.Errorf("%s: %q, %v", path, got, err)
		}
	}
}

// What is all marks is read or refused in bounded time.
func TestMarkdownBombs(t *testing.T) {
	t.Parallel()
	size := 100_000
	if testing.Verbose() {
		size = maxMarkdown - 100 // the worst, to be looked at
	}
	for name, unit := range map[string]string{
		"quotes": "> ", "lists": "- ", "brackets": "[", "links": "[a](", "emphasis": "*a_ ", "stars": "*a **a ", "code": "`a``", "tags": "<a ", "images": "![", "pipes": "|a", "struck": "~a~~", "references": "[a]: b\n", "indented": "\n - ", "entities": "&#", "addresses": "a@b.", "rows": "|a|b|\n|-|-|\n", "comments": "<!-- ", "paragraphs": strings.Repeat("*a_ ", 3000) + "\n\n", "links in lists": "- " + strings.Repeat("[a](", 3000) + "\n", "items": "- a\n", "deeper": strings.Repeat("> ", 99) + "a\n", "deep items": strings.Repeat("- ", 99) + "a\n",
	} {
		began := time.Now()
		_, err := readMarkdown(t.Context(), []byte(strings.Repeat(unit, size/len(unit))+"\n\nNine people died."), Input{})
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("%s: %v, %v", name, took, err)
		} else if testing.Verbose() {
			t.Logf("%s: %v, %v", name, took, err)
		}
	}
}
