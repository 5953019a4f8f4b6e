package ingest

import (
	"testing"
)

// The days and times of the table below, in the forms in which they are kept.
const (
	bridge  = "Bridge closes after 17 cracks are found"
	dayOut  = "2026-03-25"
	outAt   = "2026-03-25T09:30:00Z"
	outIn   = "2026-03-25T10:30:00+01:00"
	changed = "2026-03-26T07:15:00Z"
	dayMod  = "2026-03-26"
)

// h1 is the headline as pages show it.
const h1 = "<h1>" + bridge + "</h1>"

// article is JSON-LD of an article with more than its headline.
func article(more string) string {
	return ld(`{"@context":"https://schema.org","@type":"NewsArticle","headline":"` + bridge + `",` + more + `}`)
}

// datedPages are pages of the shapes that outlets and their systems use, each
// of which states when it was published, and some when it was changed.
var datedPages = []struct{ name, head, body, published, modified string }{
	// JSON-LD
	{"both times", article(`"datePublished":"` + outAt + `","dateModified":"` + changed + `"`), h1, outAt, changed},
	{"graph of a blog system", ld(`{"@graph":[{"@type":"WebSite","name":"Post"},{"@type":"WebPage","datePublished":"2020-01-01T00:00:00Z"},{"@type":"Article","headline":"` + bridge + `","datePublished":"` + outAt + `","dateModified":"` + changed + `"}]}`), h1, outAt, changed},
	{"graph with a page and no article", ld(`{"@graph":[{"@type":"WebPage","name":"` + bridge + `","datePublished":"` + outAt + `","dateModified":"` + changed + `"},{"@type":"BreadcrumbList"}]}`), h1, outAt, changed},
	{"array of scripts", ld(`[{"@type":"Organization","foundingDate":"1891-05-01"},{"@type":"NewsArticle","headline":"` + bridge + `","datePublished":"` + outAt + `"}]`), h1, outAt, ""},
	{"article inside of a page", ld(`{"@type":"WebPage","mainEntity":{"@type":"NewsArticle","headline":"` + bridge + `","datePublished":"` + outAt + `"}}`), h1, outAt, ""},
	{"type as an address", ld(`{"@type":"http://schema.org/NewsArticle","headline":"` + bridge + `","datePublished":"` + outAt + `"}`), h1, outAt, ""},
	{"several types", ld(`{"@type":["Article","AnalysisNewsArticle"],"headline":"` + bridge + `","datePublished":"` + outAt + `"}`), h1, outAt, ""},
	{"time as an object", article(`"datePublished":{"@type":"DateTime","@value":"` + outAt + `"}`), h1, outAt, ""},
	{"time in a list", article(`"datePublished":["` + outAt + `"]`), h1, outAt, ""},
	{"only created", article(`"dateCreated":"` + outAt + `"`), h1, outAt, ""},
	{"created before published", article(`"dateCreated":"2026-03-20T00:00:00Z","datePublished":"` + outAt + `"`), h1, outAt, ""},
	{"millionths of a second", article(`"datePublished":"2026-03-25T09:30:00.123456Z"`), h1, outAt, ""},
	{"zone in hours", article(`"datePublished":"2026-03-25T10:30:00+01"`), h1, outIn, ""},
	{"zone without a colon", article(`"datePublished":"2026-03-25T10:30:00+0100"`), h1, outIn, ""},
	{"name of the zone behind it", article(`"datePublished":"2026-03-25T10:30:00+01:00[Europe/Berlin]"`), h1, outIn, ""},
	{"no seconds", article(`"datePublished":"2026-03-25T09:30Z"`), h1, outAt, ""},
	{"day alone", article(`"datePublished":"2026-03-25","dateModified":"2026-03-26"`), h1, dayOut, dayMod},
	{"no zone", article(`"datePublished":"2026-03-25T09:30:00","dateModified":"2026-03-26 07:15:00"`), h1, dayOut, dayMod},
	{"milliseconds since 1970", article(`"datePublished":"1774431000000"`), h1, outAt, ""},
	{"number, not text", article(`"datePublished":1774431000`), h1, outAt, ""},
	{"event beside it", ld(`{"@type":"Event","name":"Fair","startDate":"2026-06-01T00:00:00Z"}`) + article(`"datePublished":"`+outAt+`"`), h1, outAt, ""},
	{"video in it", article(`"datePublished":"` + outAt + `","video":{"@type":"VideoObject","uploadDate":"2026-01-01T00:00:00Z"}`), h1, outAt, ""},
	{"review of a book", ld(`{"@type":"ReviewNewsArticle","headline":"` + bridge + `","itemReviewed":{"@type":"Book","datePublished":"1999"},"datePublished":"` + outAt + `"}`), h1, outAt, ""},
	{"address that is no page", ld(`{"@type":"NewsArticle","mainEntityOfPage":{"@type":"WebPage","datePublished":"2019-01-01"},"headline":"` + bridge + `","datePublished":"` + outAt + `"}`), h1, outAt, ""},

	// meta tags
	{"Open Graph", metas("og:title", bridge, "article:published_time", outAt, "article:modified_time", changed), h1, outAt, changed},
	{"Open Graph, updated", metas("og:title", bridge, "article:published_time", outAt, "og:updated_time", changed), h1, outAt, changed},
	{"Open Graph by name", `<meta name="article:published_time" content="` + outAt + `">`, h1, outAt, ""},
	{"Open Graph of another prefix", metas("og:article:published_time", outAt, "og:article:modified_time", changed), h1, outAt, changed},
	{"words of a program", metas("article:published_time", "Wed Mar 25 2026 09:30:00 GMT+0000 (Coordinated Universal Time)"), h1, outAt, ""},
	{"mail's way", metas("article:published_time", "Wed, 25 Mar 2026 10:30:00 +0100"), h1, outIn, ""},
	{"Dublin Core", metas("DC.Date", outAt, "DCTERMS.modified", changed), h1, outAt, changed},
	{"Dublin Core, issued", metas("dcterms.issued", dayOut, "dcterms.created", "2026-03-20"), h1, dayOut, ""},
	{"Dublin Core with a colon", metas("dc:date", outAt), h1, outAt, ""},
	{"parsely", metas("parsely-pub-date", outAt), h1, outAt, ""},
	{"parsely's page", `<meta name="parsely-page" content='{"title":"` + bridge + `","pub_date":"` + outAt + `"}'>`, h1, outAt, ""},
	{"sailthru", metas("sailthru.date", "2026-03-25 09:30:00"), h1, dayOut, ""},
	{"cXense", metas("cXenseParse:recs:publishtime", outAt), h1, outAt, ""},
	{"cXense, short", metas("cXenseParse:publishtime", outAt), h1, outAt, ""},
	{"rNews", metas("rnews:datePublished", outAt), h1, outAt, ""},
	{"name with capitals", metas("datePublished", outAt, "dateModified", changed), h1, outAt, changed},
	{"pubdate", metas("pubdate", "20260325T093000Z", "lastmod", changed), h1, outAt, changed},
	{"publish-date in words", metas("publish-date", "25 March 2026"), h1, dayOut, ""},
	{"original date", metas("original-publish-date", outAt), h1, outAt, ""},
	{"publish_time", metas("publish_time", outAt), h1, outAt, ""},
	{"seconds since 1970", metas("published_at", "1774431000"), h1, outAt, ""},
	{"day first, which cannot be a month", metas("date", "25/03/2026"), h1, dayOut, ""},
	{"month first, with a day that cannot be one", metas("date", "03/25/2026"), h1, dayOut, ""},
	{"date that the server keeps", `<meta http-equiv="last-modified" content="` + changed + `"><meta name="date" content="` + dayOut + `">`, h1, dayOut, changed},
	{"item property in the head", `<meta itemprop="datePublished" content="` + outAt + `"><meta itemprop="dateModified" content="` + changed + `">`, h1, outAt, changed},
	{"expiry is no publication", metas("expires", "2027-01-01T00:00:00Z", "article:expiration_time", "2027-01-01T00:00:00Z", "date", dayOut), h1, dayOut, ""},

	// microdata, RDFa, microformats
	{"microdata", "", `<div itemscope itemtype="http://schema.org/NewsArticle">` + h1 + `<time itemprop="datePublished" datetime="` + outAt + `">25 March</time><time itemprop="dateModified" datetime="` + changed + `">26 March</time></div>`, outAt, changed},
	{"microdata in one element", "", h1 + `<time itemprop="dateModified datePublished" datetime="` + outAt + `">25 March</time>`, outAt, outAt},
	{"microdata, created", "", h1 + `<meta itemprop="dateCreated" content="` + outAt + `">`, outAt, ""},
	{"RDFa of a site builder", "", h1 + `<span property="dc:date dc:created" content="` + outAt + `" datatype="xsd:dateTime">Wed, 03/25/2026 - 09:30</span>`, outAt, ""},
	{"RDFa, created", "", h1 + `<span property="schema:dateCreated" content="` + outAt + `">25 March</span>`, outAt, ""},
	{"hEntry", "", `<article class="h-entry"><h1 class="p-name">` + bridge + `</h1><time class="dt-published" datetime="` + outAt + `">25 March</time> <time class="dt-updated" datetime="` + changed + `">26 March</time></article>`, outAt, changed},
	{"hAtom", "", `<h1 class="entry-title">` + bridge + `</h1><abbr class="published" title="` + outAt + `">Wednesday</abbr><abbr class="updated" title="` + changed + `">Thursday</abbr>`, outAt, changed},

	// time elements and what is shown
	{"time with pubdate", "", h1 + `<time pubdate datetime="` + outAt + `">25 March</time>`, outAt, ""},
	{"time without a zone", "", h1 + `<time datetime="2026-03-25T09:30">25 March, half past nine</time>`, dayOut, ""},
	{"time of the month first", "", h1 + `<time datetime="2026-03-25 10:30:00 +0100">25 March</time>`, outIn, ""},
	{"times of posting and updating", "", h1 + `<p>Posted <time datetime="` + outAt + `">25 March</time>, updated <time class="time-updated" datetime="` + changed + `">26 March</time></p>`, outAt, changed},
	{"time of other stories first", "", `<aside><time datetime="2026-01-01">1 January</time></aside>` + h1 + `<time datetime="` + outAt + `">25 March</time>`, outAt, ""},
	{"custom element", "", h1 + `<relative-time class="date" datetime="` + outAt + `">2 days ago</relative-time>`, outAt, ""},
	{"seconds beside the words", "", h1 + `<span class="timestamp" data-timestamp="1774431000">2 days ago</span>`, outAt, ""},
	{"byline with a day", "", h1 + `<p class="byline">By Ana Ruiz, 25 March 2026</p>`, dayOut, ""},
	{"byline, American", "", h1 + `<div class="byline-date">Mar 25, 2026 at 9:30 AM EDT</div>`, dayOut, ""},
	{"day with points", "", h1 + `<span class="article-date">25.03.2026, 09:30</span>`, dayOut, ""},
	{"shown, then changed", "", h1 + `<span class="published-date">Published 25 March 2026</span> <span class="updated-date">Updated 26 March 2026</span>`, dayOut, dayMod},
}

func TestDatesThatPagesState(t *testing.T) {
	if len(datedPages) < 60 {
		t.Errorf("only %d pages", len(datedPages))
	}
	for _, tt := range datedPages {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			page := "<!doctype html><html><head><title>" + bridge + " | Harbour Post</title>" + tt.head + "</head><body><nav><time datetime=\"2026-11-23\">Today</time></nav><main>" + tt.body + paras + "</main><footer>© 2026</footer></body></html>"
			p, err := ReadPage(t.Context(), []byte(page), "text/html; charset=utf-8", "https://example.org/bridge")
			if err != nil {
				t.Fatal(err)
			}
			if p.Title != bridge || p.Published != tt.published || p.Modified != tt.modified {
				t.Errorf("title %q, published %q, modified %q; want %q, %q, %q", p.Title, p.Published, p.Modified, bridge, tt.published, tt.modified)
			}
		})
	}
}
