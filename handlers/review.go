package handlers

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"tallymark/models"
)

// reviewPage is the review desk: the article with one claim at hand.
type reviewPage struct {
	base
	Since    uint // the last change that it knows of
	Tabs     []tabLink
	Tab      models.Tab
	Article  models.Article
	Heading  string
	Blocks   []galleyBlock
	Card     *card
	Place    string // "3 of 27 in this article"
	Why      string // why it comes now
	Findings findingsPart
	Figure   *figureView // nil if no other claim reports it
	Alike    string      // the preview of one verdict on all that state the same there, "" for none
	Lease    *leaseLine
	Notes    notesPart
	Tags     tagsPart
	Decide   *decideForm // nil when somebody else has to decide
	Settle   *settlement // nil unless two disagree
	Blind    bool        // somebody has decided, and the visitor is to be the second
	Wrong    []field
	Marks    marksBar
	Mark     markForm
	Skip     deskForm
	Take     deskForm
	Assign   assignForm
	Archived string
	Ways     ways
	Saved    *saved
	Last     *lastVerdict
	Quick    []quickChoice
	NotClaim []quickChoice
}

// reviewStartPage is the queue when no claim is at hand.
type reviewStartPage struct {
	base
	Tabs  []tabLink
	Tab   models.Tab
	Empty string // what to do when the tab holds nothing
	Saved *saved
	Last  *lastVerdict
}

// Left is how much waits in the tab shown.
func (p reviewStartPage) Left() string {
	for _, t := range p.Tabs {
		if t.Here {
			return t.Count
		}
	}
	return ""
}

// tabLink leads to a part of the queue.
type tabLink struct {
	Path, Label, Count string
	Here               bool
}

// leaseLine says who has the claim.
type leaseLine struct {
	Mine  bool
	Who   string
	Until time.Time
}

// deskForm is a form of the desk with nothing in it but a button.
type deskForm struct {
	Action, Tab string
	Claim       uint
}

// ways are the links from a claim to those around it, "" where there is none.
type ways struct{ Before, After, ArticleBefore, ArticleAfter string }

// lastVerdict is what an undo takes back.
type lastVerdict struct {
	Label, Words, Path string
	Undo               *undoForm
}

// quickChoice decides with one press.
type quickChoice struct {
	Value, Label string
	Key          int
}

// quickBases verify on a basis.
var quickBases = func() (out []quickChoice) {
	for _, b := range models.Bases {
		out = append(out, quickChoice{string(models.StatusVerified) + "/" + string(b), b.Label(), b.Key()})
	}
	return out
}()

// quickReasons say what a number is that is no claim.
var quickReasons = func() (out []quickChoice) {
	for i, what := range []string{"a date", "a time", "a name", "a phone number or address", "a score or odds", "page furniture", "an identifier", "not a number"} {
		out = append(out, quickChoice{string(models.StatusNotAClaim) + "/" + what, sentenceCase(what), i + 1})
	}
	return out
}()

// deskFrom is what a form of the desk says about where it came from.
const deskFrom = "review/"

// tabOf is the tab that a form came from, "" when it came from elsewhere.
func tabOf(from string) models.Tab {
	tab, ok := strings.CutPrefix(from, deskFrom)
	if t := models.Tab(tab); ok && t.Valid() {
		return t
	}
	return ""
}

// deskPath is the desk with a claim on it, 0 for none. The fragment brings the
// figure into view without script.
func deskPath(tab models.Tab, claim, saved uint) string {
	q := url.Values{"tab": {string(tab)}}
	if claim != 0 {
		q.Set("claim", strconv.FormatUint(uint64(claim), 10))
	}
	if saved != 0 {
		q.Set("saved", strconv.FormatUint(uint64(saved), 10))
	}
	path := "/review?" + q.Encode()
	if claim != 0 {
		path += fmt.Sprintf("#mark-%d", claim)
	}
	return path
}

type reviewQuery struct {
	Tab   string `schema:"tab"`
	Claim uint   `schema:"claim"`
	Saved uint   `schema:"saved"`
}

func (q reviewQuery) tab() models.Tab {
	if q.Tab == "" {
		return models.TabAll
	}
	return models.Tab(q.Tab)
}

// reviewShow serves GET /review. It takes nothing: to look is free.
func (s *Server) reviewShow(w http.ResponseWriter, r *http.Request) error {
	var q reviewQuery
	if err := decode(r.URL.Query(), &q); err != nil {
		return err
	}
	if q.Claim == 0 {
		return s.reviewStart(w, r, q)
	}
	page, err := s.reviewPage(r, q)
	if err != nil {
		return err
	}
	return s.render(w, r, "review", page)
}

// reviewStart is the way into the queue, or its end.
func (s *Server) reviewStart(w http.ResponseWriter, r *http.Request, q reviewQuery) error {
	if !q.tab().Valid() {
		return &models.InvalidError{Field: "tab", Message: "there is no such part of the queue; open /review"}
	}
	counts, err := s.store.QueueCounts(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	last, err := s.store.LastDecision(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	page := reviewStartPage{base: s.base(r, "Review"), Tab: q.tab(), Tabs: tabLinks(q.tab(), counts), Last: lastOf(r, last, q.tab())}
	if page.Saved = savedLast(page.Last, last, q.Saved); page.Saved != nil {
		if page.Saved.Offer, err = s.offerOf(r, last, newHand(r, deskFrom+string(q.tab())), 0); err != nil {
			return err
		}
	}
	if counts[q.tab()] == 0 {
		page.Empty = emptyTab[q.tab()]
	}
	return s.render(w, r, "reviewstart", page)
}

// emptyTab says what an empty tab means.
var emptyTab = map[models.Tab]string{
	models.TabMine:     "Nothing is assigned to you. On the desk, “Assign to me” keeps a claim for you until it is decided.",
	models.TabAll:      "Every figure has a verdict. New ones come with the next article.",
	models.TabSecond:   "No verdict waits for a second person.",
	models.TabTrouble:  "No figures contradict each other or their own text, and none has changed under its verdict.",
	models.TabEvidence: "Nothing waits for evidence. A claim comes here when somebody decides “needs evidence”.",
}

// tabLinks shows a tab that is only sometimes of use when it holds something.
func tabLinks(here models.Tab, counts map[models.Tab]int) []tabLink {
	var out []tabLink
	for _, t := range models.Tabs {
		if t == models.TabTrouble && counts[t] == 0 && t != here {
			continue
		}
		l := tabLink{Path: deskPath(t, 0, 0), Label: t.Label(), Count: strconv.Itoa(counts[t]), Here: t == here}
		if counts[t] >= models.MostCounted {
			l.Count = plain(models.MostCounted) + " or more"
		}
		out = append(out, l)
	}
	return out
}

func (s *Server) reviewPage(r *http.Request, q reviewQuery) (reviewPage, error) {
	since, err := s.store.FeedEnd(r.Context())
	if err != nil {
		return reviewPage{}, err
	}
	d, err := s.store.Review(r.Context(), actorOf(r), q.tab(), q.Claim)
	if err != nil {
		return reviewPage{}, err
	}
	c := &d.Claim.Claim
	hand := newHand(r, deskFrom+string(q.tab()))
	marked := markedClaims(&d.ArticlePage)
	page := reviewPage{
		base: s.base(r, c.Label), Since: since, Tab: q.tab(), Tabs: tabLinks(q.tab(), d.Counts),
		Article: d.Article, Heading: headingOf(&d.Article), Card: newCard(&d.Claim.Version, c),
		Why:    whyNow(&d.Claim),
		Settle: settlementOf(&d.Claim, hand.user), Blind: c.SecondCheck && !c.OwnWaits, Last: lastOf(r, d.Last, q.tab()), Quick: quickBases, NotClaim: quickReasons,
		Lease: leaseWords(d.Lease, hand.user.ID),
	}
	page.Findings = newFindingsPart(d.Article.ID, c.ID, d.Claim.Findings, hand, elsewhere(c.ID))
	if d.Claim.Figure != nil {
		view := newFigureView(d.Claim.Figure)
		page.Figure, page.Alike = &view, alikeElsewhere(d.Claim.Figure, c, hand.from)
	}
	if page.Settle == nil || page.Settle.May {
		page.Decide = hand.decide(c)
		page.Decide.WithCorrect = true
	}
	page.Blocks = deskGalley(&d.Version, marked, d.Marked, q)
	page.Place, page.Ways = placeAmong(marked, c, q.tab())
	page.Ways.ArticleBefore, page.Ways.ArticleAfter = besidePath(q.tab(), c.ID, wayBefore), besidePath(q.tab(), c.ID, wayAfter)
	page.Skip = deskForm{Action: "/review/skip", Tab: string(q.tab()), Claim: c.ID}
	page.Take = deskForm{Action: "/review/lease", Tab: string(q.tab()), Claim: c.ID}
	people, err := s.people(r)
	if err != nil {
		return reviewPage{}, err
	}
	page.Assign = assignFormOf(c, hand, people)
	page.Notes, page.Tags = newNotesPart(c, d.Claim.Notes, hand), newTagsPart(c, hand)
	page.Archived = archivedCopy(d.Claim.Evidence)
	if page.Saved = savedLast(page.Last, d.Last, q.Saved); page.Saved != nil {
		page.Saved.Offer, err = s.offerOf(r, d.Last, hand, c.ID)
	}
	page.Marks = marksBar{ArticleID: d.Article.ID, N: len(d.Marked), From: hand.from}
	page.Mark = markForm{ClaimID: c.ID, On: slices.Contains(d.Marked, c.ID), From: hand.from}
	return page, err
}

// deskAgain shows the desk with the form as typed and what is wrong with it.
func (s *Server) deskAgain(w http.ResponseWriter, r *http.Request, tab models.Tab, f *decideForm) error {
	page, err := s.reviewPage(r, reviewQuery{Tab: string(tab), Claim: f.ClaimID})
	if err != nil {
		return err
	}
	page.Decide, page.Wrong = f, f.wrong()
	return s.renderStatus(w, r, http.StatusUnprocessableEntity, "review", page)
}

// markedClaims are the claims that have a mark in the current text, in its order.
func markedClaims(a *models.ArticlePage) (marked []models.Claim) {
	for i := range a.Claims {
		if c := &a.Claims[i]; c.Checkable && !c.Stale && c.VersionID == a.Version.ID {
			marked = append(marked, *c)
		}
	}
	return marked
}

// deskGalley is the text with marks that lead along the desk, the claim at
// hand ringed.
func deskGalley(v *models.Version, marked []models.Claim, picked []uint, q reviewQuery) []galleyBlock {
	blocks := galley(v, marked)
	here := strconv.FormatUint(uint64(q.Claim), 10)
	for _, b := range blocks {
		for _, run := range b.Runs {
			if run.Mark == nil {
				continue
			}
			run.Mark.pick(picked)
			run.Mark.Href = "/review?tab=" + string(q.tab()) + "&claim=" + run.Mark.ID + "#mark-" + run.Mark.ID
			if run.Mark.ID == here {
				run.Mark.Current, run.Mark.Plain = true, false
			}
		}
	}
	return blocks
}

func wayTo(tab models.Tab, claim uint) string {
	if claim == 0 {
		return ""
	}
	return deskPath(tab, claim, 0)
}

// placeAmong says where the claim stands in its article and what is beside it.
func placeAmong(marked []models.Claim, c *models.Claim, tab models.Tab) (string, ways) {
	at := slices.IndexFunc(marked, func(m models.Claim) bool { return m.ID == c.ID })
	if at < 0 {
		return "not in the text any more", ways{}
	}
	var w ways
	if at > 0 {
		w.Before = wayTo(tab, marked[at-1].ID)
	}
	if at+1 < len(marked) {
		w.After = wayTo(tab, marked[at+1].ID)
	}
	return fmt.Sprintf("%d of %d in this article", at+1, len(marked)), w
}

func leaseWords(l *models.Lease, me uint) *leaseLine {
	if l == nil {
		return nil
	}
	line := &leaseLine{Mine: l.UserID == me, Who: "somebody", Until: l.ExpiresAt}
	if l.User != nil {
		line.Who = l.User.Name
	}
	return line
}

// archivedCopy is the newest archived copy among the evidence.
func archivedCopy(es []models.Evidence) (found string) {
	for _, e := range es {
		if link := webLink(e.ArchiveURL); link != "" && e.WithdrawnAt == nil {
			found = link
		}
	}
	return found
}

// scoreWords are the parts of a claim's score as people read them.
var scoreWords = map[string]string{
	"casualties": "casualties", "law": "arrests or charges", "money": "money", "crowd": "size of a crowd", "share": "a share",
	"unattributed": "nobody is credited", "unnamed": "the source is unnamed", "headline": "headline", "lede": "opening paragraph",
	"size": "among the largest figures of the article", "precision": "counted to the last digit", "total": "running total", "hedged": "hedged",
}

// mostReasons keeps the line short: the weightiest reasons are enough.
const mostReasons = 4

// whyNow explains a claim's place in the queue.
func whyNow(p *models.ClaimPage) string {
	c := &p.Claim
	var why []string
	for _, f := range []struct {
		on    bool
		words string
	}{{c.MathFlag, findingReason(p.Findings)}, {c.ConflictFlag, conflictReason(p)}, {c.Stale && c.MissedBy == "", "the text changed"}, {c.Stale && c.MissedBy != "", "the engine finds it no more"}, {c.Disagreement, "reviewers disagree"}, {c.SecondCheck, "a second person has to look"}} {
		if f.on {
			why = append(why, f.words)
		}
	}
	type part struct {
		name  string
		value float64
	}
	var parts []part
	for name, value := range c.ScoreParts {
		parts = append(parts, part{name, value})
	}
	slices.SortFunc(parts, func(a, b part) int { return cmp.Or(cmp.Compare(b.value, a.value), strings.Compare(a.name, b.name)) })
	for _, p := range parts {
		if words := scoreWords[p.name]; words != "" {
			why = append(why, words)
		}
	}
	return strings.Join(why[:min(len(why), mostReasons)], ", ")
}

// findingReason is the first finding that stands.
func findingReason(found []models.Finding) string {
	for i := range found {
		if found[i].Dismissal == nil {
			return "a finding: " + strings.TrimSuffix(found[i].Says, ".")
		}
	}
	return "a finding"
}

// conflictReason names the newest claim of the figure that is in conflict and
// says something else.
func conflictReason(p *models.ClaimPage) string {
	if p.Figure == nil {
		return "a conflict"
	}
	own := quantity(&p.Claim)
	for _, m := range slices.Backward(p.Figure.Members) {
		if !m.Claim.ConflictFlag || m.ClaimID == p.Claim.ID || quantity(m.Claim) == own {
			continue
		}
		where := "another article"
		if m.Claim.Article != nil {
			where = cmp.Or(m.Claim.Article.OutletName(), headingOf(m.Claim.Article))
		}
		return "conflict with " + quantity(m.Claim) + " (" + where + ")"
	}
	return "a conflict"
}

// lastOf is the visitor's newest verdict with the form that takes it back.
func lastOf(r *http.Request, d *models.Decision, tab models.Tab) *lastVerdict {
	if d == nil || d.Claim == nil {
		return nil
	}
	hand := newHand(r, deskFrom+string(tab))
	return &lastVerdict{
		Label: d.Claim.Label, Words: strings.ToLower(d.Status.Label()) + together(d), Path: deskPath(tab, d.ClaimID, 0), Undo: hand.undoLast(d),
	}
}

// savedLast says that the newest verdict was saved just now.
func savedLast(l *lastVerdict, d *models.Decision, claim uint) *saved {
	if l == nil || d.ClaimID != claim {
		return nil
	}
	return &saved{Label: l.Label, Words: savedWords(d.Claim, d.Status) + together(d), Undo: l.Undo}
}

// together says on how many claims a verdict was given at once.
func together(d *models.Decision) string {
	if d.Together < 2 {
		return ""
	}
	return fmt.Sprintf(", on %d figures", d.Together)
}

// The ways from an article to those beside it in the queue.
const (
	wayBefore = "before"
	wayAfter  = "after"
)

// besidePath leads to the article beside that of a claim. Which one that is
// costs more to find than the desk itself, and few ask.
func besidePath(tab models.Tab, claim uint, way string) string {
	return "/review/beside?" + url.Values{"tab": {string(tab)}, "claim": {strconv.FormatUint(uint64(claim), 10)}, "way": {way}}.Encode()
}

type besideQuery struct {
	Tab   string `schema:"tab"`
	Claim uint   `schema:"claim"`
	Way   string `schema:"way"`
}

// atEnd says that there is no article further on.
var atEnd = map[string]string{
	wayBefore: "This is the first article of this part of the queue.",
	wayAfter:  "This is the last article of this part of the queue.",
}

// reviewBeside serves GET /review/beside: it leads on to the article beside.
func (s *Server) reviewBeside(w http.ResponseWriter, r *http.Request) error {
	var q besideQuery
	if err := decode(r.URL.Query(), &q); err != nil {
		return err
	}
	end, tab := atEnd[q.Way], reviewQuery{Tab: q.Tab}.tab()
	if end == "" {
		return &models.InvalidError{Field: "way", Message: "the way is before or after; open /review"}
	}
	id, err := s.store.Beside(r.Context(), actorOf(r), tab, q.Claim, q.Way == wayBefore)
	if err != nil {
		return err
	}
	if id == 0 {
		return s.redirectWith(w, r, deskPath(tab, q.Claim, 0), end)
	}
	return redirect(w, r, deskPath(tab, id, 0))
}

type deskInput struct {
	Tab   string `schema:"tab"`
	Claim uint   `schema:"claim"`
}

// tab is the part of the queue that the form came from.
func (in deskInput) tab() models.Tab { return reviewQuery{Tab: in.Tab}.tab() }

// reviewNext serves POST /review/next: it takes the next claim.
func (s *Server) reviewNext(w http.ResponseWriter, r *http.Request) error {
	var in deskInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	id, err := s.store.LeaseNext(r.Context(), actorOf(r), in.tab(), in.Claim)
	if err != nil {
		return err
	}
	return redirect(w, r, deskPath(in.tab(), id, 0))
}

// reviewSkip serves POST /review/skip: it puts a claim off and takes the next.
func (s *Server) reviewSkip(w http.ResponseWriter, r *http.Request) error {
	var in deskInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	if err := s.store.Skip(r.Context(), actorOf(r), in.Claim); err != nil {
		return err
	}
	return s.reviewNext(w, r)
}

// reviewLease serves POST /review/lease: it takes a claim, or keeps it longer.
func (s *Server) reviewLease(w http.ResponseWriter, r *http.Request) error {
	var in deskInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	l, err := s.store.Lease(r.Context(), actorOf(r), in.Claim)
	if err != nil {
		return err
	}
	words := "The claim is yours until " + l.ExpiresAt.UTC().Format("15:04 UTC") + "."
	if line := leaseWords(&l, actorOf(r).UserID); !line.Mine {
		words = line.Who + " was faster and has it until " + l.ExpiresAt.UTC().Format("15:04 UTC") + "."
	}
	return s.redirectWith(w, r, deskPath(in.tab(), in.Claim, 0), words)
}
