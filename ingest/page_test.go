package ingest

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

const harbourPage = `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Ferry fire | Meridon Courier</title>
<meta property="og:title" content="Ferry fire kills nine"><meta property="og:site_name" content="Meridon Courier">
<meta name="description" content="A fire on the Halcyon left six missing."><meta property="article:published_time" content="2026-03-12T18:05:00+01:00">
<meta name="author" content="Ana Ruiz"><link rel="canonical" href="https://example.org/news/ferry">
<style>p { color: red }</style><script>var deaths = 99;</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport: 3 games</a></li></ul></nav>
<article><h1>Ferry fire kills nine</h1>
<p>At least <b>nine</b> people died, <a href="/agency?id=4">the coastal agency</a> said on Thursday, and six passengers were still missing in the cold water of the strait.</p>
<p>The ferry carried 212&nbsp;passengers and 14 crew members, among them a <em>4-year-old</em> boy, when the fire broke out below the car deck.<script>ads(55)</script></p>
<blockquote><p>I counted 23 of us in the life raft, which was made for sixteen people at most, and we waited for two hours.</p></blockquote>
<figure><img src="a.jpg"><figcaption>Boats search the strait on Thursday.</figcaption></figure>
<ul><li>17 people were arrested, the police said in a statement to the press.</li><li>210 rounds were seized, along with four rifles and 18 phones.</li></ul>
<p>Callers can <a href="https://example.org/help">reach the agency</a> all night, and volunteers handed out 500 blankets to families who waited in the hall.</p>
</article><footer>© 2026 Meridon Courier, 48 comments</footer></body></html>`

func TestReadPage(t *testing.T) {
	p, err := ReadPage(context.Background(), []byte(harbourPage), "", "")
	if err != nil {
		t.Fatal(err)
	}
	about := []string{p.Title, p.Dek, p.Byline, p.Published, p.Lang, p.Outlet, p.URL}
	want := []string{"Ferry fire kills nine", "A fire on the Halcyon left six missing.", "Ana Ruiz", "2026-03-12T18:05:00+01:00", "en", "Meridon Courier", "https://example.org/news/ferry"}
	if diff := cmp.Diff(want, about); diff != "" {
		t.Error(diff)
	}
	wantBlocks := []string{
		"lede: At least nine people died, the coastal agency said on Thursday, and six passengers were still missing in the cold water of the strait.",
		"body: The ferry carried 212\u00a0passengers and 14 crew members, among them a 4-year-old boy, when the fire broke out below the car deck.",
		"quote: I counted 23 of us in the life raft, which was made for sixteen people at most, and we waited for two hours.",
		"caption: Boats search the strait on Thursday.",
		"list: 17 people were arrested, the police said in a statement to the press.",
		"list: 210 rounds were seized, along with four rifles and 18 phones.",
		"body: Callers can reach the agency all night, and volunteers handed out 500 blankets to families who waited in the hall.",
	}
	if diff := cmp.Diff(wantBlocks, blocksOf(t, p.Text, p.Blocks)); diff != "" {
		t.Error(diff)
	}
	var links []string
	for _, l := range p.Links {
		links = append(links, p.Text[l.Start:l.End]+" "+l.URL)
	}
	if diff := cmp.Diff([]string{"the coastal agency https://example.org/agency?id=4", "reach the agency https://example.org/help"}, links); diff != "" {
		t.Error(diff)
	}
}

func TestHTMLBecomesAnArticle(t *testing.T) {
	a, err := newReader(t).HTML(context.Background(), []byte(harbourPage), Input{Title: "My own title", Name: "ferry.html"})
	if err != nil {
		t.Fatal(err)
	}
	checkArticle(t, a)
	blocks := blocksOf(t, a.Text, a.Blocks)
	if blocks[0] != "headline: My own title" || blocks[1] != "dek: A fire on the Halcyon left six missing." || !strings.HasPrefix(blocks[2], "lede: At least nine") {
		t.Errorf("blocks begin with %q", blocks[:3])
	}
	for _, l := range a.Links {
		if words := a.Text[l.Start:l.End]; words != "the coastal agency" && words != "reach the agency" {
			t.Errorf("a link stands on %q", words)
		}
	}
	if a.Outlet != "Meridon Courier" || a.URL != "https://example.org/news/ferry" || a.RawType != "text/html" || a.PublishedAt == nil {
		t.Errorf("outlet %q, URL %q, type %q, published %v", a.Outlet, a.URL, a.RawType, a.PublishedAt)
	}
}

func TestMetadataSources(t *testing.T) {
	for _, tt := range []struct {
		name, head string
		want       metadata
	}{
		{"JSON-LD wins", `<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"X"},{"@type":["NewsArticle"],"headline":"A &amp; B","datePublished":"2026-03-12T10:00:00Z",` +
			`"author":[{"name":"Ana Ruiz"},{"name":"Ben Ode"}],"publisher":{"name":"Courier"},"inLanguage":"en-US"}]}</script><meta property="og:title" content="other">`,
			metadata{title: "A & B", byline: "Ana Ruiz, Ben Ode", published: "2026-03-12T10:00:00Z", outlet: "Courier", lang: "en"}},
		{"broken JSON-LD says nothing", `<script type="application/ld+json">{"@type":"NewsArticle",</script><title>The title</title>`, metadata{title: "The title"}},
		{"meta tags", `<meta property="og:title" content="T"><meta name="author" content="https://x.example.org/ana"><meta name="date" content="12 March 2026">`,
			metadata{title: "T", published: "2026-03-12"}},
		{"time element", `<h1>Shown</h1><time datetime="2026-03-12T10:00:00+0200">Thursday</time>`, metadata{title: "Shown", published: "2026-03-12T10:00:00+02:00"}},
		{"nonsense date", `<title>T</title><time datetime="soon">soon</time>`, metadata{title: "T"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			clean, err := scrub(context.Background(), tt.head)
			if err != nil {
				t.Fatal(err)
			}
			root, err := parse(context.Background(), clean.markup)
			if err != nil {
				t.Fatal(err)
			}
			if got := metadataOf(root, clean.jsonLD); got != tt.want {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestCharacterSets(t *testing.T) {
	for _, tt := range []struct{ name, page, header string }{
		{"header", "<p>Caf\xe9 mit 13 G\xe4sten</p>", "text/html; charset=iso-8859-1"},
		{"meta tag", "<meta charset=windows-1252><p>Caf\xe9 mit 13 G\xe4sten</p>", ""},
		{"UTF-8 unlabelled", "<p>Café mit 13 Gästen</p>", ""},
		{"byte-order mark", "\xef\xbb\xbf<p>Café mit 13 Gästen</p>", "text/html; charset=utf-8"},
		{"Latin without a label", "<p>Caf\xe9 mit 13 G\xe4sten</p>", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, err := ReadPage(context.Background(), []byte(tt.page), tt.header, "")
			if err != nil || p.Text != "Café mit 13 Gästen" {
				t.Errorf("%q, %v", p.Text, err)
			}
		})
	}
}

func TestPagesThatAreTooMuch(t *testing.T) {
	for _, tt := range []struct{ name, page, says string }{
		{"bytes", "<p>" + strings.Repeat("41 dead ", MaxPage/8), "5 MB"},
		{"elements", strings.Repeat("<p>x", maxNodes), "100000 elements"},
		{"depth", strings.Repeat("<div>", 2000) + "x", "512 levels"},
		{"nothing", "<html><body><script>x</script></body></html>", "no text"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ReadPage(context.Background(), []byte(tt.page), "", "")
			if e, ok := errors.AsType[*InputError](err); !ok || !strings.Contains(e.Message, tt.says) {
				t.Errorf("error is %v, want one that says %q", err, tt.says)
			}
		})
	}
}

func TestAnEndedContextEndsTheWork(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := ReadPage(ctx, []byte(harbourPage), "", ""); !errors.Is(err, context.Canceled) {
		t.Errorf("reading says %v", err)
	}
	root, err := parse(context.Background(), []byte(harbourPage))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := content(ctx, root, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("finding the article says %v", err)
	}
	if _, err := parse(ctx, []byte(harbourPage)); !errors.Is(err, context.Canceled) {
		t.Errorf("parsing says %v", err)
	}
}

func TestPagesThatGrowInOtherReaders(t *testing.T) {
	for _, page := range []string{
		strings.Repeat("<b><p>41 dead ", 20_000), strings.Repeat("<font size=1><i><p>", 15_000) + "41 dead", strings.Repeat("<a href=x><p>41 dead</p>", 15_000),
		strings.Repeat("<table><p>41 dead", 500), "<p " + strings.Repeat("a=1 ", 500_000) + ">41 dead",
	} {
		p, err := ReadPage(context.Background(), []byte(page), "", "")
		if _, refused := errors.AsType[*InputError](err); err != nil && !refused {
			t.Errorf("%.20s: %v", page, err)
		}
		if err == nil && !strings.Contains(p.Text, "41 dead") {
			t.Errorf("%.20s: the text is %.80q", page, p.Text)
		}
	}
}

func FuzzReadPage(f *testing.F) {
	for _, s := range []string{
		harbourPage, "", "<p>41 dead", "<table><tr><td>41<td>dead</table>", "<b><p><b><p>x", "<a href=//x>1<div>2</a>3", "<p>e\u0301<a href=http://x.example.org>\u0301 5</a>",
		"<script type=application/ld+json>[{\"@type\":\"NewsArticle\",\"headline\":[[\"a\"]]}]</script>x", "<svg><p>1</svg><math>2", "\xff\xfe<\x00p\x00>\x00", "<title>a</title><h1>a</h1>a<br><br>b&#0;&#x202e;c",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		p, err := ReadPage(context.Background(), raw, "", "https://example.org/")
		if err != nil {
			return
		}
		if !utf8.ValidString(p.Text) || p.Text == "" {
			t.Fatalf("the text is %q", p.Text)
		}
		blocksOf(t, p.Text, p.Blocks)
		for _, l := range p.Links {
			if l.Start < 0 || l.End <= l.Start || l.End > len(p.Text) || !utf8.ValidString(p.Text[l.Start:l.End]) {
				t.Fatalf("link %v in %q", l, p.Text)
			}
		}
	})
}

// A page that takes too long is given up, wherever in the reading it takes its
// time, and the reader says what to do instead.
func TestPageThatTakesTooLong(t *testing.T) {
	paragraph := "<p>At least nine people died in the fire on Thursday, the agency said in a statement to the press.</p>"
	for name, page := range map[string]string{
		"long":   "<article><h1>Fire</h1>" + strings.Repeat(paragraph, 20_000) + "</article>",
		"nested": strings.Repeat("<div><p>", 100_000) + paragraph,
		"links":  "<article>" + strings.Repeat(`<a href="/x">nine</a> `, 100_000) + "</article>",
	} {
		for _, longest := range []time.Duration{time.Nanosecond, 5 * time.Millisecond} {
			_, err := readWithin(t.Context(), longest, page, "https://courier.example/fire")
			if !errors.Is(err, errSlow) {
				t.Errorf("%s within %v: %v", name, longest, err)
			}
		}
	}
	if !strings.Contains(errSlow.Error(), "paste its text") {
		t.Error(errSlow)
	}
}
