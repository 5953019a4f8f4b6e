package ingest

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Three paragraphs of an article, between which the tables below put other things.
const (
	firstParagraph  = "At least nine people died when a ferry caught fire off Meridon on Thursday, the coastal agency said in a first statement."
	secondParagraph = "The ferry carried 212 passengers and 14 crew members when the fire broke out below the car deck, shortly after midnight."
	thirdParagraph  = "Rescue boats brought 197 people ashore before dawn, and six of them were in a critical condition, a hospital in the town said."
)

// inPage puts things above, between and below the paragraphs of an article.
func inPage(above, between, below string) string {
	return `<html lang="en"><head><title>Ferry fire kills nine</title><meta property="og:title" content="Ferry fire kills nine">
<meta property="og:description" content="Six are still missing."></head><body><main><div class="article-body">` + above + "<p>" + firstParagraph + "</p>" + between +
		"<p>" + secondParagraph + "</p><p>" + thirdParagraph + "</p>" + below + "</div></main></body></html>"
}

// others reads a page and gives its blocks, captions included, without the
// three paragraphs, which must all be there, each once and in order.
func others(t *testing.T, markup string) []string {
	t.Helper()
	p, err := ReadPage(context.Background(), []byte(markup), "", "https://example.org/news/ferry")
	if err != nil {
		t.Fatal(err)
	}
	own := []string{firstParagraph, secondParagraph, thirdParagraph}
	var found, rest []string
	for _, b := range p.Blocks {
		if text := p.Text[b.Start:b.End]; slices.Contains(own, text) {
			found = append(found, text)
		} else {
			rest = append(rest, string(b.Role)+": "+text)
		}
	}
	if diff := cmp.Diff(own, found); diff != "" {
		t.Errorf("the paragraphs: %s", diff)
	}
	return rest
}

func TestFurnitureIsLeftOut(t *testing.T) {
	for _, tt := range []struct{ name, above, between, below string }{
		{"newsletter", "", `<div class="newsletter-signup"><h3>The morning letter</h3><p>The 5 stories that matter, in your inbox at 7 each morning, from our desk.</p></div>`, ""},
		{"related by class", "", `<aside class="c-relatedStories"><ul><li>Storm leaves 41 dead in the north</li><li>12 held after riot</li></ul></aside>`, ""},
		{"related by heading", "", `<h4>More on this story</h4><ul><li><a href="/a">Storm leaves 41 dead in the north</a></li><li><a href="/b">12 held after a riot</a></li></ul>`, ""},
		{"related by cue", "", `<p>Read more: <a href="/a">Storm leaves 41 dead in the north</a></p><p>[Related: Why 3 ferries burned]</p>`, ""},
		{"a headline of another story", "", `<p><a href="/a">STORM LEAVES 41 DEAD IN THE NORTH OF THE COUNTRY</a></p>`, ""},
		{"byline and date", `<div class="byline">By Ana Ruiz</div><time datetime="2026-03-12">12 March 2026, 18:05</time><p>By Ana Ruiz</p><p>Published 12 March 2026</p>`, "", ""},
		{"share bar", `<ul class="share-tools"><li>Facebook 312</li><li>Email</li></ul>`, "", `<div class="socialBar">17 shares</div>`},
		{"comments", "", "", `<section id="comments"><h2>48 comments</h2><article><p>I was one of the 212, and nobody told us anything for 2 hours.</p></article></section>`},
		{"comments as articles", "", "", `<div class="reader-comments"><p>I was one of the 212, and nobody told us anything for a full 2 hours that night.</p></div>`},
		{"teasers as articles", "", "", `<article class="card"><h3><a href="/a">Storm leaves 41 dead</a></h3><p>It was the worst in 30 years, and the third in a row, an office said on Monday.</p></article>`},
		{"author's life", "", "", `<div class="author-bio"><p>Ana Ruiz has reported from 14 countries in 9 years and lives in Meridon with 2 cats.</p></div>`},
		{"copyright", "", "", `<p>© 2026 Meridon Courier. All rights reserved.</p>`},
		{"notices", "", `<p>Advertisement</p><p>Continue reading below</p><p>___</p>`, `<p>Sign up for our newsletter <a href="/n">here</a></p>`},
		{"hidden", `<div hidden>44 dead</div><div style="display: none">44 dead</div><div aria-hidden="true">44 dead</div>`, "", ""},
		{"roles", `<div role="navigation">7 sections</div>`, `<div role="complementary">Storm leaves 41 dead in the north</div>`, `<div role="contentinfo">Founded in 1871</div>`},
		{"breadcrumbs and reading time", `<div class="breadcrumbs">Home » News</div><p class="reading-time">3 minutes to read</p>`, "", ""},
		{"title again", `<h2>Ferry fire kills nine</h2>`, "", ""},
		{"dek again", `<p class="standfirst">Six are still missing.</p>`, "", ""},
		{"heading without anything below", "", "", `<h3>Related</h3><h3>Latest news</h3>`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := others(t, inPage(tt.above, tt.between, tt.below)); len(got) > 0 {
				t.Errorf("let in: %q", got)
			}
		})
	}
}

func TestWhatBelongsToTheArticleStays(t *testing.T) {
	for _, tt := range []struct {
		name, above, between, below string
		want                        []string
	}{
		{"heading", "", "<h2>How the fire began</h2>", "", []string{"body: How the fire began"}},
		{"short paragraph", "", "<p>Nine died.</p>", "", []string{"body: Nine died."}},
		{"list", "", "<ul><li>17 arrested</li><li>210 rounds seized</li></ul>", "", []string{"list: 17 arrested", "list: 210 rounds seized"}},
		{"list at the end", "", "", "<ul><li>17 arrested</li><li>210 rounds seized</li></ul>", []string{"list: 17 arrested", "list: 210 rounds seized"}},
		{"list with links in it", "", `<ul><li>17 arrested, <a href="/p">police</a> said</li></ul>`, "", []string{"list: 17 arrested, police said"}},
		{"table", "", "<table><tr><th>Ship</th><th>Dead</th></tr><tr><td>Halcyon</td><td>9</td></tr></table>", "", []string{"table: Ship Dead", "table: Halcyon 9"}},
		{"quote", "", "<blockquote><p>I counted 23 of us in the raft.</p></blockquote>", "", []string{"quote: I counted 23 of us in the raft."}},
		{"caption", "", `<figure><img src="a.jpg"><figcaption>Six boats search the strait. <span>Ana Ruiz</span></figcaption></figure>`, "", []string{"caption: Six boats search the strait. Ana Ruiz"}},
		{"caption by class", "", `<div class="image-caption">Six boats search the strait.</div>`, "", []string{"caption: Six boats search the strait."}},
		{"caption in a list", "", `<ul><li><figure><img src="a.jpg"><figcaption>Six boats search.</figcaption></figure></li></ul>`, "", []string{"caption: Six boats search."}},
		{"a sentence that begins as an invitation", "", "<p>Read more slowly, the agency told its 14 crews.</p>", "", []string{"body: Read more slowly, the agency told its 14 crews."}},
		{"a linked sentence", "", `<p><a href="/r">The agency counted 9 dead.</a></p>`, "", []string{"body: The agency counted 9 dead."}},
		{"price alone", "", "<p>$139</p>", "", []string{"body: $139"}},
		{"figure at the end", "", "", "<p>Injured: 44</p>", []string{"body: Injured: 44"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, others(t, inPage(tt.above, tt.between, tt.below))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A page whose own frame bears a name of furniture is read all the same.
func TestFramesWithNamesOfFurniture(t *testing.T) {
	for _, name := range []string{"page-with-newsletter", "newsletter", "related", "comments", "promo", "hidden-comments share", "sidebar", "caption"} {
		markup := strings.Replace(inPage("", "", ""), "article-body", name, 1)
		if got := others(t, markup); len(got) > 0 {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestLiveTickerKeepsItsEntries(t *testing.T) {
	entries := `<article id="e2"><h3>04:10</h3><p>The toll rose to 11 when two of the injured died in the hospital, the agency said.</p></article>` +
		`<article id="e1"><h3><a href="#e1">03:30</a></h3><p>Six of the missing were found alive on a raft two miles off, a spokesman said.</p></article>`
	got := strings.Join(others(t, inPage("", "", entries)), "\n")
	for _, words := range []string{"The toll rose to 11", "Six of the missing"} {
		if !strings.Contains(got, words) {
			t.Errorf("%q is not in %q", words, got)
		}
	}
}

func TestMarkedBodyIsTheCheck(t *testing.T) {
	talk := strings.Repeat("<p><span>Ana: Nine.</span></p><p><span>Ben: 41 dead?</span></p>", 100)
	long := strings.Repeat("<p>"+firstParagraph+" "+secondParagraph+"</p>", 2)
	p, err := ReadPage(context.Background(), []byte(`<body><div itemprop="articleBody">`+talk+`</div><div class="box">`+long+`</div></body>`), "", "")
	if err != nil || !strings.Contains(p.Text, "Ben: 41 dead?") {
		t.Errorf("%.200q, %v", p.Text, err)
	}
	data := `<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry fire", "articleBody": "<p>` + firstParagraph + `</p><p>Six &amp; more are missing.</p>"}</script>`
	p, err = ReadPage(context.Background(), []byte(data+`<body><div id="app">Loading the page</div></body>`), "", "")
	if want := firstParagraph + "\n\nSix & more are missing."; err != nil || p.Text != want {
		t.Errorf("from data: %q, %v", p.Text, err)
	}
}

func TestBodyLeavesCaptionsOut(t *testing.T) {
	p, err := ReadPage(context.Background(), []byte(inPage("", `<figure><figcaption>Boats by <a href="/x">Ana</a></figcaption></figure><p>The <a href="/agency">agency</a> counts 9.</p>`, "")), "", "https://example.org/")
	if err != nil {
		t.Fatal(err)
	}
	text, blocks, links := p.Body()
	if strings.Contains(text, "Boats") || !strings.Contains(p.Text, "Boats") {
		t.Errorf("the body is %q", text)
	}
	if len(blocks) != 4 || len(links) != 1 || text[links[0].Start:links[0].End] != "agency" {
		t.Errorf("blocks %v, links %v", blocks, links)
	}
}

// BenchmarkHTML reads a page of 200 kB, most of it furniture, to its claims.
func BenchmarkHTML(b *testing.B) {
	story := strings.Repeat("<p>"+firstParagraph+"</p><p>"+secondParagraph+"</p><p>"+thirdParagraph+"</p>", 12)
	furniture := `<div class="card"><a href="/a"><img src="a.jpg" alt=""></a><h3><a href="/a">Storm leaves 41 dead in the north</a></h3><div class="meta">12 March 2026</div></div>`
	page := []byte(`<html lang="en"><head><title>Ferry fire kills nine</title><script>` + strings.Repeat("var a = [1, 2, 3];", 3000) + `</script></head><body><nav>` +
		strings.Repeat(`<ul><li><a href="/s">Section</a></li></ul>`, 800) + `</nav><main><article><h1>Ferry fire kills nine</h1>` + story + `</article>` + strings.Repeat(furniture, 670) + `</main></body></html>`)
	if len(page) < 195_000 || len(page) > 220_000 {
		b.Fatalf("the page has %d bytes", len(page))
	}
	r := newReader(b)
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		a, err := r.HTML(context.Background(), page, Input{URL: "https://example.org/a"})
		if err != nil || len(a.Claims) < 60 {
			b.Fatalf("%d claims, %v", len(a.Claims), err)
		}
	}
}
