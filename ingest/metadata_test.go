package ingest

import (
	"context"
	"strings"
	"testing"
)

// ld is a script of JSON-LD.
func ld(json string) string { return `<script type="application/ld+json">` + json + `</script>` }

// metas are meta tags: name or property, content, and so on in turn.
func metas(pairs ...string) string {
	var b strings.Builder
	for i := 0; i < len(pairs); i += 2 {
		b.WriteString(`<meta property="` + pairs[i] + `" content="` + pairs[i+1] + `">`)
	}
	return b.String()
}

// about is what a page of the table says of itself; what is "" there is not
// looked at.
type about struct{ title, published, modified, byline, dek, outlet, url, amp, lang string }

const (
	ferry  = "Ferry fire kills nine off Meridon"
	paras  = "<p>" + firstParagraph + "</p><p>" + secondParagraph + "</p><p>" + thirdParagraph + "</p>"
	noon   = "2026-03-12T12:00:00Z"
	march  = "2026-03-12"
	modify = "2026-03-13T08:30:00+01:00"
)

// outletPages are short pages of the shapes that outlets and their systems use.
var outletPages = []struct {
	name, head, body string
	want             about
}{
	{"agency with NewsArticle", ld(`{"@context":"https://schema.org","@type":"NewsArticle","headline":"` + ferry + `","datePublished":"` + noon + `","dateModified":"` + modify + `","author":{"@type":"Person","name":"Ana Ruiz"},"publisher":{"@type":"Organization","name":"Meridon Wire"},"description":"Six are missing."}`),
		"<h1>" + ferry + "</h1>", about{title: ferry, published: noon, modified: modify, byline: "Ana Ruiz", outlet: "Meridon Wire", dek: "Six are missing."}},
	{"graph with references", ld(`{"@graph":[{"@type":"Organization","@id":"#org","name":"Courier"},{"@type":"Person","@id":"#ana","name":"Ana Ruiz"},{"@type":"WebPage","name":"other"},{"@type":"Article","headline":"` + ferry + `","author":{"@id":"#ana"},"publisher":{"@id":"#org"},"datePublished":"2026-03-12T12:00:00+00:00"}]}`),
		"", about{title: ferry, published: noon, byline: "Ana Ruiz", outlet: "Courier"}},
	{"list of scripts, article last", ld(`{"@type":"BreadcrumbList","itemListElement":[]}`) + ld(`[{"@type":"WebSite","name":"Courier"},{"@type":"ReportageNewsArticle","headline":"`+ferry+`","datePublished":"`+noon+`"}]`),
		"", about{title: ferry, published: noon}},
	{"other stories in the data", ld(`{"@type":"NewsArticle","headline":"Storm leaves 41 dead in the north"}`) + ld(`{"@type":"NewsArticle","headline":"`+ferry+`","datePublished":"`+noon+`","author":"Ana Ruiz"}`),
		"<h1>" + ferry + "</h1>", about{title: ferry, published: noon, byline: "Ana Ruiz"}},
	{"several authors", ld(`{"@type":["NewsArticle"],"headline":"` + ferry + `","author":[{"name":"Ana Ruiz"},{"name":"Ben Ode"},{"name":"Ana Ruiz"}]}`), "", about{title: ferry, byline: "Ana Ruiz, Ben Ode"}},
	{"author with By", ld(`{"@type":"NewsArticle","headline":"` + ferry + `","author":{"name":["By Ana Ruiz"]}}`), "", about{title: ferry, byline: "Ana Ruiz"}},
	{"author is an address", ld(`{"@type":"NewsArticle","headline":"`+ferry+`","author":"https://example.org/ana"}`) + metas("article:author", "https://example.org/ana", "author", "Ana Ruiz"), "", about{byline: "Ana Ruiz"}},
	{"entities in the data", ld(`{"@type":"NewsArticle","headline":"Fire &amp; water: nine dead"}`), "", about{title: "Fire & water: nine dead"}},
	{"comma too many", ld(`{"@type":"NewsArticle","headline":"` + ferry + `","datePublished":"` + noon + `",}`), "", about{title: ferry, published: noon}},
	{"line break in a string", ld("{\"@type\":\"NewsArticle\",\"description\":\"Six\nare missing.\",\"datePublished\":\"" + noon + "\"}"), "", about{published: noon, dek: "Six are missing."}},
	{"CDATA marks", ld("//<![CDATA[\n{\"@type\":\"NewsArticle\",\"datePublished\":\"" + noon + "\"}\n//]]>"), "", about{published: noon}},
	{"main entity of a page", ld(`{"@type":"WebPage","mainEntity":{"@type":"NewsArticle","headline":"` + ferry + `","datePublished":"2026-03-12T13:00:00+01:00"}}`), "", about{title: ferry, published: "2026-03-12T13:00:00+01:00"}},
	{"live blog", ld(`{"@type":"LiveBlogPosting","headline":"` + ferry + ` - live","datePublished":"` + noon + `","coverageStartTime":"2026-03-12T11:00:00Z"}`), "", about{title: ferry + " - live", published: noon}},
	{"blog posting", ld(`{"@type":"BlogPosting","headline":"` + ferry + `","datePublished":"2026-03-12"}`), "", about{title: ferry, published: march}},
	{"zone without a colon", ld(`{"@type":"NewsArticle","datePublished":"2026-03-12T13:00:00+0100"}`), "", about{published: "2026-03-12T13:00:00+01:00"}},
	{"milliseconds", ld(`{"@type":"NewsArticle","datePublished":"2026-03-12T12:00:00.000Z"}`), "", about{published: noon}},
	{"no zone", ld(`{"@type":"NewsArticle","datePublished":"2026-03-12T12:00:00"}`), "", about{published: march}},
	{"date in words", ld(`{"@type":"NewsArticle","datePublished":"March 12, 2026 12:00 pm"}`), "", about{published: march}},
	{"address in the data", ld(`{"@type":"NewsArticle","mainEntityOfPage":{"@id":"https://example.org/n/1"}}`), "", about{url: "https://example.org/n/1"}},

	{"open graph", metas("og:title", ferry, "og:description", "Six are missing.", "og:site_name", "Courier", "article:published_time", noon, "article:modified_time", modify, "og:url", "https://example.org/n/1"), "",
		about{title: ferry, dek: "Six are missing.", outlet: "Courier", published: noon, modified: modify, url: "https://example.org/n/1"}},
	{"outlet behind the title", metas("og:title", ferry+" | Courier", "og:site_name", "Courier"), "", about{title: ferry}},
	{"outlet behind a dash", metas("og:title", ferry+" - Courier", "og:site_name", "Courier"), "", about{title: ferry}},
	{"section and outlet", "<title>" + ferry + " | News | Courier</title>", "", about{title: ferry}},
	{"dash inside of a headline", "<title>Nine dead - and a crew that fled - Courier</title>" + metas("og:site_name", "Courier"), "", about{title: "Nine dead - and a crew that fled"}},
	{"heading inside of the title", "<title>" + ferry + " – Meridon Courier</title>", "<h1>" + ferry + "</h1>", about{title: ferry}},
	{"outlet before the title", "<title>Courier » " + ferry + "</title>", "<h1>" + ferry + "</h1>", about{title: ferry}},
	{"only a title", "<title>" + ferry + "</title>", "", about{title: ferry}},
	{"only a heading", "", "<h1>" + ferry + "</h1>", about{title: ferry}},
	{"heading is the outlet", "<title>" + ferry + "</title>" + metas("og:title", ferry, "og:site_name", "Courier"), "<h1>Courier</h1>", about{title: ferry}},
	{"twitter card", metas("twitter:title", ferry, "twitter:description", "Six are missing."), "", about{title: ferry, dek: "Six are missing."}},
	{"Dublin Core", metas("DC.title", ferry, "DC.creator", "Ana Ruiz", "DC.date.issued", march), "", about{title: ferry, byline: "Ana Ruiz", published: march}},
	{"analytics tags", metas("parsely-title", ferry, "parsely-author", "Ana Ruiz", "parsely-pub-date", noon), "", about{title: ferry, byline: "Ana Ruiz", published: noon}},
	{"mail service tags", metas("sailthru.title", ferry, "sailthru.author", "Ana Ruiz", "sailthru.date", "2026-03-12 12:00:00 +0000"), "", about{title: ferry, byline: "Ana Ruiz", published: noon}},
	{"plain date tag", metas("date", "2026/03/12"), "", about{published: march}},
	{"pubdate with a day's name", metas("pubdate", "Thu, 12 Mar 2026 12:00:00 GMT"), "", about{published: noon}},
	{"seconds since 1970", metas("publish_date", "1773316800"), "", about{published: noon}},
	{"scholarly tags", metas("citation_title", ferry, "citation_author", "Ruiz, Ana", "citation_publication_date", "2026/03/12"), "", about{title: ferry, byline: "Ruiz, Ana", published: march}},
	{"two author tags", metas("author", "Ana Ruiz", "author", "Ben Ode"), "", about{byline: "Ana Ruiz, Ben Ode"}},
	{"author is a handle", metas("twitter:creator", "@ana") + metas("author", "Ana Ruiz"), "", about{byline: "Ana Ruiz"}},
	{"relative canonical", `<link rel="canonical" href="/n/1"><link rel="amphtml" href="/amp/n/1">`, "", about{url: "https://example.org/n/1", amp: "https://example.org/amp/n/1"}},
	{"canonical against og:url", `<link rel="canonical" href="https://example.org/n/1">` + metas("og:url", "https://example.org/n/1?share=1"), "", about{url: "https://example.org/n/1"}},

	{"microdata", "", `<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">` + ferry + `</h1><span itemprop="author" itemscope><a itemprop="name">Ana Ruiz</a></span><time itemprop="datePublished" datetime="` + noon + `">Thursday</time><meta itemprop="dateModified" content="` + modify + `"></div>`,
		about{title: ferry, byline: "Ana Ruiz", published: noon, modified: modify}},
	{"microdata in words", "", `<h1>` + ferry + `</h1><span itemprop="datePublished">12 March 2026</span>`, about{published: march}},
	{"RDFa", "", `<div typeof="schema:Article"><h1 property="schema:headline">` + ferry + `</h1><span property="schema:datePublished" content="` + noon + `">Thursday</span></div>`, about{title: ferry, published: noon}},
	{"time element", "", `<h1>` + ferry + `</h1><time datetime="` + noon + `">Thursday</time>`, about{published: noon}},
	{"today's time in the head of the page", "", `<header><time datetime="2026-11-23T00:00:00Z">Monday</time></header><h1>` + ferry + `</h1><time datetime="` + noon + `">12 March</time>`, about{published: noon}},
	{"time above the heading only", "", `<time datetime="` + noon + `">Thursday</time><h1>` + ferry + `</h1>`, about{published: noon}},
	{"updated and published", "", `<h1>` + ferry + `</h1><time class="entry-updated" datetime="` + modify + `">now</time><time class="entry-published" datetime="` + noon + `">then</time>`, about{published: noon, modified: modify}},
	{"times of other stories", "", `<h1>` + ferry + `</h1><div class="related-list"><time datetime="2020-01-01">old</time></div><aside><time datetime="2020-01-01">old</time></aside><time datetime="` + noon + `">then</time>`, about{published: noon}},
	{"times of comments", "", `<h1>` + ferry + `</h1><span class="date">12.03.2026</span><div id="comments"><time datetime="2026-03-14">later</time></div>`, about{published: march}},
	{"shown with words around it", "", `<h1>` + ferry + `</h1><p class="post-date">Published: Thursday, 12th March 2026, 12:00</p>`, about{published: march}},
	{"shown, American", "", `<h1>` + ferry + `</h1><div class="article-info">By Ana Ruiz | Mar. 12, 2026 | 12:00pm</div>`, about{published: march}},
	{"time in words", "", `<h1>` + ferry + `</h1><time>March 12, 2026</time>`, about{published: march}},
	{"two ways to read it", "", `<h1>` + ferry + `</h1><span class="date">3/4/2026</span>`, about{title: ferry}},
	{"byline by class", "", `<h1>` + ferry + `</h1><div class="article__byline">By Ana Ruiz and Ben Ode</div>`, about{byline: "Ana Ruiz and Ben Ode"}},
	{"byline by rel", "", `<h1>` + ferry + `</h1><a rel="author" href="/ana">Ana Ruiz</a>`, about{byline: "Ana Ruiz"}},
	{"hCard", "", `<h1 class="entry-title">` + ferry + `</h1><span class="author vcard"><a class="fn" href="/ana">Ana Ruiz</a></span><abbr class="published" title="` + noon + `">12 March 2026</abbr>`, about{title: ferry, byline: "Ana Ruiz", published: noon}},
	{"headline of two lines", "", `<h1>Ferry fire kills nine<br>off Meridon</h1>`, about{title: ferry}},
	{"headline over a kicker", "<title>" + ferry + "</title>", `<div class="kicker">Disaster</div><h1>` + ferry + `</h1>`, about{title: ferry}},
	{"language of the page", `<meta http-equiv="content-language" content="en">`, "", about{lang: "en"}},
	{"language that is not so", `<meta property="og:locale" content="fr_FR">`, "", about{lang: "en"}},
	{"nothing at all", "", "", about{lang: "en"}},
	{"data against tags", ld(`{"@type":"NewsArticle","headline":"`+ferry+`","datePublished":"`+noon+`"}`) + metas("og:title", "Nine dead! You will not believe why", "article:published_time", "2026-03-15T00:00:00Z"), "", about{title: ferry, published: noon}},
}

func TestWhatPagesSayOfThemselves(t *testing.T) {
	if len(outletPages) < 60 {
		t.Errorf("only %d pages", len(outletPages))
	}
	for _, tt := range outletPages {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p, err := ReadPage(context.Background(), []byte("<html><head>"+tt.head+"</head><body><main>"+tt.body+paras+"</main></body></html>"), "", "https://example.org/news/ferry?from=home")
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range []struct{ name, got, want string }{
				{"title", p.Title, tt.want.title}, {"published", p.Published, tt.want.published}, {"modified", p.Modified, tt.want.modified}, {"byline", p.Byline, tt.want.byline}, {"dek", p.Dek, tt.want.dek},
				{"outlet", p.Outlet, tt.want.outlet}, {"address", p.URL, tt.want.url}, {"AMP", p.AMP, tt.want.amp}, {"language", p.Lang, tt.want.lang},
			} {
				if f.want != "" && f.got != f.want {
					t.Errorf("%s is %q, want %q", f.name, f.got, f.want)
				}
			}
			if tt.want.published == "" && p.Published != "" {
				t.Errorf("published %q, which the page does not say", p.Published)
			}
			if !strings.HasPrefix(p.Text, firstParagraph) || !strings.HasSuffix(p.Text, thirdParagraph) {
				t.Errorf("the text is %q", p.Text)
			}
		})
	}
}
