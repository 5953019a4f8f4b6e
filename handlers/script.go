package handlers

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"tallymark/models"
)

// scriptPage is an article as an annotated script: the text with a number at
// each figure, and below what is known of each, with numbered sources.
type scriptPage struct {
	base
	script
	ID uint
}

// script is what a printed sheet or a shared page says of an article.
type script struct {
	Heading, Outlet, URL string
	Published            *time.Time
	Number               int // of the version
	Read                 time.Time
	Ready                bool
	State                string
	Bar                  bar
	Blocks               []galleyBlock // nil where only sentences may be shown
	Figures              []scriptFigure
	Sources              []scriptSource
}

// HasHeadline reports whether the text itself has the headline.
func (p script) HasHeadline() bool { return hasHeadline(p.Blocks) }

// scriptFigure is one figure of the script.
type scriptFigure struct {
	N              int
	Status         models.Status
	Label, Figure  string
	Said           said
	Basis, Correct string
	Reason         string
	Sources        []int // numbers of what it is credited to, and of its evidence
	Flags          []string
	Link           string
}

// scriptSource is somebody or something that figures rest on.
type scriptSource struct {
	N       int
	Name    string
	Address string
	What    string // "credited in the text", "evidence", "linked in the text"
	Figures []int
}

// scriptShow serves GET /articles/{id}/script.
func (s *Server) scriptShow(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	a, err := s.store.Article(r.Context(), actorOf(r), id)
	if err != nil {
		return err
	}
	page := scriptPage{base: s.base(r, headingOf(&a.Article)), script: newScript(&a), ID: id}
	return s.render(w, r, "script", page)
}

// newScript numbers the figures that stand in the text now, and their sources.
func newScript(a *models.ArticlePage) script {
	p := script{
		Heading: headingOf(&a.Article), Outlet: a.Article.OutletName(), URL: webLink(a.Article.URL), Published: a.Article.PublishedAt,
		Number: a.Version.Number, Read: a.Version.FetchedAt,
		Ready: a.Article.Counts.Ready(), State: stateWords(a.Article.Counts), Bar: barOf(a.Article.Counts),
	}
	var marked []models.Claim
	known := map[string]int{}
	for i := range a.Claims {
		c := &a.Claims[i]
		if !c.Checkable || c.Stale || c.VersionID != a.Version.ID {
			continue
		}
		marked = append(marked, *c)
		if c.Status != models.StatusNotAClaim {
			p.add(known, newScriptFigure(&a.Version, c, len(marked)), c)
		}
	}
	p.Blocks = galley(&a.Version, marked)
	return p
}

func newScriptFigure(v *models.Version, c *models.Claim, n int) scriptFigure {
	f := scriptFigure{
		N: n, Status: c.Status, Label: c.Label, Figure: figureWords(c), Said: sentenceOf(v.Text, c),
		Correct: c.CorrectText, Reason: c.DecisionReason, Flags: flagsOf(c), Link: webLink(c.SourceLink),
	}
	if f.Label == "" {
		f.Label = c.Quote
	}
	if c.Basis != "" {
		f.Basis = strings.ToLower(c.Basis.Label())
	}
	return f
}

// add puts the figure on the sheet with what it rests on.
func (p *script) add(known map[string]int, f scriptFigure, c *models.Claim) {
	rest := func(name, address, what string) {
		key := what + "\n" + name + "\n" + address
		at, ok := known[key]
		if !ok {
			at = len(p.Sources)
			known[key] = at
			p.Sources = append(p.Sources, scriptSource{N: at + 1, Name: name, Address: address, What: what})
		}
		p.Sources[at].Figures = append(p.Sources[at].Figures, f.N)
		f.Sources = append(f.Sources, at+1)
	}
	if c.AttributedTo != "" {
		rest(c.AttributedTo, "", "credited in the text")
	}
	for _, link := range c.Links {
		if link = webLink(link); link != "" {
			rest(link, link, "linked in the text")
		}
	}
	if link := webLink(c.EvidenceURL); link != "" {
		rest(link, link, "evidence")
	}
	p.Figures = append(p.Figures, f)
}

// Numbers writes numbers for a list in a sentence.
func (s scriptSource) Numbers() string { return numbersWords(s.Figures) }

// Refs writes the numbers of the sources that a figure rests on.
func (f scriptFigure) Refs() string { return numbersWords(f.Sources) }

func numbersWords(numbers []int) string {
	words := make([]string, len(numbers))
	for i, n := range numbers {
		words[i] = strconv.Itoa(n)
	}
	return strings.Join(words, ", ")
}
