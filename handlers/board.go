package handlers

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"tallymark/models"
)

// boardPage is the list of figures, each with what several articles say of it.
type boardPage struct {
	base
	Tabs    []boardTab
	Kind    field
	Tab     string
	Rows    []figureView
	Pager   pager
	Waiting int // articles that have not been compared yet
}

type boardTab struct {
	Path, Label string
	Here        bool
}

// figureView is a figure as pages show it.
type figureView struct {
	ID       uint
	Heading  string
	Kind     string
	Range    string
	Outlets  string // "5 outlets, 1 origin"
	Conflict bool
	Settled  *settledView
	Values   []valueRow
	Height   int // of the strip, in units of its own
	Low      string
	High     string
	At       []int  // on the strip: the ends of the working value
	Changed  string // what is new since yesterday
	More     int    // claims that are not shown
}

// settledView is the working value of a figure.
type settledView struct {
	Value, Who, Reason string
	At                 time.Time
}

// valueRow is what one origin says of a figure on one day.
type valueRow struct {
	Day      time.Time
	Value    string
	Stands   string
	Bad      bool // it cannot be right together with another
	By       string
	Claims   []valueClaim
	Repeats  string // "3 outlets, 1 origin", "" for a single one
	Y        int
	X1, X2   int
	Dot      bool // a single number
	Upward   bool // nothing is said of the upper end
	Downward bool
	Known    bool // it states a number
	New      bool // it came since yesterday

	low, high float64
}

// valueClaim is one claim that says so.
type valueClaim struct {
	ID      uint
	Heading string
	Outlet  string
}

// standWords say how a claim stands to the others of its figure.
var standWords = map[string]string{
	"conflict": "does not agree", "revision": "the count fell", "update": "the count grew", "narrower": "agrees", "wider": "agrees", "same": "agrees",
	"different_scope": "counts another part",
}

// stripRow is the height of a row of the strip, stripWide its width.
const (
	stripRow  = 16
	stripWide = 1000
	stripEdge = 40
)

// newFigureView shows a figure with those of its claims that were read.
func newFigureView(f *models.Figure) figureView {
	v := figureView{ID: f.ID, Kind: kindWord(string(f.Kind)), Conflict: f.Conflict, Outlets: outletWords(f), Low: numberOr(f.Low), High: numberOr(f.High)}
	v.Heading = v.Kind
	if len(f.Members) > 0 && f.Members[0].Claim.Article != nil {
		v.Heading += ": " + headingOf(f.Members[0].Claim.Article)
	}
	v.Range = rangeWords(v.Low, v.High)
	v.More = f.Claims - len(f.Members)
	if f.SettledBy != nil {
		v.Settled = &settledView{Value: f.SettledBy.Figure(), Who: "somebody", Reason: f.SettledBy.Reason, At: f.SettledBy.CreatedAt}
		if f.SettledBy.User != nil {
			v.Settled.Who = f.SettledBy.User.Name
		}
	}
	on := scaleOf(f)
	v.Low, v.High = numberIn(f, on.low), numberIn(f, on.high)
	for _, end := range settledEnds(f) {
		v.At = append(v.At, on.across(end))
	}
	v.Values = valueRows(f)
	v.Height = stripRow*len(v.Values) + stripRow/2
	return v
}

func outletWords(f *models.Figure) string {
	return counted(f.Outlets, "outlet", "outlets") + ", " + counted(f.Origins, "origin", "origins")
}

func counted(n int, one, several string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + several
}

func numberOr(v *float64) string {
	if v == nil {
		return ""
	}
	return plain(*v)
}

// numberIn writes an end of the strip, nothing where no claim states a number.
func numberIn(f *models.Figure, v float64) string {
	if f.Low == nil && f.SettledBy == nil {
		return ""
	}
	return plain(v)
}

func rangeWords(low, high string) string {
	if low == high {
		return low
	}
	return low + " to " + high
}

// valueRows stacks what is said on one day by one origin with the same words.
func valueRows(f *models.Figure) []valueRow {
	type stack struct {
		day    int64
		origin int
		value  string
	}
	at, on := map[stack]int{}, scaleOf(f)
	var rows []valueRow
	for i := range f.Members {
		m := &f.Members[i]
		key := stack{m.Day, m.Origin, quantity(m.Claim)}
		j, ok := at[key]
		if !ok {
			j = len(rows)
			at[key] = j
			rows = append(rows, newValueRow(on, m, j))
		}
		row := &rows[j]
		if m.Claim.ConflictFlag && !row.Bad {
			row.Bad = true
			if row.Stands = standWords[m.Relation]; m.Relation == "conflict" {
				row.Stands = "conflict"
			}
		}
		if row.By == "" {
			row.By = m.Claim.AttributedTo
		}
		row.add(m)
	}
	for j := range rows {
		rows[j].Repeats = repeats(rows[j].Claims)
	}
	return rows
}

func (row *valueRow) add(m *models.FigureClaim) {
	c := valueClaim{ID: m.ClaimID}
	if m.Claim.Article != nil {
		c.Heading, c.Outlet = headingOf(m.Claim.Article), m.Claim.Article.OutletName()
	}
	for _, known := range row.Claims {
		if known.Heading == c.Heading && known.Outlet == c.Outlet {
			return // the same article says it again
		}
	}
	row.Claims = append(row.Claims, c)
}

func repeats(claims []valueClaim) string {
	outlets := map[string]bool{}
	for _, c := range claims {
		outlets[c.Outlet] = true
	}
	if len(outlets) < 2 {
		return ""
	}
	return strconv.Itoa(len(outlets)) + " outlets, 1 origin"
}

func newValueRow(on scale, m *models.FigureClaim, j int) valueRow {
	row := valueRow{
		Day: time.Unix(m.Day*86_400, 0).UTC(), Value: figureWords(m.Claim), Stands: standWords[m.Relation], By: m.Claim.AttributedTo,
		Y: stripRow*j + stripRow*3/4,
	}
	low, high := endsOf(m.Claim)
	if c := m.Claim; c.Value != nil {
		row.Upward, row.Downward = c.Approx == "at_least" || c.Approx == "over", c.Approx == "at_most" || c.Approx == "under" || c.Approx == "under_about"
	} else {
		row.Upward, row.Downward = c.High == nil, c.Low == nil
	}
	if low == nil {
		return row
	}
	row.Known, row.low, row.high = true, *low, *high
	row.X1, row.X2 = on.across(*low), on.across(*high)
	row.Dot = row.X1 == row.X2
	if row.Upward {
		row.X2 = stripWide
	}
	if row.Downward {
		row.X1 = 0
	}
	return row
}

// DotX is where the number itself stands.
func (row valueRow) DotX() int {
	if row.Downward {
		return row.X2
	}
	return row.X1
}

// since marks what came after a moment, and says it in words.
func (v *figureView) since(f *models.Figure, t time.Time) {
	fresh, before := 0, models.Figure{}
	for i := range f.Members {
		if f.Members[i].Claim.CreatedAt.Before(t) {
			before.Members = append(before.Members, f.Members[i])
		} else {
			fresh++
		}
	}
	for i := range v.Values {
		for _, c := range v.Values[i].Claims {
			if m := f.Member(c.ID); m != nil && !m.Claim.CreatedAt.Before(t) {
				v.Values[i].New = true
			}
		}
	}
	var words []string
	if fresh > 0 {
		words = append(words, counted(fresh, "new claim", "new claims"))
	}
	if was, is := scaleOf(&before), scaleOf(&models.Figure{Members: f.Members}); fresh > 0 && len(before.Members) > 0 && was != is {
		words = append(words, "was "+rangeWords(plain(was.low), plain(was.high)))
	}
	if f.SettledBy != nil && !f.SettledBy.CreatedAt.Before(t) {
		words = append(words, "settled")
	}
	v.Changed = strings.Join(words, ", ")
}

type boardQuery struct {
	Tab    string `schema:"tab"`
	Kind   string `schema:"kind"`
	Cursor string `schema:"cursor"`
}

var boardTabs = []option{
	{models.FiguresShared, "In several articles"}, {models.FiguresConflict, "In conflict"}, {models.FiguresSettled, "Settled"}, {models.FiguresChanged, "Since yesterday"}, {models.FiguresAll, "All"},
}

const figuresPerPage = 20

// boardShow serves GET /figures.
func (s *Server) boardShow(w http.ResponseWriter, r *http.Request) error {
	var q boardQuery
	if err := decode(r.URL.Query(), &q); err != nil {
		return err
	}
	rows, next, err := s.store.Figures(r.Context(), actorOf(r), models.FigureFilter{Tab: q.Tab, Kind: q.Kind, Cursor: q.Cursor, Limit: figuresPerPage})
	if err != nil {
		return err
	}
	waiting, err := s.store.Unmatched(r.Context())
	if err != nil {
		return err
	}
	page := boardPage{base: s.base(r, "Figures"), Tab: q.Tab, Pager: pagerOf(r, next), Waiting: waiting,
		Kind: field{Name: "kind", Label: "Kind", Value: q.Kind, Options: append([]option{{"", "All kinds"}}, kindWords...)}}
	for _, tab := range boardTabs {
		values := url.Values{}
		for name, value := range map[string]string{"tab": tab.Value, "kind": q.Kind} {
			if value != "" {
				values.Set(name, value)
			}
		}
		page.Tabs = append(page.Tabs, boardTab{withQuery("/figures", values), tab.Label, tab.Value == q.Tab})
	}
	for i := range rows {
		view := newFigureView(&rows[i])
		if q.Tab == models.FiguresChanged {
			view.since(&rows[i], s.store.Yesterday())
		}
		page.Rows = append(page.Rows, view)
	}
	return s.render(w, r, "board", page)
}

// figurePage is one figure with everything about it.
type figurePage struct {
	base
	Figure   figureView
	Drift    *driftView // nil if it was told of on one day only
	Claims   []figureClaimRow
	Together []alikeLink // what can be decided with one verdict
	Siblings []figureView
	Acts     []actRow
	Forms    *figureForms // nil when the visitor may only look
	Wrong    []field
}

// alikeLink leads to the preview of one verdict on undecided claims of a figure
// that state the same.
type alikeLink struct{ Words, Path string }

// alikeLinks are those of two claims and more, as far as they are shown.
func alikeLinks(f *models.Figure, h hand) (links []alikeLink) {
	if !h.mayReview() {
		return nil
	}
	var kinds [][]*models.Claim
	for i := range f.Members {
		c := f.Members[i].Claim
		if !opens(c) {
			continue
		}
		at := slices.IndexFunc(kinds, func(k []*models.Claim) bool { return k[0].StatesTheSame(c) })
		if at < 0 {
			kinds = append(kinds, []*models.Claim{c})
			continue
		}
		kinds[at] = append(kinds[at], c)
	}
	for _, k := range kinds {
		if len(k) < 2 {
			continue
		}
		words := figureWords(k[0])
		if k[0].AttributedTo != "" {
			words += ", " + k[0].AttributedTo
		}
		links = append(links, alikeLink{words, joinedPath(f.ID, k[0].ID, fromFigure+strconv.FormatUint(uint64(f.ID), 10))})
	}
	return links
}

// opens reports whether a claim waits for a first verdict and no other's.
func opens(c *models.Claim) bool {
	return c.Status == models.StatusUnreviewed && c.Checkable && !c.Stale && !c.SecondCheck && !c.Disagreement
}

// alikeElsewhere leads from a claim to the preview with those of its figure that
// state the same, "" where there are none among those shown.
func alikeElsewhere(f *models.Figure, c *models.Claim, from string) string {
	if !slices.ContainsFunc(f.Members, func(m models.FigureClaim) bool {
		return m.ClaimID != c.ID && opens(m.Claim) && m.Claim.StatesTheSame(c)
	}) {
		return ""
	}
	return joinedPath(f.ID, c.ID, from)
}

// figureClaimRow is why a claim is of the figure.
type figureClaimRow struct {
	ID      uint
	Value   string
	Quote   string
	Heading string
	Outlet  string
	Via     uint
	Score   string
	Parts   []scorePart
	Take    *takeForm
}

type scorePart struct{ Name, Value string }

// takeForm takes a claim out of its figure.
type takeForm struct {
	FigureID, ClaimID uint
	Token, About      string
}

// figureForms are what an editor may say of a figure.
type figureForms struct {
	FigureID     uint
	Settle, Join []field
	Token        string
}

// actRow is one thing that somebody said of the figure.
type actRow struct {
	Words, Who, Reason string
	At                 time.Time
	Undone             bool
	UndoID             uint // 0 where it cannot be taken back
	Token              string
}

// figureShow serves GET /figures/{id}.
func (s *Server) figureShow(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	page, into, err := s.figurePage(r, id)
	if err != nil {
		return err
	}
	if into != 0 {
		http.Redirect(w, r, fmt.Sprintf("/figures/%d", into), http.StatusSeeOther)
		return nil
	}
	return s.render(w, r, "figure", page)
}

// figurePage also returns the figure that it was joined to, 0 for none.
func (s *Server) figurePage(r *http.Request, id uint) (page figurePage, into uint, err error) {
	f, err := s.store.Figure(r.Context(), actorOf(r), id)
	if err != nil {
		return page, 0, err
	}
	if f.Figure.MergedIntoID != nil {
		return page, *f.Figure.MergedIntoID, nil
	}
	hand := newHand(r, "")
	view := newFigureView(&f.Figure)
	page = figurePage{base: s.base(r, view.Heading), Figure: view, Drift: newDrift(&f.Figure, view.Values)}
	editor := hand.user != nil && hand.user.Role.AtLeast(models.RoleEditor)
	for i := range f.Figure.Members {
		page.Claims = append(page.Claims, newFigureClaimRow(&f.Figure.Members[i], editor && f.Figure.Claims > 1, hand))
	}
	page.Together = alikeLinks(&f.Figure, hand)
	for i := range f.Siblings {
		page.Siblings = append(page.Siblings, newFigureView(&f.Siblings[i]))
	}
	page.Acts = actRows(f.Acts, editor, hand)
	if editor {
		page.Forms = &figureForms{FigureID: id, Token: hand.token, Settle: settleFields("", ""), Join: joinFields("", "")}
	}
	return page, 0, nil
}

func settleFields(value, reason string) []field {
	return []field{
		{Name: "value", Label: "Working value", Value: value, Hint: "As the author of an article would write it: 41, at least 41, 40 to 45.", Required: true},
		{Name: "reason", Label: "Why", Value: reason, Type: "area", Required: true, Target: "f-settle-reason"},
	}
}

func joinFields(other, reason string) []field {
	return []field{
		{Name: "other", Label: "Number of the other figure", Value: other, Hint: "It stands on the page of that figure.", Required: true},
		{Name: "reason", Label: "Why they are one", Value: reason, Type: "area", Required: true, Target: "f-join-reason"},
	}
}

func newFigureClaimRow(m *models.FigureClaim, mayTake bool, h hand) figureClaimRow {
	row := figureClaimRow{ID: m.ClaimID, Value: figureWords(m.Claim), Quote: m.Claim.Sentence, Via: m.ViaID}
	if m.Claim.Article != nil {
		row.Heading, row.Outlet = headingOf(m.Claim.Article), m.Claim.Article.OutletName()
	}
	if len(m.Parts) > 0 {
		row.Score = strconv.FormatFloat(m.Score, 'f', 2, 64)
		for _, name := range sortedNames(m.Parts) {
			row.Parts = append(row.Parts, scorePart{name, fmt.Sprintf("%+.2f", m.Parts[name])})
		}
	}
	if mayTake {
		row.Take = &takeForm{m.FigureID, m.ClaimID, fmt.Sprintf("%s-t%d", h.token, m.ClaimID), row.Value + ", " + row.Outlet}
	}
	return row
}

// figureActWords say what somebody said of a figure.
func figureActWords(x *models.FigureAct) string {
	switch x.Act {
	case models.FigureJoin:
		return fmt.Sprintf("Joined figure %d to figure %d", *x.OtherID, x.FigureID)
	case models.FigureSplit:
		return fmt.Sprintf("Took claim %d out of figure %d: it is another figure, %d", *x.ClaimID, x.FigureID, *x.OtherID)
	case models.FigureScope:
		return fmt.Sprintf("Took claim %d out of figure %d: it counts another part of the event, figure %d", *x.ClaimID, x.FigureID, *x.OtherID)
	case models.FigureSettle:
		return "Settled: " + x.Figure()
	}
	return "Took it back"
}

func actRows(acts []models.FigureAct, editor bool, h hand) []actRow {
	undone := map[uint]bool{}
	for i := range acts {
		if acts[i].UndoesID != nil {
			undone[*acts[i].UndoesID] = true
		}
	}
	var rows []actRow
	for i := len(acts) - 1; i >= 0; i-- {
		x := &acts[i]
		row := actRow{Words: figureActWords(x), Who: "somebody", Reason: x.Reason, At: x.CreatedAt, Undone: undone[x.ID]}
		if x.User != nil {
			row.Who = x.User.Name
		}
		if editor && x.UndoesID == nil && !row.Undone {
			row.UndoID, row.Token = x.ID, fmt.Sprintf("%s-u%d", h.token, x.ID)
		}
		rows = append(rows, row)
	}
	return rows
}

type figureInput struct {
	Claim  uint   `schema:"claim"`
	Other  string `schema:"other"`
	Value  string `schema:"value"`
	Reason string `schema:"reason"`
	Scope  bool   `schema:"scope"`
	Token  string `schema:"token"`
}

func (in *figureInput) act(figure uint) models.NewFigureAct {
	other, _ := strconv.ParseUint(in.Other, 10, 63) // what is no number is no figure
	return models.NewFigureAct{FigureID: figure, OtherID: uint(other), ClaimID: in.Claim, Value: in.Value, Reason: in.Reason, Token: in.Token}
}

// onFigure reads a form about a figure.
func onFigure(r *http.Request) (id uint, in figureInput, err error) {
	if id, err = pathID(r); err != nil {
		return id, in, err
	}
	return id, in, decode(r.PostForm, &in)
}

// figureSettle serves POST /figures/{id}/settle.
func (s *Server) figureSettle(w http.ResponseWriter, r *http.Request) error {
	id, in, err := onFigure(r)
	if err != nil {
		return err
	}
	_, err = s.store.SettleFigure(r.Context(), actorOf(r), s.cfg.Engine, in.act(id))
	if fields := settleFields(in.Value, in.Reason); err != nil {
		return s.figureAgain(w, r, id, err, fields, func(f *figureForms) { f.Settle = fields })
	}
	return s.redirectWith(w, r, fmt.Sprintf("/figures/%d", id), "The figure is settled. Its claims are in conflict no more, until one comes that does not fit.")
}

// figureJoin serves POST /figures/{id}/join.
func (s *Server) figureJoin(w http.ResponseWriter, r *http.Request) error {
	id, in, err := onFigure(r)
	if err != nil {
		return err
	}
	_, err = s.store.JoinFigures(r.Context(), actorOf(r), in.act(id))
	if fields := joinFields(in.Other, in.Reason); err != nil {
		return s.figureAgain(w, r, id, err, fields, func(f *figureForms) { f.Join = fields })
	}
	return s.redirectWith(w, r, fmt.Sprintf("/figures/%d", id), "The two are one figure now.")
}

// figureAgain shows the form as typed with what is wrong about it.
func (s *Server) figureAgain(w http.ResponseWriter, r *http.Request, id uint, err error, fields []field, put func(*figureForms)) error {
	var invalid *models.InvalidError
	if !errors.As(err, &invalid) {
		return err
	}
	page, _, wrongPage := s.figurePage(r, id)
	if wrongPage != nil || page.Forms == nil {
		return errors.Join(wrongPage, err)
	}
	blame(fields, err)
	put(page.Forms)
	page.Wrong = wrong(fields)
	return s.renderStatus(w, r, http.StatusUnprocessableEntity, "figure", page)
}

// figureTake serves POST /figures/{id}/take: a claim is not of the figure.
func (s *Server) figureTake(w http.ResponseWriter, r *http.Request) error {
	id, in, err := onFigure(r)
	if err != nil {
		return err
	}
	take, said := s.store.SplitFigure, "The claim is a figure of its own now."
	if in.Scope {
		take, said = s.store.ScopeFigure, "The claim stands beside this figure now, as another part of the same event."
	}
	if _, err := take(r.Context(), actorOf(r), in.act(id)); err != nil {
		return err
	}
	return s.redirectWith(w, r, fmt.Sprintf("/figures/%d", id), said)
}

// figureUndo serves POST /figures/acts/{id}/undo.
func (s *Server) figureUndo(w http.ResponseWriter, r *http.Request) error {
	id, in, err := onFigure(r)
	if err != nil {
		return err
	}
	x, err := s.store.UndoFigureAct(r.Context(), actorOf(r), id, in.Token)
	if err != nil {
		return err
	}
	return s.redirectWith(w, r, fmt.Sprintf("/figures/%d", x.FigureID), "Taken back. What was said stays in the story of the figure.")
}
