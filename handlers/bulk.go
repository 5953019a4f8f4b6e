package handlers

import (
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tallymark/models"
)

// bulkPage previews one verdict on several claims: each row, and the form.
type bulkPage struct {
	base
	Begin    string // where claims are marked
	Heading  string
	Back     string // where the visitor came from
	OnDesk   bool
	Joined   bool // the claims are those of a figure, not what was marked in an article
	From     string
	Rows     []bulkRow
	Ready    int         // rows that can be decided together
	Decide   *decideForm // nil when there is none
	Quick    []quickChoice
	NotClaim []quickChoice
	Wrong    []field
	Late     bool // something changed under the form
}

// ReadyWords count what can be decided together.
func (p bulkPage) ReadyWords() string {
	if p.Ready == len(p.Rows) {
		return count(p.Ready, "figure", "figures") + " to decide on together"
	}
	return fmt.Sprintf("%d of %s can be decided together", p.Ready, count(len(p.Rows), "figure", "figures"))
}

// bulkRow is one of several claims to decide on together.
type bulkRow struct {
	ID      uint
	Value   string // of its box: the claim with the revision shown
	Label   string
	Where   string // the article, "" where all stand in one
	Said    said
	Figure  string
	Kind    string
	By      string
	Scope   string
	Status  models.Status
	Flags   []string
	Decided string
	Why     string // it is left out, or has changed
	Open    bool   // it can be chosen
	Chosen  bool
	From    string
}

func newBulkRow(r *models.BulkRow, from string) bulkRow {
	c := &r.Claim
	row := bulkRow{
		ID: c.ID, Value: fmt.Sprintf("%d-%d", c.ID, c.Revision), Label: c.Label, Said: sentenceAlone(c), Figure: figureWords(c), Kind: kindOf(c),
		By: c.AttributedTo, Scope: c.Scope, Status: c.Status, Flags: flagsOf(c), Why: sentence(r.Why), Open: r.Why == "", Chosen: r.Why == "", From: from,
	}
	if c.DecidedBy != nil {
		row.Decided = c.DecidedBy.Name
	}
	return row
}

// sentenceAlone is [sentenceOf] where the text of the version is not at hand.
func sentenceAlone(c *models.Claim) said {
	moved := *c
	for _, at := range []*int{&moved.Start, &moved.End, &moved.AttributionStart, &moved.AttributionEnd, &moved.SentenceEnd, &moved.SentenceStart} {
		*at -= c.SentenceStart
	}
	return sentenceOf(c.Sentence, &moved)
}

// placeOf names an article and who published it.
func placeOf(a *models.Article) string {
	if outlet := a.OutletName(); outlet != "" {
		return headingOf(a) + " · " + outlet
	}
	return headingOf(a)
}

// fill puts the rows on the page.
func (p *bulkPage) fill(rows []models.BulkRow) {
	for i := range rows {
		row := newBulkRow(&rows[i], p.From)
		if p.Joined {
			row.Where = placeOf(rows[i].Claim.Article)
		}
		if row.Open {
			p.Ready++
		}
		p.Rows = append(p.Rows, row)
	}
}

// fillAgain puts the rows of a form on the page that was not saved. After a
// conflict, what changed can still be chosen by who has seen how it stands now;
// else the form goes with the revisions that it came with.
func (p *bulkPage) fillAgain(rows []models.BulkRow, sent map[uint]int) {
	p.fill(rows)
	for i := range p.Rows {
		row, r := &p.Rows[i], &rows[i]
		switch changed := r.Claim.Revision != sent[r.Claim.ID]; {
		case !p.Late:
			row.Value = fmt.Sprintf("%d-%d", row.ID, sent[row.ID])
		case changed && r.Changed:
			row.Open = true
			p.Ready++
		case changed && row.Open:
			row.Chosen, row.Why = false, "It changed since this page was made."
		}
	}
}

func (s *Server) newBulkPage(r *http.Request, art *models.Article, from string) bulkPage {
	page := bulkPage{
		base: s.base(r, "One verdict on several figures"), Begin: fmt.Sprintf("/articles/%d", art.ID), Heading: headingOf(art), From: from, Quick: quickBases, NotClaim: quickReasons,
	}
	page.Back = page.Begin
	page.cameFrom(from)
	return page
}

// cameFrom leads back to the queue or the figure where that is where the
// visitor was.
func (p *bulkPage) cameFrom(from string) {
	if tab := tabOf(from); tab != "" {
		p.Back, p.OnDesk = deskPath(tab, 0, 0), true
	} else if id := figureFrom(from); id != 0 {
		p.Back, p.Heading = fmt.Sprintf("/figures/%d", id), fmt.Sprintf("Figure %d", id)
	}
}

// fromFigure is what a form says that was opened on the page of a figure.
const fromFigure = "figure/"

// figureFrom is the figure that a form came from, 0 when it came from elsewhere.
func figureFrom(from string) uint {
	digits, ok := strings.CutPrefix(from, fromFigure)
	id, err := strconv.ParseUint(digits, 10, 63)
	if !ok || err != nil {
		return 0
	}
	return uint(id)
}

// bulkShow serves GET /articles/{id}/bulk: what the visitor marked there.
func (s *Server) bulkShow(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	art, rows, err := s.store.MarkedPreview(r.Context(), actorOf(r), id)
	if err != nil {
		return err
	}
	page := s.newBulkPage(r, &art, r.URL.Query().Get("from"))
	return s.renderBulk(w, r, &page, rows)
}

type joinedQuery struct {
	Claim uint   `schema:"claim"`
	From  string `schema:"from"`
}

// joinedPath is the preview of one verdict on what is joined to a figure and
// states the same as a claim.
func joinedPath(figure, claim uint, from string) string {
	return fmt.Sprintf("/figures/%d/bulk?", figure) + url.Values{"claim": {strconv.FormatUint(uint64(claim), 10)}, "from": {from}}.Encode()
}

// bulkJoined serves GET /figures/{id}/bulk.
func (s *Server) bulkJoined(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	var q joinedQuery
	if err := decode(r.URL.Query(), &q); err != nil {
		return err
	}
	rows, err := s.store.JoinedPreview(r.Context(), actorOf(r), id, q.Claim)
	if err != nil {
		return err
	}
	page := bulkPage{
		base: s.base(r, "One verdict on several figures"), Begin: fmt.Sprintf("/figures/%d", id), From: q.From, Quick: quickBases, NotClaim: quickReasons, Joined: true,
		Back: fmt.Sprintf("/figures/%d", id), Heading: fmt.Sprintf("Figure %d", id),
	}
	page.cameFrom(q.From)
	return s.renderBulk(w, r, &page, rows)
}

func (s *Server) renderBulk(w http.ResponseWriter, r *http.Request, page *bulkPage, rows []models.BulkRow) error {
	page.fill(rows)
	if page.Ready > 0 {
		page.Decide = &decideForm{Together: true, WithCorrect: true, From: page.From, Token: newHand(r, "").token + "-b"}
	}
	return s.render(w, r, "bulk", *page)
}

// bulkInput is one verdict on several claims as a form sends it.
type bulkInput struct {
	decisionInput
	Rows []string `schema:"row"` // claim and revision: "12-3"
	At   uint     `schema:"at"`  // the claim at hand when it was offered, 0 on a page of its own
}

// revisions are the claims of the form with the revision that it showed of each.
func (in *bulkInput) revisions() (map[uint]int, error) {
	out := map[uint]int{}
	for _, row := range in.Rows {
		claim, revision, _ := strings.Cut(row, "-")
		id, err := strconv.ParseUint(claim, 10, 63)
		rev, revErr := strconv.Atoi(revision)
		if err != nil || revErr != nil || id == 0 {
			return nil, &models.InvalidError{Field: "row", Message: "the form does not say which claims, and which revision of each; mark them again"}
		}
		out[uint(id)] = rev
	}
	if len(out) == 0 {
		return nil, &models.InvalidError{Field: "row", Message: "choose the claims to decide on together"}
	}
	return out, nil
}

func (in *bulkInput) ids() (ids []uint, err error) {
	sent, err := in.revisions()
	for id := range sent {
		ids = append(ids, id)
	}
	return ids, err
}

// bulkDecide serves POST /bulks.
func (s *Server) bulkDecide(w http.ResponseWriter, r *http.Request) error {
	var in bulkInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	sent, err := in.revisions()
	if err != nil {
		return err
	}
	in.pressed()
	in.Revision = "0" // each row has its own
	f := in.form(0)
	f.Together = true
	if !in.check(f) {
		return s.bulkAgain(w, r, http.StatusUnprocessableEntity, &in, f, nil)
	}
	verdict := f.decision()
	if !s.readCorrect(f, &verdict) {
		return s.bulkAgain(w, r, http.StatusUnprocessableEntity, &in, f, nil)
	}
	made, err := s.store.DecideAll(r.Context(), actorOf(r), models.NewBulk{Revisions: sent, Verdict: verdict, Token: in.Token})
	var refused *models.BulkRefusedError
	switch {
	case errors.As(err, &refused) && refused.Stale:
		return s.bulkAgain(w, r, http.StatusConflict, &in, f, refused.Rows)
	case errors.As(err, &refused):
		return s.bulkAgain(w, r, http.StatusUnprocessableEntity, &in, f, refused.Rows)
	case f.blame(err):
		return s.bulkAgain(w, r, http.StatusUnprocessableEntity, &in, f, nil)
	case err != nil:
		return err
	case !sameBulk(verdict, sent, &made):
		return s.bulkAgain(w, r, http.StatusConflict, &in, f, nil)
	}
	return redirect(w, r, s.afterBulk(r, &in, &made))
}

// sameBulk reports whether what was made is what was asked for: see [sameVerdict].
func sameBulk(asked models.NewDecision, sent map[uint]int, made *models.Bulk) bool {
	for _, d := range made.Decisions {
		asked.ClaimID = d.ClaimID
		if _, ok := sent[d.ClaimID]; !ok || !sameVerdict(asked, d) {
			return false
		}
	}
	return len(made.Decisions) == len(sent)
}

// bulkAgain shows the form as typed with each row as it stands now. Rows nil
// are read anew. After a conflict the form goes with a new token.
func (s *Server) bulkAgain(w http.ResponseWriter, r *http.Request, status int, in *bulkInput, f *decideForm, rows []models.BulkRow) error {
	sent, err := in.revisions()
	if err != nil {
		return err
	}
	if rows == nil {
		ids, err := in.ids()
		if err != nil {
			return err
		}
		if rows, err = s.store.BulkPreview(r.Context(), actorOf(r), ids); err != nil {
			return err
		}
	}
	page := s.newBulkPage(r, rows[0].Claim.Article, in.From)
	page.Late = status == http.StatusConflict
	page.Joined = slices.ContainsFunc(rows, func(r models.BulkRow) bool { return r.Claim.ArticleID != rows[0].Claim.ArticleID })
	page.fillAgain(rows, sent)
	if page.Late || f.Token == "" {
		f.Token = newHand(r, "").token + "-b"
	}
	page.Wrong = f.wrong()
	if page.Ready > 0 {
		page.Decide = f
	}
	return s.renderStatus(w, r, status, "bulk", page)
}

// afterBulk is the page to go on with: on the desk the claim that was at hand,
// or the next one; else where the verdict was offered.
func (s *Server) afterBulk(r *http.Request, in *bulkInput, made *models.Bulk) string {
	last := made.Decisions[len(made.Decisions)-1].ClaimID
	if tab := tabOf(in.From); tab != "" {
		if in.At != 0 && !slices.ContainsFunc(made.Decisions, func(d models.Decision) bool { return d.ClaimID == in.At }) {
			return deskPath(tab, in.At, last)
		}
		return s.nextDesk(r, tab, last)
	}
	return fmt.Sprintf("/bulks/%d", made.ID)
}

// bulkStoryPage is what was decided together, or together taken back.
type bulkStoryPage struct {
	base
	Heading   string
	ArticleID uint
	By        string
	Rows      []bulkStoryRow
	Undoes    uint // the decisions that these took back, 0 for none
	Undo      *undoForm
}

type bulkStoryRow struct {
	ClaimID uint
	Label   string
	storyRow
}

// bulkStory serves GET /bulks/{id}.
func (s *Server) bulkStory(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	b, err := s.store.Bulk(r.Context(), actorOf(r), id)
	if err != nil {
		return err
	}
	page := bulkStoryPage{base: s.base(r, "Decided together")}
	if b.UndoesID != nil {
		page.Undoes = *b.UndoesID
	}
	page.ArticleID = onlyArticle(b.Decisions)
	for _, d := range b.Decisions {
		row := storyRowOf(d)
		page.By = row.Who
		page.Rows = append(page.Rows, bulkStoryRow{d.ClaimID, d.Claim.Label, row})
	}
	if b.UserID == actorOf(r).UserID && b.UndoesID == nil && b.Left > 0 {
		page.Undo = &undoForm{BulkID: id, Token: newHand(r, "").token + "-u", Key: true}
	}
	return s.render(w, r, "bulkstory", page)
}

// onlyArticle is the article of all these decisions, 0 if there are several.
func onlyArticle(ds []models.Decision) (id uint) {
	for _, d := range ds {
		if id != 0 && id != d.Claim.ArticleID {
			return 0
		}
		id = d.Claim.ArticleID
	}
	return id
}

// bulkUndo serves POST /bulks/{id}/undo.
func (s *Server) bulkUndo(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	var in undoInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	if in.Token == "" {
		return &models.InvalidError{Field: "token", Message: "the undo lacks its token; open the page again and press Undo there"}
	}
	made, err := s.store.UndoAll(r.Context(), actorOf(r), id, in.Token)
	if errors.Is(err, models.ErrConflict) || errors.Is(err, models.ErrInvalid) {
		return s.bulkBlocked(w, r, err)
	}
	if err != nil {
		return err
	}
	words := count(len(made.Decisions), "verdict is", "verdicts are") + " taken back."
	if tab := tabOf(in.From); tab != "" {
		return s.redirectWith(w, r, deskPath(tab, made.Decisions[0].ClaimID, 0), words)
	}
	return s.redirectWith(w, r, fmt.Sprintf("/bulks/%d", id), words)
}

// bulkBlockedPage says why decisions made together are not taken back together.
type bulkBlockedPage struct {
	base
	Why  string
	Rows []bulkBlockedRow
}

type bulkBlockedRow struct {
	ClaimID    uint
	Label, Why string
	Status     models.Status
}

func (s *Server) bulkBlocked(w http.ResponseWriter, r *http.Request, err error) error {
	page := bulkBlockedPage{base: s.base(r, "These cannot be undone together any more"), Why: "Nothing was changed. Load the page again to see how the claims stand now."}
	var refused *models.BulkRefusedError
	var invalid *models.InvalidError
	switch {
	case errors.As(err, &refused):
		page.Why = "Another verdict counts on one of them by now, and an undo takes back only your own. Nothing was changed. Yours that still count can be undone one by one, on the pages of their claims."
		for i := range refused.Rows {
			c := &refused.Rows[i].Claim
			page.Rows = append(page.Rows, bulkBlockedRow{c.ID, c.Label, sentence(refused.Rows[i].Why), c.Status})
		}
	case errors.As(err, &invalid):
		page.Why = sentence(invalid.Message) + " Nothing was changed."
	}
	return s.renderStatus(w, r, http.StatusConflict, "bulkblocked", page)
}

// offer is the verdict just given, for the other claims of the article that
// state the same figure and that nobody has decided.
type offer struct {
	Label   string
	Rows    []string // claim and revision of each
	Status  models.Status
	Basis   models.Basis
	Reason  string
	Correct string
	Newer   uint // number of the superseding claim, 0 for none
	Token   string
	From    string
	At      uint
	Swap    bool // the script moves on without a reload
}

// Words is the label of the button.
func (o offer) Words() string {
	return "Same verdict on " + count(len(o.Rows), "identical figure", "identical figures")
}

// offerOf is nil where no claim states the same figure.
func (s *Server) offerOf(r *http.Request, d *models.Decision, h hand, at uint) (*offer, error) {
	if d == nil || !h.mayReview() || d.UserID != h.user.ID {
		return nil, nil
	}
	same, err := s.store.SameFigure(r.Context(), actorOf(r), d.ClaimID)
	if err != nil {
		return nil, err
	}
	o := &offer{
		Status: d.Status, Basis: d.Basis, Reason: d.Reason, Correct: d.CorrectText, Token: fmt.Sprintf("%s-o%d", h.token, d.ID), From: h.from, At: at, Swap: tabOf(h.from) != "",
	}
	if d.SupersededByID != nil {
		o.Newer = *d.SupersededByID
	}
	for i := range same {
		if c := &same[i]; c.ID != o.Newer {
			o.Label, o.Rows = c.Label, append(o.Rows, fmt.Sprintf("%d-%d", c.ID, c.Revision))
		}
	}
	if len(o.Rows) == 0 {
		return nil, nil
	}
	return o, nil
}

// offerLast adds the offer to the message about the claim that the visitor has
// just decided on.
func (s *Server) offerLast(r *http.Request, message *saved, from string) error {
	if message.Undo == nil {
		return nil // not the visitor's
	}
	last, err := s.store.LastDecision(r.Context(), actorOf(r))
	if err != nil || last == nil || last.ClaimID != message.Undo.ClaimID {
		return err
	}
	message.Undo = message.Undo.byKey()
	message.Offer, err = s.offerOf(r, last, newHand(r, from), last.ClaimID)
	return err
}

// marksBar counts what the visitor marked in an article and leads to the preview.
type marksBar struct {
	ArticleID uint
	N         int
	From      string
}

// Words is what stands in the bar.
func (b marksBar) Words() string { return fmt.Sprintf("%d marked", b.N) }

// Preview is the address of the preview.
func (b marksBar) Preview() string {
	path := fmt.Sprintf("/articles/%d/bulk", b.ArticleID)
	if b.From == "" {
		return path
	}
	return withQuery(path, url.Values{"from": {b.From}})
}

// Tab is the part of the queue that the bar stands in.
func (b marksBar) Tab() models.Tab { return tabOf(b.From) }

// markForm marks the claim at hand, or unmarks it.
type markForm struct {
	ClaimID uint
	On      bool // it is marked
	From    string
}

type markInput struct {
	Claims []uint `schema:"claim"`
	On     string `schema:"on"`
	Clear  string `schema:"clear"`
	From   string `schema:"from"`
	Back   string `schema:"back"` // "bulk" for the preview
}

// claimMark serves POST /claims/{id}/mark.
func (s *Server) claimMark(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	var in markInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	if in.On != "true" && in.On != "false" {
		return &models.InvalidError{Field: "on", Message: "the form does not say whether to mark the claim or to unmark it; open the claim again"}
	}
	article, err := s.store.Mark(r.Context(), actorOf(r), id, in.On == "true")
	if err != nil {
		return err
	}
	if in.Back == "bulk" {
		return redirect(w, r, marksBar{ArticleID: article, From: in.From}.Preview())
	}
	return redirect(w, r, besideClaim(in.From, id, "verdict"))
}

// noRow reports whether a number is larger than any that the databases give.
func noRow(id uint) bool { return uint64(id) > math.MaxInt64 }

// articleMark serves POST /articles/{id}/marks: which claims of the article
// are marked, all of them.
func (s *Server) articleMark(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	var in markInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	if in.Clear != "" {
		in.Claims = nil
	} else if len(in.Claims) == 0 || slices.ContainsFunc(in.Claims, noRow) {
		return &models.InvalidError{Field: "claim", Message: "nothing is marked: go back, and mark the claims to decide on together"}
	}
	if err := s.store.MarkArticle(r.Context(), actorOf(r), id, in.Claims); err != nil {
		return err
	}
	switch tab := tabOf(in.From); {
	case in.Clear == "":
		return redirect(w, r, marksBar{ArticleID: id, From: in.From}.Preview())
	case tab != "" && in.Back != "":
		at, _ := strconv.ParseUint(in.Back, 10, 63) // without one the desk is shown without a claim
		return redirect(w, r, deskPath(tab, uint(at), 0))
	}
	return redirect(w, r, fmt.Sprintf("/articles/%d", id))
}
