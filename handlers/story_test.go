package handlers

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"tallymark/handlers/browsertest"
	"tallymark/models"
	"tallymark/models/storetest"
)

// report is what one outlet says of a disaster that never happened.
type report struct {
	outlet, published, title, text string
}

const millWire = "VESSMOUTH (Reuters) - At least 12 people were killed on Tuesday when an explosion tore through the Halden flour mill in Vessmouth, fire chief Tomas Ode said.\n\n" +
	"The blast at the Halden mill was heard as far away as Olten Cross. Firefighters from three towns searched what was left of the mill for workers of the night shift."

const millRest = "\n\nThe Halden mill stands beside the harbour of Vessmouth and belongs to the Ode and Brandt company. Fire chief Tomas Ode leads the search."

// millStory is told by ten outlets: a wire report that three of them print, a
// toll that rises, a digit slip, another scope, and a correction downwards.
var millStory = []report{
	{"Meridon Post", "2026-03-03", "Mill blast in Vessmouth kills 12", millWire},
	{"Vess Gazette", "2026-03-03", "12 dead in Vessmouth mill blast", millWire},
	{"Kaldo Times", "2026-03-03", "Explosion at Vessmouth mill kills 12", millWire},
	{"Northern Sun", "2026-03-04", "Death toll in Vessmouth mill explosion rises to 31",
		"The number of people killed in the explosion at the Halden flour mill in Vessmouth rose to 31 on Wednesday, the interior ministry said." + millRest},
	{"Olten News", "2026-03-04", "Vessmouth mill explosion: 31 dead",
		"Thirty-one people died in the explosion at the Halden flour mill in Vessmouth, Mayor Ines Varga said on Wednesday." + millRest},
	{"Daily Lamp", "2026-03-04", "13 killed in explosion at Vessmouth mill",
		"The explosion at the Halden flour mill in Vessmouth killed 13 people, the police said on Wednesday." + millRest},
	{"Harbour Herald", "2026-03-04", "Hospitals full after Vessmouth mill explosion",
		"The explosion at the Halden flour mill in Vessmouth caused 88 casualties, the Vessmouth hospital said on Wednesday." + millRest},
	{"Evening Courier", "2026-03-05", "Vessmouth mill explosion toll climbs to 34",
		"The death toll of the explosion at the Halden flour mill in Vessmouth reached 34 on Thursday, the interior ministry said." + millRest},
	{"Morning Record", "2026-03-06", "Fewer died in Vessmouth mill explosion than thought",
		"Coroner Lena Brandt said on Friday that 33 people died in the explosion at the Halden flour mill in Vessmouth, as one of them had been counted twice." + millRest},
	{"Weekly Review", "2026-03-07", "What went wrong at the Halden mill",
		"More than 30 people died in the explosion at the Halden flour mill in Vessmouth, the Weekly Review has learned." + millRest},
}

// engineReader reads what is typed with the engine of the program.
type engineReader struct{ testReader }

func (engineReader) Read(_ context.Context, in Submission) (models.NewArticle, error) {
	n, err := readByEngine(in.URL, in.Title+"\n\n"+in.Text)
	if err != nil {
		return n, err
	}
	at, err := time.Parse(time.DateOnly, in.Published)
	n.Title, n.Outlet, n.PublishedAt = in.Title, in.Outlet, &at
	return n, err
}

// Ten articles about one disaster are typed in: the board tells the story
// without anybody's help, and an editor settles it.
func TestTenArticlesOfOneDisaster(t *testing.T) {
	t.Parallel()
	x := emptySite(t, Config{Reader: engineReader{}})
	x.actors = map[models.Role]models.Actor{models.RoleEditor: storetest.User(t, x.store, "editor", models.RoleEditor)}
	ctx := browsertest.Open(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(x.url+"/login")); err != nil {
		t.Fatal(err)
	}
	browsertest.Step(t, ctx, "sign in", chromedp.SendKeys("#f-email", "editor@example.org"),
		chromedp.SendKeys("#f-password", storetest.Password+"\r"), chromedp.WaitVisible("nav"))
	for _, r := range millStory {
		browsertest.Step(t, ctx, r.outlet, chromedp.Navigate(x.url+"/articles/new"), chromedp.SetValue("#f-text", r.text), chromedp.SetValue("#f-title", r.title),
			chromedp.SetValue("#f-outlet", r.outlet), chromedp.SetValue("#f-published", r.published), chromedp.SetValue("#f-url", addressOf(r)),
			chromedp.Click("form[enctype] .btn.main"), chromedp.WaitVisible(".galley a.mark"))
	}
	x.matched()

	browsertest.Step(t, ctx, "the board", chromedp.Navigate(x.url+"/figures?kind=deaths"), chromedp.WaitVisible(".board h2 a"))
	said := words(t, ctx, ".board")
	for _, want := range []string{
		"Deaths: Mill blast in Vessmouth kills 12", "conflict", "12 to 34", "9 outlets, 6 origins",
		"3 outlets, 1 origin Meridon Post, Vess Gazette, Kaldo Times", "more than 30 people", "the count fell",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("the board does not say %q:\n%s", want, said)
		}
	}
	x.storyTold()

	browsertest.Step(t, ctx, "settle", chromedp.Click(".board h2 a"), chromedp.WaitVisible("#f-value"), chromedp.SendKeys("#f-value", "33"),
		chromedp.SendKeys("#f-settle-reason", "The coroner counted the bodies; 13 is 31 with its digits turned round."),
		chromedp.Click("form[action$='/settle'] .btn.main"), chromedp.WaitVisible(".msg.good"))
	said = words(t, ctx, "main")
	for _, want := range []string{"figure 1 settled 33", "digits turned round", "Other parts of the same event Casualties: Hospitals full after Vessmouth mill explosion 88"} {
		if !strings.Contains(said, want) {
			t.Errorf("the page of the figure does not say %q:\n%s", want, said)
		}
	}
	if head := words(t, ctx, ".page-head"); strings.Contains(head, "conflict") {
		t.Errorf("settled, and still: %s", head)
	}
}

func addressOf(r report) string {
	return "https://" + strings.ReplaceAll(strings.ToLower(r.outlet), " ", "-") + ".example/mill"
}

// words is the text of what a selector finds, with one space between words.
func words(t *testing.T, ctx context.Context, selector string) string {
	t.Helper()
	text, err := chromedp.Run(ctx, chromedp.Text(selector))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(text), " ")
}

// storyTold looks which claims are flagged: the digit slip and what it cannot
// be right together with, and the count that fell.
func (x *site) storyTold() {
	x.t.Helper()
	rows, _, err := x.store.Figures(x.t.Context(), x.actors[models.RoleEditor], models.FigureFilter{Kind: "deaths"})
	if err != nil || len(rows) != 1 {
		x.t.Fatalf("%d figures, %v", len(rows), err)
	}
	flagged := map[string]bool{"Northern Sun": true, "Olten News": true, "Daily Lamp": true, "Evening Courier": true, "Morning Record": true}
	for _, m := range rows[0].Members {
		if outlet := m.Claim.Article.OutletName(); m.Claim.ConflictFlag != flagged[outlet] {
			x.t.Errorf("%s of %s: flagged %v, %s", m.Claim.Label, outlet, m.Claim.ConflictFlag, m.Relation)
		}
	}
}
