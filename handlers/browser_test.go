package handlers

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"tallymark/handlers/browsertest"
	"tallymark/models"
	"tallymark/models/storetest"
)

// TestReviewInABrowser adds an article, verifies one claim, disputes another,
// undoes that and downloads the CSV, with the buttons that people press.
func TestReviewInABrowser(t *testing.T) {
	t.Parallel()
	x := newSite(t)
	ctx := browsertest.Open(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(x.url+"/login")); err != nil {
		t.Fatal(err)
	}
	browsertest.Step(t, ctx, "sign in",
		chromedp.SendKeys("#f-email", "reviewer@example.org"), chromedp.SendKeys("#f-password", storetest.Password),
		chromedp.Click("form .btn.main"), chromedp.WaitVisible("ul.list"))
	browsertest.Step(t, ctx, "add an article",
		chromedp.Navigate(x.url+"/articles/new"), chromedp.SendKeys("#f-title", "Typed by hand"),
		chromedp.SetValue("#f-text", "Police found 23 survivors.\n\nThey seized $3.2m in cash."),
		chromedp.Click("form[enctype] .btn.main"), chromedp.WaitVisible(".galley a.mark"))

	a, _, err := x.store.Articles(t.Context(), x.actors[models.RoleViewer], models.ArticleFilter{})
	if err != nil || len(a) != 2 {
		t.Fatalf("%d articles, %v; want 2", len(a), err)
	}
	page, err := x.store.Article(t.Context(), x.actors[models.RoleViewer], a[0].ID)
	if err != nil || len(page.Claims) != 2 {
		t.Fatalf("%d claims, %v; want 2", len(page.Claims), err)
	}
	first, second := page.Claims[0], page.Claims[1]
	decide(t, ctx, first.ID, "verified", "")
	decide(t, ctx, second.ID, "disputed", "The ledger has less.")
	browsertest.Step(t, ctx, "undo",
		chromedp.Click(".toast button"), chromedp.WaitVisible(fmt.Sprintf("#claim-%d.unreviewed", second.ID)))

	if got := x.statusOf(first.ID); got != models.StatusVerified {
		t.Errorf("the first claim is %s, want verified", got)
	}
	if got := x.statusOf(second.ID); got != models.StatusUnreviewed {
		t.Errorf("the second claim is %s, want unreviewed again", got)
	}
	file := download(t, ctx, x.url+"/export")
	if lines := strings.Count(file, "\r\n"); lines != 2 || !strings.Contains(file, "23 survivors") {
		t.Errorf("the file has %d lines, want the header and the verified claim:\n%s", lines, file)
	}
}

// decide fills in the form on the card of a claim.
func decide(t *testing.T, ctx context.Context, id uint, status, reason string) {
	t.Helper()
	card := fmt.Sprintf("#claim-%d ", id)
	browsertest.Step(t, ctx, "decide "+status,
		chromedp.Click(card+"details.decide > summary"), chromedp.Click(card+"input[value="+status+"]"),
		chromedp.Click(card+"input[value=primary_document]"), chromedp.SendKeys(card+"textarea[name=reason]", reason),
		chromedp.Click(card+"form.decide .btn.main"), chromedp.WaitVisible(fmt.Sprintf("#claim-%d.%s", id, status)))
}

// download presses the button of the export page and returns the file.
func download(t *testing.T, ctx context.Context, page string) string {
	t.Helper()
	dir, tell := t.TempDir(), true
	_, err := chromedp.CallBrowser(ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: dir, EventsEnabled: &tell,
	})
	if err != nil {
		t.Fatal(err)
	}
	limited, stop := context.WithTimeout(ctx, time.Minute)
	defer stop()
	progress := chromedp.BrowserEvents(limited, browser.DownloadProgress)
	browsertest.Step(t, ctx, "download", chromedp.Navigate(page), chromedp.Click("a.btn.main[download]"))
	for ev, err := range progress {
		if err != nil {
			t.Fatalf("download: %v", err)
		}
		if ev.State == browser.DownloadProgressStateCompleted {
			return onlyFile(t, dir)
		}
	}
	t.Fatal("no file was downloaded")
	return ""
}

func onlyFile(t *testing.T, dir string) string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "tallymark-*.csv"))
	if err != nil || len(names) != 1 {
		t.Fatalf("files downloaded: %v, %v; want one", names, err)
	}
	body, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// key types on a keyboard: unlike chromedp's own events, a press that the page
// takes for itself writes no letter.
func key(keys string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		for _, r := range keys {
			events := kb.Encode(r)
			for i, e := range events {
				switch {
				case e.Type == kb.KeyChar:
					continue
				case e.Type == kb.KeyDown && events[i+1].Type == kb.KeyChar:
					e.Text, e.UnmodifiedText = events[i+1].Text, events[i+1].UnmodifiedText
				}
				if _, err := cdp.Call(ctx, t, input.DispatchKeyEvent, *e); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// TestReviewByKeysAlone signs in and decides every claim of an article with
// the keyboard, moving on without a reload.
func TestReviewByKeysAlone(t *testing.T) {
	t.Parallel()
	x := newSite(t)
	ctx := browsertest.Open(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(x.url+"/login")); err != nil {
		t.Fatal(err)
	}
	at := func(i int) chromedp.Action[chromedp.Void] {
		return chromedp.WaitVisible(fmt.Sprintf("#claim-%d", x.claims[i].ID))
	}
	browsertest.Step(t, ctx, "sign in",
		chromedp.SendKeys("#f-email", "reviewer@example.org"), chromedp.SendKeys("#f-password", storetest.Password+"\r"),
		chromedp.WaitVisible("nav [data-key='g q']"))
	browsertest.Step(t, ctx, "go to the queue and begin", key("g"), key("q"), chromedp.WaitVisible("#at-hand"), key("j"), at(0))
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("window.begun = true")); err != nil {
		t.Fatal(err)
	}
	browsertest.Step(t, ctx, "verify with one key", key("2"), at(1))
	browsertest.Step(t, ctx, "dispute with basis and reason", key("d"), key("3"), key("The list has 19."), key("\r"), at(2))
	browsertest.Step(t, ctx, "not a claim in two keys", key("x"), key("3"), at(3))
	browsertest.Step(t, ctx, "undo it", key("z"), at(2))
	browsertest.Step(t, ctx, "needs evidence", key("n"), key("Which report?"), key("\r"), at(3))
	browsertest.Step(t, ctx, "look back and forth", key("k"), at(2), key("j"), at(3))
	browsertest.Step(t, ctx, "skip", key("s"), at(4))
	browsertest.Step(t, ctx, "unverifiable", key("u"), key("Nobody answers."), key("\r"), at(3))
	browsertest.Step(t, ctx, "what was skipped comes last", key("v"), key("1"), chromedp.WaitVisible(".empty #at-hand"))
	want := []models.Status{models.StatusVerified, models.StatusDisputed, models.StatusNeedsEvidence, models.StatusVerified, models.StatusUnverifiable}
	for i, status := range want {
		if got := x.statusOf(x.claims[i].ID); got != status {
			t.Errorf("claim %d of the text is %s, want %s", i+1, got, status)
		}
	}
	stayed, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("window.begun === true"))
	if err != nil || !stayed {
		t.Errorf("the page was loaded anew on the way: %v", err)
	}
}

// TestNoteByKey writes a note in the middle of a verdict: nothing that is
// typed into either of them is lost on the way.
func TestNoteByKey(t *testing.T) {
	t.Parallel()
	x := newSite(t)
	ctx := browsertest.Open(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(x.url+"/login")); err != nil {
		t.Fatal(err)
	}
	browsertest.Step(t, ctx, "begin",
		chromedp.SendKeys("#f-email", "reviewer@example.org"), chromedp.SendKeys("#f-password", storetest.Password+"\r"),
		chromedp.WaitVisible("nav [data-key='g q']"), key("g"), key("q"), chromedp.WaitVisible("#at-hand"), key("j"), chromedp.WaitVisible("form.note"))
	browsertest.Step(t, ctx, "half a verdict, then a note", key("d"), key("3"), key("The list has 19."), key("\x1b"), key("c"), key("See @viewer"))
	browsertest.Step(t, ctx, "the note keeps its page", chromedp.Click(".ways [data-key=j]"), chromedp.WaitVisible(fmt.Sprintf("#claim-%d", x.claims[0].ID)))
	browsertest.Step(t, ctx, "save the note", chromedp.SendKeys("form.note textarea", ".\r"), chromedp.WaitVisible(".notes li"))
	typed, err := chromedp.Run(ctx, chromedp.Evaluate[string](`const f = document.getElementById("decide").elements; [f.status.value, f.basis.value, f.reason.value].join(" / ")`))
	if err != nil || typed != "disputed / independent_corroboration / The list has 19." {
		t.Errorf("of the verdict is left %q, %v", typed, err)
	}
	browsertest.Step(t, ctx, "save the verdict", key("r"), key("\r"), chromedp.WaitVisible(fmt.Sprintf("#claim-%d", x.claims[1].ID)))
	if got := x.statusOf(x.claims[0].ID); got != models.StatusDisputed {
		t.Errorf("the claim is %s, want disputed", got)
	}
}

// A form can be sent again after the loading of its answer was stopped.
func TestStoppedFormCanBeSentAgain(t *testing.T) {
	t.Parallel()
	x := newSite(t)
	ctx := browsertest.Open(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(x.url+"/login")); err != nil {
		t.Fatal(err)
	}
	// Nothing is sent here: what is counted is what the script lets through.
	if got := countSent(t, ctx, 0); got != 1 {
		t.Errorf("two presses sent the form %d times, want once", got)
	}
	if got := countSent(t, ctx, 4000); got != 1 {
		t.Errorf("two presses some seconds later sent the form %d times, want once", got)
	}
}

// countSent waits and then presses the button twice.
func countSent(t *testing.T, ctx context.Context, wait int) int {
	t.Helper()
	script := fmt.Sprintf(`new Promise((tell) => setTimeout(() => {
		let sent = 0;
		const count = (e) => { if (!e.defaultPrevented) sent++; e.preventDefault(); };
		document.addEventListener("submit", count);
		const form = document.querySelector("form");
		form.noValidate = true;
		form.requestSubmit();
		form.requestSubmit();
		document.removeEventListener("submit", count);
		tell(sent);
	}, %d))`, wait)
	limited, stop := context.WithTimeout(ctx, time.Minute)
	defer stop()
	sent, err := chromedp.Run(limited, chromedp.Evaluate[int](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return sent
}

// TestTwoFiguresByKeys marks two identical figures, verifies both with one key
// and takes both back with another.
func TestTwoFiguresByKeys(t *testing.T) {
	x := newSite(t)
	cs := x.repeated()
	ctx := browsertest.Open(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(x.url+"/login")); err != nil {
		t.Fatal(err)
	}
	at := func(i int) string { return fmt.Sprintf("#claim-%d", cs[i].ID) }
	browsertest.Step(t, ctx, "open the first",
		chromedp.SendKeys("#f-email", "reviewer@example.org"), chromedp.SendKeys("#f-password", storetest.Password+"\r"),
		chromedp.WaitVisible("nav [data-key='g q']"), chromedp.Navigate(fmt.Sprintf("%s/review?claim=%d", x.url, cs[0].ID)), chromedp.WaitVisible(at(0)))
	browsertest.Step(t, ctx, "mark two", key("m"), chromedp.WaitVisible(".marks"), key("j"), chromedp.WaitVisible(at(1)), key("m"),
		chromedp.WaitVisible(fmt.Sprintf("#mark-%d[data-picked]", cs[1].ID)))
	browsertest.Step(t, ctx, "look at both", key("M"), chromedp.WaitVisible(".bulk li:nth-child(2)"))
	browsertest.Step(t, ctx, "verify both", key("2"), chromedp.WaitVisible(".toast"))
	if got := x.statusesOf(cs); got != "verified verified unreviewed unreviewed" {
		t.Errorf("after one key %s", got)
	}
	browsertest.Step(t, ctx, "undo both", key("z"), chromedp.WaitVisible(".msg[role=status]"))
	if got := x.statusesOf(cs); got != "unreviewed unreviewed unreviewed unreviewed" {
		t.Errorf("after the undo %s", got)
	}
}

// TestOthersDecisionsShowInABrowser has a page open while somebody else works.
func TestOthersDecisionsShowInABrowser(t *testing.T) {
	t.Parallel()
	x := siteWith(t, Config{Stopping: make(chan struct{})})
	ada := storetest.User(t, x.store, "Ada", models.RoleReviewer)
	ctx := browsertest.Open(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(x.url+"/login")); err != nil {
		t.Fatal(err)
	}
	browsertest.Step(t, ctx, "sign in",
		chromedp.SendKeys("#f-email", "reviewer@example.org"), chromedp.SendKeys("#f-password", storetest.Password+"\r"),
		chromedp.WaitVisible("ul.list"))
	browsertest.Step(t, ctx, "open the article", chromedp.Navigate(fmt.Sprintf("%s/articles/%d", x.url, x.article.ID)), chromedp.WaitVisible(".galley a.mark"))
	x.decideAs(ada, x.claims[0])
	browsertest.Step(t, ctx, "the mark and the card change by themselves",
		chromedp.WaitVisible(fmt.Sprintf("#mark-%d.verified", x.claims[0].ID)), chromedp.WaitVisible(fmt.Sprintf("#claim-%d.verified", x.claims[0].ID)))
	browsertest.Step(t, ctx, "open the desk and type", chromedp.Navigate(fmt.Sprintf("%s/review?claim=%d", x.url, x.claims[1].ID)),
		chromedp.WaitVisible("#at-hand"), key("d"), key("1"), key("I was typing"))
	x.decideAs(ada, x.claims[1])
	browsertest.Step(t, ctx, "a warning stands over the form", chromedp.WaitVisible("#decide .changed-now"))
	typed, err := chromedp.Run(ctx, chromedp.Evaluate[string]("document.querySelector('#decide textarea').value"))
	if err != nil || typed != "I was typing" {
		t.Errorf("the reason is %q, %v", typed, err)
	}
}

// TestSplitFromASelectionInABrowser selects words of a claim's sentence, which
// become the next figure of the form.
func TestSplitFromASelectionInABrowser(t *testing.T) {
	t.Parallel()
	x := newSite(t)
	ctx := browsertest.Open(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(x.url+"/login")); err != nil {
		t.Fatal(err)
	}
	browsertest.Step(t, ctx, "sign in",
		chromedp.SendKeys("#f-email", "reviewer@example.org"), chromedp.SendKeys("#f-password", storetest.Password),
		chromedp.Click("form .btn.main"), chromedp.WaitVisible("ul.list"))
	selects := `(() => {
		getSelection().selectAllChildren(document.querySelector("[data-splits] .said b"));
		return getSelection().toString();
	})()`
	browsertest.Step(t, ctx, "open", chromedp.Navigate(fmt.Sprintf("%s/claims/%d/split", x.url, x.claims[0].ID)), chromedp.WaitVisible("#pieces"))
	for i := range 2 {
		words, err := chromedp.Run(ctx, chromedp.Evaluate[string](selects))
		if err != nil || words == "" {
			t.Fatalf("selected %q, %v", words, err)
		}
		browsertest.Step(t, ctx, "use it", chromedp.WaitVisible("#pick button"), chromedp.Click("#pick button"))
		got, err := chromedp.Run(ctx, chromedp.Evaluate[string](fmt.Sprintf(`document.querySelector("[name=piece%d]").value`, i+1)))
		if err != nil || got != words {
			t.Errorf("figure %d of the form is %q, want %q, %v", i+1, got, words, err)
		}
	}
}

// TestAddClaimInABrowser selects words in the text and presses the button.
func TestAddClaimInABrowser(t *testing.T) {
	t.Parallel()
	x := newSite(t)
	a, _, err := x.store.AddArticle(t.Context(), x.actors[models.RoleReviewer], models.NewArticle{
		Title: "Two sevens", Lang: "en", LangSupported: true, Text: "First 7 sailors came.\n\nThen 7 sailors went.", Engine: "test",
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx := browsertest.Open(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(x.url+"/login")); err != nil {
		t.Fatal(err)
	}
	browsertest.Step(t, ctx, "sign in",
		chromedp.SendKeys("#f-email", "reviewer@example.org"), chromedp.SendKeys("#f-password", storetest.Password),
		chromedp.Click("form .btn.main"), chromedp.WaitVisible("ul.list"))
	selects := `(() => {
		const words = document.querySelectorAll(".galley p")[1].firstChild, range = document.createRange();
		range.setStart(words, 5);
		range.setEnd(words, 14);
		getSelection().removeAllRanges();
		getSelection().addRange(range);
		return getSelection().toString();
	})()`
	path := fmt.Sprintf("%s/articles/%d", x.url, a.ID)
	browsertest.Step(t, ctx, "select", chromedp.Navigate(path), chromedp.WaitVisible(".galley p"))
	if got, err := chromedp.Run(ctx, chromedp.Evaluate[string](selects)); err != nil || got != "7 sailors" {
		t.Fatalf("selected %q, %v", got, err)
	}
	browsertest.Step(t, ctx, "see the button", chromedp.WaitVisible("#pick button"))
	browsertest.Step(t, ctx, "add", chromedp.Click("#pick button"), chromedp.WaitVisible("#add-claim textarea"),
		chromedp.Click("#add-claim .btn.main"), chromedp.WaitVisible(".galley a.mark"))
	p, err := x.store.Article(t.Context(), x.actors[models.RoleViewer], a.ID)
	if err != nil || len(p.Claims) != 1 {
		t.Fatalf("%d claims, %v; want 1", len(p.Claims), err)
	}
	if c := p.Claims[0]; c.Quote != "7 sailors" || p.Version.Text[:c.Start] != "First 7 sailors came.\n\nThen " {
		t.Errorf("added is %q at %d, want the second one", c.Quote, c.Start)
	}
}
