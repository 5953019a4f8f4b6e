package ingest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// scrubbed is a page without what no reader sees, and its scripts of data.
type scrubbed struct {
	markup []byte
	jsonLD []string
}

// scrub drops scripts, styles and the like, and the elements that only change
// the look of words. The second matters for more than speed: the parser opens
// an unclosed <b> again in every later paragraph, which lets a small page grow
// into millions of nodes. What is left parses in time that its length bounds.
func scrub(ctx context.Context, page string) (scrubbed, error) {
	s := scrubber{ctx: ctx, z: html.NewTokenizer(strings.NewReader(page))}
	s.out.Grow(len(page) / 2)
	err := s.run()
	return scrubbed{s.out.Bytes(), s.jsonLD}, err
}

type scrubber struct {
	ctx     context.Context
	z       *html.Tokenizer
	out     bytes.Buffer
	nodes   int
	dropped atom.Atom // the element whose content is being dropped
	isData  bool      // it is a script of JSON-LD
	jsonLD  []string
}

func (s *scrubber) run() error {
	for {
		kind := s.z.Next()
		if kind == html.ErrorToken {
			if err := s.z.Err(); !errors.Is(err, io.EOF) {
				return err
			}
			return nil
		}
		s.nodes++
		if s.nodes > maxNodes {
			return errNodes
		}
		if s.nodes%1024 == 0 && s.ctx.Err() != nil {
			return s.ctx.Err()
		}
		s.token(kind)
	}
}

func (s *scrubber) token(kind html.TokenType) {
	raw := s.z.Raw()
	switch kind {
	case html.CommentToken:
		return
	case html.TextToken:
		s.text(raw)
		return
	case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
		raw = bytes.Clone(raw) // TagName overwrites upper case
		name, hasAttr := s.z.TagName()
		if s.tag(kind, atom.Lookup(name), hasAttr) {
			return
		}
	}
	if s.dropped == 0 {
		s.out.Write(raw)
	}
}

func (s *scrubber) text(raw []byte) {
	if s.isData {
		s.jsonLD = append(s.jsonLD, string(raw))
	}
	if s.dropped == 0 {
		s.out.Write(raw)
	}
}

// tag says whether the tag itself is to be left out.
func (s *scrubber) tag(kind html.TokenType, name atom.Atom, hasAttr bool) bool {
	if s.dropped != 0 {
		if kind == html.EndTagToken && name == s.dropped {
			s.dropped, s.isData = 0, false
		}
		return true
	}
	if unseen[name] {
		if kind == html.StartTagToken {
			s.dropped = name
			s.isData = name == atom.Script && hasAttr && s.isJSONLD()
		}
		return true
	}
	return looks[name]
}

func (s *scrubber) isJSONLD() bool {
	for {
		key, value, more := s.z.TagAttr()
		if string(key) == "type" && strings.Contains(strings.ToLower(string(value)), "ld+json") {
			return true
		}
		if !more {
			return false
		}
	}
}

// unseen are the elements whose content no reader sees as text.
var unseen = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Svg: true, atom.Math: true,
	atom.Iframe: true, atom.Canvas: true, atom.Textarea: true,
}

// looks are the elements that only change the look of words.
var looks = map[atom.Atom]bool{
	atom.B: true, atom.Big: true, atom.Code: true, atom.Em: true, atom.Font: true, atom.I: true, atom.Nobr: true, atom.S: true,
	atom.Small: true, atom.Strike: true, atom.Strong: true, atom.Tt: true, atom.U: true,
}

// parse builds the tree of a scrubbed page and measures it. The reader checks
// the deadline, so that it ends the parser's work too.
func parse(ctx context.Context, markup []byte) (*html.Node, error) {
	root, err := html.Parse(&timedReader{ctx, bytes.NewReader(markup)})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil && strings.Contains(err.Error(), "exceeds") {
		return nil, errDepth
	}
	if err != nil {
		return nil, err
	}
	nodes := 0
	return root, measure(root, &nodes)
}

// measure walks the tree without recursion, which a deep page would exhaust.
func measure(root *html.Node, nodes *int) error {
	depth := 0
	for n := root; n != nil; {
		*nodes++
		if depth > maxDepth {
			return errDepth
		}
		if *nodes > 2*maxNodes {
			return errNodes
		}
		if n.FirstChild != nil {
			n, depth = n.FirstChild, depth+1
			continue
		}
		for n != nil && n.NextSibling == nil {
			n, depth = n.Parent, depth-1
		}
		if n != nil {
			n = n.NextSibling
		}
	}
	return nil
}

// timedReader hands out small pieces and fails once its context has ended.
type timedReader struct {
	ctx context.Context
	r   io.Reader
}

func (t *timedReader) Read(p []byte) (int, error) {
	if err := t.ctx.Err(); err != nil {
		return 0, err
	}
	return t.r.Read(p[:min(len(p), 4096)])
}
