package ingest

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Each row is a paragraph of a page, and what each figure in it cites: "41: a b"
// is the figure 41 with the links to /a and /b.
var citedLinks = []struct {
	name, markup string
	want         []string
}{
	{"in the sentence", `<p>The storm killed <a href="/toll">41 people</a> in the north on Monday.</p>`, []string{"41: toll"}},
	{"on the source", `<p>The storm killed 41 people, <a href="/agency">the agency</a> said on Monday.</p>`, []string{"41: agency"}},
	{"a sentence each", `<p>The storm killed <a href="/a">41 people</a>. Police arrested <a href="/b">13 looters</a>. Rain hurt 7 others.</p>`, []string{"41: a", "13: b", "7:"}},
	{"beside the sentence", `<p>The storm killed 41 people. <a href="/weather">More rain is likely.</a> Police arrested 13 looters.</p>`, []string{"41:", "13:"}},
	{"in the paragraph before", `<p>An <a href="/inquiry">inquiry</a> has begun into the storm.</p><p>It killed 41 people in the north.</p>`, []string{"41:"}},
	{"in the paragraph after", `<p>The storm killed 41 people in the north.</p><p>An <a href="/inquiry">inquiry</a> has begun.</p>`, []string{"41:"}},
	{"two figures, one link", `<p><a href="/agency">The agency</a> said the storm killed 41 people and injured 210 others.</p>`, []string{"41: agency", "210: agency"}},
	{"two links, one figure", `<p><a href="/agency">The agency</a> said the storm killed <a href="/list">41 people</a>.</p>`, []string{"41: agency list"}},
	{"a link a figure", `<p>The storm killed <a href="/a">41 people</a> and injured <a href="/b">210 others</a>, <a href="/agency">the agency</a> said.</p>`, []string{"41: a agency", "210: agency b"}},
	{"a link over two figures", `<p><a href="/a">The storm killed 41 people and injured 210 others</a>, the agency said.</p>`, []string{"41: a", "210: a"}},
	{"in list items", `<ul><li><a href="/p">Police</a> arrested 13 looters in the town.</li><li>The storm killed 41 people in the north.</li></ul>`, []string{"13: p", "41:"}},
	{"in a quote", `<blockquote><p>We counted <a href="/c">41 dead</a> by the evening, and 13 more by night.</p></blockquote>`, []string{"41: c", "13:"}},
	{"in emphasis", `<p>The storm killed <b><a href="/a"><em>41</em> people</a></b> in the north.</p>`, []string{"41: a"}},
	{"address with a fragment", `<p>The storm killed <a href="https://example.org/a#toll">41 people</a>.</p>`, []string{"41: a#toll"}},
	{"no web address", `<p>The storm killed <a href="mailto:a@example.org">41 people</a>, <a href="#top">the agency</a> said, <a href="javascript:x()">again</a>.</p>`, []string{"41:"}},
	{"in a caption", `<figure><img src="x.jpg"><figcaption>The storm killed 41 people, <a href="/agency">the agency</a> said on Monday.</figcaption></figure>`, []string{"41: agency"}},
	{"composed letters before it", "<p>Zoe\u0308 said the storm killed <a href=\"/a\">41 people</a>. Rain hurt 7 others.</p>", []string{"41: a", "7:"}},
}

func TestClaimsCarryTheLinksThatTheArticleCites(t *testing.T) {
	r := newReader(t)
	const around = "<p>Rain had fallen for days on end before the river left its bed, and nobody in the valley was warned in time.</p>"
	for _, tt := range citedLinks {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a, err := r.HTML(context.Background(), []byte(`<html lang="en"><body><main>`+around+tt.markup+around+`</main></body></html>`), Input{URL: "https://example.org/news/storm"})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, c := range a.Claims {
				var cited []string
				for _, l := range c.Links {
					cited = append(cited, strings.TrimPrefix(l, "https://example.org/"))
				}
				slices.Sort(cited)
				if c.Checkable {
					got = append(got, strings.TrimSpace(a.Text[c.Number.Start:c.Number.End]+": "+strings.Join(cited, " ")))
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
