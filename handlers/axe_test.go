package handlers

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"tallymark/handlers/browsertest"
	"tallymark/models"
	"tallymark/models/storetest"
)

// look is a way to look at a page.
type look struct {
	name   string
	width  int64
	scheme string
	rules  string // that can come out otherwise than in the light
}

const (
	everyRule = `['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']`
	colours   = `{type: 'rule', values: ['color-contrast', 'link-in-text-block']}`
	room      = `{type: 'rule', values: ['target-size', 'scrollable-region-focusable']}`
)

// 640 is a window of 1280 at 200 %, 320 one at 400 %.
var looks = []look{
	{"light", 1280, "light", everyRule}, {"dark", 1280, "dark", colours},
	{"phone", 390, "light", everyRule}, {"200 %", 640, "light", room}, {"400 %", 320, "light", room},
}

func (l look) apply() chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		metrics := emulation.SetDeviceMetricsOverrideParams{Width: l.width, Height: 900, DeviceScaleFactor: 1}
		if _, err := cdp.Call(ctx, t, emulation.SetDeviceMetricsOverride, metrics); err != nil {
			return err
		}
		scheme := &emulation.MediaFeature{Name: "prefers-color-scheme", Value: l.scheme}
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{scheme}})
		return err
	})
}

// audit runs axe over the page, opened up, and tells what breaks WCAG 2.2 AA
// and whether the page has to be scrolled sideways. Of what one template makes
// over and over it looks at the first.
const audit = `(async () => {
	document.querySelectorAll('main tbody').forEach(b => [...b.rows].slice(12).forEach(r => r.remove()));
	[...document.querySelectorAll('main section > section[id]')].slice(8).forEach(s => s.remove());
	document.querySelectorAll('main details').forEach(d => d.open = true);
	const wide = document.documentElement.scrollWidth - innerWidth;
	const found = await axe.run({runOnly: %s, resultTypes: ['violations']});
	const said = found.violations.flatMap(v => v.nodes.slice(0, 3).map(n => v.id + ': ' + n.target.join(' ') + ': ' + n.failureSummary.replace(/\s+/g, ' ')));
	if (wide > 0) {
		const out = [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 3);
		said.push('wider than the window by ' + wide + ': ' + out.map(e => e.outerHTML.slice(0, 90)).join(' | '));
	}
	return said.join('\n');
})()`

// unseen are the routes that give no page.
var unseen = []string{"asset", "health", "live", "export.csv", "export.csv.schema", "export.xlsx", "export.jsonl", "export.claimreview", "export.annotations", "article.original", "article.archive", "exported.atom", "opml", "progress.csv", "progress.svg", "shared"}

// TestEveryPageIsAccessible looks at each page of the program as an admin, with
// something of everything in the database, and at those of a visitor.
func TestEveryPageIsAccessible(t *testing.T) {
	t.Parallel()
	axe, err := os.ReadFile("testdata/vendor/axe-core/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	x := newSite(t)
	x.somethingOfEverything()
	ctx := browsertest.Open(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(x.url+"/login")); err != nil {
		t.Fatal(err)
	}
	visit := func(name, path string) {
		t.Helper()
		browsertest.Step(t, ctx, path, chromedp.Navigate(x.url+path), chromedp.WaitReady("main"))
		if _, err := chromedp.Run(ctx, chromedp.Evaluate[chromedp.Void](string(axe)+";0")); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, l := range looks {
			browsertest.Step(t, ctx, l.name, l.apply())
			said, err := chromedp.Run(ctx, chromedp.Evaluate[string](fmt.Sprintf(audit, l.rules), chromedp.EvalAwaitPromise))
			if err != nil {
				t.Fatalf("%s, %s: %v", name, l.name, err)
			}
			if said != "" {
				t.Errorf("%s, %s:\n%s", name, l.name, said)
			}
		}
	}
	for _, path := range []string{"/login", "/setup", "/invitation?token=" + x.invited()} {
		visit(path, path)
	}
	browsertest.Step(t, ctx, "sign in", chromedp.Navigate(x.url+"/login"),
		chromedp.SendKeys("#f-email", "admin@example.org"), chromedp.SendKeys("#f-password", storetest.Password+"\r"), chromedp.WaitVisible("nav [data-key='g q']"))
	x.walk(func(name, method, path string) {
		if method == http.MethodGet && !strings.HasPrefix(name, "api.") && !slices.Contains(unseen, name) {
			visit(name, x.fill(path, "1"))
		}
	})
	for _, path := range []string{
		"/review?tab=all", fmt.Sprintf("/review?claim=%d", x.claims[4].ID), "/articles?q=nothing", "/progress?days=366", "/claims?status=verified", "/nowhere",
		fmt.Sprintf("/figures/%d", x.conflicting()), "/articles/2?saved=7", "/export?preset=not_a_claim", x.twice(), x.twice() + "/versions",
	} {
		visit(path, path)
	}
}

// somethingOfEverything fills pages that would else say only that nothing is
// there yet.
func (x *site) somethingOfEverything() {
	x.t.Helper()
	v := x.as(models.RoleAdmin)
	hook, err := x.store.AddWebhook(x.t.Context(), x.actors[models.RoleAdmin], models.NewWebhook{URL: "https://hooks.example.org/in", Form: models.FormStandard, Events: []string{"article.added", "claim.decided"}})
	if err != nil {
		x.t.Fatal(err)
	}
	for i, status := range []string{"verified", "disputed", "needs_evidence", "unverifiable"} {
		v.post(decisions(x.claims[i]), v.verdict(x.claims[i], status, "primary_document", "The list says so.")).want(http.StatusSeeOther)
	}
	v.get("/export.csv?preset=verified_disputed").want(http.StatusOK)
	v.post(decisions(x.claims[0]), v.verdict(x.claims[0], "unverifiable", "", "The list was withdrawn.")).want(http.StatusSeeOther)
	v.attach(x.claims[0], map[string]string{"url": "https://a.example/report", "title": "Report", "excerpt": "At least 44 people died."})
	x.failing()
	if err := x.store.QueueDeliveries(x.t.Context()); err != nil {
		x.t.Fatal(err)
	}
	if _, list, err := x.store.Webhook(x.t.Context(), x.actors[models.RoleAdmin], hook.ID); err != nil || len(list) == 0 {
		x.t.Fatalf("%d deliveries, %v", len(list), err)
	}
	sent, _, err := x.store.AddImport(x.t.Context(), x.actors[models.RoleReviewer], models.NewImport{Name: "news.jsonl", File: "x.jsonl", Size: 1000, Token: "sent"})
	if err == nil {
		err = x.store.SaveImport(x.t.Context(), sent.ID, models.ImportProgress{OffsetDone: 400, Line: 9, Added: 7, Failed: 2, Worked: 900}, []models.ImportError{{Line: 3, Message: "no JSON"}})
	}
	if err != nil {
		x.t.Fatal(err)
	}
	if _, err := x.store.AddNewsFeeds(x.t.Context(), models.SystemActor, []models.NewNewsFeed{{URL: "https://a.example/feed", Folder: "Ports"}, {URL: "https://b.example/" + strings.Repeat("long", 40), OnlyCasualties: true}}); err != nil {
		x.t.Fatal(err)
	}
	if err := x.store.NewsFeedRead(x.t.Context(), 1, models.FeedReading{Problem: "gone: the server has no such page (404)"}); err != nil {
		x.t.Fatal(err)
	}
	figure := x.inConflict()
	if _, err := x.store.SettleFigure(x.t.Context(), x.actors[models.RoleEditor], x.server.cfg.Engine, models.NewFigureAct{FigureID: figure, Value: "at least 41", Reason: "The list.", Token: "settled"}); err != nil {
		x.t.Fatal(err)
	}
	x.reported("Northern Sun", 13, fmt.Sprintf(sinking, 39, "the harbour master"))
	x.matched()
	same := x.repeated()
	v.post("/bulks", verified(v.marked(same[:2]...).together())).want(http.StatusSeeOther)
	tag := fmt.Sprintf("/claims/%d/tags", same[3].ID)
	v.post(tag, url.Values{"tag": {"ferry"}}).want(http.StatusSeeOther)
	note := v.get(fmt.Sprintf("/claims/%d", same[3].ID)).formOf("form.note")
	v.marked(x.claims[4], x.claims[0]) // two that are not the same
	note.Set("note", "@admin, the list has 39 names.")
	v.post(fmt.Sprintf("/claims/%d/notes", same[3].ID), note).want(http.StatusSeeOther)
}

// invited is the secret of an invitation.
func (x *site) invited() string {
	x.t.Helper()
	_, secret, err := x.store.Invite(x.t.Context(), x.actors[models.RoleAdmin], "new@example.org", models.RoleReviewer)
	if err != nil {
		x.t.Fatal(err)
	}
	return secret
}
